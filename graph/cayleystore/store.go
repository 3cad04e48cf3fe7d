package cayleystore

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
	"demarche/graph/texts"
)

// Store is the embedded store of record: quads in Cayley's layout over a table.DB, texts in a pack or in memory. It is
// safe for concurrent use; writers wait for each other, readers wait for nobody.
type Store struct {
	lifetime
	db    table.DB
	pack  *texts.Pack   // nil: texts lie in the tables, or are only read
	texts *texts.Reader // of a store that is only read, nil otherwise

	writing sync.Mutex
}

var (
	_ graph.Store     = (*Store)(nil)
	_ graph.ChangeLog = (*Store)(nil)
)

// read runs f on a stable view of the last commit.
func (s *Store) read(f func(tx table.Tx) error) (err error) {
	leave, err := s.enter()
	if err != nil {
		return err
	}
	defer leave()
	tx, err := s.db.Begin(false)
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	if err := guard(func() error { return f(tx) }); err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	return nil
}

// guard runs f and turns a panic or a memory fault, the engine's way to report a damaged page, into graph.ErrCorrupt.
// A panic of a caller's own code comes wrapped in bodyPanic and goes on.
func guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch r := recover().(type) {
		case nil:
		case bodyPanic:
			panic(r.value)
		default:
			err = fmt.Errorf("%w: %v", graph.ErrCorrupt, r)
		}
	}()
	return f()
}

// bodyPanic carries a panic of a loop's body through guard.
type bodyPanic struct{ value any }

// body marks the panics of a caller's function.
func body[A, B any](yield func(A, B) bool) func(A, B) bool {
	return func(a A, b B) bool {
		defer func() {
			if r := recover(); r != nil {
				panic(bodyPanic{r})
			}
		}()
		return yield(a, b)
	}
}

// Version counts the changes taken so far.
func (s *Store) Version(context.Context) (graph.Version, error) {
	var v graph.Version
	err := s.read(func(tx table.Tx) error {
		v = graph.Version(getNumber(tx, keyVersion))
		return nil
	})
	return v, err
}

// Labels lists the labels that assert at least one quad, sorted.
func (s *Store) Labels(ctx context.Context) ([]quad.IRI, error) {
	var out []quad.IRI
	err := s.read(func(tx table.Tx) error {
		for c := tx.Table(labelTable).Scan(nil); c.Next(); {
			if err := ctx.Err(); err != nil {
				return err
			}
			row, err := decodeLabelRow(c.Value())
			if err != nil {
				return fmt.Errorf("label %s: %w", c.Key(), err)
			}
			if row.quads > 0 {
				out = append(out, quad.IRI(c.Key()))
			}
		}
		return nil
	})
	return out, err
}

// Changes lists the labels whose quads or note changed after since, retracted ones too, sorted.
func (s *Store) Changes(ctx context.Context, since graph.Version) ([]quad.IRI, error) {
	var out []quad.IRI
	err := s.read(func(tx table.Tx) error {
		now := graph.Version(getNumber(tx, keyVersion))
		if since >= now {
			return nil
		}
		// One look-up a version when few have passed, one walk over all when many have.
		prefixes := [][]byte{nil}
		if now-since <= maxVersionScans {
			prefixes = prefixes[:0]
			for v := since + 1; v <= now; v++ {
				prefixes = append(prefixes, be64(uint64(v)))
			}
		}
		after := be64(uint64(since))
		for _, prefix := range prefixes {
			if err := ctx.Err(); err != nil {
				return err
			}
			for c := tx.Table(changeTable).Scan(prefix); c.Next(); {
				if k := c.Key(); len(k) > 8 && bytes.Compare(k[:8], after) > 0 {
					out = append(out, quad.IRI(k[8:]))
				}
			}
		}
		return nil
	})
	slices.Sort(out)
	return out, err
}

// maxVersionScans bounds the look-ups of Changes; a look-up costs about as much as walking over ten labels.
const maxVersionScans = 1000

// Note returns the loader's memory of a label, graph.ErrNotFound when there is none.
func (s *Store) Note(_ context.Context, label quad.IRI) ([]byte, error) {
	var out []byte
	err := s.read(func(tx table.Tx) error {
		b := tx.Table(noteTable).Get([]byte(label))
		if b == nil {
			return fmt.Errorf("note of %s: %w", label, graph.ErrNotFound)
		}
		out = append([]byte{}, b...)
		return nil
	})
	return out, err
}

// Notes streams all notes by label. The loop's body may call any method of the store but Close.
func (s *Store) Notes(ctx context.Context) iter.Seq2[graph.LabelNote, error] {
	return func(yield func(graph.LabelNote, error) bool) {
		stopped := false
		yield = body(yield)
		err := s.read(func(tx table.Tx) error {
			for c := tx.Table(noteTable).Scan(nil); c.Next(); {
				if err := ctx.Err(); err != nil {
					return err
				}
				if !yield(graph.LabelNote{Label: quad.IRI(c.Key()), Note: append([]byte{}, c.Value()...)}, nil) {
					stopped = true
					return nil
				}
			}
			return nil
		})
		if err != nil && !stopped {
			yield(graph.LabelNote{}, err)
		}
	}
}

// Text returns the text with that hexadecimal SHA-256, graph.ErrNotFound when it was not kept.
func (s *Store) Text(_ context.Context, sha256 string) (string, error) {
	var out string
	err := s.read(func(tx table.Tx) error {
		var err error
		switch {
		case s.pack != nil:
			out, err = s.pack.Text(sha256)
			return err
		case s.texts != nil:
			out, err = s.texts.Text(sha256)
			return err
		}
		key, err := hex.DecodeString(sha256)
		b := tx.Table(textTable).Get(key)
		if err != nil || b == nil {
			return fmt.Errorf("text %s: %w", sha256, graph.ErrNotFound)
		}
		out = string(b)
		return nil
	})
	return out, err
}

// Close waits for the methods at work and gives the store up; the others return graph.ErrClosed from then on. Closing
// twice does nothing.
func (s *Store) Close() error {
	if !s.end() {
		return nil
	}
	err := s.db.Close()
	if s.pack != nil {
		err = errors.Join(err, s.pack.Close())
	}
	if s.texts != nil {
		err = errors.Join(err, s.texts.Close())
	}
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	return nil
}
