package pdf

import (
	"bytes"
	"strings"
	"unicode/utf16"
)

// font tells the text and the width of every code that it shows.
type font struct {
	composite bool
	codes     encoding // of a simple font
	unicode   *cmap    // ToUnicode, nil when the font has none
	cids      *cmap    // the embedded encoding of a composite font, nil for two-byte identity
	ucs2      bool     // codes of a composite font are UTF-16 themselves
	gids      map[int]string
	widths    map[int]float64 // of codes, or of ids in a composite font, in units of the size
	missing   float64
}

// shown is one character of a shown string.
type shown struct {
	text  string
	width float64 // in units of the size
	space bool    // the single-byte code 32, to which word spacing applies
}

// font reads the font of a resource; fonts are kept by their reference.
func (f *file) font(v any) *font {
	id, isRef := v.(ref)
	if isRef {
		if known, ok := f.fonts[id]; ok {
			return known
		}
	}
	d := f.dictOf(v)
	if d == nil {
		return nil
	}
	t := &font{widths: map[int]float64{}}
	if s, ok := f.resolve(d["ToUnicode"]).(*stream); ok {
		t.unicode = readCMap(f.unpack(s), f.step)
	}
	if f.nameOf(d["Subtype"]) == "Type0" {
		f.compositeFont(t, d)
	} else {
		f.simpleFont(t, d)
	}
	if isRef {
		f.fonts[id] = t
	}
	return t
}

func (f *file) step(n int) bool { return f.budget.take(&f.budget.operators, n, "too many operators") }

func (f *file) simpleFont(t *font, d dict) {
	kind, base := f.nameOf(d["Subtype"]), string(f.nameOf(d["BaseFont"]))
	if i := strings.IndexByte(base, '+'); i == 6 {
		base = base[7:]
	}
	descriptor := f.dictOf(d["FontDescriptor"])
	enc := f.resolve(d["Encoding"])
	differences := array(nil)
	baseName := name("")
	switch e := enc.(type) {
	case name:
		baseName = e
	case dict:
		baseName = f.nameOf(e["BaseEncoding"])
		differences = f.arrayOf(e["Differences"])
	}
	if baseName == "" && kind == "TrueType" {
		baseName = "WinAnsiEncoding"
	}
	t.codes = baseEncoding(baseName)
	if low := strings.ToLower(base); strings.Contains(low, "wingdings") || strings.Contains(low, "dingbats") || low == "symbol" || strings.HasPrefix(low, "symbol,") {
		for c := range t.codes {
			if c > 0x7e {
				t.codes[c] = "•"
			}
		}
		if low != "symbol" {
			for c := 33; c < 0x7f; c++ {
				t.codes[c] = "•"
			}
		}
	}
	if s, ok := f.resolve(descriptor["FontFile"]).(*stream); ok && baseName == "" {
		builtin(f.unpack(s), &t.codes)
	}
	code := 0
	for _, v := range differences {
		switch x := f.resolve(v).(type) {
		case int:
			code = x
		case name:
			if code >= 0 && code < 256 {
				if s := glyphText(string(x)); s != "" || x == ".notdef" {
					t.codes[code] = s
				} else if t.unicode == nil && !strings.HasPrefix(string(x), "c") && !strings.HasPrefix(string(x), "C") {
					t.codes[code] = "\ufffd"
				}
			}
			code++
		}
	}
	f.simpleWidths(t, d, descriptor, base)
}

func (f *file) simpleWidths(t *font, d, descriptor dict, base string) {
	scale := 0.001
	if f.nameOf(d["Subtype"]) == "Type3" {
		if m := f.arrayOf(d["FontMatrix"]); len(m) == 6 {
			if a, ok := f.floatOf(m[0]); ok && a != 0 {
				scale = a
			}
		}
	}
	first, _ := f.intOf(d["FirstChar"])
	widths := f.arrayOf(d["Widths"])
	for i, v := range widths {
		if w, ok := f.floatOf(v); ok && i < 256 {
			t.widths[first+i] = w * scale
		}
	}
	if w, ok := f.floatOf(descriptor["MissingWidth"]); ok {
		t.missing = w * scale
	}
	if len(widths) == 0 {
		for c, s := range t.codes {
			if s != "" {
				t.widths[c] = standardWidth(base, s) / 1000
			}
		}
		t.missing = 0.5
	}
}

// builtin reads the encoding that stands in the clear part of a Type 1 font program: "dup 65 /A put".
func builtin(program []byte, codes *encoding) {
	i := bytes.Index(program, []byte("/Encoding"))
	end := bytes.Index(program, []byte("eexec"))
	if i < 0 || end < i {
		return
	}
	l := &lexer{b: program[:end], pos: i + len("/Encoding"), content: true}
	if v, _ := l.next(0); v == keyword("StandardEncoding") {
		return
	}
	code := -1
	for {
		v, ok := l.next(0)
		if !ok || v == keyword("def") || v == keyword("readonly") {
			return
		}
		switch x := v.(type) {
		case int:
			code = x
		case name:
			if code >= 0 && code < 256 {
				codes[code] = glyphText(string(x))
			}
			code = -1
		}
	}
}

func (f *file) compositeFont(t *font, d dict) {
	t.composite = true
	switch e := f.resolve(d["Encoding"]).(type) {
	case *stream:
		t.cids = readCMap(f.unpack(e), f.step)
	case name:
		t.ucs2 = strings.Contains(string(e), "UCS2") || strings.Contains(string(e), "UTF16")
	}
	var down dict
	if a := f.arrayOf(d["DescendantFonts"]); len(a) > 0 {
		down = f.dictOf(a[0])
	}
	t.missing = 1
	if w, ok := f.floatOf(down["DW"]); ok {
		t.missing = w / 1000
	}
	f.cidWidths(t, f.arrayOf(down["W"]))
	if t.unicode == nil {
		if s, ok := f.resolve(f.dictOf(down["FontDescriptor"])["FontFile2"]).(*stream); ok {
			t.gids = glyphIDs(f.unpack(s))
		}
	}
}

// cidWidths reads "c [w1 w2 ...]" and "first last w" (ISO 32000-1, 9.7.4.3).
func (f *file) cidWidths(t *font, w array) {
	for i := 0; i+1 < len(w); {
		first, ok := f.intOf(w[i])
		if !ok || len(t.widths) > maxMapped || !f.step(1) {
			return
		}
		if list, isList := f.resolve(w[i+1]).(array); isList {
			for k, v := range list {
				if x, ok := f.floatOf(v); ok && k < 1<<16 {
					t.widths[first+k] = x / 1000
				}
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		last, _ := f.intOf(w[i+1])
		x, _ := f.floatOf(w[i+2])
		for c := first; c <= min(last, first+1<<16); c++ {
			if len(t.widths) > maxMapped {
				return
			}
			t.widths[c] = x / 1000
		}
		i += 3
	}
}

// each calls show for every character of a string.
func (t *font) each(s string, show func(shown)) {
	for len(s) > 0 {
		code, size := int(s[0]), 1
		if t.composite {
			code, size = t.code(s)
		}
		id := code
		if t.composite && t.cids != nil {
			id = t.cids.cid(code)
		}
		w, ok := t.widths[id]
		if !ok {
			w = t.missing
		}
		show(shown{text: t.text(code, id), width: w, space: size == 1 && code == ' '})
		s = s[size:]
	}
}

// code reads the next code of a composite font: of the length that its encoding names, two bytes by default.
func (t *font) code(s string) (code, size int) {
	size = 2
	if t.cids != nil && t.cids.sizes[1] && !t.cids.sizes[2] {
		size = 1
	}
	size = min(size, len(s))
	return codeOf(text(s[:size])), size
}

func (t *font) text(code, id int) string {
	s := t.unicode.text(code)
	if s == "" || s == "\x00" || s == "\ufffd" {
		switch {
		case !t.composite:
			s = t.codes[code]
		case t.ucs2:
			s = string(utf16.Decode([]uint16{uint16(code)}))
		case t.gids != nil:
			s = t.gids[id]
		}
	}
	if s == "" {
		return "\ufffd"
	}
	return plainForm(s)
}
