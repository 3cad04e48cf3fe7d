package letters

import (
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// Context is one letter inside one document, with everything that was read before its content is analysed.
type Context struct {
	Document Document
	Layout   *segment.Layout // the segmentation of Document.Text
	Index    int             // which letter of the record this is, from 0
	Embedded int             // index into Layout.Letters of the letter's own text, -1 when the document only reports it
	Letter   schema.Letter   // date, senders, signatures, recipients and statements already filled; read only
	Body     []schema.Span   // the letter's own words: body paragraphs, or quotations of the letter in a report
	Report   []schema.Span   // the document's own words about the letter, quotations of persons left out
}

// Findings is what an [Analyst] read out of one letter. Statements that an Analyst returns are ignored: they are found
// before it runs and stand in Context.Letter.
type Findings struct {
	Demands   []schema.Demand
	Targets   []schema.Target
	Countries []string
	Mentions  []schema.CountryUse
	Events    []schema.EventMention
	Legal     []schema.LegalMention
}

// Analyst reads the content of one letter. It must be safe for concurrent use, deterministic and linear in the length
// of the text, and must not keep the Context. A nil Analyst leaves the content of letters empty.
type Analyst interface {
	Analyze(Context) Findings
}
