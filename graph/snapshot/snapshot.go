package snapshot

import (
	"slices"
	"strings"
	"sync/atomic"

	"demarche/graph"

	"github.com/cayleygraph/quad"
)

// Snapshot is an immutable view of one version of the graph. It implements graph.Reader.
type Snapshot struct {
	base    *flat
	over    *overlay // nil when nothing has changed since the base was built
	holders atomic.Int64
}

var _ graph.Reader = (*Snapshot)(nil)

// Version is the store's version that the snapshot shows.
func (s *Snapshot) Version() graph.Version {
	if s.over != nil {
		return s.over.version
	}
	return s.base.version
}

// ID is the node of a value, 0 when the graph has no such term. Every IRI of a joined node finds the node.
func (s *Snapshot) ID(v quad.Value) graph.ID {
	c, text, err := split(v)
	if err != nil {
		return 0
	}
	id := s.base.find(c, text)
	if s.over == nil {
		return s.base.resolve(id)
	}
	if id == 0 {
		id = s.over.terms.find(c, text)
	}
	id = s.resolve(id)
	if _, doubt := s.over.doubt.get(uint64(id)); doubt && !s.alive(id) {
		return 0
	}
	return id
}

// Value is the term of a node, nil for 0 and for numbers that are no node here.
func (s *Snapshot) Value(id graph.ID) quad.Value {
	if id == 0 || int(id) > s.Terms() {
		return nil
	}
	return s.classOf(id).join(s.Text(id))
}

// Text is an IRI without brackets, a blank node's name or a literal's lexical form; "" for 0. The string stays valid
// after Release.
func (s *Snapshot) Text(id graph.ID) string {
	if id == 0 || int(id) > s.Terms() {
		return ""
	}
	if s.base.memory != nil && int(id) <= s.base.terms() {
		return strings.Clone(s.base.view(id))
	}
	return s.view(id)
}

// view is the text of a term that exists, without a copy.
func (s *Snapshot) view(id graph.ID) string {
	if int(id) <= s.base.terms() {
		return s.base.view(id)
	}
	return s.over.terms.list[id-s.over.terms.first].text
}

// classOf is the class of a term that exists.
func (s *Snapshot) classOf(id graph.ID) class {
	if int(id) <= s.base.terms() {
		return s.base.classOf(id)
	}
	return s.over.terms.list[id-s.over.terms.first].class
}

// resolve is the node that a term stands for.
func (s *Snapshot) resolve(id graph.ID) graph.ID {
	if s.over == nil || s.over.canon == nil {
		return s.base.resolve(id)
	}
	if c, ok := s.over.canon[id]; ok {
		return c
	}
	return id
}

// joins are the owl:sameAs statements that hold.
func (s *Snapshot) joins() []join {
	if s.over == nil || s.over.canon == nil {
		return s.base.joins
	}
	return s.over.joins
}

// Out is the objects of a subject along a predicate. Along owl:sameAs the objects are the other names of the node as
// asserted: they have text and value but no edges of their own.
func (s *Snapshot) Out(subject, predicate graph.ID) graph.Edges {
	var e graph.Edges
	if p := s.base.predicate(predicate); p != nil {
		e = p.fwd.edges(subject)
	}
	if s.over != nil {
		e = s.over.edges(predicate, subject, false, e)
	}
	return e
}

// In is the subjects of an object along a predicate.
func (s *Snapshot) In(object, predicate graph.ID) graph.Edges {
	var e graph.Edges
	if p := s.base.predicate(predicate); p != nil {
		e = p.rev.edges(object)
	}
	if s.over != nil {
		e = s.over.edges(predicate, object, true, e)
	}
	return e
}

// Predicates lists the predicates in use, by IRI.
func (s *Snapshot) Predicates() []graph.ID { return slices.Clone(s.predicates()) }

// Err is always nil: a snapshot has nothing left to read.
func (s *Snapshot) Err() error { return nil }

// Aliases lists the other IRIs of a node that owl:sameAs joined, by bytes; empty for most nodes.
func (s *Snapshot) Aliases(id graph.ID) []string {
	ids := s.base.aliases(id)
	if s.over != nil && s.over.canon != nil {
		ids = s.over.group[id]
	}
	var out []string
	for _, a := range ids {
		out = append(out, s.Text(a))
	}
	slices.Sort(out)
	return out
}

// Terms is the highest number of a term: nodes, predicates, labels and literals, a few of which may no longer be in use.
func (s *Snapshot) Terms() int {
	if s.over != nil {
		return s.base.terms() + len(s.over.terms.list)
	}
	return s.base.terms()
}

// Quads is the number of quads after joining nodes and dropping repetitions.
func (s *Snapshot) Quads() int {
	if s.over != nil {
		return s.over.quads
	}
	return s.base.quads
}

// Count is the number of edges along a predicate.
func (s *Snapshot) Count(predicate graph.ID) int {
	if s.over != nil {
		if n, ok := s.over.counts[predicate]; ok {
			return n
		}
	}
	if p := s.base.predicate(predicate); p != nil {
		return len(p.fwd.ends)
	}
	return 0
}

// Labels lists the documents and registers that assert something, by IRI.
func (s *Snapshot) Labels() []graph.ID { return s.labels() }
