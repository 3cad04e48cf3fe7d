package decode

import (
	"encoding/xml"
	"strconv"
)

// wordLists are the lists of a document: how their items are marked and how far they have counted.
type wordLists struct {
	formats map[string]map[int]string // by the id of the definition, then by level: decimal, bullet, lowerLetter, ...
	uses    map[string]string         // the definition of a list
	counts  map[string]map[int]int
	// while the part is read
	definition, list string
	level            int
}

func newWordLists() *wordLists {
	return &wordLists{formats: map[string]map[int]string{}, uses: map[string]string{}, counts: map[string]map[int]int{}}
}

// token follows word/numbering.xml.
func (l *wordLists) token(tok xml.Token) error {
	t, ok := tok.(xml.StartElement)
	if !ok {
		return nil
	}
	switch t.Name.Local {
	case "abstractNum":
		l.definition, l.list = value(t, "abstractNumId"), ""
		l.formats[l.definition] = map[int]string{}
	case "lvl":
		l.level = listLevel(value(t, "ilvl"))
	case "numFmt":
		if m := l.formats[l.definition]; m != nil && l.list == "" {
			m[l.level] = value(t, "val")
		}
	case "num":
		l.list = value(t, "numId")
	case "abstractNumId":
		if l.list != "" {
			l.uses[l.list] = value(t, "val")
		}
	}
	return nil
}

// maxListLevel is the deepest level of a list (ECMA-376, 17.9.6).
const maxListLevel = 8

func listLevel(s string) int {
	n, _ := strconv.Atoi(s)
	return min(max(n, 0), maxListLevel)
}

// mark is the mark of the next item of a list with the space after it, empty outside of lists.
func (l *wordLists) mark(list string, level int) string {
	if l == nil || list == "" || list == "0" {
		return ""
	}
	counts := l.counts[list]
	if counts == nil {
		counts = map[int]int{}
		l.counts[list] = counts
	}
	counts[level]++
	for k := range counts { // deeper levels begin anew
		if k > level {
			delete(counts, k)
		}
	}
	n := counts[level]
	switch l.formats[l.uses[list]][level] {
	case "bullet", "":
		return "- "
	case "none":
		return ""
	case "lowerLetter":
		return string(rune('a'+(n-1)%26)) + ". "
	case "upperLetter":
		return string(rune('A'+(n-1)%26)) + ". "
	}
	return strconv.Itoa(n) + ". "
}
