package api

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"demarche/queries"
	"demarche/queries/gql"
)

//go:embed saved/*.graphql
var savedFiles embed.FS

// Saved is a saved GraphQL query. Doc is its first comment.
type Saved struct{ Name, Doc, Text string }

// isNetwork tells whether the query is about a network: then it asks for the exports of it.
func (s Saved) isNetwork() bool { return strings.Contains(s.Text, "exports {") }

// Formats are the formats in which the answer comes: as rows, and a network also as files for Gephi and others.
func (s Saved) Formats() []string {
	if s.isNetwork() {
		return networkFormats()
	}
	return rowFormats()
}

// SavedQueries are the saved queries by name.
func SavedQueries() ([]Saved, error) {
	files, err := fs.Glob(savedFiles, "saved/*.graphql")
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []Saved
	for _, f := range files {
		raw, err := savedFiles.ReadFile(f)
		if err != nil {
			return nil, err
		}
		doc, _, ok := strings.Cut(strings.TrimPrefix(string(raw), "# "), "\n")
		if !ok {
			return nil, fmt.Errorf("api: %s: no comment in the first line", f)
		}
		out = append(out, Saved{strings.TrimSuffix(strings.TrimPrefix(f, "saved/"), ".graphql"), doc, string(raw)})
	}
	return out, nil
}

// Persisted are the saved queries by the SHA-256 of their text, for httpapi.Options.Persisted.
func Persisted() (map[string]string, error) {
	saved, err := SavedQueries()
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, s := range saved {
		sum := sha256.Sum256([]byte(s.Text))
		out[hex.EncodeToString(sum[:])] = s.Text
	}
	return out, nil
}

// query answers /api/query/NAME.FORMAT.
func (h *Handler) query(w http.ResponseWriter, r *http.Request) error {
	name, format := split(r.PathValue("file"))
	i := slices.IndexFunc(h.saved, func(s Saved) bool { return s.Name == name })
	if i < 0 {
		return queries.Errorf(queries.NotFound, "there is no saved query %q; /api/ names all", clip(name))
	}
	if formats := h.saved[i].Formats(); !slices.Contains(formats, format) {
		return queries.Errorf(queries.NotFound, "this saved query comes as %s, not as %q", strings.Join(formats, ", "), clip(format))
	}
	vars, err := h.variables(h.saved[i], r)
	if err != nil {
		return err
	}
	c := h.o.Source.Corpus()
	if h.fresh(w, r, c) {
		return nil
	}
	resp := h.o.Engine.Execute(r.Context(), gql.Request{Query: h.saved[i].Text, Variables: vars})
	if len(resp.Errors) > 0 {
		w.Header().Del("ETag")
		return queries.Errorf(resp.Errors[0].Code, "%s", resp.Errors[0].Message)
	}
	if h.saved[i].isNetwork() && format != formatJSON {
		return h.exported(w, r, resp.Body, format)
	}
	head(w, format, name, c)
	if format == formatJSON {
		_, _ = w.Write(resp.Body) // the client may be gone
		return nil
	}
	names, table, err := flatten(resp.Body)
	if err != nil {
		return err
	}
	out := newRows(w, format, names, uint64(resp.Version), len(table))
	for _, row := range table {
		if out.row(row) != nil {
			return nil // the client is gone
		}
	}
	_ = out.end() // the client may be gone
	return nil
}

// exported answers with the whole network that a query is about, found by the links in its answer.
func (h *Handler) exported(w http.ResponseWriter, r *http.Request, body []byte, format string) error {
	var answer struct {
		Data struct {
			Network struct {
				Exports []struct{ URL string }
			}
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return err
	}
	if len(answer.Data.Network.Exports) == 0 {
		return errors.New("api: the engine offers no exports of networks")
	}
	link, err := url.Parse(answer.Data.Network.Exports[0].URL)
	if err != nil {
		return err
	}
	kind, _ := split(path.Base(link.Path))
	r = r.Clone(r.Context())
	r.URL.RawQuery = link.RawQuery
	r.SetPathValue("file", kind+"."+format)
	return h.network(w, r)
}

// variables reads the variables of a saved query from the URL by their types.
func (h *Handler) variables(s Saved, r *http.Request) (map[string]any, error) {
	defs, err := h.o.Engine.Variables(s.Text)
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	out := map[string]any{}
	for _, d := range defs {
		if !q.Has(d.Name) {
			continue
		}
		v := q[d.Name]
		q.Del(d.Name)
		if strings.HasPrefix(d.Type, "[") {
			list := make([]any, len(v))
			for i, x := range v {
				list[i] = plain(strings.Trim(d.Type, "[]!"), x)
			}
			out[d.Name] = list
			continue
		}
		out[d.Name] = plain(strings.TrimSuffix(d.Type, "!"), v[0])
	}
	for k := range q {
		return nil, queries.Errorf(queries.BadInput, "the query %s has no parameter %q", s.Name, clip(k))
	}
	return out, nil
}

// plain is a parameter as the JSON value of its type.
func plain(typ, s string) any {
	switch typ {
	case "Int", "Float":
		if _, err := strconv.ParseFloat(s, 64); err == nil {
			return json.Number(s)
		}
	case "Boolean":
		if b, err := strconv.ParseBool(s); err == nil {
			return b
		}
	}
	return s
}

// pair is one entry of a JSON object in order.
type pair struct {
	key   string
	value any
}

// flatten makes a table of the first list in an answer's data: the nodes or edges of a connection, or a plain list.
// Columns are named by the path to their value, "letters.totalCount"; lists inside a row are joined.
func flatten(body []byte) (names []string, table [][]any, err error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	v, err := ordered(d)
	if err != nil {
		return nil, nil, err
	}
	root, _ := v.([]pair)
	list := firstList(get(root, "data"))
	index := map[string]int{}
	for _, item := range list {
		cells := map[string]any{}
		var keys []string
		spread("", item, cells, &keys)
		for _, k := range keys {
			if _, ok := index[k]; !ok {
				index[k] = len(names)
				names = append(names, k)
			}
		}
		row := make([]any, len(names))
		for k, v := range cells {
			row[index[k]] = v
		}
		table = append(table, row)
	}
	for i, row := range table {
		for len(row) < len(names) {
			row = append(row, nil)
		}
		table[i] = row
	}
	return names, table, nil
}

// ordered decodes a JSON value with the entries of objects in order.
func ordered(d *json.Decoder) (any, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t {
	case json.Delim('{'):
		out := []pair{}
		for d.More() {
			k, err := d.Token()
			if err != nil {
				return nil, err
			}
			v, err := ordered(d)
			if err != nil {
				return nil, err
			}
			out = append(out, pair{k.(string), v})
		}
		_, err = d.Token()
		return out, err
	case json.Delim('['):
		out := []any{}
		for d.More() {
			v, err := ordered(d)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		_, err = d.Token()
		return out, err
	}
	return t, nil
}

func get(obj []pair, key string) any {
	for _, p := range obj {
		if p.key == key {
			return p.value
		}
	}
	return nil
}

func firstList(v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case []pair:
		for _, p := range v {
			if l := firstList(p.value); l != nil {
				return l
			}
		}
	}
	return nil
}

// spread writes the leaves of a value into cells; keys has them in order.
func spread(path string, v any, cells map[string]any, keys *[]string) {
	put := func(x any) {
		if _, ok := cells[path]; !ok {
			*keys = append(*keys, path)
		}
		cells[path] = x
	}
	switch v := v.(type) {
	case []pair:
		for _, p := range v {
			at := p.key
			switch {
			case path != "" && (p.key == "node" || p.key == "nodes" || p.key == "edges"):
				at = path
			case path != "":
				at = path + "." + p.key
			case p.key == "node":
				at = ""
			}
			spread(at, p.value, cells, keys)
		}
	case []any:
		var parts []string
		for _, x := range v {
			sub := map[string]any{}
			var subKeys []string
			spread("v", x, sub, &subKeys)
			var words []string
			for _, k := range subKeys {
				if s := cell(sub[k]); s != "" {
					words = append(words, s)
				}
			}
			parts = append(parts, strings.Join(words, " "))
		}
		put(strings.Join(parts, "; "))
	case json.Number:
		if n, err := strconv.Atoi(v.String()); err == nil {
			put(n)
		} else if f, err := v.Float64(); err == nil {
			put(f)
		}
	case nil:
		put(nil)
	default:
		put(v)
	}
}
