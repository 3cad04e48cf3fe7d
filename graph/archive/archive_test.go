package archive_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"testing"

	"demarche/graph"
	"demarche/graph/archive"
	"demarche/graph/cayleystore"
	"demarche/graph/generate"
	"demarche/graph/quadio"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
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
	m, err := archive.Dump(context.Background(), &b, s, judgements)
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
		if err := a.Restore(ctx, target, batch); err != nil {
			t.Fatal(err)
		}
		back, _ := dump(t, target)
		if !bytes.Equal(first, back) {
			t.Errorf("batch %d: the dump of the restored store differs", batch)
		}
		if err := a.Restore(ctx, target, batch); !errors.Is(err, archive.ErrNotEmpty) {
			t.Errorf("Restore into a full store = %v", err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestEmptyStore(t *testing.T) {
	data, _ := dump(t, memory(t))
	a, err := archive.Open(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if err := a.Restore(context.Background(), memory(t), 0); err != nil {
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
		if _, err := archive.Dump(context.Background(), &bytes.Buffer{}, memory(t), map[string][]byte{name: nil}); err == nil {
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
	if _, err := archive.Dump(context.Background(), &b, s, judgements); err != nil {
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
