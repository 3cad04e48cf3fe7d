package export

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// cleaner takes out what no format may hold and counts it: C0 controls other than tab, line feed and carriage return,
// U+FFFE and U+FFFF, which XML 1.0 section 2.2 forbids. Bytes that are no UTF-8 become U+FFFD.
type cleaner struct{ stripped, repaired int }

func (c *cleaner) text(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if b := s[i]; b < 0x20 && b != '\t' && b != '\n' && b != '\r' || b >= 0x80 {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			c.repaired++
			b.WriteRune(utf8.RuneError)
		case r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF:
			c.stripped++
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

var (
	xmlEscaper     = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;")
	xmlAttrEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;", "\n", "&#10;", "\t", "&#9;")
)

// xml is s as XML character data.
func (c *cleaner) xml(s string) string { return xmlEscaper.Replace(c.text(s)) }

// attr is s as the value of an XML attribute, line ends kept as references.
func (c *cleaner) attr(s string) string { return xmlAttrEscaper.Replace(c.text(s)) }

// line is s on one line, runs of white space made one space.
func (c *cleaner) line(s string) string { return strings.Join(strings.Fields(c.text(s)), " ") }

func compare(a, b string) int { return cmp.Compare(a, b) }
