package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
)

// politeIf is the verb of "if you would act" at token i, 0 for none.
func (d *text) politeIf(i, hi int) int {
	if i+3 >= hi || d.raw(i) != "if" || !d.is(i+1, you) {
		return 0
	}
	switch d.raw(i + 2) {
	case "would", "could", "can", "will":
		return d.skip(i+3, hi)
	}
	return 0
}

// gratefulBefore tells whether the words before "if" at token i say that it would be welcome.
func (d *text) gratefulBefore(s sentence, i int) bool {
	for j := max(s.lo, i-maxSubject); j < i; j++ {
		switch d.raw(j) {
		case "grateful", "helpful", "thankful", "appreciate", "appreciated", "obliged", "useful":
			return true
		}
	}
	return false
}

// canYouTell is the verb of "could you tell us" at token i, 0 for none.
func (d *text) canYouTell(i, hi int) int {
	switch strings.ToLower(d.raw(i)) {
	case "could", "can", "would", "will":
	default:
		return 0
	}
	if v := d.skip(i+2, hi); i+2 < hi && d.is(i+1, you) && v < hi && (d.tells(v) || d.raw(v) == "tell") {
		return v
	}
	return 0
}

// askedFor is behind the "for" of "ask the agency for a list", 0 for none.
func (d *text) askedFor(verb string, e, hi int) int {
	if verb != "ask" && verb != "press" && verb != "petition" {
		return 0
	}
	for i := e + 1; i+1 < min(hi, e+2*straySpan+straySpan); i++ {
		if d.toks[i].Kind == lexicon.Mark || d.marks[i].Verbs != 0 && !d.toks[i].Cap && !d.is(i, ambiguous) || d.is(i, wh|modal) {
			return 0
		}
		if d.word(i, d.w.forWord) {
			return i + 1
		}
	}
	return 0
}
