package paths

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"demarche/graph"
	"demarche/graph/snapshot"
	"demarche/queries/corpus"
	"demarche/queries/network/networktest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

// TestReadersAgree asks two readers that number nodes differently: counts, paths, and their order must be the same, ties
// included.
func TestReadersAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for i := range 60 {
		var quads []quad.Quad
		n := 5 + r.IntN(5)
		name := func(k int) quad.IRI { return quad.IRI(fmt.Sprintf("urn:demarche:letter:%d", (k*7)%n)) }
		for range 3 * n {
			p := []quad.IRI{vocab.Signed, vocab.Makes, vocab.Targets}[r.IntN(3)]
			quads = append(quads, quad.Quad{Subject: name(r.IntN(n)), Predicate: p, Object: name(r.IntN(n)), Label: quad.IRI("urn:demarche:document:d")})
		}
		snap, err := snapshot.Build(context.Background(), 1, func(yield func(quad.Quad, error) bool) {
			for _, q := range quads {
				if !yield(q, nil) {
					return
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		ask := func(reader graph.Reader) (string, []string) {
			a, b := reader.ID(name(0)), reader.ID(name(1))
			if a == 0 || b == 0 {
				return "", nil
			}
			res, err := Find(context.Background(), corpus.New(reader), Query{From: []graph.ID{a}, To: []graph.ID{b}, Pattern: ".*", MaxHops: 5, K: 50, Mode: []Mode{Acyclic, Trail, Walk}[i%3]})
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, p := range res.Paths {
				s := fmt.Sprintf("%.9f %s", p.Score, reader.Text(p.Nodes[0]))
				for k, h := range p.Hops {
					s += fmt.Sprint(" ", reader.Text(h.Predicate), h.Inverse, " ", reader.Text(p.Nodes[k+1]))
				}
				out = append(out, s)
			}
			return res.Count.String(), out
		}
		count, list := ask(snap)
		count2, list2 := ask(networktest.New(quads))
		if count != count2 {
			t.Fatalf("case %d: %s and %s paths", i, count, count2)
		}
		if d := cmp.Diff(list, list2); d != "" {
			t.Fatalf("case %d: %s", i, d)
		}
	}
}
