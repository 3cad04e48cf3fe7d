package table

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/hidal-go/hidalgo/base"
	hkv "github.com/hidal-go/hidalgo/kv"
)

// Names of the two tables that hold what Cayley spreads over 65,536 buckets each: a node's number by its hash, and how
// many quads use it. In a joined DB (see [AdaptTx]) the number and the count stand one after the other in Values.
const (
	Values = "v"
	Counts = "n"
)

// Adapt shows db as the hierarchical store that Cayley's kv package runs on. Keys are [table, key]; the tables named
// 'v',i,j and 'n',i,j are folded into [Values] and [Counts], whose keys hold the whole hash anyway.
func Adapt(db DB) hkv.KV { return adapter{db} }

// AdaptTx shows one reading transaction of a joined DB as a whole store, so that every read of one Cayley QuadStore sees
// the same version. In a joined DB an entry of [Values] holds the node's number and its count, both varints: a change
// then touches one page for a node and not two. Writing fails with [ErrReadOnly]; closing leaves tx open.
func AdaptTx(tx Tx) hkv.KV { return frozen{tx} }

type adapter struct{ db DB }

func (a adapter) Close() error { return nil } // the owner of the DB closes it

func (a adapter) Tx(rw bool) (hkv.Tx, error) {
	tx, err := a.db.Begin(rw)
	if err != nil {
		return nil, err
	}
	return &txAdapter{tx: tx, owned: true}, nil
}

type frozen struct{ tx Tx }

func (f frozen) Close() error { return nil }

func (f frozen) Tx(rw bool) (hkv.Tx, error) {
	if rw {
		return nil, ErrReadOnly
	}
	return &txAdapter{tx: f.tx, joined: true}, nil
}

type txAdapter struct {
	tx     Tx
	owned  bool
	joined bool // counts stand behind numbers
}

func (t *txAdapter) Commit(context.Context) error {
	if !t.owned {
		return nil
	}
	return t.tx.Commit()
}

func (t *txAdapter) Close() error {
	if !t.owned {
		return nil
	}
	return t.tx.Rollback()
}

// get reads one entry, nil when there is none. A number is read up to its own end, so it may come with its count behind.
func (t *txAdapter) get(key hkv.Key) (hkv.Value, error) {
	tab, k, err := t.locate(key)
	if err != nil {
		return nil, err
	}
	if !t.joined || fold(key[0]) != Counts {
		return tab.Get(k), nil
	}
	v := t.tx.Table(Values).Get(k)
	if v == nil {
		return nil, nil
	}
	_, size := binary.Uvarint(v)
	if size <= 0 || size == len(v) {
		return nil, fmt.Errorf("table: node %x has no count", k)
	}
	return v[size:], nil
}

// locate splits a key into its table and the key inside.
func (t *txAdapter) locate(key hkv.Key) (Table, []byte, error) {
	if len(key) != 2 {
		return nil, nil, fmt.Errorf("table: key of %d parts, want 2", len(key))
	}
	return t.tx.Table(fold(key[0])), key[1], nil
}

func fold(name []byte) string {
	if len(name) == 3 {
		switch name[0] {
		case 'v':
			return Values
		case 'n':
			return Counts
		}
	}
	return string(name)
}

func (t *txAdapter) Get(_ context.Context, key hkv.Key) (hkv.Value, error) {
	v, err := t.get(key)
	if err == nil && v == nil {
		err = hkv.ErrNotFound
	}
	return v, err
}

func (t *txAdapter) GetBatch(ctx context.Context, keys []hkv.Key) ([]hkv.Value, error) {
	out := make([]hkv.Value, len(keys))
	for i, key := range keys {
		if i%1024 == 1023 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		var err error
		if out[i], err = t.get(key); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (t *txAdapter) Put(key hkv.Key, v hkv.Value) error {
	tab, k, err := t.locate(key)
	if err != nil {
		return err
	}
	if len(k) == 0 { // Cayley's way to make an empty table; ours are made when needed
		return nil
	}
	return tab.Put(k, v)
}

func (t *txAdapter) Del(key hkv.Key) error {
	tab, k, err := t.locate(key)
	if err != nil {
		return err
	}
	return tab.Delete(k)
}

func (t *txAdapter) Scan(prefix hkv.Key) hkv.Iterator {
	it := &iterator{}
	switch len(prefix) {
	case 1:
		it.name, it.cursor = prefix[0], t.tx.Table(fold(prefix[0])).Scan(nil)
	case 2:
		it.name, it.cursor = prefix[0], t.tx.Table(fold(prefix[0])).Scan(prefix[1])
	default:
		it.err = fmt.Errorf("table: scan of a key of %d parts, want 1 or 2", len(prefix))
	}
	return it
}

type iterator struct {
	name   []byte
	cursor Cursor
	err    error
}

var _ base.Iterator = (*iterator)(nil)

func (it *iterator) Next(ctx context.Context) bool {
	if it.err != nil || it.cursor == nil {
		return false
	}
	if it.err = ctx.Err(); it.err != nil {
		return false
	}
	return it.cursor.Next()
}

func (it *iterator) Err() error     { return it.err }
func (it *iterator) Close() error   { it.cursor = nil; return it.err }
func (it *iterator) Key() hkv.Key   { return hkv.Key{it.name, it.cursor.Key()} }
func (it *iterator) Val() hkv.Value { return it.cursor.Value() }
