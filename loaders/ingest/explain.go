package ingest

import (
	"context"
	"errors"
	"fmt"

	"demarche/loaders/letters"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// ErrSeveral is returned by Explain for a file of several documents where one was asked for.
var ErrSeveral = errors.New("the file holds several documents")

// Explained is one document with everything that its reading rests on.
type Explained struct {
	Document letters.Document
	Layout   *segment.Layout // nil when a glance showed that the text speaks of no letter
	Record   schema.Record
}

// Explain reads the documents of one file as [Pipeline.Extract] does and shows each with its segmentation. With single a
// file of several documents is refused with [ErrSeveral].
func (p *Pipeline) Explain(ctx context.Context, path string, show func(Explained) error, single bool) error {
	plan, err := classify(ctx, []Input{{Path: path}}, p.opts.As)
	if err != nil {
		return err
	}
	if len(plan.documents) == 0 {
		return fmt.Errorf("%s: %w: it is a register", path, ErrNoInput)
	}
	st, err := p.readers(ctx)
	if err != nil {
		return err
	}
	reader := p.newReader(st)
	var docs []letters.Document
	for r := range (fileSource{plan, p.opts.As}).each(ctx) {
		if r.err != nil {
			return r.err
		}
		docs = append(docs, r.input())
		if single && len(docs) > 1 {
			return fmt.Errorf("%s: %w", path, ErrSeveral)
		}
	}
	for _, d := range docs {
		rec, layout := reader.letters.ReadLayout(d)
		reader.resolveTargets(&rec)
		if err := show(Explained{d, layout, rec}); err != nil {
			return err
		}
	}
	return nil
}

// input is the document as the reader of letters takes it.
func (r *reading) input() letters.Document {
	return letters.Document{
		Source: r.doc.Source, SHA256: r.doc.SHA256, Text: r.doc.Text, Title: r.doc.Title,
		Published: r.doc.Published, URL: r.doc.URL, Member: r.doc.Member, Pages: r.doc.Runs,
	}
}
