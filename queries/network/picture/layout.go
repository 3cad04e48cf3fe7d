package picture

import (
	"cmp"
	"math"
	"slices"

	"demarche/queries/network"
)

// drawing is the part of a network that is drawn, with places in the unit square.
type drawing struct {
	nodes    []int32 // numbers in the network, strongest first
	x, y     []float64
	edges    []int // numbers in the network, those to lie on top last
	strength []float64
	hidden   struct{ nodes, edges int }
}

// choose picks the strongest nodes up to the limit, and of the edges between them every node's strongest.
func choose(n *network.Network, maxNodes, maxEdges int) *drawing {
	d := &drawing{strength: make([]float64, n.Nodes())}
	for i, w := range n.Weight {
		d.strength[n.Source[i]] += w
		d.strength[n.Target[i]] += w
	}
	for v := range int32(n.Nodes()) {
		d.nodes = append(d.nodes, v)
	}
	slices.SortStableFunc(d.nodes, func(a, b int32) int { return cmp.Compare(d.strength[b], d.strength[a]) })
	if len(d.nodes) > maxNodes {
		d.hidden.nodes = len(d.nodes) - maxNodes
		d.nodes = d.nodes[:maxNodes]
	}
	shown := make([]bool, n.Nodes())
	for _, v := range d.nodes {
		shown[v] = true
	}
	for i := range n.Source {
		if shown[n.Source[i]] && shown[n.Target[i]] {
			d.edges = append(d.edges, i)
		}
	}
	slices.SortStableFunc(d.edges, func(a, b int) int { return cmp.Compare(n.Weight[b], n.Weight[a]) })
	d.hidden.edges = n.Edges() - min(len(d.edges), maxEdges)
	if len(d.edges) > maxEdges {
		d.fairly(n)
		d.edges = d.edges[:maxEdges]
	}
	slices.Reverse(d.edges)
	return d
}

// fairly orders edges by their rank among the edges of either end, so that every node keeps its strongest ones before
// a few nodes take all places.
func (d *drawing) fairly(n *network.Network) {
	seen, rank := make([]int, n.Nodes()), make(map[int]int, len(d.edges))
	for _, e := range d.edges {
		u, v := n.Source[e], n.Target[e]
		rank[e] = min(seen[u], seen[v])
		seen[u]++
		seen[v]++
	}
	slices.SortStableFunc(d.edges, func(a, b int) int { return cmp.Compare(rank[a], rank[b]) })
}

// rounds of the layout (more changes little), and the pull to the middle that keeps components on one page.
const (
	rounds  = 300
	gravity = 0.9
)

// place lays the nodes out by springs and repulsion (Fruchterman and Reingold 1991, doi:10.1002/spe.4380211102) with a
// pull to the middle that keeps components together. It begins on a golden-angle spiral in the order of groups, so that
// nothing is random.
func (d *drawing) place(n *network.Network, group []int32) {
	k := len(d.nodes)
	at := make([]int, n.Nodes())
	order := make([]int, k)
	for i, v := range d.nodes {
		at[v], order[i] = i, i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(group[d.nodes[a]], group[d.nodes[b]]) })
	d.x, d.y = make([]float64, k), make([]float64, k)
	for pos, i := range order {
		r, angle := math.Sqrt((float64(pos)+0.5)/float64(k)), float64(pos)*math.Pi*(3-math.Sqrt(5))
		d.x[i], d.y[i] = r*math.Cos(angle), r*math.Sin(angle)
	}
	if k < 2 {
		return
	}
	most := 0.0
	for _, e := range d.edges {
		most = max(most, n.Weight[e])
	}
	degree := make([]float64, k)
	for _, e := range d.edges {
		degree[at[n.Source[e]]]++
		degree[at[n.Target[e]]]++
	}
	ideal := 1.6 / math.Sqrt(float64(k))
	fx, fy := make([]float64, k), make([]float64, k)
	for round := range rounds {
		clear(fx)
		clear(fy)
		for i := range k {
			for j := i + 1; j < k; j++ {
				dx, dy := d.x[i]-d.x[j], d.y[i]-d.y[j]
				q := ideal * ideal / max(dx*dx+dy*dy, 1e-6)
				fx[i], fy[i] = fx[i]+dx*q, fy[i]+dy*q
				fx[j], fy[j] = fx[j]-dx*q, fy[j]-dy*q
			}
			fx[i], fy[i] = fx[i]-gravity*d.x[i]*ideal*math.Sqrt(float64(k)), fy[i]-gravity*d.y[i]*ideal*math.Sqrt(float64(k))
		}
		for _, e := range d.edges {
			i, j := at[n.Source[e]], at[n.Target[e]]
			dx, dy := d.x[i]-d.x[j], d.y[i]-d.y[j]
			q := math.Hypot(dx, dy) / ideal * math.Sqrt(n.Weight[e]/most)
			q *= 3 / math.Pow(2+(degree[i]+degree[j])/2, 0.9) // else dense groups fall into one point
			fx[i], fy[i] = fx[i]-dx*q, fy[i]-dy*q
			fx[j], fy[j] = fx[j]+dx*q, fy[j]+dy*q
		}
		heat := 0.12 * (1 - float64(round)/rounds)
		for i := range k {
			if f := math.Hypot(fx[i], fy[i]); f > 0 {
				step := min(f, heat) / f
				d.x[i], d.y[i] = d.x[i]+fx[i]*step, d.y[i]+fy[i]*step
			}
		}
	}
}

// fit scales the places into a box.
func (d *drawing) fit(left, top, right, bottom float64) {
	if len(d.x) == 0 {
		return
	}
	lox, hix, loy, hiy := slices.Min(d.x), slices.Max(d.x), slices.Min(d.y), slices.Max(d.y)
	for i := range d.x {
		d.x[i] = left + (right-left)*share(d.x[i], lox, hix)
		d.y[i] = top + (bottom-top)*share(d.y[i], loy, hiy)
	}
}

func share(x, lo, hi float64) float64 {
	if hi-lo < 1e-12 {
		return 0.5
	}
	return (x - lo) / (hi - lo)
}
