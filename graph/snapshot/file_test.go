package snapshot_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"demarche/graph"
	"demarche/graph/snapshot"
	"demarche/graph/snapshot/snapshottest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

func sampleQuads() []quad.Quad {
	r := rand.New(rand.NewPCG(1, 1))
	quads := []quad.Quad{
		{Subject: own, Predicate: vocab.SameAs, Object: bioguide, Label: identity},
		{Subject: letter, Predicate: vocab.LetterDate, Object: quad.TypedString{Value: "2020-10", Type: vocab.Month}, Label: docA},
		{Subject: letter, Predicate: vocab.Title, Object: quad.LangString{Value: "Նամակ", Lang: "hy"}, Label: docA},
		{Subject: own, Predicate: vocab.Signed, Object: letter, Label: docB},
	}
	for range 300 {
		quads = append(quads, quad.Quad{Subject: node(r, 80), Predicate: predicate(r), Object: node(r, 80), Label: label(r)})
	}
	return quads
}

func TestSaveAndOpen(t *testing.T) {
	for name, quads := range map[string][]quad.Quad{"empty": nil, "sample": sampleQuads()} {
		t.Run(name, func(t *testing.T) {
			want := snapshottest.FromQuads(t, quads)
			path := filepath.Join(t.TempDir(), "x.snap")
			if err := want.Save(path); err != nil {
				t.Fatal(err)
			}
			got, err := snapshot.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			if got.Version() != want.Version() || got.Terms() != want.Terms() {
				t.Errorf("version %d, %d terms; want %d, %d", got.Version(), got.Terms(), want.Version(), want.Terms())
			}
			names := []quad.Value{own, bioguide, letter}
			if diff := cmp.Diff(stateOf(t, want, names), stateOf(t, got, names)); diff != "" {
				t.Errorf("(-saved +opened):\n%s", diff)
			}
			entries, err := os.ReadDir(filepath.Dir(path))
			if err != nil || len(entries) != 1 {
				t.Errorf("%d files are left, want 1: %v", len(entries), err)
			}
		})
	}
}

func TestTextOutlivesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.snap")
	if err := snapshottest.FromQuads(t, sampleQuads()).Save(path); err != nil {
		t.Fatal(err)
	}
	s, err := snapshot.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	next, err := s.Apply(2, nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Release()
	if s.Acquire() {
		t.Error("a snapshot that was given back can be acquired")
	}
	text := next.Text(next.ID(letter)) // the next version still holds the file
	next.Release()
	if text != string(letter) {
		t.Errorf("text after Release = %q", text)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.snap")
	if err := snapshottest.FromQuads(t, sampleQuads()).Save(path); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func(name string, data []byte, want error) {
		bad := filepath.Join(dir, "bad.snap")
		if err := os.WriteFile(bad, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := snapshot.Open(bad); !errors.Is(err, want) {
			t.Errorf("%s: Open = %v, want %v", name, err, want)
		}
	}
	check("empty", nil, graph.ErrCorrupt)
	for _, n := range []int{1, 55, 56, 200, len(good) / 2, len(good) - 1} {
		check(fmt.Sprintf("cut to %d bytes", n), good[:n], graph.ErrCorrupt)
	}
	check("longer", append(append([]byte(nil), good...), 0), graph.ErrCorrupt)
	newer := append([]byte(nil), good...)
	newer[8] = 3
	check("newer format", newer, graph.ErrVersion)
	older := append([]byte(nil), good...)
	older[8] = 1
	check("older format", older, graph.ErrCorrupt)
	if _, err := snapshot.Open(filepath.Join(dir, "none")); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("missing file: %v", err)
	}
}
