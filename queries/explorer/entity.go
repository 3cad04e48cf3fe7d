package explorer

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"demarche/queries"
)

// entity is the page of one thing: letters, people and documents have pages of their own, all others share one.
func (e *Explorer) entity(r *http.Request) (*view, error) {
	kind, key := r.PathValue("kind"), r.PathValue("key")
	page := "thing"
	vars := map[string]any{"id": instances + kind + ":" + key}
	switch kind {
	case "letter", "person":
		page = kind
		set(vars, "after", r.URL.Query().Get("after"))
	case "document":
		page = kind
	}
	v, err := e.ask(r.Context(), page, vars)
	if err != nil {
		return nil, err
	}
	name := textAt(v.Data, "node", "name")
	if textAt(v.Data, "node", "iri") == "" {
		return nil, notFound(kind + " " + key)
	}
	v.Page, v.Title, v.More = page, name, map[string]any{}
	if page == "document" {
		text, err := e.marked(r.Context(), textAt(v.Data, "node", "textSha256"), r.URL.Query().Get("mark"))
		if err != nil {
			return nil, err
		}
		v.More["text"] = text
	}
	return v, nil
}

// markedText is a document's text around a marked span.
type markedText struct{ Before, Marked, After string }

// marked reads a document's text and divides it at a span "START-END" in code points; nil where no text is kept.
func (e *Explorer) marked(ctx context.Context, sha256, span string) (*markedText, error) {
	if e.o.Text == nil || sha256 == "" {
		return nil, nil
	}
	text, err := e.o.Text(ctx, sha256)
	if err != nil {
		if codeOf(err) == queries.NotFound {
			return nil, nil
		}
		return nil, err
	}
	if span == "" {
		return &markedText{Before: text}, nil
	}
	from, to, ok := strings.Cut(span, "-")
	start, err1 := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	if !ok || err1 != nil || err2 != nil || start < 0 || end < start {
		return nil, queries.Errorf(queries.BadInput, "mark: want START-END in characters, not %q", span)
	}
	a := byteOffset(text, start)
	b := a + byteOffset(text[a:], end-start)
	return &markedText{text[:a], text[a:b], text[b:]}, nil
}

// byteOffset is where the n-th code point of s begins, the end of s when it has fewer.
func byteOffset(s string, n int) int {
	at := 0
	for range n {
		if at >= len(s) {
			break
		}
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}
