package quadio_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"demarche/graph/quadio"

	"github.com/google/go-cmp/cmp"
)

// readLines reads JSON-LD and returns the statements as sorted N-Quads.
func readLines(text string) ([]string, error) {
	quads, err := read(text, quadio.ReadOptions{Format: quadio.JSONLD, Name: "x.jsonld", Base: "http://example.org/", Scope: "s"})
	var out []string
	for _, q := range quads {
		line, lerr := quadio.AppendNQuad(nil, q)
		if lerr != nil {
			return nil, lerr
		}
		out = append(out, strings.TrimSuffix(string(line), " .\n"))
	}
	slices.Sort(out)
	return out, err
}

// TestJSONLDObjectsByKey: what the keys of an object mean when a term says so (JSON-LD 1.1, section 4.6). The expected
// statements are worked out by hand.
func TestJSONLDObjectsByKey(t *testing.T) {
	const id, typ = "<http://example.org/a>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
	for name, tc := range map[string]struct {
		text string
		want []string
	}{
		"index": {
			`{"@context":{"p":{"@id":"urn:p","@container":"@index"}},"@id":"a","p":{"x":"one","y":["two",{"@id":"b"}]}}`,
			[]string{id + ` <urn:p> "one"`, id + ` <urn:p> "two"`, id + ` <urn:p> <http://example.org/b>`},
		},
		"index as a property": {
			`{"@context":{"@vocab":"urn:","p":{"@type":"@id","@container":"@index","@index":"lang"}},"@id":"a","p":{"en":"b"}}`,
			[]string{id + ` <urn:p> <http://example.org/b>`, `<http://example.org/b> <urn:lang> "en"`},
		},
		"id": {
			`{"@context":{"@vocab":"urn:","p":{"@container":["@id","@set"]}},"@id":"a","p":{"b":{"name":"B"},"c":[{"@id":"d","name":"D"}]}}`,
			[]string{id + ` <urn:p> <http://example.org/b>`, id + ` <urn:p> <http://example.org/d>`, `<http://example.org/b> <urn:name> "B"`, `<http://example.org/d> <urn:name> "D"`},
		},
		"type": {
			`{"@context":{"@vocab":"urn:","p":{"@container":"@type"}},"@id":"a","p":{"Letter":{"@id":"b"},"@none":"c"}}`,
			[]string{id + ` <urn:p> <http://example.org/b>`, id + ` <urn:p> <http://example.org/c>`, `<http://example.org/b> ` + typ + ` <urn:Letter>`},
		},
		"graph by id": {
			`{"@context":{"@vocab":"urn:","p":{"@container":["@graph","@id"]}},"@id":"a","p":{"g":{"@id":"b","name":"B"}}}`,
			[]string{id + ` <urn:p> <http://example.org/g>`, `<http://example.org/b> <urn:name> "B" <http://example.org/g>`},
		},
		"nest": {
			`{"@context":{"@vocab":"urn:","labels":"@nest"},"@id":"a","labels":{"name":"A","@nest":[{"alt":"B"}]}}`,
			[]string{id + ` <urn:name> "A"`, id + ` <urn:alt> "B"`},
		},
		"relative vocabulary":          {`{"@context":{"@vocab":"ns#"},"@id":"a","name":"A"}`, []string{id + ` <http://example.org/ns#name> "A"`}},
		"prefix in a term's own name":  {`{"@context":{"i":{"@id":"urn:i/"},"i:by":{"@container":"@set"}},"@id":"a","i:by":"M"}`, []string{id + ` <urn:i/by> "M"`}},
		"protected and the same again": {`{"@context":[{"@protected":true,"p":"urn:p"},{"p":"urn:p"}],"@id":"a","p":"x"}`, []string{id + ` <urn:p> "x"`}},
		"kept for later keywords":      {`{"@context":{"@vocab":"urn:","p":{"@id":"@later"},"@later":"urn:q"},"@id":"a","p":"x","@later":"y"}`, []string{id + ` <urn:p> "x"`}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := readLines(tc.text)
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(tc.want)
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", tc.text, d)
			}
		})
	}
}

// TestJSONLDRefuses names what the recommendation forbids; each is an error and not another graph.
func TestJSONLDRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"a keyword as a term":          `{"@context":{"@context":{"p":"urn:p"}},"p":"x"}`,
		"another version":              `{"@context":{"@version":1.0},"urn:p":"x"}`,
		"a term that is another IRI":   `{"@context":{"v":"urn:v#","v:t":"urn:other"},"v:t":"x"}`,
		"an alias of @context":         `{"@context":{"c":"@context"}}`,
		"an empty term":                `{"@context":{"":"urn:p"}}`,
		"a blank node as a type":       `{"@context":{"p":{"@id":"urn:p","@type":"_:b"}}}`,
		"an unknown container":         `{"@context":{"p":{"@id":"urn:p","@container":["@list","@set"]}}}`,
		"reverse and id":               `{"@context":{"p":{"@id":"urn:p","@reverse":"urn:q"}}}`,
		"a protected term redefined":   `{"@context":[{"@protected":true,"p":"urn:p"},{"p":"urn:q"}],"p":"x"}`,
		"a protected context dropped":  `{"@context":[{"@protected":true,"p":"urn:p"},null],"p":"x"}`,
		"two identifiers":              `{"@context":{"id":"@id"},"id":"urn:a","@id":"urn:b","urn:p":"x"}`,
		"a value with an identifier":   `{"urn:p":{"@value":"x","@id":"urn:b"}}`,
		"a value with type and tag":    `{"urn:p":{"@value":"x","@type":"urn:t","@language":"en"}}`,
		"a number with a language":     `{"urn:p":{"@value":7,"@language":"en"}}`,
		"a list with an identifier":    `{"urn:p":{"@list":["x"],"@id":"urn:b"}}`,
		"an index that is no string":   `{"@index":7,"urn:p":"x"}`,
		"a keyword inside @reverse":    `{"@reverse":{"@id":"urn:b"}}`,
		"a list reversed":              `{"@context":{"p":{"@reverse":"urn:p"}},"p":{"@list":["urn:b"]}}`,
		"a value under a graph's name": `{"@context":{"p":{"@id":"urn:p","@container":"@id"}},"p":{"b":"x"}}`,
		"an IRI with two fragments":    `{"@context":{"@vocab":"urn:a#"},"#b":"x"}`,
	} {
		if got, err := readLines(text); !errors.Is(err, quadio.ErrSyntax) {
			t.Errorf("%s: %s gives %v and the error %v", name, text, got, err)
		}
	}
}
