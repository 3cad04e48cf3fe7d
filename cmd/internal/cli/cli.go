// Package cli is the command line: one file a command, each a thin layer over the packages that do the work. Start with
// [Run]. It is the only place that knows loaders and queries both.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"demarche/graph/snapshot"

	"demarche/graph/cayleystore"

	"github.com/spf13/cobra"
)

// Env is what a command sees of the world.
type Env struct {
	In      io.Reader
	Out     io.Writer // the result and nothing else
	Err     io.Writer // progress, warnings, errors
	Getenv  func(string) string
	Now     func() time.Time
	Version string
}

// app is one run of the program.
type app struct {
	Env
	store  string          // --store
	beside []*snapshot.Dir // what a load leaves behind may still be laid out anew
}

// Run runs one command and returns its exit code: 0 done, 1 failed, 2 wrong usage, 3 the data breaks a rule.
func Run(ctx context.Context, args []string, env Env) int {
	a := &app{Env: env}
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	for _, d := range a.beside {
		d.Close()
	}
	if err == nil {
		return exitOK
	}
	switch {
	case errors.Is(err, errTold):
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(env.Err, "demarche: interrupted")
	default:
		fmt.Fprintf(env.Err, "demarche: %s\n", oneLine(err))
	}
	return exitCode(err)
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "demarche",
		Short: "Letters in, answers with evidence out",
		Long: `demarche turns advocacy letters into a graph that can be trusted: who signed which letter, to whom, demanding what,
against whom, about which country and event, each fact with the sentence that says so.`,
		Example: `  demarche load --sample
  demarche query '{legislators(where:{lettersSigned:{gte:2}}, first:10){edges{node{name}}}}'
  demarche serve`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(a.In)
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return usage(c, err.Error()) })
	store := a.Getenv("DEMARCHE_STORE")
	if store == "" {
		store = "./demarche-store"
	}
	root.PersistentFlags().StringVar(&a.store, "store", store, "the store: a folder, postgres://…, or mem: ($DEMARCHE_STORE)")
	root.PersistentFlags().Lookup("store").DefValue = cayleystore.Name(store) // for the help: no password
	root.SuggestionsMinimumDistance = 2
	for _, add := range a.commands() {
		root.AddCommand(add())
	}
	return root
}

// noArgs refuses arguments, an unknown command above all.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if c.HasSubCommands() {
		hint := ""
		if near := c.SuggestionsFor(args[0]); len(near) > 0 {
			hint = fmt.Sprintf(", did you mean %s?", strings.Join(near, " or "))
		}
		return usage(c, fmt.Sprintf("unknown command %q%s", args[0], hint))
	}
	return usage(c, fmt.Sprintf("unexpected argument %q", args[0]))
}

// someArgs wants between least and most arguments; most < 0 is no limit.
func someArgs(least, most int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usage(c, "missing "+what)
		case most >= 0 && len(args) > most:
			return usage(c, fmt.Sprintf("unexpected argument %q", args[most]))
		}
		return nil
	}
}

// oneLine keeps an error on one line, whatever file name or text it quotes.
func oneLine(err error) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), "\n", " ")), " ")
}
