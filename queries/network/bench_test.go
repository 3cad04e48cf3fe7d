package network

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// congress is a two-mode network of the size of the 114th Congress: 546 people in two chambers, 10,223 bills, about
// 140,200 signatures. With DEMARCHE_LEGIS naming a folder that shared/peers/network/prep.py wrote, it is that Congress
// itself; else it is made up with the same number of signatures per bill and a few people who sign far more than others.
func congress(tb testing.TB) *TwoMode {
	tb.Helper()
	if dir := os.Getenv("DEMARCHE_LEGIS"); dir != "" {
		return readCongress(tb, dir)
	}
	r := rand.New(rand.NewPCG(114, 1))
	const people, house, bills = 546, 442, 10_223
	pull := make([]float64, people)
	for i := range pull {
		pull[i] = 0.3 + r.ExpFloat64()
	}
	var row, col []int32
	var lead []bool
	for b := range bills {
		lo, hi := 0, house
		if b%3 == 0 {
			lo, hi = house, people
		}
		k := 1 + int(12.7*r.ExpFloat64())
		first := true
		for range min(k, (hi-lo)*3/4) {
			i := lo + r.IntN(hi-lo)
			for r.Float64()*4 > pull[i] {
				i = lo + r.IntN(hi-lo)
			}
			row, col, lead = append(row, int32(i)), append(col, int32(b)), append(lead, first)
			first = false
		}
	}
	return NewTwoMode(people, bills, row, col, lead)
}

func readCongress(tb testing.TB, dir string) *TwoMode {
	tb.Helper()
	f, err := os.Open(filepath.Join(dir, "signed.csv"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var row, col []int32
	var lead []bool
	people := 0
	for _, l := range lines[1:] {
		m, _ := strconv.Atoi(l[0])
		people = max(people, m+1)
	}
	bills := 0
	for _, l := range lines[1:] {
		m, _ := strconv.Atoi(l[0])
		b, _ := strconv.Atoi(l[1])
		row, col, lead = append(row, int32(m)), append(col, int32(b-people)), append(lead, l[2] == "0")
		bills = max(bills, b-people+1)
	}
	return NewTwoMode(people, bills, row, col, lead)
}

func projection(tb testing.TB, t *TwoMode) *Graph {
	tb.Helper()
	e, err := t.Project(ctx, Count, false)
	if err != nil {
		tb.Fatal(err)
	}
	rows, _ := t.Len()
	return NewGraph(rows, e.Source, e.Target, e.Weight, false)
}

// twoModeGraph is people and letters as one graph, letters numbered after people.
func (t *TwoMode) graph() *Graph {
	rows, cols := t.Len()
	var s, d []int32
	for i := range int32(rows) {
		for _, c := range t.Row(i) {
			s, d = append(s, i), append(d, int32(rows)+c)
		}
	}
	return NewGraph(rows+cols, s, d, nil, false)
}

func check[T any](tb testing.TB, v T, err error) T {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

// processor reports the processor time of an iteration, which other programs on the machine disturb less than its wall
// time: call what it returns at the end.
func processor(b *testing.B) func() {
	b.Helper()
	start := spent()
	return func() { b.ReportMetric(float64(spent()-start)/1e6/float64(b.N), "cpu-ms/op") }
}

func BenchmarkCoSigners(b *testing.B) {
	t := congress(b)
	rows, _ := t.Len()
	scratch := make([]int32, rows)
	b.ReportAllocs()
	defer processor(b)()
	for i := 0; b.Loop(); i++ {
		t.CoSigners(int32(i%rows), scratch)
	}
}

func BenchmarkProject(b *testing.B) {
	t := congress(b)
	for _, w := range Weights() {
		b.Run("weight="+string(w), func(b *testing.B) {
			pairs := 0
			defer processor(b)()
			for b.Loop() {
				e := check(b, must2(t.Project(ctx, w, false)), nil)
				pairs = len(e.Source)
			}
			b.ReportMetric(float64(pairs), "pairs")
		})
	}
	b.Run("directed", func(b *testing.B) {
		for b.Loop() {
			must2(t.Project(ctx, Newman, true))
		}
	})
}

func must2[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func BenchmarkMeasures(b *testing.B) {
	t := congress(b)
	p, bip := projection(b, t), t.graph()
	rows, cols := t.Len()
	part, _ := bip.Components()
	chamber := func(i, j int) bool { return part[i] == part[rows+j] }
	var row, col []int32
	for i := range int32(rows) {
		for _, j := range t.Row(i) {
			row, col = append(row, i), append(col, j)
		}
	}
	for _, c := range []struct {
		name string
		run  func() error
	}{
		{"betweenness/projection", func() error { _, err := p.Betweenness(ctx); return err }},
		{"closeness/projection", func() error { _, err := p.Closeness(ctx, false); return err }},
		{"eigenvector/projection", func() error { _, err := p.Eigenvector(ctx, 1e-10); return err }},
		{"pagerank/projection", func() error { _, err := p.PageRank(ctx, 0.85, 1e-10); return err }},
		{"pagerank/twomode", func() error { _, err := bip.PageRank(ctx, 0.85, 1e-10); return err }},
		{"closeness/twomode", func() error { _, err := bip.Closeness(ctx, false); return err }},
		{"betweenness-500-pivots/twomode", func() error { _, err := bip.SampledBetweenness(ctx, 500, 0.05, 1); return err }},
		{"leiden/projection", func() error { _, _, err := p.Leiden(ctx, 1, 1); return err }},
		{"clustering/projection", func() error { _, _, err := p.Clustering(ctx); return err }},
		{"constraint/projection", func() error { _, err := p.Constraint(ctx); return err }},
		{"core/projection", func() error { p.Core(); return nil }},
		{"index", func() error { NewTwoMode(rows, cols, row, col, nil); return nil }},
		{"sdsm", func() error { _, err := t.SDSM(ctx, BackboneOptions{}); return err }},
		{"sdsm-structural-zeros", func() error { _, err := t.SDSM(ctx, BackboneOptions{Eligible: chamber}); return err }},
		{"fdsm/draws=20", func() error { _, err := t.FDSM(ctx, BackboneOptions{Draws: 20}); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			defer processor(b)()
			for b.Loop() {
				if err := c.run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBetweennessTwoMode is exact and takes seconds.
func BenchmarkBetweennessTwoMode(b *testing.B) {
	if testing.Short() {
		b.Skip("takes seconds")
	}
	g := congress(b).graph()
	defer processor(b)()
	for b.Loop() {
		check(b, slices.Max(must2(g.Betweenness(ctx))), nil)
	}
}
