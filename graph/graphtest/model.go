// Package graphtest is the conformance suite of every graph.Store: [Run] holds a store against a plain set over thousands
// of seeded steps, [Crash] kills a loading process and looks at what is left, [Bench] measures all with the same graph.
// Engines call them from their own tests.
package graphtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"demarche/graph"
)

// Model is what a store must be equal to: plain maps, changed by the rules of graph.Store alone.
type Model struct {
	Version graph.Version
	quads   map[quad.IRI]map[string]quad.Quad // label -> N-Quads line -> quad
	notes   map[quad.IRI][]byte
	texts   map[string]string
	changed map[quad.IRI]graph.Version
}

// NewModel is the empty store.
func NewModel() *Model {
	return &Model{
		quads: map[quad.IRI]map[string]quad.Quad{}, notes: map[quad.IRI][]byte{},
		texts: map[string]string{}, changed: map[quad.IRI]graph.Version{},
	}
}

// Clone is a copy that shares nothing that changes.
func (m *Model) Clone() *Model {
	c := *m
	c.quads, c.notes, c.texts, c.changed = maps.Clone(m.quads), maps.Clone(m.notes), maps.Clone(m.texts), maps.Clone(m.changed)
	return &c
}

// Apply does what graph.Store.Apply must do.
func (m *Model) Apply(changes []graph.Change) graph.Applied {
	last := map[quad.IRI]int{}
	for i, c := range changes {
		last[c.Label] = i
		for _, text := range c.Texts {
			s := sha256.Sum256([]byte(text))
			m.texts[hex.EncodeToString(s[:])] = text
		}
	}
	var out graph.Applied
	moved := map[quad.IRI]bool{}
	for i, c := range changes {
		if last[c.Label] != i {
			continue
		}
		now := map[string]quad.Quad{}
		for _, q := range c.Quads {
			now[q.NQuad()] = q
		}
		old := m.quads[c.Label]
		for k := range now {
			if _, ok := old[k]; !ok {
				out.Added++
				moved[c.Label] = true
			}
		}
		for k := range old {
			if _, ok := now[k]; !ok {
				out.Removed++
				moved[c.Label] = true
			}
		}
		if m.quads[c.Label] = now; len(now) == 0 {
			delete(m.quads, c.Label)
		}
		note, ok := m.notes[c.Label]
		if ok != (c.Note != nil) || !bytes.Equal(note, c.Note) {
			moved[c.Label] = true
		}
		if m.notes[c.Label] = c.Note; c.Note == nil {
			delete(m.notes, c.Label)
		}
	}
	if len(moved) > 0 {
		m.Version++
		for l := range moved {
			m.changed[l] = m.Version
		}
	}
	out.Version = m.Version
	return out
}

// CollectTexts does what graph.TextCollector.CollectTexts must do.
func (m *Model) CollectTexts() int {
	used := map[string]bool{}
	for _, qs := range m.quads {
		for _, q := range qs {
			if s, ok := q.Object.(quad.String); ok {
				used[string(s)] = true
			}
		}
	}
	n := 0
	for sum, text := range m.texts {
		if text != gone && !used[sum] {
			m.texts[sum] = gone
			n++
		}
	}
	return n
}

// gone stands for a text that was removed: the store must not find it any more.
const gone = "not found"

// Quads lists all quads by their N-Quads lines.
func (m *Model) Quads() []quad.Quad {
	all := map[string]quad.Quad{}
	for _, qs := range m.quads {
		maps.Copy(all, qs)
	}
	out := make([]quad.Quad, 0, len(all))
	for _, k := range slices.Sorted(maps.Keys(all)) {
		out = append(out, all[k])
	}
	return out
}

// Diff compares a store with the model: version, labels, every quad altogether and by label, notes, texts and the change
// log. It returns "" when they are equal.
func (m *Model) Diff(ctx context.Context, s graph.Store) (string, error) {
	var b strings.Builder
	differ := func(what string, want, got any) {
		if reflect.DeepEqual(want, got) {
			return // cmp.Diff would say so at ten times the price
		}
		if d := cmp.Diff(want, got); d != "" {
			fmt.Fprintf(&b, "%s (-want +got):\n%s", what, d)
		}
	}
	v, err := s.Version(ctx)
	if err != nil {
		return "", err
	}
	differ("version", m.Version, v)
	labels, err := s.Labels(ctx)
	if err != nil {
		return "", err
	}
	differ("labels", slices.Sorted(maps.Keys(m.quads)), slices.Sorted(slices.Values(labels)))
	if !slices.IsSorted(labels) {
		fmt.Fprintf(&b, "labels are not sorted: %v\n", labels)
	}
	for _, label := range append(slices.Sorted(maps.Keys(m.changed)), "", "urn:never") {
		got, err := lines(ctx, s, label)
		if err != nil {
			return "", err
		}
		want := slices.Sorted(maps.Keys(m.quads[label]))
		if label == "" {
			for _, q := range m.Quads() {
				want = append(want, q.NQuad())
			}
		}
		differ(fmt.Sprintf("quads of label %q", label), want, got)
	}
	if err := m.diffKept(ctx, s, differ); err != nil {
		return "", err
	}
	return b.String(), nil
}

func (m *Model) diffKept(ctx context.Context, s graph.Store, differ func(string, any, any)) error {
	notes := map[quad.IRI][]byte{}
	for n, err := range s.Notes(ctx) {
		if err != nil {
			return err
		}
		one, err := s.Note(ctx, n.Label)
		if err != nil {
			return err
		}
		differ("note of "+string(n.Label), n.Note, one)
		notes[n.Label] = n.Note
	}
	differ("notes", m.notes, notes)
	if _, err := s.Note(ctx, "urn:never"); !errors.Is(err, graph.ErrNotFound) {
		return fmt.Errorf("note of an unknown label: error %w, want ErrNotFound", err)
	}
	for sum, want := range m.texts {
		got, err := s.Text(ctx, sum)
		if errors.Is(err, graph.ErrNotFound) {
			got = gone
		} else if err != nil {
			return err
		}
		differ("text "+sum, want, got)
	}
	if _, err := s.Text(ctx, strings.Repeat("0", 64)); !errors.Is(err, graph.ErrNotFound) {
		return fmt.Errorf("text of an unknown hash: error %w, want ErrNotFound", err)
	}
	if log, ok := s.(graph.ChangeLog); ok {
		for since := range m.Version + 1 {
			var want []quad.IRI
			for l, v := range m.changed {
				if v > since {
					want = append(want, l)
				}
			}
			slices.Sort(want)
			if m.Version > 20 && since > 2 && since < m.Version-5 {
				continue
			}
			got, err := log.Changes(ctx, since)
			if err != nil {
				return err
			}
			differ(fmt.Sprintf("changes since %d", since), want, got)
		}
	}
	return nil
}

func lines(ctx context.Context, s graph.Store, label quad.IRI) ([]string, error) {
	var out []string
	for q, err := range s.Quads(ctx, label) {
		if err != nil {
			return nil, err
		}
		out = append(out, q.NQuad())
	}
	slices.Sort(out)
	return out, nil
}

// Steps makes changes out of a small world, so that labels share nodes and quads all the time. It is deterministic in
// its seed.
type Steps struct {
	rand *rand.Rand
	pool []quad.Value
}

// NewSteps starts a row of changes.
func NewSteps(seed uint64) *Steps {
	s := &Steps{rand: rand.New(rand.NewPCG(seed, 0))}
	for i := range 12 {
		s.pool = append(s.pool, quad.IRI(fmt.Sprintf("urn:demarche:thing:%d", i)))
	}
	s.pool = append(s.pool,
		quad.BNode("b1"), quad.BNode("b2"), quad.String(""), quad.String("urn:demarche:thing:1"),
		quad.String("a \"quoted\"\nline\t\\ 😀 é"), quad.LangString{Value: "Brief", Lang: "de"}, quad.LangString{Value: "Brief", Lang: "en"},
		quad.TypedString{Value: "2020-10-23", Type: "http://www.w3.org/2001/XMLSchema#date"}, quad.String("2020-10-23"),
		quad.Int(0), quad.Int(-7), quad.Float(0.5), quad.Bool(true), quad.Bool(false), quad.String(strings.Repeat("long ", 300)),
	)
	return s
}

func (s *Steps) label() quad.IRI {
	return quad.IRI(fmt.Sprintf("urn:demarche:document:%d", s.rand.IntN(6)))
}

func (s *Steps) quad(label quad.IRI) quad.Quad {
	if s.rand.IntN(40) == 0 { // a label may be a subject too
		return quad.Quad{Subject: label, Predicate: quad.IRI("urn:p0"), Object: s.pool[s.rand.IntN(len(s.pool))], Label: label}
	}
	return quad.Quad{
		Subject: s.pool[s.rand.IntN(14)], Predicate: quad.IRI(fmt.Sprintf("urn:p%d", s.rand.IntN(4))),
		Object: s.pool[s.rand.IntN(len(s.pool))], Label: label,
	}
}

// Change makes one change: a new set of quads, a small edit of what m has, a retraction, or the same again.
func (s *Steps) Change(m *Model) graph.Change {
	label := s.label()
	c := graph.Change{Label: label, Note: m.notes[label]}
	old := m.quads[c.Label]
	switch s.rand.IntN(10) {
	case 0: // retract
		c.Note = nil
	case 1: // the same again
		c.Quads = s.shuffled(old)
	case 2, 3, 4, 5: // edit
		c.Quads = s.shuffled(old)
		c.Quads = c.Quads[:len(c.Quads)-s.rand.IntN(len(c.Quads)/2+1)]
		for range s.rand.IntN(4) {
			c.Quads = append(c.Quads, s.quad(c.Label))
		}
	default: // replace
		for range s.rand.IntN(25) {
			c.Quads = append(c.Quads, s.quad(c.Label))
		}
	}
	if s.rand.IntN(8) == 0 {
		c.Note = fmt.Appendf(nil, "note %d", s.rand.IntN(3))
	}
	for range max(0, s.rand.IntN(4)-2) {
		text := fmt.Sprintf("text %d of a letter. %s", s.rand.IntN(1000), strings.Repeat("Sincerely. ", s.rand.IntN(50)))
		c.Texts = append(c.Texts, text)
		if len(c.Quads) > 0 && s.rand.IntN(3) > 0 {
			sum := sha256.Sum256([]byte(text))
			c.Quads = append(c.Quads, quad.Quad{Subject: label, Predicate: quad.IRI("urn:text"), Object: quad.String(hex.EncodeToString(sum[:])), Label: label})
		}
	}
	return c
}

// Changes makes the changes of one Apply, mostly one.
func (s *Steps) Changes(m *Model) []graph.Change {
	n := 1
	if s.rand.IntN(3) == 0 {
		n = s.rand.IntN(6)
	}
	out := make([]graph.Change, 0, n)
	for range n {
		out = append(out, s.Change(m))
	}
	return out
}

func (s *Steps) shuffled(set map[string]quad.Quad) []quad.Quad {
	out := make([]quad.Quad, 0, len(set))
	for _, k := range slices.Sorted(maps.Keys(set)) {
		out = append(out, set[k])
	}
	s.rand.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
