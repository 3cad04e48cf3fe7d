package paths

import (
	"math"
	"math/big"
	"math/bits"

	"demarche/graph"
)

// plan is every walk of one length: the forward layers 0..i, the backward layers 0..j, and where they meet. A state is
// alive when some walk of the length goes through it. Its memory is the search's.
type plan struct {
	x        *search
	i, j     int
	meet     []meeting // by forward end
	liveF    [maxHops + 1][]bool
	liveB    [maxHops + 1][]bool
	crossing []int32              // meet[crossing[f]:crossing[f+1]] are those of the forward end f
	hF, hB   [maxHops + 1][]int64 // least cost from a state to the end of the path
}

// plan is nil when the sides do not meet.
func (x *search) plan(i, j int) (*plan, error) {
	meet, err := x.meetings(i, j)
	if len(meet) == 0 || err != nil {
		return nil, err
	}
	p := &plan{x: x, i: i, j: j, meet: x.pairs.take(len(meet))}
	p.crossing = x.numbers.take(len(x.f.layers[i].states) + 2)
	p.liveF[i] = x.flags.take(len(x.f.layers[i].states))
	p.liveB[j] = x.flags.take(len(x.b.layers[j].states))
	for _, m := range meet {
		p.crossing[m.f+2]++
		p.liveF[i][m.f], p.liveB[j][m.b] = true, true
	}
	for k := range x.f.layers[i].states {
		p.crossing[k+2] += p.crossing[k+1]
	}
	for _, m := range meet {
		p.meet[p.crossing[m.f+1]] = m
		p.crossing[m.f+1]++
	}
	x.f.alive(x, i, &p.liveF)
	x.b.alive(x, j, &p.liveB)
	return p, x.ctx.Err()
}

// ends lists the meetings of a forward end.
func (p *plan) ends(f int32) []meeting { return p.meet[p.crossing[f]:p.crossing[f+1]] }

func (p *plan) hops() int { return p.i + p.j }

// stopped tells, every 256 states, whether the context has ended. Loops over layers then give up; whoever uses their
// outcome looks at the context first.
func (d *side) stopped(i int) bool {
	if i%256 == 255 && !d.halted {
		d.halted = d.ctx.Err() != nil
	}
	return d.halted
}

// alive marks the states of layers 0..depth-1 from which a marked one of layer depth is reached.
func (d *side) alive(x *search, depth int, live *[maxHops + 1][]bool) {
	for k := depth - 1; k >= 0; k-- {
		l, next := &d.layers[k], live[k+1]
		live[k] = x.flags.take(len(l.states))
		for i := range l.states {
			if d.stopped(i) {
				break
			}
			for _, a := range l.arcs[l.off[i]:l.off[i+1]] {
				if next[a.to] {
					live[k][i] = true
					break
				}
			}
		}
	}
}

// walks counts the walks of the plan exactly: the walks to each state by dynamic programming on both sides, multiplied
// where they meet. 64-bit sums are used while they last, big ones after that.
func (p *plan) walks() *big.Int {
	f, okF := p.x.f.counts(p.x, p.i, &p.liveF)
	b, okB := p.x.b.counts(p.x, p.j, &p.liveB)
	if okF && okB {
		var hi, lo, carry uint64
		for _, m := range p.meet {
			h, l := bits.Mul64(f[m.f], b[m.b])
			lo, carry = bits.Add64(lo, l, 0)
			if hi, carry = bits.Add64(hi, h, carry); carry != 0 {
				break
			}
		}
		if carry == 0 {
			n := new(big.Int).SetUint64(hi)
			return n.Add(n.Lsh(n, 64), new(big.Int).SetUint64(lo))
		}
	}
	bf, bb := p.x.f.bigCounts(p.i, &p.liveF), p.x.b.bigCounts(p.j, &p.liveB)
	n, t := new(big.Int), new(big.Int)
	for _, m := range p.meet {
		n.Add(n, t.Mul(bf[m.f], bb[m.b]))
	}
	return n
}

// counts is the number of walks to every live state of a layer; ok is false when one does not fit 64 bits.
func (d *side) counts(x *search, depth int, live *[maxHops + 1][]bool) (n []uint64, ok bool) {
	n = x.counts.take(len(d.layers[0].states))
	for i := range n {
		n[i] = 1
	}
	for k := range depth {
		l := &d.layers[k]
		next := x.counts.take(len(d.layers[k+1].states))
		for i := range l.states {
			if d.stopped(i) {
				return nil, false
			}
			if !live[k][i] {
				continue
			}
			for _, a := range l.arcs[l.off[i]:l.off[i+1]] {
				var carry uint64
				if next[a.to], carry = bits.Add64(next[a.to], n[i], 0); carry != 0 {
					return nil, false
				}
			}
		}
		n = next
	}
	return n, true
}

func (d *side) bigCounts(depth int, live *[maxHops + 1][]bool) []*big.Int {
	fill := func(k int, v int64) []*big.Int {
		n := make([]*big.Int, len(d.layers[k].states))
		for i := range n {
			n[i] = big.NewInt(v)
		}
		return n
	}
	n := fill(0, 1)
	for k := range depth {
		l, next := &d.layers[k], fill(k+1, 0)
		for i := range l.states {
			if live[k][i] && !d.stopped(i) {
				for _, a := range l.arcs[l.off[i]:l.off[i+1]] {
					next[a.to].Add(next[a.to], n[i])
				}
			}
		}
		n = next
	}
	return n
}

// each calls f for every live arc with the position of its earlier node on the path, its ends in path order, and what
// it is.
func (p *plan) each(f func(at int, u, v graph.ID, predicate graph.ID, inverse bool)) {
	for k := range p.i {
		l, next := &p.x.f.layers[k], &p.x.f.layers[k+1]
		for i, st := range l.states {
			if p.liveF[k][i] && !p.x.f.stopped(i) {
				for _, a := range l.arcs[l.off[i]:l.off[i+1]] {
					if p.liveF[k+1][a.to] {
						f(k, st.node, next.states[a.to].node, a.predicate, a.inverse)
					}
				}
			}
		}
	}
	for k := range p.j {
		l, next := &p.x.b.layers[k], &p.x.b.layers[k+1]
		for i, st := range l.states {
			if p.liveB[k][i] && !p.x.b.stopped(i) {
				for _, a := range l.arcs[l.off[i]:l.off[i+1]] {
					if p.liveB[k+1][a.to] {
						f(p.hops()-k-1, next.states[a.to].node, st.node, a.predicate, a.inverse)
					}
				}
			}
		}
	}
}

// unrepeated tells whether no walk of the plan can break the mode, because every node (for trails every statement)
// stands at one position only.
func (p *plan) unrepeated() bool {
	x, ok := p.x, true
	if x.s.q.Mode == Walk {
		return true
	}
	// A shortest walk never comes to a state from which nothing is possible that was not possible before, so where all
	// states of a side have one set, and the ends at least that, it comes to no node twice.
	if x.prune && x.f.uniform && x.b.uniform {
		return true
	}
	at, trail := &x.s.at, x.s.q.Mode == Trail
	at.reset()
	put := func(item state, pos int32) {
		if n, fresh := at.put(item); fresh {
			x.s.places = append(x.s.places[:n], pos)
		} else if x.s.places[n] != pos {
			ok = false
		}
	}
	p.each(func(pos int, u, v, predicate graph.ID, inverse bool) {
		if trail {
			put(statementState(statement(u, v, predicate, inverse)), int32(pos))
			return
		}
		put(state{node: u}, int32(pos))
		put(state{node: v}, int32(pos+1))
	})
	return ok
}

// statementState is a statement as the key of a table.
func statementState(e edgeKey) state { return state{e.s, uint32(e.p), int32(e.o)} }

const unit = 1 << 20 // of costs, so that equal products compare equal

// damped is what one kind of edge at a state costs: the last one asked for.
type damped struct {
	predicate graph.ID
	inverse   bool
	cost      int64
	factor    float64 // e to the power of -cost in units, when asked for
}

// damp is a state's part in the cost of a hop, which is minus the logarithm of the hop's factor in the score: Damping
// times the logarithm of the number of nodes that it reaches by one predicate in one direction.
func (x *search) damp(l *layer, i int32, predicate graph.ID, inverse bool) int64 {
	return x.dampOf(l, i, predicate, inverse).cost
}

// factor is the state's part in the score itself.
func (x *search) factor(l *layer, i int32, predicate graph.ID, inverse bool) float64 {
	d := x.dampOf(l, i, predicate, inverse)
	if d.factor == 0 {
		d.factor = math.Exp(-float64(d.cost) / unit)
	}
	return d.factor
}

func (x *search) dampOf(l *layer, i int32, predicate graph.ID, inverse bool) *damped {
	if l.damped == nil {
		l.damped = x.damps.take(len(l.states))
	}
	d := &l.damped[i]
	if d.predicate != predicate || d.inverse != inverse {
		*d = damped{predicate: predicate, inverse: inverse, cost: x.s.weight(x.s.along(l.states[i].node, predicate, inverse))}
	}
	return d
}

// weight is Damping times the logarithm of the number of nodes.
func (s *space) weight(e graph.Edges) int64 {
	n := len(e.Nodes)
	for i := 1; i < len(e.Nodes); i++ {
		if e.Nodes[i] == e.Nodes[i-1] {
			n--
		}
	}
	if n < len(s.weights) {
		return s.weights[n]
	}
	return s.logarithm(n)
}

func (s *space) logarithm(n int) int64 {
	return int64(math.Round(s.q.Damping * math.Log(float64(max(1, n))) * unit))
}

const dead = math.MaxInt64

// price fills in the least cost to the end of the path from every live state, from the end backwards.
func (p *plan) price() {
	x := p.x
	p.hB[0] = x.costs.take(len(x.b.layers[0].states))
	for k := range p.j {
		l, next := &x.b.layers[k], &x.b.layers[k+1]
		h := x.dear(len(next.states))
		for i := range l.states {
			if !p.liveB[k][i] || x.b.stopped(i) {
				continue
			}
			for _, a := range l.arcs[l.off[i]:l.off[i+1]] {
				if p.liveB[k+1][a.to] {
					cost := x.damp(next, a.to, a.predicate, a.inverse) + x.damp(l, int32(i), a.predicate, !a.inverse)
					h[a.to] = min(h[a.to], p.hB[k][i]+cost)
				}
			}
		}
		p.hB[k+1] = h
	}
	p.hF[p.i] = x.dear(len(x.f.layers[p.i].states))
	for _, m := range p.meet {
		p.hF[p.i][m.f] = min(p.hF[p.i][m.f], p.hB[p.j][m.b])
	}
	for k := p.i - 1; k >= 0; k-- {
		l, next := &x.f.layers[k], &x.f.layers[k+1]
		h := x.dear(len(l.states))
		for i := range l.states {
			if !p.liveF[k][i] || x.f.stopped(i) {
				continue
			}
			for _, a := range l.arcs[l.off[i]:l.off[i+1]] {
				if p.liveF[k+1][a.to] {
					cost := x.damp(l, int32(i), a.predicate, a.inverse) + x.damp(next, a.to, a.predicate, !a.inverse)
					h[i] = min(h[i], p.hF[k+1][a.to]+cost)
				}
			}
		}
		p.hF[k] = h
	}
}

// dear is n costs without end.
func (x *search) dear(n int) []int64 {
	h := x.costs.take(n)
	for i := range h {
		h[i] = dead
	}
	return h
}
