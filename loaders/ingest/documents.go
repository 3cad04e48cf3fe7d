package ingest

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"demarche/graph"
	"demarche/loaders/decode"
	"demarche/loaders/emit"
	"demarche/schema/iri"

	"github.com/cayleygraph/quad"
)

// documentSource gives documents in a fixed order.
type documentSource interface {
	// each yields the documents; a reading whose err is set stands for one that cannot be read.
	each(ctx context.Context) iter.Seq[*reading]
	// fatal tells whether such an error ends the load.
	fatal(r *reading) bool
	total() int64
}

// fileSource gives the documents of files.
type fileSource struct {
	plan *plan
	as   string
}

func (f fileSource) total() int64 { return f.plan.bytes }

func (f fileSource) fatal(r *reading) bool {
	return r.alone || reason(r.err) == unreadable
}

func (f fileSource) each(ctx context.Context) iter.Seq[*reading] {
	return func(yield func(*reading) bool) {
		var before int64
		for _, in := range f.plan.documents {
			met := in.Number == 0
			for r := range fileReadings(ctx, in, f.as, before) {
				if in.Number > 0 && r.number != in.Number {
					if r.number > in.Number {
						break
					}
					continue
				}
				met = true
				if !yield(r) {
					return
				}
			}
			if !met && !yield(&reading{alone: true, err: fmt.Errorf("%s: %w: the file has no such document", in.address(in.Path), ErrNoInput)}) {
				return
			}
			if info, err := os.Stat(in.Path); err == nil {
				before += info.Size()
			}
		}
	}
}

// counter counts the bytes that were read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

func fileReadings(ctx context.Context, in Input, as string, before int64) iter.Seq[*reading] {
	return func(yield func(*reading) bool) {
		var r io.Reader = os.Stdin
		place, stream := "stdin", true
		if in.Path != "-" {
			info, err := os.Stat(in.Path)
			stream = err == nil && info.Mode()&fs.ModeNamedPipe != 0
			file, err := os.Open(in.Path)
			if err != nil {
				yield(&reading{err: err, doc: decode.Document{Source: in.Path}})
				return
			}
			defer func() { _ = file.Close() }() // only read
			r = file
			if place, err = filepath.Abs(in.Path); err != nil {
				place = in.Path
			}
		}
		bytes := &counter{r: r}
		for d, err := range decode.Documents(ctx, in.Path, bytes, as) {
			if d.Source == "" {
				d.Source = in.Path
			}
			address, many := strings.CutPrefix(d.Source, in.Path+"#") // "3", or "3#2" in a file that is attached
			at, number := place, 1
			if many {
				at += "#" + address
				first, _, _ := strings.Cut(address, "#")
				number, _ = strconv.Atoi(first) // as decode wrote it
			}
			if !yield(&reading{doc: d, place: at, number: number, err: err, size: before + bytes.n, alone: stream && !many}) {
				return
			}
		}
	}
}

// noSource gives nothing.
type noSource struct{}

func (noSource) total() int64                            { return 0 }
func (noSource) fatal(*reading) bool                     { return true }
func (noSource) each(context.Context) iter.Seq[*reading] { return func(func(*reading) bool) {} }

// writer writes readings into the store, some hundred at a time.
type writer struct {
	*Pipeline
	*reader
	state  *state
	report *Report
	chunk  []*reading
}

// chunkSize is how many documents go into one change of the store: enough (some 50,000 quads) that the cost of a
// commit is spread, few enough that memory stays flat.
const chunkSize = 2048

// documents reads and writes everything that src gives.
func (w *writer) documents(ctx context.Context, src documentSource) (err error) {
	defer func() {
		if err != nil { // what was read and not written was not kept
			w.report.Documents.Read -= len(w.chunk)
			w.report.Documents.Kept -= len(w.chunk)
			w.chunk = nil
		}
	}()
	count := 0
	for r := range inOrder(ctx, w.opts.Jobs, feed(ctx, src), w.read) {
		count++
		w.opts.Progress(Progress{Stage: "documents", Item: r.doc.Source, Done: r.size, Total: src.total(), Count: count})
		if r.err != nil {
			if src.fatal(r) {
				return r.err
			}
			w.report.Documents.Drop(reason(r.err))
			w.report.Warnings = append(w.report.Warnings, "dropped: "+r.err.Error())
			continue
		}
		w.report.Documents.Keep()
		w.report.Warnings = append(w.report.Warnings, r.doubts()...)
		if w.chunk = append(w.chunk, r); len(w.chunk) == chunkSize {
			if err := w.flush(ctx); err != nil {
				return err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.flush(ctx)
}

// flush writes the chunk, and every stored document whose letters the chunk showed to be others than thought.
func (w *writer) flush(ctx context.Context) error {
	notes := make(map[quad.IRI]*note)
	texts := make(map[quad.IRI]string)
	for _, r := range w.chunk {
		if err := w.take(ctx, r, notes, texts); err != nil {
			return err
		}
	}
	w.chunk = w.chunk[:0]
	ids, letters := w.state.identities()
	w.report.Letters = letters
	if err := w.addAffected(ctx, ids, notes); err != nil {
		return err
	}
	changes, err := w.changes(ctx, ids, notes, texts)
	if err != nil || len(changes) == 0 {
		return err
	}
	applied, err := w.applyChecked(ctx, changes)
	if err != nil {
		return err
	}
	w.report.count(applied)
	return nil
}

// take brings one reading into the notes and the state.
func (w *writer) take(ctx context.Context, r *reading, notes map[quad.IRI]*note, texts map[quad.IRI]string) error {
	label := iri.Document(r.doc.SHA256)
	n := notes[label]
	if n == nil {
		var err error
		if n, err = loadNote(ctx, w.store, label); err != nil {
			return err
		}
	}
	if n == nil {
		n = &note{Format: r.doc.Format, SHA256: r.doc.SHA256, Text: textHash(r.doc.Text)}
	}
	if r.doc.Text != "" && n.Text != textHash(r.doc.Text) { // another format was forced
		n.Text, n.Format = textHash(r.doc.Text), r.doc.Format
	}
	n.Title, n.Published, n.URL, n.Member = r.doc.Title, r.doc.Published, r.doc.URL, r.doc.Member
	if r.place != "" {
		if err := w.move(ctx, label, r.place, notes); err != nil {
			return err
		}
		n.with(r.place, r.doc.FileName)
	}
	if len(n.FileNames) == 0 {
		n.FileNames = []string{r.doc.FileName}
	}
	n.Record, n.Letters = r.record, r.parts
	n.Record.Source = n.FileNames[0] // the record that is kept does not depend on how the file was addressed
	notes[label], texts[label] = n, r.doc.Text
	w.state.put(label, n)
	return nil
}

// move takes a place away from the document that was loaded from there before.
func (w *writer) move(ctx context.Context, label quad.IRI, place string, notes map[quad.IRI]*note) error {
	old, ok := w.state.bySource[place]
	if !ok || old == label {
		return nil
	}
	n := notes[old]
	if n == nil {
		var err error
		if n, err = loadNote(ctx, w.store, old); err != nil || n == nil {
			return err
		}
		notes[old] = n
	}
	n.without(place)
	w.state.sources[old] = len(n.Sources)
	if len(n.Sources) == 0 {
		w.state.drop(old)
	}
	return nil
}

// addAffected adds the stored documents that were written with other identities than they have now.
func (w *writer) addAffected(ctx context.Context, ids map[quad.IRI][]emit.Identity, notes map[quad.IRI]*note) error {
	for label, written := range w.state.written {
		if notes[label] != nil || slices.Equal(written, ids[label]) {
			continue
		}
		n, err := loadNote(ctx, w.store, label)
		if err != nil {
			return err
		}
		if n == nil {
			return fmt.Errorf("%s: %w: no note", label, graph.ErrCorrupt)
		}
		notes[label] = n
	}
	return nil
}

// changes is one change for every note, by label.
func (w *writer) changes(ctx context.Context, ids map[quad.IRI][]emit.Identity, notes map[quad.IRI]*note, texts map[quad.IRI]string) ([]graph.Change, error) {
	labels := make([]quad.IRI, 0, len(notes))
	for label := range notes {
		labels = append(labels, label)
	}
	slices.Sort(labels)
	var out []graph.Change
	for _, label := range labels {
		n := notes[label]
		if len(n.Sources) == 0 {
			out = append(out, graph.Change{Label: label})
			continue
		}
		text, ok := texts[label]
		if !ok {
			var err error
			if text, err = w.store.Text(ctx, n.Text); err != nil {
				return nil, fmt.Errorf("%s: %w", label, err)
			}
		}
		n.Written = ids[label]
		change := emit.Document(n.source(text), n.Record, n.Written)
		packed, err := pack(n)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", label, err)
		}
		change.Note = packed
		out = append(out, change)
		w.state.written[label] = n.Written
	}
	return out, nil
}

// storedSource gives the documents of the store again, from their stored texts.
type storedSource struct {
	store  graph.Store
	labels []quad.IRI
}

func (s storedSource) total() int64        { return 0 }
func (s storedSource) fatal(*reading) bool { return true }

func (s storedSource) each(ctx context.Context) iter.Seq[*reading] {
	return func(yield func(*reading) bool) {
		for _, label := range s.labels {
			r := new(reading)
			n, err := loadNote(ctx, s.store, label)
			switch {
			case err != nil:
				r.err = err
			case n == nil:
				continue
			default:
				text, err := s.store.Text(ctx, n.Text)
				r.doc, r.err = n.document(text), err
			}
			if !yield(r) {
				return
			}
		}
	}
}

// reread reads every stored document again: registers changed, so names may resolve otherwise.
func (w *writer) reread(ctx context.Context) error {
	if len(w.state.documents) == 0 {
		return nil
	}
	kept := w.report.Documents
	err := w.documents(ctx, storedSource{w.store, w.state.documents})
	w.report.Reread = w.report.Documents.Read - kept.Read
	w.report.Documents = kept
	return err
}
