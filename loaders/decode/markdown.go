package decode

import (
	"fmt"
	"strings"
)

func readMarkdown(f file, b []byte) (Document, error) {
	s, err := toUTF8(b)
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w", f.source, err)
	}
	return Document{Text: textOfLines(stripMarkdown(s))}, nil
}

// stripMarkdown removes the marks of Markdown and leaves the words and the lines: headings, rules, emphasis, quotation
// bars, code ticks, escapes, link targets, and the inline tags that letters use (sup, sub, br, b, i, u). It is no full
// parser: what it does not know stays as it is, so no word is lost.
func stripMarkdown(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for line := range strings.Lines(s) {
		text := strings.TrimRight(line, "\r\n")
		body := strings.TrimLeft(text, " ")
		switch {
		case isRule(body):
			text = ""
		case strings.HasPrefix(body, "#"):
			if h := strings.TrimLeft(body, "#"); strings.HasPrefix(h, " ") && len(body)-len(h) <= 6 {
				text = strings.TrimSpace(strings.TrimRight(h, "#"))
			}
		case strings.HasPrefix(body, "> "):
			text = strings.TrimPrefix(body, "> ")
		}
		b.WriteString(stripInline(text))
		if len(line) > len(strings.TrimRight(line, "\n")) {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// isRule tells of a thematic break: three or more of one of -, * and _ and nothing else.
func isRule(s string) bool {
	s = strings.ReplaceAll(strings.TrimSpace(s), " ", "")
	return len(s) >= 3 && (strings.Trim(s, "-") == "" || strings.Trim(s, "*") == "" || strings.Trim(s, "_") == "")
}

var inlineTags = strings.NewReplacer("<sup>", "", "</sup>", "", "<sub>", "", "</sub>", "", "<br>", "\n", "<br/>", "\n", "<br />", "\n",
	"<b>", "", "</b>", "", "<i>", "", "</i>", "", "<u>", "", "</u>", "", "<em>", "", "</em>", "", "<strong>", "", "</strong>", "",
	"&nbsp;", " ", "&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#39;", "'")

func stripInline(s string) string {
	if !strings.ContainsAny(s, "*_`\\[<&") {
		return s
	}
	s = inlineTags.Replace(s)
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!>|~", s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case c == '\\' && i+1 == len(s): // a line break
		case c == '*' || c == '`':
			// A star between blanks is a bullet or a product, not emphasis.
			if c == '*' && (i+1 == len(s) || s[i+1] == ' ') && (i == 0 || s[i-1] == ' ') {
				b.WriteByte(c)
			}
		case c == '_' && (i == 0 || s[i-1] == ' ' || s[i-1] == '_' || i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '_'):
		case c == '[':
			text, rest, ok := link(s[i:])
			if !ok {
				b.WriteByte(c)
				continue
			}
			b.WriteString(text)
			i = len(s) - len(rest) - 1
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// maxLink is the longest text and the longest target of a link that are read as one.
const maxLink = 2048

// link reads "[text](target)" at the start of s.
func link(s string) (text, rest string, ok bool) {
	end := strings.IndexByte(s[:min(len(s), maxLink)], ']')
	if end < 0 || !strings.HasPrefix(s[end+1:], "(") || strings.IndexByte(s[1:end], '[') >= 0 {
		return "", s, false
	}
	closing := strings.IndexByte(s[end:min(len(s), end+maxLink)], ')')
	if closing < 0 {
		return "", s, false
	}
	return s[1:end], s[end+closing+1:], true
}
