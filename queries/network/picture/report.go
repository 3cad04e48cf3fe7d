package picture

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html/template"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"demarche/queries/network"
)

// row is a table row: what, its value, and what it means.
type row struct{ Name, Value, About string }

// ranked is a table of the first nodes by a measure.
type ranked struct {
	Name, About string
	Rows        []row
}

// group is a community: how many it has, its share of the groups compared, and its strongest members.
type group struct{ Name, Size, Groups, First string }

// tie is an edge with its sentence.
type tie struct{ Source, Target, Weight, When, Document, Quote string }

type page struct {
	Title, Query, Formula, Licence, Citation string
	Version                                  uint64
	Picture                                  template.HTML
	Summary                                  []row
	Ranked                                   []ranked
	Communities                              []group
	Ties                                     []tie
	Dropped                                  []row
}

// Report writes a page about a network: picture, summary, the first fifteen nodes by the main measures, the strongest
// edges with the sentences behind them, definitions, and how to cite it. Measures that a network does not have are left
// out.
func Report(ctx context.Context, w io.Writer, n *network.Network, o Options) error {
	o = o.withDefaults(n)
	var svg bytes.Buffer
	if err := SVG(ctx, &svg, n, o); err != nil {
		return err
	}
	p := page{
		Title: o.Title, Query: n.Query, Formula: n.Formula, Licence: o.Licence, Citation: o.Citation,
		Version: uint64(n.Version), Picture: template.HTML(svg.String()),
	} // our own markup, its texts escaped
	s, err := network.Summarize(ctx, n, network.MeasureOptions{Seed: o.Seed})
	if err != nil {
		return err
	}
	p.Summary = summaryRows(s)
	if p.Ranked, err = rankings(ctx, n, o); err != nil {
		return err
	}
	if p.Communities, err = communities(ctx, n, o); err != nil {
		return err
	}
	p.Ties = strongest(n)
	for _, why := range slices.Sorted(maps.Keys(n.Dropped)) {
		p.Dropped = append(p.Dropped, row{Name: why, Value: strconv.Itoa(n.Dropped[why])})
	}
	return layout.Execute(w, p)
}

func summaryRows(s network.Summary) []row {
	whole := func(name string, v int, about string) row { return row{name, strconv.Itoa(v), about} }
	out := []row{
		whole("nodes", s.Nodes, ""), whole("edges", s.Edges, ""), whole("isolates", s.Isolates, "nodes without edges"),
		whole("components", s.Components, fmt.Sprintf("connected parts; the largest has %d nodes", s.Largest)),
	}
	for _, r := range []struct {
		name  string
		v     float64
		about string
	}{
		{"density", s.Density, "joined pairs over possible pairs"},
		{"transitivity", s.Transitivity, "share of connected triples that are closed"},
		{"degree assortativity", s.DegreeAssortativity, "correlation of the degrees at the ends of edges"},
		{"E-I index by " + s.Groups, s.Mixing.EI, "weight between groups minus weight inside, over both; -1 is all inside"},
		{"share of weight between groups", s.Mixing.CrossShare, "by " + s.Groups},
		{"assortativity by " + s.Groups, s.Mixing.Assortativity, "Newman 2003, by weight; 1 is all inside, 0 is chance"},
		{"modularity by " + s.Groups, s.GroupModularity, "weight inside groups over what strengths alone would give"},
		{"best modularity found", s.BestModularity, fmt.Sprintf("%d communities (Leiden); agreement of ten seeds %s", s.Communities, decimal(s.Stability))},
	} {
		if !math.IsNaN(r.v) {
			out = append(out, row{r.name, decimal(r.v), r.about})
		}
	}
	return out
}

// decimal writes a number with four significant digits.
func decimal(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e9 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 4, 64)
}

func rankings(ctx context.Context, n *network.Network, o Options) ([]ranked, error) {
	names := []string{"strength", "betweenness", "pagerank", "constraint"}
	columns, err := network.MeasureColumns(ctx, n, network.MeasureOptions{Seed: o.Seed, Pivots: 2000}, names...)
	if err != nil {
		return nil, err
	}
	var out []ranked
	for _, c := range columns {
		order := make([]int, 0, n.Nodes())
		for i := range n.Nodes() {
			if c.Has(i) && c.Number(i) > 0 {
				order = append(order, i)
			}
		}
		sign := -1
		if c.Name == "constraint" {
			sign = 1 // low values are the bridges
		}
		slices.SortStableFunc(order, func(a, b int) int { return sign * cmp.Compare(c.Number(a), c.Number(b)) })
		t := ranked{Name: c.Name, About: c.About}
		for _, i := range order[:min(15, len(order))] {
			t.Rows = append(t.Rows, row{n.Label[i], decimal(c.Number(i)), describe(n, i)})
		}
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	return out, nil
}

// communities are Leiden's, largest first, at most twelve and none of fewer than three; the letters are the picture's.
func communities(ctx context.Context, n *network.Network, o Options) ([]group, error) {
	found, _, err := n.Graph().Leiden(ctx, 1, o.Seed)
	if err != nil {
		return nil, err
	}
	d := choose(n, n.Nodes(), 0)
	parties, names := n.Groups("party")
	var out []group
	for _, c := range d.communities(found) {
		g := group{Name: c.letter, Size: strconv.Itoa(c.size), First: ""}
		count := make([]int, len(names))
		var first []string
		for k, i := range c.members {
			if v := d.nodes[i]; k < 6 {
				first = append(first, n.Label[v])
			}
			if p := parties[d.nodes[i]]; p >= 0 {
				count[p]++
			}
		}
		var shares []string
		for p, k := range count {
			if k > 0 {
				shares = append(shares, fmt.Sprintf("%s %d", names[p], k))
			}
		}
		g.Groups, g.First = strings.Join(shares, ", "), strings.Join(first, ", ")
		out = append(out, g)
	}
	return out, nil
}

// describe is party, state and chamber of a node, as far as known.
func describe(n *network.Network, i int) string {
	var parts []string
	for _, name := range []string{"party", "state", "chamber", "date"} {
		if c := n.Column(name); c != nil && c.Has(i) {
			parts = append(parts, c.Text(i))
		}
	}
	return strings.Join(parts, ", ")
}

func strongest(n *network.Network) []tie {
	order := make([]int, n.Edges())
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(n.Weight[b], n.Weight[a]) })
	get := func(name string, i int) string {
		if c := n.EdgeColumn(name); c != nil {
			return c.Text(i)
		}
		return ""
	}
	var out []tie
	for _, i := range order[:min(20, len(order))] {
		when := get("date", i)
		if first, last := get("first", i), get("last", i); first != "" {
			when = first
			if last != first {
				when += " to " + last
			}
		}
		out = append(out, tie{n.Label[n.Source[i]], n.Label[n.Target[i]], decimal(n.Weight[i]), when, get("document", i), shorten(get("quote", i), 240)})
	}
	return out
}

var layout = template.Must(template.New("report").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
body { font: 16px/1.5 system-ui, Helvetica, Arial, sans-serif; color: #1c2430; background: #fff; max-width: 75rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.75rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p { max-width: 46rem; } .quiet { color: #5b6470; font-size: .9rem; }
figure { margin: 1.5rem 0; } svg { width: 100%; height: auto; border: 1px solid #d9dde3; border-radius: 6px; }
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(28rem, 1fr)); gap: 1.5rem 2.5rem; align-items: start; }
.tables th { font-weight: 400; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } caption { text-align: left; font-weight: 600; }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #e6e9ee; vertical-align: top; }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } code { font-size: .85rem; overflow-wrap: anywhere; }
@media print { body { max-width: none; padding: 0; } }
</style>
</head>
<body>
<h1>{{.Title}}</h1>
<p class="quiet">Version {{.Version}} of the store · <code>{{.Query}}</code></p>
<p>Edges and weights: {{.Formula}}.</p>
<figure>{{.Picture}}</figure>
<h2>The network</h2>
<table>
<thead><tr><th>measure</th><th>value</th><th>meaning</th></tr></thead>
<tbody>{{range .Summary}}
<tr><td>{{.Name}}</td><td class="n">{{.Value}}</td><td>{{.About}}</td></tr>{{end}}
</tbody></table>
{{if .Ranked}}<h2>Who stands out</h2>
<div class="tables">{{range .Ranked}}
<table><caption>{{.Name}}</caption>
<thead><tr><th colspan="3" class="quiet">{{.About}}</th></tr></thead>
<tbody>{{range .Rows}}
<tr><td>{{.Name}}</td><td class="n">{{.Value}}</td><td class="quiet">{{.About}}</td></tr>{{end}}
</tbody></table>{{end}}
</div>{{end}}
{{if .Communities}}<h2>Communities</h2>
<p class="quiet">The partition of the best modularity that was found (Leiden, Traag and others 2019); letters as in the picture.</p>
<table>
<thead><tr><th></th><th>nodes</th><th>parties</th><th>first by sum of weights</th></tr></thead>
<tbody>{{range .Communities}}
<tr><td><b>{{.Name}}</b></td><td class="n">{{.Size}}</td><td>{{.Groups}}</td><td>{{.First}}</td></tr>{{end}}
</tbody></table>{{end}}
{{if .Ties}}<h2>The strongest edges and the words behind them</h2>
<table>
<thead><tr><th>from</th><th>to</th><th>weight</th><th>when</th><th>document</th><th>words</th></tr></thead>
<tbody>{{range .Ties}}
<tr><td>{{.Source}}</td><td>{{.Target}}</td><td class="n">{{.Weight}}</td><td>{{.When}}</td><td>{{.Document}}</td><td>{{.Quote}}</td></tr>{{end}}
</tbody></table>{{end}}
{{if .Dropped}}<h2>Left out</h2>
<table><tbody>{{range .Dropped}}
<tr><td>{{.Name}}</td><td class="n">{{.Value}}</td></tr>{{end}}
</tbody></table>{{end}}
<h2>How to cite</h2>
<p>{{or .Citation "demarche"}}: {{.Title}}, network <code>{{.Query}}</code>, version {{.Version}} of the store; {{.Formula}}.{{if .Licence}} Licence of the data: {{.Licence}}.{{end}}</p>
</body>
</html>
`))
