package letters

import (
	"strings"

	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// reach is how many sentences behind the one that tells of the letter may name its signers without the word letter.
const reach = 10

// toldSigners are the signers whom sentences about the letter name.
func (w *work) toldSigners(d *draft) []signer {
	w.stateContext()
	var out []signer
	for i := range w.sentences {
		x := &w.sentences[i]
		if x.headline || w.inQuote(i) && w.quoted(x.a) {
			continue
		}
		letter := letterWord(x.low) >= 0
		ev, passed := x.tells()
		if passed && i != d.event {
			continue
		}
		if i == d.event || ev && letter && i > d.event || ev && letter && d.event < 0 && d.embedded >= 0 {
			found := w.subject(i)
			if len(found) == 0 && i == d.event {
				found = without(w.laterSubject(i), w.listed(i, letter))
			}
			if i == d.event && !letter { // the letter is told of elsewhere, its act here
				found = append(found, w.joinedBy(i)...)
			}
			out = append(out, found...)
		} else if len(out) == 0 && d.event >= 0 && i > d.event && i <= d.event+3 && strings.Contains(x.low, " wrote ") {
			out = append(out, w.subject(i)...)
		}
		if letter || w.follows(i, d) || strings.Contains(x.low, "led by") && i < 3 && (d.event >= i && d.event-i < 3 || d.event < 0) && !w.ofOthers(x) {
			out = append(out, w.listed(i, letter)...)
		}
		if letter || i == d.event || w.follows(i, d) || i > d.event && i <= d.event+reach && d.event >= 0 && hasAny(x.low, []cue{" signed", " joined"}) && !w.ofOthers(x) {
			out = append(out, w.countedList(i)...)
		}
		if letter {
			out = append(out, w.bracketed(i)...)
		}
		if i > d.event && i <= d.event+reach && d.event >= 0 {
			out = append(out, w.trailing(i)...)
		}
	}
	out = append(out, w.subjectBefore(d, out)...)
	if len(out) == 0 {
		out = w.inverted(d)
	}
	out = w.withoutAnswered(append(out, w.lineLists()...))
	return append(out, w.withoutAnswered(w.titleSigners(d, out))...)
}

// follows tells whether sentence i goes on with the letter without naming it: "Joining Lee and Ellison are ...".
func (w *work) follows(i int, d *draft) bool {
	low := w.sentences[i].low
	if w.ofOthers(&w.sentences[i]) || d.event >= 0 && i < d.event {
		return false
	}
	if i+1 < len(w.sentences) && hasAny(w.sentences[i+1].low, []cue{"at the press conference", "at the news conference", "at the event", "at the hearing"}) {
		return false
	}
	return strings.HasPrefix(low, "joining ") || strings.Contains(low, "joined by") || strings.Contains(low, "signers") || strings.Contains(low, "signatories") || strings.Contains(low, "signed by") ||
		strings.HasPrefix(low, "also joining") || strings.HasPrefix(low, "also signing") || strings.HasPrefix(low, "they were joined") || d.event >= 0 && i <= d.event+3 && hasAny(low[:min(len(low), 60)], []cue{"the effort was led by", "the effort is led by", "the group was led by", "the group is led by", "the initiative was led by", "they were led by"}) || strings.Contains(low, "also signed")
}

// stateContext notes the state of a state's legislature that sends the letter.
func (w *work) stateContext() {
	w.state = ""
	if len(w.sentences) == 0 {
		return
	}
	for i := 0; i < len(w.sentences) && i < 4; i++ {
		x := &w.sentences[i]
		for _, body := range []string{" legislative ", " state legislature", " assembly", " general assembly", " legislature", " state senate"} {
			k := strings.Index(x.low, body)
			if k < 0 {
				continue
			}
			f := strings.Fields(w.s[max(x.a, x.a+k-40) : x.a+k])
			for j := len(f) - 1; j >= 0 && j >= len(f)-3; j-- {
				if c := mention.StateCode(f[j]); c != "" && len(f[j]) > 2 {
					w.state = c
					return
				}
			}
		}
	}
}

// subject are the legislators named before the verb of a sentence that tells of the letter: "Reps. A, B and C sent a
// letter", "In a letter to X, Senators A and B wrote".
func (w *work) subject(i int) []signer { return w.subjectAt(i, w.letterVerb(&w.sentences[i])) }

// subjectAt are the legislators named before the verb at offset verb of sentence i.
func (w *work) subjectAt(i, verb int) []signer {
	x := &w.sentences[i]
	if verb < 0 {
		return nil
	}
	led := strings.Contains(x.low[verb:min(len(x.low), verb+8)], "led") || strings.HasPrefix(x.low[verb:], "lead") || strings.Contains(x.low, "was joined by") || strings.Contains(x.low, "were joined by")
	also := hasAny(x.low[max(0, verb-8):min(len(x.low), verb+20)], []cue{"signed on", "signed onto", "also signed", "cosigned", "co-signed", "also joined", "joined the letter"})
	var out []signer
	act := w.acting(w.mentions(i), x.a+verb)
	for _, m := range w.mentions(i) {
		if m.Start-x.a >= verb {
			break
		}
		if !w.signerLike(&m) || w.object(x, &m) || w.quoted(m.Start) || !act[m.Start] && w.addressee(&m) {
			continue
		}
		rule, role := "subject", schema.RoleLead
		if led {
			rule = "led"
		} else if also {
			rule, role = "signed-on", schema.RoleCosigner
		}
		g := w.signer(&m, role, rule)
		g.acts = act[m.Start]
		out = append(out, g)
	}
	return out
}

// laterSubject are the legislators who govern a later verb of sentence i than the first one, which may be that of a title
// glued to the sentence: "DELEGATION URGES ARMY TO ACT Senators A and B today urged".
func (w *work) laterSubject(i int) []signer {
	x := &w.sentences[i]
	from := 0
	for n := 0; n < 6; n++ {
		verb := w.verbFrom(x, from)
		if verb < 0 {
			return nil
		}
		var out []signer
		passive := strings.HasSuffix(x.low[:verb], "was ") || strings.HasSuffix(x.low[:verb], "were ") || strings.HasSuffix(x.low[:verb], "been ")
		for _, s := range w.subjectAt(i, verb) {
			if passive {
				break
			}
			if s.a > x.a && s.a < x.b && behindTo(w.s[max(x.a, s.a-70):s.a]) {
				continue
			}
			if s.acts || s.a >= x.a+from && s.a < x.b && from > 0 {
				out = append(out, s)
			}
		}
		if len(out) > 0 {
			return out
		}
		from = verb + 3
	}
	return nil
}

// without is list without the signers who stand at the same places in other.
func without(list, other []signer) []signer {
	at := map[int]bool{}
	for i := range other {
		at[other[i].a] = true
	}
	var out []signer
	for _, x := range list {
		if !at[x.a] {
			out = append(out, x)
		}
	}
	return out
}

// letterVerb is the place of the verb that the letter's writers govern, or -1.
func (w *work) letterVerb(x *sentence) int {
	best := -1
	k := letterWord(x.low)
	if k < 0 {
		for _, v := range []string{" wrote", " writes", " write ", " written", " writing"} {
			if j := strings.Index(x.low, v); j >= 0 && (best < 0 || j < best) {
				best = j + 1
			}
		}
		return best
	}
	return w.firstVerb(x)
}

// firstVerb is the place of the first verb of writing or asking in a sentence, or -1.
func (w *work) firstVerb(x *sentence) int { return w.verbFrom(x, 0) }

// verbFrom is firstVerb behind offset start.
func (w *work) verbFrom(x *sentence, start int) int {
	best := -1
	for _, v := range subjectVerbs {
		for from := start; from < len(x.low); {
			j := strings.Index(x.low[from:], v)
			if j < 0 {
				break
			}
			j += from
			from = j + len(v)
			if v == "states" && strings.HasSuffix(x.low[:j], "united ") || j > 0 && x.low[j-1] != ' ' && x.low[j-1] != '(' || from < len(x.low) && x.low[from] >= 'a' && x.low[from] <= 'z' {
				continue
			}
			if w.quoted(x.a+j) || strings.HasSuffix(x.low[:j], "letter ") || strings.HasSuffix(x.low[:j], "letters ") {
				if participle(v) || w.quoted(x.a+j) {
					continue // "In a letter addressed to X, Y urged"
				}
			}
			if best < 0 || j < best {
				best = j
			}
			break
		}
	}
	return best
}

// participle tells whether a verb right behind the word letter describes it rather than governs a sentence.
func participle(v string) bool {
	switch v {
	case "sent", "addressed", "signed", "led", "issued", "submitted", "delivered", "authored", "released", "directed", "urging", "pressing", "calling", "forwarded", "co-signed", "cosigned", "circulated":
		return true
	}
	return false
}

// object tells whether a name before the verb stands there as somebody else than the writer: "In response to President
// X", "Rep. X's bill", "introduced by Senator X".
func (w *work) object(x *sentence, m *mention.Mention) bool {
	if possessive(w.s, m.TagEnd) {
		return !strings.HasPrefix(strings.TrimLeft(w.s[min(len(w.s), m.TagEnd+len("’s")):], "s "), "letter")
	}
	p := m.TitleStart - x.a
	f := strings.Fields(x.low[max(0, p-80):p])
	if len(f) == 0 {
		return false
	}
	switch strings.Trim(f[len(f)-1], ",.;:") {
	case "to", "against", "of", "about", "following", "after", "than", "from", "for", "on", "between", "under", "replace", "succeed", "behind", "nominee", "support", "president", "the":
		if strings.HasSuffix(f[len(f)-1], ",") {
			return false
		}
		return f[len(f)-1] != "the" || m.Office == mention.Official
	case "by":
		if len(f) < 2 {
			return true
		}
		switch strings.Trim(f[len(f)-2], ",") {
		case "letter", "letters", "led", "joined", "signed", "co-led", "organized", "spearheaded", "authored", "co-signed", "cosigned", "sent", "written":
			return false
		}
		return true
	}
	return false
}

// possessive tells whether 's follows byte p.
func possessive(s string, p int) bool {
	t := s[min(p, len(s)):]
	return strings.HasPrefix(t, "'s") || strings.HasPrefix(t, "’s") || strings.HasPrefix(t, "' ") || strings.HasPrefix(t, "’ ")
}

// titleSigners are the members whom the document's title or first words make the writers when nothing else names any:
// "Schatz Urges Biden" above "In his letter, Schatz cites".
func (w *work) titleSigners(d *draft, have []signer) []signer {
	if len(have) > 0 {
		return nil
	}
	var out []signer
	for i := range w.sentences {
		x := &w.sentences[i]
		if x.headline || i > 12 {
			continue
		}
		k := letterWord(x.low)
		if k < 0 && i != d.event {
			continue
		}
		for _, m := range w.mentions(i) {
			if m.Office == mention.Official || w.quoted(m.Start) || !w.signerLike(&m) {
				continue
			}
			if w.object(x, &m) {
				continue
			}
			out = append(out, w.signer(&m, schema.RoleLead, "told"))
		}
		if len(out) > 0 {
			return out
		}
	}
	return w.headSigners()
}

// headSigners are the legislators whom the title makes the askers: "Sen. Salazar Urges Interior to Hold Meetings".
func (w *work) headSigners() []signer {
	for i := range w.sentences {
		x := &w.sentences[i]
		if !x.headline || i > 2 {
			break
		}
		asks, other := business(x.low)
		if asks < 0 || other >= 0 && other < asks {
			continue
		}
		var out []signer
		for _, s := range w.subjectAt(i, asks) {
			s.rule = "title"
			out = append(out, s)
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// inverted are the legislators behind the verb of a quotation: "…,” wrote Senators A and B".
func (w *work) inverted(d *draft) []signer {
	for i := max(0, d.event); i < len(w.sentences); i++ {
		x := &w.sentences[i]
		k := strings.Index(x.own, " wrote ")
		if x.headline || k < 0 || !strings.ContainsAny(x.low[max(0, k-6):k], "”\",") {
			continue
		}
		if out := w.listAt(i, x.a+k+len(" wrote "), listCue{role: schema.RoleLead, rule: "wrote"}); len(out) > 0 {
			return out
		}
	}
	return nil
}
