package quadio

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"demarche/graph/generate"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

func seq(quads []quad.Quad, last error) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
		if last != nil {
			yield(quad.Quad{}, last)
		}
	}
}

// TestByLabel shuffles a graph, some quads of it twice: every label comes once, with its own quads.
func TestByLabel(t *testing.T) {
	want := map[quad.Value][]quad.Quad{}
	var all []quad.Quad
	for c := range generate.Changes(generate.Options{Seed: 3, Quads: 30_000}) {
		all = append(all, c.Quads...)
	}
	for i, v := range []quad.Value{
		quad.String("a \"quoted\" > text\nof two lines"),
		quad.LangString{Value: "Նամակ", Lang: "hy"},
		quad.Int(7),
		quad.TypedString{Value: "007", Type: xsdInteger},
		quad.Float(1.5), quad.Bool(true), quad.BNode("b1"), quad.IRI("urn:with space"),
	} {
		for _, label := range []quad.Value{nil, quad.IRI("urn:odd label>"), quad.BNode("g")} {
			all = append(all, quad.Quad{Subject: quad.BNode("s"), Predicate: quad.IRI(fmt.Sprint("urn:p", i)), Object: v, Label: label})
		}
	}
	for _, q := range all {
		want[q.Label] = append(want[q.Label], q)
	}
	all = append(all, all[:5000]...)
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	lines := func(quads []quad.Quad) []string {
		var out []string
		for _, q := range quads {
			b, err := AppendNQuad(nil, q)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, fmt.Sprintf("%T %s", q.Object, b))
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	seen := map[quad.Value]bool{}
	for quads, err := range ByLabel(t.Context(), seq(all, nil)) {
		if err != nil {
			t.Fatal(err)
		}
		label := quads[0].Label
		if seen[label] {
			t.Fatalf("label %v comes twice", label)
		}
		seen[label] = true
		if d := cmp.Diff(lines(want[label]), lines(quads)); d != "" {
			t.Errorf("label %v (-want +got):\n%s", label, d)
		}
	}
	if len(seen) != len(want) {
		t.Errorf("%d labels, want %d", len(seen), len(want))
	}
}

func TestByLabelStops(t *testing.T) {
	q := quad.Quad{Subject: quad.IRI("urn:s"), Predicate: quad.IRI("urn:p"), Object: quad.IRI("urn:o")}
	broken := errors.New("the disk is gone")
	n := 0
	for quads, err := range ByLabel(t.Context(), seq([]quad.Quad{q, q}, broken)) {
		if n++; !errors.Is(err, broken) || quads != nil {
			t.Errorf("%v, %v; want the error of the stream alone", quads, err)
		}
	}
	bad := q
	bad.Object = nil
	for _, err := range ByLabel(t.Context(), seq([]quad.Quad{q, bad}, nil)) {
		if n++; !errors.Is(err, ErrValue) {
			t.Errorf("a quad without object gives %v", err)
		}
	}
	if n != 2 {
		t.Errorf("%d answers, want 2", n)
	}
	other := q
	other.Label = quad.IRI("urn:l")
	for range ByLabel(t.Context(), seq([]quad.Quad{q, other}, nil)) {
		if n++; n > 3 {
			t.Error("goes on after the consumer stopped")
		}
		break
	}
}
