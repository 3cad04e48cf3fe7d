package network

import (
	"context"
	"math/rand/v2"
	"slices"
)

// FDSM tests every pair of rows against random two-mode networks with exactly the observed degrees of rows and columns,
// drawn by curveball trades (Strona and others 2014, doi:10.1038/ncomms5114; Neal, Domagalski and Sagan 2021). Between
// draws 5 trades per row are made, before the first 100. P-values are (1 + draws at least as extreme) / (1 + draws), so
// they cannot be smaller than one over the draws: a strict correction needs many. The same seed gives the same backbone.
func (t *TwoMode) FDSM(ctx context.Context, o BackboneOptions) (Backbone, error) {
	rows, _ := t.Len()
	obs, err := t.sharedMatrix(ctx)
	if err != nil {
		return Backbone{}, err
	}
	draws := o.Draws
	if draws <= 0 {
		draws = 1000
	}
	c := newCurveball(t, o.Seed)
	c.eligible = o.Eligible
	above, below := make([]int32, rows*rows), make([]int32, rows*rows)
	sum := make([]float64, rows*rows)
	count := make([]int32, rows*rows)
	for d := range draws {
		trades := 5 * rows
		if d == 0 {
			trades = 100 * rows
		}
		for k := range trades {
			if k%64 == 0 && ctx.Err() != nil {
				return Backbone{}, ctx.Err()
			}
			c.trade()
		}
		c.shared(count)
		for u := range rows {
			for i := u*rows + u + 1; i < (u+1)*rows; i++ {
				n := count[i]
				if n >= obs[i] {
					above[i]++
				}
				if n <= obs[i] {
					below[i]++
				}
				sum[i] += float64(n)
			}
		}
		if o.Progress != nil {
			o.Progress(d+1, draws)
		}
	}
	var tests []pairTest
	for u := range rows {
		for v := u + 1; v < rows; v++ {
			i := u*rows + v
			a, b := float64(1+above[i])/float64(1+draws), float64(1+below[i])/float64(1+draws)
			tests = append(tests, pairTest{int32(u), int32(v), obs[i], sum[i] / float64(draws), min(1, 2*min(a, b)), a <= b})
		}
	}
	return keep(tests, "FDSM", o)
}

// curveball is a two-mode network under randomization.
type curveball struct {
	r        *rand.Rand
	rows     [][]int32
	cols     [][]int32
	eligible func(row, col int) bool

	mark         []uint8 // by column, during a trade
	pool, both   []int32
	onlyA, onlyB []int32 // columns that the other row could not have
}

func newCurveball(t *TwoMode, seed uint64) *curveball {
	rows, cols := t.Len()
	c := &curveball{r: rand.New(rand.NewPCG(seed, 0xc04e)), mark: make([]uint8, cols), cols: make([][]int32, cols)}
	for i := range rows {
		c.rows = append(c.rows, slices.Clone(t.Row(int32(i))))
	}
	for j := range cols {
		c.cols[j] = make([]int32, 0, t.ColOff[j+1]-t.ColOff[j])
	}
	return c
}

// trade shuffles between two random rows the columns that only one of them has and both could have.
func (c *curveball) trade() {
	if len(c.rows) < 2 {
		return
	}
	i, k := c.r.IntN(len(c.rows)), c.r.IntN(len(c.rows)-1)
	if k >= i {
		k++
	}
	a, b := c.rows[i], c.rows[k]
	for _, x := range a {
		c.mark[x] = 1
	}
	c.both, c.pool = c.both[:0], c.pool[:0]
	c.onlyA, c.onlyB = c.onlyA[:0], c.onlyB[:0]
	for _, x := range b {
		switch {
		case c.mark[x] == 1:
			c.mark[x] = 2
			c.both = append(c.both, x)
		case c.eligible != nil && !c.eligible(i, int(x)):
			c.onlyB = append(c.onlyB, x)
		default:
			c.pool = append(c.pool, x)
		}
	}
	mine := 0
	for _, x := range a {
		if c.mark[x] == 1 {
			if c.eligible != nil && !c.eligible(k, int(x)) {
				c.onlyA = append(c.onlyA, x)
			} else {
				c.pool = append(c.pool, x)
				mine++
			}
		}
		c.mark[x] = 0
	}
	if mine == 0 || mine == len(c.pool) {
		return
	}
	// The first mine places are a random subset of the pool.
	for x := range mine {
		y := x + c.r.IntN(len(c.pool)-x)
		c.pool[x], c.pool[y] = c.pool[y], c.pool[x]
	}
	c.rows[i] = append(append(append(a[:0], c.both...), c.onlyA...), c.pool[:mine]...)
	c.rows[k] = append(append(append(b[:0], c.both...), c.onlyB...), c.pool[mine:]...)
}

// shared counts the columns that rows u < v share now, at u*rows+v.
func (c *curveball) shared(count []int32) {
	clear(count)
	n := len(c.rows)
	for j := range c.cols {
		c.cols[j] = c.cols[j][:0]
	}
	for i, row := range c.rows {
		for _, x := range row {
			c.cols[x] = append(c.cols[x], int32(i))
		}
	}
	for _, col := range c.cols {
		for i, u := range col {
			row := count[int(u)*n : (int(u)+1)*n]
			for _, v := range col[i+1:] {
				row[v]++
			}
		}
	}
}
