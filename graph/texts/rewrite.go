package texts

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"demarche/graph"
	"demarche/graph/internal/durable"
)

// A pack is rewritten in three steps, and a crash between any two of them leaves a whole pack: Rewrite lays the new file
// beside the old one, the store records the new size in its own transaction, Replace puts the new file in the place of
// the old one. Open does the third step when only that is missing, which it knows by the size: a new file is always
// shorter than every size that the store recorded before.

const newSuffix = ".new"

// Rewrite lays a pack with only the wanted texts beside this one, on disk, and returns its size. Nothing else changes
// yet: either [Pack.Replace] or [Pack.Discard] must follow. There must be a text that is not wanted, and no change under
// way. A wanted text that is damaged is graph.ErrCorrupt, and then nothing is rewritten.
func (p *Pack) Rewrite(wanted func(sha256 [sha256.Size]byte) bool) (size int64, err error) {
	if p.lost != nil {
		return 0, p.lost
	}
	out, err := os.Create(p.path + newSuffix)
	if err != nil {
		return 0, err
	}
	w := bufio.NewWriterSize(out, 1<<20)
	for _, s := range p.Sums() {
		if !wanted(s) {
			continue
		}
		h, payload, rerr := p.record(p.offsets[s], s)
		if rerr != nil {
			err = fmt.Errorf("%s: text %s: %w", p.path, hex.EncodeToString(s[:]), rerr)
			break
		}
		_, _ = w.Write(h.encode()) // Flush tells
		_, _ = w.Write(payload)
		size += headerSize + int64(len(payload))
	}
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = out.Sync()
	}
	if err = joinClose(err, out); err == nil {
		err = durable.SyncFolder(filepath.Dir(p.path))
	}
	if err != nil {
		return 0, errors.Join(err, p.Discard())
	}
	return size, nil
}

// Discard takes a Rewrite back.
func (p *Pack) Discard() error {
	if err := os.Remove(p.path + newSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Replace puts the rewritten pack in the place of this one, after the store has recorded its size. After an error
// nothing can be appended until the pack is opened again.
func (p *Pack) Replace(size int64) error {
	err := settle(p.path, size)
	var file *os.File
	if err == nil {
		file, err = os.OpenFile(p.path, os.O_RDWR, 0)
	}
	if err != nil {
		p.lost = fmt.Errorf("%s: %w: open the store again", p.path, err)
		return p.lost
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	old := p.file
	p.file, p.size = file, size
	clear(p.offsets)
	if end, serr := p.scan(size); serr != nil {
		p.lost = fmt.Errorf("%s: %w", p.path, serr)
	} else if end != size {
		p.lost = fmt.Errorf("%s: %w: no record at byte %d", p.path, graph.ErrCorrupt, end)
	}
	return errors.Join(p.lost, old.Close())
}

// settle ends a rewriting that was cut off: forwards when the store has recorded it, else backwards.
func settle(path string, committed int64) error {
	info, err := os.Stat(path + newSuffix)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.Size() != committed {
		return os.Remove(path + newSuffix)
	}
	if err := os.Rename(path+newSuffix, path); err != nil {
		return err
	}
	return durable.SyncFolder(filepath.Dir(path))
}
