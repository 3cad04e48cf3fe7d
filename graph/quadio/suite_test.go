package quadio_test

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
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
// tests. What is not supported must say so; it may not give another graph. What must be refused is refused, for whatever
// reason.
func TestJSONLDSuite(t *testing.T) {
	root := os.Getenv("JSONLD_TESTS")
	if root == "" {
		t.Skip("JSONLD_TESTS does not name the folder tests of github.com/w3c/json-ld-api")
	}
	text, err := os.ReadFile(filepath.Join(root, "toRdf-manifest.jsonld"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct{ Sequence []ldCase }
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	tally := map[string]int{}
	for _, c := range manifest.Sequence {
		if why := c.outside(); why != "" {
			tally["left out: "+why]++
			continue
		}
		t.Run(strings.TrimPrefix(c.ID, "#t"), func(t *testing.T) { tally[c.run(t, root)]++ })
	}
	for _, what := range slices.Sorted(maps.Keys(tally)) {
		t.Logf("%4d %s", tally[what], what)
	}
}

// ldCase is one case of the manifest.
type ldCase struct {
	ID            string   `json:"@id"`
	Types         []string `json:"@type"`
	Input, Expect string
	Option        struct {
		SpecVersion, ProcessingMode, Base, ExpandContext, RDFDirection string
		ProduceGeneralizedRDF                                          bool `json:"produceGeneralizedRdf"`
	}
}

// outside tells why a case asks for what a reader of JSON-LD 1.1 into RDF does not do; empty for all others.
func (c *ldCase) outside() string {
	switch o := c.Option; {
	case o.SpecVersion == "json-ld-1.0" || o.ProcessingMode == "json-ld-1.0":
		return "JSON-LD 1.0"
	case o.ProduceGeneralizedRDF:
		return "generalized RDF"
	case o.ExpandContext != "":
		return "a context beside the document"
	case o.RDFDirection != "":
		return "directions as RDF, which is not normative"
	case slices.Contains([]string{"e060", "e111", "e112", "e122", "li12", "li14", "wf01", "wf02", "wf03", "wf04", "wf05", "wf07"}, strings.TrimPrefix(c.ID, "#t")):
		return "ill-formed statements, which the algorithm drops without a word and which are errors here"
	}
	return ""
}

func (c *ldCase) run(t *testing.T, root string) string {
	text, err := os.ReadFile(filepath.Join(root, c.Input))
	if err != nil {
		t.Fatal(err)
	}
	base := cmp.Or(c.Option.Base, "https://w3c.github.io/json-ld-api/tests/"+c.Input)
	got, err := read(string(text), quadio.ReadOptions{Format: quadio.JSONLD, Name: c.ID, Base: base, Scope: "s"})
	switch {
	case slices.Contains(c.Types, "jld:NegativeEvaluationTest"):
		if err == nil {
			t.Errorf("no error\n%s", text)
			return "negative: accepted"
		}
		return "negative: refused"
	case errors.Is(err, quadio.ErrUnsupported):
		t.Log(err)
		return "positive: not supported"
	case err != nil:
		t.Errorf("%v\n%s", err, text)
		return "positive: refused"
	case c.Expect == "":
		return "positive: read"
	}
	want, err := os.ReadFile(filepath.Join(root, c.Expect))
	if err != nil {
		t.Fatal(err)
	}
	expected, err := read(string(want), quadio.ReadOptions{Format: quadio.NQuads, Name: c.Expect, Scope: "w"})
	if err != nil {
		return "positive: expectation is no N-Quads"
	}
	if g, w := shape(got), shape(expected); g != w {
		t.Errorf("of\n%s\ngot\n%s\nwant\n%s", text, g, w)
		return "positive: another graph"
	}
	return "positive: equal"
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
