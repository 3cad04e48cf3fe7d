package release

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/graph"
	"demarche/queries/corpus"
)

// The types of columns, those of Table Schema 2.
const (
	typeString  = "string"
	typeInteger = "integer"
	typeNumber  = "number"
	typeBoolean = "boolean"
	typeDate    = "date"    // a whole day
	typePartial = "partial" // a date that may be partial; a string with a pattern
	typeList    = "list"    // texts with | between them
)

// listMark stands between the values of a list.
const listMark = "|"

// Column is one column of a table.
type Column struct {
	Name, Type, About string
	Ref               string // the table whose id it holds
	Required          bool
}

// Table is one CSV file. Rows are sorted by the key, the first Key columns, which are together unique.
type Table struct {
	Name, About string
	Columns     []Column
	Key         int
	Rows        [][]string
}

func (t *Table) header() []string {
	out := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = c.Name
	}
	return out
}

func (t *Table) key(row []string) string { return strings.Join(row[:t.Key], "\x00") }

// builder reads the tables out of a corpus.
type builder struct {
	ctx      context.Context
	c        *corpus.Corpus
	r        graph.Reader
	clean    cleaner
	tables   []*Table
	supports map[string][2]string // evidence id -> table and row that rest on it first
	bare     []string             // rows without a sentence
}

// add starts a table whose key is its first key columns.
func (b *builder) add(name, about string, key int, columns ...Column) *Table {
	for i := range key {
		columns[i].Required = true
	}
	t := &Table{Name: name, About: about, Columns: columns, Key: key}
	b.tables = append(b.tables, t)
	return t
}

// row adds a row; cells are cleaned.
func (b *builder) row(t *Table, cells ...string) {
	for i, s := range cells {
		cells[i] = b.clean.text(s)
	}
	t.Rows = append(t.Rows, cells)
}

// every calls f for each node of a kind, until the context ends, and sorts the table.
func (b *builder) every(t *Table, k corpus.Kind, f func(id graph.ID)) {
	for i, id := range b.c.List(k).IDs {
		if i&1023 == 0 && b.ctx.Err() != nil {
			return
		}
		f(id)
	}
	t.sort()
}

func (t *Table) sort() {
	slices.SortStableFunc(t.Rows, func(a, b []string) int {
		for i := range t.Key {
			if c := cmp.Compare(a[i], b[i]); c != 0 {
				return c
			}
		}
		return 0
	})
	t.Rows = slices.CompactFunc(t.Rows, slices.Equal)
}

// id is the id of a node, empty for none.
func (b *builder) id(n graph.ID) string {
	if n == 0 {
		return ""
	}
	return b.c.GlobalID(n)
}

// idIf is the id of a node of one kind, empty for others.
func (b *builder) idIf(n graph.ID, k corpus.Kind) string {
	if n == 0 || b.c.KindOf(n) != k {
		return ""
	}
	return b.c.GlobalID(n)
}

func (b *builder) ids(e graph.Edges) string {
	var out []string
	for n := range e.Distinct() {
		out = append(out, b.c.GlobalID(n))
	}
	slices.Sort(out)
	return strings.Join(out, listMark)
}

func (b *builder) int(n, p graph.ID) string {
	if v, ok := b.c.Int(n, p); ok {
		return strconv.Itoa(v)
	}
	return ""
}

func (b *builder) list(values []string) string {
	for i, v := range values {
		values[i] = strings.ReplaceAll(v, listMark, " ")
	}
	return strings.Join(values, listMark)
}

// asserters are the registers and documents that say that a node is what it is.
func (b *builder) asserters(n, class graph.ID) string {
	var out []string
	for _, a := range b.c.Asserters(n, b.c.T.Type, class) {
		out = append(out, b.c.GlobalID(a))
	}
	return strings.Join(slices.Compact(out), listMark)
}

// asserter is the first register or document that asserts (s, p, o).
func (b *builder) asserter(s, p, o graph.ID) string {
	for _, a := range b.c.Asserters(s, p, o) {
		return b.c.GlobalID(a)
	}
	return ""
}

// evidence is the first place that a row rests on, after noting all of them.
func (b *builder) evidence(t *Table, row string, places []graph.ID) string {
	first := ""
	for _, n := range places {
		e := b.c.Evidence(n)
		if e.Document == 0 || e.Start < 0 || e.Quote == "" {
			continue
		}
		id := b.id(n)
		if first == "" {
			first = id
		}
		if _, ok := b.supports[id]; !ok {
			b.supports[id] = [2]string{t.Name, row}
		}
	}
	if first == "" {
		b.bare = append(b.bare, t.Name+" "+row)
	}
	return first
}

// places are the sentences of an n-ary node: its own, else those of the plain edge beside it.
func (b *builder) places(node, s, p, o graph.ID) []graph.ID {
	var out []graph.ID
	for n := range b.r.Out(node, b.c.T.HasEvidence).Distinct() {
		out = append(out, n)
	}
	if s != 0 && o != 0 {
		out = append(out, b.c.EvidenceOfEdge(s, p, o)...)
	}
	type place struct {
		doc   string
		start int
		id    string
		n     graph.ID
	}
	rows := make([]place, len(out))
	for i, n := range out {
		e := b.c.Evidence(n)
		rows[i] = place{b.id(e.Document), e.Start, b.id(n), n}
	}
	slices.SortFunc(rows, func(x, y place) int {
		return cmp.Or(cmp.Compare(x.doc, y.doc), cmp.Compare(x.start, y.start), cmp.Compare(x.id, y.id))
	})
	for i := range rows {
		out[i] = rows[i].n
	}
	return slices.Compact(out)
}

// broken tells which rows rest on no sentence.
func (b *builder) broken() error {
	if len(b.bare) == 0 {
		return nil
	}
	shown := b.bare[:min(5, len(b.bare))]
	return fmt.Errorf("release: %w: %d rows rest on no sentence: %s", ErrBroken, len(b.bare), strings.Join(shown, ", "))
}

// cleaner takes control characters out of texts and counts them; tabs and line feeds stay. Bytes that are no UTF-8 become
// U+FFFD.
type cleaner struct{ stripped, repaired int }

func (c *cleaner) text(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] >= 0x20 && s[i] < 0x7f
	}
	if clean {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			c.repaired++
			out.WriteRune(r)
		case unicode.IsControl(r) && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			c.stripped++
		default:
			out.WriteRune(r)
		}
		i += size
	}
	return out.String()
}
