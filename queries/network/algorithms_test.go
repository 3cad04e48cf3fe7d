package network

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	ggraph "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	gn "gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/path"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
)

var ctx = context.Background()

// random makes a graph of n nodes and about m distinct edges with whole weights, the same in our arrays and in gonum's.
func random(seed uint64, n, m int, directed bool) (*Graph, *simple.WeightedUndirectedGraph, *simple.WeightedDirectedGraph) {
	r := rand.New(rand.NewPCG(seed, 1))
	u, d := simple.NewWeightedUndirectedGraph(0, 0), simple.NewWeightedDirectedGraph(0, 0)
	for i := range n {
		u.AddNode(simple.Node(i))
		d.AddNode(simple.Node(i))
	}
	var s, t []int32
	var w []float64
	seen := map[[2]int]bool{}
	for range m {
		a, b := r.IntN(n), r.IntN(n)
		if !directed && a > b {
			a, b = b, a
		}
		if a == b || seen[[2]int{a, b}] {
			continue
		}
		seen[[2]int{a, b}] = true
		x := float64(1 + r.IntN(9))
		s, t, w = append(s, int32(a)), append(t, int32(b)), append(w, x)
		u.SetWeightedEdge(simple.WeightedEdge{F: simple.Node(a), T: simple.Node(b), W: x})
		d.SetWeightedEdge(simple.WeightedEdge{F: simple.Node(a), T: simple.Node(b), W: x})
	}
	return NewGraph(n, s, t, w, directed), u, d
}

func near(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	for i := range want {
		if math.Abs(got[i]-want[i]) > tolerance*max(1, math.Abs(want[i])) && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
			t.Fatalf("%s of node %d is %v, want %v", what, i, got[i], want[i])
		}
	}
}

func fromMap(n int, m map[int64]float64) []float64 {
	out := make([]float64, n)
	for i, x := range m {
		out[i] = x
	}
	return out
}

// TestAgainstGonum compares with an implementation that shares no code with ours.
func TestAgainstGonum(t *testing.T) {
	for seed := range uint64(20) {
		n := 30
		g, u, _ := random(seed, n, 20+int(seed)*6, false)
		dg, _, dd := random(seed+100, n, 20+int(seed)*6, true)
		unweighted := simple.NewUndirectedGraph()
		for i := range n {
			unweighted.AddNode(simple.Node(i))
		}
		for e := u.WeightedEdges(); e.Next(); {
			unweighted.SetEdge(e.WeightedEdge())
		}
		b, err := g.Betweenness(ctx)
		if err != nil {
			t.Fatal(err)
		}
		want := fromMap(n, gn.Betweenness(unweighted))
		for i := range want {
			want[i] /= 2 // gonum counts both directions of a pair
		}
		near(t, "betweenness", b, want, 1e-9)
		db, _ := dg.Betweenness(ctx)
		directed := simple.NewDirectedGraph()
		for i := range n {
			directed.AddNode(simple.Node(i))
		}
		for e := dd.WeightedEdges(); e.Next(); {
			directed.SetEdge(e.WeightedEdge())
		}
		near(t, "directed betweenness", db, fromMap(n, gn.Betweenness(directed)), 1e-9)
		pr, err := dg.PageRank(ctx, 0.85, 1e-14)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "PageRank", pr, fromMap(n, gn.PageRankSparse(dd, 0.85, 1e-14)), 1e-9)

		all := path.DijkstraAllPaths(unweighted)
		c, _ := g.Closeness(ctx, false)
		closeness := make([]float64, n)
		for i := range n {
			sum, reached := 0.0, 0.0
			for j := range n {
				if w := all.Weight(int64(i), int64(j)); i != j && !math.IsInf(w, 1) {
					sum += w
					reached++
				}
			}
			if sum > 0 {
				closeness[i] = reached / sum
			}
		}
		near(t, "closeness", c, closeness, 1e-12)

		comp, count := g.Components()
		if want := len(topo.ConnectedComponents(unweighted)); count != want || slices.Max(comp) != int32(want-1) {
			t.Fatalf("%d components, want %d", count, want)
		}
		core := g.Core()
		for k := 1; k <= int(slices.Max(core)); k++ {
			in := 0
			for _, x := range core {
				if int(x) >= k {
					in++
				}
			}
			if want := len(topo.KCore(k, unweighted)); in != want {
				t.Fatalf("%d nodes in the %d-core, want %d", in, k, want)
			}
		}
		group, q, err := g.Leiden(ctx, 1, seed)
		if err != nil {
			t.Fatal(err)
		}
		sets := make([][]int64, slices.Max(group)+1)
		for i, c := range group {
			sets[c] = append(sets[c], int64(i))
		}
		if want := community.Q(u, nodesOf(sets), 1); math.Abs(want-q) > 1e-9 {
			t.Fatalf("modularity %v, want %v", q, want)
		}
		best := community.Q(u, community.Modularize(u, 1, rand.NewPCG(seed, 2)).Communities(), 1)
		if q < best-0.02 {
			t.Errorf("seed %d: Leiden finds %v, gonum's Louvain %v", seed, q, best)
		}
	}
}

func nodesOf(sets [][]int64) [][]ggraph.Node {
	out := make([][]ggraph.Node, len(sets))
	for i, s := range sets {
		for _, v := range s {
			out[i] = append(out[i], simple.Node(v))
		}
	}
	return out
}
