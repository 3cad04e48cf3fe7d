package explain

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"sort"
	"strings"

	"demarche/loaders/letters"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// style of the page: no outside request, light and dark.
const style = `:root{color-scheme:light dark}body{font:16px/1.55 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.25rem}.seg{display:grid;grid-template-columns:9rem 1fr;gap:1rem;margin:.35rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
.seg>div:first-child{font-size:.75rem;opacity:.65;text-align:right;border-right:2px solid #8886;padding-right:.6rem;white-space:normal}
mark{background:#8882;color:inherit;border-radius:.2rem;padding:0 .1rem}
mark.signature{background:#2e9e4f44}mark.recipient{background:#2c6fd144}mark.demand{background:#d9a40033}mark.target{background:#d1343444}
mark.event{background:#16a3a344}mark.legal{background:#8a46c744}mark.country{background:#8883}mark.date{background:#16a3a355}mark.claim{background:#d9a40066}
mark.statement{background:#8881}mark.sender{background:#8a46c733}
table{border-collapse:collapse;font-size:.85rem;margin-top:2rem;width:100%}th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
`

// HTML writes a page that stands alone: the text with nested marks, whose notes show on pointing, and a table of all
// marks with their rules. lay may be nil. All text is escaped.
func HTML(out io.Writer, d letters.Document, lay *segment.Layout, rec schema.Record) error {
	w := bufio.NewWriter(out)
	lay = layoutOf(d, lay)
	title := rec.Title
	if title == "" {
		title = rec.Source
	}
	fmt.Fprintf(w, "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n<style>%s</style>\n",
		escape(title), style)
	fmt.Fprintf(w, "<h1>%s</h1>\n<p>%s, %s</p>\n<ul>\n", escape(title), escape(rec.Source), escape(string(rec.Kind)))
	for i := range rec.Letters {
		fmt.Fprintf(w, "<li>%s</li>\n", escape(head(i, &rec.Letters[i])))
	}
	fmt.Fprint(w, "</ul>\n<main>\n")
	marks := Marks(rec)
	k := 0
	for _, g := range lay.Segments {
		first := k
		for k < len(marks) && marks[k].Span[0] < g.Span[1] {
			k++
		}
		fmt.Fprintf(w, "<div class=\"seg\"><div title=\"%s\">%s</div><div>%s</div></div>\n", escape(g.Rule), escape(string(g.Kind)), nested(lay.Text, g.Span, marks[first:k]))
	}
	fmt.Fprint(w, "</main>\n<table>\n<tr><th>mark<th>read<th>rule<th>code points</tr>\n")
	for _, m := range marks {
		fmt.Fprintf(w, "<tr><td>%s<td>%s<td>%s<td>%d–%d%s</tr>\n", escape(m.Kind), escape(m.Label), escape(m.Rule), m.Span[0], m.Span[1], page(rec, m.Span[0], ", "))
	}
	fmt.Fprint(w, "</table>\n</html>\n")
	return w.Flush()
}

// nested is the text at sp with its marks as nested elements: a mark that crosses another's end is closed there and
// opened again.
func nested(t *segment.Text, sp schema.Span, marks []Mark) string {
	cuts := []int{sp[0], sp[1]}
	for _, m := range marks {
		cuts = append(cuts, clamp(m.Span[0], sp), clamp(m.Span[1], sp))
	}
	sort.Ints(cuts)
	var b strings.Builder
	for i := 1; i < len(cuts); i++ {
		a, e := cuts[i-1], cuts[i]
		if a >= e {
			continue
		}
		open := 0
		for _, m := range marks {
			if m.Span[0] <= a && e <= m.Span[1] && open < 4 {
				fmt.Fprintf(&b, "<mark class=\"%s\" title=\"%s\">", escape(m.Kind), escape(note(m)))
				open++
			}
		}
		b.WriteString(escape(t.Slice(schema.Span{a, e})))
		b.WriteString(strings.Repeat("</mark>", open))
	}
	return b.String()
}

func clamp(x int, sp schema.Span) int { return min(max(x, sp[0]), sp[1]) }

func note(m Mark) string {
	if m.Rule == "" {
		return m.Label
	}
	return m.Label + " [" + m.Rule + "]"
}

func escape(s string) string { return html.EscapeString(clean(s)) }
