package picture

import (
	"math"
	"slices"

	"demarche/queries/network"
)

type box struct{ x1, y1, x2, y2 float64 }

func (a box) touches(b box) bool { return a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2 }

// The room around a part, in pixels: names stand beside its outermost nodes.
const (
	besides = 46.0
	above   = 16.0
	largest = 118.0 // pixels a unit: small networks are not blown up further
)

// pack sets the parts into the frame at the largest scale at which they fit, and centres the whole.
func (d *drawing) pack(parts []part, frame box) {
	if len(parts) == 0 {
		return
	}
	wide, high := frame.x2-frame.x1, frame.y2-frame.y1
	lo, hi := 0.0, largest
	for range 40 {
		scale := (lo + hi) / 2
		if _, _, bottom, ok := shelve(parts, scale, wide); ok && bottom <= high {
			lo = scale
		} else {
			hi = scale
		}
	}
	corners, right, bottom, _ := shelve(parts, lo, wide)
	dx, dy := frame.x1+(wide-right)/2, frame.y1+(high-bottom)/2
	for k, p := range parts {
		for _, i := range p.nodes {
			d.x[i] = dx + corners[k][0] + besides + d.x[i]*lo
			d.y[i] = dy + corners[k][1] + above + d.y[i]*lo
		}
	}
}

// shelve sets boxes one by one as high as they go, then as far left (the skyline rule); right and bottom are the used
// size. ok is false when a box is wider than the frame.
func shelve(parts []part, scale, wide float64) (corners [][2]float64, right, bottom float64, ok bool) {
	var set []box
	for _, p := range parts {
		w, h := p.w*scale+2*besides, p.h*scale+2*above
		if w > wide {
			return nil, 0, 0, false
		}
		// A box goes to the left edge or beside one that is set, at the top or below one.
		best := box{y1: math.Inf(1)}
		xs, ys := []float64{0}, []float64{0}
		for _, o := range set {
			xs, ys = append(xs, o.x2), append(ys, o.y2)
		}
		for _, y := range ys {
			for _, x := range xs {
				b := box{x, y, x + w, y + h}
				if b.x2 > wide+1e-9 || y > best.y1 || y == best.y1 && x >= best.x1 || slices.ContainsFunc(set, b.touches) {
					continue
				}
				best = b
			}
		}
		set = append(set, best)
		corners = append(corners, [2]float64{best.x1, best.y1})
		right, bottom = max(right, best.x2), max(bottom, best.y2)
	}
	return corners, right, bottom, true
}

// separate moves nodes apart that touch, clears the names of the strongest from other nodes, and keeps all in the frame.
func (d *drawing) separate(n *network.Network, frame box) {
	for range 100 {
		moved := d.apart()
		for i := range d.nodes {
			if d.stands(i) && d.clear(i, n.Label[d.nodes[i]]) {
				moved = true
			}
		}
		for i := range d.nodes {
			d.x[i] = min(max(d.x[i], frame.x1+8), frame.x2-8)
			d.y[i] = min(max(d.y[i], frame.y1+8), frame.y2-8)
		}
		if !moved {
			return
		}
	}
}

// stands tells whether the node at place i is of the strongest tenth, stronger than those below, or one of the first
// two of its community where there are several.
func (d *drawing) stands(i int) bool {
	cut := len(d.nodes) / 10
	return d.first[i] || i < cut && d.strength[d.nodes[i]] > d.strength[d.nodes[cut]]
}

// lead finds the first two of every community of at least ten, which its entry in the legend names.
func (d *drawing) lead() {
	size, seen := map[int32]int{}, map[int32]int{}
	for _, g := range d.group {
		size[g]++
	}
	d.first = make([]bool, len(d.nodes))
	for i, g := range d.group {
		seen[g]++
		d.first[i] = seen[g] <= 2 && size[g] >= 10 && size[g] < len(d.nodes)
	}
}

// apart moves nodes that touch half of the missing way from each other.
func (d *drawing) apart() (moved bool) {
	const gap = 5.0
	for i := range d.nodes {
		for j := range i {
			dx, dy := d.x[i]-d.x[j], d.y[i]-d.y[j]
			need := d.radius(d.nodes[i]) + d.radius(d.nodes[j]) + gap
			l := math.Hypot(dx, dy)
			if l >= need {
				continue
			}
			f := (need - l) / 2
			if l < 1e-6 { // in one place: a direction of their own
				dx, dy = math.Sincos(float64(i))
				l = 1
			}
			dx, dy = dx*f/l, dy*f/l
			d.x[i], d.y[i], d.x[j], d.y[j] = d.x[i]+dx, d.y[i]+dy, d.x[j]-dx, d.y[j]-dy
			moved = true
		}
	}
	return moved
}

// clear moves other nodes up or down out of the place to the right of node i where its name will stand.
func (d *drawing) clear(i int, label string) (moved bool) {
	r := d.radius(d.nodes[i])
	wide, high := nameWidth(shorten(label, longest), strongName), strongName
	name := box{d.x[i] + r + 3, d.y[i] + 4 - high, d.x[i] + r + 3 + wide, d.y[i] + 6}
	for j := range d.nodes {
		q := d.radius(d.nodes[j]) + 1
		if j == i || !name.touches(box{d.x[j] - q, d.y[j] - q, d.x[j] + q, d.y[j] + q}) {
			continue
		}
		up, down := d.y[j]+q-name.y1, name.y2-(d.y[j]-q)
		if up < down {
			d.y[j] -= up/2 + 0.3
			d.y[i] += up / 4
		} else {
			d.y[j] += down/2 + 0.3
			d.y[i] -= down / 4
		}
		moved = true
	}
	return moved
}
