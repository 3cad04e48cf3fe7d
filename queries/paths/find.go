package paths

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"demarche/graph"
	"demarche/queries/corpus"
)

// Find answers a query. It reads through the corpus's reader directly, keeps nothing between calls and is safe for
// concurrent use. Errors wrap ErrPattern or ErrQuery, or are the context's. Finding nothing is no error.
func Find(ctx context.Context, c *corpus.Corpus, q Query) (Result, error) {
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
	if err := f.run(); err != nil {
		return Result{}, err
	}
	for i := range f.res.Paths {
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		f.s.explain(&f.res.Paths[i])
	}
	return f.res, c.Reader().Err()
}

// Distance is the number of hops of a query's shortest path, -1 when there is none within MaxHops [6] and the budget. It
// is what Find says with the selection Shortest, without finding, ranking and counting all shortest paths.
func Distance(ctx context.Context, c *corpus.Corpus, q Query) (hops int, err error) {
	q.Select = Shortest
	if q, err = q.withDefaults(); err != nil {
		return -1, err
	}
	auto, free, err := prepare(c.Reader(), q.Pattern)
	if err != nil {
		return -1, err
	}
	f := newFinder(ctx, c, q, auto, free)
	defer func() { f.s.release() }()
	x := &f.s.short
	x.begin(ctx, f.s, true, 0)
	x.any = true
	p, err := f.nearest(x, cmp.Or(q.MaxHops, defaultHops))
	switch {
	case err != nil || p == nil:
		return -1, err
	case q.Mode == Walk || x.f.uniform && x.b.uniform:
		return p.hops(), c.Reader().Err()
	}
	res, err := Find(ctx, c, q) // the mode may allow none of the shortest walks
	return res.Distance, err
}

// prepare compiles a pattern or the name of a metapath; free is true for the default one.
func prepare(r graph.Reader, pattern string) (auto *automaton, free bool, err error) {
	for _, m := range Metapaths() {
		if m.Name == pattern {
			pattern = m.Pattern
		}
	}
	if pattern == "" {
		pattern, free = ".*", true
	}
	e, err := parse(pattern)
	if err != nil {
		return nil, false, err
	}
	auto, err = compile(e, r)
	return auto, free, err
}

type finder struct {
	ctx context.Context
	s   *space
	q   Query
	res Result
}

func newFinder(ctx context.Context, c *corpus.Corpus, q Query, auto *automaton, free bool) *finder {
	return &finder{ctx: ctx, s: newSpace(c, q, auto, free), q: q, res: Result{Distance: -1, Count: new(big.Int), CountExact: true}}
}

// run finds the shortest length first, then what the selection asks for.
func (f *finder) run() error {
	limit := cmp.Or(f.q.MaxHops, defaultHops)
	x := &f.s.short
	x.begin(f.ctx, f.s, true, 0)
	p, err := f.nearest(x, limit)
	if err != nil || p == nil {
		return err
	}
	ranked := f.q.Select == Specific || f.q.Select == KShortest
	if !ranked {
		found, err := f.finish(x, p)
		if found || err != nil {
			return err
		}
	}
	if f.q.Select == Specific && f.q.MaxHops == 0 {
		limit = max(4, p.hops())
	}
	f.s.full.begin(f.ctx, f.s, false, x.edges)
	return f.longer(&f.s.full, p.hops(), limit)
}

// nearest grows a pruned search until the sides meet and returns the plan of the shortest walks, nil when there is none.
func (f *finder) nearest(x *search, limit int) (*plan, error) {
	for {
		p, err := x.plan(x.f.depth, x.b.depth)
		f.note(x)
		switch {
		case err != nil:
			return nil, f.stop(x, err, x.hops()-1)
		case p != nil:
			return p, nil
		case x.stuck():
			f.res.Searched.Exhausted = true
			f.res.Why = "no path of any length; " + f.looked("everything in reach of one end, ")
			return nil, nil
		case x.hops() == limit:
			f.res.TruncatedBy = "maxHops"
			f.res.Why = fmt.Sprintf("no path of up to %d steps; %s", limit, f.looked(""))
			return nil, nil
		}
		if err := x.grow(); err != nil {
			return nil, f.stop(x, err, x.hops())
		}
	}
}

// stop turns the end of the budget into an answer. Paths of up to done steps were all looked at.
func (f *finder) stop(x *search, err error, done int) error {
	if !errors.Is(err, errBudget) {
		return err
	}
	f.note(x)
	f.res.TruncatedBy, f.res.Searched.Hops = "budget", max(0, done)
	if !f.res.Found {
		f.res.Why = fmt.Sprintf("no path of up to %s; longer ones were not searched to the end within the budget of %d edges", plural(max(0, done), "step"), f.q.Budget)
	}
	return nil
}

// looked says how far a search without success went and what it did not pass through.
func (f *finder) looked(what string) string {
	s := f.res.Searched
	out := fmt.Sprintf("%s%s and %s were searched", what, plural(s.Nodes, "node"), plural(s.Edges, "edge"))
	var stops []string
	if s.Barred > 0 && f.s.free {
		stops = append(stops, plural(s.Barred, "node")+" that paths avoid (countries, laws, kinds of demands, chambers and the like; a pattern may name them)")
	} else if s.Barred > 0 {
		stops = append(stops, plural(s.Barred, "node")+" to be avoided")
	}
	if s.Hubs > 0 {
		stops = append(stops, fmt.Sprintf("%s of more than %d edges", plural(s.Hubs, "node"), f.q.TransitMax))
	}
	if len(stops) > 0 {
		out += "; not passed through: " + strings.Join(stops, ", ")
	}
	return out
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// note says what has been searched so far.
func (f *finder) note(x *search) {
	f.res.Searched.Edges, f.res.Searched.Hops = x.edges, x.hops()
	f.res.Searched.Hubs, f.res.Searched.Barred = f.s.hubs, f.s.barred
	f.res.Searched.Nodes = x.nodes()
}

// finish answers from the shortest length; found is false when the mode allows none of its walks.
func (f *finder) finish(x *search, p *plan) (found bool, err error) {
	k := f.q.K
	if f.q.Select == Shortest {
		k = 1
	}
	l := &lister{s: f.s}
	l.add(p)
	if err := f.collect(x, l, k); err != nil {
		return false, err
	}
	if len(f.res.Paths) == 0 && f.q.Skip == 0 && f.res.TruncatedBy == "" {
		return false, nil
	}
	if f.q.Select == Shortest {
		f.res.More = false
	}
	return true, f.count(p)
}

// collect lists up to k paths after the skipped ones.
func (f *finder) collect(x *search, l *lister, k int) error {
	for n := 0; ; n++ {
		found, err := l.next(x)
		if errors.Is(err, errBudget) {
			f.res.TruncatedBy = "budget"
			return nil
		}
		if err != nil || found == nil {
			return err
		}
		if f.res.Found = true; f.res.Distance < 0 || found.hops < f.res.Distance {
			f.res.Distance = found.hops
		}
		if n < f.q.Skip {
			continue
		}
		if len(f.res.Paths) == k {
			f.res.More = true
			return nil
		}
		f.res.Paths = append(f.res.Paths, found.path())
	}
}

// count adds the number of paths of a plan to the result.
func (f *finder) count(p *plan) error {
	n, exact, err := p.count()
	if stop := f.ctx.Err(); stop != nil {
		return stop
	}
	if err != nil && !errors.Is(err, errBudget) {
		return err
	}
	if !exact {
		f.res.CountExact, f.res.TruncatedBy = false, "budget"
		n = big.NewInt(0)
		for _, q := range f.res.Paths {
			if len(q.Hops) == p.hops() {
				n.Add(n, big.NewInt(1))
			}
		}
	}
	if n.Sign() > 0 {
		f.res.Lengths = append(f.res.Lengths, Length{p.hops(), n, exact})
		f.res.Count.Add(f.res.Count, n)
		if f.res.Found = true; f.res.Distance < 0 || p.hops() < f.res.Distance {
			f.res.Distance = p.hops()
		}
	}
	return nil
}

// longer answers from every length between the shortest walk's and the limit.
func (f *finder) longer(x *search, from, limit int) error {
	var plans []*plan
	all := &lister{s: f.s}
	for {
		if x.hops() >= from {
			p, err := x.plan(x.f.depth, x.b.depth)
			if err != nil {
				if err := f.stop(x, err, x.hops()-1); err != nil {
					return err
				}
				break
			}
			if p != nil {
				plans = append(plans, p)
				done, err := f.take(x, p, all)
				if err != nil || done {
					return err
				}
			}
		}
		if f.note(x); x.hops() == limit || x.stuck() {
			f.res.Searched.Exhausted = x.stuck()
			break
		}
		if err := x.grow(); err != nil {
			if err := f.stop(x, err, x.hops()); err != nil {
				return err
			}
			break
		}
	}
	if f.q.Select == Specific {
		if err := f.collect(x, all, f.q.K); err != nil {
			return err
		}
		for _, p := range plans {
			if err := f.count(p); err != nil {
				return err
			}
		}
	}
	if !f.res.Found && f.res.TruncatedBy == "" {
		f.res.Why = fmt.Sprintf("no %s path of up to %d steps, for every walk repeats something; %s", f.q.Mode, f.res.Searched.Hops, f.looked(""))
		if !f.res.Searched.Exhausted {
			f.res.TruncatedBy = "maxHops"
		}
	}
	return nil
}

// take adds the plan of one length; done is true when the selection needs no longer one.
func (f *finder) take(x *search, p *plan, all *lister) (done bool, err error) {
	if f.q.Select == Specific {
		all.add(p)
		return false, nil
	}
	if f.q.Select != KShortest {
		return f.finish(x, p)
	}
	l := &lister{s: f.s}
	l.add(p)
	skipped := f.q.Skip
	f.q.Skip = max(0, skipped-f.listed())
	err = f.collect(x, l, f.q.K)
	f.q.Skip = skipped
	if err != nil {
		return false, err
	}
	if err := f.count(p); err != nil {
		return false, err
	}
	return f.res.More || f.res.TruncatedBy != "", nil
}

// listed is the number of paths counted so far, for skipping over whole lengths.
func (f *finder) listed() int {
	if f.res.Count.IsInt64() {
		return int(min(f.res.Count.Int64(), 1<<30))
	}
	return 1 << 30
}
