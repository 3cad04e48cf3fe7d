package network

import (
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"demarche/schema/date"

	"github.com/google/go-cmp/cmp"
)

// TestSDSMAgainstExactDistribution compares the approximation with the exact Poisson-binomial distribution under the
// same probabilities, by dynamic programming over columns.
func TestSDSMAgainstExactDistribution(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	var row, col []int32
	for j := range int32(400) {
		for range 2 + r.IntN(12) {
			row, col = append(row, r.Int32N(30)), append(col, j)
		}
	}
	two := NewTwoMode(30, 400, row, col, nil)
	m, _ := two.configuration(ctx, nil)
	if m.worst > 1e-6 {
		t.Fatalf("a degree is off by %g", m.worst)
	}
	b, err := two.SDSM(ctx, BackboneOptions{Level: 1.1})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.P) != 30*29/2 {
		t.Fatalf("%d pairs, want all %d", len(b.P), 30*29/2)
	}
	for i := range b.P {
		dist := []float64{1}
		pa, pb := m.p[m.rowClass[b.Source[i]]], m.p[m.rowClass[b.Target[i]]]
		for k, n := range m.colCount {
			q := pa[k] * pb[k]
			for range int(n) {
				next := make([]float64, len(dist)+1)
				for x, p := range dist {
					next[x] += p * (1 - q)
					next[x+1] += p * q
				}
				dist = next
			}
		}
		above, below := 0.0, 0.0
		for x, p := range dist {
			if x >= int(b.Shared[i]) {
				above += p
			}
			if x <= int(b.Shared[i]) {
				below += p
			}
		}
		if want := min(1, 2*min(above, below)); math.Abs(want-b.P[i]) > 0.01 {
			t.Fatalf("p of rows %d and %d is %v, exactly %v", b.Source[i], b.Target[i], b.P[i], want)
		}
	}
}

func TestFDSMKeepsDegreesAndAgreesWithSDSM(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var row, col []int32
	for j := range int32(600) {
		camp := j % 2 * 10 // two camps of ten rows that mostly sign among themselves
		for range 3 + r.IntN(5) {
			i := camp + r.Int32N(10)
			if r.IntN(10) == 0 {
				i = 10 - camp + r.Int32N(10)
			}
			row, col = append(row, i), append(col, j)
		}
	}
	two := NewTwoMode(20, 600, row, col, nil)
	c := newCurveball(two, 1)
	for range 1000 {
		c.trade()
	}
	seen := make([]int32, 600)
	for i, cols := range c.rows {
		if len(cols) != len(two.Row(int32(i))) {
			t.Fatalf("row %d has %d columns after trades, want %d", i, len(cols), len(two.Row(int32(i))))
		}
		sorted := slices.Sorted(slices.Values(cols))
		if len(slices.Compact(sorted)) != len(cols) {
			t.Fatalf("row %d repeats a column", i)
		}
		for _, x := range cols {
			seen[x]++
		}
	}
	for j, n := range seen {
		if int(n) != len(two.Col(int32(j))) {
			t.Fatalf("column %d has %d rows after trades", j, n)
		}
	}
	f, err := two.FDSM(ctx, BackboneOptions{Draws: 400, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	again, _ := two.FDSM(ctx, BackboneOptions{Draws: 400, Seed: 1})
	if d := cmp.Diff(f, again); d != "" {
		t.Errorf("the same seed gives another backbone: %s", d)
	}
	s, err := two.SDSM(ctx, BackboneOptions{})
	if err != nil {
		t.Fatal(err)
	}
	inside := 0
	for i := range f.Source {
		if f.Sign[i] > 0 && f.Source[i]/10 == f.Target[i]/10 {
			inside++
		}
		if f.Sign[i] > 0 && f.Source[i]/10 != f.Target[i]/10 {
			t.Errorf("rows %d and %d of different camps in the backbone", f.Source[i], f.Target[i])
		}
	}
	if inside < 60 || len(s.Source) == 0 {
		t.Errorf("%d pairs of one camp in the FDSM backbone (of 90), %d pairs in the SDSM's", inside, len(s.Source))
	}
	strict, err := two.SDSM(ctx, BackboneOptions{Correction: Bonferroni})
	holm, _ := two.SDSM(ctx, BackboneOptions{Correction: Holm})
	fdr, _ := two.SDSM(ctx, BackboneOptions{Correction: FDR})
	if err != nil || len(strict.P) > len(holm.P) || len(holm.P) > len(fdr.P) || len(fdr.P) > len(s.P) {
		t.Errorf("corrections keep %d (Bonferroni), %d (Holm), %d (FDR), %d (none) pairs", len(strict.P), len(holm.P), len(fdr.P), len(s.P))
	}
}

// TestStructuralZeros has two chambers of six rows that can only sign their own columns. Without eligibility every pair
// across looks like avoidance; with it, nothing is expected there and nothing is found.
func TestStructuralZeros(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	var row, col []int32
	for j := range int32(200) {
		for range 3 {
			row, col = append(row, j%2*6+r.Int32N(6)), append(col, j)
		}
	}
	two := NewTwoMode(12, 200, row, col, nil)
	own := func(i, j int) bool { return i/6 == j%2 }
	across := func(b Backbone) (n int) {
		for i := range b.Source {
			if b.Source[i]/6 != b.Target[i]/6 {
				n++
			}
		}
		return n
	}
	for name, run := range map[string]func(BackboneOptions) (Backbone, error){
		"SDSM": func(o BackboneOptions) (Backbone, error) { return two.SDSM(ctx, o) },
		"FDSM": func(o BackboneOptions) (Backbone, error) { return two.FDSM(ctx, o) },
	} {
		free, err := run(BackboneOptions{Draws: 200, Seed: 1})
		check(t, free, err)
		bound, err := run(BackboneOptions{Draws: 200, Seed: 1, Eligible: own})
		check(t, bound, err)
		if across(free) != 36 || across(bound) != 0 {
			t.Errorf("%s finds %d pairs across chambers without eligibility (of 36) and %d with it, want 36 and 0", name, across(free), across(bound))
		}
	}
}

// TestHandWorked has values worked by hand on the path a-b-c with weights 1 and 3 and groups a,b | c.
func TestHandWorked(t *testing.T) {
	g := NewGraph(4, []int32{0, 1}, []int32{1, 2}, []float64{1, 3}, false)
	group := []int32{0, 0, 1, -1}
	m := g.Mixing(group)
	// Inside weight 1, outside 3; strengths 1, 4, 3 of 8: expected inside (5/8)^2 + (3/8)^2 = 34/64.
	want := Mixing{EI: 0.5, CrossShare: 0.75, Assortativity: (0.25 - 34.0/64) / (1 - 34.0/64)}
	if d := cmp.Diff(want, m); d != "" {
		t.Error(d)
	}
	if q := g.Modularity(group, 1); math.Abs(q-(0.25-34.0/64)) > 1e-12 {
		t.Errorf("modularity %v, want %v", q, 0.25-34.0/64)
	}
	b, err := g.Brokerage(ctx, group)
	if err != nil {
		t.Fatal(err)
	}
	// b joins a and c in both orders: a(0) b(0) c(1) is a representative, c(1) b(0) a(0) a gatekeeper.
	if b.Representative[1] != 1 || b.Gatekeeper[1] != 1 || b.Coordinator[1]+b.Consultant[1]+b.Liaison[1] != 0 {
		t.Errorf("brokerage %+v", b)
	}
	n := &Network{ID: []string{"a", "b", "c", "d"}, Source: []int32{0, 1}, Target: []int32{1, 2}, Weight: []float64{1, 3}}
	alpha, kept := n.Disparity(0.3)
	// b has two edges with shares 1/4 and 3/4: alpha 3/4 and 1/4; the other ends have one edge and say nothing.
	if d := cmp.Diff([]float64{0.75, 0.25}, alpha); d != "" || !slices.Equal(kept, []int{1}) {
		t.Errorf("disparity %v keeps %v", alpha, kept)
	}
	if a := Agreement([]int32{0, 0, 1, 1}, []int32{1, 1, 0, 0}); math.Abs(a-1) > 1e-12 {
		t.Errorf("agreement of equal partitions is %v", a)
	}
	if a := Agreement([]int32{0, 0, 1, 1}, []int32{0, 1, 0, 1}); math.Abs(a) > 1e-12 {
		t.Errorf("agreement of independent partitions is %v", a)
	}
	windows, err := Windows("2019-11-15", "2020-04-30", 3, 2)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]date.Interval{{Start: "2019-11-15", End: "2020-02-14"}, {Start: "2020-01-15", End: "2020-04-14"}, {Start: "2020-03-15", End: "2020-06-14"}}, windows); d != "" {
		t.Error(d)
	}
}

func TestSampledBetweennessIsWithinItsBound(t *testing.T) {
	g, _, _ := random(9, 200, 500, false)
	exact, err := g.Betweenness(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s, err := g.SampledBetweenness(ctx, 100, 0.05, 7)
	if err != nil {
		t.Fatal(err)
	}
	for v := range exact {
		if math.Abs(exact[v]-s.Values[v]) > s.Error {
			t.Errorf("node %d: %v, exactly %v, bound %v", v, s.Values[v], exact[v], s.Error)
		}
	}
	all, err := g.SampledBetweenness(ctx, 200, 0.05, 7)
	if err != nil || all.Error != 0 || !slices.Equal(all.Values, exact) {
		t.Errorf("all sources are not exact: %v %v", err, all.Error)
	}
}

// TestLegis compares with what shared/facts/network-and-paths.md section 3 measured on the real 114th Congress.
func TestLegis(t *testing.T) {
	if os.Getenv("DEMARCHE_LEGIS") == "" {
		t.Skip("DEMARCHE_LEGIS names no folder with the 114th Congress")
	}
	two := congress(t)
	g := projection(t, two)
	_, q, err := g.Leiden(ctx, 1, 1)
	if check(t, q, err); math.Abs(q-0.2699) > 5e-5 {
		t.Errorf("best modularity %v, want 0.2699", q)
	}
	b, err := g.Betweenness(ctx)
	if check(t, b, err); math.Abs(slices.Max(b)-13.7) > 0.05 {
		t.Errorf("highest betweenness %v, want 13.7", slices.Max(b))
	}
	component, _ := g.Components()
	size := map[int32]int{}
	for _, c := range component {
		size[c]++
	}
	house := component[0]
	for c, n := range size {
		if n > size[house] {
			house = c
		}
	}
	var row, col []int32
	at := map[int32]int32{}
	for i, c := range component {
		if c != house {
			continue
		}
		at[int32(i)] = int32(len(at))
		for _, j := range two.Row(int32(i)) {
			row, col = append(row, at[int32(i)]), append(col, j)
		}
	}
	used := map[int32]int32{}
	for i, j := range col {
		if _, ok := used[j]; !ok {
			used[j] = int32(len(used))
		}
		col[i] = used[j]
	}
	bb, err := NewTwoMode(len(at), len(used), row, col, nil).SDSM(ctx, BackboneOptions{})
	check(t, bb, err)
	more := 0
	for _, s := range bb.Sign {
		if s > 0 {
			more++
		}
	}
	if bb.Tested != 99_235 || more != 33_273 || len(bb.Sign)-more != 37_621 {
		t.Errorf("SDSM of the House: %d pairs, %d more and %d fewer than chance, want 99235, 33273 and 37621", bb.Tested, more, len(bb.Sign)-more)
	}
}
