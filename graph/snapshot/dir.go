package snapshot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"demarche/graph"
)

// When changes are laid out anew instead of being carried in deltas: over compactShare of the base, and over compactMin
// quads; at maxDeltas files they are written as one.
const (
	compactShare = 1.0 / 16
	compactMin   = 50_000
	maxDeltas    = 32
)

// Dir is a folder with the snapshot of one store: one base file and the deltas that lead on from it. One process that
// holds the store calls [Dir.Write] after it has changed it; any number of processes read with [Dir.Current] and follow
// with [Dir.Watch], and need no lock. All methods are safe for concurrent use; readers are never blocked.
type Dir struct {
	path string
	cur  atomic.Pointer[Snapshot] // the newest version known here, with one holder of ours
	mu   sync.Mutex               // held while cur moves
	base os.FileInfo              // the file that cur's base came from, nil when there is none
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
	if next != nil && next != cur {
		d.swap(next)
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

// follow applies the deltas that lead on from s, each as far as it is sound. It returns s itself when none does. A delta
// that is not sound ends the chain without an error: whoever writes next begins from there.
func (d *Dir) follow(s *Snapshot, files folder) (*Snapshot, error) {
	first := s
	for {
		f, ok := files.next(s.Version())
		if !ok {
			return s, nil
		}
		change, err := openDelta(f.path)
		if errors.Is(err, graph.ErrCorrupt) || errors.Is(err, graph.ErrVersion) {
			return s, nil
		}
		if err != nil {
			return s, err
		}
		next, err := s.Apply(change.to, change.changes)
		if err != nil {
			return s, fmt.Errorf("snapshot: %s: %w", f.path, err)
		}
		if s != first {
			s.Release()
		}
		s = next
	}
}

// swap makes next the current snapshot, taking over its holder.
func (d *Dir) swap(next *Snapshot) {
	if old := d.cur.Swap(next); old != nil {
		old.Release()
	}
}

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
	return next, d.sweep()
}

// save writes what leads to next and returns the snapshot to go on with, in exchange for next.
func (d *Dir) save(next *Snapshot, change *delta) (*Snapshot, error) {
	if change != nil && (next.Share() <= compactShare || next.over.added+next.over.dropped <= compactMin) {
		files, err := d.list()
		if err != nil {
			return nil, err
		}
		if chain := files.chain(); len(chain) >= maxDeltas {
			if merged, err := mergeDeltas(chain, change); err == nil {
				change = merged
			}
		}
		path := filepath.Join(d.path, deltaName(change.from, change.to))
		if err := change.save(path); err != nil {
			next.Release()
			return nil, err
		}
		for _, f := range files.deltas { // one that was damaged, or led to versions that are no more
			if f.from == change.from && f.path != path {
				os.Remove(f.path)
			}
		}
		return next, nil
	}
	version := next.Version()
	path := filepath.Join(d.path, baseName(version))
	err := next.Save(path)
	next.Release()
	if err != nil {
		return nil, err
	}
	files, err := d.list()
	if err != nil {
		return nil, err
	}
	for _, f := range files.bases { // of a store that was put back to an earlier version
		if f.version > version {
			os.Remove(f.path)
		}
	}
	s, err := Open(path)
	if err != nil {
		return nil, err
	}
	if d.base, err = os.Stat(path); err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	return s, nil
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

// Close gives up the folder's own hold on the current snapshot; snapshots that others hold stay readable.
func (d *Dir) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if old := d.cur.Swap(nil); old != nil {
		old.Release()
	}
}

// folder is the files of a Dir.
type folder struct {
	bases  []baseFile  // newest first
	deltas []deltaFile // by from, then the farthest first
	stale  []string    // temporary files of killed writers
}

type baseFile struct {
	path    string
	version graph.Version
}

type deltaFile struct {
	path     string
	from, to graph.Version
}

func baseName(v graph.Version) string { return fmt.Sprintf("base-%016x.snap", uint64(v)) }
func deltaName(from, to graph.Version) string {
	return fmt.Sprintf("delta-%016x-%016x.snap", uint64(from), uint64(to))
}

func (d *Dir) list() (folder, error) {
	var out folder
	entries, err := os.ReadDir(d.path)
	if errors.Is(err, os.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return out, fmt.Errorf("snapshot: %w", err)
	}
	for _, e := range entries {
		var a, b uint64
		path := filepath.Join(d.path, e.Name())
		if n, _ := fmt.Sscanf(e.Name(), "base-%16x.snap", &a); n == 1 && e.Name() == baseName(graph.Version(a)) {
			out.bases = append(out.bases, baseFile{path, graph.Version(a)})
		} else if n, _ := fmt.Sscanf(e.Name(), "delta-%16x-%16x.snap", &a, &b); n == 2 && e.Name() == deltaName(graph.Version(a), graph.Version(b)) && a < b {
			out.deltas = append(out.deltas, deltaFile{path, graph.Version(a), graph.Version(b)})
		} else if ok, _ := filepath.Match(".*.snap.*", e.Name()); ok {
			out.stale = append(out.stale, path)
		}
	}
	slices.SortFunc(out.bases, func(a, b baseFile) int { return cmp.Compare(b.version, a.version) })
	slices.SortFunc(out.deltas, func(a, b deltaFile) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
	})
	return out, nil
}

// next is the delta that leads farthest from a version. One that begins earlier does as well as one that begins there: it
// holds the last word on every label that changed since, so that applying it again to some of them changes nothing.
func (f *folder) next(v graph.Version) (deltaFile, bool) {
	var best deltaFile
	for _, d := range f.deltas {
		if d.from <= v && v < d.to && d.to >= best.to {
			best = d
		}
	}
	return best, best.to != 0
}

// chain is the deltas that lead on from the newest base.
func (f *folder) chain() []deltaFile {
	var out []deltaFile
	if len(f.bases) > 0 {
		for d, ok := f.next(f.bases[0].version); ok; d, ok = f.next(d.to) {
			out = append(out, d)
		}
	}
	return out
}

// obsolete lists the files that are on no way from the newest base.
func (f *folder) obsolete() []string {
	out := f.stale
	needed := map[string]bool{}
	for _, d := range f.chain() {
		needed[d.path] = true
	}
	for i, b := range f.bases {
		if i > 0 {
			out = append(out, b.path)
		}
	}
	for _, d := range f.deltas {
		if !needed[d.path] {
			out = append(out, d.path)
		}
	}
	return out
}
