package decode

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Widths at which programs for mail and typewritten pages break lines, in characters.
const (
	minWidth = 45
	maxWidth = 100
)

// textOfLines normalizes a text whose line ends may be those of a program that broke its lines.
func textOfLines(s string) string { return unwrap(Normalize(s)) }

// unwrap joins the lines of a text that a program broke at a fixed width, as mail and old releases are sent: a line goes
// on in the next when the next line's first word had no room on it. A text that was not broken so is returned as it is.
// The text is normalized before and after.
func unwrap(s string) string {
	if !hasShortLines(s) {
		return s
	}
	lines := strings.Split(s, "\n")
	width := wrapWidth(lines)
	if width == 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, l := range lines {
		switch {
		case i == 0:
		case !isFull(lines[i-1], l, width):
			b.WriteByte('\n')
		default:
			l = strings.TrimLeft(l, " ")
			if !strings.HasSuffix(lines[i-1], "-") {
				b.WriteByte(' ')
			}
		}
		b.WriteString(l)
	}
	return b.String()
}

// hasShortLines tells whether half of a text stands on lines that are no longer than a program leaves them: a look that
// costs little, since few texts do.
func hasShortLines(s string) bool {
	short := 0
	for l := range strings.Lines(s) {
		if len(l) <= 2*maxWidth { // in bytes
			short += len(l)
		}
	}
	return short > len(s)/2
}

// wrapWidth is the width at which the lines were broken, 0 when they were not: nearly all lines of some length are full,
// and many next lines begin inside a sentence.
func wrapWidth(lines []string) int {
	var lengths []int
	for _, l := range lines {
		if l != "" {
			lengths = append(lengths, utf8.RuneCountInString(l))
		}
	}
	slices.Sort(lengths)
	lengths = slices.Compact(lengths)
	slices.Reverse(lengths)
	for _, width := range lengths[:min(len(lengths), 4)] { // a headline or an address may be longer than the width
		if width < minWidth || width > maxWidth {
			continue
		}
		pairs, full, low := 0, 0, 0
		for i := 1; i < len(lines); i++ {
			if !mayGoOn(lines[i-1], lines[i], width) {
				continue
			}
			pairs++
			if isFull(lines[i-1], lines[i], width) {
				full++
			}
			if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(lines[i], " ")); unicode.IsLower(r) {
				low++
			}
		}
		if pairs >= 8 && full*10 >= pairs*9 && low*5 >= pairs*2 {
			return width
		}
	}
	return 0
}

// mayGoOn tells whether a line is as long as one of prose, but not longer than any that was broken, and the next is no paragraph, item or row of a table.
func mayGoOn(line, next string, width int) bool {
	text := strings.TrimLeft(next, " ")
	indent := len(next) - len(text)
	own := len(line) - len(strings.TrimLeft(line, " "))
	first, _, _ := strings.Cut(text, " ")
	size := utf8.RuneCountInString(line)
	return text != "" && indent < own+2 && size >= width*3/5 && size <= width && !isItemMark(first) &&
		!strings.Contains(strings.TrimLeft(line, " "), columnGap) && !strings.Contains(text, columnGap)
}

func isFull(line, next string, width int) bool {
	first, _, _ := strings.Cut(strings.TrimLeft(next, " "), " ")
	return mayGoOn(line, next, width) && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(first) > width
}

// isItemMark tells of the marks that open the items of lists, and of quotation bars.
func isItemMark(s string) bool {
	if strings.Trim(s, "•◦■▪●○·-–—*>") == "" {
		return true
	}
	inner := strings.TrimRight(strings.TrimLeft(s, "("), ".)")
	return inner != s && len(inner) <= 2 && strings.Trim(inner, "0123456789") == ""
}
