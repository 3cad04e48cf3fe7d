package cli

import (
	"sync"

	"demarche/loaders/demands"
	"demarche/loaders/letters"

	"github.com/spf13/cobra"
)

// commands lists the commands in the order of the help text.
func (a *app) commands() []func() *cobra.Command {
	return []func() *cobra.Command{
		a.loadCommand, a.extractCommand, a.queryCommand, a.pathsCommand, a.networkCommand, a.exportCommand, a.releaseCommand, a.matchCommand, a.fetchCommand, a.reviewCommand, a.serveCommand, a.checkCommand, a.dumpCommand, a.restoreCommand, a.schemaCommand, a.statsCommand, a.vocabCommand, a.versionCommand,
	}
}

// analyst is the reader of demands, targets, countries and events.
var analyst = sync.OnceValues(func() (letters.Analyst, error) { return demands.New() })
