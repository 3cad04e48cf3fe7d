package network

import "math"

var nan = math.NaN()

// Mixing says how much edges stay inside groups, by weight. Nodes without a group (-1) are left out with their edges.
type Mixing struct {
	EI            float64 // (external - internal) / (external + internal), Krackhardt and Stern 1988, doi:10.2307/2786835
	CrossShare    float64 // external / (external + internal)
	Assortativity float64 // Newman 2003, doi:10.1103/PhysRevE.67.026126, formula 2, by weight
}

// Mixing measures the edges of a graph against groups numbered from 0. Values are NaN where there are no edges, and
// Assortativity where all ends are of one group.
func (g *Graph) Mixing(group []int32) Mixing {
	most := int32(-1)
	for _, c := range group {
		most = max(most, c)
	}
	out, in := make([]float64, most+1), make([]float64, most+1)
	inside, all := 0.0, 0.0
	for v := range int32(g.Len()) {
		for i, u := range g.Of(v) {
			if group[v] < 0 || group[u] < 0 {
				continue
			}
			w := g.Weights(v)[i]
			all += w
			out[group[v]] += w
			in[group[u]] += w
			if group[v] == group[u] {
				inside += w
			}
		}
	}
	if all == 0 {
		return Mixing{nan, nan, nan}
	}
	expected := 0.0
	for c := range out {
		expected += out[c] / all * (in[c] / all)
	}
	m := Mixing{EI: (all - 2*inside) / all, CrossShare: (all - inside) / all, Assortativity: nan}
	if expected < 1 {
		m.Assortativity = (inside/all - expected) / (1 - expected)
	}
	return m
}

// DegreeAssortativity is the correlation of the degrees at the two ends of the edges (out-degree of the source,
// in-degree of the target when directed), NaN when all degrees are equal. Newman 2003, formula 21 and 25.
func (g *Graph) DegreeAssortativity() float64 {
	from, to := g.Degree(), g.Back.Degree()
	var n, x, y, xx, yy, xy float64
	for v := range int32(g.Len()) {
		for _, u := range g.Of(v) {
			a, b := from[v], to[u]
			n, x, y, xx, yy, xy = n+1, x+a, y+b, xx+a*a, yy+b*b, xy+a*b
		}
	}
	return (n*xy - x*y) / math.Sqrt((n*xx-x*x)*(n*yy-y*y))
}

// Modularity is the weighted modularity of a partition at a resolution: the share of weight inside groups minus
// resolution times the share expected from strengths (Newman 2004, doi:10.1103/PhysRevE.70.056131). Directions are
// ignored. Nodes without a group (-1) each count as a group of their own. NaN without edges.
func (g *Graph) Modularity(group []int32, resolution float64) float64 {
	g = g.Undirected()
	total := 0.0
	for _, w := range g.Weight {
		total += w
	}
	if total == 0 {
		return nan
	}
	most := int32(-1)
	for _, c := range group {
		most = max(most, c)
	}
	sums := make([]float64, most+1)
	inside, alone := 0.0, 0.0
	for v := range int32(g.Len()) {
		s := 0.0
		for i, u := range g.Of(v) {
			w := g.Weights(v)[i]
			s += w
			if group[u] == group[v] && (group[v] >= 0 || u == v) {
				inside += w
			}
		}
		if group[v] >= 0 {
			sums[group[v]] += s
		} else {
			alone += s * s
		}
	}
	for _, s := range sums {
		alone += s * s
	}
	return inside/total - resolution*alone/(total*total)
}
