package cayleystore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
)

// Apply replaces what the labels of the changes assert, in one transaction. Only the difference is written; when there
// is none, in quads or notes, the version stays. Of two changes to one label the last counts. A quad whose label is not
// its change's, a value that an engine would not keep as it is (times, text that is not UTF-8 or holds NUL), a missing
// part: an error, and nothing changes.
func (s *Store) Apply(ctx context.Context, changes []graph.Change) (applied graph.Applied, err error) {
	leave, err := s.enter()
	if err != nil {
		return graph.Applied{}, err
	}
	defer leave()
	defer func() {
		if err != nil {
			applied, err = graph.Applied{}, fmt.Errorf("%s: %w", s.name, err)
		}
	}()
	b, err := encode(changes) // outside the lock: half of the work
	if err != nil {
		return applied, err
	}
	if err := ctx.Err(); err != nil {
		return applied, err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	tx, err := s.db.Begin(true)
	if err != nil {
		return applied, err
	}
	before := s.packSize()
	var changed bool
	err = guard(func() error {
		applied, changed, err = s.fill(ctx, tx, b, changes)
		return err
	})
	if err == nil && !changed {
		return applied, tx.Rollback()
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return applied, errors.Join(err, tx.Rollback(), s.cutTexts(before))
	}
	return applied, s.commit(tx, before)
}

// commit makes the change last. When committing fails, what the file now says decides whether the texts stay.
func (s *Store) commit(tx table.Tx, before int64) error {
	err := guard(tx.Commit)
	if err == nil {
		if s.pack != nil {
			s.pack.Keep()
		}
		return nil
	}
	err = errors.Join(err, tx.Rollback())
	look, lerr := s.db.Begin(false)
	if lerr != nil {
		return errors.Join(err, lerr)
	}
	held := int64(getNumber(look, keyTexts))
	if lerr := look.Rollback(); lerr != nil {
		return errors.Join(err, lerr)
	}
	return errors.Join(err, s.cutTexts(max(before, held)))
}

func (s *Store) packSize() int64 {
	if s.pack == nil {
		return 0
	}
	return s.pack.Size()
}

func (s *Store) cutTexts(size int64) error {
	if s.pack == nil {
		return nil
	}
	return s.pack.Cut(size)
}

// fill writes the changes into the transaction and tells whether there was anything to write.
func (s *Store) fill(ctx context.Context, tx table.Tx, b *batch, changes []graph.Change) (applied graph.Applied, changed bool, err error) {
	kept, err := s.keepTexts(ctx, tx, changes)
	if err != nil {
		return applied, false, err
	}
	w := writer{ctx: ctx, tx: tx, b: b}
	outcomes, err := w.write()
	if err != nil {
		return applied, false, err
	}
	old := graph.Version(getNumber(tx, keyVersion))
	moved := false
	for i, o := range outcomes {
		c := &b.changes[i]
		noted, err := putNote(tx, c)
		if err != nil {
			return applied, false, err
		}
		applied.Added += o.added
		applied.Removed += o.removed
		if o.added == 0 && o.removed == 0 && !noted {
			continue
		}
		moved = true
		row, _, err := getLabel(tx, string(c.label))
		if err != nil {
			return applied, false, err
		}
		now := labelRow{changed: old + 1, quads: uint64(o.before + o.added - o.removed)}
		if err := putLabel(tx, string(c.label), row, now); err != nil {
			return applied, false, err
		}
	}
	applied.Version = old
	if moved {
		applied.Version++
		err = putNumber(tx, keyVersion, uint64(applied.Version))
	}
	return applied, moved || kept, err
}

// putNote keeps or removes the note of a change and tells whether it is another one than before.
func putNote(tx table.Tx, c *labelChange) (bool, error) {
	t := tx.Table(noteTable)
	old := t.Get([]byte(c.label))
	switch {
	case c.note == nil && old == nil:
		return false, nil
	case c.note == nil:
		return true, t.Delete([]byte(c.label))
	case old != nil && bytes.Equal(old, c.note):
		return false, nil
	}
	return true, t.Put([]byte(c.label), append([]byte{}, c.note...))
}

// keepTexts stores the texts of the changes; those in a pack are on disk before the transaction that counts on them.
func (s *Store) keepTexts(ctx context.Context, tx table.Tx, changes []graph.Change) (bool, error) {
	before, kept := s.packSize(), false
	for _, c := range changes {
		for _, text := range c.Texts {
			if err := ctx.Err(); err != nil {
				return false, err
			}
			if s.pack != nil {
				if _, err := s.pack.Append(text); err != nil {
					return false, fmt.Errorf("%s: %w", c.Label, err)
				}
				continue
			}
			t, key := tx.Table(textTable), sha256.Sum256([]byte(text))
			if t.Get(key[:]) != nil {
				continue
			}
			if err := t.Put(key[:], []byte(text)); err != nil {
				return false, fmt.Errorf("%s: %w", c.Label, err)
			}
			kept = true
		}
	}
	if s.packSize() == before {
		return kept, nil
	}
	if err := s.pack.Sync(); err != nil {
		return false, err
	}
	return true, putNumber(tx, keyTexts, uint64(s.pack.Size()))
}
