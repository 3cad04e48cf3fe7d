package network

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Graph is adjacency in flat arrays: the neighbours of v are Next[Off[v]:Off[v+1]], in increasing order, with weights
// Weight at the same places. Of an undirected graph both directions are stored and a loop stands twice; of a directed
// one Next holds the targets and Back the sources. Parallel edges are kept. A Graph is immutable and safe for
// concurrent use.
type Graph struct {
	Off      []int32
	Next     []int32
	Weight   []float64
	Directed bool
	Back     *Graph // the same edges turned round; the graph itself when undirected
}

// NewGraph builds the arrays from m edges between n nodes; a nil weight means 1 each.
func NewGraph(n int, source, target []int32, weight []float64, directed bool) *Graph {
	g := half(n, source, target, weight, !directed)
	g.Directed = directed
	g.Back = g
	if directed {
		g.Back = half(n, target, source, weight, false)
		g.Back.Directed, g.Back.Back = true, g
	}
	return g
}

// half builds one direction by two counting passes over the edges by the far end first, so that every list comes out
// sorted without sorting.
func half(n int, source, target []int32, weight []float64, both bool) *Graph {
	m := len(source)
	if both {
		m *= 2
	}
	type arc struct {
		s, t int32
		w    float64
	}
	arcs := make([]arc, 0, m)
	for i := range source {
		w := 1.0
		if weight != nil {
			w = weight[i]
		}
		arcs = append(arcs, arc{source[i], target[i], w})
		if both {
			arcs = append(arcs, arc{target[i], source[i], w})
		}
	}
	at := make([]int32, n+1)
	for _, a := range arcs {
		at[a.t+1]++
	}
	for i := range n {
		at[i+1] += at[i]
	}
	byTarget := make([]arc, m)
	for _, a := range arcs {
		byTarget[at[a.t]] = a
		at[a.t]++
	}
	g := &Graph{Off: make([]int32, n+1), Next: make([]int32, m), Weight: make([]float64, m)}
	for _, a := range arcs {
		g.Off[a.s+1]++
	}
	for i := range n {
		g.Off[i+1] += g.Off[i]
	}
	copy(at, g.Off)
	for _, a := range byTarget {
		g.Next[at[a.s]], g.Weight[at[a.s]] = a.t, a.w
		at[a.s]++
	}
	return g
}

// Len is the number of nodes.
func (g *Graph) Len() int { return len(g.Off) - 1 }

// Arcs is the number of stored arcs: edges of a directed graph, twice the edges of an undirected one.
func (g *Graph) Arcs() int { return len(g.Next) }

// Of is the neighbours of v.
func (g *Graph) Of(v int32) []int32 { return g.Next[g.Off[v]:g.Off[v+1]] }

// Weights is the weights of v's arcs, at the places of Of.
func (g *Graph) Weights(v int32) []float64 { return g.Weight[g.Off[v]:g.Off[v+1]] }

// Simple joins parallel edges, adding their weights, and drops loops; a graph without either is its own answer.
func (g *Graph) Simple() *Graph {
	if g.isSimple() {
		return g
	}
	s := g.simpleHalf()
	s.Directed, s.Back = g.Directed, s
	if g.Directed {
		s.Back = g.Back.simpleHalf()
		s.Back.Directed, s.Back.Back = true, s
	}
	return s
}

func (g *Graph) isSimple() bool {
	for v := range int32(g.Len()) {
		before := int32(-1)
		for _, u := range g.Of(v) {
			if u == v || u == before {
				return false
			}
			before = u
		}
	}
	return true
}

func (g *Graph) simpleHalf() *Graph {
	s := &Graph{Off: make([]int32, len(g.Off)), Next: make([]int32, 0, len(g.Next)), Weight: make([]float64, 0, len(g.Next))}
	for v := range int32(g.Len()) {
		start := len(s.Next)
		for i, u := range g.Of(v) {
			if u == v {
				continue
			}
			if k := len(s.Next); k > start && s.Next[k-1] == u {
				s.Weight[k-1] += g.Weights(v)[i]
				continue
			}
			s.Next, s.Weight = append(s.Next, u), append(s.Weight, g.Weights(v)[i])
		}
		s.Off[v+1] = int32(len(s.Next))
	}
	return s
}

// Undirected forgets directions; two opposite arcs become parallel edges (see [Graph.Simple]).
func (g *Graph) Undirected() *Graph {
	if !g.Directed {
		return g
	}
	var s, t []int32
	for v := range int32(g.Len()) {
		for _, u := range g.Of(v) {
			s, t = append(s, v), append(t, u)
		}
	}
	return NewGraph(g.Len(), s, t, slices.Clone(g.Weight), false)
}

// blocks is how many blocks of sources a parallel sum is cut into. It does not depend on the number of workers, so that
// sums are added in one order whatever the machine.
const blocks = 64

type progressKey struct{}

// WithProgress has long measures tell report how many of the blocks of sources that they go through are done. It is
// called by one goroutine at a time, and each measure begins again from nothing.
func WithProgress(ctx context.Context, report func(done, of int)) context.Context {
	return context.WithValue(ctx, progressKey{}, report)
}

// eachBlock runs work on the blocks of 0..n-1 with as many workers as the machine has processors; the work of block b
// covers sources [lo,hi). After an error no further block starts on that worker; work looks at its context itself, so
// that every block that was handed out is worked on.
func eachBlock(ctx context.Context, n int, work func(worker, block, lo, hi int) error) error {
	workers := min(runtime.GOMAXPROCS(0), blocks)
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, workers)
	report, _ := ctx.Value(progressKey{}).(func(done, of int))
	var telling sync.Mutex
	done := 0
	for w := range workers {
		wg.Go(func() {
			for {
				b := int(next.Add(1) - 1)
				if b >= blocks {
					return
				}
				if lo, hi := b*n/blocks, (b+1)*n/blocks; lo < hi {
					if errs[w] = work(w, b, lo, hi); errs[w] != nil {
						return
					}
				}
				if report != nil {
					telling.Lock()
					done++
					report(done, blocks)
					telling.Unlock()
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
