package network

import "context"

// Clustering is the share of every node's pairs of neighbours that are joined (Watts and Strogatz 1998,
// doi:10.1038/30918), 0 for nodes with fewer than two neighbours, and the transitivity of the whole graph: three times
// its triangles over its connected triples. Directions, weights, loops and parallel edges are ignored.
func (g *Graph) Clustering(ctx context.Context) (local []float64, transitivity float64, err error) {
	g = g.Undirected().Simple()
	n := g.Len()
	local = make([]float64, n)
	closed := make([]float64, n)
	marks := make([][]bool, blocks)
	err = eachBlock(ctx, n, func(w, _, lo, hi int) error {
		if marks[w] == nil {
			marks[w] = make([]bool, n)
		}
		mark := marks[w]
		for v := lo; v < hi; v++ {
			if (v-lo)%64 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			near := g.Of(int32(v))
			for _, u := range near {
				mark[u] = true
			}
			links := 0
			for _, u := range near {
				for _, x := range g.Of(u) {
					if mark[x] {
						links++
					}
				}
			}
			for _, u := range near {
				mark[u] = false
			}
			closed[v] = float64(links)
			if d := float64(len(near)); d > 1 {
				local[v] = float64(links) / (d * (d - 1))
			}
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	all, pairs := 0.0, 0.0
	for v := range n {
		d := float64(g.Off[v+1] - g.Off[v])
		all += closed[v]
		pairs += d * (d - 1)
	}
	if pairs > 0 {
		transitivity = all / pairs
	}
	return local, transitivity, nil
}

// Constraint is Burt's constraint of every node: the sum over its neighbours j of (p(i,j) + sum over q of p(i,q) p(q,j))
// squared, p being the share of i's strength, both directions added, that goes to j. NaN for isolates. Burt 1992,
// Structural Holes, page 55; the sum runs over direct contacts, as in networkx.
func (g *Graph) Constraint(ctx context.Context) ([]float64, error) {
	g = g.Undirected().Simple()
	n := g.Len()
	strength := g.Strength()
	out := make([]float64, n)
	sums := make([][]float64, blocks)
	err := eachBlock(ctx, n, func(w, _, lo, hi int) error {
		if sums[w] == nil {
			sums[w] = make([]float64, n)
		}
		via := sums[w]
		for i := lo; i < hi; i++ {
			if (i-lo)%64 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			near, ws := g.Of(int32(i)), g.Weights(int32(i))
			if len(near) == 0 {
				out[i] = nan
				continue
			}
			for k, q := range near {
				p := ws[k] / strength[i]
				via[q] += p
				qs := g.Weights(q)
				for m, j := range g.Of(q) {
					via[j] += p * qs[m] / strength[q]
				}
			}
			for _, j := range near {
				out[i] += via[j] * via[j]
			}
			for _, q := range near {
				via[q] = 0
				for _, j := range g.Of(q) {
					via[j] = 0
				}
			}
		}
		return nil
	})
	return out, err
}

// Brokerage counts for every node v the ordered pairs a, c with a to v, v to c and no arc a to c, by the groups of the
// three (Gould and Fernandez 1989, doi:10.2307/270949). In an undirected network both orders of a pair count, as in R's
// sna. Nodes without a group (-1) broker nothing and are not brokered.
type Brokerage struct {
	Coordinator    []float64 // all three in one group
	Consultant     []float64 // a and c in one group, v outside
	Gatekeeper     []float64 // v and c in one group, a outside
	Representative []float64 // a and v in one group, c outside
	Liaison        []float64 // three groups
}

// Brokerage counts the five roles for a partition of the nodes.
func (g *Graph) Brokerage(ctx context.Context, group []int32) (Brokerage, error) {
	g = g.Simple()
	n := g.Len()
	b := Brokerage{make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)}
	marks := make([][]int32, blocks)
	err := eachBlock(ctx, n, func(w, _, lo, hi int) error {
		if marks[w] == nil {
			marks[w] = make([]int32, n)
		}
		mark, stamp := marks[w], int32(0)
		clear(mark)
		for v := lo; v < hi; v++ {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			gv := group[v]
			if gv < 0 {
				continue
			}
			for _, a := range g.Back.Of(int32(v)) {
				if group[a] < 0 {
					continue
				}
				stamp++
				for _, x := range g.Of(a) {
					mark[x] = stamp
				}
				for _, c := range g.Of(int32(v)) {
					if c == a || mark[c] == stamp || group[c] < 0 {
						continue
					}
					ga, gc := group[a], group[c]
					switch {
					case ga == gv && gv == gc:
						b.Coordinator[v]++
					case ga == gc:
						b.Consultant[v]++
					case gv == gc:
						b.Gatekeeper[v]++
					case ga == gv:
						b.Representative[v]++
					default:
						b.Liaison[v]++
					}
				}
			}
		}
		return nil
	})
	return b, err
}
