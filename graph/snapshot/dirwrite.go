package snapshot

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"demarche/graph"
)

// When changes are laid out anew instead of being carried in deltas: when they are more than one in carriedShare of the
// base's quads, and more than carriedQuads. That is what a new reader must put over the base: at ten million quads some
// 150,000, a few tenths of a second. With maxDeltas files the last ones are written as one; the last keptDeltas stay for
// those who follow closely.
const (
	carriedShare = 64
	carriedQuads = 50_000
	maxDeltas    = 32
	keptDeltas   = 16
)

// carried tells whether so many changed quads may lie over the base.
func (f *flat) carried(quads int) bool { return quads <= max(carriedQuads, f.quads/carriedShare) }

// heavy tells whether more lies over the base than should.
func (s *Snapshot) heavy() bool {
	return s.over != nil && !s.base.carried(s.over.added+s.over.dropped)
}

// Write brings the folder to the store's version and returns the snapshot, which the caller releases: nothing to do when
// it is there, a delta for few changes, a new base for many. A damaged folder is made anew. After an error the folder
// holds what it held. Only one process may write at a time; a second one waits. When many deltas have gathered, they are
// laid out in a new base after Write has returned, which delays nobody: see [Dir.Close].
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
	if err := d.sweep(); err != nil {
		return next, err
	}
	switch {
	case next.heavy():
		d.compact(next)
	case next.wasteful():
		files, err := d.list()
		if err == nil {
			err = d.reopen(files)
		}
		return next, err
	}
	return next, nil
}

// save writes what leads to next and returns the snapshot to go on with, in exchange for next. Deltas never join or part
// nodes, so that several may be taken as one.
func (d *Dir) save(next *Snapshot, change *delta) (*Snapshot, error) {
	files, err := d.forget(next.Version())
	if err != nil {
		next.Release()
		return nil, err
	}
	if change != nil && next.over.canon == nil && next.base.carried(change.quads()) {
		if err := d.saveDelta(files, change); err != nil {
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

// saveDelta writes a change, for readers to see at once, and after many of them the last ones as one.
func (d *Dir) saveDelta(files folder, change *delta) error {
	path := filepath.Join(d.path, deltaName(change.from, change.to))
	if err := change.save(path); err != nil {
		return err
	}
	for _, f := range files.deltas { // one that was damaged
		if f.from == change.from && f.path != path {
			_ = os.Remove(f.path) // nobody takes it any more
		}
	}
	files, err := d.list()
	if err != nil {
		return err
	}
	chain := files.chain()
	if len(chain) <= maxDeltas {
		return nil
	}
	merged, err := mergeDeltas(lastTier(chain))
	if err != nil { // a damaged one: the next writer comes upon it
		return nil //nolint:nilerr // what was to be written is written
	}
	return merged.save(filepath.Join(d.path, deltaName(merged.from, merged.to)))
}

// lastTier is the end of the chain that is to be merged: as far back as no file is more than twice as large as all after
// it, so that every quad is merged a logarithmic number of times, and a few files at least.
func lastTier(chain []deltaFile) []deltaFile {
	i, sum := len(chain), int64(0)
	for i > 0 && (len(chain)-i < keptDeltas || chain[i-1].size <= 2*sum) {
		i--
		sum += chain[i].size
	}
	return chain[i:]
}

// mergeDeltas is a chain of files as one: the last word on every label.
func mergeDeltas(chain []deltaFile) (*delta, error) {
	var all []delta
	for _, f := range chain {
		change, err := openDelta(f.path)
		if err != nil {
			return nil, err
		}
		all = append(all, change)
	}
	return merge(all), nil
}

// sweep removes what no reader needs any more: older bases, deltas that the base contains or that a merged one covers,
// and what a killed writer left.
func (d *Dir) sweep() error {
	files, err := d.list()
	if err != nil {
		return err
	}
	done, free := d.lockCompaction() // else a temporary base file is somebody's who is alive
	if free {
		defer done()
	}
	for _, path := range files.obsolete() {
		if !free && strings.HasPrefix(filepath.Base(path), ".base-") {
			continue
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("snapshot: %w", err)
		}
	}
	return nil
}
