package paths

import (
	"context"
	"errors"
	"math"
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
	states []state // tab.states from base on
	tab    *table
	base   int32
	own    table
	off    []int32
	arcs   []arc

	damped  []damped // by state, made on demand
	turned  bool     // backOff and backs are made
	backOff []int32  // arcs by the state they lead to
	backs   []backArc
}

// backArc is an arc turned round: from is a state of the layer before.
type backArc struct {
	from      int32
	predicate graph.ID
	inverse   bool
}

// row is the edges of one move from one state of the last layer.
type row struct {
	state int32
	move  *move
	nodes []graph.ID
}

// side is one direction of a two-sided search.
type side struct {
	s        *space
	ctx      context.Context
	halted   bool // the context has ended
	backward bool
	depth    int // of the last layer
	layers   [maxHops + 1]layer
	shared   table  // with prune, the states of all layers; a state met again lies on no shortest path
	uniform  bool   // every state has the set common, those of layer 0 at least that
	common   uint32 // of the first state of layer 1

	rows     []row // of the last layer, as far as gathered
	gathered int   // states of the last layer whose rows are there
	edges    int   // in rows
	work     int   // edges and the look-ups to find them
}

// search is a two-sided, layer by layer search over the product. With prune only shortest walks survive; without, layer
// i holds every state that some walk of i hops reaches. Its memory is kept between searches.
type search struct {
	s     *space
	ctx   context.Context
	prune bool
	any   bool // one meeting is enough
	bare  bool // arcs are not wanted
	f, b  side
	edges int

	flags    arena[bool]
	costs    arena[int64]
	counts   arena[uint64]
	numbers  arena[int32]
	damps    arena[damped]
	partials arena[partial]
	pairs    arena[meeting]
	kids     []kid
	meet     []meeting
}

// begin makes a search ready: layer 0 of both sides is there.
func (x *search) begin(ctx context.Context, s *space, prune bool, spent int) {
	x.s, x.ctx, x.prune, x.any, x.bare, x.edges = s, ctx, prune, false, false, spent
	x.flags.reset()
	x.costs.reset()
	x.counts.reset()
	x.numbers.reset()
	x.damps.reset()
	x.partials.reset()
	x.pairs.reset()
	x.b.backward = true
	for _, d := range []*side{&x.f, &x.b} {
		d.s, d.ctx, d.halted, d.depth, d.uniform = s, ctx, false, 0, true
		ends, first := s.q.From, s.auto.start
		if d.backward {
			ends, first = s.q.To, s.auto.accept
		}
		if prune {
			d.shared.reset()
		}
		l := d.open(0, prune)
		for _, v := range ends {
			info := s.info(v)
			if !info.admitted {
				continue
			}
			if set := s.closure(1<<first, d.backward, v); set != 0 {
				time := info.first
				if d.backward {
					time = info.last
				}
				l.tab.add(state{v, s.intern(set), time})
			}
		}
		d.close(l)
	}
}

// open empties layer k.
func (d *side) open(k int, prune bool) *layer {
	l := &d.layers[k]
	l.off, l.arcs, l.damped, l.turned = l.off[:0], l.arcs[:0], nil, false
	if l.tab, l.base = &d.shared, int32(len(d.shared.states)); !prune {
		l.tab, l.base = &l.own, 0
		l.own.reset()
	}
	return l
}

// close makes a filled layer the last one.
func (d *side) close(l *layer) {
	l.states = l.tab.states[l.base:]
	if d.depth == 1 && len(l.states) > 0 {
		d.common = l.states[0].set
		for _, st := range d.layers[0].states {
			d.uniform = d.uniform && d.s.sets[d.common]&^d.s.sets[st.set] == 0
		}
	}
	if d.depth > 0 {
		for _, st := range l.states {
			d.uniform = d.uniform && st.set == d.common
		}
	}
	d.rows, d.gathered, d.edges, d.work = d.rows[:0], 0, 0, 0
}

// first is the first state of a node in the layer, -1 when it has none; after is the next one.
func (l *layer) first(node graph.ID) int32 { return l.within(l.tab.first(node)) }
func (l *layer) after(i int32) int32       { return l.within(l.tab.next[l.base+i]) }

func (l *layer) within(i int32) int32 {
	for ; i >= 0; i = l.tab.next[i] {
		if k := i - l.base; k >= 0 && int(k) < len(l.states) {
			return k
		}
	}
	return -1
}

func (d *side) last() *layer { return &d.layers[d.depth] }

// hops is how many hops both sides together have walked.
func (x *search) hops() int { return x.f.depth + x.b.depth }

// stuck tells whether a side has nowhere left to go.
func (x *search) stuck() bool { return len(x.f.last().states) == 0 || len(x.b.last().states) == 0 }

// grow walks one more hop on the side where that costs less.
func (x *search) grow() error {
	a, b := &x.f, &x.b
	if len(b.last().states) < len(a.last().states) {
		a, b = b, a
	}
	if err := x.gather(a, math.MaxInt); err != nil {
		return err
	}
	// Looking further than what the other side costs cannot pay.
	if err := x.gather(b, a.work); err != nil {
		return err
	}
	if b.gathered == len(b.last().states) && b.work < a.work {
		a, b = b, a
	}
	if x.edges += a.edges; x.edges > x.s.q.Budget {
		return errBudget
	}
	// A hop that reaches the other side ends the search, so it is looked at first whether it does.
	if x.prune {
		if err := x.expand(a, b.last()); err != nil {
			return err
		}
		if l := &a.layers[a.depth+1]; len(l.tab.states) > int(l.base) {
			a.depth++
			a.close(a.last())
			return nil
		}
	}
	if err := x.expand(a, nil); err != nil {
		return err
	}
	a.depth++
	a.close(a.last())
	return nil
}

// gather looks the rows of the last layer up until they cost more than limit or break the budget.
func (x *search) gather(d *side, limit int) error {
	s, l := x.s, d.last()
	other := s.to
	if d.backward {
		other = s.from
	}
	for ; d.gathered < len(l.states) && d.work <= limit && d.edges <= s.q.Budget; d.gathered++ {
		if d.gathered%64 == 63 && x.ctx.Err() != nil {
			return x.ctx.Err()
		}
		st := l.states[d.gathered]
		if s.q.Mode == Acyclic && st.node == other {
			continue // no acyclic path goes on from its end
		}
		if d.depth > 0 && !s.transit(st.node) {
			continue
		}
		moves := s.moves(st.set, d.backward)
		before, edges := len(d.rows), 0
		for i := range moves {
			m := &moves[i]
			if s.plain && s.sets[m.closed] == 0 {
				continue // nothing can follow
			}
			// Backwards, an edge that the path walks along is met from its object.
			if e := s.along(st.node, m.predicate, m.inverse != d.backward); len(e.Nodes) > 0 {
				d.rows = append(d.rows, row{int32(d.gathered), m, e.Nodes})
				edges += len(e.Nodes)
			}
		}
		if d.depth > 0 && s.summed && edges > s.q.TransitMax {
			s.hub(st.node)
			d.rows, edges = d.rows[:before], 0
		}
		d.edges += edges
		d.work += edges + len(moves)
	}
	return nil
}

// expand walks the rows of the last layer. With a target only those edges count that lead to states of it which agree.
func (x *search) expand(d *side, target *layer) error {
	from, next := d.last(), d.open(d.depth+1, x.prune)
	from.off, from.arcs = append(from.off[:0], 0), from.arcs[:0]
	looked := 0
	for k := 0; k < len(d.rows); k++ {
		r := &d.rows[k]
		for len(from.off) <= int(r.state) {
			from.off = append(from.off, int32(len(from.arcs)))
		}
		if looked += len(r.nodes); looked > 1<<14 {
			if looked = 0; x.ctx.Err() != nil {
				return x.ctx.Err()
			}
		}
		if x.follow(d, next, r, target); x.any && target != nil && len(from.arcs) > 0 {
			break
		}
	}
	for len(from.off) <= len(from.states) {
		from.off = append(from.off, int32(len(from.arcs)))
	}
	return nil
}

// follow walks the edges of one row.
func (x *search) follow(d *side, next *layer, r *row, target *layer) {
	s, from, m := x.s, d.last(), r.move
	st := from.states[r.state]
	own := graph.ID(0) // no acyclic path comes back to its start
	if s.q.Mode == Acyclic {
		if own = s.from; d.backward {
			own = s.to
		}
	}
	var before graph.ID
	for _, v := range r.nodes {
		if v == before {
			continue
		}
		before = v
		if target != nil && target.first(v) < 0 {
			continue
		}
		if v == own || v == st.node && s.q.Mode == Acyclic {
			continue
		}
		to := state{node: v, set: m.closed, time: st.time}
		if !s.plain {
			closed := s.closure(m.to, d.backward, v)
			if closed == 0 {
				continue
			}
			to.set = s.intern(closed)
		}
		if s.choosy && !s.admit(&to, d.backward) {
			continue
		}
		if s.q.MinConfidence > 0 && s.confidence(statement(st.node, v, m.predicate, m.inverse != d.backward)) < s.q.MinConfidence {
			continue
		}
		number := int32(-1)
		if target != nil {
			if number = next.tab.has(to); number < 0 && !x.meets(d, to, target) {
				continue
			}
		}
		if number < 0 {
			number = next.tab.add(to)
		}
		if number < next.base || x.bare {
			continue // met before: on no shortest path
		}
		from.arcs = append(from.arcs, arc{number - next.base, m.predicate, m.inverse})
		if x.any && target != nil {
			return
		}
	}
}

// admit tells whether a state may be met at all, and moves its time on.
func (s *space) admit(to *state, backward bool) bool {
	info := s.info(to.node)
	switch {
	case !info.admitted:
		return false
	case !s.q.NonDecreasing:
		return true
	case backward:
		if info.first > to.time {
			return false
		}
		to.time = min(to.time, info.last)
	default:
		if info.last < to.time {
			return false
		}
		to.time = max(to.time, info.first)
	}
	return true
}

// meets tells whether a state agrees with one of the other side's last layer.
func (x *search) meets(d *side, st state, target *layer) bool {
	inner := target != &x.f.layers[0] && target != &x.b.layers[0]
	for o := target.first(st.node); o >= 0; o = target.after(o) {
		f, b := st, target.states[o]
		if d.backward {
			f, b = b, f
		}
		if x.agree(f, b, inner) {
			return true
		}
	}
	return false
}

// meeting is a pair of states of the last layers in which both sides are at one node and agree.
type meeting struct{ f, b int32 }

// meetings lists the pairs at which layer i of the forward side meets layer j of the backward one. Inside a path the
// node must allow transit. The list is the search's own and lasts until the next call. It counts against the budget, for
// with time there may be many pairs at one node.
func (x *search) meetings(i, j int) ([]meeting, error) {
	f, b := &x.f.layers[i], &x.b.layers[j]
	inner, few, many := i > 0 && j > 0, f, b
	turned := len(b.states) <= len(f.states)
	if turned {
		few, many = b, f
	}
	out := x.meet[:0]
	looked := 0
	for k, st := range few.states {
		before := len(out)
		for o := many.first(st.node); o >= 0; o = many.after(o) {
			m := meeting{int32(k), o}
			if turned {
				m = meeting{o, int32(k)}
			}
			if x.agree(f.states[m.f], b.states[m.b], inner) {
				out = append(out, m)
			}
			looked++
		}
		if x.edges += max(0, len(out)-before-1); x.edges > x.s.q.Budget {
			return nil, errBudget
		}
		if looked++; looked >= 1<<12 {
			if looked = 0; x.ctx.Err() != nil {
				return nil, x.ctx.Err()
			}
		}
	}
	x.meet = out
	return out, nil
}

func (x *search) agree(f, b state, inner bool) bool {
	return x.s.sets[f.set]&x.s.sets[b.set] != 0 && (!x.s.q.NonDecreasing || f.time <= b.time) &&
		(!inner || x.s.transit(f.node) && !x.s.crowded(f.node))
}

// nodes is the number of states that either side met: nodes, each counted once for every way of being in the pattern.
func (x *search) nodes() int {
	n := 0
	for _, d := range []*side{&x.f, &x.b} {
		for i := range d.depth + 1 {
			n += len(d.layers[i].states)
		}
	}
	return n
}

// into is the arcs of a layer that lead to state i of the next layer.
func (l *layer) into(next *layer, i int32) []backArc {
	if !l.turned {
		l.turned = true
		l.backOff = slices.Grow(l.backOff[:0], len(next.states)+2)[:len(next.states)+2]
		clear(l.backOff)
		for _, a := range l.arcs {
			l.backOff[a.to+2]++
		}
		for k := range next.states {
			l.backOff[k+2] += l.backOff[k+1]
		}
		l.backs = slices.Grow(l.backs[:0], len(l.arcs))[:len(l.arcs)]
		for k := range l.states {
			for _, a := range l.arcs[l.off[k]:l.off[k+1]] {
				l.backs[l.backOff[a.to+1]] = backArc{int32(k), a.predicate, a.inverse}
				l.backOff[a.to+1]++
			}
		}
	}
	return l.backs[l.backOff[i]:l.backOff[i+1]]
}
