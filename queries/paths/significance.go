package paths

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/schema/vocab"
)

// Significance compares how two ends hang together with what chance gives. Observed is the number of paths of the
// query; Mean and Deviation describe it over the draws; P is (1 + draws with at least as many) / (1 + draws). BestScore
// and BestP say the same of the best path's score (0 where there is none).
type Significance struct {
	Draws           int
	Observed        float64
	Mean, Deviation float64
	P               float64
	BestScore       float64
	BestP           float64
	Edges           int // edges that were shuffled
}

// Significant draws random graphs in which every node keeps the number of its edges of every predicate in either
// direction, and asks the query of each. Edges are shuffled one predicate at a time by swapping the objects of two
// edges (Maslov and Sneppen 2002, doi:10.1126/science.1065103), ten swaps per edge before the first draw and two before
// each further one, never making an edge twice; what cannot be by rule, such as a senator under a letter of the House,
// is not ruled out. Only predicates of the pattern are shuffled. The same seed gives the same answer.
func Significant(ctx context.Context, c *corpus.Corpus, q Query, draws int, seed uint64) (Significance, error) {
	if draws < 1 || draws > 100_000 {
		return Significance{}, fmt.Errorf("%w: draws must be in 1..100000", ErrQuery)
	}
	q.K, q.Skip = 1, 0
	observed, err := quiet(ctx, c, q)
	if err != nil {
		return Significance{}, err
	}
	auto, _, err := prepare(c.Reader(), q.Pattern)
	if err != nil {
		return Significance{}, err
	}
	s := newShuffled(c, slices.Clone(auto.alphabet), seed)
	out := Significance{Draws: draws, Edges: s.edges()}
	out.Observed, out.BestScore = strength(observed)
	more, better, sum, squares := 0, 0, 0.0, 0.0
	for d := range draws {
		times := 2
		if d == 0 {
			times = 10
		}
		if err := s.shuffle(ctx, times); err != nil {
			return Significance{}, err
		}
		res, err := quiet(ctx, corpus.New(s), q)
		if err != nil {
			return Significance{}, err
		}
		n, best := strength(res)
		sum, squares = sum+n, squares+n*n
		if n >= out.Observed {
			more++
		}
		if best >= out.BestScore {
			better++
		}
	}
	k := float64(draws)
	out.Mean = sum / k
	out.Deviation = math.Sqrt(max(0, squares/k-out.Mean*out.Mean))
	out.P, out.BestP = float64(1+more)/(1+k), float64(1+better)/(1+k)
	return out, nil
}

// quiet is Find without statements.
func quiet(ctx context.Context, c *corpus.Corpus, q Query) (Result, error) {
	q, err := q.withDefaults()
	if err != nil {
		return Result{}, err
	}
	auto, free, err := prepare(c.Reader(), q.Pattern)
	if err != nil {
		return Result{}, err
	}
	f := newFinder(ctx, c, q, auto, free)
	defer f.s.release()
	err = f.run()
	return f.res, err
}

func strength(r Result) (count, best float64) {
	count, _ = r.Count.Float64()
	if len(r.Paths) > 0 {
		best = r.Paths[0].Score
	}
	return count, best
}

// shuffled is a reader whose edges of some predicates are shuffled; everything else is the reader's below.
type shuffled struct {
	graph.Reader
	r    *rand.Rand
	of   map[graph.ID]*swaps
	list []*swaps
}

// swaps is the edges of one predicate.
type swaps struct {
	s, o    []graph.ID
	has     map[[2]graph.ID]bool
	out, in map[graph.ID][]graph.ID
}

func newShuffled(c *corpus.Corpus, predicates []graph.ID, seed uint64) *shuffled {
	s := &shuffled{Reader: c.Reader(), r: rand.New(rand.NewPCG(seed, 0x5167)), of: map[graph.ID]*swaps{}}
	slices.SortFunc(predicates, func(a, b graph.ID) int { return strings.Compare(s.Text(a), s.Text(b)) })
	for _, p := range predicates {
		w := &swaps{has: map[[2]graph.ID]bool{}}
		for _, class := range subjectsOf(c, p) {
			for sub := range c.Reader().In(class, c.T.Type).Distinct() {
				for o := range c.Reader().Out(sub, p).Distinct() {
					if e := [2]graph.ID{sub, o}; !w.has[e] {
						w.has[e] = true
						w.s, w.o = append(w.s, sub), append(w.o, o)
					}
				}
			}
		}
		w.sort(s)
		s.of[p] = w
		s.list = append(s.list, w)
	}
	return s
}

// sort puts the edges in the order of their IRIs, which is the same for every reader.
func (w *swaps) sort(r graph.Reader) {
	order := make([]int, len(w.s))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(strings.Compare(r.Text(w.s[a]), r.Text(w.s[b])), strings.Compare(r.Text(w.o[a]), r.Text(w.o[b])))
	})
	s, o := make([]graph.ID, len(order)), make([]graph.ID, len(order))
	for i, k := range order {
		s[i], o[i] = w.s[k], w.o[k]
	}
	w.s, w.o = s, o
	w.index()
}

// subjectsOf lists the classes whose nodes may be subjects of a predicate: its domain, or every class.
func subjectsOf(c *corpus.Corpus, p graph.ID) []graph.ID {
	var out []graph.ID
	for _, t := range vocab.Predicates() {
		if c.Reader().ID(t.IRI) != p {
			continue
		}
		for _, class := range t.Domain {
			if id := c.Reader().ID(class); id != 0 {
				out = append(out, id)
			}
		}
	}
	if out == nil {
		for _, class := range vocab.Classes() {
			if id := c.Reader().ID(class.IRI); id != 0 {
				out = append(out, id)
			}
		}
	}
	return out
}

func (s *shuffled) edges() int {
	n := 0
	for _, w := range s.list {
		n += len(w.s)
	}
	return n
}

func (s *shuffled) shuffle(ctx context.Context, times int) error {
	for _, w := range s.list {
		for i := range times * len(w.s) {
			if i%4096 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			a, b := s.r.IntN(len(w.s)), s.r.IntN(len(w.s))
			x, y := [2]graph.ID{w.s[a], w.o[b]}, [2]graph.ID{w.s[b], w.o[a]}
			if w.s[a] == w.s[b] || w.o[a] == w.o[b] || w.has[x] || w.has[y] {
				continue
			}
			delete(w.has, [2]graph.ID{w.s[a], w.o[a]})
			delete(w.has, [2]graph.ID{w.s[b], w.o[b]})
			w.has[x], w.has[y] = true, true
			w.o[a], w.o[b] = w.o[b], w.o[a]
		}
		w.index()
	}
	return nil
}

func (w *swaps) index() {
	w.out, w.in = map[graph.ID][]graph.ID{}, map[graph.ID][]graph.ID{}
	for i := range w.s {
		w.out[w.s[i]] = append(w.out[w.s[i]], w.o[i])
		w.in[w.o[i]] = append(w.in[w.o[i]], w.s[i])
	}
	for _, m := range []map[graph.ID][]graph.ID{w.out, w.in} {
		for _, ids := range m {
			slices.Sort(ids)
		}
	}
}

// Out is the objects of subject, shuffled.
func (s *shuffled) Out(subject, predicate graph.ID) graph.Edges {
	if w, ok := s.of[predicate]; ok {
		return unlabelled(w.out[subject])
	}
	return s.Reader.Out(subject, predicate)
}

// In is the subjects of object, shuffled.
func (s *shuffled) In(object, predicate graph.ID) graph.Edges {
	if w, ok := s.of[predicate]; ok {
		return unlabelled(w.in[object])
	}
	return s.Reader.In(object, predicate)
}

func unlabelled(ids []graph.ID) graph.Edges {
	return graph.Edges{Nodes: ids, Labels: make([]graph.ID, len(ids))}
}
