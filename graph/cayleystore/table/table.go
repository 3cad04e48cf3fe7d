// Package table is the little that demarche asks of a key-value engine: named tables of sorted byte keys, one writer
// and any number of readers with a stable view. [DB] is implemented by graph/cayleystore/boltkv (a file) and
// graph/cayleystore/memkv (memory); [Adapt] shows a DB to Cayley as the key-value interface that its store runs on.
// It knows nothing of quads.
package table

import (
	"errors"
)

// ErrReadOnly is returned by changes in a reading transaction, and by writing ones of a database that is only read.
var ErrReadOnly = errors.New("table: only for reading")

// DB holds named tables. Begin(true) waits for the one writer before it; Begin(false) never waits and sees the last
// commit before it for as long as it lives. All methods are safe for concurrent use.
type DB interface {
	Begin(write bool) (Tx, error)
	Close() error
}

// Tx is one transaction; it belongs to one goroutine at a time. Rollback after Commit, or twice, does nothing.
type Tx interface {
	Table(name string) Table // made on the first Put when it does not exist
	Commit() error
	Rollback() error
}

// Table is a sorted map. Byte slices that it returns are valid until the transaction ends or changes the table and are
// never written to; Put keeps its arguments until the transaction ends, so the caller must not change them.
type Table interface {
	Get(key []byte) []byte // nil when there is none
	Put(key, value []byte) error
	Delete(key []byte) error
	Scan(prefix []byte) Cursor // in order of keys; the table must not change while it is read
}

// Cursor walks over entries: Next, then Key and Value, until Next is false.
type Cursor interface {
	Next() bool
	Key() []byte
	Value() []byte
}
