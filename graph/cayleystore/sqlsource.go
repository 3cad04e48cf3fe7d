package cayleystore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
	"github.com/lib/pq"

	"demarche/graph"
)

// sqlSource reads Cayley's tables of a database in one transaction.
type sqlSource struct {
	ctx   context.Context
	tx    *sql.Tx
	leave func()
}

func (q *sqlSource) find(v quad.Value) (ref, bool, error) {
	h := refs.HashOf(v)
	var there bool
	err := q.tx.QueryRowContext(q.ctx, `SELECT EXISTS (SELECT FROM nodes WHERE hash = $1)`, h[:]).Scan(&there)
	return ref(h), there, err
}

func byteaArray(refs []ref) pq.ByteaArray {
	out := make(pq.ByteaArray, len(refs))
	for i := range refs {
		out[i] = refs[i][:]
	}
	return out
}

func (q *sqlSource) names(refs []ref) ([]quad.Value, error) {
	found := map[hash]quad.Value{}
	if err := readNames(q.ctx, q.tx, found, `SELECT `+nodeColumns+` FROM nodes WHERE hash = ANY($1)`, byteaArray(refs)); err != nil {
		return nil, err
	}
	out := make([]quad.Value, len(refs))
	for i, r := range refs {
		if out[i] = found[hash(r)]; out[i] == nil {
			return nil, fmt.Errorf("%w: no node %x", graph.ErrCorrupt, r)
		}
	}
	return out, nil
}

// quads runs a query whose columns are one end, and a link.
func (q *sqlSource) quads(ends []ref, query string, args ...any) ([][]link, error) {
	at := make(map[ref]int, len(ends))
	for i, e := range ends {
		at[e] = i
	}
	out := make([][]link, len(ends))
	var raw [4]sql.RawBytes
	err := eachRow(q.ctx, q.tx, query, args, func(rows *sql.Rows) error {
		if err := rows.Scan(&raw[0], &raw[1], &raw[2], &raw[3]); err != nil {
			return err
		}
		for _, b := range raw {
			if len(b) != len(ref{}) {
				return fmt.Errorf("%w: hash of %d bytes in a quad", graph.ErrCorrupt, len(b))
			}
		}
		i := at[ref(raw[0])]
		out[i] = append(out[i], link{ref(raw[1]), ref(raw[2]), ref(raw[3])})
		return nil
	})
	return out, err
}

func (q *sqlSource) out(subjects []ref) ([][]link, error) {
	return q.quads(subjects, `SELECT subject_hash, predicate_hash, object_hash, label_hash FROM quads WHERE subject_hash = ANY($1)`, byteaArray(subjects))
}

func (q *sqlSource) in(objects []ref, predicate ref, limit int) ([][]link, error) {
	first, err := q.quads(objects[:1], `SELECT object_hash, predicate_hash, subject_hash, label_hash FROM quads
		WHERE object_hash = $1 AND predicate_hash = $2`, objects[0][:], predicate[:])
	if err != nil || len(objects) == 1 {
		return first, err
	}
	rest, err := q.quads(objects[1:], `SELECT q.object_hash, q.predicate_hash, q.subject_hash, q.label_hash
		FROM unnest($1::bytea[]) AS o(h), LATERAL (SELECT * FROM quads WHERE object_hash = o.h AND predicate_hash = $2 LIMIT $3) AS q`,
		byteaArray(objects[1:]), predicate[:], limit+1)
	for i, list := range rest {
		switch {
		case len(list) > limit:
			rest[i] = nil
		case list == nil:
			rest[i] = []link{}
		}
	}
	return append(first, rest...), err
}

func (q *sqlSource) survey(of ref) ([]ref, []statement, error) {
	var preds []ref
	var raw [3]sql.RawBytes
	err := eachRow(q.ctx, q.tx, `SELECT DISTINCT predicate_hash FROM quads`, nil, func(rows *sql.Rows) error {
		if err := rows.Scan(&raw[0]); err != nil {
			return err
		}
		preds = append(preds, ref(raw[0]))
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	var found []statement
	err = eachRow(q.ctx, q.tx, `SELECT subject_hash, object_hash, label_hash FROM quads WHERE predicate_hash = $1`, []any{of[:]}, func(rows *sql.Rows) error {
		if err := rows.Scan(&raw[0], &raw[1], &raw[2]); err != nil {
			return err
		}
		found = append(found, statement{ref(raw[0]), ref(raw[1]), ref(raw[2])})
		return nil
	})
	return preds, found, err
}

func (q *sqlSource) close() error {
	defer q.leave()
	if err := q.tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return err
	}
	return nil
}

// Reader opens the last committed version of the store to queries, and keeps one connection for it. It ends with ctx.
func (p *Postgres) Reader(ctx context.Context) (*Reader, error) {
	leave, err := p.enter()
	if err != nil {
		return nil, err
	}
	tx, err := p.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		leave()
		return nil, p.named(err)
	}
	src := &sqlSource{ctx: ctx, tx: tx, leave: leave}
	var version int64
	if err := tx.QueryRowContext(ctx, `SELECT number FROM demarche_meta WHERE key = 'version'`).Scan(&version); err != nil {
		return nil, p.named(errors.Join(err, src.close()))
	}
	r, err := newReader(graph.Version(version), src, remoteAhead)
	if err != nil {
		return nil, p.named(err)
	}
	return r, nil
}
