package snapshot

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// Build reads quads and returns the snapshot of them under the version. A quad that stands twice counts once; a quad
// without a label has the label 0. The error of the stream, of the context, or of a value that cannot stand in a quad
// ends it. Equal graphs give equal snapshots, whatever the order of the quads.
func Build(ctx context.Context, version graph.Version, quads iter.Seq2[quad.Quad, error]) (*Snapshot, error) {
	b := newBuilder()
	n := 0
	for q, err := range quads {
		if err != nil {
			return nil, fmt.Errorf("snapshot: quad %d: %w", n+1, err)
		}
		if n++; n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err := b.add(q); err != nil {
			return nil, fmt.Errorf("quad %d: %w", n, err)
		}
	}
	f, err := b.finish(ctx, version)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{base: f}
	s.holders.Store(1)
	return s, nil
}

// builder gives terms numbers in the order of arrival and keeps the quads by predicate.
type builder struct {
	classes map[class]*classBuilder
	texts   []string // by arrival number minus one
	kinds   []*classBuilder
	quads   map[uint32]*[]triple
	sameAs  []join // by arrival number
	bytes   uint64

	// The last label and predicate, which most often are the next quad's too.
	lastLabel, lastPredicate     quad.Value
	lastLabelID, lastPredicateID uint32
	lastQuads                    *[]triple
}

// classBuilder is the terms of one class.
type classBuilder struct {
	class class
	ids   map[string]uint32
	all   []uint32
}

// triple is a quad of one predicate.
type triple struct{ subject, object, label uint32 }

func newBuilder() *builder {
	return &builder{classes: map[class]*classBuilder{}, quads: map[uint32]*[]triple{}}
}

// term is the arrival number of a value.
func (b *builder) term(v quad.Value) (uint32, error) {
	c, text, err := split(v)
	if err != nil {
		return 0, err
	}
	return b.intern(c, text, true)
}

// intern is the arrival number of a term. The text is copied when own is set.
func (b *builder) intern(c class, text string, own bool) (uint32, error) {
	cb := b.classes[c]
	if cb == nil {
		c.qualifier = strings.Clone(c.qualifier)
		cb = &classBuilder{class: c, ids: map[string]uint32{}}
		b.classes[c] = cb
	}
	if id, ok := cb.ids[text]; ok {
		return id, nil
	}
	if b.bytes += uint64(len(text)); b.bytes > math.MaxUint32 || len(b.texts) >= math.MaxInt32 {
		return 0, errors.New("snapshot: more than 4 GiB of text or 2 billion terms")
	}
	if own {
		text = strings.Clone(text)
	}
	b.texts = append(b.texts, text)
	b.kinds = append(b.kinds, cb)
	id := uint32(len(b.texts))
	cb.ids[text] = id
	cb.all = append(cb.all, id)
	return id, nil
}

// add keeps one quad.
func (b *builder) add(q quad.Quad) error {
	if q.Predicate != b.lastPredicate || b.lastQuads == nil {
		p, err := b.term(q.Predicate)
		if err != nil {
			return err
		}
		list := b.quads[p]
		if list == nil {
			list = new([]triple)
			b.quads[p] = list
		}
		b.lastPredicate, b.lastPredicateID, b.lastQuads = q.Predicate, p, list
	}
	if q.Label != b.lastLabel {
		id := uint32(0)
		if q.Label != nil {
			var err error
			if id, err = b.term(q.Label); err != nil {
				return err
			}
		}
		b.lastLabel, b.lastLabelID = q.Label, id
	}
	s, err := b.term(q.Subject)
	if err != nil {
		return err
	}
	o, err := b.term(q.Object)
	if err != nil {
		return err
	}
	if uint64(len(*b.lastQuads)) == math.MaxUint32 {
		return errors.New("snapshot: more than 4 billion quads of one predicate")
	}
	*b.lastQuads = append(*b.lastQuads, triple{s, o, b.lastLabelID})
	if q.Predicate == quad.Value(vocab.SameAs) && b.joinable(s) && b.joinable(o) && s != o {
		b.sameAs = append(b.sameAs, join{graph.ID(s), graph.ID(o), graph.ID(b.lastLabelID)})
	}
	return nil
}

// joinable tells whether owl:sameAs can join a term: IRIs and blank nodes.
func (b *builder) joinable(id uint32) bool { return b.kinds[id-1].class.kind <= kindBNode }

// finish numbers the terms in sorted order and lays the arrays out.
func (b *builder) finish(ctx context.Context, version graph.Version) (*flat, error) {
	f := &flat{version: version}
	renumber := b.dictionary(f)
	f.indexNames()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	joins := make([]join, len(b.sameAs))
	for i, j := range b.sameAs {
		joins[i] = join{renumber[j.subject], renumber[j.object], renumber[j.label]}
	}
	f.setJoins(joins)

	order := make([]uint32, 0, len(b.quads))
	for p := range b.quads {
		order = append(order, p)
	}
	slices.SortFunc(order, func(x, y uint32) int { return int(renumber[x]) - int(renumber[y]) })
	l := newLayout(f.terms())
	used := make([]bool, f.terms()+1)
	for _, p := range order {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		edges := *b.quads[p]
		isSameAs := b.texts[p-1] == string(vocab.SameAs)
		for i, t := range edges {
			s, o, label := renumber[t.subject], renumber[t.object], renumber[t.label]
			used[label] = true
			if isSameAs {
				s, o = joinEdge(join{s, o, label}, f.resolve)
			} else if len(f.alias) > 0 {
				s, o = f.resolve(s), f.resolve(o)
			}
			edges[i] = triple{uint32(s), uint32(o), uint32(label)}
		}
		pred := predicate{id: renumber[p]}
		pred.fwd = l.forward(edges)
		pred.rev = l.reverse(&pred.fwd)
		f.quads += len(pred.fwd.ends)
		f.predicates = append(f.predicates, pred)
		delete(b.quads, p)
	}
	f.setLabels(used)
	f.indexPredicates()
	return f, nil
}

// dictionary sorts the terms into f and returns the new number of every arrival number; 0 stays 0.
func (b *builder) dictionary(f *flat) []graph.ID {
	classes := make([]*classBuilder, 0, len(b.classes))
	for _, c := range b.classes {
		classes = append(classes, c)
	}
	slices.SortFunc(classes, func(x, y *classBuilder) int { return x.class.compare(y.class) })
	renumber := make([]graph.ID, len(b.texts)+1)
	f.text = make([]byte, 0, b.bytes)
	f.offsets = make([]uint32, 1, len(b.texts)+1)
	next := graph.ID(1)
	for _, c := range classes {
		c.ids = nil
		f.classes = append(f.classes, c.class)
		f.firsts = append(f.firsts, uint32(next))
		sortTexts(b.texts, c.all)
		for _, id := range c.all {
			renumber[id] = next
			next++
			f.text = append(f.text, b.texts[id-1]...)
			f.offsets = append(f.offsets, uint32(len(f.text)))
		}
	}
	f.firsts = append(f.firsts, uint32(next))
	return renumber
}

// sortTexts sorts ids by the text they number.
func sortTexts(texts []string, ids []uint32) {
	slices.SortFunc(ids, func(x, y uint32) int { return strings.Compare(texts[x-1], texts[y-1]) })
}
