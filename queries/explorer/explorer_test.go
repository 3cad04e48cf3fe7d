package explorer

import (
	"context"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarche/queries"
	"demarche/queries/api"
	"demarche/queries/corpus"
	"demarche/queries/gql"
	"demarche/queries/internal/querytest"

	"github.com/cayleygraph/quad"
	xhtml "golang.org/x/net/html"
)

// hostile is a name that would end a tag, an attribute or a script if a page did not escape it.
const hostile = `"><script>alert(1)</script>&'` + "\u202e"

func newExplorer(t *testing.T, quads []quad.Quad, text func(context.Context, string) (string, error)) http.Handler {
	t.Helper()
	quiet := slog.New(slog.DiscardHandler)
	engine, err := gql.New(gql.Fixed{C: corpus.New(querytest.NewReader(7, quads))}, gql.Options{Log: quiet, ExportURL: api.NetworkURL})
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(Options{Engine: engine, Text: text, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for _, p := range Paths() {
		mux.Handle(p, e)
	}
	return mux
}

func get(h http.Handler, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	return w
}

// links are the addresses that a page names, and ids that it defines.
func links(t *testing.T, page string) []string {
	t.Helper()
	root, err := xhtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "href" || a.Key == "src" || a.Key == "action" {
				out = append(out, a.Val)
			}
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("the policy forbids attribute %s=%q", a.Key, a.Val)
			}
		}
		if n.Data == "script" || n.Data == "style" {
			t.Errorf("the policy forbids <%s>", n.Data)
		}
	}
	return out
}

// TestEveryLinkLeadsSomewhere walks from the front page along all links: each page is there and is whole.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	h := newExplorer(t, querytest.Sample(), nil)
	todo, seen := []string{"/"}, map[string]bool{"/": true}
	for len(todo) > 0 && len(seen) < 3000 {
		at := todo[0]
		todo = todo[1:]
		w := get(h, at)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "</html>") && !strings.HasSuffix(at, ".css") {
			t.Errorf("GET %s = %d", at, w.Code)
			continue
		}
		if strings.HasSuffix(at, ".css") {
			continue
		}
		if strings.Contains(w.Body.String(), "ZgotmplZ") || strings.Contains(w.Body.String(), "<no value>") || strings.Contains(w.Body.String(), "%!") {
			t.Errorf("GET %s: a value was not drawn", at)
		}
		for _, l := range links(t, w.Body.String()) {
			u, err := url.Parse(l)
			if err != nil {
				t.Errorf("%s links to %q: %v", at, l, err)
				continue
			}
			switch {
			case u.Host != "" || u.Scheme != "" || l == "" || strings.HasPrefix(l, "#"):
			case strings.HasPrefix(u.Path, "/api/") || strings.HasPrefix(u.Path, "/playground/") || u.Path == "/metrics" || u.Path == "/healthz":
			case !seen[l]:
				seen[l] = true
				todo = append(todo, l)
			}
		}
	}
	// Five people, three letters, their documents, demands, countries and events, and lists by each of them.
	if len(seen) < 60 || len(seen) >= 3000 {
		t.Errorf("saw %d addresses: the walk did not see the sample, or has no end", len(seen))
	}
}

// plain is the text of a page without its tags.
func plain(page string) string {
	s := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " ")
	return strings.Join(strings.Fields(html.UnescapeString(s)), " ")
}

func TestPages(t *testing.T) {
	h := newExplorer(t, querytest.Sample(), nil)
	letter := ""
	for _, l := range links(t, get(h, "/letters?country=AZ").Body.String()) {
		if strings.HasPrefix(l, "/entity/letter/") {
			letter = l
		}
	}
	for _, tt := range []struct {
		name, at string
		status   int
		want     []string
	}{
		{"front page", "/", 200, []string{"Letters 3 Signatures 7", "Latest letters", "Ann Ahn"}},
		{"letters of a country", "/letters?country=AZ", 200, []string{"1 letter", "asks for sanctions, provision of aid"}},
		{"letters by type of two words", "/letters?demand=provide_aid", 200, []string{"2 letters"}},
		{"letters by signer's chamber on the day", "/letters?chamber=rep&from=2020&to=2020", 200, []string{"2 letters"}},
		{"no letters", "/letters?country=ZZ", 200, []string{"0 letters", "No letter fits"}},
		{"a letter", letter, 200, []string{"To Eve Ode", "sanctions Sanction Zed Zimin. against or about Zed Zimin", "1 Ann Ahn Representative for California, Democrat", "Cem Celik"}},
		{"a person", "/entity/person/bioguide:A000001", 200, []string{"Ann Ahn (D-CA)", "letters signed", "Signs with", "Robert Bell", "Senator for California"}},
		{"a country", "/entity/country/AZ", 200, []string{"Azerbaijan", "1 letter"}},
		{"people who were written to", "/people?who=recipients", 200, []string{"Eve Ode", "1 person"}},
		{"search", "/search?q=celik", 200, []string{"1 match", "Cem Çelik"}},
		{"search without words", "/search", 200, []string{"Write a name"}},
		{"a path with its sentences", "/paths?from=Ann+Ahn&to=Zed+Zimin", 200, []string{"the shortest of 3 steps", "signed →", "targets →", "Sanction Zed Zimin."}},
		{"a path from nobody", "/paths?from=qqqqqq&to=Zed+Zimin", 200, []string{"Nothing in the graph has such a name"}},
		{"a network", "/network?kind=cosign&weight=newman", 200, []string{"4 nodes, 3 ties", "Dee Doe 0 0"}},
		{"unknown thing", "/entity/person/none", 404, []string{"the graph has no person none"}},
		{"unknown class", "/entity/planet/mars", 404, []string{"the graph has no planet mars"}},
		{"wrong chamber", "/letters?chamber=lords", 400, []string{"chamber: want sen"}},
		{"wrong date", "/letters?from=tomorrow", 400, []string{"tomorrow"}},
		{"wrong number", "/letters?min=-1", 400, []string{"min: want a whole number"}},
		{"wrong order", "/letters?sort=colour", 400, []string{"sort: want one of date"}},
		{"wrong cursor", "/letters?after=zzz", 400, []string{"cursor"}},
		{"wrong measure", "/network?sort=size", 400, []string{"sort: want degree"}},
		{"wrong network", "/network?kind=friends", 400, []string{"FRIENDS"}},
		{"wrong group", "/people?who=all", 400, []string{"who: want signers"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := get(h, tt.at)
			if w.Code != tt.status {
				t.Errorf("GET %s = %d, want %d", tt.at, w.Code, tt.status)
			}
			body := plain(w.Body.String())
			for _, want := range tt.want {
				if !strings.Contains(body, want) {
					t.Errorf("GET %s lacks %q:\n%s", tt.at, want, body)
				}
			}
			if p := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(p, "default-src 'none'") {
				t.Errorf("policy %q", p)
			}
		})
	}
}

func TestOnlyReads(t *testing.T) {
	h := newExplorer(t, querytest.Sample(), nil)
	for _, at := range []string{"/", "/letters", "/explorer.css"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, at, nil))
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("POST %s = %d, Allow %q", at, w.Code, w.Header().Get("Allow"))
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodHead, "/letters", nil))
	if w.Code != http.StatusOK || w.Body.Len() != 0 {
		t.Errorf("HEAD /letters = %d with %d bytes", w.Code, w.Body.Len())
	}
}

// TestEscapes shows a graph whose texts try to be markup, and addresses that do.
func TestEscapes(t *testing.T) {
	g := querytest.Graph{}
	g.Label("urn:demarche:register:r")
	p := g.Person("bioguide:X000001", hostile, "Family"+hostile)
	g.Document(hostile+".txt", "letter", "2020-01-01")
	l := g.Letter(hostile, "2020-01-01")
	g.Sign(p, l, 1, hostile)
	g.Demand(l, "sanction", hostile, 1)
	var quads []quad.Quad
	quads = append(quads, g.Quads...)
	h := newExplorer(t, quads, nil)
	for _, at := range []string{"/", "/letters", "/people", "/entity/person/bioguide:X000001", "/search?q=" + url.QueryEscape(hostile), "/letters?q=" + url.QueryEscape(hostile), "/paths?via=" + url.QueryEscape(hostile), "/entity/x/" + url.PathEscape(hostile)} {
		body := get(h, at).Body.String()
		if strings.Contains(body, "<script") {
			t.Errorf("GET %s lets markup through", at)
		}
		links(t, body)
	}
}

func TestText(t *testing.T) {
	const text = "Åbc déf. Ghi."
	texts := func(_ context.Context, sum string) (string, error) {
		if strings.HasPrefix(sum, "0") {
			return "", queries.Errorf(queries.NotFound, "not kept")
		}
		return text, nil
	}
	e := &Explorer{o: Options{Text: texts}}
	for _, tt := range []struct {
		name, sum, span string
		want            *markedText
		code            queries.Code
	}{
		{"whole", "1", "", &markedText{Before: text}, ""},
		{"code points, not bytes", "1", "4-8", &markedText{"Åbc ", "déf.", " Ghi."}, ""},
		{"beyond the end", "1", "9-99", &markedText{"Åbc déf. ", "Ghi.", ""}, ""},
		{"not kept", "0", "4-8", nil, ""},
		{"no text", "", "4-8", nil, ""},
		{"not a span", "1", "4", nil, queries.BadInput},
		{"backwards", "1", "8-4", nil, queries.BadInput},
		{"negative", "1", "-1-4", nil, queries.BadInput},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := e.marked(t.Context(), tt.sum, tt.span)
			if tt.code != "" {
				if queries.CodeOf(err) != tt.code {
					t.Errorf("error %v, want %s", err, tt.code)
				}
				return
			}
			if err != nil || (got == nil) != (tt.want == nil) || got != nil && *got != *tt.want {
				t.Errorf("marked = %+v, %v, want %+v", got, err, tt.want)
			}
		})
	}
}

func TestYearBars(t *testing.T) {
	group := func(year any, n int) any {
		return map[string]any{"keys": []any{map[string]any{"value": year}}, "letterCount": n}
	}
	if c := yearBars([]any{group("2020", 3), group(nil, 2)}); c != nil {
		t.Errorf("one year makes %+v, want no chart", c)
	}
	c := yearBars([]any{group("2022", 1), group("2019", 4), group(nil, 2)})
	var years []string
	for _, b := range c.Bars {
		years = append(years, b.Value+" "+b.Count)
	}
	if want := []string{"2019 4 letters", "2020 0 letters", "2021 0 letters", "2022 1 letter"}; !slices.Equal(years, want) {
		t.Errorf("bars %q, want %q", years, want)
	}
	if c.Bars[0].Height != chartHeight || c.Bars[1].Height != 0 || c.Bars[3].Height != chartHeight/4 {
		t.Errorf("heights %d, %d, %d, want them in proportion", c.Bars[0].Height, c.Bars[1].Height, c.Bars[3].Height)
	}
}
