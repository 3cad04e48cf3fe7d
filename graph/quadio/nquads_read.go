package quadio

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// maxLine is the longest line read, 32 MiB: no literal may be larger than a document.
const maxLine = 32 << 20

func readNQuads(r io.Reader, opts ReadOptions, out *output) error {
	in := bufio.NewReaderSize(r, 1<<16)
	var long []byte
	for line := 1; ; line++ {
		text, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			long = append(long[:0], text...)
			for errors.Is(err, bufio.ErrBufferFull) && len(long) <= maxLine {
				text, err = in.ReadSlice('\n')
				long = append(long, text...)
			}
			text = long
		}
		if len(text) > maxLine {
			return fmt.Errorf("%s:%d: a line of more than 32 MiB: %w", opts.Name, line, ErrSyntax)
		}
		if err != nil && err != io.EOF {
			return fmt.Errorf("%s:%d: %w", opts.Name, line, err)
		}
		if line == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
		}
		if body := bytes.Trim(text, " \t\r\n"); len(body) > 0 && body[0] != '#' {
			if !utf8.Valid(body) {
				return fmt.Errorf("%s:%d: not UTF-8: %w", opts.Name, line, ErrSyntax)
			}
			q, perr := parseNQuad(string(body), opts.Scope)
			if perr != nil {
				return fmt.Errorf("%s:%d: %w: %w", opts.Name, line, ErrSyntax, perr)
			}
			if err := out.emit(q); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

// parseNQuad reads one statement of N-Quads.
func parseNQuad(line, scope string) (quad.Quad, error) {
	p := lineParser{rest: line, scope: scope}
	var q quad.Quad
	var err error
	if q.Subject, err = p.node("subject"); err != nil {
		return q, err
	}
	if p.space(); !strings.HasPrefix(p.rest, "<") {
		return q, p.want("the predicate's IRI")
	}
	if q.Predicate, err = p.iri(); err != nil {
		return q, err
	}
	p.space()
	if strings.HasPrefix(p.rest, `"`) {
		q.Object, err = p.literal()
	} else {
		q.Object, err = p.node("object")
	}
	if err != nil {
		return q, err
	}
	p.space()
	if !strings.HasPrefix(p.rest, ".") {
		if q.Label, err = p.node("label"); err != nil {
			return q, err
		}
		p.space()
	}
	if !strings.HasPrefix(p.rest, ".") {
		return q, p.want("a full stop")
	}
	p.rest = p.rest[1:]
	if p.space(); p.rest != "" && p.rest[0] != '#' {
		return q, p.want("the end of the line")
	}
	return q, nil
}

// lineParser reads terms off the front of a line.
type lineParser struct{ rest, scope string }

func (p *lineParser) space() { p.rest = strings.TrimLeft(p.rest, " \t") }

func (p *lineParser) want(what string) error {
	if p.rest == "" {
		return fmt.Errorf("want %s, got the end of the line", what)
	}
	return fmt.Errorf("want %s, got %.20q", what, p.rest)
}

func (p *lineParser) node(what string) (quad.Value, error) {
	switch {
	case strings.HasPrefix(p.rest, "<"):
		return p.iri()
	case strings.HasPrefix(p.rest, "_:"):
		rest := p.rest[2:]
		n := 0
		for i, c := range rest {
			if !isNameRest(c) && c != '.' {
				break
			}
			n = i + utf8.RuneLen(c)
		}
		name := strings.TrimRight(rest[:n], ".")
		if !validBNode(name) || strings.HasPrefix(rest[len(name):], ":") {
			return nil, p.want("a blank node's name")
		}
		p.rest = rest[len(name):]
		return scoped(p.scope, name), nil
	}
	return nil, p.want("the " + what)
}

func (p *lineParser) iri() (quad.Value, error) {
	end := strings.IndexByte(p.rest, '>')
	if end < 0 {
		return nil, p.want("an IRI that ends with >")
	}
	raw := p.rest[1:end]
	for i := range len(raw) {
		if iriForbids(raw[i]) && raw[i] != '\\' {
			return nil, fmt.Errorf("IRI <%.60s> has a character that no IRI may have", raw)
		}
	}
	iri, err := unescape(raw, false)
	if err != nil {
		return nil, fmt.Errorf("IRI <%.60s>: %w", raw, err)
	}
	if !isAbsolute(iri) {
		return nil, fmt.Errorf("IRI <%.60s> is relative", raw)
	}
	p.rest = p.rest[end+1:]
	return quad.IRI(iri), nil
}

func (p *lineParser) literal() (quad.Value, error) {
	end := 1
	for ; end < len(p.rest) && p.rest[end] != '"'; end++ {
		if p.rest[end] == '\\' {
			end++
		}
	}
	if end >= len(p.rest) {
		return nil, p.want("a string that ends with a quotation mark")
	}
	text, err := unescape(p.rest[1:end], true)
	if err != nil {
		return nil, err
	}
	p.rest = p.rest[end+1:]
	switch {
	case strings.HasPrefix(p.rest, "^^<"):
		p.rest = p.rest[2:]
		t, err := p.iri()
		if err != nil {
			return nil, err
		}
		return NewLiteral(text, string(t.(quad.IRI)), ""), nil
	case strings.HasPrefix(p.rest, "@"):
		lang := p.rest[1:]
		if i := strings.IndexFunc(lang, func(c rune) bool { return !isLetter(c) && !isDigit(c) && c != '-' }); i >= 0 {
			lang = lang[:i]
		}
		if !validLang(lang) {
			return nil, p.want("a language tag")
		}
		p.rest = p.rest[1+len(lang):]
		return NewLiteral(text, "", lang), nil
	}
	return quad.String(text), nil
}

// isAbsolute tells whether an IRI begins with a scheme.
func isAbsolute(iri string) bool {
	for i := range len(iri) {
		c := iri[i]
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return c == ':' && i > 0
		}
	}
	return false
}

// unescape resolves \uXXXX and \UXXXXXXXX, and with short set also \n and its like.
func unescape(s string, short bool) (string, error) {
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for i >= 0 {
		b = append(b, s[:i]...)
		s = s[i:]
		if len(s) < 2 {
			return "", errors.New("a backslash escapes nothing")
		}
		digits := 0
		switch s[1] {
		case 'u':
			digits = 4
		case 'U':
			digits = 8
		default:
			k := strings.IndexByte(`btnfr"'\`, s[1])
			if !short || k < 0 {
				return "", fmt.Errorf("unknown escape %.2q", s)
			}
			b = append(b, "\b\t\n\f\r\"'\\"[k])
		}
		s = s[2:]
		if digits > 0 {
			c, ok := parseHex(s, digits)
			if !ok {
				return "", fmt.Errorf("an escape needs %d hexadecimal digits of a character, got %.8q", digits, s)
			}
			b = utf8.AppendRune(b, c)
			s = s[digits:]
		}
		i = strings.IndexByte(s, '\\')
	}
	return string(append(b, s...)), nil
}

func parseHex(s string, digits int) (rune, bool) {
	if len(s) < digits {
		return 0, false
	}
	var c rune
	for i := range digits {
		k := strings.IndexByte("0123456789abcdef", s[i])
		if k < 0 {
			if k = strings.IndexByte("ABCDEF", s[i]); k < 0 {
				return 0, false
			}
			k += 10
		}
		c = c<<4 | rune(k)
	}
	return c, utf8.ValidRune(c)
}
