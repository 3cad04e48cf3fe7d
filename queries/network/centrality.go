package network

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
)

// Degree is the number of arcs at every node: neighbours of an undirected graph, targets of a directed one (use
// Back for sources). A loop counts twice when undirected.
func (g *Graph) Degree() []float64 {
	d := make([]float64, g.Len())
	for v := range d {
		d[v] = float64(g.Off[v+1] - g.Off[v])
	}
	return d
}

// Strength is the sum of the weights of the arcs at every node, counted as Degree counts them.
func (g *Graph) Strength() []float64 {
	s := make([]float64, g.Len())
	for v := range s {
		for _, w := range g.Weights(int32(v)) {
			s[v] += w
		}
	}
	return s
}

// Betweenness is the number of shortest paths through every node, each pair of ends sharing one unit among its
// shortest paths: the sum over s != v != t of sigma(s,t|v)/sigma(s,t), unordered pairs when undirected. Paths are
// counted in hops; weights are ignored. Parallel edges count as several paths (take Simple first). Algorithm: Brandes
// 2001, doi:10.1080/0022250X.2001.9990249.
func (g *Graph) Betweenness(ctx context.Context) ([]float64, error) {
	sources := make([]int32, g.Len())
	for i := range sources {
		sources[i] = int32(i)
	}
	return g.dependencies(ctx, sources)
}

// Sampled is an estimate with its error: with probability at least 1-Risk no value is off by more than Error.
type Sampled struct {
	Values      []float64
	Error, Risk float64
	Pivots      int
}

// SampledBetweenness estimates Betweenness from a uniform sample of sources (Brandes and Pich 2007,
// doi:10.1142/S0218127407018403), seeded. One source adds between 0 and n-2 to a node, so by Hoeffding's inequality and
// the union bound over n nodes the error is (n-2) n sqrt(ln(2n/risk) / 2k) for k pivots, halved when undirected. All
// sources give the exact values and no error.
func (g *Graph) SampledBetweenness(ctx context.Context, pivots int, risk float64, seed uint64) (Sampled, error) {
	n := g.Len()
	if pivots < 1 || risk <= 0 || risk >= 1 {
		return Sampled{}, fmt.Errorf("network: betweenness needs at least one pivot and a risk in (0,1)")
	}
	if pivots >= n {
		b, err := g.Betweenness(ctx)
		return Sampled{Values: b, Risk: risk, Pivots: n}, err
	}
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	sources := make([]int32, pivots)
	for i, v := range r.Perm(n)[:pivots] {
		sources[i] = int32(v)
	}
	b, err := g.dependencies(ctx, sources)
	scale := float64(n) / float64(pivots)
	for i := range b {
		b[i] *= scale
	}
	bound := float64(n-2) * float64(n) * math.Sqrt(math.Log(2*float64(n)/risk)/(2*float64(pivots)))
	if !g.Directed {
		bound /= 2
	}
	return Sampled{b, bound, risk, pivots}, err
}

// dependencies sums the dependencies of the sources on every node. Each block of sources is summed by itself and the
// blocks are added in order, so the result does not depend on the number of workers.
func (g *Graph) dependencies(ctx context.Context, sources []int32) ([]float64, error) {
	n := g.Len()
	total := make([]float64, n)
	half := 1.0
	if !g.Directed {
		half = 0.5
	}
	turn, parts := newTurn(), g.parts()
	work := make([]*search, blocks)
	err := eachBlock(ctx, len(sources), func(w, b, lo, hi int) error {
		if work[w] == nil {
			work[w] = newSearch(g, parts)
		}
		part := make([]float64, n)
		var err error
		for _, s := range sources[lo:hi] {
			if err = ctx.Err(); err != nil {
				break
			}
			work[w].run(s, true)
			work[w].accumulate(part)
			work[w].reset()
		}
		turn.take(b, len(sources), func() {
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

// turn lets blocks add their sums in order.
type turn struct {
	mu   sync.Mutex
	wait *sync.Cond
	next int
}

func newTurn() *turn {
	t := &turn{}
	t.wait = sync.NewCond(&t.mu)
	return t
}

// take runs add when every earlier block that has work has had its turn; n is how many items the blocks share.
func (t *turn) take(block, n int, add func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for {
		for t.next < block && t.next*n/blocks >= (t.next+1)*n/blocks {
			t.next++ // an empty block never comes
		}
		if t.next >= block {
			break
		}
		t.wait.Wait()
	}
	add()
	t.next = block + 1
	t.wait.Broadcast()
}

// Closeness is (r-1)/D for every node, r the number of nodes it reaches itself included and D the sum of the distances
// to them in hops along the arcs; 0 for a node that reaches nobody. This is igraph's definition; with scaled it is
// multiplied by (r-1)/(n-1), which is networkx's and makes components of different size comparable (Wasserman and
// Faust 1994, formula 5.22).
func (g *Graph) Closeness(ctx context.Context, scaled bool) ([]float64, error) {
	n := g.Len()
	out := make([]float64, n)
	work, parts := make([]*search, blocks), g.parts()
	err := eachBlock(ctx, n, func(w, _, lo, hi int) error {
		if work[w] == nil {
			work[w] = newSearch(g, parts)
		}
		k := work[w]
		for s := lo; s < hi; s++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			k.run(int32(s), false)
			sum := 0.0
			for d := 1; d < len(k.start)-1; d++ {
				sum += float64(d) * float64(k.start[d+1]-k.start[d])
			}
			if sum > 0 {
				reached := float64(len(k.queue) - 1)
				out[s] = reached / sum
				if scaled {
					out[s] *= reached / float64(n-1)
				}
			}
			k.reset()
		}
		return nil
	})
	return out, err
}

// Components numbers the weakly connected components by their lowest node: component[v] and the number of components.
func (g *Graph) Components() (component []int32, count int) {
	component = make([]int32, g.Len())
	for i := range component {
		component[i] = -1
	}
	var queue []int32
	for v := range component {
		if component[v] >= 0 {
			continue
		}
		component[v] = int32(count)
		queue = append(queue[:0], int32(v))
		for len(queue) > 0 {
			u := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			for _, next := range [][]int32{g.Of(u), g.Back.Of(u)} {
				for _, x := range next {
					if component[x] < 0 {
						component[x] = int32(count)
						queue = append(queue, x)
					}
				}
			}
		}
		count++
	}
	return component, count
}

// Core is every node's core number: the largest k for which it lies in a subgraph whose nodes all have k neighbours in
// it. Directions, parallel edges, loops and weights are ignored. Algorithm: Batagelj and Zaversnik 2003,
// arXiv:cs/0310049.
func (g *Graph) Core() []int32 {
	g = g.Undirected().Simple()
	n := g.Len()
	deg := make([]int32, n)
	most := int32(0)
	for v := range deg {
		deg[v] = g.Off[v+1] - g.Off[v]
		most = max(most, deg[v])
	}
	bin := make([]int32, most+2)
	for _, d := range deg {
		bin[d+1]++
	}
	for d := range most + 1 {
		bin[d+1] += bin[d]
	}
	at, order, next := make([]int32, n), make([]int32, n), append([]int32(nil), bin...)
	for v, d := range deg {
		at[v] = next[d]
		order[at[v]] = int32(v)
		next[d]++
	}
	for _, v := range order {
		for _, u := range g.Of(v) {
			if deg[u] <= deg[v] {
				continue
			}
			// Swap u with the first node of its degree, then let the boundary pass over it.
			w := order[bin[deg[u]]]
			at[w], at[u] = at[u], at[w]
			order[at[u]], order[at[w]] = u, w
			bin[deg[u]]++
			deg[u]--
		}
	}
	return deg
}
