package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"demarche/queries/corpus"
	"demarche/queries/gql"
	"demarche/queries/network"
	"demarche/schema/date"
)

// index answers /api/: what can be asked for.
func (h *Handler) index(w http.ResponseWriter, _ *http.Request) error {
	type entry struct {
		URL     string   `json:"url"`
		About   string   `json:"about"`
		Formats []string `json:"formats"`
	}
	out := struct {
		OpenAPI string  `json:"openapi"`
		GraphQL string  `json:"graphql"`
		Entries []entry `json:"entries"`
	}{"/api/openapi.json", "/graphql", nil}
	for _, t := range tables() {
		out.Entries = append(out.Entries, entry{"/api/" + t.name, t.doc, rowFormats()})
	}
	for _, k := range network.Kinds() {
		out.Entries = append(out.Entries, entry{"/api/network/" + string(k), "The network " + string(k) + ".", networkFormats()})
	}
	for _, s := range h.saved {
		out.Entries = append(out.Entries, entry{"/api/query/" + s.Name, s.Doc, s.Formats()})
	}
	return sendJSON(w, out)
}

func (h *Handler) openAPI(w http.ResponseWriter, _ *http.Request) error {
	doc, err := OpenAPI(h.o.Engine)
	if err != nil {
		return err
	}
	return sendJSON(w, doc)
}

func sendJSON(w http.ResponseWriter, v any) error {
	raw, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(append(raw, '\n')) // the client may be gone
	return nil
}

type object = map[string]any

// OpenAPI describes the plain URLs as an OpenAPI 3.1 document.
func OpenAPI(e *gql.Engine) (any, error) {
	paths := object{}
	for _, t := range tables() {
		params := append([]object{
			formatParam(rowFormats()),
			param("orderBy", "Order keys, separated by commas, each with - before it for descending: "+strings.Join(corpus.OrderFields(t.kind), ", ")+".", "string"),
			param("limit", "At most so many rows; all when not given.", "integer"), param("offset", "So many rows are passed over.", "integer"),
			param("where", "Conditions as a JSON object, for and, or, not and relations; dotted conditions stand beside it.", "string"),
		}, conditions(t.filter)...)
		if t.dated {
			params = append(params, param("asOf", "The date in the world that is asked for.", "string"))
		}
		props := object{}
		for _, c := range t.columns {
			s := object{"type": []string{c.typ, "null"}, "description": c.doc}
			if c.typ == "array" {
				s["items"] = object{"type": "string"}
			}
			props[c.name] = s
		}
		row := object{"type": "object", "properties": props}
		paths["/api/"+t.name+".{format}"] = get200(t.doc, params, object{
			"application/json":     object{"schema": object{"type": "object", "properties": object{"version": object{"type": "integer"}, "total": object{"type": "integer"}, "rows": object{"type": "array", "items": row}}}},
			"application/x-ndjson": object{"schema": row}, "text/csv": object{"schema": object{"type": "string"}},
		})
	}
	var params []object
	for _, p := range networkParams {
		params = append(params, param(p.name, p.doc, "string"))
	}
	for _, k := range network.Kinds() {
		paths["/api/network/"+string(k)+".{format}"] = get200("The network "+string(k)+".", append([]object{formatParam(networkFormats())}, params...),
			object{"*/*": object{"schema": object{"type": "string"}}})
	}
	saved, err := SavedQueries()
	if err != nil {
		return nil, err
	}
	for _, s := range saved {
		vars, err := e.Variables(s.Text)
		if err != nil {
			return nil, fmt.Errorf("api: saved query %s: %w", s.Name, err)
		}
		params := []object{formatParam(s.Formats())}
		for _, v := range vars {
			p := param(v.Name, "A variable of type "+v.Type+".", "string")
			p["required"] = strings.HasSuffix(v.Type, "!") && !v.HasDefault
			params = append(params, p)
		}
		content := object{"application/json": object{}, "application/x-ndjson": object{}, "text/csv": object{}}
		if s.isNetwork() {
			content["*/*"] = object{"schema": object{"type": "string"}}
		}
		paths["/api/query/"+s.Name+".{format}"] = get200(s.Doc, params, content)
	}
	return object{
		"openapi": "3.1.0",
		"info": object{
			"title": "demarche", "version": "1", "description": "Plain URLs over the graph of letters. Answers carry an ETag that names the data version; If-None-Match answers 304.",
			"license": object{"name": "Apache-2.0", "identifier": "Apache-2.0"},
		},
		"paths": paths, "components": object{"schemas": object{"Error": errorSchema()}},
	}, nil
}

func errorSchema() object {
	text := object{"type": "string"}
	return object{"type": "object", "required": []string{"errors"}, "properties": object{"errors": object{"type": "array", "items": object{
		"type": "object", "required": []string{"message", "extensions"},
		"properties": object{"message": text, "extensions": object{"type": "object", "required": []string{"code"}, "properties": object{"code": text}}},
	}}}}
}

func param(name, doc, typ string) object {
	return object{"name": name, "in": "query", "description": doc, "schema": object{"type": typ}}
}

func formatParam(formats []string) object {
	return object{"name": "format", "in": "path", "required": true, "description": "The format.", "schema": object{"type": "string", "enum": formats}}
}

func get200(doc string, params []object, content object) object {
	return object{"get": object{"summary": doc, "parameters": params, "responses": object{
		"200":     object{"description": "The answer.", "content": content},
		"304":     object{"description": "The client has this answer already."},
		"default": object{"description": "An error.", "content": object{"application/json": object{"schema": object{"$ref": "#/components/schemas/Error"}}}},
	}}}
}

// conditions are the plain conditions of a filter as dotted parameters; relations and logic are for where.
func conditions(t reflect.Type) []object {
	var out []object
	for i := range t.NumField() {
		f := t.Field(i)
		name := corpus.Key(f.Name)
		typ := f.Type
		if typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		switch {
		case name == "and" || name == "or" || name == "not" || name == "asOf" || strings.HasSuffix(typ.Name(), "Relation"):
		case typ.Kind() == reflect.Struct:
			for j := range typ.NumField() {
				out = append(out, condition(name+"."+corpus.Key(typ.Field(j).Name), typ.Field(j).Type))
			}
		default:
			out = append(out, condition(name, typ))
		}
	}
	return out
}

func condition(name string, t reflect.Type) object {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	p := object{"name": name, "in": "query", "description": "Condition " + name + "."}
	typ := "string"
	switch t.Kind() {
	case reflect.Int:
		typ = "integer"
	case reflect.Bool:
		typ = "boolean"
	case reflect.Slice:
		p["description"] = "One of these; may be repeated."
		p["explode"] = true
		p["schema"] = object{"type": "array", "items": object{"type": "string"}}
		return p
	}
	p["schema"] = object{"type": typ}
	if t == reflect.TypeFor[date.Date]() {
		p["schema"] = object{"type": "string", "pattern": `^\d{4}(-\d{2}(-\d{2})?)?$`}
	}
	return p
}
