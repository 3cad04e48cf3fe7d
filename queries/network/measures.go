package network

import (
	"context"
	"fmt"
	"math"
	"slices"

	"demarche/schema/date"
)

// Measure is one row of the table of measures: what it is called, what its values mean, and how it is computed for the
// nodes of a network.
type Measure struct {
	Name, About string
	columns     func(context.Context, *Network, *Graph, MeasureOptions) ([]*Column, error)
}

// MeasureOptions are what measures may need. Zero values: groups by party, resolution 1, exact betweenness.
type MeasureOptions struct {
	Groups     string  // node column that brokerage, mixing and modularity compare
	Resolution float64 // of communities
	Seed       uint64
	Pivots     int // betweenness is sampled when the network has more nodes than this; 0 is never
}

func (o MeasureOptions) groups() string {
	if o.Groups == "" {
		return "party"
	}
	return o.Groups
}

func (o MeasureOptions) resolution() float64 {
	if o.Resolution == 0 {
		return 1
	}
	return o.Resolution
}

func real1(name, about string, f func(context.Context, *Graph) ([]float64, error)) Measure {
	return Measure{name, about, func(ctx context.Context, n *Network, g *Graph, _ MeasureOptions) ([]*Column, error) {
		x, err := f(ctx, g)
		if err != nil {
			return nil, err
		}
		return []*Column{realColumn(name, about, x)}, nil
	}}
}

func realColumn(name, about string, x []float64) *Column {
	c := NewColumn(name, Real, len(x), about)
	for i, v := range x {
		c.SetNumber(i, v)
	}
	return c
}

// Measures lists every measure of nodes in the order of the documentation.
func Measures() []Measure {
	return []Measure{
		real1("degree", "number of neighbours; of a directed network targets", func(_ context.Context, g *Graph) ([]float64, error) { return g.Simple().Degree(), nil }),
		real1("indegree", "number of sources; in an undirected network as degree", func(_ context.Context, g *Graph) ([]float64, error) { return g.Simple().Back.Degree(), nil }),
		real1("strength", "sum of the weights of the edges; of a directed network outgoing", func(_ context.Context, g *Graph) ([]float64, error) { return g.Strength(), nil }),
		{"betweenness", "shortest paths (in hops) through the node, pairs once when undirected, not normalized (Brandes 2001)", betweennessColumns},
		real1("betweenness_weighted", "betweenness along shortest paths by length, an edge being 1/weight long", func(ctx context.Context, g *Graph) ([]float64, error) { return g.Simple().WeightedBetweenness(ctx) }),
		real1("closeness_weighted", "closeness by length, an edge being 1/weight long", func(ctx context.Context, g *Graph) ([]float64, error) { return g.Simple().WeightedCloseness(ctx) }),
		real1("closeness", "nodes reached over the sum of their distances in hops (igraph's definition)", func(ctx context.Context, g *Graph) ([]float64, error) { return g.Simple().Closeness(ctx, false) }),
		real1("closeness_scaled", "closeness times the share of nodes reached (networkx's definition)", func(ctx context.Context, g *Graph) ([]float64, error) { return g.Simple().Closeness(ctx, true) }),
		real1("eigenvector", "leading eigenvector of the weights, largest value 1", func(ctx context.Context, g *Graph) ([]float64, error) { return g.Eigenvector(ctx, 1e-12) }),
		real1("pagerank", "PageRank by weight, damping 0.85", func(ctx context.Context, g *Graph) ([]float64, error) { return g.PageRank(ctx, 0.85, 1e-12) }),
		real1("clustering", "share of pairs of neighbours that are joined", func(ctx context.Context, g *Graph) ([]float64, error) {
			c, _, err := g.Clustering(ctx)
			return c, err
		}),
		real1("constraint", "Burt's constraint by weight: low values bridge structural holes", func(ctx context.Context, g *Graph) ([]float64, error) { return g.Constraint(ctx) }),
		{"brokerage", "Gould and Fernandez' five roles between groups", brokerageColumns},
		{"core", "core number: largest k with k neighbours inside the k-core", func(_ context.Context, _ *Network, g *Graph, _ MeasureOptions) ([]*Column, error) {
			return []*Column{intColumn("core", "core number: largest k with k neighbours inside the k-core", g.Core())}, nil
		}},
		{"component", "number of the connected component", func(_ context.Context, _ *Network, g *Graph, _ MeasureOptions) ([]*Column, error) {
			c, _ := g.Components()
			return []*Column{intColumn("component", "number of the connected component, by lowest node", c)}, nil
		}},
		{"community", "community of the best modularity found (Leiden, seeded)", func(ctx context.Context, _ *Network, g *Graph, o MeasureOptions) ([]*Column, error) {
			c, _, err := g.Leiden(ctx, o.resolution(), o.Seed)
			return []*Column{intColumn("community", fmt.Sprintf("community of the best modularity found (Leiden, resolution %g, seed %d)", o.resolution(), o.Seed), c)}, err
		}},
	}
}

func intColumn(name, about string, x []int32) *Column {
	c := NewColumn(name, Integer, len(x), about)
	for i, v := range x {
		c.SetNumber(i, float64(v))
	}
	return c
}

func betweennessColumns(ctx context.Context, _ *Network, g *Graph, o MeasureOptions) ([]*Column, error) {
	about := "shortest paths (in hops) through the node, pairs once when undirected, not normalized (Brandes 2001)"
	g = g.Simple()
	if o.Pivots > 0 && g.Len() > o.Pivots {
		s, err := g.SampledBetweenness(ctx, o.Pivots, 0.05, o.Seed)
		about = fmt.Sprintf("%s; estimated from %d sources, off by at most %.4g with probability 0.95", about, s.Pivots, s.Error)
		return []*Column{realColumn("betweenness", about, s.Values)}, err
	}
	b, err := g.Betweenness(ctx)
	return []*Column{realColumn("betweenness", about, b)}, err
}

func brokerageColumns(ctx context.Context, n *Network, g *Graph, o MeasureOptions) ([]*Column, error) {
	group, _ := n.Groups(o.groups())
	b, err := g.Brokerage(ctx, group)
	by := " between groups by " + o.groups() + " (Gould and Fernandez 1989)"
	return []*Column{
		realColumn("coordinator", "pairs brokered inside the own group,"+by, b.Coordinator),
		realColumn("consultant", "pairs of one other group brokered,"+by, b.Consultant),
		realColumn("gatekeeper", "pairs brokered into the own group,"+by, b.Gatekeeper),
		realColumn("representative", "pairs brokered out of the own group,"+by, b.Representative),
		realColumn("liaison", "pairs of two other groups brokered,"+by, b.Liaison),
	}, err
}

// MeasureColumns computes measures by name (all of [Measures] when none is named), in the order of names, one column or
// more each. An unknown name is an error that lists the known ones.
func MeasureColumns(ctx context.Context, n *Network, o MeasureOptions, names ...string) ([]*Column, error) {
	g := n.Graph()
	var known []string
	for _, m := range Measures() {
		known = append(known, m.Name)
	}
	if len(names) == 0 {
		names = known
	}
	var out []*Column
	for _, name := range names {
		i := slices.Index(known, name)
		if i < 0 {
			return nil, fmt.Errorf("network: unknown measure %q (know %v)", name, known)
		}
		columns, err := Measures()[i].columns(ctx, n, g, o)
		if err != nil {
			return nil, fmt.Errorf("network: %s: %w", name, err)
		}
		out = append(out, columns...)
	}
	return out, nil
}

// With returns the network with further node columns; those of the same name are replaced.
func (n *Network) With(columns ...*Column) *Network {
	m := *n
	m.NodeColumns = slices.Clone(n.NodeColumns)
	for _, c := range columns {
		if i := slices.IndexFunc(m.NodeColumns, func(x *Column) bool { return x.Name == c.Name }); i >= 0 {
			m.NodeColumns[i] = c
		} else {
			m.NodeColumns = append(m.NodeColumns, c)
		}
	}
	return &m
}

// Summary describes a whole network. Numbers that have no meaning for it are NaN.
type Summary struct {
	Nodes, Edges, Isolates, Components, Largest int
	Density                                     float64 // joined pairs over possible ones
	Transitivity                                float64
	DegreeAssortativity                         float64
	Groups                                      string // the column compared
	Mixing                                      Mixing // between the groups
	GroupModularity                             float64
	BestModularity                              float64 // of Leiden
	Communities                                 int
	Stability                                   float64 // agreement of ten seeds
}

// Summarize measures the whole network.
func Summarize(ctx context.Context, n *Network, o MeasureOptions) (Summary, error) {
	g := n.Graph()
	simple := g.Simple()
	s := Summary{Nodes: n.Nodes(), Edges: n.Edges(), Groups: o.groups()}
	component, count := g.Components()
	s.Components = count
	size := make([]int, count)
	for _, c := range component {
		size[c]++
		s.Largest = max(s.Largest, size[c])
	}
	for v := range int32(g.Len()) {
		if len(simple.Of(v)) == 0 && len(simple.Back.Of(v)) == 0 {
			s.Isolates++
		}
	}
	s.Density = nan
	if k := float64(n.Nodes()); k > 1 {
		possible := k * (k - 1)
		if n.TwoMode() {
			first := 0.0
			for _, m := range n.Mode {
				if m == 0 {
					first++
				}
			}
			possible = 2 * first * (k - first)
		}
		s.Density = float64(simple.Arcs()) / possible
	}
	var err error
	if _, s.Transitivity, err = g.Clustering(ctx); err != nil {
		return s, err
	}
	s.DegreeAssortativity = simple.DegreeAssortativity()
	group, names := n.Groups(o.groups())
	s.Mixing, s.GroupModularity = Mixing{nan, nan, nan}, nan
	if len(names) > 0 {
		s.Mixing, s.GroupModularity = g.Mixing(group), g.Modularity(group, o.resolution())
	}
	best, q, err := g.Leiden(ctx, o.resolution(), o.Seed)
	if err != nil {
		return s, err
	}
	s.BestModularity = q
	for _, c := range best {
		s.Communities = max(s.Communities, int(c)+1)
	}
	s.Stability, err = g.Stability(ctx, o.resolution(), 10, o.Seed)
	if math.IsNaN(q) {
		s.Stability = nan
	}
	return s, err
}

// Windows cuts a span of days into windows of so many months that start every step months, for building one network per
// window; the last one may reach past the end. Both dates must be full.
func Windows(from, to date.Date, months, step int) ([]date.Interval, error) {
	if len(from) != 10 || len(to) != 10 || months < 1 || step < 1 {
		return nil, fmt.Errorf("network: windows need two full dates and at least one month")
	}
	var out []date.Interval
	for start := from; start <= to; start = addMonths(start, step) {
		out = append(out, date.Interval{Start: start, End: addMonths(start, months).AddDays(-1)})
		if len(out) == 10_000 {
			return nil, fmt.Errorf("network: more than 10000 windows")
		}
	}
	return out, nil
}

// addMonths moves a full date by n months; days that the month does not have become its last one.
func addMonths(d date.Date, n int) date.Date {
	var y, m, day int
	if _, err := fmt.Sscanf(string(d), "%d-%d-%d", &y, &m, &day); err != nil {
		return d
	}
	m += n - 1
	y, m = y+m/12, m%12+1
	last := date.Date(fmt.Sprintf("%04d-%02d", y, m)).Last()
	if want := date.Date(fmt.Sprintf("%04d-%02d-%02d", y, m, day)); want < last {
		return want
	}
	return last
}
