package letters

import (
	"strings"

	"demarche/loaders/letters/segment"
)

// A release that never says "sent a letter" may still be about one: its lead tells that legislators ask something of
// somebody, and a later sentence speaks of a letter as known: "The Senators’ letter was cosigned by ...", "…,” said the
// Members in their letter". What is known without having been told is what the lead told.

// referredSentences is how many sentences of a document are searched for words that refer to its letter.
const referredSentences = 60

// referredEvent is the sentence in which the lead asks what a letter asks that is only spoken of as known, -1 when the
// document's letters are told of otherwise. The first sentence outside quotations that speaks of a letter decides.
func (w *work) referredEvent(l lead) int {
	if l.other || l.piece || !l.asks || l.at < 0 || !w.asksOffice(l.at) || w.ofStrangers() {
		return -1
	}
	others := false
	for i := range w.sentences[:min(len(w.sentences), referredSentences)] {
		x := &w.sentences[i]
		k := letterWord(x.own)
		others = others || w.fromOthers(i)
		if x.headline || k < 0 && wroteTo(x.own) < 0 {
			continue
		}
		if i <= l.at {
			if _, passed := x.tells(); passed {
				return -1
			}
			continue
		}
		if w.strangerWrites(i) || othersLetter(x.own) {
			others = true
			continue
		}
		event, passed := x.tells()
		if passed || w.longBefore(i) || k >= 0 && received(x.own, k) || hasAny(x.own, notSent) || w.toMember(i) {
			return -1
		}
		if others && !(k >= 0 && hasAny(x.own[max(0, k-40):k], legislatorWords)) {
			return -1
		}
		if !w.refersBack(i) && !hasAny(x.own, printed) && !(event && l.head && w.writesInOne(i)) {
			return -1
		}
		return l.at
	}
	return -1
}

// printed are words of sentences behind which a letter is printed.
var printed = []cue{"following is a letter", "following is the letter", "below is a letter", "following letter", "letter follows", "letter below"}

// writesInOne tells whether sentence i tells out of a letter what its writers ask: "In a personal letter to the Director, she wrote".
func (w *work) writesInOne(i int) bool {
	x := &w.sentences[i]
	k := letterWord(x.own)
	if k < 0 || !strings.HasPrefix(strings.TrimPrefix(x.own[k:], "letter"), " to ") && !strings.HasPrefix(x.own[k:], "letters to ") {
		return false
	}
	f := strings.Fields(x.own[max(0, k-40):k])
	for n := len(f) - 1; n >= 0 && n >= len(f)-5; n-- {
		if f[n] == "in" {
			return n == 0 || f[n-1] != "also" && f[n-1] != "separately," && f[n-1] != "joined"
		}
	}
	return false
}

// notSent are words of sentences on answers to a letter, or on letters that came from others.
var notSent = []cue{"responded", "response from", "replied", "reply", "petition", "thanked", "agreed to", "that you sent", "your letter", "received a", "received the"}

// asksOffice tells whether sentence i asks something in writing, as far as it says: not of citizens, "urged all Americans to",
// nor by word of mouth, "during a hearing, he asked",
// at a press conference.
func (w *work) asksOffice(i int) bool {
	low := w.sentences[i].low
	asks := firstWord(low, askVerbs)
	if asks < 0 {
		return false
	}
	if k := strings.Index(low, "hearing"); k >= 0 && firstWord(low[max(0, k-90):k], []cue{"at", "during", "chaired", "held"}) >= 0 {
		return false
	}
	if hasAny(low, []cue{"press conference", "news conference", "media availability"}) {
		return false
	}
	return !hasAny(low[asks:min(len(low), asks+60)], []cue{"americans to", "residents to", "constituents", "citizens to", "everyone", "people to", "voters", "families to", "students to", "drivers to", "consumers to", "taxpayers to"})
}

// longBefore tells whether sentence i gives its letter a day long before the document, or a month alone.
func (w *work) longBefore(i int) bool {
	x := &w.sentences[i]
	for _, at := range segment.Dates(w.s, x.a, x.b) {
		if !at.Numeric && at.ISO < w.published && !w.quoted(at.Start) && ownTime(x.low, at.Start-x.a) && !w.plausibleDate(at.ISO) {
			return true
		}
	}
	k := letterWord(x.own)
	if k < 0 {
		return false
	}
	for _, m := range monthWords {
		for _, p := range []string{" in ", " last ", " back in ", " in early ", " in late "} {
			if j := strings.Index(x.own[k:], p+m); j >= 0 && j < 40 && ownTime(x.low, k+j) {
				return true
			}
		}
	}
	return false
}

// refersBack tells whether sentence i speaks of a letter as known: "the letter", "their bipartisan letter", "the Members’ letter".
func (w *work) refersBack(i int) bool {
	x := &w.sentences[i]
	for from, n := 0, 0; n < mostVerbs; n++ {
		k := letterWord(x.own[from:])
		if k < 0 {
			return false
		}
		k += from
		from = k + len("letter")
		head := x.own[max(0, k-60):k]
		known, owner := definite(head)
		if known && owner {
			known = hasAny(head, legislatorWords) || w.namesLegislator(i, x.a+k-len(head), x.a+k)
		}
		if known && !(strings.HasPrefix(x.own[k:], "letter from ") && w.fromOthers(i)) {
			return true
		}
	}
	return false
}

// definite tells whether words before a noun make it a known one, by an article, a pronoun or an owner.
func definite(head string) (known, owner bool) {
	f := strings.Fields(head)
	for n := len(f) - 1; n >= 0 && n >= len(f)-5; n-- {
		word := f[n][strings.LastIndexByte(f[n], '.')+1:] // a stop may have lost its space
		switch word {
		case "the", "this", "these", "their", "his", "her", "today’s", "today's":
			return true, false
		case "a", "an", "that", "any", "another", "similar", "previous", "earlier", "in", "of", "to", "by", "and":
			return false, false
		}
		for _, end := range []string{"’s", "'s", "s’", "s'"} {
			if strings.HasSuffix(f[n], end) {
				return true, true
			}
		}
		if strings.ContainsAny(f[n], ".,:;”\"") && n < len(f)-1 {
			return false, false
		}
	}
	return false, false
}

// fromOthers tells whether sentence i speaks of a letter that comes from somebody who is no legislator.
func (w *work) fromOthers(i int) bool {
	x := &w.sentences[i]
	for from := 0; ; {
		k := strings.Index(x.own[from:], "letter")
		if k < 0 {
			return false
		}
		k += from
		from = k + len("letter")
		t := strings.TrimPrefix(x.own[from:], "s")
		if !strings.HasPrefix(t, " from ") {
			continue
		}
		t = t[:min(len(t), 60)]
		if !hasAny(t, legislatorWords) && !w.namesLegislator(i, x.a+from, x.a+from+len(t)) {
			return true
		}
	}
}
