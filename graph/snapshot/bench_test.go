package snapshot_test

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"demarche/graph"
	"demarche/graph/generate"
	"demarche/graph/snapshot"
	"demarche/graph/snapshot/snapshottest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// The graphs of the benchmarks: letters-shaped, of 0.1 and 1 million quads, and of 10 million when the variable
// DEMARCHE_BENCH_LARGE is set (that one needs 8 GB of memory and some minutes).
func benchSizes() []int {
	sizes := []int{100_000, 1_000_000}
	if os.Getenv("DEMARCHE_BENCH_LARGE") != "" {
		sizes = append(sizes, 10_000_000)
	}
	return sizes
}

var benchFiles = map[int]string{} // size -> file of the snapshot, made once

// TestMain removes what the benchmarks made.
func TestMain(m *testing.M) {
	m.Run()
	for _, path := range benchFiles {
		os.RemoveAll(filepath.Dir(path))
	}
}

// benchFile is the file of a generated snapshot.
func benchFile(b *testing.B, size int) string {
	b.Helper()
	if path := benchFiles[size]; path != "" {
		return path
	}
	dir, err := os.MkdirTemp("", "demarche-bench-")
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, "x.snap")
	s, err := snapshot.Build(context.Background(), 1, generate.Quads(generate.Options{Seed: 1, Quads: size}))
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Save(path); err != nil {
		b.Fatal(err)
	}
	benchFiles[size] = path
	return path
}

func benchOpen(b *testing.B, size int) *snapshot.Snapshot {
	b.Helper()
	s, err := snapshot.Open(benchFile(b, size))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.Release)
	return s
}

func BenchmarkBuild(b *testing.B) {
	for _, size := range benchSizes() {
		b.Run(fmt.Sprintf("quads=%d", size), func(b *testing.B) {
			quads := make([]quad.Quad, 0, size+5000)
			for q := range generate.Quads(generate.Options{Seed: 1, Quads: size}) {
				quads = append(quads, q)
			}
			runtime.GC()
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				if _, err := snapshot.Build(context.Background(), 1, snapshottest.Seq(quads)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(quads)*b.N)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, size := range benchSizes() {
		b.Run(fmt.Sprintf("quads=%d", size), func(b *testing.B) {
			path := benchFile(b, size)
			info, err := os.Stat(path)
			if err != nil {
				b.Fatal(err)
			}
			quads := 0
			b.ResetTimer()
			for range b.N {
				s, err := snapshot.Open(path)
				if err != nil {
					b.Fatal(err)
				}
				quads = s.Quads()
				s.Release()
			}
			b.ReportMetric(float64(info.Size())/float64(quads), "B/quad")
		})
	}
}

// BenchmarkRefresh brings the change of one document into a snapshot: a new one, and one that the base already has.
func BenchmarkRefresh(b *testing.B) {
	for _, size := range benchSizes() {
		for _, kind := range []string{"new", "changed"} {
			b.Run(fmt.Sprintf("document=%s/quads=%d", kind, size), func(b *testing.B) {
				s := benchOpen(b, size)
				change := snapshot.Change{Label: quad.IRI("urn:demarche:document:new")}
				i := 0
				for c := range generate.Changes(generate.Options{Seed: 1, Quads: size}) {
					if i++; i == 40 {
						change.Quads = c.Quads
						if kind == "changed" {
							change.Label = c.Label
						}
						break
					}
				}
				b.ReportAllocs()
				b.ResetTimer()
				for range b.N {
					next, err := s.Apply(2, []snapshot.Change{change})
					if err != nil {
						b.Fatal(err)
					}
					// The first question after the change pays for the longest rows.
					next.In(next.ID(vocab.Evidence), next.ID(vocab.Type))
					next.Release()
				}
				b.ReportMetric(float64(len(change.Quads)), "quads/doc")
			})
		}
	}
}

func BenchmarkCompact(b *testing.B) {
	for _, size := range benchSizes() {
		b.Run(fmt.Sprintf("quads=%d", size), func(b *testing.B) {
			s := benchOpen(b, size)
			next, err := s.Apply(2, []snapshot.Change{{Label: quad.IRI("urn:demarche:document:new"), Quads: sampleQuads()}})
			if err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			for range b.N {
				next.Compacted()
			}
			b.ReportMetric(float64(size*b.N)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}

// BenchmarkQuery asks what the pages of the product ask, on the bare reader. The answers stay of one size while the graph
// grows only for questions about one letter; a member's own letters grow with the graph.
func BenchmarkQuery(b *testing.B) {
	for _, size := range benchSizes() {
		s := benchOpen(b, size)
		member := medianSigner(s)
		for _, q := range []struct {
			name string
			ask  func(*snapshot.Snapshot) int
		}{
			{"cosigners", func(s *snapshot.Snapshot) int { return coSigners(s, member) }},
			{"two_letters_on_a_country", func(s *snapshot.Snapshot) int { return withTwoLettersOn(s, generate.Country(90)) }},
			{"two_hops", func(s *snapshot.Snapshot) int { return twoHops(s, member) }},
			{"one_letter", func(s *snapshot.Snapshot) int { return oneLetter(s, member) }},
			{"shortest_path", func(s *snapshot.Snapshot) int { return shortestPath(s, generate.Member(3), generate.Member(500)) }},
			{"id_of_an_iri", func(s *snapshot.Snapshot) int { return int(s.ID(member)) }},
		} {
			b.Run(fmt.Sprintf("%s/quads=%d", q.name, size), func(b *testing.B) {
				answer := 0
				b.ReportAllocs()
				for range b.N {
					answer = q.ask(s)
				}
				b.ReportMetric(float64(answer), "answer")
			})
		}
	}
}

// medianSigner is the member in the middle of all who signed something, by how many letters they signed.
func medianSigner(s *snapshot.Snapshot) quad.IRI {
	signed := s.ID(vocab.Signed)
	var people []graph.ID
	for p := range s.In(s.ID(vocab.Person), s.ID(vocab.Type)).Distinct() {
		if s.Out(p, signed).Len() > 0 {
			people = append(people, p)
		}
	}
	slices.SortFunc(people, func(a, b graph.ID) int {
		return cmp.Or(cmp.Compare(s.Out(a, signed).Len(), s.Out(b, signed).Len()), cmp.Compare(a, b))
	})
	return quad.IRI(s.Text(people[len(people)/2]))
}

// coSigners is the number of people who signed a letter with the member.
func coSigners(s *snapshot.Snapshot, member quad.IRI) int {
	signed, me := s.ID(vocab.Signed), s.ID(member)
	shared := map[graph.ID]int{}
	for letter := range s.Out(me, signed).Distinct() {
		for other := range s.In(letter, signed).Distinct() {
			shared[other]++
		}
	}
	return len(shared)
}

// withTwoLettersOn is the number of people who signed at least two letters about a country.
func withTwoLettersOn(s *snapshot.Snapshot, country quad.IRI) int {
	signed, concerns := s.ID(vocab.Signed), s.ID(vocab.Concerns)
	letters := map[graph.ID]int{}
	for letter := range s.In(s.ID(country), concerns).Distinct() {
		for person := range s.In(letter, signed).Distinct() {
			letters[person]++
		}
	}
	n := 0
	for _, k := range letters {
		if k >= 2 {
			n++
		}
	}
	return n
}

// twoHops is the number of demands in the letters of a member.
func twoHops(s *snapshot.Snapshot, member quad.IRI) int {
	signed, makes := s.ID(vocab.Signed), s.ID(vocab.Makes)
	n := 0
	for letter := range s.Out(s.ID(member), signed).Distinct() {
		for range s.Out(letter, makes).Distinct() {
			n++
		}
	}
	return n
}

// oneLetter is the number of signers of a member's first letter, with their names.
func oneLetter(s *snapshot.Snapshot, member quad.IRI) int {
	signed, label := s.ID(vocab.Signed), s.ID(vocab.Label)
	n := 0
	for person := range s.In(s.Out(s.ID(member), signed).First(), signed).Distinct() {
		if s.Text(s.Out(person, label).First()) != "" {
			n++
		}
	}
	return n
}

// shortestPath is the length of a shortest path between two people along signed, in both directions: breadth first from
// both ends.
func shortestPath(s *snapshot.Snapshot, from, to quad.IRI) int {
	signed := s.ID(vocab.Signed)
	seen := map[graph.ID]int{s.ID(from): 1, s.ID(to): -1}
	fronts := [2][]graph.ID{{s.ID(from)}, {s.ID(to)}}
	for length := 1; len(fronts[0]) > 0 && len(fronts[1]) > 0; length++ {
		side, sign := 0, 1
		if len(fronts[1]) < len(fronts[0]) {
			side, sign = 1, -1
		}
		var next []graph.ID
		for _, n := range fronts[side] {
			for _, e := range []graph.Edges{s.Out(n, signed), s.In(n, signed)} {
				for _, m := range e.Nodes {
					switch mark := seen[m]; {
					case mark == 0:
						seen[m] = sign
						next = append(next, m)
					case mark != sign:
						return length
					}
				}
			}
		}
		fronts[side] = next
	}
	return 0
}
