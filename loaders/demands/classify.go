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

// The decay of weight by distance in tokens of the object from the verb. Chosen
// on the seeds and on letters of ../shared/press that are not in the gold.
const (
	objectDecay = 0.98
	loneDecay   = 0.975 // of a thing without a verb that decides
	maxReach    = 30    // tokens from a verb to its object
	ofPassive   = 0.85  // of a thing before a passive verb
	notCongress = 0.9   // weight of making laws and budgets for those who do neither
	maxAct      = 60    // tokens of one act
	minScore    = 2.6   // below it an act has no type
)

// classify says what the act in the tokens [lo,hi) is. Verbs that only carry another ("work to", "ensure that",
// "consider") and verbs that hand the act on ("press Baku to release") do not count unless nothing else is there.
func (d *text) classify(lo, hi int, noun bool) judged {
	if hi = min(hi, lo+maxAct); !noun {
		lo = d.skip(lo, hi)
	}
	best := judged{typ: other, head: -1}
	depth := d.depths(lo, hi, noun)
	for _, i := range d.heads {
		f := depth[i-lo]
		if i > lo || noun {
			f *= d.formFactor(i, lo)
		}
		if real := d.marks[i].Verbs &^ d.lx.Carriers; real != 0 && f > 0 {
			d.verbActs(&best, real, i, depth[i-lo:], f)
		}
	}
	d.objectActs(&best, lo, depth, noun)
	if best.score < minScore {
		return judged{typ: other, head: best.head}
	}
	return best
}

// adjectives are verbs as well; behind "is" and "are" they are none.
func adjective(s string) bool {
	switch s {
	case "appropriate", "close", "free", "open", "complete", "secure", "clear", "direct", "present", "exempt", "level":
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
	if d.raw(i) == "funding" && !d.is(i+1, determiner|you) {
		return false
	}
	if i > lo+1 && adjective(d.raw(i)) && d.is(i-1, conj) && !d.is(i+1, determiner|you|pronoun) {
		return false // "full and complete answers"
	}
	if i > lo && d.toks[i].Cap && !d.toks[lo].Cap {
		return false // "the Global Fund"
	}
	if d.raw(i) == "free" && int(m.VerbEnd) == i+1 && !d.frees(i) {
		return false // "elections that are free", "free tests"
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
	if d.word(p, d.w.to) {
		return !d.is(i+1, preposition) && d.toks[min(i+1, len(d.toks)-1)].Kind != lexicon.Mark
	}
	if d.is(p, determiner|preposition) || d.marks[p].Objects != 0 && !d.is(p, conj) {
		return false
	}
	if d.is(p, modal|auxiliary) || p > lo && d.is(p-1, you) {
		return true
	}
	if !d.is(p, conj|pronoun|first) && d.toks[p].Kind != lexicon.Mark && !d.toks[p].Cap && d.marks[p].Verbs == 0 {
		return false // behind a noun: "the port's safety report"
	}
	return !d.is(i+1, preposition) && !d.mark(i+1, ',') && !d.mark(i+1, '.')
}

// frees tells whether persons stand behind the word "free" at token i.
func (d *text) frees(i int) bool {
	if d.is(i+1, determiner|pronoun) {
		return !d.is(i-1, auxiliary)
	}
	for j := i + 1; j < min(len(d.toks), i+5) && d.toks[j].Kind == lexicon.Word; j++ {
		if d.objectIs(j, "prisoners") || d.objectIs(j, "people") || d.toks[j].Cap {
			return true
		}
	}
	return false
}

// verbActs tries every act of the verb classes at token i, whose weight is factor; depth is that of the tokens from i.
func (d *text) verbActs(best *judged, classes uint32, i int, depth []float64, factor float64) {
	for n := range d.lx.Acts {
		act := &d.lx.Acts[n]
		if act.Verb < 0 || classes&(1<<act.Verb) == 0 {
			continue
		}
		w := act.Weight * factor
		if act.Object >= 0 {
			w *= d.object(act.Object, i, depth)
		}
		d.keep(best, act, w, i)
	}
}

// object is how closely an object of the class belongs to the verb at token i, 0 for not at all. A passive verb may
// have its object before it.
func (d *text) object(class, i int, depth []float64) float64 {
	from := int(d.marks[i].VerbEnd)
	best, near := 0.0, 1.0
	hi := min(i+len(depth), from+maxReach)
	for _, j := range d.joins {
		if j > i {
			hi = min(hi, j) // what follows belongs to the verb that is joined
			break
		}
	}
	for j := from; j < hi; j++ {
		if d.marks[j].Objects&(1<<class) != 0 {
			best = max(best, near*min(1, depth[j-i]/depth[0])*d.front(j, i+len(depth)))
		}
		near *= objectDecay
	}
	if d.marks[i].Form == lexicon.Past {
		for j := i - 1; j >= max(0, i-maxAside) && best == 0 && d.toks[j].Kind != lexicon.Mark && !d.word(j, d.w.to) && !d.word(j, d.w.that); j-- {
			if d.marks[j].Objects&(1<<class) != 0 {
				best = ofPassive // "that the refugees not be returned"
			}
		}
	}
	return best
}

// objectActs tries the acts that need no verb, in the tokens from lo that depth weighs.
func (d *text) objectActs(best *judged, lo int, depth []float64, noun bool) {
	hi := lo + len(depth)
	from := lo // the last infinitive: what stands behind it is what is done
	for j := lo; j < hi && j < from+maxReach; j++ {
		if j > lo && d.word(j-1, d.w.to) && (d.marks[j].Verbs != 0 || d.unknownVerb(j)) {
			from = j
		}
		objects := d.marks[j].Objects
		if objects == 0 || j == lo && d.marks[j].Verbs != 0 && !noun {
			continue // the verb itself: "grant the petition"
		}
		f := pow(loneDecay, j-from) * depth[j-lo] * d.front(j, hi)
		if noun {
			f = pow(objectDecay, j-from) * depth[j-lo] * d.front(j, hi)
		} else if f < 1 && d.front(j, hi) < 1 {
			f *= inFront
		}
		for n := range d.lx.Acts {
			act := &d.lx.Acts[n]
			if act.Verb < 0 && act.Object >= 0 && objects&(1<<act.Object) != 0 {
				d.keep(best, act, f*act.Weight, -1)
			}
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
