package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

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
