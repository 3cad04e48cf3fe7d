package emit

import (
	"strconv"

	"demarche/schema/date"
	"demarche/schema/literal"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// builder collects the quads of one label, each once, in the order of their first mention.
type builder struct {
	label quad.IRI
	quads []quad.Quad
	seen  map[[3]quad.Value]bool
}

func newBuilder(label quad.IRI) *builder {
	return &builder{label: label, seen: make(map[[3]quad.Value]bool)}
}

// add appends a statement unless it is there or lacks an object.
func (b *builder) add(s, p quad.IRI, o quad.Value) {
	key := [3]quad.Value{s, p, o}
	if s == "" || o == nil || o == quad.IRI("") || b.seen[key] {
		return
	}
	b.seen[key] = true
	b.quads = append(b.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: b.label})
}

// text appends a plain string unless it is empty.
func (b *builder) text(s, p quad.IRI, v string) {
	if v != "" {
		b.add(s, p, literal.Text(v))
	}
}

func (b *builder) number(s, p quad.IRI, n int) { b.add(s, p, quad.Int(n)) }

func (b *builder) truth(s, p quad.IRI, v bool) { b.add(s, p, quad.Bool(v)) }

// score appends a number in [0,1] with at most four decimals.
func (b *builder) score(s, p quad.IRI, v float64) {
	v = float64(int(v*1e4+0.5)) / 1e4
	b.add(s, p, quad.TypedString{Value: quad.String(strconv.FormatFloat(v, 'f', -1, 64)), Type: vocab.Decimal})
}

// date appends a date unless it is unknown or no date.
func (b *builder) date(s, p quad.IRI, v string) {
	d, err := date.Parse(v)
	if err != nil {
		return
	}
	if lit, ok := literal.Date(d); ok {
		b.add(s, p, lit)
	}
}

// node declares a node: its class and its name.
func (b *builder) node(s, class quad.IRI, name string) {
	b.add(s, vocab.Type, class)
	b.text(s, vocab.Label, name)
}
