package paths

import (
	"math"
	"math/big"
	"math/bits"

	"demarche/graph"
)

// plan is every walk of one length: the forward layers 0..i, the backward layers 0..j, and where they meet. A state is
// alive when some walk of the length goes through it.
type plan struct {
	x        *search
	i, j     int
	meet     []meeting
	liveF    [][]bool
	liveB    [][]bool
	crossing map[int32][]int32 // forward end -> backward ends
	hF, hB   [][]int64         // least cost from a state to the end of the path; -1 is not known yet
}

func (x *search) plan(i, j int) *plan {
	p := &plan{x: x, i: i, j: j, meet: x.meetings(i, j), crossing: map[int32][]int32{}}
	var fs, bs []int32
	for _, m := range p.meet {
		fs, bs = append(fs, m.f), append(bs, m.b)
		p.crossing[m.f] = append(p.crossing[m.f], m.b)
	}
	p.liveF, p.liveB = x.f.alive(i, fs), x.b.alive(j, bs)
	return p
}

func (p *plan) hops() int { return p.i + p.j }

// stopped tells, every 256 states, whether the context has ended. Loops over layers then give up; whoever uses their
// outcome looks at the context first.
func (d *side) stopped(i int) bool {
	if i%256 == 255 && !d.halted {
		d.halted = d.ctx.Err() != nil
	}
	return d.halted
}

// alive marks the states of layers 0..depth from which one of the given ends is reached.
func (d *side) alive(depth int, ends []int32) [][]bool {
	live := make([][]bool, depth+1)
	for k := range live {
		live[k] = make([]bool, len(d.layers[k].states))
	}
	for _, e := range ends {
		live[depth][e] = true
	}
	for k := depth - 1; k >= 0; k-- {
		l := &d.layers[k]
		for i := range l.states {
			if d.stopped(i) {
				return live
			}
			for _, a := range l.arcs[l.off[i]:l.off[i+1]] {
				if live[k+1][a.to] {
					live[k][i] = true
					break
				}
			}
		}
	}
	return live
}

// walks counts the walks of the plan exactly: the walks to each state by dynamic programming on both sides, multiplied
// where they meet. 64-bit sums are used while they last, big ones after that.
func (p *plan) walks() *big.Int {
	f, okF := p.x.f.counts(p.i, p.liveF)
	b, okB := p.x.b.counts(p.j, p.liveB)
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
	bf, bb := p.x.f.bigCounts(p.i, p.liveF), p.x.b.bigCounts(p.j, p.liveB)
	n, t := new(big.Int), new(big.Int)
	for _, m := range p.meet {
		n.Add(n, t.Mul(bf[m.f], bb[m.b]))
	}
	return n
}

// counts is the number of walks to every live state of a layer; ok is false when one does not fit 64 bits.
func (d *side) counts(depth int, live [][]bool) (n []uint64, ok bool) {
	n = make([]uint64, len(d.layers[0].states))
	for i := range n {
		n[i] = 1
	}
	for k := range depth {
		l := &d.layers[k]
		next := make([]uint64, len(d.layers[k+1].states))
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

func (d *side) bigCounts(depth int, live [][]bool) []*big.Int {
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
	mode, ok := p.x.s.q.Mode, true
	switch mode {
	case Walk:
		return true
	case Trail:
		at := map[edgeKey]int{}
		p.each(func(pos int, u, v, predicate graph.ID, inverse bool) {
			e := statement(u, v, predicate, inverse)
			if old, seen := at[e]; seen && old != pos {
				ok = false
			}
			at[e] = pos
		})
	default:
		at := map[graph.ID]int{}
		put := func(v graph.ID, pos int) {
			if old, seen := at[v]; seen && old != pos {
				ok = false
			}
			at[v] = pos
		}
		p.each(func(pos int, u, v, _ graph.ID, _ bool) {
			put(u, pos)
			put(v, pos+1)
		})
	}
	return ok
}

const unit = 1 << 20 // of costs, so that equal products compare equal

// cost is minus the logarithm of a hop's factor in the score.
func (s *space) cost(u, v, predicate graph.ID, inverse bool) int64 {
	return s.damp(u, predicate, inverse) + s.damp(v, predicate, !inverse)
}

// damp is a node's part in that: Damping times the logarithm of the number of nodes that v reaches by one predicate in
// one direction.
func (s *space) damp(v, predicate graph.ID, inverse bool) int64 {
	k := degreeKey{v, predicate, inverse}
	if d, ok := s.damps[k]; ok {
		return d
	}
	n, before := 0, graph.ID(0)
	for _, u := range s.along(v, predicate, inverse).Nodes {
		if u != before {
			n, before = n+1, u
		}
	}
	d := int64(math.Round(s.q.Damping * math.Log(float64(max(1, n))) * unit))
	s.damps[k] = d
	return d
}

const dead = math.MaxInt64

// costs fills in the least cost to the end of the path from every live state, from the end backwards.
func (p *plan) costs() {
	s := p.x.s
	p.hB = make([][]int64, p.j+1)
	p.hB[0] = make([]int64, len(p.x.b.layers[0].states))
	for k := range p.j {
		l, next := &p.x.b.layers[k], &p.x.b.layers[k+1]
		h := filled(len(next.states))
		for i, st := range l.states {
			if !p.liveB[k][i] || p.x.b.stopped(i) {
				continue
			}
			for _, a := range l.arcs[l.off[i]:l.off[i+1]] {
				if p.liveB[k+1][a.to] {
					h[a.to] = min(h[a.to], p.hB[k][i]+s.cost(next.states[a.to].node, st.node, a.predicate, a.inverse))
				}
			}
		}
		p.hB[k+1] = h
	}
	p.hF = make([][]int64, p.i+1)
	p.hF[p.i] = filled(len(p.x.f.layers[p.i].states))
	for _, m := range p.meet {
		p.hF[p.i][m.f] = min(p.hF[p.i][m.f], p.hB[p.j][m.b])
	}
	for k := p.i - 1; k >= 0; k-- {
		l, next := &p.x.f.layers[k], &p.x.f.layers[k+1]
		p.hF[k] = filled(len(l.states))
		for i, st := range l.states {
			if !p.liveF[k][i] || p.x.f.stopped(i) {
				continue
			}
			for _, a := range l.arcs[l.off[i]:l.off[i+1]] {
				if p.liveF[k+1][a.to] {
					p.hF[k][i] = min(p.hF[k][i], p.hF[k+1][a.to]+s.cost(st.node, next.states[a.to].node, a.predicate, a.inverse))
				}
			}
		}
	}
}

func filled(n int) []int64 {
	h := make([]int64, n)
	for i := range h {
		h[i] = dead
	}
	return h
}
