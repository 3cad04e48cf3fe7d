package gql

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"demarche/queries"

	"github.com/graphql-go/graphql/gqlerrors"
)

// scan checks a document on its tokens before anything recursive sees it: their number and the depth of brackets. It
// returns the document as the library can read it, every offset as before: comments and byte order marks blanked (the
// library loses its place behind non-ASCII ones), \u{...} escapes masked, and null literals blanked, which the library
// cannot parse. An argument or input field that is null is one that is not given: every argument here means the same
// by both.
func scan(doc string, lim queries.Limits) (string, *Error) {
	if !utf8.ValidString(doc) {
		return "", &Error{Message: "the document is not valid UTF-8", Code: queries.ParseFailed}
	}
	s := scanner{doc: doc, lim: lim}
	for at := 0; at < len(doc); {
		end, kind := s.next(at)
		if kind != 0 {
			if e := s.token(at, end, kind); e != nil {
				return "", e
			}
		}
		at = end
	}
	if s.out != nil {
		return string(s.out), nil
	}
	return doc, nil
}

// token kinds: a punctuator is its own byte.
const (
	tokenName  = 'a'
	tokenOther = '0' // numbers and strings
)

type token struct {
	at   int
	kind byte
}

type scanner struct {
	doc    string
	lim    queries.Limits
	out    []byte // the document for the library, nil while it is doc itself
	prev   [2]token
	n      int
	opened []opening
	parens int
}

// opening is an open bracket with the number of tokens inside that are not blanked.
type opening struct {
	token
	inner int
}

// next returns where the lexical element at a place ends; kind is 0 for what is ignored.
func (s *scanner) next(at int) (end int, kind byte) {
	d := s.doc
	switch c := d[at]; {
	case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',':
		return at + 1, 0
	case strings.HasPrefix(d[at:], "\ufeff"):
		s.blank(at, at+3)
		return at + 3, 0
	case c == '#':
		end = at
		for end < len(d) && d[end] != '\n' && d[end] != '\r' {
			end++
		}
		s.blank(at, end)
		return end, 0
	case c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		end = at + 1
		for end < len(d) && isNameByte(d[end]) {
			end++
		}
		return end, tokenName
	case c == '-' || c >= '0' && c <= '9':
		end = at + 1
		for end < len(d) && (isNameByte(d[end]) || d[end] == '.' || (d[end] == '+' || d[end] == '-') && (d[end-1] == 'e' || d[end-1] == 'E')) {
			end++
		}
		return end, tokenOther
	case strings.HasPrefix(d[at:], `"""`):
		return s.blockString(at), tokenOther
	case c == '"':
		return s.quoted(at), tokenOther
	case strings.HasPrefix(d[at:], "..."):
		return at + 3, '.'
	case c < utf8.RuneSelf:
		return at + 1, c
	}
	_, n := utf8.DecodeRuneInString(d[at:])
	return at + n, tokenOther
}

func isNameByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func (s *scanner) blockString(at int) int {
	for i := at + 3; i < len(s.doc); i++ {
		if s.doc[i] == '\\' && strings.HasPrefix(s.doc[i:], `\"""`) {
			i += 3
		} else if strings.HasPrefix(s.doc[i:], `"""`) {
			return i + 3
		}
	}
	return len(s.doc)
}

// quoted finds the end of a string and masks its \u{...} escapes, which are read again from the document itself.
func (s *scanner) quoted(at int) int {
	for i := at + 1; i < len(s.doc); i++ {
		switch s.doc[i] {
		case '"':
			return i + 1
		case '\n', '\r':
			return i
		case '\\':
			if strings.HasPrefix(s.doc[i:], `\u{`) {
				if n := strings.IndexByte(s.doc[i:min(len(s.doc), i+16)], '}'); n > 3 {
					if _, err := strconv.ParseUint(s.doc[i+3:i+n], 16, 21); err == nil {
						s.write(i, i+n+1, 'u')
					}
				}
			}
			i++
		}
	}
	return len(s.doc)
}

func (s *scanner) token(at, end int, kind byte) *Error {
	s.n++
	if s.n > s.lim.Tokens {
		return tooMuch(s.doc, at, "the document has more than %d tokens", s.lim.Tokens)
	}
	top := len(s.opened) - 1
	switch kind {
	case '}', ']', ')':
		if top >= 0 {
			o := s.opened[top]
			if o.kind == '(' {
				s.parens--
				if o.inner == 0 && s.out != nil && strings.Trim(string(s.out[o.at+1:at]), " \t\r\n,") == "" {
					s.blank(o.at, o.at+1)
					s.blank(at, end)
				}
			}
			s.opened = s.opened[:top]
		}
	case '{', '[', '(':
		if top >= 0 {
			s.opened[top].inner++
		}
		s.opened = append(s.opened, opening{token: token{at, kind}})
		if kind == '(' {
			s.parens++
		}
		if len(s.opened) > s.lim.Depth {
			return tooMuch(s.doc, at, "the document nests brackets deeper than %d", s.lim.Depth)
		}
	default:
		if top >= 0 {
			s.opened[top].inner++
		}
		if kind == tokenName && s.parens > 0 && s.doc[at:end] == "null" {
			if e := s.null(at, end); e != nil {
				return e
			}
		}
	}
	s.prev[0], s.prev[1] = s.prev[1], token{at, kind}
	return nil
}

// null blanks "name: null" and "= null".
func (s *scanner) null(at, end int) *Error {
	top := &s.opened[len(s.opened)-1]
	switch {
	case s.prev[1].kind == ':' && s.prev[0].kind == tokenName:
		s.blank(s.prev[0].at, end)
		top.inner -= 3
	case s.prev[1].kind == '=':
		s.blank(s.prev[1].at, end)
		top.inner -= 2
	case top.kind == '[':
		return &Error{Message: "null in a list: no list here holds nulls", Code: queries.ValidationFailed,
			Locations: []Location{locate(s.doc, at)}}
	}
	return nil
}

func (s *scanner) blank(from, to int) { s.write(from, to, ' ') }

func (s *scanner) write(from, to int, c byte) {
	if s.out == nil {
		s.out = []byte(s.doc)
	}
	for i := from; i < to; i++ {
		if s.out[i] != '\n' && s.out[i] != '\r' {
			s.out[i] = c
		}
	}
}

// syntaxError makes an error of the library's, whose message carries an excerpt of the document that we leave out.
func syntaxError(doc string, err error) *Error {
	msg, _, _ := strings.Cut(err.Error(), "\n")
	if _, rest, ok := strings.Cut(msg, ") "); ok {
		msg = rest
	}
	msg = strings.ReplaceAll(msg, `\\u`, `\u`)
	e := &Error{Message: "syntax error: " + strings.ToValidUTF8(msg, "�"), Code: queries.ParseFailed}
	var g *gqlerrors.Error
	if errors.As(err, &g) && len(g.Positions) > 0 {
		e.Locations = []Location{locate(doc, g.Positions[0])}
	}
	return e
}

// unquote reads a string literal, quotes included, by the rules of the October 2021 specification and later: surrogate
// pairs and \u{...} are one character. ok is false for what the library should not have let through.
func unquote(lit string) (s string, ok bool) {
	if strings.HasPrefix(lit, `"""`) || len(lit) < 2 {
		return "", false
	}
	lit = lit[1 : len(lit)-1]
	if strings.IndexByte(lit, '\\') < 0 {
		return lit, true
	}
	var b strings.Builder
	for i := 0; i < len(lit); i++ {
		if lit[i] != '\\' || i+1 == len(lit) {
			b.WriteByte(lit[i])
			continue
		}
		i++
		switch c := lit[i]; c {
		case 'b':
			b.WriteByte('\b')
		case 'f':
			b.WriteByte('\f')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case 'u':
			r, n := unescape(lit[i+1:])
			if n == 0 {
				return "", false
			}
			b.WriteRune(r)
			i += n
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

// unescape reads what follows \u: XXXX, XXXX\uXXXX as a surrogate pair, or {X...}. n is 0 when it is none of these.
func unescape(s string) (r rune, n int) {
	if strings.HasPrefix(s, "{") {
		end := strings.IndexByte(s, '}')
		if end < 2 {
			return 0, 0
		}
		v, err := strconv.ParseUint(s[1:end], 16, 21)
		if err != nil || !utf8.ValidRune(rune(v)) {
			return 0, 0
		}
		return rune(v), end + 1
	}
	if len(s) < 4 {
		return 0, 0
	}
	v, err := strconv.ParseUint(s[:4], 16, 16)
	if err != nil {
		return 0, 0
	}
	if v >= 0xd800 && v < 0xdc00 && len(s) >= 10 && s[4:6] == `\u` {
		if low, err := strconv.ParseUint(s[6:10], 16, 16); err == nil && low >= 0xdc00 && low < 0xe000 {
			return rune((v-0xd800)<<10 + (low - 0xdc00) + 0x10000), 10
		}
	}
	if !utf8.ValidRune(rune(v)) {
		return 0, 0
	}
	return rune(v), 4
}
