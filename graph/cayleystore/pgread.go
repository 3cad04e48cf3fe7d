package cayleystore

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	"github.com/lib/pq"

	"demarche/graph"
)

// hash is Cayley's key of a node in SQL.
type hash = refs.ValueHash

const nodeColumns = `hash, value, value_string, datatype, language, iri, bnode, value_int, value_bool, value_float`

// scanNode reads a row of nodeColumns.
func scanNode(rows *sql.Rows) (hash, quad.Value, error) {
	var (
		key, packed       []byte
		text, typ, lang   sql.NullString
		iri, bnode, truth sql.NullBool
		whole             sql.NullInt64
		real              sql.NullFloat64
		h                 hash
	)
	if err := rows.Scan(&key, &packed, &text, &typ, &lang, &iri, &bnode, &whole, &truth, &real); err != nil {
		return h, nil, err
	}
	if copy(h[:], key) != len(h) {
		return h, nil, fmt.Errorf("%w: key of a node of %d bytes", graph.ErrCorrupt, len(key))
	}
	switch {
	case text.Valid && iri.Bool:
		return h, quad.IRI(text.String), nil
	case text.Valid && bnode.Bool:
		return h, quad.BNode(text.String), nil
	case text.Valid && lang.Valid:
		return h, quad.LangString{Value: quad.String(text.String), Lang: lang.String}, nil
	case text.Valid && typ.Valid:
		return h, quad.TypedString{Value: quad.String(text.String), Type: quad.IRI(typ.String)}, nil
	case text.Valid:
		return h, quad.String(text.String), nil
	case whole.Valid:
		return h, quad.Int(whole.Int64), nil
	case truth.Valid:
		return h, quad.Bool(truth.Bool), nil
	case real.Valid:
		return h, quad.Float(real.Float64), nil
	}
	v, err := pquads.UnmarshalValue(packed)
	if err != nil || v == nil {
		return h, nil, fmt.Errorf("%w: node %v: %w", graph.ErrCorrupt, h, err)
	}
	return h, v, nil
}

// fetchBatch is how many rows or names one query brings.
const fetchBatch = 20_000

// Quads streams the quads of one label, or of all when label is empty, of one version. It yields at most one error,
// last. The loop's body may call any method of the store but Close.
func (p *Postgres) Quads(ctx context.Context, label quad.IRI) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		stopped := false
		err := p.read(ctx, func(tx *sql.Tx) error {
			names := map[hash]quad.Value{}
			query, args := `SELECT subject_hash, predicate_hash, object_hash, label_hash FROM quads`, []any(nil)
			if label != "" {
				query, args = query+` WHERE label_hash = $1`, []any{labelKey(label)}
			} else if err := readNames(ctx, tx, names, `SELECT `+nodeColumns+` FROM nodes`); err != nil {
				return err
			}
			return eachBatch(ctx, tx, query, args, func(rows [][4]hash) error {
				if err := addNames(ctx, tx, names, rows); err != nil {
					return err
				}
				for _, r := range rows {
					q := quad.Quad{Subject: names[r[0]], Predicate: names[r[1]], Object: names[r[2]], Label: names[r[3]]}
					if q.Subject == nil || q.Predicate == nil || q.Object == nil || q.Label == nil {
						return fmt.Errorf("%w: a quad has a missing node: %v", graph.ErrCorrupt, q)
					}
					if !yield(q, nil) {
						stopped = true
						return errStop
					}
				}
				return nil
			})
		})
		if err != nil && !stopped {
			yield(quad.Quad{}, err)
		}
	}
}

// eachBatch reads the hashes of a query's quads through a cursor of the server.
func eachBatch(ctx context.Context, tx *sql.Tx, query string, args []any, f func(rows [][4]hash) error) error {
	if _, err := tx.ExecContext(ctx, `DECLARE demarche_quads NO SCROLL CURSOR FOR `+query, args...); err != nil {
		return err
	}
	batch := make([][4]hash, 0, fetchBatch)
	for {
		batch = batch[:0]
		var raw [4]sql.RawBytes
		err := eachRow(ctx, tx, fmt.Sprintf(`FETCH %d FROM demarche_quads`, fetchBatch), nil, func(rows *sql.Rows) error {
			if err := rows.Scan(&raw[0], &raw[1], &raw[2], &raw[3]); err != nil {
				return err
			}
			var r [4]hash
			for i, b := range raw {
				if copy(r[i][:], b) != len(r[i]) {
					return fmt.Errorf("%w: hash of %d bytes in a quad", graph.ErrCorrupt, len(b))
				}
			}
			batch = append(batch, r)
			return nil
		})
		if err != nil {
			return err
		}
		if len(batch) > 0 {
			if err := f(batch); err != nil {
				return err
			}
		}
		if len(batch) < fetchBatch {
			_, err := tx.ExecContext(ctx, `CLOSE demarche_quads`)
			return err
		}
	}
}

func readNames(ctx context.Context, tx *sql.Tx, names map[hash]quad.Value, query string, args ...any) error {
	return eachRow(ctx, tx, query, args, func(rows *sql.Rows) error {
		h, v, err := scanNode(rows)
		names[h] = v
		return err
	})
}

// addNames fetches the names that rows need and names lack.
func addNames(ctx context.Context, tx *sql.Tx, names map[hash]quad.Value, rows [][4]hash) error {
	var missing pq.ByteaArray
	asked := map[hash]bool{}
	for _, r := range rows {
		for _, h := range r {
			if names[h] == nil && !asked[h] {
				asked[h] = true
				missing = append(missing, h[:])
			}
		}
	}
	for len(missing) > 0 {
		n := min(len(missing), fetchBatch)
		if err := readNames(ctx, tx, names, `SELECT `+nodeColumns+` FROM nodes WHERE hash = ANY($1)`, missing[:n]); err != nil {
			return err
		}
		missing = missing[n:]
	}
	return nil
}

func labelKey(label quad.IRI) []byte {
	h := refs.HashOf(label)
	return h[:]
}
