package letters

import (
	"strings"
)

// ofStrangers tells whether a sentence speaks of a letter of bodies or citizens.
func (w *work) ofStrangers() bool {
	for i := range w.sentences[:min(len(w.sentences), 60)] {
		if low := w.sentences[i].low; letterWord(low) >= 0 && (hasAny(low, strangers) || hasAny(low, []cue{"coalition", "received", "signed by leading"}) || w.ledByOthers(i)) {
			return true
		}
	}
	return false
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
