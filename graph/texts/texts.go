// Package texts keeps normalized texts by the SHA-256 of their UTF-8 bytes in one file, compressed. [Open] gives the pack
// to the one process that holds the store's lock; texts are appended, and [Pack.Rewrite] leaves out those that nobody
// wants any more. It does not know what a text belongs to.
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

// Pack is an open pack. Text, Has and Len may run beside the other methods; those belong to one goroutine.
type Pack struct {
	path string
	dec  *zstd.Decoder
	enc  *zstd.Encoder
	size int64         // of the records appended so far
	add  map[sum]int64 // offsets of what was appended since the last Keep
	lost error         // why nothing more can be appended

	mu      sync.RWMutex
	file    *os.File
	offsets map[sum]int64 // of the records that hold
}

// Text returns the text with that hexadecimal SHA-256. It returns graph.ErrNotFound when the pack has none and
// graph.ErrCorrupt when its record is damaged.
func (p *Pack) Text(sha256hex string) (string, error) {
	want, err := parseSum(sha256hex)
	if err != nil {
		return "", err
	}
	p.mu.RLock()
	defer p.mu.RUnlock()
	at, ok := p.offsets[want]
	if !ok {
		return "", fmt.Errorf("%s: text %s: %w", p.path, sha256hex, graph.ErrNotFound)
	}
	text, err := p.read(at, want)
	if err != nil {
		return "", fmt.Errorf("%s: text %s: %w", p.path, sha256hex, err)
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

// read takes the record at offset at apart and checks all of it.
func (p *Pack) read(at int64, want sum) (string, error) {
	h, payload, err := p.record(at, want)
	if err != nil {
		return "", err
	}
	raw, err := p.dec.DecodeAll(payload, make([]byte, 0, h.raw))
	if err != nil {
		return "", fmt.Errorf("%w: record at byte %d: %w", graph.ErrCorrupt, at, err)
	}
	if sha256.Sum256(raw) != want {
		return "", fmt.Errorf("%w: hash of the record at byte %d", graph.ErrCorrupt, at)
	}
	return string(raw), nil
}

// record reads the record at offset and checks its checksums.
func (p *Pack) record(at int64, want sum) (header, []byte, error) {
	var head [headerSize]byte
	if _, err := p.file.ReadAt(head[:], at); err != nil {
		return header{}, nil, fmt.Errorf("%w: record at byte %d: %w", graph.ErrCorrupt, at, err)
	}
	h, ok := decodeHeader(head[:])
	if !ok || h.sum != want {
		return h, nil, fmt.Errorf("%w: no record at byte %d", graph.ErrCorrupt, at)
	}
	payload := make([]byte, h.packed)
	if _, err := p.file.ReadAt(payload, at+headerSize); err != nil {
		return h, nil, fmt.Errorf("%w: record at byte %d: %w", graph.ErrCorrupt, at, err)
	}
	if crc32.Checksum(payload, castagnoli) != h.payloadCRC {
		return h, nil, fmt.Errorf("%w: checksum of the record at byte %d", graph.ErrCorrupt, at)
	}
	return h, payload, nil
}

// scanWindow is how much of the file one read of scan takes; short texts follow each other many to a window.
const scanWindow = 256 << 10

// scan notes the records of the file up to its end or the first that is not whole, and returns where that is.
func (p *Pack) scan(size int64) (int64, error) {
	var window []byte
	var start, end int64 // of window in the file; of the records seen
	for end+headerSize <= size {
		if end < start || end+headerSize > start+int64(len(window)) {
			window, start = make([]byte, min(scanWindow, size-end)), end
			n, err := p.file.ReadAt(window, start)
			if err != nil && !errors.Is(err, io.EOF) {
				return end, err
			}
			if window = window[:n]; n < headerSize {
				return end, nil
			}
		}
		h, ok := decodeHeader(window[end-start:])
		next := end + headerSize + int64(h.packed)
		if !ok || next > size {
			return end, nil
		}
		p.offsets[h.sum] = end
		end = next
	}
	return end, nil
}

// Len is the number of texts that hold.
func (p *Pack) Len() int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return len(p.offsets)
}

// Sums lists the SHA-256 of the texts that hold, in binary, sorted.
func (p *Pack) Sums() [][sha256.Size]byte {
	p.mu.RLock()
	out := slices.Collect(maps.Keys(p.offsets))
	p.mu.RUnlock()
	slices.SortFunc(out, func(a, b sum) int { return bytes.Compare(a[:], b[:]) })
	return out
}

// Verify reads every text whole. Its error wraps graph.ErrCorrupt and names the damaged ones, up to twenty.
func (p *Pack) Verify(ctx context.Context) error {
	var bad []error
	for _, s := range p.Sums() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := p.Text(hex.EncodeToString(s[:])); err != nil && len(bad) < 20 {
			bad = append(bad, err)
		}
	}
	return errors.Join(bad...)
}
