package texts

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"demarche/graph"
)

func sumOf(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

// write appends texts as one change that held, and returns the size after it.
func write(t *testing.T, w *Pack, texts ...string) int64 {
	t.Helper()
	for _, text := range texts {
		if s, err := w.Append(text); err != nil || hex.EncodeToString(s[:]) != sumOf(text) {
			t.Fatalf("Append(%q) = %x, %v, want %s", text, s, err, sumOf(text))
		}
	}
	if err := w.Sync(); err != nil {
		t.Fatal(err)
	}
	w.Keep()
	return w.Size()
}

func open(t *testing.T, path string, committed int64) *Pack {
	t.Helper()
	p, err := Open(path, committed)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
			t.Error(err)
		}
	})
	return p
}

func check(t *testing.T, p *Pack, text string) {
	t.Helper()
	if got, err := p.Text(sumOf(text)); err != nil || got != text {
		t.Errorf("Text(%s) = %.40q, %v, want %.40q", sumOf(text), got, err, text)
	}
}

func absent(t *testing.T, p *Pack, text string) {
	t.Helper()
	if got, err := p.Text(sumOf(text)); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("Text(%s) = %.40q, %v, want ErrNotFound", sumOf(text), got, err)
	}
}

func TestAppend(t *testing.T) {
	path := filepath.Join(t.TempDir(), "texts")
	p := open(t, path, 0)
	absent(t, p, "one")
	long := strings.Repeat("We, the undersigned, é😀. ", 60_000)
	size := write(t, p, "one", "", long)
	if write(t, p, "one", "one", ""); p.Size() != size {
		t.Errorf("known texts were written again: %d bytes, want %d", p.Size(), size)
	}
	if _, err := p.Append("two"); err != nil {
		t.Fatal(err)
	}
	absent(t, p, "two") // until it is kept
	p.Keep()
	for _, pack := range []*Pack{p, open(t, path, p.Size())} {
		for _, text := range []string{"one", "", long, "two"} {
			check(t, pack, text)
		}
		if pack.Len() != 4 {
			t.Errorf("Len() = %d, want 4", pack.Len())
		}
	}
}

func TestCutTakesAFailedChangeBack(t *testing.T) {
	p := open(t, filepath.Join(t.TempDir(), "texts"), 0)
	size := write(t, p, "one")
	if _, err := p.Append("failed"); err != nil {
		t.Fatal(err)
	}
	if err := p.Cut(size); err != nil {
		t.Fatal(err)
	}
	write(t, p, "other words of another length altogether", "third")
	check(t, p, "one")
	check(t, p, "third")
	absent(t, p, "failed")
}

func TestOpenCutsTheTail(t *testing.T) {
	path := filepath.Join(t.TempDir(), "texts")
	w := open(t, path, 0)
	one := write(t, w, "one")
	two := write(t, w, "two")
	for cut := one; cut <= two; cut++ { // a crash at any byte of the second record
		if err := os.Truncate(path, cut); err != nil {
			t.Fatal(err)
		}
		again := open(t, path, one)
		absent(t, again, "two")
		if write(t, again, "two") != two {
			t.Errorf("after a cut at %d the pack has %d bytes, want %d", cut, again.Size(), two)
		}
		check(t, again, "one")
		check(t, again, "two")
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Open(path, two+1); !errors.Is(err, graph.ErrCorrupt) {
		t.Errorf("Open of a pack that is too short = %v, want ErrCorrupt", err)
	}
}

// TestFlippedBits flips each bit of a small pack: it does not open, or gives right texts and says which are damaged.
func TestFlippedBits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "texts")
	all := []string{"the first text of three", "the second", "and the third"}
	size := write(t, open(t, path, 0), all...)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	step := 1
	if testing.Short() {
		step = 13 // which has no factor in common with the eight bits of a byte
	}
	for bit := 0; bit < 8*len(whole); bit += step {
		b := bytes.Clone(whole)
		b[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := Open(path, size)
		if errors.Is(err, graph.ErrCorrupt) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		bad := 0
		for _, text := range all {
			got, err := p.Text(sumOf(text))
			switch {
			case errors.Is(err, graph.ErrCorrupt):
				bad++
			case err != nil || got != text:
				t.Fatalf("bit %d: Text = %q, %v, want %q", bit, got, err, text)
			}
		}
		if bad != 1 || p.Verify(t.Context()) == nil {
			t.Fatalf("bit %d: %d texts are damaged, want 1; Verify() = %v", bit, bad, p.Verify(t.Context()))
		}
		if _, err := p.Rewrite(func([sha256.Size]byte) bool { return true }); !errors.Is(err, graph.ErrCorrupt) {
			t.Fatalf("bit %d: Rewrite() = %v, want ErrCorrupt", bit, err)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func without(texts ...string) func([sha256.Size]byte) bool {
	return func(s [sha256.Size]byte) bool {
		return !slices.ContainsFunc(texts, func(text string) bool { return sha256.Sum256([]byte(text)) == s })
	}
}

// TestRewrite leaves texts out, and crashes between any two steps of it.
func TestRewrite(t *testing.T) {
	for _, tt := range []struct {
		name     string
		left     []string // out
		steps    int      // how far it goes: 1 Rewrite, 2 and the size is recorded, 3 Replace
		has, not []string
	}{
		{"laid out only", []string{"one"}, 1, []string{"one", "two", "three"}, nil},
		{"recorded", []string{"one"}, 2, []string{"two", "three"}, []string{"one"}},
		{"replaced", []string{"one", "three"}, 3, []string{"two"}, []string{"one", "three"}},
		{"nothing is left", []string{"one", "two", "three"}, 3, nil, []string{"one", "two", "three"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "texts")
			p := open(t, path, 0)
			size := write(t, p, "one", "two", "three")
			rewritten, err := p.Rewrite(without(tt.left...))
			if err != nil || rewritten >= size {
				t.Fatalf("Rewrite() = %d, %v, want less than %d", rewritten, err, size)
			}
			if tt.steps >= 2 {
				size = rewritten
			}
			if tt.steps == 3 {
				if err := p.Replace(size); err != nil {
					t.Fatal(err)
				}
				size = write(t, p, "four")
				check(t, p, "four")
			}
			again := open(t, path, size)
			for _, text := range tt.has {
				check(t, again, text)
			}
			for _, text := range tt.not {
				absent(t, again, text)
			}
			if _, err := os.Stat(path + newSuffix); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the new file is left: %v", err)
			}
		})
	}
}

func TestReplaceFails(t *testing.T) {
	p := open(t, filepath.Join(t.TempDir(), "texts"), 0)
	write(t, p, "one", "two")
	size, err := p.Rewrite(without("one"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(p.path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(p.path, 0o755); err != nil { // nothing takes a folder's place
		t.Fatal(err)
	}
	if err := p.Replace(size); err == nil {
		t.Error("Replace() succeeded")
	}
	if _, err := p.Append("three"); err == nil {
		t.Error("Append() after it succeeded")
	}
	check(t, p, "two") // what is open is still read
}

func TestTooLong(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "texts"), 0)
	if _, err := w.Append(string(make([]byte, MaxText+1))); err == nil || w.Size() != 0 {
		t.Errorf("Append of %d bytes = %v, size %d, want an error and 0", MaxText+1, err, w.Size())
	}
}

// TestBesides reads while texts come, are taken back and are left out.
func TestBesides(t *testing.T) {
	p := open(t, filepath.Join(t.TempDir(), "texts"), 0)
	const n = 200
	var wg sync.WaitGroup
	done := make(chan struct{})
	for range 3 {
		wg.Go(func() {
			for i := 0; ; i = (i + 1) % n {
				select {
				case <-done:
					return
				default:
				}
				want := fmt.Sprintf("text %d", i)
				if got, err := p.Text(sumOf(want)); err == nil && got != want || err != nil && !errors.Is(err, graph.ErrNotFound) {
					t.Errorf("Text = %q, %v, want %q or ErrNotFound", got, err, want)
				}
			}
		})
	}
	for i := range n {
		size := p.Size()
		if _, err := p.Append(fmt.Sprintf("failed %d", i)); err != nil {
			t.Error(err)
		}
		if err := p.Cut(size); err != nil {
			t.Error(err)
		}
		write(t, p, fmt.Sprintf("text %d", i), fmt.Sprintf("useless %d", i))
		if i%10 == 9 {
			size, err := p.Rewrite(without(fmt.Sprintf("useless %d", i)))
			if err == nil {
				err = p.Replace(size)
			}
			if err != nil {
				t.Error(err)
			}
		}
	}
	close(done)
	wg.Wait()
	for i := range n {
		check(t, p, fmt.Sprintf("text %d", i))
	}
}

func FuzzDecodeHeader(f *testing.F) {
	f.Add(header{raw: 5, packed: 7, payloadCRC: 9}.encode())
	f.Add([]byte("dtx1"))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, ok := decodeHeader(b)
		if ok && !bytes.Equal(h.encode(), b[:headerSize]) {
			t.Errorf("decodeHeader(%x) = %+v, which encodes as %x", b, h, h.encode())
		}
	})
}

func BenchmarkText(b *testing.B) {
	w, err := Open(filepath.Join(b.TempDir(), "texts"), 0)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	sums := make([]string, 1000)
	for i := range sums {
		text := fmt.Sprintf("letter %d. %s", i, strings.Repeat("We urge you to sanction. ", 120))
		if _, err := w.Append(text); err != nil {
			b.Fatal(err)
		}
		sums[i] = sumOf(text)
	}
	w.Keep()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := w.Text(sums[i%len(sums)]); err != nil {
			b.Fatal(err)
		}
	}
}
