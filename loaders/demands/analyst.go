package demands

import (
	"strings"

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
	Signers    map[string]bool    // surnames of those who signed; nil when unknown
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
		Signers:    surnames(ctx.Letter.Signatures),
	}
	if ctx.Layout != nil && ctx.Layout.Text != nil {
		in.Text = ctx.Layout.Text
		if !in.Full {
			quotations(ctx.Layout, &in)
		}
	} else {
		in.Text = segment.NewText(ctx.Document.Text)
	}
	if in.Date = fullDate(ctx.Letter.Date, ctx.Document.Published); in.Date == "" {
		in.Date = fullDate(a.openingDate(in.Text.String()))
	}
	if d, err := date.Parse(ctx.Letter.Date); in.Date == "" && err == nil {
		in.Date = d.Last()
	}
	return a.Read(in)
}

// surnames is the set of the last words of the signers' names, without "Jr." and the like.
func surnames(list []schema.Signature) map[string]bool {
	out := make(map[string]bool, len(list))
	for i := range list {
		f := strings.Fields(strings.ReplaceAll(list[i].Name, ",", " "))
		for len(f) > 1 && (strings.HasSuffix(f[len(f)-1], ".") || f[len(f)-1] == "Jr" || strings.Trim(f[len(f)-1], "I") == "") {
			f = f[:len(f)-1]
		}
		if len(f) > 0 {
			out[f[len(f)-1]] = true
		}
	}
	return out
}

// longQuote is how many code points of a quotation without a speaker may be the letter's own words.
const longQuote = 80

// quotations files what persons say under Quotes, and a long quotation without a speaker that the words before it give
// as the letter's under Body.
func quotations(l *segment.Layout, in *Input) {
	text := l.Text.String()
	for _, q := range l.Quotations {
		if q.OfLetter {
			continue
		}
		z := l.Text.Byte(q.Span[1])
		if groupVoice(q.Speaker) || q.Speaker == "" && groupSays(text[z:min(len(text), z+longQuote)]) {
			in.Body = append(in.Body, q.Span)
			continue
		}
		a := l.Text.Byte(q.Span[0])
		before := strings.ToLower(text[max(0, a-longQuote):a])
		if q.Speaker == "" && q.Span.Len() >= longQuote && (strings.Contains(before, "letter") || strings.Contains(before, " wrote")) {
			in.Body = append(in.Body, q.Span)
			continue
		}
		in.Quotes = append(in.Quotes, q.Span)
	}
}

// groupVoice tells whether those who say something are the writers of the letter together: "the lawmakers". What they
// say with one voice in a text about their letter is the letter's.
func groupVoice(speaker string) bool {
	f := strings.Fields(strings.ToLower(speaker))
	if len(f) == 0 || len(f) > 4 {
		return false
	}
	switch strings.Trim(f[len(f)-1], ",.") {
	case "lawmakers", "members", "senators", "representatives", "legislators", "delegation", "congressmen", "congressmembers", "congresswomen", "signatories", "signers", "they", "group", "coalition", "attorneys", "assemblymembers", "caucus", "congress":
		return true
	}
	return false
}

// groupSays tells whether the words behind a quotation are a verb and a group: ",” began the lawmakers.".
func groupSays(after string) bool {
	after, _, _ = strings.Cut(strings.TrimLeft(after, " ,.”\""), ".")
	verb, rest, ok := strings.Cut(after, " ")
	return ok && strings.HasPrefix(rest, "the ") && verb == strings.ToLower(verb) && groupVoice(rest)
}

// openingBytes is how much of a text is searched for the date of a release.
const openingBytes = 1500

// openingDate is the first full date printed at the beginning of a document, empty when there is none.
func (a *Analyst) openingDate(s string) string {
	s = s[:min(len(s), openingBytes)]
	d := &text{lx: a.lx, w: &a.w, s: s, toks: a.lx.Tokenize(s, 0, len(s), nil)}
	for i := range d.toks {
		if y := year(d.raw(i)); y != 0 && i+2 < len(d.toks) && d.toks[i+2].End-d.toks[i].Start == 10 && s[d.toks[i].End] == '-' {
			if w, ok := full(i, i+3, y, dayOfMonth(d.raw(i+1)), dayOfMonth(d.raw(i+2)), "iso"); ok {
				return string(w.date)
			}
		}
		if w, ok := d.dateAt(i, len(d.toks), ""); ok && len(w.date) == 10 {
			return string(w.date)
		}
	}
	return ""
}

// fullDate is the first of the list that is a whole day, empty when none is.
func fullDate(list ...string) date.Date {
	for _, s := range list {
		if d, err := date.Parse(s); err == nil && len(d) == 10 {
			return d
		}
	}
	return ""
}

// Asked reads what a quoted person asks in a span of t. Order counts from 1 within the quotation, Demander is by, the
// addressee is unknown. These demands are the person's and never the letter's.
func (a *Analyst) Asked(t *segment.Text, span schema.Span, by string) []schema.Demand {
	f := a.Read(Input{Text: t, Body: []schema.Span{span}, Full: true})
	for i := range f.Demands {
		f.Demands[i].Demander = by
	}
	return f.Demands
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
	d.onlyCountry = d.only(codes)
	f.Targets = append(f.Targets, d.targets(cands, demands)...)
	d.nameTargets(demands, f.Targets)
	f.Events = append(f.Events, d.events()...)
	for i := range demands {
		f.Demands = append(f.Demands, demands[i].out)
	}
	return f
}
