package demands

import "demarche/loaders/demands/lexicon"

// maxSubject is how many tokens behind "that" are searched for an addressee as the one who is to act.
const maxSubject = 8

// mustDo reads "the Administration must suspend ..." and "they must be held accountable". Who is meant has to be
// somebody who can be asked.
func (d *text) mustDo(s sentence, i int) (cand, bool) {
	c := cand{force: "must", strength: weak, hi: s.hi, cueRule: "must"}
	if s.zone != zoneBody {
		return c, false
	}
	j := i + 1
	if d.is(i, need) && !d.is(i, modal) {
		if !d.word(j, d.w.to) {
			return c, false
		}
		j++
	}
	neg := false
	for j < s.hi && (d.toks[j].Adverb || d.is(j, filler|negation)) {
		neg = neg || d.is(j, negation)
		j++
	}
	if j >= s.hi || d.toks[j].Kind != lexicon.Word || d.marks[j].Verbs == 0 && !d.word(j, d.w.refrain) {
		return c, false
	}
	c.lo = d.subjectStart(s, i)
	c.vp, c.against = j, neg
	if d.near(max(s.lo, i-6), i, conditional) || d.is(d.back(i, s.lo), first) || d.question(s) {
		return c, false
	}
	if d.raw(i) == "should" && d.is(i+1, you) {
		return c, false
	}
	if d.raw(j) == "be" {
		c.passive = true
		k := d.skip(j+1, s.hi)
		return c, i > s.lo && k < s.hi && (d.marks[k].Form == lexicon.Past || d.marks[j].VerbEnd > int32(j+1))
	}
	if !d.headSubject(c.lo, i) {
		return c, false
	}
	c.direct(d.raw(j) == "cut" && j+1 < s.hi && d.raw(j+1) == "ties") // an ask, though of no class
	return c, d.near(max(s.lo, i-7), i, you|body) || d.recipientNear(max(s.lo, i-7), i) || d.acronym(d.back(i, s.lo), c.lo)
}

// acronym tells whether token p is a body by its letters alone, as the subject that begins at lo: "the TSA should".
func (d *text) acronym(p, lo int) bool {
	if p < lo || d.toks[p].Kind != lexicon.Word || p-lo > 2 {
		return false
	}
	raw := d.raw(p)
	if len(raw) < 3 || len(raw) > 6 {
		return false
	}
	for i := range len(raw) {
		if raw[i] < 'A' || raw[i] > 'Z' {
			return false
		}
	}
	return true
}

// headSubject tells whether the words [lo,i) are just the subject of the clause: no other verb is in between.
func (d *text) headSubject(lo, i int) bool {
	lo = d.skip(lo, i)
	if d.is(lo, preposition) || d.word(lo, d.w.in) {
		for j := lo; j < min(i, lo+7); j++ {
			if d.mark(j, ',') {
				lo = j + 1
				break
			}
		}
	}
	return i-lo <= 9 && !d.near(lo, i, first|conditional|auxiliary)
}

func (d *text) question(s sentence) bool { return s.question }

// subjectStart is the beginning of the clause that the modal at i belongs to.
func (d *text) subjectStart(s sentence, i int) int {
	for j := i - 1; j >= max(s.start, i-lookback); j-- {
		if d.mark(j, ';') || d.mark(j, ':') || d.word(j, d.w.then) || d.mark(j, ',') && i-j < 12 && d.near(max(s.start, j-lookback), j, conditional) {
			return j + 1
		}
	}
	return max(s.start, i-lookback)
}

// importantTo reads "it is imperative that the U.S. use ..." and "it is time for ... to ...".
func (d *text) importantTo(s sentence, i int) (cand, bool) {
	c := cand{force: "must", strength: weak, hi: s.hi, cueRule: "it is imperative"}
	p := d.back(i, s.lo)
	for p > s.lo && d.word(p, d.w.longWord) || d.word(p, d.w.past) {
		p--
	}
	if s.zone != zoneBody || !d.is(p, auxiliary) || !d.word(p-1, d.w.it) {
		return c, false
	}
	e := d.pastInsertion(i+1, s.hi)
	switch {
	case d.word(e, d.w.that):
		c.lo = e + 1
		c.vp = d.subjectEnd(e+1, s.hi)
		c.direct(d.is(e+1, you) || c.vp > e+1 && d.recipientNear(e+1, min(c.vp, e+maxSubject)))
		return c, !d.is(e+1, first)
	case d.word(e, d.w.forWord):
		if to := d.infinitive(e, s.hi); to > 0 {
			c.lo, c.vp = e+1, to+1
			c.direct(d.is(e+1, you))
			return c, true
		}
	case d.is(e, filler) && d.word(e, d.w.to), d.word(e, d.w.to):
		c.lo, c.vp, c.cueRule = e+1, e+1, "it is imperative to"
		return c, true
	}
	return c, false
}

// pastInsertion is behind the words between commas that begin at e and end before "that", e when there are none.
func (d *text) pastInsertion(e, hi int) int {
	if !d.mark(e, ',') {
		return e
	}
	for i := e + 1; i+1 < min(hi, e+maxReach); i++ {
		if d.mark(i, ',') && d.word(i+1, d.w.that) {
			return i + 1
		}
	}
	return e
}

// direct makes what is important for the addressee an ask.
func (c *cand) direct(you bool) {
	if you {
		c.strength = listed
	}
}

// recipientNear tells whether a recipient's name or organization has a word in [lo,hi).
func (d *text) recipientNear(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if d.toks[i].Cap && d.recipientWord(i) {
			return true
		}
	}
	return false
}
