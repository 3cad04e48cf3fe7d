package snapshot

import (
	"context"
	"fmt"
	"testing"

	"demarche/graph"

	"github.com/cayleygraph/quad"
)

// TestNameIndexFindsEverything: with the index, with one whose places are all taken, and without one, every term is found
// and no other.
func TestNameIndexFindsEverything(t *testing.T) {
	s, err := Build(context.Background(), 1, func(yield func(quad.Quad, error) bool) {
		for i := range 3000 {
			for _, o := range []quad.Value{quad.IRI(fmt.Sprintf("urn:%d", i)), quad.String(fmt.Sprintf("urn:%d", i)), quad.LangString{Value: "x", Lang: fmt.Sprintf("l%d", i%50)}, quad.Int(i)} {
				if !yield(quad.Quad{Subject: quad.IRI(fmt.Sprintf("urn:s%d", i)), Predicate: quad.IRI("urn:p"), Object: o}, nil) {
					return
				}
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	full := *s.base
	full.slots = make([]graph.ID, 64)
	for i := range full.slots {
		full.slots[i] = graph.ID(i%40 + 1)
	}
	none := *s.base
	none.slots = nil
	for name, f := range map[string]*flat{"index": s.base, "full index": &full, "no index": &none} {
		for id := graph.ID(1); int(id) <= f.terms(); id++ {
			if got := f.find(f.classOf(id), f.view(id)); got != id {
				t.Fatalf("%s: %s is found as %d, want %d", name, f.view(id), got, id)
			}
		}
		for _, text := range []string{"", "urn:", "urn:3000", "urn:s", "zzz"} {
			if got := f.find(class{kind: kindIRI}, text); got != 0 {
				t.Errorf("%s: %q is found as %d", name, text, got)
			}
		}
	}
	inside := 0
	for _, id := range s.base.slots {
		if id != 0 {
			inside++
		}
	}
	if inside < s.base.terms()*99/100 {
		t.Errorf("the index has %d of %d terms", inside, s.base.terms())
	}
}
