package ingest_test

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"demarche/graph/cayleystore"
	"demarche/graph/cayleystore/pathpeer"
	"demarche/graph/generate"
	"demarche/graph/quadio"
	"demarche/loaders/ingest"
)

// BenchmarkLoadGraph loads a file of N-Quads of a generated graph into a new store on disk, once, at 0.1 and 1 million quads
// and at as many as DEMARCHE_BENCH says. early-MB and late-MB are the most memory of its own (not of mapped files) that the
// process has in the first and in the last third of writing: what grows with the graph shows in their difference.
// Then a plain loop of Cayley loads the same file into the same kind of file; "ratio" is how many times longer it takes.
func BenchmarkLoadGraph(b *testing.B) {
	sizes := []int{100_000, 1_000_000}
	if n, err := strconv.Atoi(os.Getenv("DEMARCHE_BENCH")); err == nil {
		sizes = append(sizes, n)
	}
	for _, size := range sizes {
		dir := b.TempDir()
		file := filepath.Join(dir, "graph.nq")
		var ours, quads float64
		b.Run(fmt.Sprintf("quads=%d/demarche", size), func(b *testing.B) {
			writeGraph(b, file, size)
			for n := range b.N {
				b.StopTimer()
				runtime.GC()
				b.StartTimer()
				quads = loadGraph(b, file, filepath.Join(dir, fmt.Sprint("store", n)))
			}
			ours = b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(quads/ours, "quads/s")
		})
		b.Run(fmt.Sprintf("quads=%d/cayley", size), func(b *testing.B) {
			if quads == 0 {
				b.Skip("measured beside demarche only")
			}
			start := time.Now()
			for n := range b.N {
				if _, err := pathpeer.LoadFile(file, filepath.Join(dir, fmt.Sprint("peer", n)), 100_000); err != nil {
					b.Fatal(err)
				}
			}
			peer := time.Since(start).Seconds() / float64(b.N)
			b.ReportMetric(quads/peer, "quads/s")
			b.ReportMetric(peer/ours, "ratio")
		})
	}
}

func writeGraph(b *testing.B, file string, size int) {
	b.Helper()
	out, err := os.Create(file)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriterSize(out, 1<<20)
	var line []byte
	for q := range generate.Quads(generate.Options{Seed: 1, Quads: size}) {
		if line, err = quadio.AppendNQuad(line[:0], q); err == nil {
			_, err = w.Write(line)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := out.Close(); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
}

// loadGraph loads the file and reports the memory on the way.
func loadGraph(b *testing.B, file, store string) (quads float64) {
	s, err := cayleystore.Open(b.Context(), store, cayleystore.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var early, late float64
	report, err := ingest.New(s, ingest.Options{Progress: func(p ingest.Progress) {
		switch {
		case p.Stage != "quads":
		case p.Done*3 <= p.Total:
			early = max(early, ownMemory())
		case p.Done*3 >= 2*p.Total:
			late = max(late, ownMemory())
		}
	}}).Load(b.Context(), []string{file})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	if early > 0 { // a small file is written at once
		b.ReportMetric(early, "early-MB")
		b.ReportMetric(late, "late-MB")
	}
	return float64(report.Quads)
}

// ownMemory is the resident memory that belongs to the process alone, in MB; where the system does not tell, the heap.
func ownMemory() float64 {
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range bytes.Lines(status) {
			if rest, ok := bytes.CutPrefix(line, []byte("RssAnon:")); ok {
				if n, err := strconv.Atoi(string(bytes.Fields(rest)[0])); err == nil {
					return float64(n) / 1000
				}
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapInuse) / 1e6
}
