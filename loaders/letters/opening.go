package letters

import (
	"strings"

	"demarche/schema"
)

// subjectBefore are the legislators who act in the sentences before the one that tells of the letter, when that one names
// no writer: "Reps. A and B today urged X to act. In a letter, the lawmakers wrote ...".
func (w *work) subjectBefore(d *draft, have []signer) []signer {
	if d.event < 0 {
		if d.embedded < 0 || len(have) > 0 {
			return nil
		}
		return w.opening(len(w.sentences))
	}
	if d.event == 0 {
		return nil
	}
	x := &w.sentences[d.event]
	others := false
	for i := range have {
		switch have[i].rule {
		case "joined-by", "signed-by", "joining", "signed-on":
			others = true
			continue
		case "led":
			return nil
		}
		if have[i].a >= x.a && have[i].a < x.b {
			return nil
		}
	}
	for i := d.event - 1; i >= 0 && i >= d.event-3; i-- {
		y := &w.sentences[i]
		if y.headline || w.quoted(y.a) || letterWord(y.low) >= 0 {
			continue
		}
		if list := w.subjectAt(i, w.firstVerb(y)); len(list) > 0 {
			return append(list, w.joinedBy(i)...)
		}
	}
	if others || len(have) == 0 {
		return w.opening(d.event)
	}
	return nil
}

// opening are the legislators who act in the first sentence of the report when it tells of urging, asking or leading: the
// letter whose text or other signers come later is theirs.
func (w *work) opening(before int) []signer {
	n := 0
	for i := 0; i < before && n < 3; i++ {
		x := &w.sentences[i]
		if x.headline || w.quoted(x.a) {
			continue
		}
		n++
		if firstWord(x.low, openingActs) < 0 && firstWord(x.low, askVerbs) < 0 && firstWord(x.low, carriers) < 0 || firstWord(x.low, []cue{"introduced", "reintroduced", "statement", "voted", "hearing"}) >= 0 {
			continue
		}
		list := w.subjectAt(i, w.firstVerb(x))
		if len(list) == 0 {
			list = w.laterSubject(i)
		}
		if len(list) > 0 {
			return append(list, w.joinedBy(i)...)
		}
	}
	return nil
}

// openingActs are what the writers of a letter are told to have done.
var openingActs = []cue{"urged", "urging", "pressed", "pressing", "asked", "asking", "called on", "calling on", "called for", "calling for", "demanded", "demanding", "requested", "requesting", "questioned", "questioning", "led", "encouraged", "encouraging", "wrote", "pushed", "seeking"}

// accompanied are the words behind which the names of those who joined stand.
var accompanied = []cue{"joined by", "joined today by", "was joined", "were joined", "along with", "together with"}

// joinedBy are the names behind "joined" and "along with" in sentence i, which tells of a letter without the word.
func (w *work) joinedBy(i int) []signer {
	x := &w.sentences[i]
	behind := *x // "A, a cosponsor of the Act, was joined by B and C in urging": the list is told behind the company
	if k := firstWord(x.low, accompanied); k > 0 && firstWord(x.low[k:], askVerbs) >= 0 {
		behind.low, behind.a = x.low[k:], x.a+k
	}
	if w.ofOthers(&behind) {
		return nil
	}
	out := w.listed(i, true)
	if k := strings.Index(x.low, ", including "); k > 0 { // "led 32 members of Congress, including Senator A, in pressing"
		if c, ok := w.claimIn(x); ok && c.b <= x.a+k && x.a+k-c.b < 24 {
			out = append(out, w.listAt(i, x.a+k+len(", including "), listCue{role: schema.RoleCosigner, rule: "joined-by"})...)
		}
	}
	return out
}

// apposition tells whether gap, between two tagged names, only says what the first of them is: ", the senior Republican on
// the Committee on Rules, and".
func apposition(gap string) bool {
	t := strings.TrimSpace(gap)
	return (strings.HasSuffix(t, ",") || strings.HasSuffix(t, ", and")) && apposed(gap)
}

// apposed tells whether gap begins a description of the name before it.
func apposed(gap string) bool {
	t := lower(strings.TrimSpace(gap))
	if len(t) > 200 || !strings.HasPrefix(t, ",") || strings.ContainsAny(t, "“”\"?!;:") {
		return false
	}
	t = strings.TrimLeft(t, ", ")
	for _, start := range []string{"the ", "a ", "who ", "chair", "ranking", "vice ", "co-", "member"} {
		if strings.HasPrefix(t, start) {
			return !hasAny(" "+t, []cue{" said", " sent", " urged", " led ", " introduced", " wrote", " voted", ". "})
		}
	}
	return false
}
