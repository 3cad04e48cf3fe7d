package cli

import (
	"bufio"
	"encoding/json"

	"demarche/loaders/decode"
	"demarche/loaders/ingest"

	"github.com/spf13/cobra"
)

func (a *app) extractCommand() *cobra.Command {
	var (
		as   string
		jobs int
		why  bool
		html bool
	)
	c := &cobra.Command{
		Use:   "extract [flags] PATH...",
		Short: "Print what is read out of documents, as extraction records",
		Long: `Extract prints one extraction record a document, as JSON lines in the order of the arguments: kind, letters, date,
signatures, recipients, demands, targets, countries, events, each with its span in the normalized text. Names are
resolved with the registers in the store, or with the built-in records alone where there is no store. Nothing is written.
One document of a file of many, a line of releases or a message of a mailbox, is named FILE#N, as records and evidence
name it.`,
		Example: `  demarche extract letters/2020-10-23.txt
  demarche extract --explain letters/2020-10-23.txt
  demarche extract --explain --html letters/2020-10-23.txt > why.html
  demarche extract --explain releases/2020-10.jsonl#17
  demarche extract --as releases 2020-10.jsonl > records.ndjson`,
		Args: someArgs(1, -1, "PATH"),
		RunE: func(c *cobra.Command, args []string) error {
			if as != "" {
				if _, err := decode.Find(as); err != nil {
					return usage(c, err.Error())
				}
			}
			reads, err := analyst()
			if err != nil {
				return err
			}
			store, err := a.openOrEmpty(c.Context())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }() // only read
			judged, err := a.loadJudgements(c.Context(), store)
			if err != nil {
				return err
			}
			pipeline := func(show func(ingest.Progress)) *ingest.Pipeline {
				return ingest.New(store, ingest.Options{Analyst: reads, Jobs: jobs, As: as, Judgements: judged, Progress: show})
			}
			if why || html {
				if len(args) != 1 {
					return usage(c, "--explain shows one file")
				}
				return a.explain(c, pipeline(nil), args[0], html)
			}
			out := bufio.NewWriter(a.Out)
			enc := json.NewEncoder(out)
			enc.SetEscapeHTML(false)
			progress := newProgress(a.Env)
			report, err := pipeline(progress.show).Extract(c.Context(), args, enc.Encode)
			progress.done()
			if ferr := out.Flush(); err == nil {
				err = ferr
			}
			for _, w := range report.Warnings {
				a.warn("%s", w)
			}
			return err
		},
	}
	c.Flags().StringVar(&as, "as", "", "read every file as this format")
	c.Flags().BoolVar(&why, "explain", false, "show the text with its segments, what was read in it, and the rule behind each")
	c.Flags().BoolVar(&html, "html", false, "explain as a self-contained HTML page")
	c.Flags().IntVar(&jobs, "jobs", 0, "documents read at a time; 0 is the number of processors")
	return c
}
