// Package pathpeer does what the measurements compare with in the way that Cayley itself offers: it answers questions with the
// path engine on the memory store ([Store]), in the fastest form that was found (paths are begun on the store and not on
// a handle, which would skip the store's optimizer; counting is done on the store's own references, which are named at the
// end), and loads files in a plain loop ([LoadFile]). It is for benchmarks and for nothing else.
package pathpeer

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/quad"

	"demarche/schema/vocab"
)

// Store is a graph in Cayley's memory store. It is not safe for concurrent use.
type Store struct{ qs *memstore.QuadStore }

// New reads quads into a store.
func New(quads iter.Seq2[quad.Quad, error]) (*Store, error) {
	s := &Store{memstore.New()}
	for q, err := range quads {
		if err != nil {
			return nil, err
		}
		s.qs.AddQuad(q)
	}
	return s, nil
}

// tally counts references.
type tally struct {
	count map[any]int
	ref   map[any]refs.Ref
}

func newTally() *tally { return &tally{map[any]int{}, map[any]refs.Ref{}} }

func (t *tally) add(ref refs.Ref) error {
	k := refs.ToKey(ref)
	if t.count[k]++; t.count[k] == 1 {
		t.ref[k] = ref
	}
	return nil
}

// named gives the counts of at least least by name.
func (t *tally) named(ctx context.Context, s *Store, least int) (map[quad.Value]int, error) {
	var list []graph.Ref
	var counts []int
	for k, n := range t.count {
		if n >= least {
			list = append(list, t.ref[k])
			counts = append(counts, n)
		}
	}
	names, err := graph.ValuesOf(ctx, s.qs, list)
	if err != nil {
		return nil, err
	}
	out := make(map[quad.Value]int, len(names))
	for i, name := range names {
		out[name] = counts[i]
	}
	return out, nil
}

// signers tallies the signers of every letter at the end of a path. Each letter is a path of its own: one that goes on over
// all letters with tags, which tell how often two people share a letter, makes a map of tags for every signature and is
// slower.
func (s *Store) signers(ctx context.Context, letters *path.Path, least int) (map[quad.Value]int, error) {
	all, err := letters.Unique().Iterate(ctx).Paths(false).All()
	if err != nil {
		return nil, err
	}
	t := newTally()
	for _, letter := range all {
		if err := path.StartPathNodes(s.qs, letter).In(vocab.Signed).Unique().Iterate(ctx).Paths(false).Each(t.add); err != nil {
			return nil, err
		}
	}
	return t.named(ctx, s, least)
}

// CoSigners are the people who signed a letter together with a member, with the number of those letters.
func (s *Store) CoSigners(ctx context.Context, member quad.IRI) (map[quad.Value]int, error) {
	out, err := s.signers(ctx, path.StartPath(s.qs, member).Out(vocab.Signed), 1)
	delete(out, member)
	return out, err
}

// SignersOfSeveral are the people who signed at least two letters about a country, with the number of those letters.
func (s *Store) SignersOfSeveral(ctx context.Context, country quad.IRI) (map[quad.Value]int, error) {
	return s.signers(ctx, path.StartPath(s.qs, country).In(vocab.Concerns), 2)
}

// LettersOf are the letters that a member signed, with their dates.
func (s *Store) LettersOf(ctx context.Context, member quad.IRI) (map[quad.Value]quad.Value, error) {
	return s.saved(ctx, path.StartPath(s.qs, member).Out(vocab.Signed), vocab.LetterDate)
}

// Signers are the people who signed a letter, with their names.
func (s *Store) Signers(ctx context.Context, letter quad.IRI) (map[quad.Value]quad.Value, error) {
	return s.saved(ctx, path.StartPath(s.qs, letter).In(vocab.Signed), vocab.Label)
}

// saved is the nodes at the end of a path with one property.
func (s *Store) saved(ctx context.Context, p *path.Path, property quad.IRI) (map[quad.Value]quad.Value, error) {
	out := map[quad.Value]quad.Value{}
	err := p.Unique().Tag("node").Save(property, "value").Iterate(ctx).Paths(false).TagValues(s.qs, func(tags map[string]quad.Value) error {
		out[tags["node"]] = tags["value"]
		return nil
	})
	return out, err
}

// Busiest are the n people who signed most letters, with the number, most first. People of equal numbers come in any order.
func (s *Store) Busiest(ctx context.Context, n int) (people []quad.Value, letters []int, err error) {
	all, err := path.StartPath(s.qs, vocab.Person).In(vocab.Type).Unique().Iterate(ctx).Paths(false).All()
	if err != nil {
		return nil, nil, err
	}
	type row struct {
		ref   graph.Ref
		count int
	}
	rows := make([]row, 0, len(all))
	for _, ref := range all {
		c, err := path.StartPathNodes(s.qs, ref).Out(vocab.Signed).Unique().Iterate(ctx).Paths(false).Count()
		if err != nil {
			return nil, nil, err
		}
		rows = append(rows, row{ref, int(c)})
	}
	slices.SortFunc(rows, func(a, b row) int { return b.count - a.count })
	list := make([]graph.Ref, 0, n)
	for _, r := range rows[:min(n, len(rows))] {
		list, letters = append(list, r.ref), append(letters, r.count)
	}
	people, err = graph.ValuesOf(ctx, s.qs, list)
	return people, letters, err
}

// Distance is the length of a shortest path between two people along signed, in both directions; 0 when there is none.
// The engine has no shortest path: this is breadth first from both ends, each step a path of the engine from the whole
// front, the smaller front first.
func (s *Store) Distance(ctx context.Context, from, to quad.IRI) (int, error) {
	var fronts [2][]graph.Ref
	side := map[any]int{}
	for i, v := range []quad.IRI{from, to} {
		ref, err := s.qs.ValueOf(v)
		if err != nil || ref == nil {
			return 0, fmt.Errorf("pathpeer: no node %s: %w", v, err)
		}
		fronts[i] = []graph.Ref{ref}
		side[refs.ToKey(ref)] = i + 1
	}
	for length := 1; len(fronts[0]) > 0 && len(fronts[1]) > 0; length++ {
		i := 0
		if len(fronts[1]) < len(fronts[0]) {
			i = 1
		}
		met := false
		var next []graph.Ref
		err := path.StartPathNodes(s.qs, fronts[i]...).Both(vocab.Signed).Unique().Iterate(ctx).Paths(false).Each(func(ref refs.Ref) error {
			switch k := refs.ToKey(ref); side[k] {
			case 0:
				side[k] = i + 1
				next = append(next, ref)
			case 2 - i:
				met = true
			}
			return nil
		})
		if err != nil || met {
			return length, err
		}
		fronts[i] = next
	}
	return 0, nil
}
