package cayleystore

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/graph/cayleystore/boltkv"
	"demarche/graph/cayleystore/table"
	"demarche/graph/internal/durable"
)

// repairBatch is how many quads one transaction of Repair writes.
const repairBatch = 100_000

// Repair builds the quads of a folder's store anew from its log, which alone is the record: indexes, names, counts, the
// rows of labels and the change log follow from it. Version, notes and texts stay, so that followers notice nothing; a
// label whose row is lost counts as changed in the last version. The store must not be open. A log that cannot be read
// whole is graph.ErrCorrupt, and then nothing changes: load the documents again. A sound store comes out as it was. All
// quads are in memory meanwhile.
func Repair(ctx context.Context, folder string) error {
	if err := checkFolder(folder, Options{MustExist: true}); err != nil {
		return err
	}
	path := filepath.Join(folder, quadsFile)
	db, err := boltkv.Open(path, boltkv.Options{})
	if err != nil {
		return err
	}
	old := &Store{lifetime: lifetime{name: folder}, db: db}
	fresh := path + ".new"
	err = old.rebuild(ctx, fresh)
	if err == nil {
		if err = os.Rename(fresh, path); err == nil { // while the lock is held, so that nobody writes to what goes
			err = durable.SyncFolder(folder)
		}
	} else if rerr := os.Remove(fresh); rerr != nil && !errors.Is(rerr, os.ErrNotExist) {
		err = errors.Join(err, rerr)
	}
	return errors.Join(err, old.Close())
}

// rebuild writes what s holds to a new file.
func (s *Store) rebuild(ctx context.Context, file string) (err error) {
	if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	db, err := boltkv.Open(file, boltkv.Options{NoSync: true})
	if err != nil {
		return err
	}
	fresh, err := newStore(file, db)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	if err := s.copyQuads(ctx, fresh); err != nil {
		return errors.Join(err, fresh.Close())
	}
	if err := s.copyOwn(fresh); err != nil {
		return errors.Join(err, fresh.Close())
	}
	if err := fresh.Close(); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// copyQuads applies all quads of the log to another store, label by label.
func (s *Store) copyQuads(ctx context.Context, to *Store) error {
	labels := map[quad.IRI][]quad.Quad{}
	for q, err := range s.Quads(ctx, "") {
		if err != nil {
			return err
		}
		label, ok := q.Label.(quad.IRI)
		if !ok {
			return fmt.Errorf("%s: %w: the label of %v", s.name, graph.ErrCorrupt, q)
		}
		labels[label] = append(labels[label], q)
	}
	var batch []graph.Change
	size := 0
	flush := func() error {
		_, err := to.Apply(ctx, batch)
		batch, size = nil, 0
		return err
	}
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		batch = append(batch, graph.Change{Label: label, Quads: labels[label]})
		if size += len(labels[label]); size >= repairBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// copyOwn brings versions and notes to another store that has the same quads.
func (s *Store) copyOwn(to *Store) error {
	tx, err := to.db.Begin(true)
	if err != nil {
		return err
	}
	err = s.read(func(from table.Tx) error {
		version := graph.Version(getNumber(from, keyVersion))
		for _, key := range []string{keyVersion, keyTexts} {
			if err := putNumber(tx, key, getNumber(from, key)); err != nil {
				return err
			}
		}
		rows := map[string]labelRow{} // of labels with quads, by the new store's own count
		for c := tx.Table(labelTable).Scan(nil); c.Next(); {
			row, err := decodeLabelRow(c.Value())
			if err != nil {
				return err
			}
			rows[string(c.Key())] = row
		}
		ends := map[string]labelRow{} // of labels without
		for _, name := range []string{labelTable, noteTable} {
			for c := from.Table(name).Scan(nil); c.Next(); {
				if _, ok := rows[string(c.Key())]; !ok {
					ends[string(c.Key())] = labelRow{}
				}
			}
		}
		for _, set := range []map[string]labelRow{rows, ends} {
			for _, label := range slices.Sorted(maps.Keys(set)) {
				now := labelRow{changed: version, quads: set[label].quads}
				if was, ok, err := getLabel(from, label); err == nil && ok && was.changed > 0 && was.changed < version {
					now.changed = was.changed
				}
				if err := putLabel(tx, label, set[label], now); err != nil {
					return err
				}
			}
		}
		for c := from.Table(noteTable).Scan(nil); c.Next(); {
			if err := tx.Table(noteTable).Put(slices.Clone(c.Key()), slices.Clone(c.Value())); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
