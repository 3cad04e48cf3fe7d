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
// nodes, 1,500 edges and 160 labels.
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
	set(&o.MaxTags, 160)
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
	width, height = 1400.0, 900.0
	plotRight     = 1110.0
	margin        = 24.0
	head          = 66.0 // under the title
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

func (o Options) colours(n *network.Network, found []int32) (colouring, error) {
	c := colouring{}
	switch o.Colour {
	case "community":
		c.group = found
		for i := range slices.Max(append([]int32{-1}, found...)) + 1 {
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

// SVG draws the network: nodes coloured by group and as large as their strength, edges as wide as their weight,
// communities (Leiden) as lettered areas, names where they cover nothing. The same network gives the same bytes. Errors
// are the writer's, the context's, or name an unknown column.
func SVG(ctx context.Context, w io.Writer, n *network.Network, o Options) error {
	o = o.withDefaults(n)
	found, _, err := n.Graph().Leiden(ctx, 1, o.Seed)
	if err != nil {
		return err
	}
	c, err := o.colours(n, found)
	if err != nil {
		return err
	}
	d := choose(n, o.MaxNodes, o.MaxEdges)
	for _, v := range d.nodes {
		d.group = append(d.group, found[v])
	}
	d.lead()
	if err := d.place(ctx, n, box{margin, head, plotRight, height - margin}); err != nil {
		return err
	}
	areas := d.communities(found)
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" role="img" aria-labelledby="picture-title picture-about" font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">`+"\n", width, height)
	fmt.Fprintf(b, "<title id=\"picture-title\">%s</title>\n<desc id=\"picture-about\">%s; %d nodes, %d edges. %s.</desc>\n", text(o.Title), text(n.Query), n.Nodes(), n.Edges(), text(n.Formula))
	b.WriteString(`<rect width="100%" height="100%" fill="#ffffff"/>` + "\n")
	fmt.Fprintf(b, `<text x="24" y="38" font-size="24" font-weight="600" fill="#1c2430">%s</text>`+"\n", text(o.Title))
	letters := d.drawAreas(b, areas)
	scale := d.drawEdges(b, n, c)
	d.drawNodes(b, n, c)
	d.drawTags(b, n, o.MaxTags, letters)
	l := &legend{b: b, d: d, n: n, x: plotRight + 20, y: 64}
	l.colours(c, o)
	l.communities(areas)
	l.sizes(scale)
	l.rest()
	b.WriteString("</svg>\n")
	return b.Flush()
}

// widths tells how weights become widths of lines: least and most of the weights drawn.
type widths struct{ least, most float64 }

func (s widths) of(weight float64) float64 {
	if s.least >= s.most {
		return 1 // nothing to tell by width
	}
	return 0.6 + 4.4*(weight-s.least)/(s.most-s.least)
}

// drawEdges draws strong edges over weak ones, the fainter the more of them lie over each other.
func (d *drawing) drawEdges(b *bufio.Writer, n *network.Network, c colouring) widths {
	s := widths{math.Inf(1), math.Inf(-1)}
	for _, e := range d.edges {
		s.least, s.most = min(s.least, n.Weight[e]), max(s.most, n.Weight[e])
	}
	wide := make([]float64, len(d.edges))
	for k, e := range d.edges {
		wide[k] = s.of(n.Weight[e])
	}
	faint := min(0.5, max(0.06, 0.3/max(d.ink(wide), 1e-9)))
	if n.Directed {
		b.WriteString(`<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 0.8 8 4 0 7.2z" fill="#5b6470"/></marker></defs>` + "\n")
	}
	b.WriteString(`<g stroke-linecap="round" fill="none">` + "\n")
	for k, e := range d.edges {
		i, j := d.from[k], d.to[k]
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
		strong := (wide[k] - 0.6) / 4.4
		fmt.Fprintf(b, `<path d="M%.1f %.1fL%.1f %.1f" stroke="%s" stroke-width="%.2f" stroke-opacity="%.2f"%s/>`+"\n", x1, y1, x2, y2, colour, wide[k], faint+(min(0.45, 3.5*faint)-faint)*strong*strong, marker)
	}
	b.WriteString("</g>\n")
	return s
}

// radius grows with the square root of strength and shrinks where many nodes are drawn.
func (d *drawing) radius(v int32) float64 {
	small := min(1, math.Sqrt(140/float64(len(d.nodes))))
	most := d.strength[d.nodes[0]]
	if most == 0 {
		return 5 * small
	}
	return (3.2 + 8*math.Sqrt(d.strength[v]/most)) * small
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

// Names: the size of letters, that of the strongest, and the most characters.
const (
	plainName, strongName = 11.0, 12.5
	longest               = 36
)

// nameWidth is about how wide a name of a size is in Helvetica and the fonts of its widths, bold when it is a strong one.
func nameWidth(s string, size float64) float64 {
	em := 0.53
	if size == strongName {
		em = 0.58
	}
	return em * size * float64(utf8.RuneCountInString(s))
}

// drawTags writes names where they cover neither a name, nor a letter, nor a node: beside the node, above, below or at
// a corner of it. The first of every community come first, then the strongest; the strongest tenth stand out.
func (d *drawing) drawTags(b *bufio.Writer, n *network.Network, most int, taken []box) {
	for k, v := range d.nodes {
		r := d.radius(v)
		taken = append(taken, box{d.x[k] - r, d.y[k] - r, d.x[k] + r, d.y[k] + r})
	}
	b.WriteString(`<g fill="#1c2430" stroke="#ffffff" stroke-width="3" stroke-opacity=".8" paint-order="stroke" stroke-linejoin="round">` + "\n")
	written := 0
	for _, k := range d.named() {
		if written == most {
			break
		}
		size, bold := plainName, ""
		if d.stands(k) {
			size, bold = strongName, ` font-weight="600"`
		}
		label := shorten(n.Label[d.nodes[k]], longest)
		if t, x, y, anchor, ok := d.tag(k, nameWidth(label, size), size, taken); ok {
			taken = append(taken, t)
			written++
			fmt.Fprintf(b, `<text x="%.1f" y="%.1f" font-size="%g"%s text-anchor="%s">%s</text>`+"\n", x, y, size, bold, anchor, text(label))
		}
	}
	b.WriteString("</g>\n")
}

// named are the places in nodes in the order in which they get names.
func (d *drawing) named() []int {
	var first, then []int
	seen := map[int32]int{}
	for k := range d.nodes {
		if seen[d.group[k]]++; d.stands(k) || seen[d.group[k]] <= 2 {
			first = append(first, k)
		} else {
			then = append(then, k)
		}
	}
	return append(first, then...)
}

// tag finds a free place for the name of the node at k.
func (d *drawing) tag(k int, wide, size float64, taken []box) (t box, x, y float64, anchor string, ok bool) {
	r := d.radius(d.nodes[k])
	for _, p := range []struct {
		dx, dy float64
		anchor string
	}{
		{r + 3, 4, "start"},
		{-r - 3, 4, "end"},
		{0, -r - 3, "middle"},
		{0, r + size, "middle"},
		{r * 0.6, -r - 1, "start"},
		{r * 0.6, r + size - 2, "start"},
		{-r * 0.6, -r - 1, "end"},
		{-r * 0.6, r + size - 2, "end"},
	} {
		x, y = d.x[k]+p.dx, d.y[k]+p.dy
		left := map[string]float64{"start": x, "end": x - wide, "middle": x - wide/2}[p.anchor]
		t = box{left, y - size + 2, left + wide, y + 2}
		if t.x1 >= 8 && t.x2 <= plotRight+6 && t.y1 >= head-14 && t.y2 <= height-6 && !slices.ContainsFunc(taken, t.touches) {
			return t, x, y, p.anchor, true
		}
	}
	return t, x, y, anchor, false
}
