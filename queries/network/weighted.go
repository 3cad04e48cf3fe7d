package network

import "context"

// epsilon is the relative difference below which two path lengths are equal, as in igraph: sums of the same lengths in
// another order differ in their last bits.
const epsilon = 1e-10

// WeightedBetweenness is Betweenness along shortest paths by length, the length of an edge being 1/weight: strong ties
// are short (Newman 2001, doi:10.1103/PhysRevE.64.016132). Edges of weight 0 and less are no edges.
func (g *Graph) WeightedBetweenness(ctx context.Context) ([]float64, error) {
	n := g.Len()
	total, half := make([]float64, n), 1.0
	if !g.Directed {
		half = 0.5
	}
	turn := newTurn()
	work := make([]*dijkstra, blocks)
	err := eachBlock(ctx, n, func(w, b, lo, hi int) error {
		if work[w] == nil {
			work[w] = newDijkstra(n)
		}
		part := make([]float64, n)
		var err error
		for s := lo; s < hi && err == nil; s++ {
			if err = ctx.Err(); err == nil {
				work[w].run(g, int32(s))
				work[w].accumulate(g, part)
			}
		}
		turn.take(b, n, func() {
			for i, x := range part {
				total[i] += x * half
			}
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return total, nil
}

// WeightedCloseness is Closeness (igraph's definition) with the length of an edge 1/weight.
func (g *Graph) WeightedCloseness(ctx context.Context) ([]float64, error) {
	n := g.Len()
	out := make([]float64, n)
	work := make([]*dijkstra, blocks)
	err := eachBlock(ctx, n, func(w, _, lo, hi int) error {
		if work[w] == nil {
			work[w] = newDijkstra(n)
		}
		for s := lo; s < hi; s++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			d := work[w]
			d.run(g, int32(s))
			sum := 0.0
			for _, v := range d.order {
				sum += d.dist[v]
			}
			if sum > 0 {
				out[s] = float64(len(d.order)-1) / sum
			}
			d.reset()
		}
		return nil
	})
	return out, err
}

// dijkstra is the arrays of one search by length. dist is -1 for nodes not reached; order is the nodes by distance.
type dijkstra struct {
	dist, sigma, delta []float64
	done               []bool
	order              []int32
	heap               []reach
}

type reach struct {
	d float64
	v int32
}

func newDijkstra(n int) *dijkstra {
	d := &dijkstra{dist: make([]float64, n), sigma: make([]float64, n), delta: make([]float64, n), done: make([]bool, n)}
	for i := range d.dist {
		d.dist[i] = -1
	}
	return d
}

// closer compares path lengths: -1 shorter, 0 equal, 1 longer.
func closer(a, b float64) int {
	switch gap := epsilon * max(a, b); {
	case a < b-gap:
		return -1
	case a > b+gap:
		return 1
	}
	return 0
}

func (d *dijkstra) run(g *Graph, s int32) {
	d.order, d.heap = d.order[:0], append(d.heap[:0], reach{0, s})
	d.dist[s], d.sigma[s] = 0, 1
	for len(d.heap) > 0 {
		u := d.pop().v
		if d.done[u] {
			continue
		}
		d.done[u] = true
		d.order = append(d.order, u)
		ws := g.Weights(u)
		for i, v := range g.Of(u) {
			if ws[i] <= 0 || d.done[v] {
				continue
			}
			to := d.dist[u] + 1/ws[i]
			c := -1
			if d.dist[v] >= 0 {
				c = closer(to, d.dist[v])
			}
			if c < 0 {
				d.dist[v], d.sigma[v] = to, 0
				d.push(reach{to, v})
			}
			if c <= 0 {
				d.sigma[v] += d.sigma[u]
			}
		}
	}
}

// accumulate adds the dependencies of the search and resets it.
func (d *dijkstra) accumulate(g *Graph, part []float64) {
	for h := len(d.order) - 1; h > 0; h-- {
		u := d.order[h]
		part[u] += d.delta[u]
		c := (1 + d.delta[u]) / d.sigma[u]
		ws := g.Back.Weights(u)
		for i, v := range g.Back.Of(u) {
			if ws[i] > 0 && v != u && d.dist[v] >= 0 && d.dist[v] < d.dist[u] && closer(d.dist[v]+1/ws[i], d.dist[u]) == 0 {
				d.delta[v] += d.sigma[v] * c
			}
		}
	}
	d.reset()
}

func (d *dijkstra) reset() {
	for _, v := range d.order {
		d.dist[v], d.sigma[v], d.delta[v], d.done[v] = -1, 0, 0, false
	}
}

func (d *dijkstra) push(r reach) {
	d.heap = append(d.heap, r)
	for i := len(d.heap) - 1; i > 0; {
		up := (i - 1) / 2
		if d.heap[up].d <= d.heap[i].d {
			break
		}
		d.heap[up], d.heap[i] = d.heap[i], d.heap[up]
		i = up
	}
}

func (d *dijkstra) pop() reach {
	top, last := d.heap[0], len(d.heap)-1
	d.heap[0] = d.heap[last]
	d.heap = d.heap[:last]
	for i := 0; ; {
		c := 2*i + 1
		if c >= last {
			break
		}
		if c+1 < last && d.heap[c+1].d < d.heap[c].d {
			c++
		}
		if d.heap[i].d <= d.heap[c].d {
			break
		}
		d.heap[i], d.heap[c] = d.heap[c], d.heap[i]
		i = c
	}
	return top
}
