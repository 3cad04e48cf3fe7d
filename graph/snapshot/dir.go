package snapshot

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"demarche/graph"
)

// Dir is a folder with the snapshot of one store: one base file and the deltas that lead on from it. One process that
// holds the store calls [Dir.Write] after it has changed it; any number of processes read with [Dir.Current] and follow
// with [Dir.Watch], and need no lock. All methods are safe for concurrent use; readers are never blocked.
type Dir struct {
	path string
	cur  atomic.Pointer[Snapshot] // the newest version known here, with one holder of ours
	mu   sync.Mutex               // held while cur moves
	base os.FileInfo              // the file that cur's base came from, nil when there is none

	beside sync.WaitGroup // the laying out of a new base
}

// NewDir is the folder at path. Write makes it when it is missing.
func NewDir(path string) *Dir { return &Dir{path: path} }

// Current is the newest snapshot that this process knows, opened from the folder the first time. The caller releases it.
// graph.ErrNotFound means that nothing has been written yet, graph.ErrCorrupt that no base file is sound: let the holder
// of the store call Write.
func (d *Dir) Current() (*Snapshot, error) {
	for {
		if s := d.cur.Load(); s != nil && s.Acquire() {
			return s, nil
		}
		if err := d.Refresh(); err != nil {
			return nil, err
		}
	}
}

// Refresh moves Current to what the folder holds now. Small changes cost what they hold.
func (d *Dir) Refresh() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	var err error
	for range 5 { // files may go while they are being opened: then there are newer ones
		if err = d.refresh(); !errors.Is(err, graph.ErrNotFound) {
			break
		}
	}
	return err
}

func (d *Dir) refresh() error {
	files, err := d.list()
	if err != nil {
		return err
	}
	cur := d.cur.Load()
	if cur == nil || len(files.bases) == 0 || !d.isBase(files.bases[0]) {
		return d.reopen(files)
	}
	next, err := d.follow(cur, files)
	if next == cur {
		return err
	}
	d.swap(next)
	if err == nil && next.wasteful() {
		return d.reopen(files)
	}
	return err
}

// isBase tells whether cur's base came from this very file.
func (d *Dir) isBase(f baseFile) bool {
	info, err := os.Stat(f.path)
	return err == nil && d.base != nil && os.SameFile(info, d.base) && info.ModTime().Equal(d.base.ModTime())
}

// reopen opens the newest sound base and what follows it.
func (d *Dir) reopen(files folder) error {
	err := fmt.Errorf("snapshot: %s has no snapshot: %w", d.path, graph.ErrNotFound)
	for _, f := range files.bases {
		info, serr := os.Stat(f.path)
		s, oerr := Open(f.path)
		if oerr != nil || serr != nil {
			if err = errors.Join(oerr, serr); errors.Is(err, graph.ErrNotFound) || errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("%w: %w", graph.ErrNotFound, err)
			}
			continue
		}
		next, ferr := d.follow(s, files)
		if next != s {
			s.Release()
		}
		d.base = info
		d.swap(next)
		return ferr
	}
	return err
}

// follow applies the deltas that lead on from s, as far as they are sound, and all as one: so long rows are put together
// once. It returns s itself when there are none. A delta that is not sound ends the chain without an error: whoever writes
// next begins from there.
func (d *Dir) follow(s *Snapshot, files folder) (*Snapshot, error) {
	var all []delta
	for v := s.Version(); ; {
		f, ok := files.next(v)
		if !ok {
			break
		}
		change, err := openDelta(f.path)
		if errors.Is(err, graph.ErrCorrupt) || errors.Is(err, graph.ErrVersion) {
			break
		}
		if err != nil {
			return s, err
		}
		all = append(all, change)
		v = change.to
	}
	if len(all) == 0 {
		return s, nil
	}
	change := merge(all)
	next, err := s.Apply(change.to, change.changes)
	if err != nil {
		return s, fmt.Errorf("snapshot: %s: from version %d to %d: %w", d.path, s.Version(), change.to, err)
	}
	return next, nil
}

// swap makes next the current snapshot, taking over its holder.
func (d *Dir) swap(next *Snapshot) {
	if old := d.cur.Swap(next); old != nil {
		old.Release()
	}
}

// Watch looks at the folder every interval until the context ends, moves Current along, and calls moved, unless nil,
// with the snapshot it moved to or with the error that kept it; the snapshot is held only during the call.
func (d *Dir) Watch(ctx context.Context, interval time.Duration, moved func(*Snapshot, error)) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		before := d.cur.Load()
		err := d.Refresh()
		s, cerr := d.Current()
		if moved != nil && (err != nil || cerr == nil && s != before) {
			moved(s, err)
		}
		if cerr == nil {
			s.Release()
		}
	}
}

// Close waits for a new base that is being written beside everything else, and gives up the folder's own hold on the current
// snapshot; snapshots that others hold stay readable. A process that ends without Close leaves the work to the next writer.
func (d *Dir) Close() {
	d.beside.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	if old := d.cur.Swap(nil); old != nil {
		old.Release()
	}
}
