package api

import (
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"demarche/queries/corpus"
	"demarche/queries/gql"
	"demarche/queries/httpapi"
	"demarche/queries/internal/querytest"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite golden files")

func newServer(t testing.TB) (http.Handler, *gql.Engine) {
	t.Helper()
	src := gql.Fixed{C: corpus.New(querytest.NewReader(7, querytest.Sample()))}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	e, err := gql.New(src, gql.Options{Log: quiet, ExportURL: NetworkURL})
	if err != nil {
		t.Fatal(err)
	}
	h, err := New(Options{Source: src, Engine: e, Creator: "demarche test"})
	if err != nil {
		t.Fatal(err)
	}
	return httpapi.New(httpapi.Options{Engine: e, Source: src, API: h, Log: quiet}), e
}

func TestOpenAPI(t *testing.T) {
	const file = "openapi.json"
	_, e := newServer(t)
	doc, err := OpenAPI(e)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got := string(raw) + "\n"
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
		t.Errorf("openapi.json is stale; run with -update and read the diff:\n%s", diff)
	}
}

// Every wanted value follows from the description of querytest.Sample.
func TestLists(t *testing.T) {
	h, _ := newServer(t)
	for _, tt := range []struct {
		url    string
		status int
		want   string
	}{
		{"/api/legislators.csv?lettersSigned.gte=2", 200, "id,name,familyName,givenName,bioguide,party,state,chamber,lettersSigned,lettersReceived,provisional\n" +
			"person:bioguide:A000001,Ann Ahn,Ahn,Ann,A000001,Democrat,CA,sen,2,0,false\nperson:bioguide:B000002,Robert Bell,Bell,Robert,B000002,Republican,NY,sen,2,0,false\n"},
		{"/api/countries.json", 200, `{"version":7,"total":2,"rows":[{"id":"country:AM","code":"AM","name":"Armenia","letters":2},` + "\n" + `{"id":"country:AZ","code":"AZ","name":"Azerbaijan","letters":1}]}` + "\n"},
		{"/api/events.ndjson?date.lte=2020-09", 200, `{"id":"EVENT","name":"attack","date":"2020-09-27","type":null,"letters":1}` + "\n"},
		{"/api/people.csv?orderBy=-lettersSigned,-name&limit=1&offset=1&asOf=2020", 200, "id,name,familyName,givenName,bioguide,party,state,chamber,lettersSigned,lettersReceived,provisional\nperson:bioguide:A000001,Ann Ahn,Ahn,Ann,A000001,Democrat,CA,sen,2,0,false\n"},
		{`/api/organizations.csv?where={"name":{"words":"dep"}}`, 200, "id,name,classification,letters\norganization:state,Department of State,agency,0\n"},
		{"/api/network/cosign.csv", 200, "ANY Ann Ahn,Robert Bell"},
		{"/api/network/cosign.gexf?since=2020-10", 200, "ANY <gexf"},
		{"/api/network/cosign.graphml", 200, "ANY <graphml"},
		{"/api/network/signatures.ndjson?table=nodes", 200, `ANY "mode":"letter"`},
		{"/api/query/several-letters.csv?atLeast=2", 200, "ANY id,name,party,state,chamber,letters.totalCount,letters\nperson:bioguide:A000001,Ann Ahn,Democrat,CA,SENATE,2,2020-04 Letter on aid; 2020-10-23 Letter on the war\n"},
		{"/api/query/co-signers.ndjson?person=bioguide:A000001&minShared=2", 200, `{"sharedLetters":2,"weight":1.5,"id":"person:bioguide:B000002","name":"Robert Bell","party":"Republican","state":"NY"}` + "\n"},
		{"/api/query/co-signing-about-country.gexf?country=AZ", 200, "ANY <gexf"},
		{"/api/query/co-signing-about-country.graphml?country=AZ", 200, "ANY <graphml"},
		{"/api/query/co-signing-about-country.json?country=AZ", 200, `ANY "edgeCount":3`},
		{"/api/query/co-signing-about-country.ndjson?country=AM&minWeight=2", 200, `ANY "sourceLabel":"Ann Ahn","targetLabel":"Robert Bell"`},
		{"/api/query/co-signing-about-country.gexf?country=AZ&minWeight=x", 400, `ANY "code":"BAD_USER_INPUT"`},
		{"/api/query/several-letters.gexf", 404, `ANY comes as csv, json, ndjson, not as`},
		{"/api/query/find.csv?name=celik", 200, "ANY Cem Çelik,EXACT"},
		{"/api/", 200, `ANY "/api/query/find"`},
		{"/api/openapi.json", 200, `ANY "openapi": "3.1.0"`},
		{"/api/nope.csv", 404, `ANY "code":"NOT_FOUND"`},
		{"/api/letters.xls", 404, `ANY "code":"NOT_FOUND"`},
		{"/api/letters.csv?nope=1", 400, `ANY "code":"BAD_USER_INPUT"`},
		{"/api/letters.csv?date.gte=x", 400, `ANY not an ISO date`},
		{"/api/letters.csv?limit=-1", 400, `ANY "code":"BAD_USER_INPUT"`},
		{"/api/letters.csv?orderBy=nope", 400, `ANY it can by date`},
		{"/api/letters.csv?where=[", 400, `ANY not a JSON object`},
		{"/api/letters.csv?" + strings.Repeat("not.", 30) + "text=a", 400, `ANY "code":"BAD_USER_INPUT"`},
		{"/api/letters.csv?asOf=2020", 400, `ANY does not depend on a date`},
		{"/api/network/nope.csv", 404, `ANY "code":"NOT_FOUND"`},
		{"/api/network/cosign.parquet", 404, `ANY "code":"NOT_FOUND"`},
		{"/api/network/cosign.gexf?minWeight=x", 400, `ANY "code":"BAD_USER_INPUT"`},
		{"/api/query/nope", 404, `ANY "code":"NOT_FOUND"`},
		{"/api/query/co-signers.csv", 400, `ANY $person of type ID! is required`},
		{"/api/query/find.csv?nope=1", 400, `ANY no parameter`},
		{"/api/a/b/c", 404, `ANY "code":"NOT_FOUND"`},
	} {
		t.Run(tt.url, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "http://x/", nil)
			r.URL.Path, r.URL.RawQuery, _ = strings.Cut(tt.url, "?")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			got := w.Body.String()
			if w.Code != tt.status {
				t.Errorf("status = %d, want %d: %s", w.Code, tt.status, got)
			}
			want, any := strings.CutPrefix(tt.want, "ANY ")
			if any && !strings.Contains(got, want) || !any && strings.ReplaceAll(got, eventID(got), "EVENT") != want {
				t.Errorf("\ngot  %.900s\nwant %s", got, tt.want)
			}
		})
	}
}

// eventID finds an event's id, which is a hash.
func eventID(s string) string {
	if i := strings.Index(s, "event:"); i >= 0 {
		return s[i : i+6+16]
	}
	return "\x00"
}

func TestConditionalGet(t *testing.T) {
	h, _ := newServer(t)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://x/api/letters.csv", nil))
	tag := w.Header().Get("ETag")
	r := httptest.NewRequest(http.MethodGet, "http://x/api/letters.csv", nil)
	r.Header.Set("If-None-Match", tag)
	w = httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if tag == "" || w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("ETag %q, then status %d with %d bytes; want 304 and nothing", tag, w.Code, w.Body.Len())
	}
}

func TestCellsAreSafe(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "@x": "'@x", "a\x00b\x1b": "ab", "plain": "plain", "-5": "'-5", "\xff": "�"} {
		if got := cell(in); got != want {
			t.Errorf("cell(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestExportLinks holds that the links of a network lead to the same network.
func TestExportLinks(t *testing.T) {
	h, e := newServer(t)
	resp := e.Execute(t.Context(), gql.Request{Query: `{network(kind:COSIGN,since:"2020-05",where:{countries:["AZ"]}){edgeCount exports{format url}}}`})
	var out struct {
		Data struct {
			Network struct {
				EdgeCount int
				Exports   []struct{ Format, URL string }
			}
		}
	}
	if err := json.Unmarshal(resp.Body, &out); err != nil || len(out.Data.Network.Exports) == 0 {
		t.Fatalf("%v %s", err, resp.Body)
	}
	for _, x := range out.Data.Network.Exports {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://x"+x.URL, nil))
		if w.Code != 200 {
			t.Errorf("%s: status %d: %s", x.URL, w.Code, w.Body)
		}
		if x.Format == "ndjson" && strings.Count(w.Body.String(), "\n") != out.Data.Network.EdgeCount {
			t.Errorf("%s has not %d edges: %s", x.URL, out.Data.Network.EdgeCount, w.Body)
		}
	}
}
