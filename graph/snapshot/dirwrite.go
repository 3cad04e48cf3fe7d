package snapshot

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"demarche/graph"
)

// When changes are laid out anew instead of being carried in deltas: over compactShare of the base, and over compactMin
// quads; at maxDeltas files they are written as one, and the last keptDeltas stay for those who follow closely.
const (
	compactShare = 1.0 / 16
	compactMin   = 50_000
	maxDeltas    = 32
	keptDeltas   = 16
)

// Write brings the folder to the store's version and returns the snapshot, which the caller releases: nothing to do when
// it is there, a delta for few changes, a new base for many. A damaged folder is made anew. After an error the folder
// holds what it held. Only one process may write at a time; a second one waits.
func (d *Dir) Write(ctx context.Context, store graph.Store) (*Snapshot, error) {
	unlock, err := d.lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	return d.write(ctx, store, false)
}

// Rebuild is Write that takes nothing from the folder: the snapshot is built by streaming the store.
func (d *Dir) Rebuild(ctx context.Context, store graph.Store) (*Snapshot, error) {
	unlock, err := d.lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	return d.write(ctx, store, true)
}

// lock makes the folder when it is missing and waits for the one place among writers.
func (d *Dir) lock() (unlock func(), err error) {
	if err := os.MkdirAll(d.path, 0o777); err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	return lockFolder(filepath.Join(d.path, "lock"))
}

func (d *Dir) write(ctx context.Context, store graph.Store, anew bool) (*Snapshot, error) {
	// What is on disk may be damaged, or newer than a store that was put back: then it is replaced.
	if err := d.Refresh(); err != nil && !errors.Is(err, graph.ErrNotFound) && !errors.Is(err, graph.ErrCorrupt) && !errors.Is(err, graph.ErrVersion) {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	prev := d.cur.Load()
	if anew {
		prev = nil
	}
	next, change, err := refresh(ctx, prev, store)
	if err != nil {
		return nil, err
	}
	if next != prev {
		if next, err = d.save(next, change); err != nil {
			return nil, err
		}
		d.swap(next)
		if !next.Acquire() {
			return nil, fmt.Errorf("snapshot: %w", graph.ErrClosed)
		}
	}
	if err := d.sweep(); err != nil || !next.wasteful() {
		return next, err
	}
	files, err := d.list()
	if err == nil {
		err = d.reopen(files)
	}
	return next, err
}

// save writes what leads to next and returns the snapshot to go on with, in exchange for next.
func (d *Dir) save(next *Snapshot, change *delta) (*Snapshot, error) {
	carry := change != nil && (next.Share() <= compactShare || next.over.added+next.over.dropped <= compactMin)
	files, err := d.forget(next.Version())
	if err != nil {
		next.Release()
		return nil, err
	}
	if carry {
		err := d.saveDelta(files, change)
		if err != nil {
			next.Release()
			return nil, err
		}
		return next, nil
	}
	path := filepath.Join(d.path, baseName(next.Version()))
	err = next.Save(path)
	next.Release()
	if err != nil {
		return nil, err
	}
	s, err := Open(path)
	if err != nil {
		return nil, err
	}
	if d.base, err = os.Stat(path); err != nil {
		s.Release()
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	return s, nil
}

// forget removes files that lead beyond a version, and lists what is left: they are of a store that was put back.
func (d *Dir) forget(version graph.Version) (folder, error) {
	files, err := d.list()
	if err != nil {
		return files, err
	}
	var gone []string
	for _, f := range files.deltas {
		if f.to > version {
			gone = append(gone, f.path)
		}
	}
	for _, f := range files.bases {
		if f.version > version {
			gone = append(gone, f.path)
		}
	}
	if len(gone) == 0 {
		return files, nil
	}
	for _, path := range gone {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return files, fmt.Errorf("snapshot: %w", err)
		}
	}
	return d.list()
}

// saveDelta writes a change, and after many of them all as one too, which is first: so nobody finds a way only half
// merged.
func (d *Dir) saveDelta(files folder, change *delta) error {
	writes := []*delta{change}
	if chain := files.chain(); len(chain) >= maxDeltas {
		if merged, err := mergeDeltas(chain, change); err == nil {
			writes = []*delta{merged, change}
		}
	}
	for _, w := range writes {
		path := filepath.Join(d.path, deltaName(w.from, w.to))
		if err := w.save(path); err != nil {
			return err
		}
		for _, f := range files.deltas { // one that was damaged, or that the merged one covers
			if f.from == w.from && f.path != path {
				_ = os.Remove(f.path) // nobody takes it any more
			}
		}
	}
	return nil
}

// mergeDeltas is the chain and one more as one: the last word on every label.
func mergeDeltas(chain []deltaFile, last *delta) (*delta, error) {
	merged := &delta{from: chain[0].from, to: last.to}
	latest := map[string]Change{}
	var order []string
	keep := func(changes []Change) {
		for _, c := range changes {
			key := c.Label.String()
			if _, ok := latest[key]; !ok {
				order = append(order, key)
			}
			latest[key] = c
		}
	}
	for _, f := range chain {
		change, err := openDelta(f.path)
		if err != nil {
			return nil, err
		}
		keep(change.changes)
	}
	keep(last.changes)
	slices.Sort(order)
	for _, key := range order {
		merged.changes = append(merged.changes, latest[key])
	}
	return merged, nil
}

// sweep removes what no reader needs any more: older bases, deltas that the base contains or that a merged one covers,
// and what a killed writer left.
func (d *Dir) sweep() error {
	files, err := d.list()
	if err != nil {
		return err
	}
	for _, path := range files.obsolete() {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("snapshot: %w", err)
		}
	}
	return nil
}
