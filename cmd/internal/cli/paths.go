package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/queries/paths"
	"demarche/schema/date"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"
)

var errNobody = errors.New("nothing in the graph has this name")

func (a *app) pathsCommand() *cobra.Command {
	var (
		q        paths.Query
		mode     string
		sel      string
		from, to string
		avoid    []string
		asJSON   bool
	)
	c := &cobra.Command{
		Use:   "paths [flags] FROM TO",
		Short: "Find how two nodes hang together, each step with its sentence",
		Long: `Paths finds the paths between two people, letters, offices or countries, best first, and prints for every step the
sentence or register row that says so. FROM and TO are names, IRIs or ids. With --pattern only paths of a form count;
it is a SPARQL property path over the predicates (demarche vocab lists them), for example 'signed/makes/targets'.

Named patterns:
` + metapathList(),
		Example: `  demarche paths "Adam Schiff" "Zakir Hasanov"
  demarche paths --pattern 'signed/^signed' "Laura Friedman" "Adrin Nazarian"
  demarche paths --json --k 3 "Robert Menendez" "Turkey"`,
		Args: someArgs(2, 2, "FROM and TO"),
		RunE: func(c *cobra.Command, args []string) error {
			q.Mode, q.Select = paths.Mode(mode), paths.Select(sel)
			var err error
			if q.Window.Start, err = date.Parse(from); err != nil {
				return usage(c, "--from "+err.Error())
			}
			if q.Window.End, err = date.Parse(to); err != nil {
				return usage(c, "--to "+err.Error())
			}
			r, err := a.openReader(c.Context())
			if err != nil {
				return err
			}
			defer r.Release()
			corp := corpus.New(r)
			for i, end := range []*[]graph.ID{&q.From, &q.To} {
				id, err := a.findNode(corp, args[i])
				if err != nil {
					return err
				}
				*end = []graph.ID{id}
			}
			for _, name := range avoid {
				id, err := a.findNode(corp, name)
				if err != nil {
					return err
				}
				q.Avoid = append(q.Avoid, id)
			}
			res, err := paths.Find(c.Context(), corp, q)
			switch {
			case errors.Is(err, paths.ErrPattern), errors.Is(err, paths.ErrQuery):
				return usage(c, err.Error())
			case err != nil:
				return err
			}
			return a.toFile("", func(w io.Writer) error {
				if asJSON {
					return writePathsJSON(w, corp, res)
				}
				return writePaths(w, corp, res)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&q.Pattern, "pattern", "", "a property path, or a named pattern")
	f.StringVar(&mode, "mode", "", "what may repeat: acyclic (default), trail, walk")
	f.StringVar(&sel, "select", "", "which paths: specific (default), shortest, all-shortest, k-shortest")
	f.IntVar(&q.K, "k", 0, "how many paths (default 10)")
	f.IntVar(&q.Skip, "skip", 0, "paths to pass over")
	f.IntVar(&q.MaxHops, "max-hops", 0, "longest path, 1 to 8")
	f.StringVar(&from, "from", "", "letters and events from this date on")
	f.StringVar(&to, "to", "", "letters and events up to this date")
	f.BoolVar(&q.NonDecreasing, "in-time", false, "dates never go back along the path")
	f.Float64Var(&q.MinConfidence, "min-confidence", 0, "least confidence of every step")
	f.StringSliceVar(&avoid, "avoid", nil, "nodes that no path goes through")
	f.IntVar(&q.Budget, "budget", 0, "edges looked at before giving up (default 5,000,000)")
	f.BoolVar(&asJSON, "json", false, "print as JSON")
	return c
}

func metapathList() string {
	var b strings.Builder
	for _, m := range paths.Metapaths() {
		fmt.Fprintf(&b, "  %-16s %s (%s)\n", m.Name, m.About, m.Pattern)
	}
	return b.String()
}

// findNode finds a node by IRI, id or name. A name that fits several nodes equally well is refused with the choices.
func (a *app) findNode(c *corpus.Corpus, name string) (graph.ID, error) {
	if id := c.Node(name); id != 0 {
		return id, nil
	}
	hits := c.Search(name, nil)
	if len(hits) == 0 {
		return 0, fmt.Errorf("%q: %w", name, errNobody)
	}
	if len(hits) > 1 && hits[1].Score == hits[0].Score && hits[1].Node != hits[0].Node && c.KindOf(hits[1].Node) == c.KindOf(hits[0].Node) {
		return 0, fmt.Errorf("%q names several nodes: %s, %s; give the IRI", name, c.IRI(hits[0].Node), c.IRI(hits[1].Node))
	}
	if hits[0].Score < 1 {
		a.warn("%q is taken for %q", name, c.Label(hits[0].Node))
	}
	return hits[0].Node, nil
}

func writePaths(w io.Writer, c *corpus.Corpus, res paths.Result) error {
	if !res.Found {
		_, err := fmt.Fprintf(w, "no path: %s (looked at %d nodes and %d edges, up to %d steps)\n", res.Why, res.Searched.Nodes, res.Searched.Edges, res.Searched.Hops)
		return err
	}
	about := ""
	if !res.CountExact {
		about = "at least "
	}
	fmt.Fprintf(w, "%s%s paths, the shortest of %d steps\n", about, res.Count, res.Distance)
	for i, p := range res.Paths {
		fmt.Fprintf(w, "\n%d. %s (score %.4g)\n", i+1, nodeName(c, p.Nodes[0]), p.Score)
		for j, h := range p.Hops {
			arrow := fmt.Sprintf("-- %s -->", predicateName(c, h.Predicate))
			if h.Inverse {
				arrow = fmt.Sprintf("<-- %s --", predicateName(c, h.Predicate))
			}
			fmt.Fprintf(w, "   %s %s\n", arrow, nodeName(c, p.Nodes[j+1]))
			for _, s := range h.Statements {
				fmt.Fprintf(w, "       %s: %s\n", s.Source, quoted(s))
			}
		}
	}
	if res.TruncatedBy != "" {
		fmt.Fprintf(w, "\nnot everything was looked at: the %s was reached\n", res.TruncatedBy)
	}
	return nil
}

func nodeName(c *corpus.Corpus, id graph.ID) string {
	if name := c.Label(id); name != "" {
		return name
	}
	return c.IRI(id)
}

// predicateName is the word of the vocabulary, the IRI for what is not in it.
func predicateName(c *corpus.Corpus, id graph.ID) string {
	if t, ok := vocab.Lookup(quad.IRI(c.IRI(id))); ok {
		return t.Name
	}
	return c.IRI(id)
}

func quoted(s paths.Statement) string {
	if s.Register {
		return s.Quote
	}
	return "“" + strings.Join(strings.Fields(s.Quote), " ") + "”"
}

// The JSON form of `demarche paths`.
type (
	pathsJSON struct {
		Found       bool       `json:"found"`
		Distance    int        `json:"distance"`
		Count       string     `json:"count"`
		CountExact  bool       `json:"countExact"`
		Paths       []pathJSON `json:"paths"`
		More        bool       `json:"more"`
		TruncatedBy string     `json:"truncatedBy,omitempty"`
		Why         string     `json:"why,omitempty"`
		Searched    struct {
			Nodes int `json:"nodes"`
			Edges int `json:"edges"`
			Hops  int `json:"hops"`
		} `json:"searched"`
	}
	pathJSON struct {
		Score      float64    `json:"score"`
		Confidence float64    `json:"confidence"`
		Nodes      []nodeJSON `json:"nodes"`
		Hops       []hopJSON  `json:"hops"`
	}
	nodeJSON struct {
		IRI  string `json:"iri"`
		Name string `json:"name"`
	}
	hopJSON struct {
		Predicate  string          `json:"predicate"`
		Inverse    bool            `json:"inverse"`
		Statements []statementJSON `json:"statements"`
	}
	statementJSON struct {
		Source   string `json:"source"`
		Register bool   `json:"register"`
		Quote    string `json:"quote"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		Rule     string `json:"rule,omitempty"`
	}
)

func writePathsJSON(w io.Writer, c *corpus.Corpus, res paths.Result) error {
	out := pathsJSON{
		Found: res.Found, Distance: res.Distance, Count: "0", CountExact: res.CountExact, Paths: []pathJSON{}, More: res.More,
		TruncatedBy: res.TruncatedBy, Why: res.Why,
	}
	if res.Count != nil {
		out.Count = res.Count.String()
	}
	out.Searched.Nodes, out.Searched.Edges, out.Searched.Hops = res.Searched.Nodes, res.Searched.Edges, res.Searched.Hops
	for _, p := range res.Paths {
		pj := pathJSON{Score: p.Score, Confidence: p.Confidence}
		for _, n := range p.Nodes {
			pj.Nodes = append(pj.Nodes, nodeJSON{c.IRI(n), c.Label(n)})
		}
		for _, h := range p.Hops {
			hj := hopJSON{Predicate: c.IRI(h.Predicate), Inverse: h.Inverse}
			for _, s := range h.Statements {
				hj.Statements = append(hj.Statements, statementJSON{s.Source, s.Register, s.Quote, s.Start, s.End, s.Rule})
			}
			pj.Hops = append(pj.Hops, hj)
		}
		out.Paths = append(out.Paths, pj)
	}
	bw := bufio.NewWriter(w)
	enc := json.NewEncoder(bw)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	return bw.Flush()
}
