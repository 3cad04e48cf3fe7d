package decode

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize brings text into the form that the store keeps: composed (NFC), \n line ends, every other white space as a
// plain space, no zero-width, control, private or invalid characters, no spaces at the end of a line, at most two empty
// lines in a row. Runs of spaces inside a line stay: columns of names stand on them. Normalize is idempotent. Text that is
// normalized already is returned as it is, without a copy; the time is linear.
func Normalize(s string) string {
	if isNormal(s) { // ordinary characters are composed
		return s
	}
	s = clean(s)
	// Marks come together only after what stood between them is gone; no composed character is white space or dropped.
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	return s
}

// isNormal tells whether clean would change nothing. It may say false for text that is clean but unusual.
func isNormal(s string) bool {
	if s == "" {
		return true
	}
	if s[0] == '\n' || s[len(s)-1] == '\n' || s[len(s)-1] == ' ' {
		return false
	}
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c > ' ' && c < 0x7f:
			i++
		case c == ' ':
			if s[i+1] == '\n' { // the last byte is no space
				return false
			}
			i++
		case c == '\n':
			if strings.HasPrefix(s[i:], "\n\n\n\n") {
				return false
			}
			i++
		case c < utf8.RuneSelf:
			return false
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !isOrdinary(r) {
				return false
			}
			i += n
		}
	}
	return true
}

// isOrdinary tells of letters of Latin scripts and punctuation of print, which stay as they are: most of what is not
// ASCII in a letter.
func isOrdinary(r rune) bool {
	return r > 0xa0 && r < 0x300 && r != 0xad || r >= 0x2010 && r <= 0x2027 || r >= 0x2030 && r <= 0x205e
}

func clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	spaces, newlines := 0, 2 // no empty line opens a text
	for i := 0; i < len(s); {
		// A run of printable ASCII goes over at once.
		if start := i; s[i] > ' ' && s[i] < 0x7f {
			for i < len(s) && s[i] > ' ' && s[i] < 0x7f {
				i++
			}
			spaces, newlines = writeSpaces(&b, spaces), 0
			b.WriteString(s[start:i])
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == utf8.RuneError && n == 1:
			for i < len(s) { // a run of broken bytes is one mark
				if r, n := utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || n != 1 {
					break
				}
				i++
			}
		case isOrdinary(r), r == '\n', r == ' ':
		case r == '\r':
			if i < len(s) && s[i] == '\n' {
				continue
			}
			r = '\n'
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
			spaces, newlines = writeSpaces(&b, spaces), 0
			b.WriteRune(r)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// writeSpaces writes the spaces that wait and returns how many wait now.
func writeSpaces(b *strings.Builder, n int) int {
	for ; n > 0; n-- {
		b.WriteByte(' ')
	}
	return 0
}

// isDropped tells of characters without meaning in a text: controls, zero-width marks, byte order marks, private use,
// and noncharacters.
func isDropped(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0xad, r == '\ufeff', r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e,
		r >= 0x2060 && r <= 0x206f, r >= 0xfff9 && r <= 0xfffb, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return true
	}
	return unicode.Is(unicode.Co, r)
}
