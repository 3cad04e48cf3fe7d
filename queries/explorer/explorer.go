// Package explorer is the pages for people who would rather look than ask: search, letters, people, every thing of the
// graph with the sentences behind it, paths, networks, and the texts of documents with a sentence marked. Every page is
// one GraphQL document of asks/ shown by one template of pages/, so that a page says exactly what the API says, and each
// carries a link that opens its question in the playground. The pages work without scripts, and every view is an
// address. Make them with [New]; the package never writes to the graph.
package explorer

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"

	"demarche/queries"
	"demarche/queries/gql"
)

//go:embed asks/*.graphql pages/*.html static/explorer.css
var files embed.FS

// Options are what the pages are made of. Engine is required.
type Options struct {
	Engine *gql.Engine
	// Text is the normalized text of a document by the SHA-256 of that text (hex); nil, or an error that is
	// queries.NotFound, shows the document without its text.
	Text func(ctx context.Context, sha256 string) (string, error)
	Log  *slog.Logger // failures; nil is slog.Default
}

// Explorer is an http.Handler of all its pages; [Paths] lists where it is to be mounted.
type Explorer struct {
	o     Options
	mux   *http.ServeMux
	asks  map[string]string
	pages map[string]*template.Template
}

// Paths are the patterns of http.ServeMux that the pages answer.
func Paths() []string {
	return []string{"/{$}", "/search", "/letters", "/people", "/entity/", "/paths", "/network", "/explorer.css"}
}

// New reads the pages. An error is a mistake in a page.
func New(o Options) (*Explorer, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	e := &Explorer{o: o, mux: http.NewServeMux(), asks: map[string]string{}, pages: map[string]*template.Template{}}
	shared, err := template.New("").Funcs(functions()).ParseFS(files, "pages/frame.html", "pages/parts.html")
	if err != nil {
		return nil, fmt.Errorf("explorer: %w", err)
	}
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("explorer: %w", err)
	}
	for _, name := range names {
		t, err := shared.Clone()
		if err == nil {
			t, err = t.ParseFS(files, name)
		}
		if err != nil {
			return nil, fmt.Errorf("explorer: %w", err)
		}
		e.pages[strings.TrimSuffix(strings.TrimPrefix(name, "pages/"), ".html")] = t
	}
	if err := e.readAsks(); err != nil {
		return nil, err
	}
	for pattern, page := range map[string]func(*http.Request) (*view, error){
		"/{$}": e.home, "/search": e.search, "/letters": e.letters, "/people": e.people,
		"/entity/{kind}/{key...}": e.entity, "/paths": e.paths, "/network": e.network,
	} {
		e.mux.Handle(pattern, e.page(page))
	}
	e.mux.HandleFunc("/explorer.css", func(w http.ResponseWriter, r *http.Request) {
		if readOnly(w, r) {
			secure(w)
			http.ServeFileFS(w, r, files, "static/explorer.css")
		}
	})
	return e, nil
}

// readAsks reads the GraphQL documents; the fragments of parts.graphql that a document spreads are put behind it.
func (e *Explorer) readAsks() error {
	names, err := fs.Glob(files, "asks/*.graphql")
	if err != nil {
		return fmt.Errorf("explorer: %w", err)
	}
	texts := map[string]string{}
	for _, name := range names {
		raw, err := files.ReadFile(name)
		if err != nil {
			return fmt.Errorf("explorer: %w", err)
		}
		texts[strings.TrimSuffix(strings.TrimPrefix(name, "asks/"), ".graphql")] = string(raw)
	}
	parts := fragments(texts["parts"])
	delete(texts, "parts")
	for name, text := range texts {
		e.asks[name] = withFragments(text, parts)
	}
	return nil
}

// fragments are the fragment definitions of a document by name.
func fragments(text string) map[string]string {
	out := map[string]string{}
	for part := range strings.SplitSeq(text, "fragment ") {
		if name, _, ok := strings.Cut(part, " "); ok {
			out[name] = "fragment " + strings.TrimRight(part, "\n") + "\n"
		}
	}
	return out
}

// withFragments is text with the fragments it spreads behind it, each once, in the order of their first use.
func withFragments(text string, parts map[string]string) string {
	seen := map[string]bool{}
	for at := 0; ; {
		i := strings.Index(text[at:], "...")
		if i < 0 {
			return text
		}
		at += i + 3
		name := text[at : at+strings.IndexAny(text[at:]+" ", " \n}")]
		if part, ok := parts[name]; ok && !seen[name] {
			seen[name] = true
			text += "\n" + part
		}
	}
}

// ServeHTTP answers with a page.
func (e *Explorer) ServeHTTP(w http.ResponseWriter, r *http.Request) { e.mux.ServeHTTP(w, r) }

// ask runs one of the documents. An error is of queries.
func (e *Explorer) ask(ctx context.Context, name string, vars map[string]any) (*view, error) {
	given, err := numbered(vars)
	if err != nil {
		return nil, err
	}
	resp := e.o.Engine.Execute(ctx, gql.Request{Query: e.asks[name], Variables: given})
	if len(resp.Errors) > 0 {
		return nil, queries.Errorf(resp.Errors[0].Code, "%s", resp.Errors[0].Message)
	}
	data, err := decode(resp.Body)
	if err != nil {
		return nil, err
	}
	return &view{Data: data, Version: uint64(resp.Version), Ask: e.asks[name], Variables: vars}, nil
}

// notFound is the error of a page about nothing.
func notFound(what string) error {
	return queries.Errorf(queries.NotFound, "the graph has no %s", what)
}

// codeOf is the code of an error, whatever it is.
func codeOf(err error) queries.Code {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return queries.Timeout
	}
	return queries.CodeOf(err)
}
