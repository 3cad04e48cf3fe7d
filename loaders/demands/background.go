package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
)

const (
	earlierReach = 14 // tokens at the beginning of a sentence that tell when it happened
	maxBack      = 80 // sentences back in which the letter is told of
	longAgo      = 60 // days before the letter from which a month is the past
)

// earlierAct tells whether sentence n of a report tells of an act before the letter, as the background of a release
// does: "In May 2019, Senator X led a letter urging". Something said before it must tell of the letter itself: out holds
// what was found so far.
func (d *text) earlierAct(n int, out []cand) bool {
	asked := false
	for i := range out {
		asked = asked || !out[i].headline && out[i].strength >= listed
	}
	past, recent := d.when(&d.sents[n])
	if recent || past {
		return asked || past && d.letterToldBefore(n)
	}
	return false
}

// when reads the time of a sentence at its beginning: past for a time long before the letter, recent for one that may
// be the letter's own.
func (d *text) when(s *sentence) (past, recent bool) {
	for i := s.start; i < min(s.hi, s.start+earlierReach); i++ {
		switch strings.ToLower(d.raw(i)) {
		case "previously":
			past = true
		case "long":
			past = past || i > 0 && (d.raw(i-1) == "has" || d.raw(i-1) == "have")
		case "past":
			past = past || d.word(i-1, d.w.this) && i+1 < s.hi && d.monthAt(i+1) != 0
		case "follows":
			past = past || d.letterIn(s.start, i) && d.letterIn(i+1, min(s.hi, i+6))
		case "previous", "prior":
			past = past || d.letterIn(i+1, min(s.hi, i+3))
		case "ago":
			past = past || !strings.HasPrefix(d.raw(max(s.lo, i-1)), "day")
		case "last":
			if i+1 < s.hi && i < s.start+3 {
				m := d.lastTime(i + 1)
				past, recent = past || m == 1, recent || m == 2
			}
		case "earlier":
			if i+2 < s.hi && d.word(i+1, d.w.this) {
				past, recent = past || d.word(i+2, d.w.year), true
			}
		case "in", "on", "since":
			if i < s.start+3 || d.letterIn(i-3, i) {
				past = past || d.longBefore(i+1, s.hi)
			}
		}
	}
	return past, recent
}

// letterIn tells whether "letter" stands in [lo,hi).
func (d *text) letterIn(lo, hi int) bool {
	for i := max(lo, 0); i < min(hi, len(d.toks)); i++ {
		if d.word(i, d.w.letter) || d.raw(i) == "letters" {
			return true
		}
	}
	return false
}

// lastTime is 1 where token i behind "last" names a time long past, 2 where it names a recent one.
func (d *text) lastTime(i int) int {
	switch strings.ToLower(d.raw(i)) {
	case "year", "congress", "fall", "spring", "summer", "winter", "autumn":
		return 1
	case "week", "month":
		return 2
	}
	if d.monthAt(i) != 0 {
		return 1
	}
	return 0
}

// monthAt is the month that token i names, 0 for none.
func (d *text) monthAt(i int) int {
	for m, id := range d.w.months {
		if m > 0 && d.word(i, id) && d.toks[i].Cap {
			return m
		}
	}
	return 0
}

// longBefore tells whether the words from token i on are a month and year, or a year, long before the letter.
func (d *text) longBefore(i, hi int) bool {
	if d.ref.IsZero() {
		return false
	}
	m := 0
	for j := i; j < min(hi, i+5); j++ {
		if k := d.monthAt(j); k != 0 {
			m = k
			continue
		}
		if y := year(d.raw(j)); y != 0 && d.toks[j].Kind == lexicon.Number {
			ahead := (d.ref.Year()-y)*12 + int(d.ref.Month()) - m
			return m == 0 && y < d.ref.Year() || m != 0 && ahead*30 > longAgo
		}
	}
	return m != 0 && (int(d.ref.Month())-m+12)%12 > 1
}

// letterToldBefore tells whether a sentence of the report before n, other than a headline, tells of a letter.
func (d *text) letterToldBefore(n int) bool {
	for k := n - 1; k >= max(0, n-maxBack); k-- {
		s := &d.sents[k]
		if s.zone == zoneBody {
			return true
		}
		caps, words, letter := 0, 0, false
		for i := s.lo; i < s.hi; i++ {
			if d.toks[i].Kind == lexicon.Word {
				words++
				if d.toks[i].Cap {
					caps++
				}
				letter = letter || d.word(i, d.w.letter) || d.raw(i) == "wrote" || d.raw(i) == "letters"
			}
		}
		if past, recent := d.when(s); letter && !past && !recent && caps*2 < words {
			return true
		}
	}
	return false
}

// How far a quotation is searched: tokens beside it for who said it, tokens of it.
const (
	maxSaying = 10
	maxQuoted = 150
	maxParity = 4000 // tokens back in which straight marks are counted
)

// otherSays tells whether token i of a letter stands in a quotation that the letter gives to somebody else: "he said",
// and no "we" of the writers beside it.
func (d *text) otherSays(i int) bool {
	if !d.full {
		return false
	}
	open := i
	for open >= 0 && i-open < maxQuoted && !d.mark(open, '"') {
		open--
	}
	if open < 0 || !d.mark(open, '"') || strings.Contains("”", d.raw(open)) {
		return false
	}
	end := i
	for end < len(d.toks) && end-i < maxQuoted && !d.mark(end, '"') {
		end++
	}
	if end == len(d.toks) || !d.mark(end, '"') || d.raw(open) == d.raw(end) && d.raw(open) == "“" {
		return false
	}
	if d.raw(open) == `"` {
		n := 0
		for k := open; k >= max(0, open-maxParity); k-- {
			if d.mark(k, '"') && d.raw(k) == `"` {
				n++
			}
		}
		if n%2 == 0 {
			return false // the quotation ended before i
		}
	}
	return d.said(max(0, open-maxSaying), open, false) || d.said(end+1, min(len(d.toks), end+1+maxSaying), true)
}

// said tells whether a verb of saying and no word of the writers stands in the part of [lo,hi) that belongs to the
// sentence of the quotation before or after it.
func (d *text) said(lo, hi int, after bool) bool {
	found := false
	for i := lo; i < hi; i++ {
		if d.mark(i, '.') {
			if after {
				break
			}
			found = false
			continue
		}
		if d.is(i, first) || strings.EqualFold(d.raw(i), "our") || strings.EqualFold(d.raw(i), "my") {
			return false
		}
		switch strings.ToLower(d.raw(i)) {
		case "said", "says", "told", "stated", "wrote", "declared", "testified", "explained", "added", "warned", "tweeted", "posted", "announced":
			found = true
		}
	}
	return found
}
