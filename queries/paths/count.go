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
	c := &pairing{p: p, halves: map[items]int64{}}
	total, err := c.count()
	return big.NewInt(total), err == nil, err
}

// pairing counts trails and acyclic paths by meeting in the middle. A path is a half from the start and a half from the
// end that repeat nothing between them, so with A(x,S) and B(y,S) the halves to the meeting states x and y that use
// every item of S (nodes or statements), the number of pairs without a common item is, by inclusion and exclusion,
// the sum over S of (-1)^|S| A(x,S) B(y,S). Only items that occur on both sides matter. Halves are listed from the
// meeting outwards, so that only those of one meeting are kept at a time.
type pairing struct {
	p      *plan
	items  table   // numbers nodes or statements
	common []uint8 // by item: 1 when it occurs on the forward side, 2 on the backward one, 3 on both
	looked int     // since the context was asked

	halves map[items]int64 // A(x,S) of one x
	path   []uint32        // of the half that is being walked: nodes, or statements of trails
	sorted []uint32
}

// items is a set of at most four items, sorted and counted from 1, the rest 0.
type items [maxHops / 2]uint32

// spend takes n edges from the budget.
func (c *pairing) spend(n int) error {
	x := c.p.x
	if x.edges += n; x.edges > x.s.q.Budget {
		return errBudget
	}
	if c.looked += n; c.looked >= 1<<12 {
		c.looked = 0
		return x.ctx.Err()
	}
	return nil
}

func (c *pairing) count() (int64, error) {
	p := c.p
	c.findCommon()
	total, limit := int64(0), min(p.i, p.j)
	for x := range p.x.f.layers[p.i].states {
		ends := p.ends(int32(x))
		if len(ends) == 0 {
			continue
		}
		if len(c.halves) > 1<<12 {
			c.halves = map[items]int64{}
		}
		clear(c.halves)
		if err := c.each(&p.x.f, p.i, int32(x), func(common []uint32) {
			subsets(common, limit, func(set items, _ int) { c.halves[set]++ })
		}); err != nil {
			return 0, err
		}
		for _, m := range ends {
			if err := c.each(&p.x.b, p.j, m.b, func(common []uint32) {
				subsets(common, limit, func(set items, size int) {
					if n := c.halves[set]; size%2 == 0 {
						total += n
					} else {
						total -= n
					}
				})
			}); err != nil {
				return 0, err
			}
		}
	}
	return total, nil
}

// subsets calls f for every subset of at most limit of the sorted items; larger ones cannot stand in the other half.
func subsets(sorted []uint32, limit int, f func(set items, size int)) {
	for mask := range 1 << len(sorted) {
		if bits.OnesCount(uint(mask)) > limit {
			continue
		}
		var set items
		size := 0
		for i, it := range sorted {
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
	n, fresh := c.items.put(st)
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

// each lists every walk from layer 0 to a state of layer depth that repeats nothing itself, with its common items,
// sorted.
func (c *pairing) each(d *side, depth int, state int32, visit func(common []uint32)) error {
	c.path = c.path[:0]
	if c.p.x.s.q.Mode == Acyclic {
		c.path = append(c.path, c.nodeItem(d.layers[depth].states[state].node))
	}
	return c.walk(d, depth, state, visit)
}

func (c *pairing) nodeItem(v graph.ID) uint32 { return c.item(state{node: v}) }

// walk goes on outwards from a state of layer k.
func (c *pairing) walk(d *side, k int, i int32, visit func(common []uint32)) error {
	trail := c.p.x.s.q.Mode == Trail
	if k == 0 {
		own := c.path
		if !trail {
			own = own[1:] // the meeting node
		}
		c.sorted = c.sorted[:0]
		for _, it := range own {
			if c.common[it] == 3 {
				c.sorted = append(c.sorted, it+1)
			}
		}
		slices.Sort(c.sorted)
		visit(c.sorted)
		return c.spend(1 << len(c.sorted))
	}
	before, l := &d.layers[k-1], &d.layers[k]
	v := l.states[i].node
	for _, a := range before.into(l, i) {
		u := before.states[a.from].node
		st := state{node: u}
		if trail {
			st = statementState(statement(u, v, a.predicate, a.inverse != d.backward))
		}
		it := c.item(st)
		if slices.Contains(c.path, it) {
			continue
		}
		c.path = append(c.path, it)
		err := c.walk(d, k-1, a.from, visit)
		if c.path = c.path[:len(c.path)-1]; err != nil {
			return err
		}
	}
	return c.spend(1)
}
