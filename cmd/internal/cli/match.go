package cli

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"demarche/graph/match/table"
	"demarche/loaders/ingest"

	"github.com/spf13/cobra"
)

func (a *app) matchCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "match [flags] FILE",
		Short: "Say who the names in a table are",
		Long: `Match reads a CSV or TSV file (- is standard input) with a column name and, where there are any, date, chamber (sen, rep,
upper, lower) and state, and writes the same rows with four more columns: person, matched_name, score, decision
(accepted, ambiguous, none). A name is accepted only when one person of the registers in the store fits it on the date.
An empty chamber means legislators; any means everybody, exec the holders of executive offices.
The table may have any size.`,
		Example: `  demarche match names.csv > matched.csv
  printf 'name,date,chamber\nBob Casey Jr.,2020-10-01,sen\n' | demarche match -`,
		Args: someArgs(1, 1, "FILE"),
		RunE: func(c *cobra.Command, args []string) (err error) {
			store, err := a.openOrEmpty(c.Context())
			if err != nil {
				return err
			}
			index, err := ingest.New(store, ingest.Options{}).Index(c.Context())
			if err = errors.Join(err, store.Close()); err != nil {
				return err
			}
			in := a.In
			if args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer func() { _ = f.Close() }() // only read
				in = f
			}
			out := bufio.NewWriterSize(a.Out, 1<<16)
			counts, err := table.Match(in, out, index, table.Options{File: args[0], JSON: asJSON})
			if err = errors.Join(err, out.Flush()); err != nil {
				return err
			}
			fmt.Fprintf(a.Err, "%d rows: %d accepted, %d ambiguous, %d without anybody\n", counts.Rows, counts.Accepted, counts.Ambiguous, counts.None)
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write one JSON object a row")
	return c
}
