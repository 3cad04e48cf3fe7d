// Package api answers plain URLs, for people who do not speak GraphQL: lists as /api/letters.csv and
// /api/legislators.json?lettersSigned.gte=2, networks as /api/network/cosign.gexf, and saved GraphQL queries as
// /api/query/NAME.csv. Make a [Handler] with [New]; queries/httpapi serves it below /api/. Conditions are those of the
// filters in queries/corpus, spelt with dots, or as JSON in the parameter where. [OpenAPI] describes it all.
package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/queries/gql"
	"demarche/queries/httpapi"
)

// Options are what a handler needs.
type Options struct {
	Source gql.Source
	Engine *gql.Engine
	Limits queries.Limits
	// Creator names the program and its version in exports, and in ETags.
	Creator string
}

// Handler answers below /api/. It is safe for concurrent use.
type Handler struct {
	o     Options
	mux   *http.ServeMux
	saved []Saved
}

// New returns a handler. An error is a mistake in the saved queries.
func New(o Options) (*Handler, error) {
	o.Limits = o.Limits.WithDefaults()
	saved, err := SavedQueries()
	if err != nil {
		return nil, err
	}
	h := &Handler{o: o, mux: http.NewServeMux(), saved: saved}
	h.mux.HandleFunc("/api/openapi.json", h.get(h.openAPI))
	h.mux.HandleFunc("/api/network/{file}", h.get(h.network))
	h.mux.HandleFunc("/api/query/{file}", h.get(h.query))
	h.mux.HandleFunc("/api/{file}", h.get(h.list))
	h.mux.HandleFunc("/api/{$}", h.get(h.index))
	h.mux.HandleFunc("/api", h.get(h.index))
	h.mux.HandleFunc("/", h.get(func(http.ResponseWriter, *http.Request) error {
		return queries.Errorf(queries.NotFound, "there is nothing at this address; /api/ lists what there is")
	}))
	return h, nil
}

// ServeHTTP answers a request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.mux.ServeHTTP(w, r) }

// get answers GET and HEAD, under the deadline, and turns an error into an answer.
func (h *Handler) get(f func(w http.ResponseWriter, r *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			httpapi.Fail(w, queries.Errorf(queries.NotAllowed, "%s is not allowed here; allowed is GET, HEAD", r.Method))
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), h.o.Limits.Time)
		defer cancel()
		if r.Method == http.MethodHead {
			w = headOnly{w}
		}
		err := f(w, r.WithContext(ctx))
		var e *queries.Error
		switch {
		case err == nil:
		case errors.As(err, &e):
			httpapi.Fail(w, e)
		case ctx.Err() != nil:
			httpapi.Fail(w, queries.Errorf(queries.Timeout, "the answer took longer than it may; ask for less"))
		default:
			panic(err) // the server logs it and hides what it says
		}
	}
}

// headOnly drops the body.
type headOnly struct{ http.ResponseWriter }

// Write counts and drops a part of the body.
func (headOnly) Write(b []byte) (int, error) { return len(b), nil }

// split cuts "letters.csv" into name and format; the format is json when there is none.
func split(file string) (name, format string) {
	name, format, ok := strings.Cut(file, ".")
	if !ok {
		format = "json"
	}
	return name, format
}

// fresh sets the validators of an answer, which depends on nothing but the URL, the program and the data version, and tells whether
// the client has it already.
func (h *Handler) fresh(w http.ResponseWriter, r *http.Request, c *corpus.Corpus) bool {
	tag := httpapi.Tag(uint64(c.Version()), h.o.Creator, r.URL.Path, r.URL.RawQuery)
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "no-cache")
	if httpapi.Matches(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return true
	}
	return false
}
