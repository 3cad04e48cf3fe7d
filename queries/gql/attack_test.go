package gql

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/queries/internal/querytest"
)

// attacks are the documents of hostile clients: those measured against graphql-go 0.8.1, and further ones of our own.
// Most of them kill the process or hold a core for seconds without guards.
func attacks() []struct {
	name, query string
	vars        map[string]any
	code        queries.Code
} {
	type attack = struct {
		name, query string
		vars        map[string]any
		code        queries.Code
	}
	var mesh strings.Builder
	mesh.WriteString("{...F0}")
	for i := range 50 {
		fmt.Fprintf(&mesh, " fragment F%d on Query{", i)
		for j := i + 1; j < 50; j++ {
			fmt.Fprintf(&mesh, "...F%d ", j)
		}
		mesh.WriteString("dataset{id}}")
	}
	doubling := "{...D0}"
	for i := range 14 {
		doubling += fmt.Sprintf(" fragment D%d on Query{a:dataset{id} ...on Query{...D%d} b%d:dataset{id} ...on Query{...D%d}}", i, i+1, i, i+1)
	}
	doubling += " fragment D14 on Query{dataset{id}}"
	deepFilter := strings.Repeat(`letters:{some:{signatories:{some:{`, 8) + `lettersSigned:{gte:1}` + strings.Repeat(`}}}}`, 8)
	nestedVar := any(map[string]any{"lettersSigned": map[string]any{"gte": float64(1)}})
	for range 5000 {
		nestedVar = map[string]any{"not": nestedVar}
	}
	wide := []any{}
	for range 100_000 {
		wide = append(wide, map[string]any{"provisional": true})
	}
	var manyVars strings.Builder
	manyVars.WriteString("query(")
	for i := range 5000 {
		fmt.Fprintf(&manyVars, "$v%d:Int ", i)
	}
	manyVars.WriteString("){dataset{id}}")
	level := "{people(first:500){nodes{letters(first:500){nodes{signatories(first:500){nodes{name}}}}}}}"
	return []attack{
		{"fragment cycle", "{...A} fragment A on Query{...A}", nil, queries.ValidationFailed},
		{"mutual fragment cycle", "{...A} fragment A on Query{...B} fragment B on Query{...A}", nil, queries.ValidationFailed},
		{"three million brackets", "{a(b:" + strings.Repeat("[", 3_000_000), nil, queries.TooComplex},
		{"a quarter million brackets", "{a(b:" + strings.Repeat("[", 250_000), nil, queries.TooComplex},
		{"nested lists", "{a(b:" + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + ")}", nil, queries.TooComplex},
		{"nested objects", "{a(b:" + strings.Repeat("{a:", 1000) + "1" + strings.Repeat("}", 1000) + ")}", nil, queries.TooComplex},
		{"deep fields", strings.Repeat("{a", 5000) + strings.Repeat("}", 5000), nil, queries.TooComplex},
		{"unknown directives", "{dataset{id" + strings.Repeat(" @x", 900) + "}}", nil, queries.TooComplex},
		{"ten thousand directives", "{dataset{id" + strings.Repeat(" @x", 10_000) + "}}", nil, queries.TooComplex},
		{"unknown fields", "{" + manyNames("zz", 1900) + "}", nil, queries.TooComplex},
		{"fragment mesh", mesh.String(), nil, queries.TooComplex},
		{"same field often", "{dataset{" + strings.Repeat("id ", 1900) + "}}", nil, queries.TooComplex},
		{"fragment doubling", doubling, nil, queries.TooComplex},
		{"product of pages", level, nil, queries.TooComplex},
		{"ten thousand aliases", "{" + aliases(10_000) + "}", nil, queries.TooComplex},
		{"five thousand variables", manyVars.String(), nil, queries.TooComplex},
		{"comment of a megabyte", "{dataset{id}} #" + strings.Repeat("x", 1<<20), nil, queries.TooComplex},
		{"string of a megabyte", `{node(id:"` + strings.Repeat("x", 1<<20) + `"){id}}`, nil, queries.TooComplex},
		{"deep introspection", "{__schema{types{fields{type{fields{type{fields{type{name}}}}}}}}}", nil, queries.ValidationFailed},
		// Our own.
		{"aliases of searches", "{" + aliased(120, `search(query:"a b c d e f",first:200){nodes{id}}`) + "}", nil, queries.TooComplex},
		{"huge whole number", "{people(first:99999999999999999999){totalCount}}", nil, queries.ValidationFailed},
		{"huge page", "{people(first:2147483647){totalCount}}", nil, queries.TooComplex},
		{"deep filter", "{people(where:{" + deepFilter + "}){totalCount}}", nil, queries.TooComplex},
		{"deep filter in a variable", "query($w:PersonFilter){people(where:$w){totalCount}}", map[string]any{"w": nestedVar}, queries.TooComplex},
		{"wide filter in a variable", "query($w:PersonFilter){people(where:$w){totalCount}}", map[string]any{"w": map[string]any{"or": wide}}, queries.TooComplex},
		{"forged cursor", `{people(after:"MTpwZXJzb246bm9uZQ"){totalCount}}`, nil, queries.BadCursor},
		{"cursor of nonsense", `{people(after:"%00\u0000"){totalCount}}`, nil, queries.BadCursor},
		{"mutation", `mutation{x}`, nil, queries.ValidationFailed},
		{"type definition", `type T{a:Int} {dataset{id}}`, nil, queries.ValidationFailed},
		{"invalid UTF-8", "{dataset{id}} \xff", nil, queries.ParseFailed},
		{"control characters", "{dataset\x00{id}}", nil, queries.ParseFailed},
		{"negative page", `{people(first:-1){totalCount}}`, nil, queries.BadInput},
		{"duplicate directives", `{dataset @include(if:true) @include(if:false){id}}`, nil, queries.ValidationFailed},
		{"pattern bomb", `{paths(from:"country:AM",to:"country:AZ",via:"` + strings.Repeat("(", 490) + `"){found}}`, nil, queries.BadInput},
		{"empty document", ``, nil, queries.BadRequest},
		{"syntax error behind spaces", "{a" + strings.Repeat(" ", 250_000) + "!", nil, queries.ParseFailed},
		{"syntax error behind lines", strings.Repeat("\n", 250_000) + "!", nil, queries.ParseFailed},
		{"wrong character behind commas", "{a " + strings.Repeat(",", 250_000) + "\x00", nil, queries.ParseFailed},
		{"syntax error behind a long string", `{a(b:"` + strings.Repeat("é", 120_000) + `" ! )}`, nil, queries.ParseFailed},
		{"syntax error behind a block string", `{a(b:"""` + strings.Repeat("\n  x", 50_000) + `""" ! )}`, nil, queries.ParseFailed},
		{"long name", "{" + strings.Repeat("z", 200_000) + "}", nil, queries.TooComplex},
		{"long names", "{" + strings.Repeat(strings.Repeat("z", 64)+" ", 1000) + "}", nil, queries.TooComplex},
		{"long number", "{people(first:" + strings.Repeat("9", 200_000) + "){totalCount}}", nil, queries.TooComplex},
		{"string without an end", `{node(id:"` + strings.Repeat("x", 200_000), nil, queries.ParseFailed},
	}
}

func manyNames(prefix string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s%d ", prefix, i)
	}
	return b.String()
}

func aliases(n int) string { return aliased(n, "dataset{id}") }

func aliased(n int, field string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d:%s ", i, field)
	}
	return b.String()
}

func TestAttacks(t *testing.T) {
	e := newEngine(t, queries.Limits{})
	for _, a := range attacks() {
		t.Run(a.name, func(t *testing.T) {
			start := time.Now()
			resp := e.Execute(context.Background(), Request{Query: a.query, Variables: a.vars})
			took := time.Since(start)
			if len(resp.Errors) == 0 {
				t.Fatalf("no error; answer %.200s", resp.Body)
			}
			if !json.Valid(resp.Body) {
				t.Errorf("answer is no JSON: %.300s", resp.Body)
			}
			if got := resp.Errors[0].Code; got != a.code {
				t.Errorf("code = %s, want %s (%s)", got, a.code, resp.Errors[0].Message)
			}
			if len(resp.Errors) > e.limits.Errors {
				t.Errorf("%d errors", len(resp.Errors))
			}
			if took > 500*time.Millisecond { // the target is 100 ms on a quiet machine
				t.Errorf("took %v", took)
			}
			t.Logf("%v %s", took, resp.Errors[0].Message)
		})
	}
}

// TestWithinLimits holds that the worst documents that the limits let through to the library are answered in time.
func TestWithinLimits(t *testing.T) {
	e := newEngine(t, queries.Limits{})
	var mesh strings.Builder
	mesh.WriteString("{...F0}")
	for i := range 10 {
		fmt.Fprintf(&mesh, " fragment F%d on Query{", i)
		for j := i + 1; j < 10; j++ {
			fmt.Fprintf(&mesh, "...F%d ", j)
		}
		mesh.WriteString("dataset{id}}")
	}
	for name, q := range map[string]string{
		"unknown fields":              "{" + manyNames("zz", 490) + "}",
		"unknown long fields":         "{" + manyNames(strings.Repeat("z", 58), 490) + "}",
		"unknown types":               "{" + strings.Repeat("...on "+strings.Repeat("Z", 60)+"{id} ", 300) + "}",
		"unknown arguments":           "{people(" + strings.Repeat(strings.Repeat("z", 60)+":1 ", 490) + "){totalCount}}",
		"unknown directives":          "{dataset{" + strings.Repeat("id @"+strings.Repeat("z", 60)+" ", 50) + "}}",
		"unknown enum values":         "{people(orderBy:[" + strings.Repeat("{field:"+strings.Repeat("Z", 60)+"} ", 300) + "]){totalCount}}",
		"unknown input fields":        "{people(where:{" + strings.Repeat(strings.Repeat("z", 60)+":1 ", 490) + "}){totalCount}}",
		"unknown fields in a default": "query($w:PersonFilter={" + strings.Repeat(strings.Repeat("z", 60)+":1 ", 490) + "}){people(where:$w){totalCount}}",
		"large value of a directive":  "{dataset{id @include(if:[" + strings.Repeat("{a:1}", 300) + "])}}",
		"same field":                  "{dataset{" + strings.Repeat("id ", 490) + "}}",
		"nested objects":              "{people(where:" + strings.Repeat("{not:", 17) + "{provisional:true}" + strings.Repeat("}", 17) + "){totalCount}}",
		"nested lists":                "{people(where:{ids:" + strings.Repeat("[", 16) + strings.Repeat("]", 16) + "}){totalCount}}",
		"mesh":                        mesh.String(),
		"directives":                  "{dataset{id" + strings.Repeat(" @x", 50) + "}}",
		"aliases":                     "{" + aliased(240, "dataset{id}") + "}",
		"deep fields":                 strings.Repeat("{node(id:\"bioguide:A000001\"){... on Person{letters{nodes{evidence{nodes", 3) + "{id}" + strings.Repeat("}}}}}}", 3),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			resp := e.Execute(context.Background(), Request{Query: q})
			if took := time.Since(start); took > time.Second { // the target is 100 ms on a quiet machine
				t.Errorf("took %v", took)
			} else {
				t.Logf("%v %.100s", took, resp.Body)
			}
			if !json.Valid(resp.Body) {
				t.Errorf("no JSON: %.200s", resp.Body)
			}
		})
	}
}

// switching is a Source that gives another corpus at every call.
type switching struct {
	all [2]*corpus.Corpus
	n   atomic.Int64
}

func (s *switching) Corpus() *corpus.Corpus { return s.all[s.n.Add(1)&1] }

// TestConcurrent asks from many goroutines while the data version changes all the time; it means most with -race.
func TestConcurrent(t *testing.T) {
	src := &switching{}
	for i := range src.all {
		src.all[i] = corpus.New(querytest.NewReader(graph.Version(i+1), querytest.Sample()))
	}
	e, err := New(src, Options{Documents: 3})
	if err != nil {
		t.Fatal(err)
	}
	qs := []string{
		`{legislators(where:{lettersSigned:{gte:2}}){nodes{name letters{totalCount}}}}`, `{network(kind:COSIGN){nodes{label measure(name:PAGERANK)} summary{communities}}}`,
		`{search(query:"celik"){nodes{name}}}`, `query($a:Boolean!){dataset{id version @skip(if:$a)}}`, `{letters{nodes{signatories(where:{party:["D"]}){nodes{name}}}}}`,
		`{groupLetters(by:[YEAR,PARTY]){letterCount}}`, `{nope}`, `{paths(from:"bioguide:A000001",to:"own:zed-zimin"){found}}`,
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 40 {
				q := qs[(g+i)%len(qs)]
				resp := e.Execute(context.Background(), Request{Query: q, Variables: map[string]any{"a": i%2 == 0}})
				if (len(resp.Errors) > 0) != (q == `{nope}`) || !json.Valid(resp.Body) {
					t.Errorf("%s: %.200s", q, resp.Body)
				}
			}
		})
	}
	wg.Wait()
}

// TestDeadline holds that a query stops at its deadline.
func TestDeadline(t *testing.T) {
	e := newEngine(t, queries.Limits{Time: time.Nanosecond, Cost: 1 << 39})
	resp := e.Execute(context.Background(), Request{Query: `{letters{nodes{signatories{nodes{letters{nodes{signatories{nodes{letters{nodes{signatories{nodes{letters{nodes{id}}}}}}}}}}}}}}}`})
	if len(resp.Errors) == 0 || resp.Errors[0].Code != queries.Timeout {
		t.Errorf("errors = %v, want a timeout; answer %.200s", resp.Errors, resp.Body)
	}
}

func TestErrorShape(t *testing.T) {
	e := newEngine(t, queries.Limits{})
	for _, tt := range []struct{ name, query, want string }{
		{"syntax", "{\n é }", `{"errors":[{"message":"syntax error: Unexpected character \"\\u00E9\".","locations":[{"line":2,"column":2}],"extensions":{"code":"PARSE_FAILED"}}]}`},
		{"columns count characters", `{search(query:"éé"){nope}}`, `{"errors":[{"message":"Cannot query field \"nope\" on type \"SearchResultConnection\". Did you mean \"nodes\"?","locations":[{"line":1,"column":21}],"extensions":{"code":"VALIDATION_FAILED"}}]}`},
		{
			"cost is named", `{people(first:500){nodes{letters(first:500){totalCount nodes{id}}}}}`,
			`{"errors":[{"message":"the query may answer with 250500 objects by its page sizes; at most 20000 are allowed: take smaller pages or fewer levels","extensions":{"code":"TOO_COMPLEX","cost":250500,"limit":20000}}]}`,
		},
		{
			"field error has a path", `{dataset{version} a:paths(from:"country:AM",to:"country:AZ",via:"nope("){found}}`,
			`{"data":null,"errors":[{"message":"paths: pattern`,
		},
		{
			"null in a list", `{nodes(ids:["country:AM", null]){id}}`,
			`{"errors":[{"message":"Expected value of type \"ID!\", found null.","locations":[{"line":1,"column":12}],"extensions":{"code":"VALIDATION_FAILED"}}]}`,
		},
		{
			"directive of a variable", `query($n: Int = 1 @note(a: [{b: null}], c: ")") @more){people(first:$n){totalCount}}`,
			`{"errors":[{"message":"Directive \"@note\" may not be used on a variable.","locations":[{"line":1,"column":19}],"extensions":{"code":"VALIDATION_FAILED"}},` +
				`{"message":"Directive \"@more\" may not be used on a variable.","locations":[{"line":1,"column":49}],"extensions":{"code":"VALIDATION_FAILED"}}]}`,
		},
		{
			"directive of a variable without a name", `query($n: Int @){people(first:$n){totalCount}}`,
			`{"errors":[{"message":"syntax error: a directive without a name","locations":[{"line":1,"column":16}],"extensions":{"code":"PARSE_FAILED"}}]}`,
		},
		{
			"variable of an unknown type", `query($n: Nope){people(first:$n){totalCount}}`,
			`{"errors":[{"message":"Unknown type \"Nope\". Did you mean \"Node\"?","locations":[{"line":1,"column":11}],"extensions":{"code":"VALIDATION_FAILED"}}]}`,
		},
		{"suggestion", `{peple{totalCount}}`, `{"errors":[{"message":"Cannot query field \"peple\" on type \"Query\". Did you mean \"people\"?","locations":[{"line":1,"column":2}],"extensions":{"code":"VALIDATION_FAILED"}}]}`},
		{"unknown argument", `{people(frist:1){totalCount}}`, `{"errors":[{"message":"Unknown argument \"frist\" on field \"Query.people\". Did you mean \"first\"?","locations":[{"line":1,"column":9}],"extensions":{"code":"VALIDATION_FAILED"}}]}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := string(e.Execute(context.Background(), Request{Query: tt.query}).Body)
			if !strings.HasPrefix(got, tt.want) {
				t.Errorf("\ngot  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestFieldErrorsHavePlaces holds that the error of a field names its place in the document, in characters, and its path.
func TestFieldErrorsHavePlaces(t *testing.T) {
	e := newEngine(t, queries.Limits{})
	const q = "# é\n{dataset{id} a:paths(from:\"country:AM\",to:\"country:AZ\",via:\"nope(\"){found}}"
	got := string(e.Execute(context.Background(), Request{Query: q}).Body)
	if want := `"locations":[{"line":2,"column":14}],"path":["a"],"extensions":{"code":"BAD_USER_INPUT"}`; !strings.Contains(got, want) {
		t.Errorf("got %s, want in it %s", got, want)
	}
}

// TestVariablesAreStrict holds the coercions of variables that the library gets wrong.
func TestVariablesAreStrict(t *testing.T) {
	e := newEngine(t, queries.Limits{})
	for _, tt := range []struct {
		typ string
		v   any
		ok  bool
	}{
		{"Int", json.Number("1.5"), false},
		{"Int", "12", false},
		{"Int", true, false},
		{"Int", json.Number("3000000000"), false},
		{"Int", json.Number("2"), true},
		{"Int", json.Number("2.0"), true},
		{"String", map[string]any{"a": 1}, false},
		{"String", json.Number("1"), false},
		{"String", "x", true},
		{"Boolean", "false", false},
		{"Boolean", json.Number("0"), false},
		{"Boolean", true, true},
		{"ID", json.Number("1.5"), false},
		{"ID", json.Number("15"), true},
		{"ID", "x", true},
		{"ID", true, false},
		{"Float", json.Number("1e400"), false},
		{"Float", json.Number("1"), true},
		{"Float", "1", false},
		{"Date", "2020-13", false},
		{"Date", "2020-12", true},
		{"Date", json.Number("2020"), false},
		{"Chamber", "SENATE", true},
		{"Chamber", "sen", false},
		{"Int!", nil, false},
		{"[ID!]", "x", true},
		{"[ID!]", []any{"x", nil}, false},
		{"IntFilter", map[string]any{"gte": json.Number("1")}, true},
		{"IntFilter", map[string]any{"nope": json.Number("1")}, false},
		{"IntFilter", "x", false},
	} {
		t.Run(fmt.Sprint(tt.typ, "=", tt.v), func(t *testing.T) {
			_, err := coerceJSON(e.reg.ref(tt.typ), tt.v)
			if (err == nil) != tt.ok {
				t.Errorf("err = %v, want ok = %v", err, tt.ok)
			}
		})
	}
}
