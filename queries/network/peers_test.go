package network

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// script measures a graph with igraph and networkx. Its input is JSON: n, edges, weights, directed, groups.
const script = `
import json, sys, math, warnings
warnings.filterwarnings("ignore")
import igraph as ig, networkx as nx
q = json.load(sys.stdin); n, es, ws, d, grp = q["n"], [tuple(e) for e in q["edges"]], q["weights"], q["directed"], q["groups"]
g = ig.Graph(n=n, edges=es, directed=d); g.es["weight"] = ws
G = nx.DiGraph() if d else nx.Graph(); G.add_nodes_from(range(n)); G.add_weighted_edges_from([(a, b, w) for (a, b), w in zip(es, ws)])
v = lambda m: [m[i] for i in range(n)]
f = lambda xs: [None if x is None or math.isnan(x) else x for x in xs]
out = {}
out["betweenness"] = g.betweenness(); out["pagerank"] = g.pagerank(weights="weight", damping=0.85)
out["betweenness_weighted"] = g.betweenness(weights=[1/w for w in ws]); out["closeness_weighted"] = f(g.closeness(mode="out", weights=[1/w for w in ws]))
out["closeness"] = f(g.closeness(mode="out")); out["closeness_scaled"] = v(nx.closeness_centrality(G.reverse() if d else G))
out["core"] = g.as_undirected(mode="collapse").coreness() if d else g.coreness()
out["components"] = len(g.connected_components(mode="weak")); out["transitivity"] = g.as_undirected(mode="collapse").transitivity_undirected()
out["degree_assortativity"] = nx.degree_pearson_correlation_coefficient(G, x="out", y="in") if d else nx.degree_pearson_correlation_coefficient(G)
if not d:
    out["clustering"] = g.transitivity_local_undirected(mode="zero"); out["constraint"] = f(v(nx.constraint(G, weight="weight")))
    out["eigenvector"] = g.eigenvector_centrality(weights="weight", scale=True)
    out["modularity"] = g.modularity(grp, weights="weight"); out["leiden"] = max(g.community_leiden(objective_function="modularity", weights="weight", n_iterations=-1).modularity for _ in range(5))
    out["assortativity"] = nx.attribute_assortativity_coefficient((nx.set_node_attributes(G, dict(enumerate(grp)), "g"), G)[1], "g")
json.dump(out, sys.stdout)
`

// TestAgainstIgraphAndNetworkx needs Debian's python3-igraph and python3-networkx. PageRank of igraph stops at its own
// tolerance and is compared to 1e-6; networkx' assortativity is unweighted and is compared on unit weights.
func TestAgainstIgraphAndNetworkx(t *testing.T) {
	python := "/usr/bin/python3"
	if exec.Command(python, "-c", "import igraph, networkx").Run() != nil {
		t.Skip("no python3 with igraph and networkx")
	}
	cases := []struct {
		seed     uint64
		n, m     int
		directed bool
	}{{1, 40, 60, false}, {4, 40, 120, true}, {2, 40, 200, false}, {3, 60, 70, false}, {5, 50, 60, true}}
	if testing.Short() {
		cases = cases[:2]
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("seed=%d", c.seed), func(t *testing.T) {
			g, _, _ := random(c.seed, c.n, c.m, c.directed)
			group := make([]int32, c.n)
			for i := range group {
				group[i] = int32(i * 7 % 3)
			}
			want := measureOutside(t, python, g, group)
			compareOutside(t, g, group, want)
		})
	}
}

func measureOutside(t *testing.T, python string, g *Graph, group []int32) map[string]json.RawMessage {
	t.Helper()
	in := map[string]any{"n": g.Len(), "directed": g.Directed, "groups": group}
	var edges [][2]int32
	var weights []float64
	for v := range int32(g.Len()) {
		for i, u := range g.Of(v) {
			if g.Directed || v < u {
				edges, weights = append(edges, [2]int32{v, u}), append(weights, g.Weights(v)[i])
			}
		}
	}
	in["edges"], in["weights"] = edges, weights
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-c", script)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(text), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]json.RawMessage
	if err := json.Unmarshal(out, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func compareOutside(t *testing.T, g *Graph, group []int32, want map[string]json.RawMessage) {
	list := func(name string) []float64 {
		var xs []*float64
		if err := json.Unmarshal(want[name], &xs); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out := make([]float64, len(xs))
		for i, x := range xs {
			if out[i] = nan; x != nil {
				out[i] = *x
			}
		}
		return out
	}
	one := func(name string) float64 {
		var x float64
		if err := json.Unmarshal(want[name], &x); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return x
	}
	b, err := g.Betweenness(ctx)
	near(t, "betweenness", check(t, b, err), list("betweenness"), 1e-9)
	p, err := g.PageRank(ctx, 0.85, 1e-14)
	near(t, "PageRank", check(t, p, err), list("pagerank"), 1e-6)
	c, err := g.Closeness(ctx, false)
	wanted := list("closeness")
	for i, x := range wanted {
		if x != x {
			wanted[i] = 0 // igraph has no value where ours is 0
		}
	}
	near(t, "closeness", check(t, c, err), wanted, 1e-9)
	b, err = g.WeightedBetweenness(ctx)
	near(t, "weighted betweenness", check(t, b, err), list("betweenness_weighted"), 1e-9)
	c, err = g.WeightedCloseness(ctx)
	wanted = list("closeness_weighted")
	for i, x := range wanted {
		if x != x {
			wanted[i] = 0
		}
	}
	near(t, "weighted closeness", check(t, c, err), wanted, 1e-9)
	c, err = g.Closeness(ctx, true)
	near(t, "closeness scaled", check(t, c, err), list("closeness_scaled"), 1e-9)
	core := make([]float64, g.Len())
	for i, x := range g.Core() {
		core[i] = float64(x)
	}
	near(t, "core", core, list("core"), 0)
	_, count := g.Components()
	local, transitivity, err := g.Clustering(ctx)
	check(t, local, err)
	near(t, "components, transitivity, degree assortativity", []float64{float64(count), transitivity, g.DegreeAssortativity()},
		[]float64{one("components"), one("transitivity"), one("degree_assortativity")}, 1e-9)
	if g.Directed {
		return
	}
	near(t, "clustering", local, list("clustering"), 1e-9)
	con, err := g.Constraint(ctx)
	near(t, "constraint", check(t, con, err), list("constraint"), 1e-9)
	ev, err := g.Eigenvector(ctx, 1e-13)
	near(t, "eigenvector", check(t, ev, err), list("eigenvector"), 1e-6)
	_, best, err := g.Leiden(ctx, 1, 1)
	check(t, best, err)
	near(t, "modularity", []float64{g.Modularity(group, 1)}, []float64{one("modularity")}, 1e-9)
	if want := one("leiden"); best < want-0.015 {
		t.Errorf("Leiden finds modularity %v, igraph %v", best, want)
	}
	unit := NewGraph(g.Len(), nil, nil, nil, false)
	unit.Off, unit.Next, unit.Weight = g.Off, g.Next, make([]float64, len(g.Next))
	for i := range unit.Weight {
		unit.Weight[i] = 1
	}
	near(t, "assortativity", []float64{unit.Mixing(group).Assortativity}, []float64{one("assortativity")}, 1e-9)
}
