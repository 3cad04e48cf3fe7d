package network

import (
	"context"
	"fmt"
	"math"
)

// PageRank is the stationary probability of a walker who follows an arc with probability damping, chosen by weight, and
// else jumps to any node; nodes without arcs jump always. It iterates until the values change by less than tolerance
// in sum (L1), at most 10,000 times. Page, Brin, Motwani and Winograd 1999.
func (g *Graph) PageRank(ctx context.Context, damping, tolerance float64) ([]float64, error) {
	n := g.Len()
	if n == 0 {
		return nil, nil
	}
	share := g.Strength()
	x, y, flow := make([]float64, n), make([]float64, n), make([]float64, n)
	for v := range x {
		x[v] = 1 / float64(n)
		if share[v] > 0 {
			share[v] = 1 / share[v]
		}
	}
	uniform := true
	for _, w := range g.Back.Weight {
		if w != 1 {
			uniform = false
			break
		}
	}
	back := g.Back
	for range 10_000 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		loose := 0.0
		for v := range x {
			flow[v] = x[v] * share[v]
			if share[v] == 0 {
				loose += x[v]
			}
		}
		base, change := (1-damping)/float64(n)+damping*loose/float64(n), 0.0
		for v := range y {
			sum := 0.0
			lo, hi := back.Off[v], back.Off[v+1]
			if uniform {
				for _, u := range back.Next[lo:hi] {
					sum += flow[u]
				}
			} else {
				ws := back.Weight[lo:hi]
				for i, u := range back.Next[lo:hi] {
					sum += flow[u] * ws[i]
				}
			}
			y[v] = base + damping*sum
			change += math.Abs(y[v] - x[v])
		}
		x, y = y, x
		if change < tolerance {
			return x, nil
		}
	}
	return nil, fmt.Errorf("network: PageRank has not settled after 10000 rounds")
}

// Eigenvector is every node's share in the leading eigenvector of the weighted adjacency matrix (in-arcs when directed),
// scaled to a largest value of 1, by power iteration on A+I (the identity keeps two-mode networks from swinging) until
// no value changes by tolerance. In a graph of several components the values are those of the strongest; they are not
// unique when two tie. Bonacich 1972, doi:10.1080/0022250X.1972.9989806.
func (g *Graph) Eigenvector(ctx context.Context, tolerance float64) ([]float64, error) {
	n := g.Len()
	x, y := g.Back.Strength(), make([]float64, n)
	if !scaleToOne(x) {
		return x, nil
	}
	back := g.Back
	for range 100_000 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for v := range y {
			sum := x[v]
			ws := back.Weights(int32(v))
			for i, u := range back.Of(int32(v)) {
				sum += x[u] * ws[i]
			}
			y[v] = sum
		}
		scaleToOne(y)
		change := 0.0
		for v := range x {
			change = max(change, math.Abs(x[v]-y[v]))
		}
		x, y = y, x
		if change < tolerance {
			return x, nil
		}
	}
	return nil, fmt.Errorf("network: eigenvector has not settled after 100000 rounds")
}

func scaleToOne(x []float64) bool {
	most := 0.0
	for _, v := range x {
		most = max(most, v)
	}
	if most == 0 {
		return false
	}
	for i := range x {
		x[i] /= most
	}
	return true
}
