package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is one line of the text in reading order.
type line struct {
	text         string
	x, end, y    float64
	size         float64
	lead         float64 // width of the first word
	page         int
	table        bool // cells side by side
	fresh        bool // begins a column: it goes on nothing
	right        float64
	chars        int
	top, bottom  bool // lies near an edge of the page
	blank, drops bool
}

func newLine(r row, words []word, page int) line {
	c := newCell(words)
	l := line{text: c.text(), x: c.x, end: c.end, y: r.y, size: r.size, lead: words[0].end - words[0].x, page: page}
	l.chars = utf8.RuneCountInString(l.text)
	return l
}

// span is a stretch of the width of a page that a column takes.
type span struct{ x, end float64 }

// spans adds the cells of a line to the columns so far: spans that overlap, or nearly so, are one.
func spans(columns []span, cells []cell, least float64) []span {
	all := slices.Clone(columns)
	for _, c := range cells {
		all = append(all, span{c.x, c.end})
	}
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(a.x, b.x) })
	out := all[:0:0]
	for _, s := range all {
		if n := len(out); n > 0 && s.x < out[n-1].end+least {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}

// maxColumns is the largest number of columns that are told apart; lists of names have five at most.
const maxColumns = 24

// lines puts the rows of a page into reading order: rows of cells line by line, columns of prose one after the other.
func lines(rows []row, page int, gap string) []line {
	var out []line
	for i := 0; i < len(rows); {
		cells := rows[i].cells()
		if len(cells) < 2 && !besides(rows, i) || len(cells) > maxColumns {
			out = append(out, newLine(rows[i], rows[i].words, page))
			i++
			continue
		}
		block := [][]cell{cells}
		columns := spans(nil, cells, rows[i].size)
		j := i + 1
		for ; j < len(rows); j++ {
			next := splitAt(rows[j], rows[j].cells(), columns)
			grown := spans(columns, next, 0.8*rows[j].size)
			if len(grown) < 2 || len(grown) > maxColumns {
				break
			}
			columns = grown
			block = append(block, next)
		}
		out = append(out, blockLines(rows[i:j], block, columns, page, gap)...)
		i = j
	}
	return out
}

// besides tells whether the next line stands beside line i, half a line lower: the start of columns that share no lines.
func besides(rows []row, i int) bool {
	if i+1 == len(rows) || rows[i+1].y-rows[i].y > 0.95*rows[i].size {
		return false
	}
	a, b := newCell(rows[i].words), newCell(rows[i+1].words)
	return a.end+columnMin*rows[i].size < b.x || b.end+columnMin*rows[i].size < a.x
}

// splitAt parts a cell that runs over a gutter where one of its words begins a column after a wide blank: long names
// come near the next column.
func splitAt(r row, cells []cell, columns []span) []cell {
	var out []cell
	for _, c := range cells {
		start := 0
		for i := 1; i < len(c.words); i++ {
			if c.words[i].x-c.words[i-1].end < 0.6*r.size {
				continue
			}
			for _, col := range columns[1:] {
				if d := c.words[i].x - col.x; d > -0.2*r.size && d < 0.2*r.size {
					out = append(out, newCell(c.words[start:i]))
					start = i
					break
				}
			}
		}
		out = append(out, newCell(c.words[start:]))
	}
	return out
}

func columnOf(c cell, columns []span) int {
	for i, s := range columns {
		if c.x < s.end {
			return i
		}
	}
	return len(columns) - 1
}

// blockLines reads a block of columns. Prose, and columns whose lines do not stand on common base lines, are read column
// by column; tables and blocks of signers row by row, so that a name stands over its title.
func blockLines(rows []row, block [][]cell, columns []span, page int, gap string) []line {
	down := make([][]line, len(columns))
	low := make([]int, len(columns))
	side := 0 // rows with cells in several columns
	for i, cells := range block {
		if len(cells) > 1 {
			side++
		}
		for _, c := range cells {
			k := columnOf(c, columns)
			l := newLine(rows[i], c.words, page)
			if n := len(down[k]); n > 0 && down[k][n-1].y == l.y { // two cells of one column
				down[k][n-1].text += gap + l.text
				down[k][n-1].table = true
				continue
			}
			if r, _ := utf8.DecodeRuneInString(l.text); unicode.IsLower(r) {
				low[k]++
			}
			down[k] = append(down[k], l)
		}
	}
	prose, longest := 0, 0
	for k := range down {
		longest = max(longest, len(down[k]))
		if len(down[k]) >= 4 && low[k]*5 >= 2*len(down[k]) {
			prose++
		}
	}
	var out []line
	if prose >= 2 || side*2 < longest {
		for k := range down {
			for i := range down[k] {
				down[k][i].fresh = i == 0
				if prose >= 2 {
					down[k][i].right = columns[k].end
				}
			}
			out = append(out, down[k]...)
		}
		return out
	}
	for i, cells := range block {
		l := newLine(rows[i], rows[i].words, page)
		texts := make([]string, len(cells))
		for k, c := range cells {
			texts[k] = c.text()
		}
		l.text = strings.Join(texts, gap)
		l.table = len(cells) > 1
		out = append(out, l)
	}
	return out
}
