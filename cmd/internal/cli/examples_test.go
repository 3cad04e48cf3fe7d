package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"demarche/loaders/tables"

	"github.com/google/go-cmp/cmp"
)

// The worked examples of docs/paths.md run on the sample corpus and print what the page shows. What they print is checked
// against the letters by hand when the page changes: -update only saves the typing.
func TestPathExamples(t *testing.T) {
	page := filepath.Join(docs, "paths.md")
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(t.TempDir(), "store")
	run := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		env := Env{In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Time{} }, Version: "test"}
		if code := Run(context.Background(), append(args, "--store", store), env); code != exitOK {
			t.Fatalf("demarche %q: %s", args, errs.String())
		}
		return out.String()
	}
	run("load", "--sample")
	examples := 0
	got := regexp.MustCompile("(?s)```console\n\\$ demarche (paths [^\n]*)\n.*?```").ReplaceAllStringFunc(string(b), func(block string) string {
		line, _, _ := strings.Cut(strings.TrimPrefix(block, "```console\n$ demarche "), "\n")
		examples++
		return "```console\n$ demarche " + line + "\n" + run(shellWords(line)...) + "```"
	})
	if *update {
		if err := os.WriteFile(page, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(b), got); diff != "" && !*update {
		t.Errorf("docs/paths.md shows other answers than the program gives (-page +program):\n%s", diff)
	}
	if examples != 10 {
		t.Errorf("docs/paths.md has %d examples, want 10", examples)
	}
}

// shellWords splits a command line at blanks outside quotation marks.
func shellWords(s string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`"([^"]*)"|'([^']*)'|(\S+)`).FindAllStringSubmatch(s, -1) {
		out = append(out, m[1]+m[2]+m[3])
	}
	return out
}

// The first answer that README shows is the one that a newcomer gets.
func TestReadmeTranscript(t *testing.T) {
	b, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(b), "$ demarche load --sample\n")
	want, _, more := strings.Cut(rest, "$ ")
	if !ok || !more {
		t.Fatal("README shows no load of the sample")
	}
	var out, errs bytes.Buffer
	env := Env{In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Time{} }, Version: "test"}
	if code := Run(context.Background(), []string{"load", "--sample", "--store", filepath.Join(t.TempDir(), "store")}, env); code != exitOK {
		t.Fatal(errs.String())
	}
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("README shows another answer than the program gives (-README +program):\n%s", diff)
	}
}

// The page on tables is run: its table and its map give what it shows, and every map on it can be read.
func TestTablesPage(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(docs, "tables.md"))
	if err != nil {
		t.Fatal(err)
	}
	page, dir := string(b), t.TempDir()
	blocks := func(kind string) (out []string) {
		for _, m := range regexp.MustCompile("(?s)```"+kind+"\n(.*?)```").FindAllStringSubmatch(page, -1) {
			out = append(out, m[1])
		}
		return out
	}
	maps, consoles := blocks("yaml"), blocks("console")
	for name, text := range map[string]string{"bills.csv": blocks("csv")[0], "bills.yaml": maps[0]} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	var got strings.Builder
	for line := range strings.SplitSeq(consoles[1], "\n") {
		command, ok := strings.CutPrefix(line, "$ demarche ")
		if !ok {
			continue
		}
		var out, errs bytes.Buffer
		env := Env{In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Time{} }, Version: "test"}
		if code := Run(context.Background(), append(shellWords(command), "--store", filepath.Join(dir, "store")), env); code != exitOK {
			t.Fatalf("demarche %s: %s", command, errs.String())
		}
		if strings.HasPrefix(command, "load ") && !strings.Contains(errs.String(), "bills.csv:7:25") {
			t.Errorf("demarche %s tells no place bills.csv:7:25 on standard error: %s", command, errs.String())
		}
		got.WriteString(line + "\n" + out.String())
	}
	if diff := cmp.Diff(consoles[1], got.String()); diff != "" {
		t.Errorf("docs/tables.md shows other answers than the program gives (-page +program):\n%s", diff)
	}
	for i, text := range maps {
		if !strings.HasPrefix(text, "demarche-map") {
			text = "demarche-map: 1\nid: t\n" + text
		}
		path := filepath.Join(dir, "map.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := tables.ReadMap(path); err != nil {
			t.Errorf("map %d of docs/tables.md: %v", i+1, err)
		}
	}
}
