// Package snapshottest makes snapshots for the tests of packages that query them. Use it in _test.go files only.
package snapshottest

import (
	"context"
	"iter"
	"testing"

	"demarche/graph/snapshot"

	"github.com/cayleygraph/quad"
)

// FromQuads is the snapshot of quads under version 1.
func FromQuads(tb testing.TB, quads []quad.Quad) *snapshot.Snapshot {
	tb.Helper()
	s, err := snapshot.Build(context.Background(), 1, Seq(quads))
	if err != nil {
		tb.Fatalf("building a snapshot of %d quads: %v", len(quads), err)
	}
	return s
}

// Seq yields quads and never an error.
func Seq(quads []quad.Quad) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}
}
