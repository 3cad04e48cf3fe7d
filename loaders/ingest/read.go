package ingest

import (
	"context"
	"fmt"
	"sync"

	"demarche/loaders/decode"
	"demarche/loaders/letters"
	"demarche/loaders/letters/segment"
	"demarche/loaders/merge"
	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/iri"

	"demarche/graph/judgements"
	"demarche/graph/match"
)

// reading is one document on its way: decoded, then read.
type reading struct {
	alone  bool // a stream that is one document and was named: an error ends the load
	doc    decode.Document
	place  string // absolute path or address, with #N
	number int    // place of the document in its file, from 1
	err    error  // of decoding; record is empty then
	record schema.Record
	parts  []merge.Description
	size   int64 // bytes of input up to and with this document
}

// doubts tells what may be missing in a document that was read, one warning each.
func (r *reading) doubts() []string {
	var out []string
	if r.doc.BlankPages > 0 {
		out = append(out, fmt.Sprintf("%s: %d of %d pages have no text: a scanned page may hide there", r.doc.Source, r.doc.BlankPages, r.doc.Pages))
	}
	if r.doc.IsCut {
		out = append(out, fmt.Sprintf("%s: the file is cut off: text may be missing at its end", r.doc.Source))
	}
	return out
}

// reader turns decoded documents into records.
type reader struct {
	letters    *letters.Reader
	resolver   letters.Resolver
	analyst    letters.Analyst
	judgements *judgements.Set
}

func (r *reader) read(d *reading) {
	if d.err != nil {
		return
	}
	d.record = r.letters.Read(d.input())
	r.askSpeakers(&d.record, d.doc.Text)
	r.resolveTargets(&d.record)
	label := iri.Document(d.doc.SHA256)
	judge(r.judgements, label, &d.record)
	d.parts = describe(label, d.record, d.doc.Text)
}

// asker reads what a quoted person asks for. demands.Analyst is one.
type asker interface {
	Asked(text *segment.Text, span schema.Span, by string) []schema.Demand
}

// askSpeakers reads the demands of quoted persons, which are theirs and not the letter's.
func (r *reader) askSpeakers(rec *schema.Record, text string) {
	a, ok := r.analyst.(asker)
	if !ok {
		return
	}
	var prepared *segment.Text
	for i := range rec.Letters {
		for j := range rec.Letters[i].Statements {
			if prepared == nil {
				prepared = segment.NewText(text)
			}
			s := &rec.Letters[i].Statements[j]
			s.Demands = a.Asked(prepared, s.Span, s.Speaker)
		}
	}
}

// resolveTargets asks who the persons are against whom acts are asked; only a sure answer is kept.
func (r *reader) resolveTargets(rec *schema.Record) {
	if r.resolver == nil {
		return
	}
	for i := range rec.Letters {
		l := &rec.Letters[i]
		day, _ := date.Parse(l.Date)
		for j := range l.Targets {
			t := &l.Targets[j]
			if t.Kind != "person" || t.Person != "" {
				continue
			}
			if res := r.resolver.Resolve(match.Mention{Name: t.Name, Title: t.Title, Date: day}); res.Decision == schema.Accepted {
				t.Person = res.Person.ID
			}
		}
	}
}

// inOrder runs work on what arrives, on as many goroutines as jobs says, and yields the results in the order of arrival.
// At most a few per job are under way, so that memory does not grow with the input.
func inOrder(ctx context.Context, jobs int, in <-chan *reading, work func(*reading)) <-chan *reading {
	type slot struct {
		r    *reading
		done chan struct{}
	}
	queue := make(chan slot, 4*jobs)
	todo := make(chan slot)
	out := make(chan *reading)
	var workers sync.WaitGroup
	for range jobs {
		workers.Go(func() {
			for s := range todo {
				work(s.r)
				close(s.done)
			}
		})
	}
	go func() {
		defer close(queue)
		defer close(todo)
		for r := range in {
			s := slot{r, make(chan struct{})}
			select {
			case queue <- s:
			case <-ctx.Done():
				return
			}
			select {
			case todo <- s:
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() {
		defer close(out)
		defer workers.Wait()
		for s := range queue {
			select {
			case <-s.done:
			case <-ctx.Done():
				return
			}
			select {
			case out <- s.r:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
