package demands

import (
	"slices"
	"strings"

	"demarche/loaders/demands/lexicon"
	"demarche/schema"
)

// targets finds whom the demanded acts go against or are asked for: those whom frames name in the demands that are kept
// and in the ones that repeat them, and countries that are to lose aid or arms or to release whom they hold.
func (d *text) targets(cs []cand, ds []demand) []schema.Target {
	var c collector
	for i := range cs {
		order := d.demandOf(&cs[i], ds)
		if order == 0 {
			continue
		}
		for _, h := range d.frames(&cs[i]) {
			c.add(d.entityTarget(&h.entity, h.role, h.rule), order)
		}
	}
	for i := range ds {
		if ds[i].against {
			continue
		}
		switch ds[i].typ {
		case "suspend_aid_or_sales", "release_detainees":
			if t, ok := d.countryTarget(&ds[i]); ok {
				c.add(t, i+1)
			}
		}
	}
	if len(c.out) == 0 {
		d.accused(&c, ds)
	}
	return c.out
}

// accused adds the government that the letter says did what it asks to be punished, when the demand itself names nobody.
func (d *text) accused(c *collector, ds []demand) {
	for k := range ds {
		if ds[k].against || ds[k].typ != "sanction" {
			continue
		}
		for n := range d.sents {
			s := &d.sents[n]
			if s.zone == zoneQuote || s.zone == zoneReport && d.full {
				continue
			}
			for i := s.start; i < s.hi; i++ {
				if !d.governmentHead(i) && d.marks[i].Country == 0 {
					continue
				}
				e, next, ok := d.entityAt(i, s.hi)
				if ok && e.kind == "country" && e.rulers && d.misdeed(next) {
					c.add(d.entityTarget(&e, lexicon.Against, "who did it"), k+1)
					return
				}
				i = max(i, next-1)
			}
		}
	}
}

// misdeed tells whether a verb of ordering or doing a crime stands at i.
func (d *text) misdeed(i int) bool {
	for i < len(d.toks) && (d.toks[i].Adverb || d.is(i, have)) {
		i++
	}
	switch d.raw(i) {
	case "directed", "ordered", "committed", "perpetrated", "orchestrated", "murdered", "killed", "massacred", "approved", "sanctioned", "planned":
		return true
	case "carried":
		return d.raw(i+1) == "out"
	case "is", "was":
		return d.word(i+1, d.w.responsible)
	}
	return false
}

// demandOf is the order of the kept demand that c is or repeats, 0 when there is none or c repeats it outside the letter.
func (d *text) demandOf(c *cand, ds []demand) int {
	same, first := 0, 0
	for i := range ds {
		switch {
		case ds[i].sent == c.sent && ds[i].lo == c.lo:
			return i + 1
		case same == 0 && ds[i].sent == c.sent:
			same = i + 1
		case first == 0 && ds[i].typ == c.typ && ds[i].against == c.against:
			first = i + 1
		}
	}
	switch {
	case c.zone == zoneQuote || c.zone == zoneReport && d.full:
		return 0
	case same > 0:
		return same
	}
	return first
}

// countryTarget is the country that the act of c takes from or that holds whom it asks free.
func (d *text) countryTarget(c *demand) (schema.Target, bool) {
	if c.typ == "release_detainees" && !d.ofPersons(c) {
		return schema.Target{}, false
	}
	from := c.vp
	if c.noun {
		from = c.lo
	}
	best := -1
	for i := from; i < c.hi; i++ {
		if c.typ == "suspend_aid_or_sales" && d.mark(i, ',') && (d.raw(min(i+1, len(d.toks)-1)) == "which" || d.raw(min(i+1, len(d.toks)-1)) == "where") {
			break
		}
		m := &d.marks[i]
		if m.Country == 0 || d.lx.Countries[m.Country-1].Contested {
			continue
		}
		p := i - 1
		if d.is(p, determiner) {
			p--
		}
		if e := int(m.CountryE); c.typ == "release_detainees" && e < c.hi && (d.marks[e].Objects != 0 || d.toks[e].Kind == lexicon.Word && e+1 < c.hi && d.marks[e+1].Objects != 0 && d.marks[e+1].Country == 0 && !d.is(e, preposition|conj|auxiliary|wh)) {
			continue // "the Ruritanian prisoners" says whose they are, not who holds them
		}
		if strings.EqualFold(d.raw(max(p-1, 0)), "involvement") || strings.EqualFold(d.raw(max(p-1, 0)), "participation") {
			continue
		}
		if d.is(p, preposition) || d.word(p, d.w.to) || d.word(p, d.w.that) {
			best = i
			if c.typ == "suspend_aid_or_sales" || d.word(p, d.w.in) {
				break
			}
		}
	}
	if best < 0 {
		return schema.Target{}, false
	}
	best = d.printedName(best)
	m := &d.marks[best]
	country := d.lx.Countries[m.Country-1]
	return schema.Target{
		Name: clean(d.slice(best, int(m.CountryE))), Kind: "country", Country: country.Code, Role: lexicon.Against, Rule: "country of the act", Span: d.span(best, int(m.CountryE)),
	}, true
}

// ofPersons tells whether the act of c speaks of persons or of holding them.
func (d *text) ofPersons(c *demand) bool {
	held := d.lx.People
	if n := slices.Index(d.lx.Objects, "prisoners"); n >= 0 {
		held |= 1 << n
	}
	for i := c.lo; i < c.hi; i++ {
		if d.marks[i].Objects&held != 0 {
			return true
		}
	}
	return false
}

// maxNear is how far from an act its target's own name is looked for, in tokens.
const maxNear = 400

// printedName is the nearest place before token i, else the first after it, where the country at i is printed with its
// own name; i itself when there is none.
func (d *text) printedName(i int) int {
	want := d.marks[i].Country
	name := d.lx.Countries[want-1].Name
	for step := -1; step <= 1; step += 2 {
		for j := i; j >= max(0, i-maxNear) && j < min(len(d.toks), i+maxNear); j += step {
			if d.marks[j].Country == want && d.slice(j, int(d.marks[j].CountryE)) == name {
				return j
			}
		}
	}
	return i
}
