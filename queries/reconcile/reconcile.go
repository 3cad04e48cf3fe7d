// Package reconcile is a reconciliation service after the specification of the W3C Entity Reconciliation Community Group,
// version 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/), which OpenRefine and
// other tools speak. Start with [New]. Names of people are answered by match.Index with its explained features, and match
// is true only for a person whom the index accepts; whatever else a store holds comes from a [Source].
package reconcile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"

	"demarche/graph/match"
	"demarche/queries"
)

// Entity is a thing that a service offers.
type Entity struct {
	ID          string
	Name        string
	Description string // tells namesakes apart; plain text
	Type        string // the id of a Type
}

// Value is one value of a property. Exactly one of Text, ID and Int is meant: an entity when ID is set, a number when
// Number is, else text.
type Value struct {
	Text   string
	ID     string
	Name   string
	Int    int
	Number bool
}

// Source gives the entities of a service. Its methods are safe for concurrent use and return at once when ctx ends.
type Source interface {
	// Get is the entity with the id, nil when there is none.
	Get(ctx context.Context, id string) (*Entity, error)
	// Find lists entities whose names have words that begin with the words of prefix, best first, ties by id: at most limit
	// after the first offset. An empty typ means every type, an empty prefix nothing.
	Find(ctx context.Context, prefix, typ string, limit, offset int) ([]Entity, error)
	// Values lists the values of a property, nil for an unknown entity or property. on is an ISO date for properties that
	// change with time, empty for the latest.
	Values(ctx context.Context, id, property, on string) ([]Value, error)
}

type (
	// Type is a kind of entities.
	Type struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	// Property is something that can be told about the entities of a type, or given to find them.
	Property struct {
		ID          string
		Name        string
		Description string
		Type        string // of the entities that have it; empty for all
		Target      *Type  // of its values when they are entities
		Query       bool   // helps to find an entity; offered by suggest, not by extend
	}
)

// Options describes a service.
type Options struct {
	Name       string       // of the service, shown to users
	Prefix     string       // path under which the handler is mounted, "/reconcile"
	BaseURL    string       // the server's URL as users reach it, without Prefix; derived from the request when empty
	View       string       // URL of an entity's page with {{id}} in it; left out when empty
	Index      *match.Index // answers names of people
	Source     Source       // everything else; nil for [NewPersons] of Index
	Types      []Type       // nil for PersonTypes; the first is the one that Index answers
	Properties []Property   // nil for PersonProperties
	Origin     string       // Access-Control-Allow-Origin, "*" when empty: the service reads public data only
	MaxBody    int64        // bytes of a request, 1 MiB when 0
}

// Limits of one request beyond its size.
const (
	maxQueries    = 200
	maxCandidates = 50
	maxIDs        = 1000
	maxProperties = 50
	maxSuggested  = 20
	maxWords      = 400 // bytes of a query text or prefix
)

// service answers requests.
type service struct {
	opt Options
	mux *http.ServeMux
}

// New returns the handler of a service. It serves Prefix and the paths below it.
func New(opt Options) http.Handler {
	opt.Prefix = "/" + strings.Trim(opt.Prefix, "/")
	if opt.Prefix == "/" {
		opt.Prefix = ""
	}
	if opt.Source == nil {
		opt.Source = NewPersons(opt.Index)
	}
	if opt.Types == nil {
		opt.Types = PersonTypes
	}
	if opt.Properties == nil {
		opt.Properties = PersonProperties
	}
	if opt.Origin == "" {
		opt.Origin = "*"
	}
	if opt.MaxBody == 0 {
		opt.MaxBody = 1 << 20
	}
	s := &service{opt: opt, mux: http.NewServeMux()}
	s.route("", s.root)
	s.route("/", s.root)
	s.route("/suggest/entity", s.suggestEntity)
	s.route("/suggest/type", s.suggestType)
	s.route("/suggest/property", s.suggestProperty)
	s.route("/flyout/entity", s.flyoutEntity)
	s.route("/flyout/type", s.flyoutType)
	s.route("/flyout/property", s.flyoutProperty)
	s.route("/properties", s.propose)
	s.mux.HandleFunc(opt.Prefix+"/preview", s.preview)
	return s
}

// route serves a JSON path.
func (s *service) route(path string, answer func(*http.Request) (any, error)) {
	pattern := s.opt.Prefix + path
	if path == "/" {
		pattern += "{$}"
	}
	if pattern == "" {
		return // the root without prefix is served by "/"
	}
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		v, err := answer(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.write(w, r, http.StatusOK, v)
	})
}

// ServeHTTP answers with CORS headers, and refuses methods other than GET, HEAD, POST and OPTIONS.
func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", s.opt.Origin)
	h.Set("X-Content-Type-Options", "nosniff")
	switch r.Method {
	case http.MethodOptions:
		h.Set("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS")
		h.Set("Access-Control-Allow-Headers", "Content-Type, Accept")
		h.Set("Access-Control-Max-Age", "86400")
		w.WriteHeader(http.StatusNoContent)
		return
	case http.MethodGet, http.MethodHead, http.MethodPost:
	default:
		h.Set("Allow", "GET, HEAD, POST, OPTIONS")
		s.fail(w, r, queries.Errorf(queries.NotAllowed, "method %s is not allowed", r.Method))
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, s.opt.MaxBody)
	if _, pattern := s.mux.Handler(r); pattern == "" {
		s.fail(w, r, queries.Errorf(queries.NotFound, "nothing at %s", r.URL.Path))
		return
	}
	s.mux.ServeHTTP(w, r)
}

// root answers the manifest, a batch of queries, or an extension request.
func (s *service) root(r *http.Request) (any, error) {
	if err := form(r); err != nil {
		return nil, err
	}
	switch {
	case r.Form.Has("queries"):
		return s.batch(r.Context(), r.Form.Get("queries"))
	case r.Form.Has("extend"):
		return s.extend(r.Context(), r.Form.Get("extend"))
	case r.Method == http.MethodPost:
		return nil, queries.Errorf(queries.BadRequest, "a form field queries or extend is needed")
	}
	return s.manifest(r), nil
}

// form reads the parameters of a request.
func form(r *http.Request) error {
	err := r.ParseForm()
	if err == nil && strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		err = r.ParseMultipartForm(1 << 20)
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return queries.Errorf(queries.TooLarge, "the request is over %d bytes", large.Limit)
	case err != nil:
		return queries.Errorf(queries.BadRequest, "the form cannot be read")
	}
	return nil
}

// decode reads one JSON value of a form field and refuses trailing text.
func decode(field, text string, v any) error {
	d := json.NewDecoder(strings.NewReader(text))
	if err := d.Decode(v); err != nil {
		return queries.Errorf(queries.BadRequest, "%s is not the JSON that the specification asks for", field)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return queries.Errorf(queries.BadRequest, "%s has text after the JSON value", field)
	}
	return nil
}

// callbackPattern is a JavaScript name, dotted at most: nothing else may stand before an answer.
var callbackPattern = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]{0,63}(\.[A-Za-z_$][A-Za-z0-9_$]{0,63}){0,4}$`)

// write answers JSON, or JSONP when a callback is named.
func (s *service) write(w http.ResponseWriter, r *http.Request, status int, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		status, b = http.StatusInternalServerError, []byte(`{"error":{"code":"INTERNAL","message":"the answer has no JSON form"}}`)
	}
	callback := r.URL.Query().Get("callback")
	if callback != "" && callbackPattern.MatchString(callback) {
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.WriteHeader(status)
		fmt.Fprintf(w, "/**/%s(%s);", callback, b)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(append(b, '\n')) // the client may have gone
}

// fail answers an error in one shape. What is not meant for users is told as an internal error.
func (s *service) fail(w http.ResponseWriter, r *http.Request, err error) {
	code, message := queries.CodeOf(err), "internal error"
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		code, message = queries.Timeout, "the request took too long"
	case code != queries.Internal:
		var e *queries.Error
		errors.As(err, &e)
		message = e.Message
	}
	var body struct {
		Error struct {
			Code    queries.Code `json:"code"`
			Message string       `json:"message"`
		} `json:"error"`
	}
	body.Error.Code, body.Error.Message = code, message
	s.write(w, r, code.Status(), body)
}
