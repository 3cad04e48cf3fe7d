package decode

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize brings text into the form that the store keeps: composed (NFC), \n line ends, every other white space as a
// plain space, no zero-width, control, private or invalid characters, no spaces at the end of a line, at most two empty
// lines in a row. Runs of spaces inside a line stay: columns of names stand on them. Normalize is idempotent.
func Normalize(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	s = norm.NFC.String(s)
	var b strings.Builder
	b.Grow(len(s))
	spaces, newlines := 0, 2 // no empty line opens a text
	for i, r := range s {
		switch {
		case r == '\r':
			if strings.HasPrefix(s[i+1:], "\n") {
				continue
			}
			r = '\n'
		case r == '\n':
		case r == '\u2028' || r == '\u2029' || r == '\u0085' || r == '\f' || r == '\v':
			r = '\n'
		case r == '\t' || unicode.Is(unicode.Zs, r):
			r = ' '
		case isDropped(r):
			continue
		}
		switch r {
		case ' ':
			spaces++
		case '\n':
			spaces = 0
			if newlines < 3 {
				newlines++
				if b.Len() > 0 {
					b.WriteByte('\n')
				}
			}
		default:
			for ; spaces > 0; spaces-- {
				b.WriteByte(' ')
			}
			newlines = 0
			b.WriteRune(r)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// isDropped tells of characters without meaning in a text: controls, zero-width marks, byte order marks, private use,
// and noncharacters.
func isDropped(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0xad, r == '\ufeff', r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e,
		r >= 0x2060 && r <= 0x206f, r >= 0xfff9 && r <= 0xfffb, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return true
	}
	return unicode.Is(unicode.Co, r) || r > utf8.MaxRune
}
