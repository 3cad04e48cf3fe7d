package cayleystore

import (
	"errors"
	"testing"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
	"demarche/graph/graphtest"
)

// TestRepair damages everything that follows from the log, and then the log itself.
func TestRepair(t *testing.T) {
	folder := t.TempDir()
	open := func() *Store {
		s, err := Open(t.Context(), folder, Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := open()
	m, walk := graphtest.NewModel(), graphtest.NewSteps(8)
	for range 100 {
		changes := walk.Changes(m)
		m.Apply(changes)
		if _, err := s.Apply(t.Context(), changes); err != nil {
			t.Fatal(err)
		}
	}
	damage := func(names ...string) {
		t.Helper()
		tx, err := s.db.Begin(true)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			var keys [][]byte
			for c := tx.Table(name).Scan(nil); c.Next(); {
				keys = append(keys, append([]byte{}, c.Key()...))
			}
			for i, k := range keys {
				if i%3 == 0 {
					err = errors.Join(err, tx.Table(name).Delete(k))
				}
			}
		}
		if err := errors.Join(err, tx.Commit()); err != nil {
			t.Fatal(err)
		}
		if err := s.Verify(t.Context()); !errors.Is(err, graph.ErrCorrupt) {
			t.Fatalf("Verify() of the damaged store = %v, want ErrCorrupt", err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	damage(table.Values, indexSubject, indexObject, indexLabel)
	for range 2 { // the second time there is nothing to repair
		if err := Repair(t.Context(), folder); err != nil {
			t.Fatal(err)
		}
		s = open()
		if d, err := m.Diff(t.Context(), s); err != nil || d != "" {
			t.Fatalf("after Repair: %v\n%s", err, d)
		}
		if err := errors.Join(s.Verify(t.Context()), verifyView(s, m.Quads()), s.Close()); err != nil {
			t.Fatal(err)
		}
	}
	s = open()
	if err := Repair(t.Context(), folder); !errors.Is(err, graph.ErrLocked) {
		t.Errorf("Repair() of an open store = %v, want ErrLocked", err)
	}
	damage(labelTable, changeTable)
	if err := Repair(t.Context(), folder); err != nil {
		t.Fatal(err)
	}
	s = open()
	if err := errors.Join(s.Verify(t.Context()), verifyView(s, m.Quads())); err != nil {
		t.Fatal(err)
	}
	damage(logTable)
	if err := Repair(t.Context(), folder); !errors.Is(err, graph.ErrCorrupt) {
		t.Errorf("Repair() without a log = %v, want ErrCorrupt", err)
	}
	s = open() // what can be read is still there
	if v, err := s.Version(t.Context()); err != nil || v != m.Version {
		t.Errorf("Version() = %d, %v, want %d", v, err, m.Version)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
