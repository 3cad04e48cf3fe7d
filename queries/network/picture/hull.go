package picture

import (
	"bufio"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"demarche/queries/network"
)

// community is a community of which enough is drawn to be shown as an area: its letter, its size in the network, and
// the places in nodes of its members, strongest first.
type community struct {
	letter  string
	size    int
	members []int
}

// mostAreas is how many communities are drawn as areas; more would be a patchwork.
const mostAreas = 10

// communities are those with at least three members drawn, largest first; none when there is only one to show.
func (d *drawing) communities(group []int32) []community {
	size := map[int32]int{}
	for _, g := range group {
		size[g]++
	}
	at := map[int32]int{}
	var all []community
	for i, v := range d.nodes {
		g := group[v]
		k, ok := at[g]
		if !ok {
			k = len(all)
			at[g] = k
			all = append(all, community{size: size[g]})
		}
		all[k].members = append(all[k].members, i)
	}
	all = slices.DeleteFunc(all, func(c community) bool { return len(c.members) < 3 })
	slices.SortStableFunc(all, func(a, b community) int { return cmp.Compare(b.size, a.size) })
	all = all[:min(len(all), mostAreas)]
	if len(all) < 2 {
		return nil
	}
	for i := range all {
		all[i].letter = string(rune('A' + i))
	}
	return all
}

// about names a community by its strongest members.
func (c community) about(d *drawing, n *network.Network) string {
	var names []string
	for _, i := range c.members[:min(2, len(c.members))] {
		names = append(names, shorten(n.Label[d.nodes[i]], 22))
	}
	return strings.Join(names, ", ")
}

// shades are the tints of areas: pale, so that the colours of nodes stay apart from them.
var shades = []string{"#e9edf3", "#f5efe4", "#e8f2ea", "#f3eaf1", "#fbf3dc"}

// drawAreas draws the communities as soft areas behind everything, with their letters.
func (d *drawing) drawAreas(b *bufio.Writer, all []community) []box {
	var letters []box
	b.WriteString(`<g stroke-linejoin="round">` + "\n")
	for k, c := range all {
		corners := d.hull(c.members)
		var path strings.Builder
		for i, p := range corners {
			fmt.Fprintf(&path, "%s%.1f %.1f", map[bool]string{true: "M", false: "L"}[i == 0], d.x[p], d.y[p])
		}
		path.WriteString("Z")
		shade := shades[k%len(shades)]
		fmt.Fprintf(b, `<path d="%s" fill="%s" stroke="%s" stroke-width="34" opacity=".75"/>`+"\n", path.String(), shade, shade)
	}
	b.WriteString("</g>\n" + `<g font-size="15" font-weight="700" fill="#8a93a1" text-anchor="middle">` + "\n")
	for _, c := range all {
		x, y := d.corner(d.hull(c.members))
		letters = append(letters, box{x - 8, y - 13, x + 8, y + 3})
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f">%s</text>`+"\n", x, y, c.letter)
	}
	b.WriteString("</g>\n")
	return letters
}

// corner is a place for the letter of an area: outside one of its corners, the topmost that is free of nodes.
func (d *drawing) corner(corners []int) (x, y float64) {
	order := slices.Clone(corners)
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(d.y[a], d.y[b]) })
	mx, my := 0.0, 0.0
	for _, i := range corners {
		mx, my = mx+d.x[i]/float64(len(corners)), my+d.y[i]/float64(len(corners))
	}
	for _, i := range order {
		l := max(math.Hypot(d.x[i]-mx, d.y[i]-my), 1)
		away := d.radius(d.nodes[i]) + 11
		x, y = d.x[i]+(d.x[i]-mx)/l*away, d.y[i]+(d.y[i]-my)/l*away+5
		letter, free := box{x - 9, y - 14, x + 9, y + 4}, true
		for k, v := range d.nodes {
			if r := d.radius(v); letter.touches(box{d.x[k] - r, d.y[k] - r, d.x[k] + r, d.y[k] + r}) {
				free = false
				break
			}
		}
		if free {
			return x, y
		}
	}
	return x, y
}

// hull is the convex hull of members as places in nodes, in turning order (Andrew 1979).
func (d *drawing) hull(members []int) []int {
	p := slices.Clone(members)
	slices.SortFunc(p, func(a, b int) int { return cmp.Or(cmp.Compare(d.x[a], d.x[b]), cmp.Compare(d.y[a], d.y[b])) })
	half := func(points []int) []int {
		var out []int
		for _, c := range points {
			for len(out) > 1 {
				a, b := out[len(out)-2], out[len(out)-1]
				if (d.x[b]-d.x[a])*(d.y[c]-d.y[a])-(d.y[b]-d.y[a])*(d.x[c]-d.x[a]) > 0 {
					break
				}
				out = out[:len(out)-1]
			}
			out = append(out, c)
		}
		return out[:len(out)-1]
	}
	lower := half(p)
	slices.Reverse(p)
	return append(lower, half(p)...)
}

// ink is how many times over the edges would cover the hull of all nodes: what decides how faint they are drawn.
func (d *drawing) ink(width []float64) float64 {
	if len(d.nodes) < 3 {
		return 0
	}
	ends := map[int]bool{}
	sum := 0.0
	for e := range d.edges {
		i, j := d.from[e], d.to[e]
		sum += width[e] * math.Hypot(d.x[i]-d.x[j], d.y[i]-d.y[j])
		ends[i], ends[j] = true, true
	}
	area := 0.0
	for _, p := range d.parts() {
		if p.rows {
			continue
		}
		corners := d.hull(p.nodes)
		twice := 0.0
		for k, i := range corners {
			j := corners[(k+1)%len(corners)]
			twice += d.x[i]*d.y[j] - d.x[j]*d.y[i]
		}
		area += math.Abs(twice) / 2
	}
	return sum / max(area, 1)
}
