package texts

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"os"

	"github.com/klauspost/compress/zstd"

	"demarche/graph"
)

// Open opens or makes the pack at path. committed is the size that the store last recorded: what lies beyond it is the
// torn or unused tail of a change that never held, and is cut off; a rewritten pack of that size takes the place of the
// old one, any other is removed. A pack shorter than committed is graph.ErrCorrupt.
func Open(path string, committed int64) (*Pack, error) {
	if err := settle(path, committed); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	p := &Pack{path: path, file: file, size: committed, add: map[sum]int64{}, offsets: map[sum]int64{}}
	if err := p.prepare(committed); err != nil {
		return nil, fmt.Errorf("%s: %w", path, joinClose(err, file))
	}
	return p, nil
}

func joinClose(err error, f *os.File) error {
	if cerr := f.Close(); cerr != nil {
		return errors.Join(err, cerr)
	}
	return err
}

func (p *Pack) prepare(committed int64) error {
	info, err := p.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < committed {
		return fmt.Errorf("%w: %d bytes, want %d", graph.ErrCorrupt, info.Size(), committed)
	}
	if info.Size() > committed {
		if err := p.file.Truncate(committed); err != nil {
			return err
		}
	}
	end, err := p.scan(committed)
	if err != nil {
		return err
	}
	if end != committed {
		return fmt.Errorf("%w: no record at byte %d", graph.ErrCorrupt, end)
	}
	if p.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(2*MaxText)); err != nil {
		return err
	}
	p.enc, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	return err
}

// Append writes a text unless the pack has it, and returns its SHA-256 in binary. It is on disk only after Sync, and
// found only after Keep.
func (p *Pack) Append(text string) ([sha256.Size]byte, error) {
	s := sha256.Sum256([]byte(text))
	if p.lost != nil {
		return s, p.lost
	}
	if len(text) > MaxText {
		return s, fmt.Errorf("%s: text of %d bytes, at most %d are kept", p.path, len(text), MaxText)
	}
	if _, appended := p.add[s]; appended || p.has(s) {
		return s, nil
	}
	payload := p.enc.EncodeAll([]byte(text), nil)
	h := header{sum: s, raw: uint32(len(text)), packed: uint32(len(payload)), payloadCRC: crc32.Checksum(payload, castagnoli)}
	record := append(h.encode(), payload...)
	if _, err := p.file.WriteAt(record, p.size); err != nil {
		return s, err
	}
	p.add[s] = p.size
	p.size += int64(len(record))
	return s, nil
}

func (p *Pack) has(s sum) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	_, ok := p.offsets[s]
	return ok
}

// Size is the length of the pack with all that was appended.
func (p *Pack) Size() int64 { return p.size }

// Sync waits until everything appended is on disk.
func (p *Pack) Sync() error { return p.file.Sync() }

// Keep ends a change that held: what was appended stays.
func (p *Pack) Keep() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for s, at := range p.add {
		p.offsets[s] = at
	}
	clear(p.add)
}

// Cut ends a change that failed: what was appended after size goes.
func (p *Pack) Cut(size int64) error {
	clear(p.add)
	if size >= p.size {
		return nil
	}
	p.size = size
	if err := p.file.Truncate(size); err != nil {
		return fmt.Errorf("%s: %w", p.path, err)
	}
	return nil
}

// Close gives up the file. No other method may be called after it.
func (p *Pack) Close() error {
	p.dec.Close()
	if err := joinClose(p.enc.Close(), p.file); err != nil {
		return fmt.Errorf("%s: %w", p.path, err)
	}
	return nil
}
