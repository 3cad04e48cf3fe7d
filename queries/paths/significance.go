package paths

import (
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
	s, err := newShuffled(ctx, c, slices.Clone(auto.alphabet), seed)
	if err != nil {
		return Significance{}, err
	}
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

// swaps is the edges of one predicate, by subject. A shuffle changes only which object stands where, so the rows of
// subjects and of objects keep their places.
type swaps struct {
	subject, object   map[graph.ID]int32 // numbers in the order of IRIs
	subjects, objects []graph.ID
	s, o              []int32 // of each edge
	outOff, inOff     []int32
	out, in           []graph.ID
	unlabelled        []graph.ID
	bits              []uint64 // by subject and object, when there are not too many pairs
	has               map[[2]int32]bool
}

// maxPairs is the number of pairs of subject and object up to which edges are looked up in bits, 16 MiB.
const maxPairs = 1 << 27

func newShuffled(ctx context.Context, c *corpus.Corpus, predicates []graph.ID, seed uint64) (*shuffled, error) {
	s := &shuffled{Reader: c.Reader(), r: rand.New(rand.NewPCG(seed, 0x5167)), of: map[graph.ID]*swaps{}}
	slices.SortFunc(predicates, func(a, b graph.ID) int { return strings.Compare(s.Text(a), s.Text(b)) })
	for _, p := range predicates {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w := newSwaps(c, p)
		s.of[p] = w
		s.list = append(s.list, w)
	}
	return s, nil
}

// newSwaps puts the edges in the order of their IRIs, which is the same for every reader.
func newSwaps(c *corpus.Corpus, p graph.ID) *swaps {
	w, r := &swaps{}, c.Reader()
	seen := map[graph.ID]bool{}
	for _, class := range subjectsOf(c, p) {
		for sub := range r.In(class, c.T.Type).Distinct() {
			if !seen[sub] && r.Out(sub, p).Len() > 0 {
				seen[sub] = true
				w.subjects = append(w.subjects, sub)
			}
		}
	}
	met := map[graph.ID]bool{}
	for _, sub := range w.subjects {
		for o := range r.Out(sub, p).Distinct() {
			if !met[o] {
				met[o] = true
				w.objects = append(w.objects, o)
			}
		}
	}
	w.subject, w.object = numbered(r, w.subjects), numbered(r, w.objects)
	w.outOff, w.inOff = make([]int32, len(w.subjects)+1), make([]int32, len(w.objects)+1)
	for i, sub := range w.subjects {
		from := len(w.o)
		for o := range r.Out(sub, p).Distinct() {
			w.s, w.o = append(w.s, int32(i)), append(w.o, w.object[o])
			w.inOff[w.object[o]+1]++
		}
		slices.Sort(w.o[from:])
		w.outOff[i+1] = int32(len(w.o))
	}
	for i := range w.objects {
		w.inOff[i+1] += w.inOff[i]
	}
	w.out, w.in, w.unlabelled = make([]graph.ID, len(w.o)), make([]graph.ID, len(w.o)), make([]graph.ID, len(w.o))
	if pairs := len(w.subjects) * len(w.objects); pairs <= maxPairs {
		w.bits = make([]uint64, pairs/64+1)
	} else {
		w.has = make(map[[2]int32]bool, len(w.o))
	}
	for i := range w.s {
		w.set(w.s[i], w.o[i], true)
	}
	w.index()
	return w
}

// numbered sorts nodes by IRI and numbers them.
func numbered(r graph.Reader, ids []graph.ID) map[graph.ID]int32 {
	text := make(map[graph.ID]string, len(ids))
	for _, id := range ids {
		text[id] = r.Text(id)
	}
	slices.SortFunc(ids, func(a, b graph.ID) int { return strings.Compare(text[a], text[b]) })
	out := make(map[graph.ID]int32, len(ids))
	for i, id := range ids {
		out[id] = int32(i)
	}
	return out
}

// joined tells whether there is an edge between two nodes.
func (w *swaps) joined(s, o int32) bool {
	if w.bits == nil {
		return w.has[[2]int32{s, o}]
	}
	i := int(s)*len(w.objects) + int(o)
	return w.bits[i/64]>>(i%64)&1 == 1
}

func (w *swaps) set(s, o int32, on bool) {
	switch {
	case w.bits != nil:
		i := int(s)*len(w.objects) + int(o)
		if w.bits[i/64] |= 1 << (i % 64); !on {
			w.bits[i/64] &^= 1 << (i % 64)
		}
	case on:
		w.has[[2]int32{s, o}] = true
	default:
		delete(w.has, [2]int32{s, o})
	}
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
			if w.s[a] == w.s[b] || w.o[a] == w.o[b] || w.joined(w.s[a], w.o[b]) || w.joined(w.s[b], w.o[a]) {
				continue
			}
			w.set(w.s[a], w.o[a], false)
			w.set(w.s[b], w.o[b], false)
			w.o[a], w.o[b] = w.o[b], w.o[a]
			w.set(w.s[a], w.o[a], true)
			w.set(w.s[b], w.o[b], true)
		}
		w.index()
	}
	return nil
}

// index fills the rows of both directions, sorted.
func (w *swaps) index() {
	at := slices.Clone(w.inOff)
	for i := range w.s {
		w.out[i] = w.objects[w.o[i]]
		w.in[at[w.o[i]]] = w.subjects[w.s[i]]
		at[w.o[i]]++
	}
	for _, rows := range []struct {
		off []int32
		ids []graph.ID
	}{{w.outOff, w.out}, {w.inOff, w.in}} {
		for i := 1; i < len(rows.off); i++ {
			slices.Sort(rows.ids[rows.off[i-1]:rows.off[i]])
		}
	}
}

// Out is the objects of subject, shuffled.
func (s *shuffled) Out(subject, predicate graph.ID) graph.Edges {
	if w, ok := s.of[predicate]; ok {
		return w.row(w.subject, subject, w.outOff, w.out)
	}
	return s.Reader.Out(subject, predicate)
}

// In is the subjects of object, shuffled.
func (s *shuffled) In(object, predicate graph.ID) graph.Edges {
	if w, ok := s.of[predicate]; ok {
		return w.row(w.object, object, w.inOff, w.in)
	}
	return s.Reader.In(object, predicate)
}

func (w *swaps) row(numbers map[graph.ID]int32, id graph.ID, off []int32, ids []graph.ID) graph.Edges {
	i, ok := numbers[id]
	if !ok {
		return graph.Edges{}
	}
	return graph.Edges{Nodes: ids[off[i]:off[i+1]], Labels: w.unlabelled[off[i]:off[i+1]]}
}
