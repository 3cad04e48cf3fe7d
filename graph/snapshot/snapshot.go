package snapshot

import (
	"strings"

	"github.com/cayleygraph/quad"

	"demarche/graph"
)

// Snapshot is an immutable view of one version of the graph. It implements graph.Reader.
type Snapshot struct {
	base *flat
}

var _ graph.Reader = (*Snapshot)(nil)

// Version is the store's version that the snapshot shows.
func (s *Snapshot) Version() graph.Version { return s.base.version }

// ID is the node of a value, 0 when the graph has no such term. Every IRI of a joined node finds the node.
func (s *Snapshot) ID(v quad.Value) graph.ID {
	c, text, err := split(v)
	if err != nil {
		return 0
	}
	return s.base.resolve(s.base.find(c, text))
}

// Value is the term of a node, nil for 0 and for numbers that are no node here.
func (s *Snapshot) Value(id graph.ID) quad.Value {
	if id == 0 || int(id) > s.base.terms() {
		return nil
	}
	return s.base.classOf(id).join(s.Text(id))
}

// Text is an IRI without brackets, a blank node's name or a literal's lexical form; "" for 0. The string is a copy and
// stays valid.
func (s *Snapshot) Text(id graph.ID) string {
	if id == 0 || int(id) > s.base.terms() {
		return ""
	}
	return strings.Clone(s.base.view(id))
}

// Out is the objects of a subject along a predicate. Along owl:sameAs the objects are the other names of the node as
// asserted: they have text and value but no edges of their own.
func (s *Snapshot) Out(subject, predicate graph.ID) graph.Edges {
	p := s.base.predicate(predicate)
	if p == nil {
		return graph.Edges{}
	}
	return p.fwd.edges(subject)
}

// In is the subjects of an object along a predicate.
func (s *Snapshot) In(object, predicate graph.ID) graph.Edges {
	p := s.base.predicate(predicate)
	if p == nil {
		return graph.Edges{}
	}
	return p.rev.edges(object)
}

// Predicates lists the predicates in use, by IRI.
func (s *Snapshot) Predicates() []graph.ID {
	ids := make([]graph.ID, len(s.base.predicates))
	for i := range s.base.predicates {
		ids[i] = s.base.predicates[i].id
	}
	return ids
}

// Err is always nil: a snapshot has nothing left to read.
func (s *Snapshot) Err() error { return nil }

// Aliases lists the other IRIs of a node that owl:sameAs joined, by bytes; empty for most nodes.
func (s *Snapshot) Aliases(id graph.ID) []string {
	var out []string
	for _, a := range s.base.aliases(id) {
		out = append(out, s.Text(a))
	}
	return out
}

// Terms is the number of terms: nodes, predicates, labels and literals. Their IDs run from 1 to Terms.
func (s *Snapshot) Terms() int { return s.base.terms() }

// Quads is the number of quads after joining nodes and dropping repetitions.
func (s *Snapshot) Quads() int { return s.base.quads }

// Labels lists the documents and registers that assert something, by IRI.
func (s *Snapshot) Labels() []graph.ID { return append([]graph.ID(nil), s.base.labels...) }
