package quadio

import (
	"io"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// maxDepth is how deep blank nodes, lists and JSON-LD nodes may nest; real data stays under ten.
const maxDepth = 100

// turtle parses Turtle and TriG by the grammars of the W3C recommendations of 25 February 2014.
type turtle struct {
	*scanner
	out      *output
	trig     bool
	scope    string
	base     string
	prefixes map[string]string
	graph    quad.Value
	depth    int
	anon     int
}

func readTurtle(r io.Reader, opts ReadOptions, out *output) error {
	p := &turtle{
		scanner: newScanner(r, opts.Name), out: out, trig: opts.Format == TriG,
		scope: opts.Scope, base: opts.Base, prefixes: map[string]string{},
	}
	for {
		p.space()
		if p.peek() == eof {
			return p.err
		}
		if err := p.statement(); err != nil {
			return err
		}
	}
}

// statement is a directive, triples, or in TriG a graph.
func (p *turtle) statement() error {
	switch {
	case p.peek() == '@':
		p.next()
		return p.directive(p.word(isLetter), true)
	case p.peek() == '{' && p.trig:
		return p.block(nil)
	case isLetter(p.peek()):
		word, name, err := p.nameOrWord()
		if err != nil {
			return err
		}
		switch upper := strings.ToUpper(word); {
		case name != nil:
			return p.graphOrTriples(name)
		case upper == "PREFIX" || upper == "BASE":
			return p.directive(strings.ToLower(word), false)
		case upper == "GRAPH" && p.trig:
			p.space()
			label, err := p.label()
			if err != nil {
				return err
			}
			return p.block(label)
		}
		return p.fail("want a subject, got %q", word)
	case p.peek() == '[' || p.peek() == '(':
		return p.bracketed()
	}
	subject, err := p.label()
	if err != nil {
		return err
	}
	return p.graphOrTriples(subject)
}

// bracketed is a statement that begins with a blank node or a list.
func (p *turtle) bracketed() error {
	list := p.peek() == '('
	subject, bare, err := p.subject()
	if err != nil {
		return err
	}
	p.space()
	if p.trig && !list && bare && p.peek() == '{' {
		return p.block(subject)
	}
	if !list && !bare && p.take('.') {
		return nil
	}
	if err := p.predicates(subject); err != nil {
		return err
	}
	return p.stop()
}

func (p *turtle) graphOrTriples(node quad.Value) error {
	if p.space(); p.trig && p.peek() == '{' {
		return p.block(node)
	}
	if err := p.predicates(node); err != nil {
		return err
	}
	return p.stop()
}

func (p *turtle) stop() error {
	if p.space(); !p.take('.') {
		return p.fail("want a full stop, got %s", p.show())
	}
	return nil
}

// directive is what follows @prefix, @base, PREFIX or BASE.
func (p *turtle) directive(word string, dot bool) error {
	p.space()
	switch word {
	case "prefix":
		prefix := p.prefix()
		if !p.take(':') {
			return p.fail("want the prefix's colon, got %s", p.show())
		}
		p.space()
		iri, err := p.absolute()
		if err != nil {
			return err
		}
		p.prefixes[prefix] = iri
	case "base":
		iri, err := p.absolute()
		if err != nil {
			return err
		}
		p.base = iri
	default:
		return p.fail("unknown directive @%s", word)
	}
	if dot {
		return p.stop()
	}
	return nil
}

// block is { triples } of one graph.
func (p *turtle) block(label quad.Value) error {
	if p.space(); !p.take('{') {
		return p.fail("want {, got %s", p.show())
	}
	p.graph = label
	for {
		p.space()
		if p.take('}') {
			p.graph = nil
			return nil
		}
		subject, bare, err := p.subject()
		if err != nil {
			return err
		}
		p.space()
		if bare || p.peek() != '.' && p.peek() != '}' {
			if err := p.predicates(subject); err != nil {
				return err
			}
		}
		if p.space(); !p.take('.') && p.peek() != '}' {
			return p.fail("want a full stop or }, got %s", p.show())
		}
	}
}

// subject is the subject of triples; bare is false for a blank node that already has properties.
func (p *turtle) subject() (node quad.Value, bare bool, err error) {
	switch p.peek() {
	case '[':
		return p.anonymous()
	case '(':
		node, err := p.list()
		return node, true, err
	}
	if isLetter(p.peek()) {
		word, name, err := p.nameOrWord()
		if err == nil && name == nil {
			err = p.fail("want a subject, got %q", word)
		}
		return name, true, err
	}
	node, err = p.label()
	return node, true, err
}

// label is an IRI, a prefixed name, a named blank node or [].
func (p *turtle) label() (quad.Value, error) {
	switch c := p.peek(); {
	case c == '<':
		iri, err := p.absolute()
		return quad.IRI(iri), err
	case c == '_' && p.peekAt(1) == ':':
		return p.bnode()
	case c == '[':
		node, bare, err := p.anonymous()
		if err == nil && !bare {
			err = p.fail("a graph's name cannot have properties")
		}
		return node, err
	case c == ':' || isNameStart(c):
		word, name, err := p.nameOrWord()
		if err == nil && name == nil {
			err = p.fail("want a name, got %q", word)
		}
		return name, err
	}
	return nil, p.fail("want a node, got %s", p.show())
}

// predicates is verb objects; verb objects ...
func (p *turtle) predicates(subject quad.Value) error {
	for {
		p.space()
		verb, err := p.verb()
		if err != nil {
			return err
		}
		for {
			p.space()
			object, err := p.object()
			if err != nil {
				return err
			}
			if err := p.triple(subject, verb, object); err != nil {
				return err
			}
			if p.space(); !p.take(',') {
				break
			}
		}
		if p.peek() != ';' {
			return nil
		}
		for p.take(';') {
			p.space()
		}
		if c := p.peek(); c == '.' || c == ']' || c == '}' {
			return nil
		}
	}
}

func (p *turtle) triple(s, v, o quad.Value) error {
	return p.out.emit(quad.Quad{Subject: s, Predicate: v, Object: o, Label: p.graph})
}

func (p *turtle) verb() (quad.Value, error) {
	if p.peek() == '<' {
		iri, err := p.absolute()
		return quad.IRI(iri), err
	}
	word, name, err := p.nameOrWord()
	switch {
	case err != nil:
		return nil, err
	case name != nil:
		return name, nil
	case word == "a":
		return quad.IRI(rdfType), nil
	case word == "":
		return nil, p.fail("want a predicate, got %s", p.show())
	}
	return nil, p.fail("want a predicate, got %q", word)
}

func (p *turtle) object() (quad.Value, error) {
	switch c := p.peek(); {
	case c == '[':
		node, _, err := p.anonymous()
		return node, err
	case c == '(':
		return p.list()
	case c == '"' || c == '\'':
		return p.literal()
	case c == '+' || c == '-' || '0' <= c && c <= '9' || c == '.' && isDigit(p.peekAt(1)):
		return p.number()
	case isLetter(c):
		word, name, err := p.nameOrWord()
		if err != nil || name != nil {
			return name, err
		}
		if word == "true" || word == "false" {
			return quad.Bool(word == "true"), nil
		}
		return nil, p.fail("want an object, got %q", word)
	}
	return p.label()
}

// anonymous is [] or [ properties ].
func (p *turtle) anonymous() (node quad.Value, bare bool, err error) {
	if err := p.enter(); err != nil {
		return nil, false, err
	}
	defer p.leave()
	p.next()
	node = p.fresh()
	if p.space(); p.take(']') {
		return node, true, nil
	}
	if err := p.predicates(node); err != nil {
		return nil, false, err
	}
	if p.space(); !p.take(']') {
		return nil, false, p.fail("want ], got %s", p.show())
	}
	return node, false, nil
}

// list is ( objects ), as a chain of rdf:first and rdf:rest.
func (p *turtle) list() (quad.Value, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	p.next()
	var head, last quad.Value
	for {
		if p.space(); p.take(')') {
			break
		}
		item, err := p.object()
		if err != nil {
			return nil, err
		}
		cell := p.fresh()
		if last == nil {
			head = cell
		} else if err := p.triple(last, quad.IRI(rdfRest), cell); err != nil {
			return nil, err
		}
		if err := p.triple(cell, quad.IRI(rdfFirst), item); err != nil {
			return nil, err
		}
		last = cell
	}
	if last == nil {
		return quad.IRI(rdfNil), nil
	}
	return head, p.triple(last, quad.IRI(rdfRest), quad.IRI(rdfNil))
}

func (p *turtle) enter() error {
	if p.depth++; p.depth > maxDepth {
		return p.fail("more than %d nodes nest", maxDepth)
	}
	return nil
}

func (p *turtle) leave() { p.depth-- }

// fresh is a blank node that has no name in the file. No name of a file may begin with a hyphen, so none is taken twice
// as long as there is a scope.
func (p *turtle) fresh() quad.Value {
	p.anon++
	scope := p.scope
	if scope == "" {
		scope = "anon"
	}
	return quad.BNode(scope + "--" + strconv.Itoa(p.anon))
}

func (p *turtle) bnode() (quad.Value, error) {
	p.next()
	p.next()
	name := p.word(p.inName)
	if !validBNode(name) {
		return nil, p.fail("want a blank node's name, got %q", name)
	}
	return scoped(p.scope, name), nil
}
