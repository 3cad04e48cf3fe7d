package decode

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	utf "golang.org/x/text/encoding/unicode"
)

func readText(f file, b []byte) (Document, error) {
	s, err := toUTF8(b)
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w", f.source, err)
	}
	return Document{Text: textOfLines(s)}, nil
}

// toUTF8 decodes text of an unknown encoding: UTF-16 shows itself; else valid UTF-8 is taken as it is; else the
// detector's answer where it is sure of a single-byte code page, and windows-1252, of which ISO 8859-1 is a part, or the
// code page of old Macintosh programs where it is not, whichever gives a text that can be meant. Bytes that the encoding
// has no character for make the text binary.
func toUTF8(b []byte) (string, error) {
	if order, ok := utf16Order(b); ok {
		return decodeWith(utf.UTF16(order, utf.UseBOM), b)
	}
	if utf8.Valid(b) {
		return strings.TrimPrefix(string(b), "\ufeff"), nil
	}
	// A text that is UTF-8 but for a few torn bytes is UTF-8: the replacement marks show the places.
	if bad, multi := utf8Faults(b); bad*4 <= multi {
		return strings.ToValidUTF8(string(b), "\ufffd"), nil
	}
	if res := chardet.Detect(b[:min(len(b), SniffBytes)]); res.Confidence >= 0.8 {
		if enc, err := htmlindex.Get(res.Encoding); err == nil && enc != utf.UTF8 {
			if s, err := decodeWith(enc, b); err == nil {
				return s, nil
			}
		}
	}
	for _, enc := range []encoding.Encoding{charmap.Windows1252, charmap.Macintosh} {
		s, err := decodeWith(enc, b)
		if err != nil || plausible(s) {
			return s, err
		}
	}
	return "", fmt.Errorf("%w: byte %d", ErrEncoding, firstFault(b))
}

// plausible tells whether a text that was decoded with a code page can be meant so: most characters beyond ASCII are
// punctuation of print, or letters inside words.
func plausible(s string) bool {
	runes := []rune(s)
	good, all := 0, 0
	letter := func(i int) bool { return i >= 0 && i < len(runes) && unicode.IsLetter(runes[i]) }
	for i, r := range runes {
		if r < utf8.RuneSelf {
			continue
		}
		all++
		switch {
		case strings.ContainsRune("‘’“”–—…•§©®°·«»¡¿€£™ \u00ad", r), unicode.IsLower(r) && (letter(i-1) || letter(i+1)),
			unicode.IsUpper(r) && letter(i+1) && (i == 0 || !unicode.IsLower(runes[i-1])):
			good++
		}
	}
	return good*10 >= all*9
}

// firstFault is the offset of the first byte that is no UTF-8.
func firstFault(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}

func utf8Faults(b []byte) (bad, multi int) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			multi++
		}
		b = b[n:]
	}
	return bad, multi
}

func decodeWith(enc encoding.Encoding, b []byte) (string, error) {
	s, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrBinary, err)
	}
	return string(s), nil
}
