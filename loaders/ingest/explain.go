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
	Err      error // why the document could not be read; all else is empty then
}

// Explain reads the documents of one file as [Pipeline.Extract] does and shows each with its segmentation, one after the
// other. With single a file of several documents is refused with [ErrSeveral].
func (p *Pipeline) Explain(ctx context.Context, path string, show func(Explained) error, single bool) error {
	inputs, err := Inputs([]string{path})
	if err != nil {
		return err
	}
	if len(inputs) > 1 {
		return fmt.Errorf("%s: %w", path, ErrSeveral)
	}
	plan, err := classify(ctx, inputs, p.opts.As)
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
	var first *Explained // waits until it is known to be the only one
	src := fileSource{plan, p.opts.As}
	for r := range src.each(ctx) {
		if r.err != nil && src.fatal(r) {
			return r.err
		}
		e := Explained{Err: r.err}
		if r.err == nil {
			e = reader.explain(r.input())
		}
		switch {
		case !single:
			err = show(e)
		case first != nil:
			err = fmt.Errorf("%s: %w", path, ErrSeveral)
		default:
			first = &e
		}
		if err != nil {
			return err
		}
	}
	if first != nil {
		return show(*first)
	}
	return ctx.Err()
}

func (r *reader) explain(d letters.Document) Explained {
	rec, layout := r.letters.ReadLayout(d)
	r.askSpeakers(&rec, d.Text)
	r.resolveTargets(&rec)
	return Explained{Document: d, Layout: layout, Record: rec}
}

// input is the document as the reader of letters takes it.
func (r *reading) input() letters.Document {
	return letters.Document{
		Source: r.doc.Source, SHA256: r.doc.SHA256, Text: r.doc.Text, Title: r.doc.Title,
		Published: r.doc.Published, URL: r.doc.URL, Member: r.doc.Member, Pages: r.doc.Runs,
	}
}
