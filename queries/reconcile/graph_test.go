package reconcile

import (
	"encoding/json"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph/match"
	"demarche/graph/people"
	"demarche/queries/corpus"
	"demarche/queries/internal/querytest"
)

// TestGraph asks a service over the sample graph, whose people and letters stand in querytest.
func TestGraph(t *testing.T) {
	r := querytest.NewReader(1, querytest.Sample())
	persons, err := people.Read(r, true)
	if err != nil {
		t.Fatal(err)
	}
	h := New(OverGraph(Options{Prefix: "/reconcile"}, corpus.New(r), match.NewIndex(persons, match.Options{})))

	w := post(h, "queries", `{"person":{"query":"Cem Celik"},"org":{"query":"Department of State","type":"Organization"},
		"country":{"query":"azerbaijan","type":["Country"]},"any":{"query":"Agency for Tests"},"letter":{"query":"letter","type":"Letter"}}`)
	validate(t, "result-batch", w.Body.Bytes())
	var got map[string]result
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	type answer struct {
		Name  string
		Match bool
	}
	first := map[string]answer{}
	for k, r := range got {
		if len(r.Result) > 0 {
			first[k] = answer{r.Result[0].Name, r.Result[0].Match}
		}
	}
	want := map[string]answer{
		"person": {"Cem Çelik", true}, "org": {"Department of State", true}, "country": {"Azerbaijan", true},
		"any": {"Agency for Tests", true},
	}
	first["letter"] = answer{} // several letters begin so; none is a match
	want["letter"] = answer{}
	if d := cmp.Diff(want, first); d != "" {
		t.Error(d)
	}
	for _, c := range got["letter"].Result {
		if c.Match {
			t.Errorf("letter = %+v, want no match", c)
		}
	}

	w = post(h, "extend", `{"ids":["bioguide:A000001","urn:demarche:country:AZ","name:00000000000000dd"],"properties":[{"id":"letters_signed"},{"id":"letters_about"},{"id":"chamber","settings":{"on":"2020-01-01"}}]}`)
	validate(t, "extend-response", w.Body.Bytes())
	wantExtend := `{"meta":[{"id":"letters_signed","name":"Letters signed"},{"id":"letters_about","name":"Letters"},{"id":"chamber","name":"Chamber"}],"rows":{` +
		`"bioguide:A000001":{"chamber":[{"str":"rep"}],"letters_about":[],"letters_signed":[{"int":2}]},` +
		`"name:00000000000000dd":{"chamber":[],"letters_about":[],"letters_signed":[{"int":1}]},` +
		`"urn:demarche:country:AZ":{"chamber":[],"letters_about":[{"int":1}],"letters_signed":[]}}}` + "\n"
	if d := cmp.Diff(wantExtend, w.Body.String()); d != "" {
		t.Error(d)
	}

	for _, path := range []string{"/reconcile/suggest/entity?prefix=let&type=Letter", "/reconcile/suggest/entity?prefix=a", "/reconcile/suggest/entity?prefix=sanc&type=DemandType"} {
		w := get(t, h, path)
		validate(t, "suggest-response", w.Body.Bytes())
		if w.Code != 200 {
			t.Errorf("%s = %d", path, w.Code)
		}
	}
	if w := get(t, h, "/reconcile/preview?id="+url.QueryEscape("urn:demarche:country:AM")); w.Code != 200 {
		t.Errorf("preview = %d %s", w.Code, w.Body)
	}
}
