package httpapi

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

func do(h http.Handler, method, url, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, url, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestErrorShape holds that every error of every route has one shape, a request id and safe headers.
func TestErrorShape(t *testing.T) {
	boom := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret detail") })
	notFound := http.HandlerFunc(http.NotFound)
	h := newServer(t, Options{API: boom, Playground: notFound, Pages: map[string]http.Handler{"/{$}": notFound, "/look/": boom}, Hosts: []string{"x"}, Health: func() error { return errors.New("secret detail") }})
	const js = "application/json"
	for _, tt := range []struct {
		name, method, url, body string
		headers                 []string
		status                  int
		code                    string
	}{
		{"unknown address", "GET", "http://x/nope", "", nil, 404, "NOT_FOUND"},
		{"panic", "GET", "http://x/api/x", "", nil, 500, "INTERNAL"},
		{"page not found", "GET", "http://x/playground/nope", "", nil, 404, "NOT_FOUND"},
		{"unhealthy", "GET", "http://x/healthz", "", nil, 503, "UNAVAILABLE"},
		{"metrics by POST", "POST", "http://x/metrics", "", nil, 405, "METHOD_NOT_ALLOWED"},
		{"graphql by PUT", "PUT", "http://x/graphql", "{}", []string{"Content-Type", js}, 405, "METHOD_NOT_ALLOWED"},
		{"wrong host", "GET", "http://evil/healthz", "", nil, 400, "BAD_REQUEST"},
		{"no query", "GET", "http://x/graphql", "", nil, 400, "BAD_REQUEST"},
		{"no JSON", "POST", "http://x/graphql", "{", []string{"Content-Type", js}, 400, "BAD_REQUEST"},
		{"two values", "POST", "http://x/graphql", `{"query":"{dataset{id}}"}{}`, []string{"Content-Type", js}, 400, "BAD_REQUEST"},
		{"a batch", "POST", "http://x/graphql", `[{"query":"{dataset{id}}"}]`, []string{"Content-Type", js}, 400, "BAD_REQUEST"},
		{"wrong media type", "POST", "http://x/graphql", `query={}`, []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "UNSUPPORTED_MEDIA_TYPE"},
		{"wrong charset", "POST", "http://x/graphql", `{}`, []string{"Content-Type", js + "; charset=latin1"}, 415, "UNSUPPORTED_MEDIA_TYPE"},
		{"wrong accept", "GET", "http://x/graphql?query={dataset{id}}", "", []string{"Accept", "text/html"}, 406, "NOT_ACCEPTABLE"},
		{"large body", "POST", "http://x/graphql", `{"query":"` + strings.Repeat("x", 300<<10) + `"}`, []string{"Content-Type", js}, 413, "PAYLOAD_TOO_LARGE"},
		{"syntax error", "POST", "http://x/graphql", `{"query":"{"}`, []string{"Content-Type", js, "Accept", typeGraphQL}, 400, "PARSE_FAILED"},
		{"syntax error, old media type", "POST", "http://x/graphql", `{"query":"{"}`, []string{"Content-Type", js}, 200, "PARSE_FAILED"},
		{"mutation by GET", "GET", "http://x/graphql?query=mutation{x}", "", nil, 405, "VALIDATION_FAILED"},
		{"unknown hash", "GET", `http://x/graphql?extensions={"persistedQuery":{"version":1,"sha256Hash":"00"}}`, "", nil, 400, "PERSISTED_QUERY_NOT_FOUND"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := do(h, tt.method, tt.url, tt.body, tt.headers...)
			if w.Code != tt.status {
				t.Errorf("status = %d, want %d", w.Code, tt.status)
			}
			var out struct {
				Data   json.RawMessage
				Errors []struct {
					Message    string
					Extensions struct{ Code string }
				}
			}
			if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || len(out.Errors) == 0 || out.Errors[0].Message == "" || out.Data != nil {
				t.Fatalf("not the shape of errors: %v %s", err, w.Body)
			}
			if got := out.Errors[0].Extensions.Code; got != tt.code {
				t.Errorf("code = %s, want %s", got, tt.code)
			}
			if strings.Contains(w.Body.String(), "secret") {
				t.Errorf("leak: %s", w.Body)
			}
			for _, name := range []string{"X-Request-Id", "X-Content-Type-Options", "Content-Security-Policy", "Content-Type"} {
				if w.Header().Get(name) == "" {
					t.Errorf("no header %s", name)
				}
			}
		})
	}
}

func TestConditionalGet(t *testing.T) {
	h := newServer(t, Options{})
	const url = "http://x/graphql?query={dataset{id}}"
	first := do(h, "GET", url, "")
	tag := first.Header().Get("ETag")
	if tag == "" || first.Code != 200 {
		t.Fatalf("status %d, ETag %q", first.Code, tag)
	}
	again := do(h, "GET", url, "", "If-None-Match", tag)
	if again.Code != 304 || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
		t.Errorf("status = %d with %d bytes, want 304 and none", again.Code, again.Body.Len())
	}
	other := do(h, "GET", url, "", "If-None-Match", tag, "Accept", typeGraphQL)
	if other.Code != 200 {
		t.Errorf("another media type: status = %d, want 200", other.Code)
	}
	if failed := do(h, "GET", "http://x/graphql?query={nope}", ""); failed.Header().Get("ETag") != "" {
		t.Error("an error has an ETag")
	}
	vary := strings.Join(first.Header().Values("Vary"), ", ")
	if want := "Accept, Accept-Encoding"; vary != want || strings.Join(again.Header().Values("Vary"), ", ") != want {
		t.Errorf("Vary = %q, then %q with 304; want %q", vary, again.Header().Values("Vary"), want)
	}
	if newer := do(newServer(t, Options{Program: "2"}), "GET", url, "", "If-None-Match", tag); newer.Code != 200 {
		t.Errorf("another program: status = %d, want 200", newer.Code)
	}
}

func TestCompression(t *testing.T) {
	h := newServer(t, Options{})
	const url = "http://x/graphql?query={__schema{types{name%20description}}}"
	plain := do(h, "GET", url, "")
	packed := do(h, "GET", url, "", "Accept-Encoding", "br, gzip")
	if got := packed.Header().Get("Content-Encoding"); got != "gzip" {
		t.Fatalf("Content-Encoding = %q, want gzip", got)
	}
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(got, plain.Body.Bytes()) {
		t.Errorf("unpacked body differs: %v", err)
	}
	if do(h, "GET", url, "", "Accept-Encoding", "gzip;q=0").Header().Get("Content-Encoding") != "" {
		t.Error("gzip was refused and sent")
	}
}

func TestCORS(t *testing.T) {
	const ask, origin = "http://x/graphql?query={dataset{id}}", "https://good.example"
	off := newServer(t, Options{})
	if got := do(off, "GET", ask, "", "Origin", origin).Header().Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("CORS is off and allows %q", got)
	}
	on := newServer(t, Options{Origins: []string{origin}})
	if got := do(on, "GET", ask, "", "Origin", origin).Header().Get("Access-Control-Allow-Origin"); got != origin {
		t.Errorf("allows %q, want %q", got, origin)
	}
	if got := do(on, "GET", ask, "", "Origin", "https://evil.example").Header().Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("allows %q", got)
	}
	if w := do(on, "OPTIONS", ask, "", "Origin", origin, "Access-Control-Request-Method", "POST"); w.Code != 204 || w.Header().Get("Access-Control-Allow-Methods") == "" {
		t.Errorf("preflight: status %d, %v", w.Code, w.Header())
	}
}

func TestPersistedDocuments(t *testing.T) {
	const doc = "{dataset{version}}"
	h := newServer(t, Options{})
	byHash := `http://x/graphql?extensions={"persistedQuery":{"version":1,"sha256Hash":"` + hashOf(doc) + `"}}`
	if w := do(h, "GET", byHash, ""); w.Code != 400 {
		t.Errorf("before: status %d", w.Code)
	}
	if w := do(h, "GET", byHash+"&query="+doc, ""); w.Code != 200 {
		t.Errorf("sending along: status %d: %s", w.Code, w.Body)
	}
	if w := do(h, "GET", byHash, ""); w.Code != 200 || !strings.Contains(w.Body.String(), `"version":"7"`) {
		t.Errorf("after: status %d: %s", w.Code, w.Body)
	}
	if w := do(h, "GET", strings.Replace(byHash, hashOf(doc), hashOf("x"), 1)+"&query="+doc, ""); w.Code != 400 {
		t.Errorf("wrong hash: status %d", w.Code)
	}
	known := newServer(t, Options{Persisted: map[string]string{hashOf(doc): doc}, OnlyKnown: true})
	if w := do(known, "GET", byHash, ""); w.Code != 200 {
		t.Errorf("known: status %d", w.Code)
	}
	for _, ask := range []struct{ method, url, body string }{
		{"GET", "http://x/graphql?documentId=sha256:" + hashOf(doc), ""},
		{"POST", "http://x/graphql", `{"documentId":"` + hashOf(doc) + `"}`},
	} {
		if w := do(known, ask.method, ask.url, ask.body, "Content-Type", "application/json"); w.Code != 200 {
			t.Errorf("%s %s: status %d", ask.method, ask.url, w.Code)
		}
	}
	if w := do(known, "GET", "http://x/graphql?query={dataset{id}}", ""); w.Code != 400 {
		t.Errorf("unknown document: status %d", w.Code)
	}
}

// TestOverload holds that a full server refuses with 503 and Retry-After, and answers again when it is not.
func TestOverload(t *testing.T) {
	enter, leave := make(chan struct{}), make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		enter <- struct{}{}
		<-leave
	})
	h := newServer(t, Options{API: slow, Concurrent: 1, Wait: time.Millisecond})
	var wg sync.WaitGroup
	wg.Go(func() { do(h, "GET", "http://x/api/x", "") })
	<-enter
	w := do(h, "GET", "http://x/graphql?query={dataset{id}}", "")
	if w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("status = %d, Retry-After = %q; want 503 and a time", w.Code, w.Header().Get("Retry-After"))
	}
	if w := do(h, "GET", "http://x/healthz", ""); w.Code != 200 {
		t.Errorf("healthz under load: %d", w.Code)
	}
	close(leave)
	wg.Wait()
	if w := do(h, "GET", "http://x/graphql?query={dataset{id}}", ""); w.Code != 200 {
		t.Errorf("after: status = %d", w.Code)
	}
}

func TestMetrics(t *testing.T) {
	h := newServer(t, Options{})
	do(h, "GET", "http://x/graphql?query={dataset{id}}", "")
	body := do(h, "GET", "http://x/metrics", "").Body.String()
	for _, want := range []string{`demarche_http_requests_total{route="graphql",status="200"} 1`, "demarche_data_version 7", `demarche_http_request_duration_seconds_count{route="graphql"} 1`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
}

// FuzzRequest sends any body and any URL through the whole request path: no panic, and an answer that is JSON.
func FuzzRequest(f *testing.F) {
	h := newServer(f, Options{})
	for _, seed := range []string{
		`{"query":"{...A} fragment A on Query{...A}"}`, `{"query":"{letters(first:3){nodes{name signatories{nodes{name}}}}}"}`,
		`{"query":"query($w:PersonFilter){people(where:$w){totalCount}}","variables":{"w":{"not":{"name":{"eq":"x"}}}}}`,
		`{"query":"{search(query:\"\\uD83D\\uDE00\"){totalCount}}"}`, `{"query":"{a:dataset{id} __schema{types{name}}}"}`, `{"query":"{people(where:{name:null},first:null){totalCount}}"}`, `[]`, `{`,
		`{"query":"query($n:[ID!]!=[null] @x(a:[{b:null}]) @y){nodes(ids:$n){id}}"}`, `{"query":"{nodes(ids:[null,[null]]){id}}"}`,
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, body string, post bool) {
		r := httptest.NewRequest(http.MethodPost, "http://x/graphql", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		if !post {
			r = httptest.NewRequest(http.MethodGet, "http://x/graphql", nil)
			q := r.URL.Query()
			q.Set("query", body)
			r.URL.RawQuery = q.Encode()
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if !json.Valid(w.Body.Bytes()) {
			t.Errorf("answer is no JSON: %.300q", w.Body)
		}
		if strings.Contains(w.Body.String(), `"INTERNAL"`) {
			t.Errorf("internal error: %.300s", w.Body)
		}
	})
}
