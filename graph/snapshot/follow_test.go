package snapshot_test

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"demarche/graph"
	"demarche/graph/generate"
	"demarche/graph/snapshot"
	"demarche/graph/snapshot/snapshottest"

	"github.com/cayleygraph/quad"
)

// loadedStore is a store of which the snapshot has everything but the changes that come now.
type loadedStore struct {
	graph.Store
	mu      sync.Mutex
	version graph.Version
	log     []graph.Change
}

func (s *loadedStore) apply(c graph.Change) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.version++
	s.log = append(s.log, c)
}

func (s *loadedStore) Version(context.Context) (graph.Version, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.version, nil
}

// Changes: the change of version v, from 2, is log[v-2].
func (s *loadedStore) Changes(_ context.Context, since graph.Version) ([]quad.IRI, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []quad.IRI
	for _, c := range s.log[since-1:] {
		out = append(out, c.Label)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func (s *loadedStore) Quads(_ context.Context, label quad.IRI) iter.Seq2[quad.Quad, error] {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range slices.Backward(s.log) {
		if c.Label == label {
			return snapshottest.Seq(c.Quads)
		}
	}
	panic("the whole store is asked for")
}

// BenchmarkFollow loads documents one at a time into a graph and lets a reader follow: seen-* is the time from the store's
// commit to the reader's having moved, write-* what the loading process spends on the folder, both over all documents,
// those included at which the folder is laid out anew. One document in four replaces one that the graph had; open is the
// time that a new process takes at the end.
func BenchmarkFollow(b *testing.B) {
	for _, size := range benchSizes() {
		b.Run(fmt.Sprintf("quads=%d", size), func(b *testing.B) {
			base := benchOpen(b, size)
			var fresh, old []graph.Change
			for c := range generate.Changes(generate.Options{Seed: 1, Quads: size}) {
				if len(c.Quads) < 5000 && len(old) < 300 {
					old = append(old, c)
				}
			}
			for c := range generate.Changes(generate.Options{Seed: 2, Quads: size}) {
				if len(c.Quads) < 5000 && len(fresh) < 900 {
					fresh = append(fresh, c)
				}
			}
			b.ResetTimer()
			for range b.N {
				b.StopTimer()
				dir := b.TempDir()
				if err := base.Save(filepath.Join(dir, "base-0000000000000001.snap")); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				follow(b, dir, fresh, old)
			}
		})
	}
}

func follow(b *testing.B, dir string, fresh, old []graph.Change) {
	ctx := context.Background()
	store := &loadedStore{version: 1}
	writer, reader := snapshot.NewDir(dir), snapshot.NewDir(dir)
	defer writer.Close()
	defer reader.Close()
	if s, err := reader.Current(); err != nil {
		b.Fatal(err)
	} else {
		s.Release()
	}
	var seen, write []time.Duration
	for i, c := range fresh {
		if i%4 == 3 {
			c = graph.Change{Label: old[i/4%len(old)].Label, Quads: c.Quads}
		}
		store.apply(c)
		committed := time.Now()
		done := make(chan time.Duration)
		go func() {
			s, err := writer.Write(ctx, store)
			if err != nil {
				b.Error(err)
			} else {
				s.Release()
			}
			done <- time.Since(committed)
		}()
		want, _ := store.Version(ctx)
		for at := graph.Version(0); at < want && !b.Failed(); {
			if err := reader.Refresh(); err != nil {
				b.Fatal(err)
			}
			s, err := reader.Current()
			if err != nil {
				b.Fatal(err)
			}
			at = s.Version()
			s.Release()
			time.Sleep(time.Millisecond)
		}
		seen = append(seen, time.Since(committed))
		write = append(write, <-done)
	}
	for name, list := range map[string][]time.Duration{"seen": seen, "write": write} {
		slices.Sort(list)
		b.ReportMetric(float64(list[len(list)/2].Microseconds())/1000, name+"-p50-ms")
		b.ReportMetric(float64(list[len(list)*99/100].Microseconds())/1000, name+"-p99-ms")
		b.ReportMetric(float64(list[len(list)-1].Microseconds())/1000, name+"-max-ms")
	}
	start := time.Now()
	last := snapshot.NewDir(dir)
	defer last.Close()
	s, err := last.Current()
	if err != nil {
		b.Fatal(err)
	}
	s.Release()
	b.ReportMetric(float64(time.Since(start).Microseconds())/1000, "open-ms")
}
