package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
)

// Extract reads documents as [Pipeline.Load] would, hands each record to emit in the order of the arguments, and writes
// nothing. Names are resolved with the registers of the store and the built-in records. Registers among the arguments
// are passed over.
func (p *Pipeline) Extract(ctx context.Context, args []string, emit func(any) error) (Report, error) {
	report := Report{Registers: []RegisterReport{}, Warnings: []string{}}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	inputs, err := Inputs(args)
	if err != nil {
		return report, err
	}
	plan, err := classify(ctx, inputs, p.opts.As)
	if err != nil {
		return report, err
	}
	report.Warnings = append(report.Warnings, plan.warnings...)
	st, err := p.readers(ctx)
	if err != nil {
		return report, err
	}
	src := fileSource{plan, p.opts.As}
	count := 0
	for r := range inOrder(ctx, p.opts.Jobs, feed(ctx, src), p.newReader(st).read) {
		count++
		p.opts.Progress(Progress{Stage: "documents", Item: r.doc.Source, Done: r.size, Total: src.total(), Count: count})
		if r.err != nil {
			if src.fatal(r) {
				return report, r.err
			}
			report.Documents.Drop(reason(r.err))
			report.Warnings = append(report.Warnings, "dropped: "+r.err.Error())
			continue
		}
		report.Documents.Keep()
		report.Warnings = append(report.Warnings, r.doubts()...)
		if err := emit(r.record); err != nil {
			return report, err
		}
	}
	return report, ctx.Err()
}

// feed gives the readings of a source on a channel until ctx ends.
func feed(ctx context.Context, src documentSource) <-chan *reading {
	in := make(chan *reading)
	go func() {
		defer close(in)
		for r := range src.each(ctx) {
			select {
			case in <- r:
			case <-ctx.Done():
				return
			}
		}
	}()
	return in
}

func textHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
