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
)

// Every tab that the playground opens with is answered on the sample corpus without an error.
func TestPlaygroundExamples(t *testing.T) {
	b, err := os.ReadFile("../../../queries/web/playground/src/examples.graphql")
	if err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(t.TempDir(), "store")
	run := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		env := Env{In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Time{} }, Version: "test"}
		code := Run(context.Background(), append(args, "--store", store), env)
		return code, out.String() + errs.String()
	}
	if code, said := run("load", "--sample"); code != exitOK {
		t.Fatal(said)
	}
	tabs := 0
	for _, tab := range regexp.MustCompile(`(?m)^# `).Split(string(b), -1) {
		title, query, ok := strings.Cut(tab, "\n")
		if !ok || strings.TrimSpace(query) == "" {
			continue
		}
		tabs++
		if code, said := run("query", query); code != exitOK || strings.Contains(said, `"edges":[]`) {
			t.Errorf("%s: the sample has no answer: %.500s", title, said)
		}
	}
	if tabs < 5 {
		t.Errorf("the playground has %d tabs, want at least 5", tabs)
	}
}
