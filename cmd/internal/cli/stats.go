package cli

import (
	"encoding/json"
	"fmt"

	"demarche/graph"
	"demarche/schema/vocab"

	"github.com/spf13/cobra"
)

// stats is the JSON form of `demarche stats`.
type stats struct {
	Version graph.Version  `json:"version"`
	Quads   int            `json:"quads"`
	Labels  int            `json:"labels"`
	Classes map[string]int `json:"classes"`
}

func (a *app) statsCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "stats",
		Short:   "Count what is in the store",
		Long:    "Stats counts the quads of the store, its documents and registers, and the nodes of each class. A quad that several documents make\ncounts once for each.",
		Example: "  demarche stats\n  demarche stats --json | jq .classes.Letter",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			r, err := a.openReader(c.Context())
			if err != nil {
				return err
			}
			defer r.Release()
			s := stats{Version: r.Version(), Quads: r.Quads(), Labels: len(r.Labels()), Classes: map[string]int{}}
			typ := r.ID(vocab.Type)
			for _, class := range vocab.Classes() {
				n := 0
				for range r.In(r.ID(class.IRI), typ).Distinct() {
					n++
				}
				s.Classes[class.Name] = n
			}
			return a.printStats(s, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return c
}

func (a *app) printStats(s stats, asJSON bool) error {
	if asJSON {
		enc := json.NewEncoder(a.Out)
		enc.SetIndent("", "  ")
		return enc.Encode(s)
	}
	t := newRows(a.Out)
	t.row("version", fmt.Sprint(s.Version))
	t.row("quads", fmt.Sprint(s.Quads))
	t.row("documents and registers", fmt.Sprint(s.Labels))
	for _, class := range vocab.Classes() {
		t.row(class.Name, fmt.Sprint(s.Classes[class.Name]))
	}
	return t.flush()
}
