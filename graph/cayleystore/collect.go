package cayleystore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
	"github.com/lib/pq"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

var (
	_ graph.TextCollector = (*Store)(nil)
	_ graph.TextCollector = (*Postgres)(nil)
)

// A text is wanted as long as some quad has its SHA-256 in hexadecimal as an object, whatever the predicate: dm:textSha256
// of a document. One look-up of a node tells, so that no quad is read, and a text that several documents have stays
// until the last of them is gone.

func textNode(s [sha256.Size]byte) hash { return refs.HashOf(quad.String(hex.EncodeToString(s[:]))) }

// UnusedTexts counts the texts that no quad names: those of documents that were retracted or replaced.
func (s *Store) UnusedTexts(ctx context.Context) (int, error) {
	unused, err := s.unusedTexts(ctx)
	return len(unused), err
}

// CollectTexts removes the texts that no quad names and returns how many there were. It is atomic, across a kill of the
// process too. Whoever still reads the quads of an earlier version may miss their texts afterwards; snapshots hold none.
func (s *Store) CollectTexts(ctx context.Context) (int, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	unused, err := s.unusedTexts(ctx)
	if err != nil || len(unused) == 0 {
		return 0, err
	}
	leave, err := s.enter()
	if err != nil {
		return 0, err
	}
	defer leave()
	if s.pack == nil {
		err = s.dropTexts(unused)
	} else {
		err = s.rewriteTexts(unused)
	}
	if err != nil {
		return 0, s.named(err)
	}
	return len(unused), nil
}

func (s *Store) unusedTexts(ctx context.Context) (map[[sha256.Size]byte]bool, error) {
	unused := map[[sha256.Size]byte]bool{}
	err := s.read(func(tx table.Tx) error {
		values := tx.Table(table.Values)
		look := func(sum [sha256.Size]byte) error {
			if h := textNode(sum); values.Get(h[:]) == nil {
				unused[sum] = true
			}
			return ctx.Err()
		}
		if s.pack != nil {
			for _, sum := range s.pack.Sums() {
				if err := look(sum); err != nil {
					return err
				}
			}
			return nil
		}
		for c := tx.Table(textTable).Scan(nil); c.Next(); {
			if err := look([sha256.Size]byte(c.Key())); err != nil {
				return err
			}
		}
		return nil
	})
	return unused, err
}

func (s *Store) dropTexts(unused map[[sha256.Size]byte]bool) error {
	return s.change(func(tx table.Tx) error {
		for sum := range unused {
			if err := tx.Table(textTable).Delete(sum[:]); err != nil {
				return err
			}
		}
		return nil
	})
}

// change runs f in one writing transaction.
func (s *Store) change(f func(tx table.Tx) error) error {
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	if err := guard(func() error { return f(tx) }); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := guard(tx.Commit); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return nil
}

// rewriteTexts lays a new pack beside the old one, records its size, and puts it in place. What the store's file says
// after a commit that failed decides, as in commit.
func (s *Store) rewriteTexts(unused map[[sha256.Size]byte]bool) error {
	size, err := s.pack.Rewrite(func(sum [sha256.Size]byte) bool { return !unused[sum] })
	if err != nil {
		return err
	}
	err = s.change(func(tx table.Tx) error { return putNumber(tx, keyTexts, uint64(size)) })
	if err != nil {
		look, lerr := s.db.Begin(false)
		if lerr != nil {
			return errors.Join(err, lerr)
		}
		held := int64(getNumber(look, keyTexts))
		if err = errors.Join(err, look.Rollback()); held != size {
			return errors.Join(err, s.pack.Discard())
		}
	}
	return errors.Join(err, s.pack.Replace(size))
}

// UnusedTexts counts the texts that no quad names: those of documents that were retracted or replaced.
func (p *Postgres) UnusedTexts(ctx context.Context) (n int, err error) {
	err = p.read(ctx, func(tx *sql.Tx) error {
		unused, err := unusedTexts(ctx, tx)
		n = len(unused)
		return err
	})
	return n, err
}

// CollectTexts removes the texts that no quad names and returns how many there were. Loaders wait meanwhile; transactions
// that read an earlier version go on seeing its texts.
func (p *Postgres) CollectTexts(ctx context.Context) (n int, err error) {
	leave, err := p.enter()
	if err != nil {
		return 0, err
	}
	defer leave()
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, p.named(err)
	}
	w := pgWriter{ctx: ctx, tx: tx, hook: p.hook}
	err = w.lock()
	var unused pq.ByteaArray
	if err == nil {
		unused, err = unusedTexts(ctx, tx)
	}
	if err == nil && len(unused) > 0 {
		err = w.exec(`DELETE FROM demarche_texts WHERE sha256 = ANY($1)`, unused)
	}
	if err == nil {
		err = w.check()
	}
	if err != nil {
		_ = tx.Rollback() // which ends with the connection at the latest
		return 0, p.named(err)
	}
	if err := tx.Commit(); err != nil {
		return 0, p.named(err)
	}
	return len(unused), nil
}

// unusedTexts lists the keys of the texts that no quad names.
func unusedTexts(ctx context.Context, tx *sql.Tx) (pq.ByteaArray, error) {
	var keys pq.ByteaArray
	err := eachRow(ctx, tx, `SELECT sha256 FROM demarche_texts ORDER BY sha256`, nil, func(rows *sql.Rows) error {
		var key []byte
		err := rows.Scan(&key)
		if err == nil && len(key) != sha256.Size {
			return fmt.Errorf("text with a key of %d bytes", len(key))
		}
		keys = append(keys, key)
		return err
	})
	if err != nil {
		return nil, err
	}
	var unused pq.ByteaArray
	for len(keys) > 0 {
		part := keys[:min(len(keys), fetchBatch)]
		keys = keys[len(part):]
		nodes := make(pq.ByteaArray, len(part))
		for i, key := range part {
			h := textNode([sha256.Size]byte(key))
			nodes[i] = bytes.Clone(h[:])
		}
		used := map[hash]bool{}
		err := eachRow(ctx, tx, `SELECT hash FROM nodes WHERE hash = ANY($1)`, []any{nodes}, func(rows *sql.Rows) error {
			var raw sql.RawBytes
			err := rows.Scan(&raw)
			if err == nil {
				used[hash(raw)] = true
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		for i, key := range part {
			if !used[hash(nodes[i])] {
				unused = append(unused, key)
			}
		}
	}
	return unused, nil
}
