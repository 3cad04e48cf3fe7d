package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"demarche/queries/api"
	"demarche/queries/explorer"
	"demarche/queries/export"
	"demarche/queries/release"
)

// registered are the lines on which the server and its parts register a route.
var registered = regexp.MustCompile(`(?m)(?:\.route\(|HandleFunc\(|Handle\(|Routes: map\[string\]http\.Handler\{|http\.Handler\{.*?, )"(/[^"]*)"|, "(/[^"]*)": `)

// Every route that the server registers has a heading in docs/http-api.md, and no heading names another one.
func TestRoutesPage(t *testing.T) {
	page := read(t, "http-api.md")
	routes := map[string]bool{}
	for _, pattern := range []string{"../../../queries/httpapi/*.go", "../../../queries/api/*.go", "serve*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range registered.FindAllStringSubmatch(string(b), -1) {
				routes[m[1]+m[2]] = true
			}
		}
	}
	for _, p := range explorer.Paths() {
		routes[p] = true
	}
	if len(routes) < 12 {
		t.Fatalf("found %d routes in the code, want 12 or more: %v", len(routes), routes)
	}
	headings := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^### (/\S*)$`).FindAllStringSubmatch(page, -1) {
		headings[m[1]] = true
	}
	for r := range routes {
		// "/" catches what is nothing, "/api/{$}" is "/api/", and a path without its slash leads to the one with it.
		if r == "/" || r == "/api/{$}" || headings[r] || headings[r+"/"] && strings.Contains(page, "`"+r+"`") {
			continue
		}
		t.Errorf("docs/http-api.md has no heading for %s", r)
	}
	for h := range headings {
		if !routes[h] {
			t.Errorf("docs/http-api.md has a heading for %s, which is no route", h)
		}
	}
	saved, err := api.SavedQueries()
	if err != nil || len(saved) == 0 {
		t.Errorf("%d saved queries, %v", len(saved), err)
	}
}

// docs/exports.md has a row for every format and every table of a release.
func TestExportsPage(t *testing.T) {
	page := read(t, "exports.md")
	for _, f := range export.Formats() {
		if !strings.Contains(page, "\n| `"+f.Name+"` |") {
			t.Errorf("docs/exports.md has no row for the format %s", f.Name)
		}
	}
	for _, name := range release.TableNames() {
		if !strings.Contains(page, "\n| `"+name+"` |") {
			t.Errorf("docs/exports.md has no row for the table %s", name)
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(docs, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
