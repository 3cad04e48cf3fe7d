package letters

import (
	"strings"

	"demarche/loaders/letters/segment"
)

// leadBytes is how far the lead of a report reaches: what a document is about stands in its title and first paragraphs.
const leadBytes = 1500

// drafts finds the letters of the document: the embedded ones that advocate something, or one that is reported.
func (w *work) drafts() []draft {
	event := w.event()
	var out []draft
	for i := range w.lay.Letters {
		if w.advocates(i, event) {
			out = append(out, draft{embedded: i, event: event})
		}
	}
	if len(out) > 0 {
		return out
	}
	if len(w.lay.Letters) > 0 && w.lay.Letters[0].Salutation[1] > 0 && w.toReaders(0) {
		return nil // a newsletter that tells of letters among other things
	}
	if l := w.leadOf(); len(w.lay.Letters) > 0 && l.other && !l.asks && w.toLegislatorAlone(0) && w.tellsAnswer() {
		return nil // the answer to a letter is printed, and nothing is asked
	}
	if event >= 0 {
		out = append(out, draft{embedded: -1, event: event})
	}
	return out
}

// event is the index of the sentence that tells of the document's letter, -1 when none does or it is told in passing.
func (w *work) event() int {
	if w.eventKnown {
		return w.eventAt
	}
	w.eventAt, w.eventKnown = w.findEvent(), true
	return w.eventAt
}

func (w *work) findEvent() int {
	l := w.leadOf()
	told, mentions := w.toldEvent(l)
	if told < 0 && w.opensWithPress() {
		return -1
	}
	if told >= 0 {
		x := &w.sentences[told]
		if !l.titled && mentions < 2 && !strong(x.low) && !theirs(x.low) && !(mentions == 1 && letterWord(x.low) < 0) && wroteTo(x.low) < 0 {
			told = -1
		}
	}
	for _, find := range []func(lead) int{func(lead) int { return told }, w.signedOn, w.titledEvent, w.quotedEvent, w.referredEvent} {
		i := find(l)
		if i < 0 {
			continue
		}
		if tells, _ := w.sentences[i].tells(); !(tells && w.foreign(i)) && w.weighed(i, l).weight >= enough {
			return i
		}
	}
	if i := w.memberSigned(l); i >= 0 {
		return i
	}
	if i := w.stated(l); i >= 0 {
		return i
	}
	i := w.heaviest(l)
	if i < 0 || !w.speaksAlone(w.weigh(i, l)) {
		return -1
	}
	if l.at >= 0 && l.at < i && known(w.sentences[i].own) {
		return l.at // the act stands there, the letter is only named here
	}
	return i
}

// titledEvent is the sentence that tells of the letter that the title names, or else the one of the lead that asks what it
// asks; the title itself when the text has neither.
func (w *work) titledEvent(l lead) int {
	if !l.titled {
		return -1
	}
	title := -1
	for i := range w.sentences {
		x := &w.sentences[i]
		if ok, passed := x.tells(); ok && !passed && !w.inQuote(i) && !w.strangerWrites(i) {
			if !x.headline {
				return i
			}
			title = i
		}
	}
	if title >= 0 && l.at >= 0 {
		return l.at
	}
	return title
}

// toldEvent is the first sentence that tells of a letter and stands where the document's business is told, -1 when there is
// none, and the number of sentences with the word letter.
func (w *work) toldEvent(l lead) (best, mentions int) {
	start := 0
	if len(w.sentences) > 0 {
		start = w.sentences[0].a
	}
	best = -1
	n, before := 0, false
	for i := range w.sentences {
		x := &w.sentences[i]
		if x.headline || w.opensQuoted(x) && !strings.Contains(x.low, "letter") {
			continue
		}
		if !fragment(x.low) || n > 0 {
			n++
		}
		ok, passed := x.tells()
		if letterWord(x.low) >= 0 {
			mentions++
		}
		if ok && passed && x.faint && !before && best < 0 && w.opensFaintly(i, n, l) {
			passed = false
		}
		passed = passed || ok && w.longBefore(i)
		before = before || passed || othersLetter(x.low) || ofPress(x.low)
		if !ok || passed || best >= 0 || w.inQuote(i) || i > 0 && w.otherBusiness(x.low) || before && backward(x.low) || w.toMember(i) || w.strangerWrites(i) {
			continue
		}
		near := x.a-start < leadBytes || l.asks && x.a-start < 2*leadBytes && opensWithLetter(x.low)
		switch {
		case n <= 1, n == 2 && (!l.other || l.titled || l.head || fresh(x.low)),
			n <= 5 && theirs(x.low), near && (l.titled || opensWithLetter(x.low) && (!l.other || l.head)), x.a-start < 3000 && fresh(x.low), w.excerpted(i),
			near && l.asks && !l.other && n <= 6 && (strong(x.low) || wroteTo(x.low) >= 0):
			best = i
		}
	}
	return best, mentions
}

// opensFaintly tells whether a letter of some days or weeks before is the document's own all the same: the document opens
// with it, or its title or lead asks what the letter asks.
func (w *work) opensFaintly(i, n int, l lead) bool {
	if n > 3 || l.other && !l.titled {
		return false
	}
	low := w.sentences[i].low
	if i+1 < len(w.sentences) {
		low += w.sentences[i+1].low
	}
	if hasAny(low, []cue{"responded", " response", "replied", "announced that", "announcement"}) {
		return false
	}
	return n <= 1 || l.titled || (l.head || l.at >= 0 && l.at < i) && hasAny(w.sentences[i].low, lately)
}

// quotedEvent is the sentence of the lead, or the one that quotes it, of a letter that the document tells of by its quotations
// or its copy alone: "…,” wrote the senators.", "Read the letter here."
func (w *work) quotedEvent(l lead) int {
	if !l.asks || l.other || l.piece {
		return -1
	}
	for i := range w.sentences {
		x := &w.sentences[i]
		if i > 60 || x.headline && !copyOffered(x.low) {
			continue
		}
		if w.writesQuote(i) || copyOffered(x.low) && !w.quoted(x.a) {
			if l.at >= 0 {
				return l.at
			}
			return i
		}
	}
	if l.at >= 0 && !hasAny(w.sentences[l.at].low, earlier) && !hasTime(w.sentences[l.at].low, past) && !inMonth(w.sentences[l.at].low, -1) && !w.ofStrangers() {
		for _, g := range w.lay.Segments {
			if g.Kind == segment.Boilerplate && g.Span.Len() < 200 && offersWhole(lower(w.lay.Text.Slice(g.Span))) {
				return l.at
			}
		}
	}
	return -1
}

// ofStrangers tells whether a sentence speaks of a letter of bodies or citizens.
func (w *work) ofStrangers() bool {
	for i := range w.sentences[:min(len(w.sentences), 60)] {
		if low := w.sentences[i].low; letterWord(low) >= 0 && (hasAny(low, strangers) || hasAny(low, []cue{"coalition", "received", "signed by leading"}) || w.ledByOthers(i)) {
			return true
		}
	}
	return false
}

// offersWhole tells whether a line offers the whole text of a letter: "Read the full letter here".
func offersWhole(low string) bool {
	return copyOffered(low) && hasAny(low, []cue{"full", "text of", "pdf"})
}

// writesQuote tells whether sentence i ends a quotation that legislators wrote to somebody: "…,” wrote the senators", "…,”
// A and B wrote to the Secretary."
func (w *work) writesQuote(i int) bool {
	x := &w.sentences[i]
	for _, v := range []cue{" wrote", "wrote ", " write ", " writes "} {
		for from, n := 0, 0; from < len(x.low) && n < mostVerbs; n++ {
			k := strings.Index(x.low[from:], v)
			if k < 0 {
				break
			}
			k += from
			from = k + len(v)
			if w.quoted(x.a + k + 1) {
				continue
			}
			head, tail := x.low[max(0, k-90):k], x.low[k:min(len(x.low), k+90)]
			if q := strings.LastIndexAny(head, "”\""); q >= 0 {
				head = head[q:]
			} else if !strings.HasPrefix(strings.TrimLeft(x.low, " "), "the ") {
				continue
			}
			if hasAny(tail, notWritten) || hasAny(head, notWritten) {
				continue
			}
			if hasAny(head+tail, legislatorWords) || w.namesLegislator(i, x.a+k-len(head), x.a+k+len(tail)) {
				return true
			}
		}
	}
	return false
}

// mostVerbs is how many verbs of writing of one sentence are looked at: no sentence that a person wrote has more.
const mostVerbs = 20

// namesLegislator tells whether sentence i names a legislator between bytes a and b.
func (w *work) namesLegislator(i, a, b int) bool {
	for _, m := range w.mentions(i) {
		if m.Start >= a && m.Start < b && w.signerLike(&m) && !w.quoted(m.Start) {
			return true
		}
	}
	return false
}

// copyOffered tells whether a sentence offers a copy of the letter: "Read the full letter here."
func copyOffered(low string) bool {
	k := letterWord(low)
	if k < 0 || len(low) > 220 {
		return false
	}
	return hasAny(low, []cue{"read the", "copy of the letter", "text of the letter", "full letter", "see the letter", "view the", "letter is available", "letter can be", "letter may be", "letter is attached", "letter is below", "read their", "read his", "read her", "the letter here", "letter text", "text of letter", "letter (pdf", "pdf of letter", "read letter", "full text of", "signed letter", "text of their letter", "text of his letter", "text of her letter"}) &&
		!hasAny(low, []cue{"letter from", "letters from", "response letter", "that letter"})
}

// ledByOthers tells whether sentence i says that the letter is one of bodies or citizens: "a coalition letter led by the Fund".
func (w *work) ledByOthers(i int) bool {
	x := &w.sentences[i]
	k := letterWord(x.low)
	if k < 0 {
		return false
	}
	tail := x.low[k:min(len(x.low), k+40)]
	for _, v := range []cue{" led by ", " signed by ", " sent by ", " written by ", " authored by ", " organized by "} {
		j := strings.Index(tail, v)
		if j < 0 {
			continue
		}
		p := k + j + len(v)
		rest := x.low[p:min(len(x.low), p+120)]
		for _, end := range []string{" that ", " which ", " urging ", " asking ", " calling ", " to "} {
			if e := strings.Index(rest, end); e >= 0 {
				rest = rest[:e]
			}
		}
		if !hasAny(rest, legislatorWords) && !hasAny(rest, []cue{"rep ", "sen ", "mr. ", "him", "her"}) && !w.namesLegislator(i, x.a+p, x.a+p+len(rest)) && !w.releasing(rest) && !strings.ContainsAny(rest[:min(len(rest), 12)], "0123456789") {
			return true
		}
	}
	return false
}

// releasing tells whether words name the member whose document it is by surname, as far as the title tells.
func (w *work) releasing(rest string) bool {
	f := strings.Fields(lower(w.title))
	return len(f) > 0 && len(f[0]) > 3 && strings.Contains(rest, strings.Trim(f[0], ",’'s"))
}

// strangerWrites tells whether somebody who is no legislator governs the verb of sentence i: "an Arizona rancher wrote".
func (w *work) strangerWrites(i int) bool {
	x := &w.sentences[i]
	if w.ledByOthers(i) {
		return true
	}
	verb := w.letterVerb(x)
	if verb < 12 || strings.HasPrefix(x.low, "the letter ") {
		return false
	}
	if k := strings.LastIndex(x.low, " from "); k > verb && w.namesLegislator(i, x.a+k, min(x.b, x.a+k+60)) {
		return false // "was cited in a letter to the Secretary from Senators A and B"
	}
	head := x.low[:verb]
	if hasAny(head, strangers) && !hasAny(head, legislatorWords) && !w.legislatorBefore(i, x.a+verb) {
		return true
	}
	if k := letterWord(x.low); k > verb && w.namesLegislator(i, x.a+verb, x.a+k) && !behindTo(x.low[max(0, k-60):k]) {
		return false // the verb is that of words before: "The city waits and today Senator A sent a letter"
	}
	if letterWord(head) >= 0 || strings.Contains(head, "(r-") || strings.Contains(head, "(d-") || hasAny(head, legislatorWords) || w.legislatorBefore(i, x.a+verb) {
		return false
	}
	for _, p := range []cue{" he ", " she ", " they ", " we ", " i ", " today", " also "} {
		if strings.Contains(" "+head, p) {
			return false
		}
	}
	if k := strings.LastIndex(strings.TrimRight(head, " ,"), ","); k >= 0 {
		head = head[k+1:]
	}
	f := strings.Fields(head)
	if len(f) < 2 {
		return false
	}
	for _, m := range w.mentions(i) {
		if m.Start-x.a < verb && m.Start-x.a >= verb-len(head) {
			return m.Office == 0 || !w.signerLike(&m)
		}
	}
	return f[0] == "a" || f[0] == "an" || f[0] == "the" || strings.HasSuffix(f[len(f)-1], "s")
}

// signedOn is the index of the sentence that names those who signed the letter of the acts told before it, -1 when there is
// none: "Senators A, B and C signed on to this letter." below "Senator D led 20 members in pressing X to act".
func (w *work) signedOn(lead) int {
	before := false // a letter of the past was told
	for i := range w.sentences {
		x := &w.sentences[i]
		if ok, passed := x.tells(); ok && (passed || w.longBefore(i)) {
			before = true
		}
		if x.headline || letterWord(x.low) < 0 || !hasAny(x.low, []cue{
			"signed on to the", "signed on to this", "signed onto the", "signed onto this", "also signed the", "also signed this", "cosigned the", "co-signed the",
			"letter was also signed by", "letter was signed by", "letter is signed by", "letter is also signed by", "joined the letter", "joined in signing the",
		}) || w.inQuote(i) {
			continue
		}
		if before || othersLetter(x.low) {
			continue
		}
		n := 0
		for _, m := range w.mentions(i) {
			if w.signerLike(&m) {
				n++
			}
		}
		if n >= 2 {
			return i
		}
	}
	return -1
}

// memberSigned is the index of a later sentence that says of the member whose release it is, or of the one its title or lead
// names, that he signed a letter on what the release is about, -1 when there is none: "Last night, Lee signed a bipartisan
// letter to the Postmaster General". A letter told of in passing
// shares no words with the rest.
func (w *work) memberSigned(l lead) int {
	if l.other && !l.head || l.piece {
		return -1
	}
	for i := range w.sentences {
		x := &w.sentences[i]
		k := letterWord(x.low)
		if x.headline || k < 0 || w.quoted(x.a+k) || othersLetter(x.low) {
			continue
		}
		if !signsOne(x.low[:k]) {
			continue
		}
		tail := x.low[k:]
		if !strings.HasPrefix(tail, "letter to ") && !strings.HasPrefix(tail, "letter urging") && !strings.HasPrefix(tail, "letter asking") && !strings.HasPrefix(tail, "letter calling") && !strings.HasPrefix(tail, "letter sent to") {
			continue
		}
		if ok, passed := x.tells(); !ok || passed && !hasAny(x.low, []cue{"last night", "earlier this week"}) || !w.releaserNamed(i, x.a+k) || !(l.asks && (fresh(x.low) || strings.Contains(x.low, "last night"))) && !w.sharesWords(i) {
			continue
		}
		return i
	}
	return -1
}

// signsOne tells whether words end in "signed a bipartisan".
func signsOne(head string) bool {
	f := strings.Fields(head[max(0, len(head)-60):])
	for n := len(f) - 1; n >= 0 && n >= len(f)-4; n-- {
		switch f[n] {
		case "a":
			for n--; n >= 0 && (f[n] == "on" || f[n] == "to" || f[n] == "onto"); n-- {
			}
			return n > 0 && (f[n] == "signed" || f[n] == "co-signed" || f[n] == "cosigned")
		case "bipartisan", "bicameral", "joint", "congressional", "house", "senate", "strong", "group":
		default:
			return false
		}
	}
	return false
}

// releaserNamed tells whether the names before byte p of sentence i are of one legislator whom the title or the first
// sentence names too.
func (w *work) releaserNamed(i, p int) bool {
	found := ""
	for _, m := range w.mentions(i) {
		if m.Start >= p || !w.signerLike(&m) || w.quoted(m.Start) {
			continue
		}
		if found != "" || strings.Contains(w.s[m.TagEnd:max(m.TagEnd, p)], " and ") {
			return false
		}
		found = lower(surname(m.Name(w.s)))
	}
	if found == "" {
		return false
	}
	if firstWord(lower(w.title), []cue{found}) >= 0 {
		return true
	}
	for k := range w.sentences {
		if !w.sentences[k].headline {
			return k < i && firstWord(w.sentences[k].low, []cue{found}) >= 0
		}
	}
	return false
}

// sharedWords is how many words a sentence shares with the rest of the document to be about the same.
const sharedWords = 2

// sharesWords tells whether sentence i is about what the title and the sentences before it are about: they share words.
func (w *work) sharesWords(i int) bool {
	stems := map[string]bool{}
	add := func(low string) {
		for _, f := range words(low) {
			if s := stem(f.w); s != "" {
				stems[s] = true
			}
		}
	}
	add(lower(w.title))
	for k := range w.sentences[:i] {
		add(w.sentences[k].own)
	}
	names := map[string]bool{}
	for _, m := range w.mentions(i) {
		for _, f := range words(lower(m.Name(w.s))) {
			names[f.w] = true
		}
	}
	n, seen := 0, map[string]bool{}
	for _, f := range words(w.sentences[i].low) {
		if s := stem(f.w); s != "" && stems[s] && !seen[s] && !names[f.w] {
			seen[s] = true
			n++
		}
	}
	return n >= sharedWords
}

// stem is the first five letters of a word that tells of a matter, empty for others.
func stem(word string) string {
	if len(word) < 5 || noMatter[word] {
		return ""
	}
	return word[:5]
}

// noMatter are words of any release.
var noMatter = map[string]bool{
	"letter": true, "signed": true, "bipartisan": true, "congressman": true, "congresswoman": true, "senator": true, "representative": true, "congress": true, "members": true, "colleagues": true, "which": true, "their": true, "would": true,
	"asking": true, "urging": true, "calling": true, "house": true, "senate": true, "today": true, "about": true, "these": true, "those": true, "there": true, "other": true, "after": true, "night": true, "state": true, "united": true, "states": true, "including": true, "while": true,
}

// backward tells whether a sentence speaks of a letter as already told: "in the letter".
func backward(low string) bool {
	return !strings.Contains(low, "a letter") && !strings.Contains(low, "today") && (strings.Contains(low, "the letter") || strings.Contains(low, "their letter") || strings.Contains(low, "his letter") || strings.Contains(low, "her letter"))
}

// theirs tells whether a sentence opens with the letter of those just named: "Their letter, co-signed by 50 colleagues, urged".
func theirs(low string) bool {
	for _, p := range []string{"their letter", "his letter", "her letter", "in their letter", "in his letter", "in her letter", "the letter, ", "the letter was signed", "the letter is signed", "the bipartisan letter"} {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	return false
}

// opensWithLetter tells whether a sentence is told out of a letter: "In a letter to X, Y asked", "…, said Y in a letter to X".
func opensWithLetter(low string) bool {
	for _, c := range []cue{"in a letter", "in a bipartisan letter", "in a joint letter", "in a personal letter", "in the letter to", "in his letter to", "in her letter to", "in their letter to"} {
		k := strings.Index(low, c)
		if k == 0 || k > 0 && strings.ContainsAny(low[k-1:k], "”\"") {
			return true
		}
		if k > 0 && hasAny(low[max(0, k-50):k], []cue{"said", "wrote", "stated", "writes", "says", "wrote,"}) {
			return true
		}
	}
	return false
}

// excerpted tells whether sentence i or the next says that words of the letter follow.
func (w *work) excerpted(i int) bool {
	for k := i; k < len(w.sentences) && k < i+2; k++ {
		low := w.sentences[k].low
		if letterWord(low) >= 0 && (strings.Contains(low, "below") || strings.Contains(low, "follows") || strings.Contains(low, "excerpt")) {
			return true
		}
	}
	return false
}

// toMember tells whether a sentence tells of a letter that a legislator received: somebody "wrote to Congressman Jordan".
func (w *work) toMember(i int) bool {
	x := &w.sentences[i]
	if opensWithLetter(x.low) {
		return w.toLegislator(i)
	}
	for _, v := range []cue{"wrote to ", "writes to ", "written to ", "letter to ", "letter addressed to ", "letter sent to ", "letters to "} {
		k := strings.Index(x.low, v)
		if k < 0 {
			continue
		}
		tail := x.low[k+len(v):]
		for _, t := range []cue{"congressman ", "congresswoman ", "rep. ", "representative ", "senator ", "sen. "} {
			if strings.HasPrefix(tail, t) && !w.legislatorBefore(i, x.a+k) {
				return true
			}
		}
	}
	return false
}

// legislatorBefore tells whether sentence i names a legislator, or speaks of several, before byte p.
func (w *work) legislatorBefore(i, p int) bool {
	x := &w.sentences[i]
	for _, m := range w.mentions(i) {
		if m.Start < p && w.signerLike(&m) {
			return true
		}
	}
	return hasAny(x.low[:p-x.a], legislatorWords)
}

// inQuote tells whether the word letter in sentence i stands inside a person's quotation.
func (w *work) inQuote(i int) bool {
	x := &w.sentences[i]
	k := letterWord(x.low)
	if k < 0 {
		k = 0
	}
	if !w.quoted(x.a + k) {
		return false
	}
	return true
}

// opensQuoted tells whether a sentence starts with a quotation.
func (w *work) opensQuoted(x *sentence) bool {
	if w.quoted(x.a) {
		return true
	}
	for _, q := range []string{"“", "\""} {
		if strings.HasPrefix(w.s[x.a:x.b], q) && w.quoted(x.a+len(q)) {
			return true
		}
	}
	return false
}

// otherBusiness tells whether a sentence is about a bill, a vote or an event rather than a letter alone.
func (w *work) otherBusiness(low string) bool {
	return strings.Contains(low, "response to") && strings.Contains(low, "letter from")
}

// fresh tells whether a sentence gives the letter the document's own time.
func fresh(low string) bool {
	return hasAny(low, []cue{
		"today", "yesterday", "this week", "following letter", " on monday", " on tuesday", " on wednesday", " on thursday", " on friday", " on saturday", " on sunday", "has sent a", "have sent a",
		"this morning", "this afternoon",
	})
}

// strong tells whether a single sentence suffices to say that the document is about a letter.
func strong(low string) bool {
	return hasAny(low, []cue{
		"text of", "letter below", "sent a", "sent letters", "send a letter", "sent the following", "led a", "led the", "in a letter", "wrote", "a letter to", "letters to", "letter today", "letter urging", "letter calling",
		"letter asking", "letter requesting", "signed a", "signed on", "penned", "sending a", "in a bipartisan letter", "writing to", "letter expressing", "lead a", "leads a", "signed letters", "joined",
	})
}
