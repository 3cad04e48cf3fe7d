package reconcile

import (
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"demarche/queries"
	"demarche/schema/names"
)

// suggestion is one line that a user may choose.
type suggestion struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Notable     []Type `json:"notable,omitempty"`
}

type suggestions struct {
	Result []suggestion `json:"result"`
}

// prefix reads the parameters of a suggest request.
func prefix(r *http.Request) (text string, offset int, err error) {
	q := r.URL.Query()
	text = strings.TrimSpace(q.Get("prefix"))
	if len(text) > maxWords {
		return "", 0, queries.Errorf(queries.TooComplex, "prefix is over %d bytes", maxWords)
	}
	if c := q.Get("cursor"); c != "" {
		offset, err = strconv.Atoi(c)
		if err != nil || offset < 0 || offset > 10_000 {
			return "", 0, queries.Errorf(queries.BadInput, "cursor is not a number from 0 to 10000")
		}
	}
	return text, offset, nil
}

func (s *service) suggestEntity(r *http.Request) (any, error) {
	text, offset, err := prefix(r)
	if err != nil {
		return nil, err
	}
	es, err := s.opt.Source.Find(r.Context(), text, r.URL.Query().Get("type"), maxSuggested, offset)
	if err != nil {
		return nil, err
	}
	out := suggestions{make([]suggestion, 0, len(es))}
	for _, e := range es {
		out.Result = append(out.Result, suggestion{e.ID, e.Name, e.Description, s.types(e.Type)})
	}
	return out, nil
}

func (s *service) suggestType(r *http.Request) (any, error) {
	text, offset, err := prefix(r)
	if err != nil {
		return nil, err
	}
	var all []suggestion
	for _, t := range s.opt.Types {
		if begins(t.Name, text) || begins(t.ID, text) {
			all = append(all, suggestion{ID: t.ID, Name: t.Name})
		}
	}
	return page(all, offset), nil
}

func (s *service) suggestProperty(r *http.Request) (any, error) {
	text, offset, err := prefix(r)
	if err != nil {
		return nil, err
	}
	var all []suggestion
	for _, p := range s.opt.Properties {
		if begins(p.Name, text) || begins(p.ID, text) {
			all = append(all, suggestion{ID: p.ID, Name: p.Name, Description: p.Description})
		}
	}
	return page(all, offset), nil
}

// begins tells whether some word of name begins with the folded prefix.
func begins(name, prefix string) bool {
	p := names.Fold(prefix)
	return p == "" || strings.Contains(" "+names.Fold(name), " "+p)
}

func page(all []suggestion, offset int) suggestions {
	all = all[min(offset, len(all)):]
	return suggestions{append([]suggestion{}, all[:min(maxSuggested, len(all))]...)}
}

// flyout is a line of HTML about a thing.
type flyout struct {
	ID   string `json:"id"`
	HTML string `json:"html"`
}

func (s *service) flyoutEntity(r *http.Request) (any, error) {
	id := r.URL.Query().Get("id")
	e, err := s.opt.Source.Get(r.Context(), id)
	if err != nil {
		return nil, err
	}
	if e == nil {
		return nil, queries.Errorf(queries.NotFound, "no entity %q", id)
	}
	return line(e.ID, e.Name, e.Description), nil
}

func (s *service) flyoutType(r *http.Request) (any, error) {
	id := r.URL.Query().Get("id")
	for _, t := range s.opt.Types {
		if t.ID == id {
			return line(t.ID, t.Name, ""), nil
		}
	}
	return nil, queries.Errorf(queries.NotFound, "no type %q", id)
}

func (s *service) flyoutProperty(r *http.Request) (any, error) {
	id := r.URL.Query().Get("id")
	for _, p := range s.opt.Properties {
		if p.ID == id {
			return line(p.ID, p.Name, p.Description), nil
		}
	}
	return nil, queries.Errorf(queries.NotFound, "no property %q", id)
}

func line(id, name, description string) flyout {
	h := "<p><strong>" + template.HTMLEscapeString(name) + "</strong>"
	if description != "" {
		h += "<br>" + template.HTMLEscapeString(description)
	}
	return flyout{id, h + "</p>"}
}
