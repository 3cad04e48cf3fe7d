package cayleystore

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"

	"demarche/graph"
)

func sumOf(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

// withText is a document that keeps a text.
func withText(label quad.IRI, text string) graph.Change {
	return graph.Change{Label: label, Texts: []string{text}, Quads: []quad.Quad{
		{Subject: label, Predicate: quad.IRI("text"), Object: quad.String(sumOf(text)), Label: label},
	}}
}

// TestCollectTexts removes a text when the last document that has it is gone, and no earlier.
func TestCollectTexts(t *testing.T) {
	folder, url := t.TempDir(), freshSchema(t)
	for name, spec := range map[string]string{"folder": folder, "memory": "mem:", "postgres": url} {
		t.Run(name, func(t *testing.T) {
			s, err := OpenURL(t.Context(), spec, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = s.Close() }()
			apply := func(changes ...graph.Change) {
				t.Helper()
				if _, err := s.Apply(t.Context(), changes); err != nil {
					t.Fatal(err)
				}
			}
			collect := func(want int, has, not []string) {
				t.Helper()
				c := s.(graph.TextCollector)
				if n, err := c.UnusedTexts(t.Context()); err != nil || n != want {
					t.Errorf("UnusedTexts() = %d, %v, want %d", n, err, want)
				}
				if n, err := c.CollectTexts(t.Context()); err != nil || n != want {
					t.Errorf("CollectTexts() = %d, %v, want %d", n, err, want)
				}
				for _, text := range has {
					if got, err := s.Text(t.Context(), sumOf(text)); err != nil || got != text {
						t.Errorf("Text() = %q, %v, want %q", got, err, text)
					}
				}
				for _, text := range not {
					if _, err := s.Text(t.Context(), sumOf(text)); !errors.Is(err, graph.ErrNotFound) {
						t.Errorf("Text() of %q = %v, want ErrNotFound", text, err)
					}
				}
			}
			apply(withText("d1", "shared"), withText("d2", "shared"), withText("d3", "first version"))
			collect(0, []string{"shared", "first version"}, nil)
			apply(withText("d3", "second version"))
			collect(1, []string{"shared", "second version"}, []string{"first version"})
			apply(graph.Change{Label: "d1"})
			collect(0, []string{"shared", "second version"}, nil)
			apply(graph.Change{Label: "d2"})
			collect(1, []string{"second version"}, []string{"shared"})
			apply(withText("d1", "shared")) // what was removed may come again
			collect(0, []string{"shared", "second version"}, nil)
			apply(graph.Change{Label: "d1"}, graph.Change{Label: "d3"})
			collect(2, nil, []string{"shared", "second version"})
			if v, err := s.Version(t.Context()); err != nil || v != 6 {
				t.Errorf("Version() = %d, %v, want 6: collecting is no change", v, err)
			}
		})
	}
}

// TestCollectBesideReader leaves an earlier version readable that is open while its texts go.
func TestCollectBesideReader(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.Apply(t.Context(), []graph.Change{withText("d1", "old")}); err != nil {
		t.Fatal(err)
	}
	r, err := s.Reader(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if _, err := s.Apply(t.Context(), []graph.Change{withText("d1", "new")}); err != nil {
		t.Fatal(err)
	}
	if n, err := s.CollectTexts(t.Context()); err != nil || n != 1 {
		t.Fatalf("CollectTexts() = %d, %v, want 1", n, err)
	}
	out := r.Out(r.ID(quad.IRI("d1")), r.ID(quad.IRI("text")))
	if out.Len() != 1 || r.Text(out.First()) != sumOf("old") || r.Err() != nil {
		t.Errorf("the earlier version has %d texts of d1, %v", out.Len(), r.Err())
	}
}

// TestCollectFails takes the place of the new pack away: nothing is lost, and the store goes on.
func TestCollectFails(t *testing.T) {
	folder := t.TempDir()
	s, err := Open(t.Context(), folder, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for _, c := range []graph.Change{withText("d1", "old"), withText("d1", "new")} {
		if _, err := s.Apply(t.Context(), []graph.Change{c}); err != nil {
			t.Fatal(err)
		}
	}
	block := filepath.Join(folder, textsFile+".new")
	if err := os.MkdirAll(filepath.Join(block, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	if n, err := s.CollectTexts(t.Context()); err == nil || n != 0 {
		t.Errorf("CollectTexts() = %d, %v, want an error", n, err)
	}
	if err := os.RemoveAll(block); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), []graph.Change{withText("d2", "more")}); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"old", "new", "more"} {
		if _, err := s.Text(t.Context(), sumOf(text)); err != nil {
			t.Error(err)
		}
	}
}
