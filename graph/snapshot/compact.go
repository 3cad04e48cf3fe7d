package snapshot

import (
	"slices"

	"demarche/graph"
)

// Compacted is the same version laid out anew, without changes over a base.
func (s *Snapshot) Compacted() *Snapshot {
	c := &Snapshot{base: s.compacted()}
	c.holders.Store(1)
	return c
}

// Share is the part of the quads that lie over the base instead of in it, with those of the base that no longer hold;
// the larger it is, the more a Compacted snapshot saves.
func (s *Snapshot) Share() float64 {
	if s.over == nil {
		return 0
	}
	return float64(s.over.added+s.over.dropped) / float64(max(s.base.quads, 1))
}

// wasteRows is how many rows an overlay may keep that nothing needs any more, beside three times those in use.
const wasteRows = 100_000

// wasteful tells whether an overlay keeps much more than its changes need: the rows and terms of documents that were
// replaced again and again.
func (s *Snapshot) wasteful() bool {
	if s.over == nil {
		return false
	}
	needed := 2 * (s.over.added + s.over.dropped) // an edge touches a row at both ends
	return s.over.rows.size > 3*needed+wasteRows || len(s.over.terms.list) > 3*needed+wasteRows
}

// compacted lays the graph out in new arrays.
func (s *Snapshot) compacted() *flat {
	edges := map[graph.ID][]triple{}
	predicates := s.predicates()
	patched := s.patched()
	used := make([]bool, s.Terms()+1)
	for _, p := range predicates {
		list := s.triples(p, patched[p])
		for _, t := range list {
			used[t.subject], used[t.object], used[t.label] = true, true, true
		}
		used[p] = true
		edges[p] = list
	}
	for _, j := range s.joins() {
		used[j.subject], used[j.object], used[j.label] = true, true, true
	}
	f := &flat{version: s.Version(), store: s.base.store}
	renumber := s.mergeTerms(f, used)
	f.indexNames()
	joins := make([]join, 0, len(s.joins()))
	for _, j := range s.joins() {
		joins = append(joins, join{renumber[j.subject], renumber[j.object], renumber[j.label]})
	}
	f.setJoins(joins)
	l := newLayout(f.terms())
	labels := make([]bool, f.terms()+1)
	for _, p := range predicates {
		list := edges[p]
		for i, t := range list {
			label := renumber[t.label]
			labels[label] = true
			list[i] = triple{uint32(renumber[t.subject]), uint32(renumber[t.object]), uint32(label)}
		}
		pred := predicate{id: renumber[p]}
		pred.fwd = l.forward(list)
		pred.rev = l.reverse(&pred.fwd)
		f.quads += len(pred.fwd.ends)
		f.predicates = append(f.predicates, pred)
		delete(edges, p)
	}
	f.setLabels(labels)
	f.indexPredicates()
	return f
}

// setLabels keeps the labels that are marked.
func (f *flat) setLabels(used []bool) {
	for id := 1; id < len(used); id++ {
		if used[id] {
			f.labels = append(f.labels, graph.ID(id))
		}
	}
}

// patched lists the nodes whose forward rows differ from the base, ascending, by predicate.
func (s *Snapshot) patched() map[graph.ID][]graph.ID {
	out := map[graph.ID][]graph.ID{}
	if s.over == nil {
		return out
	}
	s.over.rows.each(func(key uint64, _ *patch) bool {
		if key>>63 == 0 {
			p := graph.ID(key >> 32)
			out[p] = append(out[p], graph.ID(uint32(key)))
		}
		return true
	})
	for _, nodes := range out {
		slices.Sort(nodes)
	}
	return out
}

// triples are the live edges of a predicate, of which the patched rows are read from the overlay.
func (s *Snapshot) triples(p graph.ID, patched []graph.ID) []triple {
	out := make([]triple, 0, s.Count(p))
	take := func(node graph.ID, e graph.Edges) {
		for i, other := range e.Nodes {
			out = append(out, triple{uint32(node), uint32(other), uint32(e.Labels[i])})
		}
	}
	if base := s.base.predicate(p); base != nil {
		base.fwd.each(func(node graph.ID, e graph.Edges) bool {
			for len(patched) > 0 && patched[0] < node {
				take(patched[0], s.Out(patched[0], p))
				patched = patched[1:]
			}
			if len(patched) > 0 && patched[0] == node {
				e = s.Out(node, p)
				patched = patched[1:]
			}
			take(node, e)
			return true
		})
	}
	for _, node := range patched {
		take(node, s.Out(node, p))
	}
	return out
}

// mergeTerms makes the dictionary of the used terms and returns their new numbers.
func (s *Snapshot) mergeTerms(f *flat, used []bool) []graph.ID {
	ids := make([]graph.ID, 0, len(used))
	extra := s.base.terms() + 1
	for id := 1; id < len(used) && id < extra; id++ {
		if used[id] {
			ids = append(ids, graph.ID(id))
		}
	}
	var added []graph.ID
	for id := extra; id < len(used); id++ {
		if used[id] {
			added = append(added, graph.ID(id))
		}
	}
	compare := func(a, b graph.ID) int {
		if c := s.classOf(a).compare(s.classOf(b)); c != 0 {
			return c
		}
		switch x, y := s.view(a), s.view(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	slices.SortFunc(added, compare)
	renumber := make([]graph.ID, len(used))
	f.offsets = make([]uint32, 1, len(ids)+len(added)+1)
	put := func(id graph.ID) {
		c := s.classOf(id)
		if n := len(f.classes); n == 0 || f.classes[n-1] != c {
			f.classes = append(f.classes, c)
			f.firsts = append(f.firsts, uint32(len(f.offsets)))
		}
		renumber[id] = graph.ID(len(f.offsets))
		f.text = append(f.text, s.view(id)...)
		f.offsets = append(f.offsets, uint32(len(f.text)))
	}
	for _, id := range added {
		// Everything of the base that sorts before the next added term goes first.
		n, _ := slices.BinarySearchFunc(ids, id, compare)
		for _, b := range ids[:n] {
			put(b)
		}
		ids = ids[n:]
		put(id)
	}
	for _, b := range ids {
		put(b)
	}
	f.firsts = append(f.firsts, uint32(len(f.offsets)))
	return renumber
}
