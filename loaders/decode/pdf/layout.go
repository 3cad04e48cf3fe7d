package pdf

import (
	"bytes"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// layout writes pages as text: lines in reading order, without what repeats on every page, paragraphs as one line each.
// Notes at the feet of pages come last. It returns the text and the pages of its parts.
func layout(pages []sheet, gap string) (string, []Run) {
	var all []line
	for i, p := range pages {
		ls := lines(rows(p.glyphs), i, gap)
		markEdges(ls, p.height)
		all = append(all, ls...)
	}
	dropRunning(all, len(pages))
	body, notes := partNotes(all)
	var b bytes.Buffer
	runs := paragraphs(&b, body)
	if len(notes) > 0 {
		b.WriteString("\n\n")
		runs = append(runs, paragraphs(&b, notes)...)
	}
	return b.String(), runs
}

// edge is the share of a page at its top and at its bottom in which running heads stand.
const edge = 0.15

// markEdges marks the first and the last three lines near the edges.
func markEdges(ls []line, height float64) {
	order := make([]int, len(ls))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return ls[order[i]].y < ls[order[j]].y })
	for n, i := range order {
		ls[i].top = n < 3 && ls[i].y < edge*height
		ls[i].bottom = len(order)-n <= 3 && ls[i].y > (1-edge)*height
	}
}

// dropRunning takes out page numbers and what repeats at the edges of pages; the first of what repeats word by word
// stays, as the letterhead does. A line that stands inside the text, too, such as the title under every name of a block
// of signers, is no running head.
func dropRunning(all []line, pages int) {
	inside := map[string]bool{}
	seen := map[string]map[int]bool{}
	texts := map[string]map[string]bool{}
	for _, l := range all {
		key := digitless(l)
		if !l.top && !l.bottom {
			inside[key] = true
			continue
		}
		if seen[key] == nil {
			seen[key], texts[key] = map[int]bool{}, map[string]bool{}
		}
		seen[key][l.page] = true
		texts[key][l.text] = true
	}
	kept := map[string]bool{}
	for i := range all {
		l := &all[i]
		if !l.top && !l.bottom {
			continue
		}
		key := digitless(*l)
		switch {
		case isPageNumber(l.text) && (pages > 1 || l.bottom):
			l.drops = true
		case inside[key] || len(seen[key]) < 2 || len(seen[key])*2 < pages-1:
		case len(texts[key]) > 1 || kept[key]:
			l.drops = true
		default:
			kept[key] = true
		}
	}
}

func digitless(l line) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, l.text)
}

// isPageNumber tells of "2", "- 2 -", "Page 2" and "Page 2 of 5".
func isPageNumber(s string) bool {
	words := strings.Fields(strings.ToLower(strings.Trim(s, "-–—|[]() \t.")))
	if len(words) > 0 && words[0] == "page" {
		words = words[1:]
	}
	if len(words) == 3 && (words[1] == "of" || words[1] == "/") && isSmallNumber(words[2]) {
		words = words[:1]
	}
	return len(words) == 1 && isSmallNumber(words[0])
}

func isSmallNumber(s string) bool {
	return s != "" && len(s) <= 3 && strings.Trim(s, "0123456789") == ""
}

// partNotes takes the notes at the feet of pages out of the body: lines smaller than the body that go down to the end of
// the page, the first of which begins with a mark.
func partNotes(all []line) (body, notes []line) {
	size := bodySize(all)
	for start := 0; start < len(all); {
		end := start
		for end < len(all) && all[end].page == all[start].page {
			end++
		}
		var kept []line
		for _, l := range all[start:end] {
			if !l.drops {
				kept = append(kept, l)
			}
		}
		from := len(kept)
		for i := len(kept) - 1; i >= 0 && kept[i].size <= 0.88*size && !kept[i].table; i-- {
			if isNoteMark(kept[i].text) {
				from = i
			}
		}
		body = append(body, kept[:from]...)
		notes = append(notes, kept[from:]...)
		start = end
	}
	return body, notes
}

func isNoteMark(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= '0' && r <= '9' || strings.ContainsRune(superDigits, r) || r == '*' || r == '†' || r == '‡'
}

// bodySize is the size in which most characters are set.
func bodySize(all []line) float64 {
	sizes := map[float64]int{}
	best := 0.0
	for _, l := range all {
		size := float64(int(l.size*2+0.5)) / 2
		sizes[size] += l.chars
		if n := sizes[size]; n > sizes[best] || n == sizes[best] && size > best {
			best = size
		}
	}
	return best
}
