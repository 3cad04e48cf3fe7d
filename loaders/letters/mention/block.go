package mention

import (
	"strings"
)

// Known tells whether a run of words is the name of a person of the registers. It may be nil: shapes decide alone then.
type Known func(name string) bool

// Entry is one name of a signature block or list.
type Entry struct {
	Mention
	Canonical string // the name in its usual order, when the text prints it otherwise: "Davis (Danny)" is Danny Davis
	Slash     bool   // printed behind /s/
	Section   int    // counts the headings such as "Co-Signers:" before it
	Known     bool   // the registers know the name
	Bare      bool   // a surname alone, in a block of surnames
}

// Heading is a line inside a block that announces names, with the number it prints in brackets, -1 for none.
type Heading struct {
	Start, End int
	Cosigners  bool
	Count      int
}

// Block is what a signature block or a list of names holds.
type Block struct {
	Entries  []Entry
	Headings []Heading
	Chamber  string // told by the titles of the block when they all agree: sen, rep
}

// run is a sequence of name words without anything between them.
type run struct {
	from, to  int // tokens
	title     Title
	hasTitle  bool
	office    bool // stands behind words of an office or body on its line: only a known name counts
	slash     bool
	section   int
	after     string // chamber told by a title behind it
	lineStart bool
	lineEnd   bool
	comma     bool // a comma list: single surnames may stand
	whole     bool // one name
}

type blockParser struct {
	s       string
	toks    []Token
	known   Known
	runs    []run
	heads   []Heading
	sen     int
	rep     int
	section int
	before  map[string]int // titles before names, by chamber
}

// ParseBlock finds the names in the block s[a:b]: one per line or several side by side, over or before their titles, in
// comma or semicolon lists, glued together or run together. known divides what shapes cannot. Linear time.
func ParseBlock(s string, a, b int, known Known) Block {
	p := &blockParser{s: s, toks: Tokens(s, a, b), known: known, before: map[string]int{}}
	p.collect()
	out := Block{Headings: p.heads}
	switch {
	case p.sen > 0 && p.rep == 0 && p.before["rep"] == 0:
		out.Chamber = "sen"
	case p.rep > 0 && p.sen == 0 && p.before["sen"] == 0:
		out.Chamber = "rep"
	}
	p.joinBroken()
	surnames := p.surnameList()
	for i := range p.runs {
		out.Entries = p.entries(out.Entries, &p.runs[i], surnames)
	}
	if turned := p.inverted(); turned != nil {
		out.Entries = withInverted(out.Entries, turned)
	}
	return out
}

// collect divides the tokens into runs at everything that is no name.
func (p *blockParser) collect() {
	s, toks := p.s, p.toks
	office, slash, lineStart := false, false, true
	var title Title
	hasTitle := false
	for i := 0; i < len(toks); {
		t := toks[i]
		w := t.Text(s)
		switch t.Class {
		case Break, Gap:
			office, slash, hasTitle, lineStart = false, slash && t.Class == Break && i > 0 && toks[i-1].Text(s) == "/", false, true
			i++
			continue
		case Punct:
			if w == ";" || w == "•" || w == "|" {
				office = false
			}
			if w == "/" && i+2 < len(toks) && strings.EqualFold(toks[i+1].Text(s), "s") && toks[i+2].Text(s) == "/" {
				slash = true
				i += 3
				continue
			}
			i++
			continue
		}
		if n, chamber, ok := p.titlePhrase(i); ok {
			p.count(chamber)
			if k := len(p.runs) - 1; k >= 0 && p.runs[k].after == "" {
				p.runs[k].after = chamber
			}
			i += n
			continue
		}
		if n, h, ok := p.heading(i); ok {
			p.heads = append(p.heads, h)
			p.section++
			office, hasTitle = false, false
			i += n
			continue
		}
		if startsName(s, toks, i) {
			j, _ := nameEndWide(s, toks, i)
			r := run{from: i, to: j, office: office, slash: slash, section: p.section, lineStart: lineStart}
			r.lineEnd = j >= len(toks) || toks[j].Class == Break || toks[j].Class == Gap
			if hasTitle && toks[i-1].End <= toks[i].Start && title.End >= toks[i].Start-2 {
				r.title, r.hasTitle = title, true
			} else if tt, ok := readTitle(s, toks, i); ok {
				r.title, r.hasTitle = tt, true
			}
			r.comma = i > 0 && toks[i-1].Text(s) == "," || j < len(toks) && toks[j].Text(s) == ","
			p.runs = append(p.runs, r)
			slash, lineStart = false, false
			i = j
			if _, _, k, ok := readTag(s, toks, j); ok {
				i = max(j, k-1) // the closing bracket stays
			}
			continue
		}
		lineStart = false
		f := foldTitle(w)
		if tw, ok := titles[f]; ok && (t.Class == Cap || t.Class == Lower) {
			if tw.chamber == "sen" || tw.chamber == "rep" {
				p.before[tw.chamber]++
			} else if t.Class == Cap && tw.office != Honorific && !nameFollows(s, toks, i) {
				office = true
			}
		} else if t.Class == Cap && notName[f] && f != "and" {
			office = true
		}
		i++
	}
}

func (p *blockParser) count(chamber string) {
	switch chamber {
	case "sen":
		p.sen++
	case "rep":
		p.rep++
	}
}

// nameFollows tells whether a name starts right behind the title at token i.
func nameFollows(s string, toks []Token, i int) bool {
	for k := i + 1; k < len(toks) && k < i+4; k++ {
		if startsName(s, toks, k) {
			return true
		}
		if _, ok := titles[foldTitle(toks[k].Text(s))]; !ok {
			return false
		}
	}
	return false
}

// titlePhrase reads the title of an office that stands under or behind a name: "Member of Congress", "United States
// Senator", "U.S. Representative", "M.C.".
func (p *blockParser) titlePhrase(i int) (n int, chamber string, ok bool) {
	w := func(k int) string {
		if i+k >= len(p.toks) {
			return ""
		}
		return foldTitle(p.toks[i+k].Text(p.s))
	}
	switch w(0) {
	case "member", "members", "menber":
		switch {
		case w(1) == "of" && w(2) == "congress":
			return 3, "rep", true
		case w(1) == "of" && w(2) == "the" && w(3) == "senate", w(1) == "of" && w(2) == "the" && w(3) == "house":
			return 4, map[string]string{"senate": "sen", "house": "rep"}[w(3)], true
		}
	case "united", "u.s", "us":
		k := 1
		if w(0) == "united" {
			if w(1) != "states" {
				return 0, "", false
			}
			k = 2
		}
		if nameBehind := startsNameAt(p, i+k+1); nameBehind && !p.toks[i].Glued && p.lineHasOnlyBehind(i) {
			return 0, "", false
		}
		switch w(k) {
		case "senator", "senators", "senate":
			return k + 1, "sen", true
		case "representative", "representatives", "congressman", "congresswoman":
			return k + 1, "rep", true
		case "house":
			if w(k+1) == "of" {
				return k + 3, "rep", true
			}
		}
	case "congress":
		return 1, "", true
	}
	return 0, "", false
}

// lineHasOnlyBehind tells whether token i is the first of its line or list item, so that its title belongs to what follows.
func (p *blockParser) lineHasOnlyBehind(i int) bool {
	if i == 0 {
		return true
	}
	t := p.toks[i-1]
	if t.Class == Break {
		return true
	}
	w := t.Text(p.s)
	return t.Class == Punct && (w == "," || w == ";" || w == "*") || w == "and"
}

func startsNameAt(p *blockParser, i int) bool {
	return i < len(p.toks) && startsName(p.s, p.toks, i)
}

// heading reads words that announce names: "Co-Signers:", "Full list of signatories:", "Current Co-Signers (90):",
// "Signed by:".
func (p *blockParser) heading(i int) (n int, h Heading, ok bool) {
	k, cue := i, false
	h = Heading{Start: p.toks[i].Start, Count: -1}
	for k < len(p.toks) && k < i+9 {
		t := p.toks[k]
		w := foldTitle(t.Text(p.s))
		switch {
		case strings.HasPrefix(w, "co-sign") || strings.HasPrefix(w, "cosign"):
			cue, h.Cosigners = true, true
		case strings.HasPrefix(w, "signer") || strings.HasPrefix(w, "signator"):
			cue = true
		case w == "signed" && k+1 < len(p.toks) && p.toks[k+1].Text(p.s) == "by":
			cue = true
		case w == "additional" || w == "also" || w == "other":
			h.Cosigners = true
		case t.Class == Number && cue:
			v := 0
			for _, c := range t.Text(p.s) {
				v = min(v*10+int(c-'0'), 9999)
			}
			h.Count = v
		case w == ":":
			if cue {
				h.End = t.End
				return k - i + 1, h, true
			}
			return 0, h, false
		case t.Class == Break:
			if cue && k > i {
				h.End = p.toks[k-1].End
				return k - i, h, true
			}
			return 0, h, false
		case t.Class == Punct && w != "(" && w != ")" && w != "-" && w != "*":
			return 0, h, false
		case t.Class == Cap && startsName(p.s, p.toks, k) && w != "full" && w != "list" && w != "current":
			return 0, h, false
		}
		k++
	}
	if cue && k >= len(p.toks) {
		h.End = p.toks[k-1].End
		return k - i, h, true
	}
	return 0, h, false
}

// nameEndWide is nameEnd without a limit of words: names that stand side by side are divided later.
func nameEndWide(s string, toks []Token, i int) (end, words int) {
	j := i
	for j < len(toks) {
		k, n := nameEnd(s, toks, j)
		words += n
		j = k
		if j >= len(toks) || toks[j].Glued || !startsName(s, toks, j) {
			return j, words
		}
		if IsSuffix(toks[j-1].Text(s)) {
			return j, words
		}
	}
	return j, words
}

// surnameList tells whether the block prints surnames alone: most runs are one word.
func (p *blockParser) surnameList() bool {
	one := 0
	for _, r := range p.runs {
		if r.to-r.from == 1 {
			one++
		}
	}
	return len(p.runs) >= 3 && one*2 > len(p.runs)
}

// entries appends the names of one run.
func (p *blockParser) entries(out []Entry, r *run, surnames bool) []Entry {
	s, toks := p.s, p.toks
	for _, g := range p.divide(r) {
		words := 0
		for _, t := range toks[g.from:g.to] {
			if (t.Class == Cap || t.Class == Initial) && !IsSuffix(t.Text(s)) {
				words++
			}
		}
		if words == 0 {
			continue
		}
		if n := len(out); n > 0 && toks[g.from].Start < out[n-1].End {
			continue // the given name in brackets behind a surname
		}
		e := Entry{Section: r.section, Slash: r.slash, Known: g.known}
		e.Start, e.End, e.Words = toks[g.from].Start, toks[g.to-1].End, words
		e.TitleStart, e.TagEnd = e.Start, e.End
		if r.hasTitle {
			e.Office, e.Chamber, e.State = r.title.Office, r.title.Chamber, r.title.State
			e.Title = s[r.title.Start:r.title.End]
			if g.from == r.from {
				e.TitleStart = r.title.Start
			}
		}
		if e.Chamber == "" {
			e.Chamber = r.after
		}
		if g.to == r.to || g.bare {
			if tag, end, _, ok := readTag(s, toks, g.to); ok {
				e.HasTag, e.Tag, e.TagEnd = true, tag, end
			} else if words == 1 {
				p.bracketed(&e, g.to)
			}
		}
		if words == 1 && e.Canonical == "" && !((surnames || g.bare) && (g.known || p.known == nil)) && !(e.HasTag && g.known) && !(r.hasTitle && r.title.Office == Legislator) {
			continue
		}
		if r.office && !g.known {
			continue
		}
		if r.hasTitle && r.title.Office == Official && !g.known {
			continue
		}
		e.Bare = (surnames || g.bare) && e.Canonical == "" && (words == 1 || words == 2 && !g.known)
		out = append(out, e)
	}
	return out
}

// bracketed reads a given name in brackets behind a surname: "Davis (Danny)".
func (p *blockParser) bracketed(e *Entry, k int) {
	if k+2 >= len(p.toks) || p.toks[k].Text(p.s) != "(" {
		return
	}
	c := k + 1
	for c < len(p.toks) && c <= k+3 && (p.toks[c].Class == Cap || p.toks[c].Class == Initial) {
		c++
	}
	if c == k+1 || c >= len(p.toks) || p.toks[c].Text(p.s) != ")" {
		return
	}
	e.Canonical = p.s[p.toks[k+1].Start:p.toks[c-1].End] + " " + p.s[e.Start:e.End]
	e.End, e.TagEnd = p.toks[c].End, p.toks[c].End
	e.Words++
}

// part is a range of tokens that is one name.
type part struct {
	from, to int
	known    bool
	bare     bool // a surname alone
}

const longestName = 5 // words of one name: "Blanche M. Lambert Lincoln Jr."

// joinBroken joins the runs of a name that a line break or gap cut in two: "Patrick J." above "Leahy".
func (p *blockParser) joinBroken() {
	if p.known == nil || len(p.runs) == 0 {
		return
	}
	out := p.runs[:1]
	for _, r := range p.runs[1:] {
		q := &out[len(out)-1]
		if c := p.toks[q.to].Class; q.to+1 == r.from && (c == Gap || c == Break) && q.to-q.from <= 2 && r.to-r.from <= 2 && !q.hasTitle && !r.hasTitle &&
			!p.known(p.text(q.from, q.to)) && (r.to-r.from == 1 || !p.known(p.text(r.from, r.to))) && p.known(p.text(q.from, q.to)+" "+p.text(r.from, r.to)) {
			q.to, q.whole, q.after, q.lineEnd = r.to, true, r.after, r.lineEnd
			continue
		}
		out = append(out, r)
	}
	p.runs = out
}

// text is what tokens [i, j) print.
func (p *blockParser) text(i, j int) string { return p.s[p.toks[i].Start:p.toks[j-1].End] }

// divide splits a run into names: the whole if it is known or short, else the division with the best sum of scores.
func (p *blockParser) divide(r *run) []part {
	if r.whole {
		return []part{{from: r.from, to: r.to, known: true}}
	}
	n := r.to - r.from
	ask := func(i, j int) bool {
		return p.known != nil && p.known(p.s[p.toks[i].Start:p.toks[j-1].End])
	}
	if n <= 3 {
		if ask(r.from, r.to) || n == 1 && r.comma && p.known == nil {
			return []part{{from: r.from, to: r.to, known: true}}
		}
		if n <= 2 || n == 3 && p.toks[r.from+1].Class == Initial {
			return []part{{from: r.from, to: r.to}}
		}
	}
	best := make([]float64, n+1)
	back := make([]part, n+1)
	for j := 1; j <= n; j++ {
		best[j] = -1e9
		for i := p.farthest(r.from, j); i < j; i++ {
			if first := p.toks[r.from+i]; first.Class == Initial && i > 0 && j-i < 2 || i > 0 && (first.Class != Cap && first.Class != Initial || IsSuffix(first.Text(p.s))) {
				continue
			}
			known := j-i >= 2 && ask(r.from+i, r.from+j)
			if v := best[i] + p.score(r.from+i, r.from+j, known); v > best[j] {
				best[j] = v
				back[j] = part{from: r.from + i, to: r.from + j, known: known}
			}
		}
	}
	var out []part
	for j := n; j > 0; j = back[j].from - r.from {
		out = append(out, back[j])
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	if n >= 6 && p.known != nil {
		if list := p.singles(r, out); list != nil {
			return list
		}
	}
	return out
}

// farthest is where a name that ends before token from+j may start: longestName words before, marks not counted.
func (p *blockParser) farthest(from, j int) int {
	words, i := 0, j
	for i > 0 && words < longestName && j-i < 2*longestName {
		i--
		if p.toks[from+i].Class != Punct {
			words++
		}
	}
	return i
}

// singles divides a run into surnames alone when the registers know most of its words as surnames and few of the divided
// names: "Baldwin Blumenauer Capuano Clarke (Yvette) Conyers". It returns nil otherwise.
func (p *blockParser) singles(r *run, divided []part) []part {
	covered := 0
	for _, g := range divided {
		if g.known {
			covered += g.to - g.from
		}
	}
	if covered*2 > r.to-r.from {
		return nil
	}
	var out []part
	known, words, depth := 0, 0, 0
	for i := r.from; i < r.to; i++ {
		t := p.toks[i]
		switch w := t.Text(p.s); {
		case w == "(":
			depth++
		case w == ")":
			depth--
		case depth == 0 && t.Class == Cap && !IsSuffix(w):
			words++
			g := part{from: i, to: i + 1, bare: true, known: p.known(w)}
			if g.known {
				known++
			}
			out = append(out, g)
		}
	}
	if known*10 < words*7 {
		return nil
	}
	return out
}

// endsKnown tells whether the first and the last word of tokens [i, j) are a known name without those between.
func (p *blockParser) endsKnown(i, j int) bool {
	last := j - 1
	for last > i+1 && (p.toks[last].Class == Punct || IsSuffix(p.toks[last].Text(p.s))) {
		last--
	}
	return p.known(p.toks[i].Text(p.s) + " " + p.toks[last].Text(p.s))
}

// score is the worth of taking tokens [i, j) as one name: one per word and a half for the name when known, so that no word
// is left over first and more known names beat fewer longer ones; unknown names live on their shape.
func (p *blockParser) score(i, j int, known bool) float64 {
	n := j - i
	if known {
		// Registers forgive a word too many in front or behind; such a word is worth nothing.
		// It is a name of its own when its first and last words alone are known too.
		dropped := 0
		for a, b := i, j; b-a > 2 && !p.endsKnown(i, j); dropped++ {
			if p.toks[a].Class == Cap && p.toks[a+1].Class == Cap && p.known(p.s[p.toks[a+1].Start:p.toks[b-1].End]) {
				a++
			} else if p.toks[b-1].Class == Cap && !IsSuffix(p.toks[b-1].Text(p.s)) && p.toks[b-2].Class == Cap && p.known(p.s[p.toks[a].Start:p.toks[b-2].End]) {
				b--
			} else {
				break
			}
		}
		return 2*float64(n-dropped) + 0.5 - 0.2*float64(dropped) - 0.1*float64(max(0, n-3))
	}
	last := p.toks[j-1]
	if last.Class == Initial && !IsSuffix(last.Text(p.s)) {
		return -3
	}
	initial := false
	for k := i + 1; k < j-1; k++ {
		initial = initial || p.toks[k].Class == Initial || p.toks[k].Class == Lower || p.toks[k].Class == Punct
	}
	switch {
	case n == 1:
		return -2
	case n == 2:
		return 1
	case n == 3 && (initial || IsSuffix(last.Text(p.s))):
		return 1.5
	case n == 3:
		return 0.6
	case initial || IsSuffix(last.Text(p.s)):
		return 1
	}
	return -0.5
}
