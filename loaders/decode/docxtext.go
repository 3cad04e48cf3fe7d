package decode

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// wordReader follows the elements of WordprocessingML (ECMA-376, part 1) that carry text.
type wordReader struct {
	out   []*strings.Builder // the text, and the cells that are open in it
	rows  [][]string         // the cells read so far of the rows that are open
	para  paragraph
	last  paragraph // the one before, for the empty lines between
	lists *wordLists
	depth int
	text  int // inside w:t
	skip  int // inside deleted text
}

// paragraph is the text of a w:p and what its properties say.
type paragraph struct {
	b      strings.Builder
	before bool // space before that makes an empty line
	after  bool // space after likewise
	long   bool
	list   string // id of its list, empty for none
	level  int
	raised bool // the run is superscript
}

// longParagraph is the length, in characters, from which a paragraph is prose: it has empty lines around it, which
// word processors show by styles that are not read here. Lines of addresses and names are shorter.
const longParagraph = 80

// spacedTwips is the space around a paragraph, in twentieths of a point, that is an empty line.
const spacedTwips = 100

func newWordReader(lists *wordLists) *wordReader {
	return &wordReader{out: []*strings.Builder{{}}, lists: lists}
}

func (w *wordReader) top() *strings.Builder { return w.out[len(w.out)-1] }

func (w *wordReader) token(tok xml.Token) error {
	switch t := tok.(type) {
	case xml.Directive:
		return fmt.Errorf("%w: the XML has a document type", ErrFormat)
	case xml.StartElement:
		if w.depth++; w.depth > maxXMLDepth {
			return fmt.Errorf("%w: elements nested over %d deep", ErrFormat, maxXMLDepth)
		}
		w.start(t)
	case xml.EndElement:
		w.depth--
		w.end(t.Name.Local)
	case xml.CharData:
		if w.text > 0 && w.skip == 0 {
			w.characters(string(t))
		}
	}
	return nil
}

// characters writes text; a raised number is the mark of a note.
func (w *wordReader) characters(s string) {
	if w.para.raised && strings.Trim(s, "0123456789") == "" {
		for _, c := range s {
			w.para.b.WriteRune([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[c-'0'])
		}
		return
	}
	w.para.b.WriteString(s)
}

func (w *wordReader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "t":
		w.text++
	case "del", "moveFrom", "Fallback":
		w.skip++
	case "r":
		w.para.raised = false
	case "vertAlign":
		w.para.raised = value(t, "val") == "superscript"
	case "position":
		n, _ := strconv.Atoi(value(t, "val"))
		w.para.raised = n > 0
	case "tab":
		if value(t, "pos") == "" { // a tab, not the setting of one
			w.para.b.WriteString(columnGap)
		}
	case "br", "cr":
		w.para.b.WriteByte('\n')
	case "noBreakHyphen":
		w.para.b.WriteByte('-')
	case "spacing":
		before, _ := strconv.Atoi(value(t, "before"))
		after, _ := strconv.Atoi(value(t, "after"))
		w.para.before = w.para.before || before >= spacedTwips
		w.para.after = w.para.after || after >= spacedTwips
	case "ilvl":
		w.para.level = listLevel(value(t, "val"))
	case "numId":
		w.para.list = value(t, "val")
	case "tr":
		w.rows = append(w.rows, nil)
	case "tc":
		w.out = append(w.out, &strings.Builder{})
	}
}

func (w *wordReader) end(name string) {
	switch name {
	case "t":
		w.text--
	case "del", "moveFrom", "Fallback":
		w.skip--
	case "p":
		w.finish()
	case "tc":
		if n := len(w.rows); n > 0 && len(w.out) > 1 {
			w.rows[n-1] = append(w.rows[n-1], strings.TrimSpace(w.top().String()))
			w.out = w.out[:len(w.out)-1]
		}
	case "tr":
		if n := len(w.rows); n > 0 {
			cells := w.rows[n-1]
			w.rows = w.rows[:n-1]
			writeRow(w.top(), cells)
		}
	}
}

// writeRow writes the cells of a row side by side when each holds one line; a cell of several lines is a layout, and the
// cells are written one after the other.
func writeRow(b *strings.Builder, cells []string) {
	between, layout := columnGap, false
	for _, c := range cells {
		layout = layout || strings.Contains(c, "\n")
	}
	if layout {
		between = "\n\n"
	}
	b.WriteString(strings.Join(cells, between))
	b.WriteByte('\n')
	if layout {
		b.WriteByte('\n')
	}
}

// finish writes the paragraph that is open.
func (w *wordReader) finish() {
	s := w.para.b.String()
	p := &w.para
	p.long = utf8.RuneCountInString(s) >= longParagraph
	if strings.TrimSpace(s) != "" {
		s = w.lists.mark(p.list, p.level) + s
	}
	b := w.top()
	inCell := len(w.out) > 1
	if b.Len() > 0 && !inCell && (p.before || w.last.after || p.long || w.last.long) {
		b.WriteByte('\n')
	}
	if s != "" || !inCell {
		b.WriteString(s)
		b.WriteByte('\n')
	}
	w.last = paragraph{after: p.after, long: p.long}
	w.para = paragraph{}
}

func value(t xml.StartElement, key string) string {
	for _, a := range t.Attr {
		if a.Name.Local == key {
			return a.Value
		}
	}
	return ""
}
