package cli

import (
	"encoding/json"
	"errors"
	"fmt"

	"demarche/queries/corpus"
	"demarche/queries/release"
	"demarche/schema/date"

	"github.com/spf13/cobra"
)

func (a *app) releaseCommand() *cobra.Command {
	var (
		output string
		o      release.Options
		diff   bool
		asJSON bool
	)
	c := &cobra.Command{
		Use:   "release -o FOLDER [--version V] [--open] | release --diff OLD NEW",
		Short: "Write the data as a package for others, or compare two packages",
		Long: `Release writes the whole graph as a data package: CSV tables with stable ids (people, tenures, letters, signatures,
recipients, demands, evidence and what they lead to), datapackage.json (Frictionless Data Package 2) with types and keys,
croissant.json (Croissant 1.0) for machine learning, and a README. Every row that says who did what leads to the
document, the span and the sentence. Each source keeps its licence; --open refuses, with exit code 3, registers and
documents whose licence is non-commercial or is not known to be open. Documents that state no licence are quoted, never
copied, and counted. The same store gives the same bytes.

With --diff it compares two such folders: letters, signatures, recipients and demands that came, went or changed, and
people who were re-identified, each with the reason.`,
		Example: `  demarche release -o letters-1.0.0 --version 1.0.0 --open
  demarche release --diff letters-1.0.0 letters-1.1.0`,
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case diff:
				return someArgs(2, 2, "the folders OLD and NEW")(c, args)
			case output == "":
				return usage(c, "missing -o FOLDER")
			case asJSON:
				return usage(c, "--json is for --diff")
			}
			return noArgs(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if diff {
				return a.releaseDiff(args[0], args[1], asJSON)
			}
			if day, err := date.Parse(o.Date); err != nil || o.Date != "" && len(day) != len("2006-01-02") {
				return usage(c, fmt.Sprintf("--date %q: want a day, YYYY-MM-DD", o.Date))
			}
			return a.release(c, output, o)
		},
	}
	f := c.Flags()
	f.StringVarP(&output, "output", "o", "", "folder to write")
	f.StringVar(&o.Version, "version", "", "semantic version of the release (default 0.VERSION-OF-THE-STORE.0)")
	f.StringVar(&o.Name, "name", "", "name of the package: small letters, digits, . _ - / (default demarche)")
	f.StringVar(&o.Title, "title", "", "title for people")
	f.StringVar(&o.Date, "date", "", "date of the release, YYYY-MM-DD; left out without it")
	f.BoolVar(&o.Open, "open", false, "refuse sources that are non-commercial or not known to be open")
	f.BoolVar(&diff, "diff", false, "compare two releases")
	f.BoolVar(&asJSON, "json", false, "with --diff: the difference as JSON")
	return c
}

// release writes the store's last version into a folder.
func (a *app) release(c *cobra.Command, folder string, o release.Options) error {
	store, err := a.openReading(c.Context())
	if err != nil {
		return err
	}
	o.Judgements, err = a.loadJudgements(c.Context(), store)
	if err = errors.Join(err, store.Close()); err != nil {
		return err
	}
	r, err := a.openReader(c.Context())
	if err != nil {
		return err
	}
	defer r.Release()
	o.Creator = "demarche " + a.Version
	rel, err := release.Build(c.Context(), corpus.New(r), o)
	switch {
	case errors.Is(err, release.ErrLicence), errors.Is(err, release.ErrBroken):
		return fmt.Errorf("%w: %w", errRule, err)
	case errors.Is(err, release.ErrVersion):
		return usage(c, err.Error())
	case err != nil:
		return err
	}
	if err := rel.Write(folder); err != nil {
		return err
	}
	out := newRows(a.Out)
	for _, t := range rel.Tables {
		out.row(t.Name, fmt.Sprintf("%d", len(t.Rows)))
	}
	if rel.Unlicensed > 0 {
		a.warn("release: %d documents state no licence; only facts and quoted sentences of them are in the release", rel.Unlicensed)
	}
	if rel.Stripped+rel.Repaired > 0 {
		a.warn("release: %d control characters taken out of texts, %d broken bytes replaced", rel.Stripped, rel.Repaired)
	}
	return out.flush()
}

// releaseDiff prints the difference of two releases.
func (a *app) releaseDiff(before, after string, asJSON bool) error {
	d, err := release.Diff(before, after)
	if err != nil {
		return err
	}
	if !asJSON {
		return d.WriteText(a.Out)
	}
	e := json.NewEncoder(a.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d)
}
