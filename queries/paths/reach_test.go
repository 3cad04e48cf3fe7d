package paths

import (
	"context"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"

	"demarche/graph"
)

// TestReachEqualsBruteForce adds up every walk to every node of random graphs.
func TestReachEqualsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	compared := 0
	for i := range 300 {
		g := randomGraph(r, 4+r.IntN(4), 4+r.IntN(7))
		if len(g.nodes) < 3 {
			continue
		}
		ours, theirs := randomPattern(r, 3)
		q := Query{From: g.nodes[:1], Pattern: ours, Mode: Walk, MaxHops: 4, K: -1}
		got, _, truncated, err := Reach(context.Background(), g.c, q)
		if err != nil || truncated {
			t.Fatal(err, truncated)
		}
		walks, scores := map[graph.ID]float64{}, map[graph.ID]float64{}
		brute := q
		brute.To = g.nodes
		for n, ps := range g.brute(brute, regexp.MustCompile("^(?:"+theirs+")$"), 4) {
			for _, p := range ps {
				if n > 0 {
					walks[p.Nodes[n]]++
					scores[p.Nodes[n]] += p.Score
				}
			}
		}
		// "!signed" also leads to classes and dates, which the brute force does not know.
		got = slices.DeleteFunc(got, func(x Reached) bool { return !slices.Contains(g.nodes, x.Node) })
		if len(got) != len(walks) {
			t.Fatalf("case %d: %s reaches %d nodes, want %d", i, ours, len(got), len(walks))
		}
		near, _, err := Within(context.Background(), g.c, q)
		if err != nil {
			t.Fatal(err)
		}
		hops := map[graph.ID]int{} // but of the start itself
		for _, x := range near {
			if x.Node == q.From[0] || !slices.Contains(g.nodes, x.Node) {
				continue
			}
			if !slices.ContainsFunc(got, func(y Reached) bool { return y.Node == x.Node }) {
				t.Fatalf("case %d: %s: node %d is not within 4 hops", i, ours, x.Node)
			}
			hops[x.Node] = x.Hops
		}
		for _, x := range got {
			if x.Node != q.From[0] && hops[x.Node] != x.Hops {
				t.Fatalf("case %d: %s: node %d within %d hops, want %d", i, ours, x.Node, hops[x.Node], x.Hops)
			}
			compared++
			if x.Paths != walks[x.Node] || math.Abs(x.Score-scores[x.Node]) > 1e-4*scores[x.Node] {
				t.Fatalf("case %d: %s: %v, want %g walks of score %g", i, ours, x, walks[x.Node], scores[x.Node])
			}
		}
	}
	if compared < 300 {
		t.Errorf("only %d nodes compared", compared)
	}
}
