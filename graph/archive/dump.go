package archive

import (
	"archive/tar"
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"demarche/graph"
	"demarche/graph/quadio"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/klauspost/compress/zstd"
)

// Progress tells how far a dump or a restore is: what is at work (quads, texts, notes) and how many of them are done. It
// may be nil.
type Progress func(stage string, done int)

// step tells now and then.
func (p Progress) step(stage string, done int) {
	if p != nil {
		p(stage, done)
	}
}

// Dump writes everything that the store holds, and the caller's files by name, to w. It needs room for the uncompressed
// files in the folder for temporary files. A text that a quad names and the store does not keep, as after loading a graph
// alone, is counted in the manifest. A store that changes meanwhile is graph.ErrLocked: dump it again.
func Dump(ctx context.Context, w io.Writer, store graph.Store, files map[string][]byte, progress Progress) (Manifest, error) {
	for name := range files {
		if name == "" || strings.ContainsAny(name, "/\\") || name == quadsFile || name == textsFile || name == notesFile || name == manifestFile {
			return Manifest{}, fmt.Errorf("archive: a file cannot be named %q", name)
		}
	}
	z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) // one, so that equal input gives equal bytes
	if err != nil {
		return Manifest{}, fmt.Errorf("archive: %w", err)
	}
	d := &dumper{ctx: ctx, store: store, tar: tar.NewWriter(z), manifest: Manifest{Format: formatVersion}, texts: map[string]bool{}, progress: progress}
	version, err := store.Version(ctx)
	if err == nil {
		err = d.all(files)
	}
	if err == nil {
		err = unchanged(ctx, store, version)
	}
	if err == nil {
		err = d.tar.Close()
	}
	if cerr := z.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return Manifest{}, fmt.Errorf("archive: %w", err)
	}
	return d.manifest, nil
}

// unchanged tells whether the store is at a version still. The parts of an archive are read one after the other.
func unchanged(ctx context.Context, store graph.Store, version graph.Version) error {
	now, err := store.Version(ctx)
	if err == nil && now != version {
		err = fmt.Errorf("%w: it went from version %d to %d during the dump: dump it again", graph.ErrLocked, version, now)
	}
	return err
}

type dumper struct {
	ctx      context.Context
	store    graph.Store
	tar      *tar.Writer
	manifest Manifest
	texts    map[string]bool // hashes that the quads name
	progress Progress
}

func (d *dumper) all(files map[string][]byte) error {
	for _, part := range []struct {
		name string
		fill func(io.Writer) error
	}{{quadsFile, d.quads}, {textsFile, d.writeTexts}, {notesFile, d.notes}} {
		if err := d.file(part.name, part.fill); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := d.file(name, func(w io.Writer) error { _, err := w.Write(files[name]); return err }); err != nil {
			return err
		}
	}
	b, err := json.MarshalIndent(d.manifest, "", "  ")
	if err != nil {
		return err
	}
	return d.entry(manifestFile, int64(len(b))+1, bytes.NewReader(append(b, '\n')))
}

// file writes one file by way of a temporary one, as tar wants its size first.
func (d *dumper) file(name string, fill func(io.Writer) error) error {
	tmp, err := os.CreateTemp("", "demarche-dump-")
	if err != nil {
		return err
	}
	defer func() {
		_ = tmp.Close()
		_ = os.Remove(tmp.Name())
	}()
	sum := &summed{w: bufio.NewWriterSize(tmp, 1<<18), hash: sha256.New()}
	if err := fill(sum); err != nil {
		return err
	}
	if err := sum.w.Flush(); err != nil {
		return err
	}
	if _, err := tmp.Seek(0, io.SeekStart); err != nil {
		return err
	}
	d.manifest.Files = append(d.manifest.Files, File{name, sum.n, hex.EncodeToString(sum.hash.Sum(nil))})
	return d.entry(name, sum.n, bufio.NewReaderSize(tmp, 1<<18))
}

// entry writes a tar entry that tells nothing of the machine or the hour.
func (d *dumper) entry(name string, size int64, r io.Reader) error {
	h := &tar.Header{Name: name, Mode: 0o644, Size: size, ModTime: time.Unix(0, 0), Format: tar.FormatPAX}
	if err := d.tar.WriteHeader(h); err != nil {
		return err
	}
	_, err := io.Copy(d.tar, r)
	return err
}

// summed counts and hashes what is written.
type summed struct {
	w    *bufio.Writer
	hash hash.Hash
	n    int64
}

func (s *summed) Write(p []byte) (int, error) {
	s.hash.Write(p)
	s.n += int64(len(p))
	return s.w.Write(p)
}

func (d *dumper) quads(w io.Writer) error {
	labels, err := d.store.Labels(d.ctx)
	if err != nil {
		return err
	}
	for _, l := range labels {
		var lines []string
		for q, err := range d.store.Quads(d.ctx, l) {
			if err != nil {
				return fmt.Errorf("label %s: %w", l, err)
			}
			line, err := quadio.AppendNQuad(nil, q)
			if err != nil {
				return fmt.Errorf("label %s: %w", l, err)
			}
			lines = append(lines, string(line))
			if hash, ok := textHash(q); ok {
				d.texts[hash] = true
			}
		}
		slices.Sort(lines)
		for _, line := range lines {
			if _, err := io.WriteString(w, line); err != nil {
				return err
			}
		}
		d.manifest.Quads += len(lines)
		d.manifest.Labels++
		d.progress.step("quads", d.manifest.Quads)
	}
	return d.ctx.Err()
}

// textHash is the hash of a text that a quad names.
func textHash(q quad.Quad) (string, bool) {
	if q.Predicate != quad.Value(vocab.TextSHA256) {
		return "", false
	}
	hash, ok := q.Object.(quad.String)
	return string(hash), ok
}

func (d *dumper) writeTexts(w io.Writer) error {
	for _, hash := range slices.Sorted(maps.Keys(d.texts)) {
		text, err := d.store.Text(d.ctx, hash)
		if errors.Is(err, graph.ErrNotFound) {
			d.manifest.Missing++
			continue
		}
		if err != nil {
			return fmt.Errorf("text %s: %w", hash, err)
		}
		if !utf8.ValidString(text) {
			return fmt.Errorf("text %s is not UTF-8: %w", hash, graph.ErrCorrupt)
		}
		if err := writeLine(w, textLine{hash, text}); err != nil {
			return err
		}
		d.manifest.Texts++
		d.progress.step("texts", d.manifest.Texts)
	}
	return nil
}

func (d *dumper) notes(w io.Writer) error {
	var notes []graph.LabelNote
	for n, err := range d.store.Notes(d.ctx) {
		if err != nil {
			return err
		}
		notes = append(notes, n)
	}
	slices.SortFunc(notes, func(a, b graph.LabelNote) int { return cmp.Compare(a.Label, b.Label) })
	for _, n := range notes {
		if err := writeLine(w, noteLine{string(n.Label), n.Note}); err != nil {
			return err
		}
		d.manifest.Notes++
	}
	return nil
}

func writeLine(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
