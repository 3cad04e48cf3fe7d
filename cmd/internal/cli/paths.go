package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
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

// pathsFlags is what the command line says beyond the query itself.
type pathsFlags struct {
	mode, sel, from, to            string
	alsoFrom, alsoTo, avoid, notBy []string
	draws                          int
	seed                           uint64
	asJSON                         bool
}

func (a *app) pathsCommand() *cobra.Command {
	var (
		q  paths.Query
		in pathsFlags
	)
	c := &cobra.Command{
		Use:   "paths [flags] FROM [TO]",
		Short: "Find how two nodes hang together, each step with its sentence",
		Long: `Paths finds the paths between two people, letters, offices or countries, best first, and prints for every step the
sentence or register row that says so. FROM and TO are names, IRIs or ids; --also-from and --also-to add further ends.
Without TO it lists what FROM hangs together with most: score and number of the walks to it, and the shortest's length.

Without --pattern a path goes along any plain statement (demarche vocab lists them) but never through what joins
everything to everything: countries, laws, kinds of demands, chambers, governments, parties, and nodes of more than
1000 statements. With --pattern only paths of that form count, and they go through whatever the pattern names.

A pattern is a SPARQL property path with node types:
  signed, ^signed      along a statement, against it (a letter's signers)
  a/b, a|b, (a|b)/c    one after the other; either; grouped
  a?, a*, a+, a{1,3}   at most once; any times; at least once; once to three times
  !signed, !(a|^b)     any statement but these
  [Letter], [!Country] stays on the node, which must (not) be one
  .                    any plain statement in either direction

Named patterns:
` + metapathList(),
		Example: `  demarche paths "Adam Schiff" "Zakir Hasanov"
  demarche paths --pattern 'signed/^signed' "Laura Friedman" "Adrin Nazarian"
  demarche paths --pattern cosigners --draws 999 "Laura Friedman" "Adrin Nazarian"
  demarche paths --pattern cosigners "Laura Friedman"
  demarche paths --json --k 3 "Robert Menendez" "Turkey"`,
		Args: someArgs(1, 2, "FROM and TO"),
		RunE: func(c *cobra.Command, args []string) error { return a.paths(c, args, q, in) },
	}
	f := c.Flags()
	f.StringVar(&q.Pattern, "pattern", "", "a property path, or a named pattern")
	f.StringVar(&in.mode, "mode", "", "what may repeat: acyclic (default), trail, walk")
	f.StringVar(&in.sel, "select", "", "which paths: specific (default), shortest, all-shortest, k-shortest")
	f.IntVar(&q.K, "k", 0, "how many paths (default 10)")
	f.IntVar(&q.Skip, "skip", 0, "paths to pass over")
	f.IntVar(&q.MaxHops, "max-hops", 0, "longest path, 1 to 8 (default 6; for specific 4 or the shortest)")
	f.StringArrayVar(&in.alsoFrom, "also-from", nil, "a further node to start at; may be given again")
	f.StringArrayVar(&in.alsoTo, "also-to", nil, "a further node to end at; may be given again")
	f.StringVar(&in.from, "from", "", "letters and events from this date on")
	f.StringVar(&in.to, "to", "", "letters and events up to this date")
	f.BoolVar(&q.NonDecreasing, "in-time", false, "dates never go back along the path")
	f.Float64Var(&q.MinConfidence, "min-confidence", 0, "least confidence of every step, 0 to 1")
	f.StringArrayVar(&in.avoid, "avoid", nil, "a node that no path goes through; may be given again")
	f.StringArrayVar(&in.notBy, "avoid-class", nil, "a class whose nodes no path goes through, such as Event; may be given again")
	f.IntVar(&q.TransitMax, "transit-max", 0, "no way through nodes of more statements (default 1000 without a pattern, else no limit; -1 is no limit)")
	f.Float64Var(&q.Damping, "damping", 0, "exponent of the degrees in the score (default 0.5; -1 is none)")
	f.IntVar(&q.Budget, "budget", 0, "edges looked at before giving up (default 5,000,000)")
	f.IntVar(&in.draws, "draws", 0, "compare the number of paths with this many random graphs of the same degrees")
	f.Uint64Var(&in.seed, "seed", 1, "seed of the random graphs")
	f.BoolVar(&in.asJSON, "json", false, "print as JSON")
	return c
}

// paths runs the command.
func (a *app) paths(c *cobra.Command, args []string, q paths.Query, in pathsFlags) error {
	q.Mode, q.Select = paths.Mode(in.mode), paths.Select(in.sel)
	var err error
	if q.Window.Start, err = date.Parse(in.from); err != nil {
		return usage(c, "--from "+err.Error())
	}
	if q.Window.End, err = date.Parse(in.to); err != nil {
		return usage(c, "--to "+err.Error())
	}
	for _, name := range in.notBy {
		class, ok := paths.Class(name)
		if !ok {
			return usage(c, fmt.Sprintf("--avoid-class %q is no class; demarche vocab lists them", name))
		}
		q.AvoidClasses = append(q.AvoidClasses, class)
	}
	r, err := a.openReader(c.Context())
	if err != nil {
		return err
	}
	defer r.Release()
	corp := corpus.New(r)
	ends := slices.Concat(args[1:], in.alsoTo)
	for _, end := range []struct {
		names []string
		to    *[]graph.ID
	}{
		{append([]string{args[0]}, in.alsoFrom...), &q.From},
		{ends, &q.To},
		{in.avoid, &q.Avoid},
	} {
		for _, name := range end.names {
			id, err := a.findNode(corp, name)
			if err != nil {
				return err
			}
			*end.to = append(*end.to, id)
		}
	}
	if len(ends) == 0 {
		return a.reach(c, corp, q, in)
	}
	res, err := paths.Find(c.Context(), corp, q)
	var chance *paths.Significance
	if err == nil && in.draws != 0 {
		var s paths.Significance
		s, err = paths.Significant(c.Context(), corp, q, in.draws, in.seed)
		chance = &s
	}
	switch {
	case errors.Is(err, paths.ErrPattern), errors.Is(err, paths.ErrQuery):
		return usage(c, err.Error())
	case err != nil:
		return err
	}
	return a.toFile("", func(w io.Writer) error {
		if in.asJSON {
			return writePathsJSON(w, corp, res, chance, in.seed)
		}
		return writePaths(w, corp, res, chance, in.seed)
	})
}

// reach lists what FROM hangs together with most.
func (a *app) reach(c *cobra.Command, corp *corpus.Corpus, q paths.Query, in pathsFlags) error {
	if in.draws != 0 {
		return usage(c, "--draws wants TO")
	}
	nodes, searched, truncated, err := paths.Reach(c.Context(), corp, q)
	switch {
	case errors.Is(err, paths.ErrPattern), errors.Is(err, paths.ErrQuery):
		return usage(c, err.Error())
	case err != nil:
		return err
	}
	if truncated {
		a.warn("not everything was looked at: the budget was reached after %d steps", searched.Hops)
	}
	if in.asJSON {
		out := reachJSON{Nodes: []reachedJSON{}, Truncated: truncated}
		for _, n := range nodes {
			out.Nodes = append(out.Nodes, reachedJSON{nodeJSON{corp.IRI(n.Node), corp.Label(n.Node)}, n.Score, n.Paths, n.Hops})
		}
		return a.toFile("", func(w io.Writer) error {
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			return enc.Encode(out)
		})
	}
	return a.toFile("", func(w io.Writer) error {
		if _, err := fmt.Fprintln(w, "score\twalks\tsteps\tname\tid"); err != nil {
			return err
		}
		for _, n := range nodes {
			if _, err := fmt.Fprintf(w, "%.4g\t%.15g\t%d\t%s\t%s\n", n.Score, n.Paths, n.Hops, nodeName(corp, n.Node), corp.IRI(n.Node)); err != nil {
				return err
			}
		}
		return nil
	})
}

// The JSON form of `demarche paths FROM`.
type (
	reachJSON struct {
		Nodes     []reachedJSON `json:"nodes"`
		Truncated bool          `json:"truncated"`
	}
	reachedJSON struct {
		nodeJSON
		Score float64 `json:"score"`
		Walks float64 `json:"walks"`
		Steps int     `json:"steps"`
	}
)

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

// counted is a number with its noun, "1 path" or "2 paths".
func counted(n, what string) string {
	if n == "1" {
		return n + " " + what
	}
	return n + " " + what + "s"
}

func writePaths(w io.Writer, c *corpus.Corpus, res paths.Result, chance *paths.Significance, seed uint64) error {
	if !res.Found {
		_, err := fmt.Fprintln(w, res.Why)
		return err
	}
	about := ""
	if !res.CountExact {
		about = "at least "
	}
	fmt.Fprintf(w, "%s%s, the shortest of %s\n", about, counted(res.Count.String(), "path"), counted(strconv.Itoa(res.Distance), "step"))
	if chance != nil {
		fmt.Fprintf(w, "by chance: %.4g paths on average (deviation %.3g) in %d random graphs of the same degrees (seed %d), as many or more with p = %.3g\n",
			chance.Mean, chance.Deviation, chance.Draws, seed, chance.P)
	}
	for i, p := range res.Paths {
		fmt.Fprintf(w, "\n%d. %s (score %.4g)\n", i+1, nodeName(c, p.Nodes[0]), p.Score)
		for j, h := range p.Hops {
			arrow := fmt.Sprintf("-- %s -->", predicateName(c, h.Predicate))
			if h.Inverse {
				arrow = fmt.Sprintf("<-- %s --", predicateName(c, h.Predicate))
			}
			fmt.Fprintf(w, "   %s %s\n", arrow, nodeName(c, p.Nodes[j+1]))
			for _, s := range h.Statements {
				fmt.Fprintf(w, "       %s\n", quoted(s))
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

// quoted is the sentence behind its file, or a register's title and row.
func quoted(s paths.Statement) string {
	if s.Register {
		return s.Quote
	}
	place := s.Source
	if s.Page > 0 {
		place += fmt.Sprintf(", page %d", s.Page)
	}
	return place + ": “" + strings.Join(strings.Fields(s.Quote), " ") + "”"
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
			Nodes     int  `json:"nodes"`
			Edges     int  `json:"edges"`
			Hops      int  `json:"hops"`
			Exhausted bool `json:"exhausted"`
			Hubs      int  `json:"hubs"`
			Barred    int  `json:"barred"`
		} `json:"searched"`
		Lengths      []lengthJSON `json:"lengths"`
		Significance *chanceJSON  `json:"significance,omitempty"`
	}
	lengthJSON struct {
		Hops  int    `json:"hops"`
		Count string `json:"count"`
		Exact bool   `json:"exact"`
	}
	chanceJSON struct {
		Draws     int     `json:"draws"`
		Seed      uint64  `json:"seed"`
		Edges     int     `json:"edges"`
		Observed  float64 `json:"observed"`
		Mean      float64 `json:"mean"`
		Deviation float64 `json:"deviation"`
		P         float64 `json:"p"`
		BestScore float64 `json:"bestScore"`
		BestP     float64 `json:"bestP"`
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
		Source     string  `json:"source"`
		Register   bool    `json:"register"`
		Quote      string  `json:"quote"`
		Start      int     `json:"start"`
		End        int     `json:"end"`
		Page       int     `json:"page,omitempty"`
		Rule       string  `json:"rule,omitempty"`
		Confidence float64 `json:"confidence"`
	}
)

func writePathsJSON(w io.Writer, c *corpus.Corpus, res paths.Result, chance *paths.Significance, seed uint64) error {
	out := pathsJSON{
		Found: res.Found, Distance: res.Distance, Count: "0", CountExact: res.CountExact, Paths: []pathJSON{}, More: res.More,
		TruncatedBy: res.TruncatedBy, Why: res.Why,
	}
	if res.Count != nil {
		out.Count = res.Count.String()
	}
	out.Searched.Nodes, out.Searched.Edges, out.Searched.Hops = res.Searched.Nodes, res.Searched.Edges, res.Searched.Hops
	out.Searched.Exhausted, out.Searched.Hubs, out.Searched.Barred = res.Searched.Exhausted, res.Searched.Hubs, res.Searched.Barred
	out.Lengths = []lengthJSON{}
	for _, l := range res.Lengths {
		out.Lengths = append(out.Lengths, lengthJSON{l.Hops, l.Count.String(), l.Exact})
	}
	if s := chance; s != nil {
		out.Significance = &chanceJSON{s.Draws, seed, s.Edges, s.Observed, s.Mean, s.Deviation, s.P, s.BestScore, s.BestP}
	}
	for _, p := range res.Paths {
		pj := pathJSON{Score: p.Score, Confidence: p.Confidence}
		for _, n := range p.Nodes {
			pj.Nodes = append(pj.Nodes, nodeJSON{c.IRI(n), c.Label(n)})
		}
		for _, h := range p.Hops {
			hj := hopJSON{Predicate: c.IRI(h.Predicate), Inverse: h.Inverse}
			for _, s := range h.Statements {
				hj.Statements = append(hj.Statements, statementJSON{s.Source, s.Register, s.Quote, s.Start, s.End, s.Page, s.Rule, s.Confidence})
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
