package cayleystore

import (
	"path/filepath"
	"testing"

	"demarche/graph"
	"demarche/graph/graphtest"
)

// TestIdentity: a store keeps its number, changes or not, and no two stores have the same one.
func TestIdentity(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	url := freshSchema(t)
	for name, open := range map[string]func() (graph.Store, error){
		"folder":   func() (graph.Store, error) { return Open(t.Context(), dir, Options{NoSync: true}) },
		"postgres": func() (graph.Store, error) { return OpenPostgres(t.Context(), url, Options{}) },
	} {
		t.Run(name, func(t *testing.T) {
			var first uint64
			for round := range 2 {
				s, err := open()
				if err != nil {
					t.Fatal(err)
				}
				for c := range graphtest.Letters(uint64(round), 2) {
					id, err := s.(graph.Identified).Identity(t.Context())
					if err != nil || id == 0 || first != 0 && id != first {
						t.Errorf("identity %d, %v; want %d", id, err, first)
					}
					first = id
					if _, err := s.Apply(t.Context(), []graph.Change{c}); err != nil {
						t.Fatal(err)
					}
				}
				if err := s.(graph.Verifier).Verify(t.Context()); err != nil {
					t.Error(err)
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
			other, err := OpenMemory()
			if err != nil {
				t.Fatal(err)
			}
			if id, err := other.Identity(t.Context()); err != nil || id == 0 || id == first {
				t.Errorf("another store has identity %d, %v", id, err)
			}
			if err := other.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}
