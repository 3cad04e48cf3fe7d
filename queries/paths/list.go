package paths

import (
	"math"
	"strings"

	"demarche/graph"
)

// partial is the beginning of a path: a state of a plan, how it was reached, and the least cost of a whole path that
// begins so. Or it stands for those continuations of a beginning that were dearer than the ones made already.
type partial struct {
	plan    *plan
	before  *partial
	rest    bool  // stands for the continuations of before, from total on
	total   int64 // cost so far plus least cost to the end
	crossed bool
	kid
	hops int
}

// kid is one step of a beginning.
type kid struct {
	soFar     int64
	index     int32 // state in the layer
	layer     int32 // of the forward side while crossed is false, then of the backward side
	node      graph.ID
	predicate graph.ID // of the hop that led here
	inverse   bool
	crosses   bool  // no hop: the same node on the backward side
	total     int64 // least cost of a whole path
}

// lister hands out the paths of one or several plans, cheapest first, without listing the others: a best-first search
// whose estimate is exact for walks. Ties go by length, then by the IRIs along the path.
type lister struct {
	s    *space
	x    *search
	heap []*partial
	used int // partial paths looked at
}

func (l *lister) add(p *plan) {
	p.price()
	l.x = p.x
	for i, st := range p.x.f.layers[0].states {
		if p.liveF[0][i] && p.hF[0][i] != dead {
			n := &p.x.partials.take(1)[0]
			n.plan, n.index, n.node, n.total = p, int32(i), st.node, p.hF[0][i]
			l.push(n)
		}
	}
}

// next is the next path, nil when there is none. It returns errBudget when the budget ends first.
func (l *lister) next(x *search) (*partial, error) {
	if err := x.ctx.Err(); err != nil {
		return nil, err
	}
	for len(l.heap) > 0 {
		n := l.pop()
		if !n.rest && n.crossed && n.layer == 0 {
			return n, nil
		}
		if l.used++; l.used%64 == 0 && x.ctx.Err() != nil {
			return nil, x.ctx.Err()
		}
		if n.rest {
			l.extend(n.before, n.total)
		} else {
			l.extend(n, 0)
		}
		if x.edges += len(x.kids); x.edges > l.s.q.Budget {
			return nil, errBudget
		}
	}
	return nil, nil
}

// extend makes the cheapest continuations of a beginning whose total is least or more, and one partial that stands for
// the dearer ones: most of those are never made.
func (l *lister) extend(n *partial, least int64) {
	l.steps(n)
	cheapest, dearer := int64(dead), int64(dead)
	for i := range l.x.kids {
		switch t := l.x.kids[i].total; {
		case t < least || t >= dearer || !l.allowed(n, &l.x.kids[i]):
		case t < cheapest:
			cheapest, dearer = t, cheapest
		case t > cheapest:
			dearer = t
		}
	}
	if cheapest == dead {
		return
	}
	for _, k := range l.x.kids {
		if k.total == cheapest && l.allowed(n, &k) {
			l.enter(n, k)
		}
	}
	if dearer != dead {
		r := &l.x.partials.take(1)[0]
		*r = partial{plan: n.plan, before: n, rest: true, total: dearer}
		l.push(r)
	}
}

// steps lists the continuations of a beginning, whatever the mode, to kids.
func (l *lister) steps(n *partial) {
	p, x := n.plan, l.x
	x.kids = x.kids[:0]
	add := func(layer *layer, i int32, k kid, rest int64) {
		if rest != dead {
			k.index, k.node, k.total = i, layer.states[i].node, k.soFar+rest
			x.kids = append(x.kids, k)
		}
	}
	switch {
	case n.crossed:
		layer, before := &x.b.layers[n.layer-1], &x.b.layers[n.layer]
		for _, a := range layer.into(before, n.index) {
			if p.liveB[n.layer-1][a.from] {
				cost := x.damp(before, n.index, a.predicate, a.inverse) + x.damp(layer, a.from, a.predicate, !a.inverse)
				add(layer, a.from, kid{soFar: n.soFar + cost, layer: n.layer - 1, predicate: a.predicate, inverse: a.inverse}, p.hB[n.layer-1][a.from])
			}
		}
	case int(n.layer) == p.i:
		for _, m := range p.ends(n.index) {
			add(&x.b.layers[p.j], m.b, kid{soFar: n.soFar, layer: int32(p.j), predicate: n.predicate, inverse: n.inverse, crosses: true}, p.hB[p.j][m.b])
		}
	default:
		layer, next := &x.f.layers[n.layer], &x.f.layers[n.layer+1]
		for _, a := range layer.arcs[layer.off[n.index]:layer.off[n.index+1]] {
			if p.liveF[n.layer+1][a.to] {
				cost := x.damp(layer, n.index, a.predicate, a.inverse) + x.damp(next, a.to, a.predicate, !a.inverse)
				add(next, a.to, kid{soFar: n.soFar + cost, layer: n.layer + 1, predicate: a.predicate, inverse: a.inverse}, p.hF[n.layer+1][a.to])
			}
		}
	}
}

// allowed tells whether the mode lets a beginning go on like this.
func (l *lister) allowed(n *partial, k *kid) bool {
	if k.crosses {
		return true
	}
	switch l.s.q.Mode {
	case Acyclic:
		for b := n; b != nil; b = b.before {
			if b.node == k.node {
				return false
			}
		}
	case Trail:
		e := statement(n.node, k.node, k.predicate, k.inverse)
		for b := n; b.before != nil; b = b.before {
			if statement(b.before.node, b.node, b.predicate, b.inverse) == e {
				return false
			}
		}
	}
	return true
}

// enter puts a continuation on the heap.
func (l *lister) enter(n *partial, k kid) {
	out := &l.x.partials.take(1)[0]
	*out = partial{plan: n.plan, before: n, total: k.total, crossed: n.crossed || k.crosses, kid: k, hops: n.hops + 1}
	if k.crosses {
		out.before, out.hops = n.before, n.hops
	}
	l.push(out)
}

// chain is the beginnings from the first node on: the first hops+1 of the array.
func (n *partial) chain() (out [maxHops + 1]*partial) {
	for i := n.hops; i >= 0; i, n = i-1, n.before {
		out[i] = n
	}
	return out
}

// less orders what is on the heap. What stands for several paths comes before whole ones that cost as much.
func (l *lister) less(a, b *partial) bool {
	if a.total != b.total {
		return a.total < b.total
	}
	if a.rest || b.rest {
		return a.rest && !b.rest
	}
	if d := a.plan.hops() - b.plan.hops(); d != 0 {
		return d < 0
	}
	x, y := a.chain(), b.chain()
	for i := range min(a.hops, b.hops) + 1 {
		if x[i] == y[i] {
			continue
		}
		if x[i].predicate != y[i].predicate {
			if d := strings.Compare(l.s.r.Text(x[i].predicate), l.s.r.Text(y[i].predicate)); d != 0 {
				return d < 0
			}
		}
		if x[i].inverse != y[i].inverse {
			return y[i].inverse
		}
		if x[i].node != y[i].node {
			return strings.Compare(l.s.r.Text(x[i].node), l.s.r.Text(y[i].node)) < 0
		}
	}
	return a.hops < b.hops
}

func (l *lister) push(n *partial) {
	l.heap = append(l.heap, n)
	for i := len(l.heap) - 1; i > 0; {
		up := (i - 1) / 2
		if !l.less(l.heap[i], l.heap[up]) {
			break
		}
		l.heap[i], l.heap[up] = l.heap[up], l.heap[i]
		i = up
	}
}

func (l *lister) pop() *partial {
	top, last := l.heap[0], len(l.heap)-1
	l.heap[0] = l.heap[last]
	l.heap = l.heap[:last]
	for i := 0; ; {
		c := 2*i + 1
		if c >= last {
			break
		}
		if c+1 < last && l.less(l.heap[c+1], l.heap[c]) {
			c++
		}
		if !l.less(l.heap[c], l.heap[i]) {
			break
		}
		l.heap[i], l.heap[c] = l.heap[c], l.heap[i]
		i = c
	}
	return top
}

// path turns a finished beginning into a path without statements.
func (n *partial) path() Path {
	p := Path{Score: math.Exp(-float64(n.soFar) / unit)}
	chain := n.chain()
	for i, b := range chain[:n.hops+1] {
		p.Nodes = append(p.Nodes, b.node)
		if i > 0 {
			p.Hops = append(p.Hops, Hop{Predicate: b.predicate, Inverse: b.inverse})
		}
	}
	return p
}
