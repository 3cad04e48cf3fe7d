package demands

import "demarche/loaders/demands/lexicon"

// minItem is how many tokens an item of an act must have to be a demand of its own.
const minItem = 4

// parts divides an act that asks for several things: acts in a list of three or more ("to finish the survey, lift the
// fee, and reopen the gate"), acts of different types, sums of money for different ends ("$5 million for the library and
// $2 million for the bridge"), and things against which the same is asked ("action against A and against B"). An act
// that is not divided comes back alone; items that were typed as such have part set.
func (d *text) parts(c *cand) []cand {
	if out := d.verbs(c); len(out) > 2 {
		return out
	}
	if out := d.split(c); len(out) > 1 {
		return out
	}
	for _, divide := range []func(*cand) []cand{d.things, d.sums, d.verbs, d.againsts} {
		if out := divide(c); len(out) > 1 {
			return out
		}
	}
	return []cand{*c}
}

// sums divides an act at its sums of money that are each for something.
func (d *text) sums(c *cand) []cand {
	var at []int
	for i := c.vp; i+2 < min(c.hi, c.vp+4*maxAct); i++ {
		if d.mark(i, '$') && (len(at) == 0 || d.joined(i, c.vp)) && d.sumFor(i, c.hi) {
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return nil
	}
	whole := d.classifyCand(c)
	if whole.typ != "legislate_or_fund" && whole.typ != "provide_aid" {
		return nil
	}
	return d.cutAt(c, at[1:], whole)
}

// sumFor tells whether the sum at i says what it is for: "$5 million for", "$1.2 billion in".
func (d *text) sumFor(i, hi int) bool {
	for j := i + 1; j < min(hi, i+6); j++ {
		if d.word(j, d.w.forWord) || d.word(j, d.w.to) {
			return true
		}
		if d.mark(j, ',') || d.mark(j, ';') || d.is(j, conj) {
			return false
		}
	}
	return false
}

// joined tells whether "and" or a comma or semicolon joins what begins at i to what stands before it.
func (d *text) joined(i, lo int) bool {
	for p := i - 1; p > max(lo, i-5); p-- {
		switch {
		case d.is(p, conj) || d.mark(p, ',') || d.mark(p, ';'):
			return true
		case d.toks[p].Kind != lexicon.Word:
			return false
		}
	}
	return false
}

// cutAt makes demands of one type out of an act that is cut at the tokens.
func (d *text) cutAt(c *cand, at []int, whole judged) []cand {
	first := *c
	first.judged, first.part, first.hi = whole, true, at[0]
	out := []cand{first}
	for k, i := range at {
		next := *c
		next.judged, next.part, next.noun = whole, true, true
		next.head = -1
		next.lo, next.vp, next.textLo = i, i, i
		if k+1 < len(at) {
			next.hi = at[k+1]
		}
		next.textHi = next.hi
		out = append(out, next)
	}
	return out
}

// verbs divides a list of three or more acts of which at least two have a type. An act without a type belongs to the
// one before it.
func (d *text) verbs(c *cand) []cand {
	if c.noun {
		return nil
	}
	starts, commas := []int{c.vp}, 0
	for i := c.vp + 2; i < min(c.hi, c.vp+2*maxAct); i++ {
		j, _ := d.joint(i, c.hi)
		if j < 0 {
			continue
		}
		m := &d.marks[j]
		if m.Verbs == 0 || m.Form != lexicon.Base || d.toks[j].Cap || d.is(j, ambiguous) && !d.is(j+1, determiner|you) && !(d.raw(j) == "work" && d.raw(j+1) == "with") || !d.verbal(j, c.vp) || j-starts[len(starts)-1] < minItem {
			continue
		}
		if d.near(max(starts[len(starts)-1], i-6), i, subordinate) {
			continue
		}
		if d.mark(i, ',') {
			commas++
		}
		starts = append(starts, j)
		if d.is(i, conj) || d.is(i+1, conj) {
			break // the last of the list
		}
		i = j
	}
	if len(starts) < 3 || commas < len(starts)-2 {
		return nil
	}
	var out []cand
	for k, lo := range starts {
		hi := c.hi
		if k+1 < len(starts) {
			hi = starts[k+1]
		}
		part := *c
		part.vp, part.hi = lo, hi
		if k > 0 {
			part.lo, part.textLo, part.textHi = lo, lo, hi
		}
		part.judged, part.part = d.classify(lo, hi, false), true
		if part.typ == "investigate" || part.typ == "disclose_information" {
			return nil // one inquiry, told in its steps
		}
		if n := len(out); n > 0 && part.typ == other {
			out[n-1].hi, out[n-1].textHi = hi, max(hi, out[n-1].textHi)
			continue
		}
		out = append(out, part)
	}
	return out
}

// againsts divides "act against A and against B".
func (d *text) againsts(c *cand) []cand {
	var at []int
	for i := c.vp; i+2 < min(c.hi, c.vp+maxAct); i++ {
		if d.word(i, d.w.against) && (len(at) == 0 || d.is(i-1, conj)) {
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return nil
	}
	whole := d.classifyCand(c)
	if whole.typ == other {
		return nil
	}
	return d.cutAt(c, at[1:], whole)
}
