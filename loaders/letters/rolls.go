package letters

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"demarche/loaders/letters/mention"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// fewestOnRoll is how many names that the registers know make a roll.
const fewestOnRoll = 3

// rolls are the lists of legislators in the text, however they are printed; lists in the heads of letters are of addressees.
func (w *work) rolls() []mention.Roll {
	if w.rollsKnown {
		return w.rollsFound
	}
	w.rollsKnown = true
	if w.r.resolver == nil {
		return nil
	}
	segs := w.lay.Segments
	for i := 0; i < len(segs); {
		if !rollSegment(&segs[i]) {
			i++
			continue
		}
		j := i
		for j < len(segs) && rollSegment(&segs[j]) && segs[j].Letter == segs[i].Letter {
			j++
		}
		a, _ := w.lay.Text.Bytes(segs[i].Span)
		_, b := w.lay.Text.Bytes(segs[j-1].Span)
		w.rollsFound = append(w.rollsFound, mention.Rolls(w.s, a, b, fewestOnRoll, w.isLegislator)...)
		i = j
	}
	return w.rollsFound
}

func rollSegment(g *segment.Segment) bool {
	switch g.Kind {
	case segment.Headline, segment.Address, segment.Salutation, segment.Letterhead:
		return false
	}
	return true
}

// withRolls is told with the signers of the lists that are signed: a closing or words of signing go before them, or they
// hold signers that have been read already. Of told, the signers that run over several names of a list are left out; those
// of block stay.
func (w *work) withRolls(d *draft, block, told []signer) []signer {
	inOrder := func(list []signer) {
		sort.SliceStable(list, func(i, j int) bool { return list[i].a < list[j].a })
	}
	have := slices.Concat(block, told)
	inOrder(have)
	inOrder(told)
	var more []signer
	var last struct { // the roll before
		end  int
		mode schema.SignatureMode
		rule string
		role schema.Role
		ok   bool
	}
	for _, r := range w.rolls() {
		if w.inOtherLetter(d, r.Start) {
			continue
		}
		mode, rule, role, ok := w.signedRoll(d, &r, have)
		if !ok && last.ok && goesOn(w.s[last.end:r.Start]) {
			mode, rule, role, ok = last.mode, last.rule, last.role, true
		}
		last.end, last.mode, last.rule, last.role, last.ok = r.End, mode, rule, role, ok
		if !ok {
			continue
		}
		told = dividedBy(&r, told)
		for _, i := range free(&r, have) {
			e := &r.Entries[i]
			if x := w.onRoll(e, mode, rule, role); e.Words > 1 || e.HasTag || x.title != "" || x.chamber != "" || rule == "roll" || rule == "roll-closing" {
				more = append(more, x)
			}
		}
	}
	return append(told, more...)
}

// goesOn tells whether what stands between two rolls only interrupts one list: a name that is printed wrong.
func goesOn(gap string) bool {
	if len(gap) > introduced/4 || strings.ContainsAny(gap, "#“”\"?!") || strings.Contains(gap, ". ") && !strings.Contains(gap, "Rep. ") && !strings.Contains(gap, "Sen. ") {
		return false
	}
	small := 0
	for _, f := range strings.Fields(gap) {
		if f[0] >= 'a' && f[0] <= 'z' && f != "and" && f != "of" {
			small++
		}
	}
	return small <= 1 && !hasAny(lower(gap), []cue{"cc:", " to ", "letter"})
}

// dividedBy is list, ordered by place, without the signers that run over several names of a roll.
func dividedBy(r *mention.Roll, list []signer) []signer {
	from := sort.Search(len(list), func(i int) bool { return list[i].b > r.Start })
	kept := list[:from:from]
	for _, x := range list[from:] {
		if w := within(r, x.a, x.b); w[1]-w[0] < 2 {
			kept = append(kept, x)
		}
	}
	return kept
}

// within is the range of the names of a roll that bytes a to b touch.
func within(r *mention.Roll, a, b int) [2]int {
	i := sort.Search(len(r.Entries), func(i int) bool { return r.Entries[i].End > a })
	j := i
	for j < len(r.Entries) && r.Entries[j].Start < b {
		j++
	}
	return [2]int{i, j}
}

// free are the names of a roll on which no signer of have, ordered by place, stands alone.
func free(r *mention.Roll, have []signer) []int {
	taken := make([]bool, len(r.Entries))
	for k := sort.Search(len(have), func(k int) bool { return have[k].b > r.Start }); k < len(have) && have[k].a < r.End; k++ {
		if w := within(r, have[k].a, have[k].b); w[1]-w[0] == 1 {
			taken[w[0]] = true
		}
	}
	var out []int
	for i, t := range taken {
		if !t {
			out = append(out, i)
		}
	}
	return out
}

// inOtherLetter tells whether byte p stands in another embedded letter than the one that is being read.
func (w *work) inOtherLetter(d *draft, p int) bool {
	r := w.lay.Text.Rune(p)
	for i := range w.lay.Letters {
		if sp := w.lay.Letters[i].Span; i != d.embedded && sp[0] <= r && r < sp[1] {
			return true
		}
	}
	return false
}

// onRoll makes a signer of a name on a roll, with the title that the sentence gives it where it is read as prose.
func (w *work) onRoll(e *mention.Entry, mode schema.SignatureMode, rule string, role schema.Role) signer {
	if i := w.sentenceAt(e.Start); i >= 0 && e.Start < w.sentences[i].b {
		for _, m := range w.mentions(i) {
			if m.Start == e.Start && m.End == e.End {
				x := w.signer(&m, role, rule)
				x.mode, x.bare = mode, m.Words == 1
				return x
			}
		}
	}
	if e.Words == 1 && e.Canonical == "" {
		x := w.signer(&e.Mention, role, rule)
		x.mode, x.bare = mode, e.Bare
		return x
	}
	return signer{
		a: e.Start, b: e.End, name: e.Name(w.s), canonical: e.Canonical, title: e.Title, chamber: e.Chamber, state: e.State, tag: e.Tag,
		mode: mode, rule: rule, role: role, bare: e.Bare,
	}
}

// sentenceAt is the index of the last sentence that starts at byte p or before, -1 for none.
func (w *work) sentenceAt(p int) int {
	return sort.Search(len(w.sentences), func(i int) bool { return w.sentences[i].a > p }) - 1
}

// signedRoll tells whether a roll is one of signers, and how they sign.
func (w *work) signedRoll(d *draft, r *mention.Roll, have []signer) (mode schema.SignatureMode, rule string, role schema.Role, ok bool) {
	head := w.beforeRoll(r)
	switch {
	case copied(head):
		return "", "", "", false
	case closes(head), thanks(head, w.s[max(0, r.Start-len("   ")):r.Start]):
		return schema.SignatureTyped, "roll-closing", schema.RoleSigner, true
	case d.event < 0 && d.embedded < 0 || behindTo(head+" "):
	case cued(head, signingWords), !w.quoted(r.Start) && cued(head, joiningWords) && w.joins(d, r, head):
		return schema.SignatureListed, "roll", schema.RoleCosigner, true
	case !w.quoted(r.Start) && w.governs(d, r):
		return schema.SignatureReported, "roll-subject", schema.RoleLead, true
	}
	if w.quoted(r.Start) || hasAny(head[max(0, len(head)-farthestCue):], sponsored) {
		return "", "", "", false
	}
	k := sort.Search(len(have), func(k int) bool { return have[k].b > r.Start })
	if k < len(have) && have[k].a < r.End {
		return schema.SignatureReported, "roll-of-signers", have[k].role, true
	}
	return "", "", "", false
}

// signingWords say by themselves that those listed sign; joiningWords do so near the word letter.
var (
	signingWords = []cue{"signed", "signing", "signer", "signator", "co-sign", "cosign", "signature", "sign the letter"}
	joiningWords = []cue{"joined", "joining", "members include", "senators include", "letter include"}
)

// gatherings are where people join each other without a letter.
var gatherings = []cue{"press conference", "news conference", "press call", "event", "hearing", "rally", "tour", "visit", "roundtable"}

// sponsored are the verbs that make those listed behind them the backers of something else than the letter.
var sponsored = []cue{"sponsored", "introduced", "endorsed"}

// cued tells whether one of the phrases stands near the end of words that introduce a list, with no word of another list behind
// it: "besides the letter's signers, the bill is cosponsored by".
func cued(head string, phrases []cue) bool {
	head = head[max(0, len(head)-farthestCue):]
	last := -1
	for _, p := range phrases {
		last = max(last, strings.LastIndex(head, p))
	}
	if last < 0 || hasAny(head[last:], sponsored) {
		return false
	}
	return letterWord(head) >= 0 || !ofOtherLists(head)
}

// farthestCue is how many bytes before a list the words stand at most that say that it is signed.
const farthestCue = 180

// joins tells whether the company that words before a roll speak of is that of the letter: they name it, or stand in the
// sentence of the lead that asks or soon behind the one that tells of the letter.
func (w *work) joins(d *draft, r *mention.Roll, head string) bool {
	if letterWord(head) >= 0 {
		return true
	}
	i := w.sentenceAt(r.Start)
	if i < 0 || i != w.leadOf().at && (d.event < 0 || i < d.event || i > d.event+reach) {
		return false
	}
	return !hasAny(lower(w.s[r.End:min(len(w.s), r.End+introduced/2)]), gatherings)
}

// governs tells whether a roll governs the verb that tells of the letter: "Senators A, B and C today sent a letter".
func (w *work) governs(d *draft, r *mention.Roll) bool {
	i := w.sentenceAt(r.Start)
	if i < 0 || r.End >= w.sentences[i].b || w.ofOthers(&w.sentences[i]) {
		return false
	}
	x := &w.sentences[i]
	if ok, passed := x.tells(); i != d.event && (!ok || passed || letterWord(x.low[r.End-x.a:]) < 0) {
		return false
	}
	verb := w.verbFrom(x, r.End-x.a)
	return verb >= 0 && reachesVerb(w.s[r.End:x.a+verb])
}

// introduced is how many bytes before a roll are read for the words that introduce it.
const introduced = 600

// beforeRoll are the words in small letters that introduce a roll: those of its sentence, with the one before where the roll
// begins its own.
func (w *work) beforeRoll(r *mention.Roll) string {
	from := max(0, r.Start-introduced)
	for from > 0 && from < r.Start && !utf8.RuneStart(w.s[from]) {
		from++
	}
	xs := segment.SentenceBytes(w.s, from, r.Start)
	if len(xs) == 0 {
		return ""
	}
	k := len(xs) - 1
	for k > 0 && r.Start-xs[k][0] < shortIntroduction {
		k--
	}
	return strings.TrimRight(lower(w.s[xs[k][0]:r.Start]), " *_>\t\n\u00a0")
}

// shortIntroduction is the length in bytes of words that introduce a list only together with the sentence before them.
const shortIntroduction = 25

// copied tells whether words in small letters end by saying that copies go to those who follow.
func copied(head string) bool {
	return strings.HasSuffix(strings.TrimRight(head, " :;."), "cc") || strings.HasSuffix(strings.TrimRight(head, " :"), "copies to")
}

// closes tells whether words in small letters end in the closing of a letter.
func closes(head string) bool {
	return segment.Closes(strings.TrimRight(head, " ,.:;-–—_"))
}

// thanks tells whether words in small letters, with gap behind them, end in the last sentence of a letter that has lost its
// closing.
func thanks(head, gap string) bool {
	if !strings.HasSuffix(head, ".") && strings.TrimSpace(gap) != "" {
		return false
	}
	head = strings.TrimSuffix(head, ".")
	x := head[strings.LastIndexAny(head, ".!?:")+1:]
	return hasAny(x, []cue{"thank you", "we appreciate", "we look forward", "we thank you", "our appreciation"}) && !strings.ContainsAny(x, "“”\"")
}
