package explorer

import (
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"demarche/schema"
)

const instances = "urn:demarche:"

// functions are what templates may call.
func functions() template.FuncMap {
	return template.FuncMap{
		"href": href, "words": words, "span": span, "person": person, "office": office, "count": count, "act": act, "acts": acts,
		"predicate": predicate, "list": func(v ...any) []any { return v }, "demandTypes": schema.DemandTypes, "short": short,
	}
}

// href is the page of a thing of the graph: its IRI's parts below /entity/. Other IRIs stand as they are when they are
// of the web.
func href(iri any) string {
	s, _ := iri.(string)
	rest, ok := strings.CutPrefix(s, instances)
	if !ok {
		if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
			return s
		}
		return ""
	}
	kind, key, _ := strings.Cut(rest, ":")
	return "/entity/" + url.PathEscape(kind) + "/" + url.PathEscape(key)
}

// span is the page of an evidence's document with its sentence marked.
func span(evidence any) string {
	page := href(at(evidence, "document", "iri"))
	if page == "" {
		page = href(at(evidence, "entity", "iri")) // of a step of a path
	}
	start, end := textAt(evidence, "start"), textAt(evidence, "end")
	if page == "" || start == "" || end == "" {
		return page
	}
	return page + "?mark=" + start + "-" + end + "#mark"
}

// words makes a constant readable: RELEASE_DATE is "release date".
func words(v any) string {
	s := fmt.Sprint(v)
	if v == nil {
		return ""
	}
	return strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(s, "_", " "), "-", " "))
}

// act is the name of a demand type, whatever way its constant is written.
func act(v any) string {
	s, _ := v.(string)
	return schema.DemandTypeName(schema.DemandType(strings.ToLower(s)))
}

// acts names the types of demands, each once.
func acts(demands []any) string {
	var names []string
	for _, d := range demands {
		if n := act(at(d, "type")); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}

// person is a short tag of somebody's party, chamber and state, "(D-CA)" where that is known.
func person(v any) string {
	party, state := textAt(v, "party"), textAt(v, "state")
	if len(party) > 0 {
		party = party[:1]
	}
	tag := strings.Trim(party+"-"+state, "-")
	if tag == "" {
		return ""
	}
	return "(" + tag + ")"
}

// office is a tenure in words: the post's name and the party.
func office(tenure any) string {
	return strings.Trim(textAt(tenure, "post", "name")+", "+textAt(tenure, "party"), ", ")
}

// count is a number with its noun: "1 letter", "2 letters".
func count(n any, one, many string) string {
	s := fmt.Sprint(n)
	if s == "1" {
		return "1 " + one
	}
	return s + " " + many
}

// percent is n in hundredths of most, 1 to 100, for the length of a bar.
func percent(n, most any) int {
	a, b := number(n), number(most)
	if b <= 0 || a <= 0 {
		return 0
	}
	return max(1, int(a*100/b))
}

// short is a number with three significant digits, whole numbers as they are; "" for none.
func short(v any) string {
	if v == nil {
		return ""
	}
	f := number(v)
	if f == math.Trunc(f) && math.Abs(f) < 1e9 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	if math.Abs(f) >= 100 {
		return strconv.FormatFloat(f, 'f', 0, 64)
	}
	return strconv.FormatFloat(f, 'g', 3, 64)
}

func number(v any) float64 {
	switch x := v.(type) {
	case json.Number:
		f, err := x.Float64()
		if err == nil {
			return f
		}
	case int:
		return float64(x)
	case float64:
		return x
	}
	return 0
}

// predicate is the last part of a predicate's IRI, divided into words.
func predicate(iri any) string {
	s, _ := iri.(string)
	s = s[strings.LastIndexAny(s, "#/:")+1:]
	var b strings.Builder
	for _, r := range s {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
