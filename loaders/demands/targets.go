package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
	"demarche/schema"
)

// targets finds whom the demanded acts go against: persons named as those to be punished, and countries that are to
// lose aid or arms or to release whom they hold.
func (d *text) targets(ds []demand) []schema.Target {
	var out, held []schema.Target
	looked := false
	add := func(t schema.Target, order int) {
		for k := range out {
			if out[k].Name == t.Name {
				if n := len(out[k].Demands); n == 0 || out[k].Demands[n-1] != order {
					out[k].Demands = append(out[k].Demands, order)
				}
				return
			}
		}
		t.Demands = []int{order}
		out = append(out, t)
	}
	for i := range ds {
		c := &ds[i]
		if c.against {
			continue
		}
		switch c.typ {
		case "sanction", "condemn", "investigate":
			for _, t := range d.bodies(c) {
				add(t, i+1)
			}
		}
		switch c.typ {
		case "sanction", "condemn", "appoint_or_remove":
			for _, t := range d.officials(d.sents[c.sent].start, d.sents[c.sent].hi) {
				add(t, i+1)
			}
			if c.typ == "sanction" {
				if !looked {
					held, looked = d.accountable(), true
				}
				for _, t := range held {
					add(t, i+1)
				}
			}
		case "suspend_aid_or_sales", "release_detainees":
			if t, ok := d.countryTarget(c); ok {
				add(t, i+1)
			}
		}
	}
	return out
}

// accountable finds officials in sentences that say that they must be held to account.
func (d *text) accountable() []schema.Target {
	var out []schema.Target
	for n := range d.sents {
		s := &d.sents[n]
		if s.zone == zoneQuote || s.zone == zoneReport && d.full {
			continue
		}
		for i := s.start; i+1 < s.hi; i++ {
			if d.word(i, d.w.held) && (d.word(i+1, d.w.accountable) || d.word(i+1, d.w.responsible) || d.word(i+1, d.w.to)) {
				out = append(out, d.officials(s.start, i)...)
				break
			}
		}
	}
	return out
}

// officials reads titled names: "Defense Minister Zakir Hasanov". Demonyms before the title are left out, an
// explanation in brackets belongs to the title. Names are kept as printed.
func (d *text) officials(lo, hi int) []schema.Target {
	var out []schema.Target
	for i := lo; i < hi; i++ {
		if !d.is(i, capTitle) || !d.toks[i].Cap || d.is(i, preposition|determiner) {
			continue
		}
		t0 := i
		for i < hi && (d.is(i, capTitle) || d.mark(i, '(')) && (d.toks[i].Cap || d.is(i, capTitle) && d.is(i, preposition|determiner) || d.mark(i, '(')) {
			if d.mark(i, '(') {
				for i < hi && !d.mark(i, ')') {
					i++
				}
			}
			i++
		}
		n0 := i
		for i < hi && d.toks[i].Kind == lexicon.Word && d.toks[i].Cap && d.marks[i].Country == 0 && !d.is(i, capTitle|preposition|conj) && i-n0 < 5 {
			i++
		}
		if n := i - n0; n >= 2 && !d.is(n0, body) && !d.endsBody(i-1) && d.raw(t0) != "Justice" && !d.ownOfficial(t0) {
			out = append(out, schema.Target{
				Name: clean(d.slice(n0, i)), Title: clean(d.slice(t0, n0)), Kind: "person", Rule: "titled name", Span: d.span(n0, i),
			})
		}
		i--
	}
	return out
}

// endsBody tells whether token i is the last word of a body's name, not of a person's.
func (d *text) endsBody(i int) bool {
	switch d.raw(i) {
	case "Administration", "Bureau", "Association", "Agency", "Commission", "Committee", "Department", "Service", "Services", "Act", "Board", "Council", "Corporation", "Office", "Institute", "Center", "University", "Authority", "Counsel":
		return true
	}
	return false
}

// ownOfficial tells whether the title at t0 is qualified as one of the United States, or belongs to an addressee.
func (d *text) ownOfficial(t0 int) bool {
	if t0 > 0 {
		switch strings.ToLower(d.raw(t0 - 1)) {
		case "u.s", "states", "american", "us":
			return true
		}
	}
	switch d.raw(t0) {
	case "Attorney", "Speaker":
		return true
	}
	for i := t0 + 1; i < t0+8 && i < len(d.toks); i++ {
		if d.toks[i].Cap && !d.is(i, capTitle) && d.recipientWord(i) {
			return true
		}
	}
	return false
}

// countryTarget is the country that the act of c takes from or that holds whom it asks free.
func (d *text) countryTarget(c *demand) (schema.Target, bool) {
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
		Name: clean(d.slice(best, int(m.CountryE))), Kind: "country", Country: country.Code, Rule: "country of the act", Span: d.span(best, int(m.CountryE)),
	}, true
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
