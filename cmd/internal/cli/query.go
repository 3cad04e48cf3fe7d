package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"

	"demarche/graph"
	"demarche/queries/api"
	"demarche/queries/corpus"
	"demarche/queries/gql"

	"github.com/spf13/cobra"
)

func (a *app) queryCommand() *cobra.Command {
	var (
		file      string
		variables string
		operation string
	)
	c := &cobra.Command{
		Use:   "query [flags] (QUERY | -f FILE)",
		Short: "Ask the graph in GraphQL",
		Long: `Query answers a GraphQL query with the response as JSON, exactly as the server would (demarche schema prints the schema,
the server's playground has examples). A query that cannot be answered has its errors in the response, and exit code 1.`,
		Example: `  demarche query '{legislators(where:{lettersSigned:{gte:2}}, first:10){edges{node{name}}}}'
  demarche query -f question.graphql --variables '{"country":"AZ"}' | jq .data`,
		Args: func(c *cobra.Command, args []string) error {
			if (file == "") != (len(args) == 1) {
				return usage(c, "want one QUERY, or -f FILE")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			req := gql.Request{OperationName: operation}
			if file != "" {
				b, err := a.readInput(file)
				if err != nil {
					return err
				}
				req.Query = string(b)
			} else {
				req.Query = args[0]
			}
			if variables != "" {
				dec := json.NewDecoder(bytes.NewReader([]byte(variables)))
				dec.UseNumber()
				if err := dec.Decode(&req.Variables); err != nil {
					return usage(c, fmt.Sprintf("--variables: %s", err))
				}
			}
			r, err := a.openReader(c.Context())
			if err != nil {
				return err
			}
			defer r.Release()
			engine, err := gql.New(gql.Fixed{C: corpus.New(r)}, gql.Options{
				Log: slog.New(slog.NewTextHandler(a.Err, nil)), ExportURL: api.NetworkURL,
				Loaded: func(graph.Version) string { return a.loaded() },
			})
			if err != nil {
				return err
			}
			res := engine.Execute(c.Context(), req)
			if _, err := fmt.Fprintf(a.Out, "%s\n", res.Body); err != nil {
				return err
			}
			if len(res.Errors) > 0 {
				a.warn("query: %s", res.Errors[0].Error())
				return errTold
			}
			return nil
		},
	}
	c.Flags().StringVarP(&file, "file", "f", "", "file with the query; - is standard input")
	c.Flags().StringVar(&variables, "variables", "", "values of the query's variables, as a JSON object")
	c.Flags().StringVar(&operation, "operation", "", "which operation of the document to run")
	return c
}

// readInput reads a file, or standard input for -.
func (a *app) readInput(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(a.In)
	}
	return os.ReadFile(name)
}
