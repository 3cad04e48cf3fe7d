package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/quadio"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// graphFile is a file of RDF among the inputs.
type graphFile struct {
	path   string
	format quadio.Format
}

// rdfNames are the words for --as that force a format of RDF.
var rdfNames = []quadio.Format{quadio.NQuads, quadio.Turtle, quadio.TriG, quadio.JSONLD}

// rdfFormat is the RDF format of a file, by as where it is one of [rdfNames], else by name and content; empty for
// other files.
func rdfFormat(path, as string, head []byte) quadio.Format {
	if slices.Contains(rdfNames, quadio.Format(as)) {
		return quadio.Format(as)
	}
	if as != "" {
		return ""
	}
	return quadio.FormatOf(filepath.Base(path), head)
}

// graphBatch is about how many quads of a file of RDF go into one change of the store: enough that the cost of a commit is
// spread, few enough that memory stays flat. A label is never divided.
const graphBatch = 100_000

// loadGraphs loads files of RDF. A label that a file speaks of is replaced whole by what the file says of it; statements
// without a label come under one made of the file's name. Blank nodes become IRIs that carry the file's hash (RDF 1.1
// Concepts, section 3.5), so that those of two files are never one. Every quad must fit the vocabulary; a file is read to
// its end before its first label changes. It tells whether anything changed.
func (p *Pipeline) loadGraphs(ctx context.Context, files []graphFile, report *Report) (bool, error) {
	changed := false
	for _, f := range files {
		applied, err := p.loadGraph(ctx, f, report)
		changed = changed || applied.Added+applied.Removed > 0
		if err != nil {
			return changed, err
		}
	}
	return changed, nil
}

// loadGraph loads one file: while one batch is being written, the next is put together.
func (p *Pipeline) loadGraph(ctx context.Context, f graphFile, report *Report) (total graph.Applied, err error) {
	ctx, cancel := context.WithCancel(ctx)
	type batch struct {
		changes []graph.Change
		quads   int
		err     error
	}
	batches := make(chan batch)
	defer func() {
		cancel()
		for range batches { // until the reader has put its temporary files away
		}
	}()
	go func() {
		defer close(batches)
		var b batch
		send := func() bool {
			select {
			case batches <- b:
				b = batch{}
				return true
			case <-ctx.Done():
				return false
			}
		}
		for quads, err := range quadio.ByLabel(ctx, p.statements(ctx, f, report)) {
			if b.err = err; err == nil {
				b.changes = append(b.changes, graph.Change{Label: quads[0].Label.(quad.IRI), Quads: quads})
				b.quads += len(quads)
			}
			if (b.err != nil || b.quads >= graphBatch) && !send() {
				return
			}
		}
		if len(b.changes) > 0 {
			send()
		}
	}()
	written := 0
	for b := range batches {
		if b.err != nil {
			return total, b.err
		}
		for i := range b.changes {
			c := &b.changes[i]
			if c.Note, err = p.store.Note(ctx, c.Label); err != nil && !errors.Is(err, graph.ErrNotFound) {
				return total, fmt.Errorf("%s: %w", f.path, err)
			}
		}
		applied, err := p.store.Apply(ctx, b.changes)
		if err != nil {
			return total, fmt.Errorf("%s: %w", f.path, err)
		}
		report.count(applied)
		total.Added, total.Removed = total.Added+applied.Added, total.Removed+applied.Removed
		written += b.quads
		p.opts.Progress(Progress{Stage: "quads", Item: f.path, Done: int64(written), Total: int64(report.Quads), Count: written})
	}
	return total, ctx.Err()
}

// statements reads and checks the quads of a file and counts them in the report.
func (p *Pipeline) statements(ctx context.Context, f graphFile, report *Report) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		fail := func(err error) { yield(quad.Quad{}, err) }
		scope, err := fileScope(f.path)
		if err != nil {
			fail(err)
			return
		}
		file, err := os.Open(f.path)
		if err != nil {
			fail(err)
			return
		}
		defer func() { _ = file.Close() }() // only read
		name := filepath.Base(f.path)
		own := iri.Register("graph-" + iri.Slug(strings.TrimSuffix(name, filepath.Ext(name))))
		for q, err := range quadio.Read(ctx, file, quadio.ReadOptions{Format: f.format, Name: f.path, Label: own}) {
			if err == nil {
				q = skolem(q, scope)
				if _, ok := q.Label.(quad.IRI); !ok {
					err = fmt.Errorf("%s: %w: label %s is no IRI", f.path, quadio.ErrUnsupported, q.Label)
				} else if err = vocab.Check(q); err != nil {
					err = fmt.Errorf("%s: %w", f.path, err)
				}
			}
			if err != nil {
				fail(err)
				return
			}
			report.Quads++
			if !yield(q, nil) {
				return
			}
		}
	}
}

// fileScope is a short hash of a file's content.
func fileScope(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // only read
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:6]), nil
}

// skolem puts IRIs in the place of blank nodes.
func skolem(q quad.Quad, scope string) quad.Quad {
	named := func(v quad.Value) quad.Value {
		if b, ok := v.(quad.BNode); ok {
			return quad.IRI(iri.Base + "blank:" + scope + ":" + iri.Escape(string(b)))
		}
		return v
	}
	q.Subject, q.Object, q.Label = named(q.Subject), named(q.Object), named(q.Label)
	return q
}
