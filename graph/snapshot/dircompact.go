package snapshot

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// compact lays s out in a new base file beside everything else, unless somebody is doing so. The folder is as good without
// it: an error leaves the work to the next writer.
func (d *Dir) compact(s *Snapshot) {
	unlock, ok := d.lockCompaction()
	if !ok {
		return
	}
	if !s.Acquire() {
		unlock()
		return
	}
	d.beside.Go(func() {
		defer unlock()
		defer s.Release()
		_ = d.addBase(s)
	})
}

// lockCompaction takes the one place among those who lay out anew, if it is free.
func (d *Dir) lockCompaction() (unlock func(), ok bool) {
	unlock, ok, err := tryLock(filepath.Join(d.path, "lock-base"))
	return unlock, ok && err == nil
}

// addBase writes the base file of s. The long part needs no lock; the file gets its name only when the folder still leads to
// that version or beyond, for the store may have been put back meanwhile.
func (d *Dir) addBase(s *Snapshot) error {
	f, version := s.compacted(), s.Version()
	path := filepath.Join(d.path, baseName(version))
	tmp, err := temporary(path, func(out *os.File) error { return f.write(out) })
	if err != nil {
		return err
	}
	keep := false
	defer func() {
		if !keep {
			_ = os.Remove(tmp)
		}
	}()
	unlock, err := d.lock()
	if err != nil {
		return err
	}
	defer unlock()
	files, err := d.list()
	if err != nil {
		return err
	}
	if files.end() < version || len(files.bases) > 0 && files.bases[0].version >= version {
		return nil
	}
	if err := os.Rename(tmp, path); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	keep = true
	return errors.Join(syncFolder(d.path), d.sweep())
}
