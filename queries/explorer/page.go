package explorer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"

	"demarche/queries"
)

// view is what a template is given.
type view struct {
	Page      string // the template
	Title     string
	Query     url.Values     // of the address
	Path      string         // of the address
	Data      map[string]any // the answer's data
	More      map[string]any // what the page adds to it
	Version   uint64
	Ask       string // the GraphQL document behind the page, "" for none
	Variables map[string]any
}

// pageCSP allows the page its own style sheet and pictures and nothing else.
const pageCSP = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func secure(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Security-Policy", pageCSP)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-cache")
}

func readOnly(w http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	w.Header().Set("Allow", "GET, HEAD")
	http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
	return false
}

// page answers with what make returns, and with a page that says what is wrong when it fails.
func (e *Explorer) page(make func(*http.Request) (*view, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !readOnly(w, r) {
			return
		}
		status := http.StatusOK
		v, err := make(r)
		if err != nil {
			status = codeOf(err).Status()
			v = e.failed(r, err, status)
		}
		v.Query, v.Path = r.URL.Query(), r.URL.Path
		var body bytes.Buffer
		if err := e.pages[v.Page].ExecuteTemplate(&body, "frame", v); err != nil {
			e.o.Log.Error("a page cannot be drawn", "page", v.Page, "error", err)
			http.Error(w, "the page cannot be drawn", http.StatusInternalServerError)
			return
		}
		secure(w)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		if r.Method == http.MethodGet {
			_, _ = w.Write(body.Bytes()) // the client may be gone
		}
	})
}

// failed is the page of an error; what is not the user's doing is logged and not told.
func (e *Explorer) failed(r *http.Request, err error, status int) *view {
	what := err.Error()
	if status >= http.StatusInternalServerError && codeOf(err) == queries.Internal {
		e.o.Log.Error("a page failed", "path", r.URL.Path, "error", err)
		what = "something went wrong here; the server's log has the details"
	}
	title := "That did not work"
	if status == http.StatusNotFound {
		title = "Nothing here"
	}
	return &view{Page: "error", Title: title, More: map[string]any{"what": what}}
}

// decode reads the data of an answer. Numbers stay as they are written.
func decode(body []byte) (map[string]any, error) {
	var answer struct {
		Data map[string]any `json:"data"`
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&answer); err != nil {
		return nil, fmt.Errorf("explorer: reading an answer: %w", err)
	}
	return answer.Data, nil
}

// numbered is variables as they would come over HTTP: the engine takes numbers as they are written.
func numbered(vars map[string]any) (map[string]any, error) {
	if len(vars) == 0 {
		return nil, nil
	}
	raw, err := json.Marshal(vars)
	if err != nil {
		return nil, fmt.Errorf("explorer: %w", err)
	}
	out := map[string]any{}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&out); err != nil {
		return nil, fmt.Errorf("explorer: %w", err)
	}
	return out, nil
}

// at is the value below a path of keys of decoded JSON, nil where there is none.
func at(v any, keys ...string) any {
	for _, k := range keys {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[k]
	}
	return v
}

// textAt is at for a text or a number, "" where there is none.
func textAt(v any, keys ...string) string {
	switch x := at(v, keys...).(type) {
	case string:
		return x
	case json.Number:
		return x.String()
	}
	return ""
}

func listAt(v any, keys ...string) []any {
	l, _ := at(v, keys...).([]any)
	return l
}

// Playground is the address that opens the page's question in the playground.
func (v *view) Playground() template.URL {
	q := url.Values{"query": {v.Ask}}
	if len(v.Variables) > 0 {
		if vars, err := json.MarshalIndent(v.Variables, "", "  "); err == nil {
			q.Set("variables", string(vars))
		}
	}
	return template.URL("/playground/#" + q.Encode()) //nolint:gosec // all but the constant is percent-encoded
}

// With is the address of this page with one parameter changed, "" for none of it; the place in a list is forgotten.
func (v *view) With(name, value string) string {
	q := url.Values{}
	for k, vs := range v.Query {
		if k != "after" && k != "before" && vs[0] != "" {
			q.Set(k, vs[0])
		}
	}
	q.Set(name, value)
	if value == "" {
		q.Del(name)
	}
	if len(q) == 0 {
		return v.Path
	}
	return v.Path + "?" + q.Encode()
}

// Get is a parameter of the address.
func (v *view) Get(name string) string { return v.Query.Get(name) }

// Nth is the place of entry i of a page's first list, from 1.
func (v *view) Nth(i int) int { return i + 1 }

// Fields are the plain facts that the page of a thing shows where it has them, by their words.
func (v *view) Fields() map[string]string {
	return map[string]string{
		"Addressed to": "addressee", "About": "targetText", "Condition": "condition", "Polarity": "polarity", "Force": "force",
		"Code": "code", "Class": "classification", "Date": "date", "Type": "type", "Publisher": "publisher", "Edition": "edition",
		"Licence": "licence", "Source": "url", "Records": "records", "SHA-256": "sha256",
	}
}
