package explorer

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"demarche/queries"
)

// paths is the page of how two things are connected. Names are looked up; one that fits several things alike is asked
// back instead of guessed.
func (e *Explorer) paths(r *http.Request) (*view, error) {
	q := r.URL.Query()
	blank := &view{Page: "paths", Title: "Paths", More: map[string]any{}}
	if q.Get("from") == "" || q.Get("to") == "" {
		return blank, nil
	}
	from, err := e.named(r.Context(), q.Get("from"))
	if err != nil {
		return nil, err
	}
	to, err := e.named(r.Context(), q.Get("to"))
	if err != nil {
		return nil, err
	}
	if from.id == "" || to.id == "" {
		blank.More["from"], blank.More["to"] = from.Choices, to.Choices
		blank.More["unknown"] = from.unknown() || to.unknown()
		return blank, nil
	}
	vars := map[string]any{"from": from.id, "to": to.id, "first": 5}
	for _, name := range []string{"via", "since", "until"} {
		set(vars, name, q.Get(name))
	}
	v, err := e.ask(r.Context(), "paths", vars)
	if err != nil {
		return nil, err
	}
	v.Page, v.Title, v.More = "paths", textAt(v.Data, "start", "name")+" to "+textAt(v.Data, "end", "name"), map[string]any{}
	return v, nil
}

// named is what a word of an address names: one thing, or several to choose from.
type named struct {
	id      string
	Choices []any // edges of the search
}

func (n named) unknown() bool { return n.id == "" && len(n.Choices) == 0 }

// named finds a thing by IRI or by name; a name stands for the best match unless another fits as well.
func (e *Explorer) named(ctx context.Context, s string) (named, error) {
	if strings.HasPrefix(s, instances) {
		return named{id: s}, nil
	}
	v, err := e.ask(ctx, "search", map[string]any{"query": s})
	if err != nil {
		return named{}, err
	}
	edges := listAt(v.Data, "search", "edges")
	switch {
	case len(edges) == 0:
		return named{}, nil
	case len(edges) == 1, textAt(edges[0], "score") != textAt(edges[1], "score"):
		return named{id: textAt(edges[0], "node", "iri")}, nil
	}
	return named{Choices: edges[:min(len(edges), 12)]}, nil
}

// measures are the orders that the page of a network offers, by their words in addresses.
var measures = map[string]string{"degree": "DEGREE", "strength": "STRENGTH", "betweenness": "BETWEENNESS", "pagerank": "PAGERANK", "core": "CORE"}

// network is the page of a network: picture, measures, ties, files.
func (e *Explorer) network(r *http.Request) (*view, error) {
	q := r.URL.Query()
	kind := q.Get("kind")
	if kind == "" {
		kind = "cosign"
	}
	vars := map[string]any{"kind": strings.ToUpper(kind), "orderBy": "DEGREE"}
	if m := q.Get("sort"); m != "" {
		if measures[m] == "" {
			return nil, queries.Errorf(queries.BadInput, "sort: want degree, strength, betweenness, pagerank or core, not %q", m)
		}
		vars["orderBy"] = measures[m]
	}
	for _, name := range []string{"since", "until", "party", "state"} {
		set(vars, name, q.Get(name))
	}
	set(vars, "weight", strings.ToUpper(q.Get("weight")))
	if s := q.Get("chamber"); s != "" {
		c, err := chamber(s)
		if err != nil {
			return nil, err
		}
		vars["chamber"] = c
	}
	if s := q.Get("minWeight"); s != "" {
		w, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, queries.Errorf(queries.BadInput, "minWeight: want a number, not %q", s)
		}
		vars["minWeight"] = w
	}
	where, err := letterFilter(url.Values{"country": q["country"], "demand": q["demand"]})
	if err != nil {
		return nil, err
	}
	if len(where) > 0 {
		vars["where"] = where
	}
	v, err := e.ask(r.Context(), "network", vars)
	if err != nil {
		return nil, err
	}
	v.Page, v.Title, v.More = "network", "Network: "+kind, map[string]any{"kind": kind}
	for _, x := range listAt(v.Data, "network", "exports") {
		switch textAt(x, "format") {
		case "svg":
			v.More["picture"] = textAt(x, "url")
		case "html":
			v.More["report"] = textAt(x, "url")
		}
	}
	return v, nil
}
