package pdf

import (
	"bytes"
	"math"
	"strings"
	"unicode"
)

// state is the part of the graphics state that text depends on (ISO 32000-1, 8.4 and 9.3).
type state struct {
	ctm              matrix
	font             *font
	size             float64
	charGap, wordGap float64
	scale            float64 // horizontal scaling, 1 is plain
	leading, rise    float64
}

// shower runs content streams.
type shower struct {
	file      *file
	page      sheet
	runs      [4][]glyph // by direction: right, down, left, up
	state     state
	saved     []state
	tm, line  matrix
	resources dict
	actual    []string // open marked content: the replacement text, or noActual
}

// maxSaved is the deepest stack of saved states; more are counted as errors and dropped, as viewers do.
const maxSaved = 512

// maxForms is the deepest nesting of forms in forms.
const maxForms = 12

func (s *shower) run(content []byte, resources dict, depth int) {
	outer := s.resources
	s.resources = resources
	defer func() { s.resources = outer }()
	l := &lexer{b: content, content: true}
	var args []any
	for {
		v, ok := l.next(0)
		if !ok || !s.file.step(1) {
			return
		}
		op, isOp := v.(keyword)
		if !isOp {
			if _, bad := v.(closing); !bad && len(args) < 64 {
				args = append(args, v)
			}
			continue
		}
		if op == "BI" {
			skipImage(l)
		} else {
			s.operator(op, args, depth)
		}
		args = args[:0]
	}
}

// skipImage passes over a picture inside the content: its data ends at EI between white space.
func skipImage(l *lexer) {
	i := bytes.Index(l.b[l.pos:], []byte("ID"))
	if i < 0 {
		l.pos = len(l.b)
		return
	}
	l.pos += i + 2
	for {
		i := bytes.Index(l.b[l.pos:], []byte("EI"))
		if i < 0 {
			l.pos = len(l.b)
			return
		}
		l.pos += i + 2
		if isSpace(l.b[l.pos-3]) && (l.pos >= len(l.b) || isSpace(l.b[l.pos])) {
			return
		}
	}
}

func numbers(args []any, n int) ([]float64, bool) {
	if len(args) < n {
		return nil, false
	}
	out := make([]float64, n)
	for i, a := range args[len(args)-n:] {
		switch x := a.(type) {
		case int:
			out[i] = float64(x)
		case float64:
			out[i] = x
		default:
			return nil, false
		}
	}
	return out, true
}

func (s *shower) operator(op keyword, args []any, depth int) {
	switch op {
	case "q":
		if len(s.saved) < maxSaved {
			s.saved = append(s.saved, s.state)
		}
	case "Q":
		if n := len(s.saved); n > 0 {
			s.state, s.saved = s.saved[n-1], s.saved[:n-1]
		}
	case "cm":
		if n, ok := numbers(args, 6); ok {
			s.state.ctm = matrix(n).times(s.state.ctm)
		}
	case "Do":
		if n, ok := last(args).(name); ok {
			s.form(n, depth)
		}
	case "gs":
		if n, ok := last(args).(name); ok {
			ext := s.file.dictOf(s.file.dictOf(s.resources["ExtGState"])[n])
			if a := s.file.arrayOf(ext["Font"]); len(a) == 2 {
				s.state.font = s.file.font(a[0])
				s.state.size, _ = s.file.floatOf(a[1])
			}
		}
	case "BMC", "BDC":
		s.open(args)
	case "EMC":
		if n := len(s.actual); n > 0 {
			s.actual = s.actual[:n-1]
		}
	default:
		s.textOperator(op, args)
	}
}

func last(args []any) any {
	if len(args) == 0 {
		return nil
	}
	return args[len(args)-1]
}

// noActual marks content without a replacement text; doneActual one whose replacement was shown.
const (
	noActual   = "\x00"
	doneActual = "\x01"
)

// open begins marked content; a span may carry the text that its glyphs stand for (ISO 32000-1, 14.9.4).
func (s *shower) open(args []any) {
	if len(s.actual) >= maxSaved {
		return
	}
	actual := noActual
	if len(args) >= 2 {
		d, ok := args[1].(dict)
		if n, isName := args[1].(name); isName {
			d, ok = s.file.dictOf(s.file.dictOf(s.resources["Properties"])[n]), true
		}
		if t, isText := s.file.resolve(d["ActualText"]).(text); ok && isText {
			actual = decodeText(string(t))
		}
	}
	s.actual = append(s.actual, actual)
}

func (s *shower) textOperator(op keyword, args []any) {
	st := &s.state
	one := func(to *float64, scale float64) {
		if n, ok := numbers(args, 1); ok {
			*to = n[0] * scale
		}
	}
	move := func(x, y float64) {
		s.line = matrix{1, 0, 0, 1, x, y}.times(s.line)
		s.tm = s.line
	}
	switch op {
	case "BT":
		s.tm, s.line = matrix{1, 0, 0, 1, 0, 0}, matrix{1, 0, 0, 1, 0, 0}
	case "Tf":
		if len(args) >= 2 {
			if n, ok := args[len(args)-2].(name); ok {
				st.font = s.file.font(s.file.dictOf(s.resources["Font"])[n])
			}
			one(&st.size, 1)
		}
	case "Tc":
		one(&st.charGap, 1)
	case "Tw":
		one(&st.wordGap, 1)
	case "Tz":
		one(&st.scale, 0.01)
	case "TL":
		one(&st.leading, 1)
	case "Ts":
		one(&st.rise, 1)
	case "Td", "TD":
		if n, ok := numbers(args, 2); ok {
			if op == "TD" {
				st.leading = -n[1]
			}
			move(n[0], n[1])
		}
	case "Tm":
		if n, ok := numbers(args, 6); ok {
			s.tm, s.line = matrix(n), matrix(n)
		}
	case "T*":
		move(0, -st.leading)
	case "Tj":
		s.showText(last(args))
	case "'", "\"":
		if n, ok := numbers(args[:max(0, len(args)-1)], 2); ok && op == "\"" {
			st.wordGap, st.charGap = n[0], n[1]
		}
		move(0, -st.leading)
		s.showText(last(args))
	case "TJ":
		a, _ := last(args).(array)
		for _, v := range a {
			switch x := v.(type) {
			case text:
				s.showText(x)
			case int:
				s.advance(-float64(x) / 1000 * st.size * st.scale)
			case float64:
				s.advance(-x / 1000 * st.size * st.scale)
			}
		}
	}
}

func (s *shower) advance(x float64) { s.tm = matrix{1, 0, 0, 1, x, 0}.times(s.tm) }

func (s *shower) form(n name, depth int) {
	v, ok := s.file.resolve(s.file.dictOf(s.resources["XObject"])[n]).(*stream)
	if !ok || s.file.nameOf(v.dict["Subtype"]) != "Form" || depth >= maxForms {
		return
	}
	resources := s.file.dictOf(v.dict["Resources"])
	if resources == nil {
		resources = s.resources
	}
	state, saved, tm, line, actual := s.state, s.saved, s.tm, s.line, s.actual
	s.saved = nil
	if a := s.file.arrayOf(v.dict["Matrix"]); len(a) == 6 {
		if n, ok := numbers(a, 6); ok {
			s.state.ctm = matrix(n).times(s.state.ctm)
		}
	}
	s.run(s.file.unpack(v), resources, depth+1)
	s.state, s.saved, s.tm, s.line, s.actual = state, saved, tm, line, actual
}

func (s *shower) showText(v any) {
	str, ok := v.(text)
	if !ok || s.state.font == nil {
		return
	}
	st := &s.state
	st.font.each(string(str), func(c shown) {
		if !s.file.budget.take(&s.file.budget.glyphs, 1, "too many characters") {
			return
		}
		w := c.width * st.size * st.scale
		s.put(c, w)
		w += st.charGap * st.scale
		if c.space {
			w += st.wordGap * st.scale
		}
		s.advance(w)
	})
}

// put notes one character where it is seen.
func (s *shower) put(c shown, w float64) {
	str := c.text
	if n := len(s.actual); n > 0 && s.actual[n-1] != noActual {
		str = s.actual[n-1]
		if str == doneActual {
			str = ""
		}
		s.actual[n-1] = doneActual
	}
	if str == "\ufffd" {
		s.page.unknown++
		return
	}
	m := s.tm.times(s.state.ctm)
	x0, y0 := m.apply(0, s.state.rise)
	x1, y1 := m.apply(w, s.state.rise)
	size := math.Abs(s.state.size) * math.Hypot(m[2], m[3])
	if str == "" || size < 0.5 || size > 1000 || math.IsNaN(x0+y0+x1+y1) || math.Abs(x0)+math.Abs(y0) > 1e6 {
		return
	}
	if x0 < -size || y0 < -size || x0 > s.page.width+size || y0 > s.page.height+size {
		return // outside of the page, which nobody sees
	}
	dx, dy := m[0], m[1]
	if s.state.size*s.state.scale < 0 {
		dx, dy = -dx, -dy
	}
	g := glyph{text: str, size: size, space: strings.TrimFunc(str, unicode.IsSpace) == ""}
	switch pw, ph := s.page.width, s.page.height; {
	case math.Abs(dy) < 0.1*math.Abs(dx) && dx > 0:
		g.x, g.y, g.end = x0, y0, x1
		s.runs[0] = append(s.runs[0], g)
	case math.Abs(dx) < 0.1*math.Abs(dy) && dy > 0:
		g.x, g.y, g.end = y0, pw-x0, y1
		s.runs[1] = append(s.runs[1], g)
	case math.Abs(dy) < 0.1*math.Abs(dx):
		g.x, g.y, g.end = pw-x0, ph-y0, pw-x1
		s.runs[2] = append(s.runs[2], g)
	case math.Abs(dx) < 0.1*math.Abs(dy):
		g.x, g.y, g.end = ph-y0, x0, ph-y1
		s.runs[3] = append(s.runs[3], g)
	}
}
