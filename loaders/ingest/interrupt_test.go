package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/loaders/ingest"
)

// TestInterrupted ends a load in the middle: what was told as kept is kept, and the same load again does the rest.
func TestInterrupted(t *testing.T) {
	store := open(t)
	var lines strings.Builder
	const all = 5000
	for i := range all {
		fmt.Fprintf(&lines, "{\"url\":\"https://example.org/%d\",\"title\":\"Number %d\",\"date\":\"2020-05-04\",\"text\":\"The report number %d is out.\"}\n", i, i, i)
	}
	path := filepath.Join(t.TempDir(), "releases.jsonl")
	if err := os.WriteFile(path, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	report, err := ingest.New(store, ingest.Options{Progress: func(p ingest.Progress) {
		if p.Stage == "documents" && p.Count == 3000 {
			cancel()
		}
	}}).Load(ctx, []string{path})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("Load() = %v, want %v", err, context.Canceled)
	}
	kept := report.Documents.Kept
	if kept == 0 || kept == all || report.Documents.Read != kept {
		t.Errorf("the report says %v, want a part of %d", report.Documents, all)
	}
	count := func() int {
		labels, err := store.Labels(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, l := range labels {
			if strings.HasPrefix(string(l), "urn:demarche:document:") {
				n++
			}
		}
		return n
	}
	if got := count(); got != kept {
		t.Errorf("the store has %d documents, the report says %d", got, kept)
	}
	again, err := ingest.New(store, ingest.Options{}).Load(t.Context(), []string{path})
	if err != nil || again.Documents.Kept != all || count() != all {
		t.Errorf("Load() again = %v, %v, the store has %d documents, want %d", again.Documents, err, count(), all)
	}
}
