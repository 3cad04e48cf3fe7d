package snapshot_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche/graph"
	"demarche/graph/snapshot"
	"demarche/graph/snapshot/snapshottest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

// fakeStore is a store in maps: just what snapshots read.
type fakeStore struct {
	graph.Store
	mu      sync.Mutex
	version graph.Version
	quads   map[quad.IRI][]quad.Quad
	changed map[quad.IRI]graph.Version
	streams int // how often all quads were asked for
	broken  error
}

func newFakeStore() *fakeStore {
	return &fakeStore{quads: map[quad.IRI][]quad.Quad{}, changed: map[quad.IRI]graph.Version{}}
}

// set replaces labels in one change.
func (s *fakeStore) set(changes map[quad.IRI][]quad.Quad) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.version++
	for l, quads := range changes {
		s.changed[l] = s.version
		if s.quads[l] = quads; len(quads) == 0 {
			delete(s.quads, l)
		}
	}
}

func (s *fakeStore) Version(context.Context) (graph.Version, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.version, s.broken
}

func (s *fakeStore) Changes(_ context.Context, since graph.Version) ([]quad.IRI, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []quad.IRI
	for l, v := range s.changed {
		if v > since {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return out, nil
}

func (s *fakeStore) Quads(_ context.Context, label quad.IRI) iter.Seq2[quad.Quad, error] {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []quad.Quad
	if label != "" {
		out = slices.Clone(s.quads[label])
	} else {
		s.streams++
		for _, quads := range s.quads {
			out = append(out, quads...)
		}
	}
	return snapshottest.Seq(out)
}

func (s *fakeStore) all() []quad.Quad {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []quad.Quad
	for _, quads := range s.quads {
		out = append(out, quads...)
	}
	return out
}

// document makes the quads of one document: a letter with some signers and the document's own size, so that a torn
// document is seen.
func document(r *rand.Rand, n int) (quad.IRI, []quad.Quad) {
	label := quad.IRI(fmt.Sprintf("urn:demarche:document:%d", n))
	letter := quad.IRI(fmt.Sprintf("urn:demarche:letter:%d", n))
	signers := r.IntN(9) + 1
	quads := []quad.Quad{
		{Subject: letter, Predicate: vocab.Type, Object: vocab.Letter, Label: label},
		{Subject: letter, Predicate: vocab.ClaimedSignatures, Object: quad.Int(signers), Label: label},
	}
	for i := range signers {
		person := quad.IRI(fmt.Sprintf("urn:demarche:person:own:%d", (n+i*7)%40))
		quads = append(quads, quad.Quad{Subject: person, Predicate: vocab.Signed, Object: letter, Label: label})
	}
	return label, quads
}

// checkWhole tells whether every letter has as many signers as it claims.
func checkWhole(s *snapshot.Snapshot) error {
	claimed, signed := s.ID(vocab.ClaimedSignatures), s.ID(vocab.Signed)
	for _, l := range s.In(s.ID(vocab.Letter), s.ID(vocab.Type)).Nodes {
		n, _ := s.Value(s.Out(l, claimed).First()).(quad.Int)
		if got := s.In(l, signed).Len(); got != int(n) {
			return fmt.Errorf("version %d: %s claims %d signers and has %d", s.Version(), s.Text(l), n, got)
		}
	}
	return nil
}

func sameAsStore(t *testing.T, s *snapshot.Snapshot, store *fakeStore) {
	t.Helper()
	if s.Version() != store.version {
		t.Errorf("version %d, want %d", s.Version(), store.version)
	}
	want := stateOf(t, snapshottest.FromQuads(t, store.all()), nil)
	if diff := cmp.Diff(want, stateOf(t, s, nil)); diff != "" {
		t.Errorf("(-store +snapshot):\n%s", diff)
	}
}

func TestDirFollowsTheStore(t *testing.T) {
	ctx := context.Background()
	r := rand.New(rand.NewPCG(4, 4))
	store, path := newFakeStore(), filepath.Join(t.TempDir(), "snapshot")
	reader := snapshot.NewDir(path)
	defer reader.Close()
	if _, err := reader.Current(); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("Current of a missing folder = %v, want ErrNotFound", err)
	}
	writer := snapshot.NewDir(path)
	for n := range 100 {
		changes := map[quad.IRI][]quad.Quad{}
		for range r.IntN(3) + 1 {
			l, quads := document(r, r.IntN(60))
			if r.IntN(5) == 0 {
				quads = nil
			}
			changes[l] = quads
		}
		store.set(changes)
		if r.IntN(4) == 0 {
			continue // two changes in one delta
		}
		if r.IntN(10) == 0 { // another process writes
			writer.Close()
			writer = snapshot.NewDir(path)
		}
		s, err := writer.Write(ctx, store)
		if err != nil {
			t.Fatal(err)
		}
		if n%7 == 0 {
			sameAsStore(t, s, store)
		}
		s.Release()
		if err := reader.Refresh(); err != nil {
			t.Fatal(err)
		}
		got, err := reader.Current()
		if err != nil {
			t.Fatal(err)
		}
		if n%7 == 0 {
			sameAsStore(t, got, store)
		}
		if err := checkWhole(got); err != nil {
			t.Fatal(err)
		}
		got.Release()
	}
	writer.Close()
	if store.streams != 1 {
		t.Errorf("the store was streamed %d times, want once: deltas carry the rest", store.streams)
	}
	fresh := snapshot.NewDir(path)
	defer fresh.Close()
	s, err := fresh.Current()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	if err := checkWhole(s); err != nil {
		t.Error(err)
	}
	entries, err := os.ReadDir(path)
	if err != nil || len(entries) > 40 {
		t.Errorf("%d files in the folder: %v", len(entries), err)
	}
}

// TestDirRecovers damages files in every way; the writer brings the folder back, and a reader never sees a wrong graph.
func TestDirRecovers(t *testing.T) {
	ctx := context.Background()
	damage := map[string]func(path string) error{
		"removed":   os.Remove,
		"truncated": func(p string) error { return os.Truncate(p, 100) },
		"emptied":   func(p string) error { return os.Truncate(p, 0) },
		"flipped": func(p string) error {
			f, err := os.OpenFile(p, os.O_RDWR, 0)
			if err != nil {
				return err
			}
			defer f.Close()
			b := make([]byte, 1)
			if _, err := f.ReadAt(b, 70); err != nil && err != io.EOF {
				return err
			}
			b[0] ^= 4
			_, err = f.WriteAt(b, 70)
			return err
		},
	}
	for name, hurt := range damage {
		for _, prefix := range []string{"base-", "delta-"} {
			t.Run(prefix+name, func(t *testing.T) {
				r := rand.New(rand.NewPCG(6, 6))
				store, path := newFakeStore(), t.TempDir()
				for range 4 {
					l, quads := document(r, r.IntN(20))
					store.set(map[quad.IRI][]quad.Quad{l: quads})
					w := snapshot.NewDir(path)
					s, err := w.Write(ctx, store)
					if err != nil {
						t.Fatal(err)
					}
					s.Release()
					w.Close()
				}
				files, err := filepath.Glob(filepath.Join(path, prefix+"*"))
				if err != nil || len(files) == 0 {
					t.Fatal("no file to hurt", err)
				}
				if err := hurt(files[0]); err != nil {
					t.Fatal(err)
				}
				reader := snapshot.NewDir(path)
				defer reader.Close()
				if s, err := reader.Current(); err == nil {
					if err := checkWhole(s); err != nil {
						t.Error(err)
					}
					s.Release()
				} else if !errors.Is(err, graph.ErrCorrupt) && !errors.Is(err, graph.ErrNotFound) {
					t.Errorf("Current = %v", err)
				}
				w := snapshot.NewDir(path)
				defer w.Close()
				s, err := w.Write(ctx, store)
				if err != nil {
					t.Fatal(err)
				}
				sameAsStore(t, s, store)
				s.Release()
				if err := reader.Refresh(); err != nil {
					t.Fatal(err)
				}
				s, err = reader.Current()
				if err != nil {
					t.Fatal(err)
				}
				sameAsStore(t, s, store)
				s.Release()
			})
		}
	}
}

// TestDirRebuild: a folder whose snapshot is sound but of another graph at the same version is made anew.
func TestDirRebuild(t *testing.T) {
	ctx, path := context.Background(), t.TempDir()
	for seed := range uint64(2) {
		store, d := newFakeStore(), snapshot.NewDir(path)
		l, quads := document(rand.New(rand.NewPCG(seed, 1)), int(seed))
		store.set(map[quad.IRI][]quad.Quad{l: quads})
		write := d.Write
		if seed == 1 {
			write = d.Rebuild
		}
		s, err := write(ctx, store)
		if err != nil {
			t.Fatal(err)
		}
		sameAsStore(t, s, store)
		s.Release()
		d.Close()
	}
}

func TestDirOfAStorePutBack(t *testing.T) {
	ctx := context.Background()
	r := rand.New(rand.NewPCG(8, 8))
	path := t.TempDir()
	reader := snapshot.NewDir(path)
	defer reader.Close()
	for _, changes := range []int{9, 3} { // the second store is at an earlier version than the first
		store := newFakeStore()
		w := snapshot.NewDir(path)
		var s *snapshot.Snapshot
		for n := range changes {
			l, quads := document(r, r.IntN(20))
			store.set(map[quad.IRI][]quad.Quad{l: quads})
			if changes == 9 && n%4 == 0 || n == changes-1 {
				var err error
				if s, err = w.Write(ctx, store); err != nil {
					t.Fatal(err)
				}
				s.Release()
			}
		}
		w.Close()
		if err := reader.Refresh(); err != nil {
			t.Fatal(err)
		}
		s, err := reader.Current()
		if err != nil {
			t.Fatal(err)
		}
		sameAsStore(t, s, store)
		s.Release()
	}
}

func TestDirWriteFailsWhole(t *testing.T) {
	ctx := context.Background()
	store, d := newFakeStore(), snapshot.NewDir(t.TempDir())
	defer d.Close()
	l, quads := document(rand.New(rand.NewPCG(1, 1)), 1)
	store.set(map[quad.IRI][]quad.Quad{l: quads})
	s, err := d.Write(ctx, store)
	if err != nil {
		t.Fatal(err)
	}
	s.Release()
	store.broken = errors.New("disk gone")
	if _, err := d.Write(ctx, store); !errors.Is(err, store.broken) {
		t.Errorf("Write = %v, want the store's error", err)
	}
	s, err = d.Current()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	if s.Quads() != len(quads) {
		t.Errorf("after a failed write the snapshot has %d quads, want %d", s.Quads(), len(quads))
	}
}

// TestWatch reads without pause while another process's writer goes on.
func TestWatch(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	store, path := newFakeStore(), t.TempDir()
	r := rand.New(rand.NewPCG(2, 2))
	l, quads := document(r, 0)
	store.set(map[quad.IRI][]quad.Quad{l: quads})
	writer, reader := snapshot.NewDir(path), snapshot.NewDir(path)
	defer writer.Close()
	defer reader.Close()
	write := func() {
		s, err := writer.Write(ctx, store)
		if err != nil {
			t.Error(err)
			return
		}
		s.Release()
	}
	write()
	moved := make(chan graph.Version, 1000)
	var wait sync.WaitGroup
	wait.Go(func() {
		reader.Watch(ctx, time.Millisecond, func(s *snapshot.Snapshot, err error) {
			if err != nil {
				t.Error(err)
				return
			}
			moved <- s.Version()
		})
	})
	for range 3 {
		wait.Go(func() {
			for ctx.Err() == nil {
				s, err := reader.Current()
				if err != nil {
					t.Error(err)
					return
				}
				if err := checkWhole(s); err != nil {
					t.Error(err)
				}
				s.Release()
			}
		})
	}
	for range 60 {
		l, quads := document(r, r.IntN(30))
		store.set(map[quad.IRI][]quad.Quad{l: quads})
		write()
	}
	for v := graph.Version(0); v < store.version; {
		v = <-moved
	}
	cancel()
	wait.Wait()
}

func TestDirNamesAreStable(t *testing.T) {
	store, path := newFakeStore(), t.TempDir()
	d := snapshot.NewDir(path)
	defer d.Close()
	for n := range 2 {
		l, quads := document(rand.New(rand.NewPCG(1, 1)), n)
		store.set(map[quad.IRI][]quad.Quad{l: quads})
		s, err := d.Write(context.Background(), store)
		if err != nil {
			t.Fatal(err)
		}
		s.Release()
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	want := "base-0000000000000001.snap delta-0000000000000001-0000000000000002.snap lock lock-base"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("files %s, want %s", got, want)
	}
}
