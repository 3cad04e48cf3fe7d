// Package httpapi is the server: GraphQL over HTTP at /graphql, plain URLs below /api/, /healthz, /metrics, and the
// pages that it is given. Make a [Server] with [New]; it is an http.Handler. Every error of every route has one shape,
// that of GraphQL: {"errors":[{"message":...,"extensions":{"code":...}}]} with the codes of package queries. The server
// cannot write to the graph.
package httpapi

import (
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"demarche/queries"
	"demarche/queries/gql"
)

// Options are what a server may be given. Only Engine and Source are required.
type Options struct {
	Engine *gql.Engine
	Source gql.Source
	Limits queries.Limits // of bodies; the engine has its own of queries

	Origins    []string // that may ask from a browser (CORS); "*" is every one, none is off
	Hosts      []string // names under which the server may be asked; empty is any
	Concurrent int      // requests answered at a time; 0 is 64
	Wait       time.Duration
	Persisted  map[string]string // documents that may be asked by SHA-256 (hex) alone
	OnlyKnown  bool              // refuse documents that are not in Persisted
	Program    string            // names the program's version: another one gives other ETags
	Log        *slog.Logger      // requests (debug) and failures; nil is slog.Default

	API        http.Handler            // below /api/, nil for none
	Playground http.Handler            // below /playground/, nil for none
	Pages      map[string]http.Handler // pages for people by pattern, such as "/letters"
	Routes     map[string]http.Handler // further routes by pattern, such as "/reconcile"; answered like the API
	Health     func() error            // nil is always healthy
	Now        func() time.Time
}

// Server is the whole server. It is safe for concurrent use.
type Server struct {
	o       Options
	mux     *http.ServeMux
	slots   chan struct{}
	docs    *documents
	metrics *metrics
	handler http.Handler
}

// New returns a server.
func New(o Options) *Server {
	if o.Concurrent <= 0 {
		o.Concurrent = 64
	}
	if o.Wait == 0 {
		o.Wait = 500 * time.Millisecond
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the clock where the caller gave none
	}
	o.Limits = o.Limits.WithDefaults()
	s := &Server{o: o, mux: http.NewServeMux(), slots: make(chan struct{}, o.Concurrent), docs: newDocuments(o.Persisted), metrics: newMetrics()}
	s.route("/graphql", "graphql", s.bounded(http.HandlerFunc(s.graphql)))
	s.route("/healthz", "healthz", only(http.HandlerFunc(s.healthz), http.MethodGet, http.MethodHead))
	s.route("/metrics", "metrics", only(http.HandlerFunc(s.serveMetrics), http.MethodGet, http.MethodHead))
	if o.API != nil {
		s.route("/api/", "api", s.bounded(o.API))
		s.route("/api", "api", s.bounded(o.API))
	}
	for _, pattern := range slices.Sorted(maps.Keys(o.Routes)) {
		s.route(pattern, strings.Trim(pattern, "/"), s.bounded(shaped(o.Routes[pattern])))
	}
	if o.Playground != nil {
		s.route("/playground/", "playground", shaped(o.Playground))
		s.route("/playground", "playground", http.RedirectHandler("/playground/", http.StatusPermanentRedirect))
	}
	for _, pattern := range slices.Sorted(maps.Keys(o.Pages)) {
		s.route(pattern, "pages", s.bounded(shaped(o.Pages[pattern])))
	}
	s.route("/", "none", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fail(w, queries.Errorf(queries.NotFound, "there is nothing at this address; ask at /graphql or /api/"))
	}))
	s.handler = s.wrap(s.mux)
	return s
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

func (s *Server) route(pattern, name string, h http.Handler) {
	s.mux.Handle(pattern, s.counted(name, h))
}

// only answers the methods given and refuses the others.
func only(h http.Handler, methods ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, m := range methods {
			if r.Method == m {
				h.ServeHTTP(w, r)
				return
			}
		}
		notAllowed(w, r, methods...)
	})
}

func notAllowed(w http.ResponseWriter, r *http.Request, methods ...string) {
	allow := ""
	for i, m := range methods {
		if i > 0 {
			allow += ", "
		}
		allow += m
	}
	w.Header().Set("Allow", allow)
	fail(w, queries.Errorf(queries.NotAllowed, "%s is not allowed here; allowed is %s", r.Method, allow))
}

func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	if s.o.Health != nil {
		if err := s.o.Health(); err != nil {
			s.o.Log.Error("not healthy", "error", err)
			fail(w, queries.Errorf(queries.Unavailable, "the server cannot answer now"))
			return
		}
	}
	c := s.o.Source.Corpus()
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	writeJSON(w, map[string]any{"status": "ok", "version": uint64(c.Version())})
}
