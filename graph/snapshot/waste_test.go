package snapshot

import (
	"context"
	"fmt"
	"testing"

	"demarche/graph"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// TestReplacingOneDocumentForEverIsNoticed: what an overlay keeps of documents that are gone does not grow without end.
func TestReplacingOneDocumentForEverIsNoticed(t *testing.T) {
	s, err := Build(context.Background(), 1, func(func(quad.Quad, error) bool) {})
	if err != nil {
		t.Fatal(err)
	}
	label := quad.IRI("urn:demarche:document:one")
	for version := graph.Version(2); !s.wasteful(); version++ {
		if version > 100 {
			t.Fatalf("%d terms and %d rows for one document are not called waste", len(s.over.terms.list), s.over.rows.size)
		}
		var quads []quad.Quad
		for i := range 2000 {
			letter := quad.IRI(fmt.Sprintf("urn:demarche:letter:%d-%d", version, i))
			quads = append(quads, quad.Quad{Subject: letter, Predicate: vocab.Type, Object: vocab.Letter, Label: label})
		}
		next, err := s.Apply(version, []Change{{label, quads}})
		if err != nil {
			t.Fatal(err)
		}
		s.Release()
		s = next
	}
	c := s.Compacted()
	if c.wasteful() || c.Quads() != s.Quads() || c.Terms() > 2100 {
		t.Errorf("laid out anew it has %d quads and %d terms", c.Quads(), c.Terms())
	}
}
