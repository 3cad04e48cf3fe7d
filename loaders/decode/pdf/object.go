package pdf

import (
	"bytes"
	"strconv"
)

// The objects of a file (ISO 32000-1, 7.3) are Go values: nil, bool, int, float64, text (a string object), name, array,
// dict, ref and *stream; operators of content streams and words such as obj are keyword.
type (
	text    string
	name    string
	keyword string
	array   []any
	dict    map[name]any
	ref     struct{ num, gen int }
	stream  struct {
		dict
		raw []byte
		id  ref
	}
)

// maxNesting is the deepest nesting of arrays and dictionaries that is read; deeper brackets are passed over.
const maxNesting = 64

// lexer reads objects from bytes; it never fails, broken bytes are passed over.
type lexer struct {
	b       []byte
	pos     int
	content bool // a content stream: no references
	made    int  // elements of arrays and dictionaries so far
}

// maxElements is the number of elements that the arrays and dictionaries of one object or content stream may have
// together; further ones are passed over. Each takes ten times the bytes in memory that it takes in the file.
const maxElements = 1 << 21

func (l *lexer) room() bool {
	l.made++
	return l.made <= maxElements
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelim(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (l *lexer) skipSpace() {
	for l.pos < len(l.b) {
		switch c := l.b[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.b) && l.b[l.pos] != '\n' && l.b[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

// closing is a bracket that ends an array or a dictionary.
type closing string

// next reads the next object; ok is false at the end.
func (l *lexer) next(depth int) (v any, ok bool) {
	l.skipSpace()
	if l.pos >= len(l.b) {
		return nil, false
	}
	c := l.b[l.pos]
	if (depth >= maxNesting || l.made > maxElements) && (c == '[' || c == '<' && l.pos+1 < len(l.b) && l.b[l.pos+1] == '<') {
		l.pos++
		return closing("["), true
	}
	switch c {
	case '/':
		return l.name(), true
	case '(':
		return l.literal(), true
	case '<':
		if l.pos+1 < len(l.b) && l.b[l.pos+1] == '<' {
			l.pos += 2
			return l.dict(depth + 1), true
		}
		return l.hex(), true
	case '[':
		l.pos++
		return l.array(depth + 1), true
	case ']', '}', ')', '{':
		l.pos++
		return closing(c), true
	case '>':
		l.pos++
		if l.pos < len(l.b) && l.b[l.pos] == '>' {
			l.pos++
		}
		return closing(">>"), true
	}
	word := l.word()
	if n, isNumber := number(word); isNumber {
		if num, isInt := n.(int); isInt && !l.content && num >= 0 {
			if r, isRef := l.reference(num); isRef {
				return r, true
			}
		}
		return n, true
	}
	switch string(word) {
	case "true":
		return true, true
	case "false":
		return false, true
	case "null":
		return nil, true
	}
	return keyword(word), true
}

func (l *lexer) word() []byte {
	start := l.pos
	for l.pos < len(l.b) && !isSpace(l.b[l.pos]) && !isDelim(l.b[l.pos]) {
		l.pos++
	}
	return l.b[start:l.pos]
}

// reference reads "G R" after a number.
func (l *lexer) reference(num int) (ref, bool) {
	p := l.pos
	for p < len(l.b) && isSpace(l.b[p]) {
		p++
	}
	start, gen := p, 0
	for p < len(l.b) && p-start < 6 && l.b[p] >= '0' && l.b[p] <= '9' {
		gen = gen*10 + int(l.b[p]-'0')
		p++
	}
	if p == start {
		return ref{}, false
	}
	blank := p
	for p < len(l.b) && isSpace(l.b[p]) {
		p++
	}
	if p == blank || p >= len(l.b) || l.b[p] != 'R' || p+1 < len(l.b) && !isSpace(l.b[p+1]) && !isDelim(l.b[p+1]) {
		return ref{}, false
	}
	l.pos = p + 1
	return ref{num, gen}, true
}

// number reads an integer or a real; numbers with a sign in the middle, as some writers make them, end there.
func number(w []byte) (any, bool) {
	if len(w) == 0 || len(w) > 64 || w[0] != '+' && w[0] != '-' && w[0] != '.' && (w[0] < '0' || w[0] > '9') {
		return nil, false
	}
	for len(w) > 1 && w[0] == '-' && w[1] == '-' {
		w = w[1:]
	}
	if i := bytes.LastIndexByte(w, '-'); i > 0 {
		w = w[:i]
	}
	if n, err := strconv.Atoi(string(w)); err == nil {
		return n, true
	}
	if f, err := strconv.ParseFloat(string(w), 64); err == nil && f > -1e9 && f < 1e9 {
		return f, true
	}
	return nil, false
}

func (l *lexer) name() name {
	l.pos++
	w := l.word()
	if bytes.IndexByte(w, '#') < 0 {
		return name(w)
	}
	out := make([]byte, 0, len(w))
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) {
			if n, err := strconv.ParseUint(string(w[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, w[i])
	}
	return name(out)
}

func (l *lexer) literal() text {
	var out []byte
	depth := 1
	for l.pos++; l.pos < len(l.b); l.pos++ {
		c := l.b[l.pos]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.pos++
				return text(out)
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return text(out)
}

// escape reads what follows a backslash and leaves pos at its last byte.
func (l *lexer) escape(out []byte) []byte {
	l.pos++
	if l.pos >= len(l.b) {
		return out
	}
	c := l.b[l.pos]
	switch c {
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'b', 'f':
		c = ' '
	case '\n':
		return out
	case '\r':
		if l.pos+1 < len(l.b) && l.b[l.pos+1] == '\n' {
			l.pos++
		}
		return out
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n := int(c - '0')
		for k := 0; k < 2 && l.pos+1 < len(l.b) && l.b[l.pos+1] >= '0' && l.b[l.pos+1] <= '7'; k++ {
			l.pos++
			n = n*8 + int(l.b[l.pos]-'0')
		}
		c = byte(n)
	}
	return append(out, c)
}

func (l *lexer) hex() text {
	var out []byte
	half, high := false, byte(0)
	for l.pos++; l.pos < len(l.b); l.pos++ {
		c := l.b[l.pos]
		if c == '>' {
			l.pos++
			break
		}
		d, ok := hexDigit(c)
		switch {
		case !ok:
		case half:
			out = append(out, high<<4|d)
			half = false
		default:
			high, half = d, true
		}
	}
	if half {
		out = append(out, high<<4)
	}
	return text(out)
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

func (l *lexer) array(depth int) array {
	var a array
	for {
		v, ok := l.next(depth)
		if !ok || v == closing("]") {
			break
		}
		if _, bad := v.(closing); bad {
			continue
		}
		if k, isWord := v.(keyword); isWord && (k == "endobj" || k == "obj") {
			break
		}
		if l.room() {
			a = append(a, v)
		}
	}
	return a
}

func (l *lexer) dict(depth int) dict {
	d := dict{}
	for {
		k, ok := l.next(depth)
		if !ok || k == closing(">>") || k == keyword("endobj") || k == keyword("stream") {
			break
		}
		key, isName := k.(name)
		if !isName {
			continue
		}
		v, ok := l.next(depth)
		if !ok || v == closing(">>") {
			break
		}
		if l.room() {
			d[key] = v
		}
	}
	return d
}
