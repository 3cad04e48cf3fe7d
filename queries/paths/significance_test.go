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

// TestCancelWhileSearching cancels a search that would take seconds.
func TestCancelWhileSearching(t *testing.T) {
	c, p := twoCamps()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		for {
			_, err := paths.Find(ctx, c, paths.Query{From: []graph.ID{p(0)}, To: []graph.ID{p(9)}, Pattern: "(signed|^signed)*", MaxHops: 8, K: 1000, Budget: 1 << 40})
			if err != nil {
				done <- err
				return
			}
		}
	}()
	cancel()
	start := time.Now()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled search ends with %v", err)
	}
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("cancelling took %v", d)
	}
}
