package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"runtime/debug"

	"demarche/graph"
	"demarche/graph/cayleystore"

	"github.com/spf13/cobra"
)

// openOrEmpty is the store of --store, or an empty one in memory where there is none.
func (a *app) openOrEmpty(ctx context.Context) (graph.Store, error) {
	store, err := cayleystore.OpenURL(ctx, a.store, cayleystore.Options{MustExist: true})
	if errors.Is(err, fs.ErrNotExist) {
		return cayleystore.OpenMemory()
	}
	return store, err
}

func (a *app) warn(format string, args ...any) {
	fmt.Fprintf(a.Err, "demarche: "+format+"\n", args...)
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program",
		Example: "  demarche version",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			v := a.Version
			if info, ok := debug.ReadBuildInfo(); ok && v == "unknown" {
				v = info.Main.Version
			}
			_, err := fmt.Fprintf(a.Out, "demarche %s %s %s/%s\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
