package quadio_test

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche/graph/quadio"

	"github.com/cayleygraph/quad"
)

// TestPublishedSuites runs the RDF 1.1 suites of github.com/w3c/rdf-tests when the variable RDF_TESTS names its folder
// rdf/rdf11.
func TestPublishedSuites(t *testing.T) {
	root := os.Getenv("RDF_TESTS")
	if root == "" {
		t.Skip("RDF_TESTS does not name the folder rdf/rdf11 of github.com/w3c/rdf-tests")
	}
	// What the suites ask for and is not done here, with the reason.
	skip := map[string]string{}
	for folder, format := range map[string]quadio.Format{
		"rdf-n-triples": quadio.NQuads, "rdf-n-quads": quadio.NQuads, "rdf-turtle": quadio.Turtle, "rdf-trig": quadio.TriG,
	} {
		base := "https://w3c.github.io/rdf-tests/rdf/rdf11/" + folder + "/"
		manifest, err := os.ReadFile(filepath.Join(root, folder, "manifest.ttl"))
		if err != nil {
			t.Fatal(err)
		}
		quads, err := read(string(manifest), quadio.ReadOptions{Format: quadio.Turtle, Name: "manifest.ttl", Base: base + "manifest.ttl", Scope: "m"})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range suiteCases(quads) {
			t.Run(folder+"/"+c.name, func(t *testing.T) {
				if why := skip[folder+"/"+c.name]; why != "" {
					t.Skip(why)
				}
				runCase(t, filepath.Join(root, folder), base, format, c)
			})
		}
	}
}

// TestJSONLDSuite runs the toRdf suite of github.com/w3c/json-ld-api when the variable JSONLD_TESTS names its folder
// tests. What is not supported must say so; it may not give another graph.
func TestJSONLDSuite(t *testing.T) {
	root := os.Getenv("JSONLD_TESTS")
	if root == "" {
		t.Skip("JSONLD_TESTS does not name the folder tests of github.com/w3c/json-ld-api")
	}
	files, err := filepath.Glob(filepath.Join(root, "toRdf", "*-in.jsonld"))
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	// Cases that need an option of the suite, and corners that no exporter is known to use.
	skip := map[string]string{
		"e014": "a term with an expanded definition as prefix is JSON-LD 1.0", "e050": "the same", "e076": "needs the option base",
		"e077": "needs an option", "e090": "@base relative to the document's address",
		"e119": "terms that look like keywords", "e120": "the same", "pr37": "the same", "pr39": "the same",
	}
	passed, refused := 0, 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), "-in.jsonld")
		want, err := os.ReadFile(strings.TrimSuffix(file, "-in.jsonld") + "-out.nq")
		if err != nil {
			continue // a case of an error, or one with options
		}
		t.Run(name, func(t *testing.T) {
			if why := skip[name]; why != "" {
				t.Skip(why)
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, err := read(string(text), quadio.ReadOptions{Format: quadio.JSONLD, Name: name, Base: "https://w3c.github.io/json-ld-api/tests/toRdf/" + filepath.Base(file), Scope: "s"})
			if err != nil {
				refused++
				t.Log("refused:", err)
				return
			}
			expected, err := read(string(want), quadio.ReadOptions{Format: quadio.NQuads, Name: name, Scope: "w"})
			if err != nil {
				t.Skip(err)
			}
			if g, w := shape(got), shape(expected); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
			passed++
		})
	}
	t.Logf("%d equal, %d refused", passed, refused)
}

type suiteCase struct{ name, kind, action, result string }

func suiteCases(quads []quad.Quad) []suiteCase {
	byNode := map[quad.Value]*suiteCase{}
	for _, q := range quads {
		c := byNode[q.Subject]
		if c == nil {
			c = &suiteCase{}
			byNode[q.Subject] = c
		}
		object := quad.ToString(q.Object)
		object = object[strings.LastIndexAny(object, "/#")+1:]
		object = strings.TrimSuffix(object, ">")
		switch p := string(q.Predicate.(quad.IRI)); {
		case strings.HasSuffix(p, "#type"):
			c.kind = object
		case strings.HasSuffix(p, "manifest#name"):
			c.name = object
		case strings.HasSuffix(p, "#action"):
			c.action = object
		case strings.HasSuffix(p, "#result"):
			c.result = object
		}
	}
	var out []suiteCase
	for _, c := range byNode {
		if c.action != "" {
			out = append(out, *c)
		}
	}
	slices.SortFunc(out, func(a, b suiteCase) int { return cmp.Compare(a.name, b.name) })
	return out
}

func runCase(t *testing.T, folder, base string, f quadio.Format, c suiteCase) {
	text, err := os.ReadFile(filepath.Join(folder, c.action))
	if err != nil {
		t.Fatal(err)
	}
	quads, err := read(string(text), quadio.ReadOptions{Format: f, Name: c.action, Base: base + c.action, Scope: "s"})
	if strings.Contains(c.kind, "Negative") {
		if err == nil {
			t.Errorf("%s: no error", c.action)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if c.result == "" {
		return
	}
	text, err = os.ReadFile(filepath.Join(folder, c.result))
	if err != nil {
		t.Fatal(err)
	}
	want, err := read(string(text), quadio.ReadOptions{Format: quadio.NQuads, Name: c.result, Scope: "w"})
	if err != nil {
		t.Fatal(err)
	}
	if g, w := shape(quads), shape(want); g != w {
		t.Errorf("%s: got\n%s\nwant\n%s", c.action, g, w)
	}
}

// shape is the graph with every blank node renamed by what surrounds it, in sorted lines: equal for isomorphic graphs as
// small as those of the suites.
func shape(quads []quad.Quad) string {
	names := map[quad.Value]string{}
	show := func(v quad.Value) string {
		if _, ok := v.(quad.BNode); ok {
			return "_:" + names[v]
		}
		return fmt.Sprintf("%T%v", v, v)
	}
	for range 8 {
		next := map[quad.Value][]string{}
		for _, q := range quads {
			for i, v := range []quad.Value{q.Subject, q.Object, q.Label} {
				if _, ok := v.(quad.BNode); ok {
					next[v] = append(next[v], fmt.Sprint(i, show(q.Subject), show(q.Predicate), show(q.Object), show(q.Label)))
				}
			}
		}
		for v, around := range next {
			slices.Sort(around)
			names[v] = fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(slices.Compact(around), "\n"))))[:12]
		}
	}
	var lines []string
	for _, q := range quads {
		lines = append(lines, fmt.Sprint(show(q.Subject), show(q.Predicate), show(q.Object), show(q.Label)))
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "\n")
}
