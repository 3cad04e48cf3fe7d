package quadio_test

import (
	"bytes"
	"context"
	"testing"

	"demarche/graph/quadio"

	"github.com/google/go-cmp/cmp"
)

// fuzzRead asserts that a reader never panics, and that what it read is written and read back as itself.
func fuzzRead(f *testing.F, format quadio.Format, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quads, err := read(text, quadio.ReadOptions{Format: format, Name: "x", Scope: quadio.ScopeOf([]byte(text))})
		if err != nil {
			return
		}
		for _, back := range []quadio.Format{quadio.NQuads, format} {
			var b bytes.Buffer
			if _, err := quadio.Write(context.Background(), &b, back, seq(quads)); err != nil {
				if format == quadio.NQuads && back == quadio.NQuads {
					t.Fatalf("what was read cannot be written: %v", err)
				}
				continue
			}
			again, err := read(b.String(), quadio.ReadOptions{Format: back, Name: "x"})
			if err != nil {
				t.Fatalf("what was written as %s cannot be read: %v\n%s", back, err, b.String())
			}
			if diff := cmp.Diff(write(t, quadio.NQuads, quads), write(t, quadio.NQuads, again)); back == quadio.NQuads && diff != "" {
				t.Fatalf("changed by a round trip (-want +got):\n%s", diff)
			}
		}
	})
}

func FuzzNQuads(f *testing.F) {
	fuzzRead(f, quadio.NQuads, "<u:a> <u:p> \"x\\u0041\\n\"@en-GB <u:g> . # note\n", "_:a <u:p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .")
}

func FuzzTurtle(f *testing.F) {
	fuzzRead(f, quadio.Turtle, "@prefix a: <u:> .\na:b a a:c ; a:p 1, 2.5, 1e3, true, \"\"\"x\"\"\"@en, [ a:q ( 1 [] ) ] .", "PREFIX : <u:>\n:a.b :c\\~d 'x'^^:t .")
}

func FuzzTriG(f *testing.F) {
	fuzzRead(f, quadio.TriG, "@prefix a: <u:> .\na:g { a:b a a:c . [] a:p () } GRAPH _:x { <u:x> <u:y> <u:z> }")
}

func FuzzJSONLD(f *testing.F) {
	fuzzRead(f, quadio.JSONLD, `{"@context":{"t":{"@id":"u:t","@type":"@id"},"l":{"@id":"u:l","@container":"@list"}},"@graph":[{"@id":"u:g","@graph":[{"@id":"u:a","t":"u:b","l":[1,2.5,true]}]}]}`,
		`[{"@id":"u:a","@type":["u:C"],"u:p":[{"@value":"x","@language":"en"},{"@value":"2020-10-23","@type":"u:d"}],"@reverse":{"u:q":{"@id":"u:z"}}}]`)
}
