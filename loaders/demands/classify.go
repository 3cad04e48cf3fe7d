package demands

import (
	"demarche/loaders/demands/lexicon"
	"demarche/schema"
)

// other is the type of an act that fits no class.
const other schema.DemandType = "other"

// judged is the outcome of asking what an act is.
type judged struct {
	typ   schema.DemandType
	score float64
	rule  string // verb class + object class
	head  int    // token of the verb that decided, -1 for none
}

// The decay of weight: by rank of the verb in the act and by distance in tokens of the object from the verb. Chosen
// on the seeds and on letters of ../shared/press that are not in the gold.
const (
	verbDecay   = 0.72
	objectDecay = 0.955
	loneDecay   = 0.945 // of a thing without a verb that decides
	maxVerbs    = 5     // verbs looked at in one act
	maxReach    = 30    // tokens from a verb to its object
	afterHead   = 0.75  // weight of a thing behind a preposition that follows the thing asked for
	afterObject = 0.55  // weight of a verb behind the thing that a noun phrase asks for
	notCongress = 0.9   // weight of making laws and budgets for those who do neither
	sideClause  = 5     // tokens of a side clause that are passed over
	maxAct      = 60    // tokens of one act
	minScore    = 2.6   // below it an act has no type
)

// classify says what the act in the tokens [lo,hi) is. Verbs that only carry another ("work to", "ensure that",
// "consider") and verbs that hand the act on ("press Baku to release") do not count unless nothing else is there.
func (d *text) classify(lo, hi int, noun bool) judged {
	whole := min(hi, lo+maxAct)
	if cut := d.purposeAt(lo, whole); cut < whole {
		if j := d.classifyPart(lo, cut, noun); j.typ != other {
			return j
		}
	}
	if cut := d.sideClauseAt(lo, whole); cut < whole {
		return d.classify(lo, cut, noun)
	}
	j := d.classifyPart(lo, whole, noun)
	if whole > lo && j.score < sureScore && d.purposeAt(lo, whole) < whole {
		return judged{typ: other, head: -1}
	}
	return j
}

// classifyPart is [text.classify] without regard to clauses of purpose.
func (d *text) classifyPart(lo, hi int, noun bool) judged {
	best := judged{typ: other, head: -1}
	factor := 1.0
	objects := false
	seen := 0
	carries := d.lx.Carriers
	for i := lo; i < hi && seen < maxVerbs; i++ {
		m := &d.marks[i]
		objects = objects || m.Objects != 0
		if i > lo && d.is(i, subordinate) && d.is(i+1, you|first) {
			i += sideClause // "as you finalize your budget"
			continue
		}
		if d.is(i, first) && i > lo+1 && i+1 < hi && d.marks[i+1].Verbs != 0 && !d.is(i-1, preposition|conditional) {
			break // "keep it there. I know that"
		}
		if m.Verbs == 0 || !d.verbal(i, lo) {
			continue
		}
		f := d.formFactor(i, lo)
		if f == 0 {
			continue
		}
		if noun && objects {
			f *= afterObject
		}
		if real := m.Verbs &^ carries; real != 0 {
			d.verbActs(&best, real, i, hi, factor*f)
			factor *= verbDecay
			seen++
		}
		if int(m.VerbEnd) > i+1 {
			i = int(m.VerbEnd) - 1
		}
	}
	d.objectActs(&best, lo, hi, noun)
	if best.score < minScore {
		return judged{typ: other, head: best.head}
	}
	return best
}

// purposeAt is where a clause of purpose ("in order to", "so that") begins in [lo,hi), else hi: it tells why, not what.
func (d *text) purposeAt(lo, hi int) int {
	for i := lo + 3; i+1 < hi; i++ {
		switch {
		case d.is(i, so) && (d.word(i+1, d.w.that) || d.is(i+1, subordinate) && d.word(i+2, d.w.to)):
			return i
		case d.word(i, d.w.in) && d.is(i+1, so) && d.word(i+2, d.w.to):
			return i
		}
	}
	return hi
}

// sideClauseAt is where a clause of time or reason begins in [lo,hi), else hi: "as negotiations continue", "when you
// consider", "before moving" tell of circumstances and not of the act.
func (d *text) sideClauseAt(lo, hi int) int {
	for i := lo + 3; i+2 < hi; i++ {
		switch d.raw(i) {
		case "when", "while", "because", "although", "pending":
			return i
		case "before":
			if d.marks[i+1].Form == lexicon.Participle {
				return i
			}
		case "as":
			if d.is(i+1, you|first) {
				return i
			}
			for j := i + 2; j < min(hi, i+5) && d.toks[j].Kind == lexicon.Word; j++ {
				if f := d.marks[j].Form; f == lexicon.Third || f == lexicon.Base && d.raw(j) == "continue" {
					return i
				}
			}
		}
	}
	return hi
}

// adjectives are verbs as well; behind "is" and "are" they are none.
func adjective(s string) bool {
	switch s {
	case "close", "free", "open", "complete", "secure", "clear", "direct", "present", "exempt", "level":
		return true
	}
	return false
}

// formFactor weighs a verb by its form: past forms tell of something done unless they are passive, third persons stand
// in side clauses.
func (d *text) formFactor(i, lo int) float64 {
	switch d.marks[i].Form {
	case lexicon.Past:
		p := i - 1
		for p > lo && d.toks[p].Adverb {
			p--
		}
		if i == lo || !d.is(p, auxiliary) {
			return 0
		}
	case lexicon.Third:
		return 0.5
	case lexicon.Participle:
		return 0.85
	}
	return 1
}

// verbal tells whether the verb hit at i is used as a verb: a word that is a noun as well counts only where a verb may
// stand.
func (d *text) verbal(i, lo int) bool {
	m := &d.marks[i]
	if m.Form == lexicon.Participle && i > lo && d.is(i-1, determiner) {
		return false // "the fighting"
	}
	if i > lo && d.raw(i) == "free" && d.is(i-1, auxiliary) {
		return false // "elections that are free"
	}
	if !d.is(i, ambiguous) || m.Form == lexicon.Participle || int(m.VerbEnd) > i+1 {
		return true
	}
	if i == lo {
		return !d.is(i+1, preposition) || d.word(i+1, d.w.to)
	}
	p := i - 1
	for p > lo && (d.toks[p].Adverb || d.is(p, filler)) {
		p--
	}
	if adjective(d.raw(i)) && d.marks[p].Verbs != 0 && d.marks[p].Form == lexicon.Base && !d.is(p, conj) {
		return false // "pay close attention"
	}
	if d.is(p, auxiliary) && adjective(d.raw(i)) || d.toks[i].Cap && d.toks[i-1].Cap && !d.toks[min(i+1, len(d.toks)-1)].Cap {
		return false // "elections that are free", "the Coast Guard"
	}
	if r := d.raw(p); r == "'s" || r == "’s" {
		return false // "the bureau's close work"
	}
	if d.is(p, body|you) && !d.mark(i+1, ',') {
		return true
	}
	if d.is(p, determiner|preposition) || d.marks[p].Objects != 0 && !d.is(p, conj) {
		return false
	}
	if d.word(p, d.w.to) || d.is(p, modal|auxiliary) || p > lo && d.is(p-1, you) {
		return true
	}
	if !d.is(p, conj|pronoun|first) && d.toks[p].Kind != lexicon.Mark && !d.toks[p].Cap && d.marks[p].Verbs == 0 {
		return false // behind a noun: "the port's safety report"
	}
	return !d.is(i+1, preposition) && !d.mark(i+1, ',') && !d.mark(i+1, '.')
}

// verbActs tries every act of the verb classes at token i.
func (d *text) verbActs(best *judged, classes uint32, i, hi int, factor float64) {
	from := int(d.marks[i].VerbEnd)
	for n := range d.lx.Acts {
		act := &d.lx.Acts[n]
		if act.Verb < 0 || classes&(1<<act.Verb) == 0 {
			continue
		}
		w := act.Weight * factor
		if act.Object >= 0 {
			at := d.object(act.Object, from, min(hi, from+maxReach))
			if at < 0 {
				continue
			}
			w *= pow(objectDecay, max(0, at-from))
		}
		d.keep(best, act, w, i)
	}
}

// object is the first token in [from,hi) where an object of the class stands, -1 for none. A passive verb may have
// its object before it.
func (d *text) object(class, from, hi int) int {
	for j := from; j < hi; j++ {
		if d.marks[j].Objects&(1<<class) != 0 {
			return j
		}
	}
	return -1
}

// objectActs tries the acts that need no verb.
func (d *text) objectActs(best *judged, lo, hi int, noun bool) {
	var done uint64
	behind := false // the noun phrase asked for has ended
	from := lo      // the last infinitive: what stands behind it is what is done
	for j := lo; j < hi && j < from+maxReach; j++ {
		if d.marks[j].Verbs != 0 && j > lo && d.word(j-1, d.w.to) {
			from = j
		}
		if j == lo && d.marks[j].Verbs != 0 && !noun {
			continue // the verb itself: "grant the petition"
		}
		behind = behind || j > lo && d.is(j, preposition) && !d.word(j, d.w.of)
		fresh := d.marks[j].Objects &^ done
		if fresh == 0 {
			continue
		}
		done |= fresh
		f := pow(loneDecay, j-from)
		if noun {
			f = pow(objectDecay, j-from)
			if behind {
				f *= afterHead
			}
		}
		for n := range d.lx.Acts {
			act := &d.lx.Acts[n]
			if act.Verb >= 0 || act.Object < 0 || fresh&(1<<act.Object) == 0 {
				continue
			}
			d.keep(best, act, f*act.Weight, -1)
		}
	}
}

// keep takes the act when it is stronger than what is known. Legislators are asked to legislate and to fund.
func (d *text) keep(best *judged, act *lexicon.Act, w float64, head int) {
	if act.Type == "legislate_or_fund" {
		if d.congr {
			w *= 1.3
		} else {
			w *= notCongress
		}
	} else if act.Type == "rulemake_or_regulate" && d.congr {
		w *= 0.6
	}
	if w <= best.score {
		return
	}
	best.score, best.typ, best.head = w, schema.DemandType(act.Type), head
	best.rule = className(d.lx.Verbs, act.Verb) + "+" + className(d.lx.Objects, act.Object)
}

func className(names []string, n int) string {
	if n < 0 {
		return "any"
	}
	return names[n]
}

// pow is x to the n for small n.
func pow(x float64, n int) float64 {
	r := 1.0
	for range n {
		r *= x
	}
	return r
}

// content is the set of content words in [lo,hi), at most 64 of them.
func (d *text) content(lo, hi int) map[uint32]bool {
	out := make(map[uint32]bool, 16)
	for i := lo; i < hi && len(out) < 64; i++ {
		t := &d.toks[i]
		if t.Kind == lexicon.Mark || t.Hash == 0 || t.Adverb || d.is(i, stopword|filler) {
			continue
		}
		out[t.Hash] = true
	}
	return out
}

// overlap is the share of the smaller set that the other holds too, 0 for empty ones.
func overlap(a, b map[uint32]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}
