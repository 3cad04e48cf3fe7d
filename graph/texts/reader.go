package texts

import (
	"errors"
	"io/fs"
	"os"
	"sync"

	"github.com/klauspost/compress/zstd"

	"demarche/graph"
)

// Reader reads the texts of a pack beside the process that writes it, without its lock. It sees every whole record of the
// file, committed or about to be: a text is found by its hash, so it can be no other. It is safe for concurrent use.
type Reader struct {
	path string
	dec  *zstd.Decoder

	mu   sync.Mutex
	seen *Pack       // the file as it was last looked at, nil before
	info os.FileInfo // of that file
}

// OpenReader makes a reader of the pack at path, which may appear later.
func OpenReader(path string) (*Reader, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(2*MaxText))
	if err != nil {
		return nil, err
	}
	return &Reader{path: path, dec: dec}, nil
}

// Text returns the text with that hexadecimal SHA-256. It returns graph.ErrNotFound when the pack has none and
// graph.ErrCorrupt when its record is damaged.
func (r *Reader) Text(sha256hex string) (string, error) {
	want, err := parseSum(sha256hex)
	if err != nil {
		return "", err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen != nil {
		if at, ok := r.seen.offsets[want]; ok {
			// A record that does not hold may have been cut off and written over since.
			if text, err := r.seen.read(at, want); err == nil {
				return text, nil
			}
		}
	}
	if err := r.look(); err != nil {
		return "", err
	}
	if r.seen == nil {
		return "", graph.ErrNotFound
	}
	return r.seen.Text(sha256hex)
}

// look reads the file's records anew when it is not the one that was looked at last.
func (r *Reader) look() error {
	info, err := os.Stat(r.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if r.info != nil && os.SameFile(info, r.info) && info.Size() == r.info.Size() && info.ModTime().Equal(r.info.ModTime()) {
		return nil
	}
	file, err := os.Open(r.path)
	if err != nil {
		return err
	}
	p := &Pack{path: r.path, file: file, dec: r.dec, offsets: map[sum]int64{}}
	if _, err := p.scan(info.Size()); err != nil {
		return joinClose(err, file)
	}
	if r.seen != nil {
		err = r.seen.file.Close()
	}
	r.seen, r.info = p, info
	return err
}

// Close ends the reading.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dec.Close()
	if r.seen == nil {
		return nil
	}
	return r.seen.file.Close()
}
