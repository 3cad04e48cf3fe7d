package ingest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/loaders/emit"
	"demarche/loaders/merge"
	"demarche/loaders/registers"
	"demarche/schema"
	"demarche/schema/iri"

	"github.com/cayleygraph/quad"
)

// state is what a load must know of the whole store: the letters' descriptions, where documents came from, and the
// persons of the registers.
type state struct {
	letters    *merge.Set
	written    map[quad.IRI][]emit.Identity // by document label
	bySource   map[string]quad.IRI
	sources    map[quad.IRI]int // how many places a document was loaded from
	persons    map[quad.IRI][]schema.Person
	judgements string     // hash of the judgements that documents were read with
	documents  []quad.IRI // sorted, as they stood when the state was read
}

func readState(ctx context.Context, store graph.Store) (*state, error) {
	st := &state{
		letters: merge.NewSet(), written: make(map[quad.IRI][]emit.Identity), bySource: make(map[string]quad.IRI),
		sources: make(map[quad.IRI]int), persons: make(map[quad.IRI][]schema.Person),
	}
	for ln, err := range store.Notes(ctx) {
		if err != nil {
			return nil, err
		}
		if ln.Label == iri.IdentityLabel {
			var n identityNote
			if err := unpack(ln.Note, &n); err != nil {
				return nil, fmt.Errorf("%s: %w", ln.Label, err)
			}
			st.judgements = n.Judgements
			continue
		}
		if isRegister(ln.Label) {
			var edition struct{ Persons []schema.Person } // the rest of the edition is for comparing
			if err := unpack(ln.Note, &edition); err != nil {
				return nil, fmt.Errorf("%s: %w", ln.Label, err)
			}
			st.persons[ln.Label] = edition.Persons
			continue
		}
		if !strings.HasPrefix(string(ln.Label), iri.Base+"document:") {
			continue
		}
		var n note
		if err := unpack(ln.Note, &n); err != nil {
			return nil, fmt.Errorf("%s: %w", ln.Label, err)
		}
		st.documents = append(st.documents, ln.Label)
		st.put(ln.Label, &n)
	}
	slices.Sort(st.documents)
	return st, nil
}

// put brings the state up to a document's note.
func (st *state) put(label quad.IRI, n *note) {
	st.letters.Put(string(label), n.Letters)
	st.written[label] = n.Written
	st.sources[label] = len(n.Sources)
	for _, s := range n.Sources {
		st.bySource[s] = label
	}
}

// drop forgets a document.
func (st *state) drop(label quad.IRI) {
	st.letters.Remove(string(label))
	delete(st.written, label)
	delete(st.sources, label)
}

func isRegister(label quad.IRI) bool { return strings.HasPrefix(string(label), iri.Base+"register:") }

// allPersons is the persons of all registers, one an id, but those of sanctions lists, whose entries never sign letters.
func (st *state) allPersons() []schema.Person {
	var lists [][]schema.Person
	for _, label := range slices.Sorted(maps.Keys(st.persons)) {
		lists = append(lists, slices.DeleteFunc(slices.Clone(st.persons[label]), func(p schema.Person) bool {
			return strings.HasPrefix(p.ID, "ofac:") || strings.HasPrefix(p.ID, "ftm:")
		}))
	}
	return registers.Merge(lists...)
}

// loadNote reads a document's note from the store; nil when the document is not there.
func loadNote(ctx context.Context, store graph.Store, label quad.IRI) (*note, error) {
	b, err := store.Note(ctx, label)
	if errors.Is(err, graph.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	n := new(note)
	if err := unpack(b, n); err != nil {
		return nil, fmt.Errorf("%s: %w", label, err)
	}
	return n, nil
}

// identities is, for every document, which letter each of its letters is.
func (st *state) identities() (map[quad.IRI][]emit.Identity, int) {
	out := make(map[quad.IRI][]emit.Identity)
	clusters := st.letters.Clusters()
	for _, c := range clusters {
		first := c[0]
		id := emit.Identity{IRI: iri.Hash("letter", first.Document, fmt.Sprint(first.Letter)), Name: c.Name()}
		date, basis := c.Date()
		for _, d := range c {
			id.Date = d.Date == date && d.Basis == basis
			label := quad.IRI(d.Document)
			for len(out[label]) <= d.Letter {
				out[label] = append(out[label], emit.Identity{})
			}
			out[label][d.Letter] = id
		}
	}
	return out, len(clusters)
}
