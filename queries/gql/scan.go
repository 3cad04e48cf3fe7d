package gql

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche/queries"

	"github.com/graphql-go/graphql/gqlerrors"
)

// view is a document as the library reads it: the same tokens in short lines, without comments, with stand-ins for
// strings that it cannot read or would read slowly, and without null literals and directives of variables, which it
// cannot parse. An argument or input field that is null is one that is not given: every argument here means the same by
// both. Nulls in lists and directives of variables are noted, for [nullItems] and [variableDirectives] to judge.
//
// The library loses its place behind comments that are not ASCII, refuses \u{...}, and paints the line of a syntax
// error in time that grows with the square of the column: 250 KB of spaces take it 40 seconds.
type view struct {
	text  string
	marks []mark // of each token, ascending
	size  int    // of the document
	nulls bool   // whether nulls were left out

	listNulls map[int]int // where a null was left out of a list, by where the list begins, both in the document
	varMarks  []varMark   // the directives of variables, which the library cannot read
}

// varMark is a directive on the definition of a variable.
type varMark struct {
	name string
	at   int // in the document
}

// mark is where a token begins in the view, and where it stands in the document.
type mark struct{ at, start, end int }

// origin is the place in the document of a place in the view.
func (v *view) origin(pos int) int {
	i, found := slices.BinarySearchFunc(v.marks, pos, func(m mark, p int) int { return m.at - p })
	if !found {
		i--
	}
	switch {
	case pos >= len(v.text):
		return v.size
	case i < 0:
		return 0
	}
	return min(v.marks[i].start+pos-v.marks[i].at, v.marks[i].end)
}

// literal is the string literal of the document that stands at a place of the view.
func (v *view) literal(doc string, pos int) string {
	i, found := slices.BinarySearchFunc(v.marks, pos, func(m mark, p int) int { return m.at - p })
	if !found {
		return ""
	}
	return doc[v.marks[i].start:v.marks[i].end]
}

// The longest names and numbers, and the longest string that the library gets to see as it is.
const (
	maxName       = 64
	maxNumber     = 100
	maxPlainBytes = 64
	lineBytes     = 400 // of the view, before it is broken
)

// token kinds: a punctuator is its own byte.
const (
	tokenName   = 'a'
	tokenNumber = '0'
	tokenString = '"'
)

type token struct {
	start, end int
	kind       byte
	text       string // as the view has it
}

// opening is an open bracket: its token, and whether a null was left out directly inside.
type opening struct {
	index, at int // the token, and its place in the document
	kind      byte
	dropped   bool
	variables bool // it opens the variables of an operation
}

type scanner struct {
	doc    string
	lim    queries.Limits
	n      int
	tokens []token
	opened []opening
	parens int
	nulls  bool
	lists  map[int]int

	marked []varMark
	mark   byte // '@' behind that sign, 'a' behind the name of a directive of a variable, else 0
	inMark int  // brackets open in the arguments of one
}

// scan reads the tokens of a document before anything recursive sees it, and checks their number, their length and the
// depth of brackets.
func scan(doc string, lim queries.Limits) (*view, *Error) {
	if !utf8.ValidString(doc) {
		return nil, &Error{Message: "the document is not valid UTF-8", Code: queries.ParseFailed}
	}
	s := scanner{doc: doc, lim: lim}
	for at := 0; at < len(doc); {
		end, kind := s.next(at)
		if kind != 0 {
			if e := s.token(at, end, kind); e != nil {
				return nil, e
			}
		}
		at = end
	}
	return s.view(), nil
}

// view writes the tokens in lines.
func (s *scanner) view() *view {
	v := &view{marks: make([]mark, len(s.tokens)), size: len(s.doc), nulls: s.nulls, listNulls: s.lists, varMarks: s.marked}
	var b strings.Builder
	line := 0
	for i, t := range s.tokens {
		v.marks[i] = mark{b.Len(), t.start, t.end}
		b.WriteString(t.text)
		if b.Len()-line > lineBytes {
			line = b.Len()
			b.WriteByte('\n')
		} else {
			b.WriteByte(' ')
		}
	}
	v.text = b.String()
	return v
}

// next returns where the lexical element at a place ends; kind is 0 for what is ignored.
func (s *scanner) next(at int) (end int, kind byte) {
	d := s.doc
	switch c := d[at]; {
	case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',':
		return at + 1, 0
	case strings.HasPrefix(d[at:], "\ufeff"):
		return at + 3, 0
	case c == '#':
		for end = at; end < len(d) && d[end] != '\n' && d[end] != '\r'; {
			end++
		}
		return end, 0
	case c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		for end = at + 1; end < len(d) && isNameByte(d[end]); {
			end++
		}
		return end, tokenName
	case c == '-' || c >= '0' && c <= '9':
		for end = at + 1; end < len(d) && (isNameByte(d[end]) || d[end] == '.' || (d[end] == '+' || d[end] == '-') && (d[end-1] == 'e' || d[end-1] == 'E')); {
			end++
		}
		return end, tokenNumber
	case c == '"':
		return s.endOfString(at), tokenString
	case strings.HasPrefix(d[at:], "..."):
		return at + 3, '.'
	case c > ' ' && c < utf8.RuneSelf:
		return at + 1, c
	}
	_, n := utf8.DecodeRuneInString(d[at:])
	return at + n, '?'
}

func isNameByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// endOfString finds the end of a string or block string; the end of the line or document for one without an end.
func (s *scanner) endOfString(at int) int {
	if strings.HasPrefix(s.doc[at:], `"""`) {
		for i := at + 3; i < len(s.doc); i++ {
			if strings.HasPrefix(s.doc[i:], `\"""`) {
				i += 3
			} else if strings.HasPrefix(s.doc[i:], `"""`) {
				return i + 3
			}
		}
		return len(s.doc)
	}
	for i := at + 1; i < len(s.doc); i++ {
		switch s.doc[i] {
		case '"':
			return i + 1
		case '\n', '\r':
			return i
		case '\\':
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
	t := token{at, end, kind, s.doc[at:end]}
	if skip, e := s.ofVariable(t); skip || e != nil {
		return e
	}
	switch kind {
	case tokenString:
		text, e := s.stringFor(at, end)
		if e != nil {
			return e
		}
		t.text = text
	case tokenName:
		if end-at > maxName {
			return tooMuch(s.doc, at, "a name is longer than %d letters", maxName)
		}
		if t.text == "null" && s.parens > 0 {
			if s.null(at) {
				return nil
			}
		}
	case tokenNumber:
		if end-at > maxNumber {
			return tooMuch(s.doc, at, "a number is longer than %d digits", maxNumber)
		}
	case '{', '[', '(':
		n := len(s.tokens)
		ofDirective := n >= 2 && s.tokens[n-2].kind == '@'
		s.opened = append(s.opened, opening{index: n, at: at, kind: kind, variables: kind == '(' && len(s.opened) == 0 && !ofDirective})
		if kind == '(' {
			s.parens++
		}
		if len(s.opened) > s.lim.Depth {
			return tooMuch(s.doc, at, "the document nests brackets deeper than %d", s.lim.Depth)
		}
	case '}', ']', ')':
		if s.close(kind) {
			return nil
		}
	}
	s.tokens = append(s.tokens, t)
	return nil
}

// ofVariable leaves out the directives of variables, and notes them.
func (s *scanner) ofVariable(t token) (skip bool, err *Error) {
	if s.inMark > 0 {
		switch t.kind {
		case '(', '[', '{':
			s.inMark++
		case ')', ']', '}':
			s.inMark--
		}
		return true, nil
	}
	was := s.mark
	s.mark = 0
	switch {
	case was == '@' && t.kind == tokenName:
		s.marked[len(s.marked)-1].name = t.text
		s.mark = 'a'
		return true, nil
	case was == '@':
		return false, &Error{
			Message: "syntax error: a directive without a name", Code: queries.ParseFailed,
			Locations: []Location{locate(s.doc, t.start)},
		}
	case was == 'a' && t.kind == '(':
		s.inMark = 1
		return true, nil
	case t.kind == '@' && len(s.opened) == 1 && s.opened[0].variables:
		s.marked = append(s.marked, varMark{at: t.start})
		s.mark = '@'
		return true, nil
	}
	return false, nil
}

// close takes away the innermost open bracket. Parentheses that held nothing but nulls vanish.
func (s *scanner) close(kind byte) (vanished bool) {
	top := len(s.opened) - 1
	if top < 0 {
		return false
	}
	o := s.opened[top]
	s.opened = s.opened[:top]
	if o.kind == '(' {
		s.parens--
		if kind == ')' && o.dropped && o.index == len(s.tokens)-1 {
			s.tokens = s.tokens[:o.index]
			return true
		}
	}
	return false
}

// null leaves out "name: null", "= null" and null in a list.
func (s *scanner) null(at int) (dropped bool) {
	top, n := &s.opened[len(s.opened)-1], len(s.tokens)
	switch {
	case n >= 2 && s.tokens[n-1].kind == ':' && s.tokens[n-2].kind == tokenName:
		s.tokens = s.tokens[:n-2]
	case n >= 1 && s.tokens[n-1].kind == '=':
		s.tokens = s.tokens[:n-1]
	case top.kind == '[':
		if s.lists == nil {
			s.lists = map[int]int{}
		}
		s.lists[top.at] = at
		return true
	default:
		return false
	}
	top.dropped, s.nulls = true, true
	return true
}

// stringFor is what the view has for a string: itself when it is short and plain, else a stand-in. The value is read
// from the document.
func (s *scanner) stringFor(at, end int) (string, *Error) {
	lit := s.doc[at:end]
	if _, ok := unquote(lit); !ok {
		return "", &Error{
			Message: "syntax error: a string that does not end, or holds a wrong escape or character", Code: queries.ParseFailed,
			Locations: []Location{locate(s.doc, at)},
		}
	}
	plain := len(lit) <= maxPlainBytes && !strings.HasPrefix(lit, `"""`)
	for i := 0; plain && i < len(lit); i++ {
		plain = lit[i] != '\\' && lit[i] < utf8.RuneSelf
	}
	if plain {
		return lit, nil
	}
	return `"?"`, nil
}

// syntaxError makes an error of the library's, whose message carries an excerpt of the document that we leave out.
func syntaxError(doc string, v *view, err error) *Error {
	msg, _, _ := strings.Cut(err.Error(), "\n")
	if _, rest, ok := strings.Cut(msg, ") "); ok {
		msg = rest
	}
	msg = strings.ReplaceAll(msg, `\\u`, `\u`)
	e := &Error{Message: "syntax error: " + strings.ToValidUTF8(msg, "�"), Code: queries.ParseFailed}
	var g *gqlerrors.Error
	if errors.As(err, &g) && len(g.Positions) > 0 {
		e.Locations = []Location{locate(doc, v.origin(g.Positions[0]))}
	}
	return e
}
