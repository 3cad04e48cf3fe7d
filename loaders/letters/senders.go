package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/graph/match"
	"demarche/schema"
)

// senders finds the bodies in whose name the letter goes out: a caucus or delegation that is the subject of the sentence.
func (w *work) senders(d *draft, l *schema.Letter) {
	seen := map[string]bool{}
	for i := range w.sentences {
		x := &w.sentences[i]
		if i > d.event+1 && d.event >= 0 || i > 8 {
			break
		}
		if x.headline {
			continue
		}
		for _, noun := range []string{"caucus", "delegation", "coalition", "task force", "working group"} {
			k := strings.Index(x.low, noun)
			if k < 0 || w.quoted(x.a+k) {
				continue
			}
			a := capitalsBefore(w.s, x.a, x.a+k)
			if a >= x.a+k || strings.Count(w.s[a:x.a+k], " ") < 1 {
				continue
			}
			if !w.sends(x, k+len(noun), a-x.a) {
				continue
			}
			end := x.a + k + len(noun)
			if strings.HasPrefix(w.s[end:x.b], " on ") {
				if e := capitalsAfter(w.s, end+4, x.b); e > end+4 && !isWeekday(w.s[end+4:e]) {
					end = e
				}
			}
			name := w.s[a:end]
			if seen[lower(name)] || unicode.IsLower(rune(w.s[x.a+k])) && noun == "coalition" {
				continue
			}
			seen[lower(name)] = true
			sp := w.span(a, end)
			l.Senders = append(l.Senders, schema.Sender{Name: name, Span: &sp})
		}
	}
}

func isWeekday(s string) bool {
	l := lower(s)
	for _, d := range weekdays {
		if l == d {
			return true
		}
	}
	return false
}

// sends tells whether the body that ends at offset e of the sentence is the one that writes: a verb of sending follows, or
// "members of the" goes before.
func (w *work) sends(x *sentence, e, start int) bool {
	tail := x.low[e:min(len(x.low), e+160)]
	before := strings.TrimRight(x.low[max(0, start-20):start], " ")
	if strings.HasSuffix(before, "chair of the") || strings.HasSuffix(before, "chairs of the") || strings.HasSuffix(before, "chair of") || strings.HasSuffix(before, "member of the") || strings.HasSuffix(before, "-chair") {
		return false
	}
	for _, v := range []string{" sent ", " wrote ", " signed ", " today ", " led ", " urged ", " joined ", " on ", " strongly ", " said ", " implored ", " call", " send"} {
		if k := strings.Index(tail, v); k >= 0 && k < 130 {
			return true
		}
	}
	return false
}

// capitalsBefore goes back from byte p over capitalised words and connectives.
func capitalsBefore(s string, a, p int) int {
	begin := p
	for k := p; k > a; {
		j := strings.LastIndexByte(s[a:k-1], ' ') + 1 + a
		word := strings.TrimSpace(s[j:k])
		r, _ := utf8.DecodeRuneInString(word)
		if (word == "of" || word == "and" || word == "on" || word == "&") && begin < p {
			k = j
			continue
		}
		if !unicode.IsUpper(r) || strings.HasSuffix(word, ",") || strings.HasSuffix(word, ".") && len(word) > 4 || word == "The" || word == "Today" {
			break
		}
		begin = j
		k = j
	}
	return begin
}

// capitalsAfter goes on from byte p over capitalised words, with "of" and "for" between them.
func capitalsAfter(s string, p, b int) int {
	end := p
	for i := p; i < b; {
		j := strings.IndexByte(s[i:b], ' ')
		if j < 0 {
			j = b
		} else {
			j += i
		}
		word := s[i:j]
		r, _ := utf8.DecodeRuneInString(word)
		if (word == "of" || word == "&" || word == "for") && end > p {
			i = j + 1
			continue
		}
		if !unicode.IsUpper(r) {
			break
		}
		end = i + len(strings.TrimRight(word, ",.;:"))
		if end < j {
			break
		}
		i = j + 1
	}
	return end
}

// statements are what quoted persons say in the document; they are not the letter's words.
func (w *work) statements(l *schema.Letter) {
	for _, q := range w.lay.Quotations {
		if q.OfLetter || q.Speaker == "" || q.Span.Len() < 30 {
			continue
		}
		st := schema.Statement{Speaker: q.Speaker, Text: w.lay.Text.Slice(q.Span), Span: q.Span}
		st.Person = w.speakerID(q.Speaker, l)
		l.Statements = append(l.Statements, st)
	}
}

// speakerID is the signer whom a speaker's surname names, else whom the registers know.
func (w *work) speakerID(speaker string, l *schema.Letter) string {
	s := surname(speaker)
	id := ""
	for _, g := range l.Signatures {
		if surname(g.Name) == s && g.Person != "" {
			if id != "" && id != g.Person {
				return ""
			}
			id = g.Person
		}
	}
	if id != "" || w.r.resolver == nil || !strings.Contains(speaker, " ") {
		return id
	}
	m := match.Mention{Name: speaker, Date: w.asOf, Chamber: "sen,rep"}
	if low := lower(speaker); strings.HasPrefix(low, "the ") || strings.HasPrefix(low, "a ") {
		return ""
	}
	return personOf(w.r.resolver.Resolve(m))
}
