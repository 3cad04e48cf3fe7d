package pdf

import (
	"bytes"
	"fmt"
	"sort"
)

// budget counts down what the limits allow; err is set once when something runs out.
type budget struct {
	unpacked, operators, glyphs, pages int
	scan                               int // bytes passed over in search of ends of streams
	err                                error
}

func (b *budget) take(left *int, n int, what string) bool {
	*left -= n
	if *left < 0 && b.err == nil {
		b.err = fmt.Errorf("%w: %s", ErrLimit, what)
	}
	return b.err == nil
}

// entry tells where an object lies: at an offset of the file, or as the nth in an object stream.
type entry struct {
	offset, in, nth int
}

type file struct {
	b       []byte
	xref    map[int]entry
	trailer dict
	cache   map[int]any
	loading map[int]bool
	packed  map[int]map[int]any // objects of the object streams that were read
	fonts   map[ref]*font
	crypt   *crypt
	rebuilt bool
	budget  budget
}

// maxSections is the largest number of cross-reference sections that are followed; each saving of a file adds one.
const maxSections = 1024

func open(b []byte, limits Limits) (*file, error) {
	i := bytes.Index(b[:min(len(b), 1024)], []byte("%PDF-"))
	if i < 0 {
		return nil, fmt.Errorf("%w: no PDF header", ErrDamaged)
	}
	f := &file{b: b[i:], fonts: map[ref]*font{}, budget: budget{
		unpacked: limits.Unpacked, operators: limits.Operators,
		glyphs: limits.Glyphs, pages: limits.Pages, scan: 8*len(b) + 1<<20,
	}}
	f.reset()
	f.readXref()
	if _, ok := f.resolve(f.trailer["Root"]).(dict); !ok {
		f.rebuild()
	}
	if f.budget.err != nil {
		return nil, f.budget.err
	}
	if enc := f.trailer["Encrypt"]; enc != nil && f.crypt == nil {
		if err := f.unlock(enc); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (f *file) reset() {
	f.xref, f.trailer = map[int]entry{}, dict{}
	f.cache, f.loading, f.packed = map[int]any{}, map[int]bool{}, map[int]map[int]any{}
}

// readXref follows the cross-reference sections from the last one; newer entries win.
func (f *file) readXref() {
	tail := max(0, len(f.b)-2048)
	i := bytes.LastIndex(f.b[tail:], []byte("startxref"))
	if i < 0 {
		return
	}
	l := &lexer{b: f.b, pos: tail + i + len("startxref")}
	v, _ := l.next(0)
	at, ok := v.(int)
	seen := map[int]bool{}
	for queue := []int{at}; ok && len(queue) > 0 && len(seen) < maxSections; {
		at, queue = queue[0], queue[1:]
		if at < 0 || at >= len(f.b) || seen[at] {
			continue
		}
		seen[at] = true
		d := f.section(at)
		for k, v := range d {
			if _, have := f.trailer[k]; !have {
				f.trailer[k] = v
			}
		}
		for _, k := range []name{"XRefStm", "Prev"} {
			if n, isInt := d[k].(int); isInt {
				queue = append(queue, n)
			}
		}
	}
}

// section reads a cross-reference table or stream and returns its trailer.
func (f *file) section(at int) dict {
	l := &lexer{b: f.b, pos: at}
	v, _ := l.next(0)
	if v != keyword("xref") {
		l.pos = at
		if s, ok := f.object(l, -1).(*stream); ok {
			f.xrefStream(s)
			return s.dict
		}
		return nil
	}
	for {
		v, ok := l.next(0)
		first, isInt := v.(int)
		if !ok || !isInt {
			break
		}
		v, _ = l.next(0)
		n, isInt := v.(int)
		if !isInt {
			break
		}
		for i := range min(n, len(f.b)/18) {
			offset, _ := l.next(0)
			if offset == keyword("trailer") {
				break
			}
			_, _ = l.next(0)
			kind, ok := l.next(0)
			at, isInt := offset.(int)
			if !ok || !isInt {
				break
			}
			if kind == keyword("n") {
				f.add(first+i, entry{offset: at})
			}
		}
	}
	v, _ = l.next(0)
	d, _ := v.(dict)
	return d
}

func (f *file) add(num int, e entry) {
	if _, have := f.xref[num]; !have && num >= 0 {
		f.xref[num] = e
	}
}

func (f *file) xrefStream(s *stream) {
	b := f.unpack(s)
	var w [3]int
	widths, _ := s.dict["W"].(array)
	for i := range w {
		if i < len(widths) {
			w[i], _ = widths[i].(int)
		}
		if w[i] < 0 || w[i] > 8 {
			return
		}
	}
	size := w[0] + w[1] + w[2]
	index, ok := s.dict["Index"].(array)
	if !ok {
		index = array{0, 1 << 30}
	}
	field := func(n, fallback int) int {
		if n == 0 {
			return fallback
		}
		v := 0
		for _, c := range b[:n] {
			v = v<<8 | int(c)
		}
		b = b[n:]
		return v
	}
	for i := 0; i+1 < len(index) && size > 0; i += 2 {
		first, _ := index[i].(int)
		n, _ := index[i+1].(int)
		for k := 0; k < n && len(b) >= size; k++ {
			kind, x, y := field(w[0], 1), field(w[1], 0), field(w[2], 0)
			switch kind {
			case 1:
				f.add(first+k, entry{offset: x})
			case 2:
				f.add(first+k, entry{in: x, nth: y})
			}
		}
	}
}

// rebuild finds the objects of a file whose table is missing or wrong by looking for them; later ones win.
func (f *file) rebuild() {
	if f.rebuilt {
		return
	}
	f.rebuilt = true
	old := f.trailer
	f.reset()
	for i := 0; i < len(f.b); {
		k := bytes.Index(f.b[i:], []byte("obj"))
		if k < 0 {
			break
		}
		if at, num, ok := objectBefore(f.b, i+k); ok {
			f.xref[num] = entry{offset: at}
		}
		i += k + 3
	}
	for i := 0; ; {
		k := bytes.Index(f.b[i:], []byte("trailer"))
		if k < 0 {
			break
		}
		i += k + len("trailer")
		v, _ := (&lexer{b: f.b[:min(len(f.b), i+1<<16)], pos: i}).next(0)
		if d, ok := v.(dict); ok {
			for k, v := range d {
				f.trailer[k] = v
			}
		}
	}
	nums := make([]int, 0, len(f.xref))
	for n := range f.xref {
		nums = append(nums, n)
	}
	sort.Ints(nums)
	for _, n := range nums {
		if !f.budget.take(&f.budget.operators, 1, "objects") {
			return
		}
		switch v := f.resolve(ref{num: n}).(type) {
		case *stream:
			switch v.dict["Type"] {
			case name("ObjStm"):
				for num := range f.unpackObjects(n) {
					f.add(num, entry{in: n})
				}
			case name("XRef"):
				for k, v := range v.dict {
					if _, have := f.trailer[k]; !have {
						f.trailer[k] = v
					}
				}
			}
		case dict:
			if v["Type"] == name("Catalog") && f.trailer["Root"] == nil {
				f.trailer["Root"] = ref{num: n}
			}
		}
	}
	for k, v := range old {
		if _, have := f.trailer[k]; !have {
			f.trailer[k] = v
		}
	}
}

// objectBefore reads "N G " backwards from the word obj.
func objectBefore(b []byte, i int) (at, num int, ok bool) {
	back := func(keep func(byte) bool, most int) int {
		n := 0
		for i > 0 && n < most && keep(b[i-1]) {
			i--
			n++
		}
		return n
	}
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	back(isSpace, 4)
	if back(digit, 5) == 0 || back(isSpace, 4) == 0 || back(digit, 8) == 0 {
		return 0, 0, false
	}
	for k := i; digit(b[k]); k++ {
		num = num*10 + int(b[k]-'0')
	}
	return i, num, true
}
