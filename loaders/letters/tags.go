package letters

import (
	"strings"

	"demarche/loaders/letters/mention"
)

// openTags puts back the opening brackets of party tags that lost them, "Ann Lee D-Vt.)", each in the place of the space
// before the tag, so that all offsets stay true. Linear time.
func openTags(s string) string {
	var b []byte
	for from := 0; ; {
		k := strings.IndexByte(s[from:], ')')
		if k < 0 {
			break
		}
		k += from
		from = k + 1
		if a := bareTag(s, k); a > 0 {
			if b == nil {
				b = []byte(s)
			}
			b[a-1] = '('
		}
	}
	if b == nil {
		return s
	}
	return string(b)
}

// longestTag is how many bytes a party tag has at most.
const longestTag = 12

// bareTag is the byte where a tag without its opening bracket starts that the bracket at byte k closes, 0 for none: a space
// and a word of a name stand before a party, a hyphen and a state.
func bareTag(s string, k int) int {
	a := strings.LastIndexByte(s[max(0, k-longestTag):k], ' ') + max(0, k-longestTag) + 1
	if a < 4 || s[a-1] != ' ' || k-a < 4 || s[a+1] != '-' || strings.IndexByte("DRI", s[a]) < 0 || strings.ContainsAny(s[a:k], "([") {
		return 0
	}
	if c := s[a-2]; !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != ',' && c != '.' {
		return 0
	}
	state := s[a+2 : k]
	if j := strings.IndexByte(state, '-'); j > 0 {
		state = state[:j]
	}
	if mention.StateCode(state) == "" {
		return 0
	}
	// an open bracket before the name closes here: "(by Ann Lee D-VT)"
	if o := strings.LastIndexByte(s[max(0, a-60):a], '('); o >= 0 && strings.IndexByte(s[max(0, a-60)+o:a], ')') < 0 {
		return 0
	}
	return a
}
