package ingest_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/graph/cayleystore"
	"demarche/loaders/decode"
	"demarche/loaders/demands"
	"demarche/loaders/ingest"
	"demarche/loaders/sample"

	"github.com/google/go-cmp/cmp"
)

func open(t *testing.T) graph.Store {
	t.Helper()
	store, err := cayleystore.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

func pipeline(t *testing.T, store graph.Store, jobs int) *ingest.Pipeline {
	t.Helper()
	analyst, err := demands.New()
	if err != nil {
		t.Fatal(err)
	}
	return ingest.New(store, ingest.Options{Analyst: analyst, Jobs: jobs})
}

// corpus writes the sample corpus into a folder and returns the paths of its registers and letters.
func corpus(t *testing.T) (registers, letters []string) {
	t.Helper()
	dir := t.TempDir()
	write := func(files []sample.File, err error) (out []string) {
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			path := filepath.Join(dir, filepath.Base(f.Name))
			if err := os.WriteFile(path, f.Data, 0o600); err != nil {
				t.Fatal(err)
			}
			out = append(out, path)
		}
		return out
	}
	return write(sample.Registers()), write(sample.Letters())
}

func load(t *testing.T, p *ingest.Pipeline, paths ...string) ingest.Report {
	t.Helper()
	report, err := p.Load(context.Background(), paths)
	if err != nil {
		t.Fatalf("Load(%v): %v", paths, err)
	}
	return report
}

func quads(t *testing.T, store graph.Store) []string {
	t.Helper()
	var out []string
	for q, err := range store.Quads(context.Background(), "") {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, q.String())
	}
	slices.Sort(out)
	return out
}

func TestLoadTwiceChangesNothing(t *testing.T) {
	store := open(t)
	registers, letters := corpus(t)
	first := load(t, pipeline(t, store, 2), append(registers, letters...)...)
	if first.Documents.Kept != 5 || first.Letters != 4 || first.Added == 0 {
		t.Errorf("Load = %+v, want 5 documents, 4 letters (a release and a letter are one) and quads", first)
	}
	before := quads(t, store)
	second := load(t, pipeline(t, store, 2), append(registers, letters...)...)
	if second.Added+second.Removed != 0 || second.Version != first.Version {
		t.Errorf("second Load = %+v, want no change and version %d", second, first.Version)
	}
	if diff := cmp.Diff(before, quads(t, store)); diff != "" {
		t.Errorf("the graph changed: %s", diff)
	}
}

// The graph depends on what was loaded, not on the order, the number of jobs, or how many calls it took.
func TestOrderDoesNotMatter(t *testing.T) {
	registers, letters := corpus(t)
	want := func() []string {
		store := open(t)
		load(t, pipeline(t, store, 1), append(slices.Clone(registers), letters...)...)
		return quads(t, store)
	}()
	orders := map[string]func(p *ingest.Pipeline){
		"letters before registers": func(p *ingest.Pipeline) {
			load(t, p, letters...)
			load(t, p, registers...)
		},
		"one by one, backwards": func(p *ingest.Pipeline) {
			all := append(slices.Clone(registers), letters...)
			slices.Reverse(all)
			for _, path := range all {
				load(t, p, path)
			}
		},
		"registers between letters": func(p *ingest.Pipeline) {
			load(t, p, letters[3], letters[0])
			load(t, p, registers[1])
			load(t, p, letters...)
			load(t, p, registers[0])
		},
	}
	for name, run := range orders {
		t.Run(name, func(t *testing.T) {
			store := open(t)
			run(pipeline(t, store, 3))
			if diff := cmp.Diff(want, quads(t, store)); diff != "" {
				t.Errorf("another graph (-want +got): %.2000s", diff)
			}
		})
	}
}

func TestChangedFileReplacesItself(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "letter.txt")
	letter := func(name string) string {
		return "March 3, 2021\n\nThe Honorable Ann Example\nSecretary of Examples\n\nDear Secretary Example:\n\nWe urge you to publish the report.\n\nSincerely,\n\n" + name + "\nMember of Congress\n"
	}
	store := open(t)
	p := pipeline(t, store, 1)
	write := func(s string) {
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		load(t, p, path)
	}
	write(letter("Carol Quill"))
	want := quads(t, store)
	write(letter("Dora Reed"))
	for _, q := range quads(t, store) {
		if strings.Contains(q, "Carol Quill") {
			t.Errorf("%s is left of the file's former content", q)
		}
	}
	write(letter("Carol Quill"))
	if diff := cmp.Diff(want, quads(t, store)); diff != "" {
		t.Errorf("changing a file back does not give the first graph: %s", diff)
	}
}

func TestBadInputChangesNothing(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	_, letters := corpus(t)
	hollow := filepath.Join(dir, "hollow")
	if err := os.Mkdir(hollow, 0o700); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		path string
		want error
	}{
		{"missing", filepath.Join(dir, "nothing.txt"), os.ErrNotExist},
		{"empty", file("empty.txt", nil), decode.ErrEmpty},
		{"binary", file("binary.txt", []byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x03\x00>\x00")), decode.ErrBinary},
		{"too large", file("large.txt", []byte(strings.Repeat("Dear reader, ", 40<<20/13))), decode.ErrTooLarge},
		{"invalid UTF-8", file("torn.txt", []byte("Dear Secretary \xc3\x28 and \xfe\xfe colleagues")), decode.ErrEncoding},
		{"folder without files", hollow, ingest.ErrNoInput},
		{"pattern without files", filepath.Join(dir, "*.none"), ingest.ErrNoInput},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			store := open(t)
			_, err := pipeline(t, store, 1).Load(context.Background(), []string{letters[0], tt.path})
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.path) {
				t.Errorf("Load = %v, want %v naming %s", err, tt.want, tt.path)
			}
			if n := len(quads(t, store)); n != 0 {
				t.Errorf("%d quads are in the store after an error, want none", n)
			}
		})
	}
}

func TestExtractWritesNothing(t *testing.T) {
	store := open(t)
	_, letters := corpus(t)
	var records int
	report, err := pipeline(t, store, 2).Extract(context.Background(), letters, func(any) error { records++; return nil })
	if err != nil || records != len(letters) || report.Documents.Kept != len(letters) {
		t.Errorf("Extract = %+v, %v with %d records, want %d", report, err, records, len(letters))
	}
	if n := len(quads(t, store)); n != 0 {
		t.Errorf("%d quads are in the store, want none", n)
	}
}
