package segment

import (
	"strings"
	"unicode/utf8"
)

// headBehind reads date and address of a letter without a salutation, from line i on, and returns where its body starts.
func (sp *splitter) headBehind(b *block, i, limit int) int {
	from, to := sp.ls[i].a, sp.ls[i].a
	evidence := false
	for n := 0; i < len(sp.ls) && n < 24 && sp.ls[i].a < limit; i, n = i+1, n+1 {
		l := sp.ls[i]
		w := bare(l.text(sp.s))
		if isDateLine(sp.s, l) && b.date.b == 0 {
			d := Dates(sp.s, l.a, l.b)[0]
			b.date = line{d.Start, d.End}
			if to == from {
				from = l.b
			}
			to = l.b
			continue
		}
		if len(w) > 100 || prose(sp.s, l.a, l.b) < l.b || strings.HasSuffix(w, ".") && len(w) > 60 || isRule(l.text(sp.s)) && w == "" {
			break
		}
		if addressWords(w) || strings.Contains(w, "Committee") || strings.Contains(w, "Subcommittee") {
			evidence = true
			to = l.b
		}
	}
	if evidence && to > from {
		b.address = sp.trim(from, to)
		return to
	}
	if b.date.b > 0 {
		return b.date.b
	}
	return b.start
}

// announces tells whether a line announces the text of a letter and ends there: "The full text of the letter is below:".
func announces(w string) bool {
	w = bare(w)
	if len(w) > 260 || len(w) < 12 {
		return false
	}
	l := strings.ToLower(w)
	if !strings.Contains(l, "letter") || !strings.Contains(l, "text") && !strings.Contains(l, "follow") && !strings.Contains(l, "below") && !strings.Contains(l, "read") {
		return false
	}
	return strings.HasSuffix(w, ":") || strings.HasSuffix(w, ".") && (strings.Contains(l, "below") || strings.Contains(l, "follows"))
}

// header finds date, letterhead and address before the salutation x, not before byte pos.
func (sp *splitter) header(b *block, pos int, x anchor) {
	i := sp.lineAt(x.a)
	l := sp.ls[i]
	if pre := strings.Trim(sp.s[max(l.a, pos):x.a], "*_ \t\u00a0"); pre != "" {
		sp.flatHeader(b, max(l.a, pos), x.a)
		return
	}
	top, evidence := x.a, false
	for k, n := i-1, 0; k >= 0 && n < 80; k, n = k-1, n+1 {
		p := sp.ls[k]
		w := p.text(sp.s)
		if p.a < pos || !headerLine(sp.s, p) {
			break
		}
		if ds := Dates(sp.s, p.a, p.b); len(ds) > 0 {
			d := ds[len(ds)-1]
			if d.Numeric && d.Start == p.a && d.End == p.b && k <= 2 {
				break // the feed's date
			}
			b.date = line{d.Start, d.End}
			top, evidence = p.a, true
			if k > 0 && letterhead(sp.ls[k-1].text(sp.s)) || k > 1 && letterhead(sp.ls[k-2].text(sp.s)) {
				m := k - 1
				for m > 0 && sp.ls[m-1].a >= pos && letterhead(sp.ls[m-1].text(sp.s)) {
					m--
				}
				b.letterhead = sp.trim(sp.ls[m].a, sp.ls[k-1].b)
				top = sp.ls[m].a
			}
			break
		}
		if addressWords(w) {
			evidence = true
		}
		top = p.a
	}
	if !evidence {
		return
	}
	b.start = top
	var from int
	if b.date.b > 0 {
		from = max(b.date.b, b.letterhead.b)
	} else {
		from = sp.skipHeadline(top, x.a)
		b.start = from
	}
	b.address = sp.trim(from, x.a)
}

// skipHeadline drops the lines above the first one that belongs to an address.
func (sp *splitter) skipHeadline(a, b int) int {
	for i := sp.lineAt(a); i < len(sp.ls) && sp.ls[i].a < b; i++ {
		if addressWords(sp.ls[i].text(sp.s)) {
			return sp.ls[i].a
		}
	}
	return a
}

// headerLine tells whether a line can stand between a letterhead and a salutation.
func headerLine(s string, l line) bool {
	w := bare(l.text(s))
	if l.b-l.a > 180*max(1, strings.Count(w, "The Honorable ")) || isRule(l.text(s)) && len(w) == 0 {
		return false
	}
	if strings.HasSuffix(w, ":") && !strings.HasPrefix(strings.ToUpper(w), "RE") && !strings.HasPrefix(strings.ToUpper(w), "ATTN") && !strings.EqualFold(w, "Through:") && !strings.EqualFold(w, "Via:") || announces(w) {
		return false
	}
	if strings.ContainsAny(w, `“”"`) && len(w) > 60 || terminator(l.text(s)) || endsInSmall(w) {
		return false
	}
	return prose(s, l.a, l.b) >= l.b
}

// endsInSmall tells whether a line ends as a sentence does: in a word of small letters and a stop. No address does.
func endsInSmall(w string) bool {
	t, stop := strings.CutSuffix(w, ".")
	k := strings.LastIndexByte(t, ' ')
	if !stop || k < 0 || len(t)-k < 4 {
		return false
	}
	for _, r := range t[k+1:] {
		if r < 'a' || r > 'z' {
			return false
		}
	}
	return true
}

// letterhead tells whether a line is printed on letter paper.
func letterhead(w string) bool {
	l := strings.ToLower(bare(w))
	if len(l) > 90 {
		return false
	}
	for _, p := range []string{
		"congress of the united states", "united states senate", "united states house", "u.s. house of representatives",
		"house of representatives", "u.s. senate", "washington, d", "washington d", "committee on", "california legislature", "california state legislature",
		"legislature", "general assembly", "state senate", "state assembly",
	} {
		if strings.HasPrefix(l, p) {
			return true
		}
	}
	return false
}

// addressCues are words of address blocks, lower case.
var addressCues = []string{
	"honorable", "president", "secretary", "director", "chairman", "chairwoman", "chair ", "administrator", "speaker", "minister",
	"commissioner", "ambassador", "governor", "attorney general", "white house", "department of", "washington, d", "washington d", "avenue", "street, ",
	"chief executive", "ceo", "excellency", "majority leader", "minority leader", "leader", "committee", "suite", "p.o. box", "general", "comptroller", "u.s. house",
	"u.s. senate", "mr. ", "ms. ", "dr. ", "mrs. ", "office of", "agency", "capitol", "co-chair", "via email", "via e-mail", "sent via", "via electronic",
}

func addressWords(w string) bool {
	if len(w) > 200 {
		return false
	}
	l := strings.ToLower(w)
	for _, c := range addressCues {
		if strings.Contains(l, c) {
			return true
		}
	}
	return zip(w)
}

// zip tells whether w ends in a postal code.
func zip(w string) bool {
	w = strings.TrimRight(bare(w), " .,")
	if len(w) < 8 {
		return false
	}
	t := w[len(w)-5:]
	if strings.Contains(t, "-") && len(w) > 10 {
		t = w[len(w)-10 : len(w)-5]
	}
	for i := 0; i < 5; i++ {
		if t[i] < '0' || t[i] > '9' {
			return false
		}
	}
	return true
}

const flatWindow = 1600 // bytes before a salutation in which a flattened header is looked for: twenty address lines

// flatAddress is how many bytes of an address in a running line are searched for words of addresses: no more than a line.
const flatAddress = 200

// flatHeader finds date and address inside the running line s[a:x] that leads to a salutation at x.
func (sp *splitter) flatHeader(b *block, a, x int) {
	s := sp.s
	from := max(a, x-flatWindow)
	for from < x && !utf8.RuneStart(s[from]) {
		from++
	}
	// the header starts behind the last prose
	start := from
	for k := x; ; {
		j := lastStop(s, from, k)
		if j < 0 {
			break
		}
		if prose(s, j, k) < k {
			start = k
			break
		}
		start, k = j, j-1
		if k <= from || s[k] == ':' && announcesBefore(s[from:k]) {
			break
		}
	}
	for _, d := range Dates(s, from, x) {
		if !d.Numeric && prose(s, d.End, x) >= x {
			b.date = line{d.Start, d.End}
			break
		}
	}
	if b.date.b == 0 && start >= x-8 { // no stop before the address: it starts at its first honorific
		if k := strings.Index(s[from:x], "The Honorable "); k >= 0 && prose(s, from+k, x) >= x {
			start = from + k
		}
	}
	if b.date.b > 0 {
		start, b.start = b.date.b, b.date.a
	}
	for start < x && strings.IndexByte(" \t.,:;*)", s[start]) >= 0 {
		start++
	}
	addr := sp.trim(start, x)
	if addr.b-addr.a > flatAddress && b.date.b == 0 { // too long for one: it starts at its first honorific
		k := strings.Index(s[addr.a:addr.b], "Honorable ")
		if k < 0 {
			return
		}
		k = strings.LastIndexByte(s[addr.a:addr.a+k], 'T') // The
		if addr.a += max(0, k); prose(s, addr.a, addr.b) < addr.b {
			return
		}
	}
	if addr.b > 0 && (addressWords(s[addr.a:min(addr.b, addr.a+flatAddress)]) || b.date.b > 0) && addr.b-addr.a < flatWindow {
		b.address = addr
		if b.date.b == 0 {
			b.start = addr.a
		}
	}
}

// announcesBefore tells whether the words before a colon announce a letter: "Text of Letter:", "below:".
func announcesBefore(w string) bool {
	w = strings.ToLower(w[max(0, len(w)-10):])
	for _, x := range []string{"letter", "below", "follows", "here", "text", "full"} {
		if strings.HasSuffix(w, x) {
			return true
		}
	}
	return false
}

// lastStop is the byte behind the last sentence end or colon in s[a:k], or -1. Abbreviations are no ends.
func lastStop(s string, a, k int) int {
	for i := k - 1; i >= a; i-- {
		switch s[i] {
		case ':', '!', '?':
			return i + 1
		case '.':
			w := i
			for w > a && s[w-1] != ' ' && s[w-1] != '\n' {
				w--
			}
			word := strings.ToLower(s[w:i])
			if strings.Contains(word, ".") || len(word) <= 1 || abbreviations[word] || i+1 < k && s[i+1] == ',' {
				continue
			}
			return i + 1
		}
	}
	return -1
}
