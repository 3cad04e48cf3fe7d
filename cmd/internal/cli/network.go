package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"demarche/loaders/ingest"
	"demarche/queries/corpus"
	"demarche/queries/network"
	"demarche/queries/network/picture"

	"github.com/spf13/cobra"
)

// networkFlags are the choices of `demarche network` beside the selection.
type networkFlags struct {
	measures   []string
	groups     string
	resolution float64
	seed       uint64
	pivots     int
	summary    bool
	backbone   string
	level      float64
	correction string
	draws      int
	asJSON     bool
	top        int
	svg, html  string
	windows    int
	step       int
}

func (f *networkFlags) options() network.MeasureOptions {
	return network.MeasureOptions{Groups: f.groups, Resolution: f.resolution, Seed: f.seed, Pivots: f.pivots}
}

func (a *app) networkCommand() *cobra.Command {
	var (
		sel selection
		fl  networkFlags
	)
	c := &cobra.Command{
		Use:   "network [flags] KIND",
		Short: "Measure a network: centralities, communities, backbone",
		Long: `Network builds a network (` + strings.Join(kindNames(), ", ") + `) and prints its measures, one row a node, as a table or as JSON; with
--summary one row a property of the whole network, with --windows one row a span of months, with --backbone the pairs of people who share more, or fewer, letters
than chance would give them. With --svg or --html it draws the network instead.

Measures:
` + measureList(),
		Example: `  demarche network cosign --measure strength,betweenness,community --top 20
  demarche network cosign --summary --weight newman
  demarche network cosign --min-weight 2 --svg cosign.svg --html cosign.html
  demarche network cosign --windows 12 --step 6
  demarche network cosign --backbone sdsm --chamber rep --json`,
		Args: someArgs(1, 1, "KIND"),
		RunE: func(c *cobra.Command, args []string) error {
			r, err := a.openReader(c.Context())
			if err != nil {
				return err
			}
			defer r.Release()
			corp := corpus.New(r)
			p := newProgress(a.Env)
			defer p.done()
			report := func(done, of int) {
				p.show(ingest.Progress{Stage: "measuring", Count: done, Done: int64(done), Total: int64(of)})
			}
			c.SetContext(network.WithProgress(c.Context(), report))
			n, err := sel.build(c.Context(), c, corp, args[0])
			if err != nil {
				return err
			}
			if fl.windows > 0 {
				return a.printWindows(c.Context(), corp, sel.request, fl)
			}
			if fl.backbone != "" {
				if !slices.Contains(modelNames(), fl.backbone) {
					return usage(c, fmt.Sprintf("unknown backbone %q: known are %s", fl.backbone, strings.Join(modelNames(), ", ")))
				}
				if n, err = network.BuildBackbone(c.Context(), corp, sel.request, network.Model(fl.backbone), fl.backboneOptions(report)); err != nil {
					return err
				}
			}
			switch {
			case fl.svg != "" || fl.html != "":
				return a.draw(c.Context(), n, fl, licences(corp))
			case fl.backbone != "":
				return a.printBackbone(n, fl)
			case fl.summary:
				return a.printSummary(c.Context(), n, fl)
			}
			return a.printMeasures(c, n, fl)
		},
	}
	f := c.Flags()
	f.StringSliceVar(&fl.measures, "measure", []string{"degree", "strength", "betweenness", "closeness", "pagerank", "core", "community"}, "measures, by name, separated by commas; all for every one")
	f.StringVar(&fl.groups, "groups", "party", "attribute of nodes that brokerage, mixing and modularity compare")
	f.Float64Var(&fl.resolution, "resolution", 1, "resolution of communities")
	f.Uint64Var(&fl.seed, "seed", 1, "seed of what draws lots: communities, sampled betweenness, fdsm")
	f.IntVar(&fl.pivots, "pivots", 0, "estimate betweenness from so many nodes when there are more; 0 is exact")
	f.BoolVar(&fl.summary, "summary", false, "measure the whole network")
	f.StringVar(&fl.backbone, "backbone", "", "keep the pairs that share more, or fewer, letters than chance: "+strings.Join(modelNames(), ", "))
	f.Float64Var(&fl.level, "level", 0.05, "of backbone: significance level, two-sided")
	f.StringVar(&fl.correction, "correction", "", "of backbone: none, bonferroni, holm or fdr")
	f.IntVar(&fl.draws, "draws", 1000, "of fdsm: random networks")
	f.IntVar(&fl.windows, "windows", 0, "measure the whole network in windows of so many months, one row each")
	f.IntVar(&fl.step, "step", 0, "of windows: months from one's beginning to the next's; their length without it")
	f.BoolVar(&fl.asJSON, "json", false, "print as JSON")
	f.StringVar(&fl.svg, "svg", "", "draw the network into this file")
	f.StringVar(&fl.html, "html", "", "write a one-page report with picture, tables, definitions and citation into this file")
	f.IntVar(&fl.top, "top", 0, "print so many rows, those with the largest first measure; 0 is all, in the order of nodes")
	sel.flags(f)
	return c
}

func measureList() string {
	var b strings.Builder
	for _, m := range network.Measures() {
		fmt.Fprintf(&b, "  %-18s %s\n", m.Name, m.About)
	}
	return b.String()
}

func (a *app) printMeasures(c *cobra.Command, n *network.Network, fl networkFlags) error {
	names := fl.measures
	if slices.Equal(names, []string{"all"}) {
		names = nil
	}
	for _, name := range names {
		if !slices.ContainsFunc(network.Measures(), func(m network.Measure) bool { return m.Name == name }) {
			return usage(c, fmt.Sprintf("unknown measure %q: --help lists them", name))
		}
	}
	columns, err := network.MeasureColumns(c.Context(), n, fl.options(), names...)
	if err != nil {
		return err
	}
	order := make([]int, n.Nodes())
	for i := range order {
		order[i] = i
	}
	if fl.top > 0 && len(columns) > 0 {
		slices.SortStableFunc(order, func(i, j int) int { return -compareNumbers(columns[0].Number(i), columns[0].Number(j)) })
		order = order[:min(len(order), fl.top)]
	}
	if fl.asJSON {
		return a.toFile("", func(w io.Writer) error { return measuresJSON(w, n, columns, order) })
	}
	t := newRows(a.Out)
	head := []string{"id", "label"}
	for _, col := range columns {
		head = append(head, col.Name)
	}
	t.row(head...)
	for _, i := range order {
		row := []string{n.ID[i], n.Label[i]}
		for _, col := range columns {
			row = append(row, col.Text(i))
		}
		t.row(row...)
	}
	return t.flush()
}

func compareNumbers(a, b float64) int {
	switch {
	case a < b || math.IsNaN(a) && !math.IsNaN(b):
		return -1
	case a > b || math.IsNaN(b) && !math.IsNaN(a):
		return 1
	}
	return 0
}

// number is v for JSON, null where it has no meaning.
func number(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}

func measuresJSON(w io.Writer, n *network.Network, columns []*network.Column, order []int) error {
	nodes := make([]map[string]any, 0, len(order))
	for _, i := range order {
		node := map[string]any{"id": n.ID[i], "label": n.Label[i]}
		for _, col := range columns {
			node[col.Name] = number(col.Number(i))
		}
		nodes = append(nodes, node)
	}
	about := make(map[string]string, len(columns))
	for _, col := range columns {
		about[col.Name] = col.About
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"query": n.Query, "formula": n.Formula, "version": n.Version, "measures": about, "nodes": nodes})
}

func (a *app) printSummary(ctx context.Context, n *network.Network, fl networkFlags) error {
	s, err := network.Summarize(ctx, n, fl.options())
	if err != nil {
		return err
	}
	values := []struct {
		name  string
		value float64
	}{
		{"nodes", float64(s.Nodes)},
		{"edges", float64(s.Edges)},
		{"isolates", float64(s.Isolates)},
		{"components", float64(s.Components)},
		{"largestComponent", float64(s.Largest)},
		{"density", s.Density},
		{"transitivity", s.Transitivity},
		{"degreeAssortativity", s.DegreeAssortativity},
		{"groupAssortativity", s.Mixing.Assortativity},
		{"eiIndex", s.Mixing.EI},
		{"crossGroupShare", s.Mixing.CrossShare},
		{"groupModularity", s.GroupModularity},
		{"bestModularity", s.BestModularity},
		{"communities", float64(s.Communities)},
		{"stability", s.Stability},
	}
	if fl.asJSON {
		out := map[string]any{"query": n.Query, "formula": n.Formula, "version": n.Version, "groups": s.Groups}
		for _, v := range values {
			out[v.name] = number(v.value)
		}
		enc := json.NewEncoder(a.Out)
		enc.SetIndent("", "  ")
		return enc.Encode(out)
	}
	t := newRows(a.Out)
	t.row("network", n.Query)
	t.row("formula", n.Formula)
	t.row("groups", s.Groups)
	for _, v := range values {
		t.row(v.name, strconv.FormatFloat(v.value, 'g', 6, 64))
	}
	return t.flush()
}

// printWindows prints one row a window, or one JSON object a line.
func (a *app) printWindows(ctx context.Context, c *corpus.Corpus, q network.Request, fl networkFlags) error {
	if fl.step <= 0 {
		fl.step = fl.windows
	}
	windows, err := network.OverTime(ctx, c, q, fl.windows, fl.step, fl.options())
	if err != nil {
		return err
	}
	t, enc := newRows(a.Out), json.NewEncoder(a.Out)
	if !fl.asJSON {
		t.row("from", "to", "nodes", "edges", "density", "ei_index", "group_modularity", "best_modularity", "communities", "kept", "agreement")
	}
	for _, w := range windows {
		if fl.asJSON {
			row := map[string]any{
				"from": w.Start, "to": w.End, "nodes": w.Nodes, "edges": w.Edges, "density": number(w.Density), "eiIndex": number(w.Mixing.EI),
				"groupModularity": number(w.GroupModularity), "bestModularity": number(w.BestModularity), "communities": w.Communities,
				"stability": number(w.Stability), "kept": w.Kept, "agreement": number(w.Agreement),
			}
			if err := enc.Encode(row); err != nil {
				return err
			}
			continue
		}
		row := []string{string(w.Start), string(w.End), strconv.Itoa(w.Nodes), strconv.Itoa(w.Edges)}
		for _, v := range []float64{w.Density, w.Mixing.EI, w.GroupModularity, w.BestModularity} {
			row = append(row, figure(v))
		}
		t.row(append(row, strconv.Itoa(w.Communities), strconv.Itoa(w.Kept), figure(w.Agreement))...)
	}
	return t.flush()
}

// figure is a number for a table, empty when it has no meaning.
func figure(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', 4, 64)
}

// draw writes the pictures that were asked for.
func (a *app) draw(ctx context.Context, n *network.Network, fl networkFlags, licence string) error {
	o := picture.Options{Seed: fl.seed, Citation: "demarche " + a.Version, Licence: licence}
	if fl.svg != "" {
		if err := a.toFile(fl.svg, func(w io.Writer) error { return picture.SVG(ctx, w, n, o) }); err != nil {
			return err
		}
	}
	if fl.html == "" {
		return nil
	}
	return a.toFile(fl.html, func(w io.Writer) error { return picture.Report(ctx, w, n, o) })
}

func modelNames() []string {
	var out []string
	for _, m := range network.Models() {
		out = append(out, string(m))
	}
	return out
}

func (f *networkFlags) backboneOptions(report func(done, of int)) network.BackboneOptions {
	return network.BackboneOptions{Level: f.level, Correction: network.Correction(f.correction), Draws: f.draws, Seed: f.seed, Progress: report}
}

// backboneColumns are the columns that say how an edge of a backbone was judged, in the order of the table.
var backboneColumns = []string{"sign", "expected", "p", "alpha"}

func (a *app) printBackbone(n *network.Network, fl networkFlags) error {
	var columns []*network.Column
	for _, name := range backboneColumns {
		if col := n.EdgeColumn(name); col != nil {
			columns = append(columns, col)
		}
	}
	fmt.Fprintf(a.Err, "%s: %d edges\n", n.Formula, n.Edges())
	t := newRows(a.Out)
	if !fl.asJSON {
		head := []string{"source", "target", "weight"}
		for _, col := range columns {
			head = append(head, col.Name)
		}
		t.row(append(head, "source_label", "target_label")...)
	}
	enc := json.NewEncoder(a.Out)
	for i := range n.Source {
		u, v := n.Source[i], n.Target[i]
		if fl.asJSON {
			edge := map[string]any{"source": n.ID[u], "target": n.ID[v], "weight": n.Weight[i]}
			for _, col := range columns {
				edge[col.Name] = number(col.Number(i))
			}
			if err := enc.Encode(edge); err != nil {
				return err
			}
			continue
		}
		row := []string{n.ID[u], n.ID[v], fmt.Sprintf("%.6g", n.Weight[i])}
		for _, col := range columns {
			row = append(row, fmt.Sprintf("%.6g", col.Number(i)))
		}
		t.row(append(row, n.Label[u], n.Label[v])...)
	}
	return t.flush()
}
