package letters

import "strings"

// stated is the sentence that opens a statement on a letter of the speaker's own, -1 when the document is none: its opening
// says that it is made upon sending one, "after leading a letter to X"; or its title asks what the speaker says to have
// asked in a letter now, "Today I sent a letter to X".
func (w *work) stated(l lead) int {
	at := -1
	for i := range w.sentences[:min(len(w.sentences), statedSentences)] {
		x := &w.sentences[i]
		if x.headline {
			continue
		}
		if at < 0 {
			if k := strings.Index(x.own, "statement"); k >= 0 && firstWord(x.own, []cue{"released", "issued", "made"}) >= 0 && w.legislatorBefore(i, x.a+k) {
				if uponSending(x.own[k:]) {
					return i
				}
				at = i
			}
			continue
		}
		if l.head && w.opensQuoted(x) && saysSent(x.low) {
			return at
		}
	}
	return -1
}

// statedSentences is how many sentences of a statement are searched for its letter.
const statedSentences = 20

// uponSending tells whether words say that something is done upon sending a letter: "after signing a letter to", "upon joining
// 30 colleagues in a letter to".
func uponSending(low string) bool {
	k := letterWord(low)
	if k < 0 || ofPress(low) {
		return false
	}
	from := firstWord(low[:k], []cue{"after", "upon", "on", "as", "while"})
	if from < 0 {
		return false
	}
	f := strings.Fields(low[from:k])
	for n := 1; n < len(f) && n < 5; n++ {
		switch f[n] {
		case "sent", "led", "signed", "joined":
			return f[n-1] == "he" || f[n-1] == "she" || f[n-1] == "they"
		case "sending", "leading", "co-leading", "signing", "joining", "submitting", "delivering", "authoring":
			return firstWord(low[from:k], []cue{"receiving", "received", "response"}) < 0
		}
	}
	return false
}

// saysSent tells whether a speaker says to have sent a letter now.
func saysSent(low string) bool {
	if letterWord(low) < 0 || !fresh(" "+strings.TrimLeft(low, "“\"")) || hasAny(low, past) || hasAny(low, lately) {
		return false
	}
	return firstWord(low, []cue{"i sent", "i led", "i joined", "i wrote", "i signed", "i am sending", "i am leading", "we sent", "i am joining", "i have sent"}) >= 0
}

// tellsAnswer tells whether the first sentence of the text says that an answer came.
func (w *work) tellsAnswer() bool {
	for i := range w.sentences {
		if x := &w.sentences[i]; !x.headline && !fragment(x.low) {
			return firstWord(x.own, []cue{"received", "receives", "response", "responded", "responds", "replied", "answer", "answered"}) >= 0
		}
	}
	return false
}
