package quadio_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"demarche/graph/quadio"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

const doc = quad.IRI("urn:demarche:document:a")

// awkward has every kind of value and the texts that writers get wrong.
func awkward() []quad.Quad {
	subject := quad.IRI("urn:demarche:letter:1")
	objects := []quad.Value{
		quad.IRI("http://example.org/Ժողովուրդ"), quad.BNode("b0.x-1"),
		quad.String(""), quad.String("a \"quote\" \\ and\ttab\r\nline\b\f\x00\x1f\x7f\u0085\u2028 \U0001f600"),
		quad.LangString{Value: "Նամակ", Lang: "hy-AM"},
		quad.TypedString{Value: "2020-10-23", Type: vocab.Date},
		quad.TypedString{Value: "007", Type: "http://www.w3.org/2001/XMLSchema#integer"},
		quad.Int(51), quad.Int(-7),
		quad.TypedString{Value: "0.970", Type: vocab.Decimal},
		quad.Bool(true), quad.Bool(false),
		quad.TypedString{Value: "1", Type: "http://www.w3.org/2001/XMLSchema#boolean"},
		quad.Float(0.25), quad.Float(1e21),
		quad.TypedString{Value: "1.0E3", Type: "http://www.w3.org/2001/XMLSchema#double"},
		quad.TypedString{Value: "x", Type: "urn:demarche:ns#odd-type"},
	}
	quads := []quad.Quad{
		{Subject: quad.BNode("b0.x-1"), Predicate: vocab.Type, Object: vocab.Letter, Label: doc},
		{Subject: subject, Predicate: vocab.Type, Object: vocab.Letter, Label: doc},
	}
	for _, o := range objects {
		quads = append(quads, quad.Quad{Subject: subject, Predicate: vocab.Text, Object: o, Label: doc})
	}
	return append(quads, quad.Quad{Subject: subject, Predicate: quad.IRI("urn:demarche:ns#-x"), Object: subject, Label: doc})
}

func seq(quads []quad.Quad) func(func(quad.Quad, error) bool) {
	return func(yield func(quad.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}
}

func write(t *testing.T, f quadio.Format, quads []quad.Quad) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := quadio.Write(context.Background(), &b, f, seq(quads)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func read(text string, opts quadio.ReadOptions) ([]quad.Quad, error) {
	var out []quad.Quad
	for q, err := range quadio.Read(context.Background(), strings.NewReader(text), opts) {
		if err != nil {
			return out, err
		}
		out = append(out, q)
	}
	return out, nil
}

// TestRoundTrip writes, reads and writes again; N-Quads of what was read must equal N-Quads of what was there.
func TestRoundTrip(t *testing.T) {
	want := write(t, quadio.NQuads, awkward())
	for _, f := range []quadio.Format{quadio.NQuads, quadio.Turtle, quadio.TriG, quadio.JSONLD} {
		t.Run(string(f), func(t *testing.T) {
			text := write(t, f, awkward())
			quads, err := read(text, quadio.ReadOptions{Format: f, Name: "x", Label: doc})
			if err != nil {
				t.Fatalf("%v in\n%s", err, text)
			}
			if diff := cmp.Diff(want, write(t, quadio.NQuads, quads)); diff != "" {
				t.Errorf("after a round trip (-want +got):\n%s\n%s", diff, text)
			}
			if diff := cmp.Diff(text, write(t, f, quads)); diff != "" {
				t.Errorf("the second export differs (-first +second):\n%s", diff)
			}
		})
	}
}

// TestNQuadsHoldAnyIRI: a dump must hold whatever a store holds, even IRIs that other formats refuse.
func TestNQuadsHoldAnyIRI(t *testing.T) {
	want := []quad.Quad{{Subject: doc, Predicate: vocab.Source, Object: quad.IRI("http://example.org/a b<c>\"{}|^`\\d")}}
	text := write(t, quadio.NQuads, want)
	got, err := read(text, quadio.ReadOptions{Format: quadio.NQuads})
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if _, err := quadio.Write(context.Background(), &bytes.Buffer{}, quadio.Turtle, seq(want)); !errors.Is(err, quadio.ErrValue) {
		t.Errorf("Turtle: %v, want ErrValue", err)
	}
}

func TestNQuadsIsSorted(t *testing.T) {
	quads := []quad.Quad{
		{Subject: quad.IRI("u:b"), Predicate: quad.IRI("u:p"), Object: quad.String("x"), Label: doc},
		{Subject: quad.IRI("u:a"), Predicate: quad.IRI("u:p"), Object: quad.String("x")},
		{Subject: quad.IRI("u:b"), Predicate: quad.IRI("u:p"), Object: quad.String("x"), Label: doc},
	}
	want := "<u:a> <u:p> \"x\" .\n<u:b> <u:p> \"x\" <urn:demarche:document:a> .\n"
	if diff := cmp.Diff(want, write(t, quadio.NQuads, quads)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadNQuadsErrors(t *testing.T) {
	ok := "<u:a> <u:p> <u:b> .\n"
	for name, test := range map[string]struct{ text, want string }{
		"no full stop":       {ok + "<u:a> <u:p> <u:b>", `x.nq:2: syntax error: want the label, got the end of the line`},
		"relative IRI":       {"<a> <u:p> <u:b> .", `x.nq:1: syntax error: IRI <a> is relative`},
		"space in an IRI":    {"<u:a b> <u:p> <u:b> .", `x.nq:1: syntax error: IRI <u:a b> has a character that no IRI may have`},
		"literal as subject": {`"a" <u:p> <u:b> .`, `x.nq:1: syntax error: want the subject, got "\"a\" <u:p> <u:b> ."`},
		"open string":        {`<u:a> <u:p> "b .`, `x.nq:1: syntax error: want a string that ends with a quotation mark, got "\"b ."`},
		"unknown escape":     {`<u:a> <u:p> "\q" .`, `x.nq:1: syntax error: unknown escape "\\q"`},
		"surrogate":          {`<u:a> <u:p> "\uD800" .`, `x.nq:1: syntax error: an escape needs 4 hexadecimal digits of a character, got "D800"`},
		"not UTF-8":          {"<u:a> <u:p> \"\xff\" .", `x.nq:1: not UTF-8: syntax error`},
		"text after":         {ok + "\n# note\n<u:a> <u:p> <u:b> . x", `x.nq:4: syntax error: want the end of the line, got "x"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(test.text, quadio.ReadOptions{Format: quadio.NQuads, Name: "x.nq"})
			if err == nil || err.Error() != test.want || !errors.Is(err, quadio.ErrSyntax) {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

func TestWriteRefuses(t *testing.T) {
	for name, q := range map[string]quad.Quad{
		"literal subject": {Subject: quad.String("a"), Predicate: vocab.Text, Object: quad.String("b")},
		"broken UTF-8":    {Subject: doc, Predicate: vocab.Text, Object: quad.String("\xff")},
		"language tag":    {Subject: doc, Predicate: vocab.Text, Object: quad.LangString{Value: "a", Lang: "no tag"}},
		"no object":       {Subject: doc, Predicate: vocab.Text},
	} {
		t.Run(name, func(t *testing.T) {
			for _, f := range []quadio.Format{quadio.NQuads, quadio.Turtle, quadio.TriG, quadio.JSONLD} {
				if _, err := quadio.Write(context.Background(), &bytes.Buffer{}, f, seq([]quad.Quad{q})); !errors.Is(err, quadio.ErrValue) {
					t.Errorf("%s: %v, want ErrValue", f, err)
				}
			}
		})
	}
}

func TestBlankNodesAreScopedByFile(t *testing.T) {
	text := "_:a <u:p> _:dm0123456789ab-c .\n"
	scope := quadio.ScopeOf([]byte(text))
	quads, err := read(text, quadio.ReadOptions{Format: quadio.NQuads, Scope: scope})
	if err != nil {
		t.Fatal(err)
	}
	if want := quad.Value(quad.BNode(scope + "-a")); quads[0].Subject != want {
		t.Errorf("subject %v, want %v", quads[0].Subject, want)
	}
	if want := quad.Value(quad.BNode("dm0123456789ab-c")); quads[0].Object != want {
		t.Errorf("a name that has a scope became %v", quads[0].Object)
	}
}
