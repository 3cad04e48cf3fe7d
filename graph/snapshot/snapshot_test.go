package snapshot_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"demarche/graph"
	"demarche/graph/snapshot"
	"demarche/graph/snapshot/snapshottest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

const (
	bioguide = quad.IRI("urn:demarche:person:bioguide:S001150")
	ocd      = quad.IRI("urn:demarche:person:ocd:0000")
	own      = quad.IRI("urn:demarche:person:own:adam-schiff")
	wikidata = quad.IRI("http://www.wikidata.org/entity/Q350843")
	letter   = quad.IRI("urn:demarche:letter:1")
	docA     = quad.IRI("urn:demarche:document:a")
	docB     = quad.IRI("urn:demarche:document:b")
	identity = quad.IRI("urn:demarche:register:identity")
)

func texts(r graph.Reader, ids []graph.ID) []string {
	out := []string{}
	for _, id := range ids {
		out = append(out, r.Text(id))
	}
	return out
}

func TestEdgesAreSortedAndKeepTheirLabels(t *testing.T) {
	s := snapshottest.FromQuads(t, []quad.Quad{
		{Subject: bioguide, Predicate: vocab.Signed, Object: letter, Label: docB},
		{Subject: bioguide, Predicate: vocab.Signed, Object: letter, Label: docA},
		{Subject: bioguide, Predicate: vocab.Signed, Object: letter, Label: docA},
		{Subject: letter, Predicate: vocab.Title, Object: quad.String("On aid"), Label: docA},
	})
	out := s.Out(s.ID(bioguide), s.ID(vocab.Signed))
	if diff := cmp.Diff([]string{string(docA), string(docB)}, texts(s, out.Labels)); diff != "" {
		t.Errorf("labels of a statement made twice (-want +got):\n%s", diff)
	}
	if got := s.In(s.ID(letter), s.ID(vocab.Signed)).Len(); got != 2 {
		t.Errorf("In has %d edges, want 2: one per document", got)
	}
	if got := s.Value(s.Out(s.ID(letter), s.ID(vocab.Title)).First()); got != quad.Value(quad.String("On aid")) {
		t.Errorf("title = %v", got)
	}
	if s.ID(quad.IRI("On aid")) != 0 || s.ID(quad.String("nobody")) != 0 || s.ID(nil) != 0 {
		t.Error("a term that is not in the graph has an ID")
	}
	if s.Value(0) != nil || s.Text(0) != "" || s.Value(99) != nil || s.Out(99, 99).Len() != 0 || s.In(0, 0).Len() != 0 {
		t.Error("numbers that are no node must read as nothing")
	}
	if diff := cmp.Diff([]string{string(docA), string(docB)}, texts(s, s.Labels())); diff != "" {
		t.Errorf("Labels (-want +got):\n%s", diff)
	}
}

func TestSameAsJoinsNodes(t *testing.T) {
	same := func(a, b quad.IRI) quad.Quad {
		return quad.Quad{Subject: a, Predicate: vocab.SameAs, Object: b, Label: identity}
	}
	s := snapshottest.FromQuads(t, []quad.Quad{
		same(own, wikidata), same(bioguide, wikidata), same(ocd, own),
		{Subject: own, Predicate: vocab.Signed, Object: letter, Label: docA},
		{Subject: ocd, Predicate: vocab.Signed, Object: letter, Label: docB},
		{Subject: letter, Predicate: vocab.AddressedTo, Object: wikidata, Label: docA},
	})
	id := s.ID(bioguide)
	for _, iri := range []quad.IRI{bioguide, ocd, own, wikidata} {
		if got := s.ID(iri); got != id {
			t.Errorf("ID(%s) = %d, want %d", iri, got, id)
		}
	}
	if got := s.Value(id); got != quad.Value(bioguide) {
		t.Errorf("the joined node goes under %v, want %v", got, bioguide)
	}
	if got := s.Out(id, s.ID(vocab.Signed)).Len(); got != 2 {
		t.Errorf("the joined node signed %d times, want 2", got)
	}
	if got := s.In(id, s.ID(vocab.AddressedTo)).First(); got != s.ID(letter) {
		t.Errorf("addressee through an alias: %d", got)
	}
	if diff := cmp.Diff([]string{string(wikidata), string(ocd), string(own)}, s.Aliases(id)); diff != "" {
		t.Errorf("Aliases (-want +got):\n%s", diff)
	}
	want := []string{string(wikidata), string(own)}
	var got []string
	for n := range s.Out(id, s.ID(vocab.SameAs)).Distinct() {
		got = append(got, s.Text(n))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("owl:sameAs as read from the node (-want +got):\n%s", diff)
	}
}

func TestTermsKeepTheirKind(t *testing.T) {
	values := []quad.Value{
		quad.IRI("x"), quad.BNode("x"), quad.String("x"),
		quad.LangString{Value: "x", Lang: "en"},
		quad.LangString{Value: "x", Lang: "hy"},
		quad.TypedString{Value: "2020-10-23", Type: vocab.Date},
		quad.TypedString{Value: "2020-10", Type: vocab.Month},
		quad.Int(-7), quad.Float(0.25), quad.Bool(true), quad.String(""),
		quad.String("51"), quad.Int(51), quad.String("Ժողովուրդ\x00\n"),
	}
	var quads []quad.Quad
	for _, v := range values {
		quads = append(quads, quad.Quad{Subject: letter, Predicate: vocab.Text, Object: v, Label: docA})
	}
	s := snapshottest.FromQuads(t, quads)
	for _, v := range values {
		if got := s.Value(s.ID(v)); got != v {
			t.Errorf("Value(ID(%#v)) = %#v", v, got)
		}
	}
	if got := s.Out(s.ID(letter), s.ID(vocab.Text)).Len(); got != len(values) {
		t.Errorf("%d objects, want %d", got, len(values))
	}
}

func TestBuildRefuses(t *testing.T) {
	broken := errors.New("disk gone")
	for name, test := range map[string]struct {
		q   quad.Quad
		err error
	}{
		"error of the stream": {err: broken},
		"no subject":          {q: quad.Quad{Predicate: vocab.Type, Object: letter}},
		"a foreign value":     {q: quad.Quad{Subject: letter, Predicate: vocab.Type, Object: foreign{}}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := snapshot.Build(context.Background(), 1, func(yield func(quad.Quad, error) bool) { yield(test.q, test.err) })
			if err == nil || test.err != nil && !errors.Is(err, test.err) {
				t.Errorf("Build = %v", err)
			}
		})
	}
}

// TestReaderAgainstPlainSet asks random graphs every question and answers it from the list of quads.
func TestReaderAgainstPlainSet(t *testing.T) {
	for seed := range uint64(30) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 7))
			nodes := 1 + r.IntN(60)
			set := map[[4]string]bool{}
			var quads []quad.Quad
			for range r.IntN(800) {
				q := quad.Quad{Subject: node(r, nodes), Predicate: predicate(r), Object: node(r, nodes), Label: label(r)}
				quads = append(quads, q)
				set[key(q)] = true
			}
			s := snapshottest.FromQuads(t, quads)
			if s.Quads() != len(set) {
				t.Fatalf("Quads() = %d, want %d", s.Quads(), len(set))
			}
			if diff := cmp.Diff(sorted(set), edgesOf(t, s)); diff != "" {
				t.Fatalf("edges (-want +got):\n%s", diff)
			}
		})
	}
}

func node(r *rand.Rand, n int) quad.Value { return quad.IRI(fmt.Sprintf("n%03d", r.IntN(n))) }
func predicate(r *rand.Rand) quad.Value   { return quad.IRI(fmt.Sprintf("p%d", r.IntN(6))) }
func label(r *rand.Rand) quad.Value       { return quad.IRI(fmt.Sprintf("doc%d", r.IntN(8))) }
func key(q quad.Quad) [4]string {
	return [4]string{quad.ToString(q.Subject), quad.ToString(q.Predicate), quad.ToString(q.Object), quad.ToString(q.Label)}
}

func sorted(set map[[4]string]bool) [][4]string {
	out := [][4]string{}
	for k := range set {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b [4]string) int { return slices.Compare(a[:], b[:]) })
	return out
}

// edgesOf reads every edge in both directions, checks that the two agree and that rows are sorted, and returns them.
func edgesOf(t *testing.T, s *snapshot.Snapshot) [][4]string {
	t.Helper()
	out, in := map[[4]string]bool{}, map[[4]string]bool{}
	text := func(id graph.ID) string { return quad.ToString(s.Value(id)) }
	for n := graph.ID(1); int(n) <= s.Terms(); n++ {
		for _, p := range s.Predicates() {
			for i, e := range []graph.Edges{s.Out(n, p), s.In(n, p)} {
				for k, other := range e.Nodes {
					if k > 0 && (e.Nodes[k-1] > other || e.Nodes[k-1] == other && e.Labels[k-1] >= e.Labels[k]) {
						t.Fatalf("row of %s along %s is not sorted: %v", text(n), text(p), e)
					}
					if i == 0 {
						out[[4]string{text(n), text(p), text(other), text(e.Labels[k])}] = true
					} else {
						in[[4]string{text(other), text(p), text(n), text(e.Labels[k])}] = true
					}
				}
			}
		}
	}
	if diff := cmp.Diff(sorted(out), sorted(in)); diff != "" {
		t.Fatalf("Out and In differ (-out +in):\n%s", diff)
	}
	return sorted(out)
}

// foreign is a quad.Value that is no term.
type foreign struct{}

func (foreign) String() string      { return "foreign" }
func (foreign) Native() interface{} { return nil }
