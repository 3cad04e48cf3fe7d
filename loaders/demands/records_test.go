package demands_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"demarche/loaders/decode"
	"demarche/loaders/demands"
	"demarche/loaders/letters"
)

// TestRecords writes the records of the files in $DEMARCHE_CORPUS (a glob) to $DEMARCHE_RECORDS, for scoring what
// letters ask; names stay unresolved.
func TestRecords(t *testing.T) {
	out := os.Getenv("DEMARCHE_RECORDS")
	if out == "" {
		t.Skip("DEMARCHE_RECORDS names no file to write")
	}
	files, err := filepath.Glob(os.Getenv("DEMARCHE_CORPUS"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := demands.New()
	if err != nil {
		t.Fatal(err)
	}
	w, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	enc := json.NewEncoder(w)
	r := letters.NewReader(nil, a)
	for _, d := range corpus(t, files) {
		if err := enc.Encode(r.Read(d)); err != nil {
			t.Fatal(err)
		}
	}
}

// corpus decodes the documents of files.
func corpus(tb testing.TB, files []string) []letters.Document {
	tb.Helper()
	var out []letters.Document
	for _, f := range files {
		fh, err := os.Open(f)
		if err != nil {
			tb.Fatal(err)
		}
		for d, err := range decode.Documents(context.Background(), f, fh, "") {
			if err != nil {
				tb.Log(err)
				continue
			}
			out = append(out, letters.Document{
				Source: d.Source, SHA256: d.SHA256, Text: d.Text, Title: d.Title, Published: d.Published, URL: d.URL, Member: d.Member,
			})
		}
		fh.Close()
	}
	return out
}
