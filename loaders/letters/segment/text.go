package segment

import (
	"unicode/utf8"

	"demarche/schema"
)

// step is the distance in bytes of the marks that Text keeps: small enough for a short walk, large enough to cost
// little memory (eight bytes in 64).
const step = 64

// Text is a string with a fast conversion between byte offsets and code points. It is immutable and safe for
// concurrent use.
type Text struct {
	s     string
	marks []int // marks[i] is the number of code points that start before byte i*step; nil for ASCII text
	runes int
}

// NewText prepares s in linear time.
func NewText(s string) *Text {
	t := &Text{s: s}
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		t.runes = len(s)
		return t
	}
	t.marks = make([]int, 0, len(s)/step+1)
	for i := 0; i < len(s); i++ {
		if i%step == 0 {
			t.marks = append(t.marks, t.runes)
		}
		if utf8.RuneStart(s[i]) {
			t.runes++
		}
	}
	return t
}

// String is the whole text.
func (t *Text) String() string { return t.s }

// Len is the length of the text in code points.
func (t *Text) Len() int { return t.runes }

// Rune is the number of code points before byte offset b, which is clamped to the text.
func (t *Text) Rune(b int) int {
	b = min(max(b, 0), len(t.s))
	if t.marks == nil {
		return b
	}
	if b == len(t.s) {
		return t.runes
	}
	n := t.marks[b/step]
	for i := b - b%step; i < b; i++ {
		if utf8.RuneStart(t.s[i]) {
			n++
		}
	}
	return n
}

// Byte is the byte offset of code point r, which is clamped to the text.
func (t *Text) Byte(r int) int {
	r = min(max(r, 0), t.runes)
	if t.marks == nil {
		return r
	}
	if r == t.runes {
		return len(t.s)
	}
	lo, hi := 0, len(t.marks) // the last mark with at most r code points before it
	for lo+1 < hi {
		if m := (lo + hi) / 2; t.marks[m] <= r {
			lo = m
		} else {
			hi = m
		}
	}
	n := t.marks[lo]
	for i := lo * step; i < len(t.s); i++ {
		if utf8.RuneStart(t.s[i]) {
			if n == r {
				return i
			}
			n++
		}
	}
	return len(t.s)
}

// Span converts the byte range [start, end) into code points.
func (t *Text) Span(start, end int) schema.Span { return schema.Span{t.Rune(start), t.Rune(end)} }

// Bytes converts a span of code points into the byte range [start, end).
func (t *Text) Bytes(sp schema.Span) (start, end int) { return t.Byte(sp[0]), t.Byte(sp[1]) }

// Slice is the text at sp.
func (t *Text) Slice(sp schema.Span) string {
	a, b := t.Bytes(sp)
	if a >= b {
		return ""
	}
	return t.s[a:b]
}
