package texts

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"testing"

	"demarche/graph"
)

func hexSum(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

// TestReader reads beside a writer that appends, cuts off and rewrites.
func TestReader(t *testing.T) {
	path := filepath.Join(t.TempDir(), "texts.pack")
	r, err := OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}()
	has := func(text string, want bool) {
		t.Helper()
		got, err := r.Text(hexSum(text))
		switch {
		case want && (err != nil || got != text):
			t.Errorf("Text of %q = %q, %v", text, got, err)
		case !want && !errors.Is(err, graph.ErrNotFound):
			t.Errorf("Text of %q = %q, %v, want it not to be found", text, got, err)
		}
	}
	has("one", false) // no file yet

	w, err := Open(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	add := func(text string) {
		t.Helper()
		if _, err := w.Append(text); err != nil {
			t.Fatal(err)
		}
	}
	add("one")
	w.Keep()
	committed := w.Size()
	has("one", true)
	has("two", false)

	add("two")
	has("two", true) // about to be committed
	if err := w.Cut(committed); err != nil {
		t.Fatal(err)
	}
	add("three") // where two was
	w.Keep()
	has("three", true)
	has("one", true)
	has("two", false)

	size, err := w.Rewrite(func(s [sha256.Size]byte) bool { return hex.EncodeToString(s[:]) == hexSum("three") })
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Replace(size); err != nil {
		t.Fatal(err)
	}
	has("three", true)
	add("four")
	has("four", true)
	has("one", false)
	if _, err := r.Text("zz"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("Text of no hash: %v", err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}
