package letters

import (
	"sort"
	"strings"

	"demarche/loaders/letters/mention"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// fewestOnRoll is how many names that the registers know make a roll.
const fewestOnRoll = 3

// rolls are the lists of legislators outside the embedded letters, however they are printed.
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
		for j < len(segs) && rollSegment(&segs[j]) {
			j++
		}
		a, _ := w.lay.Text.Bytes(segs[i].Span)
		_, b := w.lay.Text.Bytes(segs[j-1].Span)
		w.rollsFound = append(w.rollsFound, mention.Rolls(w.s, a, b, fewestOnRoll, w.isLegislator)...)
		i = j
	}
	return w.rollsFound
}

func rollSegment(g *segment.Segment) bool { return g.Letter < 0 && g.Kind != segment.Headline }

// rollSigners are the signers of the lists that are signed: a closing or words of signing go before them, or they hold
// signers that have been read already. have is returned in the order of the text, without the signers that run over several
// names of a list.
func (w *work) rollSigners(d *draft, have []signer) (kept, more []signer) {
	sort.SliceStable(have, func(i, j int) bool { return have[i].a < have[j].a })
	for _, r := range w.rolls() {
		mode, rule, role, ok := w.signedRoll(d, &r, have)
		if !ok {
			continue
		}
		var free []int
		have, free = divideBy(&r, have)
		for _, i := range free {
			if e := &r.Entries[i]; rule != "roll-of-signers" || !e.Bare || e.HasTag {
				more = append(more, w.onRoll(e, mode, rule, role))
			}
		}
	}
	return have, more
}

// divideBy returns have, ordered by place, without the signers that run over several names of a roll, and the names of the roll
// that no other signer stands on.
func divideBy(r *mention.Roll, have []signer) (kept []signer, free []int) {
	from := sort.Search(len(have), func(i int) bool { return have[i].b > r.Start })
	kept = have[:from:from]
	k := 0
	for _, x := range have[from:] {
		for k < len(r.Entries) && r.Entries[k].End <= x.a {
			free = append(free, k)
			k++
		}
		n := k
		for n < len(r.Entries) && r.Entries[n].Start < x.b {
			n++
		}
		if n-k < 2 {
			kept = append(kept, x)
			k = n
		}
	}
	for ; k < len(r.Entries); k++ {
		free = append(free, k)
	}
	return kept, free
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
	if w.quoted(r.Start) {
		return "", "", "", false
	}
	i := w.sentenceAt(r.Start)
	head := ""
	if i >= 0 {
		x := &w.sentences[i]
		head = x.low[:min(len(x.low), r.Start-x.a)]
		if len(strings.TrimSpace(head)) < 25 && i > 0 {
			head = w.sentences[i-1].low + " " + head
		}
		if r.Start < x.b && w.ofOthers(x) {
			return "", "", "", false
		}
	}
	head = strings.TrimRight(head, " *_\t\n\u00a0")
	if closes(head) {
		return schema.SignatureTyped, "roll-closing", schema.RoleSigner, true
	}
	if d.event >= 0 || d.embedded >= 0 {
		if signs(head) && !behindTo(head+" ") && (letterWord(head) >= 0 || i >= 0 && w.follows(i, d)) {
			return schema.SignatureListed, "roll", schema.RoleCosigner, true
		}
	}
	k := sort.Search(len(have), func(k int) bool { return have[k].b > r.Start })
	if k < len(have) && have[k].a < r.End {
		return schema.SignatureReported, "roll-of-signers", have[k].role, true
	}
	return "", "", "", false
}

// closes tells whether words in small letters end in the closing of a letter.
func closes(head string) bool {
	head = strings.TrimRight(head, " ,.:;-–—_")
	return segment.Closes(head)
}

// farthestCue is how many bytes before a list the words stand at most that say that it is signed.
const farthestCue = 180

// signs tells whether words in small letters speak of signing.
func signs(head string) bool {
	return hasAny(head[max(0, len(head)-farthestCue):], []cue{"signed", "signing", "signer", "signator", "co-sign", "cosign", "joined", "joining"})
}
