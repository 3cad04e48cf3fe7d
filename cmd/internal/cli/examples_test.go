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
