package httpapi

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"demarche/queries"
	"demarche/queries/gql"
)

// fail answers with one error in the shape of all errors.
func fail(w http.ResponseWriter, err *queries.Error) { Fail(w, err) }

// Fail answers with one error in the shape that every error of the server has, with the status of its code. Handlers
// below /api/ use it too.
func Fail(w http.ResponseWriter, err *queries.Error) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Del("ETag")
	if err.Code == queries.Overloaded || err.Code == queries.Unavailable {
		h.Set("Retry-After", "1")
	}
	body := gql.AppendErrors(nil, []*gql.Error{{Message: err.Message, Code: err.Code}})
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(err.Code.Status())
	_, _ = w.Write(body) // the client may be gone
}

func writeJSON(w http.ResponseWriter, v any) {
	enc := json.NewEncoder(w)
	_ = enc.Encode(v) // the client may be gone
}

// shaped gives the errors of a handler of pages the shape of all errors.
func shaped(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(&shaper{ResponseWriter: w}, r)
	})
}

// shaper replaces plain-text errors, as package net/http writes them.
type shaper struct {
	http.ResponseWriter
	drop bool
}

// WriteHeader begins the answer.
func (s *shaper) WriteHeader(status int) {
	if status < 400 || !strings.HasPrefix(s.Header().Get("Content-Type"), "text/plain") {
		s.ResponseWriter.WriteHeader(status)
		return
	}
	s.drop = true
	code, what := queries.BadRequest, "the request cannot be answered"
	switch status {
	case http.StatusNotFound:
		code, what = queries.NotFound, "there is nothing at this address"
	case http.StatusMethodNotAllowed:
		code, what = queries.NotAllowed, "this method is not allowed here"
	default:
		if status >= 500 {
			code, what = queries.Internal, "internal error"
		}
	}
	s.Header().Del("Content-Encoding")
	fail(s.ResponseWriter, queries.Errorf(code, "%s", what))
}

// Write writes a part of the body.
func (s *shaper) Write(b []byte) (int, error) {
	if s.drop {
		return len(b), nil
	}
	return s.ResponseWriter.Write(b)
}
