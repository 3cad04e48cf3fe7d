package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"demarche/graph"
	"demarche/graph/cayleystore"
	"demarche/graph/check"
	"demarche/graph/snapshot"

	"github.com/spf13/cobra"
)

func (a *app) checkCommand() *cobra.Command {
	var (
		asJSON bool
		repair bool
	)
	c := &cobra.Command{
		Use:   "check [flags]",
		Short: "Check that the store is sound",
		Long: `Check reads the whole store and tests its indexes and texts, every quad against the vocabulary, every quotation against
the stored text it points into, every edge of a letter for its evidence, and the snapshot against the store. What breaks
a rule is listed, and the exit code is 3. With --repair what can be derived is made anew: indexes, counts, the snapshot;
and the texts of documents that were retracted or replaced, which stay until then, are removed.`,
		Example: "  demarche check\n  demarche check --json | jq '.findings[] | select(.broken > 0)'",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if repair && a.judgementsFile() != "" { // only a folder has indexes of ours
				if err := cayleystore.Repair(c.Context(), a.store); err != nil {
					return err
				}
			}
			store, err := a.openExisting(c.Context())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }() // only read
			if repair {
				if err := a.repair(c.Context(), store); err != nil {
					return err
				}
			}
			var broken error
			if v, ok := store.(graph.Verifier); ok {
				if broken = v.Verify(c.Context()); broken != nil && !errors.Is(broken, graph.ErrCorrupt) {
					return broken
				}
			}
			var r *snapshot.Snapshot
			folder, err := a.snapshotFolder()
			if err == nil && folder != "" {
				r, err = snapshot.NewDir(folder).Write(c.Context(), store)
			} else if err == nil {
				r, err = buildSnapshot(c.Context(), store)
			}
			if err != nil {
				return err
			}
			defer r.Release()
			report, err := check.Run(c.Context(), store, r, check.Options{})
			if err != nil {
				return err
			}
			if err := a.printCheck(report, asJSON); err != nil {
				return err
			}
			if broken != nil {
				a.warn("%s", oneLine(broken))
			}
			if !report.OK() || broken != nil {
				return errors.Join(errTold, errRule)
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	c.Flags().BoolVar(&repair, "repair", false, "make anew what can be derived: indexes, counts, the snapshot; remove unused texts")
	return c
}

// repair makes the snapshot anew and gives up the texts that nothing names any more.
func (a *app) repair(ctx context.Context, store graph.Store) error {
	if texts, ok := store.(graph.TextCollector); ok {
		n, err := texts.CollectTexts(ctx)
		if err != nil {
			return err
		}
		if n > 0 {
			fmt.Fprintf(a.Err, "demarche: removed %d unused texts\n", n)
		}
	}
	return a.rebuild(ctx, store)
}

func (a *app) printCheck(report check.Report, asJSON bool) error {
	if asJSON {
		enc := json.NewEncoder(a.Out)
		enc.SetIndent("", "  ")
		return enc.Encode(report)
	}
	t := newRows(a.Out)
	t.row("rule", "checked", "broken")
	for _, f := range report.Findings {
		t.row(string(f.Rule), fmt.Sprint(f.Checked), fmt.Sprint(f.Broken))
		for _, e := range f.Examples {
			t.row("", "", "", e)
		}
	}
	if report.UnusedTexts > 0 {
		a.warn("%d texts of retracted or replaced documents are kept: demarche check --repair removes them", report.UnusedTexts)
	}
	return t.flush()
}
