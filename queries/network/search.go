package network

// search is a breadth-first search that looks from whichever side of a level has fewer arcs: forwards from the nodes
// just reached, or backwards from those not reached yet (Beamer, Asanovic and Patterson 2012,
// doi:10.1109/SC.2012.50). Where nearly all pairs are joined, as in projections, that leaves few arcs to look at. Its
// arrays are cleared after every source; it is for one goroutine.
type search struct {
	g            *Graph
	parts        *parts
	dist         []int32 // -1 when not reached
	sigma, delta []float64
	queue        []int32
	start        []int // queue[start[d]:start[d+1]] is the nodes at distance d
}

// parts are the weakly connected components, for knowing what is left to reach.
type parts struct {
	of      []int32
	members [][]int32
	arcs    []int // that lead to members
}

func (g *Graph) parts() *parts {
	of, count := g.Components()
	p := &parts{of: of, members: make([][]int32, count), arcs: make([]int, count)}
	for v, c := range of {
		p.members[c] = append(p.members[c], int32(v))
		p.arcs[c] += len(g.Back.Of(int32(v)))
	}
	return p
}

func newSearch(g *Graph, p *parts) *search {
	n := g.Len()
	k := &search{g: g, parts: p, dist: make([]int32, n), sigma: make([]float64, n), delta: make([]float64, n), queue: make([]int32, 0, n)}
	for i := range k.dist {
		k.dist[i] = -1
	}
	return k
}

// run reaches everything from s, with the number of shortest paths when they are to be counted.
func (k *search) run(s int32, count bool) {
	k.queue, k.start = append(k.queue[:0], s), append(k.start[:0], 0)
	k.dist[s], k.sigma[s] = 0, 1
	members := k.parts.members[k.parts.of[s]]
	arcs := k.parts.arcs[k.parts.of[s]] - len(k.g.Back.Of(s))
	for d := int32(1); ; d++ {
		from := k.start[len(k.start)-1]
		to := len(k.queue)
		k.start = append(k.start, to)
		if to == len(members) {
			return // nothing is left to reach
		}
		ahead := 0
		for _, u := range k.queue[from:to] {
			ahead += len(k.g.Of(u))
		}
		switch {
		case arcs >= ahead:
			k.forwards(k.queue[from:to], d, count)
		case count:
			k.backwards(members, d)
		default:
			k.touch(members, d)
		}
		if len(k.queue) == to {
			return
		}
		for _, v := range k.queue[to:] {
			arcs -= len(k.g.Back.Of(v))
		}
	}
}

func (k *search) forwards(level []int32, d int32, count bool) {
	dist, sigma, q := k.dist, k.sigma, k.queue
	for _, u := range level {
		su := sigma[u]
		for _, v := range k.g.Of(u) {
			if dist[v] < 0 {
				dist[v] = d
				q = append(q, v)
			}
			if count && dist[v] == d {
				sigma[v] += su
			}
		}
	}
	k.queue = q
}

// backwards counts the paths into every node that is not reached yet from the level before.
func (k *search) backwards(members []int32, d int32) {
	for _, v := range members {
		if k.dist[v] >= 0 {
			continue
		}
		sum := 0.0
		for _, u := range k.g.Back.Of(v) {
			if k.dist[u] == d-1 {
				sum += k.sigma[u]
			}
		}
		if sum > 0 {
			k.dist[v], k.sigma[v] = d, sum
			k.queue = append(k.queue, v)
		}
	}
}

// touch is backwards without counting.
func (k *search) touch(members []int32, d int32) {
	for _, v := range members {
		if k.dist[v] >= 0 {
			continue
		}
		for _, u := range k.g.Back.Of(v) {
			if k.dist[u] == d-1 {
				k.dist[v] = d
				k.queue = append(k.queue, v)
				break
			}
		}
	}
}

// accumulate adds the dependencies of the source on every node to part, level by level from the farthest, over the arcs
// of whichever of two levels has fewer (Brandes 2001).
func (k *search) accumulate(part []float64) {
	dist, sigma, delta := k.dist, k.sigma, k.delta
	for d := len(k.start) - 2; d > 0; d-- {
		far, near := k.queue[k.start[d]:k.start[d+1]], k.queue[k.start[d-1]:k.start[d]]
		behind, ahead := 0, 0
		for _, u := range far {
			part[u] += delta[u]
			behind += len(k.g.Back.Of(u))
		}
		if d == 1 {
			return // the source itself gets nothing
		}
		for _, v := range near {
			ahead += len(k.g.Of(v))
		}
		for _, u := range far {
			delta[u] = (1 + delta[u]) / sigma[u]
		}
		if behind <= ahead {
			for _, u := range far {
				c := delta[u]
				for _, v := range k.g.Back.Of(u) {
					if dist[v] == int32(d-1) {
						delta[v] += sigma[v] * c
					}
				}
			}
			continue
		}
		for _, v := range near {
			sum := 0.0
			for _, u := range k.g.Of(v) {
				if dist[u] == int32(d) {
					sum += delta[u]
				}
			}
			delta[v] = sigma[v] * sum
		}
	}
}

func (k *search) reset() {
	for _, u := range k.queue {
		k.dist[u], k.sigma[u], k.delta[u] = -1, 0, 0
	}
}
