package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/loaders/letters/mention"
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
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c == '-' }

// behindVerb is the offset behind the verb that puts the names last: "Cosigning the letter to X were A and B".
func behindVerb(low string) int {
	best := 0
	low = low[:min(len(low), 260)]
	for _, v := range []string{" were ", " are ", " include ", " includes ", " is ", " was ", ": "} {
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
