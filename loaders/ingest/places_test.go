package ingest_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/graph/cayleystore"
	"demarche/loaders/decode"
	"demarche/loaders/ingest"
	"demarche/schema"
)

// folder writes files and returns the paths by name.
func folder(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const release = `{"url":"https://example.org/1","title":"A","date":"2021-03-04","text":"The harbour is open."}` + "\n"

// sources extracts and returns the sources of the records.
func sources(t *testing.T, args ...string) ([]string, ingest.Report, error) {
	t.Helper()
	var out []string
	report, err := pipeline(t, open(t), 2).Extract(t.Context(), args, func(rec any) error {
		out = append(out, rec.(schema.Record).Source)
		return nil
	})
	return out, report, err
}

// A file in a folder that asks for a password is dropped; the others are read.
func TestLockedFileInFolder(t *testing.T) {
	locked, err := os.ReadFile("../decode/pdf/testdata/password.pdf")
	if err != nil {
		t.Fatal(err)
	}
	dir := folder(t, map[string]string{"a.pdf": string(locked), "b.txt": "The harbour is open."})
	store, err := cayleystore.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	report := load(t, pipeline(t, store, 1), dir)
	if report.Documents.Kept != 1 || report.Documents.Dropped["asks for a password"] != 1 {
		t.Errorf("Load(folder with a locked file) = %v, want one kept and one dropped", report.Documents)
	}
}

// A PDF that lacks its end is read, and a warning tells of it.
func TestCutFile(t *testing.T) {
	b, err := os.ReadFile("../decode/pdf/testdata/two-columns.pdf")
	if err != nil {
		t.Fatal(err)
	}
	dir := folder(t, map[string]string{"a.pdf": string(b[:len(b)-300])})
	got, report, err := sources(t, filepath.Join(dir, "a.pdf"))
	if err != nil || len(got) != 1 || len(report.Warnings) != 1 || !strings.Contains(report.Warnings[0], "a.pdf: the file is cut off") {
		t.Errorf("Extract = %v, %v, %v, want the document and a warning", got, report.Warnings, err)
	}
}

// What is attached to a mail and cannot be read does not keep the mail out.
func TestMailWithScan(t *testing.T) {
	dir := folder(t, map[string]string{"m.eml": "From: a@example.org\nTo: b@example.org\nSubject: c\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nThe harbour is open.\n--B\n" +
		"Content-Type: application/zip; name=z.zip\nContent-Transfer-Encoding: base64\n\nAAECAwQ=\n--B--\n"})
	got, report, err := sources(t, filepath.Join(dir, "m.eml"))
	if err != nil || len(got) != 1 || len(report.Warnings) != 1 || !strings.Contains(report.Warnings[0], "m.eml#2") {
		t.Errorf("Extract = %v, %v, %v, want the message and a warning of its attachment", got, report.Warnings, err)
	}
}

// One document of a file of many is addressed as records and evidence address it; a file may have # in its name.
func TestOneOfMany(t *testing.T) {
	dir := folder(t, map[string]string{"r.jsonl": strings.Repeat(release, 3), "a#2": "The harbour is open.", "b#1/c.txt": "The harbour is shut."})
	at := func(name string) string { return filepath.Join(dir, name) }
	tests := []struct {
		name string
		args []string
		want []string
		err  error
	}{
		{"the second line", []string{"r.jsonl#2"}, []string{"r.jsonl#2"}, nil},
		{"lines in the order of the arguments", []string{"r.jsonl#3", "r.jsonl#1"}, []string{"r.jsonl#3", "r.jsonl#1"}, nil},
		{"a line that is not there", []string{"r.jsonl#4"}, nil, ingest.ErrNoInput},
		{"a file with a number in its name", []string{"a#2"}, []string{"a#2"}, nil},
		{"a folder with a number in its name", []string{"b#1"}, []string{"b#1/c.txt"}, nil},
		{"the only document", []string{"b#1/c.txt#1"}, []string{"b#1/c.txt"}, nil},
		{"no such file", []string{"q.jsonl#2"}, nil, os.ErrNotExist},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var args, want []string
			for _, a := range tt.args {
				args = append(args, at(a))
			}
			for _, w := range tt.want {
				want = append(want, at(w))
			}
			got, _, err := sources(t, args...)
			if strings.Join(got, " ") != strings.Join(want, " ") || !errors.Is(err, tt.err) {
				t.Errorf("Extract(%v) = %v, %v, want %v, %v", args, got, err, want, tt.err)
			}
		})
	}
}

// An explanation goes on behind a line that cannot be read.
func TestExplainDamagedLine(t *testing.T) {
	dir := folder(t, map[string]string{"r.jsonl": release + "{\"text\":\n" + release})
	var got []string
	show := func(e ingest.Explained) error {
		if e.Err != nil {
			got = append(got, e.Err.Error())
		} else {
			got = append(got, e.Document.Source)
		}
		return nil
	}
	path := filepath.Join(dir, "r.jsonl")
	err := pipeline(t, open(t), 1).Explain(t.Context(), path, show, false)
	if err != nil || len(got) != 3 || !strings.HasPrefix(got[1], path+":2: "+decode.ErrFormat.Error()) || got[2] != path+"#3" {
		t.Errorf("Explain = %v, %v, want two documents and the error of line 2 between them", got, err)
	}
	if err := pipeline(t, open(t), 1).Explain(t.Context(), path, show, true); !errors.Is(err, ingest.ErrSeveral) {
		t.Errorf("Explain(single) = %v, want %v", err, ingest.ErrSeveral)
	}
}
