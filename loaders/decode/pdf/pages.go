package pdf

import "math"

// sheet is what one page shows.
type sheet struct {
	glyphs  []glyph
	unknown int // characters whose text no font tells
	width   float64
	height  float64
}

// shown is how many characters of the page are to be seen.
func (s *sheet) shown() int {
	n := 0
	for _, g := range s.glyphs {
		if !g.space {
			n++
		}
	}
	return n
}

// glyph is one character on a page as its reader sees it: x to the right, y down from the top, in points.
type glyph struct {
	text  string
	x, y  float64 // where it begins on the base line
	end   float64 // where the next begins
	size  float64
	space bool // white space; it takes room and shows nothing
}

// leaf is a page with what it inherits.
type leaf struct {
	page, resources dict
	box             [4]float64
	rotate          int
}

// maxTree is the deepest page tree that is read.
const maxTree = 64

// pages walks the page tree in order; a node that is met twice is read once.
func (f *file) pages() []leaf {
	root := f.dictOf(f.trailer["Root"])
	var out []leaf
	seen := map[ref]bool{}
	var walk func(v any, up leaf, depth int)
	walk = func(v any, up leaf, depth int) {
		if id, ok := v.(ref); ok {
			if seen[id] {
				return
			}
			seen[id] = true
		}
		node := f.dictOf(v)
		if node == nil || depth > maxTree || !f.step(1) {
			return
		}
		if r := f.dictOf(node["Resources"]); r != nil {
			up.resources = r
		}
		for _, key := range []name{"MediaBox", "CropBox"} {
			if box, ok := f.box(node[key]); ok {
				up.box = box
			}
		}
		if r, ok := f.intOf(node["Rotate"]); ok {
			up.rotate = ((r/90)%4 + 4) % 4
		}
		kids, isTree := f.resolve(node["Kids"]).(array)
		if !isTree {
			up.page = node
			out = append(out, up)
			f.budget.take(&f.budget.pages, 1, "too many pages")
			return
		}
		for _, k := range kids {
			if f.budget.err != nil {
				return
			}
			walk(k, up, depth+1)
		}
	}
	walk(root["Pages"], leaf{box: [4]float64{0, 0, 612, 792}}, 0)
	return out
}

func (f *file) box(v any) ([4]float64, bool) {
	var b [4]float64
	a := f.arrayOf(v)
	if len(a) != 4 {
		return b, false
	}
	for i := range b {
		x, ok := f.floatOf(a[i])
		if !ok {
			return b, false
		}
		b[i] = x
	}
	b = [4]float64{math.Min(b[0], b[2]), math.Min(b[1], b[3]), math.Max(b[0], b[2]), math.Max(b[1], b[3])}
	return b, b[2]-b[0] > 1 && b[3]-b[1] > 1
}

// matrix is [a b c d e f] of ISO 32000-1, 8.3.3.
type matrix [6]float64

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// view maps the page's own space to what its reader sees: upright, y down from the top left corner.
func (p leaf) view() (m matrix, width, height float64) {
	w, h := p.box[2]-p.box[0], p.box[3]-p.box[1]
	m = matrix{1, 0, 0, -1, -p.box[0], p.box[3]}
	switch p.rotate {
	case 1:
		return m.times(matrix{0, 1, -1, 0, h, 0}), h, w
	case 2:
		return m.times(matrix{-1, 0, 0, -1, w, h}), w, h
	case 3:
		return m.times(matrix{0, -1, 1, 0, 0, w}), h, w
	}
	return m, w, h
}

// show runs the content of a page and collects its characters.
func (f *file) show(p leaf) sheet {
	m, w, h := p.view()
	s := &shower{file: f, page: sheet{width: w, height: h}, state: state{ctm: m, scale: 1}}
	var content []byte
	switch c := f.resolve(p.page["Contents"]).(type) {
	case *stream:
		content = f.unpack(c)
	case array:
		for _, v := range c {
			if part, ok := f.resolve(v).(*stream); ok {
				content = append(append(content, f.unpack(part)...), '\n')
			}
			if f.budget.err != nil {
				break
			}
		}
	}
	s.run(content, p.resources, 0)
	s.page.glyphs = upright(s.runs[:], &s.page)
	return s.page
}

// upright takes the direction in which most of the page is written as its lines; what is written across it, such as a
// stamp at the edge, is left out.
func upright(runs []([]glyph), page *sheet) []glyph {
	best := 0
	for i := range runs {
		if len(runs[i]) > len(runs[best]) {
			best = i
		}
	}
	if best%2 == 1 {
		page.width, page.height = page.height, page.width
	}
	return runs[best]
}
