package cayleystore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	csql "github.com/cayleygraph/cayley/graph/sql"
	"github.com/cayleygraph/cayley/graph/sql/postgres"

	"demarche/graph"
)

// ownTables are demarche's own, and the changes to Cayley's that its queries do not see:
//
//   - An index on the label, without which each document is a scan over all quads. Labels in tables of our own are found
//     by Cayley's hash of their IRI, since an index takes no text over 2,700 bytes.
//   - One whole unique index on (subject, predicate, object, label) for Cayley's partial one and its spo_index; no
//     pos_index and osp_index, whose look-ups ops_index answers. Every index costs a random page for each quad.
//   - No foreign keys: a row of quads would look up and lock four rows of nodes, and Apply writes both in one
//     transaction under one lock.
//   - Room in the pages of nodes, so that counting a node up rewrites no index. That is also why there is no index on
//     refs: Apply knows the nodes that it has counted down to nothing.
const ownTables = `
CREATE TABLE IF NOT EXISTS demarche_meta (key text PRIMARY KEY, number bigint NOT NULL);
CREATE TABLE IF NOT EXISTS demarche_labels (hash bytea PRIMARY KEY, label text NOT NULL, changed bigint NOT NULL, quads bigint NOT NULL);
CREATE INDEX IF NOT EXISTS demarche_labels_changed ON demarche_labels (changed);
CREATE TABLE IF NOT EXISTS demarche_notes (hash bytea PRIMARY KEY, note bytea NOT NULL);
CREATE TABLE IF NOT EXISTS demarche_texts (sha256 bytea PRIMARY KEY, zstd bytea NOT NULL);
ALTER TABLE demarche_texts ALTER COLUMN zstd SET STORAGE EXTERNAL;
CREATE INDEX IF NOT EXISTS demarche_quads_label ON quads (label_hash);
CREATE UNIQUE INDEX IF NOT EXISTS demarche_quads_spol ON quads (subject_hash, predicate_hash, object_hash, label_hash);
DROP INDEX IF EXISTS spo_index, spol_unique, pos_index, osp_index;
ALTER TABLE nodes SET (fillfactor = 80);
ALTER TABLE quads DROP CONSTRAINT IF EXISTS subject_hash_fk, DROP CONSTRAINT IF EXISTS predicate_hash_fk,
	DROP CONSTRAINT IF EXISTS object_hash_fk, DROP CONSTRAINT IF EXISTS label_hash_fk;
INSERT INTO demarche_meta (key, number) VALUES ('format', 1), ('version', 0) ON CONFLICT (key) DO NOTHING;
`

// lockKey names the lock under which the tables of a schema are made, among all advisory locks of the database.
const lockKey = `hashtextextended('demarche ' || current_schema(), 0)`

// prepare makes the tables of a new store, and checks the format of an old one. Two processes that begin at once take
// turns.
func (p *Postgres) prepare(ctx context.Context, opts Options) error {
	found, err := p.checkTables(ctx)
	if err != nil || found {
		return err
	}
	if opts.MustExist {
		return errNoStore
	}
	conn, err := p.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock(`+lockKey+`)`); err != nil {
		return err
	}
	err = p.makeTables(ctx, conn)
	_, uerr := conn.ExecContext(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock(`+lockKey+`)`)
	return errors.Join(err, uerr)
}

func (p *Postgres) makeTables(ctx context.Context, conn *sql.Conn) error {
	found, err := p.checkTables(ctx) // somebody may have been faster
	if err != nil || found {
		return err
	}
	var there, foreign bool
	if err := conn.QueryRowContext(ctx, `SELECT to_regclass(quote_ident(current_schema()) || '.quads') IS NOT NULL`).Scan(&there); err != nil {
		return err
	}
	if there { // of a process that was cut off here, or of another program
		if err := conn.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM quads)`).Scan(&foreign); err != nil {
			return err
		}
		if foreign {
			return errors.New("the database holds a graph of Cayley's that is no store of demarche")
		}
	} else if err := csql.Init(postgres.Type, p.url, nil); err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, ownTables); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// checkTables tells whether the schema holds a whole store of a format that this demarche knows.
func (p *Postgres) checkTables(ctx context.Context) (bool, error) {
	var there bool
	err := p.db.QueryRowContext(ctx, `SELECT to_regclass(quote_ident(current_schema()) || '.demarche_meta') IS NOT NULL`).Scan(&there)
	if err != nil || !there {
		return false, err
	}
	var format int64
	if err := p.db.QueryRowContext(ctx, `SELECT number FROM demarche_meta WHERE key = 'format'`).Scan(&format); err != nil {
		return false, err
	}
	if format > Format {
		return false, fmt.Errorf("format %d, this demarche knows up to %d: %w", format, Format, graph.ErrVersion)
	}
	return true, nil
}
