// Package memkv keeps the tables of a store in memory, for tests and one-off runs. [New] is the start. Each commit is a
// new version of copy-on-write trees, so readers keep theirs and a rollback costs nothing. Nothing outlives the process.
package memkv

import (
	"bytes"
	"sync"

	"github.com/google/btree"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

// degree is the branching of the trees; 32 is where google/btree's own benchmarks flatten.
const degree = 32

type entry struct{ key, value []byte }

type tree = btree.BTreeG[entry]

func less(a, b entry) bool { return bytes.Compare(a.key, b.key) < 0 }

// DB is a set of tables in memory. It is safe for concurrent use.
type DB struct {
	writer sync.Mutex // held by the writing transaction
	mu     sync.Mutex // guards the fields below
	trees  map[string]*tree
	closed bool
}

var _ table.DB = (*DB)(nil)

// New returns an empty DB.
func New() *DB { return &DB{trees: map[string]*tree{}} }

// Begin starts a transaction; a writing one waits for the one before it. It returns graph.ErrClosed after Close.
func (db *DB) Begin(write bool) (table.Tx, error) {
	if write {
		db.writer.Lock()
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.closed {
		if write {
			db.writer.Unlock()
		}
		return nil, graph.ErrClosed
	}
	return &transaction{db: db, write: write, trees: db.trees, tables: map[string]*memTable{}}, nil
}

// Close forgets everything.
func (db *DB) Close() error {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.closed, db.trees = true, nil
	return nil
}

type transaction struct {
	db     *DB
	write  bool
	done   bool
	trees  map[string]*tree // the version that it began with; never written to
	tables map[string]*memTable
}

func (t *transaction) Table(name string) table.Table {
	m := t.tables[name]
	if m == nil {
		m = &memTable{write: t.write, tree: t.trees[name]}
		t.tables[name] = m
	}
	return m
}

func (t *transaction) Commit() error {
	if t.done {
		return graph.ErrClosed
	}
	if !t.write {
		return table.ErrReadOnly
	}
	t.done = true
	defer t.db.writer.Unlock()
	t.db.mu.Lock()
	defer t.db.mu.Unlock()
	if t.db.closed {
		return graph.ErrClosed
	}
	next := make(map[string]*tree, len(t.trees))
	for name, tr := range t.trees {
		next[name] = tr
	}
	for name, m := range t.tables {
		if m.owned {
			next[name] = m.tree
		}
	}
	t.db.trees = next
	return nil
}

func (t *transaction) Rollback() error {
	if !t.done && t.write {
		t.db.writer.Unlock()
	}
	t.done = true
	return nil
}

type memTable struct {
	write bool
	owned bool // tree is this transaction's own copy
	tree  *tree
}

func (m *memTable) own() error {
	switch {
	case !m.write:
		return table.ErrReadOnly
	case m.owned:
	case m.tree == nil:
		m.tree, m.owned = btree.NewG(degree, less), true
	default:
		m.tree, m.owned = m.tree.Clone(), true
	}
	return nil
}

func (m *memTable) Get(key []byte) []byte {
	if m.tree == nil {
		return nil
	}
	e, ok := m.tree.Get(entry{key: key})
	if !ok {
		return nil
	}
	return e.value
}

func (m *memTable) Put(key, value []byte) error {
	if err := m.own(); err != nil {
		return err
	}
	m.tree.ReplaceOrInsert(entry{bytes.Clone(key), append([]byte{}, value...)})
	return nil
}

func (m *memTable) Delete(key []byte) error {
	if err := m.own(); err != nil {
		return err
	}
	m.tree.Delete(entry{key: key})
	return nil
}

// scanBatch is how many entries a cursor takes from the tree at a time.
const scanBatch = 128

func (m *memTable) Scan(prefix []byte) table.Cursor {
	return &cursor{tree: m.tree, prefix: prefix, from: prefix}
}

type cursor struct {
	tree   *tree
	prefix []byte
	from   []byte // first key of the next batch
	batch  []entry
	at     int
	now    entry
}

func (c *cursor) Next() bool {
	if c.at == len(c.batch) && !c.fill() {
		return false
	}
	c.now = c.batch[c.at]
	c.at++
	return true
}

func (c *cursor) fill() bool {
	if c.tree == nil {
		return false
	}
	c.batch, c.at = c.batch[:0], 0
	more := false
	c.tree.AscendGreaterOrEqual(entry{key: c.from}, func(e entry) bool {
		if !bytes.HasPrefix(e.key, c.prefix) {
			return false
		}
		if len(c.batch) == scanBatch {
			c.from, more = e.key, true
			return false
		}
		c.batch = append(c.batch, e)
		return true
	})
	if !more {
		c.tree = nil
	}
	return len(c.batch) > 0
}

func (c *cursor) Key() []byte   { return c.now.key }
func (c *cursor) Value() []byte { return c.now.value }
