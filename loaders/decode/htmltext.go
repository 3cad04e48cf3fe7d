package decode

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// columnGap stands between the cells of a row, so that the columns of a table of names can be told apart.
const columnGap = "     "

// page writes the text of a tree as a browser would lay it out: paragraphs apart, lines broken where the page breaks
// them, the cells of a row on one line.
type page struct {
	b       strings.Builder
	pending int  // line breaks to come before the next word
	space   bool // a space to come before the next word
	pre     int
	tables  int                // tables around the cell that is written
	items   map[*html.Node]int // the number of the last item of a list
}

// maxTables is how deep tables in tables are laid out; cells of deeper ones follow one another.
const maxTables = 6

func renderHTML(n *html.Node) string {
	p := &page{items: map[*html.Node]int{}}
	p.node(n)
	return p.b.String()
}

// blocks are the elements that stand on lines of their own; those with true have an empty line around them.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Blockquote: true,
	atom.Ul: true, atom.Ol: true, atom.Table: true, atom.Pre: true, atom.Hr: true, atom.Figure: true, atom.Article: true, atom.Section: true,
	atom.Div: false, atom.Li: false, atom.Tr: false, atom.Dt: false, atom.Dd: false, atom.Dl: true, atom.Address: true,
	atom.Header: false, atom.Main: false, atom.Body: false, atom.Figcaption: false, atom.Caption: false, atom.Center: false,
}

func (p *page) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		p.text(n.Data)
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	apart, block := blocks[n.DataAtom]
	if block {
		p.lines(apart)
	}
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style:
		return
	case atom.Br:
		p.breakLine()
		return
	case atom.Li:
		p.word(p.marker(n))
		p.space = true
	case atom.Tr:
		if p.tables < maxTables {
			p.row(n)
			p.lines(false)
			return
		}
	case atom.Sup:
		if s := superscript(n); s != "" {
			p.text(s)
			return
		}
	case atom.Pre:
		p.pre++
		defer func() { p.pre-- }()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.node(c)
	}
	if block {
		p.lines(apart)
	}
}

// row writes the cells of a row side by side when each holds one line; a cell of several lines is a layout, not a table,
// and its columns are written one after the other.
func (p *page) row(n *html.Node) {
	var cells []string
	layout := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		inner := &page{tables: p.tables + 1, items: p.items}
		inner.node(c)
		s := strings.TrimSpace(inner.b.String())
		layout = layout || strings.Contains(s, "\n")
		cells = append(cells, s)
	}
	for i, s := range cells {
		switch {
		case layout:
			p.lines(true)
		case i > 0:
			s = columnGap + s
		}
		p.flush()
		p.b.WriteString(s)
	}
}

func (p *page) marker(n *html.Node) string {
	if n.Parent == nil || n.Parent.DataAtom != atom.Ol {
		return "-"
	}
	number := p.items[n.Parent] + 1
	if number == 1 {
		if start, err := strconv.Atoi(attr(n.Parent, "start")); err == nil && start > 0 && start < 1000 {
			number = start
		}
	}
	if v, err := strconv.Atoi(attr(n, "value")); err == nil && v > 0 && v < 1000 {
		number = v
	}
	p.items[n.Parent] = number
	return strconv.Itoa(number) + "."
}

// superscript writes a raised number, the mark of a note, in superscript digits, so that it does not glue to the name or
// date before it. It is empty for other raised text, such as the ending of an ordinal.
func superscript(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node) bool
	walk = func(n *html.Node) bool {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && !walk(c) {
				return false
			}
			if c.Type != html.TextNode {
				continue
			}
			for _, r := range strings.TrimSpace(c.Data) {
				if r < '0' || r > '9' || b.Len() > 16 {
					return false
				}
				b.WriteRune([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0'])
			}
		}
		return true
	}
	if !walk(n) {
		return ""
	}
	return b.String()
}

// lines asks for a new line, and for an empty one with apart, before the next word.
func (p *page) lines(apart bool) {
	want := 1
	if apart {
		want = 2
	}
	p.pending = max(p.pending, want)
	p.space = false
}

// breakLine is one more line break than asked for so far.
func (p *page) breakLine() {
	p.pending = min(p.pending+1, 2)
	p.space = false
}

func (p *page) flush() {
	if p.b.Len() > 0 {
		for range p.pending {
			p.b.WriteByte('\n')
		}
		if p.pending == 0 && p.space {
			p.b.WriteByte(' ')
		}
	}
	p.pending, p.space = 0, false
}

func (p *page) word(s string) {
	p.flush()
	p.b.WriteString(s)
}

// text writes running text with its white space collapsed, as browsers do, but for no-break spaces.
func (p *page) text(s string) {
	if p.pre > 0 {
		p.flush()
		p.b.WriteString(s)
		return
	}
	start := -1
	for i, r := range s {
		blank := unicode.IsSpace(r) && r != '\u00a0'
		switch {
		case blank && start >= 0:
			p.word(s[start:i])
			start = -1
			p.space = true
		case blank:
			p.space = p.pending == 0
		case start < 0:
			start = i
		}
	}
	if start >= 0 {
		p.word(s[start:])
	}
}
