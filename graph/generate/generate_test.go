package generate_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"testing"

	"demarche/graph"
	"demarche/graph/check"
	"demarche/graph/generate"
	"demarche/graph/snapshot"
	"demarche/graph/snapshot/snapshottest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// kept is a store of generated changes.
type kept struct {
	graph.Store
	labels map[quad.IRI][]quad.Quad
	texts  map[string]string
}

func keep(opts generate.Options) *kept {
	k := &kept{labels: map[quad.IRI][]quad.Quad{}, texts: map[string]string{}}
	for c := range generate.Changes(opts) {
		k.labels[c.Label] = c.Quads
		for _, t := range c.Texts {
			h := sha256.Sum256([]byte(t))
			k.texts[hex.EncodeToString(h[:])] = t
		}
	}
	return k
}

func (k *kept) Version(context.Context) (graph.Version, error) { return 1, nil }

func (k *kept) Labels(context.Context) ([]quad.IRI, error) {
	var out []quad.IRI
	for l := range k.labels {
		out = append(out, l)
	}
	slices.Sort(out)
	return out, nil
}

func (k *kept) Quads(_ context.Context, l quad.IRI) iter.Seq2[quad.Quad, error] {
	return snapshottest.Seq(k.labels[l])
}

func (k *kept) Text(_ context.Context, sum string) (string, error) { return k.texts[sum], nil }

// TestGraphKeepsTheRules checks a generated graph like a real one.
func TestGraphKeepsTheRules(t *testing.T) {
	opts := generate.Options{Seed: 1, Quads: 120_000}
	store := keep(opts)
	s, err := snapshot.Build(context.Background(), 1, generate.Quads(opts))
	if err != nil {
		t.Fatal(err)
	}
	report, err := check.Run(context.Background(), store, s, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !report.OK() {
		t.Errorf("%+v", report.Findings)
	}
	if report.Quads < opts.Quads || report.Quads > opts.Quads+10_000 {
		t.Errorf("%d quads, wanted %d", report.Quads, opts.Quads)
	}
}

func TestGraphIsDeterministic(t *testing.T) {
	var first []string
	for round := range 2 {
		i := 0
		for q := range generate.Quads(generate.Options{Seed: 7, Quads: 60_000}) {
			line := fmt.Sprint(q)
			if round == 0 {
				first = append(first, line)
			} else if first[i] != line {
				t.Fatalf("quad %d is %s, was %s", i, line, first[i])
			}
			i++
		}
	}
}

// TestGraphIsSkewed: half of all letters have under 15 signers, some have over 100; the busiest member signs at least
// five times as often as the median one.
func TestGraphIsSkewed(t *testing.T) {
	s, err := snapshot.Build(context.Background(), 1, generate.Quads(generate.Options{Seed: 3, Quads: 400_000}))
	if err != nil {
		t.Fatal(err)
	}
	signed := s.ID(vocab.Signed)
	count := func(class quad.IRI, edges func(graph.ID, graph.ID) graph.Edges) []int {
		var out []int
		for n := range s.In(s.ID(class), s.ID(vocab.Type)).Distinct() {
			if k := edges(n, signed).Len(); k > 0 {
				out = append(out, k)
			}
		}
		slices.Sort(out)
		return out
	}
	letters, people := count(vocab.Letter, s.In), count(vocab.Person, s.Out)
	if m, most := letters[len(letters)/2], letters[len(letters)-1]; m > 15 || most < 100 {
		t.Errorf("letters have %d signers in the median and %d at most", m, most)
	}
	if m, most := people[len(people)/2], people[len(people)-1]; most < 5*m {
		t.Errorf("people sign %d letters in the median and %d at most", m, most)
	}
}
