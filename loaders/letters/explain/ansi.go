package explain

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"demarche/loaders/letters"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// colours by the kind of mark, as parameters of the terminal's "select graphic rendition".
var colours = map[string]string{
	"signature": "1;32", "recipient": "1;34", "demand": "33", "target": "1;31", "event": "36", "legal": "35", "country": "4",
	"date": "1;36", "claim": "1;33", "statement": "2", "sender": "1;35",
}

// ANSI writes the document with its segments in the margin, marks in colour and a note under every line that has marks.
// lay may be nil. With colour false the same is written without escape sequences, marks in brackets.
func ANSI(out io.Writer, d letters.Document, lay *segment.Layout, rec schema.Record, colour bool) error {
	w := bufio.NewWriter(out)
	lay = layoutOf(d, lay)
	fmt.Fprintf(w, "%s: %s\n", clean(rec.Source), rec.Kind)
	for i := range rec.Letters {
		fmt.Fprintln(w, head(i, &rec.Letters[i]))
	}
	for _, l := range grounds(rec) {
		fmt.Fprintln(w, paint(clean(l), "2", colour))
	}
	fmt.Fprintln(w)
	marks := Marks(rec)
	k := 0
	for _, g := range lay.Segments {
		fmt.Fprintf(w, "%s\n", paint(fmt.Sprintf("── %s · %s%s", g.Kind, g.Rule, page(rec, g.Span[0], " · ")), "2", colour))
		first := k
		for k < len(marks) && marks[k].Span[0] < g.Span[1] {
			k++
		}
		fmt.Fprintln(w, painted(lay.Text, g.Span, marks[first:k], colour))
		for _, m := range marks[first:k] {
			note := "   " + m.Kind + ": " + clean(m.Label)
			if m.Rule != "" {
				note += " [" + m.Rule + "]"
			}
			fmt.Fprintln(w, paint(note, colours[m.Kind], colour))
		}
	}
	return w.Flush()
}

// painted is the text of a segment with its marks; of overlapping marks the first wins.
func painted(t *segment.Text, sp schema.Span, marks []Mark, colour bool) string {
	var b strings.Builder
	pos := sp[0]
	for _, m := range marks {
		if m.Span[0] < pos || m.Kind == "statement" || m.Kind == "demand" {
			continue
		}
		end := min(m.Span[1], sp[1])
		b.WriteString(clean(t.Slice(schema.Span{pos, m.Span[0]})))
		if colour {
			b.WriteString(paint(clean(t.Slice(schema.Span{m.Span[0], end})), colours[m.Kind], true))
		} else {
			b.WriteString("[" + clean(t.Slice(schema.Span{m.Span[0], end})) + "]")
		}
		pos = end
	}
	b.WriteString(clean(t.Slice(schema.Span{pos, sp[1]})))
	return b.String()
}

func paint(s, code string, colour bool) string {
	if !colour || code == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// clean takes control characters out, so that no text can steer the terminal.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}
