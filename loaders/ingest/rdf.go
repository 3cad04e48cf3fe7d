package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/quadio"
	"demarche/schema/iri"

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

// loadGraphs loads files of RDF. A label that a file speaks of is replaced whole by what the file says of it; statements
// without a label come under one made of the file's name. Blank nodes become IRIs that carry the file's hash (RDF 1.1
// Concepts, section 3.5), so that those of two files are never one. Every quad must fit the vocabulary. It tells
// whether anything changed.
func (p *Pipeline) loadGraphs(ctx context.Context, files []graphFile, report *Report) (bool, error) {
	changed := false
	for _, f := range files {
		changes, n, err := p.readGraph(ctx, f)
		if err != nil {
			return changed, err
		}
		applied, err := p.applyChecked(ctx, changes)
		if err != nil {
			return changed, fmt.Errorf("%s: %w", f.path, err)
		}
		report.count(applied)
		report.Quads += n
		changed = changed || applied.Added+applied.Removed > 0
	}
	return changed, nil
}

// readGraph reads one file into one change a label, by label.
func (p *Pipeline) readGraph(ctx context.Context, f graphFile) ([]graph.Change, int, error) {
	scope, err := fileScope(f.path)
	if err != nil {
		return nil, 0, err
	}
	file, err := os.Open(f.path)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = file.Close() }() // only read
	name := filepath.Base(f.path)
	own := iri.Register("graph-" + iri.Slug(strings.TrimSuffix(name, filepath.Ext(name))))
	byLabel := make(map[quad.IRI]map[[3]quad.Value]bool)
	n := 0
	for q, err := range quadio.Read(ctx, file, quadio.ReadOptions{Format: f.format, Name: f.path, Label: own}) {
		if err != nil {
			return nil, n, err
		}
		q = skolem(q, scope)
		label, ok := q.Label.(quad.IRI)
		if !ok {
			return nil, n, fmt.Errorf("%s: %w: label %s is no IRI", f.path, quadio.ErrUnsupported, q.Label)
		}
		if byLabel[label] == nil {
			byLabel[label] = make(map[[3]quad.Value]bool)
		}
		byLabel[label][[3]quad.Value{q.Subject, q.Predicate, q.Object}] = true
		n++
	}
	var out []graph.Change
	for label, statements := range byLabel {
		c := graph.Change{Label: label}
		for s := range statements {
			c.Quads = append(c.Quads, quad.Quad{Subject: s[0], Predicate: s[1], Object: s[2], Label: label})
		}
		slices.SortFunc(c.Quads, func(a, b quad.Quad) int { return strings.Compare(a.String(), b.String()) })
		if c.Note, err = p.store.Note(ctx, label); err != nil && !errors.Is(err, graph.ErrNotFound) {
			return nil, n, err
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b graph.Change) int { return strings.Compare(string(a.Label), string(b.Label)) })
	return out, n, nil
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
