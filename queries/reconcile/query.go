package reconcile

import (
	"cmp"
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"demarche/graph/match"
	"demarche/queries"
	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/names"
)

// query is one reconciliation query of a batch.
type query struct {
	Query      string          `json:"query"`
	Type       json.RawMessage `json:"type"`
	Limit      *float64        `json:"limit"`
	Properties []condition     `json:"properties"`
	TypeStrict string          `json:"type_strict"`
}

// condition is a property that the entity should have.
type condition struct {
	ID    string          `json:"pid"`
	Value json.RawMessage `json:"v"`
}

// result is the answer to a query.
type result struct {
	Result []candidate `json:"result"`
}

// candidate is an entity that a query may mean. Score is 0 to 100.
type candidate struct {
	ID          string    `json:"id"`
	Name        string    `json:"name"`
	Description string    `json:"description,omitempty"`
	Types       []Type    `json:"type"`
	Score       float64   `json:"score"`
	Features    []feature `json:"features"`
	Match       bool      `json:"match"`
}

// feature is an explained part of a score.
type feature struct {
	ID    string  `json:"id"`
	Value float64 `json:"value"`
}

// batch answers a batch of queries.
func (s *service) batch(ctx context.Context, text string) (any, error) {
	var qs map[string]*query
	if err := decode("queries", text, &qs); err != nil {
		return nil, err
	}
	if len(qs) > maxQueries {
		return nil, queries.Errorf(queries.TooComplex, "%d queries in a batch; at most %d are answered", len(qs), maxQueries)
	}
	out := make(map[string]result, len(qs))
	for key, q := range qs {
		if q == nil {
			return nil, queries.Errorf(queries.BadRequest, "query %q is null", key)
		}
		cs, err := s.answer(ctx, q)
		if err != nil {
			return nil, err
		}
		out[key] = result{cs}
	}
	return out, nil
}

// answer finds the candidates of one query.
func (s *service) answer(ctx context.Context, q *query) ([]candidate, error) {
	limit := 10
	if q.Limit != nil {
		limit = int(min(max(*q.Limit, 0), maxCandidates))
	}
	types, err := typeList(q.Type)
	if err != nil {
		return nil, err
	}
	text := strings.TrimSpace(q.Query)
	if len(text) > maxWords {
		return nil, queries.Errorf(queries.TooComplex, "a query text is over %d bytes", maxWords)
	}
	if text == "" || limit == 0 {
		return []candidate{}, nil
	}
	switch c, err := s.byID(ctx, text, types); {
	case err != nil:
		return nil, err
	case c != nil:
		return []candidate{*c}, nil
	}
	cs := []candidate{}
	if s.opt.Index != nil && (len(types) == 0 || contains(types, s.opt.Types[0].ID)) {
		m, err := mention(text, q.Properties)
		if err != nil {
			return nil, err
		}
		cs = s.people(s.opt.Index.Match(m))
	}
	for _, t := range s.opt.Types[1:] {
		// Without a type, other things are offered only where nobody bears the name.
		if contains(types, t.ID) || len(types) == 0 && len(cs) == 0 {
			more, err := s.named(ctx, text, t.ID)
			if err != nil {
				return nil, err
			}
			cs = append(cs, more...)
		}
	}
	return cs[:min(limit, len(cs))], nil
}

// byID answers a query text that is itself an id.
func (s *service) byID(ctx context.Context, text string, types []string) (*candidate, error) {
	if strings.ContainsAny(text, " \t") {
		return nil, nil
	}
	e, err := s.opt.Source.Get(ctx, text)
	if err != nil || e == nil || len(types) > 0 && !contains(types, e.Type) {
		return nil, err
	}
	return &candidate{e.ID, e.Name, e.Description, s.types(e.Type), 100, []feature{{"id", 1}}, true}, nil
}

// people turns an answer of the index into candidates; match is true for the accepted person alone.
func (s *service) people(r match.Result) []candidate {
	cs := make([]candidate, 0, len(r.Candidates))
	for _, c := range r.Candidates {
		k := candidate{
			c.Person.ID, c.Person.Name, describe(c.Person, c.Tenure), s.types(s.opt.Types[0].ID), percent(c.Score),
			[]feature{},
			r.Decision == schema.Accepted && c.Person == r.Person,
		}
		for _, f := range c.Features {
			k.Features = append(k.Features, feature{f.Name, f.Score})
		}
		cs = append(cs, k)
	}
	return cs
}

// named finds entities of other types by their names: a single one whose name folds to the query's is a match.
func (s *service) named(ctx context.Context, text, typ string) ([]candidate, error) {
	es, err := s.opt.Source.Find(ctx, text, typ, maxCandidates, 0)
	if err != nil {
		return nil, err
	}
	want, equal := names.Fold(text), 0
	cs := make([]candidate, 0, len(es))
	for _, e := range es {
		c := candidate{e.ID, e.Name, e.Description, s.types(e.Type), 70, []feature{{"name", 0.7}}, false}
		if names.Fold(e.Name) == want {
			equal++
			c.Score, c.Features = 100, []feature{{"name", 1}}
			// Equal names stand first.
			cs = append(cs, candidate{})
			copy(cs[equal:], cs[equal-1:])
			cs[equal-1] = c
			continue
		}
		cs = append(cs, c)
	}
	if equal == 1 {
		cs[0].Match = true
	}
	return cs, nil
}

// mention builds the question to the index out of a query.
func mention(text string, cs []condition) (match.Mention, error) {
	m := match.Mention{Name: text}
	for _, c := range cs {
		v, err := valueText(c.Value)
		if err != nil {
			return m, err
		}
		switch c.ID {
		case "date":
			if len(v) > 10 {
				v = v[:10]
			}
			d, err := date.Parse(v)
			if err != nil {
				return m, queries.Errorf(queries.BadInput, "date %q is not an ISO date", v)
			}
			m.Date = d
		case "chamber":
			m.Chamber = v
		case "state":
			m.State = v
		case "party":
			m.Party = v
		case "district":
			m.District = v
		case "title":
			m.Title = v
		}
	}
	return m, nil
}

// valueText is the text of a property value: a string, number, boolean or entity, or the first of a list of them.
func valueText(raw json.RawMessage) (string, error) {
	var v any
	if len(raw) == 0 {
		return "", nil
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return "", queries.Errorf(queries.BadRequest, "a property value is not JSON")
	}
	if l, ok := v.([]any); ok {
		if len(l) == 0 {
			return "", nil
		}
		v = l[0]
	}
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return strings.TrimSpace(v), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case bool:
		return strconv.FormatBool(v), nil
	case map[string]any:
		name, _ := v["name"].(string)
		id, _ := v["id"].(string)
		return cmp.Or(name, id), nil
	}
	return "", queries.Errorf(queries.BadRequest, "a property value is none of text, number, boolean, entity")
}

// typeList reads a type or a list of types.
func typeList(raw json.RawMessage) ([]string, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	var one string
	if json.Unmarshal(raw, &one) == nil {
		if one == "" {
			return nil, nil
		}
		return []string{one}, nil
	}
	var many []string
	if err := json.Unmarshal(raw, &many); err != nil {
		return nil, queries.Errorf(queries.BadRequest, "type is neither a type id nor a list of them")
	}
	return many, nil
}

// types is the type with the id, with its name.
func (s *service) types(id string) []Type {
	for _, t := range s.opt.Types {
		if t.ID == id {
			return []Type{t}
		}
	}
	return []Type{{id, id}}
}

func percent(score float64) float64 { return float64(int(score*1000+0.5)) / 10 }

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}
