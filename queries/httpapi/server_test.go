package httpapi

import (
	"io"
	"log/slog"
	"net/http"
	"testing"

	"demarche/queries/corpus"
	"demarche/queries/gql"
	"demarche/queries/internal/querytest"
)

func newServer(t testing.TB, o Options) http.Handler {
	t.Helper()
	src := gql.Fixed{C: corpus.New(querytest.NewReader(7, querytest.Sample()))}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	e, err := gql.New(src, gql.Options{Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	o.Engine, o.Source, o.Log = e, src, quiet
	return New(o)
}
