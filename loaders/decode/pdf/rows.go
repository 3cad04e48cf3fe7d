package pdf

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"
)

// word is a run of characters without a gap.
type word struct {
	text         string
	x, end, size float64
	y            float64 // its base line
}

// row is what stands on one base line of a page.
type row struct {
	words   []word
	y, size float64
	low     float64 // the lowest base line in it
}

// Gaps in units of the size, measured on letters set in the usual fonts: blanks between words are 0.2 to 0.35 wide, kerned
// letters move by less than 0.1, and justified lines stretch blanks to 1 at most.
const (
	wordGap   = 0.17
	columnMin = 1.7
	sameLine  = 0.35 // how far base lines of one line may lie apart
)

// rows sorts the characters of a page into lines and words.
func rows(glyphs []glyph) []row {
	gs := slices.Clone(glyphs)
	slices.SortStableFunc(gs, func(a, b glyph) int { return cmp.Compare(a.y, b.y) })
	var out [][]glyph
	mean := 0.0
	for _, g := range gs {
		if n := len(out); n > 0 && g.y-mean <= sameLine*g.size {
			out[n-1] = append(out[n-1], g)
			mean += (g.y - mean) / float64(len(out[n-1]))
			continue
		}
		out = append(out, []glyph{g})
		mean = g.y
	}
	out = raise(out)
	var lines []row
	for _, line := range out {
		if r := newRow(line); len(r.words) > 0 {
			lines = append(lines, r)
		}
	}
	return level(lines)
}

// maxOffset is how far, in units of the size, cells of one row may lie apart in height.
const maxOffset = 0.45

// level joins lines that stand beside each other a little lower or higher: columns of signers are seldom quite level.
func level(lines []row) []row {
	var out []row
	for _, r := range lines {
		n := len(out)
		if n == 0 || r.y-out[n-1].low > maxOffset*min(r.size, out[n-1].size) || !apart(out[n-1].words, r.words, columnMin*r.size) {
			out = append(out, r)
			continue
		}
		last := &out[n-1]
		last.words, last.low = append(last.words, r.words...), r.low
		slices.SortStableFunc(last.words, func(a, b word) int { return cmp.Compare(a.x, b.x) })
	}
	return out
}

// apart tells whether no word of one line comes nearer to one of the other than a gap; both are sorted.
func apart(a, b []word, gap float64) bool {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].end+gap < b[0].x:
			a = a[1:]
		case b[0].end+gap < a[0].x:
			b = b[1:]
		default:
			return false
		}
	}
	return true
}

// raise joins superscripts that lie too high for their line with it.
func raise(lines [][]glyph) [][]glyph {
	out := lines[:0]
	for i, line := range lines {
		if i+1 < len(lines) {
			small, y := middle(line)
			size, base := middle(lines[i+1])
			if small <= 0.9*size && base-y < 0.75*size && adjacent(line, lines[i+1], size) {
				lines[i+1] = append(lines[i+1], line...)
				continue
			}
		}
		out = append(out, line)
	}
	return out
}

// middle is the size in which most of a line is set, and its base line.
func middle(line []glyph) (size, y float64) {
	sizes := make([]float64, 0, len(line))
	for _, g := range line {
		if !g.space {
			sizes = append(sizes, g.size)
		}
	}
	if len(sizes) == 0 {
		return line[0].size, line[0].y
	}
	sort.Float64s(sizes)
	size = sizes[len(sizes)/2]
	var ys []float64
	for _, g := range line {
		if !g.space && g.size > 0.9*size {
			ys = append(ys, g.y)
		}
	}
	sort.Float64s(ys)
	return size, ys[len(ys)/2]
}

// adjacent tells whether every run of the upper characters follows a character of the line below.
func adjacent(upper, line []glyph, size float64) bool {
	ends := make([]float64, 0, len(line))
	for _, g := range line {
		if !g.space {
			ends = append(ends, g.end)
		}
	}
	sort.Float64s(ends)
	slices.SortStableFunc(upper, func(a, b glyph) int { return cmp.Compare(a.x, b.x) })
	last := math.Inf(-1)
	for _, g := range upper {
		if g.space {
			continue
		}
		if g.x-last > 0.35*size {
			i := sort.SearchFloat64s(ends, g.x-0.35*size)
			if i == len(ends) || ends[i] > g.x+0.35*size {
				return false
			}
		}
		last = g.end
	}
	return true
}

const superDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// newRow makes the words of a line. Raised numbers are marks of notes and become superscript digits, so that they do not
// glue to names and dates.
func newRow(line []glyph) row {
	slices.SortStableFunc(line, func(a, b glyph) int { return cmp.Compare(a.x, b.x) })
	r := row{}
	r.size, r.y = middle(line)
	for _, g := range line {
		r.low = max(r.low, g.y)
	}
	var b strings.Builder
	var prev glyph
	blank := true
	flush := func() {
		if n := len(r.words); n > 0 && b.Len() > 0 {
			r.words[n-1].text = b.String()
		}
		b.Reset()
	}
	for _, g := range line {
		if g.space {
			blank = true
			continue
		}
		if len(r.words) > 0 {
			if g.text == prev.text && g.x-prev.x < 0.1*g.size && g.x-prev.x < 0.5*(prev.end-prev.x) {
				continue // printed twice to look bold
			}
			blank = blank && g.x-prev.end > -0.1*g.size || g.x-prev.end > wordGap*max(g.size, prev.size)
		}
		if blank || len(r.words) == 0 {
			flush()
			r.words = append(r.words, word{x: g.x, size: g.size})
		}
		s := g.text
		if g.size <= 0.9*r.size && r.y-g.y > 0.15*r.size && len(s) == 1 && s[0] >= '0' && s[0] <= '9' {
			s = string([]rune(superDigits)[s[0]-'0'])
		}
		b.WriteString(s)
		w := &r.words[len(r.words)-1]
		w.end, w.y = max(w.end, g.end), max(w.y, g.y)
		prev, blank = g, false
	}
	flush()
	return r
}

// cell is a run of words without a gap as wide as between columns.
type cell struct {
	words  []word
	x, end float64
}

func newCell(words []word) cell {
	return cell{words: words, x: words[0].x, end: words[len(words)-1].end}
}

func (c cell) text() string {
	var b strings.Builder
	for i, w := range c.words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// cells parts a line where a gap is wider than blanks are. A mark of a list stays with its item.
func (r row) cells() []cell {
	var gaps []float64
	for i := 1; i < len(r.words); i++ {
		gaps = append(gaps, r.words[i].x-r.words[i-1].end)
	}
	wide := columnMin * r.size
	sorted := slices.Clone(gaps)
	sort.Float64s(sorted)
	if n := len(sorted); n >= 5 {
		wide = max(wide, 2.5*sorted[n/2])
	} else if n >= 2 && sorted[n-1]-sorted[0] < 0.1*r.size && sorted[n-1] < 4*r.size {
		wide = math.Inf(1) // a line of few words that was stretched to the margin
	}
	var out []cell
	start := 0
	for i := 1; i <= len(r.words); i++ {
		if i < len(r.words) && (gaps[i-1] < wide || i-start == 1 && start == 0 && isLead(r.words[0].text) && gaps[i-1] < 6*r.size) {
			continue
		}
		out = append(out, newCell(r.words[start:i]))
		start = i
	}
	return out
}

// isLead tells of marks of lists and of words such as "cc:" that a tab parts from what they open.
func isLead(s string) bool {
	return isMarker(s) || strings.HasSuffix(s, ":") && len(s) <= 9
}

// isMarker tells of the marks that open the items of lists: bullets, and numbers and letters with a dot or bracket.
func isMarker(s string) bool {
	if strings.Trim(s, "•◦■▪●○·-–—*□➢►") == "" || s == "o" {
		return true
	}
	inner := strings.TrimPrefix(s, "(")
	inner, closed := cutEnd(inner)
	if !closed || inner == "" || len(inner) > 4 {
		return false
	}
	return len(inner) == 1 || strings.Trim(inner, "0123456789") == "" || strings.Trim(inner, "ivxIVX") == ""
}

func cutEnd(s string) (string, bool) {
	if t, ok := strings.CutSuffix(s, "."); ok {
		return t, true
	}
	return strings.CutSuffix(s, ")")
}
