package pdf

import (
	"bytes"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs writes lines, joining those that a paragraph was broken into. It returns where each page begins.
func paragraphs(b *bytes.Buffer, ls []line) []Run {
	var runs []Run
	pitch := linePitch(ls)
	for i := 1; i < len(ls); i++ {
		p, l := ls[i-1], ls[i]
		size := max(p.size, l.size)
		ls[i].blank = p.page != l.page || l.fresh || l.y-p.y > 1.35*pitch*size || l.y < p.y && p.page == l.page
	}
	margins(ls)
	words := vocabulary(ls)
	hyphens := hyphenates(ls)
	joined := 0
	for i, l := range ls {
		switch {
		case i == 0:
			b.WriteString(l.text)
		case goesOn(ls, i, joined):
			joined++
			joinLine(b, ls[i-1].text, l.text, words, hyphens)
		default:
			p := ls[i-1]
			b.WriteByte('\n')
			if l.blank || joined > 0 && !l.table || l.chars > 40 && !l.table && l.x-p.x > 1.2*l.size && l.x-p.x < 6*l.size {
				b.WriteByte('\n')
			}
			joined = 0
			b.WriteString(l.text)
		}
		if i == 0 || l.page != ls[i-1].page {
			runs = append(runs, Run{Start: b.Len() - len(l.text), Page: l.page + 1})
		}
	}
	return runs
}

// linePitch is the usual distance of lines in units of their size.
func linePitch(ls []line) float64 {
	var d []float64
	for i := 1; i < len(ls); i++ {
		if dy := (ls[i].y - ls[i-1].y) / max(ls[i].size, 1); ls[i].page == ls[i-1].page && dy > 0.8 && dy < 3 && ls[i-1].chars > 30 {
			d = append(d, dy)
		}
	}
	if len(d) == 0 {
		return 1.2
	}
	sort.Float64s(d)
	return d[len(d)/2]
}

// margins gives every line the right margin that it was broken at: of its own block where that is set evenly, as an
// indented quotation is, else of the document.
func margins(ls []line) {
	var ends []float64
	for _, l := range ls {
		if l.chars >= 40 && !l.table && l.right == 0 {
			ends = append(ends, l.end)
		}
	}
	sort.Float64s(ends)
	right := 1e9
	if len(ends) > 0 {
		right = ends[len(ends)*9/10]
	}
	for start := 0; start < len(ls); {
		end := start + 1
		for end < len(ls) && !ls[end].blank && !ls[end].table && !ls[start].table && ls[end].size > 0.88*ls[start].size && ls[end].size < 1.14*ls[start].size {
			end++
		}
		own, chars, low := 0.0, 0, false
		for _, l := range ls[start:end] {
			own = max(own, l.end)
			chars += l.chars
			r, _ := utf8.DecodeRuneInString(l.text)
			low = low || unicode.IsLower(r)
		}
		full := end - start - 1                                                       // lines that the margin broke
		even := full >= 2 && chars >= 40*full || full >= 3 && chars >= 24*full && low // columns are narrow
		for _, l := range ls[start : end-1] {
			even = even && l.end > own-0.12*(own-l.x)
		}
		for i := start; i < end; i++ {
			switch {
			case ls[i].right > 0:
			case even:
				ls[i].right = own
			default:
				ls[i].right = right
			}
		}
		start = end
	}
}

// goesOn tells whether line i goes on the paragraph of the line before: the line before is full, in that the first word
// of this one had no room on it or a sentence is open, and this one begins where lines of the paragraph do. Joined is the number of lines
// that the paragraph has taken in so far.
func goesOn(ls []line, i, joined int) bool {
	p, l := ls[i-1], ls[i]
	em := l.size
	if p.table || l.table || p.chars < 20 || p.size < 0.88*l.size || p.size > 1.14*l.size {
		return false
	}
	r, _ := utf8.DecodeRuneInString(l.text)
	open := unicode.IsLower(r) && !ended(p.text)
	if p.end+0.2*em+l.lead < p.right-0.3*em && (!open || p.chars < 40 || l.blank) {
		return false
	}
	first, _, _ := strings.Cut(l.text, " ")
	if opensItem(first, p.text) {
		return false
	}
	if ended(p.text) && unicode.IsUpper(r) && l.chars < 30 && (i+1 == len(ls) || ls[i+1].blank || ls[i+1].chars < 30) {
		return false // a date or a salutation under a sentence that happens to fill its line
	}
	if l.blank {
		// Over the edge of a page or a column, and over a stretched gap, only an unfinished sentence goes on.
		if l.page != p.page || l.fresh {
			return unicode.IsLower(r) || !ended(p.text)
		}
		return open && l.y > p.y && l.y-p.y < 2.5*em && l.x-p.x < em && p.x-l.x < em
	}
	shift := l.x - p.x
	switch {
	case shift > -0.6*em && shift < 0.6*em:
		return true
	case joined == 0 && shift < 0 && shift > -6*em: // after the indented first line
		return true
	case joined == 0 && shift > 0 && shift < 5*em: // under a hanging mark
		mark, _, _ := strings.Cut(p.text, " ")
		return isMarker(mark) || isNoteMark(mark)
	}
	return false
}

// opensItem tells whether a full line is followed by an item of a list. A number opens one only where the line before lets
// an item begin; a letter that may be an initial of a name, after a sentence.
func opensItem(first, before string) bool {
	if !isMarker(first) {
		return false
	}
	isInitial := len(first) == 2 && first[1] == '.' && first[0] >= 'A' && first[0] <= 'Z'
	switch {
	case isInitial:
		return ended(before)
	case unicode.IsDigit(rune(first[0])):
		return strings.HasSuffix(before, ".") || strings.HasSuffix(before, ":") || strings.HasSuffix(before, ";")
	}
	return true
}

// ended tells whether a text stops where a sentence may end: not at an initial or at the title before a name.
func ended(s string) bool {
	s = strings.TrimRight(s, "”’\"')]⁰¹²³⁴⁵⁶⁷⁸⁹")
	r, _ := utf8.DecodeLastRuneInString(s)
	if !strings.ContainsRune(".!?:", r) {
		return false
	}
	word := strings.TrimRight(s[strings.LastIndexByte(s, ' ')+1:], ".")
	switch word {
	case "Rep", "Reps", "Sen", "Sens", "Mr", "Mrs", "Ms", "Dr", "Hon", "St", "No", "Gov", "Gen", "Col", "Lt", "Sec", "Jr", "Sr":
		return false
	}
	first, size := utf8.DecodeRuneInString(word)
	return r != '.' || len(word) > size || !unicode.IsUpper(first)
}

// hyphenates tells whether the words of a document were broken at the ends of lines: more than one long line in twenty
// ends with a hyphen. Hyphens of compounds come to stand there less often.
func hyphenates(ls []line) bool {
	long, hyphens := 0, 0
	for _, l := range ls {
		if l.chars < 30 {
			continue
		}
		long++
		if strings.HasSuffix(l.text, "-") || strings.HasSuffix(l.text, "‐") {
			hyphens++
		}
	}
	return hyphens*20 > long
}

// Words that make compounds with a hyphen and are seldom a part of a broken word.
var (
	compoundTails = map[string]bool{
		"based": true, "led": true, "wide": true, "term": true, "level": true, "related": true, "range": true,
		"backed": true, "sponsored": true, "owned": true, "free": true, "driven": true, "focused": true, "funded": true, "making": true,
		"old": true, "known": true, "run": true, "style": true, "specific": true, "profit": true, "scale": true, "state": true,
	}
	compoundHeads = map[string]bool{
		"well": true, "long": true, "short": true, "self": true, "high": true, "low": true, "mid": true,
		"full": true, "cross": true, "so": true, "ever": true, "much": true, "state": true, "four": true, "five": true, "six": true, "two": true,
	}
)

// joinLine adds a line to a paragraph. A hyphen at the end of the line goes when the word is known without it, or when
// the document breaks words, has it nowhere with the hyphen, and its parts are no words of it.
func joinLine(b *bytes.Buffer, p, l string, words map[string]bool, hyphens bool) {
	soft := strings.HasSuffix(p, "\u00ad")
	if !soft && !strings.HasSuffix(p, "-") && !strings.HasSuffix(p, "‐") {
		if !strings.HasSuffix(p, "—") {
			b.WriteByte(' ')
		}
		b.WriteString(l)
		return
	}
	head := lastWord(strings.TrimRight(p, "-‐\u00ad"))
	tail := firstWord(l)
	r, _ := utf8.DecodeRuneInString(tail)
	compound := compoundTails[tail] || compoundHeads[head]
	cut := soft || unicode.IsLower(r) && !compound && head != "" && (words[head+tail] || hyphens && !words[head+"-"+tail] && !(words[head] && words[tail]))
	if cut {
		_, size := utf8.DecodeLastRuneInString(p)
		b.Truncate(b.Len() - size)
	}
	b.WriteString(l)
}

func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return strings.ToLower(s)
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return strings.ToLower(s[i+size:])
}

func firstWord(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		i = len(s)
	}
	return s[:i]
}

// vocabulary holds the words of the document in lower case, those with hyphens whole and in parts, without the ones that
// the end of a line tore.
func vocabulary(ls []line) map[string]bool {
	words := map[string]bool{}
	for i, l := range ls {
		fields := strings.Fields(strings.ToLower(l.text))
		for k, f := range fields {
			f = strings.TrimFunc(f, func(r rune) bool { return !unicode.IsLetter(r) })
			torn := k == len(fields)-1 && strings.HasSuffix(l.text, "-") || k == 0 && i > 0 && strings.HasSuffix(ls[i-1].text, "-")
			if f != "" && !torn {
				words[f] = true
			}
		}
	}
	return words
}
