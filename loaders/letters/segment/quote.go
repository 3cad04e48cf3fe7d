package segment

import (
	"strings"
	"unicode/utf8"

	"demarche/schema"
)

const longestQuote = 6000 // bytes: a quotation that runs longer has lost its closing mark

// quotations finds the passages in quotation marks in s[a:b], with their speakers.
func quotations(t *Text, a, b int) []Quotation {
	s := t.String()
	var out []Quotation
	c := closer{s: s, b: b, curly: -1, any: -1}
	for i := a; i < b; {
		r, n := utf8.DecodeRuneInString(s[i:b])
		if r != '“' && r != '"' && !(r == '”' && (i == a || s[i-1] == ' ')) {
			i += n
			continue
		}
		start := i + n
		end, next := c.find(start, r)
		if end < 0 {
			i += n
			continue
		}
		x, y := trim(s, start, end)
		if y-x >= 12 {
			q := Quotation{Span: t.Span(x, y)}
			speaker(t, &q, a, i, next, b)
			if n := len(out); n > 0 && q.Speaker == "" && (out[n-1].Speaker != "" || out[n-1].OfLetter) {
				q.Speaker, q.SpeakerSpan = out[n-1].Speaker, out[n-1].SpeakerSpan // the same speaker goes on
				q.OfLetter = q.OfLetter || out[n-1].OfLetter && q.Speaker == ""
			}
			out = append(out, q)
		}
		i = next
	}
	return out
}

// closer finds closing marks; it remembers the last ones found so that a text of opening marks alone costs one pass.
type closer struct {
	s          string
	b          int
	curly, any int // the last mark found for “ and for ", -1 before the first search
}

// find returns the closing mark of a quotation that starts at byte a; end is -1 when it is lost.
func (c *closer) find(a int, open rune) (end, next int) {
	at := &c.any
	if open != '"' {
		at = &c.curly
	}
	if *at < a {
		*at = c.scan(a, open)
	}
	switch {
	case *at >= c.b && open != '"' && c.b-a <= longestQuote:
		return c.b, c.b // a paragraph of a longer quotation
	case *at >= c.b || *at-a > longestQuote:
		return -1, a
	}
	_, n := utf8.DecodeRuneInString(c.s[*at:c.b])
	return *at, *at + n
}

// scan is the place of the next mark that closes a quotation opened with open, or the end.
func (c *closer) scan(a int, open rune) int {
	for i := a; i < c.b; {
		r, n := utf8.DecodeRuneInString(c.s[i:c.b])
		if r == '”' || r == '"' && (open == '"' || i+1 >= c.b || c.s[i+1] == ' ' || c.s[i+1] == ',') {
			return i
		}
		i += n
	}
	return c.b
}

// sayings are the verbs that tie words to a speaker.
var sayings = map[string]bool{
	"said": true, "says": true, "added": true, "stated": true, "continued": true, "wrote": true, "explained": true, "noted": true,
	"concluded": true, "urged": true, "asked": true, "commented": true, "remarked": true, "write": true, "writes": true, "warned": true, "reads": true, "read": true,
}

// speaker finds who says the quotation that opens at byte open and ends before byte next, inside s[a:b].
func speaker(t *Text, q *Quotation, a, open, next, b int) {
	s := t.String()
	tail := s[next:min(b, next+220)]
	if k := strings.IndexAny(tail, "“\"\n"); k >= 0 {
		tail = tail[:k]
	}
	head := s[max(a, open-160):open]
	for _, mark := range [...]string{"”", "\"", "\n"} {
		if k := strings.LastIndex(head, mark); k >= 0 {
			head = head[k+len(mark):]
		}
	}
	low := strings.ToLower(tail)
	q.OfLetter = letterQuote(low) || letterQuote(strings.ToLower(head))
	words := strings.Fields(tail)
	off := next
	for i, w := range words {
		j := strings.Index(s[off:b], w)
		if j < 0 {
			return
		}
		off += j
		v := strings.ToLower(strings.Trim(w, ",.;:"))
		if i > 12 {
			break
		}
		if !sayings[v] {
			off += len(w)
			continue
		}
		if i == 0 { // said Rep. Cox
			e := nameRun(s, off+len(w), b)
			setSpeaker(t, q, off+len(w), e)
		} else { // Rep. Cox said
			setSpeaker(t, q, next, off)
		}
		if v != "wrote" && v != "write" && v != "writes" && v != "reads" && v != "read" && personal(q.Speaker) && !strings.Contains(low, " letter") {
			q.OfLetter = false // "said Smith, who wrote to the agency in August"
		}
		return
	}
	if k := strings.LastIndex(head, ":"); k >= 0 || strings.Contains(head, "said") {
		words := strings.ToLower(head)
		for _, v := range []string{" said", " stated", " wrote", " added"} {
			if j := strings.LastIndex(words, v); j >= 0 {
				p := open - len(head)
				setSpeaker(t, q, p, p+j)
				return
			}
		}
	}
}

// personal tells whether a speaker is a named person rather than "the lawmakers".
func personal(speaker string) bool {
	return speaker != "" && speaker[0] >= 'A' && speaker[0] <= 'Z' && !strings.HasPrefix(speaker, "The ")
}

// letterQuote tells whether the words around a quotation say that it is the letter that speaks.
func letterQuote(l string) bool {
	return strings.Contains(l, "letter") && !strings.Contains(l, "in response to") || strings.Contains(l, "wrote") || strings.Contains(l, " write") ||
		strings.Contains(l, "members state") || strings.Contains(l, "said the lawmakers") || strings.Contains(l, "urged the lawmakers") ||
		strings.Contains(l, "the legislators said") || strings.Contains(l, "caucus said") || strings.Contains(l, "said the legislative caucus")
}

// nameRun is the end of a speaker's name that starts at a: up to a stop, comma or small verb.
func nameRun(s string, a, b int) int {
	i := a
	for i < b && i < a+90 {
		switch s[i] {
		case '\n', ';', ':', '"', ',':
			return i
		case '.':
			w := i
			for w > a && s[w-1] != ' ' {
				w--
			}
			if word := strings.ToLower(s[w:i]); !abbreviations[word] && len(word) > 1 {
				return i
			}
		case ' ':
			rest := s[i+1 : min(b, i+16)]
			for _, stop := range []string{"in ", "at ", "during ", "on ", "after ", "about ", "when ", "who ", "as ", "today", "following "} {
				if strings.HasPrefix(rest, stop) {
					return i
				}
			}
		}
		i++
	}
	return i
}

func setSpeaker(t *Text, q *Quotation, a, b int) {
	s := t.String()
	x, y := trim(s, a, min(b, len(s)))
	for x < y && strings.IndexByte(",.;:-", s[x]) >= 0 {
		x++
	}
	x, y = trim(s, x, y)
	if x >= y || y-x > 120 {
		return
	}
	q.Speaker, q.SpeakerSpan = s[x:y], schema.Span{t.Rune(x), t.Rune(y)}
}
