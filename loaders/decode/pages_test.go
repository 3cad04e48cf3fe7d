package decode

import (
	"testing"

	"demarche/loaders/decode/pdf"
	"demarche/schema"

	"github.com/google/go-cmp/cmp"
)

// Normalizing drops and composes characters before a page as much as in it; the page still begins with its own first one.
func TestPageRuns(t *testing.T) {
	parts := []string{"  one\u00ad \u200b\r\n\r\n\r\n\r\n\r\n", "e\u0301t\u0301   \t\n", " \u200b \n", "three\n", "notes"}
	pages := []int{1, 2, 3, 4, 1}
	c := pdf.Content{}
	for i, p := range parts {
		c.Runs = append(c.Runs, pdf.Run{Start: len(c.Text), Page: pages[i]})
		c.Text += p
	}
	text := Normalize(c.Text)
	runes := []rune(text)
	var got []string
	runs := pageRuns(c, text)
	for i, r := range runs {
		end := len(runes)
		if i+1 < len(runs) {
			end = runs[i+1].Start
		}
		got = append(got, string(runes[r.Start:end]))
	}
	want := []string{"one\n\n\n", "ét\u0301\n\n", "three\n", "notes"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parts of %q (-want +got): %s", text, diff)
	}
	if diff := cmp.Diff([]int{1, 2, 4, 1}, pagesOf(runs)); diff != "" {
		t.Errorf("pages (-want +got): %s", diff)
	}
}

func pagesOf(runs []schema.PageRun) []int {
	var out []int
	for _, r := range runs {
		out = append(out, r.Page)
	}
	return out
}
