package network

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// Leiden finds communities of high modularity at a resolution: group[v], numbered from 0 by their lowest node, and the
// modularity (as [Graph.Modularity]). Directions are ignored. Every community is connected; isolates stand alone. The
// same seed gives the same answer. Algorithm: Traag, Waltman and van Eck 2019, doi:10.1038/s41598-019-41695-z: fast
// local moving, refinement inside communities, aggregation, until nothing changes.
func (g *Graph) Leiden(ctx context.Context, resolution float64, seed uint64) (group []int32, modularity float64, err error) {
	base := g.Undirected().Simple()
	l := &leiden{r: rand.New(rand.NewPCG(seed, 0x1e1de)), resolution: resolution}
	first := newLevel(base)
	if first.total == 0 {
		return ordered(identity(g.Len())), nan, ctx.Err()
	}
	group, modularity = identity(g.Len()), math.Inf(-1)
	for range rounds {
		next, err := l.round(ctx, first, slices.Clone(group))
		if err != nil {
			return nil, 0, err
		}
		next = ordered(base.connected(next))
		q := base.Modularity(next, resolution)
		if q <= modularity+1e-12 {
			break
		}
		group, modularity = next, q
	}
	return group, modularity, nil
}

// rounds bounds how often the algorithm starts again from its own answer; it mostly stops after two or three.
const rounds = 20

// round is one pass of moving, refining and aggregating from a partition of the nodes.
func (l *leiden) round(ctx context.Context, lv *level, part []int32) ([]int32, error) {
	group := identity(lv.len()) // of the original nodes, in nodes of the level
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		refined, err := l.settle(ctx, lv, part)
		if err != nil {
			return nil, err
		}
		count := renumber(refined)
		if count == lv.len() {
			break // nothing to merge: the partition is the answer
		}
		// A node of the next level begins in the community its members were moved to.
		begin := make([]int32, count)
		for v, c := range refined {
			begin[c] = part[v]
		}
		for i, c := range group {
			group[i] = refined[c]
		}
		renumber(begin)
		lv, part = lv.aggregate(refined, count), begin
	}
	for i, c := range group {
		group[i] = part[c]
	}
	return group, nil
}

// settle moves and refines on one level.
func (l *leiden) settle(ctx context.Context, lv *level, part []int32) ([]int32, error) {
	if err := l.move(ctx, lv, part); err != nil {
		return nil, err
	}
	return l.refine(ctx, lv, part)
}

type leiden struct {
	r          *rand.Rand
	resolution float64
}

// level is a graph of the aggregation. Weight inside a node is part of its strength only.
type level struct {
	off      []int32
	next     []int32
	weight   []float64
	strength []float64
	total    float64 // twice the weight of all edges
}

func (l *level) len() int { return len(l.strength) }

func newLevel(g *Graph) *level {
	l := &level{off: g.Off, next: g.Next, weight: g.Weight, strength: g.Strength()}
	for _, s := range l.strength {
		l.total += s
	}
	return l
}

// aggregate joins the nodes of each group into one.
func (l *level) aggregate(group []int32, count int) *level {
	members := make([][]int32, count)
	a := &level{off: make([]int32, count+1), strength: make([]float64, count), total: l.total}
	for v, c := range group {
		members[c] = append(members[c], int32(v))
		a.strength[c] += l.strength[v]
	}
	sum := make([]float64, count)
	var touched []int32
	for c, vs := range members {
		touched = touched[:0]
		for _, v := range vs {
			for i := l.off[v]; i < l.off[v+1]; i++ {
				if d := group[l.next[i]]; int(d) != c {
					if sum[d] == 0 {
						touched = append(touched, d)
					}
					sum[d] += l.weight[i]
				}
			}
		}
		slices.Sort(touched)
		for _, d := range touched {
			a.next, a.weight = append(a.next, d), append(a.weight, sum[d])
			sum[d] = 0
		}
		a.off[c+1] = int32(len(a.next))
	}
	return a
}

// mover is the state of local moving: strength and size of the communities, and which numbers are free.
type mover struct {
	g     *level
	part  []int32
	sums  []float64
	size  []int32
	empty []int32
	links []float64 // weight from the node at hand to each community
	near  []int32
}

func newMover(g *level, part []int32) *mover {
	n := g.len()
	m := &mover{g: g, part: part, sums: make([]float64, n), size: make([]int32, n), links: make([]float64, n)}
	for v, c := range part {
		m.sums[c] += g.strength[v]
		m.size[c]++
	}
	for c := n - 1; c >= 0; c-- {
		if m.size[c] == 0 {
			m.empty = append(m.empty, int32(c))
		}
	}
	return m
}

// best is the community where node v gains most, its own when nothing is better.
func (m *mover) best(v int32, resolution float64) int32 {
	own := m.part[v]
	m.near = m.near[:0]
	for i := m.g.off[v]; i < m.g.off[v+1]; i++ {
		c := m.part[m.g.next[i]]
		if m.links[c] == 0 {
			m.near = append(m.near, c)
		}
		m.links[c] += m.g.weight[i]
	}
	scale := resolution * m.g.strength[v] / m.g.total
	best, gain := own, m.links[own]-scale*(m.sums[own]-m.g.strength[v])
	for _, c := range m.near {
		if c == own {
			continue
		}
		if x := m.links[c] - scale*m.sums[c]; x > gain+1e-12*math.Abs(gain) {
			best, gain = c, x
		}
	}
	if gain < 0 && m.size[own] > 1 && len(m.empty) > 0 { // better alone
		best = m.empty[len(m.empty)-1]
	}
	for _, c := range m.near {
		m.links[c] = 0
	}
	return best
}

// put moves v to a community.
func (m *mover) put(v, to int32) {
	own := m.part[v]
	if k := len(m.empty); k > 0 && m.empty[k-1] == to {
		m.empty = m.empty[:k-1]
	}
	if m.size[own]--; m.size[own] == 0 {
		m.empty = append(m.empty, own)
	}
	m.size[to]++
	m.sums[own] -= m.g.strength[v]
	m.sums[to] += m.g.strength[v]
	m.part[v] = to
}

// move is fast local moving: nodes go to the neighbouring community with the largest gain; neighbours of a moved node
// are looked at again. part is changed.
func (l *leiden) move(ctx context.Context, g *level, part []int32) error {
	m := newMover(g, part)
	queue, waiting := make([]int32, 0, g.len()), make([]bool, g.len())
	for _, v := range l.r.Perm(g.len()) {
		queue = append(queue, int32(v))
		waiting[v] = true
	}
	for step := 0; len(queue) > 0; step++ {
		if step%512 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		v := queue[0]
		queue = queue[1:]
		waiting[v] = false
		to := m.best(v, l.resolution)
		if to == part[v] {
			continue
		}
		m.put(v, to)
		for i := g.off[v]; i < g.off[v+1]; i++ {
			if u := g.next[i]; part[u] != to && !waiting[u] {
				waiting[u] = true
				queue = append(queue, u)
			}
		}
	}
	return nil
}

// theta is the randomness of refinement, the authors' default.
const theta = 0.01

// refine splits every community into well connected parts: each node, alone so far, joins a part of its community
// that it is connected to, at random among those with a gain, better ones far more often.
func (l *leiden) refine(ctx context.Context, g *level, part []int32) ([]int32, error) {
	n := g.len()
	refined, single := identity(n), make([]bool, n)
	whole := make([]float64, n)      // strength of the communities
	sums := slices.Clone(g.strength) // strength of the parts
	cut := make([]float64, n)        // weight from a part to the rest of its community
	for v, c := range part {
		single[v] = true
		whole[c] += g.strength[v]
		for i := g.off[v]; i < g.off[v+1]; i++ {
			if part[g.next[i]] == c {
				cut[v] += g.weight[i]
			}
		}
	}
	links := make([]float64, n)
	unit := g.total / float64(max(1, len(g.next)))
	var near []int32
	var odds []float64
	for step, v32 := range l.r.Perm(n) {
		if step%512 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		v := int32(v32)
		c := part[v]
		well := func(weight, strength float64) bool {
			return weight >= l.resolution*strength*(whole[c]-strength)/g.total-1e-12
		}
		if !single[v] || !well(cut[v], g.strength[v]) {
			continue
		}
		near, odds = near[:0], odds[:0]
		for i := g.off[v]; i < g.off[v+1]; i++ {
			if u := g.next[i]; part[u] == c {
				if links[refined[u]] == 0 {
					near = append(near, refined[u])
				}
				links[refined[u]] += g.weight[i]
			}
		}
		most, scale := 0.0, l.resolution*g.strength[v]/g.total
		for _, t := range near {
			gain := -1.0
			if well(cut[t], sums[t]) {
				gain = links[t] - scale*sums[t]
			}
			most = max(most, gain)
			odds = append(odds, gain)
		}
		if pick := l.pick(odds, most, unit); pick >= 0 {
			t := near[pick]
			refined[v] = t
			single[v], single[t] = false, false
			sums[t] += g.strength[v]
			cut[t] += cut[v] - 2*links[t]
		}
		for _, t := range near {
			links[t] = 0
		}
	}
	return refined, nil
}

// pick draws an index with probability proportional to exp(gain/theta) among gains of 0 and more, in units of the
// mean weight of an edge; -1 when staying alone (a gain of 0) is drawn or nothing gains.
func (l *leiden) pick(gain []float64, most, unit float64) int {
	if most <= 0 {
		return -1
	}
	sum := math.Exp(-most / unit / theta)
	for i, x := range gain {
		if gain[i] = 0; x >= 0 {
			gain[i] = math.Exp((x - most) / unit / theta)
		}
		sum += gain[i]
	}
	at := l.r.Float64() * sum
	for i, p := range gain {
		if at -= p; at < 0 {
			return i
		}
	}
	return -1
}

// connected splits groups into their connected parts, which never lowers modularity.
func (g *Graph) connected(group []int32) []int32 {
	out := make([]int32, len(group))
	for i := range out {
		out[i] = -1
	}
	var stack []int32
	for v := range out {
		if out[v] >= 0 {
			continue
		}
		out[v] = int32(v)
		stack = append(stack[:0], int32(v))
		for len(stack) > 0 {
			u := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, x := range g.Of(u) {
				if out[x] < 0 && group[x] == group[v] {
					out[x] = int32(v)
					stack = append(stack, x)
				}
			}
		}
	}
	return out
}

func identity(n int) []int32 {
	g := make([]int32, n)
	for i := range g {
		g[i] = int32(i)
	}
	return g
}

// renumber numbers groups from 0 by first appearance, in place, and tells how many there are.
func renumber(group []int32) int {
	names := map[int32]int32{}
	for i, c := range group {
		k, ok := names[c]
		if !ok {
			k = int32(len(names))
			names[c] = k
		}
		group[i] = k
	}
	return len(names)
}

func ordered(group []int32) []int32 {
	renumber(group)
	return group
}

// Agreement is the normalized mutual information of two partitions of the same nodes, in [0,1]: 1 when they are equal,
// normalized by the mean of the entropies (Danon and others 2005, doi:10.1088/1742-5468/2005/09/P09008). Two partitions
// without any information agree fully.
func Agreement(a, b []int32) float64 {
	n := float64(len(a))
	if n == 0 {
		return 1
	}
	ca, cb, joint := map[int32]float64{}, map[int32]float64{}, map[[2]int32]float64{}
	var keys [][2]int32
	for i := range a {
		ca[a[i]]++
		cb[b[i]]++
		k := [2]int32{a[i], b[i]}
		if joint[k] == 0 {
			keys = append(keys, k)
		}
		joint[k]++
	}
	mutual, ha, hb := 0.0, 0.0, 0.0
	for _, k := range keys { // in the order of nodes, so that sums are stable
		p := joint[k] / n
		mutual += p * math.Log(p*n*n/(ca[k[0]]*cb[k[1]]))
		ha -= p * math.Log(ca[k[0]]/n)
		hb -= p * math.Log(cb[k[1]]/n)
	}
	if ha+hb == 0 {
		return 1
	}
	return 2 * mutual / (ha + hb)
}

// Stability is the mean agreement of Leiden's partitions over pairs of runs with different seeds, in [0,1].
func (g *Graph) Stability(ctx context.Context, resolution float64, runs int, seed uint64) (float64, error) {
	var parts [][]int32
	sum, pairs := 0.0, 0.0
	for i := range runs {
		p, _, err := g.Leiden(ctx, resolution, seed+uint64(i))
		if err != nil {
			return 0, err
		}
		for _, q := range parts {
			sum += Agreement(p, q)
			pairs++
		}
		parts = append(parts, p)
	}
	if pairs == 0 {
		return 1, nil
	}
	return sum / pairs, nil
}
