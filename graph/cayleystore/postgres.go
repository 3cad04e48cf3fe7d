package cayleystore

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"

	"github.com/cayleygraph/cayley/clog"
	cayley "github.com/cayleygraph/cayley/graph"
	csql "github.com/cayleygraph/cayley/graph/sql"
	"github.com/cayleygraph/cayley/graph/sql/postgres"
	"github.com/cayleygraph/quad"
	"github.com/klauspost/compress/zstd"

	"demarche/graph"
)

// Postgres is the store of record in a PostgreSQL database that several people or machines share: Cayley's own tables
// nodes and quads, and the tables demarche_meta, demarche_labels, demarche_notes and demarche_texts beside them. Writers
// of any number of processes wait for each other; readers wait for nobody. Followers ask Version, one row, and Changes.
// It is safe for concurrent use.
type Postgres struct {
	lifetime
	url  string
	db   *sql.DB
	enc  *zstd.Encoder
	dec  *zstd.Decoder
	hook func() error // tests only: called before each statement of Apply
}

var (
	_ graph.Store     = (*Postgres)(nil)
	_ graph.ChangeLog = (*Postgres)(nil)
)

// maxConnections bounds what one process takes of the server, whose own default is 100 for all.
const maxConnections = 16

// quiet keeps Cayley from writing to standard error beside the errors that it returns.
var quiet sync.Once

// OpenPostgres opens the store in the database that url names, in the first schema of its search path; tables are made
// when the schema has none. A schema that holds a graph of Cayley's which is not demarche's is refused. Errors:
// graph.ErrVersion when a newer demarche wrote it, fs.ErrNotExist when Options.MustExist finds none. Reading works on a
// replica too.
func OpenPostgres(ctx context.Context, url string, opts Options) (*Postgres, error) {
	quiet.Do(func() { clog.SetLogger(nil) })
	p := &Postgres{lifetime: lifetime{name: Name(url)}, url: url}
	connector, err := connector(url)
	if err != nil {
		return nil, p.named(err)
	}
	if p.enc, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1)); err != nil {
		return nil, p.named(err)
	}
	if p.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0)); err != nil {
		return nil, p.named(err)
	}
	p.db = sql.OpenDB(connector)
	p.db.SetMaxOpenConns(maxConnections)
	if err := p.prepare(ctx, opts); err != nil {
		return nil, p.named(errors.Join(err, p.db.Close()))
	}
	return p, nil
}

// read runs f in one transaction that sees one version.
func (p *Postgres) read(ctx context.Context, f func(tx *sql.Tx) error) error {
	leave, err := p.enter()
	if err != nil {
		return err
	}
	defer leave()
	tx, err := p.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return p.named(err)
	}
	err = f(tx)
	if rerr := tx.Rollback(); rerr != nil && err == nil && !errors.Is(rerr, sql.ErrTxDone) {
		err = rerr
	}
	if err != nil {
		return p.named(err)
	}
	return nil
}

// Version counts the changes taken so far, by all processes.
func (p *Postgres) Version(ctx context.Context) (graph.Version, error) {
	var v int64
	err := p.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT number FROM demarche_meta WHERE key = 'version'`).Scan(&v)
	})
	return graph.Version(v), err
}

// Labels lists the labels that assert at least one quad, sorted.
func (p *Postgres) Labels(ctx context.Context) ([]quad.IRI, error) {
	return p.labels(ctx, `SELECT label FROM demarche_labels WHERE quads > 0`)
}

// Changes lists the labels whose quads or note changed after since, retracted ones too, sorted.
func (p *Postgres) Changes(ctx context.Context, since graph.Version) ([]quad.IRI, error) {
	return p.labels(ctx, `SELECT label FROM demarche_labels WHERE changed > $1`, int64(since))
}

func (p *Postgres) labels(ctx context.Context, query string, args ...any) ([]quad.IRI, error) {
	var out []quad.IRI
	err := p.read(ctx, func(tx *sql.Tx) error {
		return eachRow(ctx, tx, query, args, func(rows *sql.Rows) error {
			var label string
			err := rows.Scan(&label)
			out = append(out, quad.IRI(label))
			return err
		})
	})
	slices.Sort(out)
	return out, err
}

// eachRow runs a query and gives each row to f.
func eachRow(ctx context.Context, tx *sql.Tx, query string, args []any, f func(*sql.Rows) error) (err error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Note returns the loader's memory of a label, graph.ErrNotFound when there is none.
func (p *Postgres) Note(ctx context.Context, label quad.IRI) ([]byte, error) {
	out := []byte{}
	err := p.read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT note FROM demarche_notes WHERE hash = $1`, labelKey(label)).Scan(&out)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("note of %s: %w", label, graph.ErrNotFound)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Notes streams all notes by label, a thousand at a time.
func (p *Postgres) Notes(ctx context.Context) iter.Seq2[graph.LabelNote, error] {
	return func(yield func(graph.LabelNote, error) bool) {
		stopped := false
		err := p.read(ctx, func(tx *sql.Tx) error {
			query := `SELECT l.label, n.note FROM demarche_notes n JOIN demarche_labels l USING (hash) ORDER BY l.label COLLATE "C"`
			return eachRow(ctx, tx, query, nil, func(rows *sql.Rows) error {
				var n graph.LabelNote
				if err := rows.Scan((*string)(&n.Label), &n.Note); err != nil {
					return err
				}
				if !yield(n, nil) {
					stopped = true
					return errStop
				}
				return nil
			})
		})
		if err != nil && !stopped {
			yield(graph.LabelNote{}, err)
		}
	}
}

// errStop ends a walk that the caller broke off.
var errStop = errors.New("stopped")

// Text returns the text with that hexadecimal SHA-256, graph.ErrNotFound when it was not kept.
func (p *Postgres) Text(ctx context.Context, sha256 string) (string, error) {
	var out string
	err := p.read(ctx, func(tx *sql.Tx) error {
		key, err := hex.DecodeString(sha256)
		if err != nil {
			return fmt.Errorf("text %q: %w", sha256, graph.ErrNotFound)
		}
		var packed []byte
		err = tx.QueryRowContext(ctx, `SELECT zstd FROM demarche_texts WHERE sha256 = $1`, key).Scan(&packed)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("text %s: %w", sha256, graph.ErrNotFound)
		}
		if err != nil {
			return err
		}
		raw, err := p.dec.DecodeAll(packed, nil)
		if err != nil {
			return fmt.Errorf("text %s: %w: %w", sha256, graph.ErrCorrupt, err)
		}
		out = string(raw)
		return nil
	})
	return out, err
}

// QuadStore opens Cayley's own view of the database, of the moment each of its queries runs at. The caller closes it.
// Build paths on it one at a time: its optimizer counts aliases without a lock.
func (p *Postgres) QuadStore() (cayley.QuadStore, error) {
	qs, err := csql.New(postgres.Type, p.url, nil)
	if err != nil {
		return nil, p.named(err)
	}
	return qs, nil
}

// Close waits for the methods at work and gives up the connections; the others return graph.ErrClosed from then on.
func (p *Postgres) Close() error {
	if !p.end() {
		return nil
	}
	p.dec.Close()
	if err := errors.Join(p.enc.Close(), p.db.Close()); err != nil {
		return p.named(err)
	}
	return nil
}
