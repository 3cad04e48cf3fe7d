// Package querytest has what the tests of queries share: [Graph], which builds small graphs in the shape that the
// loaders write, and [Reader], a map-based graph.Reader over quads. Neither is meant for use outside tests.
package querytest

import (
	"cmp"
	"slices"

	"demarche/graph"

	"github.com/cayleygraph/quad"
)

// Reader is a graph.Reader over maps. It does not join owl:sameAs.
type Reader struct {
	version graph.Version
	ids     map[string]graph.ID
	values  []quad.Value
	texts   []string
	out, in map[[2]graph.ID]graph.Edges
	preds   []graph.ID
}

// NewReader returns a reader over the quads. The order of quads does not matter.
func NewReader(version graph.Version, quads []quad.Quad) *Reader {
	r := &Reader{
		version: version, ids: map[string]graph.ID{}, values: []quad.Value{nil}, texts: []string{""},
		out: map[[2]graph.ID]graph.Edges{}, in: map[[2]graph.ID]graph.Edges{},
	}
	terms := map[string]quad.Value{}
	for _, q := range quads {
		for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
			if v != nil {
				terms[quad.StringOf(v)] = v
			}
		}
	}
	keys := make([]string, 0, len(terms))
	for k := range terms {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		r.ids[k] = graph.ID(len(r.values))
		r.values = append(r.values, terms[k])
		r.texts = append(r.texts, text(terms[k]))
	}
	r.link(quads)
	return r
}

func (r *Reader) link(quads []quad.Quad) {
	type edge struct{ node, label graph.ID }
	out, in := map[[2]graph.ID][]edge{}, map[[2]graph.ID][]edge{}
	preds := map[graph.ID]bool{}
	for _, q := range quads {
		s, p, o, l := r.ID(q.Subject), r.ID(q.Predicate), r.ID(q.Object), r.ID(q.Label)
		out[[2]graph.ID{s, p}] = append(out[[2]graph.ID{s, p}], edge{o, l})
		in[[2]graph.ID{o, p}] = append(in[[2]graph.ID{o, p}], edge{s, l})
		preds[p] = true
	}
	pack := func(from map[[2]graph.ID][]edge, to map[[2]graph.ID]graph.Edges) {
		for k, es := range from {
			slices.SortFunc(es, func(a, b edge) int {
				return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.label, b.label))
			})
			es = slices.Compact(es)
			var e graph.Edges
			for _, x := range es {
				e.Nodes, e.Labels = append(e.Nodes, x.node), append(e.Labels, x.label)
			}
			to[k] = e
		}
	}
	pack(out, r.out)
	pack(in, r.in)
	for p := range preds {
		r.preds = append(r.preds, p)
	}
	slices.Sort(r.preds)
}

func text(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return string(v)
	case quad.String:
		return string(v)
	case quad.TypedString:
		return string(v.Value)
	case quad.LangString:
		return string(v.Value)
	case quad.Int, quad.Bool, quad.Float:
		t := v.(interface{ TypedString() quad.TypedString }).TypedString()
		return string(t.Value)
	}
	return quad.StringOf(v)
}

// Version is the version given to NewReader.
func (r *Reader) Version() graph.Version { return r.version }

// ID is the node of v, 0 when the graph has none.
func (r *Reader) ID(v quad.Value) graph.ID {
	if v == nil {
		return 0
	}
	return r.ids[quad.StringOf(v)]
}

// Value is the value of a node, nil for 0.
func (r *Reader) Value(id graph.ID) quad.Value { return r.values[id] }

// Text is the lexical form of a node.
func (r *Reader) Text(id graph.ID) string { return r.texts[id] }

// Out has the objects of (s, p).
func (r *Reader) Out(s, p graph.ID) graph.Edges { return r.out[[2]graph.ID{s, p}] }

// In has the subjects of (o, p).
func (r *Reader) In(o, p graph.ID) graph.Edges { return r.in[[2]graph.ID{o, p}] }

// Predicates has every predicate in use.
func (r *Reader) Predicates() []graph.ID { return r.preds }

// Err is nil.
func (r *Reader) Err() error { return nil }
