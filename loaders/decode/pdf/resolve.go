package pdf

import "bytes"

// resolve follows references, at most 32 of them.
func (f *file) resolve(v any) any {
	for range 32 {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = f.load(r.num)
	}
	return nil
}

func (f *file) dictOf(v any) dict {
	switch x := f.resolve(v).(type) {
	case dict:
		return x
	case *stream:
		return x.dict
	}
	return nil
}

func (f *file) arrayOf(v any) array {
	a, _ := f.resolve(v).(array)
	return a
}

func (f *file) nameOf(v any) name {
	n, _ := f.resolve(v).(name)
	return n
}

func (f *file) intOf(v any) (int, bool) {
	switch x := f.resolve(v).(type) {
	case int:
		return x, true
	case float64:
		return int(x), true
	}
	return 0, false
}

func (f *file) floatOf(v any) (float64, bool) {
	switch x := f.resolve(v).(type) {
	case int:
		return float64(x), true
	case float64:
		return x, true
	}
	return 0, false
}

// load reads an object by its number; what cannot be read, or is being read already, is null.
func (f *file) load(num int) any {
	if v, ok := f.cache[num]; ok {
		return v
	}
	e, ok := f.xref[num]
	if !ok || f.loading[num] || len(f.loading) > maxNesting || f.budget.err != nil {
		return nil
	}
	f.loading[num] = true
	defer delete(f.loading, num)
	var v any
	if e.in > 0 {
		v = f.unpackObjects(e.in)[num]
	} else if e.offset >= 0 && e.offset < len(f.b) {
		v = f.object(&lexer{b: f.b, pos: e.offset}, num)
	}
	f.cache[num] = v
	return v
}

// object reads "N G obj ..." at the lexer; num is the number that it must have, or -1. A table that points elsewhere is
// wrong as a whole, so the file is searched for its objects.
func (f *file) object(l *lexer, num int) any {
	n, _ := l.next(0)
	g, _ := l.next(0)
	word, _ := l.next(0)
	got, isInt := n.(int)
	gen, _ := g.(int)
	if !isInt || word != keyword("obj") || num >= 0 && got != num {
		if num >= 0 && !f.rebuilt {
			f.rebuild()
			return f.cache[num]
		}
		return nil
	}
	id := ref{got, gen}
	v, _ := l.next(0)
	d, isDict := v.(dict)
	if isDict {
		after := *l
		if word, _ := after.next(0); word == keyword("stream") {
			return f.stream(d, after.pos, id)
		}
	}
	if f.crypt != nil {
		v = f.crypt.object(v, id)
	}
	return v
}

// stream cuts out the bytes of a stream: as long as it says when its end stands there, else up to the next end.
func (f *file) stream(d dict, at int, id ref) *stream {
	if at < len(f.b) && f.b[at] == '\r' {
		at++
	}
	if at < len(f.b) && f.b[at] == '\n' {
		at++
	}
	s := &stream{dict: d, id: id}
	rest := f.b[min(at, len(f.b)):]
	if n, ok := f.intOf(d["Length"]); ok && n >= 0 && n <= len(rest) {
		if bytes.HasPrefix(bytes.TrimLeft(rest[n:min(len(rest), n+16)], "\r\n \t\x00"), []byte("endstream")) {
			s.raw = rest[:n]
			return s
		}
	}
	end := bytes.Index(rest, []byte("endstream"))
	if end < 0 {
		end = len(rest)
	}
	if f.budget.take(&f.budget.scan, end, "streams without end") {
		s.raw = bytes.TrimRight(rest[:end], "\r\n")
	}
	return s
}

// maxPacked is the largest number of objects that one object stream may hold.
const maxPacked = 1 << 20

// unpackObjects reads an object stream whole.
func (f *file) unpackObjects(num int) map[int]any {
	if m, ok := f.packed[num]; ok {
		return m
	}
	m := map[int]any{}
	f.packed[num] = m
	if e := f.xref[num]; e.in > 0 { // an object stream lies in the file itself
		return m
	}
	s, ok := f.load(num).(*stream)
	if !ok {
		return m
	}
	n, _ := f.intOf(s.dict["N"])
	first, _ := f.intOf(s.dict["First"])
	b := f.unpack(s)
	if first < 0 || first > len(b) || n > maxPacked {
		return m
	}
	head := &lexer{b: b[:first]}
	for range n {
		id, ok1 := head.next(0)
		offset, ok2 := head.next(0)
		num, isNum := id.(int)
		at, isInt := offset.(int)
		if !ok1 || !ok2 || !isNum || !isInt {
			break
		}
		if at < 0 || at > len(b)-first || !f.budget.take(&f.budget.operators, 1, "objects") {
			break
		}
		if _, have := m[num]; have {
			continue
		}
		l := &lexer{b: b, pos: first + at}
		m[num], _ = l.next(0)
		// Objects that overlap would be read again and again: what one takes, all pay.
		if !f.budget.take(&f.budget.scan, l.pos-first-at, "overlapping objects") {
			break
		}
	}
	return m
}
