package check

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"

	"demarche/graph"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// page is what one label asserts.
type page struct {
	label      quad.IRI
	quads      []quad.Quad
	isDocument bool
	evidence   map[quad.Value]*evidence
	order      []*evidence
	texts      map[quad.Value]string // document -> hash of its text
}

// evidence is one Evidence node as its label has it.
type evidence struct {
	node, document             quad.Value
	start, end                 quad.Value
	quote                      quad.Value
	subject, predicate, object quad.Value
}

// label checks one label and returns how many quads it has.
func (c *checker) label(ctx context.Context, label quad.IRI) (int, error) {
	p := &page{label: label, evidence: map[quad.Value]*evidence{}, texts: map[quad.Value]string{}}
	for q, err := range c.store.Quads(ctx, label) {
		if err != nil {
			return 0, err
		}
		p.quads = append(p.quads, q)
	}
	slices.SortFunc(p.quads, compareQuads)
	for _, q := range p.quads {
		p.take(q)
		if err := vocab.Check(q); err != nil {
			c.broken(Vocabulary, "%v", err)
		}
		if q.Label != quad.Value(label) {
			c.broken(Vocabulary, "%s: the label is %s", q, show(label))
		}
	}
	c.checked(Vocabulary, len(p.quads))
	c.cardinality(p)
	if err := c.texts(ctx, p); err != nil {
		return 0, err
	}
	if p.isDocument {
		c.support(p)
	}
	if c.nodes != nil {
		c.classes(p)
		c.against(p)
	}
	return len(p.quads), ctx.Err()
}

func compareQuads(a, b quad.Quad) int {
	if c := compareValues(a.Subject, b.Subject); c != 0 {
		return c
	}
	if c := compareValues(a.Predicate, b.Predicate); c != 0 {
		return c
	}
	return compareValues(a.Object, b.Object)
}

// compareValues orders values by kind, then by their text; those of rarer kinds by what they print.
func compareValues(a, b quad.Value) int {
	if c := cmp.Compare(kindOf(a), kindOf(b)); c != 0 {
		return c
	}
	switch x := a.(type) {
	case quad.IRI:
		return cmp.Compare(x, b.(quad.IRI))
	case quad.String:
		return cmp.Compare(x, b.(quad.String))
	case quad.TypedString:
		y := b.(quad.TypedString)
		return cmp.Or(cmp.Compare(x.Value, y.Value), cmp.Compare(x.Type, y.Type))
	}
	return cmp.Compare(quad.StringOf(a), quad.StringOf(b))
}

func kindOf(v quad.Value) int {
	switch v.(type) {
	case quad.IRI:
		return 0
	case quad.String:
		return 1
	case quad.TypedString:
		return 2
	}
	return 3
}

// take keeps what later checks of the label need from a quad.
func (p *page) take(q quad.Quad) {
	predicate, _ := q.Predicate.(quad.IRI)
	switch predicate {
	case vocab.Type:
		if q.Subject == quad.Value(p.label) && q.Object == quad.Value(vocab.Document) {
			p.isDocument = true
		}
		if q.Object == quad.Value(vocab.Evidence) {
			p.node(q.Subject)
		}
	case vocab.TextSHA256:
		if hash, ok := q.Object.(quad.String); ok {
			p.texts[q.Subject] = string(hash)
		}
	case vocab.InDocument:
		p.node(q.Subject).document = q.Object
	case vocab.SpanStart:
		p.node(q.Subject).start = q.Object
	case vocab.SpanEnd:
		p.node(q.Subject).end = q.Object
	case vocab.Quote:
		p.node(q.Subject).quote = q.Object
	case vocab.Subject:
		p.node(q.Subject).subject = q.Object
	case vocab.Predicate:
		p.node(q.Subject).predicate = q.Object
	case vocab.Object:
		p.node(q.Subject).object = q.Object
	}
}

func (p *page) node(v quad.Value) *evidence {
	e := p.evidence[v]
	if e == nil {
		e = &evidence{node: v}
		p.evidence[v] = e
		p.order = append(p.order, e)
	}
	return e
}

// cardinality finds second values of predicates that take one. The quads are sorted.
func (c *checker) cardinality(p *page) {
	for i, q := range p.quads {
		predicate, _ := q.Predicate.(quad.IRI)
		t, ok := vocab.Lookup(predicate)
		if !ok || t.Many {
			continue
		}
		c.checked(Cardinality, 1)
		if i > 0 && p.quads[i-1].Subject == q.Subject && p.quads[i-1].Predicate == q.Predicate {
			c.broken(Cardinality, "%s: %s has both %s and %s as %s", show(p.label), show(q.Subject), show(p.quads[i-1].Object), show(q.Object), t.Name)
		}
	}
}

// texts checks that the texts of a label are kept whole, and its evidence against them.
func (c *checker) texts(ctx context.Context, p *page) error {
	kept := map[quad.Value][]rune{}
	for _, q := range p.quads {
		if q.Predicate != quad.Value(vocab.TextSHA256) {
			continue
		}
		c.checked(Texts, 1)
		hash := p.texts[q.Subject]
		text, err := c.store.Text(ctx, hash)
		switch {
		case errors.Is(err, graph.ErrNotFound):
			c.broken(Texts, "%s: its text %s is not kept", show(q.Subject), hash)
			continue
		case errors.Is(err, graph.ErrCorrupt):
			c.broken(Texts, "%s: %v", show(q.Subject), err)
			continue
		case err != nil:
			return err
		}
		if sum := sha256.Sum256([]byte(text)); hex.EncodeToString(sum[:]) != hash {
			c.broken(Texts, "%s: its text has not the hash %s", show(q.Subject), hash)
			continue
		}
		kept[q.Subject] = []rune(text)
	}
	for _, e := range p.order {
		c.span(p, e, kept)
	}
	return nil
}

// span checks that an evidence quotes its document.
func (c *checker) span(p *page, e *evidence, kept map[quad.Value][]rune) {
	c.checked(Spans, 1)
	start, ok1 := e.start.(quad.Int)
	end, ok2 := e.end.(quad.Int)
	quote, ok3 := e.quote.(quad.String)
	if e.document == nil || !ok1 || !ok2 || !ok3 {
		c.broken(Spans, "%s: %s lacks document, start, end or quote", show(p.label), show(e.node))
		return
	}
	text, ok := kept[e.document]
	if !ok {
		c.broken(Spans, "%s: %s points into %s, whose text is not at hand", show(p.label), show(e.node), show(e.document))
		return
	}
	if start < 0 || start > end || int(end) > len(text) {
		c.broken(Spans, "%s: %s has the span [%d,%d) in a text of %d", show(p.label), show(e.node), start, end, len(text))
		return
	}
	if got := string(text[start:end]); got != string(quote) {
		c.broken(Spans, "%s: %s quotes %q, the text at [%d,%d) is %q", show(p.label), show(e.node), string(quote), start, end, got)
	}
}

// support checks that the edges that paths walk have evidence in the document that asserts them.
func (c *checker) support(p *page) {
	type statement struct{ s, p, o quad.Value }
	supported := map[statement]bool{}
	for _, e := range p.order {
		supported[statement{e.subject, e.predicate, e.object}] = true
	}
	for _, q := range p.quads {
		predicate, _ := q.Predicate.(quad.IRI)
		if t, ok := vocab.Lookup(predicate); !ok || !t.Walk {
			continue
		}
		c.checked(Support, 1)
		if !supported[statement{q.Subject, q.Predicate, q.Object}] {
			c.broken(Support, "%s: nothing supports %s %s %s", show(p.label), show(q.Subject), show(q.Predicate), show(q.Object))
		}
	}
}
