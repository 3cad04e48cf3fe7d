package emit

import (
	"strconv"

	"demarche/graph"
	"demarche/loaders/letters/segment"
	"demarche/schema"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// Source is a document as it is kept: its normalized text and what its file tells of it.
type Source struct {
	SHA256     string   // of the bytes as loaded
	TextSHA256 string   // of Text
	Text       string   // normalized
	FileNames  []string // sorted, without folders
	Title      string
	Published  string
	URL        string
}

// Identity says which letter a document's letter is. The letters of several documents that are one share IRI and Name.
type Identity struct {
	IRI  quad.IRI
	Name string // "Letter of 2020-10-23 to Mike Pompeo (TJ Cox and 50 others)"
	Date bool   // whether this document's date is the one to go by
}

// Document returns everything that one document asserts, as the change of its label. Letters has one Identity for each
// letter of the record, in its order.
func Document(src Source, rec schema.Record, letters []Identity) graph.Change {
	doc := iri.Document(src.SHA256)
	e := &emitter{builder: newBuilder(doc), doc: doc, text: segment.NewText(src.Text), pageOf: rec.PageOf}
	e.sentences = segment.Sentences(e.text, schema.Span{0, e.text.Len()})
	e.node(doc, vocab.Document, documentName(src, rec))
	e.builder.text(doc, vocab.Title, rec.Title)
	for _, name := range src.FileNames {
		e.builder.text(doc, vocab.FileName, name)
	}
	e.builder.text(doc, vocab.SHA256, src.SHA256)
	e.builder.text(doc, vocab.TextSHA256, src.TextSHA256)
	e.builder.text(doc, vocab.Kind, string(rec.Kind))
	e.builder.text(doc, vocab.Source, src.URL)
	e.date(doc, vocab.Issued, rec.Published)
	for i, l := range rec.Letters {
		e.letter(l, letters[i])
	}
	return graph.Change{Label: doc, Quads: e.quads, Texts: []string{src.Text}}
}

func documentName(src Source, rec schema.Record) string {
	switch {
	case rec.Title != "":
		return rec.Title
	case len(src.FileNames) > 0:
		return src.FileNames[0]
	}
	return src.SHA256
}

// emitter writes one document.
type emitter struct {
	*builder
	doc       quad.IRI
	text      *segment.Text
	sentences []schema.Span
	pageOf    func(at int) int // 0 for documents without pages
}

// maxQuote is the longest quote in code points; the sentence of a mention is cut down to it around the mention.
const maxQuote = 600

// evidence appends the evidence of the statement (s, p, o): the sentence around span. It returns the evidence node.
func (e *emitter) evidence(s, p, o quad.IRI, span schema.Span, rule string, confidence float64) quad.IRI {
	quote := e.quote(span)
	node := iri.Hash("evidence", string(e.doc), strconv.Itoa(span[0]), strconv.Itoa(span[1]), string(s), string(p), string(o))
	e.add(node, vocab.Type, vocab.Evidence)
	e.add(node, vocab.InDocument, e.doc)
	e.number(node, vocab.SpanStart, quote[0])
	e.number(node, vocab.SpanEnd, quote[1])
	e.builder.text(node, vocab.Quote, e.text.Slice(quote))
	if page := e.pageOf(quote[0]); page > 0 {
		e.number(node, vocab.Page, page)
	}
	e.builder.text(node, vocab.Rule, rule)
	if confidence > 0 {
		e.score(node, vocab.Confidence, confidence)
	}
	e.add(node, vocab.Subject, s)
	e.add(node, vocab.Predicate, p)
	e.add(node, vocab.Object, o)
	return node
}

// quote is the sentence around span, or span itself where a sentence is longer than a reader wants.
func (e *emitter) quote(span schema.Span) schema.Span {
	lo, hi := 0, len(e.sentences)
	for lo < hi { // the last sentence that starts at or before the span
		if mid := (lo + hi) / 2; e.sentences[mid][0] <= span[0] {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return span
	}
	s := e.sentences[lo-1]
	s[1] = max(s[1], span[1])
	switch {
	case span[0] >= s[1] || span.Len() >= maxQuote:
		return span
	case s.Len() > maxQuote:
		return e.around(s, span)
	}
	return s
}

// around cuts a long sentence to words near the span.
func (e *emitter) around(s, span schema.Span) schema.Span {
	room := (maxQuote - span.Len()) / 2
	if s[0] < span[0]-room {
		s[0] = e.wordStart(span[0]-room, span[0])
	}
	if s[1] > span[1]+room {
		s[1] = e.wordEnd(span[1]+room, span[1])
	}
	return s
}

func (e *emitter) wordStart(from, limit int) int {
	for i := from; i < limit; i++ {
		if e.text.Slice(schema.Span{i, i + 1}) == " " {
			return i + 1
		}
	}
	return limit
}

func (e *emitter) wordEnd(from, limit int) int {
	for i := from; i > limit; i-- {
		if e.text.Slice(schema.Span{i - 1, i}) == " " {
			return i - 1
		}
	}
	return limit
}
