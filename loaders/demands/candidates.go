package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
)

// candidates finds every possible demand, in the order of the text.
func (d *text) candidates() []cand {
	var out []cand
	questions := 0
	firstQuestion := -1
	group := 0
	for n := 0; n < len(d.sents); n++ {
		s := &d.sents[n]
		if s.zone == zoneQuote {
			break
		}
		found := d.asks(n)
		if len(found) > 0 && s.zone == zoneReport && d.earlierAct(n, out) {
			continue
		}
		if s.question && s.zone == zoneBody {
			if questions++; firstQuestion < 0 {
				firstQuestion = n
			}
		}
		for k := range found {
			c := &found[k]
			d.polarity(c)
			parts := d.parts(c)
			if parts[0].part {
				group++
				for p := range parts {
					parts[p].group = group
				}
			}
			for p := range parts {
				if !parts[p].part {
					parts[p].judged = d.classifyCand(&parts[p])
				}
				if parts[p].purpose && parts[p].typ != other {
					parts[p].strength = listed
				}
				if !d.procedural(&parts[p]) && !(parts[p].cueRule == "seek" && parts[p].typ == other) {
					out = append(out, parts[p])
				} else if c := &parts[p]; c.strength == weak && c.typ == other && !c.passive && !c.against && (d.recipientNear(c.lo, c.vp) || d.near(c.lo, c.vp, you)) {
					d.spare = append(d.spare, *c)
				}
			}
		}
		if len(found) > 0 && found[len(found)-1].strength >= listed && d.opensList(n) {
			group++
			last := &found[len(found)-1]
			last.judged = d.classifyCand(last)
			items, next := d.list(n, last, group)
			if len(items) > 0 {
				if len(out) > 0 && out[len(out)-1].sent == n && d.generic(&out[len(out)-1], items) {
					out = out[:len(out)-1]
				}
				out = append(out, items...)
				n = next
			}
		}
	}
	if questions >= 2 && !hasType(out, "disclose_information") && (questions > 2 || d.wantsAnswers()) {
		out = append(out, d.questionCand(firstQuestion, "questions"))
	}
	if n := d.toldQuestions(); n >= 0 && !anyType(out, "disclose_information") {
		out = append(out, d.questionCand(n, "questions"))
	}
	return out
}

// minTold is how many questions of a letter a report must print to tell that the letter puts them.
const minTold = 3

// toldQuestions is the first of the questions that a report without the letter prints, -1 where it prints few.
func (d *text) toldQuestions() int {
	if d.full {
		return -1
	}
	first, count, spoken := -1, 0, false
	for n := range d.sents {
		s := &d.sents[n]
		if s.zone == zoneQuote {
			break
		}
		if s.question {
			if count++; first < 0 {
				first = n
			}
		}
		for i := s.lo; i < s.hi && first < 0; i++ {
			spoken = spoken || d.word(i, d.w.questions)
		}
	}
	if count < minTold || !spoken {
		return -1
	}
	return first
}

func anyType(cs []cand, typ string) bool {
	for i := range cs {
		if string(cs[i].typ) == typ {
			return true
		}
	}
	return false
}

// wantsAnswers tells whether the letter lists its questions or speaks of an answer to come.
func (d *text) wantsAnswers() bool {
	for n := range d.sents {
		s := &d.sents[n]
		if s.zone != zoneBody {
			break
		}
		if s.question && s.enum != 0 {
			return true
		}
		for i := s.lo; i < s.hi; i++ {
			switch d.raw(i) {
			case "answer", "answers", "respond", "response", "reply":
				return true
			}
		}
	}
	return false
}

func hasType(cs []cand, typ string) bool {
	for i := range cs {
		if string(cs[i].typ) == typ && cs[i].zone == zoneBody {
			return true
		}
	}
	return false
}

// questionCand is the demand that questions be answered, with sentence n for its text.
func (d *text) questionCand(n int, rule string) cand {
	s := d.sents[n]
	return cand{
		judged: judged{typ: "disclose_information", score: 8, rule: "question", head: -1},
		sent:   n, cue: s.start, lo: s.start, vp: s.start, hi: s.hi, textLo: s.lo, textHi: s.hi,
		force: "request", strength: listed, zone: s.zone, cueRule: rule,
	}
}

// polarity looks for "not" before the act and for verbs that turn it around.
func (d *text) polarity(c *cand) {
	for i := c.vp; i < min(c.hi, c.vp+4); i++ {
		if d.is(i, negation) {
			c.against = !c.against
			return
		}
		if m := &d.marks[i]; m.Verbs != 0 && !d.word(i, d.w.oppose) {
			break
		}
	}
	if c.vp > c.lo && d.near(c.vp-2, c.vp, negation) {
		c.against = !c.against
		return
	}
	for _, w := range []int32{d.w.refrain, d.w.oppose} {
		if i := d.skip(c.vp, c.hi); d.word(i, w) {
			c.against = !c.against
			return
		}
	}
}

// classifyCand classifies the act of c. A question word at its head asks for information.
func (d *text) classifyCand(c *cand) judged {
	lo := c.vp
	if c.noun {
		lo = c.lo
	}
	if d.is(lo, wh) && !d.marked(lo) && d.is(lo, wh) && d.questionWord(lo) {
		return judged{typ: "disclose_information", score: 7, rule: "wh", head: -1}
	}
	if strings.HasPrefix(c.cueRule, "question ") || c.cueRule == "questions" {
		return judged{typ: "disclose_information", score: 7, rule: "wh", head: -1}
	}
	if c.cueRule == "please" && d.supplies(d.skip(lo, c.hi)) {
		return judged{typ: "disclose_information", score: 7, rule: "please include", head: lo}
	}
	if asksToKnow(c.cueRule) || c.strength == strong && lo < c.hi && (d.raw(lo) == "know" || d.raw(lo) == "learn") {
		return judged{typ: "disclose_information", score: 7, rule: "to know", head: lo}
	}
	if j, ok := d.released(c, lo); ok {
		return j
	}
	if c.noun && c.force == "request" && d.survey(lo, c.hi) {
		return judged{typ: "disclose_information", score: surveyScore, rule: "survey", head: -1}
	}
	j := d.unstray(d.classify(lo, c.hi, c.noun), lo, c.hi)
	if d.engages(&j, lo, c.hi) {
		return judged{typ: other, score: j.score, rule: "engage", head: j.head}
	}
	if c.cueRule == "please" && j.typ != "disclose_information" && j.score < sureScore && d.tells(d.skip(lo, c.hi)) {
		return judged{typ: "disclose_information", score: 6, rule: "please provide", head: lo}
	}
	if d.is(lo, auxiliary|modal) && c.lo < c.vp {
		// a passive or a bare clause: what is acted on stands before the verb
		if k := d.classify(c.lo, c.hi, false); k.score > j.score {
			j = k
		}
	}
	if !d.congr && d.toOffices() && strings.HasSuffix(j.rule, "+hearing") {
		return judged{typ: other, score: j.score, rule: "public hearing", head: j.head} // agencies hold hearings to listen
	}
	if strings.HasPrefix(j.rule, "stop+support") && !d.countryIn(lo, c.hi) {
		return judged{typ: other, score: j.score, rule: "support of no country", head: j.head}
	}
	if d.congr && j.typ == other && c.strength == strong && d.lawlike(lo, c.hi) {
		return judged{typ: "legislate_or_fund", score: vagueScore, rule: "legislators", head: j.head}
	}
	if d.congr && j.typ == "rulemake_or_regulate" {
		j.typ = "legislate_or_fund" // legislators make no rules, they pass laws about them
	}
	return j
}

// toOffices tells whether the letter goes to somebody whose office or body is known.
func (d *text) toOffices() bool {
	for i := range d.in.Recipients {
		if d.in.Recipients[i].Office != "" || d.in.Recipients[i].Organization != "" {
			return true
		}
	}
	return false
}

// What an act joined by ", and" must have to be a demand of its own: tokens, and weight of its type.
const (
	minClause  = 5
	sureClause = 5
)

// countryIn tells whether a country is named in [lo,hi).
func (d *text) countryIn(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if d.marks[i].Country != 0 {
			return true
		}
	}
	return false
}

// lawlike tells whether an act of legislators in [lo,hi) is about what they make.
func (d *text) lawlike(lo, hi int) bool {
	for i := lo; i < min(hi, lo+maxReach); i++ {
		switch d.raw(i) {
		case "reform", "reforms", "package", "reconciliation", "session", "shutdown", "proposals", "priorities", "negotiations", "extension", "investments", "passage":
			return true
		}
	}
	return false
}

// asksToKnow tells whether an asking verb asks for an answer by itself.
func asksToKnow(verb string) bool {
	switch verb {
	case "inquire about", "inquire as to", "inquire whether", "would like to know", "want to know", "wish to know", "question how", "question why", "question whether":
		return true
	}
	return false
}

// tells tells whether token i is a verb of giving out what one has or knows.
func (d *text) tells(i int) bool {
	if i >= len(d.toks) {
		return false
	}
	switch d.raw(i) {
	case "provide", "describe", "explain", "identify", "state", "submit", "produce", "share", "send", "forward", "furnish", "supply", "outline", "detail", "clarify":
		return true
	}
	return false
}

// supplies tells whether token i is a verb by which "please" asks that an answer hold something.
func (d *text) supplies(i int) bool {
	if i >= len(d.toks) {
		return false
	}
	switch d.raw(i) {
	case "include", "indicate", "attach", "list", "enclose", "specify":
		return true
	}
	return false
}

func (d *text) marked(i int) bool { return d.marks[i].Verbs != 0 }

// questionWord tells whether token i opens an indirect question.
func (d *text) questionWord(i int) bool {
	switch d.raw(i) {
	case "what", "how", "why", "whether", "who", "which", "where", "What", "How", "Why", "Whether":
		return true
	}
	return false
}

// split divides an act joined of several ("release all prisoners, end the violence and begin a dialogue") where the
// parts are of different types, or where the text itself counts them.
func (d *text) split(c *cand) []cand {
	out := []cand{*c}
	if c.noun && c.strength != strong {
		return out
	}
	for i := c.vp + 2; i < min(c.hi, c.vp+2*maxAct); i++ {
		j, counted := d.joint(i, c.hi)
		if j < 0 {
			continue
		}
		m := &d.marks[j]
		if m.Verbs == 0 || m.Form != lexicon.Base || !d.verbal(j, c.vp) || d.toks[j].Cap && !(counted && (d.mark(j-1, '-') || d.mark(j-1, '*'))) {
			continue
		}
		if !counted && d.is(j, ambiguous) && !d.is(j+1, determiner|you) && !d.word(j+1, d.w.that) {
			continue
		}
		part := out[len(out)-1]
		if !counted && d.purpose(part.vp+1, i) && !d.mark(i, ',') && !d.word(j-1, d.w.to) {
			continue // belongs to the purpose: "to address the cuts and prevent losses"
		}
		if !counted && d.near(max(part.vp, i-6), i, subordinate) {
			continue
		}
		if left, right := d.classify(part.vp, i, part.noun), d.classify(j, c.hi, false); d.congr && !counted && right.typ == "protect" && left.typ == "legislate_or_fund" {
			continue // what a bill is for
		}
		if v := d.skip(part.vp, i); !counted && !part.noun && looksFirst(d.raw(v)) && i-v <= maxLooked+1 {
			out[len(out)-1].vp = j // "review the request and declare"
			continue
		}
		left, right := d.classify(part.vp, i, part.noun), d.classify(j, c.hi, false)
		if !counted && d.clauseOfItsOwn(&part, i, j, c.hi, left, right) {
			counted = true
		}
		if !counted && (left.typ == right.typ || !d.definite(j, c.hi, right) && (right.score < 6.5 || left.score < 5 && left.typ != other || strings.Contains(right.rule, "any"))) {
			continue
		}
		out[len(out)-1].hi = i
		next := part
		next.lo, next.vp, next.hi, next.noun, next.textLo, next.textHi = j, j, c.hi, false, j, c.hi
		next.against = d.near(i, j, negation)
		out = append(out, next)
		i = j
	}
	return out
}

// definite tells whether the act with the verb at j that is joined to another says by its verb alone what it is: "and
// provide us a briefing", "and explain how", "and hold a hearing".
func (d *text) definite(j, hi int, act judged) bool {
	if act.head != j {
		return false
	}
	e := int(d.marks[j].VerbEnd)
	if act.typ != "disclose_information" {
		return e > j+1 && act.score >= sureScore // "and hold a hearing"
	}
	return strings.HasPrefix(act.rule, "tellus+") || e < hi && d.questionWord(e) && strings.HasPrefix(act.rule, "tell+")
}

// clauseOfItsOwn tells whether ", and reopen the gate" at token i, whose verb is at j, is an act beside the one before
// it: both say enough to stand alone and no clause of purpose or reason lies between.
func (d *text) clauseOfItsOwn(part *cand, i, j, hi int, left, right judged) bool {
	if !d.mark(i, ',') || !d.is(i+1, conj) || j-i > 4 || hi-j < minClause || i-part.vp < minClause {
		return false
	}
	if right.typ == other || right.score < sureClause || strings.Contains(right.rule, "any") || d.purpose(part.vp+1, i) {
		return false
	}
	return left.typ != other && right.typ != "disclose_information" && right.typ != "investigate"
}

// purpose tells whether an infinitive stands in [lo,hi).
func (d *text) purpose(lo, hi int) bool {
	for i := lo; i+1 < hi; i++ {
		if d.word(i, d.w.to) {
			j := d.skip(i+1, hi)
			if j < hi && d.marks[j].Verbs != 0 && d.marks[j].Form == lexicon.Base && d.verbal(j, i+1) {
				return true
			}
		}
	}
	return false
}

// joint tells whether parts of an act are joined at token i, and gives the token where the next verb may stand.
// counted is true for ";" and for "(2)".
func (d *text) joint(i, hi int) (int, bool) {
	counted := d.mark(i, ';') || d.mark(i, ':')
	if !counted && !d.mark(i, ',') && !d.word(i, d.w.and) && !d.mark(i, '(') && !d.mark(i, '*') {
		return -1, false
	}
	j := i
	if d.mark(j, '(') {
		k, e := d.enumerator(j, hi)
		if e == 0 {
			return -1, false
		}
		j, counted = k, true
	} else {
		j++
	}
	for j < hi {
		if k, e := d.enumerator(j, hi); e != 0 {
			j, counted = k, true
			continue
		}
		if d.toks[j].Adverb || d.is(j, filler|ordinal|conj|negation) || d.word(j, d.w.to) || d.mark(j, ',') || counted && d.mark(j, '-') {
			j++
			continue
		}
		break
	}
	if j >= hi {
		return -1, false
	}
	return j, counted
}

// asksAnswers tells whether [lo,hi) speaks of questions that the letter itself puts.
func (d *text) asksAnswers(lo, hi int) bool {
	questions, given := false, false
	for i := lo; i < min(hi, lo+20); i++ {
		questions = questions || d.word(i, d.w.questions)
		given = given || d.word(i, d.w.following) || d.raw(i) == "below" || d.raw(i) == "enclosed" || d.raw(i) == "attached"
	}
	return questions && given
}

// procedural tells whether c asks only for a reply or for care, as closings do.
func (d *text) procedural(c *cand) bool {
	lo := c.vp
	if c.noun {
		lo = c.lo
	}
	if lo >= c.hi {
		return true
	}
	if c.typ == "disclose_information" && c.rule == "wh" {
		return false
	}
	if d.asksAnswers(lo, c.hi) {
		return false
	}
	if c.cueRule == "please" && c.typ == other {
		return true
	}
	for i := lo; c.noun && i < min(c.hi, lo+4); i++ {
		if w := d.raw(i); w == "opportunity" || w == "chance" {
			return true
		}
	}
	content := 0
	for i := lo; i < c.hi && i < lo+14; i++ {
		t := &d.toks[i]
		if t.Kind == lexicon.Word && !t.Adverb && !d.is(i, reply|filler|determiner|preposition|you) {
			content++
		}
		if d.mark(i, '.') {
			break
		}
	}
	if d.is(lo, reply) && !d.is(lo, auxiliary) && content <= 1 && !c.passive && !(c.noun && content == 1 && c.typ != other) {
		return true
	}
	switch d.raw(lo) {
	case "inform", "tell", "advise", "keep":
		if c.cueRule == "please" && d.offers(lo, c.hi) {
			return true // "please inform us if we can help"
		}
	case "take": // "take this into account"
		for i := lo + 1; i+1 < min(c.hi, lo+6); i++ {
			if w := d.raw(i + 1); d.raw(i) == "into" && (w == "account" || w == "consideration") {
				return true
			}
		}
	case "let":
		return d.near(lo, min(c.hi, lo+5), conditional) || d.offers(lo, c.hi)
	case "contact", "feel", "note", "see", "call", "visit", "click", "respond", "reply", "know":
		return c.cueRule == "please" || content <= 2
	}
	if c.strength == weak {
		return c.typ == other || c.score < 4.5 && !d.furthers(&d.sents[c.sent])
	}
	return false
}

// offers tells whether the act in [lo,hi) only offers the writers' help.
func (d *text) offers(lo, hi int) bool {
	for i := lo; i+1 < min(hi, lo+maxAside); i++ {
		if d.is(i, conditional) || d.raw(i) == "whether" {
			for j := i + 1; j < min(hi, i+2*straySpan); j++ {
				if r := d.raw(j); r == "assistance" || r == "anything" || d.is(j, first) || r == "help" || r == "questions" {
					return true
				}
			}
		}
	}
	return false
}

// backReference tells whether the act in [lo,hi) only points back at what was asked before: "provide this information
// no later than", "submit the requested documents by".
func (d *text) backReference(lo, hi int) bool {
	for i := lo; i < min(hi, lo+5); i++ {
		switch w := d.raw(i); {
		case (w == "this" || w == "these" || w == "such") && i+1 < hi:
			switch d.raw(i + 1) {
			case "information", "documents", "answers", "responses", "materials", "questions", "records":
				return true
			}
		case w == "requested" && d.is(i-1, determiner) && i+1 < hi && d.toks[i+1].Kind == lexicon.Word && !d.is(i+1, preposition):
			return true
		}
	}
	return false
}
