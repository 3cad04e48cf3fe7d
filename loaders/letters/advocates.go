package letters

import (
	"strings"

	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// constituents are the readers of newsletters.
var constituents = []cue{
	"friend", "neighbor", "constituent", "supporter", "fellow", "resident", "voter", "newsletter", "veteran,", "patriot", "subscriber", "families", "editor", "parents", "students", "visitor",
	"californian", "new yorker", "texan", "floridian", "ohioan", "hoosier", "marylander", "virginian", "iowan", "kansan", "oregonian", "nevadan", "georgian", "michigander", "pennsylvanian", "tennessean",
	"alabamian", "arkansan", "arizonan", "coloradan", "hawaii", "idahoan", "illinoisan", "kentuckian", "louisianan", "mainer", "minnesotan", "mississippian", "missourian", "montanan", "nebraskan",
	"utahn", "vermonter", "washingtonian", "wisconsinite", "west virginian", "south carolinian", "north carolinian", "oklahoman", "santa", "reader", "everyone", "folks", "all,", "citizen", "taxpayer", "small business owner",
}

// toReaders tells whether the salutation of embedded letter i speaks to constituents or readers.
func (w *work) toReaders(i int) bool {
	low := lower(w.lay.Text.Slice(w.lay.Letters[i].Salutation))
	if hasAny(low, officeWords) || strings.Contains(low, "commissioner") {
		return false // "Dear Chairman A and fellow Commissioners"
	}
	for _, c := range constituents {
		if k := strings.Index(low, c); k > 0 && !isLetter(low[k-1]) {
			return true
		}
	}
	return false
}

// spoken tells whether the salutation of embedded letter i is that of a speech, "Mr. President," without "Dear", and nothing
// else makes it a letter: neither an address or an announcement before nor a closing with names behind it.
func (w *work) spoken(i int) bool {
	e := w.lay.Letters[i]
	if e.Salutation[1] == 0 || e.Closing[1] > 0 && e.Signatures[1] > 0 || w.announced(i) {
		return false
	}
	if e.Address[1] > 0 && !hasAny(lower(w.lay.Text.Slice(e.Address)), []cue{"statement", "remarks", "speech", ".pdf"}) && !w.statementFollows(i) {
		return false
	}
	low := strings.TrimSpace(lower(w.lay.Text.Slice(e.Salutation)))
	return !strings.Contains(low, "dear ") && hasAny(low, []cue{"mr. chairman", "mr. president", "mr. speaker", "madam ", "mister ", "chairman", "mr president", "mr chairman", "mr speaker"})
}

// advocates tells whether embedded letter i is a letter of legislators to somebody in office or business, and no newsletter,
// answer to a legislator or op-ed.
func (w *work) advocates(i int, event int) bool {
	e := w.lay.Letters[i]
	if e.Salutation[1] > 0 && w.toReaders(i) {
		return false
	}
	n := 0
	for _, b := range e.Body {
		n += b.Len()
	}
	formal := e.Address[1] > 0 && e.Salutation[1] > 0 && e.Closing[1] > 0 && e.Signatures[1] > 0
	if n < 80 && !formal || n == 0 {
		return false
	}
	if e.Salutation[1] == 0 && w.statementFollows(i) {
		return false
	}
	if w.toLegislatorAlone(i) || w.spoken(i) {
		return false
	}
	if event >= 0 || w.announced(i) {
		return true
	}
	if e.Salutation[1] == 0 {
		return false
	}
	l := w.leadOf()
	titled := l.titled || l.asks && !l.other
	return titled || e.Address[1] > 0 || e.Signatures[1] > 0 && e.Closing[1] > 0
}

// statementFollows tells whether the words before embedded letter i announce a statement rather than a letter's text.
func (w *work) statementFollows(i int) bool {
	start := w.lay.Letters[i].Span[0]
	for _, g := range w.lay.Segments {
		if g.Span[1] > start || start-g.Span[1] > 200 || g.Kind != segment.Intro && g.Kind != segment.Release {
			continue
		}
		low := lower(w.lay.Text.Slice(g.Span))
		if hasAny(low, []cue{"following statement", "this statement", "following joint statement", "statement below"}) && !hasAny(low, []cue{"following letter", "letter below", "text of the letter", "text of his letter", "text of her letter", "text of their letter"}) {
			return true
		}
	}
	return false
}

// announced tells whether an Intro stands before embedded letter i.
func (w *work) announced(i int) bool {
	start := w.lay.Letters[i].Span[0]
	for _, g := range w.lay.Segments {
		if g.Span[1] > start || start-g.Span[1] > 400 {
			continue
		}
		if g.Kind == segment.Intro {
			return true
		}
		if t := lower(w.lay.Text.Slice(schema.Span{max(g.Span[0], g.Span[1]-120), g.Span[1]})); g.Kind == segment.Release && strings.HasSuffix(t, ":") && letterWord(t) >= 0 {
			return true
		}
	}
	return false
}

// toLegislatorAlone tells whether embedded letter i is one that the releasing member received: addressed to the member
// and signed by nobody the registers know as a legislator.
func (w *work) toLegislatorAlone(i int) bool {
	e := w.lay.Letters[i]
	if w.r.resolver == nil || e.Signatures[1] == 0 {
		return false
	}
	sal := lower(w.lay.Text.Slice(e.Salutation))
	if !hasAny(sal, []cue{"congressman", "congresswoman", "representative", "senator", "rep.", "chairman", "sen."}) {
		return false
	}
	for _, s := range w.blockSigners(i) {
		if w.isLegislator(s.name) || s.canonical != "" {
			return false
		}
		w.resolve(&s)
		if s.result.Decision != schema.None {
			return false
		}
	}
	return true
}
