package letters

import (
	"strings"

	"demarche/loaders/letters/mention"
)

// answers are the words before what somebody responds to; works are what is responded to.
var (
	answers = []cue{"responded to ", "responding to ", "responds to ", "respond to ", "response to ", "replied to ", "replying to ", "replies to ", "reply to "}
	works   = []cue{"op-ed", "opinion piece", "column", "editorial", "article", "essay", "statement", "remarks", "comments", "speech", "letter"}
)

// toPress tells whether the letter whose word starts tail goes to an editor or a newspaper: "letter to the Gazette's editor,".
func toPress(tail string) bool {
	k := strings.Index(tail, " to ")
	if k < 0 || k > len("letters") {
		return false
	}
	tail = tail[k+len(" to "):]
	tail = tail[:min(len(tail), 60)]
	if e := strings.IndexAny(tail, ",;:"); e >= 0 {
		tail = tail[:e]
	}
	for _, f := range strings.Fields(tail) {
		switch strings.Trim(f, ".()’'\"”“") {
		case "editor", "editors", "newspaper", "newspapers":
			return true
		case "urging", "asking", "calling", "requesting", "expressing", "demanding", "seeking", "pressing", "opposing", "about", "on", "over", "regarding", "concerning", "and", "after", "in", "to":
			return false
		}
	}
	return false
}

// ofPress is [toPress] of the letter that a sentence in small letters speaks of.
func ofPress(low string) bool {
	k := letterWord(low)
	return k >= 0 && toPress(low[k:])
}

// opensWithPress tells whether the first letter that the document speaks of goes to an editor or a newspaper.
func (w *work) opensWithPress() bool {
	for i := range w.sentences {
		if low := w.sentences[i].own; letterWord(low) >= 0 {
			return ofPress(low)
		}
	}
	return false
}

// withoutAnswered is list without those whose words are responded to: "responded to an op-ed by Senators A and B". A letter
// that is responded to counts when the sentence names the legislator who does it before; else it may be the document's own.
func (w *work) withoutAnswered(list []signer) []signer {
	at := map[int]bool{}
	for i := range w.sentences {
		x := &w.sentences[i]
		for _, v := range answers {
			for k := range places(x.low, v) {
				w.answered(i, k, k+len(v), at)
			}
		}
	}
	if len(at) == 0 {
		return list
	}
	var out []signer
	for _, s := range list {
		if !at[s.a] {
			out = append(out, s)
		}
	}
	return out
}

// answered notes in at where the authors of the work stand that is responded to behind offset p of sentence i, the word of
// responding at verb.
func (w *work) answered(i, verb, p int, at map[int]bool) {
	x := &w.sentences[i]
	tail := x.low[p:min(len(x.low), p+80)]
	by := strings.Index(tail, " by ")
	if by < 0 || strings.ContainsAny(tail[:by], ",;:") || !hasAny(tail[:by], works) {
		return
	}
	if strings.Contains(tail[:by], "letter") && !w.legislatorBefore(i, x.a+verb) {
		return
	}
	pos, first := x.a+p+by+len(" by "), true
	for _, m := range w.mentions(i) {
		if m.TitleStart < pos {
			continue
		}
		gap := w.s[pos:m.TitleStart]
		if first && len(gap) > 20 || !first && !mention.ListGlue(gap) {
			return
		}
		at[m.Start] = true
		first, pos = false, m.TagEnd
		if strings.HasSuffix(strings.TrimSpace(gap), "and") && strings.HasPrefix(w.s[pos:], ",") {
			return // "by A and B, Senator C"
		}
	}
}
