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
	var copies schema.Span
	if d.embedded >= 0 {
		e := w.lay.Letters[d.embedded]
		var to schema.Span
		to, copies = w.toAndCC(e.Address)
		list = w.addressBlock(to, "to", "address")
		if len(list) == 0 && to[1] == 0 && e.Salutation[1] > 0 {
			list = w.addressBlock(w.addressAbove(e.Salutation), "to", "address")
		}
		list = w.polished(w.withSalutation(list, e.Salutation))
	}
	generic := len(list) == 0 || allGeneric(list)
	if generic {
		if told := w.toldRecipients(d); len(told) > 0 && (len(list) == 0 || !byPhrase(told) && !greetsHead(list, told)) {
			list = w.polished(told)
		}
	}
	for i := range list {
		if last, ok := strings.CutPrefix(list[i].name, "Chief "); ok && !strings.Contains(last, " ") { // too many offices begin so to make it a title
			list[i].name, list[i].office, list[i].title = last, "Chief", "Chief"
		}
	}
	w.wholeNames(list)
	list = distinct(list)
	if d.embedded >= 0 {
		cc := w.addressBlock(copies, "cc", "cc")
		cc = append(cc, w.addressBlock(w.lay.Letters[d.embedded].CC, "cc", "cc")...)
		list = append(list, distinct(cc)...)
	}
	list = w.addressees(list)
	w.spelledOut(list)
	separate := w.separateCopies(list)
	for i := range list {
		x := &list[i]
		r := schema.Recipient{
			Name: x.name, Office: x.office, Organization: x.body, Kind: x.kind, Order: i + 1, Rule: x.rule, Span: w.span(x.a, x.b),
			SeparateCopy: separate && x.kind == "to",
		}
		w.resolveRecipient(x, &r)
		l.Recipients = append(l.Recipients, r)
	}
}

// greetsHead tells whether the salutation greets the president, whose house or administration is all that the report tells
// of: "a letter to the White House", "Dear Mr. President".
func greetsHead(list, told []recipient) bool {
	if len(list) != 1 || len(told) != 1 || told[0].name != "" || !strings.EqualFold(list[0].office, "president") {
		return false
	}
	place := told[0].office + " " + told[0].body
	return strings.Contains(place, "White House") || strings.Contains(place, "Administration")
}

// separateCopies tells whether the text says that each addressee got a letter of his own.
func (w *work) separateCopies(list []recipient) bool {
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
		for n, m := range w.mentions(i) {
			if m.Words < 2 {
				continue
			}
			name := m.Name(w.s)
			k, ok := need[surname(name)]
			if !ok || m.HasTag && m.Tag.Party != "" && m.Office == mention.Legislator && (list[k].rule == "salutation" || list[k].rule == "address") && honorific(list[k].title) {
				continue // "Dear Mr. Costa" is not Senator Ana Costa (D-WY)
			}
			if m.HasTag && otherOffice(list[k].office, m.Title) {
				continue
			}
			delete(need, surname(name))
			x := &list[k]
			office, start := w.officeOf(i, n)
			x.name, x.a, x.b = name, start, m.End
			if len(office) > len(x.office) && strings.Contains(lower(office), lower(x.office)) && !strings.HasSuffix(office, " and "+x.office) {
				x.office = office
			}
			if x.title == "" {
				x.title = m.Title
			}
			x.rule = strings.TrimSuffix(x.rule, "+whole-name") + "+whole-name"
		}
	}
}

// otherOffice tells whether one is printed with an office that only one person holds, and the other with none or another:
// "Speaker Costa" is not Rep. Ana Costa.
func otherOffice(office, title string) bool {
	for _, head := range []string{"speaker", "leader", "president", "secretary", "governor"} {
		if strings.Contains(lower(office), head) && !strings.Contains(lower(title), head) {
			return true
		}
	}
	return false
}

// distinct leaves out who stands in the list already, by the same name or by the surname alone.
func distinct(list []recipient) []recipient {
	seen := map[string]bool{}
	for _, x := range list {
		if strings.Contains(x.name, " ") {
			seen[surname(x.name)] = true
		}
	}
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
	} else if k := strings.Index(lower(w.s[a:b]), "open letter to "); k >= 0 && k < 8 {
		a += k + len("open letter to ")
		if strings.HasPrefix(w.s[a:b], "the ") {
			a += len("the ")
		}
		if len(mention.Scan(w.s, a, b)) == 0 || strings.Contains(w.s[a:b], " of ") {
			return w.readers(list, a, b)
		}
	}
	named := false
	if low := lower(w.s[a:b]); strings.Contains(low, "to whom") {
		return list
	} else if len(list) == 0 && pluralOffice(low) {
		return w.readers(list, a, b)
	} else if strings.Contains(low, "committee") || strings.Contains(low, "members of") || strings.Contains(low, "conferees") {
		return w.readers(list, a, b)
	}
	from := a
	for _, m := range mention.Scan(w.s, a, b) {
		name := m.Name(w.s)
		if m.Office == mention.NoOffice && m.Words < 2 && !m.Inherited || genericReader(name) {
			continue
		}
		named = true
		known := false
		for i := range list {
			if surname(list[i].name) == surname(name) || w.cutAtSurname(&list[i], surname(name)) {
				known = true
			}
		}
		if known {
			from = m.TagEnd
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
			if o, start := w.officeBefore(from, &m); len(o) > len(m.Title) {
				x.office, x.title, x.a = o, o, start
			}
		}
		from = m.TagEnd
		list = append(withGreeted(list, &x), x)
	}
	if named {
		return list
	}
	return w.readers(list, a, b)
}

// withGreeted adds the holder of an office who is greeted before x without a name, and takes his office out of x's:
// "Madam Speaker and Republican Leader Costa".
func withGreeted(list []recipient, x *recipient) []recipient {
	first, rest, ok := strings.Cut(x.office, " and ")
	for _, greeting := range []string{"Madam ", "Madame ", "Mr. ", "Mr "} {
		if office, found := strings.CutPrefix(first, greeting); ok && found && !strings.Contains(office, ",") {
			a := x.a + len(first) - len(strings.TrimLeft(office, " "))
			office = strings.TrimSpace(office)
			list = append(list, recipient{a: a, b: a + len(office), office: office, kind: "to", rule: "salutation"})
			x.a += len(first) + len(" and ")
			x.office, x.title = rest, rest
			break
		}
	}
	return list
}

// cutAtSurname ends an addressee's name behind the surname that the salutation prints, where the words of an office run on
// behind it: "Ana Costa Deputy Director" and "Dear Ms. Costa". It tells whether it did.
func (w *work) cutAtSurname(x *recipient, last string) bool {
	f := strings.Fields(x.name)
	for i := 1; i+1 < len(f); i++ {
		if foldName(f[i]) != last || mention.IsSuffix(f[i+1]) || strings.HasSuffix(f[i], "-") {
			continue
		}
		k := strings.Index(x.name, f[i]) + len(f[i])
		rest := strings.TrimSpace(x.name[k:])
		x.name = strings.TrimRight(x.name[:k], ",")
		if ms := mention.Scan(rest, 0, len(rest)); len(ms) > 0 && ms[0].Start == 0 && ms[0].Words >= 2 && !officeWord(rest) {
			return true // the next column's name
		}
		if x.office == "" || !strings.HasPrefix(x.office, rest) {
			x.office = strings.TrimSpace(rest + " " + x.office)
		}
		return true
	}
	return false
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
	return onlyTitles(name) || hasAny(l, []cue{"leader", "leadership", "colleague", "conferee", "members", "commissioner", "committee", "sir", "madam", "official", "whom", "director", "team", "executive", "industry", "chairs", "appropriat", "commander"})
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

// officeOf is [work.officeBefore] of the k-th name of sentence i: it does not reach over the name before.
func (w *work) officeOf(i, k int) (office string, start int) {
	ms := w.mentions(i)
	from := w.sentences[i].a
	for j := k - 1; j >= 0; j-- {
		gap := w.s[ms[j].TagEnd:max(ms[j].TagEnd, ms[k].Start)]
		if f := &ms[j]; f.HasTag || (f.Words >= 2 || f.Title != "") && (strings.Contains(gap, " and ") || strings.Contains(gap, ",")) {
			from = f.TagEnd
			break
		}
	}
	return w.officeBefore(min(from, ms[k].Start), &ms[k])
}

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
		if !unicode.IsUpper(r) && word != "of" && word != "the" && word != "for" && word != "and" && word != "on" && word != "to" && word != "chief" && word != "staff" {
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
		case strings.HasPrefix(office, "the "), strings.HasPrefix(office, "and "), strings.HasPrefix(office, "for "), strings.HasPrefix(office, "of "), strings.HasPrefix(office, "to "), strings.HasPrefix(office, "on "):
			office = office[strings.IndexByte(office, ' ')+1:]
			continue
		}
		break
	}
	office = withoutHonorific(office)
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
		case "ranking", "ceo", "officer", "advisor", "adviser", "leader", "minister", "president", "general", "head", "chief", "superintendent", "postmaster", "counsel", "chancellor", "mayor",
			"provost", "comptroller", "treasurer", "executive", "archivist", "librarian", "registrar", "sheriff", "envoy", "commandant", "co-chair", "chairperson":
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
	if k := w.nextName(seg); k > 0 {
		seg = seg[:k]
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
