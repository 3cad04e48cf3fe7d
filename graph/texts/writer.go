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

// Writer appends texts to a pack. One process has a Writer at a time: its caller holds the store's lock. Text may run
// beside the writing methods; those belong to one goroutine.
type Writer struct {
	*Reader
	out  *os.File
	enc  *zstd.Encoder
	size int64         // of the records appended so far
	add  map[sum]int64 // offsets of what was appended since the last Keep
}

// Open opens or makes the pack at path for writing. What lies beyond committed, the size that the store last recorded, is
// the torn or unused tail of a change that never held, and is cut off. A pack shorter than committed is graph.ErrCorrupt.
func Open(path string, committed int64) (*Writer, error) {
	out, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	w, err := open(path, out, committed)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, joinClose(err, out))
	}
	return w, nil
}

func joinClose(err error, f *os.File) error {
	if cerr := f.Close(); cerr != nil {
		return errors.Join(err, cerr)
	}
	return err
}

func open(path string, out *os.File, committed int64) (*Writer, error) {
	info, err := out.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < committed {
		return nil, fmt.Errorf("%w: %d bytes, want %d", graph.ErrCorrupt, info.Size(), committed)
	}
	if info.Size() > committed {
		if err := out.Truncate(committed); err != nil {
			return nil, err
		}
	}
	r, err := OpenReader(path)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	err = r.scan()
	end := r.end
	r.mu.Unlock()
	if err == nil && end != committed {
		err = fmt.Errorf("%w: no record at byte %d", graph.ErrCorrupt, end)
	}
	if err != nil {
		return nil, joinClose(err, r.file)
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, joinClose(err, r.file)
	}
	return &Writer{Reader: r, out: out, enc: enc, size: committed, add: map[sum]int64{}}, nil
}

// Append writes a text unless the pack has it, and returns its SHA-256 in binary. It is on disk only after Sync.
func (w *Writer) Append(text string) ([sha256.Size]byte, error) {
	s := sha256.Sum256([]byte(text))
	if len(text) > MaxText {
		return s, fmt.Errorf("%s: text of %d bytes, at most %d are kept", w.path, len(text), MaxText)
	}
	w.mu.Lock()
	_, known := w.offsets[s]
	w.mu.Unlock()
	if _, appended := w.add[s]; known || appended {
		return s, nil
	}
	payload := w.enc.EncodeAll([]byte(text), nil)
	h := header{sum: s, raw: uint32(len(text)), packed: uint32(len(payload)), payloadCRC: crc32.Checksum(payload, castagnoli)}
	record := append(h.encode(), payload...)
	if _, err := w.out.WriteAt(record, w.size); err != nil {
		return s, err
	}
	w.add[s] = w.size
	w.size += int64(len(record))
	return s, nil
}

// Size is the length of the pack with all that was appended.
func (w *Writer) Size() int64 { return w.size }

// Sync waits until everything appended is on disk.
func (w *Writer) Sync() error { return w.out.Sync() }

// Keep ends a change that held: what was appended stays.
func (w *Writer) Keep() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for s, at := range w.add {
		w.offsets[s] = at
		if at > w.last {
			w.last, w.lastSum = at, s
		}
	}
	w.end = max(w.end, w.size)
	clear(w.add)
}

// Cut ends a change that failed: what was appended after size goes.
func (w *Writer) Cut(size int64) error {
	clear(w.add)
	if size >= w.size {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.size = size
	err := w.out.Truncate(size)
	if w.end > size { // somebody read beside the failing change
		w.forget()
		err = errors.Join(err, w.scan())
	}
	if err != nil {
		return fmt.Errorf("%s: %w", w.path, err)
	}
	return nil
}

// Close gives up the file.
func (w *Writer) Close() error {
	if err := w.enc.Close(); err != nil {
		return fmt.Errorf("%s: %w", w.path, joinClose(err, w.out))
	}
	if err := w.out.Close(); err != nil {
		return fmt.Errorf("%s: %w", w.path, err)
	}
	return w.Reader.Close()
}
