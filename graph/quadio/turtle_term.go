package quadio

import (
	"strings"

	"github.com/cayleygraph/quad"
)

func isLetter(c rune) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func isDigit(c rune) bool  { return '0' <= c && c <= '9' }

// prefix takes the part of a name before the colon.
func (p *turtle) prefix() string {
	if !isNameStart(p.peek()) {
		return ""
	}
	return p.word(p.inName)
}

// inName tells whether a character belongs to the prefix or blank node's name being read: a dot does only when the name
// goes on after it.
func (p *turtle) inName(c rune) bool {
	if c != '.' {
		return isNameRest(c)
	}
	n := 1
	for p.peekAt(n) == '.' {
		n++
	}
	return isNameRest(p.peekAt(n))
}

// nameOrWord takes a prefixed name, or a word without a colon such as a, true or PREFIX; then name is nil.
func (p *turtle) nameOrWord() (word string, name quad.Value, err error) {
	word = p.prefix()
	if p.peek() != ':' {
		return word, nil, nil
	}
	p.next()
	ns, ok := p.prefixes[word]
	if !ok {
		return word, nil, p.fail("prefix %q is not declared", word+":")
	}
	local, err := p.local()
	if err != nil {
		return word, nil, err
	}
	return word, quad.IRI(ns + local), nil
}

// absolute takes an IRI and resolves it against the base.
func (p *turtle) absolute() (string, error) {
	iri, err := p.iri()
	if err != nil {
		return "", err
	}
	if isAbsolute(iri) {
		return iri, nil
	}
	if p.base == "" {
		return "", p.fail("IRI <%.60s> is relative and there is no base", iri)
	}
	return resolveIRI(p.base, iri), nil
}

func (p *turtle) literal() (quad.Value, error) {
	text, err := p.text()
	if err != nil {
		return nil, err
	}
	switch {
	case p.peek() == '@':
		p.next()
		lang := p.word(func(c rune) bool { return isLetter(c) || isDigit(c) || c == '-' })
		if !validLang(lang) {
			return nil, p.fail("%q is no language tag", lang)
		}
		return NewLiteral(text, "", lang), nil
	case p.peek() == '^' && p.peekAt(1) == '^':
		p.next()
		p.next()
		p.space()
		t, err := p.label()
		if err != nil {
			return nil, err
		}
		iri, ok := t.(quad.IRI)
		if !ok {
			return nil, p.fail("a datatype is no IRI")
		}
		return NewLiteral(text, string(iri), ""), nil
	}
	return quad.String(text), nil
}

// number takes an integer, a decimal or a double.
func (p *turtle) number() (quad.Value, error) {
	var b strings.Builder
	digits := func() (n int) {
		for ; isDigit(p.peek()); n++ {
			b.WriteRune(p.next())
		}
		return n
	}
	if c := p.peek(); c == '+' || c == '-' {
		b.WriteRune(p.next())
	}
	whole, fraction := digits(), 0
	datatype := xsdInteger
	if p.peek() == '.' && (isDigit(p.peekAt(1)) || whole > 0 && p.exponentAt(1)) {
		b.WriteRune(p.next())
		fraction = digits()
		datatype = xsdDecimal
	}
	if whole+fraction == 0 {
		return nil, p.fail("want a number, got %s", p.show())
	}
	if p.exponentAt(0) {
		b.WriteRune(p.next())
		if c := p.peek(); c == '+' || c == '-' {
			b.WriteRune(p.next())
		}
		digits()
		datatype = xsdDouble
	}
	return NewLiteral(b.String(), datatype, ""), nil
}

// exponentAt tells whether an exponent begins n bytes ahead.
func (p *turtle) exponentAt(n int) bool {
	if c := p.peekAt(n); c != 'e' && c != 'E' {
		return false
	}
	if c := p.peekAt(n + 1); c == '+' || c == '-' {
		n++
	}
	return isDigit(p.peekAt(n + 1))
}

// resolveIRI resolves a relative reference against a base by RFC 3986, section 5.2.
func resolveIRI(base, ref string) string {
	b, r := splitIRI(base), splitIRI(ref)
	switch {
	case r.scheme != "":
		r.path = removeDots(r.path)
		return r.String()
	case r.hasAuthority:
		r.path = removeDots(r.path)
	case r.path == "":
		r.path = b.path
		if !r.hasQuery {
			r.query, r.hasQuery = b.query, b.hasQuery
		}
		r.authority, r.hasAuthority = b.authority, b.hasAuthority
	default:
		if !strings.HasPrefix(r.path, "/") {
			if b.hasAuthority && b.path == "" {
				r.path = "/" + r.path
			} else {
				r.path = b.path[:strings.LastIndexByte(b.path, '/')+1] + r.path
			}
		}
		r.path = removeDots(r.path)
		r.authority, r.hasAuthority = b.authority, b.hasAuthority
	}
	r.scheme = b.scheme
	return r.String()
}

// iriParts are the components of RFC 3986, appendix B.
type iriParts struct {
	scheme, authority, path, query, fragment string
	hasAuthority, hasQuery, hasFragment      bool
}

func splitIRI(s string) iriParts {
	var p iriParts
	s, p.fragment, p.hasFragment = strings.Cut(s, "#")
	s, p.query, p.hasQuery = strings.Cut(s, "?")
	if isAbsolute(s) {
		p.scheme, s, _ = strings.Cut(s, ":")
	}
	if rest, ok := strings.CutPrefix(s, "//"); ok {
		p.hasAuthority = true
		i := strings.IndexByte(rest, '/')
		if i < 0 {
			i = len(rest)
		}
		p.authority, s = rest[:i], rest[i:]
	}
	p.path = s
	return p
}

func (p iriParts) String() string {
	var b strings.Builder
	b.WriteString(p.scheme + ":")
	if p.hasAuthority {
		b.WriteString("//" + p.authority)
	}
	b.WriteString(p.path)
	if p.hasQuery {
		b.WriteString("?" + p.query)
	}
	if p.hasFragment {
		b.WriteString("#" + p.fragment)
	}
	return b.String()
}

// removeDots is remove_dot_segments of RFC 3986, section 5.2.4.
func removeDots(path string) string {
	if !strings.Contains(path, ".") {
		return path
	}
	rooted := strings.HasPrefix(path, "/")
	var out []string
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i, part := range parts {
		last := i == len(parts)-1
		switch part {
		case ".", "..":
			if part == ".." && len(out) > 0 {
				out = out[:len(out)-1]
			}
			if last {
				out = append(out, "")
			}
		default:
			out = append(out, part)
		}
	}
	path = strings.Join(out, "/")
	if rooted {
		path = "/" + path
	}
	return path
}
