// Package explain shows how a document was read: its text with the segments, and every signature, recipient, demand,
// target, event, quotation and date marked where it stands, with the rule that found it. Start with [ANSI] for a
// terminal and [HTML] for a page that stands alone. It reads nothing itself: what it shows is the record.
package explain

import (
	"fmt"
	"sort"

	"demarche/loaders/letters"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// Mark is one marked range of the text.
type Mark struct {
	Span  schema.Span
	Kind  string // signature, recipient, demand, target, event, legal, country, date, claim, statement, sender
	Label string // what was read, for people: "Barbara Lee = bioguide:L000551 (accepted 0.99)"
	Rule  string // the rule that found it, empty when the record does not tell
}

// Marks are the marks of a record in the order of the text; of two that start together the longer comes first.
func Marks(rec schema.Record) []Mark {
	var out []Mark
	for i := range rec.Letters {
		out = appendLetter(out, &rec.Letters[i])
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Span[0] != out[j].Span[0] {
			return out[i].Span[0] < out[j].Span[0]
		}
		return out[i].Span[1] > out[j].Span[1]
	})
	return out
}

func appendLetter(out []Mark, l *schema.Letter) []Mark {
	if l.DateSpan != nil {
		out = append(out, Mark{*l.DateSpan, "date", "date " + l.Date, string(l.DateBasis)})
	}
	if l.ClaimedSpan != nil {
		label := "claim " + l.ClaimedText
		if l.ClaimedSignatures != nil {
			label = fmt.Sprintf("claims %d signatures", *l.ClaimedSignatures)
		}
		out = append(out, Mark{*l.ClaimedSpan, "claim", label, ""})
	}
	for _, s := range l.Senders {
		if s.Span != nil {
			out = append(out, Mark{*s.Span, "sender", "sent by " + s.Name, ""})
		}
	}
	for _, s := range l.Signatures {
		out = append(out, Mark{s.Span, "signature", fmt.Sprintf("%s %d: %s", s.Role, s.Order, who(s.Name, s.Person, s.Decision, s.Confidence)), s.Rule})
	}
	for _, r := range l.Recipients {
		name := r.Name
		if name == "" {
			name = r.Office
		}
		label := r.Kind + " " + who(name, r.Person, r.Decision, 0)
		if r.Office != "" && r.Name != "" {
			label += ", " + r.Office
		}
		out = append(out, Mark{r.Span, "recipient", label, r.Rule})
	}
	return appendContent(out, l)
}

func appendContent(out []Mark, l *schema.Letter) []Mark {
	for _, d := range l.Demands {
		label := fmt.Sprintf("%s %s %s", d.Force, d.Polarity, d.Type)
		if d.Actor != "" {
			label += ", by " + d.Actor
		}
		if d.Target != "" {
			label += ", against " + d.Target
		}
		if d.LegalBasis != "" {
			label += ", under " + d.LegalBasis
		}
		out = append(out, Mark{d.Span, "demand", label, d.Rule})
	}
	for _, t := range l.Targets {
		label := "target " + who(t.Name, t.Person, "", 0)
		if t.Role == "for" {
			label += ", for whom it is asked"
		}
		out = append(out, Mark{t.Span, "target", label, t.Rule})
	}
	for _, e := range l.Events {
		out = append(out, Mark{e.Span, "event", "event " + e.Name + " " + e.Date, e.Rule})
	}
	for _, g := range l.Legal {
		out = append(out, Mark{g.Span, "legal", g.Mode + " " + g.Name, ""})
	}
	for _, c := range l.CountryMentions {
		label := "country " + c.Code
		if c.Subject {
			label += ", a subject of the letter"
		}
		out = append(out, Mark{c.Span, "country", label, ""})
	}
	for _, s := range l.Statements {
		out = append(out, Mark{s.Span, "statement", "said by " + who(s.Speaker, s.Person, "", 0), ""})
	}
	return out
}

// who prints a name with what the registers made of it.
func who(name, person string, d schema.Decision, confidence float64) string {
	switch {
	case person != "" && confidence > 0:
		return fmt.Sprintf("%s = %s (%.2f)", name, person, confidence)
	case person != "":
		return name + " = " + person
	case d == schema.Ambiguous:
		return name + " (several persons fit)"
	case d == schema.None:
		return name + " (nobody in the registers)"
	}
	return name
}

// page names the page on which a code point stands, in a document of several pages.
func page(rec schema.Record, at int, before string) string {
	if n := rec.PageOf(at); n > 0 {
		return fmt.Sprintf("%spage %d", before, n)
	}
	return ""
}

// grounds are lines that say what speaks for and against the told letter's being the document's own.
func grounds(rec schema.Record) []string {
	if rec.Told == nil {
		return nil
	}
	out := []string{fmt.Sprintf("a letter is told of at %d–%d: weight %d, %d is enough", rec.Told.Span[0], rec.Told.Span[1], rec.Told.Weight, rec.Told.Enough)}
	for _, g := range rec.Told.Grounds {
		out = append(out, fmt.Sprintf("  %+d %s", g.Weight, g.Why))
	}
	return out
}

// head is the first line of an explanation of one letter.
func head(i int, l *schema.Letter) string {
	date := l.Date
	if date == "" {
		date = "no date"
	}
	return fmt.Sprintf("letter %d (%s), %s, %s, %s, %s", i+1, l.Mode, date, count(len(l.Signatures), "signature"), count(len(l.Recipients), "recipient"), count(len(l.Demands), "demand"))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// layoutOf is lay, or the segmentation of the document's text when the reader had made none.
func layoutOf(d letters.Document, lay *segment.Layout) *segment.Layout {
	if lay == nil {
		return segment.Split(d.Text)
	}
	return lay
}
