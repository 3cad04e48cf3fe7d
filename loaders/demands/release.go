package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
	"demarche/schema"
)

// What is released decides the type: persons are set free, money is paid out, what is known is told. The weight is that
// of an act beyond doubt.
const (
	releaseScore = 9
	maxReleased  = 20 // tokens of the thing that is released
)

// released types c where its first act is to release something. ok is false where it is another act or where what is
// released is none of the things that the lists know.
func (d *text) released(c *cand, lo int) (j judged, ok bool) {
	r := d.releaseAt(lo, c.hi)
	if r < 0 {
		return judged{}, false
	}
	var typ schema.DemandType
	if d.marks[r].Form == lexicon.Past || c.passive {
		typ = d.releasable(c.lo, c.vp)
		if typ == "" && c.passive && d.marks[c.vp].Verbs != 0 {
			typ = other
		}
	} else {
		e := r + 1
		if d.word(e, d.w.of) {
			e++
		} else if d.raw(min(e, c.hi-1)) == "as" && e+2 < c.hi {
			e += 2 // "as much of the money as possible"
		}
		typ = d.releasable(e, d.releasedEnd(e, c.hi))
	}
	if typ == "" {
		return judged{}, false
	}
	return judged{typ: typ, score: releaseScore, rule: "release+" + string(typ), head: r}, true
}

// releaseAt is the form of "release" that is the first act in [lo,hi), -1 for none.
func (d *text) releaseAt(lo, hi int) int {
	for i := lo; i < min(hi, lo+8); i++ {
		if t := &d.toks[i]; t.Kind == lexicon.Word && strings.HasPrefix(strings.ToLower(d.raw(i)), "releas") {
			if i > 0 && (d.raw(i-1) == "press" || d.raw(i-1) == "news") {
				return -1
			}
			return i
		}
		if d.toks[i].Kind == lexicon.Mark || d.marks[i].Verbs&^d.lx.Carriers != 0 && !d.is(i, auxiliary) && d.verbal(i, lo) || d.is(i, preposition|conj) && !d.word(i, d.w.forWord) {
			return -1
		}
	}
	return -1
}

// releasedEnd is where the noun phrase that begins at e ends: before a preposition, a mark or a verb of a side clause.
func (d *text) releasedEnd(e, hi int) int {
	for i := e; i < min(hi, e+maxReleased); i++ {
		if d.toks[i].Kind == lexicon.Mark && !d.mark(i, '$') && !d.mark(i, '.') && !d.mark(i, '\'') && !d.mark(i, '%') && !d.mark(i, '(') && !d.mark(i, ')') || i > e && (d.is(i, preposition|wh|auxiliary|modal) && !(d.word(i, d.w.of) && share(d.raw(i-1))) || d.word(i, d.w.to) || d.word(i, d.w.that)) {
			return i
		}
	}
	return min(hi, e+maxReleased)
}

// share tells whether a word means a part of what is named behind it: "half of the money".
func share(word string) bool {
	switch word {
	case "percent", "all", "most", "some", "part", "portion", "rest", "remainder", "much", "many", "half", "amount", "balance":
		return true
	}
	return false
}

// releasable is what the last thing known in [lo,hi) makes of its release, "" when none is known.
func (d *text) releasable(lo, hi int) schema.DemandType {
	classes := [...]struct {
		name string
		typ  schema.DemandType
	}{
		{"info", "disclose_information"},
		{"money", "provide_aid"},
		{"aid", "provide_aid"},
		{"disaster", "provide_aid"},
		{"prisoners", "release_detainees"},
		{"people", "release_detainees"},
		{"refugee", "release_detainees"},
	}
	for i := hi - 1; i >= lo; i-- {
		switch strings.ToLower(d.raw(i)) {
		case "he", "him", "she", "her", "they", "them":
			return "release_detainees"
		case "fund", "funds", "funding", "grants", "money", "monies", "dollars":
			return d.paid()
		case "data", "report", "reports", "records", "documents", "document", "information", "emails", "names", "details", "findings", "results", "file", "files", "footage", "video", "text", "transcripts", "tapes", "analysis", "assessment", "review", "study", "studies", "evaluation", "survey", "transcript", "memo", "plan", "plans", "list":
			return "disclose_information"
		}
		if d.marks[i].Objects == 0 && persons(d.raw(i)) {
			return "release_detainees"
		}
		if d.marks[i].Objects == 0 {
			continue
		}
		for _, c := range classes {
			if d.objectIs(i, c.name) {
				if c.typ == "provide_aid" {
					return d.paid()
				}
				return c.typ
			}
		}
	}
	return ""
}

// persons tells whether a word in small letters means several persons by its ending: "fishermen", "unionists".
func persons(word string) bool {
	for _, end := range []string{"men", "women", "ists", "eers", "ees"} {
		if len(word) > len(end)+3 && strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// paid is the type of paying out: legislators provide money by law.
func (d *text) paid() schema.DemandType {
	if d.congr {
		return "legislate_or_fund"
	}
	return "provide_aid"
}

// objectIs tells whether an object of the class begins at token i.
func (d *text) objectIs(i int, class string) bool {
	for n, name := range d.lx.Objects {
		if name == class {
			return d.marks[i].Objects&(1<<n) != 0
		}
	}
	return false
}

// engages tells whether j rests on a verb of taking part alone ("engage in the recommendations", "engage with the
// families") where no country is named and nothing speaks of a conflict.
func (d *text) engages(j *judged, lo, hi int) bool {
	if j.head < 0 || j.rule != "talk+any" && j.rule != "talk+safe" || d.countryIn(lo, hi) {
		return false
	}
	switch raw := strings.ToLower(d.raw(j.head)); {
	case strings.HasPrefix(raw, "engag"), strings.HasPrefix(raw, "reengag"), strings.HasPrefix(raw, "interven"):
	default:
		return false
	}
	for i := j.head; i < min(hi, j.head+maxReach); i++ {
		switch strings.ToLower(d.raw(i)) {
		case "diplomatically", "faith", "governments", "parties", "sides", "regime", "junta", "counterparts", "allies":
			return false
		}
	}
	return true
}
