package cayleystore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"

	"github.com/cayleygraph/cayley/graph/refs"
)

// sumIs tells whether text has that SHA-256.
func sumIs(text, sum []byte) bool {
	got := sha256.Sum256(text)
	return bytes.Equal(got[:], sum)
}

// Verify checks the names and counts of nodes against the quads, the rows of labels, and all texts. What the database
// itself guarantees, such as its indexes, is amcheck's to check.
func (p *Postgres) Verify(ctx context.Context) error {
	var bad faults
	err := p.read(ctx, func(tx *sql.Tx) error {
		for _, step := range []func(context.Context, *sql.Tx, *faults) error{p.verifyCounts, p.verifyLabels, p.verifyNodes, p.verifyTexts} {
			if err := step(ctx, tx, &bad); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if bad.err() != nil {
		return p.named(bad.err())
	}
	return nil
}

func (p *Postgres) verifyCounts(ctx context.Context, tx *sql.Tx, bad *faults) error {
	query := `SELECT encode(coalesce(n.hash, u.hash), 'hex'), coalesce(n.refs, 0), coalesce(u.n, 0) FROM nodes n FULL JOIN (
			SELECT hash, count(*) AS n FROM (
				SELECT subject_hash AS hash FROM quads UNION ALL SELECT predicate_hash FROM quads
				UNION ALL SELECT object_hash FROM quads UNION ALL SELECT label_hash FROM quads) AS ends GROUP BY hash
		) AS u ON u.hash = n.hash WHERE n.refs IS DISTINCT FROM u.n LIMIT 20`
	return eachRow(ctx, tx, query, nil, func(rows *sql.Rows) error {
		var key string
		var has, want int64
		err := rows.Scan(&key, &has, &want)
		bad.add("node %s counts %d quads, want %d", key, has, want)
		return err
	})
}

func (p *Postgres) verifyLabels(ctx context.Context, tx *sql.Tx, bad *faults) error {
	query := `SELECT coalesce(l.label, encode(q.label_hash, 'hex')), coalesce(l.quads, 0), coalesce(q.n, 0) FROM demarche_labels l FULL JOIN (
			SELECT label_hash, count(*) AS n FROM quads GROUP BY label_hash) AS q ON q.label_hash = l.hash
		WHERE coalesce(l.quads, 0) <> coalesce(q.n, 0) LIMIT 20`
	err := eachRow(ctx, tx, query, nil, func(rows *sql.Rows) error {
		var label string
		var has, want int64
		err := rows.Scan(&label, &has, &want)
		bad.add("label %s counts %d quads, want %d", label, has, want)
		return err
	})
	if err != nil {
		return err
	}
	query = `SELECT label FROM demarche_labels WHERE changed < 1 OR changed > (SELECT number FROM demarche_meta WHERE key = 'version') LIMIT 20`
	return eachRow(ctx, tx, query, nil, func(rows *sql.Rows) error {
		var label string
		err := rows.Scan(&label)
		bad.add("label %s changed in a version that never was", label)
		return err
	})
}

func (p *Postgres) verifyNodes(ctx context.Context, tx *sql.Tx, bad *faults) error {
	return eachRow(ctx, tx, `SELECT `+nodeColumns+` FROM nodes`, nil, func(rows *sql.Rows) error {
		h, v, err := scanNode(rows)
		if err != nil {
			bad.add("%v", err)
		} else if refs.HashOf(v) != h {
			bad.add("node %v has the hash of another one", v)
		}
		return nil
	})
}

func (p *Postgres) verifyTexts(ctx context.Context, tx *sql.Tx, bad *faults) error {
	return eachRow(ctx, tx, `SELECT sha256, zstd FROM demarche_texts`, nil, func(rows *sql.Rows) error {
		var key, packed sql.RawBytes
		if err := rows.Scan(&key, &packed); err != nil {
			return err
		}
		if text, err := p.dec.DecodeAll(packed, nil); err != nil || !sumIs(text, key) {
			bad.add("text %x: %v", []byte(key), err)
		}
		return nil
	})
}
