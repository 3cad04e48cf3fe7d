package demands

import (
	"demarche/loaders/demands/lexicon"
	"demarche/loaders/letters"
	"demarche/loaders/letters/segment"
	"demarche/schema"
	"demarche/schema/date"
)

// Input is one letter inside a text. All spans are code points of Text.
type Input struct {
	Text       *segment.Text
	Body       []schema.Span      // the letter's own words, in order; quotations of it in a report
	Report     []schema.Span      // what the document says about the letter, in order
	Quotes     []schema.Span      // quoted persons: read for countries only
	Full       bool               // Body is the whole letter, so the report adds no demand
	Date       date.Date          // of the letter, else of the document; unknown dates leave relative ones unresolved
	Recipients []schema.Recipient // already found
}

// Analyst reads the content of letters. It is immutable and safe for concurrent use.
type Analyst struct {
	lx *lexicon.Lexicon
	w  words
}

var _ letters.Analyst = (*Analyst)(nil)

// New loads the word lists. The error names the file and line of a list that breaks its rules.
func New() (*Analyst, error) {
	lx, err := lexicon.Load()
	if err != nil {
		return nil, err
	}
	return &Analyst{lx: lx, w: newWords(lx)}, nil
}

// Analyze implements [letters.Analyst].
func (a *Analyst) Analyze(ctx letters.Context) letters.Findings {
	in := Input{
		Body: ctx.Body, Report: ctx.Report,
		Full:       ctx.Letter.Mode == schema.ModeFull || (ctx.Letter.Mode == "" && ctx.Embedded >= 0),
		Recipients: ctx.Letter.Recipients,
	}
	if ctx.Layout != nil && ctx.Layout.Text != nil {
		in.Text = ctx.Layout.Text
		if !in.Full {
			for _, q := range ctx.Layout.Quotations {
				if !q.OfLetter {
					in.Quotes = append(in.Quotes, q.Span)
				}
			}
		}
	} else {
		in.Text = segment.NewText(ctx.Document.Text)
	}
	for _, s := range []string{ctx.Letter.Date, ctx.Document.Published} {
		if d, err := date.Parse(s); err == nil && d != "" {
			in.Date = d
			break
		}
	}
	return a.Read(in)
}

// Read reads one letter. Every list is in the order of the text, Demands numbered from 1; Countries by how much the
// letter speaks of them; none but Mentions and Legal is nil. Linear in the length of the spans; never fails.
func (a *Analyst) Read(in Input) letters.Findings {
	d := a.newText(in)
	cands := d.candidates()
	demands := d.demands(cands)
	f := letters.Findings{
		Demands: []schema.Demand{}, Targets: []schema.Target{}, Countries: []string{}, Events: []schema.EventMention{},
	}
	f.Legal = d.legal(demands)
	d.describe(demands, f.Legal)
	codes, uses := d.countries(demands)
	f.Countries, f.Mentions = append(f.Countries, codes...), uses
	f.Targets = append(f.Targets, d.targets(demands)...)
	f.Events = append(f.Events, d.events()...)
	for i := range demands {
		f.Demands = append(f.Demands, demands[i].out)
	}
	return f
}
