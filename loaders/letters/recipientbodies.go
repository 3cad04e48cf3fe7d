package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// toAndCC divides the address block at a line of its own that begins with cc: what follows gets copies.
func (w *work) toAndCC(sp schema.Span) (to, cc schema.Span) {
	if sp[1] == 0 {
		return sp, cc
	}
	a, b := w.lay.Text.Bytes(sp)
	for i := a; i < b; {
		j := strings.IndexByte(w.s[i:b], '\n')
		if j < 0 {
			j = b
		} else {
			j += i
		}
		x, _ := trimBytes(w.s, i, j)
		low := lower(w.s[x:j])
		if i > a && (strings.HasPrefix(low, "cc:") || strings.HasPrefix(low, "c.c.:") || low == "cc") {
			return w.span(a, i), w.span(i, b)
		}
		i = j + 1
	}
	return sp, cc
}

// joiners may stand in small letters inside the name of a body or an office.
var joiners = map[string]bool{"of": true, "for": true, "the": true, "and": true, "on": true, "&": true}

// bodyEnd is where the name of one or more bodies that starts at p ends: capitalised words with their joiners,
// abbreviations such as "U.S." and short forms in brackets. It is p when there is none.
func (w *work) bodyEnd(p, limit int) int {
	end := p
	for i := p; i < limit; {
		j := i
		for j < limit && w.s[j] != ' ' && w.s[j] != '\n' {
			j++
		}
		word := w.s[i:j]
		if strings.HasPrefix(word, "(") && end > p {
			k := strings.IndexByte(w.s[i:limit], ')')
			if k < 0 || k > 20 {
				break
			}
			j = i + k + 1
			tail := j
			for tail < limit && w.s[tail] != ' ' && w.s[tail] != '\n' {
				tail++
			}
			if end = j; tail > j && w.s[j] != ',' {
				break
			}
			i = tail + 1
			continue
		}
		r, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(r) {
			if !joiners[word] || end == p {
				break
			}
			i = j + 1
			continue
		}
		if kind := strings.TrimSuffix(strings.TrimSuffix(word, "’s"), "'s"); kind != word && kind != "Women" && kind != "Men" && kind != "Children" && kind != "People" {
			break
		}
		bare := strings.TrimRight(word, ",;:")
		if t := strings.TrimRight(bare, "."); t != bare && !strings.Contains(t, ".") {
			end = i + len(t)
			break
		}
		end = i + len(bare)
		if bare != word && !w.nextBody(j, limit) {
			break
		}
		i = j + 1
	}
	if strings.HasSuffix(w.s[p:end], "U.S.") || strings.HasSuffix(w.s[p:end], "United States") {
		return p
	}
	return end
}

// nextBody tells whether a further body follows the comma before byte i: "and the Department of State", "Department of".
func (w *work) nextBody(i, limit int) bool {
	rest := strings.TrimLeft(w.s[i:limit], " ")
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "and "), "the ")
	return bodyHead(rest)
}

// bodyHeads begin the names of bodies and their offices.
var bodyHeads = []string{
	"Department", "Departments", "Office", "Bureau", "Federal", "Inspector", "Inspectors", "Secretary", "Attorney", "Director", "Administrator", "Commissioner", "Environmental", "National", "Internal", "Central", "Army", "U.S.",
	"United States", "White House", "Justice Department", "State Department", "Treasury", "Centers", "Food and Drug", "Small Business", "Chairman", "Chairwoman", "Chair", "Ranking Member", "House", "Senate", "Committee", "General",
}

// bodyHead tells whether words begin as the name of a body or office does, or with capitals as EPA.
func bodyHead(s string) bool {
	for _, h := range bodyHeads {
		if strings.HasPrefix(s, h) && (len(s) == len(h) || !isLetter(s[len(h)])) {
			return true
		}
	}
	word, _, _ := strings.Cut(s, " ")
	word = strings.TrimRight(word, ",.;")
	return len(word) >= 3 && len(word) <= 6 && strings.ToUpper(word) == word
}

// plurals of offices that one letter may go to, with their singulars.
var plurals = [][2]string{
	{"Inspectors General", "Inspector General"},
	{"Attorneys General", "Attorney General"},
	{"Secretaries", "Secretary"},
	{"Administrators", "Administrator"},
	{"Directors", "Director"},
	{"Commissioners", "Commissioner"},
	{"Departments", "Department"},
	{"Ministers", "Minister"},
}

// apart divides an addressee without a name who is several: "Departments of A and B", "Chairman and Ranking Member of
// the C", "Department of A and Department of B". One who is not comes back alone.
func (w *work) apart(x recipient) []recipient {
	text := strings.TrimPrefix(w.s[x.a:x.b], "the ")
	if heads, of, ok := strings.Cut(text, " of the "); ok {
		a, b, two := strings.Cut(heads, " and ")
		if two && titleOnly(a) && titleOnly(b) && !strings.Contains(of, " and the ") {
			return []recipient{x.as(a + " of the " + of), x.as(b + " of the " + of)}
		}
	}
	for _, p := range plurals {
		rest, ok := strings.CutPrefix(text, p[0]+" of ")
		if !ok {
			continue
		}
		office, list := p[1]+" of ", strings.TrimPrefix(rest, "the ")
		if l, ok := strings.CutPrefix(list, "Departments of "); ok {
			office, list = p[1]+", Department of ", l
		}
		var out []recipient
		for _, name := range fields(list) {
			out = append(out, x.as(office+name))
		}
		if len(out) > 1 {
			return out
		}
	}
	var out []recipient
	from := x.a
	for i := x.a; i < x.b; i++ {
		n := 0
		for _, sep := range []string{", and ", " and ", ", "} {
			if strings.HasPrefix(w.s[i:x.b], sep) {
				n = len(sep)
				break
			}
		}
		if n == 0 || !whole(w.s[from:i]) {
			continue
		}
		rest := strings.TrimPrefix(w.s[i+n:x.b], "the ")
		if !bodyHead(rest) && !(strings.HasSuffix(w.s[from:i], ")") && strings.Contains(rest, " ") && rest[:1] != strings.ToLower(rest[:1])) || !whole(rest) {
			continue
		}
		out = append(out, w.cut(x, from, i))
		from = x.b - len(rest)
		i = from
	}
	if len(out) == 0 {
		return []recipient{x}
	}
	return append(out, w.cut(x, from, x.b))
}

// as is the addressee with another office and the same place in the text.
func (x recipient) as(office string) recipient {
	x.office, x.body = office, ""
	return x
}

// cut is the addressee x whose words are only s[a:b].
func (w *work) cut(x recipient, a, b int) recipient {
	x.a, x.b, x.office, x.body = a, b, w.s[a:b], ""
	if !officeWord(x.office) || strings.HasPrefix(x.office, "Department of ") {
		x.body = x.office
	}
	return x
}

// furtherBodies reads the bodies that follow an addressee's name at byte p: "and to the Chairman of the B".
func (w *work) furtherBodies(p, limit int) []recipient {
	rest := w.s[p:max(p, limit)]
	for _, sep := range []string{", and to the ", " and to the ", ", and the ", " and the "} {
		if !strings.HasPrefix(rest, sep) || !bodyHead(rest[len(sep):]) {
			continue
		}
		p += len(sep)
		e := w.bodyEnd(p, limit)
		if e > p && whole(w.s[p:e]) && !w.namesPerson(p, e) {
			return w.apart(w.cut(recipient{kind: "to", rule: "letter-to"}, p, e))
		}
	}
	return nil
}

// namesPerson tells whether a person's name stands in s[a:b].
func (w *work) namesPerson(a, b int) bool {
	for _, m := range mention.Scan(w.s, a, b) {
		if m.Words >= 2 && !bodyWords(m.Name(w.s)) {
			return true
		}
	}
	return false
}

// whole tells whether words name a body or an office and not a title without its body.
func whole(s string) bool {
	return (bodyWords(s) || officeWord(s)) && !titleOnly(s) || bodyHead(s) && !strings.Contains(s, " ")
}

// titleOnly tells whether words are nothing but a title: "Chairman", "Ranking Member".
func titleOnly(s string) bool {
	switch strings.TrimSpace(s) {
	case "Chairman", "Chairwoman", "Chair", "Ranking Member", "Vice Chairman", "Vice Chair", "Chairs", "Ranking Members", "Speaker", "President", "Secretary", "Director", "Administrator", "Commissioner":
		return true
	}
	return false
}

// fields are the parts of "A, B, and C", where a short form in brackets is left out and the "and" inside the name of a
// department joins nothing.
func fields(s string) []string {
	for k := strings.IndexByte(s, '('); k >= 0; k = strings.IndexByte(s, '(') {
		e := strings.IndexByte(s[k:], ')')
		if e < 0 {
			break
		}
		s = strings.TrimRight(s[:k], " ") + s[k+e+1:]
	}
	for _, d := range []string{"Health and Human Services", "Housing and Urban Development"} {
		s = strings.ReplaceAll(s, d, strings.ReplaceAll(d, " and ", " \x00 "))
	}
	var out []string
	for _, part := range splitList(s) {
		if t := strings.TrimPrefix(strings.TrimSpace(s[part[0]:part[1]]), "the "); t != "" {
			out = append(out, strings.ReplaceAll(t, "\x00", "and"))
		}
	}
	return out
}

// withoutHonorific cuts "Dr." and the like off the end of an office: "Commissioner Dr.".
func withoutHonorific(office string) string {
	for {
		k := strings.LastIndexByte(office, ' ')
		if k < 0 || !honorific(office[k+1:]) {
			return office
		}
		office = strings.TrimRight(office[:k], " ,")
	}
}

// bareName cuts the end of an office off the front of a name that the words "for" or "of" join to a title: "Assistant
// Secretary for Harbours Ana Costa". It gives the byte where the name begins.
func (w *work) bareName(p int, m *mention.Mention) int {
	if p >= m.Start {
		return m.Start
	}
	before := strings.TrimRight(w.s[p:m.Start], " ")
	if m.Words < 3 || !strings.HasSuffix(before, " for") && !strings.HasSuffix(before, " of") || !officeWord(before) {
		return m.Start
	}
	keep := 2
	words := strings.Fields(w.s[m.Start:m.End])
	if n := len(words); n > 3 && (len(strings.Trim(words[n-2], ".")) == 1 || strings.HasPrefix(words[n-1], "Jr") || strings.HasPrefix(words[n-1], "III")) {
		keep = 3
	}
	if len(words) <= keep {
		return m.Start
	}
	i := m.End
	for range keep {
		i = strings.LastIndexByte(strings.TrimRight(w.s[m.Start:i], " "), ' ') + 1 + m.Start
	}
	return i
}
