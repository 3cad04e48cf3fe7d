package cayleystore

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/graph/cayleystore/boltkv"
	"demarche/graph/cayleystore/table"
	"demarche/graph/graphtest"
)

// sizes are numbers of quads; DEMARCHE_BENCH=5000000 and the like adds one.
func sizes(b *testing.B) []int {
	out := []int{100_000, 1_000_000}
	if s := os.Getenv("DEMARCHE_BENCH"); s != "" {
		var n int
		if _, err := fmt.Sscan(s, &n); err != nil {
			b.Fatalf("DEMARCHE_BENCH=%s: %v", s, err)
		}
		out = append(out, n)
	}
	return out
}

// batches groups the letters-shaped changes of n quads, batch quads at a time.
func batches(n, batch int, apply func([]graph.Change) error) error {
	var changes []graph.Change
	for c := range graphtest.Letters(1, n/graphtest.LetterQuads) {
		if changes = append(changes, c); len(changes)*graphtest.LetterQuads >= batch {
			if err := apply(changes); err != nil {
				return err
			}
			changes = nil
		}
	}
	return apply(changes)
}

// BenchmarkLoad is the sustained rate into an empty store on disk; peer is a plain loop of Cayley's own ApplyDeltas over
// the same bbolt adapter, indexes and batches.
func BenchmarkLoad(b *testing.B) {
	for _, n := range sizes(b) {
		for _, batch := range []int{graphtest.LetterQuads, 10_000, 100_000} {
			if batch == graphtest.LetterQuads && n > 100_000 {
				continue
			}
			b.Run(fmt.Sprintf("quads=%d/batch=%d/demarche", n, batch), func(b *testing.B) {
				for b.Loop() {
					folder := filepath.Join(b.TempDir(), "store")
					s, err := Open(b.Context(), folder, Options{})
					if err != nil {
						b.Fatal(err)
					}
					err = batches(n, batch, func(cs []graph.Change) error {
						_, err := s.Apply(b.Context(), cs)
						return err
					})
					if err != nil {
						b.Fatal(err)
					}
					reportFile(b, filepath.Join(folder, quadsFile), n)
					if err := s.Close(); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
			})
			b.Run(fmt.Sprintf("quads=%d/batch=%d/peer", n, batch), func(b *testing.B) {
				for b.Loop() {
					benchPeer(b, n, batch)
				}
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
			})
		}
	}
}

func reportFile(b *testing.B, file string, n int) {
	info, err := os.Stat(file)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/float64(n), "B/quad")
}

func benchPeer(b *testing.B, n, batch int) {
	file := filepath.Join(b.TempDir(), "peer.bolt")
	db, err := boltkv.Open(file, boltkv.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := Store{lifetime: lifetime{name: file}, db: db}
	if err := s.initCayley(); err != nil {
		b.Fatal(err)
	}
	qs, err := kv.New(table.Adapt(db), cayley.Options{kv.OptNoBloom: true})
	if err != nil {
		b.Fatal(err)
	}
	err = batches(n, batch, func(cs []graph.Change) error {
		var deltas []cayley.Delta
		for _, c := range cs {
			for _, q := range c.Quads {
				deltas = append(deltas, cayley.Delta{Quad: q, Action: cayley.Add})
			}
		}
		return qs.ApplyDeltas(deltas, cayley.IgnoreOpts{IgnoreDup: true})
	})
	if err != nil {
		b.Fatal(err)
	}
	reportFile(b, file, n)
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkQuads streams a whole store, and one document of it.
func BenchmarkQuads(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprintf("quads=%d", n), func(b *testing.B) { benchQuads(b, n) })
	}
}

func benchQuads(b *testing.B, n int) {
	s, err := Open(b.Context(), filepath.Join(b.TempDir(), "store"), Options{NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	err = batches(n, 100_000, func(cs []graph.Change) error {
		_, err := s.Apply(b.Context(), cs)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	labels, err := s.Labels(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	stream := func(b *testing.B, label quad.IRI) {
		count := 0
		for b.Loop() {
			for _, err := range s.Quads(b.Context(), label) {
				if err != nil {
					b.Fatal(err)
				}
				count++
			}
		}
		b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "quads/s")
	}
	b.Run("all", func(b *testing.B) { stream(b, "") })
	b.Run("label", func(b *testing.B) { stream(b, labels[len(labels)/2]) })
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkReplace replaces one document of 33 quads by half other ones, with the disk waited for, in stores of several
// sizes: the cost is that of the document.
func BenchmarkReplace(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprintf("quads=%d", n), func(b *testing.B) {
			s, err := Open(b.Context(), filepath.Join(b.TempDir(), "store"), Options{})
			if err != nil {
				b.Fatal(err)
			}
			err = batches(n, 100_000, func(cs []graph.Change) error {
				_, err := s.Apply(b.Context(), cs)
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
			labels, err := s.Labels(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			for i := 0; b.Loop(); i++ {
				c := graph.Change{Label: labels[i%len(labels)]}
				for k := range graphtest.LetterQuads {
					object := quad.Int(k)
					if k%2 == 0 {
						object = quad.Int(i + 100)
					}
					c.Quads = append(c.Quads, quad.Quad{Subject: quad.IRI(fmt.Sprintf("s%d", k)), Predicate: quad.IRI("p"), Object: object, Label: c.Label})
				}
				if _, err := s.Apply(b.Context(), []graph.Change{c}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		})
	}
}
