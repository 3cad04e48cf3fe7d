package quadio

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// typeMark stands for rdf:type in sorted records, so that it comes first; it sorts before any IRI.
const typeMark = "!"

// appendRecord appends "label TAB subject TAB predicate TAB object", each term as N-Quads writes it: no term holds a
// TAB. Without labels the first field is empty.
func appendRecord(b []byte, q quad.Quad, labels bool) ([]byte, error) {
	if err := checkPlaces(q); err != nil {
		return b, err
	}
	for _, v := range [...]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if iri, ok := v.(quad.IRI); ok && strings.ContainsFunc(string(iri), func(c rune) bool { return c < utf8.RuneSelf && iriForbids(byte(c)) }) {
			return b, fmt.Errorf("IRI %q has a character that no IRI may have: %w", string(iri), ErrValue)
		}
	}
	var err error
	if labels && q.Label != nil {
		if b, err = appendTerm(b, q.Label); err != nil {
			return b, err
		}
	}
	for i, v := range [...]quad.Value{q.Subject, q.Predicate, q.Object} {
		b = append(b, '\t')
		if i == 1 && v == quad.Value(quad.IRI(rdfType)) {
			b = append(b, typeMark...)
		} else if b, err = appendTerm(b, v); err != nil {
			return b, err
		}
	}
	return b, nil
}

// fields takes a record apart.
func fields(record []byte) (f [4]string, ok bool) {
	parts := bytes.Split(record, []byte{'\t'})
	if len(parts) != len(f) {
		return f, false
	}
	for i := range f {
		f[i] = string(parts[i])
	}
	return f, true
}

// prefixes are the short names that every file declares: the vocabulary's and one per kind of instance.
func prefixes() []vocab.Prefix {
	all := vocab.Prefixes()
	all = append(all, vocab.Prefix{Name: "bioguide", Namespace: iri.Base + "person:bioguide:"},
		vocab.Prefix{Name: "ocd", Namespace: iri.Base + "person:ocd:"}, vocab.Prefix{Name: "wd", Namespace: "http://www.wikidata.org/entity/"})
	for _, kind := range []string{
		"affiliation", "country", "demand", "demandtype", "document", "event", "evidence", "judgement", "legal", "letter",
		"organization", "person", "post", "recipient", "register", "sanction", "signature", "statement", "tenure",
	} {
		all = append(all, vocab.Prefix{Name: kind, Namespace: iri.Base + kind + ":"})
	}
	return all
}

// turtleWriter writes sorted records as Turtle or TriG.
type turtleWriter struct {
	out
	short  map[string]string // namespace -> prefix with colon
	indent string
	last   [4]string
	open   bool // a statement is open
	graph  bool // a graph is open
}

func writeTurtle(ctx context.Context, w io.Writer, quads iter.Seq2[quad.Quad, error], trig bool) (int, error) {
	s, err := sortQuads(ctx, quads, func(b []byte, q quad.Quad) ([]byte, error) { return appendRecord(b, q, trig) })
	if err != nil {
		return 0, err
	}
	defer s.close()
	t := &turtleWriter{out: out{bufio.NewWriterSize(w, 1<<16)}, short: map[string]string{}}
	for _, p := range prefixes() {
		t.short[p.Namespace] = p.Name + ":"
		fmt.Fprintf(t, "@prefix %s: <%s> .\n", p.Name, p.Namespace)
	}
	n := 0
	err = s.each(ctx, func(record []byte) error {
		f, ok := fields(record)
		if !ok {
			return fmt.Errorf("quadio: a sorted record has not four fields: %w", ErrValue)
		}
		n++
		t.statement(f)
		return nil
	})
	if err != nil {
		return n, err
	}
	t.endSubject()
	t.endGraph()
	return n, t.Flush()
}

func (t *turtleWriter) statement(f [4]string) {
	switch {
	case !t.open || f[0] != t.last[0]:
		t.endSubject()
		if f[0] != t.last[0] {
			t.endGraph()
			t.put("\n" + t.term(f[0]) + " {")
			t.graph, t.indent = true, "    "
		}
		t.begin(f)
	case f[1] != t.last[1]:
		t.endSubject()
		t.begin(f)
	case f[2] != t.last[2]:
		t.put(" ;\n" + t.indent + "    " + t.term(f[2]) + " " + t.term(f[3]))
	default:
		t.put(" , " + t.term(f[3]))
	}
	t.last, t.open = f, true
}

func (t *turtleWriter) begin(f [4]string) {
	t.put("\n" + t.indent + t.term(f[1]) + " " + t.term(f[2]) + " " + t.term(f[3]))
}

func (t *turtleWriter) endSubject() {
	if t.open {
		t.put(" .\n")
	}
	t.open = false
}

func (t *turtleWriter) endGraph() {
	if t.graph {
		t.put("}\n")
	}
	t.graph, t.indent = false, ""
}

// term is the Turtle form of a term in its N-Quads form: short names, bare whole numbers and truth values.
func (t *turtleWriter) term(s string) string {
	switch {
	case s == typeMark:
		return "a"
	case s[0] == '<':
		return t.name(s)
	case s[0] != '"' || s[len(s)-1] != '>':
		return s
	}
	i := strings.LastIndex(s, `"^^<`)
	text, datatype := s[1:i], s[i+3:]
	switch datatype {
	case "<" + xsdInteger + ">":
		if _, ok := NewLiteral(text, xsdInteger, "").(quad.Int); ok {
			return text
		}
	case "<" + xsdBoolean + ">":
		if text == "true" || text == "false" {
			return text
		}
	}
	return s[:i+3] + t.name(datatype)
}

// name shortens <iri> when what follows the namespace is plain enough for every reader: letters, digits, _ and inner -.
func (t *turtleWriter) name(s string) string {
	iri := s[1 : len(s)-1]
	cut := strings.LastIndexAny(iri, "#/:") + 1
	local := iri[cut:]
	prefix, ok := t.short[iri[:cut]]
	if !ok || local == "" || local[0] == '-' || local[len(local)-1] == '-' {
		return s
	}
	for i := range len(local) {
		c := local[i]
		if !isLetter(rune(c)) && !isDigit(rune(c)) && c != '_' && c != '-' {
			return s
		}
	}
	return prefix + local
}
