package cayleystore

import (
	"errors"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

// TestVerifyFinds damages one table after the other below a store's back.
func TestVerifyFinds(t *testing.T) {
	first := func(tx table.Tx, name string) (key, value []byte) {
		c := tx.Table(name).Scan(nil)
		c.Next()
		return append([]byte{}, c.Key()...), append([]byte{}, c.Value()...)
	}
	drop := func(name string) func(tx table.Tx) error {
		return func(tx table.Tx) error {
			key, _ := first(tx, name)
			return tx.Table(name).Delete(key)
		}
	}
	tests := []struct {
		name string
		do   func(tx table.Tx) error
		says string
	}{
		{"a node without a name", drop(logTable), "missing"},
		{"a quad that an index lacks", drop(indexSubject), "index sp has"},
		{"the same in the other index", drop(indexObject), "index ops has"},
		{"the same in the index of labels", drop(indexLabel), "index c has"},
		{"a node that nobody finds", drop(table.Values), "nodes by hash"},
		{"a label without a row", drop(labelTable), "the labels count"},
		{"a label that followers miss", drop(changeTable), "missing in the change log"},
		{"a wrong count", func(tx table.Tx) error {
			key, value := first(tx, table.Values)
			value[len(value)-1]++
			return tx.Table(table.Values).Put(key, value)
		}, "quads use it"},
		{"a list under another key", func(tx table.Tx) error {
			key, value := first(tx, indexObject)
			other := append([]byte{}, key...)
			other[7]++
			return errors.Join(tx.Table(indexObject).Delete(key), tx.Table(indexObject).Put(other, value))
		}, "stands under"},
		{"a note of nobody", func(tx table.Tx) error { return tx.Table(noteTable).Put([]byte("urn:nobody"), []byte("n")) }, "unknown label"},
		{"another text", func(tx table.Tx) error {
			key, _ := first(tx, textTable)
			return tx.Table(textTable).Put(key, []byte("other"))
		}, "other words"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := OpenMemory()
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = s.Close() }()
			c := graph.Change{Label: "d", Texts: []string{"text"}, Quads: []quad.Quad{quad.MakeIRI("a", "p", "b", "d"), quad.MakeIRI("b", "p", "c", "d")}}
			if _, err := s.Apply(t.Context(), []graph.Change{c}); err != nil {
				t.Fatal(err)
			}
			if err := s.Verify(t.Context()); err != nil {
				t.Fatalf("Verify() of a sound store = %v", err)
			}
			tx, err := s.db.Begin(true)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(tt.do(tx), tx.Commit()); err != nil {
				t.Fatal(err)
			}
			if err := s.Verify(t.Context()); !errors.Is(err, graph.ErrCorrupt) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Verify() = %v, want ErrCorrupt with %q", err, tt.says)
			}
		})
	}
}

func TestPostgresVerifyFinds(t *testing.T) {
	for _, tt := range []struct{ name, damage, says string }{
		{"a wrong count", `UPDATE nodes SET refs = refs + 1 WHERE value_string = 'a'`, "counts 2 quads, want 1"},
		{"a missing node", `DELETE FROM nodes WHERE value_string = 'a'`, "counts 0 quads, want 1"},
		{"a missing quad", `DELETE FROM quads`, "label d counts 2 quads, want 0"},
		{"another name", `UPDATE nodes SET value_string = 'z' WHERE value_string = 'a'`, "hash of another"},
		{"another text", `UPDATE demarche_texts SET zstd = 'x'`, "text "},
		{"a version to come", `UPDATE demarche_labels SET changed = 9`, "never was"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			url := freshSchema(t)
			p, err := OpenPostgres(t.Context(), url, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = p.Close() }()
			c := graph.Change{Label: "d", Texts: []string{"text"}, Quads: []quad.Quad{quad.MakeIRI("a", "p", "b", "d"), quad.MakeIRI("b", "p", "c", "d")}}
			if _, err := p.Apply(t.Context(), []graph.Change{c}); err != nil {
				t.Fatal(err)
			}
			if err := p.Verify(t.Context()); err != nil {
				t.Fatalf("Verify() of a sound store = %v", err)
			}
			execSQL(t, url, tt.damage)
			if err := p.Verify(t.Context()); !errors.Is(err, graph.ErrCorrupt) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Verify() = %v, want ErrCorrupt with %q", err, tt.says)
			}
		})
	}
}
