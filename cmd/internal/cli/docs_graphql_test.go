package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// graphqlBlock is a query shown on a page.
var graphqlBlock = regexp.MustCompile("(?s)```graphql\n(.*?)```")

// Every query that a page shows runs on the sample corpus without an error, and answers something.
func TestGraphQLExamples(t *testing.T) {
	store := filepath.Join(t.TempDir(), "store")
	run := func(args ...string) (string, string, int) {
		var out, errs bytes.Buffer
		env := Env{In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Time{} }, Version: "test"}
		code := Run(context.Background(), append(args, "--store", store), env)
		return out.String(), errs.String(), code
	}
	if _, errs, code := run("load", "--sample"); code != exitOK {
		t.Fatal(errs)
	}
	pages, err := filepath.Glob(filepath.Join(docs, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	examples := 0
	for _, page := range pages {
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range graphqlBlock.FindAllStringSubmatch(string(b), -1) {
			examples++
			out, errs, code := run("query", m[1])
			if code != exitOK {
				t.Errorf("%s: %s%s", page, m[1], errs)
				continue
			}
			var answer struct{ Data any }
			if err := json.Unmarshal([]byte(out), &answer); err != nil {
				t.Errorf("%s: %s: %v", page, m[1], err)
			}
			if !tells(answer.Data) {
				t.Errorf("%s: the example answers nothing:\n%s%s", page, m[1], out)
			}
		}
	}
	if examples < 12 {
		t.Errorf("the pages show %d queries, want 12 or more", examples)
	}
}

// tells is whether an answer holds a text that is neither empty nor a count.
func tells(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		for _, x := range v {
			if tells(x) {
				return true
			}
		}
	case []any:
		for _, x := range v {
			if tells(x) {
				return true
			}
		}
	case string:
		return v != ""
	}
	return false
}
