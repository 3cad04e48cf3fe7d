package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/graph/match"
	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// recipient is an addressee in the making; the span covers name and office where they stand together.
type recipient struct {
	a, b   int
	name   string
	office string
	body   string
	kind   string
	rule   string
	title  string // title printed before the name, for resolving
}

// recipients finds the addressees: of an embedded letter in its address block, then its salutation; of a reported one in
// the sentence that tells of it. Those under cc follow.
func (w *work) recipients(d *draft, l *schema.Letter) {
	var list []recipient
	if d.embedded >= 0 {
		e := w.lay.Letters[d.embedded]
		list = w.addressBlock(e.Address, "to", "address")
		list = w.withSalutation(list, e.Salutation)
	}
	generic := len(list) == 0 || allGeneric(list)
	if generic {
		if told := w.toldRecipients(d); len(told) > 0 {
			list = told
		}
	}
	w.wholeNames(list)
	list = distinct(list)
	if d.embedded >= 0 {
		list = append(list, distinct(w.addressBlock(w.lay.Letters[d.embedded].CC, "cc", "cc"))...)
	}
	separate := w.separateCopies(d, list)
	for i := range list {
		x := &list[i]
		r := schema.Recipient{Name: x.name, Office: x.office, Organization: x.body, Kind: x.kind, Order: i + 1, Rule: x.rule, Span: w.span(x.a, x.b),
			SeparateCopy: separate && x.kind == "to"}
		w.resolveRecipient(x, &r)
		l.Recipients = append(l.Recipients, r)
	}
}

// separateCopies tells whether the text says that each addressee got a letter of his own.
func (w *work) separateCopies(d *draft, list []recipient) bool {
	if len(list) < 2 {
		return false
	}
	for i := range w.sentences {
		low := w.sentences[i].low
		if strings.Contains(low, "separate letters") || strings.Contains(low, "individual letters") || strings.Contains(low, "identical letters") || strings.Contains(low, "sent letters to") || strings.Contains(low, "letters were sent to") || strings.Contains(low, "wrote letters to") {
			return true
		}
		if i > 40 {
			break
		}
	}
	return false
}

// resolveRecipient asks who the addressee is, when a name is printed.
func (w *work) resolveRecipient(x *recipient, r *schema.Recipient) {
	if w.r.resolver == nil || x.name == "" {
		return
	}
	m := match.Mention{Name: x.name, Title: x.office, Date: w.asOf, Chamber: chamberOf(x.title + " " + x.office + " " + x.body)}
	if m.Title == "" {
		m.Title = x.title
	}
	res := w.r.resolver.Resolve(m)
	if res.Decision != schema.Accepted && m.Chamber != "" && strings.Contains(x.name, " ") {
		m.Chamber = ""
		if again := w.r.resolver.Resolve(m); again.Decision == schema.Accepted {
			res = again
		}
	}
	if c := lone(res); c != nil && m.Chamber != "" && !strings.Contains(x.name, " ") {
		r.Person, r.Decision = c.ID, schema.Accepted
		return
	}
	r.Person, r.Decision = personOf(res), res.Decision
}

// lone is the only candidate of an open question, nil when there are several or none.
func lone(res match.Result) *schema.Person {
	if res.Decision != schema.Ambiguous || len(res.Candidates) != 1 {
		return nil
	}
	return res.Candidates[0].Person
}

// chamberOf reads the chamber out of a printed office.
func chamberOf(office string) string {
	l := lower(office)
	switch {
	case strings.Contains(l, "senat"):
		return "sen"
	case strings.Contains(l, "house of rep") || strings.Contains(l, "congress") || strings.Contains(l, "rep.") || strings.Contains(l, "representative") || strings.Contains(l, "speaker") || strings.Contains(l, "u.s. house"):
		return "rep"
	case strings.Contains(l, "chair") || strings.Contains(l, "ranking member") || strings.Contains(l, "majority leader") || strings.Contains(l, "minority") || strings.Contains(l, "democratic leader") || strings.Contains(l, "republican leader"):
		if strings.Contains(l, "commission") || strings.Contains(l, "board") {
			return ""
		}
		return "sen,rep"
	case strings.Contains(l, "secretary") || strings.Contains(l, "president") || strings.Contains(l, "attorney general") || strings.Contains(l, "director") || strings.Contains(l, "administrator"):
		return "exec"
	}
	return ""
}

func allGeneric(list []recipient) bool {
	for _, x := range list {
		if x.name != "" || x.rule == "address" && (x.office != "" || x.body != "") {
			return false
		}
	}
	return true
}

// wholeNames gives addressees who are printed by surname alone the whole names that the document prints elsewhere.
func (w *work) wholeNames(list []recipient) {
	need := map[string]int{}
	for i, x := range list {
		if x.name != "" && !strings.Contains(x.name, " ") {
			need[surname(x.name)] = i
		}
	}
	for i := range w.sentences {
		if len(need) == 0 || w.sentences[i].a > wholeNames {
			return
		}
		for _, m := range w.mentions(i) {
			if m.Words < 2 {
				continue
			}
			name := m.Name(w.s)
			k, ok := need[surname(name)]
			if !ok {
				continue
			}
			delete(need, surname(name))
			x := &list[k]
			office, start := w.officeBefore(w.sentences[i].a, &m)
			x.name, x.a, x.b = name, start, m.End
			if office != "" && x.office == "" {
				x.office = office
			}
			if x.title == "" {
				x.title = m.Title
			}
			x.rule += "+whole-name"
		}
	}
}

func distinct(list []recipient) []recipient {
	seen := map[string]bool{}
	out := list[:0]
	for _, x := range list {
		key := foldName(x.name)
		if key == "" {
			key = "-" + lower(x.office+x.body)
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, x)
	}
	return out
}

// withSalutation adds what the salutation tells: names missing in the address, or the only names there are.
func (w *work) withSalutation(list []recipient, sp schema.Span) []recipient {
	if sp[1] == 0 {
		return list
	}
	a, b := w.lay.Text.Bytes(sp)
	if strings.HasPrefix(w.s[a:b], "Dear") {
		a += len("Dear")
	}
	named := false
	if low := lower(w.s[a:b]); strings.Contains(low, "to whom") {
		return list
	} else if strings.Contains(low, "committee") || strings.Contains(low, "members of") || strings.Contains(low, "conferees") {
		return w.readers(list, a, b)
	}
	for _, m := range mention.Scan(w.s, a, b) {
		name := m.Name(w.s)
		if m.Office == mention.NoOffice && m.Words < 2 && !m.Inherited || genericReader(name) {
			continue
		}
		named = true
		known := false
		for i := range list {
			if surname(list[i].name) == surname(name) {
				known = true
			}
		}
		if known {
			continue
		}
		if len(list) == 1 && list[0].name == "" {
			list[0].name, list[0].title = name, m.Title
			list[0].a, list[0].b = m.TitleStart, m.End
			continue
		}
		if len(list) > 0 && list[0].rule == "address" && len(list) == countNamed(list) && !strings.Contains(lower(w.s[a:b]), " and ") {
			continue // the address names somebody; the salutation misspells him
		}
		x := recipient{a: m.Start, b: m.End, name: name, kind: "to", rule: "salutation", title: m.Title}
		if m.Office != mention.Honorific {
			x.office = m.Title
		}
		list = append(list, x)
	}
	if named {
		return list
	}
	return w.readers(list, a, b)
}

// readers takes the words after Dear as one office or body, when no addressee is known.
func (w *work) readers(list []recipient, a, b int) []recipient {
	if len(list) > 0 {
		return list
	}
	x, y := trimBytes(w.s, a, b)
	for y > x && strings.IndexByte(",:;.*_ ", w.s[y-1]) >= 0 {
		y--
	}
	if t := w.s[x:y]; t != "" && len(t) < 120 {
		off := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(t, "Mr. "), "Madam "), "Mme. ")
		list = append(list, recipient{a: y - len(off), b: y, office: off, kind: "to", rule: "salutation"})
	}
	return list
}

func countNamed(list []recipient) int {
	n := 0
	for _, x := range list {
		if x.name != "" {
			n++
		}
	}
	return n
}

// genericReader tells whether words after Dear name nobody: "Industry Leaders", "Conferees".
func genericReader(name string) bool {
	l := lower(name)
	return hasAny(l, []cue{"leader", "leadership", "colleague", "conferee", "members", "commissioner", "committee", "sir", "madam", "official", "whom", "director", "team", "executive", "industry", "chairs", "appropriat"})
}

func trimBytes(s string, a, b int) (int, int) {
	for a < b {
		r, n := utf8.DecodeRuneInString(s[a:b])
		if !unicode.IsSpace(r) {
			break
		}
		a += n
	}
	for a < b {
		r, n := utf8.DecodeLastRuneInString(s[a:b])
		if !unicode.IsSpace(r) {
			break
		}
		b -= n
	}
	return a, b
}

// recipientStops end the list of addressees behind "letter to".
var recipientStops = map[string]bool{"regarding": true, "about": true, "in": true, "after": true, "which": true, "who": true, "that": true, "with": true, "over": true, "today": true, "yesterday": true, "this": true, "last": true,
	"on": false, "to": true, "as": true, "earlier": true, "opposing": true, "because": true, "when": true, "where": true, "outlining": true, "following": true, "ahead": true, "was": true, "were": true, "is": true, "are": true, "has": true, "have": true,
	"before": true, "by": true, "signed": true, "sent": true, "led": true, "demand": true, "request": true, "calls": true, "urged": true, "asks": true, "citing": true, "also": true, "but": true, "if": true, "it": true, "they": true, "he": true, "she": true, "his": false, "her": false,
	"wrote": true, "states": true, "said": true, "concerning": true, "expressed": true, "released": true}

// toldRecipients reads the addressees in the sentences that tell of the letter: first behind "letter to" and the like,
// then behind any "to" that follows the word letter, then those who are urged, then bodies that are asked for answers.
func (w *work) toldRecipients(d *draft) []recipient {
	var second []recipient // names without any office: bodies that look like persons, or persons without titles
	for _, starts := range []func(*sentence) []int{w.cuedStarts, w.looseStarts} {
		for i := max(0, d.event); i < len(w.sentences); i++ {
			x := &w.sentences[i]
			if x.headline || w.inQuote(i) && i != d.event {
				continue
			}
			ev, passed := letterEvent(x.low)
			if (!ev || passed) && i != d.event {
				continue
			}
			for _, p := range starts(x) {
				list := w.recipientList(i, x.a+p)
				if len(list) > 0 && inOffice(list) {
					return list
				}
				if second == nil {
					second = list
				}
			}
			if i > d.event+6 && d.event >= 0 {
				break
			}
		}
	}
	if len(second) > 0 {
		return second
	}
	for i := range w.sentences {
		if i > 6 {
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
	}
	return nil
}

// urgedBody reads "urged the White House to", "called on the EPA to".
func (w *work) urgedBody(i int) []recipient {
	x := &w.sentences[i]
	for _, v := range []string{"urged the ", "urging the ", "called on the ", "calling on the ", "asked the ", "asking the ", "pressed the ", "urge the ", "call on the "} {
		k := strings.Index(x.low, v)
		if k < 0 || w.quoted(x.a+k) {
			continue
		}
		p := x.a + k + len(v)
		e := capitalsAfter(w.s, p, x.b)
		if e > p && bodyWords(w.s[p:e]) {
			return []recipient{{a: p, b: e, office: w.s[p:e], body: w.s[p:e], kind: "to", rule: "urged"}}
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
var recipientCues = []string{"letter to ", "letters to ", "letter was sent to ", "letter sent to ", "letters sent to ", "wrote to ", "write to ", "writing to ", "writes to ", "written to ", "wrote a letter to ",
	"addressed to ", "letter addressed to ", "directed to ", "delivered to ", "sent to ", "letter today to ", "wrote ", "letter asking ", "letter urging ", "letter calling on ", "letter requesting ", "letter demanding "}

// cuedStarts are the offsets behind the words that announce addressees.
func (w *work) cuedStarts(x *sentence) []int {
	var out []int
	for _, c := range recipientCues {
		if k := strings.Index(x.low, c); k >= 0 && (k == 0 || !isLetter(x.low[k-1])) && !w.quoted(x.a+k) {
			out = append(out, k+len(c))
		}
	}
	return out
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
			from += j + len(" to ")
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
	opening := strings.HasPrefix(x.low, "in ") && p-x.a < 60
	for i, m := range ms {
		name := m.Name(w.s)
		if i+1 < len(ms) && m.Title == "" && !m.HasTag && w.belongs(m.TagEnd, ms[i+1].Start) {
			continue // "Harbour Works President and CEO Ana Costa"
		}
		if m.Start < from {
			continue // part of the office behind the name before
		}
		if len(out) > 0 && opening && w.writerBehindComma(from, &m) {
			break
		}
		start0 := from
		from = m.TagEnd
		if strings.TrimSpace(w.s[m.TagEnd:end]) == "" && end < x.b && w.verbAt(end) && strings.Contains(w.s[p:m.TitleStart], ",") {
			continue // "In his letter to the president, Schatz cites"
		}
		if m.Words < 2 && m.Office == mention.NoOffice || genericReader(name) || mention.StateCode(name) != "" {
			continue
		}
		office, start := w.officeBefore(min(start0, m.Start), &m)
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
		return out
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
	if from > m.TitleStart || !strings.Contains(w.s[from:m.TitleStart], ",") || strings.Contains(w.s[from:m.TitleStart], "and ") {
		return false
	}
	return m.Office == mention.Legislator || w.signerLike(m)
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

// recipientWords may stand in small letters among addressees, beside listWords.
var recipientWords = map[string]bool{"at": true, "acting": true, "director": true, "heads": true, "head": true, "secretary": true, "secretaries": true, "president": true, "ceo": true, "appropriators": true, "conferees": true,
	"attorney": true, "general": true, "prime": true, "minister": true, "governor": true, "agency": true, "administrator": true, "executives": true, "officials": true, "leadership": true, "executive": true, "officer": true, "chief": true,
	"companies": true, "department": true, "company": true, "board": true, "directors": true, "negotiators": true, "administration": true, "commissioner": true, "commissioners": true, "ambassador": true, "appropriations": true, "both": true, "then": true,
	"party": true, "governors": true, "on": true, "top": true, "key": true, "ministers": true, "separate": true,
	"von": true, "van": true, "de": true, "la": true, "del": true, "der": true, "bin": true, "al": true, "el": true, "da": true, "di": true, "le": true, "du": true}

// officeBefore reads the office before a name: "Secretary of State", "Health and Human Services Secretary", "NRG President
// and CEO". It goes back over capitalised words and connectives.
func (w *work) officeBefore(p int, m *mention.Mention) (office string, start int) {
	seg := w.s[p:m.Start]
	end := len(strings.TrimRight(seg, " "))
	if end == 0 {
		return "", m.Start
	}
	begin := end
	for k := end; k > 0; {
		j := strings.LastIndexByte(seg[:k], ' ') + 1
		word := seg[j:k]
		r, _ := utf8.DecodeRuneInString(word)
		if strings.HasSuffix(word, ",") || strings.HasSuffix(word, ";") {
			break
		}
		if !unicode.IsUpper(r) && word != "of" && word != "the" && word != "for" && word != "and" && word != "on" && word != "to" {
			break
		}
		if word == "and" && !officeWord(seg[k:end]) {
			break
		}
		if word == "and" && officeTail(seg[:j]) {
			break
		}
		begin = j
		k = len(strings.TrimRight(seg[:j], " "))
		if j == 0 {
			break
		}
	}
	office = strings.TrimSpace(seg[begin:end])
	for {
		switch {
		case strings.HasPrefix(office, "the "), strings.HasPrefix(office, "and "), strings.HasPrefix(office, "for "), strings.HasPrefix(office, "of "), strings.HasPrefix(office, "to "):
			office = office[strings.IndexByte(office, ' ')+1:]
			continue
		}
		break
	}
	if office == "" || !officeWord(office) || len(office) > 140 {
		return "", m.Start
	}
	if m.Inherited {
		return m.Title, m.Start
	}
	return office, p + strings.LastIndex(w.s[p:m.Start], office)
}

// officeTail tells whether words end in a title that a name of its own follows before "and".
func officeTail(s string) bool {
	f := strings.Fields(s)
	return len(f) > 0 && strings.HasSuffix(f[len(f)-1], ",")
}

// officeWord tells whether words hold a title.
func officeWord(s string) bool {
	for _, f := range strings.Fields(s) {
		if mention.IsTitleWord(strings.Trim(f, ",;")) {
			return true
		}
		switch strings.ToLower(strings.Trim(f, ",;.")) {
		case "ranking", "ceo", "officer", "advisor", "adviser", "leader", "minister", "president", "general", "head", "chief":
			return true
		}
	}
	return false
}

// officeAfter reads the office behind a name: ", President of the ...", "of Russia" is none.
func (w *work) officeAfter(p, end int) string {
	if p >= end || w.s[p] != ',' {
		return ""
	}
	seg := w.s[p+1 : end]
	for _, stop := range []string{", and ", ",", " and the ", ";"} {
		if k := strings.Index(seg, stop); k >= 0 {
			seg = seg[:k]
		}
	}
	seg = strings.TrimRight(strings.TrimSpace(seg), ". ")
	if !officeWord(seg) || len(seg) > 140 || strings.HasPrefix(seg, "and ") {
		return ""
	}
	f := strings.Fields(seg)
	if mention.IsTitleWord(f[0]) && len(f) > 1 && len(mention.Scan(seg, 0, len(seg))) > 0 && !strings.Contains(seg, " of ") {
		return "" // the next addressee: ", Secretary Blinken"
	}
	return seg
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
	if !unicode.IsUpper(r) {
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
	return []recipient{x}
}

// bodyWords tells whether words name a body of government, a company or a board.
func bodyWords(s string) bool {
	if !strings.Contains(s, " ") && len(s) <= 6 && strings.ToUpper(s) == s {
		return true // EPA, USDA
	}
	return hasAny(lower(s), []cue{"committee", "department", "agency", "administration", "commission", "house", "senate", "congress", "bureau", "corps", "service", "board", "council", "office", "leader", "members", "appropriat", "conferees",
		"company", "companies", "corporation", "inc", "bank", "university", "association", "authority", "institute", "group", "energy", "government", "court", "center", "supercommittee", "league", "nations", "union", "fund", "embassy"})
}

// urged reads "urged President Joe Biden to" and "called on Secretary X to" in an early sentence.
func (w *work) urged(i int) []recipient {
	x := &w.sentences[i]
	if x.headline {
		return nil
	}
	for _, v := range []string{"urged ", "urging ", "urge ", "called on ", "calling on ", "call on ", "asked ", "asking ", "implored ", "pressed ", "pressing ", "requested that ", "demanded that ", "demanding that ", "wrote "} {
		k := strings.Index(x.low, v)
		if k < 0 || w.quoted(x.a+k) {
			continue
		}
		list := w.recipientList(i, x.a+k+len(v))
		if len(list) > 0 && list[0].name != "" {
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
