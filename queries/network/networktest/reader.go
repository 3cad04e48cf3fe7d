// Package networktest has what the tests of network, paths and export share: [Reader], a plain in-memory graph.Reader
// over a list of quads, and [Letters], a small made-up graph of letters in the shape that the loaders write. It is
// slow and simple on purpose, joins no owl:sameAs nodes, and is for tests only.
package networktest

import (
	"cmp"
	"slices"

	"demarche/graph"

	"github.com/cayleygraph/quad"
)

type key struct{ node, predicate graph.ID }

// Reader answers from maps. It is immutable after [New] and safe for concurrent use.
type Reader struct {
	ids        map[quad.Value]graph.ID
	values     []quad.Value
	out, in    map[key]graph.Edges
	predicates []graph.ID
}

// New builds a reader of the quads, numbering nodes by the bytes of their N-Quads form.
func New(quads []quad.Quad) *Reader {
	r := &Reader{ids: map[quad.Value]graph.ID{}, values: []quad.Value{nil}, out: map[key]graph.Edges{}, in: map[key]graph.Edges{}}
	seen := map[quad.Value]bool{}
	var all []quad.Value
	for _, q := range quads {
		for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
			if v != nil && !seen[v] {
				seen[v] = true
				all = append(all, v)
			}
		}
	}
	slices.SortFunc(all, func(a, b quad.Value) int { return cmp.Compare(a.String(), b.String()) })
	for _, v := range all {
		r.ids[v] = graph.ID(len(r.values))
		r.values = append(r.values, v)
	}
	type pair struct{ node, label graph.ID }
	outs, ins := map[key][]pair{}, map[key][]pair{}
	used := map[graph.ID]bool{}
	for _, q := range quads {
		s, p, o := r.ids[q.Subject], r.ids[q.Predicate], r.ids[q.Object]
		var l graph.ID
		if q.Label != nil {
			l = r.ids[q.Label]
		}
		outs[key{s, p}] = append(outs[key{s, p}], pair{o, l})
		ins[key{o, p}] = append(ins[key{o, p}], pair{s, l})
		used[p] = true
	}
	freeze := func(from map[key][]pair, to map[key]graph.Edges) {
		for k, ps := range from {
			slices.SortFunc(ps, func(a, b pair) int { return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.label, b.label)) })
			ps = slices.Compact(ps)
			var e graph.Edges
			for _, p := range ps {
				e.Nodes, e.Labels = append(e.Nodes, p.node), append(e.Labels, p.label)
			}
			to[k] = e
		}
	}
	freeze(outs, r.out)
	freeze(ins, r.in)
	for p := range used {
		r.predicates = append(r.predicates, p)
	}
	slices.Sort(r.predicates)
	return r
}

// Version is always 1.
func (r *Reader) Version() graph.Version { return 1 }

// ID finds a value's number, 0 when no quad has it.
func (r *Reader) ID(v quad.Value) graph.ID { return r.ids[v] }

// Value is the node behind a number.
func (r *Reader) Value(id graph.ID) quad.Value {
	if int(id) >= len(r.values) {
		return nil
	}
	return r.values[id]
}

// Text is the IRI without brackets or the literal's lexical form.
func (r *Reader) Text(id graph.ID) string {
	switch v := r.Value(id).(type) {
	case nil:
		return ""
	case quad.IRI:
		return string(v)
	case quad.String:
		return string(v)
	case quad.TypedString:
		return string(v.Value)
	case quad.LangString:
		return string(v.Value)
	case quad.TypedStringer:
		return string(v.TypedString().Value)
	default:
		return v.String()
	}
}

// Out lists the objects of subject and predicate.
func (r *Reader) Out(subject, predicate graph.ID) graph.Edges { return r.out[key{subject, predicate}] }

// In lists the subjects of object and predicate.
func (r *Reader) In(object, predicate graph.ID) graph.Edges { return r.in[key{object, predicate}] }

// Predicates lists every predicate in use, by IRI.
func (r *Reader) Predicates() []graph.ID { return r.predicates }

// Err is always nil.
func (r *Reader) Err() error { return nil }
