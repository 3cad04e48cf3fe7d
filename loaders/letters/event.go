package letters

import (
	"strings"
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
	m := w.heaviest(l)
	if m.at < 0 || !w.speaksAlone(m) {
		return -1
	}
	if l.at >= 0 && l.at < m.at && known(w.sentences[m.at].own) {
		return l.at // the act stands there, the letter is only named here
	}
	return m.at
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
