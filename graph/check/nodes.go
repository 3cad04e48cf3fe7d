package check

import (
	"encoding/binary"
	"hash/maphash"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// nodes is the reader's side of the checks.
type nodes struct {
	r         graph.Reader
	typ       graph.ID
	classes   map[graph.ID][]quad.Value // of nodes seen last, emptied when it grows
	dangling  []dangler                 // of the label at hand
	reported  map[quad.Value]bool       // dangling nodes that stand in the report already
	edges     []uint64                  // a hash of every edge of the store as the reader should have it
	last      quad.Value
	lastID    graph.ID
	predicate map[quad.Value]graph.ID
}

// dangler is a node without a class and the label that names it.
type dangler struct{ label, node quad.Value }

// hashSeed is one for all workers, whose hashes are compared.
var hashSeed = maphash.MakeSeed()

func newNodes(r graph.Reader) *nodes {
	return &nodes{
		r: r, typ: r.ID(vocab.Type), classes: map[graph.ID][]quad.Value{}, reported: map[quad.Value]bool{},
		predicate: map[quad.Value]graph.ID{},
	}
}

// id is the reader's number of a value; quads come sorted by subject, so the last one is remembered.
func (n *nodes) id(v quad.Value) graph.ID {
	if v != n.last || n.last == nil {
		n.last, n.lastID = v, n.r.ID(v)
	}
	return n.lastID
}

func (n *nodes) predicateID(v quad.Value) graph.ID {
	id, ok := n.predicate[v]
	if !ok {
		id = n.r.ID(v)
		n.predicate[v] = id
	}
	return id
}

// classesOf lists the classes of a node under all labels.
func (n *nodes) classesOf(id graph.ID) []quad.Value {
	if c, ok := n.classes[id]; ok {
		return c
	}
	if len(n.classes) > 1<<16 {
		clear(n.classes)
	}
	var out []quad.Value
	for c := range n.r.Out(id, n.typ).Distinct() {
		out = append(out, n.r.Value(c))
	}
	n.classes[id] = out
	return out
}

// fits tells whether a node has one of the classes; a list without classes fits all.
func (n *nodes) fits(id graph.ID, allowed []quad.IRI) bool {
	if len(allowed) == 0 {
		return true
	}
	for _, c := range n.classesOf(id) {
		if iri, ok := c.(quad.IRI); ok && slices.Contains(allowed, iri) {
			return true
		}
	}
	return false
}

// ours tells whether an IRI names an instance of demarche, which must have a class.
func ours(v quad.Value) bool {
	id, ok := v.(quad.IRI)
	return ok && strings.HasPrefix(string(id), iri.Base) && !strings.HasPrefix(string(id), vocab.NS)
}

// classes checks domain, range, dangling nodes and the label itself.
func (c *checker) classes(p *page) {
	c.checked(Labels, 1)
	if !c.nodes.fits(c.nodes.r.ID(p.label), []quad.IRI{vocab.Document, vocab.Register}) && p.label != iri.IdentityLabel {
		c.broken(Labels, "%s is neither a document nor a register", show(p.label))
	}
	for _, q := range p.quads {
		predicate, _ := q.Predicate.(quad.IRI)
		t, ok := vocab.Lookup(predicate)
		if !ok {
			continue
		}
		s := c.nodes.id(q.Subject)
		if len(t.Domain) > 0 {
			c.checked(Domain, 1)
			if !c.nodes.fits(s, t.Domain) {
				c.broken(Domain, "%s: %s has a %s and is of class %s", show(p.label), show(q.Subject), t.Name, list(c.nodes.classesOf(s)))
			}
		}
		if t.IRI != vocab.Type {
			c.dangling(p, q.Subject, s)
		}
		if t.Value != vocab.Node || t.IRI == vocab.Type || t.IRI == vocab.SameAs {
			continue
		}
		o := c.nodes.r.ID(q.Object)
		c.dangling(p, q.Object, o)
		if len(t.Range) > 0 && len(c.nodes.classesOf(o)) > 0 {
			c.checked(Range, 1)
			if !c.nodes.fits(o, t.Range) {
				c.broken(Range, "%s: the %s of %s is %s, of class %s", show(p.label), t.Name, show(q.Subject), show(q.Object), list(c.nodes.classesOf(o)))
			}
		}
	}
}

// dangling notes a node of ours without a class.
func (c *checker) dangling(p *page, v quad.Value, id graph.ID) {
	if !ours(v) {
		return
	}
	c.checked(Dangling, 1)
	if len(c.nodes.classesOf(id)) == 0 {
		c.nodes.dangling = append(c.nodes.dangling, dangler{p.label, v})
	}
}

func list(classes []quad.Value) string {
	if len(classes) == 0 {
		return "none"
	}
	var names []string
	for _, c := range classes {
		names = append(names, show(c))
	}
	return strings.Join(names, ", ")
}

// against checks that the reader has every quad of the label, in both directions.
func (c *checker) against(p *page) {
	n := c.nodes
	label := n.r.ID(p.label)
	for _, q := range p.quads {
		c.checked(Snapshot, 1)
		s, pred, o := n.id(q.Subject), n.predicateID(q.Predicate), n.r.ID(q.Object)
		if q.Predicate == quad.Value(vocab.SameAs) {
			if s != o {
				c.broken(Snapshot, "%s: it does not join %s and %s", show(p.label), show(q.Subject), show(q.Object))
			}
			continue
		}
		if !has(n.r.Out(s, pred), o, label) || !has(n.r.In(o, pred), s, label) {
			c.broken(Snapshot, "%s: it lacks %s %s %s", show(p.label), show(q.Subject), show(q.Predicate), show(q.Object))
			continue
		}
		var key [16]byte
		for i, id := range []graph.ID{s, pred, o, label} {
			binary.LittleEndian.PutUint32(key[4*i:], uint32(id))
		}
		n.edges = append(n.edges, maphash.Bytes(hashSeed, key[:]))
	}
}

func has(e graph.Edges, node, label graph.ID) bool {
	i, _ := slices.BinarySearch(e.Nodes, node)
	for ; i < len(e.Nodes) && e.Nodes[i] == node; i++ {
		if e.Labels[i] == label {
			return true
		}
	}
	return false
}

// totals checks that the reader has no edge beyond the store's, for readers that know how many they have.
func (c *checker) totals(r graph.Reader) {
	counter, ok := r.(interface{ Count(predicate graph.ID) int })
	if !ok {
		return
	}
	slices.Sort(c.nodes.edges)
	want := len(slices.Compact(c.nodes.edges))
	got := 0
	for _, p := range r.Predicates() {
		if r.Value(p) != quad.Value(vocab.SameAs) { // those are joined away and were compared one by one
			got += counter.Count(p)
		}
	}
	if got != want {
		c.broken(Snapshot, "it has %d edges, the store has %d", got, want)
	}
}
