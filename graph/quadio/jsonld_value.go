package quadio

import (
	"encoding/json"
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// values are the objects that a property's value stands for.
func (j *jsonld) values(ctx *ldContext, t ldTerm, v any, graph quad.Value) ([]quad.Value, error) {
	if obj, ok := v.(map[string]any); ok && t.container == "@language" {
		return j.byLanguage(ctx, obj)
	}
	if obj, ok := v.(map[string]any); ok && strings.Contains("@graph@index @graph@id @type", t.container) && t.container != "" && t.container != "@graph" {
		return j.byKey(ctx, t, obj, graph)
	}
	if t.container == "@graph" {
		t.container = ""
		var graphs []any
		for _, item := range listOf(v) {
			graphs = append(graphs, map[string]any{"@graph": item})
		}
		v = graphs
	}
	if list, isList := asList(v); t.container == "@list" && !isList {
		head, err := j.list(ctx, t, listOf(v), graph)
		return []quad.Value{head}, err
	} else if isList {
		if err := checkObject(keywordsOf(ctx, v)); err != nil {
			return nil, err
		}
		head, err := j.list(ctx, t, list, graph)
		return []quad.Value{head}, err
	}
	switch v := v.(type) {
	case nil:
		return nil, nil
	case []any:
		t.container = "" // that of an object alone
		var out []quad.Value
		for _, item := range v {
			values, err := j.values(ctx, t, item, graph)
			if err != nil {
				return nil, err
			}
			out = append(out, values...)
		}
		return out, nil
	case map[string]any:
		return j.objectValue(ctx, t, v, graph)
	}
	value, err := j.scalar(ctx, t, v)
	return []quad.Value{value}, err
}

// asList is the items of a list object.
func asList(v any) ([]any, bool) {
	obj, ok := v.(map[string]any)
	if !ok {
		return nil, false
	}
	list, ok := obj["@list"]
	return listOf(list), ok
}

// objectValue is the value of a value object, a set or a node object.
func (j *jsonld) objectValue(ctx *ldContext, t ldTerm, obj map[string]any, graph quad.Value) ([]quad.Value, error) {
	byKeyword, keys := keywordsOf(ctx, obj)
	if err := checkObject(byKeyword, keys); err != nil {
		return nil, err
	}
	if set, ok := byKeyword["@set"]; ok {
		return j.values(ctx, t, listOf(set), graph)
	}
	if list, ok := byKeyword["@list"]; ok {
		head, err := j.list(ctx, t, listOf(list), graph)
		return []quad.Value{head}, err
	}
	text, ok := byKeyword["@value"]
	if !ok {
		node, err := j.nested(ctx, obj, graph)
		return []quad.Value{node}, err
	}
	if byKeyword["@direction"] != nil || byKeyword["@type"] == "@json" {
		return nil, unsupported("@direction and @json")
	}
	if text == nil {
		return nil, nil
	}
	datatype, _ := byKeyword["@type"].(string)
	lang, _ := byKeyword["@language"].(string)
	if datatype != "" {
		if datatype = ctx.expand(datatype, true); datatype == "@json" {
			return nil, unsupported("@json")
		}
		if !isAbsolute(datatype) {
			return nil, invalid("the datatype %v is no IRI", byKeyword["@type"])
		}
		if err := checkIRI(datatype); err != nil {
			return nil, err
		}
	}
	value, err := literalOf(text, datatype, lang)
	return []quad.Value{value}, err
}

// keywordsOf is what an object says under keywords, and the number of all its keys.
func keywordsOf(ctx *ldContext, v any) (byKeyword map[string]any, keys int) {
	obj, _ := v.(map[string]any)
	byKeyword = map[string]any{}
	for key, v := range obj {
		if k := ctx.expand(key, true); strings.HasPrefix(k, "@") {
			byKeyword[k] = v
		}
	}
	return byKeyword, len(obj)
}

// checkObject tells what a value object, a list or a set of so many keys may not have.
func checkObject(byKeyword map[string]any, keys int) error {
	_, isValue := byKeyword["@value"]
	allowed := []string{"@value", "@type", "@language", "@direction", "@index", "@context"}
	if !isValue {
		_, isList := byKeyword["@list"]
		_, isSet := byKeyword["@set"]
		if !isList && !isSet {
			return nil
		}
		allowed = []string{"@list", "@set", "@index", "@context"}
	}
	for k := range byKeyword {
		if !slices.Contains(allowed, k) {
			return invalid("%s stands beside %s", k, allowed[0])
		}
	}
	if keys > len(byKeyword) {
		return invalid("a key that is no keyword stands beside %s", allowed[0])
	}
	if index, ok := byKeyword["@index"]; ok {
		if _, isString := index.(string); !isString {
			return invalid("@index is no string")
		}
	}
	lang, hasLang := byKeyword["@language"]
	datatype, hasType := byKeyword["@type"]
	_, langIsString := lang.(string)
	_, typeIsString := datatype.(string)
	_, valueIsString := byKeyword["@value"].(string)
	switch {
	case hasLang && !langIsString:
		return invalid("@language is no string")
	case hasType && !typeIsString && datatype != nil:
		return invalid("@type of a value is no string")
	case hasType && hasLang:
		return invalid("a value has both @type and @language")
	case hasLang && !valueIsString && byKeyword["@value"] != nil:
		return invalid("a value with @language is no string")
	}
	return nil
}

// scalar is the value of a string, number or truth value under a term.
func (j *jsonld) scalar(ctx *ldContext, t ldTerm, v any) (quad.Value, error) {
	s, isString := v.(string)
	if isString && (t.datatype == "@id" || t.datatype == "@vocab") {
		iri := ctx.expand(s, t.datatype == "@vocab")
		if iri == "" && t.datatype == "@vocab" {
			iri = ctx.expand(s, false)
		}
		return j.node(iri, s)
	}
	datatype, lang := t.datatype, ""
	if strings.HasPrefix(datatype, "@") {
		datatype = ""
	}
	if isString && datatype == "" {
		if lang = ctx.lang; t.hasLang {
			lang = t.lang
		}
	}
	return literalOf(v, datatype, lang)
}

// literalOf is the literal of a JSON scalar by the conversion of JSON-LD 1.1 (API, section 8.2.2).
func literalOf(v any, datatype, lang string) (quad.Value, error) {
	switch v := v.(type) {
	case string:
		if lang != "" && !validLang(lang) {
			return nil, invalid("%q is no language tag", lang)
		}
		return NewLiteral(v, datatype, lang), nil
	case bool:
		if datatype == "" {
			datatype = xsdBoolean
		}
		return NewLiteral(strconv.FormatBool(v), datatype, ""), nil
	case json.Number:
		return numberOf(v, datatype)
	}
	return nil, invalid("want a string, number or truth value, got %v", v)
}

func numberOf(n json.Number, datatype string) (quad.Value, error) {
	f, err := strconv.ParseFloat(string(n), 64)
	if err != nil {
		return nil, invalid("the number %.40s is too large", n)
	}
	if f == math.Trunc(f) && math.Abs(f) < 1e21 && datatype != xsdDouble {
		if datatype == "" {
			datatype = xsdInteger
		}
		whole, _ := big.NewFloat(f).Int(nil)
		if !strings.ContainsAny(string(n), ".eE") {
			whole.SetString(string(n), 10) // beyond 2^53 the digits say more than the float
		}
		return NewLiteral(whole.String(), datatype, ""), nil
	}
	if datatype == "" {
		datatype = xsdDouble
	}
	return NewLiteral(canonicalDouble(f), datatype, ""), nil
}

// canonicalDouble is the canonical form of XML Schema 1.1 with the 15 digits that JSON-LD prescribes: 1.5E0.
func canonicalDouble(f float64) string {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'E', 15, 64), "E")
	mantissa = strings.TrimRight(mantissa, "0")
	if strings.HasSuffix(mantissa, ".") {
		mantissa += "0"
	}
	e, err := strconv.Atoi(exponent)
	if err != nil {
		return mantissa + "E" + exponent
	}
	return mantissa + "E" + strconv.Itoa(e)
}

// byLanguage is the values of a language map.
func (j *jsonld) byLanguage(ctx *ldContext, obj map[string]any) ([]quad.Value, error) {
	var out []quad.Value
	for _, lang := range slices.Sorted(maps.Keys(obj)) {
		for _, v := range listOf(obj[lang]) {
			if v == nil {
				continue
			}
			s, ok := v.(string)
			if !ok {
				return nil, invalid("a language map has %v, which is no string", v)
			}
			tag := lang
			if ctx.expand(lang, true) == "@none" {
				tag = ""
			}
			value, err := literalOf(s, "", tag)
			if err != nil {
				return nil, err
			}
			out = append(out, value)
		}
	}
	return out, nil
}

// byKey is the values of an object whose keys are indexes, identifiers or types of nodes, or names of graphs.
func (j *jsonld) byKey(ctx *ldContext, t ldTerm, obj map[string]any, graph quad.Value) ([]quad.Value, error) {
	kind := strings.TrimPrefix(t.container, "@graph")
	inGraph := kind != t.container
	t.container = ""
	var out []quad.Value
	for _, key := range slices.Sorted(maps.Keys(obj)) {
		for _, item := range listOf(obj[key]) {
			if item == nil {
				continue
			}
			if inGraph {
				if node, ok := item.(map[string]any); !ok || node["@graph"] == nil {
					item = map[string]any{"@graph": item}
				}
			}
			if ctx.expand(key, true) != "@none" && (kind != "@index" || t.index != "") {
				var err error
				if item, err = keyed(ctx, t, kind, key, item); err != nil {
					return nil, err
				}
			}
			if s, ok := item.(string); ok && kind == "@type" {
				item = reference(ctx, t, s)
			}
			values, err := j.values(ctx, t, item, graph)
			if err != nil {
				return nil, err
			}
			out = append(out, values...)
		}
	}
	return out, nil
}

// reference is the node object that a string stands for where nodes are wanted.
func reference(ctx *ldContext, t ldTerm, s string) map[string]any {
	if t.datatype == "@vocab" {
		if iri := ctx.expand(s, true); iri != "" {
			s = iri
		}
	}
	return map[string]any{"@id": s}
}

// keyed is an item with what its key says of it.
func keyed(ctx *ldContext, t ldTerm, kind, key string, item any) (any, error) {
	node, ok := item.(map[string]any)
	if s, isString := item.(string); isString && (kind == "@type" || t.datatype == "@id" || t.datatype == "@vocab") {
		node, ok = reference(ctx, t, s), true
	}
	if byKeyword, _ := keywordsOf(ctx, node); !ok || byKeyword["@value"] != nil {
		return nil, invalid("%q is the key of %v, which is no node", key, item)
	} else if kind == "@id" && byKeyword["@id"] != nil {
		return node, nil
	}
	node = maps.Clone(node)
	switch kind {
	case "@id":
		node["@id"] = key
	case "@type":
		node["@type"] = append([]any{key}, some(node["@type"])...)
	default:
		node[t.index] = append([]any{key}, some(node[t.index])...)
	}
	return node, nil
}

// some is the items of a value, none of one that is missing.
func some(v any) []any {
	if v == nil {
		return nil
	}
	return listOf(v)
}

// list emits a chain of rdf:first and rdf:rest and returns its head.
func (j *jsonld) list(ctx *ldContext, t ldTerm, items []any, graph quad.Value) (quad.Value, error) {
	if err := j.enter(); err != nil {
		return nil, err
	}
	defer func() { j.depth-- }()
	t.container = ""
	var values []quad.Value
	for _, item := range items {
		if nested, ok := item.([]any); ok {
			item = map[string]any{"@list": nested}
		}
		v, err := j.values(ctx, t, item, graph)
		if err != nil {
			return nil, err
		}
		values = append(values, v...)
	}
	var tail quad.Value = quad.IRI(rdfNil)
	for i := len(values) - 1; i >= 0; i-- {
		cell := j.fresh()
		for _, q := range []quad.Quad{
			{Subject: cell, Predicate: quad.IRI(rdfFirst), Object: values[i], Label: graph},
			{Subject: cell, Predicate: quad.IRI(rdfRest), Object: tail, Label: graph},
		} {
			if err := j.out.emit(q); err != nil {
				return nil, err
			}
		}
		tail = cell
	}
	return tail, nil
}
