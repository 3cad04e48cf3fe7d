package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"demarche/loaders/fetch"

	"github.com/spf13/cobra"
)

func (a *app) fetchCommand() *cobra.Command {
	var (
		dir    string
		asJSON bool
	)
	c := &cobra.Command{
		Use:   "fetch [flags] REGISTER",
		Short: "Download a register from its publisher",
		Long: `Fetch downloads a register from its publisher into a folder, checks it, and prints the paths to give to demarche load.
What is there already is asked for only if it changed; an interrupted download goes on where it stopped.

Registers:
` + registerList(),
		Example: `  demarche fetch congress-legislators-current
  demarche load $(demarche fetch openstates-ca)`,
		Args: someArgs(1, 1, "REGISTER"),
		RunE: func(c *cobra.Command, args []string) error {
			register, err := fetch.Lookup(args[0])
			if errors.Is(err, fetch.ErrUnknown) {
				return usage(c, err.Error())
			}
			if err != nil {
				return err
			}
			if dir == "" {
				cache, err := os.UserCacheDir()
				if err != nil {
					return err
				}
				dir = filepath.Join(cache, "demarche", "registers")
			}
			client := &fetch.Client{Dir: dir}
			if isTerminal(a.Err) {
				client.Progress = func(p fetch.Progress) {
					fmt.Fprintf(a.Err, "\r\033[K%s: %d of %d KiB", p.File, p.Done>>10, p.Total>>10)
				}
				defer fmt.Fprint(a.Err, "\r\033[K")
			}
			result, err := client.Fetch(c.Context(), register)
			if err != nil {
				return err
			}
			if asJSON {
				enc := json.NewEncoder(a.Out)
				enc.SetIndent("", "  ")
				return enc.Encode(result)
			}
			for _, path := range result.Load {
				fmt.Fprintln(a.Out, path)
			}
			return nil
		},
	}
	c.Flags().StringVar(&dir, "dir", "", "folder to download into; the user's cache without it")
	c.Flags().BoolVar(&asJSON, "json", false, "print every file with its hash as JSON")
	return c
}

func registerList() string {
	var b strings.Builder
	for _, r := range fetch.Known() {
		fmt.Fprintf(&b, "  %-32s %s (%s)\n", r.Name, r.Title, r.Licence)
	}
	b.WriteString("  openstates-XX                    State legislators of one state (CC0-1.0)\n")
	return b.String()
}
