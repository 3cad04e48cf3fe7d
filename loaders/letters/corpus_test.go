package letters_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"demarche/graph/match"
	"demarche/loaders/decode"
	"demarche/loaders/letters"
	"demarche/loaders/registers"
	"demarche/schema"
)

// sharedDir is the folder of shared test material beside the module, or skips the test.
func sharedDir(tb testing.TB) string {
	tb.Helper()
	dir, err := filepath.Abs("../../../shared")
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "reference")); err != nil {
		tb.Skip("no folder shared beside the module: ", err)
	}
	return dir
}

// registerIndex builds an index from the registers in the shared folder.
func registerIndex(tb testing.TB, dir string) *match.Index {
	tb.Helper()
	ctx := context.Background()
	var eds []*registers.Edition
	for _, f := range []string{"legislators-current.yaml", "legislators-historical.yaml", "executive.yaml", "openstates-ca", "openstates-il"} {
		e, err := registers.Read(ctx, filepath.Join(dir, "reference", f))
		if err != nil {
			tb.Fatal(err)
		}
		eds = append(eds, e)
	}
	if e, err := registers.Default(ctx); err == nil {
		eds = append(eds, e)
	}
	return match.NewIndex(registers.Persons(eds...), match.Options{})
}

// corpus reads the documents of files.
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
			out = append(out, letters.Document{Source: d.Source, SHA256: d.SHA256, Text: d.Text, Title: d.Title, Published: d.Published, URL: d.URL, Member: d.Member})
		}
		fh.Close()
	}
	return out
}

// TestRecords writes the records of the files in $DEMARCHE_CORPUS (a glob) to $DEMARCHE_RECORDS for scoring.
func TestRecords(t *testing.T) {
	out := os.Getenv("DEMARCHE_RECORDS")
	if out == "" {
		t.Skip("DEMARCHE_RECORDS names no file to write")
	}
	dir := sharedDir(t)
	files, err := filepath.Glob(os.Getenv("DEMARCHE_CORPUS"))
	if err != nil {
		t.Fatal(err)
	}
	var res letters.Resolver
	if os.Getenv("DEMARCHE_UNRESOLVED") == "" {
		res = registerIndex(t, dir)
	}
	rd := letters.NewReader(res, nil)
	fh, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer fh.Close()
	enc := json.NewEncoder(fh)
	enc.SetEscapeHTML(false)
	for _, d := range corpus(t, files) {
		rec := rd.Read(d)
		checkSpans(t, d, rec)
		if err := enc.Encode(rec); err != nil {
			t.Fatal(err)
		}
	}
}

// checkSpans tests that every span quotes its value.
func checkSpans(t *testing.T, d letters.Document, rec schema.Record) {
	t.Helper()
	runes := []rune(d.Text)
	at := func(sp schema.Span) string {
		if sp[0] < 0 || sp[1] > len(runes) || sp[0] > sp[1] {
			return "(bad span)"
		}
		return string(runes[sp[0]:sp[1]])
	}
	for _, l := range rec.Letters {
		for _, s := range l.Signatures {
			if at(s.Span) != s.Name {
				t.Errorf("%s: signature %q, text at span %q", d.Source, s.Name, at(s.Span))
			}
		}
		for _, r := range l.Recipients {
			if at(r.Span) == "(bad span)" || at(r.Span) == "" {
				t.Errorf("%s: recipient %q has span %v", d.Source, r.Name, r.Span)
			}
		}
		for _, s := range l.Statements {
			if at(s.Span) != s.Text {
				t.Errorf("%s: statement %q, text at span %q", d.Source, s.Text, at(s.Span))
			}
		}
	}
}
