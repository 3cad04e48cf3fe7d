package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// addressBlock reads the addressees of an address block or cc list.
func (w *work) addressBlock(sp schema.Span, kind, rule string) []recipient {
	if sp[1] == 0 {
		return nil
	}
	a, b := w.lay.Text.Bytes(sp)
	p := &addressParser{w: w, kind: kind, rule: rule}
	for i := a; i < b; {
		j := strings.IndexByte(w.s[i:b], '\n')
		if j < 0 {
			j = b
		} else {
			j += i
		}
		if x, y := trimBytes(w.s, i, j); x < y {
			p.line(x, y)
		}
		i = j + 1
	}
	p.closeOffices()
	return p.out
}

type addressParser struct {
	w      *work
	kind   string
	rule   string
	out    []recipient
	open   int // first recipient of the block that is being read
	closed bool
	lines  int
}

// line reads one line of an address block.
func (p *addressParser) line(a, b int) {
	s := p.w.s
	for a < b && strings.IndexByte("*_#>•- ", s[a]) >= 0 {
		a++
	}
	for b > a && strings.IndexByte("*_ ", s[b-1]) >= 0 {
		b--
	}
	if p.kind == "cc" {
		for _, pre := range []string{"cc:", "CC:", "Cc:", "cc", "CC", "Cc", "C.C.:"} {
			if strings.HasPrefix(s[a:b], pre) {
				a += len(pre)
				break
			}
		}
		a, b = trimBytes(s, a, b)
	}
	if a >= b || strings.HasPrefix(lower(s[a:b]), "via ") || strings.HasPrefix(lower(s[a:b]), "sent via") || strings.HasPrefix(lower(s[a:b]), "re:") || strings.EqualFold(s[a:b], "through:") || strings.HasPrefix(lower(s[a:b]), "attn") && p.lines == 0 {
		return
	}
	p.lines++
	if k := honorables(s, a, b); len(k) > 0 {
		p.honorable(a, b, k)
		return
	}
	text := s[a:b]
	fresh := len(p.out) == p.open || p.closed
	switch {
	case fresh && len(text) > 60 && (flat(text) || cityLine(text) && strings.ContainsAny(text[:len(text)-6], "0123456789")) && !digitFirst(text):
		p.flat(a, b)
	case street(text):
		p.closed = true
	case fresh:
		p.person(a, b)
	case p.startsPerson(a, b):
		p.person(a, b)
	default:
		p.office(a, b)
	}
}

// honorables are the places of "The Honorable" and its kin in s[a:b].
func honorables(s string, a, b int) []int {
	var out []int
	for _, h := range []string{"The Honorable ", "The Honourable ", "the Honorable ", "The Hon. ", "Hon. ", "Honorable ", "His Excellency ", "Her Excellency ", "HONORABLE ", "THE HONORABLE "} {
		for k := a; k < b; {
			j := strings.Index(s[k:b], h)
			if j < 0 {
				break
			}
			k += j
			dup := false
			for _, o := range out {
				if k >= o-4 && k <= o+16 {
					dup = true
				}
			}
			if !dup {
				out = append(out, k)
			}
			k += len(h)
		}
	}
	for i := 1; i < len(out); i++ {
		for j := i; j > 0 && out[j] < out[j-1]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// honorable reads a line with one or more "The Honorable X[, office]".
func (p *addressParser) honorable(a, b int, at []int) {
	s := p.w.s
	p.open = len(p.out)
	p.closed = false
	if at[0] > a+2 && strings.TrimSpace(s[a:at[0]]) != "" {
		p.flatPart(a, at[0])
		p.open = len(p.out)
	}
	for i, k := range at {
		end := b
		if i+1 < len(at) {
			end = at[i+1]
		}
		p.flatPart(k, end)
	}
	if n := len(p.out) - p.open; n > 1 {
		p.row(n, b)
	}
}

// row gives the n addressees of a line their offices when these stand in a row behind the last name, as where the columns
// of an address run together: "The Honorable A The Honorable B Secretary Secretary".
func (p *addressParser) row(n, b int) {
	s, last := p.w.s, &p.out[len(p.out)-1]
	for _, x := range p.out[p.open : len(p.out)-1] {
		if x.name == "" || x.office != "" && x.office != x.title {
			return
		}
	}
	i := strings.Index(s[last.a:b], last.name)
	if i < 0 {
		return
	}
	i += last.a + len(last.name)
	var offices []string
	for len(offices) < n {
		for i < b && strings.IndexByte(" ,;", s[i]) >= 0 {
			i++
		}
		hit := columnOffice(s[i:b])
		if hit == "" {
			return
		}
		offices = append(offices, hit)
		i += len(hit)
	}
	for k, o := range offices {
		p.out[p.open+k].office = o
	}
}

// columnOffice is the office of [columnOffices] that words begin with, empty when they do with none.
func columnOffice(s string) string {
	for _, o := range columnOffices {
		if strings.HasPrefix(s, o) {
			return o
		}
	}
	return ""
}

// flatPart reads one addressee whose name, office and street may stand on one line.
func (p *addressParser) flatPart(a, b int) {
	s := p.w.s
	a, b = trimBytes(s, a, b)
	start := a
	for _, h := range []string{"The Honorable ", "The Honourable ", "the Honorable ", "The Hon. ", "Hon. ", "Honorable ", "His Excellency ", "Her Excellency ", "HONORABLE ", "THE HONORABLE "} {
		if strings.HasPrefix(s[a:b], h) {
			a += len(h)
			break
		}
	}
	name, end := p.nameAt(a, b)
	if name == "" {
		p.person(a, b)
		return
	}
	nameStart := strings.Index(s[a:b], name) + a
	if pre := s[a:nameStart]; len(pre) > 20 && orgLine(pre) {
		e := a
		for e < nameStart && (s[e] < '0' || s[e] > '9') {
			e++
		}
		x, y := trimBytes(s, a, e)
		p.out = append(p.out, recipient{a: x, b: y, office: s[x:y], body: s[x:y], kind: p.kind, rule: p.rule})
		return
	}
	r := recipient{a: start, b: end, name: name, kind: p.kind, rule: p.rule}
	if t := strings.TrimSpace(s[a:nameStart]); t != "" {
		r.title = t
		if officeWord(t) && !honorific(t) {
			r.office = t
		}
	}
	rest := s[end:b]
	if o, y := officeIn(rest); o != "" {
		r.office, r.b = o, end+y
	}
	p.out = append(p.out, r)
}

func honorific(t string) bool {
	switch strings.TrimSuffix(lower(t), ".") {
	case "mr", "mrs", "ms", "dr", "hon", "miss", "sir":
		return true
	}
	return false
}

// nameAt is the name at the start of a part: the first mention, or capitalised words up to a title or comma.
func (p *addressParser) nameAt(a, b int) (string, int) {
	ms := mention.Scan(p.w.s, a, b)
	if len(ms) == 0 || ms[0].Start-a > 60 {
		return "", 0
	}
	m := ms[0]
	if name := m.Name(p.w.s); m.Words > 3 && p.w.r.resolver != nil {
		// "Donald Trump President": the scan stops at titles; a street or body may still hang on
		bl := mention.ParseBlock(p.w.s, m.Start, m.End, p.w.knower())
		if len(bl.Entries) > 1 && bl.Entries[0].Known {
			return bl.Entries[0].Name(p.w.s), bl.Entries[0].End
		}
		return name, m.End
	}
	return m.Name(p.w.s), m.End
}

// officeIn reads the office that follows a name on its line, up to a body, street or city, and tells where it ends.
func officeIn(rest string) (office string, end int) {
	x := 0
	for x < len(rest) && strings.IndexByte(" ,;-\t", rest[x]) >= 0 {
		x++
	}
	if x >= len(rest) {
		return "", 0
	}
	y := len(rest)
	for _, stop := range []string{"The White House", "U.S. ", "U S ", "House Committee", "Senate Committee", "House Subcommittee", "Senate Subcommittee", "Federal ", "Internal ", "National ", "Office of", "Board of", "Environmental ", "United States Department", "United States Senate", "United States House", "United States Congress", "+++", "Department of", "1", "2", "3", "4", "5", "6", "7", "8", "9", "Washington", "Capitol", "Committee on", "House of Rep", "The Honorable", ";"} {
		if k := strings.Index(rest[x:], stop); k > 0 && x+k < y {
			before := strings.TrimRight(rest[x:x+k], " ")
			if strings.HasSuffix(before, " of") || strings.HasSuffix(before, " the") || strings.HasSuffix(before, ",") && (stop == "U.S. " || stop == "U S ") {
				if !strings.HasSuffix(before, ",") {
					continue
				}
			}
			y = x + k
		}
	}
	if ms := mention.Scan(rest, x, y); len(ms) > 0 && ms[0].Title != "" && ms[0].Words >= 2 && ms[0].TitleStart > x {
		y = ms[0].TitleStart // the next addressee
	}
	for y > x && strings.IndexByte(" ,;", rest[y-1]) >= 0 {
		y--
	}
	if !officeWord(rest[x:y]) || y-x > 160 {
		return "", 0
	}
	return rest[x:y], y
}

// flat tells whether a line holds a whole address: a street number or postal code stands in it.
func flat(t string) bool {
	l := lower(t)
	return strings.Contains(l, "washington, d") || strings.Contains(l, "avenue") || strings.Contains(l, " street") || strings.Contains(l, "white house")
}

// flat reads a whole address on one line, which may hold several addressees.
func (p *addressParser) flat(a, b int) {
	p.open = len(p.out)
	p.flatPart(a, b)
	p.closed = true
}

// startsPerson tells whether a line of a cc list begins a new addressee: a name before a comma or title.
func (p *addressParser) startsPerson(a, b int) bool {
	ms := mention.Scan(p.w.s, a, b)
	if p.kind == "to" {
		return len(ms) == 1 && ms[0].TitleStart == a && ms[0].Words >= 2 && ms[0].Office != mention.NoOffice && ms[0].TagEnd >= b-1 && !orgLine(p.w.s[a:b])
	}
	return len(ms) > 0 && ms[0].TitleStart == a && ms[0].Words >= 2 && (ms[0].End < b && p.w.s[ms[0].End] == ',' || ms[0].Title != "" || p.w.isLegislator(ms[0].Name(p.w.s)))
}

// person starts a new addressee with the line s[a:b]: a name, or an office or body without one.
func (p *addressParser) person(a, b int) {
	s := p.w.s
	p.open, p.closed = len(p.out), false
	text := s[a:b]
	ms := mention.Scan(s, a, b)
	if len(ms) > 0 && ms[0].Words >= 2 && !p.w.bodyName(text) && !orgLine(text) {
		m := ms[0]
		r := recipient{a: m.TitleStart, b: m.End, name: m.Name(s), kind: p.kind, rule: p.rule, title: m.Title}
		if m.Office == mention.Official || m.Office == mention.Legislator {
			r.office = m.Title
		}
		if o, y := officeIn(s[m.TagEnd:b]); o != "" {
			r.office, r.b = o, m.TagEnd+y
		}
		p.out = append(p.out, r)
		return
	}
	r := recipient{a: a, b: b, kind: p.kind, rule: p.rule}
	if officeWord(text) {
		r.office = strings.TrimRight(text, ",")
		r.b = a + len(r.office)
	} else {
		r.body, r.office = text, text
	}
	p.out = append(p.out, r)
}

// orgLine tells whether a line is the name of a body: no person has such words in the name.
func orgLine(t string) bool {
	return strings.HasSuffix(lower(t), "commission") || hasAny(lower(t), []cue{"department", "agency", "committee", "commission ", "commission,", "congress", "senate", "house of", "bureau", "administration", "corporation", "company", ", inc", "university", "association", "the white house"})
}

// office gives the open addressees the line s[a:b] as office or body.
func (p *addressParser) office(a, b int) {
	s := p.w.s
	text := strings.TrimRight(s[a:b], ",; ")
	if n := len(p.out) - p.open; n > 1 {
		p.columns(a, b, n)
		return
	}
	r := &p.out[len(p.out)-1]
	switch {
	case cityLine(text):
		p.closed = true
	case (r.office == "" || r.office == r.title) && r.name != "" && officeWord(text):
		r.office, r.b = text, a+len(text)
	case r.name == "" && r.body == "" && (officeWord(text) || orgLine(text)) && r.office != "":
		r.body, r.b = text, a+len(text)
	case r.body == "" && (orgLine(text) || !officeWord(text)):
		r.body, r.b = text, a+len(text)
	}
}

// columnOffices are the offices that stand side by side under the names of two-column addresses, longer ones first.
var columnOffices = []string{
	"Senate Majority Leader", "Senate Minority Leader", "House Majority Leader", "House Minority Leader", "Speaker of the House", "Acting Administrator", "Acting Director", "Ranking Minority Member", "Ranking Member", "Democratic Leader", "Republican Leader", "Majority Leader", "Minority Leader", "Majority Whip", "Minority Whip", "Democratic Whip",
	"Attorney General", "Vice Chairman", "Chairwoman", "Chairman", "Speaker", "Secretary", "Director", "Administrator", "Commissioner", "President", "Chair", "Acting Secretary",
}

// columns gives the n addressees of a row the n offices of the line under it.
func (p *addressParser) columns(a, b, n int) {
	var found []string
	for i := a; i < b; {
		hit := columnOffice(p.w.s[i:b])
		if hit == "" {
			i++
			continue
		}
		found = append(found, hit)
		i += len(hit)
	}
	if len(found) != n {
		return
	}
	for k := range found {
		if r := &p.out[p.open+k]; r.office == "" {
			r.office = found[k]
		}
	}
}

func digitFirst(t string) bool {
	return t != "" && t[0] >= '0' && t[0] <= '9'
}

// street tells whether a line is a street, room or box.
func street(t string) bool {
	if t == "" {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(t); unicode.IsDigit(r) {
		return true
	}
	l := lower(t)
	return strings.HasPrefix(l, "p.o. box") || strings.HasPrefix(l, "suite") || strings.HasPrefix(l, "room") || strings.HasPrefix(l, "the capitol") || strings.HasPrefix(l, "h-") || strings.HasPrefix(l, "s-") || cityLine(t)
}

// cityLine tells whether a line is a city with its state or postal code: it ends an address.
func cityLine(t string) bool {
	l := lower(t)
	if strings.HasPrefix(l, "washington, d") || strings.HasPrefix(l, "washington d") {
		return true
	}
	t = strings.TrimRight(t, " .")
	if k := len(t) - 5; k > 5 && t[k] == '-' && strings.Trim(t[k+1:], "0123456789") == "" {
		t = t[:k] // 75039-2298
	}
	n := 0
	for n < len(t) && n < 5 && t[len(t)-1-n] >= '0' && t[len(t)-1-n] <= '9' {
		n++
	}
	return n == 5
}

// closeOffices gives "The President" its office and the office of the White House its name.
func (p *addressParser) closeOffices() {
	for i := range p.out {
		r := &p.out[i]
		if r.title != "" && r.office == "" && r.kind == "to" && strings.Contains(lower(r.title), "president") {
			r.office = "President"
		}
	}
}
