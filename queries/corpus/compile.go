package corpus

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/schema/date"
)

// Test tells whether a node meets a compiled filter. A test remembers what it has seen: use it in one goroutine, for
// one request.
type Test func(graph.ID) bool

// personTest tells whether a person meets a filter, where on is the date of the letter or query it is asked for.
type personTest func(person graph.ID, on date.Date) bool

// maxFilterDepth bounds the nesting of filters; the deepest sensible question needs about six.
const maxFilterDepth = 24

// compiler turns filters into tests. It counts conditions, so that one request cannot ask for a filter of any size.
type compiler struct {
	c     *Corpus
	ctx   context.Context
	depth int
	size  int
	steps int
	ended bool // ctx ended: answers count no more
}

// over looks at the context now and then. Once it ended every walk stops at its first step; what the test says then is
// meaningless, and [KeepContext] gives the context's error.
func (k *compiler) over() bool {
	if k.steps++; k.steps&4095 == 0 && k.ctx.Err() != nil {
		k.ended = true
	}
	return k.ended
}

// maxFilterSize bounds the filters in one compiled tree.
const maxFilterSize = 200

func (k *compiler) enter() error {
	k.depth++
	k.size++
	if k.depth > maxFilterDepth {
		return fmt.Errorf("filter nests deeper than %d", maxFilterDepth)
	}
	if k.size > maxFilterSize {
		return fmt.Errorf("filter has more than %d parts", maxFilterSize)
	}
	return nil
}

// TestLetters compiles a filter on letters. Errors name filters that are too deep or too large. When ctx ends, the test
// gives up and says anything: look at ctx before its answers are used, as [KeepContext] does.
func (c *Corpus) TestLetters(ctx context.Context, f *LetterFilter) (Test, error) {
	return (&compiler{c: c, ctx: ctx}).letter(f)
}

// TestPeople compiles a filter on people asked on a date; the unknown date asks for the latest tenure.
func (c *Corpus) TestPeople(ctx context.Context, f *PersonFilter, on date.Date) (Test, error) {
	t, err := (&compiler{c: c, ctx: ctx}).person(f)
	if err != nil || t == nil {
		return nil, err
	}
	return func(id graph.ID) bool { return t(id, on) }, nil
}

// TestEntities compiles a filter on people, posts, organizations, countries or events.
func (c *Corpus) TestEntities(ctx context.Context, f *EntityFilter) (Test, error) {
	return (&compiler{c: c, ctx: ctx}).entity(f)
}

// TestDemands compiles a filter on demands.
func (c *Corpus) TestDemands(ctx context.Context, f *DemandFilter) (Test, error) {
	return (&compiler{c: c, ctx: ctx}).demand(f)
}

// TestEvents compiles a filter on events.
func (c *Corpus) TestEvents(ctx context.Context, f *EventFilter) (Test, error) {
	return (&compiler{c: c, ctx: ctx}).event(f)
}

// TestDocuments compiles a filter on documents.
func (c *Corpus) TestDocuments(ctx context.Context, f *DocumentFilter) (Test, error) {
	return (&compiler{c: c, ctx: ctx}).document(f)
}

// Keep returns the nodes that meet a test, in order; the slice itself when test is nil.
func Keep(ids []graph.ID, test Test) []graph.ID {
	if test == nil {
		return ids
	}
	var out []graph.ID
	for _, id := range ids {
		if test(id) {
			out = append(out, id)
		}
	}
	return out
}

// KeepContext is [Keep] that stops with the context's error when ctx ends.
func KeepContext(ctx context.Context, ids []graph.ID, test Test) ([]graph.ID, error) {
	if test == nil {
		return ids, ctx.Err()
	}
	var out []graph.ID
	for i, id := range ids {
		if i&127 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if test(id) {
			out = append(out, id)
		}
	}
	return out, ctx.Err()
}

// CandidateLetters are letters among which all that meet the filter stand, by date, with the test to apply: few where
// the filter names letters or signers, else all. The slice may be shared: do not write to it.
func (c *Corpus) CandidateLetters(ctx context.Context, f *LetterFilter) ([]graph.ID, Test, error) {
	test, err := c.TestLetters(ctx, f)
	if err != nil {
		return nil, nil, err
	}
	if ids, ok := c.letterCandidates(f); ok {
		return ids, test, nil
	}
	return c.List(KindLetter).IDs, test, nil
}

// CandidatePeople is like [Corpus.CandidateLetters] for people asked on a date, by name.
func (c *Corpus) CandidatePeople(ctx context.Context, f *PersonFilter, on date.Date) ([]graph.ID, Test, error) {
	test, err := c.TestPeople(ctx, f, on)
	if err != nil {
		return nil, nil, err
	}
	if ids, ok := c.personCandidates(f); ok {
		return ids, test, nil
	}
	return c.List(KindPerson).IDs, test, nil
}

// FindLetters are the letters that meet a filter, by date. The slice may be shared: do not write to it.
func (c *Corpus) FindLetters(ctx context.Context, f *LetterFilter) ([]graph.ID, error) {
	ids, test, err := c.CandidateLetters(ctx, f)
	if err != nil {
		return nil, err
	}
	return KeepContext(ctx, ids, test)
}

// FindPeople are the people who meet a filter on a date, by name. The slice may be shared: do not write to it.
func (c *Corpus) FindPeople(ctx context.Context, f *PersonFilter, on date.Date) ([]graph.ID, error) {
	ids, test, err := c.CandidatePeople(ctx, f, on)
	if err != nil {
		return nil, err
	}
	return KeepContext(ctx, ids, test)
}

// tests is a conjunction under construction.
type tests []Test

func (t *tests) add(x Test) {
	if x != nil {
		*t = append(*t, x)
	}
}

// all is the conjunction, nil when it is empty.
func (t tests) all() Test {
	switch len(t) {
	case 0:
		return nil
	case 1:
		return t[0]
	}
	return func(id graph.ID) bool {
		for _, x := range t {
			if !x(id) {
				return false
			}
		}
		return true
	}
}

// combine adds the parts of and, or and not.
func combine[F any](t *tests, and, or []F, not *F, compile func(*F) (Test, error)) error {
	for i := range and {
		x, err := compile(&and[i])
		if err != nil {
			return err
		}
		t.add(x)
	}
	if or != nil {
		var any []Test
		open := false
		for i := range or {
			x, err := compile(&or[i])
			if err != nil {
				return err
			}
			open = open || x == nil
			any = append(any, x)
		}
		if !open {
			t.add(func(id graph.ID) bool {
				for _, x := range any {
					if x(id) {
						return true
					}
				}
				return false
			})
		}
	}
	if not != nil {
		x, err := compile(not)
		if err != nil {
			return err
		}
		t.add(func(id graph.ID) bool { return x != nil && !x(id) })
	}
	return nil
}

// relate adds some, none and every over the neighbours that each yields.
func relate[F any](k *compiler, t *tests, some, none, every *F, compile func(*F) (Test, error), each func(graph.ID, func(graph.ID) bool)) error { //nolint:revive // one argument for each word of the filter
	for i, f := range [...]*F{some, none, every} {
		if f == nil {
			continue
		}
		x, err := compile(f)
		if err != nil {
			return err
		}
		if x == nil {
			x = func(graph.ID) bool { return true }
		}
		x = memoize(x)
		t.add(func(id graph.ID) bool {
			found := false
			each(id, func(n graph.ID) bool {
				if x(n) == (i != 2) {
					found = true
				}
				return !found && !k.over()
			})
			return found == (i == 0)
		})
	}
	return nil
}

// ids adds a condition on the node itself.
func (k *compiler) ids(t *tests, names []string) {
	if names == nil {
		return
	}
	want := k.c.nodes(names)
	t.add(func(id graph.ID) bool { return slices.Contains(want, id) })
}

func (c *Corpus) nodes(names []string) []graph.ID {
	var out []graph.ID
	for _, s := range names {
		if id := c.Node(s); id != 0 {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// text adds a condition on any of some literal properties.
func (k *compiler) text(t *tests, f *TextFilter, predicates ...graph.ID) {
	test := textTest(f)
	if test == nil {
		return
	}
	t.add(func(id graph.ID) bool {
		for _, p := range predicates {
			for _, n := range k.c.r.Out(id, p).Nodes {
				if test(Fold(k.c.r.Text(n))) {
					return true
				}
			}
		}
		return false
	})
}

// oneOf adds a condition that a literal property has one of some values, letter case aside.
func (k *compiler) oneOf(t *tests, values []string, predicate graph.ID) {
	if values == nil {
		return
	}
	t.add(func(id graph.ID) bool {
		for _, n := range k.c.r.Out(id, predicate).Nodes {
			if containsFold(values, k.c.r.Text(n)) {
				return true
			}
		}
		return false
	})
}

func containsFold(values []string, s string) bool {
	for _, v := range values {
		if strings.EqualFold(v, s) {
			return true
		}
	}
	return false
}

func eachOf(edges func(graph.ID) graph.Edges) func(graph.ID, func(graph.ID) bool) {
	return func(id graph.ID, yield func(graph.ID) bool) {
		for n := range edges(id).Distinct() {
			if !yield(n) {
				return
			}
		}
	}
}

func (c *Corpus) out(p graph.ID) func(graph.ID, func(graph.ID) bool) {
	return eachOf(func(id graph.ID) graph.Edges { return c.r.Out(id, p) })
}

func (c *Corpus) in(p graph.ID) func(graph.ID, func(graph.ID) bool) {
	return eachOf(func(id graph.ID) graph.Edges { return c.r.In(id, p) })
}

func either(walks ...func(graph.ID, func(graph.ID) bool)) func(graph.ID, func(graph.ID) bool) {
	return func(id graph.ID, yield func(graph.ID) bool) {
		more := true
		for _, w := range walks {
			if more {
				w(id, func(n graph.ID) bool { more = yield(n); return more })
			}
		}
	}
}
