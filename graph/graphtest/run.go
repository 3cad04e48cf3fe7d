package graphtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/cayleygraph/quad"

	"demarche/graph"
)

// Place is where one store lies; the suite opens it, and opens it again after closing.
type Place struct {
	// Open opens the store; the first time it is empty.
	Open func() (graph.Store, error)
	// Lasting tells that what was applied is there after Close and Open.
	Lasting bool
	// Verify compares everything below the contract, such as the indexes of the engine, with the quads that must be
	// there; nil when there is nothing.
	Verify func(s graph.Store, want []quad.Quad) error
	// FailAfter lets the n-th write from now on, and all later ones, fail; n < 0 heals. nil when it cannot be done.
	FailAfter func(n int)
}

// Run holds every store that place makes against the contract of graph.Store. steps is the length of the random walks.
func Run(t *testing.T, steps int, place func(t *testing.T) Place) {
	t.Helper()
	t.Run("contract", func(t *testing.T) { testContract(t, place(t)) })
	t.Run("refused", func(t *testing.T) { testRefused(t, place(t)) })
	t.Run("alike values", func(t *testing.T) { testAlike(t, place(t)) })
	t.Run("closed", func(t *testing.T) { testClosed(t, place(t)) })
	t.Run("readers beside a writer", func(t *testing.T) { testReaders(t, place(t)) })
	for seed := range seeds() {
		t.Run(fmt.Sprintf("walk %d", seed), func(t *testing.T) { testWalk(t, place(t), seed, steps/4) })
	}
}

// seedsVariable asks for more random walks than four: DEMARCHE_WALKS=40 takes forty.
const seedsVariable = "DEMARCHE_WALKS"

func seeds() uint64 {
	if n, err := strconv.ParseUint(os.Getenv(seedsVariable), 10, 16); err == nil {
		return n
	}
	return 4
}

func open(t *testing.T, p Place) graph.Store {
	t.Helper()
	s, err := p.Open()
	if err != nil {
		t.Fatalf("Open() = %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	})
	return s
}

func compare(t *testing.T, p Place, s graph.Store, m *Model) {
	t.Helper()
	d, err := m.Diff(t.Context(), s)
	if err != nil {
		t.Fatalf("reading the store: %v", err)
	}
	if d != "" {
		t.Fatal(d)
	}
	if p.Verify != nil {
		if v, ok := s.(graph.Verifier); ok {
			if err := v.Verify(t.Context()); err != nil {
				t.Fatalf("Verify() = %v", err)
			}
		}
		if err := p.Verify(s, m.Quads()); err != nil {
			t.Fatalf("below the contract: %v", err)
		}
	}
}

// testContract goes through the rules of the contract one by one.
func testContract(t *testing.T, p Place) {
	s, m := open(t, p), NewModel()
	a := func(s, o, l string) quad.Quad { return quad.MakeIRI(s, "urn:p", o, l) }
	tests := []struct {
		name    string
		changes []graph.Change
		want    graph.Applied
	}{
		{"nothing", nil, graph.Applied{}},
		{"retract an unknown label", []graph.Change{{Label: "d1"}}, graph.Applied{}},
		{
			"first",
			[]graph.Change{{Label: "d1", Quads: []quad.Quad{a("x", "y", "d1"), a("x", "z", "d1")}, Texts: []string{"one", ""}, Note: []byte("n1")}},
			graph.Applied{Added: 2, Version: 1},
		},
		{
			"the same again",
			[]graph.Change{{Label: "d1", Quads: []quad.Quad{a("x", "z", "d1"), a("x", "y", "d1"), a("x", "y", "d1")}, Texts: []string{"one"}, Note: []byte("n1")}},
			graph.Applied{Version: 1},
		},
		{"one statement by two labels", []graph.Change{{Label: "d2", Quads: []quad.Quad{a("x", "y", "d2")}}}, graph.Applied{Added: 1, Version: 2}},
		{
			"only the difference",
			[]graph.Change{{Label: "d1", Quads: []quad.Quad{a("x", "z", "d1"), a("x", "w", "d1")}, Note: []byte("n1")}},
			graph.Applied{Added: 1, Removed: 1, Version: 3},
		},
		{"a text alone", []graph.Change{{Label: "d2", Quads: []quad.Quad{a("x", "y", "d2")}, Texts: []string{"two"}}}, graph.Applied{Version: 3}},
		{"a note alone", []graph.Change{{Label: "d2", Quads: []quad.Quad{a("x", "y", "d2")}, Note: []byte{}}}, graph.Applied{Version: 4}},
		{"a note goes", []graph.Change{{Label: "d2", Quads: []quad.Quad{a("x", "y", "d2")}}}, graph.Applied{Version: 5}},
		{
			"several labels, one version",
			[]graph.Change{{Label: "d1"}, {Label: "d2"}, {Label: "d3", Quads: []quad.Quad{a("x", "y", "d3")}}},
			graph.Applied{Added: 1, Removed: 3, Version: 6},
		},
		{
			"a quad moves between labels",
			[]graph.Change{{Label: "d3"}, {Label: "d1", Quads: []quad.Quad{a("x", "y", "d1")}}},
			graph.Applied{Added: 1, Removed: 1, Version: 7},
		},
		{
			"the last change to a label counts",
			[]graph.Change{{Label: "d1", Quads: []quad.Quad{a("q", "q", "d1")}}, {Label: "d1", Quads: []quad.Quad{a("r", "r", "d1")}}},
			graph.Applied{Added: 1, Removed: 1, Version: 8},
		},
		{"everything goes", []graph.Change{{Label: "d1"}}, graph.Applied{Removed: 1, Version: 9}},
	}
	for _, tt := range tests {
		got, err := s.Apply(t.Context(), tt.changes)
		if err != nil || got != tt.want {
			t.Fatalf("%s: Apply() = %+v, %v, want %+v", tt.name, got, err, tt.want)
		}
		if got := m.Apply(tt.changes); got != tt.want {
			t.Fatalf("%s: the model says %+v, want %+v", tt.name, got, tt.want)
		}
		compare(t, p, s, m)
	}
	for q, err := range s.Quads(t.Context(), "") {
		t.Errorf("%v is left, error %v", q, err)
	}
}

// testRefused gives changes that no store may take; each is an error, whatever else the Apply holds.
func testRefused(t *testing.T, p Place) {
	s, m := open(t, p), NewModel()
	good := graph.Change{Label: "d1", Quads: []quad.Quad{quad.MakeIRI("x", "p", "y", "d1")}, Texts: []string{"text of a refused change"}}
	with := func(q quad.Quad) graph.Change { return graph.Change{Label: "d2", Quads: []quad.Quad{q}} }
	iri := quad.IRI("x")
	tests := []struct {
		name   string
		change graph.Change
	}{
		{"no label", graph.Change{Quads: good.Quads}},
		{"quad of another label", with(quad.MakeIRI("x", "p", "y", "d1"))},
		{"quad without label", with(quad.MakeIRI("x", "p", "y", ""))},
		{"no subject", with(quad.Quad{Predicate: iri, Object: iri, Label: quad.IRI("d2")})},
		{"no predicate", with(quad.Quad{Subject: iri, Object: iri, Label: quad.IRI("d2")})},
		{"no object", with(quad.Quad{Subject: iri, Predicate: iri, Label: quad.IRI("d2")})},
		{"not UTF-8", with(quad.Quad{Subject: iri, Predicate: iri, Object: quad.String("a\xff"), Label: quad.IRI("d2")})},
		{"NUL", with(quad.Quad{Subject: iri, Predicate: iri, Object: quad.String("a\x00"), Label: quad.IRI("d2")})},
		{"a time", with(quad.Quad{Subject: iri, Predicate: iri, Object: quad.Time{}, Label: quad.IRI("d2")})},
	}
	for _, tt := range tests {
		if got, err := s.Apply(t.Context(), []graph.Change{good, tt.change}); err == nil || got != (graph.Applied{}) {
			t.Errorf("%s: Apply() = %+v, %v, want an error", tt.name, got, err)
		}
		compare(t, p, s, m)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Apply(cancelled, []graph.Change{good}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: Apply() = %v, want %v", err, context.Canceled)
	}
	compare(t, p, s, m)
	m.Apply([]graph.Change{good})
	if _, err := s.Apply(t.Context(), []graph.Change{good}); err != nil {
		t.Fatalf("after the refusals: Apply() = %v", err)
	}
	compare(t, p, s, m)
	for _, err := range s.Quads(cancelled, "") {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: Quads() = %v, want %v", err, context.Canceled)
		}
	}
}

// testAlike applies values that print alike twice: they are one node, so the second time changes nothing.
func testAlike(t *testing.T, p Place) {
	s := open(t, p)
	xsd := "http://www.w3.org/2001/XMLSchema#"
	for i, v := range []quad.Value{
		quad.Int(7),
		quad.TypedString{Value: "7", Type: quad.IRI(xsd + "integer")},
		quad.TypedString{Value: "7", Type: "xsd:integer"},
		quad.String("7"),
		quad.TypedString{Value: "7", Type: quad.IRI(xsd + "string")},
		quad.Float(7), quad.Bool(true),
		quad.TypedString{Value: "true", Type: quad.IRI(xsd + "boolean")},
		quad.LangString{Value: "7", Lang: "en"},
	} {
		label := quad.IRI(fmt.Sprintf("d%d", i))
		c := []graph.Change{{Label: label, Quads: []quad.Quad{{Subject: quad.IRI("x"), Predicate: quad.IRI("p"), Object: v, Label: label}}}}
		if got, err := s.Apply(t.Context(), c); err != nil || got.Added != 1 {
			t.Fatalf("%v: Apply() = %+v, %v, want 1 added", v, got, err)
		}
		if got, err := s.Apply(t.Context(), c); err != nil || got.Added+got.Removed != 0 {
			t.Fatalf("%v again: Apply() = %+v, %v, want no change", v, got, err)
		}
		for q, err := range s.Quads(t.Context(), label) {
			if err != nil || q.Object.String() != v.String() {
				t.Errorf("Quads(%s) = %v, %v, want object %v", label, q, err, v)
			}
		}
	}
}

func testClosed(t *testing.T, p Place) {
	s := open(t, p)
	if err := s.Close(); err != nil {
		t.Fatalf("Close() = %v", err)
	}
	calls := map[string]error{}
	_, calls["Apply"] = s.Apply(t.Context(), []graph.Change{{Label: "d", Quads: []quad.Quad{quad.MakeIRI("x", "p", "y", "d")}}})
	_, calls["Version"] = s.Version(t.Context())
	_, calls["Labels"] = s.Labels(t.Context())
	_, calls["Note"] = s.Note(t.Context(), "d")
	_, calls["Text"] = s.Text(t.Context(), strings.Repeat("0", 64))
	for _, err := range s.Quads(t.Context(), "") {
		calls["Quads"] = err
	}
	for _, err := range s.Notes(t.Context()) {
		calls["Notes"] = err
	}
	if len(calls) != 7 {
		t.Errorf("%d calls answered, want 7", len(calls))
	}
	for name, err := range calls {
		if !errors.Is(err, graph.ErrClosed) {
			t.Errorf("%s after Close() = %v, want ErrClosed", name, err)
		}
	}
}

// testWalk takes random steps, failing and reopening among them, and compares after each.
func testWalk(t *testing.T, p Place, seed uint64, steps int) {
	s, err := p.Open()
	if err != nil {
		t.Fatalf("Open() = %v", err)
	}
	defer func() { _ = s.Close() }()
	m, walk := NewModel(), NewSteps(seed)
	for step := range steps {
		changes := walk.Changes(m)
		switch fate := walk.rand.IntN(12); {
		case fate == 0 && p.FailAfter != nil:
			next := m.Clone()
			want := next.Apply(changes)
			p.FailAfter(walk.rand.IntN(120))
			got, err := s.Apply(t.Context(), changes)
			p.FailAfter(-1)
			if err == nil && got == want {
				m = next // it ended before the failure
			} else if err == nil {
				t.Fatalf("step %d: Apply() = %+v, want %+v", step, got, want)
			}
		case fate == 1:
			bad := append(changes, graph.Change{Label: "bad", Quads: []quad.Quad{{Label: quad.IRI("bad")}}})
			if _, err := s.Apply(t.Context(), bad); err == nil {
				t.Fatalf("step %d: a bad quad was taken", step)
			}
		default:
			want := m.Apply(changes)
			if got, err := s.Apply(t.Context(), changes); err != nil || got != want {
				t.Fatalf("step %d: Apply() = %+v, %v, want %+v", step, got, err, want)
			}
		}
		if c, ok := s.(graph.TextCollector); ok && walk.rand.IntN(15) == 0 {
			m = collect(t, p, c, m, walk)
		}
		if p.Lasting && walk.rand.IntN(20) == 0 {
			if err := s.Close(); err != nil {
				t.Fatalf("step %d: Close() = %v", step, err)
			}
			if s, err = p.Open(); err != nil {
				t.Fatalf("step %d: Open() = %v", step, err)
			}
		}
		deep := p
		if step%20 != 0 && step != steps-1 {
			deep.Verify = nil // it costs twenty times the rest
		}
		compare(t, deep, s, m)
	}
}

// collect lets the store give up its unused texts, now and then with a failure, and returns what the store must be then.
func collect(t *testing.T, p Place, c graph.TextCollector, m *Model, walk *Steps) *Model {
	t.Helper()
	next := m.Clone()
	want := next.CollectTexts()
	if n, err := c.UnusedTexts(t.Context()); err != nil || n != want {
		t.Fatalf("UnusedTexts() = %d, %v, want %d", n, err, want)
	}
	if p.FailAfter != nil && walk.rand.IntN(2) == 0 {
		p.FailAfter(walk.rand.IntN(3))
		defer p.FailAfter(-1)
	}
	n, err := c.CollectTexts(t.Context())
	if err != nil {
		return m
	}
	if n != want {
		t.Fatalf("CollectTexts() = %d, want %d", n, want)
	}
	return next
}

// testReaders reads all the time while a writer replaces; each label is uniform within one version, so a reader that saw
// half a change would see two generations in one label.
func testReaders(t *testing.T, p Place) {
	s := open(t, p)
	const labels, size, generations = 3, 20, 40
	change := func(gen int) []graph.Change {
		var out []graph.Change
		for l := range labels {
			c := graph.Change{Label: quad.IRI(fmt.Sprintf("d%d", l)), Texts: []string{fmt.Sprintf("text %d", gen)}}
			for i := range size {
				c.Quads = append(c.Quads, quad.Quad{Subject: quad.IRI(fmt.Sprintf("s%d", i)), Predicate: quad.IRI("gen"), Object: quad.Int(gen), Label: c.Label})
			}
			out = append(out, c)
		}
		return out
	}
	done := make(chan struct{})
	var readers sync.WaitGroup
	for r := range 3 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				label := quad.IRI(fmt.Sprintf("d%d", r))
				if r == 2 {
					label = ""
				}
				seen, n := map[string]bool{}, 0
				for q, err := range s.Quads(t.Context(), label) {
					if err != nil {
						t.Errorf("Quads(%q) = %v", label, err)
						return
					}
					seen[q.Object.String()] = true
					n++
				}
				if want := map[bool]int{true: labels * size, false: size}[label == ""]; n != 0 && (n != want || len(seen) != 1) {
					t.Errorf("Quads(%q) gave %d quads of %d generations, want %d of 1", label, n, len(seen), want)
				}
				if _, err := s.Version(t.Context()); err != nil {
					t.Errorf("Version() = %v", err)
				}
				if _, err := s.Labels(t.Context()); err != nil {
					t.Errorf("Labels() = %v", err)
				}
			}
		})
	}
	for gen := range generations {
		if _, err := s.Apply(t.Context(), change(gen)); err != nil {
			t.Errorf("Apply() = %v", err)
			break
		}
	}
	close(done)
	readers.Wait()
}
