// Package check tells whether a graph keeps its rules: the vocabulary, the evidence of every statement against the texts
// that are kept, nodes that nothing describes, and the snapshot against the store. [Run] reads everything once, label
// by label, and counts what breaks each rule with the first examples; it changes nothing.
package check

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"demarche/graph"

	"github.com/cayleygraph/quad"
)

// Rule names what was checked.
type Rule string

// The rules, in the order of a report.
const (
	Vocabulary  Rule = "vocabulary"  // every quad fits the table of predicates
	Cardinality Rule = "cardinality" // a predicate with one value has one per subject and label
	Domain      Rule = "domain"      // subjects have a class that the predicate allows
	Range       Rule = "range"       // objects have a class that the predicate allows
	Dangling    Rule = "dangling"    // every node of ours has a class
	Labels      Rule = "labels"      // every label is a document or register
	Texts       Rule = "texts"       // every document's normalized text is kept and has its hash
	Spans       Rule = "spans"       // the text at a span is what the evidence quotes
	Support     Rule = "support"     // every edge read from a document has evidence in it
	Snapshot    Rule = "snapshot"    // the snapshot holds what the store holds
)

// Rules lists the rules in the order of a report.
func Rules() []Rule {
	return []Rule{Vocabulary, Cardinality, Domain, Range, Dangling, Labels, Texts, Spans, Support, Snapshot}
}

// Options tell Run how much to keep. The zero value is fine.
type Options struct {
	Examples int // examples a rule, 5 when 0
}

// Finding is what one rule found. Checked counts what it looked at, Broken what breaks it.
type Finding struct {
	Rule     Rule     `json:"rule"`
	Checked  int      `json:"checked"`
	Broken   int      `json:"broken"`
	Examples []string `json:"examples,omitempty"` // the first ones, by label
}

// Report is the outcome of Run. Findings has every rule that was applied, in the order of Rules.
type Report struct {
	Version  graph.Version `json:"version"`
	Labels   int           `json:"labels"`
	Quads    int           `json:"quads"`
	Findings []Finding     `json:"findings"`
	// UnusedTexts counts the texts of documents that were retracted or replaced; they break no rule.
	UnusedTexts int `json:"unusedTexts"`
}

// OK tells whether nothing breaks a rule.
func (r Report) OK() bool {
	return !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Broken > 0 })
}

// Run checks the store, and with a reader (which may be nil) also classes of nodes and the reader against the store: the
// reader should show the store's version. The error is of reading only; what breaks a rule stands in the report.
func Run(ctx context.Context, store graph.Store, reader graph.Reader, opts Options) (Report, error) {
	version, err := store.Version(ctx)
	if err != nil {
		return Report{}, err
	}
	c := newChecker(store, reader, opts)
	if reader != nil {
		if v := reader.Version(); v != version {
			c.broken(Snapshot, "it shows version %d, the store has %d", v, version)
		}
	}
	labels, err := store.Labels(ctx)
	if err != nil {
		return Report{}, err
	}
	report := Report{Version: version, Labels: len(labels)}
	if report.Quads, err = c.all(ctx, labels, reader, opts); err != nil {
		return Report{}, err
	}
	if reader != nil {
		c.totals(reader)
		if err := reader.Err(); err != nil {
			return Report{}, err
		}
	}
	for _, r := range Rules() {
		if f := c.found[r]; f != nil {
			report.Findings = append(report.Findings, *f)
		}
	}
	if texts, ok := store.(graph.TextCollector); ok {
		report.UnusedTexts, err = texts.UnusedTexts(ctx)
	}
	return report, err
}

// checker gathers findings.
type checker struct {
	store graph.Store
	found map[Rule]*Finding
	limit int
	nodes *nodes // nil without a reader
}

func newChecker(store graph.Store, reader graph.Reader, opts Options) *checker {
	c := &checker{store: store, found: map[Rule]*Finding{}, limit: opts.Examples}
	if c.limit <= 0 {
		c.limit = 5
	}
	for _, r := range Rules() {
		if reader != nil || r != Domain && r != Range && r != Dangling && r != Labels && r != Snapshot {
			c.found[r] = &Finding{Rule: r}
		}
	}
	if reader != nil {
		c.nodes = newNodes(reader)
	}
	return c
}

// window is how many labels a worker checks before what was found is put together, in order.
const window = 64

// all checks the labels, several at a time, and returns how many quads they have. What it finds is the same and in the
// same order however many work at it.
func (c *checker) all(ctx context.Context, labels []quad.IRI, reader graph.Reader, opts Options) (int, error) {
	workers := make([]*checker, max(1, min(runtime.GOMAXPROCS(0), len(labels))))
	for i := range workers {
		workers[i] = newChecker(c.store, reader, opts)
	}
	type outcome struct {
		quads    int
		err      error
		found    map[Rule]*Finding
		dangling []dangler
	}
	total := 0
	for part := range slices.Chunk(labels, window*len(workers)) {
		outcomes := make([]outcome, len(part))
		var next atomic.Int64
		var tasks sync.WaitGroup
		for _, w := range workers {
			tasks.Go(func() {
				for i := int(next.Add(1)) - 1; i < len(part); i = int(next.Add(1)) - 1 {
					o := &outcomes[i]
					o.quads, o.err = w.label(ctx, part[i])
					o.found, o.dangling = w.hand()
				}
			})
		}
		tasks.Wait()
		for i, o := range outcomes {
			if o.err != nil {
				return 0, fmt.Errorf("check: label %s: %w", part[i], o.err)
			}
			total += o.quads
			c.add(o.found, o.dangling)
		}
	}
	if c.nodes != nil {
		for _, w := range workers {
			c.nodes.edges = append(c.nodes.edges, w.nodes.edges...)
		}
	}
	return total, nil
}

// hand gives away what was found since the last time.
func (c *checker) hand() (map[Rule]*Finding, []dangler) {
	found := c.found
	c.found = make(map[Rule]*Finding, len(found))
	for r := range found {
		c.found[r] = &Finding{Rule: r}
	}
	if c.nodes == nil {
		return found, nil
	}
	dangling := c.nodes.dangling
	c.nodes.dangling = nil
	return found, dangling
}

// add takes over what one label showed. A node that dangles counts once, however many labels name it.
func (c *checker) add(found map[Rule]*Finding, dangling []dangler) {
	for r, f := range found {
		to := c.found[r]
		to.Checked += f.Checked
		to.Broken += f.Broken
		to.Examples = append(to.Examples, f.Examples[:min(len(f.Examples), c.limit-len(to.Examples))]...)
	}
	for _, d := range dangling {
		if !c.nodes.reported[d.node] {
			c.nodes.reported[d.node] = true
			c.broken(Dangling, "%s: %s has no class", show(d.label), show(d.node))
		}
	}
}

func (c *checker) checked(r Rule, n int) {
	if f := c.found[r]; f != nil {
		f.Checked += n
	}
}

func (c *checker) broken(r Rule, format string, args ...any) {
	f := c.found[r]
	if f == nil {
		return
	}
	f.Broken++
	if len(f.Examples) < c.limit {
		f.Examples = append(f.Examples, shorten(fmt.Sprintf(format, args...)))
	}
}

// shorten keeps an example to one readable line.
func shorten(s string) string {
	const most = 300
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// show is a value for an example.
func show(v quad.Value) string {
	if iri, ok := v.(quad.IRI); ok {
		return string(iri)
	}
	return quad.StringOf(v)
}
