package letters

import (
	"strings"
	"unicode"

	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// acting marks the mentions of a sentence that govern the verb at byte verb: the last list before it, "In a letter to House
// leaders, Reps. A, B and 12 colleagues called for". A list that ends in "and X," is closed, and one that starts right
// behind "to" is of addressees.
func (w *work) acting(ms []mention.Mention, verb int) map[int]bool {
	out := map[int]bool{}
	last := -1
	for i := range ms {
		if ms[i].TagEnd <= verb && !w.quoted(ms[i].Start) {
			last = i
		}
	}
	if last < 0 || !reachesVerb(w.s[ms[last].TagEnd:verb]) {
		return out
	}
	for i := last; i >= 0; i-- {
		m := &ms[i]
		to := behindTo(w.s[max(0, m.TitleStart-60):m.TitleStart])
		if to {
			break
		}
		out[m.Start] = true
		if i == 0 {
			break
		}
		p := &ms[i-1]
		gap := w.s[min(p.TagEnd, m.TitleStart):m.TitleStart]
		if !mention.ListGlue(gap) && !(listGap(gap, false) && firstWord(lower(gap), timeWords) < 0) && !(apposed(gap) && strings.HasSuffix(strings.TrimSpace(gap), ",")) {
			break
		}
		if k := personBefore(ms, i-1); k >= 0 && !p.Plural && strings.HasPrefix(gap, ",") && !strings.Contains(gap, "and ") && strings.Contains(w.s[min(ms[k].TagEnd, p.TitleStart):p.TitleStart], "and ") {
			break // "to Senators A and B, Senator C"
		}
	}
	return out
}

// personBefore is the last mention before i that has a title or two words, -1 for none: "Finance" of "Finance Committee
// Chairman B" is nobody.
func personBefore(ms []mention.Mention, i int) int {
	for k := i - 1; k >= 0; k-- {
		if ms[k].Words >= 2 || ms[k].Title != "" {
			return k
		}
	}
	return -1
}

// timeWords divide the addressees of "In a letter to A today, B asked" from its writers.
var timeWords = []cue{"today", "yesterday", "this", "on", "last"}

// addressee tells whether a mention was read as one to whom the letter is told to go.
func (w *work) addressee(m *mention.Mention) bool {
	for _, r := range w.to {
		if r[0] < m.End && m.Start < r[1] {
			return true
		}
	}
	return false
}

// behindTo tells whether words end in "to" and what a name may have between it and "to": "to House Budget Chairman".
func behindTo(before string) bool {
	k := strings.LastIndex(before, " to ")
	if k < 0 {
		return false
	}
	f := strings.Fields(before[k+len(" to "):])
	for _, w := range f {
		if !(w[0] >= 'A' && w[0] <= 'Z') && w != "the" && w != "of" && w != "on" && w != "and" && w != "for" || strings.ContainsAny(w, ",;:") {
			return false
		}
	}
	return len(f) <= 5
}

// reachesVerb tells whether gap, between a name and a verb, leaves the name the verb's subject: an apposition, "and 12
// colleagues", adverbs; not "to", and no number that begins a subject of its own.
func reachesVerb(gap string) bool {
	t := lower(strings.TrimSpace(gap))
	if len(t) > 160 || strings.Contains(" "+t+" ", " to ") || strings.ContainsAny(t, "“”\";") {
		return false
	}
	if rest, ok := strings.CutPrefix(t, ","); ok {
		rest = strings.TrimSpace(rest)
		if f := strings.Fields(rest); len(f) > 0 {
			if _, _, number := numeral(strings.Trim(f[0], ",")); number {
				return false
			}
			if !strings.HasSuffix(rest, ",") && hasAny(rest, []cue{"members", "senators", "lawmakers", "representatives", "delegation", "democrats", "republicans"}) {
				return false
			}
			switch f[0] {
			case "the", "a", "his", "her", "their", "lawmakers", "members", "senators":
				return strings.HasSuffix(rest, ",") // an apposition is closed
			}
		}
	}
	return true
}

// keepActing decides names that were read both as a signer and as a told addressee: they sign when they govern the verb.
func (w *work) keepActing(list []signer, l *schema.Letter) {
	if len(l.Recipients) > mostAddressees {
		return
	}
	for i := range list {
		x := &list[i]
		if !x.acts {
			continue
		}
		n := 0
		for _, r := range l.Recipients {
			a, b := w.lay.Text.Bytes(r.Span)
			if a < x.b && x.a < b && r.Kind == "to" && !printedIn(&r) {
				continue
			}
			l.Recipients[n] = r
			n++
		}
		l.Recipients = l.Recipients[:n]
	}
	for i := range l.Recipients {
		l.Recipients[i].Order = i + 1
	}
}

// printedIn tells whether the letter itself names the addressee, in its address or salutation.
func printedIn(r *schema.Recipient) bool {
	return strings.HasPrefix(r.Rule, "address") || strings.HasPrefix(r.Rule, "salutation")
}

// mostAddressees is how many addressees are compared with the names of sentences.
const mostAddressees = 200

// ofOthers tells whether a sentence's lists are of something else than signers: cosponsors of a bill, guests of an event.
func (w *work) ofOthers(x *sentence) bool {
	return otherList(x.low, func(k int) bool { return unicode.IsUpper(rune(w.s[x.a+k])) })
}

// ofOtherLists is [work.ofOthers] of words in small letters.
func ofOtherLists(low string) bool { return otherList(low, func(int) bool { return false }) }

// otherList looks in low for the words of other lists; a bill that is a name, as person tells of its place, is none.
func otherList(low string, person func(int) bool) bool {
	for _, p := range otherLists {
		for from := 0; from < len(low); {
			k := strings.Index(low[from:], p)
			if k < 0 {
				break
			}
			k += from
			from = k + len(p)
			if k > 0 && isLetter(low[k-1]) {
				continue
			}
			if e := from; e < len(low) && isLetter(low[e]) && low[e] != 's' && p != "cosponsor" && p != "co-sponsor" {
				continue
			}
			if p == "bill" && person(k) {
				continue // Bill Pascrell
			}
			return true
		}
	}
	return false
}

// trailing are the names before a verb of signing that ends their sentence: "Congressmen A, B and C all signed.", "Reps. A
// and B joined Senator C."
func (w *work) trailing(i int) []signer {
	x := &w.sentences[i]
	if w.ofOthers(x) || w.quoted(x.a) {
		return nil
	}
	for _, v := range signingVerbs {
		k := strings.LastIndex(x.low, v)
		if k < 0 || w.quoted(x.a+k) {
			continue
		}
		if tail := x.low[k+len(v):]; len(tail) > 70 && letterWord(tail) < 0 || hasAny(tail, []cue{"press", "hearing", "tour", "visit", "event", "senate in", "congress in", "committee", "law"}) {
			continue
		}
		act := w.acting(w.mentions(i), x.a+k)
		var out []signer
		for _, m := range w.mentions(i) {
			if act[m.Start] && w.signerLike(&m) && !w.object(x, &m) {
				out = append(out, w.signer(&m, schema.RoleCosigner, "signed-on"))
			}
		}
		if len(out) > 1 || len(out) == 1 && strings.Contains(v, "sign") {
			return out
		}
	}
	return nil
}

// signingVerbs end the sentences that name those who signed as well.
var signingVerbs = []cue{" also signed", " all signed", " both signed", " co-signed", " cosigned", " signed on", " signed onto", " signed", " also joined", " joined", " are signatories", " are signers", " are co-signers", " are cosigners", " were co-signers", " were signatories", " also sign", " are also on the letter"}
