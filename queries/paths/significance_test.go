package paths_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/queries/network/networktest"
	"demarche/queries/paths"
)

// twoCamps is forty letters: those of even number are signed by p0..p4, the others by p5..p9, each by four of five.
func twoCamps() (*corpus.Corpus, func(i int) graph.ID) {
	var people []networktest.Person
	var letters []networktest.Letter
	for i := range 10 {
		people = append(people, networktest.Person{Slug: fmt.Sprint("p", i), Name: fmt.Sprint("P", i)})
	}
	for j := range 40 {
		l := networktest.Letter{ID: fmt.Sprintf("l%02d", j), Date: "2020-01-01", Title: "T"}
		for i := range 5 {
			if (i+j/2)%5 > 0 {
				l.Signers = append(l.Signers, networktest.Signer{Person: fmt.Sprint("p", j%2*5+i), Role: "signer"})
			}
		}
		letters = append(letters, l)
	}
	letters[0].Signers = append(letters[0].Signers, networktest.Signer{Person: "p9", Role: "signer"})
	r := networktest.New(networktest.Quads(people, letters))
	return corpus.New(r), func(i int) graph.ID { return r.ID(networktest.IRI("person", fmt.Sprint("own:p", i))) }
}

func TestSignificant(t *testing.T) {
	c, p := twoCamps()
	ask := func(a, b int) paths.Significance {
		s, err := paths.Significant(context.Background(), c, paths.Query{From: []graph.ID{p(a)}, To: []graph.ID{p(b)}, Pattern: "cosigners"}, 99, 1)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	inside, across := ask(0, 1), ask(1, 9)
	// Two people of one camp share 3 of every 5 letters of 20; across camps there is one letter.
	if inside.Observed != 12 || across.Observed != 1 || inside.Edges != 161 {
		t.Errorf("observed %v inside and %v across over %d edges, want 12, 1 and 161", inside.Observed, across.Observed, inside.Edges)
	}
	if inside.P > 0.05 || across.P < 0.5 {
		t.Errorf("p %v inside and %v across: want the first small and the second large", inside.P, across.P)
	}
	if inside.Mean < 4 || inside.Mean > 9 {
		t.Errorf("chance gives %v shared letters, want about 16*16/40", inside.Mean)
	}
	if again := ask(0, 1); again != inside {
		t.Errorf("the same seed gives %+v, then %+v", inside, again)
	}
}

// TestCancelWithin50ms stops questions that would take seconds to hours, on a graph of the size of a Congress, and
// measures how long they go on. A busy machine only ever adds, so the best of some tries counts.
func TestCancelWithin50ms(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a graph of 230,000 edges")
	}
	c, ids := congress(t)
	find := func(q paths.Query) func(context.Context) error {
		q.From, q.To, q.Budget = ids[:1], ids[1:2], 1<<40
		return func(ctx context.Context) error {
			_, err := paths.Find(ctx, c, q)
			return err
		}
	}
	for name, ask := range map[string]func(context.Context) error{
		"walks":      find(paths.Query{Mode: paths.Walk, MaxHops: 8, K: 1000, MinConfidence: 0.5}),
		"trails":     find(paths.Query{Mode: paths.Trail, Pattern: "(signed|^signed)*", MaxHops: 8}),
		"acyclic":    find(paths.Query{Pattern: "(signed|^signed)*", MaxHops: 8, K: 1000}),
		"k-shortest": find(paths.Query{Select: paths.KShortest, Pattern: "(signed|^signed){8}", K: 1000, MaxHops: 8}),
		"in time":    find(paths.Query{NonDecreasing: true, MinConfidence: 0.5, MaxHops: 8}),
		"significance": func(ctx context.Context) error {
			_, err := paths.Significant(ctx, c, paths.Query{From: ids[:1], To: ids[1:2], Pattern: "cosigners"}, 100_000, 1)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			best := time.Hour
			for i := range 8 {
				left := time.Duration(5+15*i) * time.Millisecond
				ctx, cancel := context.WithTimeout(context.Background(), left)
				start := time.Now()
				err := ask(ctx)
				late := time.Since(start) - left
				cancel()
				if err == nil && i > 0 {
					break // it was through before
				}
				if !errors.Is(err, context.DeadlineExceeded) {
					t.Fatalf("stopped after %v: %v, want the context's error", left, err)
				}
				t.Logf("stopped after %v: %v late", left, late)
				best = min(best, late)
			}
			if best > 50*time.Millisecond {
				t.Errorf("%v from cancelling to the end, want at most 50 ms", best)
			}
		})
	}
}
