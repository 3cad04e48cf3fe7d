package cayleystore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/graphtest"
	"demarche/graph/snapshot"
	"demarche/schema/vocab"
)

// joined makes a graph in which a third of the statements join people of several registers.
func joined(seed uint64) []graph.Change {
	r := rand.New(rand.NewPCG(seed, 9))
	people := func() quad.Value {
		n := r.IntN(24)
		switch r.IntN(5) {
		case 0:
			return quad.IRI(fmt.Sprintf("urn:demarche:person:bioguide:B%d", n))
		case 1:
			return quad.IRI(fmt.Sprintf("urn:demarche:person:ocd:%d", n))
		case 2:
			return quad.IRI(fmt.Sprintf("urn:demarche:person:own:%d", n))
		case 3:
			return quad.IRI(fmt.Sprintf("http://www.wikidata.org/entity/Q%d", n))
		}
		return quad.BNode(fmt.Sprintf("b%d", n))
	}
	var out []graph.Change
	for d := range 5 {
		c := graph.Change{Label: quad.IRI(fmt.Sprintf("urn:demarche:document:%d", d))}
		for range 40 {
			q := quad.Quad{Subject: people(), Predicate: vocab.SameAs, Object: people(), Label: c.Label}
			if r.IntN(3) > 0 {
				q.Predicate = quad.IRI(fmt.Sprintf("urn:p%d", r.IntN(3)))
				if r.IntN(3) == 0 {
					q.Object = quad.String(fmt.Sprintf("name %d", r.IntN(9)))
				}
			} else if r.IntN(3) > 0 {
				continue
			}
			c.Quads = append(c.Quads, q)
		}
		out = append(out, c)
	}
	return out
}

type readable interface {
	graph.Store
	Reader(ctx context.Context) (*Reader, error)
}

// TestReader asks the reader everything that can be asked, and the snapshot of the same version too.
func TestReader(t *testing.T) {
	stores := map[string]func(t *testing.T) readable{
		"memory": func(t *testing.T) readable {
			s, err := OpenMemory()
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		"folder": func(t *testing.T) readable {
			s, err := Open(t.Context(), t.TempDir(), Options{NoSync: true})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		"postgres": func(t *testing.T) readable {
			p, err := OpenPostgres(t.Context(), freshSchema(t), Options{})
			if err != nil {
				t.Fatal(err)
			}
			return p
		},
	}
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(4) {
				s := open(t)
				if _, err := s.Apply(t.Context(), joined(seed)); err != nil {
					t.Fatal(err)
				}
				snap, err := snapshot.Build(t.Context(), 1, s.Quads(t.Context(), ""))
				if err != nil {
					t.Fatal(err)
				}
				r, err := s.Reader(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(answers(snap, snap), answers(r, snap)); d != "" {
					t.Errorf("seed %d: (-snapshot +reader):\n%s", seed, d)
				}
				if err := errors.Join(r.Err(), r.Close(), s.Close()); err != nil {
					t.Error(err)
				}
				if !errors.Is(r.Err(), graph.ErrClosed) || r.Out(1, 2).Len() != 0 {
					t.Errorf("a closed reader answers, Err() = %v", r.Err())
				}
			}
		})
	}
}

// answers asks a reader about every term of the snapshot and prints it by names, sorted.
func answers(r graph.Reader, terms *snapshot.Snapshot) []string {
	out := []string{fmt.Sprintf("version %d, nothing %d", r.Version(), r.ID(quad.IRI("urn:never")))}
	var preds []string
	for _, p := range r.Predicates() {
		preds = append(preds, r.Text(p))
	}
	out = append(out, fmt.Sprintf("predicates %q", preds))
	for i := range terms.Terms() {
		v := terms.Value(graph.ID(i + 1))
		id := r.ID(v)
		out = append(out, fmt.Sprintf("%v stands for %v %q", v, r.Value(id), r.Text(id)))
		for _, p := range r.Predicates() {
			for way, e := range map[string]graph.Edges{"->": r.Out(id, p), "<-": r.In(id, p)} {
				if !slices.IsSorted(e.Nodes) {
					out = append(out, "edges are not sorted")
				}
				for k := range e.Nodes {
					out = append(out, fmt.Sprintf("%v %s %s %v by %v", v, way, r.Text(p), r.Value(e.Nodes[k]), r.Value(e.Labels[k])))
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// TestReaderKeepsItsVersion reads from several goroutines while the store changes.
func TestReaderKeepsItsVersion(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "store"), Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for c := range graphtest.Letters(1, 20) {
		if _, err := s.Apply(t.Context(), []graph.Change{c}); err != nil {
			t.Fatal(err)
		}
	}
	r, err := s.Reader(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	signed := r.ID(quad.IRI("urn:demarche:ns#signed"))
	letters := r.In(r.ID(quad.IRI("http://purl.org/ontology/bibo/Letter")), r.ID(quad.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")))
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for _, l := range letters.Nodes {
				if n := r.In(l, signed).Len(); n != 25 {
					t.Errorf("letter %s has %d signers, want 25", r.Text(l), n)
				}
			}
		})
	}
	for c := range graphtest.Letters(1, 20) {
		if _, err := s.Apply(t.Context(), []graph.Change{{Label: c.Label}}); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
	if letters.Len() != 20 || r.Version() != 20 {
		t.Errorf("%d letters at version %d, want 20 at 20", letters.Len(), r.Version())
	}
	if err := errors.Join(r.Err(), r.Close(), s.Close()); err != nil {
		t.Error(err)
	}
}

// BenchmarkReader asks for the co-signers of one person, two steps, on a store of 100,000 quads.
func BenchmarkReader(b *testing.B) {
	open := map[string]func() (readable, error){
		"folder":   func() (readable, error) { return Open(b.Context(), b.TempDir(), Options{NoSync: true}) },
		"postgres": func() (readable, error) { return OpenPostgres(b.Context(), freshSchema(b), Options{}) },
	}
	for _, name := range []string{"folder", "postgres"} {
		s, err := open[name]()
		if err != nil {
			b.Fatal(err)
		}
		err = batches(100_000, 50_000, func(cs []graph.Change) error {
			_, err := s.Apply(b.Context(), cs)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		r, err := s.Reader(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		signed := r.ID(quad.IRI("urn:demarche:ns#signed"))
		b.Run(name, func(b *testing.B) {
			found := 0
			for i := 0; b.Loop(); i++ {
				who := r.ID(quad.IRI(fmt.Sprintf("urn:demarche:person:bioguide:P%06d", i%1000)))
				for l := range r.Out(who, signed).Distinct() {
					for p := range r.In(l, signed).Distinct() {
						if r.Text(p) != "" {
							found++
						}
					}
				}
			}
			b.ReportMetric(float64(found)/float64(b.N), "people/op")
			if r.Err() != nil {
				b.Error(r.Err())
			}
		})
		if err := errors.Join(r.Close(), s.Close()); err != nil {
			b.Error(err)
		}
	}
}
