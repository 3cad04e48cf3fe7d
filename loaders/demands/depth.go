package demands

import "demarche/loaders/demands/lexicon"

// How much of its weight a word keeps that stands in a part of an act: what an act says directly counts whole, what it
// says in passing counts less. Chosen on letters that were annotated for it.
const (
	inPhrase  = 0.75 // behind a preposition other than "of"
	inTopic   = 0.45 // behind "about"
	inCarried = 0.88 // and behind one that says what is done: "work with them on the rule"
	leastOf   = 0.4  // share that a word keeps at least behind several prepositions
	inMeans   = 0.85 // "by doing"
	inJoined  = 0.85 // behind "and" with another verb
	inPurpose = 0.55 // "to do", behind a verb that says what is to be done
	inAllowed = 0.8  // "allow them to do"
	inOrder   = 0.4  // "in order to do", "so that"
	inClause  = 0.35 // "which does"
	inAsked   = 0.6  // "how they do"
	inSide    = 0.2  // "while others do"
	inTool    = 0.5  // "use the money to do"
	inLooked  = 0.3  // "review the case and do"
	inBeyond  = 0.2  // behind the end of a sentence that lost its stop
	inName    = 0.5  // inside a name of several words
	inFront   = 0.8  // before the noun that a phrase is about: "the safety report"

	maxAside  = 15 // tokens of a clause between commas
	maxLooked = 4  // tokens between a verb of looking at something and the verb joined to it
	wideGap   = 3  // spaces that stand for a lost stop
)

// depths weighs the tokens of the act in [lo,hi), in [0,1], by how directly they say what is to be done. The verb that
// the asking leads to counts whole, over verbs that only carry another ("work to", "ensure that"); what follows it
// counts less behind prepositions, in purposes, relative and side clauses. noun is set where the act is a noun phrase.
// The result is valid until the next call, and so are d.heads, the verbs
// of the act, and d.joins, where another verb is joined.
func (d *text) depths(lo, hi int, noun bool) []float64 {
	if cap(d.depth) < hi-lo {
		d.depth = make([]float64, hi-lo+maxAct)
	}
	out := d.depth[:max(0, hi-lo)]
	d.heads, d.joins = d.heads[:0], d.joins[:0]
	p := parse{d: d, lo: lo, hi: hi, out: out, level: 1, local: 1, joined: 1, noun: noun, done: noun, tool: lo, verbAt: -1}
	if !noun && lo < hi && d.marks[lo].Verbs == 0 && d.toks[lo].Kind == lexicon.Word && !d.is(lo, modal|auxiliary|determiner|you) {
		p.done, p.said = true, lo+1 // a verb that is in no list
	}
	for i := lo; i < hi; {
		i = p.step(i)
	}
	return out
}

// parse is the state of [text.depths].
type parse struct {
	d       *text
	lo, hi  int
	out     []float64
	level   float64 // weight of the clause at hand
	local   float64 // and of the phrase in it
	joined  float64 // of the clause of the last verb
	noun    bool    // the act is a noun phrase
	done    bool    // what is to be done was said in this clause
	carried bool    // the last noun carries what follows it: "support for"
	verbAt  int     // the last verb
	allows  bool    // the last verb lets somebody do something
	said    int     // token behind the last verb
	tool    int     // tokens before it are what a carrying verb makes use of
}

// put weighs the tokens [i,j).
func (p *parse) put(i, j int, w float64) int {
	for k := i; k < min(j, p.hi); k++ {
		p.out[k-p.lo] = w
		if k < p.tool {
			p.out[k-p.lo] *= inTool
		}
	}
	return max(j, i+1)
}

// drop lowers the weight of the clause.
func (p *parse) drop(f float64) {
	p.level *= f
	p.local = p.level
}

// step weighs what begins at token i and returns the next token.
func (p *parse) step(i int) int {
	d := p.d
	if i > p.lo {
		if d.is(i, first) && i > p.lo+1 && i+1 < p.hi && d.marks[i+1].Verbs != 0 && !d.is(i-1, preposition|conditional) {
			return p.put(i, p.hi, 0) // "keep it there. I know that"
		}
		if d.lostStop(i) {
			p.drop(inBeyond)
		}
		if j := p.clause(i); j > i {
			return j
		}
	}
	m := &d.marks[i]
	if m.Verbs != 0 && p.acts(i) {
		return p.verb(i)
	}
	if d.raw(i) == "including" || d.raw(i) == "such" && i+1 < p.hi && d.raw(i+1) == "as" {
		p.local = max(p.local*inPhrase, p.level*leastOf)
	}
	if d.is(i, preposition) && !d.word(i, d.w.of) && i > p.lo {
		switch {
		case i == p.said && complement(d.raw(i)): // "work toward peace"
		case p.carried:
			p.carried = false
		case !p.done && complement(d.raw(i)):
			p.local = max(p.local*inCarried, p.level*leastOf)
		case topic(d.raw(i)) || d.word(i, d.w.on) && p.told(i):
			p.local = max(p.local*inTopic, p.level*leastOf)
		default:
			p.local = max(p.local*inPhrase, p.level*leastOf)
		}
	}
	if !p.done && p.verbAt >= 0 && d.marks[i].Objects != 0 && sets(d.raw(p.verbAt)) {
		p.done = true // "undertake a review to make sure"
	}
	if carryingNoun(d.raw(i)) && (p.noun && p.said == 0 && p.local == p.level || !p.done) {
		p.done, p.carried = false, true
	}
	if changing(d.raw(i)) {
		p.carried = true
	}
	if d.toks[i].Adverb && i == p.said {
		p.said++
	}
	return p.put(i, i+1, p.local)
}

// acts tells whether the verb at token i is used as one. In a noun phrase a verb stands behind "to" or names an act by
// itself: "the repeal of the tax".
func (p *parse) acts(i int) bool {
	d := p.d
	if i == p.lo && !p.noun {
		return true
	}
	m := &d.marks[i]
	if p.noun && m.Form == lexicon.Participle && m.Objects != 0 {
		return false // "a briefing"
	}
	if p.noun && ending(d.raw(i)) && d.is(i+1, preposition) {
		return true // "a year's delay for the rule"
	}
	if p.noun && m.Form == lexicon.Base && int(m.VerbEnd) == i+1 && !d.word(i+1, d.w.of) && !(ending(d.raw(i)) && d.is(i+1, preposition)) {
		b := i - 1
		for b > p.lo && (d.toks[b].Adverb || d.is(b, filler) && !d.is(b, modal)) {
			b--
		}
		if b < p.lo || !d.word(b, d.w.to) && !d.is(b, modal|conj|you) {
			return false
		}
	}
	return d.verbal(i, p.lo) && d.formFactor(i, p.lo) > 0
}

// verb weighs the verb phrase at i.
func (p *parse) verb(i int) int {
	d := p.d
	m := &d.marks[i]
	e := max(int(m.VerbEnd), i+1)
	w := p.level
	if p.done && i > p.lo && d.word(e-1, d.w.of) && !d.is(i-1, conj) && !d.word(i-1, d.w.to) {
		w = p.local // "since the passage of the law"
	}
	if m.Form == lexicon.Participle && p.done && i > p.lo {
		w = p.local // "the company's hiring of friends"
		if d.word(i-1, d.w.by) {
			w = p.level * inMeans
		}
	}
	if m.Form == lexicon.Participle && p.verbAt >= 0 && i == p.said && d.stops(p.verbAt) {
		w *= inTool // "stop tracking them"
	}
	if m.Form == lexicon.Past && p.done && !p.allows && i > p.lo {
		w = p.local * inClause // "those being charged the fee"
	}
	p.local, p.joined, p.said, p.carried, p.verbAt = w, w, e, false, i
	p.allows = lets(d.raw(i))
	d.heads = append(d.heads, i)
	if m.Verbs&^d.lx.Carriers != 0 {
		p.done = true
	} else if p.done || d.is(i, auxiliary|have) {
		return p.put(i, e, w)
	} else if to := d.carriedTo(e, p.hi); to > e && !sets(d.raw(i)) {
		p.tool = to
		p.put(i, e, w)
		return e
	}
	return p.put(i, e, w)
}

// clause weighs what opens a clause at token i; it returns i where nothing does.
func (p *parse) clause(i int) int {
	d := p.d
	switch {
	case d.mark(i, ';'):
		p.drop(inPhrase)
	case d.word(i, d.w.to):
		return p.infinitive(i)
	case d.word(i, d.w.in) && d.is(i+1, so) && d.word(i+2, d.w.to):
		p.drop(inOrder)
		p.done = false
		return p.put(i, i+3, p.level)
	case d.is(i, so) && d.word(i+1, d.w.that), d.is(i, so) && d.is(i+1, subordinate) && d.word(i+2, d.w.to):
		p.drop(inOrder)
		p.done = false
		return p.put(i, i+2, p.level)
	case d.word(i, d.w.that):
		if p.noun && p.verbAt < 0 && (p.carried || carryingNoun(d.raw(i-1))) {
			p.noun, p.done, p.carried = false, false, false // "the request that the bureau provide"
		} else if p.verbAt >= 0 && d.says(p.verbAt) && i-p.said <= maxLooked+2 {
			p.drop(inClause) // "make clear to them that"
		} else if i > p.said+1 || p.said == 0 {
			if d.marks[min(i+1, len(d.marks)-1)].Verbs != 0 || d.is(i+1, auxiliary|modal|have) {
				p.drop(inClause) // "a rule that bans"
			} else if p.done {
				p.drop(inClause)
			}
		}
	case relative(d.raw(i)):
		p.drop(inClause)
	case d.questionWord(i):
		p.drop(inAsked)
	case d.opensSide(i, p.hi):
		if end := p.aside(i); end > i {
			return p.put(i, end, p.level*inSide)
		}
		p.drop(inSide)
	case d.is(i, conj):
		return p.join(i)
	default:
		return i
	}
	return p.put(i, i+1, p.local)
}

// infinitive weighs "to" at token i and the words up to the verb behind it. A verb that is in no list says what is to
// be done as well.
func (p *parse) infinitive(i int) int {
	d := p.d
	j := d.skip(i+1, p.hi)
	if j >= p.hi || d.toks[j].Kind != lexicon.Word {
		return i
	}
	known := d.marks[j].Verbs != 0 && d.marks[j].Form == lexicon.Base
	if !known && (p.said == i || !d.unknownVerb(j)) {
		return i
	}
	if p.noun && p.verbAt < 0 {
		p.level = p.local // "information on the efforts to end"
	}
	passive := d.raw(j) == "be" && i > p.said && d.marks[min(j+1, len(d.marks)-1)].Form == lexicon.Past
	switch {
	case passive && p.verbAt >= 0 && !p.chained(i):
		p.drop(inClause) // "the fair to be held"
	case p.done && p.allows:
		p.drop(inAllowed)
	case p.done:
		p.drop(inPurpose)
	}
	p.local, p.carried, p.done = p.level, false, false
	if !known {
		p.done, p.said, p.allows, p.joined = true, j+1, false, p.level
		j++
	}
	return p.put(i, j, p.level)
}

// ending tells whether a verb is a noun as well that a preposition leads on from: "a delay in the closure".
func ending(word string) bool {
	switch word {
	case "delay", "increase", "cut", "halt", "end", "pause", "freeze", "limit", "ban", "stop", "decrease":
		return true
	}
	return false
}

// chained tells whether the last verb before token i hands an act on: "press for the captives to be freed".
func (p *parse) chained(i int) bool {
	d := p.d
	if p.allows || d.marks[p.verbAt].Ask != 0 {
		return true
	}
	for k := p.said; k < i; k++ {
		if d.word(k, d.w.forWord) {
			return true
		}
	}
	return false
}

// unknownVerb tells whether token j, behind "to", may be a verb that is in no list.
func (d *text) unknownVerb(j int) bool {
	t := &d.toks[j]
	return t.Kind == lexicon.Word && !t.Cap && d.marks[j].Objects == 0 && d.marks[j].Country == 0 && !d.is(j, determiner|preposition|conj|pronoun|you|wh)
}

// join weighs "and" at token i where another verb is joined by it. A verb of looking at something that goes before is
// only the way to it: "review and approve the permit".
func (p *parse) join(i int) int {
	d := p.d
	j := d.skip(i+1, p.hi)
	if d.mark(j, ',') {
		for k := j + 1; k < min(p.hi, j+maxLooked+2); k++ {
			if d.mark(k, ',') {
				j = d.skip(k+1, p.hi) // "review and, as necessary, adjust"
				break
			}
		}
	}
	if d.word(j, d.w.to) {
		j = d.skip(j+1, p.hi)
	}
	if j >= p.hi || d.marks[j].Verbs == 0 || d.marks[j].Form != lexicon.Base || !d.verbal(j, p.lo) {
		return i
	}
	d.joins = append(d.joins, i)
	p.level = min(p.level, p.joined) * inJoined
	if v := p.verbAt; v >= p.lo && i-p.said <= maxLooked && looksFirst(d.raw(v)) && d.marks[j].Verbs&^d.lx.Carriers != 0 {
		p.level /= inJoined
		for k := v; k < i; k++ {
			p.out[k-p.lo] *= inLooked
		}
	}
	p.local, p.done, p.carried = p.level, false, false
	return p.put(i, j, p.level)
}

// looksFirst tells whether a verb is of looking at something before one acts on it.
func looksFirst(verb string) bool {
	switch verb {
	case "review", "examine", "reexamine", "consider", "evaluate", "assess", "study":
		return true
	}
	return false
}

// aside is the comma that closes a side clause at i which stands between commas or behind a verb, 0 for none.
func (p *parse) aside(i int) int {
	d := p.d
	if !d.mark(i-1, ',') && !d.word(i-1, d.w.that) && i != p.said {
		return 0
	}
	for j := i + 1; j < min(p.hi, i+maxAside); j++ {
		if d.mark(j, ',') {
			return j + 1
		}
	}
	return 0
}

// lostStop tells whether a wide gap and a capital at token i stand for the end of a sentence.
func (d *text) lostStop(i int) bool {
	return d.toks[i].Cap && int(d.toks[i].Start-d.toks[i-1].End) >= wideGap && !d.toks[i-1].Cap
}

// carriedTo is the "to" of the verb that a carrying verb which ends at e carries, over what it makes use of: "use the
// money to buy", "work with them to end". 0 for none.
func (d *text) carriedTo(e, hi int) int {
	for i := e; i+1 < min(hi, e+maxReach); i++ {
		if d.toks[i].Kind == lexicon.Mark && !d.mark(i, ',') && !d.mark(i, '"') || d.word(i, d.w.that) {
			return 0
		}
		if d.word(i, d.w.to) {
			if j := d.skip(i+1, hi); j < hi && (d.marks[j].Verbs != 0 && d.marks[j].Form == lexicon.Base || i > e && d.unknownVerb(j)) {
				return i
			}
		}
	}
	return 0
}

// opensSide tells whether token i opens a clause of time, reason or condition before hi.
func (d *text) opensSide(i, hi int) bool {
	switch d.raw(i) {
	case "when", "while", "because", "since", "although", "though", "pending", "unless", "until", "before", "after", "whereas", "if":
		return true
	case "as":
		if d.is(i+1, you|first) {
			return true
		}
		for j := i + 2; j < min(hi, i+5) && d.toks[j].Kind == lexicon.Word; j++ {
			if f := d.marks[j].Form; f == lexicon.Third || f == lexicon.Base && d.raw(j) == "continue" {
				return true
			}
		}
	}
	return false
}

// stops tells whether the verb at token i is of stopping something.
func (d *text) stops(i int) bool {
	switch d.raw(i) {
	case "stop", "cease", "halt", "end", "discontinue", "suspend", "avoid", "quit":
		return true
	}
	return false
}

// says tells whether the verb at token i is of saying something to somebody.
func (d *text) says(i int) bool {
	switch d.raw(i) {
	case "reiterate", "emphasize", "stress", "underscore", "convey", "remind", "warn", "assure", "communicate", "impress", "signal", "reaffirm", "find":
		return true
	case "make", "making":
		return i+1 < len(d.toks) && d.raw(i+1) == "clear"
	}
	return false
}

// relative tells whether a word opens a relative clause.
func relative(word string) bool {
	switch word {
	case "which", "who", "whose", "whom":
		return true
	}
	return false
}

// complement tells whether a preposition right behind a verb leads to what it acts on.
func complement(word string) bool {
	switch word {
	case "to", "toward", "towards", "on", "upon", "into", "for", "with", "from":
		return true
	}
	return false
}

// told tells whether what stands right before "on" at token i is something told or looked into: "a briefing on".
func (p *parse) told(i int) bool {
	d := p.d
	for j := max(p.lo, i-2); j < i; j++ {
		if d.objectIs(j, "info") || d.objectIs(j, "inquiry") || d.objectIs(j, "hearing") {
			return true
		}
	}
	return false
}

// topic tells whether a preposition leads to what something is about.
func topic(word string) bool {
	switch word {
	case "about", "regarding", "concerning", "into":
		return true
	}
	return false
}

// sets tells whether a verb that carries another may have a thing of its own that is asked for: "begin a review".
func sets(verb string) bool {
	switch verb {
	case "undertake", "undertaking", "begin", "start", "initiate", "develop", "create", "hold", "launch", "reach":
		return true
	}
	return false
}

// lets tells whether a verb lets or makes somebody do something.
func lets(verb string) bool {
	switch verb {
	case "allow", "allowing", "enable", "enabling", "require", "requiring", "direct", "directing", "authorize", "permit", "help", "assist", "instruct", "order":
		return true
	}
	return false
}

// carryingNoun tells whether a noun carries the verb that follows it: "your help in ending", "a commitment to end".
func carryingNoun(word string) bool {
	switch word {
	case "help", "assistance", "support", "commitment", "assurance", "assurances", "leadership", "effort", "efforts", "action", "actions", "steps", "cooperation", "intervention", "authority", "opportunity", "need", "request", "requests", "call", "calls", "plans", "proposal", "petition", "bid":
		return true
	}
	return false
}

// changing tells whether a noun means a change of what a preposition behind it leads to: "changes to the rule".
func changing(word string) bool {
	switch word {
	case "change", "changes", "update", "updates", "revision", "revisions", "adjustment", "adjustments", "improvements", "modifications", "amendments", "approach", "determination":
		return true
	}
	return false
}

// front weighs the object phrase at token j by whether a noun follows that it only describes.
func (d *text) front(j, hi int) float64 {
	e := int(d.marks[j].ObjEnd)
	if e >= hi || e <= j || d.toks[e].Kind != lexicon.Word || d.toks[e].Adverb {
		return 1
	}
	if d.is(e, preposition|conj|determiner|auxiliary|modal|wh|you|first|pronoun|negation|filler|have|conditional|subordinate) || d.word(e, d.w.to) || d.word(e, d.w.that) {
		return 1
	}
	if d.marks[e].Verbs != 0 && !d.is(e, ambiguous) || int(d.toks[e].Start-d.toks[e-1].End) > 1 {
		return 1
	}
	if d.toks[j].Cap && d.toks[e].Cap {
		return inName
	}
	return inFront
}

// markAvailable makes "make" in "make more doses available" a verb of giving, and of telling where persons are made
// available.
func (d *text) markAvailable() {
	give, tell := uint32(0), uint32(0)
	for n, name := range d.lx.Verbs {
		switch name {
		case "give":
			give = 1 << n
		case "tell":
			tell = 1 << n
		}
	}
	for i := range d.toks {
		switch d.raw(i) {
		case "make", "making", "made":
		default:
			continue
		}
		verb := give
		for j := i + 1; j < min(len(d.toks), i+maxAside) && d.toks[j].Kind == lexicon.Word && !d.is(j, modal|wh); j++ {
			if d.objectIs(j, "post") || d.objectIs(j, "people") {
				verb = tell
			}
			if d.raw(j) == "available" && j > i+1 {
				d.marks[i].Verbs = verb
			}
		}
	}
}
