package texts

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
func write(t *testing.T, w *Writer, texts ...string) int64 {
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

func openBoth(t *testing.T, path string, committed int64) (*Writer, *Reader) {
	t.Helper()
	w, err := Open(path, committed)
	if err != nil {
		t.Fatal(err)
	}
	r, err := OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(w.Close(), r.Close()); err != nil {
			t.Error(err)
		}
	})
	return w, r
}

func check(t *testing.T, r *Reader, text string) {
	t.Helper()
	if got, err := r.Text(sumOf(text)); err != nil || got != text {
		t.Errorf("Text(%s) = %.40q, %v, want %.40q", sumOf(text), got, err, text)
	}
}

func absent(t *testing.T, r *Reader, text string) {
	t.Helper()
	if got, err := r.Text(sumOf(text)); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("Text(%s) = %.40q, %v, want ErrNotFound", sumOf(text), got, err)
	}
}

func TestReaderFollowsWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "texts")
	early, err := OpenReader(path) // before there is a file
	if err != nil {
		t.Fatal(err)
	}
	absent(t, early, "one")
	w, r := openBoth(t, path, 0)
	long := strings.Repeat("We, the undersigned, é😀. ", 60_000)
	write(t, w, "one", "", long)
	for _, reader := range []*Reader{early, r, w.Reader} {
		check(t, reader, "one")
		check(t, reader, "")
		check(t, reader, long)
		absent(t, reader, "two")
	}
	size := w.Size()
	if write(t, w, "one", "one", ""); w.Size() != size {
		t.Errorf("known texts were written again: %d bytes, want %d", w.Size(), size)
	}
	write(t, w, "two")
	check(t, early, "two")
	if err := early.Close(); err != nil {
		t.Error(err)
	}
}

func TestCutTakesAFailedChangeBack(t *testing.T) {
	w, r := openBoth(t, filepath.Join(t.TempDir(), "texts"), 0)
	size := write(t, w, "one")
	if _, err := w.Append("failed"); err != nil {
		t.Fatal(err)
	}
	check(t, r, "failed") // a reader may be this early
	if err := w.Cut(size); err != nil {
		t.Fatal(err)
	}
	absent(t, w.Reader, "failed")
	write(t, w, "other words of another length altogether", "third")
	for _, reader := range []*Reader{r, w.Reader} {
		check(t, reader, "one")
		check(t, reader, "third")
		absent(t, reader, "failed")
	}
}

func TestOpenCutsTheTail(t *testing.T) {
	path := filepath.Join(t.TempDir(), "texts")
	w, _ := openBoth(t, path, 0)
	one := write(t, w, "one")
	two := write(t, w, "two")
	for cut := one; cut <= two; cut++ { // a crash at any byte of the second record
		if err := os.Truncate(path, cut); err != nil {
			t.Fatal(err)
		}
		r, err := OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		check(t, r, "one")
		if cut < two {
			absent(t, r, "two")
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		again, err := Open(path, one)
		if err != nil {
			t.Fatalf("Open after a cut at %d: %v", cut, err)
		}
		if write(t, again, "two") != two {
			t.Errorf("after a cut at %d the pack has %d bytes, want %d", cut, again.Size(), two)
		}
		check(t, again.Reader, "two")
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Open(path, two+1); !errors.Is(err, graph.ErrCorrupt) {
		t.Errorf("Open of a pack that is too short = %v, want ErrCorrupt", err)
	}
}

// TestFlippedBits flips each bit of a small pack: no reader gives a wrong text, and only of the damaged record none.
func TestFlippedBits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "texts")
	w, _ := openBoth(t, path, 0)
	first := write(t, w, "the first text of three")
	write(t, w, "the second", "and the third")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for bit := range 8 * len(whole) {
		b := bytes.Clone(whole)
		b[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range []string{"the first text of three", "the second", "and the third"} {
			got, err := r.Text(sumOf(text))
			if err == nil && got != text {
				t.Fatalf("bit %d: Text = %q, want %q or an error", bit, got, text)
			}
			if err != nil && !errors.Is(err, graph.ErrCorrupt) && !errors.Is(err, graph.ErrNotFound) {
				t.Fatalf("bit %d: Text = %v, want ErrCorrupt or ErrNotFound", bit, err)
			}
			if i == 0 && int64(bit/8) >= first && err != nil {
				t.Fatalf("bit %d, behind the first record: Text = %v", bit, err)
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTooLong(t *testing.T) {
	w, _ := openBoth(t, filepath.Join(t.TempDir(), "texts"), 0)
	if _, err := w.Append(string(make([]byte, MaxText+1))); err == nil || w.Size() != 0 {
		t.Errorf("Append of %d bytes = %v, size %d, want an error and 0", MaxText+1, err, w.Size())
	}
}

func TestReadersBesideTheWriter(t *testing.T) {
	w, r := openBoth(t, filepath.Join(t.TempDir(), "texts"), 0)
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
				if got, err := r.Text(sumOf(want)); err == nil && got != want {
					t.Errorf("Text = %q, want %q", got, want)
				} else if err != nil && !errors.Is(err, graph.ErrNotFound) && !errors.Is(err, graph.ErrCorrupt) {
					t.Errorf("Text = %v", err)
				}
			}
		})
	}
	for i := range n {
		size := w.Size()
		if _, err := w.Append(fmt.Sprintf("failed %d", i)); err != nil {
			t.Error(err)
		}
		if err := w.Cut(size); err != nil {
			t.Error(err)
		}
		write(t, w, fmt.Sprintf("text %d", i))
	}
	close(done)
	wg.Wait()
	for i := range n {
		check(t, r, fmt.Sprintf("text %d", i))
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
