package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"demarche/graph/quadio"
	"demarche/queries/corpus"
	"demarche/queries/export"
	"demarche/queries/network"
	"demarche/schema/date"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// rdfFormats write the graph itself.
var rdfFormats = []quadio.Format{quadio.NQuads, quadio.Turtle, quadio.TriG, quadio.JSONLD}

// selection is the flags that choose a network, shared by export and network.
type selection struct {
	from, to string
	request  network.Request
	weight   string
}

func (s *selection) flags(f *pflag.FlagSet) {
	f.StringVar(&s.from, "from", "", "letters from this date on (YYYY, YYYY-MM or YYYY-MM-DD)")
	f.StringVar(&s.to, "to", "", "letters up to this date")
	f.StringVar(&s.request.Filter.Chamber, "chamber", "", "signers of this chamber: sen, rep, upper, lower")
	f.StringVar(&s.request.Filter.Party, "party", "", "signers of this party")
	f.StringVar(&s.request.Filter.State, "state", "", "signers of this state, as two letters")
	f.StringVar(&s.request.Filter.Country, "country", "", "letters about this country, by code or name")
	f.StringVar(&s.request.Filter.Demand, "demand", "", "letters with a demand of this type")
	f.StringVar(&s.request.Filter.Recipient, "recipient", "", "letters to this recipient, by name or IRI")
	f.Float64Var(&s.request.MinWeight, "min-weight", 0, "leave out edges below this weight")
	f.StringVar(&s.weight, "weight", "", "of cosign: "+strings.Join(weightNames(), ", "))
	f.BoolVar(&s.request.Directed, "directed", false, "cosign: from cosigner to lead")
	f.BoolVar(&s.request.Isolates, "isolates", false, "keep people in office who signed nothing")
}

func weightNames() []string {
	var out []string
	for _, w := range network.Weights() {
		out = append(out, string(w))
	}
	return out
}

func kindNames() []string {
	var out []string
	for _, k := range network.Kinds() {
		out = append(out, string(k))
	}
	return out
}

// build makes the network of a kind out of the store's last version.
func (s *selection) build(ctx context.Context, c *cobra.Command, corp *corpus.Corpus, kind string) (*network.Network, error) {
	if !slices.Contains(kindNames(), kind) {
		return nil, usage(c, fmt.Sprintf("unknown network %q: known are %s", kind, strings.Join(kindNames(), ", ")))
	}
	if s.weight != "" && !slices.Contains(weightNames(), s.weight) {
		return nil, usage(c, fmt.Sprintf("unknown weight %q: known are %s", s.weight, strings.Join(weightNames(), ", ")))
	}
	s.request.Kind, s.request.Weight = network.Kind(kind), network.Weight(s.weight)
	for _, d := range []struct {
		flag, value string
		to          *date.Date
	}{{"from", s.from, &s.request.Filter.From}, {"to", s.to, &s.request.Filter.To}} {
		day, err := date.Parse(d.value)
		if err != nil {
			return nil, usage(c, fmt.Sprintf("--%s %s", d.flag, err))
		}
		*d.to = day
	}
	return network.Build(ctx, corp, s.request)
}

func (a *app) exportCommand() *cobra.Command {
	var (
		sel         selection
		kind        string
		format      string
		output      string
		spreadsheet bool
	)
	c := &cobra.Command{
		Use:   "export --network KIND --format FORMAT [-o FILE]",
		Short: "Write a network or the graph for other tools",
		Long: `Export writes a network for Gephi, R, Python and others, or the graph itself as RDF. The same store gives the same bytes.

Networks: cosign (people who signed the same letters), signatures (people and letters), demands (people to those whom
their letters aim at), recipients (people to those whom they wrote to), full (the graph itself).

Formats of networks:
` + formatList() + `
Formats of the graph: nquads, turtle, trig, jsonld (no --network).

Beside FILE stands FILE.manifest.json: request, version, formula, counts, columns, licences and the file's SHA-256.`,
		Example: `  demarche export --network cosign --format gexf -o cosign.gexf
  demarche export --network signatures --format csv -o signatures/
  demarche export --format nquads | gzip > graph.nq.gz`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if slices.Contains(rdfFormats, quadio.Format(format)) {
				if kind != "" && kind != string(network.Full) {
					return usage(c, fmt.Sprintf("%s is the graph itself: leave --network out", format))
				}
				return a.exportGraph(c.Context(), quadio.Format(format), output)
			}
			f, err := export.ByName(format)
			if err != nil {
				return usage(c, fmt.Sprintf("unknown format %q: known are %s", format, strings.Join(formatNames(), ", ")))
			}
			if kind == "" {
				return usage(c, "missing --network")
			}
			r, err := a.openReader(c.Context())
			if err != nil {
				return err
			}
			defer r.Release()
			corp := corpus.New(r)
			n, err := sel.build(c.Context(), c, corp, kind)
			if err != nil {
				return err
			}
			opts := export.Options{Spreadsheet: spreadsheet, Creator: "demarche " + a.Version, Licence: licences(corp)}
			if f.Folder {
				if output == "" || output == "-" {
					return usage(c, format+" has several files: name a folder with -o")
				}
				_, err = export.WriteFolder(c.Context(), output, n, f, opts)
				return err
			}
			return a.exportFile(c.Context(), output, n, f, opts)
		},
	}
	c.Flags().StringVar(&kind, "network", "", strings.Join(kindNames(), ", "))
	c.Flags().StringVar(&format, "format", "", strings.Join(formatNames(), ", "))
	c.Flags().StringVarP(&output, "output", "o", "", "file or folder to write; standard output without it")
	c.Flags().BoolVar(&spreadsheet, "spreadsheet", false, "csv: cells that a spreadsheet would run get a leading '")
	sel.flags(c.Flags())
	return c
}

func formatNames() []string {
	var out []string
	for _, f := range export.Formats() {
		out = append(out, f.Name)
	}
	for _, f := range rdfFormats {
		out = append(out, string(f))
	}
	return out
}

func formatList() string {
	var b strings.Builder
	for _, f := range export.Formats() {
		fmt.Fprintf(&b, "  %-12s %s\n", f.Name, f.About)
	}
	return b.String()
}

// exportFile writes a network into one file, and its manifest beside it; to standard output without one.
func (a *app) exportFile(ctx context.Context, output string, n *network.Network, f export.Format, opts export.Options) error {
	var m export.Manifest
	err := a.toFile(output, func(w io.Writer) (err error) {
		m, err = export.Write(ctx, w, n, f, opts)
		return err
	})
	if err != nil || output == "" || output == "-" {
		return err
	}
	for i := range m.Files {
		m.Files[i].Name = filepath.Base(output)
	}
	return a.toFile(output+".manifest.json", m.WriteJSON)
}

// licences are what the registers behind a graph state, each once, in order.
func licences(c *corpus.Corpus) string {
	var all []string
	for _, r := range c.Registers() {
		all = append(all, cmp.Or(r.Licence, "not stated"))
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), "; ")
}

// exportGraph writes every quad of the store.
func (a *app) exportGraph(ctx context.Context, f quadio.Format, output string) error {
	store, err := a.openReading(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }() // only read
	return a.toFile(output, func(w io.Writer) error {
		_, err := quadio.Write(ctx, w, f, store.Quads(ctx, ""))
		return err
	})
}
