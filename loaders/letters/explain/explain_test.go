package explain

import (
	"errors"
	"strings"
	"testing"
	"time"

	"demarche/loaders/letters"
	"demarche/schema"
)

const text = `Today, Senator Ana <b>Bell</b> (D-ME) sent a letter to Secretary Joe Hall with 4 other senators.` + "\x1b[31m\n\nThe harbour is closed to all ships that come from the south of the sea.\n"

func read() (letters.Document, *strings.Builder) {
	return letters.Document{Source: "a.txt", Text: text}, &strings.Builder{}
}

func TestANSI(t *testing.T) {
	d, b := read()
	rec, lay := letters.NewReader(nil, nil).ReadLayout(d)
	if err := ANSI(b, d, lay, rec, true); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a.txt: press_release", "+3 the document opens with it", "── release · paragraph", "\x1b[1;34mSecretary Joe Hall", "recipient: to"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("ANSI lacks %q:\n%s", want, b)
		}
	}
	if strings.Contains(b.String(), "\x1b[31m") {
		t.Error("ANSI lets the text's own escape sequences through")
	}
}

func TestHTML(t *testing.T) {
	d, b := read()
	rec, lay := letters.NewReader(nil, nil).ReadLayout(d)
	if err := HTML(b, d, lay, rec); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<b>") || !strings.Contains(b.String(), "&lt;b&gt;") {
		t.Error("HTML does not escape the text")
	}
	for _, banned := range []string{"http://", "https://", "<script", "src="} {
		if strings.Contains(b.String(), banned) {
			t.Errorf("the page holds %q: it must ask for nothing outside", banned)
		}
	}
	for what, want := range map[string]string{
		"ground":           "+3 the document opens with it",
		"mark in the text": `">Secretary Joe Hall</mark>`,
		"key":              `<p class="key"><mark class="claim">claim</mark>`,
		"note beside it":   `<li><mark class="recipient">to Joe Hall`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s, %s:\n%s", what, want, b)
		}
	}
}

// The parts of a PDF of several pages say on which page they stand; other documents have no pages.
func TestPages(t *testing.T) {
	d, _ := read()
	for _, pages := range [][]schema.PageRun{nil, {{Start: 0, Page: 3}}} {
		d.Pages = pages
		rec, lay := letters.NewReader(nil, nil).ReadLayout(d)
		var ansi, html strings.Builder
		if err := errors.Join(ANSI(&ansi, d, lay, rec, false), HTML(&html, d, lay, rec)); err != nil {
			t.Fatal(err)
		}
		for form, got := range map[string]string{"terminal": ansi.String(), "page": html.String()} {
			if strings.Contains(got, "page 3") != (pages != nil) {
				t.Errorf("%s of a document with pages %v:\n%s", form, pages, got)
			}
		}
	}
}

// TestMarksOfNothing shows a document without letters: segments only.
func TestMarksOfNothing(t *testing.T) {
	d := letters.Document{Source: "b.txt", Text: "A day at the fair.\n"}
	rec, lay := letters.NewReader(nil, nil).ReadLayout(d)
	var b strings.Builder
	if err := ANSI(&b, d, lay, rec, false); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "A day at the fair.") || len(Marks(rec)) != 0 {
		t.Errorf("explanation of a document without letters:\n%s", b.String())
	}
}

// A text of one segment with marks upon marks is written in linear time.
func TestManyMarks(t *testing.T) {
	const n = 100_000
	d := letters.Document{Text: strings.Repeat("Ana Bell, ", n)}
	rec := schema.Record{Letters: []schema.Letter{{}}}
	for i := range n {
		rec.Letters[0].Signatures = append(rec.Letters[0].Signatures, schema.Signature{Name: "Ana Bell", Span: schema.Span{10 * i, 10*i + 8}})
		rec.Letters[0].Demands = append(rec.Letters[0].Demands, schema.Demand{Span: schema.Span{i, 10 * n}})
	}
	began := time.Now()
	var b strings.Builder
	if err := errors.Join(HTML(&b, d, nil, rec), ANSI(&b, d, nil, rec, true)); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("%d marks took %v", 2*n, took)
	}
}
