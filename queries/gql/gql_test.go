package gql

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/queries/internal/querytest"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite golden files")

func newEngine(t testing.TB, limits queries.Limits) *Engine {
	t.Helper()
	e, err := New(Fixed{corpus.New(querytest.NewReader(7, querytest.Sample()))}, Options{Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// ask returns the data of an answer, compact.
func ask(t *testing.T, e *Engine, query string, vars map[string]any) string {
	t.Helper()
	resp := e.Execute(context.Background(), Request{Query: query, Variables: vars})
	var out struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(resp.Body, &out); err != nil {
		t.Fatalf("answer is no JSON: %v\n%s", err, resp.Body)
	}
	for _, e := range out.Errors {
		t.Errorf("error: %s", e.Message)
	}
	return string(out.Data)
}

func TestSchemaFile(t *testing.T) {
	const file = "schema.graphql"
	got := printSDL(newEngine(t, queries.Limits{}).reg)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("schema.graphql is stale; run with -update and read the diff:\n%s", diff)
	}
}

func TestEveryElementIsDescribed(t *testing.T) {
	e := newEngine(t, queries.Limits{})
	for _, typ := range e.reg.types {
		if typ.meta {
			continue
		}
		check := func(what, doc string) {
			if doc == "" || !strings.HasSuffix(doc, ".") && !strings.Contains(doc, ".") {
				t.Errorf("%s has no description that is a sentence: %q", what, doc)
			}
		}
		check(typ.name, typ.doc)
		for _, f := range typ.fields {
			check(typ.name+"."+f.name, f.doc)
			for _, a := range f.args {
				check(typ.name+"."+f.name+"."+a.name, a.doc)
			}
		}
		for _, f := range typ.inputs {
			check(typ.name+"."+f.name, f.doc)
		}
		for _, v := range typ.values {
			check(typ.name+"."+v.name, v.doc)
		}
		if typ.kind == kindScalar && typ.url == "" {
			t.Errorf("scalar %s tells no specification", typ.name)
		}
	}
}

// A deprecated field says so, with the reason, in the published file and in introspection, which hides it until asked.
func TestDeprecation(t *testing.T) {
	e := newEngine(t, queries.Limits{})
	e.reg.use("Dataset").byName["loaded"].deprecated = `Ask for "version".`
	if want := `  loaded: DateTime @deprecated(reason: "Ask for \"version\".")`; !strings.Contains(printSDL(e.reg), want) {
		t.Errorf("the file has no line %s", want)
	}
	got := ask(t, e, `{__type(name:"Dataset"){all:fields(includeDeprecated:true){name isDeprecated deprecationReason} fields{name}}}`, nil)
	if want := `{"name":"loaded","isDeprecated":true,"deprecationReason":"Ask for \"version\"."}`; !strings.Contains(got, want) || strings.Count(got, `"loaded"`) != 1 {
		t.Errorf("introspection: got %s, want once %s", got, want)
	}
}

func TestAcceptance(t *testing.T) {
	got := ask(t, newEngine(t, queries.Limits{}), `{legislators(where:{lettersSigned:{gte:2}}, first:10){totalCount edges{node{name letters{totalCount edges{node{date}}}}}}}`, nil)
	// Of the sample's legislators Ann Ahn and Robert Bell signed both dated letters.
	want := `{"legislators":{"totalCount":2,"edges":[` +
		`{"node":{"name":"Ann Ahn","letters":{"totalCount":2,"edges":[{"node":{"date":"2020-04"}},{"node":{"date":"2020-10-23"}}]}}},` +
		`{"node":{"name":"Robert Bell","letters":{"totalCount":2,"edges":[{"node":{"date":"2020-04"}},{"node":{"date":"2020-10-23"}}]}}}]}}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// letterID is the global id that querytest gives to a letter.
func letterID(title string) string {
	g := &querytest.Graph{}
	return strings.TrimPrefix(string(g.Letter(title, "")), "urn:demarche:")
}
