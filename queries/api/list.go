package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/schema/date"
)

func badInput(err error) error { return queries.Errorf(queries.BadInput, "%v", err) }

func tooComplex(err error) error { return queries.Errorf(queries.TooComplex, "%v", err) }

// The formats of lists.
const (
	formatCSV    = "csv"
	formatJSON   = "json"
	formatNDJSON = "ndjson"
)

// rowFormats are the formats of lists in the order of the documentation.
func rowFormats() []string { return []string{formatCSV, formatJSON, formatNDJSON} }

// maxParts bounds the dots in a condition.
const maxParts = 16

// list answers /api/TABLE.FORMAT.
func (h *Handler) list(w http.ResponseWriter, r *http.Request) error {
	name, format := split(r.PathValue("file"))
	i := slices.IndexFunc(tables(), func(t table) bool { return t.name == name })
	if i < 0 {
		return queries.Errorf(queries.NotFound, "there is no list %q; /api/ names all", clip(name))
	}
	t := tables()[i]
	if !slices.Contains(rowFormats(), format) {
		return queries.Errorf(queries.NotFound, "lists come as %s, not as %q", strings.Join(rowFormats(), ", "), clip(format))
	}
	c := h.o.Source.Corpus()
	q, err := readListQuery(t, r.URL.Query())
	if err != nil {
		return err
	}
	if h.fresh(w, r, c) {
		return nil
	}
	ids, err := t.find(r.Context(), c, q.where, q.on)
	if err != nil {
		return err
	}
	ids, err = c.Ordered(t.kind, ids, q.order)
	if err != nil {
		return badInput(err)
	}
	total := len(ids)
	ids = ids[min(q.offset, total):]
	if q.limit >= 0 {
		ids = ids[:min(q.limit, len(ids))]
	}
	names := make([]string, len(t.columns))
	for i, col := range t.columns {
		names[i] = col.name
	}
	head(w, format, t.name, c)
	out := newRows(w, format, names, uint64(c.Version()), total)
	row := make([]any, len(names))
	for i, id := range ids {
		if i&255 == 0 && r.Context().Err() != nil {
			panic(http.ErrAbortHandler) // the status is sent; a cut answer must not look whole
		}
		for j, col := range t.columns {
			row[j] = col.value(c, id)
		}
		if err := out.row(row); err != nil {
			return nil // the client is gone
		}
	}
	_ = out.end() // the client may be gone
	return c.Reader().Err()
}

// head sets the headers of a file.
func head(w http.ResponseWriter, format, name string, c *corpus.Corpus) {
	types := map[string]string{formatCSV: "text/csv; charset=utf-8; header=present", formatJSON: "application/json; charset=utf-8", formatNDJSON: "application/x-ndjson; charset=utf-8"}
	w.Header().Set("Content-Type", types[format])
	w.Header().Set("Content-Disposition", fmt.Sprintf("inline; filename=\"%s-v%d.%s\"", name, c.Version(), format))
}

type listQuery struct {
	where         map[string]any
	on            date.Date
	order         []corpus.Order
	limit, offset int
}

// readListQuery reads the parameters of a list.
func readListQuery(t table, q url.Values) (listQuery, error) {
	out := listQuery{where: map[string]any{}, limit: -1}
	keys := make([]string, 0, len(q))
	for k := range q {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, key := range keys {
		v := q.Get(key)
		var err error
		switch key {
		case "orderBy":
			for part := range strings.SplitSeq(v, ",") {
				field, desc := strings.CutPrefix(strings.TrimSpace(part), "-")
				out.order = append(out.order, corpus.Order{Field: field, Desc: desc})
			}
		case "limit":
			out.limit, err = count(v)
		case "offset":
			out.offset, err = count(v)
		case "asOf":
			if !t.dated {
				return out, queries.Errorf(queries.BadInput, "asOf: this list does not depend on a date")
			}
			out.on, err = date.Parse(v)
		case "where":
			err = json.Unmarshal([]byte(v), &out.where)
			err = wrapNumbers(out.where, err)
		default:
			err = put(out.where, strings.Split(key, "."), q[key])
		}
		if err != nil {
			return out, queries.Errorf(queries.BadInput, "%s: %v", clip(key), err)
		}
	}
	return out, nil
}

func count(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is not a whole number of 0 or more", clip(s))
	}
	return n, nil
}

// wrapNumbers turns the numbers of a JSON tree into ints, as filters want them.
func wrapNumbers(v any, err error) error {
	if err != nil {
		return fmt.Errorf("not a JSON object")
	}
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if f, ok := x.(float64); ok {
				v[k] = int(f)
			} else if err := wrapNumbers(x, nil); err != nil {
				return err
			}
		}
	case []any:
		for i, x := range v {
			if f, ok := x.(float64); ok {
				v[i] = int(f)
			} else if err := wrapNumbers(x, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// put sets a dotted condition in a tree.
func put(tree map[string]any, parts []string, values []string) error {
	if len(parts) > maxParts {
		return fmt.Errorf("more than %d parts", maxParts)
	}
	for _, p := range parts[:len(parts)-1] {
		next, ok := tree[p].(map[string]any)
		if !ok {
			if tree[p] != nil {
				return fmt.Errorf("%s has a value and conditions", p)
			}
			next = map[string]any{}
			tree[p] = next
		}
		tree = next
	}
	last := parts[len(parts)-1]
	if tree[last] != nil {
		return fmt.Errorf("given twice")
	}
	if len(values) == 1 {
		tree[last] = values[0]
		return nil
	}
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	tree[last] = list
	return nil
}

func clip(s string) string {
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + "…"
	}
	return s
}
