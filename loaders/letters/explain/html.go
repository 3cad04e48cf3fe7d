package explain

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"demarche/loaders/letters"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// style of the page: no outside request, light and dark.
const style = `:root{color-scheme:light dark}body{font:16px/1.55 system-ui,sans-serif;max-width:82rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.25rem}.seg{display:grid;grid-template-columns:6.5rem minmax(0,1fr) 19rem;gap:1rem;margin:.35rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
.seg>div:first-child{font-size:.75rem;opacity:.65;text-align:right;border-right:2px solid #8886;padding-right:.6rem;white-space:normal}
mark{background:#8882;color:inherit;border-radius:.2rem;padding:0 .1rem}
mark.signature{background:#2e9e4f44}mark.recipient{background:#2c6fd144}mark.demand{background:#d9a40033}mark.target{background:#d1343444}
mark.event{background:#16a3a344}mark.legal{background:#8a46c744}mark.country{background:#8883}mark.date{background:#16a3a355}mark.claim{background:#d9a40066}
mark.statement{background:#8881}mark.sender{background:#8a46c733}
.notes{list-style:none;margin:0;padding:0;font-size:.75rem;line-height:1.4;white-space:normal}.notes li{margin:0 0 .2rem}.notes small{opacity:.6}
.key{font-size:.8rem}.key mark{margin-right:.4rem;padding:0 .35rem}
@media(max-width:60rem){.seg{grid-template-columns:1fr}.seg>div:first-child{text-align:left;border:0}}
table{border-collapse:collapse;font-size:.85rem;margin-top:2rem;width:100%}th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
`

// HTML writes a page that stands alone: the text with nested marks, beside it what was read there and by which rule, and a
// table of all marks with their places. lay may be nil. All text is escaped.
func HTML(out io.Writer, d letters.Document, lay *segment.Layout, rec schema.Record) error {
	w := bufio.NewWriter(out)
	lay = layoutOf(d, lay)
	title := rec.Title
	if title == "" {
		title = rec.Source
	}
	fmt.Fprintf(w, "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n<style>%s</style>\n",
		escape(title), style)
	source := rec.Source + ", "
	if title == rec.Source {
		source = ""
	}
	fmt.Fprintf(w, "<h1>%s</h1>\n<p>%s%s</p>\n<ul>\n", escape(title), escape(source), escape(string(rec.Kind)))
	for i := range rec.Letters {
		fmt.Fprintf(w, "<li>%s</li>\n", escape(head(i, &rec.Letters[i])))
	}
	marks := Marks(rec)
	fmt.Fprint(w, "</ul>\n")
	if lines := grounds(rec); len(lines) > 0 {
		fmt.Fprintf(w, "<details><summary>%s</summary><pre>%s</pre></details>\n", escape(lines[0]), escape(strings.Join(lines[1:], "\n")))
	}
	fmt.Fprintf(w, "%s<main>\n", key(marks))
	k := 0
	for _, g := range lay.Segments {
		first := k
		for k < len(marks) && marks[k].Span[0] < g.Span[1] {
			k++
		}
		fmt.Fprintf(w, "<div class=\"seg\"><div title=\"%s\">%s%s</div><div>%s</div>%s</div>\n", escape(g.Rule), escape(string(g.Kind)), page(rec, g.Span[0], ", "),
			nested(lay.Text, g.Span, marks[first:k]), notes(marks[first:k]))
	}
	fmt.Fprint(w, "</main>\n<table>\n<tr><th>mark<th>read<th>rule<th>code points</tr>\n")
	for _, m := range marks {
		fmt.Fprintf(w, "<tr><td>%s<td>%s<td>%s<td>%d–%d%s</tr>\n", escape(m.Kind), escape(m.Label), escape(m.Rule), m.Span[0], m.Span[1], page(rec, m.Span[0], ", "))
	}
	fmt.Fprint(w, "</table>\n</html>\n")
	return w.Flush()
}

// key shows the colours of the kinds of marks that the page has.
func key(marks []Mark) string {
	var kinds []string
	for _, m := range marks {
		kinds = append(kinds, m.Kind)
	}
	slices.Sort(kinds)
	var b strings.Builder
	for _, k := range slices.Compact(kinds) {
		fmt.Fprintf(&b, "<mark class=\"%s\">%s</mark>", escape(k), escape(k))
	}
	if b.Len() == 0 {
		return ""
	}
	return "<p class=\"key\">" + b.String() + "</p>\n"
}

// notes lists what was read in a segment, in the order of its text.
func notes(marks []Mark) string {
	if len(marks) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("<ul class=\"notes\">")
	for _, m := range marks {
		fmt.Fprintf(&b, "<li><mark class=\"%s\">%s</mark>", escape(m.Kind), escape(m.Label))
		if m.Rule != "" {
			fmt.Fprintf(&b, " <small>%s</small>", escape(m.Rule))
		}
	}
	b.WriteString("</ul>")
	return b.String()
}

// Limits on marks that lie on each other: how many show at one place, and how many wait there for others to end. The
// table lists all.
const (
	maxShown   = 4
	maxWaiting = 64
)

// nested is the text at sp with its marks as nested elements: a mark that crosses another's end is closed there and
// opened again.
func nested(t *segment.Text, sp schema.Span, marks []Mark) string {
	cuts := []int{sp[0], sp[1]}
	for _, m := range marks {
		cuts = append(cuts, clamp(m.Span[0], sp), clamp(m.Span[1], sp))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var b strings.Builder
	var under []Mark // the marks that the text at hand lies in, outer first
	next := 0
	for i := 1; i < len(cuts); i++ {
		a, e := cuts[i-1], cuts[i]
		under = slices.DeleteFunc(under, func(m Mark) bool { return m.Span[1] <= a })
		for ; next < len(marks) && marks[next].Span[0] <= a; next++ {
			if len(under) < maxWaiting && marks[next].Span[1] > a {
				under = append(under, marks[next])
			}
		}
		shown := under[:min(len(under), maxShown)]
		for _, m := range shown {
			fmt.Fprintf(&b, "<mark class=\"%s\" title=\"%s\">", escape(m.Kind), escape(note(m)))
		}
		b.WriteString(escape(t.Slice(schema.Span{a, e})))
		b.WriteString(strings.Repeat("</mark>", len(shown)))
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
