package reconcile

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"demarche/queries"
	"demarche/schema/date"
)

// extension is a request for columns.
type extension struct {
	IDs        []string `json:"ids"`
	Properties []struct {
		ID       string                     `json:"id"`
		Settings map[string]json.RawMessage `json:"settings"`
	} `json:"properties"`
}

// column describes a column of an extension's answer.
type column struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type *Type  `json:"type,omitempty"`
}

// columns is the answer to an extension. A row has every property; an unknown entity's are empty.
type columns struct {
	Meta []column                         `json:"meta"`
	Rows map[string]map[string][]cellData `json:"rows"`
}

// cellData is one value as the specification writes it.
type cellData map[string]any

// extend answers a request for columns.
func (s *service) extend(ctx context.Context, text string) (any, error) {
	var x extension
	if err := decode("extend", text, &x); err != nil {
		return nil, err
	}
	if len(x.IDs) > maxIDs || len(x.Properties) > maxProperties {
		return nil, queries.Errorf(queries.TooComplex, "%d ids and %d properties; at most %d and %d are answered", len(x.IDs), len(x.Properties), maxIDs, maxProperties)
	}
	out := columns{Meta: []column{}, Rows: make(map[string]map[string][]cellData, len(x.IDs))}
	for _, id := range x.IDs {
		out.Rows[id] = make(map[string][]cellData, len(x.Properties))
	}
	for _, p := range x.Properties {
		known := s.property(p.ID)
		if known == nil {
			return nil, queries.Errorf(queries.BadInput, "no property %q", p.ID)
		}
		limit, on, err := settings(p.Settings)
		if err != nil {
			return nil, err
		}
		out.Meta = append(out.Meta, column{known.ID, known.Name, known.Target})
		for _, id := range x.IDs {
			vs, err := s.opt.Source.Values(ctx, id, p.ID, on)
			if err != nil {
				return nil, err
			}
			if limit > 0 && len(vs) > limit {
				vs = vs[:limit]
			}
			out.Rows[id][p.ID] = cells(vs)
		}
	}
	return out, nil
}

func cells(vs []Value) []cellData {
	out := make([]cellData, 0, len(vs))
	for _, v := range vs {
		switch {
		case v.ID != "":
			out = append(out, cellData{"id": v.ID, "name": v.Name})
		case v.Number:
			out = append(out, cellData{"int": v.Int})
		default:
			out = append(out, cellData{"str": v.Text})
		}
	}
	return out
}

// settings reads the settings of a property: limit, a number or its text, and on, an ISO date.
func settings(m map[string]json.RawMessage) (limit int, on string, err error) {
	text, err := valueText(m["limit"])
	if err != nil {
		return 0, "", err
	}
	if text != "" {
		limit, err = strconv.Atoi(text)
		if err != nil || limit < 0 {
			return 0, "", queries.Errorf(queries.BadInput, "limit %q is not a number", text)
		}
	}
	on, err = valueText(m["on"])
	if err != nil {
		return 0, "", err
	}
	if _, err := date.Parse(on); err != nil {
		return 0, "", queries.Errorf(queries.BadInput, "on %q is not an ISO date", on)
	}
	return limit, on, nil
}

func (s *service) property(id string) *Property {
	for i := range s.opt.Properties {
		if p := &s.opt.Properties[i]; p.ID == id && !p.Query {
			return p
		}
	}
	return nil
}

// proposal lists the properties that a type can be extended with.
type proposal struct {
	Limit      int      `json:"limit,omitempty"`
	Type       string   `json:"type"`
	Properties []column `json:"properties"`
}

func (s *service) propose(r *http.Request) (any, error) {
	q := r.URL.Query()
	out := proposal{Type: q.Get("type"), Properties: []column{}}
	if out.Type == "" {
		out.Type = s.opt.Types[0].ID
	}
	if l := q.Get("limit"); l != "" {
		n, err := strconv.Atoi(l)
		if err != nil || n < 1 {
			return nil, queries.Errorf(queries.BadInput, "limit is not a number from 1")
		}
		out.Limit = n
	}
	for _, p := range s.opt.Properties {
		if p.Query || p.Type != "" && p.Type != out.Type || out.Limit > 0 && len(out.Properties) == out.Limit {
			continue
		}
		out.Properties = append(out.Properties, column{p.ID, p.Name, nil})
	}
	return out, nil
}
