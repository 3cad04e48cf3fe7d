package letters

import (
	"cmp"
	"strings"

	"demarche/loaders/letters/segment"
	"demarche/schema"
	"demarche/schema/date"
)

// Reader reads documents. It holds no state of a document and is safe for concurrent use.
type Reader struct {
	resolver Resolver
	analyst  Analyst
}

// NewReader returns a reader that asks resolver who printed names are and lets analyst read the content of letters.
// Both may be nil.
func NewReader(resolver Resolver, analyst Analyst) *Reader {
	return &Reader{resolver: resolver, analyst: analyst}
}

// Read reads one document in time linear in its length. It never fails: a text in which no letter is recognised gives
// a record of [schema.KindOther] without letters.
func (r *Reader) Read(d Document) schema.Record {
	rec, _ := r.ReadLayout(d)
	return rec
}

// ReadLayout is [Reader.Read] with the segmentation it was read from, for explaining; the layout is nil when a glance
// showed that the text speaks of no letter.
func (r *Reader) ReadLayout(d Document) (schema.Record, *segment.Layout) {
	if lostMarks(d.Text) {
		stored := d.Text
		d.Text = restoreMarks(stored)
		rec, lay := r.read(d)
		if lay != nil {
			unmark(&rec, stored, lay.Text)
		}
		d.Text = stored
		if plain, asStored := r.read(d); better(&plain, &rec) {
			plain.Title, plain.Published = cmp.Or(plain.Title, rec.Title), cmp.Or(plain.Published, rec.Published)
			return plain, asStored
		}
		return rec, lay
	}
	if stored := d.Text; strings.IndexByte(stored, ')') >= 0 {
		if d.Text = openTags(stored); d.Text != stored {
			rec, lay := r.read(d)
			if lay != nil {
				unmark(&rec, stored, lay.Text)
			}
			return rec, lay
		}
	}
	return r.read(d)
}

func (r *Reader) read(d Document) (schema.Record, *segment.Layout) {
	rec := schema.Record{
		Source: d.Source, SHA256: d.SHA256, Kind: schema.KindOther, Title: d.Title, Published: d.Published,
		URL: d.URL, Pages: d.Pages, Letters: []schema.Letter{},
	}
	if !mayHoldLetter(d.Text) && !mayHoldLetter(d.Title) {
		rec.Title, rec.Published = headOf(d)
		return rec, nil
	}
	lay := segment.Split(d.Text)
	w := newWork(r, d, lay)
	rec.Title, rec.Published = w.title, w.published
	drafts := w.drafts()
	rec.Told = w.told()
	if len(drafts) == 0 {
		return rec, lay
	}
	rec.Kind = w.kind(drafts)
	for i := range drafts {
		l := w.letter(&drafts[i], rec.Kind)
		if w.nobodys(&drafts[i], &l) {
			rec.Kind = schema.KindOther
			continue
		}
		r.analyse(w, &drafts[i], i, &l)
		rec.Letters = append(rec.Letters, l)
	}
	return rec, lay
}

// glances are the words without which a text speaks of no letter.
var glances = []string{"letter", "Letter", "LETTER", "incerely", "INCERELY", "wrote", "Dear ", "writing to", "espectfully", "igned by", "igners", "ignator", "Writ", "write", "penned"}

// mayHoldLetter is a quick test that spares most documents the reading.
func mayHoldLetter(s string) bool {
	for _, g := range glances {
		if strings.Contains(s, g) {
			return true
		}
	}
	return false
}

// draft is one letter before it is read: embedded in the document or only reported.
type draft struct {
	embedded int // index into Layout.Letters, -1 for a reported one
	event    int // index of the sentence that tells of it, -1 for none
}

// letter reads one draft.
func (w *work) letter(d *draft, kind schema.Kind) schema.Letter {
	l := schema.Letter{
		Mode: schema.ModeReport, Signatures: []schema.Signature{}, Recipients: []schema.Recipient{}, Demands: []schema.Demand{},
		Targets: []schema.Target{}, Countries: []string{}, Events: []schema.EventMention{},
	}
	if d.embedded >= 0 {
		l.Mode = schema.ModeFull
		if w.excerptOnly(d.embedded) {
			l.Mode = schema.ModeExcerpt
		}
		if b := w.lay.Letters[d.embedded].Body; len(b) > 0 {
			l.BodySpan = &schema.Span{b[0][0], b[len(b)-1][1]}
		}
	} else if w.quotesLetter() {
		l.Mode = schema.ModeExcerpt
	}
	w.dateLetter(d, &l)
	w.asOf = date.Date(l.Date)
	if w.asOf == "" {
		w.asOf = date.Date(w.published)
	}
	w.senders(d, &l)
	w.recipients(d, &l)
	w.to = w.to[:0]
	for _, x := range l.Recipients[:min(len(l.Recipients), mostAddressees)] {
		a, b := w.lay.Text.Bytes(x.Span)
		w.to = append(w.to, [2]int{a, b})
	}
	w.signatures(d, &l, kind)
	w.claims(d, &l)
	w.statements(&l)
	return l
}

// nobodys tells whether a reported letter is one of no legislator: the text names no signer, no body of legislators and
// no number of them.
func (w *work) nobodys(d *draft, l *schema.Letter) bool {
	if d.embedded >= 0 || len(l.Signatures) > 0 || len(l.Senders) > 0 || l.ClaimedText != "" {
		return false
	}
	if d.event < 0 {
		return true
	}
	x := &w.sentences[d.event]
	verb := w.letterVerb(x)
	if verb < 0 {
		verb = w.firstVerb(x)
	}
	return verb < 0 || !hasAny(x.low[:verb], legislatorWords)
}

// excerptOnly tells whether the words before embedded letter i announce excerpts.
func (w *work) excerptOnly(i int) bool {
	e := w.lay.Letters[i]
	return e.Salutation[1] == 0 && strings.Contains(lower(w.lay.Text.Slice(schema.Span{max(0, e.Span[0]-200), e.Span[0]})), "excerpt")
}

// analyse lets the analyst read the content of the letter and takes over what it found.
func (r *Reader) analyse(w *work, d *draft, i int, l *schema.Letter) {
	if r.analyst == nil {
		return
	}
	c := Context{Document: w.doc, Layout: w.lay, Index: i, Embedded: d.embedded, Letter: *l, Report: w.reportSpans()}
	if d.embedded >= 0 {
		c.Body = w.lay.Letters[d.embedded].Body
	} else {
		for _, q := range w.lay.Quotations {
			if q.OfLetter {
				c.Body = append(c.Body, q.Span)
			}
		}
	}
	f := r.analyst.Analyze(c)
	l.Demands = orEmpty(f.Demands)
	l.Targets = orEmpty(f.Targets)
	l.Countries = orEmpty(f.Countries)
	l.CountryMentions = f.Mentions
	l.Events = orEmpty(f.Events)
	l.Legal = f.Legal
}

func orEmpty[T any](x []T) []T {
	if x == nil {
		return []T{}
	}
	return x
}
