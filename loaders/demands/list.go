package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
)

// opensList tells whether items that belong to sentence n follow it.
func (d *text) opensList(n int) bool {
	s := &d.sents[n]
	if n+1 >= len(d.sents) || d.sents[n+1].zone != s.zone {
		return false
	}
	next := &d.sents[n+1]
	if s.colon {
		return next.enum != 0 || next.question || next.para != s.para || d.itemLike(next) || d.thing(n+1)
	}
	for i := s.lo; i < s.hi; i++ {
		if d.word(i, d.w.following) {
			return next.enum != 0 || next.question
		}
	}
	return next.enum == 1 || next.enum == 2
}

// itemLike tells whether the sentence may be an item without a sign: it begins with a verb of an act.
func (d *text) itemLike(s *sentence) bool {
	i := d.skip(s.start, s.hi)
	if i >= s.hi {
		return false
	}
	if d.s[d.toks[i].Start] == '$' {
		return true // a sum asked for
	}
	m := &d.marks[i]
	return m.Verbs != 0 && (m.Form == lexicon.Base || m.Form == lexicon.Participle) || d.is(i, wh) && s.question
}

// thing tells whether sentence k is a line that names a thing asked for: it begins a line, makes no statement of the
// writers, and it or the line before it ends as a member of a series.
func (d *text) thing(k int) bool {
	s := &d.sents[k]
	lo := d.skip(s.start, s.hi)
	if lo >= s.hi || !d.newLine(s) || d.is(lo, stopper|courtesy|first|you) || s.hi-lo > maxAct || d.near(lo, min(s.hi, lo+6), modal|auxiliary|first) {
		return false
	}
	return d.inSeries(s) || k > 0 && d.inSeries(&d.sents[k-1])
}

// things divides the things of "call for: an end to the siege; the delivery of food; and the release of the hostages".
func (d *text) things(c *cand) []cand {
	if c.strength != strong || c.vp >= c.hi {
		return nil
	}
	lo := c.vp
	if m := &d.marks[c.vp]; !c.noun {
		if m.Ask == 0 || !d.lx.Asks[m.Ask-1].Noun {
			return nil
		}
		lo = int(m.AskEnd) // "urge you to call for: ..."
	}
	var at []int
	for i := c.vp; i+1 < min(c.hi, c.vp+4*maxAct); i++ {
		if d.mark(i, ';') {
			j := i + 1
			for j < c.hi && (d.is(j, conj) || d.toks[j].Adverb) {
				j++
			}
			at = append(at, j)
		}
	}
	var out []cand
	for k := 0; len(at) > 0 && k <= len(at); k++ {
		hi := c.hi
		if k < len(at) {
			hi = at[k]
		}
		part := *c
		part.lo, part.vp, part.hi, part.noun = d.skip(lo, hi), d.skip(lo, hi), hi, true
		if k > 0 {
			part.textLo, part.textHi = lo, hi
		}
		part.judged, part.part = d.classifyCand(&part), true
		lo = hi
		if part.typ == other {
			return nil
		}
		out = append(out, part)
	}
	return out
}

// newLine tells whether nothing but a break stands before the sentence on its line.
func (d *text) newLine(s *sentence) bool {
	return strings.HasSuffix(strings.TrimRight(d.s[:s.a], " \t"), "\n")
}

// inSeries tells whether a sentence ends in ";", "; and" or ", and".
func (d *text) inSeries(s *sentence) bool {
	i := s.hi - 1
	if d.is(i, conj) {
		i--
		return d.mark(i, ';') || d.mark(i, ',')
	}
	return d.mark(i, ';')
}

// list reads the items after sentence n, which asks for them by cue. It returns their demands and the last sentence
// used. Questions are one demand, or one for each heading over several of them.
func (d *text) list(n int, cue *cand, group int) ([]cand, int) {
	var items []cand
	signed := d.sents[n+1].enum
	questions, headings, last := 0, []int(nil), n
	informed := false // items say what is to be told
	for k := n + 1; k < len(d.sents); k++ {
		s := &d.sents[k]
		if s.zone != d.sents[n].zone {
			break
		}
		isItem := s.enum != 0 || s.question || signed == 0 && (d.itemLike(s) || d.thing(k) && (k == n+1 || last == k-1))
		if !isItem {
			if s.para == d.sents[last].para && s.para != d.sents[n].para {
				continue // goes on with the item
			}
			if d.is(s.start, stopper) || d.is(s.start, courtesy) || s.para > d.sents[last].para+3 {
				break
			}
			if signed == 0 && !s.question && questions == 0 {
				break
			}
			continue // goes on with the item
		}
		if s.enum == 0 && s.question && signed != 0 && questions == 0 {
			// a question inside an item
			if len(headings) == 0 && len(items) > 0 {
				continue
			}
		}
		last = k
		switch {
		case s.question:
			questions++
		case d.heading(k):
			headings = append(headings, k)
		case cue.typ == "disclose_information" && d.quiet(k) && !d.actItem(k):
			informed = true
		default:
			items = append(items, d.item(k, cue, group)...)
		}
	}
	if informed {
		items = append(items, d.questionCand(n, "information list"))
	}
	if questions > 0 {
		if len(headings) >= 2 {
			for _, h := range headings {
				c := d.questionCand(h, "question heading")
				c.group = group
				items = append(items, c)
			}
		} else if !asksInformation(items) {
			items = append(items, d.questionCand(n, "question list"))
		}
	}
	return items, last
}

func asksInformation(items []cand) bool {
	for i := range items {
		if items[i].typ == "disclose_information" {
			return true
		}
	}
	return false
}

// quiet tells whether sentence k has no ask of its own.
func (d *text) quiet(k int) bool {
	for _, c := range d.asks(k) {
		if c.strength == strong && c.cueRule != "please" {
			return false
		}
	}
	return true
}

// actItem tells whether sentence k is an item that begins with an act other than telling.
func (d *text) actItem(k int) bool {
	s := &d.sents[k]
	i := d.skip(s.start, s.hi)
	return i < s.hi && s.enum != 0 && !s.question && d.marks[i].Verbs != 0 && d.marks[i].Form == lexicon.Base && !d.tells(i) && !d.supplies(i) && !d.is(i, ambiguous)
}

// heading tells whether sentence k is a short heading over questions.
func (d *text) heading(k int) bool {
	s := &d.sents[k]
	return s.enum == 1 && s.hi-s.start <= 8 && k+1 < len(d.sents) && d.sents[k+1].question && d.sents[k+1].enum == 0
}

// item reads one item of a list of acts.
func (d *text) item(k int, cue *cand, group int) []cand {
	s := &d.sents[k]
	lo := d.skip(s.start, s.hi)
	if d.word(lo, d.w.to) || d.word(lo, d.w.that) {
		lo++
	}
	if lo >= s.hi {
		return nil
	}
	c := cand{
		sent: k, cue: s.lo, lo: lo, vp: lo, hi: s.hi, textLo: s.lo, textHi: s.hi,
		force: cue.force, against: cue.against, strength: listed, zone: s.zone, cueRule: cue.cueRule + ":item", group: group,
	}
	if m := d.asks(k); len(m) > 0 && (m[0].strength == strong || m[0].cue <= lo && m[0].against) {
		c.lo, c.vp, c.noun, c.force = m[0].lo, m[0].vp, m[0].noun, m[0].force
	} else if d.marks[lo].Verbs == 0 {
		c.noun = true
	}
	d.polarity(&c)
	var out []cand
	for _, p := range d.split(&c) {
		p.judged = d.classifyCand(&p)
		if cueInfo(cue) && p.typ == other && !d.actItem(k) {
			p.typ, p.rule = "disclose_information", "item"
		}
		if !d.procedural(&p) {
			out = append(out, p)
		}
	}
	return out
}

// cueInfo tells whether the cue of a list asks for information or answers.
func cueInfo(c *cand) bool { return c.typ == "disclose_information" }

// generic tells whether the cue's own act says nothing beyond its items ("take the following steps").
func (d *text) generic(c *cand, items []cand) bool {
	if c.typ == other {
		return true
	}
	for i := c.lo; i < c.hi; i++ {
		if d.word(i, d.w.following) || d.word(i, d.w.questions) {
			return true
		}
	}
	for i := range items {
		if items[i].typ == c.typ {
			return true
		}
	}
	return false
}
