package paths

import (
	"math/big"
	"math/bits"
	"slices"

	"demarche/graph"
)

// count is the number of paths of the plan that the mode allows; exact is false when the budget ended first and the
// number is only what was seen.
func (p *plan) count() (n *big.Int, exact bool, err error) {
	if p.unrepeated() {
		return p.walks(), true, nil
	}
	c := &pairing{p: p}
	total, err := c.count()
	return big.NewInt(total), err == nil, err
}

// pairing counts trails and acyclic paths by meeting in the middle. A path is a half from the start and a half from the
// end that repeat nothing between them, so with A(x,S) and B(y,S) the halves to the meeting states x and y that use
// every item of S (nodes or statements), the number of pairs without a common item is, by inclusion and exclusion,
// the sum over S of (-1)^|S| A(x,S) B(y,S). Only items that occur on both sides matter.
type pairing struct {
	p      *plan
	items  table   // numbers nodes or statements
	common []uint8 // by item: 1 when it occurs on the forward side, 2 on the backward one, 3 on both
	looked int
}

// halfKey is a meeting state with a set of at most four items, sorted and counted from 1, the rest 0.
type halfKey struct {
	end int32
	set [maxHops / 2]uint32
}

func (c *pairing) count() (int64, error) {
	x, p := c.p.x, c.p
	c.findCommon()
	b := map[halfKey]int64{}
	if err := c.halves(&x.b, p.j, &p.liveB, func(end int32, items []uint32) {
		subsets(items, min(p.i, p.j), func(set [maxHops / 2]uint32, _ int) { b[halfKey{end, set}]++ })
	}); err != nil {
		return 0, err
	}
	total := int64(0)
	err := c.halves(&x.f, p.i, &p.liveF, func(end int32, items []uint32) {
		for _, m := range p.ends(end) {
			subsets(items, min(p.i, p.j), func(set [maxHops / 2]uint32, size int) {
				if n := b[halfKey{m.b, set}]; size%2 == 0 {
					total += n
				} else {
					total -= n
				}
			})
		}
	})
	return total, err
}

// subsets calls f for every subset of at most limit of the sorted items; larger ones cannot stand in the other half.
func subsets(items []uint32, limit int, f func(set [maxHops / 2]uint32, size int)) {
	for mask := range 1 << len(items) {
		if bits.OnesCount(uint(mask)) > limit {
			continue
		}
		var set [maxHops / 2]uint32
		size := 0
		for i, it := range items {
			if mask>>i&1 == 1 {
				set[size] = it
				size++
			}
		}
		f(set, size)
	}
}

// item numbers what may not repeat, from 0: a node by itself, or a statement.
func (c *pairing) item(st state) uint32 {
	n, fresh := c.items.add(st)
	if fresh {
		c.common = append(c.common, 0)
	}
	return uint32(n)
}

// findCommon finds the items that may occur in halves of both sides. The meeting node itself is no item: a half that
// comes through it twice repeats inside itself.
func (c *pairing) findCommon() {
	p := c.p
	c.items.reset()
	p.each(func(at int, u, v, predicate graph.ID, inverse bool) {
		on, it := uint8(1), state{node: u}
		if at >= p.i {
			on, it = 2, state{node: v}
		}
		if p.x.s.q.Mode == Trail {
			it = statementState(statement(u, v, predicate, inverse))
		}
		c.common[c.item(it)] |= on
	})
}

// halves lists every walk from layer 0 to a live state of the deepest layer that repeats nothing itself, with its
// common items, sorted.
func (c *pairing) halves(d *side, depth int, live *[maxHops + 1][]bool, visit func(end int32, items []uint32)) error {
	x, trail := c.p.x, c.p.x.s.q.Mode == Trail
	path := make([]uint32, 0, depth+1) // nodes, or statements of trails
	var sorted []uint32
	var walk func(k int, i int32) error
	walk = func(k int, i int32) error {
		if k == depth {
			sorted = sorted[:0]
			for _, it := range path[:depth] {
				if c.common[it] == 3 {
					sorted = append(sorted, it+1)
				}
			}
			slices.Sort(sorted)
			visit(i, sorted)
			if x.edges += 1 << len(sorted); x.edges > x.s.q.Budget {
				return errBudget
			}
			return nil
		}
		l := &d.layers[k]
		u := l.states[i].node
		for _, a := range l.arcs[l.off[i]:l.off[i+1]] {
			if !live[k+1][a.to] {
				continue
			}
			v := d.layers[k+1].states[a.to].node
			st := state{node: v}
			if trail {
				st = statementState(statement(u, v, a.predicate, a.inverse != d.backward))
			}
			it := c.item(st)
			if slices.Contains(path, it) {
				continue
			}
			path = append(path, it)
			err := walk(k+1, a.to)
			if path = path[:len(path)-1]; err != nil {
				return err
			}
		}
		x.edges++
		if c.looked++; c.looked%256 == 0 && x.ctx.Err() != nil {
			return x.ctx.Err()
		}
		return nil
	}
	for i, st := range d.layers[0].states {
		if !live[0][i] {
			continue
		}
		if path = path[:0]; !trail {
			path = append(path, c.item(state{node: st.node}))
		}
		if err := walk(0, int32(i)); err != nil {
			return err
		}
	}
	return nil
}
