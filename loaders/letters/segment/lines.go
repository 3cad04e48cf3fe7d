package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is one line without the whitespace around it; a == b for an empty line.
type line struct{ a, b int }

func (l line) text(s string) string { return s[l.a:l.b] }

// lines divides s at line breaks. Empty lines are left out.
func lines(s string) []line {
	var out []line
	for a := 0; a < len(s); {
		b := strings.IndexByte(s[a:], '\n')
		if b < 0 {
			b = len(s)
		} else {
			b += a
		}
		if x, y := trim(s, a, b); x < y {
			out = append(out, line{x, y})
		}
		a = b + 1
	}
	return out
}

// bare is a line without markdown marks, stars and underscores around it.
func bare(w string) string {
	return strings.TrimFunc(w, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("*_#>|~\u200b\ufeff", r) })
}

// terminator tells whether a line ends whatever letter runs before it: "###", "-30-", page furniture, press contacts.
func terminator(w string) bool {
	if isRule(w) || footnote(w) {
		return true
	}
	if len(w) > 160 {
		w = w[:160]
	}
	l := strings.ToLower(bare(w))
	for _, p := range furniture {
		if strings.HasPrefix(l, p) {
			return true
		}
	}
	return l == "print" || l == "share" || l == "back" || l == "background" || l == "email" || l == "tweet"
}

// footnote tells whether a line is a note: "[1] See ...".
func footnote(w string) bool {
	return len(w) > 4 && w[0] == '[' && w[1] >= '0' && w[1] <= '9' && strings.IndexByte(w[:min(len(w), 6)], ']') > 0
}

// furniture are the beginnings of lines that belong to a web page or a press office.
var furniture = []string{
	"next article", "previous article", "follow ", "permalink", "share on", "share this", "read more",
	"click here", "for immediate release", "press contact", "media contact", "contact:", "contacts:", "related posts", "issues:", "tags:",
	"posted in", "for more information", "about congress", "about senator", "about rep", "learn more", "back to", "print this",
	"a copy of the letter", "a pdf of", "full text of the letter", "the full text", "full letter", "full letters", "read the full", "text of the letter",
	"the text of", "copies of the letter", "to read the", "download", "view the", "link to", "connect with", "sign up", "subscribe", "washington office",
	"news release", "press release", "more press", "filed under", "recent press", "-30-", "(end)",
}

// isRule tells whether a line is a mark that divides: ###, # # #, ***, -30-, ---- is not (it stands for a hand's signature).
func isRule(w string) bool {
	n := 0
	for _, r := range w {
		switch r {
		case '#', '*':
			n++
		case ' ', '\t':
		default:
			return w == "-30-" || w == "–30–"
		}
	}
	return n >= 2
}

// connective words may stand in small letters inside names of offices and bodies.
var connective = map[string]bool{
	"of": true, "the": true, "and": true, "for": true, "on": true, "in": true, "at": true, "de": true, "la": true,
	"to": true, "del": true, "van": true, "von": true, "c/o": true, "der": true, "y": true, "el": true, "a": true, "by": true, "with": true,
}

// prose is the byte offset in s[a:b] at which running prose starts, or b: the beginning of the first sentence or line
// that has three words in small letters one after the other, connectives not counted. Names, titles and addresses have
// none.
func prose(s string, a, b int) int {
	run, sentence := 0, a
	sawWord := false
	for i := a; i < b; {
		r, n := utf8.DecodeRuneInString(s[i:b])
		switch {
		case r == '\n':
			sentence, run = i+1, 0
			i += n
		case unicode.IsLetter(r):
			j := i
			for j < b {
				q, m := utf8.DecodeRuneInString(s[j:b])
				if !unicode.IsLetter(q) && q != '\'' && q != '’' && q != '-' {
					break
				}
				j += m
			}
			w := s[i:j]
			switch {
			case unicode.IsUpper(r):
				if run > 0 && run < 3 {
					run--
				}
				sawWord = true
			case connective[w]:
			default:
				run++
				if run >= 3 {
					return sentence
				}
			}
			i = j
		case (r == '.' || r == ':' || r == ';') && sawWord:
			i += n
			if i < b && (s[i] == ' ' || s[i] == '\n') && r != ';' {
				k := i
				for k > a && s[k-1] != ' ' && s[k-1] != '\n' {
					k--
				}
				if i-k > 4 { // not an initial or Jr.
					sentence, run = i+1, 0
				}
			}
		default:
			i += n
		}
	}
	return b
}
