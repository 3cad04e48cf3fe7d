package paths

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/queries/network/networktest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// letters of the brute force: a step along is lower case, against upper case.
var letters = map[string]string{"signed": "s", "makes": "m", "targets": "t"}

var irisOf = map[string]quad.IRI{"s": vocab.Signed, "m": vocab.Makes, "t": vocab.Targets}

// randomPattern writes one expression in our language and as a Go regular expression over step letters.
func randomPattern(r *rand.Rand, depth int) (ours, theirs string) {
	if depth == 0 || r.IntN(4) == 0 {
		name := []string{"signed", "makes", "targets"}[r.IntN(3)]
		switch r.IntN(5) {
		case 0:
			return "^" + name, strings.ToUpper(letters[name])
		case 1:
			return ".", "[smtSMT]"
		case 2:
			return "!" + name, map[string]string{"signed": "[mt]", "makes": "[st]", "targets": "[sm]"}[name]
		}
		return name, letters[name]
	}
	a, x := randomPattern(r, depth-1)
	b, y := randomPattern(r, depth-1)
	switch r.IntN(7) {
	case 0, 1:
		return "(" + a + "/" + b + ")", x + y
	case 2:
		return "(" + a + "|" + b + ")", "(?:" + x + "|" + y + ")"
	case 3:
		return "(" + a + ")*", "(?:" + x + ")*"
	case 4:
		return "(" + a + ")+", "(?:" + x + ")+"
	case 5:
		return "(" + a + "){1,3}", "(?:" + x + "){1,3}"
	}
	return "(" + a + ")?/" + b, "(?:" + x + ")?" + y
}

// small is a random graph of n nodes, some of them dated letters.
type small struct {
	c     *corpus.Corpus
	nodes []graph.ID
	dates map[graph.ID]int
	edges []edgeKey
}

func randomGraph(r *rand.Rand, n, m int) small {
	var quads []quad.Quad
	label := quad.IRI("urn:demarche:document:d")
	name := func(i int) quad.IRI { return quad.IRI(fmt.Sprintf("urn:n:%d", i)) }
	dated := map[int]int{}
	for i := range n {
		if r.IntN(2) == 0 {
			dated[i] = 1 + r.IntN(9)
			quads = append(quads, quad.Quad{Subject: name(i), Predicate: vocab.Type, Object: vocab.Letter, Label: label},
				quad.Quad{Subject: name(i), Predicate: vocab.LetterDate, Object: quad.TypedString{Value: quad.String(fmt.Sprintf("2020-01-0%d", dated[i])), Type: vocab.Date}, Label: label})
		}
	}
	for range m {
		p := irisOf[[]string{"s", "m", "t"}[r.IntN(3)]]
		s, o := name(r.IntN(n)), name(r.IntN(n))
		quads = append(quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
		if r.IntN(4) == 0 { // a second document says the same
			quads = append(quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: quad.IRI("urn:demarche:document:e")})
		}
	}
	reader := networktest.New(quads)
	g := small{c: corpus.New(reader), dates: map[graph.ID]int{}}
	for i := range n {
		if id := reader.ID(name(i)); id != 0 {
			g.nodes = append(g.nodes, id)
			if d, ok := dated[i]; ok {
				g.dates[id] = d
			}
		}
	}
	for _, q := range quads {
		if p := q.Predicate.(quad.IRI); p != vocab.Type && p != vocab.LetterDate {
			g.edges = append(g.edges, edgeKey{reader.ID(q.Subject), reader.ID(q.Predicate), reader.ID(q.Object)})
		}
	}
	slices.SortFunc(g.edges, func(a, b edgeKey) int {
		return cmp.Or(cmp.Compare(a.s, b.s), cmp.Compare(a.p, b.p), cmp.Compare(a.o, b.o))
	})
	g.edges = slices.Compact(g.edges)
	return g
}

// brute lists every path by walking all of them.
func (g small) brute(q Query, match *regexp.Regexp, limit int) map[int][]Path {
	out := map[int][]Path{}
	word := map[graph.ID]string{}
	for w, iri := range irisOf {
		word[g.c.Reader().ID(iri)] = w
	}
	degree := func(v, p graph.ID, inverse bool) float64 {
		n := 0.0
		for _, e := range g.edges {
			if e.p == p && (!inverse && e.s == v || inverse && e.o == v) {
				n++
			}
		}
		return n
	}
	var walk func(p Path, steps string, used []edgeKey, last int)
	walk = func(p Path, steps string, used []edgeKey, last int) {
		v := p.Nodes[len(p.Nodes)-1]
		if slices.Contains(q.To, v) && match.MatchString(steps) {
			out[len(p.Hops)] = append(out[len(p.Hops)], p)
		}
		if len(p.Hops) == limit {
			return
		}
		for _, e := range g.edges {
			for _, inverse := range []bool{false, true} {
				from, to, w := e.s, e.o, word[e.p]
				if inverse {
					from, to, w = to, from, strings.ToUpper(w)
				}
				if from != v || q.Mode == Acyclic && slices.Contains(p.Nodes, to) || q.Mode == Trail && slices.Contains(used, e) {
					continue
				}
				now := last
				if q.NonDecreasing && g.dates[to] > 0 {
					if now = g.dates[to]; now < last {
						continue
					}
				}
				next := Path{
					Score: p.Score * math.Pow(degree(from, e.p, inverse)*degree(to, e.p, !inverse), -0.5),
					Nodes: append(slices.Clone(p.Nodes), to), Hops: append(slices.Clone(p.Hops), Hop{Predicate: e.p, Inverse: inverse}),
				}
				walk(next, steps+w, append(slices.Clone(used), e), now)
			}
		}
	}
	for _, s := range q.From {
		walk(Path{Score: 1, Nodes: []graph.ID{s}}, "", nil, g.dates[s]*btoi(q.NonDecreasing))
	}
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func key(p Path) string {
	s := fmt.Sprint(p.Nodes)
	for _, h := range p.Hops {
		s += fmt.Sprint(" ", h.Predicate, h.Inverse)
	}
	return s
}

// TestCountsEqualBruteForce checks counts by length, the whole list and its order for every mode on random graphs.
func TestCountsEqualBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const limit = 5
	paths := 0
	for i := range 900 {
		g := randomGraph(r, 4+r.IntN(4), 4+r.IntN(7))
		if len(g.nodes) < 3 {
			continue
		}
		ours, theirs := ".*", "[smtSMT]*"
		if i%3 > 0 {
			ours, theirs = randomPattern(r, 3)
		}
		q := Query{
			From: []graph.ID{g.nodes[0]}, To: []graph.ID{g.nodes[1]}, Pattern: ours, Mode: []Mode{Acyclic, Trail, Walk}[i%3],
			K: 1000, MaxHops: limit, NonDecreasing: i%5 == 0,
		}
		if i%3 == 0 {
			q.Mode = []Mode{Acyclic, Trail, Walk}[i/3%3]
		}
		if i%7 == 0 {
			q.From = append(q.From, g.nodes[2])
		}
		if i%11 == 0 {
			q.To = append(q.To, g.nodes[len(g.nodes)-1])
		}
		slices.Sort(q.From)
		slices.Sort(q.To)
		q.From, q.To = slices.Compact(q.From), slices.Compact(q.To)
		name := fmt.Sprintf("case %d: %v %s nondecreasing=%v %v->%v", i, q.Mode, ours, q.NonDecreasing, q.From, q.To)
		want := g.brute(q, regexp.MustCompile("^(?:"+theirs+")$"), limit)
		got, err := Find(context.Background(), g.c, q)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		total, shortest := 0, -1
		var all []Path
		for n := range limit + 1 {
			total += len(want[n])
			if len(want[n]) > 0 && shortest < 0 {
				shortest = n
			}
			all = append(all, want[n]...)
		}
		paths += total
		if got.Distance != shortest || !got.CountExact || got.Count.Int64() != int64(total) {
			t.Fatalf("%s: distance %d count %v exact %v, want %d and %d\n%+v", name, got.Distance, got.Count, got.CountExact, shortest, total, got)
		}
		for _, l := range got.Lengths {
			if l.Count.Int64() != int64(len(want[l.Hops])) {
				t.Fatalf("%s: %d hops: %v paths, want %d", name, l.Hops, l.Count, len(want[l.Hops]))
			}
		}
		compareLists(t, name, got.Paths, all)
		checkSelections(t, name, g, q, want, shortest)
	}
	t.Logf("%d paths compared", paths)
	if paths < 10_000 {
		t.Errorf("only %d paths compared: the graphs are too thin", paths)
	}
}

func compareLists(t *testing.T, name string, got, want []Path) {
	t.Helper()
	slices.SortFunc(want, func(a, b Path) int { return cmp.Compare(b.Score, a.Score) })
	if len(want) > 1000 {
		want = want[:1000]
	}
	if len(got) != len(want) {
		t.Fatalf("%s: %d paths listed, want %d", name, len(got), len(want))
	}
	seen := map[string]bool{}
	for i, p := range got {
		if seen[key(p)] {
			t.Fatalf("%s: path listed twice: %s", name, key(p))
		}
		seen[key(p)] = true
		if math.Abs(p.Score-want[i].Score) > 1e-4*want[i].Score {
			t.Fatalf("%s: path %d has score %v, want %v", name, i, p.Score, want[i].Score)
		}
	}
}

// checkSelections compares shortest, all-shortest and pages of k-shortest with the same lists.
func checkSelections(t *testing.T, name string, g small, q Query, want map[int][]Path, shortest int) {
	t.Helper()
	q.Select = AllShortest
	got, err := Find(context.Background(), g.c, q)
	if err != nil || got.Distance != shortest || got.Count.Int64() != int64(len(want[shortest])) {
		t.Fatalf("%s: all-shortest: %v, distance %d count %v, want %d and %d", name, err, got.Distance, got.Count, shortest, len(want[shortest]))
	}
	compareLists(t, name+" all-shortest", got.Paths, want[shortest])
	if d, err := Distance(context.Background(), g.c, q); err != nil || d != shortest {
		t.Fatalf("%s: distance %d, %v; want %d", name, d, err, shortest)
	}
	q.Select = KShortest
	seen := map[string]bool{}
	last, total := 0, 0
	for n := range want {
		total += len(want[n])
	}
	if total > 60 {
		return
	}
	for q.K = 7; ; q.Skip += 7 {
		got, err := Find(context.Background(), g.c, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range got.Paths {
			if seen[key(p)] || len(p.Hops) < last {
				t.Fatalf("%s: k-shortest skip %d: repeated or out of order: %s", name, q.Skip, key(p))
			}
			seen[key(p)], last = true, len(p.Hops)
		}
		if !got.More {
			break
		}
	}
	if len(seen) != total {
		t.Fatalf("%s: k-shortest lists %d paths in pages, want %d", name, len(seen), total)
	}
}
