package check_test

import (
	"fmt"
	"testing"

	"demarche/graph"
	"demarche/graph/cayleystore"
	"demarche/graph/check"
	"demarche/graph/generate"
	"demarche/graph/snapshot"
)

// BenchmarkRun checks a generated graph, with its texts and evidence, in an embedded store against its snapshot.
func BenchmarkRun(b *testing.B) {
	const size = 200_000
	b.Run(fmt.Sprintf("quads=%d", size), func(b *testing.B) {
		s, err := cayleystore.Open(b.Context(), b.TempDir(), cayleystore.Options{NoSync: true})
		if err != nil {
			b.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		var changes []graph.Change
		for c := range generate.Changes(generate.Options{Seed: 1, Quads: size}) {
			changes = append(changes, c)
		}
		if _, err := s.Apply(b.Context(), changes); err != nil {
			b.Fatal(err)
		}
		r, err := snapshot.Build(b.Context(), 1, s.Quads(b.Context(), ""))
		if err != nil {
			b.Fatal(err)
		}
		defer r.Release()
		n := 0
		b.ReportAllocs()
		for b.Loop() {
			report, err := check.Run(b.Context(), s, r, check.Options{})
			if err != nil || !report.OK() {
				b.Fatalf("%+v, %v", report, err)
			}
			n += report.Quads
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/quad")
	})
}
