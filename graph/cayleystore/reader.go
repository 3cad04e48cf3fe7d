package cayleystore

import (
	"cmp"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/schema/vocab"
)

// ref is a source's own key of a node: Cayley's number in the first eight bytes, or Cayley's hash.
type ref [20]byte

// link is one edge seen from one of its ends.
type link struct{ predicate, node, label ref }

// statement is a quad without its predicate.
type statement struct{ subject, object, label ref }

// source answers a [Reader] in batches, from one version of a store. Its methods are called one at a time.
type source interface {
	find(v quad.Value) (ref, bool, error)
	names(refs []ref) ([]quad.Value, error)
	// out lists all edges of each subject.
	out(subjects []ref) ([][]link, error)
	// in lists the edges along one predicate into each object; the list is nil when there are more than limit and the
	// object is not the first.
	in(objects []ref, predicate ref, limit int) ([][]link, error)
	// survey walks over everything once: the predicates in use, and the statements of one of them.
	survey(of ref) (predicates []ref, found []statement, err error)
	close() error
}

// Reader answers from one version of a store without holding the graph in memory: it keeps the nodes that it was asked
// about, the owl:sameAs statements, and a bounded number of edges. Numbers are given out as nodes come up, so they differ
// from those of a snapshot, and so does the order of edges, which follows them. Opening it walks over the store once. It
// is safe for concurrent use; callers take turns. Close it after use.
type Reader struct {
	version graph.Version
	ahead   int // neighbours to read ahead of the one that was asked for

	mu     sync.Mutex
	src    source
	err    error
	ids    map[ref]graph.ID
	refs   []ref             // by ID
	values []quad.Value      // by ID, nil while the name was not asked for
	batch  [][]graph.ID      // by ID: the answer that it first came in, whose other nodes will be asked about next
	unread []graph.ID        // the newest IDs without a value
	canon  map[ref]ref       // joined nodes -> the one that stands for them
	groups map[ref][]ref     // the one that stands for them -> all joined nodes
	preds  []graph.ID        // by IRI
	sameAs ref               // of the predicate owl:sameAs
	same   [2]map[ref][]link // owl:sameAs as the reader shows it, from a node to its other names and back
	outs   map[ref][]link    // edges read ahead
	ins    map[inKey][]link
	held   int // edges in outs and ins
}

type inKey struct{ object, predicate ref }

var _ graph.Reader = (*Reader)(nil)

const (
	maxHeld     = 1 << 20 // edges read ahead, about 100 MB; beyond it they are forgotten
	maxAheadIn  = 1000    // an object with more edges along a predicate is read only when it is asked for
	nameBatch   = 4096    // names read at once
	remoteAhead = 256     // a request to a server costs as much as about this many rows
)

// newReader surveys the source; it owns it also when it fails.
func newReader(version graph.Version, src source, ahead int) (*Reader, error) {
	r := &Reader{
		version: version, src: src, ahead: ahead,
		ids: map[ref]graph.ID{}, refs: make([]ref, 1), values: make([]quad.Value, 1), batch: make([][]graph.ID, 1),
		outs: map[ref][]link{}, ins: map[inKey][]link{},
	}
	if err := r.survey(); err != nil {
		_ = src.close()
		return nil, err
	}
	return r, nil
}

func (r *Reader) survey() error {
	var err error
	if r.sameAs, _, err = r.src.find(vocab.SameAs); err != nil {
		return err
	}
	preds, same, err := r.src.survey(r.sameAs)
	if err != nil {
		return err
	}
	for _, p := range preds {
		r.preds = append(r.preds, r.id(p))
	}
	for _, p := range r.preds {
		if r.value(p) == nil {
			return r.err
		}
	}
	slices.SortFunc(r.preds, func(a, b graph.ID) int { return cmp.Compare(text(r.values[a]), text(r.values[b])) })
	return r.join(same)
}

// stands is the node that stands for x.
func (r *Reader) stands(x ref) ref {
	if c, ok := r.canon[x]; ok {
		return c
	}
	return x
}

// Version is the version of the store that the reader shows.
func (r *Reader) Version() graph.Version { return r.version }

// Err is the first error of any method; from then on all of them answer empty.
func (r *Reader) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// failed keeps the first error.
func (r *Reader) failed(err error) bool {
	if r.err == nil {
		r.err = err
	}
	return r.err != nil
}

// Close gives up the store's version.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.src == nil {
		return nil
	}
	err := r.src.close()
	r.src = nil
	r.failed(graph.ErrClosed)
	return err
}

// id gives a node its number.
func (r *Reader) id(x ref) graph.ID {
	if id, ok := r.ids[x]; ok {
		return id
	}
	id := graph.ID(len(r.refs))
	r.ids[x] = id
	r.refs, r.values, r.batch = append(r.refs, x), append(r.values, nil), append(r.batch, nil)
	r.unread = append(r.unread, id)
	return id
}

// ask turns what an engine panics with into an error.
func ask[T any](f func() (T, error)) (out T, err error) {
	err = guard(func() error {
		out, err = f()
		return err
	})
	return out, err
}

// ID is the node of a value, 0 when the graph has no such node; any IRI of a joined node finds it.
func (r *Reader) ID(v quad.Value) graph.ID {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil || v == nil {
		return 0
	}
	var ok bool
	x, err := ask(func() (x ref, err error) {
		x, ok, err = r.src.find(v)
		return x, err
	})
	if r.failed(err) || !ok {
		return 0
	}
	return r.id(r.stands(x))
}

// Value is the term of a node, nil for 0.
func (r *Reader) Value(id graph.ID) quad.Value {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.value(id)
}

// value reads the name of a node, and with it those of the nodes that came up last.
func (r *Reader) value(id graph.ID) quad.Value {
	if id == 0 || int(id) >= len(r.refs) || r.err != nil {
		return nil
	}
	if r.values[id] != nil {
		return r.values[id]
	}
	want := []graph.ID{id}
	for len(r.unread) > 0 && len(want) < min(nameBatch, 16*r.ahead) {
		last := r.unread[len(r.unread)-1]
		r.unread = r.unread[:len(r.unread)-1]
		if last != id && r.values[last] == nil {
			want = append(want, last)
		}
	}
	refs := make([]ref, len(want))
	for i, w := range want {
		refs[i] = r.refs[w]
	}
	values, err := ask(func() ([]quad.Value, error) { return r.src.names(refs) })
	if r.failed(err) {
		return nil
	}
	for i, w := range want {
		r.values[w] = values[i]
	}
	return r.values[id]
}

// Text is an IRI without brackets, a blank node's name or a literal's lexical form; "" for 0.
func (r *Reader) Text(id graph.ID) string { return text(r.Value(id)) }

// Predicates lists every predicate in use, by IRI.
func (r *Reader) Predicates() []graph.ID { return slices.Clone(r.preds) }

// Out is the objects of a subject along a predicate; along owl:sameAs, the other names of the node.
func (r *Reader) Out(subject, predicate graph.ID) graph.Edges {
	return r.edges(subject, predicate, r.readOut)
}

// In is the subjects of an object along a predicate.
func (r *Reader) In(object, predicate graph.ID) graph.Edges {
	return r.edges(object, predicate, r.readIn)
}

type edge struct{ node, label graph.ID }

func (r *Reader) edges(id, predicate graph.ID, read func(node, predicate ref, id graph.ID) ([]link, error)) graph.Edges {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil || id == 0 || predicate == 0 || int(id) >= len(r.refs) || int(predicate) >= len(r.refs) {
		return graph.Edges{}
	}
	node, p := r.refs[id], r.refs[predicate]
	if _, alias := r.canon[node]; alias && p != r.sameAs {
		return graph.Edges{} // another name has no edges of its own
	}
	members := r.groups[node]
	if members == nil || p == r.sameAs {
		members = []ref{node}
	}
	var found []edge
	for _, m := range members {
		links, err := read(m, p, id)
		if r.failed(err) {
			return graph.Edges{}
		}
		for _, l := range links {
			if l.predicate != p {
				continue
			}
			if p != r.sameAs {
				l.node = r.stands(l.node)
			}
			found = append(found, edge{r.id(l.node), r.id(l.label)})
		}
	}
	slices.SortFunc(found, func(a, b edge) int { return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.label, b.label)) })
	found = slices.Compact(found)
	if len(found) == 0 {
		return graph.Edges{}
	}
	out := graph.Edges{Nodes: make([]graph.ID, len(found)), Labels: make([]graph.ID, len(found))}
	for i, e := range found {
		out.Nodes[i], out.Labels[i] = e.node, e.label
		if r.ahead > 1 && r.batch[e.node] == nil {
			r.batch[e.node] = out.Nodes
		}
	}
	return out
}

// readOut lists the edges of a subject, and keeps those of the nodes that came up with it.
func (r *Reader) readOut(node, predicate ref, id graph.ID) ([]link, error) {
	if predicate == r.sameAs {
		return r.same[0][node], nil
	}
	if links, ok := r.outs[node]; ok {
		return links, nil
	}
	asked := r.neighbours(node, id, func(x ref) bool { _, ok := r.outs[x]; return ok })
	lists, err := ask(func() ([][]link, error) { return r.src.out(asked) })
	if err != nil {
		return nil, err
	}
	if r.ahead == 1 { // the engine is as near as a cache would be
		return lists[0], nil
	}
	for i, list := range lists {
		r.hold(len(list))
		r.outs[asked[i]] = list
	}
	return lists[0], nil
}

// readIn is readOut the other way, along one predicate.
func (r *Reader) readIn(node, predicate ref, id graph.ID) ([]link, error) {
	if predicate == r.sameAs {
		return r.same[1][node], nil
	}
	if links, ok := r.ins[inKey{node, predicate}]; ok {
		return links, nil
	}
	asked := r.neighbours(node, id, func(x ref) bool { _, ok := r.ins[inKey{x, predicate}]; return ok })
	lists, err := ask(func() ([][]link, error) { return r.src.in(asked, predicate, maxAheadIn) })
	if err != nil {
		return nil, err
	}
	if r.ahead == 1 {
		return lists[0], nil
	}
	for i, list := range lists {
		if list != nil || i == 0 {
			r.hold(len(list))
			r.ins[inKey{asked[i], predicate}] = list
		}
	}
	return lists[0], nil
}

// neighbours is node and, of the answer that id first came in, those after it that are not known yet.
func (r *Reader) neighbours(node ref, id graph.ID, known func(ref) bool) []ref {
	asked := []ref{node}
	batch := r.batch[id]
	at, ok := slices.BinarySearch(batch, id)
	if !ok {
		return asked
	}
	last := id
	for _, n := range batch[at:] {
		if x := r.refs[n]; n != last && len(asked) < r.ahead && !known(x) {
			asked = append(asked, x)
		}
		last = n
	}
	return asked
}

// hold makes room for n more edges read ahead.
func (r *Reader) hold(n int) {
	if r.held += n + 1; r.held > maxHeld {
		clear(r.outs)
		clear(r.ins)
		r.held = n + 1
	}
}
