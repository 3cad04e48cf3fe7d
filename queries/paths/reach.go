package paths

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/queries/corpus"
)

// Reached is a node that paths lead to. Paths is the number of walks to it, of the lengths looked at, and Score the sum of
// their scores: the degree-weighted path count of Himmelstein and Baranzini 2015, doi:10.1371/journal.pcbi.1004259.
type Reached struct {
	Node  graph.ID
	Hops  int // of the shortest one
	Paths float64
	Score float64
}

// Reach is every node that a query's pattern leads to from its From, best score first, equal ones by IRI; To is not
// looked at. MaxHops is 4 when not given. Walks are counted, but in the mode acyclic none that comes back to its start.
// With the selection Shortest or AllShortest only the shortest walks to a node in each state of the pattern count, which
// is the set of nodes within so many hops. All nodes come back when K is negative, else K of them [10] after Skip.
// Searched.Hops is less than MaxHops when the budget ended before; truncated tells.
func Reach(ctx context.Context, c *corpus.Corpus, q Query) (out []Reached, searched Searched, truncated bool, err error) {
	all := q.K < 0
	q.K, q.To = max(q.K, 0), q.From
	if q.MaxHops == 0 {
		q.MaxHops = 4
	}
	if q, err = q.withDefaults(); err != nil {
		return nil, searched, false, err
	}
	auto, free, err := prepare(c.Reader(), q.Pattern)
	if err != nil {
		return nil, searched, false, err
	}
	s := newSpace(c, q, auto, free)
	defer s.release()
	s.to = 0
	r := &reach{x: &s.full, at: map[graph.ID]int32{}}
	r.x.begin(ctx, s, q.Select == Shortest || q.Select == AllShortest, 0)
	if err := r.run(); err != nil && !errors.Is(err, errBudget) {
		return nil, searched, false, err
	} else if err != nil {
		truncated = true
	}
	d := &r.x.f
	searched = Searched{Nodes: r.x.nodes(), Edges: r.x.edges, Hops: d.depth, Exhausted: len(d.last().states) == 0, Hubs: s.hubs, Barred: s.barred}
	slices.SortFunc(r.out, func(a, b Reached) int {
		if d := cmp.Compare(b.Score, a.Score); d != 0 {
			return d
		}
		return strings.Compare(s.r.Text(a.Node), s.r.Text(b.Node))
	})
	r.out = r.out[min(q.Skip, len(r.out)):]
	if !all {
		r.out = r.out[:min(q.K, len(r.out))]
	}
	return r.out, searched, truncated, c.Reader().Err()
}

// reach is a one-sided search with the sums of scores at every state.
type reach struct {
	x   *search
	at  map[graph.ID]int32 // places in out
	out []Reached
	set bool // only which nodes
}

// Within is every other node that a query's pattern leads to from its From in at most MaxHops [4] hops, nearest first,
// equal ones by number: Reach with the selection Shortest, without scores and counts.
func Within(ctx context.Context, c *corpus.Corpus, q Query) (out []Reached, truncated bool, err error) {
	q.Select, q.To, q.MaxHops, q.K = Shortest, q.From, cmp.Or(q.MaxHops, 4), 0
	if q, err = q.withDefaults(); err != nil {
		return nil, false, err
	}
	auto, free, err := prepare(c.Reader(), q.Pattern)
	if err != nil {
		return nil, false, err
	}
	s := newSpace(c, q, auto, free)
	defer s.release()
	s.to = 0
	s.at.reset()
	r := &reach{x: &s.short, set: true}
	r.x.begin(ctx, s, true, 0)
	r.x.bare = true
	if err := r.run(); errors.Is(err, errBudget) {
		truncated = true
	} else if err != nil {
		return nil, false, err
	}
	return r.out, truncated, c.Reader().Err()
}

// sum is the walks to a state and their scores.
type sum struct{ walks, score float64 }

func (r *reach) run() error {
	x, d := r.x, &r.x.f
	now := make([]sum, len(d.last().states))
	for i := range now {
		now[i] = sum{1, 1}
	}
	r.take(d.last(), 0, now)
	for d.depth < x.s.q.MaxHops && len(d.last().states) > 0 {
		if err := x.gather(d, math.MaxInt); err != nil {
			return err
		}
		if x.edges += d.edges; x.edges > x.s.q.Budget {
			return errBudget
		}
		if err := x.expand(d, nil); err != nil {
			return err
		}
		d.depth++
		d.close(d.last())
		from, to := &d.layers[d.depth-1], d.last()
		if r.set {
			r.take(to, d.depth, nil)
			continue
		}
		next := make([]sum, len(to.states))
		for i := range from.states {
			if i%256 == 255 && x.ctx.Err() != nil {
				return x.ctx.Err()
			}
			for _, a := range from.arcs[from.off[i]:from.off[i+1]] {
				next[a.to].walks += now[i].walks
				next[a.to].score += now[i].score * x.factor(from, int32(i), a.predicate, a.inverse) * x.factor(to, a.to, a.predicate, !a.inverse)
			}
		}
		now = next
		r.take(to, d.depth, now)
	}
	return nil
}

// take adds the walks of one length that the pattern accepts.
func (r *reach) take(l *layer, hops int, sums []sum) {
	accept := uint64(1) << r.x.s.auto.accept
	first := len(r.out)
	for i, st := range l.states {
		if r.x.s.sets[st.set]&accept == 0 || hops == 0 {
			continue
		}
		if r.set {
			if _, fresh := r.x.s.at.put(state{node: st.node}); fresh && !r.x.s.isEnd(st.node) {
				r.out = append(r.out, Reached{Node: st.node, Hops: hops})
			}
			continue
		}
		k, ok := r.at[st.node]
		if !ok {
			k = int32(len(r.out))
			r.at[st.node] = k
			r.out = append(r.out, Reached{Node: st.node, Hops: hops})
		}
		r.out[k].Paths += sums[i].walks
		r.out[k].Score += sums[i].score
	}
	if r.set {
		slices.SortFunc(r.out[first:], func(a, b Reached) int { return cmp.Compare(a.Node, b.Node) })
	}
}

// String is one line for tests and logs.
func (r Reached) String() string {
	return fmt.Sprintf("%d: %g walks of %d hops and more, score %g", r.Node, r.Paths, r.Hops, r.Score)
}
