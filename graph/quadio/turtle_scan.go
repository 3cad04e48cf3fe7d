package quadio

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// eof is the character after the last one.
const eof rune = -1

// scanner reads characters and counts lines. The first error stays and ends the text.
type scanner struct {
	in   *bufio.Reader
	name string
	line int
	err  error
	buf  []byte // scratch for tokens
}

func newScanner(r io.Reader, name string) *scanner {
	s := &scanner{in: bufio.NewReaderSize(r, 1<<16), name: name, line: 1}
	if b, err := s.in.Peek(3); err == nil && string(b) == "\ufeff" {
		_, _ = s.in.Discard(3) // peeked
	}
	return s
}

// fail is a syntax error at the current line.
func (s *scanner) fail(format string, args ...any) error {
	if s.err != nil {
		return s.err
	}
	return fmt.Errorf("%s:%d: %w: %s", s.name, s.line, ErrSyntax, fmt.Sprintf(format, args...))
}

// peek is the next character without taking it.
func (s *scanner) peek() rune { return s.peekAt(0) }

// peekAt is the ASCII character n bytes ahead; a character beyond ASCII comes whole for n = 0 and as U+FFFD otherwise.
func (s *scanner) peekAt(n int) rune {
	if s.err != nil {
		return eof
	}
	b, err := s.in.Peek(n + 1)
	if len(b) <= n {
		if err != io.EOF {
			s.err = fmt.Errorf("%s:%d: %w", s.name, s.line, err)
		}
		return eof
	}
	if b[n] < utf8.RuneSelf {
		return rune(b[n])
	}
	if n > 0 {
		return utf8.RuneError
	}
	b, _ = s.in.Peek(utf8.UTFMax)
	c, size := utf8.DecodeRune(b)
	if c == utf8.RuneError && size <= 1 {
		s.err = s.fail("not UTF-8")
		return eof
	}
	return c
}

// next takes the next character.
func (s *scanner) next() rune {
	c := s.peek()
	if c == eof {
		return eof
	}
	if c == '\n' {
		s.line++
	}
	_, _ = s.in.Discard(utf8.RuneLen(c)) // peeked
	return c
}

// take takes the next character if it is c.
func (s *scanner) take(c rune) bool {
	if s.peek() != c {
		return false
	}
	s.next()
	return true
}

// space skips white space and comments.
func (s *scanner) space() {
	for {
		switch s.peek() {
		case ' ', '\t', '\r', '\n':
			s.next()
		case '#':
			for c := s.peek(); c != '\n' && c != eof; c = s.peek() {
				s.next()
			}
		default:
			return
		}
	}
}

// word takes characters as long as ok says so.
func (s *scanner) word(ok func(rune) bool) string {
	s.buf = s.buf[:0]
	for c := s.peek(); c != eof && ok(c); c = s.peek() {
		s.buf = utf8.AppendRune(s.buf, c)
		s.next()
	}
	return string(s.buf)
}

// iri takes <iri> and resolves its escapes.
func (s *scanner) iri() (string, error) {
	if !s.take('<') {
		return "", s.fail("want an IRI, got %s", s.show())
	}
	raw := s.word(func(c rune) bool {
		return c != '>' && c != '\n' && (c >= utf8.RuneSelf || c == '\\' || !iriForbids(byte(c)))
	})
	if !s.take('>') {
		return "", s.fail("IRI <%.60s has %s", raw, s.show())
	}
	iri, err := unescape(raw, false)
	if err != nil {
		return "", s.fail("IRI <%.60s>: %v", raw, err)
	}
	for i := range len(iri) {
		if iriForbids(iri[i]) {
			return "", s.fail("IRI <%.60s> escapes a character that no IRI may have", raw)
		}
	}
	return iri, nil
}

// show names the next character for an error.
func (s *scanner) show() string {
	c := s.peek()
	if c == eof {
		return "the end of the file"
	}
	return fmt.Sprintf("%q", c)
}

// text takes a string in one of the four forms of quotation marks.
func (s *scanner) text() (string, error) {
	quote := s.next()
	long := false
	if s.peek() == quote && s.peekAt(1) == quote {
		s.next()
		s.next()
		long = true
	} else if s.take(quote) {
		return "", nil
	}
	start := s.line
	s.buf = s.buf[:0]
	for {
		c := s.peek()
		switch {
		case c == eof || !long && (c == '\n' || c == '\r'):
			if s.err != nil {
				return "", s.err
			}
			return "", s.fail("a string that begins in line %d does not end", start)
		case c == quote && (!long || s.peekAt(1) == quote && s.peekAt(2) == quote):
			s.next()
			if long {
				s.next()
				s.next()
			}
			text, err := unescape(string(s.buf), true)
			if err != nil {
				return "", s.fail("%v", err)
			}
			return text, nil
		case c == '\\':
			s.buf = utf8.AppendRune(s.buf, s.next())
			if c = s.peek(); c == eof {
				continue
			}
		}
		s.buf = utf8.AppendRune(s.buf, c)
		s.next()
		if len(s.buf) > maxLine {
			return "", s.fail("a string of more than 32 MiB")
		}
	}
}

// local takes the local part of a prefixed name and resolves its escapes.
func (s *scanner) local() (string, error) {
	s.buf = s.buf[:0]
	dots := 0
	for {
		c := s.peek()
		switch {
		case c == '\\':
			s.next()
			if c = s.peek(); c >= utf8.RuneSelf || c < 0 || !strings.ContainsRune(`_~.-!$&'()*+,;=/?#@%`, c) {
				return "", s.fail("a name escapes %s", s.show())
			}
			s.buf = append(s.buf, byte(c))
		case c == '%':
			if _, ok := parseHex(string([]rune{s.peekAt(1), s.peekAt(2)}), 2); !ok {
				return "", s.fail("want two hexadecimal digits after %% in a name")
			}
			s.buf = append(s.buf, '%')
		case c == '.':
			// A dot belongs to the name only when the name goes on after it.
			for dots = 1; s.peekAt(dots) == '.'; dots++ {
			}
			if n := s.peekAt(dots); n != ':' && n != '%' && n != '\\' && !isNameRest(n) || n == eof {
				return string(s.buf), nil
			}
			s.buf = append(s.buf, '.')
		case c == ':' || c != eof && (isNameStart(c) || c == '_' || '0' <= c && c <= '9' || len(s.buf) > 0 && isNameRest(c)):
			s.buf = utf8.AppendRune(s.buf, c)
		default:
			return string(s.buf), nil
		}
		s.next()
	}
}
