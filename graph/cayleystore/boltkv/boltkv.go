// Package boltkv keeps the tables of a store in one bbolt file. [Open] is the start. The file is opened with an address
// space that never has to be moved, which takes away the deadlock of a reader that opens a second transaction beside a
// growing writer; one process owns the file at a time.
package boltkv

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

// mapSize is the address space set aside for the file: 64 GiB where addresses are 64 bits wide, 1 MiB elsewhere. It is no
// memory.
const mapSize = 1 << (strconv.IntSize/2 + 4)

// lockWait is how long Open asks for the file's lock; bbolt tries every 50 ms.
const lockWait = 120 * time.Millisecond

// Options are the choices at opening; the zero value makes the file and owns it.
type Options struct {
	NoSync   bool // leave writing to disk to the operating system
	ReadOnly bool // share the file with others who only read; it must exist
}

// Open opens or makes the file. Errors wrap graph.ErrLocked when another process has it and graph.ErrCorrupt when it is
// no whole bbolt file.
func Open(file string, opts Options) (db *DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer recoverDamage(file, &err)
	size := mapSize
	if runtime.GOOS == "windows" { // where the file itself would get that long
		size = 0
	}
	b, err := bbolt.Open(file, 0o600, &bbolt.Options{
		FreelistType:    bbolt.FreelistMapType,
		InitialMmapSize: size,
		Timeout:         lockWait,
		NoSync:          opts.NoSync,
		ReadOnly:        opts.ReadOnly,
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, meaning(err))
	}
	db = &DB{bolt: b, file: file}
	if err := db.checkSize(); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return db, nil
}

func meaning(err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return graph.ErrLocked
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return fmt.Errorf("%w: %w", graph.ErrCorrupt, err)
	}
	return err
}

// recoverDamage turns the panics by which bbolt reports a damaged page, and faults on a file that is too short, into
// graph.ErrCorrupt.
func recoverDamage(file string, err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%s: %w: %v", file, graph.ErrCorrupt, r)
	}
}

// DB is an open file. It is safe for concurrent use.
type DB struct {
	bolt *bbolt.DB
	file string
}

var _ table.DB = (*DB)(nil)

// checkSize compares the file with the number of pages that it says to have, for bbolt itself would fault on the first
// missing one.
func (db *DB) checkSize() error {
	info, err := os.Stat(db.file)
	if err != nil {
		return err
	}
	return db.bolt.View(func(tx *bbolt.Tx) error {
		if want := tx.Size(); info.Size() < want {
			return fmt.Errorf("%s: %w: %d bytes, want at least %d", db.file, graph.ErrCorrupt, info.Size(), want)
		}
		return nil
	})
}

// Close waits for open transactions and gives up the file.
func (db *DB) Close() error { return db.bolt.Close() }

// Begin starts a transaction.
func (db *DB) Begin(write bool) (t table.Tx, err error) {
	defer recoverDamage(db.file, &err)
	tx, err := db.bolt.Begin(write)
	switch {
	case errors.Is(err, bolterrors.ErrDatabaseNotOpen):
		err = graph.ErrClosed
	case errors.Is(err, bolterrors.ErrDatabaseReadOnly):
		err = table.ErrReadOnly
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", db.file, err)
	}
	return &transaction{db: db, tx: tx, tables: map[string]*bucket{}}, nil
}

type transaction struct {
	db     *DB
	tx     *bbolt.Tx
	tables map[string]*bucket
}

func (t *transaction) Table(name string) table.Table {
	b := t.tables[name]
	if b == nil {
		b = &bucket{tx: t.tx, name: []byte(name)}
		b.open(t.tx.Bucket(b.name))
		t.tables[name] = b
	}
	return b
}

func (t *transaction) Commit() error {
	if err := t.tx.Commit(); err != nil {
		return fmt.Errorf("%s: %w", t.db.file, err)
	}
	return nil
}

func (t *transaction) Rollback() error {
	if err := t.tx.Rollback(); err != nil && !errors.Is(err, bolterrors.ErrTxClosed) {
		return fmt.Errorf("%s: %w", t.db.file, err)
	}
	return nil
}

type bucket struct {
	tx   *bbolt.Tx
	b    *bbolt.Bucket // nil while the table does not exist
	name []byte
}

// open keeps the bucket, and says how full its pages may get before they are split: those that grow at their end nearly
// up, those with most new keys at the end and some in between less so. Tables by hash keep bbolt's half.
func (b *bucket) open(found *bbolt.Bucket) {
	b.b = found
	if found == nil {
		return
	}
	switch string(b.name) {
	case "log":
		found.FillPercent = 0.95
	case "sp", "ops", "c":
		found.FillPercent = 0.8
	}
}

func (b *bucket) Get(key []byte) []byte {
	if b.b == nil {
		return nil
	}
	return b.b.Get(key)
}

func (b *bucket) Put(key, value []byte) error {
	if !b.tx.Writable() {
		return table.ErrReadOnly
	}
	if b.b == nil {
		made, err := b.tx.CreateBucketIfNotExists(b.name)
		if err != nil {
			return err
		}
		b.open(made)
	}
	return b.b.Put(key, value)
}

func (b *bucket) Delete(key []byte) error {
	if !b.tx.Writable() {
		return table.ErrReadOnly
	}
	if b.b == nil {
		return nil
	}
	return b.b.Delete(key)
}

func (b *bucket) Scan(prefix []byte) table.Cursor {
	c := &cursor{prefix: prefix}
	if b.b != nil {
		c.c = b.b.Cursor()
	}
	return c
}

type cursor struct {
	c          *bbolt.Cursor
	prefix     []byte
	key, value []byte
	begun      bool
}

func (c *cursor) Next() bool {
	if c.c == nil {
		return false
	}
	if c.begun {
		c.key, c.value = c.c.Next()
	} else {
		c.begun = true
		c.key, c.value = c.c.Seek(c.prefix)
	}
	if c.key == nil || !bytes.HasPrefix(c.key, c.prefix) {
		c.c = nil
		return false
	}
	return true
}

func (c *cursor) Key() []byte   { return c.key }
func (c *cursor) Value() []byte { return c.value }
