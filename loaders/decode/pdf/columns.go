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
		cells := likeBelow(rows, i)
		if len(cells) < 2 && !besides(rows, i) || len(cells) > maxColumns {
			out = append(out, newLine(rows[i], rows[i].words, page))
			i++
			continue
		}
		block := [][]cell{cells}
		columns := spans(nil, cells, rows[i].size)
		j := i + 1
		for ; j < len(rows); j++ {
			next := splitAt(rows[j], rows[j].cells(), columns, 0.6)
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

// likeBelow is the cells of line i. A line that was stretched so far that its blanks look alike is parted as the next lines
// below are.
func likeBelow(rows []row, i int) []cell {
	r := rows[i]
	cells := r.cells()
	if len(cells) > 1 {
		return cells
	}
	for _, below := range rows[i+1 : min(i+4, len(rows))] {
		other := below.cells()
		if len(other) < 2 {
			continue
		}
		if parted := splitAt(r, cells, spans(nil, other, below.size), columnMin); len(parted) > 1 {
			return parted
		}
		break
	}
	return cells
}

// besides tells whether the next line stands beside line i, half a line lower: the start of columns that share no lines.
func besides(rows []row, i int) bool {
	if i+1 == len(rows) || rows[i+1].y-rows[i].y > 0.95*rows[i].size {
		return false
	}
	a, b := newCell(rows[i].words), newCell(rows[i+1].words)
	return a.end+columnMin*rows[i].size < b.x || b.end+columnMin*rows[i].size < a.x
}

// splitAt parts a cell that runs over a gutter where one of its words begins a column after a blank of at least the width
// that is given in units of the size: long names come near the next column.
func splitAt(r row, cells []cell, columns []span, blank float64) []cell {
	var out []cell
	for _, c := range cells {
		start := 0
		for i := 1; i < len(c.words); i++ {
			if c.words[i].x-c.words[i-1].end < blank*r.size {
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

// columnLine is what one row of a block holds in one column.
type columnLine struct {
	row   int
	cells []cell
}

func (c columnLine) words() []word {
	if len(c.cells) == 1 {
		return c.cells[0].words
	}
	var out []word
	for _, x := range c.cells {
		out = append(out, x.words...)
	}
	return out
}

// blockLines reads a block of columns. Prose, and columns whose lines do not stand on common base lines, are read column
// by column; tables and blocks of signers row by row, so that a name stands over its title.
func blockLines(rows []row, block [][]cell, columns []span, page int, gap string) []line {
	down := make([][]columnLine, len(columns))
	side, longest := 0, 0 // rows with cells in several columns; lines of the longest column
	for i, cells := range block {
		if len(cells) > 1 {
			side++
		}
		for _, c := range cells {
			k := columnOf(c, columns)
			if n := len(down[k]); n > 0 && down[k][n-1].row == i {
				down[k][n-1].cells = append(down[k][n-1].cells, c)
			} else {
				down[k] = append(down[k], columnLine{i, []cell{c}})
			}
			longest = max(longest, len(down[k]))
		}
	}
	prose := make([]bool, len(columns))
	some, sure := 0, false
	for k := range down {
		isProse, isSure := proseColumn(down[k], columns[k])
		prose[k], sure = isProse, sure || isSure
		if isProse {
			some++
		}
	}
	if some >= 2 || sure || side*2 < longest {
		return columnLines(rows, down, columns, prose, page, gap)
	}
	var out []line
	for i, cells := range block {
		out = append(out, tableLine(rows[i], cells, page, gap))
	}
	return out
}

// proseColumn tells a column of running text from one of names and titles: two lines in five begin in the middle of a
// sentence, or one in eight where most lines fill the column, or nearly all fill it, as names never do. It is sure of
// long columns with both signs.
func proseColumn(lines []columnLine, column span) (isProse, isSure bool) {
	low, full := 0, 0
	for _, l := range lines {
		first, last := l.cells[0], l.cells[len(l.cells)-1]
		if r, _ := utf8.DecodeRuneInString(first.words[0].text); unicode.IsLower(r) {
			low++
		}
		if last.end-first.x >= 0.85*(column.end-column.x) {
			full++
		}
	}
	n := len(lines)
	often, filled := low*5 >= 2*n, full*5 >= 3*n
	even := n >= 8 && full*5 >= 4*n
	return n >= 4 && (often || even || filled && low*8 >= n), n >= 10 && (often || even) && filled
}

// columnLines reads column after column. Wide blanks in prose are those of lines stretched to the margin.
func columnLines(rows []row, down [][]columnLine, columns []span, prose []bool, page int, gap string) []line {
	var out []line
	for k := range down {
		for i, c := range down[k] {
			words := c.words()
			l := newLine(rows[c.row], words, page)
			l.y = words[len(words)/2].y // the columns of a row need not stand on one line
			if prose[k] {
				l.right = columns[k].end
			} else if len(c.cells) > 1 {
				l.text, l.table = joinCells(c.cells, gap), true
			}
			l.fresh = i == 0
			out = append(out, l)
		}
	}
	return out
}

func tableLine(r row, cells []cell, page int, gap string) line {
	l := newLine(r, r.words, page)
	l.text, l.table = joinCells(cells, gap), len(cells) > 1
	return l
}

func joinCells(cells []cell, gap string) string {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = c.text()
	}
	return strings.Join(texts, gap)
}
