package gql

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"sync"

	"demarche/queries"
	"demarche/queries/network"
)

// measureCost is what one measure of a network counts for in the cost of a query.
const measureCost = 200

// measurePivots is from how many nodes on betweenness is estimated from a sample of as many sources.
const measurePivots = 1000

// measured keeps the measures of a network that somebody asked for.
type measured struct {
	mu      sync.Mutex
	columns map[string]*network.Column
	summary *network.Summary
}

// measure computes a measure once. Two requests that ask at the same time wait for one computation.
func (v *networkView) measure(ctx context.Context, name string) (*network.Column, error) {
	v.measured.mu.Lock()
	defer v.measured.mu.Unlock()
	if c := v.measured.columns[name]; c != nil {
		return c, nil
	}
	cols, err := network.MeasureColumns(ctx, v.Network, network.MeasureOptions{Pivots: measurePivots, Seed: 1}, name)
	if err != nil {
		return nil, err
	}
	if v.measured.columns == nil {
		v.measured.columns = map[string]*network.Column{}
	}
	v.measured.columns[name] = cols[0]
	return cols[0], nil
}

func (v *networkView) summarize(ctx context.Context) (*network.Summary, error) {
	v.measured.mu.Lock()
	defer v.measured.mu.Unlock()
	if v.measured.summary == nil {
		s, err := network.Summarize(ctx, v.Network, network.MeasureOptions{Seed: 1})
		if err != nil {
			return nil, err
		}
		v.measured.summary = &s
	}
	return v.measured.summary, nil
}

// orderedBy gives the nodes by a measure, largest first, then by number.
func (v *networkView) orderedBy(ctx context.Context, name string) ([]int, error) {
	c, err := v.measure(ctx, name)
	if err != nil {
		return nil, err
	}
	out := make([]int, v.Nodes())
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Or(cmp.Compare(c.Number(b), c.Number(a)), cmp.Compare(a, b)) })
	return out, nil
}

// ended turns the end of the context into the error that users see.
func (x *exec) ended(err error) error {
	if err != nil && x.ctx.Err() != nil {
		return x.check()
	}
	return err
}

// defineMeasures defines the enum of measures and the summary of a network.
func defineMeasures(r *registry) {
	var triples []string
	for _, m := range network.Measures() {
		if m.Name != "brokerage" { // five numbers, not one
			triples = append(triples, strings.ToUpper(m.Name), m.Name, strings.ToUpper(m.About[:1])+m.About[1:]+".")
		}
	}
	r.enum("NetworkMeasure", "A number that tells a node's place in a network.", triples...)
	s := func(o obj) *network.Summary { return o.ref.(*network.Summary) }
	whole := func(name, doc string, f func(s *network.Summary) int) *fieldDef {
		return r.leaf(name, "Int!", doc, func(x *exec, o obj, _ any) error { x.int(f(s(o))); return nil })
	}
	part := func(name, doc string, f func(s *network.Summary) float64) *fieldDef {
		return r.leaf(name, "Float", doc, func(x *exec, o obj, _ any) error { x.float(f(s(o))); return nil })
	}
	r.object("NetworkStats", "Measures of a whole network; null where one has no meaning.",
		whole("isolates", "The number of nodes without an edge.", func(s *network.Summary) int { return s.Isolates }),
		whole("components", "The number of connected components.", func(s *network.Summary) int { return s.Components }),
		whole("largestComponent", "The number of nodes of the largest component.", func(s *network.Summary) int { return s.Largest }),
		whole("communities", "The number of communities of the best modularity found.", func(s *network.Summary) int { return s.Communities }),
		part("modularity", "The best modularity found (Leiden, resolution 1, seed 1).", func(s *network.Summary) float64 { return s.BestModularity }),
		part("stability", "How well the communities of ten seeds agree, 1 for always the same.", func(s *network.Summary) float64 { return s.Stability }),
		part("partyModularity", "The modularity of the parties.", func(s *network.Summary) float64 { return s.GroupModularity }),
		part("transitivity", "The share of connected triples that are closed.", func(s *network.Summary) float64 { return s.Transitivity }),
		part("degreeAssortativity", "The correlation of the degrees at both ends of an edge.", func(s *network.Summary) float64 { return s.DegreeAssortativity }))
}

// measureField is the field measure of a node of a network.
func measureField(r *registry, at func(o obj) *networkNode) *fieldDef {
	f := r.leaf("measure", "Float", "One measure; null where it has no meaning for the node. Betweenness of more than 1000 nodes is estimated from 1000 sources.", nil,
		r.arg("name", "NetworkMeasure!", "Which one."))
	f.work = func(any) int { return 1 }
	f.leaf = func(x *exec, o obj, a any) error {
		name, _ := a.(map[string]any)["name"].(string)
		c, err := at(o).view.measure(x.ctx, name)
		if err != nil {
			return x.ended(err)
		}
		if v := c.Number(at(o).n); c.Has(at(o).n) && !math.IsNaN(v) {
			x.float(v)
		} else {
			x.null()
		}
		return nil
	}
	return f
}

// summaryField is the field summary of a network.
func summaryField(r *registry, view func(o obj) *networkView) *fieldDef {
	f := r.one("summary", "NetworkStats!", "Measures of the whole network.", nil)
	f.work = func(any) int { return 5 * measureCost }
	f.one = func(x *exec, o obj, _ any) (obj, error) {
		s, err := view(o).summarize(x.ctx)
		if err != nil {
			return obj{}, x.ended(err)
		}
		return obj{ref: s}, nil
	}
	return f
}

// nodeRows are the nodes of a network, most edges first or by a measure.
func nodeRows(r *registry, view func(o obj) *networkView) *fieldDef {
	f := r.many("nodes", "[NetworkNodeInfo!]!", "The nodes, largest measure first.", 0, nil, r.arg("first", "Int", "At most so many; 100 when not given, at most 5000."), r.arg("skip", "Int", "So many are passed over."),
		r.arg("orderBy", "NetworkMeasure", "By which measure; by the number of edges when not given."))
	type read struct {
		rows  [2]int
		order string
	}
	f.prep = func(_ *exec, args map[string]any) (any, error) {
		rows, err := readRows(args)
		order, _ := args["orderBy"].(string)
		return read{rows, order}, err
	}
	f.size = func(_ *exec, a any) int { return a.(read).rows[0] }
	f.work = func(a any) int {
		if a.(read).order != "" {
			return measureCost
		}
		return 0
	}
	f.many = func(x *exec, o obj, a any) ([]obj, error) {
		v, q := view(o), a.(read)
		var ids []int
		var err error
		if q.order == "" {
			ids = v.byDegree()
		} else if ids, err = v.orderedBy(x.ctx, q.order); err != nil {
			return nil, x.ended(err)
		}
		var out []obj
		for _, n := range ids[min(q.rows[1], len(ids)):min(q.rows[1]+q.rows[0], len(ids))] {
			out = append(out, obj{ref: &networkNode{v, n}})
		}
		return out, nil
	}
	return f
}

// edgeRows are the edges of a network.
func edgeRows(r *registry, view func(o obj) *networkView) *fieldDef {
	f := r.many("edges", "[NetworkTieInfo!]!", "The edges, by source and target.", 0, nil, r.arg("first", "Int", "At most so many; 100 when not given, at most 5000."), r.arg("skip", "Int", "So many are passed over."))
	f.prep = func(_ *exec, args map[string]any) (any, error) { return readRows(args) }
	f.size = func(_ *exec, a any) int { return a.([2]int)[0] }
	f.many = func(_ *exec, o obj, a any) ([]obj, error) {
		v, w := view(o), a.([2]int)
		var out []obj
		for n := min(w[1], v.Edges()); n < min(w[1]+w[0], v.Edges()); n++ {
			out = append(out, obj{ref: &networkNode{v, n}})
		}
		return out, nil
	}
	return f
}

func readRows(args map[string]any) ([2]int, error) {
	first, ok := args["first"].(int)
	if !ok {
		first = 100
	}
	skip, _ := args["skip"].(int)
	if first < 0 || first > maxNetworkRows || skip < 0 {
		return [2]int{}, queries.Errorf(queries.BadInput, "first: want 0 to %d, skip: 0 or more; whole networks come as exports", maxNetworkRows)
	}
	return [2]int{first, skip}, nil
}
