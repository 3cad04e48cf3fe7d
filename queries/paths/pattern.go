package paths

import (
	"fmt"
	"strings"
	"sync"

	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// expr is a parsed pattern.
type expr interface{}

type (
	step struct { // one edge, along it or against it
		predicate quad.IRI
		inverse   bool
	}
	anyStep struct{} // a plain edge in either direction
	negated struct { // any edge but these; a direction is allowed when it is named or nothing is
		forward, backward        []quad.IRI
		alongEdges, againstEdges bool
	}
	nodeTest struct { // stays on the node, which must (not) be of one of the classes
		classes []quad.IRI
		not     bool
	}
	seq    []expr
	alt    []expr
	repeat struct {
		of       expr
		min, max int // max -1 is unbounded
	}
)

// maxRepeat bounds {n,m}; a path of more hops is longer than any search goes.
const maxRepeat = 16

// parser reads the pattern language. Positions in errors are columns from 1.
type parser struct {
	text string
	at   int
}

// maxPattern bounds the text of a pattern, in bytes.
const maxPattern = 4096

// parse reads a whole pattern.
func parse(text string) (expr, error) {
	if len(text) > maxPattern {
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrPattern, maxPattern)
	}
	p := &parser{text: text}
	e, err := p.alternatives(0)
	if err != nil {
		return nil, err
	}
	if p.skip(); p.at < len(p.text) {
		return nil, p.errorf("unexpected %q", p.text[p.at:p.at+1])
	}
	return e, nil
}

func (p *parser) errorf(format string, args ...any) error {
	return fmt.Errorf("%w: column %d: %s", ErrPattern, p.at+1, fmt.Sprintf(format, args...))
}

func (p *parser) skip() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *parser) peek() byte {
	if p.skip(); p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *parser) take(b byte) bool {
	if p.peek() == b {
		p.at++
		return true
	}
	return false
}

// maxDepth bounds parentheses.
const maxDepth = 32

func (p *parser) alternatives(depth int) (expr, error) {
	if depth > maxDepth {
		return nil, p.errorf("more than %d nested parentheses", maxDepth)
	}
	var out alt
	for {
		e, err := p.sequence(depth)
		if err != nil {
			return nil, err
		}
		if out = append(out, e); !p.take('|') {
			break
		}
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return out, nil
}

func (p *parser) sequence(depth int) (expr, error) {
	var out seq
	for {
		inverse := p.take('^')
		e, err := p.element(depth)
		if err != nil {
			return nil, err
		}
		if inverse {
			e = invert(e)
		}
		if out = append(out, e); !p.take('/') {
			break
		}
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return out, nil
}

func (p *parser) element(depth int) (expr, error) {
	e, err := p.primary(depth)
	if err != nil {
		return nil, err
	}
	switch p.peek() {
	case '?':
		p.at++
		return repeat{e, 0, 1}, nil
	case '*':
		p.at++
		return repeat{e, 0, -1}, nil
	case '+':
		p.at++
		return repeat{e, 1, -1}, nil
	case '{':
		return p.bounds(e)
	}
	return e, nil
}

// bounds reads {n}, {n,}, {,m} and {n,m}.
func (p *parser) bounds(e expr) (expr, error) {
	p.at++
	least, hasLeast := p.number()
	r := repeat{e, least, least}
	if p.take(',') {
		if r.max = -1; p.peek() != '}' {
			r.max, _ = p.number()
		} else if !hasLeast {
			return nil, p.errorf("{,} has no bound")
		}
	} else if !hasLeast {
		return nil, p.errorf("expected a number")
	}
	if !p.take('}') {
		return nil, p.errorf("expected }")
	}
	if r.min > maxRepeat || r.max > maxRepeat {
		return nil, p.errorf("more than %d repetitions", maxRepeat)
	}
	if r.max >= 0 && r.max < r.min {
		return nil, p.errorf("{%d,%d} is empty", r.min, r.max)
	}
	return r, nil
}

func (p *parser) number() (n int, ok bool) {
	for p.skip(); p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' && n < 1000; p.at++ {
		n, ok = n*10+int(p.text[p.at]-'0'), true
	}
	return n, ok
}

func (p *parser) primary(depth int) (expr, error) {
	switch p.peek() {
	case '(':
		p.at++
		e, err := p.alternatives(depth + 1)
		if err != nil {
			return nil, err
		}
		if !p.take(')') {
			return nil, p.errorf("expected )")
		}
		return e, nil
	case '.':
		p.at++
		return anyStep{}, nil
	case '!':
		p.at++
		return p.negation()
	case '[':
		p.at++
		return p.test()
	case 0:
		return nil, p.errorf("the pattern ends where a predicate is expected")
	}
	iri, err := p.name("predicate", predicateIRI)
	return step{predicate: iri}, err
}

func (p *parser) negation() (expr, error) {
	var n negated
	one := func() error {
		inverse := p.take('^')
		iri, err := p.name("predicate", predicateIRI)
		if inverse {
			n.backward, n.againstEdges = append(n.backward, iri), true
		} else {
			n.forward, n.alongEdges = append(n.forward, iri), true
		}
		return err
	}
	if !p.take('(') {
		err := one()
		return n, err
	}
	if p.take(')') {
		n.alongEdges = true
		return n, nil
	}
	for {
		if err := one(); err != nil {
			return nil, err
		}
		if !p.take('|') {
			break
		}
	}
	if !p.take(')') {
		return nil, p.errorf("expected )")
	}
	return n, nil
}

func (p *parser) test() (expr, error) {
	t := nodeTest{not: p.take('!')}
	for {
		iri, err := p.name("class", classIRI)
		if err != nil {
			return nil, err
		}
		if t.classes = append(t.classes, iri); !p.take('|') {
			break
		}
	}
	if !p.take(']') {
		return nil, p.errorf("expected ]")
	}
	return t, nil
}

// name reads <IRI>, prefix:name or a bare word of the vocabulary.
func (p *parser) name(what string, find func(string) (quad.IRI, bool)) (quad.IRI, error) {
	if p.take('<') {
		end := strings.IndexByte(p.text[p.at:], '>')
		if end < 0 {
			return "", p.errorf("expected >")
		}
		iri := p.text[p.at : p.at+end]
		p.at += end + 1
		return quad.IRI(iri), nil
	}
	p.skip()
	start := p.at
	for p.at < len(p.text) && isName(p.text[p.at]) {
		p.at++
	}
	word := p.text[start:p.at]
	if word == "" {
		return "", p.errorf("expected a %s", what)
	}
	if iri, ok := find(word); ok {
		return iri, nil
	}
	p.at = start
	return "", p.errorf("unknown %s %q", what, word)
}

func isName(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '-' || b == ':'
}

var prefixes = map[string]string{
	"dm": vocab.NS, "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
	"owl": "http://www.w3.org/2002/07/owl#", "foaf": "http://xmlns.com/foaf/0.1/", "schema": "http://schema.org/",
	"org": "http://www.w3.org/ns/org#", "bibo": "http://purl.org/ontology/bibo/", "dcterms": "http://purl.org/dc/terms/",
	"oa": "http://www.w3.org/ns/oa#", "skos": "http://www.w3.org/2004/02/skos/core#",
}

func prefixed(word string) (quad.IRI, bool) {
	prefix, local, ok := strings.Cut(word, ":")
	if ns, known := prefixes[prefix]; ok && known {
		return quad.IRI(ns + local), true
	}
	return "", false
}

// terms is the vocabulary's predicates, read once.
var terms = sync.OnceValue(vocab.Predicates)

func predicateIRI(word string) (quad.IRI, bool) {
	if word == "a" {
		return vocab.Type, true
	}
	for _, t := range terms() {
		if t.Name == word {
			return t.IRI, true
		}
	}
	return prefixed(word)
}

// Class finds a class as patterns name it, Letter, prefix:name or <IRI>; ok is false for an unknown one.
func Class(name string) (class quad.IRI, ok bool) {
	if rest, is := strings.CutPrefix(name, "<"); is {
		return quad.IRI(strings.TrimSuffix(rest, ">")), true
	}
	return classIRI(name)
}

func classIRI(word string) (quad.IRI, bool) {
	for _, c := range vocab.Classes() {
		if c.Name == word {
			return c.IRI, true
		}
	}
	return prefixed(word)
}

// invert reads an expression backwards.
func invert(e expr) expr {
	switch e := e.(type) {
	case step:
		return step{e.predicate, !e.inverse}
	case negated:
		return negated{e.backward, e.forward, e.againstEdges, e.alongEdges}
	case seq:
		out := make(seq, len(e))
		for i, x := range e {
			out[len(e)-1-i] = invert(x)
		}
		return out
	case alt:
		out := make(alt, len(e))
		for i, x := range e {
			out[i] = invert(x)
		}
		return out
	case repeat:
		return repeat{invert(e.of), e.min, e.max}
	}
	return e
}
