// Package texts keeps normalized texts by the SHA-256 of their UTF-8 bytes in one append-only file, compressed. [Open] is
// for the one writer, [OpenReader] for any number of readers in other processes, which take no lock and see new texts as
// they come. It does not know what a text belongs to, and forgets none.
//
// The file is a row of records: magic "dtx1", SHA-256 of the text (32 bytes), its length, the length of the payload, the
// CRC-32C of the payload and that of the header so far (4 bytes each, little-endian), then the payload, one zstd frame.
package texts

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"

	"demarche/graph"
)

const (
	magic      = "dtx1"
	headerSize = 4 + 32 + 4*4
	// MaxText is the longest text in bytes that a pack takes: the loaders' limit for a document, doubled because
	// normalizing may lengthen it.
	MaxText = 64 << 20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

type sum = [sha256.Size]byte

type header struct {
	sum         sum
	raw, packed uint32
	payloadCRC  uint32
}

func (h header) encode() []byte {
	b := make([]byte, 0, headerSize)
	b = append(b, magic...)
	b = append(b, h.sum[:]...)
	b = binary.LittleEndian.AppendUint32(b, h.raw)
	b = binary.LittleEndian.AppendUint32(b, h.packed)
	b = binary.LittleEndian.AppendUint32(b, h.payloadCRC)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

func decodeHeader(b []byte) (header, bool) {
	if len(b) < headerSize || !bytes.HasPrefix(b, []byte(magic)) {
		return header{}, false
	}
	if crc32.Checksum(b[:headerSize-4], castagnoli) != binary.LittleEndian.Uint32(b[headerSize-4:]) {
		return header{}, false
	}
	h := header{
		raw:        binary.LittleEndian.Uint32(b[36:]),
		packed:     binary.LittleEndian.Uint32(b[40:]),
		payloadCRC: binary.LittleEndian.Uint32(b[44:]),
	}
	copy(h.sum[:], b[4:])
	return h, h.raw <= MaxText
}

// Reader finds texts in a pack that another process may be writing. It is safe for concurrent use.
type Reader struct {
	path string
	dec  *zstd.Decoder

	mu      sync.Mutex
	file    *os.File      // nil until the file exists
	offsets map[sum]int64 // of the records seen so far
	last    int64         // where the last record seen starts, -1 when there is none
	lastSum sum
	end     int64 // where the next record starts
}

// OpenReader opens the pack at path; it may appear later.
func OpenReader(path string) (*Reader, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(2*MaxText))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &Reader{path: path, dec: dec, offsets: map[sum]int64{}, last: -1}, nil
}

// Text returns the text with that hexadecimal SHA-256. It returns graph.ErrNotFound when the pack has none and
// graph.ErrCorrupt when its record is damaged.
func (r *Reader) Text(sha256hex string) (string, error) {
	want, err := parseSum(sha256hex)
	if err != nil {
		return "", err
	}
	text, found, err := r.find(want, false)
	if found && err == nil {
		return text, nil
	}
	// Unknown so far, or the writer has cut and rewritten the end of the file since: look again from the disk.
	text, found, err = r.find(want, found)
	if err != nil {
		return "", fmt.Errorf("%s: text %s: %w", r.path, sha256hex, err)
	}
	if !found {
		return "", fmt.Errorf("%s: text %s: %w", r.path, sha256hex, graph.ErrNotFound)
	}
	return text, nil
}

func parseSum(s string) (sum, error) {
	var out sum
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(out) {
		return out, fmt.Errorf("text %q: %w", s, graph.ErrNotFound)
	}
	copy(out[:], b)
	return out, nil
}

// find looks a text up, after reading what is new in the file; anew forgets what was known of it.
func (r *Reader) find(want sum, anew bool) (string, bool, error) {
	r.mu.Lock()
	if anew {
		r.forget()
	}
	at, ok := r.offsets[want]
	if !ok {
		if err := r.scan(); err != nil {
			r.mu.Unlock()
			return "", false, err
		}
		at, ok = r.offsets[want]
	}
	file := r.file
	r.mu.Unlock()
	if !ok {
		return "", false, nil
	}
	text, err := r.read(file, at, want)
	return text, true, err
}

// read takes the record at offset at apart and checks all of it.
func (r *Reader) read(file *os.File, at int64, want sum) (string, error) {
	var head [headerSize]byte
	if _, err := file.ReadAt(head[:], at); err != nil {
		return "", fmt.Errorf("%w: record at byte %d: %w", graph.ErrCorrupt, at, err)
	}
	h, ok := decodeHeader(head[:])
	if !ok || h.sum != want {
		return "", fmt.Errorf("%w: no record at byte %d", graph.ErrCorrupt, at)
	}
	payload := make([]byte, h.packed)
	if _, err := file.ReadAt(payload, at+headerSize); err != nil {
		return "", fmt.Errorf("%w: record at byte %d: %w", graph.ErrCorrupt, at, err)
	}
	if crc32.Checksum(payload, castagnoli) != h.payloadCRC {
		return "", fmt.Errorf("%w: checksum of the record at byte %d", graph.ErrCorrupt, at)
	}
	raw, err := r.dec.DecodeAll(payload, make([]byte, 0, h.raw))
	if err != nil {
		return "", fmt.Errorf("%w: record at byte %d: %w", graph.ErrCorrupt, at, err)
	}
	if sha256.Sum256(raw) != want {
		return "", fmt.Errorf("%w: hash of the record at byte %d", graph.ErrCorrupt, at)
	}
	return string(raw), nil
}

// scanWindow is how much of the file one read of scan takes; short texts follow each other many to a window.
const scanWindow = 256 << 10

// scan notes the records after end, up to the end of the file or the first that is not whole.
func (r *Reader) scan() error {
	if r.file == nil {
		f, err := os.Open(r.path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		r.file = f
	}
	info, err := r.file.Stat()
	if err != nil {
		return err
	}
	if r.last >= 0 {
		var head [headerSize]byte
		_, err := r.file.ReadAt(head[:], r.last)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		// The writer takes a failed change back by cutting the end, so while the last record stands all stand.
		if h, ok := decodeHeader(head[:]); !ok || h.sum != r.lastSum || r.end > info.Size() {
			r.forget()
		}
	}
	var window []byte
	var start int64 // of window in the file
	for r.end+headerSize <= info.Size() {
		if r.end < start || r.end+headerSize > start+int64(len(window)) {
			window, start = make([]byte, min(scanWindow, info.Size()-r.end)), r.end
			if n, err := r.file.ReadAt(window, start); err != nil && !errors.Is(err, io.EOF) {
				return err
			} else if window = window[:n]; n < headerSize {
				return nil
			}
		}
		h, ok := decodeHeader(window[r.end-start:])
		next := r.end + headerSize + int64(h.packed)
		if !ok || next > info.Size() {
			return nil
		}
		r.offsets[h.sum] = r.end
		r.last, r.lastSum, r.end = r.end, h.sum, next
	}
	return nil
}

// forget makes the next scan begin at the start.
func (r *Reader) forget() {
	clear(r.offsets)
	r.last, r.end = -1, 0
}

// Len is the number of texts seen so far.
func (r *Reader) Len() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.offsets)
}

// Close gives up the file. Text must not be called after it.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dec.Close()
	if r.file == nil {
		return nil
	}
	return r.file.Close()
}

// Verify reads every text whole. Its error wraps graph.ErrCorrupt and names the damaged ones, up to twenty.
func (r *Reader) Verify(ctx context.Context) error {
	r.mu.Lock()
	err := r.scan()
	sums := slices.Collect(maps.Keys(r.offsets))
	r.mu.Unlock()
	if err != nil {
		return fmt.Errorf("%s: %w", r.path, err)
	}
	slices.SortFunc(sums, func(a, b sum) int { return bytes.Compare(a[:], b[:]) })
	var bad []error
	for _, s := range sums {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := r.Text(hex.EncodeToString(s[:])); err != nil && len(bad) < 20 {
			bad = append(bad, err)
		}
	}
	return errors.Join(bad...)
}
