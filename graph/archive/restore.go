package archive

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"demarche/graph"

	"github.com/cayleygraph/quad"
	"github.com/klauspost/compress/zstd"
)

// The limits of what Open takes out of an archive.
const (
	maxManifest = 16 << 20
	maxWindow   = 128 << 20 // memory of the decompressor
)

// Archive is an opened and checked archive. Close it to remove what was unpacked.
type Archive struct {
	Manifest Manifest
	dir      string
}

// Open unpacks an archive into a temporary folder and compares every file with the manifest. A truncated or altered
// archive, or one with files that the manifest does not know, gives graph.ErrCorrupt; a newer format graph.ErrVersion.
func Open(r io.Reader) (_ *Archive, err error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, damaged("%v", err)
	}
	defer z.Close()
	dir, err := os.MkdirTemp("", "demarche-restore-")
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	a := &Archive{dir: dir}
	defer func() {
		if err != nil {
			_ = a.Close()
		}
	}()
	found, err := a.unpack(tar.NewReader(z))
	if err != nil {
		return nil, err
	}
	if a.Manifest.Format > formatVersion {
		return nil, fmt.Errorf("archive: format %d: %w", a.Manifest.Format, graph.ErrVersion)
	}
	if len(found) != len(a.Manifest.Files) || len(found) < 3 {
		return nil, damaged("%d files where the manifest has %d", len(found), len(a.Manifest.Files))
	}
	for i, f := range a.Manifest.Files {
		if found[i] != f {
			return nil, damaged("%s is not what the manifest says", f.Name)
		}
	}
	for i, name := range []string{quadsFile, textsFile, notesFile} {
		if found[i].Name != name {
			return nil, damaged("%s where %s should be", found[i].Name, name)
		}
	}
	return a, nil
}

// unpack writes the files into the folder and returns what they are; the manifest must be the last.
func (a *Archive) unpack(t *tar.Reader) ([]File, error) {
	var found []File
	for {
		h, err := t.Next()
		if err != nil {
			return nil, damaged("the manifest is missing: %v", err)
		}
		if h.Typeflag != tar.TypeReg || h.Name == "" || strings.ContainsAny(h.Name, "/\\") {
			return nil, damaged("an entry named %q", h.Name)
		}
		if h.Name == manifestFile {
			b, err := io.ReadAll(io.LimitReader(t, maxManifest))
			if err == nil {
				err = json.Unmarshal(b, &a.Manifest)
			}
			if err != nil {
				return nil, damaged("the manifest: %v", err)
			}
			if _, err := t.Next(); err != io.EOF {
				return nil, damaged("something stands after the manifest: %v", err)
			}
			return found, nil
		}
		f, err := a.unpackFile(h.Name, t)
		if err != nil {
			return nil, err
		}
		found = append(found, f)
	}
}

func (a *Archive) unpackFile(name string, r io.Reader) (File, error) {
	out, err := os.OpenFile(filepath.Join(a.dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return File{}, damaged("two files named %q", name)
	}
	if err != nil {
		return File{}, fmt.Errorf("archive: %w", err)
	}
	sum := sha256.New()
	var broken readError
	n, err := io.Copy(io.MultiWriter(out, sum), broken.watch(r))
	if cerr := out.Close(); err == nil {
		err = cerr
	}
	if broken.err != nil {
		return File{}, damaged("%s: %v", name, broken.err)
	}
	if err != nil {
		return File{}, fmt.Errorf("archive: %w", err)
	}
	return File{name, n, hex.EncodeToString(sum.Sum(nil))}, nil
}

// readError tells an error of reading from one of writing.
type readError struct {
	r   io.Reader
	err error
}

func (e *readError) watch(r io.Reader) io.Reader { e.r = r; return e }

func (e *readError) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if err != nil && err != io.EOF {
		e.err = err
	}
	return n, err
}

// File is one of the caller's files; graph.ErrNotFound when the archive has none of that name.
func (a *Archive) File(name string) ([]byte, error) {
	for _, f := range a.Manifest.Files[3:] {
		if f.Name == name {
			return os.ReadFile(filepath.Join(a.dir, name))
		}
	}
	return nil, fmt.Errorf("archive: %s: %w", name, graph.ErrNotFound)
}

// Close removes what Open unpacked.
func (a *Archive) Close() error { return os.RemoveAll(a.dir) }

// Restore gives everything to an empty store, else ErrNotEmpty. With batch 0 that is one change: the store holds
// all or nothing. With a batch it is many changes of at least so many quads, for graphs that are too large for one; then
// restore into a store that nobody else sees yet and put it in its place afterwards.
func (a *Archive) Restore(ctx context.Context, store graph.Store, batch int, progress Progress) error {
	version, err := store.Version(ctx)
	if err != nil {
		return err
	}
	labels, err := store.Labels(ctx)
	if err != nil {
		return err
	}
	if version != 0 && len(labels) > 0 {
		return fmt.Errorf("archive: %w", ErrNotEmpty)
	}
	r, err := a.reader()
	if err != nil {
		return err
	}
	defer r.close()
	var changes []graph.Change
	n, done := 0, 0
	for {
		c, err := r.next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		changes = append(changes, c)
		done += len(c.Quads)
		progress.step("quads", done)
		if n += len(c.Quads); batch > 0 && n >= batch {
			if _, err := store.Apply(ctx, changes); err != nil {
				return err
			}
			changes, n = nil, 0
		}
	}
	if len(changes) == 0 {
		return nil
	}
	_, err = store.Apply(ctx, changes)
	return err
}

// changeReader reads the changes of an archive, by label.
type changeReader struct {
	files []*os.File
	quads func() (quad.Quad, error, bool)
	stop  func()
	ahead *quad.Quad
	notes *json.Decoder
	note  *noteLine
	texts map[string]place
	text  *os.File
	last  quad.IRI
	// missing is how many texts need not be there.
	missing int
}

// place is where a line of texts.ndjson stands.
type place struct {
	offset int64
	bytes  int
}

func (a *Archive) reader() (*changeReader, error) {
	r := &changeReader{stop: func() {}, missing: a.Manifest.Missing}
	open := func(name string) *os.File {
		f, err := os.Open(filepath.Join(a.dir, name))
		if err == nil {
			r.files = append(r.files, f)
		}
		return f
	}
	quads, texts, notes := open(quadsFile), open(textsFile), open(notesFile)
	if len(r.files) != 3 {
		r.close()
		return nil, fmt.Errorf("archive: the unpacked files are gone: %w", os.ErrNotExist)
	}
	r.notes = json.NewDecoder(bufio.NewReader(notes))
	r.text = texts
	var err error
	if r.texts, err = indexTexts(texts); err != nil {
		r.close()
		return nil, err
	}
	r.pull(quads)
	return r, nil
}

func (r *changeReader) close() {
	r.stop()
	for _, f := range r.files {
		_ = f.Close()
	}
}

// indexTexts finds every text's line, so that texts need not be in memory together.
func indexTexts(f *os.File) (map[string]place, error) {
	out := map[string]place{}
	in := bufio.NewReaderSize(f, 1<<18)
	prefix := []byte(`{"sha256":"`)
	for at := int64(0); ; {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			hash, _, ok := bytes.Cut(bytes.TrimPrefix(line, prefix), []byte{'"'})
			if !ok || !bytes.HasPrefix(line, prefix) {
				return nil, damaged("%s: a line of another form", textsFile)
			}
			out[string(hash)] = place{at, len(line)}
			at += int64(len(line))
		}
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("archive: %w", err)
		}
	}
}
