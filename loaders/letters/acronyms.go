package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// spelledOut gives addressees who are told by an acronym alone the name that the text spells out before it:
// "the Harbour Safety Board (HSB)".
func (w *work) spelledOut(list []recipient) {
	for i := range list {
		x := &list[i]
		acronym := strings.TrimSpace(x.office)
		if acronym == "" {
			acronym = strings.TrimSpace(x.body)
		}
		if x.name != "" || !isAcronym(acronym) {
			continue
		}
		k := strings.Index(w.s, "("+acronym+")")
		if k < 0 || capitalized(w.s[k+len(acronym)+2:]) {
			continue // "the Harbour Safety Board (HSB) Inspector General" is another addressee
		}
		if a := spelling(w.s[max(0, k-longestSpelling):k], acronym); a >= 0 {
			x.a, x.b = max(0, k-longestSpelling)+a, k+len(acronym)+2
			x.office, x.body = w.s[x.a:x.b], w.s[x.a:x.b]
		}
	}
}

// capitalized tells whether the next word of a line begins with a capital.
func capitalized(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return unicode.IsUpper(r)
}

// longestSpelling is how many bytes the words of an acronym take at most.
const longestSpelling = 120

// isAcronym tells of two to eight capitals and nothing else.
func isAcronym(s string) bool {
	return len(s) >= 2 && len(s) <= 8 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// spelling is where the words begin at the end of s whose capitals are the acronym's, -1 when they are others.
func spelling(s, acronym string) int {
	s = strings.TrimRight(s, " ")
	left := acronym
	for at := len(s); at > 0 && left != ""; {
		k := strings.LastIndexAny(s[:at], " -") + 1
		r, _ := utf8.DecodeRuneInString(s[k:at])
		switch {
		case unicode.IsUpper(r):
			capitals := s[k : k+1]
			if strings.Contains(s[k:at], ".") { // U.S.
				capitals = strings.ReplaceAll(s[k:at], ".", "")
			}
			rest, ok := strings.CutSuffix(left, capitals)
			if !ok {
				return -1
			}
			if left = rest; left == "" {
				return k
			}
		case !joiners[s[k:at]]:
			return -1
		}
		at = max(0, k-1)
	}
	return -1
}
