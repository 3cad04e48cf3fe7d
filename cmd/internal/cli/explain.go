package cli

import (
	"errors"
	"fmt"
	"io"

	"demarche/loaders/ingest"
	"demarche/loaders/letters/explain"

	"github.com/spf13/cobra"
)

// explain shows one document with its segments, its mentions and the rule behind each.
func (a *app) explain(c *cobra.Command, p *ingest.Pipeline, path string, asHTML bool) error {
	err := p.Explain(c.Context(), path, func(e ingest.Explained) error {
		if e.Err != nil {
			a.warn("dropped: %s", e.Err)
			return nil
		}
		return a.toFile("", func(w io.Writer) error {
			if asHTML {
				return explain.HTML(w, e.Document, e.Layout, e.Record)
			}
			return explain.ANSI(w, e.Document, e.Layout, e.Record, isTerminal(a.Out))
		})
	}, asHTML)
	if errors.Is(err, ingest.ErrSeveral) {
		return usage(c, fmt.Sprintf("%s holds several documents: --html shows one, such as %s#2", path, path))
	}
	return err
}
