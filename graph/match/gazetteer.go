package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/names"
)

// KnownSurname tells whether somebody in the registers bears the surname, given folded and without spaces
// ([names.Name.Family]). Parts of double surnames count.
func (x *Index) KnownSurname(folded string) bool { return len(x.surnames[folded]) > 0 }

// KnownGiven tells whether somebody in the registers has the folded word as first name or nickname.
func (x *Index) KnownGiven(folded string) bool { return x.given[folded] > 0 }

// IsName tells whether text is exactly the name of somebody in the registers: surname, and a given name, nickname, middle name
// or initial of that person; no misprints. It is cheap enough for every run of capitalised words.
func (x *Index) IsName(text string) bool {
	return x.nameOn(text, "", nil)
}

// IsNameOn is [Index.IsName] for holders of a post of the chambers (as in [Mention]) on the date; both may be empty.
func (x *Index) IsNameOn(text string, d date.Date, chamber string) bool {
	return x.nameOn(text, d, Chambers(chamber))
}

func (x *Index) nameOn(text string, d date.Date, chambers []string) bool {
	n := names.Parse(text)
	if len(n.Given) == 0 {
		return false
	}
	q := query{name: n, tokens: append(append([]string(nil), n.Given...), n.Surname...), first: d.First(), last: d.Last(), chambers: chambers}
	for _, h := range x.exact(&q, nil) {
		if h.bare || h.given.misprint || h.surname < 0.85 || h.given.score < givenMidInit {
			continue
		}
		x.weigh(&q, &h)
		if h.fits {
			return true
		}
	}
	return false
}

// Part is one name found in a run of words: its words [Start,End) and what [Index.Match] says of it.
type Part struct {
	Start, End int
	Result     Result
}

// Costs of a segmentation: a word left over costs more than any doubt about a name, and one name less a little.
const (
	leftCost = 0.5
	partCost = 0.01
)

// Segment cuts a run of words without punctuation ("Barbara Lee Ed Pastor Donald Payne") into names, so that few words are left
// over and the names' scores are high; words that belong to no name are in no part. A name has two to five words, none of them
// in small letters but particles. The mention gives everything but the name.
func (x *Index) Segment(words []string, m Mention) []Part {
	type state struct {
		cost   float64
		from   int
		result Result
		named  bool
	}
	best := make([]state, len(words)+1)
	for i := 1; i <= len(words); i++ {
		best[i] = state{cost: best[i-1].cost + leftCost, from: i - 1}
		for k := 2; k <= 5 && k <= i; k++ {
			if !isCapitalised(words[i-k : i]) {
				continue
			}
			m.Name = strings.Join(words[i-k:i], " ")
			n := names.Parse(m.Name)
			if len(n.Given) == 0 || !x.KnownSurname(n.Surname[len(n.Surname)-1]) && !x.KnownSurname(n.Family()) {
				continue
			}
			r := x.Match(m)
			if r.Decision == schema.None || r.Score < x.threshold {
				continue
			}
			if c := best[i-k].cost + partCost + 1 - r.Score; c < best[i].cost-tiny {
				best[i] = state{c, i - k, r, true}
			}
		}
	}
	var parts []Part
	for i := len(words); i > 0; i = best[i].from {
		if best[i].named {
			parts = append(parts, Part{best[i].from, i, best[i].result})
		}
	}
	slices.Reverse(parts)
	return parts
}

// isCapitalised tells whether the words can be a name: the first and the last begin with a capital, and between them only
// particles may not.
func isCapitalised(words []string) bool {
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "\"“‘(*"))
		if unicode.IsUpper(r) {
			continue
		}
		if i == 0 || i == len(words)-1 || !names.IsParticle(names.Fold(w)) {
			return false
		}
	}
	return true
}
