package ingest

import (
	"bytes"
	"context"
	"iter"
	"path"
	"strings"

	"demarche/loaders/decode"
	"demarche/loaders/registers"
	"demarche/loaders/sample"
)

// LoadSample loads the corpus that demarche brings along. Loading it twice changes nothing.
func (p *Pipeline) LoadSample(ctx context.Context) (Report, error) {
	report := Report{Registers: []RegisterReport{}, Warnings: []string{}}
	editions, err := p.readRegisters(ctx, nil)
	if err != nil {
		return report, err
	}
	files, err := sample.Registers()
	if err != nil {
		return report, err
	}
	for _, f := range files {
		e, err := registers.ReadBytes(ctx, f.Name, f.Data)
		if err != nil {
			return report, err
		}
		// A label of its own: the publisher's whole register may be loaded beside these few rows.
		e.Register.ID = strings.TrimSuffix(path.Base(f.Name), path.Ext(f.Name))
		editions = append(editions, edition{e, f.Name})
	}
	letters, err := sample.Letters()
	if err != nil {
		return report, err
	}
	return p.apply(ctx, editions, sampleSource(letters), &report)
}

// sampleSource gives the documents of the built-in corpus.
type sampleSource []sample.File

func (s sampleSource) total() int64        { return 0 }
func (s sampleSource) fatal(*reading) bool { return true }

func (s sampleSource) each(ctx context.Context) iter.Seq[*reading] {
	return func(yield func(*reading) bool) {
		for _, f := range s {
			for d, err := range decode.Documents(ctx, f.Name, bytes.NewReader(f.Data), "") {
				if !yield(&reading{doc: d, place: "sample:" + f.Name, err: err}) {
					return
				}
			}
		}
	}
}
