package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"

	"demarche/queries"
	"demarche/queries/api"
	"demarche/queries/explorer"
	"demarche/queries/gql"
	"demarche/queries/httpapi"
	"demarche/queries/web"
)

// serveOptions are the flags of serve that shape its answers, and what they name.
type serveOptions struct {
	origins    []string
	concurrent int
	settings   map[string]string // limits by name
	documents  string            // a folder
	onlyKnown  bool

	limits queries.Limits
	known  map[string]string // documents by SHA-256
}

// read reads what the flags name. The error says which of them is wrong.
func (o *serveOptions) read() (err error) {
	if o.limits, err = limits(o.settings); err != nil {
		return fmt.Errorf("--limit: %w", err)
	}
	if o.known, err = persisted(o.documents); err != nil {
		return fmt.Errorf("--documents: %w", err)
	}
	return nil
}

// server is the whole server over a source.
func (a *app) server(source *live, o serveOptions, log *slog.Logger) (http.Handler, error) {
	engine := func(l queries.Limits) (*gql.Engine, error) {
		return gql.New(source, gql.Options{Limits: l, Log: log, ExportURL: api.NetworkURL, Loaded: source.Loaded})
	}
	asked, err := engine(o.limits)
	if err != nil {
		return nil, err
	}
	own := asked
	if len(o.settings) > 0 { // saved queries and pages keep the limits that they were written for
		if own, err = engine(queries.Limits{}); err != nil {
			return nil, err
		}
	}
	program := "demarche " + a.Version
	plain, err := api.New(api.Options{Source: source, Engine: own, Limits: o.limits, Creator: program})
	if err != nil {
		return nil, err
	}
	look, err := explorer.New(explorer.Options{Engine: own, Text: source.text, Log: log})
	if err != nil {
		return nil, err
	}
	pages := map[string]http.Handler{}
	for _, pattern := range explorer.Paths() {
		pages[pattern] = look
	}
	names := &namesOf{source: source}
	return httpapi.New(httpapi.Options{
		Engine: asked, Source: source, Limits: o.limits, Origins: o.origins, Concurrent: o.concurrent, Log: log,
		API: plain, Persisted: o.known, OnlyKnown: o.onlyKnown, Program: program, Playground: web.Playground("/playground/"),
		Pages: pages, Now: a.Now, Routes: map[string]http.Handler{"/reconcile": names, "/reconcile/": names},
	}), nil
}

// limits reads settings by name; what is not set has its default.
func limits(settings map[string]string) (queries.Limits, error) {
	var l queries.Limits
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		if err := l.Set(name, settings[name]); err != nil {
			return l, err
		}
	}
	return l, nil
}

// persisted are the GraphQL documents that may be asked for by their SHA-256 alone: the saved queries, and the .graphql
// files of a folder, unless that is "".
func persisted(folder string) (map[string]string, error) {
	docs, err := api.Persisted()
	if err != nil || folder == "" {
		return docs, err
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.graphql"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no .graphql file", folder)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		docs[hex.EncodeToString(sum[:])] = string(text)
	}
	return docs, nil
}
