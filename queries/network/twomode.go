package network

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
)

// Weight names how strongly two people are joined by what both signed.
type Weight string

// The weights of a projection. With c the number of shared letters, d(u) the number of letters of u, n(l) the number
// of signers of letter l and N(u,v) the sum over shared letters of 1/(n(l)-1):
const (
	Count   Weight = "count"   // c
	Newman  Weight = "newman"  // N(u,v): Newman 2001, doi:10.1103/PhysRevE.64.016132; Fowler 2006, doi:10.1016/j.socnet.2005.11.003
	Gross   Weight = "gross"   // N(u,v) over its possible maximum: Gross, Kirkland and Shalizi 2012
	Jaccard Weight = "jaccard" // c / (d(u)+d(v)-c)
	Cosine  Weight = "cosine"  // c / sqrt(d(u) d(v))
)

// Weights lists every weight in the order of the documentation.
func Weights() []Weight { return []Weight{Count, Newman, Gross, Jaccard, Cosine} }

// Formula is a weight written out, for files and reports.
func (w Weight) Formula(directed bool) string {
	if directed {
		switch w {
		case Count:
			return "letters led by target and cosigned by source"
		case Newman:
			return "sum over letters led by target and cosigned by source of 1/(signers-1) (Fowler 2006)"
		case Gross:
			return "sum over letters led by target and cosigned by source of 1/(signers-1), over the same sum for all letters led by target (Gross, Kirkland, Shalizi 2012)"
		}
		return "none"
	}
	switch w {
	case Count:
		return "letters both signed"
	case Newman:
		return "sum over letters both signed of 1/(signers-1) (Newman 2001)"
	case Gross:
		return "sum over letters both signed of 1/(signers-1), over the smaller of the two people's sums over all their letters (undirected form of Gross, Kirkland, Shalizi 2012)"
	case Jaccard:
		return "letters both signed / letters either signed"
	case Cosine:
		return "letters both signed / sqrt(letters of one * letters of the other)"
	}
	return "none"
}

// TwoMode is who signed what: row i signed columns Cols[RowOff[i]:RowOff[i+1]], and column j was signed by
// Rows[ColOff[j]:ColOff[j+1]], both in increasing order and without repetition. It is immutable.
type TwoMode struct {
	RowOff, Cols []int32
	ColOff, Rows []int32
	at           []int32 // place of the signature in its column's list, beside Cols
	RowLead      []bool  // whether the signature beside Cols is of a lead signer
	colLead      []bool  // the same beside Rows
}

// NewTwoMode builds the arrays from signatures (row[i], col[i]); lead may be nil. Repeated pairs become one, a lead
// when one of them is.
func NewTwoMode(rows, cols int, row, col []int32, lead []bool) *TwoMode {
	type cell struct {
		r, c int32
		lead bool
	}
	cells := make([]cell, len(row))
	for i := range row {
		cells[i] = cell{row[i], col[i], lead != nil && lead[i]}
	}
	byRow := func(a, b cell) int {
		if d := cmp.Or(cmp.Compare(a.r, b.r), cmp.Compare(a.c, b.c)); d != 0 || a.lead == b.lead {
			return d
		}
		if a.lead {
			return -1
		}
		return 1
	}
	if !slices.IsSortedFunc(cells, byRow) {
		slices.SortFunc(cells, byRow)
	}
	cells = slices.CompactFunc(cells, func(a, b cell) bool { return a.r == b.r && a.c == b.c })
	t := &TwoMode{
		RowOff: make([]int32, rows+1), ColOff: make([]int32, cols+1), Cols: make([]int32, len(cells)),
		Rows: make([]int32, len(cells)), at: make([]int32, len(cells)), RowLead: make([]bool, len(cells)), colLead: make([]bool, len(cells)),
	}
	for _, c := range cells {
		t.RowOff[c.r+1]++
		t.ColOff[c.c+1]++
	}
	for i := range rows {
		t.RowOff[i+1] += t.RowOff[i]
	}
	for i := range cols {
		t.ColOff[i+1] += t.ColOff[i]
	}
	next := slices.Clone(t.ColOff)
	for i, c := range cells {
		t.Cols[i], t.RowLead[i] = c.c, c.lead
		t.Rows[next[c.c]], t.colLead[next[c.c]] = c.r, c.lead
		t.at[i] = next[c.c]
		next[c.c]++
	}
	return t
}

// Len is the number of rows and columns.
func (t *TwoMode) Len() (rows, cols int) { return len(t.RowOff) - 1, len(t.ColOff) - 1 }

// Row is the columns that row i signed, Col the rows that signed column j.
func (t *TwoMode) Row(i int32) []int32 { return t.Cols[t.RowOff[i]:t.RowOff[i+1]] }

// Col is the rows that signed column j.
func (t *TwoMode) Col(j int32) []int32 { return t.Rows[t.ColOff[j]:t.ColOff[j+1]] }

// CoSigner is somebody who signed letters that a given person signed, with how many.
type CoSigner struct {
	Row    int32
	Shared int32
}

// CoSigners counts for one row the letters shared with every other row, most shared first, ties by row. Scratch may be
// nil, or a slice of one zero per row that is given back zeroed, which saves its allocation.
func (t *TwoMode) CoSigners(row int32, scratch []int32) []CoSigner {
	if scratch == nil {
		scratch = make([]int32, len(t.RowOff)-1)
	}
	var touched []int32
	for _, c := range t.Row(row) {
		for _, r := range t.Col(c) {
			if scratch[r] == 0 {
				touched = append(touched, r)
			}
			scratch[r]++
		}
	}
	keys := make([]uint64, 0, len(touched)) // sorted as numbers: the complement of the count, then the row
	for _, r := range touched {
		if r != row {
			keys = append(keys, uint64(^uint32(scratch[r]))<<32|uint64(r))
		}
		scratch[r] = 0
	}
	slices.Sort(keys)
	out := make([]CoSigner, len(keys))
	for i, k := range keys {
		out[i] = CoSigner{int32(uint32(k)), int32(^uint32(k >> 32))}
	}
	return out
}

// AtLeast lists the rows that signed at least k of the given columns, in order.
func (t *TwoMode) AtLeast(cols []int32, k int) []int32 {
	count := make([]int32, len(t.RowOff)-1)
	for _, c := range cols {
		for _, r := range t.Col(c) {
			count[r]++
		}
	}
	var out []int32
	for r, n := range count {
		if n > 0 && int(n) >= k {
			out = append(out, int32(r))
		}
	}
	return out
}

// Edges are the edges of a projection, by source, then target; Shared is the number of letters behind each.
type Edges struct {
	Source, Target []int32
	Shared         []int32
	Weight         []float64
}

// Project joins every two rows that share a column. In the undirected form Source < Target. In the directed form, which
// has count, newman and gross only, an edge goes from each signer who is no lead to each lead of the same letter.
func (t *TwoMode) Project(ctx context.Context, weight Weight, directed bool) (Edges, error) {
	if !slices.Contains(Weights(), weight) {
		return Edges{}, fmt.Errorf("network: unknown weight %q (know %v)", weight, Weights())
	}
	if directed && (weight == Jaccard || weight == Cosine) {
		return Edges{}, fmt.Errorf("network: weight %s has no directed form", weight)
	}
	rows, cols := t.Len()
	per := make([]float64, cols)
	for j := range per {
		per[j] = 1
		if weight == Newman || weight == Gross {
			per[j] = 0
			if n := t.ColOff[j+1] - t.ColOff[j]; n > 1 {
				per[j] = 1 / float64(n-1)
			}
		}
	}
	parts := make([]Edges, blocks)
	scratch := make([]*accumulator, blocks)
	err := eachBlock(ctx, rows, func(w, b, lo, hi int) error {
		if scratch[w] == nil {
			scratch[w] = &accumulator{count: make([]int32, rows), sum: make([]float64, rows)}
		}
		for u := lo; u < hi; u++ {
			if (u-lo)%64 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if directed {
				t.gatherLeads(int32(u), per, scratch[w])
			} else if weight == Newman || weight == Gross {
				t.gatherWeighted(int32(u), per, scratch[w])
			} else {
				t.gather(int32(u), scratch[w])
			}
			scratch[w].flush(int32(u), &parts[b])
		}
		return nil
	})
	if err != nil {
		return Edges{}, err
	}
	n := 0
	for _, p := range parts {
		n += len(p.Source)
	}
	all := Edges{Source: make([]int32, 0, n), Target: make([]int32, 0, n), Shared: make([]int32, 0, n), Weight: make([]float64, 0, n)}
	for _, p := range parts {
		all.Source, all.Target = append(all.Source, p.Source...), append(all.Target, p.Target...)
		all.Shared, all.Weight = append(all.Shared, p.Shared...), append(all.Weight, p.Weight...)
	}
	t.scale(&all, weight, directed, per)
	return all, nil
}

type accumulator struct {
	count   []int32
	sum     []float64
	touched []int32
}

func (t *TwoMode) gather(u int32, a *accumulator) {
	for i := t.RowOff[u]; i < t.RowOff[u+1]; i++ {
		for _, v := range t.Rows[t.at[i]+1 : t.ColOff[t.Cols[i]+1]] {
			if a.count[v] == 0 {
				a.touched = append(a.touched, v)
			}
			a.count[v]++
		}
	}
}

func (t *TwoMode) gatherWeighted(u int32, per []float64, a *accumulator) {
	for i := t.RowOff[u]; i < t.RowOff[u+1]; i++ {
		w := per[t.Cols[i]]
		for _, v := range t.Rows[t.at[i]+1 : t.ColOff[t.Cols[i]+1]] {
			if a.count[v] == 0 {
				a.touched = append(a.touched, v)
			}
			a.count[v]++
			a.sum[v] += w
		}
	}
}

func (t *TwoMode) gatherLeads(u int32, per []float64, a *accumulator) {
	for i := t.RowOff[u]; i < t.RowOff[u+1]; i++ {
		if t.RowLead[i] {
			continue
		}
		for k := t.ColOff[t.Cols[i]]; k < t.ColOff[t.Cols[i]+1]; k++ {
			if v := t.Rows[k]; v != u && t.colLead[k] {
				if a.count[v] == 0 {
					a.touched = append(a.touched, v)
				}
				a.count[v]++
				a.sum[v] += per[t.Cols[i]]
			}
		}
	}
}

// flush writes the touched rows in order and clears them: by sorting when they are few, by scanning when many.
func (a *accumulator) flush(u int32, out *Edges) {
	at, k := len(out.Source), len(a.touched)
	out.Source, out.Target = slices.Grow(out.Source, k)[:at+k], slices.Grow(out.Target, k)[:at+k]
	out.Shared, out.Weight = slices.Grow(out.Shared, k)[:at+k], slices.Grow(out.Weight, k)[:at+k]
	source, target, shared, weight := out.Source[at:], out.Target[at:], out.Shared[at:], out.Weight[at:]
	if k > len(a.count)/8 {
		i := 0
		for v, n := range a.count {
			if n > 0 {
				source[i], target[i], shared[i], weight[i] = u, int32(v), n, a.sum[v]
				i++
			}
		}
		clear(a.count)
		clear(a.sum)
	} else {
		slices.Sort(a.touched)
		for i, v := range a.touched {
			source[i], target[i], shared[i], weight[i] = u, v, a.count[v], a.sum[v]
			a.count[v], a.sum[v] = 0, 0
		}
	}
	a.touched = a.touched[:0]
}

// scale turns counts and Newman sums into the weight asked for.
func (t *TwoMode) scale(e *Edges, weight Weight, directed bool, per []float64) {
	rows, _ := t.Len()
	degree := func(v int32) float64 { return float64(t.RowOff[v+1] - t.RowOff[v]) }
	var most []float64
	if weight == Gross {
		most = make([]float64, rows)
		for v := range int32(rows) {
			for i := t.RowOff[v]; i < t.RowOff[v+1]; i++ {
				if !directed || t.RowLead[i] {
					most[v] += per[t.Cols[i]]
				}
			}
		}
	}
	for i, u := range e.Source {
		v, c := e.Target[i], float64(e.Shared[i])
		switch weight {
		case Count:
			e.Weight[i] = c
		case Jaccard:
			e.Weight[i] = c / (degree(u) + degree(v) - c)
		case Cosine:
			e.Weight[i] = c / math.Sqrt(degree(u)*degree(v))
		case Gross:
			if directed {
				e.Weight[i] /= most[v]
			} else {
				e.Weight[i] /= min(most[u], most[v])
			}
		}
	}
}
