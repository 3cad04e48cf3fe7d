package paths

import (
	"cmp"
	"math"
	"strings"

	"demarche/graph"
)

// partial is the beginning of a path: a state of a plan, how it was reached, and the least cost of a whole path that
// begins so.
type partial struct {
	plan      *plan
	before    *partial
	total     int64 // cost so far plus least cost to the end
	soFar     int64
	index     int32 // state in the layer
	layer     int   // of the forward side while crossed is false, then of the backward side
	crossed   bool
	node      graph.ID
	predicate graph.ID // of the hop that led here
	inverse   bool
	hops      int
}

// lister hands out the paths of one or several plans, cheapest first, without listing the others: a best-first search
// whose estimate is exact for walks. Ties go by length, then by the IRIs along the path.
type lister struct {
	s    *space
	heap []*partial
	used int // partial paths looked at
}

func (l *lister) add(p *plan) {
	p.costs()
	for i, st := range p.x.f.layers[0].states {
		if p.liveF[0][i] {
			l.enter(&partial{plan: p, index: int32(i), node: st.node})
		}
	}
}

// enter puts a beginning on the heap; at the meeting layer it goes over to the backward side.
func (l *lister) enter(n *partial) {
	p := n.plan
	if !n.crossed && n.layer == p.i {
		for _, b := range p.crossing[n.index] {
			over := *n
			over.crossed, over.layer, over.index = true, p.j, b
			over.total = over.soFar + p.hB[p.j][b]
			l.push(&over)
		}
		return
	}
	rest := int64(0)
	if n.crossed {
		rest = p.hB[n.layer][n.index]
	} else {
		rest = p.hF[n.layer][n.index]
	}
	if rest != dead {
		n.total = n.soFar + rest
		l.push(n)
	}
}

// next is the next path, nil when there is none. It returns errBudget when the budget ends first.
func (l *lister) next(x *search) (*partial, error) {
	if err := x.ctx.Err(); err != nil {
		return nil, err
	}
	for len(l.heap) > 0 {
		n := l.pop()
		if n.crossed && n.layer == 0 {
			return n, nil
		}
		if l.used++; l.used%256 == 0 && x.ctx.Err() != nil {
			return nil, x.ctx.Err()
		}
		before := len(l.heap)
		l.extend(n)
		if x.edges += 1 + len(l.heap) - before; x.edges > l.s.q.Budget {
			return nil, errBudget
		}
	}
	return nil, nil
}

func (l *lister) extend(n *partial) {
	p := n.plan
	if n.crossed {
		layer := &p.x.b.layers[n.layer-1]
		for _, a := range layer.into(&p.x.b.layers[n.layer], n.index) {
			l.step(n, layer.states[a.from].node, a.from, n.layer-1, a.predicate, a.inverse)
		}
		return
	}
	layer, next := &p.x.f.layers[n.layer], &p.x.f.layers[n.layer+1]
	for _, a := range layer.arcs[layer.off[n.index]:layer.off[n.index+1]] {
		if p.liveF[n.layer+1][a.to] {
			l.step(n, next.states[a.to].node, a.to, n.layer+1, a.predicate, a.inverse)
		}
	}
}

// step extends a beginning by one hop unless the mode forbids it.
func (l *lister) step(n *partial, v graph.ID, index int32, layer int, predicate graph.ID, inverse bool) {
	switch l.s.q.Mode {
	case Acyclic:
		for b := n; b != nil; b = b.before {
			if b.node == v {
				return
			}
		}
	case Trail:
		e := statement(n.node, v, predicate, inverse)
		for b := n; b.before != nil; b = b.before {
			if statement(b.before.node, b.node, b.predicate, b.inverse) == e {
				return
			}
		}
	}
	l.enter(&partial{
		plan: n.plan, before: n, soFar: n.soFar + l.s.cost(n.node, v, predicate, inverse), index: index,
		layer: layer, crossed: n.crossed, node: v, predicate: predicate, inverse: inverse, hops: n.hops + 1,
	})
}

// chain is the beginnings from the first node on.
func (n *partial) chain() []*partial {
	out := make([]*partial, n.hops+1)
	for i := n.hops; i >= 0; i, n = i-1, n.before {
		out[i] = n
	}
	return out
}

func (l *lister) less(a, b *partial) bool {
	if d := cmp.Or(cmp.Compare(a.total, b.total), cmp.Compare(a.plan.hops(), b.plan.hops())); d != 0 {
		return d < 0
	}
	x, y := a.chain(), b.chain()
	for i := range min(len(x), len(y)) {
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
	return len(x) < len(y)
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
	for i, b := range n.chain() {
		p.Nodes = append(p.Nodes, b.node)
		if i > 0 {
			p.Hops = append(p.Hops, Hop{Predicate: b.predicate, Inverse: b.inverse})
		}
	}
	return p
}
