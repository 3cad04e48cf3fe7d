package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
)

// strength orders candidates: what is asked outright, what stands in a list that an asking sentence opens, and what a
// sentence only says must be.
type strength uint8

const (
	weak strength = iota + 1
	express
	listed
	strong
)

// cand is a possible demand.
type cand struct {
	judged
	sent     int // index of the sentence
	cue, lo  int // tokens: where the asking begins, where the act's clause begins
	vp, hi   int // where the verb phrase begins, where the act ends
	textLo   int // tokens of the text that is quoted for it
	textHi   int
	force    string
	against  bool
	strength strength
	zone     zone
	cueRule  string
	passive  bool // somebody is to be treated so: "must be held accountable"
	purpose  bool // support or opposition that the letter is written for
	headline bool // told by a headline only
	noun     bool // the act is a noun phrase
	group    int  // candidates of one list share a number > 0
	part     bool // cut out of a longer act as one of its items
}

// lookback is how many tokens before an asking verb are searched for who asks.
const lookback = 80

// asks finds the asking constructions of sentence n in order.
func (d *text) asks(n int) []cand {
	s := d.sents[n]
	var out []cand
	for i := s.lo; i < s.hi; i++ {
		m := &d.marks[i]
		var c cand
		ok := false
		switch {
		case m.Ask != 0:
			if d.asking(s, i, out) {
				c, ok = d.frame(s, i)
			}
		case d.toks[i].Word == d.w.please:
			c, ok = d.pleaseDo(s, i)
		case d.politeIf(i, s.hi) > 0 && d.gratefulBefore(s, i):
			v := d.politeIf(i, s.hi)
			c, ok = cand{force: "request", strength: strong, lo: v, vp: v, hi: s.hi, cueRule: "if you would"}, s.zone == zoneBody
		case s.question && d.canYouTell(i, s.hi) > 0:
			v := d.canYouTell(i, s.hi)
			c, ok = cand{force: "request", strength: strong, lo: v, vp: v, hi: s.hi, cueRule: "question tell"}, s.zone == zoneBody
		case d.is(i, modal|need):
			c, ok = d.mustDo(s, i)
		case d.is(i, important):
			c, ok = d.importantTo(s, i)
		}
		if !ok {
			continue
		}
		c.sent, c.cue, c.zone = n, i, s.zone
		c.hi = d.ownClause(c.vp, c.hi)
		c.purpose = c.strength == express && d.near(max(s.lo, i-6), min(s.hi, i+2), writing)
		if m.Ask != 0 && d.headline(s, i) {
			c.strength, c.headline = express, true
		}
		if k := len(out); k > 0 && out[k-1].hi > c.lo {
			if c.strength < out[k-1].strength {
				continue // a must inside an outright ask is part of it
			}
			if out[k-1].lo >= i {
				continue
			}
			out[k-1].hi = d.clauseEnd(out[k-1].lo, i)
		}
		out = append(out, c)
		if c.lo > i {
			i = c.lo - 1
		}
	}
	for k := range out {
		out[k].textLo, out[k].textHi = s.lo, s.hi
	}
	return out
}

// ownClause is where "and we ..." or "and please ..." begins another main clause in [lo,hi), else hi.
func (d *text) ownClause(lo, hi int) int {
	for i := lo + 1; i+1 < min(hi, lo+2*maxAct); i++ {
		if d.is(i, conj) && (d.is(i+1, first) || d.word(i+1, d.w.please) || thinks(d.raw(i+1))) {
			return i
		}
	}
	return hi
}

// thinks tells whether a word is what the writers do by themselves: "and believe that".
func thinks(word string) bool {
	switch word {
	case "believe", "appreciate", "thank", "understand":
		return true
	}
	return false
}

// clauseEnd moves the end of a clause that the cue at i cuts off back over its subject and joining words.
func (d *text) clauseEnd(lo, i int) int {
	for i > lo+1 && (d.is(i-1, conj|filler|first) || d.toks[i-1].Adverb || d.mark(i-1, ',')) {
		i--
	}
	return i
}

// asking tells whether the asking verb at i is the letter's own asking here and now. Past forms tell of earlier
// letters, except in a report; an infinitive under an earlier ask is passed on ("urge you to demand").
func (d *text) asking(s sentence, i int, before []cand) bool {
	m := &d.marks[i]
	p := d.back(i, s.lo)
	form := m.AskForm
	if e := int(m.AskEnd); d.lx.Asks[m.Ask-1].Verb == "would like" && (!d.is(e, determiner) || !d.objectIn(e, e+4)) {
		return false
	}
	if e := int(m.AskEnd); e < s.hi && (d.raw(e) == "me" || d.raw(e) == "us") && d.lx.Asks[m.Ask-1].To {
		return false // others ask the writers
	}
	switch d.lx.Asks[m.Ask-1].Verb {
	case "suggest":
		if s.zone == zoneBody && !d.is(p, first) {
			return false // "your letter suggests"
		}
	case "expect":
		if e := int(m.AskEnd); !d.expected(e, s.hi) {
			return false // "we expect the judge to be confirmed"
		}
	}
	if d.lx.Asks[m.Ask-1].Verb == "hope" && !d.addressed(int(m.AskEnd)) {
		return false
	}
	if s.zone != zoneBody {
		return d.reported(s, i, p, form, before)
	}
	if d.otherSays(i) {
		return false
	}
	if strings.HasPrefix(d.lx.Asks[m.Ask-1].Verb, "in ") {
		return d.near(max(s.lo, i-12), i, writing) && d.near(max(s.lo, i-lookback), i, first)
	}
	open := len(before) > 0 && before[len(before)-1].strength == strong
	switch form {
	case lexicon.Base:
		switch {
		case d.is(p, first):
			return !d.marksDenied(p, i) && !d.is(p-1, subordinate) && !(p > s.lo+1 && d.is(p-2, wh) && (d.is(p-1, modal) || may(d.raw(p-1)))) // "how can we ask"
		case d.word(p, d.w.to):
			q := d.back(p, s.lo)
			if open {
				return d.is(q, conj) || d.mark(q, ',')
			}
			return d.near(max(s.lo, p-14), p, writing) && !d.marksDenied(q, i)
		case d.is(p, conj) || d.mark(p, ',') || d.mark(p, ';'):
			e := int(m.AskEnd)
			if open || !d.near(max(s.lo, p-lookback), p, first|group) {
				return d.is(e, you) || d.word(e, d.w.that) || open && d.nextActor(m, e, s.hi)
			}
			return true
		case p < s.lo || d.mark(p, '"') && p-1 < s.lo:
			return false
		case i > s.lo && may(d.raw(i-1)) && !d.is(p, group):
			return false // "The company can ask you to override it"
		}
		return d.addressed(int(m.AskEnd)) || d.is(p, group) || d.undersigned(s)
	case lexicon.Third:
		return d.addressed(int(m.AskEnd)) || d.near(max(s.lo, i-8), i, group) && !d.plural(s, i)
	case lexicon.Participle:
		if d.saidBefore(s, i) {
			return false
		}
		if d.word(p, d.w.in) || d.mark(p, ',') || d.word(p, d.w.by) || d.is(p, conj) {
			return d.near(max(s.lo, i-lookback), i, first) && (d.near(max(s.lo, i-lookback), i, writing) || d.addressed(int(m.AskEnd)))
		}
		return (d.is(p, progressive) || d.is(p, writing)) && d.near(max(s.lo, i-lookback), i, first|group)
	}
	return false
}

// expected tells whether one who can be asked stands at token e: "you", an addressee, a body that may act.
func (d *text) expected(e, hi int) bool {
	if d.word(e, d.w.that) {
		e++
	}
	return d.is(e, you) || d.near(e, min(hi, e+straySpan), body) || d.recipientNear(e, min(hi, e+straySpan))
}

// may tells whether a word says of others what they could do.
func may(word string) bool {
	switch word {
	case "can", "could", "might", "may":
		return true
	}
	return false
}

// saidBefore tells whether the participle at i belongs to a writing or asking of the past: "I wrote to the bureau in
// March, asking for".
func (d *text) saidBefore(s sentence, i int) bool {
	for j := i - 1; j > max(s.lo, i-lookback); j-- {
		if d.is(j-1, first) && (d.raw(j) == "wrote" || d.raw(j) == "sent" || d.raw(j) == "joined") || d.is(j, have) && d.is(j-1, first) {
			return true
		}
		if d.is(j, first) {
			return false
		}
	}
	return false
}

// plural tells whether the word at i is a noun of several ("two earlier requests from") and not a verb.
func (d *text) plural(s sentence, i int) bool {
	e := int(d.marks[i].AskEnd)
	if d.is(e, preposition) && !d.word(e, d.w.forWord) && !d.word(e, d.w.on) && !d.word(e, d.w.upon) && !d.word(e, d.w.that) {
		return e == i+1
	}
	p := d.back(i, s.lo)
	return p >= s.lo && (d.is(p, determiner) || d.toks[p].Kind == lexicon.Number)
}

// undersigned tells whether the subject of the sentence is "the undersigned ...".
func (d *text) undersigned(s sentence) bool {
	for i := s.start; i < min(s.hi, s.start+4); i++ {
		if strings.EqualFold(d.raw(i), "undersigned") {
			return true
		}
	}
	return false
}

// objectIn tells whether an object of an act begins in [lo,hi).
func (d *text) objectIn(lo, hi int) bool {
	for i := lo; i < min(hi, len(d.marks)); i++ {
		if d.marks[i].Objects != 0 {
			return true
		}
	}
	return false
}

// nextActor tells whether another one who is to act stands at e: "and urge the Section to work".
func (d *text) nextActor(m *lexicon.Marks, e, hi int) bool {
	to := -1
	if d.lx.Asks[m.Ask-1].To {
		to = d.infinitive(e, min(hi, e+14))
	}
	return to > 0 && (d.is(e, determiner) || e < hi && d.toks[e].Cap) && d.near(e, to, body) || to > e && d.toks[e+1].Cap
}

// addressed tells whether "you" or "that you" stands at token e.
func (d *text) addressed(e int) bool {
	return d.is(e, you) || d.word(e, d.w.that) && d.is(e+1, you)
}

// marksDenied tells whether a negation stands in [lo,hi): "we do not ask".
func (d *text) marksDenied(lo, hi int) bool { return d.near(lo, hi, negation) }

// strengthOf is how much an asking verb counts: support and opposition are less than an ask.
func strengthOf(a *lexicon.Ask) strength {
	if a.Force == "express" {
		return express
	}
	return strong
}

// frame reads what follows the asking verb at i.
func (d *text) frame(s sentence, i int) (cand, bool) {
	m := &d.marks[i]
	ask := &d.lx.Asks[m.Ask-1]
	e := d.pastInsertion(d.skip(int(m.AskEnd), s.hi), s.hi)
	c := cand{force: ask.Force, against: ask.Against, strength: strengthOf(ask), lo: e, vp: e, hi: s.hi, cueRule: ask.Verb}
	if ask.Verb == "seek" && d.word(e, d.w.to) {
		return c, false // "families seeking to enter"
	}
	if e >= s.hi || d.toks[e].Kind == lexicon.Mark && !d.mark(e, ':') && !d.mark(e, '"') && !d.mark(e, ',') && !d.mark(e, '$') {
		return c, false
	}
	if d.word(e, d.w.that) && ask.That {
		c.lo = e + 1
		c.vp = d.subjectEnd(e+1, s.hi)
		return c, true
	}
	to := -1
	if ask.To {
		to = d.infinitive(e, s.hi)
	}
	if ask.That {
		if v := d.bareClause(e, s.hi); v > 0 && v < to {
			c.vp = v // "request the agency provide what it needs to act"
			return c, true
		}
	}
	if e+2 < s.hi && d.word(e, d.w.it) {
		if v := d.politeIf(e+1, s.hi); v > 0 {
			c.lo, c.vp = v, v
			return c, true // "would appreciate it if you would"
		}
	}
	if ask.Noun && d.questionWord(e) {
		c.noun = true // "ask what is done to stop it"
		return c, true
	}
	if ask.Noun && (to < 0 || d.nounFirst(e, to)) && !(ask.That && d.bareClause(e, s.hi) > 0) {
		c.noun = true
		if to := d.forYouTo(e, s.hi); to > 0 {
			c.noun, c.vp = false, to+1
			return c, true
		}
		if f := d.askedFor(ask.Verb, e, s.hi); f > 0 {
			c.lo, c.vp = f, f
			return c, true
		}
		if ask.Verb == "ask" && !d.is(e, determiner|you) && !d.mark(e, ':') && !d.mark(e, '$') && !d.is(e, wh) {
			return c, false
		}
		return c, true
	}
	if f := d.askedFor(ask.Verb, e, s.hi); f > 0 && (to < 0 || f < to) {
		c.lo, c.vp, c.noun = f, f, true
		return c, true
	}
	if to > 0 {
		c.vp = to + 1
		return c, true
	}
	if v := d.inDoing(e, s.hi); ask.To && v > 0 {
		c.vp = v
		return c, true
	}
	if ask.That {
		if v := d.bareClause(e, s.hi); v > 0 {
			c.vp = v
			return c, true
		}
	}
	ing := ask.Ing && (ask.Noun || d.marks[e].Verbs != 0 && d.marks[e].Form == lexicon.Participle)
	return c, ask.Noun || ing || ask.Verb == "ask"
}

// forYouTo is the "to" of "a request for you to act" near token e, 0 for none.
func (d *text) forYouTo(e, hi int) int {
	for i := e; i+2 < min(hi, e+20); i++ {
		if d.word(i, d.w.forWord) && d.is(i+1, you) && d.word(i+2, d.w.to) {
			return i + 2
		}
	}
	return 0
}

// infinitive is the "to" of the act asked for, in the 25 tokens from e, -1 when there is none.
func (d *text) infinitive(e, hi int) int {
	for i := e; i < min(hi-1, e+25); i++ {
		if d.mark(i, ';') || d.mark(i, ':') {
			return -1
		}
		if !d.word(i, d.w.to) {
			continue
		}
		j := i + 1
		if d.mark(j, ':') {
			return i // "to:" before a list
		}
		for j < hi && (d.toks[j].Adverb || d.is(j, filler|negation)) {
			j++
		}
		if j < hi && d.toks[j].Kind == lexicon.Word && !d.is(j, determiner|preposition|conj) && d.raw(j) != "date" &&
			(!d.toks[j].Cap || d.marks[j].Verbs != 0 && d.marks[j].Form == lexicon.Base) {
			return i
		}
	}
	return -1
}

// inDoing is the verb of "in refusing the sale" near token e, where a report asks so for "to refuse", 0 for none.
func (d *text) inDoing(e, hi int) int {
	for i := e + 1; i+1 < min(hi, e+14) && d.toks[i].Kind == lexicon.Word; i++ {
		if d.word(i, d.w.in) && d.marks[i+1].Verbs != 0 && d.marks[i+1].Form == lexicon.Participle {
			return i + 1
		}
	}
	return 0
}

// nounFirst tells whether the words in [e,to) are the thing asked for and not the one who is asked.
func (d *text) nounFirst(e, to int) bool {
	if d.is(e, you) && e+1 == to {
		return false
	}
	for i := e; i < to; i++ {
		if m := &d.marks[i]; m.Verbs != 0 && i < e+4 && int(m.VerbEnd) > i+1 && d.word(int(m.VerbEnd)-1, d.w.of) {
			return true // "swift passage of"
		}
		if d.is(i, body) {
			return false
		}
		if d.marks[i].Objects != 0 && !d.toks[i].Cap {
			return true
		}
	}
	return false
}

// subjectEnd is where the verb phrase of a that-clause begins.
func (d *text) subjectEnd(lo, hi int) int {
	for i := lo; i < min(hi, lo+maxReach); i++ {
		if d.mark(i, ',') && i+1 < hi && relative(d.raw(i+1)) {
			i = d.nextComma(i+1, hi) // "the committee, which oversees it,"
			continue
		}
		if d.is(i, modal) || d.is(i, auxiliary) {
			return i
		}
		if m := &d.marks[i]; m.Verbs != 0 && i > lo && m.Form == lexicon.Base && d.verbal(i, lo) {
			return i
		}
	}
	return lo
}

// nextComma is the comma that ends what opens at token i, i when there is none near.
func (d *text) nextComma(i, hi int) int {
	for j := i + 1; j < min(hi, i+maxAside); j++ {
		if d.mark(j, ',') {
			return j
		}
	}
	return i
}

// bareClause is where the verb of "you provide" or "the Department devise" begins, 0 when no such clause is at e.
func (d *text) bareClause(e, hi int) int {
	if !d.is(e, you|determiner|body) && !(e < hi && d.toks[e].Cap) {
		return 0
	}
	for i := e + 1; i < min(hi, e+9); i++ {
		if d.toks[i].Kind == lexicon.Mark || d.is(i, preposition) && !d.word(i, d.w.of) {
			return 0
		}
		m := &d.marks[i]
		if m.Verbs != 0 && m.Form == lexicon.Base && !d.toks[i].Cap && (d.is(i-1, you|body) || d.toks[i-1].Adverb || d.toks[i-1].Cap) {
			if d.word(e, d.w.to) || d.raw(e) == "your" && i == e+1 {
				return 0
			}
			return i
		}
	}
	return 0
}

// pleaseDo reads "please provide ...".
func (d *text) pleaseDo(s sentence, i int) (cand, bool) {
	e := d.skip(i+1, s.hi)
	c := cand{force: "request", strength: strong, lo: e, vp: e, hi: s.hi, cueRule: "please"}
	if e >= s.hi || s.zone != zoneBody {
		return c, false
	}
	m := &d.marks[e]
	return c, m.Verbs != 0 && m.Form == lexicon.Base
}
