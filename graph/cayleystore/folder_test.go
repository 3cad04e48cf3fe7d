package cayleystore

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"demarche/graph"
	"demarche/graph/cayleystore/table"
	"demarche/graph/graphtest"
)

func TestKilled(t *testing.T) {
	graphtest.Crash(t, rounds(40, 8), t.TempDir(), func(spec string) (graph.Store, error) {
		return Open(t.Context(), spec, Options{})
	})
}

// letters applies n letters to the store in folder, opened and closed.
func letters(t *testing.T, folder string, n int) {
	t.Helper()
	s, err := Open(t.Context(), folder, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for c := range graphtest.Letters(1, n) {
		c.Texts = []string{"Dear Mr. Secretary, " + string(c.Label)}
		if _, err := s.Apply(t.Context(), []graph.Change{c}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// Those who only read share a store and keep writers out until the last of them is done; they make and change nothing.
func TestReadOnly(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "store")
	if _, err := Open(t.Context(), folder, Options{ReadOnly: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading where no store is: %v, want fs.ErrNotExist", err)
	}
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder was made: %v", err)
	}
	letters(t, folder, 3)
	var readers [2]*Store
	for i := range readers {
		s, err := Open(t.Context(), folder, Options{ReadOnly: true})
		if err != nil {
			t.Fatalf("reader %d: %v", i, err)
		}
		readers[i] = s
	}
	if _, err := Open(t.Context(), folder, Options{}); !errors.Is(err, graph.ErrLocked) {
		t.Errorf("a writer beside readers: %v, want graph.ErrLocked", err)
	}
	for i, s := range readers {
		labels, err := s.Labels(t.Context())
		if err != nil || len(labels) != 3 {
			t.Fatalf("reader %d: %d labels, %v, want 3", i, len(labels), err)
		}
		text := "Dear Mr. Secretary, " + string(labels[0])
		sum := sha256.Sum256([]byte(text))
		if got, err := s.Text(t.Context(), hex.EncodeToString(sum[:])); err != nil || got != text {
			t.Errorf("reader %d: text %q, %v, want %q", i, got, err, text)
		}
		if _, err := s.Apply(t.Context(), []graph.Change{{Label: labels[0]}}); !errors.Is(err, table.ErrReadOnly) {
			t.Errorf("reader %d: Apply: %v, want table.ErrReadOnly", i, err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("reader %d: Close: %v", i, err)
		}
	}
	letters(t, folder, 4)
}

func TestOpenRefuses(t *testing.T) {
	write := func(folder, name, content string) error {
		return os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600)
	}
	edit := func(folder, name string, f func(b []byte) []byte) error {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(folder, name), f(b), 0o600)
	}
	tests := []struct {
		name string
		made bool // start from a store with letters
		opts Options
		do   func(folder string) error
		want error  // wrapped
		says string // in the message
	}{
		{"not a store", false, Options{}, func(f string) error { return write(f, "letter.txt", "Dear") }, nil, "not empty"},
		{"a file", false, Options{}, func(f string) error { return errors.Join(os.Remove(f), os.WriteFile(f, nil, 0o600)) }, nil, "not a directory"},
		{"missing", false, Options{MustExist: true}, os.Remove, fs.ErrNotExist, "no store"},
		{"empty folder", false, Options{MustExist: true}, func(string) error { return nil }, fs.ErrNotExist, "no store"},
		{"newer", true, Options{}, func(f string) error { return write(f, formatFile, "demarche store 2\n") }, graph.ErrVersion, "format 2"},
		{"format of another program", true, Options{}, func(f string) error { return write(f, formatFile, "4\n") }, graph.ErrCorrupt, "FORMAT"},
		{"quads are no bbolt file", true, Options{}, func(f string) error { return write(f, quadsFile, strings.Repeat("x", 65536)) }, graph.ErrCorrupt, quadsFile},
		{"quads cut short", true, Options{}, func(f string) error { return os.Truncate(filepath.Join(f, quadsFile), 5*4096) }, graph.ErrCorrupt, quadsFile},
		{"both meta pages damaged", true, Options{}, func(f string) error {
			return edit(f, quadsFile, func(b []byte) []byte { b[40] ^= 1; b[4096+40] ^= 1; return b })
		}, graph.ErrCorrupt, quadsFile},
		{"texts cut short", true, Options{}, func(f string) error { return os.Truncate(filepath.Join(f, textsFile), 100) }, graph.ErrCorrupt, textsFile},
		{"a header of a text damaged", true, Options{}, func(f string) error {
			return edit(f, textsFile, func(b []byte) []byte { b[8] ^= 1; return b })
		}, graph.ErrCorrupt, textsFile},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			folder := t.TempDir()
			if tt.made {
				letters(t, folder, 20)
			}
			if err := tt.do(folder); err != nil {
				t.Fatal(err)
			}
			s, err := Open(t.Context(), folder, tt.opts)
			if err == nil {
				t.Errorf("Open() succeeded, Close() = %v", s.Close())
				return
			}
			if tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("Open() = %v, want %v", err, tt.want)
			}
			if !strings.Contains(err.Error(), folder) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Open() = %v, want the folder and %q in it", err, tt.says)
			}
		})
	}
}

func TestOpenLocked(t *testing.T) {
	folder := t.TempDir()
	s, err := Open(t.Context(), folder, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := Open(t.Context(), folder, Options{}); !errors.Is(err, graph.ErrLocked) || !strings.Contains(err.Error(), folder) {
		t.Errorf("Open() of an open store = %v, want ErrLocked with the folder", err)
	}
}

// TestTornTail cuts the pack of texts in the middle of a record that the store does not count on yet.
func TestTornTail(t *testing.T) {
	folder := t.TempDir()
	letters(t, folder, 3)
	f, err := os.OpenFile(filepath.Join(folder, textsFile), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("dtx1 half of a header"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	letters(t, folder, 5)
	s, err := Open(t.Context(), folder, Options{MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n := s.pack.Len(); n != 5 {
		t.Errorf("the pack has %d texts, want 5", n)
	}
}

// TestDamagedPage flips bits all over the file of quads: whatever is read or written is right or ErrCorrupt.
func TestDamagedPage(t *testing.T) {
	source := t.TempDir()
	letters(t, source, 30)
	whole, err := os.ReadFile(filepath.Join(source, quadsFile))
	if err != nil {
		t.Fatal(err)
	}
	reported, pages := 0, 0
	for page := 2; page < len(whole)/4096; page += rounds(1, 4) {
		if len(bytes.Trim(whole[page*4096:(page+1)*4096], "\x00")) == 0 {
			continue // never used
		}
		pages++
		folder := t.TempDir()
		for _, name := range []string{formatFile, textsFile} {
			b, err := os.ReadFile(filepath.Join(source, name))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		b := append([]byte{}, whole...)
		for i := range 64 { // the page's header and first entries
			b[page*4096+i] = 0xff
		}
		if err := os.WriteFile(filepath.Join(folder, quadsFile), b, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), folder, Options{NoSync: true})
		if err == nil {
			for _, err = range s.Quads(t.Context(), "") {
			}
			if err == nil {
				_, err = s.Apply(t.Context(), []graph.Change{{Label: "d", Quads: []quad.Quad{quad.MakeIRI("a", "b", "c", "d")}}})
			}
			_ = s.Close()
		}
		if err != nil && !errors.Is(err, graph.ErrCorrupt) {
			t.Errorf("page %d damaged: %v, want ErrCorrupt or nothing", page, err)
		}
		if err != nil {
			reported++
		}
	}
	if reported == 0 {
		t.Error("no damage was reported at all")
	}
	t.Logf("damage reported on %d of %d pages", reported, pages)
}

func TestOpenURL(t *testing.T) {
	for _, spec := range []string{"", "mysql://localhost/x"} {
		if s, err := OpenURL(t.Context(), spec, Options{}); err == nil {
			t.Errorf("OpenURL(%q) succeeded, Close() = %v", spec, s.Close())
		}
	}
	for _, spec := range []string{"mem:", filepath.Join(t.TempDir(), "a", "b")} {
		s, err := OpenURL(t.Context(), spec, Options{})
		if err != nil {
			t.Errorf("OpenURL(%q) = %v", spec, err)
			continue
		}
		if err := s.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	}
}
