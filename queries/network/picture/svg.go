package picture

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche/queries/network"
)

// Options choose what is drawn. Zero values: colours by party where people have one, else by community; at most 300
// nodes, 1,500 edges and 60 labels.
type Options struct {
	Title                       string
	Colour                      string // a node column, or "community" for Leiden's, or "mode"
	MaxNodes, MaxEdges, MaxTags int
	Seed                        uint64
	Licence, Citation           string // of the report
}

func (o Options) withDefaults(n *network.Network) Options {
	set := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	set(&o.MaxNodes, 300)
	set(&o.MaxEdges, 1500)
	set(&o.MaxTags, 60)
	if o.Title == "" {
		o.Title = title(n.Kind)
	}
	if o.Colour == "" {
		o.Colour = "community"
		if c := n.Column("party"); c != nil && c.Count() > 0 {
			o.Colour = "party"
		}
	}
	return o
}

func title(k network.Kind) string {
	switch k {
	case network.Cosign:
		return "Who signs with whom"
	case network.Signatures:
		return "Who signed which letter"
	case network.Demands:
		return "Against whom letters ask for action"
	case network.Recipients:
		return "Who writes to whom"
	}
	return "The graph of letters"
}

// The canvas: the picture on the left, the legend in a column on the right.
const (
	width, height = 1200.0, 800.0
	plotRight     = 960.0
	margin        = 46.0
)

// palette is Okabe and Ito's, told apart by colour-blind readers; black is left to texts, grey to nodes without a value.
var palette = []string{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31", "#7B4EA3"}

const grey = "#8a8f98"

// partyColour keeps to the colours that readers in the United States expect.
func partyColour(name string) string {
	switch strings.ToLower(name) {
	case "democrat", "democratic":
		return "#0072B2"
	case "republican":
		return "#D55E00"
	case "independent":
		return "#009E73"
	}
	return ""
}

// colouring is a colour for every node and the rows of the legend.
type colouring struct {
	group []int32
	names []string
	of    func(group int32) string
}

func (o Options) colours(ctx context.Context, n *network.Network) (colouring, error) {
	c := colouring{}
	switch o.Colour {
	case "community":
		group, _, err := n.Graph().Leiden(ctx, 1, o.Seed)
		if err != nil {
			return c, err
		}
		c.group = group
		for i := range slices.Max(append([]int32{-1}, group...)) + 1 {
			c.names = append(c.names, fmt.Sprintf("community %d", i+1))
		}
	case "mode":
		for _, m := range n.Mode {
			c.group = append(c.group, int32(m))
		}
		c.names = n.Modes
	default:
		if n.Column(o.Colour) == nil {
			return c, fmt.Errorf("picture: the network has no column %q", o.Colour)
		}
		c.group, c.names = n.Groups(o.Colour)
	}
	// The largest groups get the first colours.
	size := make([]int, len(c.names))
	for _, g := range c.group {
		if g >= 0 {
			size[g]++
		}
	}
	order := make([]int, len(size))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
	rank := make([]int, len(size))
	for r, g := range order {
		rank[g] = r
	}
	c.of = func(g int32) string {
		switch {
		case g < 0:
			return grey
		case o.Colour == "party" && partyColour(c.names[g]) != "":
			return partyColour(c.names[g])
		case rank[g] < len(palette):
			return palette[rank[g]]
		}
		return grey
	}
	return c, nil
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// text is s for SVG and HTML: on one line, without what XML forbids.
func text(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	return escaper.Replace(strings.Join(strings.Fields(s), " "))
}

// shorten cuts a label to so many characters.
func shorten(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// SVG draws the network. Errors are the writer's, the context's, or name an unknown column.
func SVG(ctx context.Context, w io.Writer, n *network.Network, o Options) error {
	o = o.withDefaults(n)
	c, err := o.colours(ctx, n)
	if err != nil {
		return err
	}
	d := choose(n, o.MaxNodes, o.MaxEdges)
	d.place(n, c.group)
	d.fit(margin, margin+34, plotRight-margin, height-margin)
	if err := ctx.Err(); err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" role="img" aria-labelledby="picture-title picture-about" font-family="system-ui, Helvetica, Arial, sans-serif">`+"\n", width, height)
	fmt.Fprintf(b, "<title id=\"picture-title\">%s</title>\n<desc id=\"picture-about\">%s; %d nodes, %d edges. %s.</desc>\n", text(o.Title), text(n.Query), n.Nodes(), n.Edges(), text(n.Formula))
	b.WriteString(`<rect width="100%" height="100%" fill="#ffffff"/>` + "\n")
	fmt.Fprintf(b, `<text x="24" y="36" font-size="22" font-weight="600" fill="#1c2430">%s</text>`+"\n", text(o.Title))
	d.drawEdges(b, n, c)
	d.drawNodes(b, n, c)
	d.drawTags(b, n, o.MaxTags)
	d.drawLegend(b, n, c, o)
	b.WriteString("</svg>\n")
	return b.Flush()
}

func (d *drawing) drawEdges(b *bufio.Writer, n *network.Network, c colouring) {
	at := make([]int, n.Nodes())
	for i, v := range d.nodes {
		at[v] = i
	}
	least, most := math.Inf(1), 0.0
	for _, e := range d.edges {
		least, most = min(least, n.Weight[e]), max(most, n.Weight[e])
	}
	if n.Directed {
		b.WriteString(`<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 0.8 8 4 0 7.2z" fill="#5b6470"/></marker></defs>` + "\n")
	}
	b.WriteString(`<g stroke-linecap="round" fill="none">` + "\n")
	for _, e := range d.edges {
		i, j := at[n.Source[e]], at[n.Target[e]]
		colour := grey
		if g := c.group[n.Source[e]]; g >= 0 && g == c.group[n.Target[e]] {
			colour = c.of(g)
		}
		x1, y1, x2, y2 := d.x[i], d.y[i], d.x[j], d.y[j]
		marker := ""
		if n.Directed {
			marker = ` marker-end="url(#arrow)"`
			r := d.radius(d.nodes[j]) + 2
			if l := math.Hypot(x2-x1, y2-y1); l > r {
				x2, y2 = x2-(x2-x1)*r/l, y2-(y2-y1)*r/l
			}
		}
		q := n.Weight[e] / most
		if least == most {
			q = 0.2 // nothing to tell by width
		}
		fmt.Fprintf(b, `<path d="M%.1f %.1fL%.1f %.1f" stroke="%s" stroke-width="%.2f" stroke-opacity="%.2f"%s/>`+"\n", x1, y1, x2, y2, colour, 0.5+3.5*q, 0.18+0.5*q, marker)
	}
	b.WriteString("</g>\n")
}

// radius grows with the square root of strength and shrinks where many nodes are drawn.
func (d *drawing) radius(v int32) float64 {
	small := min(1, math.Sqrt(120/float64(len(d.nodes))))
	most := d.strength[d.nodes[0]]
	if most == 0 {
		return 4 * small
	}
	return (3.5 + 9*math.Sqrt(d.strength[v]/most)) * small
}

func (d *drawing) drawNodes(b *bufio.Writer, n *network.Network, c colouring) {
	b.WriteString(`<g stroke="#ffffff" stroke-width="1.2">` + "\n")
	for k := len(d.nodes) - 1; k >= 0; k-- {
		v := d.nodes[k]
		r, tip := d.radius(v), text(fmt.Sprintf("%s (%s)", n.Label[v], n.ModeOf(int(v))))
		if n.Mode[v] == 0 {
			fmt.Fprintf(b, `<circle cx="%.1f" cy="%.1f" r="%.1f" fill="%s"><title>%s</title></circle>`+"\n", d.x[k], d.y[k], r, c.of(c.group[v]), tip)
		} else {
			fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="1.5" fill="%s"><title>%s</title></rect>`+"\n", d.x[k]-r*0.85, d.y[k]-r*0.85, r*1.7, r*1.7, c.of(c.group[v]), tip)
		}
	}
	b.WriteString("</g>\n")
}

type box struct{ x1, y1, x2, y2 float64 }

// drawTags writes the labels of the strongest nodes where they lie on no label written before: right, left, above or
// below the node.
func (d *drawing) drawTags(b *bufio.Writer, n *network.Network, most int) {
	const size = 11.5
	var taken []box
	free := func(t box) bool {
		if t.x1 < 4 || t.x2 > plotRight || t.y1 < 46 || t.y2 > height-4 {
			return false
		}
		return !slices.ContainsFunc(taken, func(o box) bool { return t.x1 < o.x2 && o.x1 < t.x2 && t.y1 < o.y2 && o.y1 < t.y2 })
	}
	b.WriteString(`<g font-size="11.5" fill="#1c2430" stroke="#ffffff" stroke-width="3" paint-order="stroke" stroke-linejoin="round">` + "\n")
	for k, v := range d.nodes {
		if len(taken) == most {
			break
		}
		label := shorten(n.Label[v], 34)
		wide, r := 0.56*size*float64(utf8.RuneCountInString(label)), d.radius(v)
		for _, p := range []struct {
			dx, dy float64
			anchor string
		}{{r + 3, 4, "start"}, {-r - 3, 4, "end"}, {0, -r - 4, "middle"}, {0, r + 12, "middle"}} {
			x, y := d.x[k]+p.dx, d.y[k]+p.dy
			left := map[string]float64{"start": x, "end": x - wide, "middle": x - wide/2}[p.anchor]
			if t := (box{left, y - size, left + wide, y + 3}); free(t) {
				taken = append(taken, t)
				fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="%s">%s</text>`+"\n", x, y, p.anchor, text(label))
				break
			}
		}
	}
	b.WriteString("</g>\n")
}

func (d *drawing) drawLegend(b *bufio.Writer, n *network.Network, c colouring, o Options) {
	x, y := plotRight+10, 70.0
	line := func(size float64, weight, colour, s string) {
		fmt.Fprintf(b, `<text x="%g" y="%g" font-size="%g" font-weight="%s" fill="%s">%s</text>`+"\n", x, y, size, weight, colour, text(s))
		y += size + 6
	}
	line(13, "600", "#1c2430", "Colour: "+o.Colour)
	size := make([]int, len(c.names))
	none := 0
	for _, g := range c.group {
		if g >= 0 {
			size[g]++
		} else {
			none++
		}
	}
	order := make([]int, len(size))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
	rest := none
	for r, g := range order {
		if r >= len(palette) {
			rest += size[g]
			continue
		}
		fmt.Fprintf(b, `<circle cx="%g" cy="%g" r="6" fill="%s"/>`+"\n", x+6, y-4, c.of(int32(g)))
		x += 18
		line(12.5, "400", "#1c2430", fmt.Sprintf("%s (%d)", shorten(c.names[g], 24), size[g]))
		x -= 18
	}
	if rest > 0 {
		fmt.Fprintf(b, `<circle cx="%g" cy="%g" r="6" fill="%s"/>`+"\n", x+6, y-4, grey)
		x += 18
		line(12.5, "400", "#1c2430", fmt.Sprintf("other or none (%d)", rest))
		x -= 18
	}
	y += 8
	if len(n.Modes) > 1 {
		line(13, "600", "#1c2430", "Shape")
		line(12.5, "400", "#1c2430", "circle: "+n.Modes[0])
		line(12.5, "400", "#1c2430", "square: "+shorten(strings.Join(n.Modes[1:], ", "), 24))
		y += 8
	}
	line(13, "600", "#1c2430", "Size and width")
	line(12.5, "400", "#1c2430", "node: sum of its weights")
	line(12.5, "400", "#1c2430", "edge: weight")
	for _, part := range wrap(n.Formula, 34) {
		line(11, "400", "#5b6470", part)
	}
	y += 8
	line(12.5, "400", "#1c2430", fmt.Sprintf("%d nodes, %d edges", n.Nodes(), n.Edges()))
	if d.hidden.nodes > 0 || d.hidden.edges > 0 {
		line(11, "400", "#5b6470", fmt.Sprintf("not drawn: %d weaker nodes,", d.hidden.nodes))
		line(11, "400", "#5b6470", fmt.Sprintf("%d weaker edges", d.hidden.edges))
	}
	y = height - 44
	for _, part := range wrap(n.Query, 38) {
		line(9.5, "400", "#5b6470", part)
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
