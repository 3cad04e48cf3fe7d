package vocab

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"demarche/schema/date"
	"demarche/schema/iri"

	"github.com/cayleygraph/quad"
)

// ErrVocabulary is wrapped by every error of [Check]: the quad says something that the vocabulary has no room for.
var ErrVocabulary = errors.New("breaks the vocabulary")

var byIRI = sync.OnceValue(func() map[quad.IRI]Term {
	m := make(map[quad.IRI]Term)
	for _, t := range Predicates() {
		m[t.IRI] = t
	}
	return m
})

var classByIRI = sync.OnceValue(func() map[quad.IRI]Class {
	m := make(map[quad.IRI]Class)
	for _, c := range Classes() {
		m[c.IRI] = c
	}
	return m
})

// Lookup finds a predicate by its IRI.
func Lookup(iri quad.IRI) (Term, bool) {
	t, ok := byIRI()[iri]
	return t, ok
}

// LookupClass finds a class by its IRI.
func LookupClass(iri quad.IRI) (Class, bool) {
	c, ok := classByIRI()[iri]
	return c, ok
}

// Check tells whether a quad may enter the graph by itself: subject, predicate and label are valid IRIs, the predicate is
// in the table, and the object is of the kind that the table wants. Domains and ranges, which need the types of nodes,
// are checked on the whole graph by graph/check. The error wraps [ErrVocabulary] and shows the quad.
func Check(q quad.Quad) error {
	if why := fault(q); why != "" {
		return fmt.Errorf("%s: %w: %s", q, ErrVocabulary, why)
	}
	return nil
}

func fault(q quad.Quad) string {
	for _, v := range []struct {
		name string
		v    quad.Value
	}{{"subject", q.Subject}, {"predicate", q.Predicate}, {"label", q.Label}} {
		id, ok := v.v.(quad.IRI)
		if !ok {
			return v.name + " is not an IRI"
		}
		if err := iri.Valid(id); err != nil {
			return v.name + ": " + err.Error()
		}
	}
	t, ok := Lookup(q.Predicate.(quad.IRI))
	if !ok {
		return "unknown predicate"
	}
	if t.IRI == Type {
		c, ok := q.Object.(quad.IRI)
		if !ok {
			return "class is not an IRI"
		}
		if _, ok := LookupClass(c); !ok {
			return "unknown class"
		}
		return ""
	}
	return objectFault(t, q.Object)
}

func objectFault(t Term, v quad.Value) string {
	switch o := v.(type) {
	case quad.IRI:
		if t.Value != Node {
			return t.Name + " wants a literal"
		}
		if err := iri.Valid(o); err != nil {
			return "object: " + err.Error()
		}
	case quad.String:
		if t.Value != String {
			return t.Name + " wants another kind of value than a plain string"
		}
		return textFault(string(o))
	case quad.Int:
		if t.Value != Integer {
			return t.Name + " does not want a whole number"
		}
	case quad.Bool:
		if t.Value != Boolean {
			return t.Name + " does not want a truth value"
		}
	case quad.TypedString:
		return typedFault(t, o)
	default:
		return fmt.Sprintf("object of kind %T", v)
	}
	return ""
}

func typedFault(t Term, o quad.TypedString) string {
	switch t.Value {
	case Dated:
		d, err := date.Parse(string(o.Value))
		if err != nil {
			return t.Name + ": " + err.Error()
		}
		if o.Type != DateType(d) {
			return t.Name + " has the wrong datatype for its precision"
		}
	case Number:
		if o.Type != Decimal || !isDecimal(string(o.Value)) {
			return t.Name + " wants an xsd:decimal"
		}
	default:
		return t.Name + " does not want a typed literal"
	}
	return ""
}

// DateType is the datatype of a date's literal by its precision.
func DateType(d date.Date) quad.IRI {
	switch len(d) {
	case 4:
		return Year
	case 7:
		return Month
	}
	return Date
}

func isDecimal(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole, frac, dot := strings.Cut(s, ".")
	digits := func(s string) bool {
		return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
	}
	return digits(whole) && (!dot || digits(frac))
}

func textFault(s string) string {
	if !utf8.ValidString(s) {
		return "text is not valid UTF-8"
	}
	for _, r := range s {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0x7f {
			return fmt.Sprintf("text has the control character U+%04X", r)
		}
	}
	return ""
}
