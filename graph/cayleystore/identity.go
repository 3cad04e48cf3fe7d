package cayleystore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

var (
	_ graph.Identified = (*Store)(nil)
	_ graph.Identified = (*Postgres)(nil)
)

// keyIdentity is where both engines keep the store's number, drawn when it is first asked for.
const keyIdentity = "identity"

// newIdentity draws a number that no other store has, positive as a bigint.
func newIdentity() uint64 { return rand.Uint64N(1<<63-1) + 1 }

// Identity is a number that this store alone has.
func (s *Store) Identity(ctx context.Context) (id uint64, err error) {
	if err := s.read(func(tx table.Tx) error { id = getNumber(tx, keyIdentity); return nil }); err != nil || id != 0 {
		return id, err
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	leave, err := s.enter()
	if err != nil {
		return 0, err
	}
	defer leave()
	s.writing.Lock()
	defer s.writing.Unlock()
	tx, err := s.db.Begin(true)
	if err != nil {
		return 0, s.named(err)
	}
	err = guard(func() error {
		if id = getNumber(tx, keyIdentity); id != 0 {
			return nil
		}
		id = newIdentity()
		return putNumber(tx, keyIdentity, id)
	})
	if err == nil {
		err = guard(tx.Commit)
	}
	if err != nil {
		return 0, s.named(errors.Join(err, tx.Rollback()))
	}
	return id, nil
}

// Identity is a number that this store alone has; 0 for a database that may only be read and has none yet.
func (p *Postgres) Identity(ctx context.Context) (uint64, error) {
	var id int64
	look := func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT number FROM demarche_meta WHERE key = $1`, keyIdentity).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	}
	if err := p.read(ctx, look); err != nil || id != 0 {
		return uint64(id), err
	}
	leave, err := p.enter()
	if err != nil {
		return 0, err
	}
	defer leave()
	_, err = p.db.ExecContext(ctx, `INSERT INTO demarche_meta (key, number) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING`, keyIdentity, int64(newIdentity()))
	if ctx.Err() != nil {
		return 0, fmt.Errorf("%s: %w", p.name, ctx.Err())
	}
	if err != nil { // a replica, or a role that only reads
		return 0, nil //nolint:nilerr // unknown, as it was
	}
	err = p.read(ctx, look)
	return uint64(id), err
}
