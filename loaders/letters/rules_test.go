package letters_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche/loaders/letters"
)

// Every rule that the reading of real releases names is explained in docs/reading.md.
func TestRulesAreDocumented(t *testing.T) {
	dir := sharedDir(t)
	page, err := os.ReadFile("../../docs/reading.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "press", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files of releases in %s (%v)", len(files), dir, err)
	}
	rd := letters.NewReader(registerIndex(t, dir), nil)
	rules := map[string]bool{}
	for _, d := range corpus(t, files) {
		for _, l := range rd.Read(d).Letters {
			for _, s := range l.Signatures {
				rules[s.Rule] = true
			}
			for _, r := range l.Recipients {
				base, rest, more := strings.Cut(r.Rule, "+")
				rules[base] = true
				if more {
					rules["+"+rest] = true
				}
			}
		}
	}
	if len(rules) < 10 {
		t.Errorf("only the rules %q in %d files", slices.Sorted(maps.Keys(rules)), len(files))
	}
	for _, r := range slices.Sorted(maps.Keys(rules)) {
		if !strings.Contains(string(page), "`"+r+"`") {
			t.Errorf("rule %q is not explained in docs/reading.md", r)
		}
	}
}
