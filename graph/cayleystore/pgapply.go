package cayleystore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/cayley/graph/refs"
	csql "github.com/cayleygraph/cayley/graph/sql"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	"github.com/lib/pq"

	"demarche/graph"
)

// Apply replaces what the labels of the changes assert, in one transaction, by the rules of [Store.Apply]. Writers of
// all processes take turns, so that each difference is exact and the version moves once per Apply.
func (p *Postgres) Apply(ctx context.Context, changes []graph.Change) (applied graph.Applied, err error) {
	leave, err := p.enter()
	if err != nil {
		return graph.Applied{}, err
	}
	defer leave()
	defer func() {
		if err != nil {
			applied, err = graph.Applied{}, p.named(err)
		}
	}()
	b, err := encode(changes)
	if err != nil {
		return applied, err
	}
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return applied, err
	}
	w := pgWriter{ctx: ctx, tx: tx, b: b, hook: p.hook, delta: map[hash]int{}, values: map[hash]quad.Value{}}
	var changed bool
	err = w.lock()
	if err == nil {
		applied, changed, err = w.write(p.packTexts(changes))
	}
	if err == nil && changed {
		if err = w.check(); err == nil {
			return applied, tx.Commit()
		}
	}
	if rerr := tx.Rollback(); rerr != nil && err == nil && !errors.Is(rerr, sql.ErrTxDone) {
		err = rerr
	}
	return applied, err
}

// packedTexts are rows of demarche_texts.
type packedTexts struct{ keys, zstd pq.ByteaArray }

func (p *Postgres) packTexts(changes []graph.Change) packedTexts {
	var out packedTexts
	seen := map[[sha256.Size]byte]bool{}
	for _, c := range changes {
		for _, text := range c.Texts {
			key := sha256.Sum256([]byte(text))
			if !seen[key] {
				seen[key] = true
				out.keys = append(out.keys, key[:])
				out.zstd = append(out.zstd, p.enc.EncodeAll([]byte(text), nil))
			}
		}
	}
	return out
}

// pgWriter carries one batch into one transaction.
type pgWriter struct {
	ctx    context.Context
	tx     *sql.Tx
	b      *batch
	hook   func() error
	old    graph.Version       // before this batch
	delta  map[hash]int        // quads that come to use a node minus quads that cease to
	values map[hash]quad.Value // of the nodes of added quads
	added  [][4]hash
	gone   pq.Int64Array // Cayley's numbers of removed quads
	unused pq.ByteaArray // nodes counted down to nothing
}

// check lets tests fail any statement.
func (w *pgWriter) check() error {
	if w.hook == nil {
		return nil
	}
	return w.hook()
}

// lock waits for the writer before, and reads the version that it left. Everything read afterwards is as new. A lock on a
// row, and not an advisory one, also works on databases that only speak like PostgreSQL.
func (w *pgWriter) lock() error {
	if err := w.check(); err != nil {
		return err
	}
	var old int64
	err := w.tx.QueryRowContext(w.ctx, `SELECT number FROM demarche_meta WHERE key = 'version' FOR UPDATE`).Scan(&old)
	w.old = graph.Version(old)
	return err
}

func (w *pgWriter) exec(query string, args ...any) error {
	if err := w.check(); err != nil {
		return err
	}
	_, err := w.tx.ExecContext(w.ctx, query, args...)
	return err
}

// write brings all changes into the transaction and tells whether there was anything to write.
func (w *pgWriter) write(texts packedTexts) (applied graph.Applied, changed bool, err error) {
	outcomes, err := w.difference()
	if err != nil {
		return applied, false, err
	}
	if err := w.writeNodes(); err != nil {
		return applied, false, err
	}
	if err := w.writeQuads(); err != nil {
		return applied, false, err
	}
	if err := w.dropNodes(); err != nil {
		return applied, false, err
	}
	kept, err := w.keepTexts(texts)
	if err != nil {
		return applied, false, err
	}
	noted, err := w.writeNotes()
	if err != nil {
		return applied, false, err
	}
	applied.Version = w.old
	var hashes pq.ByteaArray
	var labels []string
	var counts []int64
	for i, o := range outcomes {
		applied.Added += o.added
		applied.Removed += o.removed
		if o.added > 0 || o.removed > 0 || noted[i] {
			label := w.b.changes[i].label
			hashes, labels, counts = append(hashes, labelKey(label)), append(labels, string(label)), append(counts, int64(o.before+o.added-o.removed))
		}
	}
	if len(labels) == 0 {
		return applied, kept, nil
	}
	applied.Version++
	err = w.exec(`INSERT INTO demarche_labels (hash, label, changed, quads)
		SELECT h, l, $4, n FROM unnest($1::bytea[], $2::text[], $3::bigint[]) AS t(h, l, n)
		ON CONFLICT (hash) DO UPDATE SET changed = excluded.changed, quads = excluded.quads`,
		hashes, pq.Array(labels), pq.Array(counts), int64(applied.Version))
	if err == nil {
		err = w.exec(`UPDATE demarche_meta SET number = $1 WHERE key = 'version'`, int64(applied.Version))
	}
	return applied, true, err
}

// difference compares the old quads of all labels with the new ones, by hash.
func (w *pgWriter) difference() ([]outcome, error) {
	type key struct{ s, p, o hash }
	byLabel := make(map[hash]int, len(w.b.changes))
	var asked pq.ByteaArray
	for i, c := range w.b.changes {
		h := w.b.nodes[c.node].hash
		byLabel[h] = i
		asked = append(asked, bytes.Clone(h[:]))
	}
	old := make([]map[key]int64, len(w.b.changes))
	var raw [4]sql.RawBytes
	var number int64
	query := `SELECT label_hash, subject_hash, predicate_hash, object_hash, horizon FROM quads WHERE label_hash = ANY($1)`
	err := eachRow(w.ctx, w.tx, query, []any{asked}, func(rows *sql.Rows) error {
		if err := rows.Scan(&raw[0], &raw[1], &raw[2], &raw[3], &number); err != nil {
			return err
		}
		i := byLabel[hash(raw[0])]
		if old[i] == nil {
			old[i] = map[key]int64{}
		}
		old[i][key{hash(raw[1]), hash(raw[2]), hash(raw[3])}] = number
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]outcome, len(w.b.changes))
	for i, c := range w.b.changes {
		out[i].before = len(old[i])
		label := w.b.nodes[c.node].hash
		for _, t := range c.triples {
			k := key{w.b.nodes[t[0]].hash, w.b.nodes[t[1]].hash, w.b.nodes[t[2]].hash}
			if _, ok := old[i][k]; ok {
				delete(old[i], k)
				continue
			}
			out[i].added++
			w.added = append(w.added, [4]hash{k.s, k.p, k.o, label})
			for _, at := range [4]uint64{t[0], t[1], t[2], c.node} {
				nd := &w.b.nodes[at]
				w.delta[nd.hash]++
				w.values[nd.hash] = nd.value
			}
		}
		out[i].removed = len(old[i])
		for k, n := range old[i] {
			w.gone = append(w.gone, n)
			for _, h := range [4]hash{k.s, k.p, k.o, label} {
				w.delta[h]--
			}
		}
	}
	slices.Sort(w.gone)
	return out, nil
}

// writeNodes counts the nodes up and down that the database has, and copies in those that it has not.
func (w *pgWriter) writeNodes() error {
	var all [][]byte
	for h, d := range w.delta {
		if d != 0 {
			all = append(all, bytes.Clone(h[:]))
		}
	}
	slices.SortFunc(all, bytes.Compare)
	known := map[hash]bool{}
	for rest := range slices.Chunk(all, fetchBatch) {
		if err := w.check(); err != nil {
			return err
		}
		counts := make(pq.Int64Array, len(rest))
		for i, b := range rest {
			counts[i] = int64(w.delta[hash(b)])
		}
		var raw sql.RawBytes
		var refs int64
		query := `UPDATE nodes SET refs = refs + d.n FROM unnest($1::bytea[], $2::int[]) AS d(h, n) WHERE hash = d.h RETURNING hash, refs`
		err := eachRow(w.ctx, w.tx, query, []any{pq.ByteaArray(rest), counts}, func(rows *sql.Rows) error {
			if err := rows.Scan(&raw, &refs); err != nil {
				return err
			}
			known[hash(raw)] = true
			if refs < 0 {
				return fmt.Errorf("%w: node %x is used by %d quads", graph.ErrCorrupt, raw, refs)
			}
			if refs == 0 {
				w.unused = append(w.unused, bytes.Clone(raw))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return w.copyIn("nodes", []string{"hash", "refs", "value", "value_string", "datatype", "language", "iri", "bnode", "value_int", "value_bool", "value_float"},
		func(row func(...any) error) error {
			for _, b := range all {
				h := hash(b)
				if known[h] {
					continue
				}
				if w.delta[h] < 0 {
					return fmt.Errorf("%w: node %v is missing", graph.ErrCorrupt, h)
				}
				cells, err := nodeCells(w.values[h])
				if err != nil {
					return err
				}
				if err := row(append([]any{b, w.delta[h]}, cells...)...); err != nil {
					return err
				}
			}
			return nil
		})
}

// nodeCells lays a value out in the columns value, value_string, datatype, language, iri, bnode, value_int, value_bool and
// value_float, as Cayley does, except that text which Cayley would read back with a NUL in it goes packed.
func nodeCells(v quad.Value) ([]any, error) {
	cells := make([]any, 9)
	kind, values, err := csql.NodeValues(csql.NodeHash{}, v)
	if err != nil {
		return nil, err
	}
	if strings.Contains(v.String(), `\x00`) {
		if _, iri := v.(quad.IRI); !iri {
			cells[0], err = pquads.MarshalValue(v)
			return cells, err
		}
	}
	for i, name := range kind.Columns() {
		cells[slices.Index(nodeCellNames[:], name)] = values[i+1]
	}
	return cells, nil
}

var nodeCellNames = [...]string{"value", "value_string", "datatype", "language", "iri", "bnode", "value_int", "value_bool", "value_float"}

// copyIn streams rows into a table.
func (w *pgWriter) copyIn(table string, columns []string, each func(row func(...any) error) error) (err error) {
	if err := w.check(); err != nil {
		return err
	}
	quoted := make([]string, len(columns))
	for i, c := range columns {
		quoted[i] = pq.QuoteIdentifier(c)
	}
	stmt, err := w.tx.PrepareContext(w.ctx, "COPY "+pq.QuoteIdentifier(table)+" ("+strings.Join(quoted, ", ")+") FROM STDIN")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stmt.Close()) }()
	err = each(func(cells ...any) error {
		_, err := stmt.Exec(cells...)
		return err
	})
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(w.ctx)
	return err
}

func (w *pgWriter) writeQuads() error {
	if len(w.gone) > 0 {
		if err := w.exec(`DELETE FROM quads WHERE horizon = ANY($1)`, w.gone); err != nil {
			return err
		}
	}
	if len(w.added) == 0 {
		return nil
	}
	slices.SortFunc(w.added, func(a, b [4]hash) int { // the order of the largest index
		for i := range a {
			if c := bytes.Compare(a[i][:], b[i][:]); c != 0 {
				return c
			}
		}
		return 0
	})
	return w.copyIn("quads", []string{"subject_hash", "predicate_hash", "object_hash", "label_hash"}, func(row func(...any) error) error {
		for i := range w.added {
			q := &w.added[i]
			if err := row(q[0][:], q[1][:], q[2][:], q[3][:]); err != nil {
				return err
			}
		}
		return nil
	})
}

// dropNodes removes the nodes that no quad uses any more.
func (w *pgWriter) dropNodes() error {
	if len(w.unused) == 0 {
		return nil
	}
	return w.exec(`DELETE FROM nodes WHERE hash = ANY($1)`, w.unused)
}

func (w *pgWriter) keepTexts(texts packedTexts) (bool, error) {
	if len(texts.keys) == 0 {
		return false, nil
	}
	if err := w.check(); err != nil {
		return false, err
	}
	res, err := w.tx.ExecContext(w.ctx, `INSERT INTO demarche_texts (sha256, zstd)
		SELECT * FROM unnest($1::bytea[], $2::bytea[]) ON CONFLICT DO NOTHING`, texts.keys, texts.zstd)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// writeNotes keeps and removes notes and tells which changes had another note before.
func (w *pgWriter) writeNotes() ([]bool, error) {
	byLabel := make(map[hash]int, len(w.b.changes))
	var all pq.ByteaArray
	for i, c := range w.b.changes {
		h := refs.HashOf(c.label)
		byLabel[h] = i
		all = append(all, bytes.Clone(h[:]))
	}
	old := make([][]byte, len(w.b.changes))
	err := eachRow(w.ctx, w.tx, `SELECT hash, note FROM demarche_notes WHERE hash = ANY($1)`, []any{all}, func(rows *sql.Rows) error {
		var key, note []byte
		err := rows.Scan(&key, &note)
		if err == nil {
			old[byLabel[hash(key)]] = append([]byte{}, note...)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]bool, len(w.b.changes))
	var put, notes, gone pq.ByteaArray
	for i, c := range w.b.changes {
		switch {
		case c.note == nil && old[i] == nil, c.note != nil && old[i] != nil && bytes.Equal(c.note, old[i]):
			continue
		case c.note == nil:
			gone = append(gone, all[i])
		default:
			put, notes = append(put, all[i]), append(notes, c.note)
		}
		out[i] = true
	}
	if len(gone) > 0 {
		if err := w.exec(`DELETE FROM demarche_notes WHERE hash = ANY($1)`, gone); err != nil {
			return nil, err
		}
	}
	if len(put) > 0 {
		err = w.exec(`INSERT INTO demarche_notes (hash, note) SELECT * FROM unnest($1::bytea[], $2::bytea[])
			ON CONFLICT (hash) DO UPDATE SET note = excluded.note`, put, notes)
	}
	return out, err
}
