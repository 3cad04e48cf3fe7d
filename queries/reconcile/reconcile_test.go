package reconcile

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"demarche/graph/match"
	"demarche/schema"
	"demarche/schema/date"
)

func person(id, given, family, chamber, state, from, to string) schema.Person {
	return schema.Person{
		ID: id, Name: given + " " + family, Given: given, Family: family, Birth: "1950-01-02", Identifiers: map[string]string{"wikidata": "Q1" + id},
		Tenures: []schema.Tenure{{
			Party: "Democrat", Post: schema.Post{Name: "Seat of " + state, Chamber: chamber, State: state, District: "7"},
			During: date.Interval{Start: date.Date(from), End: date.Date(to)},
		}},
	}
}

// service of two Mike Rogers of one House, one senator, and a name that must be escaped.
func handler() http.Handler {
	x := match.NewIndex([]schema.Person{
		person("bioguide:R000572", "Mike", "Rogers", "rep", "MI", "2001-01-03", "2015-01-03"),
		person("bioguide:R000575", "Mike", "Rogers", "rep", "AL", "2003-01-07", "2027-01-03"),
		person("bioguide:F000062", "Dianne", "Feinstein", "sen", "CA", "1992-11-10", "2023-09-29"),
		person("own:escape", "Eve", "<Script>", "sen", "CA", "1992-11-10", "2023-09-29"),
	}, match.Options{})
	return New(Options{Name: "test", Prefix: "/reconcile", Index: x, View: "http://example.org/{{id}}"})
}

func get(t *testing.T, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func post(h http.Handler, field, value string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/reconcile", strings.NewReader(url.Values{field: {value}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// validate holds an answer against a schema of testdata.
func validate(t *testing.T, name string, body []byte) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%s: %v\n%s", name, err, body)
	}
}

// TestAnswersFitSchemas: every route, every kind of answer, against the schemas; and CORS on all of them.
func TestAnswersFitSchemas(t *testing.T) {
	h := handler()
	batch := url.QueryEscape(`{"q0":{"query":"Mike Rogers"},"q1":{"query":"nobody here"},"q2":{"query":""},"q3":{"query":"F000062","type":["Person"],"type_strict":"any"}}`)
	extend := url.QueryEscape(`{"ids":["bioguide:R000572","none"],"properties":[{"id":"wikidata"},{"id":"party","settings":{"on":"2010-05-01","limit":"1"}},{"id":"district"}]}`)
	cases := []struct {
		path, schema string
		status       int
	}{
		{"/reconcile", "manifest", 200},
		{"/reconcile/", "manifest", 200},
		{"/reconcile?queries=" + batch, "result-batch", 200},
		{"/reconcile?extend=" + extend, "extend-response", 200},
		{"/reconcile/suggest/entity?prefix=mike+ro", "suggest-response", 200},
		{"/reconcile/suggest/entity?prefix=", "suggest-response", 200},
		{"/reconcile/suggest/entity?prefix=zzz&cursor=20", "suggest-response", 200},
		{"/reconcile/suggest/type?prefix=per", "suggest-response", 200},
		{"/reconcile/suggest/property?prefix=ch", "suggest-response", 200},
		{"/reconcile/flyout/entity?id=own:escape", "flyout-response", 200},
		{"/reconcile/flyout/type?id=Person", "flyout-response", 200},
		{"/reconcile/flyout/property?id=state", "flyout-response", 200},
		{"/reconcile/properties?type=Person&limit=3", "properties-response", 200},
		{"/reconcile/preview?id=nobody", "error", 404},
		{"/reconcile/flyout/entity?id=nobody", "error", 404},
		{"/reconcile/flyout/type?id=nobody", "error", 404},
		{"/reconcile/flyout/property?id=nobody", "error", 404},
		{"/reconcile/nothing", "error", 404},
		{"/reconcile?queries=%5B%5D", "error", 400},
		{"/reconcile?queries=%7B%7Dx", "error", 400},
		{"/reconcile?queries=" + url.QueryEscape(`{"q":null}`), "error", 400},
		{"/reconcile?queries=" + url.QueryEscape(`{"q":{"query":"a b","type":7}}`), "error", 400},
		{"/reconcile?queries=" + url.QueryEscape(`{"q":{"query":"a b","properties":[{"pid":"date","v":"soon"}]}}`), "error", 400},
		{"/reconcile?extend=" + url.QueryEscape(`{"ids":[],"properties":[{"id":"nope"}]}`), "error", 400},
		{"/reconcile/suggest/entity?prefix=a&cursor=-1", "error", 400},
	}
	for _, c := range cases {
		t.Run(c.path, func(t *testing.T) {
			w := get(t, h, c.path)
			if w.Code != c.status {
				t.Errorf("status %d, want %d: %s", w.Code, c.status, w.Body)
			}
			if w.Header().Get("Access-Control-Allow-Origin") != "*" || w.Header().Get("Content-Type") != "application/json; charset=utf-8" {
				t.Errorf("headers %v", w.Header())
			}
			validate(t, c.schema, w.Body.Bytes())
		})
	}
}

// TestMatchOnlyWhenUnique: two holders of one name are candidates and no match; a state decides between them.
func TestMatchOnlyWhenUnique(t *testing.T) {
	h := handler()
	w := post(h, "queries", `{"both":{"query":"Mike Rogers","properties":[{"pid":"date","v":"2010-05-01"},{"pid":"chamber","v":"rep"}]},
		"one":{"query":"Mike Rogers","properties":[{"pid":"date","v":"2010-05-01T00:00:00Z"},{"pid":"state","v":{"id":"AL","name":"Alabama"}}]},
		"later":{"query":"Rogers, Mike","limit":1,"properties":[{"pid":"date","v":["2020-05-01"]}]},
		"bare":{"query":"Feinstein"},"id":{"query":"bioguide:F000062"}}`)
	validate(t, "result-batch", w.Body.Bytes())
	var got map[string]result
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	matches := map[string][]string{}
	for k, r := range got {
		matches[k] = []string{}
		for _, c := range r.Result {
			if c.Match {
				matches[k] = append(matches[k], c.ID)
			}
		}
	}
	want := map[string][]string{"both": {}, "one": {"bioguide:R000575"}, "later": {"bioguide:R000575"}, "bare": {}, "id": {"bioguide:F000062"}}
	if d := cmp.Diff(want, matches); d != "" {
		t.Error(d)
	}
	if len(got["both"].Result) != 2 || len(got["both"].Result[0].Features) < 3 {
		t.Errorf("both = %+v, want two candidates with features", got["both"].Result)
	}
}

func TestExtend(t *testing.T) {
	w := post(handler(), "extend", `{"ids":["bioguide:R000575","none"],"properties":[{"id":"bioguide"},{"id":"state","settings":{"on":"2010-05-01"}},{"id":"district"}]}`)
	want := `{"meta":[{"id":"bioguide","name":"Bioguide number"},{"id":"state","name":"State"},{"id":"district","name":"District"}],` +
		`"rows":{"bioguide:R000575":{"bioguide":[{"str":"R000575"}],"district":[{"int":7}],"state":[{"str":"AL"}]},` +
		`"none":{"bioguide":[],"district":[],"state":[]}}}` + "\n"
	if d := cmp.Diff(want, w.Body.String()); d != "" {
		t.Error(d)
	}
}

func TestPreviewEscapes(t *testing.T) {
	w := get(t, handler(), "/reconcile/preview?id=own:escape")
	if w.Code != 200 || strings.Contains(w.Body.String(), "<Script>") || !strings.Contains(w.Body.String(), "&lt;Script&gt;") {
		t.Errorf("preview = %d %s", w.Code, w.Body)
	}
	if got := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'") {
		t.Errorf("Content-Security-Policy = %q", got)
	}
}

func TestJSONP(t *testing.T) {
	h := handler()
	w := get(t, h, "/reconcile?callback=jQuery1_2.cb")
	if b := w.Body.String(); !strings.HasPrefix(b, "/**/jQuery1_2.cb({") || !strings.HasSuffix(b, "});") || w.Header().Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("JSONP = %q %s", w.Header().Get("Content-Type"), b)
	}
	for _, bad := range []string{"alert(1)//", "a;b", "<x>", strings.Repeat("a", 100)} {
		w := get(t, h, "/reconcile?callback="+url.QueryEscape(bad))
		if w.Header().Get("Content-Type") != "application/json; charset=utf-8" {
			t.Errorf("callback %q was taken: %s", bad, w.Body)
		}
	}
}

func TestLimitsAndMethods(t *testing.T) {
	h := handler()
	many := map[string]map[string]string{}
	for i := range maxQueries + 1 {
		many[strings.Repeat("q", i+1)] = map[string]string{"query": "a b"}
	}
	b, _ := json.Marshal(many)
	if w := post(h, "queries", string(b)); w.Code != 400 || !strings.Contains(w.Body.String(), "TOO_COMPLEX") {
		t.Errorf("%d queries = %d", len(many), w.Code)
	}
	if w := post(h, "queries", strings.Repeat("x", 2<<20)); w.Code != 413 {
		t.Errorf("2 MiB = %d, want 413", w.Code)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodDelete, "/reconcile", nil))
	if w.Code != 405 || w.Header().Get("Allow") == "" {
		t.Errorf("DELETE = %d, want 405", w.Code)
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodOptions, "/reconcile", nil))
	if w.Code != 204 || w.Header().Get("Access-Control-Allow-Methods") == "" {
		t.Errorf("OPTIONS = %d", w.Code)
	}
}

// TestManifestHost: a Host header that is no host name never gets into the manifest.
func TestManifestHost(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/reconcile", nil)
	r.Host = "evil\"/x"
	w := httptest.NewRecorder()
	handler().ServeHTTP(w, r)
	if strings.Contains(w.Body.String(), "evil") {
		t.Error(w.Body)
	}
}

// FuzzQueries: no panic, and every answer fits its schema.
func FuzzQueries(f *testing.F) {
	f.Add(`{"q0":{"query":"Mike Rogers","type":"Person","limit":3,"properties":[{"pid":"state","v":"AL"}],"type_strict":"should"}}`)
	f.Add(`{"q0":{"query":"F000062","limit":-1}}`)
	h := handler()
	f.Fuzz(func(t *testing.T, text string) {
		w := post(h, "queries", text)
		if w.Code == 200 {
			validate(t, "result-batch", w.Body.Bytes())
		} else {
			validate(t, "error", w.Body.Bytes())
		}
	})
}
