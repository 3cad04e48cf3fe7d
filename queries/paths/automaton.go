package paths

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"demarche/graph"

	"github.com/cayleygraph/quad"
)

// maxStates is how many states a pattern may compile to: a set of states is one word.
const maxStates = 64

// automaton is a pattern as a non-deterministic automaton whose sets of states fit one word. Steps read an edge, eps
// and tests stay on the node. Sets are made deterministic while searching, on both sides, so that every path is met
// exactly once whatever the pattern's ambiguity.
type automaton struct {
	count         int
	start, accept int
	steps         []autoStep
	eps           [][2]int
	tests         []autoTest
	keep          uint64     // states that matter at a node going forward: those that an edge leaves from, and accept
	keepBack      uint64     // and going backward: those and the ones that an edge comes to
	alphabet      []graph.ID // every predicate that may be read, sorted
}

type autoStep struct {
	from, to int
	along    []graph.ID // predicates followed from subject to object
	against  []graph.ID // predicates followed from object to subject
}

type autoTest struct {
	from, to int
	classes  []graph.ID
	not      bool
}

// compile builds the automaton of a pattern by Thompson's construction over the predicates that the reader has.
func compile(e expr, r graph.Reader) (*automaton, error) {
	a := &automaton{count: 2, accept: 1}
	c := &compiler{automaton: a, r: r}
	if err := c.build(e, a.start, a.accept); err != nil {
		return nil, err
	}
	a.keep = 1 << a.accept
	for _, s := range a.steps {
		a.keep |= 1 << s.from
		a.keepBack |= 1 << s.to
	}
	a.keepBack |= a.keep
	for _, s := range a.steps {
		a.alphabet = append(append(a.alphabet, s.along...), s.against...)
	}
	slices.Sort(a.alphabet)
	a.alphabet = slices.Compact(a.alphabet)
	return a, nil
}

type compiler struct {
	*automaton
	r    graph.Reader
	walk []graph.ID // the plain predicates that anyStep follows, once asked for
}

func (c *compiler) state() (int, error) {
	if c.count == maxStates {
		return 0, fmt.Errorf("%w: longer than %d states", ErrPattern, maxStates)
	}
	c.count++
	return c.count - 1, nil
}

func (c *compiler) ids(iris []quad.IRI) []graph.ID {
	var out []graph.ID
	for _, iri := range iris {
		if id := c.r.ID(iri); id != 0 {
			out = append(out, id)
		}
	}
	return out
}

func (c *compiler) build(e expr, from, to int) error {
	switch e := e.(type) {
	case step:
		s := autoStep{from: from, to: to}
		if ids := c.ids([]quad.IRI{e.predicate}); e.inverse {
			s.against = ids
		} else {
			s.along = ids
		}
		c.steps = append(c.steps, s)
	case anyStep:
		if c.walk == nil {
			c.walk = walkPredicates(c.r)
		}
		c.steps = append(c.steps, autoStep{from: from, to: to, along: c.walk, against: c.walk})
	case negated:
		s := autoStep{from: from, to: to}
		forward, backward := c.ids(e.forward), c.ids(e.backward)
		for _, p := range c.r.Predicates() {
			if e.alongEdges && !slices.Contains(forward, p) {
				s.along = append(s.along, p)
			}
			if e.againstEdges && !slices.Contains(backward, p) {
				s.against = append(s.against, p)
			}
		}
		c.steps = append(c.steps, s)
	case nodeTest:
		c.tests = append(c.tests, autoTest{from, to, c.ids(e.classes), e.not})
	case seq:
		for i, x := range e {
			next := to
			if i < len(e)-1 {
				var err error
				if next, err = c.state(); err != nil {
					return err
				}
			}
			if err := c.build(x, from, next); err != nil {
				return err
			}
			from = next
		}
	case alt:
		for _, x := range e {
			if err := c.build(x, from, to); err != nil {
				return err
			}
		}
	case repeat:
		return c.repeat(e, from, to)
	}
	return nil
}

// repeat builds min copies in a row, then a loop or the optional rest. Loops get a state of their own.
func (c *compiler) repeat(e repeat, from, to int) error {
	for range e.min {
		next, err := c.state()
		if err == nil {
			err = c.build(e.of, from, next)
		}
		if err != nil {
			return err
		}
		from = next
	}
	if e.max < 0 {
		loop, err := c.state()
		if err != nil {
			return err
		}
		c.eps = append(c.eps, [2]int{from, loop}, [2]int{loop, to})
		return c.build(e.of, loop, loop)
	}
	c.eps = append(c.eps, [2]int{from, to})
	for range e.max - e.min {
		next, err := c.state()
		if err == nil {
			err = c.build(e.of, from, next)
		}
		if err != nil {
			return err
		}
		c.eps = append(c.eps, [2]int{next, to})
		from = next
	}
	return nil
}

// closure adds what can be reached on a node without reading an edge, forwards or backwards, and drops states that do
// not matter. passes tells whether a test holds at the node.
func (a *automaton) closure(set uint64, backward bool, passes func(*autoTest) bool) uint64 {
	for before := uint64(0); before != set; {
		before = set
		add := func(from, to int) {
			if backward {
				from, to = to, from
			}
			if set>>from&1 == 1 {
				set |= 1 << to
			}
		}
		for _, e := range a.eps {
			add(e[0], e[1])
		}
		for i := range a.tests {
			if t := &a.tests[i]; (set>>t.from|set>>t.to)&1 == 1 && passes(t) {
				add(t.from, t.to)
			}
		}
	}
	if backward {
		return set & a.keepBack
	}
	return set & a.keep
}

// move is one kind of edge that may be read next. Inverse means from object to subject, in reading direction for both
// sides of a search; to is the set after it, before closure, and closed the interned set after closure where that does
// not depend on the node.
type move struct {
	predicate graph.ID
	inverse   bool
	to        uint64
	closed    uint32
}

// moves lists what a set may read, forwards or backwards, in the order of predicates.
func (a *automaton) moves(set uint64, backward bool) []move {
	type key struct {
		p       graph.ID
		inverse bool
	}
	to := map[key]uint64{}
	for _, s := range a.steps {
		from, next := s.from, s.to
		if backward {
			from, next = next, from
		}
		if set>>from&1 == 0 {
			continue
		}
		for _, p := range s.along {
			to[key{p, false}] |= 1 << next
		}
		for _, p := range s.against {
			to[key{p, true}] |= 1 << next
		}
	}
	out := make([]move, 0, len(to))
	for k, set := range to {
		out = append(out, move{predicate: k.p, inverse: k.inverse, to: set})
	}
	slices.SortFunc(out, func(x, y move) int {
		if d := cmp.Compare(x.predicate, y.predicate); d != 0 || x.inverse == y.inverse {
			return d
		}
		if x.inverse {
			return 1
		}
		return -1
	})
	return out
}

// walkTerms is the plain edges of the vocabulary.
var walkTerms = sync.OnceValue(func() []quad.Value {
	var out []quad.Value
	for _, t := range terms() {
		if t.Walk {
			out = append(out, t.IRI)
		}
	}
	return out
})

// walkPredicates lists the plain edges of the vocabulary that the reader has.
func walkPredicates(r graph.Reader) []graph.ID {
	var out []graph.ID
	for _, iri := range walkTerms() {
		if id := r.ID(iri); id != 0 {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
