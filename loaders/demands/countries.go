package demands

import (
	"slices"
	"sort"
	"strings"

	"demarche/loaders/demands/lexicon"
	"demarche/schema"
)

// use is how a text speaks of one country.
type use struct {
	country int
	count   int
	weight  float64
	inAsk   bool
	span    schema.Span
}

// The places that make a country the subject of a letter.
const (
	subjectCount  = 2  // named so often
	openingTokens = 45 // or in the opening of the letter
)

// countries tells which countries the letter is about, most spoken of first, and every country's use. Contested
// territories stand in the uses under their own codes, beside the countries.
func (d *text) countries(ds []demand) ([]string, []schema.CountryUse) {
	uses := map[int]*use{}
	var order []*use
	asked := d.askedTokens(ds)
	opening := openingTokens
	for n := range d.sents {
		s := &d.sents[n]
		if s.zone == zoneReport && d.full {
			continue
		}
		for i := s.lo; i < s.hi; i++ {
			m := &d.marks[i]
			if m.Country == 0 || !d.trueCountry(i, s) {
				continue
			}
			u := uses[int(m.Country)]
			if u == nil {
				u = &use{country: int(m.Country) - 1, span: d.span(i, int(m.CountryE))}
				uses[int(m.Country)] = u
				order = append(order, u)
			}
			u.count++
			u.weight++
			if i < opening && s.zone != zoneQuote {
				u.weight += 0.5
			}
			u.inAsk = u.inAsk || asked[n]
		}
	}
	return d.subjects(order)
}

// askedTokens is the set of sentences that hold a demand.
func (d *text) askedTokens(ds []demand) map[int]bool {
	out := map[int]bool{}
	for i := range ds {
		out[ds[i].sent] = true
	}
	return out
}

// subjects divides the uses.
func (d *text) subjects(order []*use) ([]string, []schema.CountryUse) {
	sort.SliceStable(order, func(a, b int) bool { return order[a].weight > order[b].weight })
	var codes []string
	var out []schema.CountryUse
	top := 0
	if len(order) > 0 {
		top = order[0].count
	}
	for _, u := range order {
		c := &d.lx.Countries[u.country]
		subject := u.inAsk || u.count >= subjectCount && u.count*8 >= top || u.weight > float64(u.count) && u.count*8 >= top || d.addresses(c.Name)
		if subject && !c.Contested {
			codes = append(codes, c.Code)
		}
		out = append(out, schema.CountryUse{Code: c.Code, Subject: subject, Count: u.count, Span: u.span})
	}
	return codes, out
}

// addresses tells whether an addressee holds an office of the country, or one in it.
func (d *text) addresses(name string) bool {
	if name == "Georgia" || personal[name] {
		return false // of the state, of Mr. Jordan
	}
	return slices.ContainsFunc(d.in.Recipients, func(r schema.Recipient) bool {
		return (r.Kind == "" || r.Kind == "to") && (strings.Contains(r.Office, name) || strings.Contains(r.Organization, name))
	})
}

// only is the index plus one of the country that stands alone in codes, 0 when there are more or none.
func (d *text) only(codes []string) int {
	if len(codes) != 1 {
		return 0
	}
	for i := range d.lx.Countries {
		if d.lx.Countries[i].Code == codes[0] && codes[0] != "US" {
			return i + 1
		}
	}
	return 0
}

// trueCountry drops names of persons and of states of the Union that look like countries.
func (d *text) trueCountry(i int, s *sentence) bool {
	m := &d.marks[i]
	single := int(m.CountryE) == i+1
	if single && i > s.lo && (d.is(i-1, title) || d.mark(i-1, '.') && i-1 > s.lo && d.is(i-2, title)) {
		return false
	}
	c := &d.lx.Countries[m.Country-1]
	switch c.Code {
	case "GE":
		if d.raw(i) == "Georgia" {
			return d.georgia()
		}
	case "JO", "TD", "IL":
		return !single || !personal[d.raw(i)] || !d.person(i, s) && (c.Code == "IL" || !d.personSomewhere())
	}
	return true
}

// personal are the names of countries that are names of persons too.
var personal = map[string]bool{"Jordan": true, "Chad": true, "Israel": true}

// person tells whether the word at i is a person's name there: Jim Jordan, Chad Wolf, Jordan (R-OH), Jordan said.
func (d *text) person(i int, s *sentence) bool {
	if i > s.lo && d.toks[i-1].Kind == lexicon.Word && d.toks[i-1].Cap && d.toks[i-1].Word == 0 && i-1 > s.lo || d.is(i-1, title) {
		return true
	}
	if d.mark(i-1, '.') && d.is(i-2, title) {
		return true
	}
	if i+2 < s.hi && d.mark(i+1, '(') && (d.raw(i+2) == "R" || d.raw(i+2) == "D") {
		return true
	}
	if i+1 >= s.hi {
		return false
	}
	next := d.raw(i + 1)
	return next == "said" || d.raw(i) == "Chad" && d.toks[i+1].Cap || d.marks[i+1].Ask != 0 && d.marks[i+1].AskForm != lexicon.Participle
}

// personSomewhere tells whether a word that may be Jordan or Chad is a person's name anywhere in the document.
func (d *text) personSomewhere() bool {
	if d.personKnown == 0 {
		d.personKnown = -1
		for n := range d.sents {
			s := &d.sents[n]
			for i := s.lo; i < s.hi && d.personKnown < 0; i++ {
				if d.toks[i].Cap && (d.raw(i) == "Jordan" || d.raw(i) == "Chad") && (d.person(i, s) || i > s.lo && (d.raw(i-1) == "Jim" || d.is(i-1, title))) {
					d.personKnown = 1
				}
			}
		}
	}
	return d.personKnown > 0
}

// georgia tells whether the letter's Georgia is the country: something else of its region is named.
func (d *text) georgia() bool {
	if d.georgiaKnown == 0 {
		d.georgiaKnown = -1
		if d.nearGeorgia() {
			d.georgiaKnown = 1
		}
	}
	return d.georgiaKnown > 0
}

func (d *text) nearGeorgia() bool {
	for i := range d.marks {
		if m := &d.marks[i]; m.Country != 0 {
			switch d.lx.Countries[m.Country-1].Code {
			case "GE-AB", "GE-SO", "RU", "UA", "AM", "AZ":
				return true
			case "GE":
				if d.raw(i) != "Georgia" {
					return true
				}
			}
		}
	}
	return false
}
