package corpus

import (
	"cmp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// Evidence is the place in a document that supports a statement. Start and End are code points [start, end) of the
// document's normalized text, -1 when the graph has none.
type Evidence struct {
	Node       graph.ID
	Document   graph.ID
	Start, End int
	Page       int // of a PDF of several pages, from 1; 0 for other documents
	Quote      string
	Rule       string
	Confidence float64 // 0 when not stated
}

// EvidenceOfEdge are the evidence nodes of the statement (s, p, o), by document and place.
func (c *Corpus) EvidenceOfEdge(s, p, o graph.ID) []graph.ID {
	out := c.appendEdgeEvidence(nil, s, p, o)
	c.sortEvidence(out)
	return out
}

func (c *Corpus) appendEdgeEvidence(out []graph.ID, s, p, o graph.ID) []graph.ID {
	walk, other, want := c.r.In(s, c.T.Subject), c.T.Object, o
	if byObject := c.r.In(o, c.T.Object); byObject.Len() < walk.Len() {
		walk, other, want = byObject, c.T.Subject, s
	}
	for n := range walk.Distinct() {
		if c.has(n, other, want) && c.has(n, c.T.Predicate, p) {
			out = append(out, n)
		}
	}
	return out
}

func (c *Corpus) has(s, p, o graph.ID) bool {
	_, ok := slices.BinarySearch(c.r.Out(s, p).Nodes, o)
	return ok
}

// EvidenceOf are the evidence nodes that speak of a node: those it points to itself, and those of every statement that
// has it as subject or object; by document and place.
func (c *Corpus) EvidenceOf(node graph.ID) []graph.ID {
	var out []graph.ID
	for _, e := range [...]graph.Edges{c.r.Out(node, c.T.HasEvidence), c.r.In(node, c.T.Subject), c.r.In(node, c.T.Object)} {
		for n := range e.Distinct() {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	c.sortEvidence(out)
	return out
}

func (c *Corpus) sortEvidence(ids []graph.ID) {
	if len(ids) < 2 {
		return
	}
	type row struct {
		doc   string
		start int
		iri   string
		id    graph.ID
	}
	rows := make([]row, len(ids))
	for i, id := range ids {
		start, _ := c.Int(id, c.T.SpanStart)
		rows[i] = row{c.r.Text(c.r.Out(id, c.T.InDocument).First()), start, c.r.Text(id), id}
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a.doc, b.doc), cmp.Compare(a.start, b.start), strings.Compare(a.iri, b.iri))
	})
	for i, r := range rows {
		ids[i] = r.id
	}
}

// Evidence reads one evidence node.
func (c *Corpus) Evidence(node graph.ID) Evidence {
	e := Evidence{
		Node: node, Document: c.One(node, c.T.InDocument), Start: -1, End: -1,
		Quote: c.Text(node, c.T.Quote), Rule: c.Text(node, c.T.Rule),
	}
	if n, ok := c.Int(node, c.T.SpanStart); ok {
		e.Start = n
	}
	if n, ok := c.Int(node, c.T.SpanEnd); ok {
		e.End = n
	}
	e.Page, _ = c.Int(node, c.T.Page)
	e.Confidence, _ = c.Float(node, c.T.Confidence)
	return e
}

// Triple is a statement without its label.
type Triple struct{ Subject, Predicate, Object graph.ID }

// StatementOfEvidence is the statement that an evidence node supports; Subject is 0 for the evidence of an n-ary node.
func (c *Corpus) StatementOfEvidence(node graph.ID) Triple {
	return Triple{c.r.Out(node, c.T.Subject).First(), c.r.Out(node, c.T.Predicate).First(), c.r.Out(node, c.T.Object).First()}
}

// Asserters are the documents and registers that assert the edge (s, p, o), sorted by IRI.
func (c *Corpus) Asserters(s, p, o graph.ID) []graph.ID {
	var out []graph.ID
	e := c.r.Out(s, p)
	for i, n := range e.Nodes {
		if n == o && e.Labels[i] != 0 {
			out = append(out, e.Labels[i])
		}
	}
	slices.SortFunc(out, func(a, b graph.ID) int { return strings.Compare(c.r.Text(a), c.r.Text(b)) })
	return out
}

// Predicate finds a predicate by IRI, or by its short form dm:NAME or bare NAME in our own namespace; 0 when the graph
// has none.
func (c *Corpus) Predicate(s string) graph.ID {
	name := strings.TrimPrefix(s, "dm:")
	for _, iri := range [...]quad.IRI{quad.IRI(s), quad.IRI(vocab.NS + name)} {
		if id := c.r.ID(iri); id != 0 {
			return id
		}
	}
	return 0
}
