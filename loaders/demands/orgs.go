package demands

import (
	"demarche/loaders/demands/lexicon"
	"demarche/schema"
)

// bodies finds the organizations and governments that the act of c goes against: "sanctions on the Harbour Guard",
// "the Government of Ruritania". Countries alone and bodies of the addressees' own country are no targets.
func (d *text) bodies(c *demand) []schema.Target {
	var out []schema.Target
	if c.headline || c.vp < len(d.toks) && d.toks[c.vp].Cap && d.toks[c.vp].Kind == lexicon.Word {
		return nil // every word of a headline has a capital
	}
	from := max(c.vp, c.lo)
	if c.noun {
		from = c.lo
	}
	for i := from; i < min(c.hi, from+maxAct); i++ {
		if e := d.governmentOf(i, c.hi); e > i {
			out = append(out, d.bodyTarget(i, e))
			i = e - 1
			continue
		}
		if c.typ != "sanction" && c.typ != "condemn" || !d.word(i, d.w.against) && !d.word(i, d.w.on) && i != c.head {
			continue
		}
		n0 := i + 1
		if i == c.head {
			n0 = max(n0, int(d.marks[i].VerbEnd))
		}
		for n0 < c.hi && d.is(n0, determiner) && !d.toks[n0].Cap {
			n0++
		}
		if e := d.bodyName(n0, c.hi); e > n0 {
			out = append(out, d.bodyTarget(n0, e))
			i = e - 1
		}
	}
	return out
}

func (d *text) bodyTarget(lo, hi int) schema.Target {
	kind := "organization"
	if hi-lo == 2 && d.marks[lo].Objects&d.lx.People != 0 {
		kind = "person"
	}
	return schema.Target{Name: clean(d.slice(lo, hi)), Kind: kind, Rule: "body of the act", Span: d.span(lo, hi)}
}

// governmentOf is the end of "Government of Ruritania" at i, 0 when something else stands there.
func (d *text) governmentOf(i, hi int) int {
	if d.raw(i) != "Government" && d.raw(i) != "Republic" || !d.word(i+1, d.w.of) {
		return 0
	}
	j := i + 2
	if d.is(j, determiner) {
		j++
	}
	if j < hi && d.marks[j].Country != 0 && d.raw(i) == "Government" {
		return int(d.marks[j].CountryE)
	}
	return 0
}

// ownBodies are words in the names of laws, lists and of bodies that letters are written to.
var ownBodies = map[string]bool{
	"Act": true, "List": true, "Order": true, "Program": true, "Treasury": true, "State": true, "Department": true, "Congress": true, "Administration": true, "House": true, "Senate": true, "Magnitsky": true,
	"Entity": true, "Specially": true, "Committee": true, "Executive": true, "Secretary": true, "President": true, "Section": true, "U.S": true, "United": true, "States": true, "American": true, "Americans": true, "America": true,
	"January": true, "February": true, "March": true, "April": true, "May": true, "June": true, "July": true, "August": true, "September": true, "October": true, "November": true, "December": true, "Capitol": true, "Hill": true, "Global": true,
}

// bodyName is the end of a body's name at lo: two or more words with capitals, or an abbreviation of three letters or
// more; lo when there is none.
func (d *text) bodyName(lo, hi int) int {
	i, letters := lo, 0
	for ; i < min(hi, lo+6); i++ {
		t := &d.toks[i]
		if t.Kind != lexicon.Word || !t.Cap || ownBodies[d.raw(i)] || d.is(i, capTitle) || d.recipientWord(i) {
			break
		}
		if d.marks[i].Country != 0 && (i > lo || int(d.marks[i].CountryE) >= hi || !d.toks[d.marks[i].CountryE].Cap) {
			break
		}
		letters += int(t.End - t.Start)
	}
	if i < len(d.toks) && i > lo && (ownBodies[d.raw(i)] || d.is(i, capTitle) && d.toks[i].Cap) {
		return lo
	}
	switch n := i - lo; {
	case n >= 2, n == 1 && abbreviation(d.raw(lo)):
		return i
	}
	return lo
}

// abbreviation tells whether a word is three or more capitals.
func abbreviation(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return len(s) >= 3
}
