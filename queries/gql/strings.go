package gql

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// unquote reads a string literal, quotes included, by the rules of the October 2021 specification and later: surrogate
// pairs and \u{...} are one character. ok is false for what is no string.
func unquote(lit string) (s string, ok bool) {
	if strings.HasPrefix(lit, `"""`) {
		if len(lit) < 6 || !strings.HasSuffix(lit, `"""`) {
			return "", false
		}
		return unindent(strings.ReplaceAll(lit[3:len(lit)-3], `\"""`, `"""`)), true
	}
	if len(lit) < 2 || lit[len(lit)-1] != '"' {
		return "", false
	}
	lit = lit[1 : len(lit)-1]
	for i := 0; i < len(lit); i++ {
		if lit[i] < 0x20 && lit[i] != '\t' {
			return "", false
		}
	}
	if strings.IndexByte(lit, '\\') < 0 {
		return lit, true
	}
	var b strings.Builder
	for i := 0; i < len(lit); i++ {
		if lit[i] != '\\' {
			b.WriteByte(lit[i])
			continue
		}
		if i+1 == len(lit) {
			return "", false
		}
		i++
		switch c := lit[i]; c {
		case 'b':
			b.WriteByte('\b')
		case 'f':
			b.WriteByte('\f')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case 'u':
			r, n := unescape(lit[i+1:])
			if n == 0 {
				return "", false
			}
			b.WriteRune(r)
			i += n
		case '"', '\\', '/':
			b.WriteByte(c)
		default:
			return "", false
		}
	}
	return b.String(), true
}

// unindent is BlockStringValue of the specification: the common indentation goes, and so do blank lines at both ends.
func unindent(raw string) string {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(raw), "\n")
	blank := func(s string) bool { return strings.Trim(s, " \t") == "" }
	common := -1
	for _, l := range lines[1:] {
		if indent := len(l) - len(strings.TrimLeft(l, " \t")); !blank(l) && (common < 0 || indent < common) {
			common = indent
		}
	}
	for i, l := range lines[1:] {
		if common > 0 {
			lines[i+1] = l[min(common, len(l)):]
		}
	}
	for len(lines) > 0 && blank(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && blank(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, "\n")
}

// unescape reads what follows \u: XXXX, XXXX\uXXXX as a surrogate pair, or {X...}. n is 0 when it is none of these.
func unescape(s string) (r rune, n int) {
	if strings.HasPrefix(s, "{") {
		end := strings.IndexByte(s, '}')
		if end < 2 {
			return 0, 0
		}
		v, err := strconv.ParseUint(s[1:end], 16, 21)
		if err != nil || !utf8.ValidRune(rune(v)) {
			return 0, 0
		}
		return rune(v), end + 1
	}
	if len(s) < 4 {
		return 0, 0
	}
	v, err := strconv.ParseUint(s[:4], 16, 16)
	if err != nil {
		return 0, 0
	}
	if v >= 0xd800 && v < 0xdc00 && len(s) >= 10 && s[4:6] == `\u` {
		if low, err := strconv.ParseUint(s[6:10], 16, 16); err == nil && low >= 0xdc00 && low < 0xe000 {
			return rune((v-0xd800)<<10 + (low - 0xdc00) + 0x10000), 10
		}
	}
	if !utf8.ValidRune(rune(v)) {
		return 0, 0
	}
	return rune(v), 4
}
