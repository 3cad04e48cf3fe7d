package names

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s in lower-case ASCII letters and digits, its words separated by single spaces. Our own map of letters
// (Azerbaijani, Turkish, Nordic, Cyrillic, Armenian) comes before Unicode decomposition, because general libraries lose
// the letters that this field cannot (Azerbaijani schwa). Apostrophes inside a word vanish ("O'Neill" is "oneill"), every
// other sign separates words. A name that holds a schwa or an Azerbaijani patronymic is read as Azerbaijani: c is j,
// q is g, x is kh. Fold is idempotent, and empty for a string without letters and digits.
func Fold(s string) string {
	if isPlain(s) {
		return foldPlain(s)
	}
	return foldWide(s)
}

// Words are the words of [Fold].
func Words(s string) []string { return strings.Fields(Fold(s)) }

// isPlain tells whether s is ASCII only, so that neither decomposition nor maps are needed.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foldPlain folds an ASCII string.
func foldPlain(s string) string {
	b := make([]byte, 0, len(s))
	gap := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '\'' || c == '`':
			continue
		default:
			gap = len(b) > 0
			continue
		}
		if gap {
			b = append(b, ' ')
			gap = false
		}
		b = append(b, c)
	}
	return string(b)
}

// foldWide folds a string with letters beyond ASCII.
func foldWide(s string) string {
	az := isAzerbaijani(s)
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	put := func(t string) {
		if t == "" {
			return
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteString(t)
	}
	for _, r := range norm.NFC.String(s) {
		r = unicode.ToLower(r)
		if az {
			if t, ok := azerbaijani[r]; ok {
				put(t)
				continue
			}
		}
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			put(string(r))
		case isApostrophe(r), unicode.Is(unicode.Mn, r), r == '\u00ad', r == '\u200b', r == '\u200d', r == '\ufeff', r == utf8.RuneError:
			// Lost or joining signs do not separate words.
		default:
			if t, ok := letters[r]; ok {
				put(t)
				continue
			}
			if t := decomposed(r); t != "" {
				put(t)
				continue
			}
			gap = true
		}
	}
	return b.String()
}

// decomposed is the ASCII base of an accented or compatibility letter, empty when there is none.
func decomposed(r rune) string {
	var b strings.Builder
	for _, q := range norm.NFKD.String(string(r)) {
		q = unicode.ToLower(q)
		if q >= 'a' && q <= 'z' || q >= '0' && q <= '9' {
			b.WriteRune(q)
		} else if t, ok := letters[q]; ok {
			b.WriteString(t)
		}
	}
	return b.String()
}

// isApostrophe tells whether r is one of the signs that print an apostrophe.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', '‘', '’', 'ʼ', 'ʻ', 'ʾ', 'ʿ', '′', '՚':
		return true
	}
	return false
}

// isAzerbaijani tells whether the spelling can only be Azerbaijani in Latin letters.
func isAzerbaijani(s string) bool {
	return strings.ContainsAny(s, "əƏ") || strings.Contains(s, "qızı") || strings.Contains(s, "Qızı")
}

// Skeleton reduces a folded word to what transliterations of one name agree on: doubled letters are single, gh is g, kh is h,
// sh is s, ch and j and dzh are c, ts and tz are z, y is i, w is v, q and k are k. It is for comparing words of foreign
// scripts; two English names with one skeleton are not one name.
func Skeleton(folded string) string {
	s := skeletonPairs.Replace(folded)
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch c {
		case 'y', 'j':
			if c == 'j' {
				c = 'c'
			} else {
				c = 'i'
			}
		case 'w':
			c = 'v'
		case 'q':
			c = 'g'
		case 'x':
			c = 'h'
		}
		if len(b) > 0 && b[len(b)-1] == c {
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

var skeletonPairs = strings.NewReplacer("dzh", "c", "gh", "g", "kh", "h", "sh", "s", "ch", "c", "zh", "c", "dj", "c",
	"ts", "z", "tz", "z", "ph", "f", "iy", "i", "ie", "e", "ye", "e")

// Clean takes away what is no part of a printed name: HTML entities, mojibake, Markdown emphasis and links, footnote
// marks, invisible signs, repeated spaces.
func Clean(s string) string {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	if !isPlain(s) {
		s = unmojibake(s)
	}
	s = unmark(s)
	return strings.Join(strings.Fields(s), " ")
}

// unmark removes Markdown links, emphasis and escapes.
func unmark(s string) string {
	if !strings.ContainsAny(s, "[]*_\\#~|<>\u200b\u00ad\ufeff") {
		return s
	}
	if i := strings.IndexByte(s, '['); i >= 0 {
		if j := strings.Index(s[i:], "]("); j > 0 {
			if k := strings.IndexByte(s[i+j:], ')'); k > 0 {
				s = s[:i] + s[i+1:i+j] + s[i+j+k+1:]
			}
		}
	}
	var b strings.Builder
	inTag := false
	for _, r := range s {
		switch {
		case r == '<':
			inTag = true
		case r == '>':
			inTag = false
			b.WriteByte(' ')
		case inTag, r == '*', r == '\\', r == '#', r == '~', r == '[', r == ']', r == '\u00ad', r == '\u200b', r == '\ufeff':
		case r == '_', r == '|':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unmojibake repairs UTF-8 that was read as Windows-1252 ("SÃ¡nchez" is "Sánchez"), up to twice. A string that would
// not become valid UTF-8 stays as it is.
func unmojibake(s string) string {
	for range 2 {
		t, ok := reread(s)
		if !ok {
			return s
		}
		s = t
	}
	return s
}

// reread takes the runes of s as Windows-1252 bytes and reads them as UTF-8.
func reread(s string) (string, bool) {
	if !strings.ContainsAny(s, "ÃÂÅÄÉâ") {
		return s, false
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r < 0x100:
			b = append(b, byte(r))
		default:
			c, ok := windows1252[r]
			if !ok {
				return s, false
			}
			b = append(b, c)
		}
	}
	t := string(b)
	if t == s || !utf8.ValidString(t) {
		return s, false
	}
	return t, true
}
