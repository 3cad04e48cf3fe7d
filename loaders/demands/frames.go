package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
	"demarche/schema"
)

// The bounds of the search for those acted on.
const (
	maxFrames   = 300 // frames looked at in one letter
	maxTargets  = 60  // kept of one letter
	farReach    = 16  // tokens from a noun to a preposition some words on
	accountFar  = 40  // tokens from "hold" to "accountable"
	liftReach   = 6   // tokens before a measure in which taking it back is looked for
	doubtReach  = 6   // tokens before that in which it is undone
	undoReach   = 7   // tokens before an act in which it is undone
	passiveBack = 60  // tokens of the subject of "must be sanctioned"
)

// hit is somebody found by a frame.
type hit struct {
	entity
	role string
	rule string
}

// frames finds whom the act of c goes against or is asked for.
func (d *text) frames(c *cand) []hit {
	if c.headline {
		return nil
	}
	var out []hit
	for i := c.lo; i < c.hi && i < c.lo+2*maxAct; i++ {
		m := &d.marks[i]
		if d.sideClause(i, c) {
			break
		}
		if m.Frames == 0 || d.toks[i].Cap && i > d.sents[c.sent].start && d.toks[i-1].Kind == lexicon.Word {
			continue // a capital inside a clause is a name's or a headline's
		}
		if d.framesSeen++; d.framesSeen > maxFrames {
			break
		}
		end := int(m.FrameEnd)
		for n := range d.lx.Frames {
			f := &d.lx.Frames[n]
			if m.Frames&(1<<n) == 0 || !f.Fits(string(c.typ)) && !(f.Types["danger"] && d.dangerous(end, c.hi)) && !(f.Types["stopped"] && d.wordBefore(i, c.cue, liftReach, lexicon.Stopping) && !d.kept(i, c)) {
				continue
			}
			out = d.frame1(out, c, f, i, end)
		}
	}
	return out
}

// sideClause tells whether a clause opens at i that says more of what was named, or when and why: what it holds is not
// asked.
func (d *text) sideClause(i int, c *cand) bool {
	if i <= c.lo {
		return false
	}
	switch d.raw(i) {
	case "in":
		switch d.raw(i + 1) {
		case "response", "light", "view", "reaction", "retaliation", "connection":
			return true
		}
	case "following":
		return !d.is(i-1, determiner) && !d.mark(i+1, ':')
	case "which", "who", "whom", "whose", "where", "until", "unless", "because", "although", "though", "while", "since", "if", "when":
		return true
	}
	return false
}

// frame1 appends what frame f at the tokens [i,end) says.
func (d *text) frame1(out []hit, c *cand, f *lexicon.Frame, i, end int) []hit {
	role, ok := d.role(c, f, i)
	if !ok {
		return out
	}
	add := func(es []entity, rule string) {
		n := len(out)
		defer func() {
			if len(out) > n || rule == "example of those acted on" || f.Types["investigate"] || f.Role == lexicon.Post {
				return
			}
			if j := d.examples(end, c.hi); j > 0 {
				for _, e := range d.entities(j, c.hi) {
					if e, ok := d.suits(e, c, f, rule); ok && e.kind != "country" {
						out = append(out, hit{e, role, "example of those acted on"})
					}
				}
			}
		}()
		for _, e := range es {
			if e, ok := d.suits(e, c, f, rule); ok {
				out = append(out, hit{e, role, rule})
			}
		}
	}
	switch f.Place {
	case lexicon.Object:
		if m := &d.marks[i]; m.FrameAs == lexicon.Past {
			if lo := d.passive(i, c.lo); lo >= 0 {
				add(d.subject(lo, c), "whom is to be acted on")
			}
			return out
		}
		if f.Role == lexicon.Post && (d.raw(end) == "a" || d.raw(end) == "an") {
			return out // somebody who is not named
		}
		if d.is(i-1, determiner) || d.is(end, preposition) && !d.word(end, d.w.on) && !d.word(end, d.w.against) {
			return out // a noun
		}
		es := d.entities(end, c.hi)
		if j := d.doer(end, c.hi); len(es) == 0 && c.typ == "condemn" && j > 0 {
			es = d.entities(j, c.hi)
		}
		add(es, "object of the act")
	case lexicon.Account:
		if d.marks[i].FrameAs == lexicon.Past {
			if lo := d.passive(i, c.lo); lo >= 0 && d.accountAt(end) {
				add(d.subject(lo, c), "who is to answer")
			}
			return out
		}
		for j := end + 1; j < min(c.hi, end+accountFar); j++ {
			if d.accountAt(j) {
				add(d.entities(end, j), "who is to answer")
				break
			}
		}
	case lexicon.Actor:
		if d.word(i-1, d.w.to) || d.is(i-1, modal|filler) {
			d.acting = true
			add(d.subject(i-1, c), "who is to go")
			d.acting = false
		}
	case lexicon.Near, lexicon.Far:
		if j := d.prepositionOf(f, end, c.hi); j > 0 {
			if !d.word(j-1, d.w.to) || !d.newClause(j, c.hi) {
				add(d.entities(j, c.hi), "behind the act")
			}
		} else if f.Place == lexicon.Far && d.countryBefore(i) {
			m := &d.marks[i-1]
			add([]entity{{title: i - 1, lo: i - 1, hi: i, at: i, kind: "country", country: int(m.Country)}}, "country of the measure")
		} else if f.Place == lexicon.Near && d.possessive(i-1) {
			if e, ok := d.ownerAt(i-1, c.lo); ok {
				add([]entity{e}, "owner of the act")
			}
		}
	}
	return out
}

// examples is the token behind "including" or "such as" in [i,hi), 0 when the clause names no examples.
func (d *text) examples(i, hi int) int {
	for j := i; j < min(hi, i+accountFar); j++ {
		if d.raw(j) == "including" || d.raw(j) == "namely" || d.raw(j) == "such" && d.listing(j) > j {
			return d.listing(j)
		}
	}
	return 0
}

// doer is the token behind the first "by" in [i,hi), 0 when there is none: "condemn the shelling by Ruritania".
func (d *text) doer(i, hi int) int {
	for j := i; j < min(hi, i+farReach+farReach); j++ {
		if d.word(j, d.w.by) {
			return j + 1
		}
		if d.mark(j, ';') {
			return 0
		}
	}
	return 0
}

// accountAt tells whether "accountable", "responsible", "to account" or "to justice" stands at j.
func (d *text) accountAt(j int) bool {
	if d.word(j, d.w.accountable) || d.word(j, d.w.responsible) {
		return true
	}
	if !d.word(j, d.w.to) || j+1 >= len(d.toks) {
		return false
	}
	r := d.raw(j + 1)
	return r == "account" || r == "justice"
}

// role is what the frame at i makes of those it names, given what the demand asks; ok is false when the demand asks that
// they be spared.
func (d *text) role(c *cand, f *lexicon.Frame, i int) (string, bool) {
	if f.Place == lexicon.Near && d.handled(i, c.lo) {
		return "", false
	}
	lifted := f.Role == lexicon.Against && f.Place >= lexicon.Near && f.Types == nil && d.lifted(i, c.cue)
	against := c.against
	if lifted && !against {
		against = d.doubted(i, c.cue)
		if !against {
			return "", false
		}
		return lexicon.Against, true
	}
	if !lifted && !against && d.undone(i, c.lo, f) {
		against = true
	}
	if f.Role == lexicon.Post {
		against = d.postAgainst(c, i, against)
		if (c.typ == "investigate" || c.typ == "disclose_information") && !strings.HasSuffix(d.slice(i, int(d.marks[i].FrameEnd)), "appointment") {
			return "", false // a nomination looked at is neither wanted nor refused
		}
	}
	switch {
	case f.Role == lexicon.Post && (against || c.typ == "investigate" || c.typ == "disclose_information"):
		return lexicon.Against, true
	case f.Role == lexicon.Post:
		return lexicon.For, true
	case f.Role == lexicon.For:
		return lexicon.For, !against
	}
	return lexicon.Against, against == lifted
}

// postAgainst tells whether a post is refused, where against is what the words before it tell: a hold on a nomination that is
// to be dropped speaks for it, an appointment that is to be rescinded does not.
func (d *text) postAgainst(c *cand, i int, against bool) bool {
	for j := i - 1; j >= max(c.lo, i-4); j-- {
		if d.raw(j) == "hold" {
			return false
		}
	}
	for j := i; j+1 < min(c.hi, i+farReach+farReach); j++ {
		if d.raw(j) != "be" {
			continue
		}
		switch d.raw(j + 1) {
		case "rescinded", "withdrawn", "rejected", "reversed", "blocked", "revoked", "delayed", "postponed", "reconsidered", "opposed":
			return true
		}
	}
	return against
}

// handled tells whether the deed at i is only what others did about it: "the handling of the arrest of".
func (d *text) handled(i, lo int) bool {
	for j := i - 1; j >= max(lo, i-5); j-- {
		switch d.raw(j) {
		case "handling", "status", "outcome", "results", "findings", "conduct", "role", "course", "progress":
			return true
		}
	}
	return false
}

// lifted tells whether a word that takes a measure back stands just before the measure at i.
func (d *text) lifted(i, lo int) bool {
	return d.wordBefore(i, lo, liftReach, lexicon.Lifting)
}

// kept tells whether the stopping of what stands at i is what the demand is against: "reverse the decision to cut".
func (d *text) kept(i int, c *cand) bool {
	n := 0
	for j := i - 1; j >= max(c.cue, i-liftReach-doubtReach); j-- {
		if d.toks[j].Kind == lexicon.Word && d.lx.Heads(d.raw(j))&(lexicon.Lifting|lexicon.Stopping|lexicon.Doubting) != 0 {
			n++
		}
	}
	return n > 1
}

// wordBefore tells whether a word of the class stands in the reach before token i, without a mark or joining word between.
func (d *text) wordBefore(i, lo, reach int, h lexicon.Head) bool {
	for j := i - 1; j >= max(lo, i-reach); j-- {
		if d.toks[j].Kind == lexicon.Word && d.lx.Heads(d.raw(j))&h != 0 {
			return true
		}
		if d.toks[j].Kind == lexicon.Mark || d.is(j, conj) && d.newClause(j+1, i) {
			return false
		}
	}
	return false
}

// doubted tells whether taking the measure at i back is what the demand is against: "reconsider lifting the ban".
func (d *text) doubted(i, lo int) bool {
	for j := i - 1; j >= max(lo, i-liftReach-doubtReach); j-- {
		if d.toks[j].Kind == lexicon.Word && d.lx.Heads(d.raw(j))&lexicon.Doubting != 0 {
			return true
		}
	}
	return false
}

// undone tells whether a word just before i undoes what stands there: "oppose the nomination of", "reject attempts to
// remove".
func (d *text) undone(i, lo int, f *lexicon.Frame) bool {
	undo := lexicon.Doubting
	if f.Role == lexicon.Post {
		undo |= lexicon.Lifting
	}
	for j := i - 1; j >= max(lo, i-undoReach); j-- {
		if d.mark(j, ',') || d.mark(j, ';') {
			return false
		}
		if d.toks[j].Kind == lexicon.Word && d.lx.Heads(d.raw(j))&undo != 0 && !d.word(j, d.w.against) {
			return true
		}
	}
	return false
}

// suffered tells whether what the possessive before i belongs to was done to the owner, or is claimed by him.
func (d *text) suffered(i int) bool {
	for j := i; j < min(len(d.toks), i+3); j++ {
		if d.lx.Heads(d.raw(j))&lexicon.Suffered != 0 {
			return true
		}
	}
	return false
}

// owned tells whether a frame that takes an owner begins at token i: "Ono Tarik's release".
func (d *text) owned(i int) bool {
	for j := i; j < i+3; j++ {
		if j < len(d.marks) && d.marks[j].Frames != 0 && d.marks[j].FrameAs == 0 || d.word(j, d.w.of) {
			return j < len(d.marks) && d.marks[j].Frames != 0
		}
	}
	return false
}

// dangerous tells whether one designated is so as a danger: "as a terrorist organization".
func (d *text) dangerous(lo, hi int) bool {
	for i := lo; i < min(hi, lo+accountFar); i++ {
		switch strings.ToLower(d.raw(i)) {
		case "terrorist", "terrorists", "terrorism", "terror", "criminal", "kingpin", "sanctions", "manipulator", "sponsor", "violator", "adversary", "trafficking", "entity", "concern":
			return true
		}
	}
	return false
}

// suits tells whether e may stand in the frame: persons for posts and clemency, nobody for whom the kind cannot be. A
// name without any sign of what it is becomes what the frame wants.
func (d *text) suits(e entity, c *cand, f *lexicon.Frame, rule string) (entity, bool) {
	person := f.Role != lexicon.Against || f.Types["appoint_or_remove"]
	if e.kind == "name" {
		e.kind = "person"
		if f.Types["investigate"] {
			e.kind = "organization"
		}
	}
	if person {
		return e, e.kind == "person" && (!d.possessive(e.at) || e.at < c.hi && d.owned(e.at+1))
	}
	if e.kind != "country" && d.possessive(e.at) && rule != "owner of the act" && d.suffered(e.at+1) {
		return e, false
	}
	if f.Types["suspend_aid_or_sales"] {
		return e, e.kind == "organization" || e.kind == "country" && c.typ != "suspend_aid_or_sales" // read with the act
	}
	return e, true
}

// prepositionOf is the token behind a preposition of f that belongs to the noun ending at end, 0 for none.
func (d *text) prepositionOf(f *lexicon.Frame, end, hi int) int {
	reach := 1
	if f.Place == lexicon.Far {
		reach = farReach
	}
	for j := end; j < min(hi, end+reach); j++ {
		t := &d.toks[j]
		for _, p := range f.Preps {
			if t.Word == p && (d.word(j, d.w.against) || j <= end+2) {
				return j + 1
			}
		}
		if d.mark(j, ';') || d.mark(j, ':') || d.mark(j, '.') && !d.adjacent(j+1) || d.word(j, d.w.that) || d.word(j, d.w.to) || d.is(j, wh|modal|conditional|subordinate) {
			return 0
		}
	}
	return 0
}

// countryBefore tells whether the measure at i has a country's name for its attribute: "the Ruritania sanctions".
func (d *text) countryBefore(i int) bool {
	if i == 0 || d.marks[i-1].Country == 0 || d.marks[i-1].Naming != lexicon.ByName || int(d.marks[i-1].CountryE) != i {
		return false
	}
	return !d.ownCountry(i-1) && d.adjacent(i)
}

// ownerAt is the name that the possessive at token p belongs to: "Ono Tarik's release".
func (d *text) ownerAt(p, lo int) (entity, bool) {
	for i := max(lo, p-maxChunk); i < p; i++ {
		if i > lo && d.toks[i-1].Cap && d.adjacent(i) && d.toks[i-1].Kind == lexicon.Word {
			continue
		}
		if !d.toks[i].Cap && d.marks[i].Country == 0 {
			continue
		}
		if e, _, ok := d.entityAt(i, p); ok && e.at == p {
			return e, true
		}
	}
	return entity{}, false
}

// passive is where the subject of the passive verb at i ends, -1 when the verb is none: "A and B must be sanctioned".
func (d *text) passive(i, lo int) int {
	j := i - 1
	for j > lo && (d.toks[j].Adverb || d.is(j, negation)) {
		j--
	}
	if j <= lo || d.raw(j) != "be" && d.raw(j) != "being" {
		return -1
	}
	j--
	for j > lo && (d.is(j, modal|need|auxiliary|filler) || d.word(j, d.w.to) || d.toks[j].Adverb) {
		j--
	}
	return j + 1
}

// subject is the list of names that ends at token end, the beginning of a verb phrase.
func (d *text) subject(end int, c *cand) []entity {
	s := &d.sents[c.sent]
	from := max(s.start, end-passiveBack)
	for i := from; i < end; i++ {
		if i > from && (!d.toks[i].Cap && !d.is(i, determiner) || d.is(i-1, preposition)) {
			continue
		}
		es := d.entities(i, end)
		if len(es) == 0 {
			continue
		}
		if last := es[len(es)-1]; last.at == end {
			return es
		}
	}
	return nil
}

// collector gathers targets, each once.
type collector struct {
	out []schema.Target
}

// add files t for the demand of that order. A country counts once, however it is named.
func (c *collector) add(t schema.Target, order int) {
	for k := range c.out {
		o := &c.out[k]
		if o.Name != t.Name && (o.Country == "" || o.Country != t.Country || o.Kind != "country" || t.Kind != "country") {
			continue
		}
		if n := len(o.Demands); n == 0 || o.Demands[n-1] != order {
			o.Demands = append(o.Demands, order)
		}
		return
	}
	if len(c.out) < maxTargets {
		t.Demands = []int{order}
		c.out = append(c.out, t)
	}
}
