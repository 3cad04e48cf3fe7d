package snapshot

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"demarche/graph"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

func fuzzQuads() []quad.Quad {
	return []quad.Quad{
		{Subject: quad.IRI("urn:a"), Predicate: vocab.Signed, Object: quad.IRI("urn:b"), Label: quad.IRI("urn:d")},
		{Subject: quad.IRI("urn:a"), Predicate: vocab.SameAs, Object: quad.IRI("urn:c"), Label: quad.IRI("urn:e")},
		{Subject: quad.IRI("urn:b"), Predicate: vocab.Title, Object: quad.LangString{Value: "x", Lang: "en"}, Label: quad.IRI("urn:d")},
	}
}

// FuzzDecode reads damaged files: an error or a snapshot that can be asked anything, never a panic.
func FuzzDecode(f *testing.F) {
	s, err := Build(context.Background(), 1, func(yield func(quad.Quad, error) bool) {
		for _, q := range fuzzQuads() {
			yield(q, nil)
		}
	})
	if err != nil {
		f.Fatal(err)
	}
	path := filepath.Join(f.TempDir(), "x.snap")
	if err := s.Save(path); err != nil {
		f.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		// The fuzzer cannot find checksums, so the sections are tried by themselves too, in place of those of the sound file.
		flat, err := decode(data)
		if err != nil {
			if !errors.Is(err, graph.ErrCorrupt) && !errors.Is(err, graph.ErrVersion) {
				t.Fatal(err)
			}
			return
		}
		ask(&Snapshot{base: flat})
	})
}

// FuzzSections reads files whose checksums fit and whose contents do not.
func FuzzSections(f *testing.F) {
	f.Add([]byte{1, 0, 1, 0}, uint8(0), uint32(7))
	f.Add([]byte{1, 0, 0, 0, 9, 0, 0, 0}, uint8(secPredicates), uint32(0))
	f.Add([]byte{9, 0, 0, 0}, uint8(secSlots), uint32(8))
	s, err := Build(context.Background(), 1, func(yield func(quad.Quad, error) bool) {
		for _, q := range fuzzQuads() {
			yield(q, nil)
		}
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte, kind uint8, at uint32) {
		var parts [secCount][]byte
		for i := range parts {
			s.base.section(i, func(b []byte) { parts[i] = append(parts[i], b...) })
		}
		part := &parts[int(kind)%secCount]
		if n := int(at) % (len(*part) + 1); at%3 == 0 {
			*part = slices.Concat((*part)[:n], data)
		} else {
			copy((*part)[n:], data)
		}
		flat := &flat{version: 1}
		if flat.load(&parts) == nil && flat.check() == nil {
			ask(&Snapshot{base: flat})
		}
	})
}

func ask(s *Snapshot) {
	for id := range graph.ID(min(s.Terms(), 1000) + 2) {
		s.ID(s.Value(id))
		s.Aliases(id)
		for _, p := range s.Predicates() {
			for _, n := range s.Out(id, p).Nodes {
				s.Text(n)
			}
			s.In(id, p)
		}
	}
	s.Labels()
}

func FuzzDelta(f *testing.F) {
	d := delta{from: 1, to: 2, changes: []Change{{Label: quad.IRI("urn:d"), Quads: fuzzQuads()[:1]}, {Label: quad.IRI("urn:gone")}}}
	path := filepath.Join(f.TempDir(), "x.snap")
	if err := d.save(path); err != nil {
		f.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := decodeDelta(data); err == nil {
			if _, err := d.payload(); err != nil {
				t.Fatalf("what was read cannot be written: %v", err)
			}
		}
	})
}
