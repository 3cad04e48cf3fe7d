package cayleystore

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

// TestNothingGrows replaces the same documents again and again: what was removed leaves neither log nor indexes, and the
// file stays as long as it was.
func TestNothingGrows(t *testing.T) {
	folder := t.TempDir()
	s, err := Open(t.Context(), folder, Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	const documents, size = 20, 100
	var early int64
	for round := range 60 {
		var changes []graph.Change
		for d := range documents {
			c := graph.Change{Label: quad.IRI(fmt.Sprintf("d%d", d))}
			for i := range size {
				c.Quads = append(c.Quads, quad.Quad{
					Subject: quad.IRI(fmt.Sprintf("s%d", i)), Predicate: quad.IRI("p"), Object: quad.Int(round*size + i), Label: c.Label,
				})
			}
			changes = append(changes, c)
		}
		if _, err := s.Apply(t.Context(), changes); err != nil {
			t.Fatal(err)
		}
		if round == 10 {
			early = fileSize(t, folder)
		}
	}
	if late := fileSize(t, folder); late > early {
		t.Errorf("the file grew from %d to %d bytes", early, late)
	}
	entries := map[string]int{}
	err = s.read(func(tx table.Tx) error {
		for c := tx.Table(logTable).Scan(nil); c.Next(); {
			var p proto.Primitive
			if err := p.Unmarshal(c.Value()); err != nil {
				return err
			}
			entries[map[bool]string{true: "nodes", false: "quads"}[p.IsNode()]]++
		}
		for _, name := range []string{table.Values, indexLabel} {
			for c := tx.Table(name).Scan(nil); c.Next(); {
				entries[name]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// Subjects, objects, documents and one predicate.
	nodes := 2*size + documents + 1
	for name, want := range map[string]int{"nodes": nodes, "quads": documents * size, table.Values: nodes, indexLabel: documents} {
		if entries[name] != want {
			t.Errorf("%d entries of %s, want %d", entries[name], name, want)
		}
	}
}

func fileSize(t *testing.T, folder string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(folder, quadsFile))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
