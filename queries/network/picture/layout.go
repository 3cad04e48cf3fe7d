package picture

import (
	"cmp"
	"context"
	"math"
	"slices"

	"demarche/queries/network"
)

// drawing is the part of a network that is drawn, with places in pixels once [drawing.place] is done.
type drawing struct {
	nodes    []int32 // numbers in the network, strongest first
	x, y     []float64
	edges    []int // numbers in the network, those to lie on top last
	from, to []int // ends of the edges as places in nodes
	strength []float64
	group    []int32 // community of each place in nodes
	first    []bool  // whether it is named with its community
	hidden   struct{ nodes, edges int }
}

// choose picks the strongest nodes up to the limit, and of the edges between them every node's strongest.
func choose(n *network.Network, maxNodes, maxEdges int) *drawing {
	d := &drawing{strength: make([]float64, n.Nodes())}
	for i, w := range n.Weight {
		d.strength[n.Source[i]] += w
		d.strength[n.Target[i]] += w
	}
	for v := range int32(n.Nodes()) {
		d.nodes = append(d.nodes, v)
	}
	slices.SortStableFunc(d.nodes, func(a, b int32) int { return cmp.Compare(d.strength[b], d.strength[a]) })
	if len(d.nodes) > maxNodes {
		d.hidden.nodes = len(d.nodes) - maxNodes
		d.nodes = d.nodes[:maxNodes]
	}
	at := make([]int, n.Nodes())
	for i := range at {
		at[i] = -1
	}
	for i, v := range d.nodes {
		at[v] = i
	}
	for i := range n.Source {
		if at[n.Source[i]] >= 0 && at[n.Target[i]] >= 0 {
			d.edges = append(d.edges, i)
		}
	}
	slices.SortStableFunc(d.edges, func(a, b int) int { return cmp.Compare(n.Weight[b], n.Weight[a]) })
	d.hidden.edges = n.Edges() - min(len(d.edges), maxEdges)
	if len(d.edges) > maxEdges {
		d.fairly(n)
		d.edges = d.edges[:maxEdges]
		slices.SortStableFunc(d.edges, func(a, b int) int { return cmp.Compare(n.Weight[b], n.Weight[a]) })
	}
	slices.Reverse(d.edges)
	for _, e := range d.edges {
		d.from, d.to = append(d.from, at[n.Source[e]]), append(d.to, at[n.Target[e]])
	}
	return d
}

// fairly orders edges by their rank among the edges of either end, so that every node keeps its strongest ones before
// a few nodes take all places.
func (d *drawing) fairly(n *network.Network) {
	seen, rank := make([]int, n.Nodes()), make(map[int]int, len(d.edges))
	for _, e := range d.edges {
		u, v := n.Source[e], n.Target[e]
		rank[e] = min(seen[u], seen[v])
		seen[u]++
		seen[v]++
	}
	slices.SortStableFunc(d.edges, func(a, b int) int { return cmp.Compare(rank[a], rank[b]) })
}

// place lays every connected part out by itself, packs the parts into the frame, largest first, and moves nodes apart
// that touch. Nodes without edges stand in rows as a part of their own. Nothing is random.
func (d *drawing) place(ctx context.Context, n *network.Network, frame box) error {
	k := len(d.nodes)
	d.x, d.y = make([]float64, k), make([]float64, k)
	parts := d.parts()
	for i := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if parts[i].rows {
			d.rows(&parts[i])
		} else if err := d.springs(ctx, n, &parts[i]); err != nil {
			return err
		}
	}
	d.pack(parts, frame)
	d.separate(n, frame)
	return nil
}

// part is nodes laid out together, their places relative to its lower corner, in units of the wanted distance of
// neighbours.
type part struct {
	nodes []int
	w, h  float64
	rows  bool
}

// parts are the connected parts of what is drawn, largest first, nodes without edges last.
func (d *drawing) parts() []part {
	root := make([]int, len(d.nodes))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for e := range d.edges {
		a, b := find(d.from[e]), find(d.to[e])
		root[max(a, b)] = min(a, b)
	}
	of := map[int]int{}
	var parts []part
	for i := range d.nodes {
		r := find(i)
		if _, ok := of[r]; !ok {
			of[r] = len(parts)
			parts = append(parts, part{})
		}
		parts[of[r]].nodes = append(parts[of[r]].nodes, i)
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(len(b.nodes), len(a.nodes)) })
	single := part{rows: true}
	for len(parts) > 0 && len(parts[len(parts)-1].nodes) == 1 {
		single.nodes = append(single.nodes, parts[len(parts)-1].nodes[0])
		parts = parts[:len(parts)-1]
	}
	if len(single.nodes) > 0 {
		slices.Sort(single.nodes)
		parts = append(parts, single)
	}
	return parts
}

// rows sets nodes without edges in rows.
func (d *drawing) rows(p *part) {
	wide := max(1, int(math.Ceil(math.Sqrt(8*float64(len(p.nodes))))))
	for k, i := range p.nodes {
		d.x[i], d.y[i] = 0.7*float64(k%wide), 0.6*float64(k/wide)
	}
	d.box(p)
}

// rounds of the springs (more changes little), and the pulls to the middle of the part and of the community.
const (
	rounds   = 400
	gravity  = 0.25
	cohesion = 0.5
)

// springs lays a part out by springs and repulsion (Fruchterman and Reingold 1991, doi:10.1002/spe.4380211102), with
// communities held together and apart. It begins on a golden-angle spiral in the order of communities.
func (d *drawing) springs(ctx context.Context, n *network.Network, p *part) error {
	k := len(p.nodes)
	order := slices.Clone(p.nodes)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(d.group[a], d.group[b]) })
	for pos, i := range order {
		r, angle := math.Sqrt(float64(pos)+0.5), float64(pos)*math.Pi*(3-math.Sqrt(5))
		d.x[i], d.y[i] = r*math.Cos(angle), r*math.Sin(angle)
	}
	inside := make(map[int]bool, k)
	for _, i := range p.nodes {
		inside[i] = true
	}
	var edges []int
	most, degree := 0.0, make([]float64, len(d.nodes))
	for e, id := range d.edges {
		if inside[d.from[e]] && d.from[e] != d.to[e] {
			edges = append(edges, e)
			most = max(most, n.Weight[id])
			degree[d.from[e]]++
			degree[d.to[e]]++
		}
	}
	pull := make([]float64, len(edges))
	for q, e := range edges {
		i, j := d.from[e], d.to[e]
		pull[q] = math.Sqrt(n.Weight[d.edges[e]]/most) * 3 / math.Pow(2+(degree[i]+degree[j])/2, 0.9) // else dense groups fall into one point
	}
	fx, fy := make([]float64, len(d.nodes)), make([]float64, len(d.nodes))
	for round := range rounds {
		if err := ctx.Err(); err != nil {
			return err
		}
		clear(fx)
		clear(fy)
		d.repel(p.nodes, fx, fy)
		for q, e := range edges {
			i, j := d.from[e], d.to[e]
			dx, dy := d.x[i]-d.x[j], d.y[i]-d.y[j]
			f := math.Hypot(dx, dy) * pull[q]
			fx[i], fy[i] = fx[i]-dx*f, fy[i]-dy*f
			fx[j], fy[j] = fx[j]+dx*f, fy[j]+dy*f
		}
		d.gather(p.nodes, fx, fy)
		heat := 0.15 * math.Sqrt(float64(k)) * (1 - float64(round)/rounds)
		for _, i := range p.nodes {
			if f := math.Hypot(fx[i], fy[i]); f > 0 {
				step := min(f, heat) / f
				d.x[i], d.y[i] = d.x[i]+fx[i]*step, d.y[i]+fy[i]*step
			}
		}
	}
	d.level(p)
	return nil
}

func (d *drawing) repel(nodes []int, fx, fy []float64) {
	for a, i := range nodes {
		for _, j := range nodes[a+1:] {
			dx, dy := d.x[i]-d.x[j], d.y[i]-d.y[j]
			q := 1 / max(dx*dx+dy*dy, 1e-4)
			fx[i], fy[i] = fx[i]+dx*q, fy[i]+dy*q
			fx[j], fy[j] = fx[j]-dx*q, fy[j]-dy*q
		}
		fx[i], fy[i] = fx[i]-gravity*d.x[i], fy[i]-gravity*d.y[i]
	}
}

// gather pulls the members of a community to its middle and pushes communities that overlap apart.
func (d *drawing) gather(nodes []int, fx, fy []float64) {
	type middle struct{ x, y, k, fx, fy float64 }
	var all []middle
	at := map[int32]int{}
	for _, i := range nodes {
		g, ok := at[d.group[i]]
		if !ok {
			g = len(all)
			at[d.group[i]] = g
			all = append(all, middle{})
		}
		all[g].x, all[g].y, all[g].k = all[g].x+d.x[i], all[g].y+d.y[i], all[g].k+1
	}
	for g := range all {
		all[g].x, all[g].y = all[g].x/all[g].k, all[g].y/all[g].k
	}
	for a := range all {
		for b := range a {
			dx, dy := all[a].x-all[b].x, all[a].y-all[b].y
			near := 0.8 * (math.Sqrt(all[a].k) + math.Sqrt(all[b].k))
			if l := max(math.Hypot(dx, dy), 1e-3); l < near {
				f := (near - l) / l
				all[a].fx, all[a].fy = all[a].fx+dx*f, all[a].fy+dy*f
				all[b].fx, all[b].fy = all[b].fx-dx*f, all[b].fy-dy*f
			}
		}
	}
	for _, i := range nodes {
		if m := all[at[d.group[i]]]; len(all) > 1 {
			fx[i] += cohesion*(m.x-d.x[i]) + m.fx
			fy[i] += cohesion*(m.y-d.y[i]) + m.fy
		}
	}
}

// level turns a part so that it is widest across, brings it nearer to the shape of the frame, which gives names room,
// and its density to one node a unit; small parts are set closer.
func (d *drawing) level(p *part) {
	k := float64(len(p.nodes))
	mx, my := 0.0, 0.0
	for _, i := range p.nodes {
		mx, my = mx+d.x[i]/k, my+d.y[i]/k
	}
	xx, yy, xy := 0.0, 0.0, 0.0
	for _, i := range p.nodes {
		dx, dy := d.x[i]-mx, d.y[i]-my
		xx, yy, xy = xx+dx*dx, yy+dy*dy, xy+dx*dy
	}
	sin, cos := math.Sincos(-0.5 * math.Atan2(2*xy, xx-yy))
	for _, i := range p.nodes {
		dx, dy := d.x[i]-mx, d.y[i]-my
		d.x[i], d.y[i] = dx*cos-dy*sin, dx*sin+dy*cos
	}
	d.box(p)
	tall := 1.0
	if p.h > 0 {
		tall = min(2, max(0.8, p.w/p.h/1.35))
	}
	long := max(p.w, p.h*tall)
	grow := math.Sqrt(k/max(p.w*p.h*tall, long*long/4, 1e-9)) * min(1, 0.5+0.05*k)
	for _, i := range p.nodes {
		d.x[i], d.y[i] = d.x[i]*grow, d.y[i]*grow*tall
	}
	d.box(p)
}

// box moves a part to its lower corner and measures it.
func (d *drawing) box(p *part) {
	lox, loy, hix, hiy := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, i := range p.nodes {
		lox, hix, loy, hiy = min(lox, d.x[i]), max(hix, d.x[i]), min(loy, d.y[i]), max(hiy, d.y[i])
	}
	for _, i := range p.nodes {
		d.x[i], d.y[i] = d.x[i]-lox, d.y[i]-loy
	}
	p.w, p.h = hix-lox, hiy-loy
}
