package cli

import (
	"fmt"

	"demarche/queries/gql"

	"github.com/spf13/cobra"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "Print the GraphQL schema",
		Long:    "Schema prints the GraphQL schema that `demarche query` and the server answer, in the schema definition language.",
		Example: "  demarche schema > schema.graphql",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(a.Out, gql.SDL())
			return err
		},
	}
}
