package letters

import (
	"strings"
)

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

// sharedWords is how many words a sentence shares with the rest of the document to be about the same.
const sharedWords = 2

// noMatter are words of any release.
var noMatter = map[string]bool{
	"letter": true, "signed": true, "bipartisan": true, "congressman": true, "congresswoman": true, "senator": true, "representative": true, "congress": true, "members": true, "colleagues": true, "which": true, "their": true, "would": true,
	"asking": true, "urging": true, "calling": true, "house": true, "senate": true, "today": true, "about": true, "these": true, "those": true, "there": true, "other": true, "after": true, "night": true, "state": true, "united": true, "states": true, "including": true, "while": true,
}
