package archive_test

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/graph/archive"
	"demarche/graph/cayleystore"
	"demarche/graph/generate"
	"demarche/graph/quadio"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

var judgements = map[string][]byte{"judgements.tsv": []byte("# none\n")}

func memory(t *testing.T) *cayleystore.Store {
	t.Helper()
	s, err := cayleystore.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// filled is a store with a generated graph, notes, and a label that has nothing but a note.
func filled(t *testing.T) graph.Store {
	t.Helper()
	s := memory(t)
	i := 0
	changes := []graph.Change{{Label: "urn:demarche:document:only-a-note", Note: []byte{0, 255}}}
	for c := range generate.Changes(generate.Options{Seed: 2, Quads: 25_000}) {
		if i++; i%2 == 0 {
			c.Note = fmt.Appendf(nil, "note %d", i)
		}
		changes = append(changes, c)
	}
	if _, err := s.Apply(context.Background(), changes); err != nil {
		t.Fatal(err)
	}
	return s
}

func dump(t *testing.T, s graph.Store) ([]byte, archive.Manifest) {
	t.Helper()
	var b bytes.Buffer
	m, err := archive.Dump(context.Background(), &b, s, judgements, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), m
}

func TestDumpAndRestore(t *testing.T) {
	ctx := context.Background()
	source := filled(t)
	first, manifest := dump(t, source)
	again, _ := dump(t, source)
	if !bytes.Equal(first, again) {
		t.Error("two dumps of one store differ")
	}
	for _, batch := range []int{0, 1000} {
		a, err := archive.Open(bytes.NewReader(first))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(manifest, a.Manifest); diff != "" {
			t.Errorf("manifest (-dumped +opened):\n%s", diff)
		}
		if b, err := a.File("judgements.tsv"); err != nil || !bytes.Equal(b, judgements["judgements.tsv"]) {
			t.Errorf("File = %q, %v", b, err)
		}
		if _, err := a.File("other"); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("File of an unknown name = %v", err)
		}
		target := memory(t)
		if err := a.Restore(ctx, target, batch, nil); err != nil {
			t.Fatal(err)
		}
		back, _ := dump(t, target)
		if !bytes.Equal(first, back) {
			t.Errorf("batch %d: the dump of the restored store differs", batch)
		}
		if err := a.Restore(ctx, target, batch, nil); !errors.Is(err, archive.ErrNotEmpty) {
			t.Errorf("Restore into a full store = %v", err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestTextsThatAreMissing dumps a graph that was loaded without its texts, and puts it back.
func TestTextsThatAreMissing(t *testing.T) {
	source := memory(t)
	n := 0
	for c := range generate.Changes(generate.Options{Seed: 2, Quads: 25_000}) {
		if n++; n%2 == 0 {
			c.Texts = nil
		}
		if _, err := source.Apply(context.Background(), []graph.Change{c}); err != nil {
			t.Fatal(err)
		}
	}
	data, manifest := dump(t, source)
	if manifest.Missing == 0 || manifest.Texts == 0 {
		t.Fatalf("the manifest has %d texts and misses %d, want some of each", manifest.Texts, manifest.Missing)
	}
	a, err := archive.Open(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	target := memory(t)
	if err := a.Restore(context.Background(), target, 0, nil); err != nil {
		t.Fatal(err)
	}
	if back, _ := dump(t, target); !bytes.Equal(data, back) {
		t.Error("the dump of the restored store differs")
	}
}

// moving is a store that somebody changes while it is read.
type moving struct {
	graph.Store
	version graph.Version
}

func (m *moving) Version(context.Context) (graph.Version, error) {
	m.version++
	return m.version, nil
}

func TestDumpOfAStoreThatChanges(t *testing.T) {
	_, err := archive.Dump(context.Background(), &bytes.Buffer{}, &moving{Store: memory(t)}, nil, nil)
	if !errors.Is(err, graph.ErrLocked) || !strings.Contains(err.Error(), "from version 1 to 2") {
		t.Errorf("Dump() = %v, want graph.ErrLocked with the versions", err)
	}
}

// TestDamageIsNamed changes one member of an archive at a time: the error names it.
func TestDamageIsNamed(t *testing.T) {
	data, manifest := dump(t, filled(t))
	for _, f := range manifest.Files {
		_, err := archive.Open(bytes.NewReader(changed(t, data, f.Name)))
		if !errors.Is(err, graph.ErrCorrupt) || !strings.Contains(err.Error(), f.Name) {
			t.Errorf("Open() of an archive with another %s = %v, want graph.ErrCorrupt with the name", f.Name, err)
		}
	}
}

// changed is an archive with another last byte in one member, packed anew, so that only the manifest can tell.
func changed(t *testing.T, data []byte, name string) []byte {
	t.Helper()
	z, err := zstd.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out bytes.Buffer
	w, err := zstd.NewWriter(&out)
	if err != nil {
		t.Fatal(err)
	}
	from, to := tar.NewReader(z), tar.NewWriter(w)
	for {
		h, err := from.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		if h.Name == name {
			content[len(content)-2] ^= 1
		}
		if err := to.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(to.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestEmptyStore(t *testing.T) {
	data, _ := dump(t, memory(t))
	a, err := archive.Open(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if err := a.Restore(context.Background(), memory(t), 0, nil); err != nil {
		t.Error(err)
	}
}

// TestOpenRefuses cuts and flips archives at many places; a damaged one never gets as far as a store.
func TestOpenRefuses(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	data, _ := dump(t, filled(t))
	places := 150
	if testing.Short() {
		places = 20
	}
	for i := 0; i < len(data); i += 1 + len(data)/places {
		bad := bytes.Clone(data)
		bad[i] ^= 0x20
		for name, bytes_ := range map[string][]byte{"cut": data[:i], "flipped": bad} {
			a, err := archive.Open(bytes.NewReader(bytes_))
			if err == nil {
				a.Close()
				t.Errorf("%s at byte %d: no error", name, i)
			} else if !errors.Is(err, graph.ErrCorrupt) {
				t.Errorf("%s at byte %d: %v", name, i, err)
			}
		}
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left: %v", len(left), err)
	}
}

func TestDumpRefusesNames(t *testing.T) {
	for _, name := range []string{"", "quads.nq", "../x", "manifest.json"} {
		if _, err := archive.Dump(context.Background(), &bytes.Buffer{}, memory(t), map[string][]byte{name: nil}, nil); err == nil {
			t.Errorf("a file named %q is taken", name)
		}
	}
}

// TestExportedGraphReadsBack exports, loads and exports again in every format that keeps labels.
func TestExportedGraphReadsBack(t *testing.T) {
	ctx := context.Background()
	source := filled(t)
	for _, f := range []quadio.Format{quadio.NQuads, quadio.TriG, quadio.JSONLD} {
		t.Run(string(f), func(t *testing.T) {
			var first, second bytes.Buffer
			if _, err := quadio.Write(ctx, &first, f, source.Quads(ctx, "")); err != nil {
				t.Fatal(err)
			}
			labels := map[quad.IRI]*graph.Change{}
			for q, err := range quadio.Read(ctx, bytes.NewReader(first.Bytes()), quadio.ReadOptions{Format: f, Name: "x"}) {
				if err != nil {
					t.Fatal(err)
				}
				l := q.Label.(quad.IRI)
				if labels[l] == nil {
					labels[l] = &graph.Change{Label: l}
				}
				labels[l].Quads = append(labels[l].Quads, q)
			}
			target := memory(t)
			var changes []graph.Change
			for _, c := range labels {
				changes = append(changes, *c)
			}
			if _, err := target.Apply(ctx, changes); err != nil {
				t.Fatal(err)
			}
			if _, err := quadio.Write(ctx, &second, f, target.Quads(ctx, "")); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(first.Bytes(), second.Bytes()) {
				t.Error("the second export differs from the first")
			}
		})
	}
}

func FuzzOpen(f *testing.F) {
	s, err := cayleystore.OpenMemory()
	if err != nil {
		f.Fatal(err)
	}
	defer s.Close()
	var b bytes.Buffer
	if _, err := archive.Dump(context.Background(), &b, s, judgements, nil); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := archive.Open(bytes.NewReader(data))
		if err == nil {
			a.Close()
		}
	})
}
