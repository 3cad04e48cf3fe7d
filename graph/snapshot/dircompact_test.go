package snapshot_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"demarche/graph/snapshot"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// heavy makes the n-th document of 9,000 quads: with six of them more lies over a small base than should.
func heavy(n int) (quad.IRI, []quad.Quad) {
	label := quad.IRI(fmt.Sprintf("urn:demarche:document:heavy-%d", n))
	letter := quad.IRI(fmt.Sprintf("urn:demarche:letter:heavy-%d", n))
	const signers = 8998
	quads := []quad.Quad{
		{Subject: letter, Predicate: vocab.Type, Object: vocab.Letter, Label: label},
		{Subject: letter, Predicate: vocab.ClaimedSignatures, Object: quad.Int(signers), Label: label},
	}
	for i := range signers {
		person := quad.IRI(fmt.Sprintf("urn:demarche:person:own:%d", i+n*10))
		quads = append(quads, quad.Quad{Subject: person, Predicate: vocab.Signed, Object: letter, Label: label})
	}
	return label, quads
}

func bases(t *testing.T, path string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(path, "base-*"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	return files
}

// TestDirLaysOutAnewBeside: deltas become a base without anybody waiting for it, while writers of two processes and a reader
// go on.
func TestDirLaysOutAnewBeside(t *testing.T) {
	ctx, path, store := context.Background(), t.TempDir(), newFakeStore()
	writers := []*snapshot.Dir{snapshot.NewDir(path), snapshot.NewDir(path)}
	reader := snapshot.NewDir(path)
	defer reader.Close()
	var mu sync.Mutex // as the store's: one writer at a time
	var wait sync.WaitGroup
	for w, d := range writers {
		wait.Go(func() {
			for n := range 14 {
				mu.Lock()
				l, quads := heavy(n*2 + w)
				store.set(map[quad.IRI][]quad.Quad{l: quads})
				s, err := d.Write(ctx, store)
				mu.Unlock()
				if err != nil {
					t.Error(err)
					return
				}
				if err := checkWhole(s); err != nil {
					t.Error(err)
				}
				s.Release()
				if err := reader.Refresh(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	for _, d := range writers {
		d.Close()
	}
	if len(bases(t, path)) != 1 || bases(t, path)[0] == "base-0000000000000001.snap" {
		t.Errorf("bases %v: want one that is newer than the first", bases(t, path))
	}
	if left, err := filepath.Glob(filepath.Join(path, ".*")); err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v, %v", left, err)
	}
	for _, d := range []*snapshot.Dir{reader, snapshot.NewDir(path)} {
		if err := d.Refresh(); err != nil {
			t.Fatal(err)
		}
		s, err := d.Current()
		if err != nil {
			t.Fatal(err)
		}
		if err := checkWhole(s); err != nil || s.Version() != store.version || s.Quads() != len(store.all()) {
			t.Errorf("version %d with %d quads, want %d with %d: %v", s.Version(), s.Quads(), store.version, len(store.all()), err)
		}
		s.Release()
		d.Close()
	}
}

// TestDirCompactionOfAStorePutBack: a base that is finished after the store was put back to an earlier version is thrown
// away.
func TestDirCompactionOfAStorePutBack(t *testing.T) {
	ctx, path := context.Background(), t.TempDir()
	store, d := newFakeStore(), snapshot.NewDir(path)
	for n := range 7 {
		l, quads := heavy(n)
		store.set(map[quad.IRI][]quad.Quad{l: quads})
		s, err := d.Write(ctx, store)
		if err != nil {
			t.Fatal(err)
		}
		s.Release()
	}
	old := newFakeStore()
	l, quads := heavy(99)
	old.set(map[quad.IRI][]quad.Quad{l: quads})
	other := snapshot.NewDir(path)
	defer other.Close()
	s, err := other.Write(ctx, old)
	if err != nil {
		t.Fatal(err)
	}
	s.Release()
	d.Close()
	fresh := snapshot.NewDir(path)
	defer fresh.Close()
	if s, err = fresh.Current(); err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	if s.Version() != 1 {
		t.Errorf("version %d of the store before comes back; bases %v", s.Version(), bases(t, path))
	}
	if err := checkWhole(s); err != nil || s.Quads() != len(quads) {
		t.Errorf("%d quads, want %d: %v", s.Quads(), len(quads), err)
	}
}

// TestDirJoinsGoIntoTheBase: who is who changes with a new base, so that deltas can be taken several at once.
func TestDirJoinsGoIntoTheBase(t *testing.T) {
	ctx, path := context.Background(), t.TempDir()
	store, d, reader := newFakeStore(), snapshot.NewDir(path), snapshot.NewDir(path)
	defer d.Close()
	defer reader.Close()
	join := quad.Quad{Subject: own, Predicate: vocab.SameAs, Object: bioguide, Label: identity}
	signed := quad.Quad{Subject: own, Predicate: vocab.Signed, Object: letter, Label: docA}
	steps := []map[quad.IRI][]quad.Quad{
		{docB: {{Subject: letter, Predicate: vocab.Type, Object: vocab.Letter, Label: docB}}},
		{docA: {signed}},
		{identity: {join}},
		{docA: nil},
		{identity: nil},
		{docA: {signed}},
		{identity: {join}},
		{docA: nil, identity: nil},
	}
	for n, step := range steps {
		store.set(step)
		s, err := d.Write(ctx, store)
		if err != nil {
			t.Fatal(err)
		}
		s.Release()
		if n%2 == 1 { // two steps at once
			if err := reader.Refresh(); err != nil {
				t.Fatalf("step %d: %v", n, err)
			}
		}
		fresh := snapshot.NewDir(path)
		for _, at := range []*snapshot.Dir{fresh, reader}[:1+n%2] {
			s, err := at.Current()
			if err != nil {
				t.Fatalf("step %d: %v", n, err)
			}
			sameAsStore(t, s, store)
			s.Release()
		}
		fresh.Close()
	}
}

// TestDirMergesInTiers: files stay few, and a long chain is not written again for every small change.
func TestDirMergesInTiers(t *testing.T) {
	ctx, path, store := context.Background(), t.TempDir(), newFakeStore()
	d := snapshot.NewDir(path)
	defer d.Close()
	var written int64
	sizes := map[string]int64{}
	for n := range 200 {
		label := quad.IRI(fmt.Sprintf("urn:demarche:document:%d", n))
		store.set(map[quad.IRI][]quad.Quad{label: {{Subject: letter, Predicate: vocab.Title, Object: quad.String(strings.Repeat("x", 300)), Label: label}}})
		s, err := d.Write(ctx, store)
		if err != nil {
			t.Fatal(err)
		}
		s.Release()
		entries, err := os.ReadDir(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) > 80 {
			t.Fatalf("%d files after %d changes", len(entries), n+1)
		}
		for _, e := range entries {
			if info, err := e.Info(); err == nil && sizes[e.Name()] != info.Size() {
				sizes[e.Name()] = info.Size()
				written += info.Size()
			}
		}
	}
	if one := int64(500); written > 200*one*6 {
		t.Errorf("%d bytes are written for 200 changes of some %d", written, one)
	}
	fresh := snapshot.NewDir(path)
	defer fresh.Close()
	s, err := fresh.Current()
	if err != nil {
		t.Fatal(err)
	}
	sameAsStore(t, s, store)
	s.Release()
}
