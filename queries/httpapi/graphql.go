package httpapi

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"demarche/queries"
	"demarche/queries/gql"
)

// The media types of answers.
const (
	typeGraphQL = "application/graphql-response+json"
	typeJSON    = "application/json"
)

// params are the parameters of a GraphQL request.
type params struct {
	query, operation string
	variables        map[string]any
	hash             string // SHA-256 of a persisted document, "" without
}

// graphql answers GET and POST as the GraphQL-over-HTTP specification says.
func (s *Server) graphql(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Add("Vary", "Accept")
	var p params
	var err *queries.Error
	media, ok := negotiate(r.Header.Values("Accept"))
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodPost && r.Method != http.MethodHead:
		notAllowed(w, r, http.MethodGet, http.MethodHead, http.MethodPost)
		return
	case !ok:
		fail(w, queries.Errorf(queries.NotAcceptable, "answers come as %s or %s", typeGraphQL, typeJSON))
		return
	case r.Method == http.MethodPost:
		p, err = s.readBody(w, r)
	default:
		p, err = readURL(r)
	}
	if err == nil {
		err = s.docs.resolve(&p, s.o.OnlyKnown)
	}
	if err != nil {
		fail(w, err)
		return
	}
	tag := ""
	if r.Method != http.MethodPost {
		tag = s.etag(&p, media)
		if matches(r.Header.Get("If-None-Match"), tag) {
			h.Set("ETag", tag)
			h.Set("Cache-Control", "no-cache")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	resp := s.o.Engine.Execute(r.Context(), gql.Request{Query: p.query, OperationName: p.operation, Variables: p.variables})
	s.metrics.cost(resp.Cost)
	h.Set("Content-Type", media+"; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if len(resp.Errors) == 0 && tag != "" && strings.Contains(tag, versionMark(uint64(resp.Version))) {
		h.Set("ETag", tag)
		h.Set("Cache-Control", "no-cache")
	}
	h.Set("Content-Length", strconv.Itoa(len(resp.Body)))
	w.WriteHeader(status(r, media, resp))
	if r.Method != http.MethodHead {
		_, _ = w.Write(resp.Body) // the client may be gone
	}
}

// status is the HTTP status of an answer. For application/json every well-formed request is answered with 200, as old
// clients expect; the newer media type tells failures before execution.
func status(r *http.Request, media string, resp gql.Response) int {
	if resp.HasData {
		return http.StatusOK
	}
	code := resp.Errors[0].Code
	switch {
	case r.Method != http.MethodPost && strings.Contains(resp.Errors[0].Message, "only answers queries"):
		return http.StatusMethodNotAllowed
	case code == queries.Internal || code == queries.Timeout:
		return code.Status()
	case media == typeGraphQL:
		return code.Status()
	}
	return http.StatusOK
}

// negotiate chooses the media type of the answer by the Accept header; ok is false when it allows neither. Without the
// header, and for ranges such as */*, it is application/json.
func negotiate(accept []string) (media string, ok bool) {
	all := strings.Join(accept, ",")
	if strings.TrimSpace(all) == "" {
		return typeJSON, true
	}
	best := 0.0
	for part := range strings.SplitSeq(all, ",") {
		name, args, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		q := 1.0
		if v, given := args["q"]; given {
			if q, err = strconv.ParseFloat(v, 64); err != nil {
				continue
			}
		}
		if c, given := args["charset"]; given && !strings.EqualFold(c, "utf-8") {
			continue
		}
		m := ""
		switch name {
		case typeGraphQL:
			m = typeGraphQL
		case typeJSON, "*/*", "application/*":
			m = typeJSON
		}
		if m != "" && q > best {
			media, best = m, q
		}
	}
	return media, best > 0
}

// readBody reads a POST.
func (s *Server) readBody(w http.ResponseWriter, r *http.Request) (params, *queries.Error) {
	name, args, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || name != typeJSON {
		return params{}, queries.Errorf(queries.UnsupportedMedia, "the body must be %s", typeJSON)
	}
	if c, given := args["charset"]; given && !strings.EqualFold(c, "utf-8") {
		return params{}, queries.Errorf(queries.UnsupportedMedia, "the body must be UTF-8")
	}
	if enc := r.Header.Get("Content-Encoding"); enc != "" && enc != "identity" {
		return params{}, queries.Errorf(queries.UnsupportedMedia, "the body must not be compressed")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(s.o.Limits.Body)))
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return params{}, queries.Errorf(queries.TooLarge, "the body is larger than %d bytes", s.o.Limits.Body)
		}
		return params{}, queries.Errorf(queries.BadRequest, "the body cannot be read")
	}
	v, err := decode(body)
	if err != nil {
		return params{}, queries.Errorf(queries.BadRequest, "the body is not JSON")
	}
	m, ok := v.(map[string]any)
	if !ok {
		return params{}, queries.Errorf(queries.BadRequest, "the body must be a JSON object; batches are not answered")
	}
	return fromMap(m)
}

// decode reads one JSON value with exact numbers and nothing behind it.
func decode(raw []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("more than one value")
	}
	return v, nil
}

// readURL reads a GET.
func readURL(r *http.Request) (params, *queries.Error) {
	q := r.URL.Query()
	m := map[string]any{}
	for _, name := range []string{"query", "operationName", "documentId"} {
		if q.Has(name) {
			m[name] = q.Get(name)
		}
	}
	for _, name := range []string{"variables", "extensions"} {
		raw := q.Get(name)
		if raw == "" {
			continue
		}
		v, err := decode([]byte(raw))
		if err != nil {
			return params{}, queries.Errorf(queries.BadRequest, "the parameter %s is not JSON", name)
		}
		m[name] = v
	}
	return fromMap(m)
}

// fromMap checks the types of the parameters.
func fromMap(m map[string]any) (params, *queries.Error) {
	var p params
	for _, x := range []struct {
		name string
		to   *string
	}{{"query", &p.query}, {"operationName", &p.operation}} {
		v, given := m[x.name]
		if !given || v == nil {
			continue
		}
		s, ok := v.(string)
		if !ok {
			return p, queries.Errorf(queries.BadRequest, "the parameter %s must be a string", x.name)
		}
		*x.to = s
	}
	if v := m["variables"]; v != nil {
		vars, ok := v.(map[string]any)
		if !ok {
			return p, queries.Errorf(queries.BadRequest, "the parameter variables must be an object")
		}
		p.variables = vars
	}
	if v := m["extensions"]; v != nil {
		ext, ok := v.(map[string]any)
		if !ok {
			return p, queries.Errorf(queries.BadRequest, "the parameter extensions must be an object")
		}
		if pq, ok := ext["persistedQuery"].(map[string]any); ok {
			p.hash, _ = pq["sha256Hash"].(string)
		}
	}
	if id, ok := m["documentId"].(string); ok && p.hash == "" {
		p.hash = strings.TrimPrefix(id, "sha256:")
	}
	if p.query == "" && p.hash == "" {
		return p, queries.Errorf(queries.BadRequest, "the parameter query is missing")
	}
	return p, nil
}

// etag names the answer to a request: answers of one version are the same bytes every time.
func (s *Server) etag(p *params, media string) string {
	vars, err := json.Marshal(p.variables)
	if err != nil {
		return ""
	}
	return Tag(uint64(s.o.Source.Corpus().Version()), s.o.Program, p.query, p.operation, string(vars), media)
}

func versionMark(v uint64) string { return "v" + strconv.FormatUint(v, 36) + "." }

// matches tells whether an If-None-Match header names the tag.
func matches(header, tag string) bool {
	if header == "" || tag == "" {
		return false
	}
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimSpace(part)
		if part == "*" || strings.TrimPrefix(part, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// hashOf is the SHA-256 of a document in hexadecimal.
func hashOf(doc string) string {
	sum := sha256.Sum256([]byte(doc))
	return hex.EncodeToString(sum[:])
}
