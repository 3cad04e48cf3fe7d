package letters

import (
	"strings"

	"demarche/loaders/letters/segment"
)

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

// offersWhole tells whether a line offers the whole text of a letter: "Read the full letter here".
func offersWhole(low string) bool {
	return copyOffered(low) && hasAny(low, []cue{"full", "text of", "pdf"})
}

// writesQuote tells whether sentence i ends a quotation that legislators wrote to somebody: "…,” wrote the senators", "…,”
// A and B wrote to the Secretary."
func (w *work) writesQuote(i int) bool {
	x := &w.sentences[i]
	for _, v := range []cue{" wrote", "wrote ", " write ", " writes "} {
		for k := range places(x.low, v) {
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
