package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche/loaders/ingest"

	"github.com/spf13/cobra"
)

func (a *app) loadCommand() *cobra.Command {
	var (
		as       string
		jobs     int
		asJSON   bool
		isSample bool
		diff     bool
		verbose  bool
		mapFile  string
	)
	c := &cobra.Command{
		Use:   "load [flags] PATH...",
		Short: "Load letters, releases, reports and registers into the store",
		Long: `Load reads files, folders (with everything below them), patterns and - (standard input) into the store: letters, press
releases and news reports, and the public registers of legislators that names are resolved against. What a file is, is
recognised from its content. Registers are read first. Loading the same again changes nothing; a changed file replaces
exactly what it said before.

Formats for --as: ` + strings.Join(ingest.FormatNames(), ", ") + `.
Registers: congress-legislators (YAML, JSON, CSV), OpenStates folders, OFAC SDN, FollowTheMoney, country names,
hand-coded records. A graph in N-Quads, Turtle, TriG or JSON-LD replaces the labels that it speaks of.
A table of two-mode data that others coded (cosponsorship, petitions, votes, boards) comes with a map that says which
column is what; its people are those of the registers or its own, its items become letters. docs/tables.md explains maps.

A named file that cannot be read ends the load before it begins; inside a folder it is dropped, counted and told. Links
to files are followed, links to folders are not. Each document and register is whole in the store or not at all: an
interrupted load says how many it kept, and the same load again does the rest. With --json the report is one object:
documents (read, kept, dropped by reason), registers (id, edition, records with the places of the first dropped ones,
added, removed), letters, reread, quads of graphs, added, removed, version and warnings.`,
		Example: `  demarche load --sample
  demarche load letters/ legislators-current.yaml legislators-historical.yaml openstates-ca/
  demarche load --as releases 2020-10.jsonl
  demarche load --as csv --map cosponsors.yaml cosponsors.csv
  demarche load --diff legislators-current.yaml`,
		Args: func(c *cobra.Command, args []string) error {
			if isSample && len(args) > 0 {
				return usage(c, "--sample takes no paths")
			}
			if !isSample && len(args) == 0 {
				return usage(c, "missing PATH, or --sample")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if as == "csv" && mapFile == "" {
				return usage(c, "--as csv wants --map FILE, which says what column is what")
			}
			if as != "" && as != "csv" {
				if err := ingest.KnownFormat(as); err != nil {
					return usage(c, err.Error())
				}
			}
			reads, err := analyst()
			if err != nil {
				return err
			}
			opts := ingest.Options{Analyst: reads, Jobs: jobs, As: as, Diff: diff}
			report, err := a.load(c.Context(), opts, isSample, mapFile, args)
			if err != nil {
				return err
			}
			return a.printReport(report, asJSON, verbose)
		},
	}
	c.Flags().StringVar(&as, "as", "", "read every file as this format: "+strings.Join(ingest.FormatNames(), ", "))
	c.Flags().IntVar(&jobs, "jobs", 0, "documents read at a time; 0 is the number of processors")
	c.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	c.Flags().StringVar(&mapFile, "map", "", "a table of two-mode data (who, what, when, role, weight): which column is what, as YAML or JSON")
	c.Flags().BoolVar(&diff, "diff", false, "list what each register says otherwise than the edition in the store")
	c.Flags().BoolVarP(&verbose, "verbose", "v", false, "tell every file that was dropped, and where the first dropped records of registers stand")
	c.Flags().BoolVar(&isSample, "sample", false, "load the built-in sample corpus and registers")
	return c
}

// load reads the sample, a table with its map, or paths into the store and brings the snapshot up to date.
func (a *app) load(ctx context.Context, opts ingest.Options, isSample bool, mapFile string, paths []string) (report ingest.Report, err error) {
	store, err := a.openStore(ctx)
	if err != nil {
		return report, err
	}
	defer func() {
		if cerr := store.Close(); err == nil {
			err = cerr
		}
	}()
	if opts.Judgements, err = a.loadJudgements(ctx, store); err != nil {
		return report, err
	}
	progress := newProgress(a.Env)
	opts.Progress = progress.show
	pipeline := ingest.New(store, opts)
	switch {
	case isSample:
		report, err = pipeline.LoadSample(ctx)
	case mapFile != "":
		report, err = pipeline.LoadTables(ctx, mapFile, paths)
	default:
		report, err = pipeline.Load(ctx, paths)
	}
	progress.done()
	if err == nil {
		return report, a.refresh(ctx, store)
	}
	if report.Added+report.Removed > 0 { // servers are to see what was kept, even if somebody interrupts
		a.warn("kept until here: %d documents, %d quads added, %d removed, version %d; load again to go on", report.Documents.Kept, report.Added, report.Removed, report.Version)
		_ = a.refresh(context.WithoutCancel(ctx), store) // the next command does it, if this one cannot
	}
	return report, err
}

func (a *app) printReport(r ingest.Report, asJSON, verbose bool) error {
	shown := r.Warnings
	if !verbose {
		shown = shown[:min(len(shown), maxWarnings)]
	}
	for _, w := range shown {
		a.warn("%s", w)
	}
	if more := len(r.Warnings) - len(shown); more > 0 {
		a.warn("and %d more; --verbose and --json list all", more)
	}
	if verbose {
		a.tellPlaces(r)
	}
	if asJSON {
		enc := json.NewEncoder(a.Out)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	}
	t := newRows(a.Out)
	for _, reg := range r.Registers {
		t.row("register", reg.ID, reg.Records.String())
		for _, change := range reg.Changes {
			t.row("", string(change.Kind), change.String())
		}
	}
	t.row("documents", "", r.Documents.String())
	if r.Reread > 0 {
		t.row("read again", "", fmt.Sprintf("%d documents, because registers changed", r.Reread))
	}
	if r.Quads > 0 {
		t.row("graph", "", fmt.Sprintf("%d quads read", r.Quads))
	}
	t.row("letters", "", fmt.Sprint(r.Letters))
	t.row("quads", "", fmt.Sprintf("%d added, %d removed", r.Added, r.Removed))
	t.row("version", "", fmt.Sprint(r.Version))
	return t.flush()
}

// tellPlaces says where the first records stand that were dropped from registers, by reason.
func (a *app) tellPlaces(r ingest.Report) {
	for _, reg := range r.Registers {
		for _, reason := range slices.Sorted(maps.Keys(reg.Records.Places)) {
			places := reg.Records.Places[reason]
			for _, place := range places {
				a.warn("dropped: %s: %s", place, reason)
			}
			if more := reg.Records.Dropped[reason] - len(places); more > 0 {
				a.warn("dropped: and %d more: %s", more, reason)
			}
		}
	}
}

// maxWarnings is how many dropped items are told one by one on the terminal.
const maxWarnings = 20
