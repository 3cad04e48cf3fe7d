package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/loaders/letters/mention"
)

// recipientStops end the list of addressees behind "letter to".
var recipientStops = map[string]bool{
	"regarding": true, "about": true, "in": true, "after": true, "which": true, "who": true, "that": true, "with": true, "over": true, "today": true, "yesterday": true, "this": true, "last": true,
	"on": false, "to": true, "as": true, "earlier": true, "opposing": true, "because": true, "when": true, "where": true, "outlining": true, "following": true, "ahead": true, "was": true, "were": true, "is": true, "are": true, "has": true, "have": true,
	"before": true, "by": true, "signed": true, "sent": true, "led": true, "demand": true, "request": true, "calls": true, "urged": true, "asks": true, "citing": true, "also": true, "but": true, "if": true, "it": true, "they": true, "he": true, "she": true, "his": false, "her": false,
	"wrote": true, "states": true, "said": true, "concerning": true, "expressed": true, "released": true,
}

// toldRecipients reads the addressees in the sentences that tell of the letter: first behind "letter to" and the like,
// then behind any "to" that follows the word letter, then those who are urged, then bodies that are asked for answers.
func (w *work) toldRecipients(d *draft) []recipient {
	var second []recipient // names without any office: bodies that look like persons, or persons without titles
	var bodies []recipient // bodies and offices without names
	at := 0                // the sentence that has the bodies
	for _, starts := range []func(*sentence) []int{w.cuedStarts, w.objectStarts, w.looseStarts} {
		for i := max(0, d.event); i < len(w.sentences); i++ {
			x := &w.sentences[i]
			if x.headline || w.inQuote(i) && i != d.event {
				continue
			}
			ev, passed := x.tells()
			if (!ev || passed) && i != d.event {
				continue
			}
			for _, p := range starts(x) {
				list := w.recipientList(i, x.a+p)
				if len(list) > 0 && inOffice(list) {
					if bodies != nil && (countNamed(list) == 0 || !w.speaksFor(list, bodies)) {
						continue
					}
					if countNamed(list) > 0 || i != d.event && d.event >= 0 {
						return list
					}
					bodies, at = list, i
					continue
				}
				if second == nil {
					second = list
				}
			}
			if i > d.event+6 && d.event >= 0 || bodies != nil && i > at+4 {
				break
			}
		}
		if bodies != nil {
			if list := w.urged(at); len(list) > 0 && list[0].office != "" && countNamed(list) == len(list) {
				return list // "In a letter to the agency, she urged Director Ana Costa to"
			}
			return bodies
		}
	}
	if len(second) > 0 {
		return second
	}
	if list := w.toldAnywhere(true); len(list) > 0 {
		return list
	}
	for i := range w.sentences {
		if i >= firstSentences {
			break
		}
		if list := w.urged(i); len(list) > 0 {
			return list
		}
	}
	if d.event >= 0 {
		for i := d.event; i < len(w.sentences); i++ {
			if list := w.asked(i); len(list) > 0 {
				return list
			}
		}
		for i := max(0, d.event-2); i < min(len(w.sentences), d.event+2); i++ {
			if list := w.urgedBody(i); len(list) > 0 {
				return list
			}
		}
		for i := 0; i < min(len(w.sentences), firstSentences); i++ {
			if list := w.urgedBody(i); len(list) > 0 && !w.sentences[i].headline {
				return list
			}
		}
	}
	return w.toldAnywhere(false)
}

// firstSentences is how many sentences at the beginning of a text tell whom its letter urges.
const firstSentences = 7

// askedBodies stand before a body that is asked to act.
var askedBodies = []string{
	"urged ", "urging ", "called on ", "calling on ", "called upon ", "calling upon ", "asked ", "asking ", "pressed ", "pressing ", "urge ", "call on ", "press ", "demanded that ", "demanding that ", "requested that ", "requesting that ",
	"demanded answers from ", "demanding answers from ", "requested information from ", "requesting information from ",
}

// urgedBody reads "urged the White House to", "pressed the Inspectors General of the Departments of A and B to",
// "calling on the EPA to".
func (w *work) urgedBody(i int) []recipient {
	x := &w.sentences[i]
	for _, v := range askedBodies {
		k := strings.Index(x.low, v)
		if k < 0 || k > 0 && isLetter(x.low[k-1]) || w.quoted(x.a+k) {
			continue
		}
		p := x.a + k + len(v)
		the := strings.HasPrefix(w.s[p:x.b], "the ")
		if the {
			p += len("the ")
		}
		e := w.bodyEnd(p, x.b)
		if e > p && (bodyWords(w.s[p:e]) || officeWord(w.s[p:e])) && (the || bodyHead(w.s[p:e])) {
			y := recipient{a: p, b: e, kind: "to", rule: "urged"}
			return w.apart(w.cut(y, p, e))
		}
	}
	return nil
}

// inOffice tells whether some addressee has an office or is a body of government.
func inOffice(list []recipient) bool {
	for _, x := range list {
		if x.rule == "letter-to-heads" || x.office != "" || x.title != "" || x.body != "" {
			return true
		}
	}
	return false
}

// recipientCues stand before the addressees, best first.
var recipientCues = []string{
	"letter to ", "letters to ", "letter was sent to ", "letter sent to ", "letters sent to ", "wrote to ", "write to ", "writing to ", "writes to ", "written to ", "wrote a letter to ",
	"addressed to ", "letter addressed to ", "directed to ", "delivered to ", "sent to ", "letter today to ", "wrote ", "letter asking that ", "letter requesting that ", "letter urging that ", "letter demanding that ",
	"letter asking ", "letter urging ", "letter calling on ", "letter requesting ", "letter demanding ", "letter calls on ", "letter asks ", "letter urges ",
}

// cuedStarts are the offsets behind the words that announce addressees.
func (w *work) cuedStarts(x *sentence) []int {
	var out []int
	for _, c := range recipientCues {
		if k := strings.Index(x.low, c); k >= 0 && (k == 0 || !isLetter(x.low[k-1])) && !w.quoted(x.a+k) && !(c == "wrote " && w.quoteEndsBefore(x.a+k)) {
			out = append(out, k+len(c))
		}
	}
	return out
}

// objectStarts are the offsets behind the verb of "sent Governor X and Mayor Y a letter".
func (w *work) objectStarts(x *sentence) []int {
	for _, v := range []string{"sent ", "send ", "sending ", "wrote "} {
		k := strings.Index(x.low, v)
		if k < 0 || k > 0 && isLetter(x.low[k-1]) || w.quoted(x.a+k) || v == "wrote " && w.quoteEndsBefore(x.a+k) {
			continue
		}
		p := k + len(v)
		e := strings.Index(x.low[p:], " a letter")
		if e <= 0 || e > 250 || strings.Contains(x.low[p:p+e], " to ") {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(w.s[x.a+p:]); unicode.IsUpper(r) {
			return []int{p}
		}
	}
	return nil
}

// looseStarts are the offsets behind "to" after the word letter: "sent a letter this week to X", "led a letter with A and
// B to X".
func (w *work) looseStarts(x *sentence) []int {
	var out []int
	k := letterWord(x.low)
	if k < 0 {
		for _, v := range []string{"wrote ", "writing ", "written "} {
			if j := strings.Index(x.low, v); j >= 0 {
				k = j
				break
			}
		}
	}
	if k >= 0 {
		for from := k; from < min(len(x.low), k+400); {
			j := strings.Index(x.low[from:], " to ")
			if j < 0 {
				break
			}
			if w.urgedBetween(x.a+k, x.a+from+j) {
				break
			}
			from += j + len(" to ")
			if strings.HasPrefix(w.s[x.a+from:x.b], "both ") {
				from += len("both ")
			}
			rest := strings.TrimPrefix(w.s[x.a+from:x.b], "the ")
			if r, _ := utf8.DecodeRuneInString(rest); unicode.IsUpper(r) {
				out = append(out, from)
				break
			}
		}
	}
	return out
}

// recipientList reads the addressees that start at byte p of sentence i.
func (w *work) recipientList(i, p int) []recipient {
	x := &w.sentences[i]
	if list := w.chiefs(p, x.b); len(list) > 0 {
		return list
	}
	end := w.recipientEnd(p, x.b)
	if end <= p {
		return nil
	}
	var out []recipient
	from := p
	ms := mention.Scan(w.s, p, end)
	opening := hasAny(x.low[max(0, p-x.a-50):p-x.a], []cue{"in a ", "in his ", "in her ", "in their ", "in an ", "in the "}) // "In a letter to X, Senator Y asked"
	if v := w.letterVerb(x); v >= 0 && v < p-x.a {
		opening = false // "led colleagues in a letter to X, Ranking Member Y and Z"
	}
	for i, m := range ms {
		m.Start = w.bareName(from, &m)
		name := m.Name(w.s)
		if i+1 < len(ms) && m.Title == "" && !m.HasTag && w.belongs(m.TagEnd, ms[i+1].Start) {
			continue // "Harbour Works President and CEO Ana Costa"
		}
		if m.Start < from || w.owner(&m) || w.placeOf(from, &m, ms[i+1:]) {
			continue // part of the office behind the name before, "members of President X's cabinet", "General of Fort X, Y"
		}
		if opening && (len(out) > 0 || w.s[p:m.TitleStart] != "" && strings.Contains(w.s[p:m.TitleStart], ",")) && w.writerBehindComma(from, &m) {
			end = m.TitleStart
			break
		}
		if w.partOfBody(p, &m, end) {
			continue // "Office of River Crossings", "Harbour Safety Agency Director Ana Costa"
		}
		start0 := from
		from = m.TagEnd
		if strings.TrimSpace(w.s[m.TagEnd:end]) == "" && end < x.b && w.verbAt(end) && strings.Contains(w.s[p:m.TitleStart], ",") {
			continue // "In his letter to the president, Schatz cites"
		}
		if m.Words < 2 && m.Office == mention.NoOffice {
			if r, ok := w.official(&m); ok && len(ms) == 1 {
				return []recipient{r}
			}
		}
		if m.Words < 2 && m.Office == mention.NoOffice || genericReader(name) || mention.StateCode(name) != "" {
			from = start0 // no addressee: the words may be part of an office
			continue
		}
		office, start := w.officeBefore(min(start0, m.Start), &m)
		if office == "" && m.Office != mention.Legislator {
			office, start = w.officeBeforeComma(min(start0, m.Start), &m)
		}
		office, start = w.ranked(start0, &m, office, start)
		name = m.Name(w.s)
		if m.Office == mention.NoOffice && office == "" && w.bodyName(name) {
			out = append(out, recipient{a: m.Start, b: m.End, body: name, name: "", office: "", kind: "to", rule: "letter-to"})
			continue
		}
		r := recipient{a: start, b: m.End, name: name, office: office, kind: "to", rule: "letter-to", title: m.Title}
		if r.office == "" {
			r.office = w.officeAfter(m.TagEnd, end)
			if r.office != "" {
				r.b = m.TagEnd + strings.Index(w.s[m.TagEnd:], r.office) + len(r.office)
				from = r.b
			}
		}
		out = append(out, r)
	}
	if n := countNamed(out); n > 0 && n < len(out) {
		named := out[:0]
		for _, r := range out {
			if r.name != "" {
				named = append(named, r)
			}
		}
		out = named
	}
	if len(out) > 0 {
		return append(out, w.furtherBodies(from, x.b)...)
	}
	if list := w.companyList(p, end); len(list) > 0 {
		return list
	}
	return w.bodies(p, end)
}

// chiefs reads "the CEOs of A, B, and C" as the bodies that they lead.
func (w *work) chiefs(p, b int) []recipient {
	low := lower(w.s[p:min(b, p+60)])
	k := -1
	for _, v := range []string{"ceos of ", "chief executives of ", "chief executive officers of ", "heads of ", "executives of ", "executives at ", "presidents of ", "leaders of "} {
		if j := strings.Index(low, v); j >= 0 && j < 16 {
			k = j + len(v)
			break
		}
	}
	if k < 0 {
		return nil
	}
	var out []recipient
	p += k
	for _, part := range splitList(w.s[p:b]) {
		a := p + part[0]
		e := capitalsAfter(w.s, a, p+part[1])
		if e <= a || e-a > 60 || strings.HasPrefix(w.s[a:e], "The ") || strings.HasPrefix(w.s[a:e], "House") || strings.HasPrefix(w.s[a:e], "Senate") {
			break
		}
		out = append(out, recipient{a: a, b: e, name: w.s[a:e], kind: "to", rule: "letter-to-heads"})
		if e < p+part[1] {
			break
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// writerBehindComma tells whether the name m behind the addressee that ends at byte from is that of the writer: "In a
// letter to the commissioner, Senator X, joined by ...".
func (w *work) writerBehindComma(from int, m *mention.Mention) bool {
	if from > m.TitleStart {
		return false
	}
	gap := w.s[from:m.TitleStart]
	if k := strings.LastIndexByte(gap, ','); k < 0 || strings.Contains(gap[k:], "and ") {
		return false
	}
	if m.Office == mention.Legislator || w.signerLike(m) {
		return true
	}
	return (m.Office == mention.Honorific || m.Title == "") && m.TagEnd < len(w.s) && w.s[m.TagEnd] == ' ' && w.verbAt(m.TagEnd+1)
}

// belongs tells whether nothing but the words of an office stands in s[a:b], so that the name before it is that of the
// body whose officer follows.
func (w *work) belongs(a, b int) bool {
	if a >= b || w.s[a] != ' ' {
		return false
	}
	gap := strings.TrimSpace(w.s[a:b])
	return gap != "" && len(gap) < 60 && !strings.HasPrefix(gap, "and ") && !strings.ContainsAny(gap, ",;.") && officeWord(gap)
}

// verbAt tells whether a finite verb rather than a preposition or participle starts at byte p.
func (w *work) verbAt(p int) bool {
	i := p
	for i < len(w.s) && w.s[i] >= 'a' && w.s[i] <= 'z' {
		i++
	}
	word := w.s[p:i]
	switch word {
	case "", "regarding", "about", "in", "after", "that", "with", "over", "today", "yesterday", "this", "last", "on", "to", "as", "earlier", "because", "when", "ahead", "before", "by", "concerning", "following", "his", "her", "their":
		return false
	}
	return !strings.HasSuffix(word, "ing")
}

// recipientEnd is where the list of addressees that starts at p ends: before a verb, a preposition of the topic or a
// quotation.
func (w *work) recipientEnd(p, limit int) int {
	i := p
	for i < limit && i < p+400 {
		r, n := utf8.DecodeRuneInString(w.s[i:limit])
		switch {
		case r == '“' || r == '"' || r == ':' || r == '(' && false || r == '—':
			return i
		case unicode.IsLetter(r):
			j := i
			for j < limit {
				q, m := utf8.DecodeRuneInString(w.s[j:limit])
				if !unicode.IsLetter(q) && q != '-' && q != '’' && q != '\'' {
					break
				}
				j += m
			}
			word := w.s[i:j]
			if word == "on" && !strings.Contains(lower(w.s[max(p, i-16):i]), "commi") && !strings.Contains(lower(w.s[max(p, i-9):i]), "caucus") {
				return i
			}
			if i > p && unicode.IsUpper(r) && headlineVerbs[strings.ToLower(word)] {
				return i
			}
			if unicode.IsLower(r) && (recipientStops[word] || !listWords[word] && !recipientWords[word]) {
				return i
			}
			i = j
		default:
			i += n
		}
	}
	return i
}

// headlineVerbs end the addressees of a headline in capitals: "Send Letter to President Calling for".
var headlineVerbs = map[string]bool{
	"calling": true, "urging": true, "asking": true, "requesting": true, "demanding": true, "expressing": true, "seeking": true, "regarding": true, "opposing": true, "supporting": true, "on": true, "about": true,
	"pressing": true, "questioning": true, "outlining": true, "warning": true, "concerning": true, "to": true, "over": true,
}

// recipientWords may stand in small letters among addressees, beside listWords.
var recipientWords = map[string]bool{
	"at": true, "acting": true, "director": true, "heads": true, "head": true, "secretary": true, "secretaries": true, "president": true, "ceo": true, "appropriators": true, "conferees": true,
	"attorney": true, "general": true, "prime": true, "minister": true, "governor": true, "agency": true, "administrator": true, "executives": true, "officials": true, "leadership": true, "executive": true, "officer": true, "chief": true,
	"companies": true, "department": true, "company": true, "board": true, "directors": true, "negotiators": true, "administration": true, "commissioner": true, "commissioners": true, "ambassador": true, "appropriations": true, "both": true, "then": true,
	"staff": true, "party": true, "governors": true, "on": true, "top": true, "key": true, "ministers": true, "separate": true,
	"von": true, "van": true, "de": true, "la": true, "del": true, "der": true, "bin": true, "al": true, "el": true, "da": true, "di": true, "le": true, "du": true,
}

// bodyName tells whether a capitalised name is a company or body: it cannot be told from a person by shape alone, so
// words of companies decide.
func (w *work) bodyName(name string) bool {
	l := lower(name)
	return hasAny(l, []cue{"energy", "oil", "bank", "motors", "airlines", "pharma", "group", "holdings", "media", "google", "amazon", "meta", "tik tok", "app", "systems", "technologies", "corp", "industries", "partners", "capital", "wells fargo", "post "})
}

// bodies reads offices and bodies without names: "the House and Senate Committees on Appropriations", "the White House".
func (w *work) bodies(p, end int) []recipient {
	a, b := trimBytes(w.s, p, end)
	for b > a && strings.IndexByte(",.;:- ", w.s[b-1]) >= 0 {
		b--
	}
	if k := strings.Index(w.s[a:b], ", the "); k > 0 {
		b = a + k
	}
	for _, pre := range []string{"the ", "non-partisan ", "nonpartisan ", "bipartisan ", "independent "} {
		if strings.HasPrefix(w.s[a:b], pre) {
			a += len(pre)
		}
	}
	if k := strings.IndexByte(w.s[a:b], ','); k > 0 && leadership(w.s[a:a+k]) {
		b = a + k
	}
	text := w.s[a:b]
	for _, pre := range []string{"the ", "a ", "leaders of the ", "leadership of the "} {
		if strings.HasPrefix(text, pre) {
			a += len(pre)
			text = text[len(pre):]
		}
	}
	if text == "" || len(text) > 200 {
		return nil
	}
	r, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(r) && !leadership(text) {
		return nil
	}
	x := recipient{a: a, b: b, kind: "to", rule: "letter-to"}
	if officeWord(text) {
		x.office = text
	} else if !bodyWords(text) {
		return nil
	} else {
		x.body = text
		x.office = text
	}
	return w.apart(x)
}

// bodyWords tells whether words name a body of government, a company or a board.
func bodyWords(s string) bool {
	if !strings.Contains(s, " ") && len(s) <= 6 && strings.ToUpper(s) == s {
		return true // EPA, USDA
	}
	return hasAny(lower(s), []cue{
		"committee", "department", "agency", "administration", "commission", "house", "senate", "congress", "bureau", "corps", "service", "board", "council", "office", "leader", "members", "appropriat", "conferees",
		"company", "companies", "corporation", "inc", "bank", "university", "association", "authority", "institute", "group", "energy", "government", "court", "center", "supercommittee", "league", "nations", "union", "fund", "embassy", "society", "organization", "foundation", "coalition", "network", "postal", "coast guard", "army", "navy", "airlines", "airport", "white house", "pentagon", "treasury", "reserve",
		"federation", "assembly", "parliament", "tribunal", "ministry", "secretariat", "mission to",
	})
}

// urged reads "urged President Joe Biden to" and "called on Secretary X to" in an early sentence.
func (w *work) urged(i int) []recipient {
	x := &w.sentences[i]
	if x.headline {
		return nil
	}
	for _, v := range []string{"urged ", "urging ", "urge ", "called on ", "calling on ", "call on ", "asked ", "asking ", "implored ", "pressed ", "pressing ", "requested that ", "demanded that ", "demanding that ", "slammed ", "blasted ", "called out ", "calling out ", "wrote "} {
		k := strings.Index(x.low, v)
		if k < 0 || w.quoted(x.a+k) || v == "wrote " && w.quoteEndsBefore(x.a+k) {
			continue
		}
		list := w.recipientList(i, x.a+k+len(v))
		if len(list) > 0 && list[0].name != "" && !strings.HasPrefix(w.s[list[len(list)-1].b:], " be ") { // "requested that Ana Costa be heard"
			for j := range list {
				list[j].rule = "urged"
			}
			return list
		}
	}
	return nil
}

// asked reads the bodies from which a letter requests answers: "requests answers from representatives at A, B and C".
func (w *work) asked(i int) []recipient {
	x := &w.sentences[i]
	if letterWord(x.low) < 0 || w.inQuote(i) {
		return nil
	}
	k := -1
	for _, v := range []string{" from representatives at ", " from representatives of ", " from executives at ", " from the ceos of ", " to the ceos of ", " from the heads of ", " answers from ", " responses from ", " information from ", "the ceos of "} {
		if j := strings.LastIndex(x.low, v); j >= 0 {
			k = j + len(v)
			break
		}
	}
	if k < 0 {
		return nil
	}
	var out []recipient
	p := x.a + k
	for _, part := range splitList(w.s[p:x.b]) {
		a, b := p+part[0], p+part[1]
		r, _ := utf8.DecodeRuneInString(w.s[a:b])
		if !unicode.IsUpper(r) || b-a > 60 {
			break
		}
		out = append(out, recipient{a: a, b: b, name: w.s[a:b], kind: "to", rule: "answers-from"})
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// splitList divides a list at commas, semicolons and "and" into trimmed ranges.
func splitList(s string) [][2]int {
	var out [][2]int
	a := 0
	emit := func(b int) {
		x, y := trimBytes(s, a, b)
		for y > x && s[y-1] == '.' {
			y--
		}
		if strings.HasPrefix(s[x:y], "and ") {
			x += 4
		}
		if x < y {
			out = append(out, [2]int{x, y})
		}
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == ',' || s[i] == ';':
			emit(i)
			a = i + 1
		case strings.HasPrefix(s[i:], " and "):
			emit(i)
			a = i + 5
		}
	}
	emit(len(s))
	return out
}
