package snapshot_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"demarche/graph"
	"demarche/graph/snapshot"
	"demarche/graph/snapshot/snapshottest"

	"github.com/cayleygraph/quad"
)

// TestEveryByteCounts flips one bit of every byte of a base and cuts it at every length: each is refused as damaged.
func TestEveryByteCounts(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.snap")
	if err := snapshottest.FromQuads(t, sampleQuads()[:40]).Save(path); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	everyDamage(t, good, func(bad []byte) error {
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := snapshot.Open(path)
		if err == nil {
			s.Release()
		}
		return err
	})
}

func everyDamage(t *testing.T, good []byte, open func([]byte) error) {
	t.Helper()
	check := func(what string, bad []byte) {
		if err := open(bad); !errors.Is(err, graph.ErrCorrupt) && !errors.Is(err, graph.ErrVersion) {
			t.Fatalf("%s of %d: %v", what, len(good), err)
		}
	}
	for i := range good {
		bad := slices.Clone(good)
		bad[i] ^= 1 << (i % 8)
		check(fmt.Sprintf("a flipped bit of byte %d", i), bad)
		check(fmt.Sprintf("cut to %d bytes", i), good[:i])
	}
	check("a byte more", append(slices.Clone(good), 0))
}

// TestEveryByteOfADeltaCounts: a reader stays at the version before a damaged delta, whatever the damage.
func TestEveryByteOfADeltaCounts(t *testing.T) {
	ctx, path, store := context.Background(), t.TempDir(), newFakeStore()
	for n := range 2 {
		l, quads := document(rand.New(rand.NewPCG(1, 1)), n)
		store.set(map[quad.IRI][]quad.Quad{l: quads[:2]})
		d := snapshot.NewDir(path)
		s, err := d.Write(ctx, store)
		if err != nil {
			t.Fatal(err)
		}
		s.Release()
		d.Close()
	}
	files, err := filepath.Glob(filepath.Join(path, "delta-*"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	good, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	everyDamage(t, good, func(bad []byte) error {
		if err := os.WriteFile(files[0], bad, 0o600); err != nil {
			t.Fatal(err)
		}
		d := snapshot.NewDir(path)
		defer d.Close()
		s, err := d.Current()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Release()
		if s.Version() == 1 {
			return graph.ErrCorrupt
		}
		return nil
	})
}

// TestDirWithoutADeltaOfTheChain: a reader stops before the gap, and the next writer closes it.
func TestDirWithoutADeltaOfTheChain(t *testing.T) {
	ctx, path, store := context.Background(), t.TempDir(), newFakeStore()
	r := rand.New(rand.NewPCG(3, 1))
	write := func() {
		d := snapshot.NewDir(path)
		defer d.Close()
		s, err := d.Write(ctx, store)
		if err != nil {
			t.Fatal(err)
		}
		s.Release()
	}
	for gap := 1; gap < 9; gap++ {
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
		store = newFakeStore()
		for n := range 9 {
			l, quads := document(r, n)
			store.set(map[quad.IRI][]quad.Quad{l: quads})
			write()
		}
		files, err := filepath.Glob(filepath.Join(path, fmt.Sprintf("delta-%016x-*", gap)))
		if err != nil || len(files) != 1 {
			t.Fatalf("deltas from version %d: %v, %v", gap, files, err)
		}
		if err := os.Remove(files[0]); err != nil {
			t.Fatal(err)
		}
		read := func(look func(*snapshot.Snapshot)) {
			d := snapshot.NewDir(path)
			defer d.Close()
			s, err := d.Current()
			if err != nil {
				t.Fatal(err)
			}
			look(s)
			s.Release()
		}
		read(func(s *snapshot.Snapshot) {
			if int(s.Version()) != gap {
				t.Errorf("without the delta from version %d a reader comes to %d", gap, s.Version())
			}
		})
		write()
		read(func(s *snapshot.Snapshot) { sameAsStore(t, s, store) })
	}
}

// ownStore is a store with an identity.
type ownStore struct {
	*fakeStore
	id uint64
}

func (s ownStore) Identity(context.Context) (uint64, error) { return s.id, nil }

// TestDirOfAnotherStore: a snapshot that another store left behind, at the same, an earlier or a later version, is made anew
// and never mixed in.
func TestDirOfAnotherStore(t *testing.T) {
	ctx := context.Background()
	for _, versions := range [][2]int{{5, 5}, {3, 8}, {8, 3}} {
		t.Run(fmt.Sprint(versions), func(t *testing.T) {
			path := t.TempDir()
			follower := snapshot.NewDir(path)
			defer follower.Close()
			for i, n := range versions {
				store := ownStore{newFakeStore(), uint64(i + 1)}
				d := snapshot.NewDir(path)
				for k := range n {
					l, quads := document(rand.New(rand.NewPCG(uint64(i), 1)), k+100*i)
					store.set(map[quad.IRI][]quad.Quad{l: quads})
					if k%2 == 0 || k == n-1 {
						s, err := d.Write(ctx, store)
						if err != nil {
							t.Fatal(err)
						}
						if k > 3 {
							sameAsStore(t, s, store.fakeStore)
						}
						s.Release()
					}
				}
				d.Close()
				if err := follower.Refresh(); err != nil {
					t.Fatal(err)
				}
				for _, reader := range []*snapshot.Dir{follower, snapshot.NewDir(path)} {
					s, err := reader.Current()
					if err != nil {
						t.Fatal(err)
					}
					sameAsStore(t, s, store.fakeStore)
					s.Release()
				}
			}
		})
	}
}

// TestDirManyWritersAtOnce: writers of one store, as processes that each have a folder of their own, take turns, and whoever
// comes second finds the work done.
func TestDirManyWritersAtOnce(t *testing.T) {
	ctx, path, store := context.Background(), t.TempDir(), newFakeStore()
	l, quads := heavy(1)
	store.set(map[quad.IRI][]quad.Quad{l: quads})
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			d := snapshot.NewDir(path)
			defer d.Close()
			s, err := d.Write(ctx, store)
			if err != nil {
				t.Error(err)
				return
			}
			if err := checkWhole(s); err != nil {
				t.Error(err)
			}
			s.Release()
		})
	}
	wait.Wait()
	if store.streams != 1 {
		t.Errorf("the store was streamed %d times, want once", store.streams)
	}
}

// TestDirThatIsNoFolder: where a file stands in the folder's place, or above it, errors say so.
func TestDirThatIsNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	store := newFakeStore()
	for _, path := range []string{file, filepath.Join(file, "snapshot")} {
		d := snapshot.NewDir(path)
		var at *fs.PathError
		if _, err := d.Write(context.Background(), store); !errors.As(err, &at) {
			t.Errorf("Write in %s = %v, want an error that names it", path, err)
		}
		if _, err := d.Current(); err == nil {
			t.Errorf("Current in %s gives a snapshot", path)
		}
		d.Close()
	}
}
