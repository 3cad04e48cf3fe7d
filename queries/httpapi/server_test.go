package httpapi

import (
	"io"
	"log/slog"
	"net/http"
	"os"
	"testing"

	"demarche/queries/corpus"
	"demarche/queries/gql"
	"demarche/queries/internal/querytest"
)

func newServer(t testing.TB, o Options) http.Handler {
	t.Helper()
	src := gql.Fixed{C: corpus.New(querytest.NewReader(7, querytest.Sample()))}
	quiet := slog.New(slog.NewTextHandler(logTo(), nil))
	e, err := gql.New(src, gql.Options{Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	o.Engine, o.Source, o.Log = e, src, quiet
	return New(o)
}

// logTo is where the logs of tests go: nowhere, or to stderr when DEMARCHE_TEST_LOG is set.
func logTo() io.Writer {
	if os.Getenv("DEMARCHE_TEST_LOG") != "" {
		return os.Stderr
	}
	return io.Discard
}
