package segment

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is a segment in bytes.
type piece struct {
	kind   Kind
	a, b   int
	letter int
	rule   string
}

// block is an embedded letter in bytes; a part that is missing has a == b == 0.
type block struct {
	start, end    int
	date, address line
	salutation    line
	body          line
	closing       line
	signatures    line
	cc            line
	letterhead    line
}

type splitter struct {
	t  *Text
	s  string
	ls []line
}

func split(t *Text) *Layout {
	sp := &splitter{t: t, s: t.String()}
	sp.ls = lines(sp.s)
	blocks := sp.blocks()
	l := &Layout{Text: t}
	var ps []piece
	pos := 0
	for i, b := range blocks {
		ps = sp.outside(ps, pos, b.start)
		ps = sp.inside(ps, i, b)
		l.Letters = append(l.Letters, sp.embedded(b))
		pos = b.end
	}
	ps = sp.outside(ps, pos, len(sp.s))
	for _, p := range ps {
		l.Segments = append(l.Segments, Segment{Kind: p.kind, Span: t.Span(p.a, p.b), Letter: p.letter, Rule: p.rule})
		if p.kind == Release || p.kind == Headline {
			l.Quotations = append(l.Quotations, quotations(t, p.a, p.b)...)
		}
	}
	return l
}

// lineAt is the index of the first line that ends behind byte p.
func (sp *splitter) lineAt(p int) int {
	return sort.Search(len(sp.ls), func(i int) bool { return sp.ls[i].b > p })
}

// blocks finds the embedded letters, in order and without overlap.
func (sp *splitter) blocks() []block {
	sal := salutations(sp.s, sp.ls)
	clo := closings(sp.s, sp.ls)
	var out []block
	pos, c := 0, 0
	for i, x := range sal {
		if x.a < pos {
			continue
		}
		limit := len(sp.s)
		if i+1 < len(sal) {
			limit = sal[i+1].a
		}
		b := block{salutation: line{x.a, x.b}, start: x.a}
		sp.header(&b, pos, x)
		if x.rule == "title-salutation" && b.address.b == 0 {
			continue
		}
		for c < len(clo) && clo[c].a < x.b {
			c++
		}
		var closing *anchor
		if c < len(clo) && clo[c].a < limit {
			closing = &clo[c]
		}
		sp.finish(&b, x.b, limit, closing)
		out = append(out, b)
		pos = b.end
	}
	return sp.withoutSalutation(out, clo)
}

// finish fills body, closing, signatures and cc of the letter whose body starts at byte a.
func (sp *splitter) finish(b *block, a, limit int, closing *anchor) {
	if closing == nil {
		end := sp.bodyEnd(a, limit)
		cc, ccEnd := sp.copies(a, end)
		names := sp.namesAtEnd(a, cc)
		b.body = sp.trim(a, names)
		b.signatures = sp.trim(names, cc)
		b.cc = sp.trim(cc, ccEnd)
		b.end = max(b.body.b, b.salutation.b, b.signatures.b, b.cc.b, a)
		return
	}
	b.body = sp.trim(a, closing.a)
	b.closing = sp.trim(closing.a, closing.b)
	end, cc, ccEnd := sp.signatureEnd(closing.b, limit)
	b.signatures = sp.trim(closing.b, end)
	b.end = max(b.closing.b, b.signatures.b)
	if ccEnd > cc {
		b.cc = sp.trim(cc, ccEnd)
		b.end = max(b.end, b.cc.b)
	}
}

func (sp *splitter) trim(a, b int) line {
	x, y := trim(sp.s, a, max(a, b))
	if x >= y {
		return line{}
	}
	return line{x, y}
}

// bodyEnd is where a letter without a closing ends: at a terminator line or at limit.
func (sp *splitter) bodyEnd(a, limit int) int {
	for i := sp.lineAt(a); i < len(sp.ls) && sp.ls[i].a < limit; i++ {
		if l := sp.ls[i]; l.a >= a && terminator(l.text(sp.s)) {
			return l.a
		}
	}
	return limit
}

// copies is the part of a letter without a closing that names who gets copies: it starts at a line of their own and ends at
// the next prose. Both are end when there is none.
func (sp *splitter) copies(a, end int) (cc, ccEnd int) {
	cc = end
	for i := sp.lineAt(a); i < len(sp.ls) && sp.ls[i].a < end; i++ {
		l := sp.ls[i]
		l.b = min(l.b, end)
		if l.a <= a {
			continue
		}
		if cc < end && (l.b-l.a > 200 || prose(sp.s, l.a, l.b) < l.b || isDateLine(sp.s, l)) {
			return cc, l.a
		}
		if w := bare(l.text(sp.s)); cc == end && ccStart(w) == 0 && (len(w) == 2 || strings.ContainsAny(w[:min(len(w), 5)], ":;")) {
			cc = l.a
		}
	}
	return cc, end
}

// namesAtEnd is where a block of names starts at the end of a letter that lost its closing, or end.
func (sp *splitter) namesAtEnd(a, end int) int {
	first, n, title := end, 0, false
	i := sp.lineAt(end)
	if i >= len(sp.ls) || sp.ls[i].a >= end {
		i--
	}
	for ; i >= 0 && sp.ls[i].a > a; i-- {
		l := sp.ls[i]
		w := bare(l.text(sp.s))
		if len(w) > 90 || prose(sp.s, l.a, l.b) < l.b || strings.HasSuffix(w, ":") || strings.HasSuffix(w, "?") || strings.HasSuffix(w, ".") && !strings.HasSuffix(w, "Jr.") {
			break
		}
		low := strings.ToLower(w)
		title = title || strings.Contains(low, "of congress") || strings.Contains(low, "senator")
		first = l.a
		n++
	}
	if n == 0 {
		return sp.flatNames(a, end)
	}
	if n >= 2 && title || n >= 5 {
		return first
	}
	return end
}

// flatNames is where the names start that stand behind the last sentence of a letter that was flattened into one line and
// lost its closing, or end.
func (sp *splitter) flatNames(a, end int) int {
	s := sp.s
	start, from := end, max(a, end-20000)
	for k := end; ; {
		j := lastStop(s, from, k)
		if j < 0 || prose(s, j, k) < k {
			if j >= 0 {
				start = k
			}
			break
		}
		start, k = j, j-1
	}
	tail := s[start:end]
	words := 0
	for _, f := range strings.Fields(tail) {
		if f[0] >= 'A' && f[0] <= 'Z' {
			words++
		}
	}
	if words >= 4 && (strings.Contains(tail, "of Congress") || strings.Contains(tail, "enator")) || words >= 10 {
		return start
	}
	return end
}

// signatureEnd walks from a closing over names to the first terminator, prose or limit, and finds the cc part.
func (sp *splitter) signatureEnd(a, limit int) (end, cc, ccEnd int) {
	end = a
	for i := sp.lineAt(a); i < len(sp.ls) && sp.ls[i].a < limit; i++ {
		l := sp.ls[i]
		if l.a < a {
			l.a = a
		}
		l.b = min(l.b, limit)
		w := sp.s[l.a:l.b]
		if k := inlineRule(w); k >= 0 {
			l.b = l.a + k
			w = sp.s[l.a:l.b]
			limit = l.b
		}
		if terminator(w) && !signatureMarker(w) || isDateLine(sp.s, l) {
			break
		}
		if k := ccStart(w); k >= 0 {
			if cc == 0 {
				cc = l.a + k
				if k > 0 {
					end = l.a + k
				}
			}
			ccEnd = l.b
			continue
		}
		p := prose(sp.s, l.a, l.b)
		if cc > 0 {
			if p < l.b || len(w) > 200 {
				break
			}
			ccEnd = l.b
			continue
		}
		if p < l.b && !signatureMarker(w) {
			if p > l.a {
				end = p
			}
			break
		}
		end = l.b
	}
	return end, cc, ccEnd
}

// inlineRule is the offset of a mark such as ### or of page furniture inside a line of names, or -1.
func inlineRule(w string) int {
	best := -1
	for _, m := range [...]string{"###", "# # #", "-30-", " Follow ", "Facebook", "http", "www.", "Permalink", " Share ", " Contact:", "Twitter:", "Next Article", "Print this", " [1]", "[i]", "[1]", "Browse by", "Originating Site", " Click ", " To read ", " To view ", " Read the ", " Read more", " View the ", " A copy of", " A PDF", " The full ", " The letter ", " Full letter", " Text of", " PDF of", " Download", " Back to"} {
		if i := strings.Index(w, m); i >= 0 && (best < 0 || i < best) {
			best = i
		}
	}
	return best
}

// signatureMarker tells whether a line announces further names: "Co-Signers:", "Full list of signatories:".
func signatureMarker(w string) bool {
	l := strings.ToLower(bare(w))
	if len(l) > 120 {
		l = l[:120]
	}
	return strings.Contains(l, "signer") || strings.Contains(l, "signator") || strings.Contains(l, "signed by") || strings.Contains(l, "members of congress")
}

// ccStart is the offset of a copies mark at the start of w, or in the middle of a flat line, or -1.
func ccStart(w string) int {
	l := strings.TrimLeft(w, "*_ \t")
	off := len(w) - len(l)
	for _, p := range []string{"cc:", "CC:", "Cc:", "cc ", "CC ", "C.C.:", "c.c.:", "cc;", "CC;", "bcc:"} {
		if strings.HasPrefix(l, p) {
			return off
		}
	}
	if l == "cc" || l == "CC" || l == "Cc" {
		return off
	}
	for _, p := range []string{" CC: ", " cc: ", " Cc: ", "\tCC:", "\tcc:"} {
		if i := strings.Index(w, p); i >= 0 {
			return i + 1
		}
	}
	return -1
}

// isDateLine tells whether a line holds a date and nothing else.
func isDateLine(s string, l line) bool {
	if l.b-l.a > 60 {
		return false
	}
	d := Dates(s, l.a, l.b)
	return len(d) == 1 && len(bare(s[l.a:d[0].Start])) <= 12 && len(strings.Trim(bare(s[d[0].End:l.b]), " .,")) == 0
}

// withoutSalutation adds letters that are announced ("The text of the letter is below:") but have no salutation, and
// gives every letter behind an announcement its place.
func (sp *splitter) withoutSalutation(bs []block, clo []anchor) []block {
	var out []block
	k := 0
	for i, l := range sp.ls {
		for k < len(bs) && bs[k].start <= l.a {
			k++
		}
		if k > 0 && l.a < bs[k-1].end || !announces(l.text(sp.s)) || i+1 >= len(sp.ls) {
			continue
		}
		limit := len(sp.s)
		if k < len(bs) {
			limit = bs[k].start
		}
		next := sp.ls[i+1]
		if limit-next.a < 400 || k < len(bs) && limit-l.b < 3000 {
			continue // a salutation follows
		}
		var closing *anchor
		for j := range clo {
			if clo[j].a > next.a && clo[j].a < limit {
				closing = &clo[j]
				break
			}
		}
		b := block{start: next.a}
		from := sp.headBehind(&b, i+1, limit)
		sp.finish(&b, from, limit, closing)
		if b.body.b-b.body.a > 300 {
			out = append(out, b)
		}
		break
	}
	if out == nil {
		return bs
	}
	bs = append(bs, out...)
	sort.SliceStable(bs, func(i, j int) bool { return bs[i].start < bs[j].start })
	return bs
}

// inside appends the pieces of the embedded letter b.
func (sp *splitter) inside(ps []piece, i int, b block) []piece {
	add := func(k Kind, l line, rule string) {
		if l.b > l.a {
			ps = append(ps, piece{k, l.a, l.b, i, rule})
		}
	}
	add(Letterhead, b.letterhead, "letterhead")
	add(Date, b.date, "header-date")
	add(Address, b.address, "header-address")
	add(Salutation, b.salutation, "salutation")
	if b.body.b > b.body.a {
		for k := sp.lineAt(b.body.a); k < len(sp.ls) && sp.ls[k].a < b.body.b; k++ {
			l := line{max(sp.ls[k].a, b.body.a), min(sp.ls[k].b, b.body.b)}
			if n := len(ps) - 1; n >= 0 && ps[n].kind == Body && ps[n].letter == i && sp.wrapped(ps[n].a, ps[n].b, l) {
				ps[n].b = l.b
				continue
			}
			add(Body, l, "between-salutation-and-closing")
		}
	}
	add(Closing, b.closing, "closing")
	add(Signatures, b.signatures, "behind-closing")
	add(CC, b.cc, "copies")
	return ps
}

func (sp *splitter) embedded(b block) Embedded {
	t := sp.t
	e := Embedded{
		Span: t.Span(b.start, b.end), Date: t.Span(b.date.a, b.date.b), Address: t.Span(b.address.a, b.address.b),
		Salutation: t.Span(b.salutation.a, b.salutation.b), Closing: t.Span(b.closing.a, b.closing.b),
		Signatures: t.Span(b.signatures.a, b.signatures.b), CC: t.Span(b.cc.a, b.cc.b),
	}
	var paras []line
	for k := sp.lineAt(b.body.a); b.body.b > 0 && k < len(sp.ls) && sp.ls[k].a < b.body.b; k++ {
		l := line{max(sp.ls[k].a, b.body.a), min(sp.ls[k].b, b.body.b)}
		if n := len(paras) - 1; n >= 0 && sp.wrapped(paras[n].a, paras[n].b, l) {
			paras[n].b = l.b
			continue
		}
		paras = append(paras, l)
	}
	for _, l := range paras {
		e.Body = append(e.Body, t.Span(l.a, l.b))
	}
	return e
}

// outside appends the pieces of the text s[a:b] around letters.
func (sp *splitter) outside(ps []piece, a, b int) []piece {
	after := a > 0
	for k := sp.lineAt(a); k < len(sp.ls) && sp.ls[k].a < b; k++ {
		l := line{max(sp.ls[k].a, a), min(sp.ls[k].b, b)}
		l.a, l.b = trim(sp.s, l.a, l.b)
		if l.a >= l.b {
			continue
		}
		w := l.text(sp.s)
		kind, rule := Release, "paragraph"
		switch {
		case len(w) > 200 && prose(sp.s, l.a, l.b) < l.b: // running text, whatever it begins with
		case footnote(w):
			kind, rule = Footnotes, "footnote"
		case isRule(w):
			kind, rule, after = Boilerplate, "rule", true
		case announces(w):
			kind, rule = Intro, "announces"
		case contact(w):
			kind, rule = Contact, "contact"
		case isDateLine(sp.s, l):
			kind, rule = Date, "date-line"
		case terminator(w):
			kind, rule = Boilerplate, "furniture"
		case !after && k < 12 && headline(sp.s, l) && !sp.runsOn(k):
			kind, rule = Headline, "headline"
		}
		after = after || kind == Release && len(w) > longHeadline // titles stand above the story
		if n := len(ps) - 1; n >= 0 && kind != Boilerplate && kind != Intro && kind != Date && kind != Contact && ps[n].letter < 0 && ps[n].kind == Release && sp.wrapped(ps[n].a, ps[n].b, l) {
			ps[n].b = l.b
			continue
		}
		ps = append(ps, piece{kind, l.a, l.b, -1, rule})
	}
	return ps
}

// longHeadline is the length from which a paragraph that is no headline begins the story.
const longHeadline = 200

// runsOn tells whether line k is broken prose that goes on in the next line.
func (sp *splitter) runsOn(k int) bool {
	if k+1 >= len(sp.ls) {
		return false
	}
	l, next := sp.ls[k], sp.ls[k+1]
	return sp.wrapped(l.a, l.b, next) && (sp.s[l.b-1] == ',' || prose(sp.s, next.a, next.b) < next.b)
}

// wrapped tells whether line l goes on with the paragraph s[a:b]: the text was broken into lines of a set width.
func (sp *splitter) wrapped(a, b int, l line) bool {
	if strings.Count(sp.s[b:l.a], "\n") != 1 {
		return false
	}
	if shouted(sp.s[a:min(b, a+longHeadline)]) && !shouted(sp.s[l.a:min(l.b, l.a+longHeadline)]) {
		return false // a title in capitals above its story
	}
	last := b - a
	if k := strings.LastIndexByte(sp.s[a:b], '\n'); k >= 0 {
		last = b - a - k - 1
	}
	if title := sp.s[max(a, b-10):b]; hasTitleAtEnd(title) && last > 20 {
		return true // "urged by Sens." above the names
	}
	if last < 45 || last > 130 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(sp.s[a:b])
	next, _ := utf8.DecodeRuneInString(sp.s[l.a:l.b])
	if strings.ContainsRune(".!?:”\"", r) && last < 60 || r == ':' {
		return false
	}
	if strings.ContainsRune(".!?”\"", r) {
		return l.b-l.a > 45 && last > 60 && unicode.IsLetter(next)
	}
	return unicode.IsLetter(next) || unicode.IsDigit(next) || next == '(' || next == '“' || next == '"' || next == '$'
}

// hasTitleAtEnd tells whether a line ends in an abbreviated title, so that the name stands in the next line.
func hasTitleAtEnd(w string) bool {
	for _, t := range []string{" Sen.", " Sens.", " Rep.", " Reps.", " Gov.", " Mr.", " Ms.", " Mrs.", " Dr.", " Gen.", " U.S."} {
		if strings.HasSuffix(w, t) {
			return true
		}
	}
	return false
}

// shouted tells whether a text is printed in capitals: it has letters, and hardly any small ones.
func shouted(w string) bool {
	big, small := 0, 0
	for i := 0; i < len(w); i++ {
		switch c := w[i]; {
		case c >= 'A' && c <= 'Z':
			big++
		case c >= 'a' && c <= 'z':
			small++
		}
	}
	return big > 8 && small*12 < big
}

// contact tells whether a line is a press contact.
func contact(w string) bool {
	if len(w) > 200 {
		return false
	}
	l := strings.ToLower(bare(w))
	if strings.HasPrefix(l, "contact") || strings.HasPrefix(l, "for immediate release") || strings.HasPrefix(l, "media contact") || strings.HasPrefix(l, "press contact") {
		return true
	}
	return len(w) < 90 && phone(w)
}

// phone tells whether w holds a telephone number.
func phone(w string) bool {
	run, groups := 0, 0
	for i := 0; i <= len(w); i++ {
		if i < len(w) && w[i] >= '0' && w[i] <= '9' {
			run++
			continue
		}
		if run == 3 && groups < 2 || run == 4 && groups == 2 {
			groups++
			if groups == 3 {
				return true
			}
		} else if run > 0 {
			groups = 0
		}
		if i < len(w) && !strings.ContainsRune("-. ()/", rune(w[i])) && w[i] < utf8.RuneSelf {
			groups = 0
		}
		run = 0
	}
	return false
}

// headline tells whether a line near the top is a title: most words capitalised, no full stop, not long.
func headline(s string, l line) bool {
	w := l.text(s)
	if len(w) > 260 || strings.HasSuffix(w, ".") || strings.HasSuffix(w, "”") || strings.HasSuffix(w, ":") {
		return false
	}
	if strings.HasPrefix(w, "Today") || strings.Contains(w, "(D-") || strings.Contains(w, "(R-") || strings.Contains(w, " today ") || strings.Contains(w, ".”") {
		return false
	}
	upper, lower := 0, 0
	for _, f := range strings.Fields(w) {
		r, _ := utf8.DecodeRuneInString(f)
		if unicode.IsUpper(r) {
			upper++
		} else if unicode.IsLower(r) && !connective[f] {
			lower++
		}
	}
	return upper > 0 && (lower <= upper || len(w) < 120)
}
