package paths

import (
	"context"
	"errors"
	"slices"

	"demarche/graph"
)

// errBudget ends a search whose budget is used up.
var errBudget = errors.New("budget")

// state is a node of the product of graph and pattern: where a walk is, the set of pattern states it may be in, and in
// searches with time the earliest day (forward) or latest day (backward) on which it may be there.
type state struct {
	node graph.ID
	set  uint32
	time int32
}

// arc leads from a state of one layer to a state of the next. Inverse is in the direction of the path.
type arc struct {
	to        int32
	predicate graph.ID
	inverse   bool
}

// layer is every state that a walk of one length reaches. arcs[off[i]:off[i+1]] lead from states[i] to the next layer;
// they are filled when the next layer is.
type layer struct {
	states []state
	table
	off     []int32
	arcs    []arc
	backOff []int32 // arcs by the state they lead to, made on demand
	backs   []backArc
}

// backArc is an arc turned round: from is a state of the layer before.
type backArc struct {
	from      int32
	predicate graph.ID
	inverse   bool
}

// side is one direction of a two-sided search.
type side struct {
	s        *space
	ctx      context.Context
	halted   bool // the context has ended
	backward bool
	layers   []layer
	seen     layer // with pruning: states of all layers; a state met again lies on no shortest path
}

// search is a two-sided, layer by layer search over the product. With prune only shortest walks survive; without, layer
// i holds every state that some walk of i hops reaches.
type search struct {
	s     *space
	ctx   context.Context
	prune bool
	f, b  side
	edges int
}

func newSearch(ctx context.Context, s *space, prune bool, spent int) *search {
	x := &search{s: s, ctx: ctx, prune: prune, edges: spent, f: side{s: s, ctx: ctx}, b: side{s: s, ctx: ctx, backward: true}}
	begin := func(d *side, ends []graph.ID, first int, time func(nodeInfo) int32) {
		var l layer
		for _, v := range ends {
			info := s.info(v)
			if !info.admitted {
				continue
			}
			if set := s.closure(1<<first, d.backward, v); set != 0 {
				l.add(state{v, s.intern(set), time(info)})
			}
		}
		d.layers = []layer{l}
		if prune {
			for _, st := range l.states {
				d.seen.add(st)
			}
		}
	}
	begin(&x.f, s.q.From, s.auto.start, func(i nodeInfo) int32 { return i.first })
	begin(&x.b, s.q.To, s.auto.accept, func(i nodeInfo) int32 { return i.last })
	return x
}

func (l *layer) has(st state) int32 {
	i := l.first(st.node)
	for i >= 0 && l.states[i] != st {
		i = l.next[i]
	}
	return i
}

// add is the number of a state, a new one when it is not there.
func (l *layer) add(st state) int32 {
	if i := l.has(st); i >= 0 {
		return i
	}
	i := int32(len(l.states))
	l.states = append(l.states, st)
	l.put(st.node, i)
	return i
}

func (d *side) last() *layer { return &d.layers[len(d.layers)-1] }

// hops is how many hops both sides together have walked.
func (x *search) hops() int { return len(x.f.layers) + len(x.b.layers) - 2 }

// grow walks one more hop on the side with fewer states to leave from.
func (x *search) grow() error {
	if len(x.b.last().states) < len(x.f.last().states) {
		return x.expand(&x.b)
	}
	return x.expand(&x.f)
}

// stuck tells whether a side has nowhere left to go.
func (x *search) stuck() bool { return len(x.f.last().states) == 0 || len(x.b.last().states) == 0 }

func (x *search) expand(d *side) error {
	s, from := x.s, d.last()
	var next layer
	from.off = make([]int32, len(from.states)+1)
	inner := len(d.layers) > 1
	for i, st := range from.states {
		if !inner || s.transit(st.node) {
			for _, m := range s.moves(st.set, d.backward) {
				// Backwards, an edge that the path walks along is met from its object.
				edges := s.along(st.node, m.predicate, m.inverse != d.backward)
				if x.edges += edges.Len(); x.edges > s.q.Budget {
					return errBudget
				}
				from.arcs = slices.Grow(from.arcs, min(edges.Len(), 1024))
				x.follow(d, from, &next, st, m, edges)
			}
		}
		from.off[i+1] = int32(len(from.arcs))
		if i%64 == 0 && x.ctx.Err() != nil {
			return x.ctx.Err()
		}
	}
	if x.prune {
		for _, st := range next.states {
			d.seen.add(st)
		}
	}
	d.layers = append(d.layers, next)
	return nil
}

// follow walks every edge of one move.
func (x *search) follow(d *side, from, next *layer, st state, m move, edges graph.Edges) {
	s := x.s
	if s.plain && s.sets[m.closed] == 0 {
		return // nothing can follow
	}
	own, other := s.from, s.to
	if d.backward {
		own, other = other, own
	}
	var before graph.ID
	for _, v := range edges.Nodes {
		if v == before {
			continue
		}
		before = v
		if s.q.Mode == Acyclic && (v == own || v == st.node || st.node == other) {
			continue // no acyclic path comes back to its start or goes on from its end
		}
		var info nodeInfo
		if s.choosy {
			if info = s.info(v); !info.admitted {
				continue
			}
		}
		to := state{node: v, set: m.closed, time: st.time}
		if !s.plain {
			closed := s.closure(m.to, d.backward, v)
			if closed == 0 {
				continue
			}
			to.set = s.intern(closed)
		}
		if s.q.NonDecreasing {
			if d.backward {
				if info.first > st.time {
					continue
				}
				to.time = min(st.time, info.last)
			} else {
				if info.last < st.time {
					continue
				}
				to.time = max(st.time, info.first)
			}
		}
		if s.q.MinConfidence > 0 && s.confidence(statement(st.node, v, m.predicate, m.inverse != d.backward)) < s.q.MinConfidence {
			continue
		}
		if x.prune && d.seen.has(to) >= 0 {
			continue
		}
		from.arcs = append(from.arcs, arc{next.add(to), m.predicate, m.inverse})
	}
}

// meeting is a pair of states of the last layers in which both sides are at one node and agree.
type meeting struct{ f, b int32 }

// meetings lists the pairs at which layer i of the forward side meets layer j of the backward one. Inside a path the
// node must allow transit.
func (x *search) meetings(i, j int) []meeting {
	f, b := &x.f.layers[i], &x.b.layers[j]
	var out []meeting
	if len(f.states) < len(b.states) {
		for k, st := range f.states {
			for o := b.first(st.node); o >= 0; o = b.next[o] {
				if x.agree(st, b.states[o], i, j) {
					out = append(out, meeting{int32(k), o})
				}
			}
		}
		return out
	}
	for k, st := range b.states {
		for o := f.first(st.node); o >= 0; o = f.next[o] {
			if x.agree(f.states[o], st, i, j) {
				out = append(out, meeting{o, int32(k)})
			}
		}
	}
	return out
}

func (x *search) agree(f, b state, i, j int) bool {
	return x.s.sets[f.set]&x.s.sets[b.set] != 0 && (!x.s.q.NonDecreasing || f.time <= b.time) &&
		(i == 0 || j == 0 || x.s.transit(f.node))
}

// nodes is the number of states that either side met: nodes, each counted once for every way of being in the pattern.
func (x *search) nodes() int {
	n := 0
	for _, d := range []*side{&x.f, &x.b} {
		for i := range d.layers {
			n += len(d.layers[i].states)
		}
	}
	return n
}

// into is the arcs of a layer that lead to state i of the next layer.
func (l *layer) into(next *layer, i int32) []backArc {
	if l.backOff == nil {
		l.backOff = make([]int32, len(next.states)+1)
		for _, a := range l.arcs {
			l.backOff[a.to+1]++
		}
		for k := range next.states {
			l.backOff[k+1] += l.backOff[k]
		}
		at := slices.Clone(l.backOff)
		l.backs = make([]backArc, len(l.arcs))
		for k := range l.states {
			for _, a := range l.arcs[l.off[k]:l.off[k+1]] {
				l.backs[at[a.to]] = backArc{int32(k), a.predicate, a.inverse}
				at[a.to]++
			}
		}
	}
	return l.backs[l.backOff[i]:l.backOff[i+1]]
}
