package cayleystore

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/graph/cayleystore/boltkv"
	"demarche/graph/cayleystore/memkv"
	"demarche/graph/cayleystore/table"
	"demarche/graph/graphtest"
	"demarche/graph/texts"
)

// steps is the length of all random walks of a store together.
func steps() int { return rounds(1200, 80) }

// rounds is how often a test repeats what it leaves to chance: full times, few times where tests are asked to be short.
func rounds(full, few int) int {
	if testing.Short() {
		return few
	}
	return full
}

func TestFolder(t *testing.T) {
	graphtest.Run(t, steps(), func(t *testing.T) graphtest.Place {
		folder := filepath.Join(t.TempDir(), "store")
		return graphtest.Place{
			Open:    func() (graph.Store, error) { return Open(t.Context(), folder, Options{NoSync: true}) },
			Lasting: true,
			Verify:  verifyView,
		}
	})
}

func TestMemory(t *testing.T) {
	graphtest.Run(t, steps(), func(*testing.T) graphtest.Place {
		return graphtest.Place{Open: func() (graph.Store, error) { return OpenMemory() }, Verify: verifyView}
	})
}

// TestFailingEngine lets every kind of write fail, in both engines, at all sorts of moments.
func TestFailingEngine(t *testing.T) {
	t.Run("memory", func(t *testing.T) {
		graphtest.Run(t, steps(), func(*testing.T) graphtest.Place {
			f := &failing{DB: memkv.New()}
			f.left.Store(-1)
			return graphtest.Place{
				Open:      func() (graph.Store, error) { return newStore("mem:", f) },
				Verify:    verifyView,
				FailAfter: func(n int) { f.left.Store(int64(n)) },
			}
		})
	})
	t.Run("bolt", func(t *testing.T) {
		graphtest.Run(t, steps(), func(t *testing.T) graphtest.Place {
			dir := t.TempDir()
			f := &failing{}
			f.left.Store(-1)
			return graphtest.Place{
				Open: func() (graph.Store, error) {
					db, err := boltkv.Open(filepath.Join(dir, quadsFile), boltkv.Options{NoSync: true})
					if err != nil {
						return nil, err
					}
					f.DB = db
					s, err := newStore(dir, f)
					if err != nil {
						return nil, err
					}
					var size uint64
					if err := s.read(func(tx table.Tx) error { size = getNumber(tx, keyTexts); return nil }); err != nil {
						return nil, err
					}
					s.pack, err = texts.Open(filepath.Join(dir, textsFile), int64(size))
					return s, err
				},
				Lasting:   true,
				Verify:    verifyView,
				FailAfter: func(n int) { f.left.Store(int64(n)) },
			}
		})
	})
}

var errInjected = errors.New("injected failure")

// failing is an engine whose writes fail when left has come down to 0; it never fails below 0.
type failing struct {
	table.DB
	left atomic.Int64
}

func (f *failing) hit() error {
	if n := f.left.Load(); n < 0 {
		return nil
	} else if n > 0 {
		f.left.Add(-1)
		return nil
	}
	return errInjected
}

func (f *failing) Begin(write bool) (table.Tx, error) {
	tx, err := f.DB.Begin(write)
	if err != nil || !write {
		return tx, err
	}
	return failingTx{tx, f}, nil
}

type failingTx struct {
	table.Tx
	f *failing
}

func (t failingTx) Table(name string) table.Table { return failingTable{t.Tx.Table(name), t.f} }

func (t failingTx) Commit() error {
	if err := t.f.hit(); err != nil {
		return err
	}
	return t.Tx.Commit()
}

type failingTable struct {
	table.Table
	f *failing
}

func (t failingTable) Put(k, v []byte) error {
	if err := t.f.hit(); err != nil {
		return err
	}
	return t.Table.Put(k, v)
}

func (t failingTable) Delete(k []byte) error {
	if err := t.f.hit(); err != nil {
		return err
	}
	return t.Table.Delete(k)
}

func verifyView(s graph.Store, want []quad.Quad) error {
	v, err := s.(*Store).View()
	if err != nil {
		return err
	}
	return errors.Join(verifyCayley(v.QuadStore, want), v.Close())
}

// verifyCayley compares what Cayley itself finds with the quads: all quads, all nodes, every node in every direction.
func verifyCayley(qs cayley.QuadStore, want []quad.Quad) error {
	all := map[string]bool{}
	nodes := map[string]quad.Value{}
	byNode := map[quad.Direction]map[string][]string{}
	for _, d := range quad.Directions {
		byNode[d] = map[string][]string{}
	}
	for _, q := range want {
		all[q.NQuad()] = true
		for _, d := range quad.Directions {
			v := q.Get(d)
			nodes[v.String()] = v
			byNode[d][v.String()] = append(byNode[d][v.String()], q.NQuad())
		}
	}
	got, err := collectQuads(qs, qs.QuadsAllIterator())
	if err != nil {
		return err
	}
	if w := slices.Sorted(maps.Keys(all)); !slices.Equal(got, w) {
		return fmt.Errorf("all quads: %q, want %q", got, w)
	}
	gotNodes, err := collectNodes(qs)
	if err != nil {
		return err
	}
	if w := slices.Sorted(maps.Keys(nodes)); !slices.Equal(gotNodes, w) {
		return fmt.Errorf("all nodes: %q, want %q", gotNodes, w)
	}
	for key, v := range nodes {
		ref, err := qs.ValueOf(v)
		if err != nil || ref == nil {
			return fmt.Errorf("ValueOf(%s) = %v, %w", key, ref, err)
		}
		for _, d := range quad.Directions {
			got, err := collectQuads(qs, qs.QuadIterator(d, ref))
			if err != nil {
				return err
			}
			w := slices.Sorted(slices.Values(byNode[d][key]))
			if !slices.Equal(got, w) {
				return fmt.Errorf("quads with %v %s: %q, want %q", d, key, got, w)
			}
		}
	}
	return nil
}
