package snapshot

import (
	"slices"

	"demarche/graph"
)

// layout turns the edges of one predicate after the other into rows, with one counting array for all.
type layout struct {
	count []uint32 // by node, zero between calls
	pairs []uint64 // scratch
}

func newLayout(terms int) *layout { return &layout{count: make([]uint32, terms+1)} }

// forward sorts edges by (subject, object, label) and drops repetitions.
func (l *layout) forward(edges []triple) rows {
	lo, hi := ^uint32(0), uint32(0)
	for _, e := range edges {
		l.count[e.subject]++
		lo, hi = min(lo, e.subject), max(hi, e.subject)
	}
	nodes := l.starts(lo, hi)
	l.pairs = slices.Grow(l.pairs[:0], len(edges))[:len(edges)]
	for _, e := range edges {
		at := &l.count[e.subject]
		l.pairs[*at] = uint64(e.object)<<32 | uint64(e.label)
		*at++
	}
	r := rows{nodes: nodes, offsets: make([]uint32, 1, len(nodes)+1)}
	r.ends = make([]graph.ID, 0, len(edges))
	r.labels = make([]graph.ID, 0, len(edges))
	start := uint32(0)
	for _, n := range nodes {
		end := l.count[n]
		l.count[n] = 0
		row := l.pairs[start:end]
		slices.Sort(row)
		for i, p := range row {
			if i == 0 || p != row[i-1] {
				r.ends = append(r.ends, graph.ID(p>>32))
				r.labels = append(r.labels, graph.ID(uint32(p)))
			}
		}
		r.offsets = append(r.offsets, uint32(len(r.ends)))
		start = end
	}
	r.ends, r.labels = slices.Clip(r.ends), slices.Clip(r.labels)
	r.pack()
	return r
}

// reverse is the transposed rows of r. Walking r in order leaves every row of the result sorted.
func (l *layout) reverse(r *rows) rows {
	lo, hi := ^uint32(0), uint32(0)
	for _, e := range r.ends {
		l.count[e]++
		lo, hi = min(lo, uint32(e)), max(hi, uint32(e))
	}
	nodes := l.starts(lo, hi)
	out := rows{nodes: nodes, offsets: make([]uint32, 1, len(nodes)+1)}
	out.ends = make([]graph.ID, len(r.ends))
	out.labels = make([]graph.ID, len(r.ends))
	r.each(func(subject graph.ID, e graph.Edges) bool {
		for i, object := range e.Nodes {
			at := &l.count[object]
			out.ends[*at], out.labels[*at] = subject, e.Labels[i]
			*at++
		}
		return true
	})
	for _, n := range nodes {
		out.offsets = append(out.offsets, l.count[n])
		l.count[n] = 0
	}
	out.pack()
	return out
}

// starts lists the nodes in [lo, hi] that have a count and turns each count into the start of the node's row.
func (l *layout) starts(lo, hi uint32) []graph.ID {
	var nodes []graph.ID
	sum := uint32(0)
	for n := lo; n <= hi && n != 0; n++ {
		if c := l.count[n]; c != 0 {
			nodes = append(nodes, graph.ID(n))
			l.count[n] = sum
			sum += c
		}
	}
	return nodes
}

// pack makes sparse rows dense when that takes no more room.
func (r *rows) pack() {
	if len(r.nodes) == 0 {
		return
	}
	first, last := r.nodes[0], r.nodes[len(r.nodes)-1]
	if span := int(last-first) + 1; span > 2*len(r.nodes) {
		r.nodes = slices.Clip(r.nodes)
		return
	}
	offsets := make([]uint32, 1, int(last-first)+2)
	next := first
	for i, n := range r.nodes {
		for ; next < n; next++ {
			offsets = append(offsets, r.offsets[i])
		}
		offsets = append(offsets, r.offsets[i+1])
		next++
	}
	r.first, r.nodes, r.offsets = first, nil, offsets
}
