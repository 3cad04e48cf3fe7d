package cayleystore

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"

	"demarche/graph"
)

// errQuad is wrapped by the errors of quads that no store can keep.
var errQuad = errors.New("the quad cannot be kept")

// node is one distinct value of a batch. Cayley tells nodes apart by hash, so two Go values that print alike are one.
type node struct {
	value quad.Value
	hash  refs.ValueHash
	id    uint64 // Cayley's number, 0 while the store has no such node
	count uint64 // quads that use it in the store
	delta int    // quads that come to use it minus quads that cease to
	fresh bool   // numbered by this batch
}

// triple is a quad without its label, by positions in batch.nodes or by Cayley's numbers.
type triple [3]uint64

// labelChange is one Change in numbers.
type labelChange struct {
	label   quad.IRI
	node    uint64   // position of the label in batch.nodes
	triples []triple // positions; sorted, without repetition
	note    []byte
}

// batch is the changes of one Apply with every distinct value once.
type batch struct {
	nodes   []node
	changes []labelChange
	byValue map[quad.Value]uint64
	byHash  map[refs.ValueHash]uint64
}

// encode checks the changes and numbers their values. Of two changes to one label the last one counts.
func encode(changes []graph.Change) (*batch, error) {
	quads := 0
	last := make(map[quad.IRI]int, len(changes))
	for i, c := range changes {
		quads += len(c.Quads)
		last[c.Label] = i
	}
	b := &batch{
		byValue: make(map[quad.Value]uint64, quads),
		byHash:  make(map[refs.ValueHash]uint64, quads),
		nodes:   make([]node, 0, quads),
	}
	for i, c := range changes {
		if c.Label == "" {
			return nil, fmt.Errorf("change %d: %w: it has no label", i, errQuad)
		}
		if err := checkValue(c.Label); err != nil {
			return nil, fmt.Errorf("change %d: %w", i, err)
		}
		if last[c.Label] != i {
			continue
		}
		lc, err := b.encodeChange(c)
		if err != nil {
			return nil, err
		}
		b.changes = append(b.changes, lc)
	}
	return b, nil
}

func (b *batch) encodeChange(c graph.Change) (labelChange, error) {
	lc := labelChange{label: c.Label, triples: make([]triple, 0, len(c.Quads)), note: c.Note}
	var err error
	if lc.node, err = b.position(c.Label); err != nil {
		return lc, err
	}
	for _, q := range c.Quads {
		if q.Label != quad.Value(c.Label) {
			return lc, fmt.Errorf("%s: quad %v: %w: its label is another", c.Label, q, errQuad)
		}
		var t triple
		for i, v := range [3]quad.Value{q.Subject, q.Predicate, q.Object} {
			if t[i], err = b.position(v); err != nil {
				return lc, fmt.Errorf("%s: quad %v: %w", c.Label, q, err)
			}
		}
		lc.triples = append(lc.triples, t)
	}
	slices.SortFunc(lc.triples, compareTriples)
	lc.triples = slices.Compact(lc.triples)
	return lc, nil
}

func compareTriples(a, b triple) int {
	for i := range a {
		if a[i] != b[i] {
			return cmp.Compare(a[i], b[i])
		}
	}
	return 0
}

// position finds or adds a value.
func (b *batch) position(v quad.Value) (uint64, error) {
	if v == nil {
		return 0, fmt.Errorf("%w: a part is missing", errQuad)
	}
	if at, ok := b.byValue[v]; ok {
		return at, nil
	}
	if err := checkValue(v); err != nil {
		return 0, err
	}
	h := refs.HashOf(v)
	at, ok := b.byHash[h]
	if !ok {
		at = uint64(len(b.nodes))
		b.nodes = append(b.nodes, node{value: v, hash: h})
		b.byHash[h] = at
	}
	b.byValue[v] = at
	return at, nil
}

// checkValue refuses what some engine would keep as something else: times (to the second, without zone), text that is
// not UTF-8, and NUL.
func checkValue(v quad.Value) error {
	switch v := v.(type) {
	case quad.IRI:
		return checkString(string(v))
	case quad.BNode:
		return checkString(string(v))
	case quad.String:
		return checkString(string(v))
	case quad.TypedString:
		return errors.Join(checkString(string(v.Value)), checkString(string(v.Type)))
	case quad.LangString:
		return errors.Join(checkString(string(v.Value)), checkString(v.Lang))
	case quad.Int, quad.Float, quad.Bool:
		return nil
	}
	return fmt.Errorf("%w: value of type %T", errQuad, v)
}

func checkString(s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("%w: %q is not UTF-8", errQuad, s)
	}
	for i := range len(s) {
		if s[i] == 0 {
			return fmt.Errorf("%w: %q holds NUL", errQuad, s)
		}
	}
	return nil
}
