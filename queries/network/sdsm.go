package network

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
)

// Correction adjusts p-values for the number of pairs tested.
type Correction string

// The corrections: none, Bonferroni's, Holm's, and the false discovery rate of Benjamini and Hochberg.
const (
	NoCorrection Correction = "none"
	Bonferroni   Correction = "bonferroni"
	Holm         Correction = "holm"
	FDR          Correction = "fdr"
)

// BackboneOptions choose how a backbone is tested. Zero values: level 0.05 two-sided, no correction, 1,000 draws.
type BackboneOptions struct {
	Level      float64
	Correction Correction
	Draws      int    // of FDSM
	Seed       uint64 // of FDSM
	// Eligible tells whether a row could have signed a column; nil is always. What it rules out is a structural zero:
	// its probability is 0 in the SDSM, and no FDSM trade makes it. It must be safe for concurrent use.
	Eligible func(row, col int) bool
	Progress func(done, of int)
}

func (o BackboneOptions) level() float64 {
	if o.Level == 0 {
		return 0.05
	}
	return o.Level
}

// Backbone is the pairs of rows that share significantly more or fewer columns than chance gives them. Edges are by
// source, then target, Source < Target.
type Backbone struct {
	Source, Target []int32
	Shared         []int32   // observed
	Expected       []float64 // under the model
	P              []float64 // two-sided, before correction
	Sign           []int8    // +1 more than chance, -1 fewer
	Tested         int       // pairs
	Model          string    // with level and correction, for files
}

// pairTest is one tested pair.
type pairTest struct {
	u, v     int32
	shared   int32
	expected float64
	p        float64 // two-sided
	more     bool
}

// SDSM tests every pair of rows against the stochastic degree sequence model: rows sign columns independently with
// probabilities that give every row and column its observed degree on average (the bipartite configuration model of
// maximal entropy, p = xy/(1+xy)); the number of shared columns then has a Poisson-binomial distribution, taken by its
// first three moments (refined normal approximation, Volkova 1996). Neal 2014, doi:10.1016/j.socnet.2014.06.001; Neal,
// Domagalski and Sagan 2021, doi:10.1038/s41598-021-03238-3. Columns of one degree are interchangeable, so the model
// is fitted and summed over classes of degrees.
func (t *TwoMode) SDSM(ctx context.Context, o BackboneOptions) (Backbone, error) {
	rows, _ := t.Len()
	m, err := t.configuration(ctx, o.Eligible)
	if err != nil {
		return Backbone{}, err
	}
	if m.worst > 1e-4 {
		return Backbone{}, fmt.Errorf("network: the SDSM could not be fitted: a degree is off by %g", m.worst)
	}
	obs, err := t.sharedMatrix(ctx)
	if err != nil {
		return Backbone{}, err
	}
	parts := make([][]pairTest, blocks)
	err = eachBlock(ctx, rows, func(_, b, lo, hi int) error {
		for u := lo; u < hi; u++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			for v := u + 1; v < rows; v++ {
				mu, s, skew := m.moments(m.rowClass[u], m.rowClass[v])
				x := pairTest{u: int32(u), v: int32(v), shared: obs[u*rows+v], expected: mu, p: 1}
				if s > 0 {
					above, below := 1-refined(float64(x.shared)-1, mu, s, skew), refined(float64(x.shared), mu, s, skew)
					x.more = above <= below
					x.p = min(1, 2*min(above, below))
				}
				parts[b] = append(parts[b], x)
			}
		}
		return nil
	})
	if err != nil {
		return Backbone{}, err
	}
	return keep(slices.Concat(parts...), "SDSM", o)
}

// refined is the refined normal approximation of P(X <= k) for a sum of independent trials with mean mu, standard
// deviation s and skewness skew.
func refined(k, mu, s, skew float64) float64 {
	z := (k + 0.5 - mu) / s
	f := 0.5*math.Erfc(-z/math.Sqrt2) + skew*(1-z*z)*math.Exp(-z*z/2)/math.Sqrt(2*math.Pi)/6
	return min(1, max(0, f))
}

// configuration is the fitted bipartite configuration model over classes of degrees.
type configuration struct {
	rowClass []int
	p        [][]float64 // by row class and column class
	within   [][2]int    // by row class: the classes of columns outside of which p is 0
	colCount []float64
	worst    float64 // largest error of an expected degree
}

// degreeClass is interchangeable rows or columns: equal degree, and equal eligibility where there is any.
type degreeClass struct {
	degree, count, x float64
	member           int // the first of them
}

func classesOf(off []int32, pattern []string) (classes []degreeClass, of []int) {
	type key struct {
		degree  int32
		pattern string
	}
	by := map[key]int{}
	for i := range len(off) - 1 {
		k := key{degree: off[i+1] - off[i]}
		if pattern != nil {
			k.pattern = pattern[i]
		}
		c, ok := by[k]
		if !ok {
			c = len(classes)
			by[k] = c
			classes = append(classes, degreeClass{degree: float64(k.degree), member: i})
		}
		classes[c].count++
		of = append(of, c)
	}
	return classes, of
}

// eligibles tells for every row which columns it may have, as bits in bytes, and for every column which patterns of
// rows may have it. Signatures that exist count as eligible.
func (t *TwoMode) eligibles(ctx context.Context, may func(row, col int) bool) (rows, cols []string, err error) {
	nr, nc := t.Len()
	rows, cols = make([]string, nr), make([]string, nc)
	var kinds []string // the different patterns of rows: few, since people come and go together
	seen := map[string]bool{}
	bits := make([]byte, (nc+7)/8)
	for i := range rows {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		clear(bits)
		for j := range nc {
			if may(i, j) {
				bits[j/8] |= 1 << (j % 8)
			}
		}
		for _, j := range t.Row(int32(i)) {
			bits[j/8] |= 1 << (j % 8)
		}
		rows[i] = string(bits)
		if !seen[rows[i]] {
			seen[rows[i]] = true
			kinds = append(kinds, rows[i])
		}
	}
	bits = make([]byte, (len(kinds)+7)/8)
	for j := range cols {
		if j%1024 == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		clear(bits)
		for k, kind := range kinds {
			bits[k/8] |= (kind[j/8] >> (j % 8) & 1) << (k % 8)
		}
		cols[j] = string(bits)
	}
	return rows, cols, nil
}

// configuration solves sum over columns of xy/(1+xy) = degree for rows and columns by alternating fixed points, until
// every degree is met to 1e-7. A row that signed every column it could has probability 1 there by its limit, very large
// x.
func (t *TwoMode) configuration(ctx context.Context, eligible func(row, col int) bool) (configuration, error) {
	var rowPattern, colPattern []string
	var err error
	if eligible != nil {
		if rowPattern, colPattern, err = t.eligibles(ctx, eligible); err != nil {
			return configuration{}, err
		}
	}
	rows, rowClass := classesOf(t.RowOff, rowPattern)
	cols, _ := classesOf(t.ColOff, colPattern)
	if eligible != nil { // columns that the same rows may have stand together
		slices.SortStableFunc(cols, func(a, b degreeClass) int { return cmp.Compare(colPattern[a.member], colPattern[b.member]) })
	}
	open := make([][]bool, len(rows))
	for i, a := range rows {
		open[i] = make([]bool, len(cols))
		for j, b := range cols {
			open[i][j] = eligible == nil || rowPattern[a.member][b.member/8]>>(b.member%8)&1 == 1
		}
	}
	c := configuration{rowClass: rowClass}
	if err := c.fit(ctx, rows, cols, open, float64(len(t.Cols))); err != nil {
		return configuration{}, err
	}
	for _, q := range cols {
		c.colCount = append(c.colCount, q.count)
	}
	for i, a := range rows {
		p, within := make([]float64, len(cols)), [2]int{len(cols), 0}
		for j, q := range cols {
			if open[i][j] {
				p[j] = a.x * q.x / (1 + a.x*q.x)
				within[0], within[1] = min(within[0], j), j+1
			}
		}
		c.p, c.within = append(c.p, p), append(c.within, within)
	}
	return c, nil
}

// fit finds x of every class.
func (c *configuration) fit(ctx context.Context, rows, cols []degreeClass, open [][]bool, signatures float64) error {
	total := math.Sqrt(max(1, signatures))
	for i := range rows {
		rows[i].x = rows[i].degree / total
	}
	for i := range cols {
		cols[i].x = cols[i].degree / total
	}
	for range 20_000 {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range rows {
			s := 0.0
			for j, q := range cols {
				if open[i][j] {
					s += q.count * q.x / (1 + rows[i].x*q.x)
				}
			}
			if s > 0 {
				rows[i].x = min(rows[i].degree/s, 1e12)
			}
		}
		for j := range cols {
			s := 0.0
			for i, a := range rows {
				if open[i][j] {
					s += a.count * a.x / (1 + cols[j].x*a.x)
				}
			}
			if s > 0 {
				cols[j].x = min(cols[j].degree/s, 1e12)
			}
		}
		c.worst = 0
		for i, a := range rows {
			s := 0.0
			for j, q := range cols {
				if open[i][j] {
					s += q.count * a.x * q.x / (1 + a.x*q.x)
				}
			}
			c.worst = max(c.worst, math.Abs(s-a.degree))
		}
		if c.worst < 1e-7 {
			return nil
		}
	}
	return nil
}

// moments are mean, standard deviation and skewness of the columns shared by rows of two classes.
func (c *configuration) moments(a, b int) (mu, s, skew float64) {
	lo := max(c.within[a][0], c.within[b][0])
	hi := max(lo, min(c.within[a][1], c.within[b][1]))
	pa, pb := c.p[a][lo:hi], c.p[b][lo:hi]
	v, g := 0.0, 0.0
	for j, n := range c.colCount[lo:hi] {
		q := pa[j] * pb[j]
		u := n * q * (1 - q)
		mu += n * q
		v += u
		g += u * (1 - 2*q)
	}
	if v <= 0 {
		return mu, 0, 0
	}
	s = math.Sqrt(v)
	return mu, s, g / (s * s * s)
}

// sharedMatrix counts the columns shared by every pair of rows: at u*rows+v for u < v.
func (t *TwoMode) sharedMatrix(ctx context.Context) ([]int32, error) {
	rows, _ := t.Len()
	if rows > 20_000 {
		return nil, fmt.Errorf("network: a backbone of %d rows needs too much memory (most 20000)", rows)
	}
	obs := make([]int32, rows*rows)
	err := eachBlock(ctx, rows, func(_, _, lo, hi int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		for u := lo; u < hi; u++ {
			row := obs[u*rows : (u+1)*rows]
			for i := t.RowOff[u]; i < t.RowOff[u+1]; i++ {
				for _, v := range t.Rows[t.at[i]+1 : t.ColOff[t.Cols[i]+1]] {
					row[v]++
				}
			}
		}
		return nil
	})
	return obs, err
}

// keep corrects the p-values and keeps the significant pairs.
func keep(tests []pairTest, model string, o BackboneOptions) (Backbone, error) {
	level := o.level()
	limit := make([]bool, len(tests))
	switch o.Correction {
	case NoCorrection, "":
		for i, x := range tests {
			limit[i] = x.p < level
		}
	case Bonferroni:
		for i, x := range tests {
			limit[i] = x.p*float64(len(tests)) < level
		}
	case Holm, FDR:
		order := make([]int, len(tests))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(tests[a].p, tests[b].p) })
		last := -1
		for k, i := range order {
			if o.Correction == Holm {
				if tests[i].p*float64(len(tests)-k) >= level {
					break
				}
				last = k
			} else if tests[i].p*float64(len(tests)) < level*float64(k+1) {
				last = k
			}
		}
		for _, i := range order[:last+1] {
			limit[i] = true
		}
	default:
		return Backbone{}, fmt.Errorf("network: unknown correction %q", o.Correction)
	}
	b := Backbone{Tested: len(tests), Model: fmt.Sprintf("%s, two-sided level %g, correction %s", model, level, cmp.Or(o.Correction, NoCorrection))}
	for i, x := range tests {
		if !limit[i] {
			continue
		}
		sign := int8(-1)
		if x.more {
			sign = 1
		}
		b.Source, b.Target, b.Shared = append(b.Source, x.u), append(b.Target, x.v), append(b.Shared, x.shared)
		b.Expected, b.P, b.Sign = append(b.Expected, x.expected), append(b.P, x.p), append(b.Sign, sign)
	}
	return b, nil
}

// Disparity keeps the edges of a weighted graph whose share of an end's strength is larger than chance: alpha =
// (1-w/s)^(k-1) below the level at either end. Serrano, Boguna and Vespignani 2009, doi:10.1073/pnas.0808904106. Ends
// with one edge never make it significant. It returns, for every edge in the order of source and target, the smaller
// alpha.
func (n *Network) Disparity(level float64) (alpha []float64, kept []int) {
	strength, degree := make([]float64, n.Nodes()), make([]float64, n.Nodes())
	for i, w := range n.Weight {
		for _, v := range []int32{n.Source[i], n.Target[i]} {
			strength[v] += w
			degree[v]++
		}
	}
	for i, w := range n.Weight {
		a := 1.0
		for _, v := range []int32{n.Source[i], n.Target[i]} {
			if degree[v] > 1 && strength[v] > 0 {
				a = min(a, math.Pow(1-w/strength[v], degree[v]-1))
			}
		}
		alpha = append(alpha, a)
		if a < level {
			kept = append(kept, i)
		}
	}
	return alpha, kept
}
