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

// The inks of texts.
const (
	ink   = "#1c2430"
	quiet = "#5b6470"
)

// legend writes the column beside the picture from the top down.
type legend struct {
	b    *bufio.Writer
	d    *drawing
	n    *network.Network
	x, y float64
}

func (l *legend) line(size float64, weight, colour, s string) { l.at(0, size, weight, colour, s) }

func (l *legend) at(indent, size float64, weight, colour, s string) {
	fmt.Fprintf(l.b, `<text x="%g" y="%.1f" font-size="%g" font-weight="%s" fill="%s">%s</text>`+"\n", l.x+indent, l.y, size, weight, colour, text(s))
	l.y += size + 6
}

func (l *legend) title(s string) { l.line(13, "600", ink, s) }

// colours lists the groups, largest first; those without a colour of their own come together.
func (l *legend) colours(c colouring, o Options) {
	l.title("Colour: " + o.Colour)
	size, rest := make([]int, len(c.names)), 0
	for _, g := range c.group {
		if g >= 0 {
			size[g]++
		} else {
			rest++
		}
	}
	order := make([]int, len(size))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
	row := func(colour, s string) {
		fmt.Fprintf(l.b, `<circle cx="%g" cy="%.1f" r="6" fill="%s"/>`+"\n", l.x+6, l.y-4, colour)
		l.at(20, 12.5, "400", ink, s)
	}
	for r, g := range order {
		if r >= len(palette) {
			rest += size[g]
			continue
		}
		row(c.of(int32(g)), fmt.Sprintf("%s (%d)", shorten(c.names[g], 26), size[g]))
	}
	if rest > 0 {
		row(grey, fmt.Sprintf("other or none (%d)", rest))
	}
	l.y += 10
	if len(l.n.Modes) > 1 {
		l.title("Shape")
		l.line(12.5, "400", ink, "circle: "+l.n.Modes[0])
		l.line(12.5, "400", ink, "square: "+shorten(strings.Join(l.n.Modes[1:], ", "), 30))
		l.y += 10
	}
}

// communities lists the areas by letter, with size and strongest members.
func (l *legend) communities(all []community) {
	if len(all) == 0 {
		return
	}
	l.title("Area: community (Leiden)")
	for _, c := range all {
		l.at(0, 12.5, "700", "#8a93a1", c.letter)
		l.y -= 18.5
		l.at(20, 12.5, "400", ink, fmt.Sprintf("%d nodes, first of them", c.size))
		for _, part := range wrap(c.about(l.d, l.n), 38) {
			l.y -= 2
			l.at(20, 11, "400", quiet, part)
		}
		l.y += 3
	}
	l.y += 8
}

// sizes shows what the size of a node and the width of an edge stand for, by examples.
func (l *legend) sizes(s widths) {
	if len(l.d.nodes) == 0 || len(l.d.edges) == 0 {
		return
	}
	l.title("Node: sum of its weights")
	x, most := l.x, l.d.strength[l.d.nodes[0]]
	for _, v := range steps(0, most) {
		small := min(1, math.Sqrt(140/float64(len(l.d.nodes))))
		r := (3.2 + 8*math.Sqrt(v/most)) * small
		fmt.Fprintf(l.b, `<circle cx="%.1f" cy="%.1f" r="%.1f" fill="#b7bec8"/><text x="%.1f" y="%.1f" font-size="11" fill="%s">%s</text>`+"\n", x+r, l.y-2, r, x+2*r+5, l.y+2, quiet, decimal(v))
		x += 2*r + 54
	}
	l.y += 24
	l.title("Edge: weight")
	examples := steps(s.least, s.most)
	switch {
	case s.least >= s.most:
		examples = []float64{s.most}
	case len(examples) == 1:
		examples = []float64{s.least, s.most}
	}
	x = l.x
	for _, v := range examples {
		fmt.Fprintf(l.b, `<path d="M%.1f %.1fh26" stroke="#8a8f98" stroke-width="%.2f" stroke-linecap="round"/><text x="%.1f" y="%.1f" font-size="11" fill="%s">%s</text>`+"\n", x, l.y-4, s.of(v), x+32, l.y, quiet, decimal(v))
		x += 78
	}
	l.y += 16
	for _, part := range wrap(l.n.Formula, 46) {
		l.line(11, "400", quiet, part)
	}
	l.y += 8
}

// steps are up to three round values between least and most, the last near the most.
func steps(least, most float64) []float64 {
	if most <= 0 {
		return nil
	}
	round := func(v float64) float64 {
		unit := math.Pow(10, math.Floor(math.Log10(v)))
		for _, m := range []float64{5, 2, 1} {
			if v >= m*unit*0.999 {
				return m * unit
			}
		}
		return v
	}
	var out []float64
	for _, share := range []float64{0.08, 0.3, 1} {
		v := round(most * share)
		if v >= least && (len(out) == 0 || v > out[len(out)-1]) {
			out = append(out, v)
		}
	}
	if len(out) == 0 {
		out = []float64{most}
	}
	return out
}

// rest says how much there is, what was left out, and what was asked.
func (l *legend) rest() {
	l.line(12.5, "600", ink, fmt.Sprintf("%d nodes, %d edges", l.n.Nodes(), l.n.Edges()))
	if h := l.d.hidden; h.nodes > 0 || h.edges > 0 {
		l.line(11, "400", quiet, fmt.Sprintf("not drawn: %d weaker nodes,", h.nodes))
		l.line(11, "400", quiet, fmt.Sprintf("%d weaker edges", h.edges))
	}
	parts := wrap(fmt.Sprintf("%s, version %d", l.n.Query, l.n.Version), 48)
	l.y = max(l.y, height-18-15*float64(len(parts)-1))
	for _, part := range parts {
		l.line(9.5, "400", quiet, part)
	}
}

// wrap breaks a text into lines of about so many characters, at most four.
func wrap(s string, most int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && len(line)+1+len(word) > most {
			out, line = append(out, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		out = append(out, line)
	}
	if len(out) > 4 {
		out = append(out[:3], out[3]+" …")
	}
	return out
}
