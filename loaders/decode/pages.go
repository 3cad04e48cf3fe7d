package decode

import (
	"unicode"

	"demarche/loaders/decode/pdf"
	"demarche/schema"
)

// pageRuns carries the pages of a PDF's text over to its normalized form. Normalizing moves white space and drops what is
// no character, but keeps the order of the others: the first of a page is found by how many stand before it.
func pageRuns(c pdf.Content, text string) []schema.PageRun {
	before := make([]int, len(c.Runs)) // visible characters before each run
	for i := 1; i < len(c.Runs); i++ {
		before[i] = before[i-1] + visible(Normalize(c.Text[c.Runs[i-1].Start:c.Runs[i].Start]))
	}
	var out []schema.PageRun
	next, seen, at := 0, 0, 0
	for _, r := range text {
		if !unicode.IsSpace(r) {
			for ; next < len(before) && before[next] <= seen; next++ {
				if n := len(out); n > 0 && out[n-1].Start == at {
					out = out[:n-1] // nothing of the page before was kept
				}
				out = append(out, schema.PageRun{Start: at, Page: c.Runs[next].Page})
			}
			seen++
		}
		at++
	}
	return out
}

func visible(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}
