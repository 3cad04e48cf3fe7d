package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// listed are the signers of lists behind the cues of sentence i.
func (w *work) listed(i int, letter bool) []signer {
	x := &w.sentences[i]
	var out []signer
	done := 0
	for _, c := range listCues {
		if c.needs && !letter {
			continue
		}
		for from := 0; from < len(x.low); {
			k := strings.Index(x.low[from:], c.phrase)
			if k < 0 {
				break
			}
			k += from
			from = k + len(c.phrase)
			if k > 0 && isLetter(x.low[k-1]) || from < len(x.low) && isLetter(x.low[from]) || w.quoted(x.a+k) || ofBill(x.low[max(0, k-40):k]) {
				continue
			}
			found := w.listAt(i, x.a+from, c)
			if len(found) == 0 && (c.rule == "joining" || c.rule == "signers-include" || c.rule == "joined-letter" || c.rule == "joined") {
				found = w.listAt(i, x.a+from+behindVerb(x.low[from:]), c)
			}
			out = append(out, found...)
			if done++; done > 200 {
				return out
			}
		}
	}
	return out
}

// ofBill tells whether the words before a cue make it one of a bill: "legislation led by".
func ofBill(before string) bool {
	f := strings.Fields(before)
	for _, w := range f[max(0, len(f)-2):] {
		switch strings.Trim(w, ",.") {
		case "legislation", "bill", "act", "resolution", "amendment", "investigation", "measure", "brief", "hearing", "delegation", "trip", "bills":
			return !strings.HasSuffix(before, ", was ") // "A, a sponsor of the Act, was joined by"
		}
	}
	return false
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c == '-' }

// behindVerb is the offset behind the verb that puts the names last: "Cosigning the letter to X were A and B".
func behindVerb(low string) int {
	best := 0
	low = low[:min(len(low), 260)]
	for _, v := range []string{" were ", " are ", " include ", " includes ", " included ", " is ", " was ", ": "} {
		if k := strings.Index(low, v); k >= 0 && (best == 0 || k+len(v) < best) {
			best = k + len(v)
		}
	}
	return best
}

// listAt reads the names of a list that starts behind byte p of sentence i and goes on as long as only list words stand
// between the names.
func (w *work) listAt(i, p int, c listCue) []signer {
	var out []signer
	pos := p
	state := ""
	for _, m := range w.mentions(i) {
		if m.TitleStart < pos {
			if m.Start < pos {
				continue
			}
			m.TitleStart = pos
		}
		if m.Words <= 2 && m.Office == mention.NoOffice && mention.StateCode(m.Name(w.s)) != "" {
			continue
		}
		first := len(out) == 0 && pos == p
		if gap := w.s[pos:m.TitleStart]; !listGap(gap, first) && (first || !m.HasTag || !apposition(gap)) {
			if !first && !m.HasTag && apposed(gap) {
				continue // a name inside the description of the one before
			}
			break
		}
		if first {
			state = stateIn(w.s[pos:m.TitleStart])
		}
		if m.State == "" && m.Tag.State == "" {
			m.State = state
		}
		pos = m.TagEnd
		if possessive(w.s, m.TagEnd) || m.Office == mention.Official && !m.HasTag {
			if first {
				break
			}
			continue
		}
		if !w.signerLike(&m) {
			if w.r.resolver == nil && m.Office == mention.Legislator && m.Words >= 2 || len(out) > 0 && m.Words >= 2 && w.r.resolver == nil {
				out = append(out, w.signer(&m, c.role, c.rule))
			} else if m.Words == 1 && (m.Plural || m.Inherited || !first) && m.Office == mention.Legislator && w.r.resolver != nil && w.isLegislator(m.Name(w.s)) {
				x := w.signer(&m, c.role, c.rule) // who it is, the others on the list may tell
				x.bare = true
				out = append(out, x)
			}
			continue
		}
		out = append(out, w.signer(&m, c.role, c.rule))
	}
	return out
}

// stateIn is the state that the words before a list name: "all Michigan House Members:".
func stateIn(gap string) string {
	f := strings.Fields(gap)
	for i, x := range f {
		if len(x) < 4 || x[0] < 'A' || x[0] > 'Z' {
			continue
		}
		if c := mention.StateCode(x); c != "" {
			return c
		}
		if i+1 < len(f) {
			if c := mention.StateCode(x + " " + f[i+1]); c != "" {
				return c
			}
		}
	}
	return ""
}

// listGap tells whether gap may stand between the names of a list of signers: list words, offices and appositions.
func listGap(gap string, first bool) bool {
	if len(gap) > 260 {
		return false
	}
	words := 0
	for i := 0; i < len(gap); {
		r, n := utf8.DecodeRuneInString(gap[i:])
		if !unicode.IsLetter(r) {
			if r == '.' && i+2 < len(gap) && gap[i+1] == ' ' && i > 0 && words > 2 || r == '?' || r == '“' || r == '"' || r == '”' {
				return false
			}
			i += n
			continue
		}
		j := i
		for j < len(gap) {
			q, m := utf8.DecodeRuneInString(gap[j:])
			if !unicode.IsLetter(q) && q != '-' && q != '\'' && q != '’' && !(q == '.' && j+m < len(gap) && gap[j+m] != ' ') {
				break
			}
			j += m
		}
		word := gap[i:j]
		words++
		if unicode.IsLower(r) && !listWords[strings.TrimSuffix(word, ".")] {
			return false
		}
		if strings.EqualFold(word, "secretary") || strings.EqualFold(word, "president") && first {
			return false
		}
		i = j
	}
	return words <= 34
}

// countedList are the signers named as some of a number of people: "joined by 45 additional co-signers from both parties,
// including A, B and C", "Nine other members signed, among them A and B".
func (w *work) countedList(i int) []signer {
	x := &w.sentences[i]
	var out []signer
	for _, p := range someOf {
		for k := range places(x.low, p) {
			if w.quoted(x.a+k) || !countedBefore(x.low[:k]) {
				continue
			}
			out = append(out, w.listAt(i, x.a+k+len(p), listCue{role: schema.RoleCosigner, rule: "joined-by"})...)
		}
	}
	return out
}

// someOf are the words between a number of people and the names of some of them.
var someOf = []cue{" including ", " among them ", " such as ", " namely ", " among whom are ", " among whom were ", " some of whom are "}

// countedBefore tells whether words end in a number of people who join or sign, with at most what says where they come from
// behind the noun: "were joined by 45 additional co-signers from both parties,".
func countedBefore(low string) bool {
	if !hasAny(low, []cue{"joined", "signed", "signer", "signator", " led ", "along with", "together with", "letter from", "letter with", "sent by", "joining"}) {
		return false
	}
	from := max(0, len(low)-150)
	ws := words(low[from:])
	for i := len(ws) - 1; i >= 0; i-- {
		_, _, ok := numeral(ws[i].w)
		if !ok && ws[i].w != "dozen" && ws[i].w != "dozens" && ws[i].w != "several" {
			continue
		}
		g := groupWithin(ws, i+1, 8)
		if g < 0 && ws[i].w == "dozens" {
			g = groupWithin(ws, i+2, 8)
		}
		if g < 0 {
			continue
		}
		if i > 0 {
			switch ws[i-1].w {
			case "to", "urging", "urged", "asking", "asked", "on", "against", "of":
				return false
			}
		}
		tail := low[from+ws[g].b:]
		return len(tail) <= 80 && !strings.ContainsAny(tail, "“”\";:.") && !hasAny(tail, []cue{" sent", " wrote", " urg", " ask", " who ", " that ", " to ", " will ", " have "})
	}
	return false
}
