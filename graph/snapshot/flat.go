package snapshot

import (
	"math/bits"
	"slices"
	"sort"
	"strings"
	"unsafe"

	"demarche/graph"
)

// flat is one version of the graph in arrays: what a file holds and what a Snapshot reads. Every number of a term is its
// place in the dictionary, from 1.
type flat struct {
	version graph.Version
	store   uint64 // whose graph it is, 0 when that is not known: see graph.Identified
	quads   int    // edges over all predicates, after joining nodes and dropping repetitions

	classes []class  // sorted
	firsts  []uint32 // classes[i] has the terms firsts[i] to firsts[i+1]-1; one longer than classes
	offsets []uint32 // term t is text[offsets[t-1]:offsets[t]]
	text    []byte
	slots   []graph.ID // the name index: see names.go

	predicates []predicate // by id
	labels     []graph.ID  // every label in use, ascending

	predicatePlaces []uint32 // hash table of places in predicates plus one, not in the file

	// Nodes joined by owl:sameAs: alias[i], ascending, stands for canon[i]. The same pairs by (canon, alias) are
	// byCanon and itsAlias.
	alias, canon      []graph.ID
	byCanon, itsAlias []graph.ID
	joins             []join // the owl:sameAs statements as asserted, sorted

	memory *memory // the mapped file that the arrays lie in, nil for arrays of our own
}

// join is one owl:sameAs statement as asserted.
type join struct{ subject, object, label graph.ID }

// predicate is one predicate with its edges in both directions.
type predicate struct {
	id  graph.ID
	fwd rows // subject -> objects
	rev rows // object -> subjects
}

// rows is a compressed sparse row matrix. Row i has the edges [offsets[i], offsets[i+1]). Dense rows belong to the nodes
// first, first+1, ...; sparse ones to the ascending nodes.
type rows struct {
	first   graph.ID   // dense only; 0 when sparse
	nodes   []graph.ID // sparse only
	offsets []uint32
	ends    []graph.ID // the other ends, sorted by (end, label) in each row
	labels  []graph.ID
}

// row is the number of the row of node, or -1.
func (r *rows) row(node graph.ID) int {
	if r.first != 0 {
		i := int(node) - int(r.first)
		if i < 0 || i+1 >= len(r.offsets) {
			return -1
		}
		return i
	}
	if i, ok := slices.BinarySearch(r.nodes, node); ok {
		return i
	}
	return -1
}

func (r *rows) edges(node graph.ID) graph.Edges {
	i := r.row(node)
	if i < 0 {
		return graph.Edges{}
	}
	a, b := r.offsets[i], r.offsets[i+1]
	return graph.Edges{Nodes: r.ends[a:b:b], Labels: r.labels[a:b:b]}
}

// each calls yield for every row that has edges, in the order of nodes.
func (r *rows) each(yield func(node graph.ID, e graph.Edges) bool) {
	for i := 0; i+1 < len(r.offsets); i++ {
		a, b := r.offsets[i], r.offsets[i+1]
		if a == b {
			continue
		}
		if !yield(r.node(i), graph.Edges{Nodes: r.ends[a:b:b], Labels: r.labels[a:b:b]}) {
			return
		}
	}
}

// terms is the number of terms.
func (f *flat) terms() int { return len(f.offsets) - 1 }

// bytes is the text of a term that exists.
func (f *flat) bytes(id graph.ID) []byte { return f.text[f.offsets[id-1]:f.offsets[id]] }

// view is the text of a term without a copy: valid as long as the arrays are.
func (f *flat) view(id graph.ID) string {
	b := f.bytes(id)
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// classOf is the class of a term that exists.
func (f *flat) classOf(id graph.ID) class {
	i := sort.Search(len(f.classes), func(i int) bool { return f.firsts[i+1] > uint32(id) })
	return f.classes[i]
}

// search finds a text among the terms from lo up to hi, which are of one class; 0 when it is none of them.
func (f *flat) search(lo, hi graph.ID, text string) graph.ID {
	id := lo + graph.ID(sort.Search(int(hi-lo), func(k int) bool { return f.view(lo+graph.ID(k)) >= text }))
	if id < hi && f.view(id) == text {
		return id
	}
	return 0
}

// resolve is the node that a term stands for.
func (f *flat) resolve(id graph.ID) graph.ID {
	if i, ok := slices.BinarySearch(f.alias, id); ok {
		return f.canon[i]
	}
	return id
}

// predicate is the edges of a predicate, nil when it is not in use.
func (f *flat) predicate(id graph.ID) *predicate {
	if len(f.predicatePlaces) == 0 {
		return nil
	}
	mask := len(f.predicatePlaces) - 1
	for at := int(uint32(id)*0x9e3779b1>>16) & mask; ; at = (at + 1) & mask {
		n := f.predicatePlaces[at]
		if n == 0 {
			return nil
		}
		if p := &f.predicates[n-1]; p.id == id {
			return p
		}
	}
}

// indexPredicates makes the table that predicate looks into: with linear probing, at most a quarter full.
func (f *flat) indexPredicates() {
	if len(f.predicates) == 0 {
		return
	}
	f.predicatePlaces = make([]uint32, 4<<bits.Len(uint(len(f.predicates))))
	mask := len(f.predicatePlaces) - 1
	for i := range f.predicates {
		at := int(uint32(f.predicates[i].id)*0x9e3779b1>>16) & mask
		for f.predicatePlaces[at] != 0 {
			at = (at + 1) & mask
		}
		f.predicatePlaces[at] = uint32(i) + 1
	}
}

// labelled calls yield for every edge that one of the labels, ascending, asserts. It looks at every edge.
func (f *flat) labelled(labels []graph.ID, yield func(edge)) {
	wanted := make([]uint64, f.terms()/64+1)
	for _, l := range labels {
		wanted[l/64] |= 1 << (l % 64)
	}
	for i := range f.predicates {
		p := &f.predicates[i]
		row := 0
		for k, label := range p.fwd.labels {
			if wanted[label/64]&(1<<(label%64)) == 0 {
				continue
			}
			// The row that holds place k is the last one that begins at or before it and is not empty.
			row += sort.Search(len(p.fwd.offsets)-1-row, func(n int) bool { return p.fwd.offsets[row+n+1] > uint32(k) })
			yield(edge{p.id, p.fwd.node(row), p.fwd.ends[k]})
		}
	}
}

// node is the node of a row.
func (r *rows) node(i int) graph.ID {
	if r.first != 0 {
		return r.first + graph.ID(i)
	}
	return r.nodes[i]
}

// aliases lists the other names of a node, ascending.
func (f *flat) aliases(id graph.ID) []graph.ID {
	i, _ := slices.BinarySearch(f.byCanon, id)
	j := i
	for j < len(f.byCanon) && f.byCanon[j] == id {
		j++
	}
	return f.itsAlias[i:j:j]
}

// rank orders the IRIs of one node; the least is the one it goes under.
func rank(iri string) int {
	switch {
	case strings.HasPrefix(iri, "urn:demarche:person:bioguide:"):
		return 0
	case strings.HasPrefix(iri, "urn:demarche:person:ocd:"):
		return 1
	case strings.HasPrefix(iri, "urn:demarche:"):
		return 2
	}
	return 3
}
