package quadio

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"

	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// maxSafe is the greatest whole number that every JSON reader keeps exactly, 2^53 - 1.
const maxSafe = 1<<53 - 1

// jsonldTerms are the names of the vocabulary's predicates. They are declared with full IRIs and no prefixes, so that no
// IRI of the data can be taken for a compact one.
func jsonldTerms() (map[string]vocab.Term, []vocab.Term) {
	byIRI := map[string]vocab.Term{}
	var list []vocab.Term
	for _, t := range vocab.Predicates() {
		if t.IRI != vocab.Type {
			byIRI[string(t.IRI)] = t
			list = append(list, t)
		}
	}
	return byIRI, list
}

// AppendContext appends the JSON-LD context of the vocabulary as one object, indented by two spaces a level from depth.
func AppendContext(b []byte, depth int) []byte {
	indent := "\n" + strings.Repeat("  ", depth)
	b = append(b, '{')
	_, terms := jsonldTerms()
	for i, t := range terms {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, indent...), "  "...)
		b = appendJSON(b, t.Name)
		b = append(b, `: {"@id": `...)
		b = appendJSON(b, string(t.IRI))
		if t.Value == vocab.Node {
			b = append(b, `, "@type": "@id"`...)
		}
		b = append(b, '}')
	}
	return append(append(b, indent...), '}')
}

// appendJSON appends a JSON string with as few escapes as JSON allows.
func appendJSON(b []byte, s string) []byte {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return append(b, `""`...) // a string always encodes
	}
	return append(b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
}

// jsonldWriter writes sorted records as one document: a context and one graph object per label.
type jsonldWriter struct {
	out
	terms  map[string]vocab.Term
	last   [4]string
	values []string // objects of the open property, as JSON
	graph  bool     // a graph object is open
	node   bool     // a node object is open
	any    bool     // something stands in the innermost open array
}

func writeJSONLD(ctx context.Context, w io.Writer, quads iter.Seq2[quad.Quad, error]) (int, error) {
	s, err := sortQuads(ctx, quads, func(b []byte, q quad.Quad) ([]byte, error) { return appendRecord(b, q, true) })
	if err != nil {
		return 0, err
	}
	defer s.close()
	terms, _ := jsonldTerms()
	j := &jsonldWriter{out: out{bufio.NewWriterSize(w, 1<<16)}, terms: terms}
	j.put("{\n  \"@context\": ")
	j.put(string(AppendContext(nil, 1)))
	j.put(",\n  \"@graph\": [")
	n := 0
	err = s.each(ctx, func(record []byte) error {
		f, ok := fields(record)
		if !ok {
			return fmt.Errorf("quadio: a sorted record has not four fields: %w", ErrValue)
		}
		n++
		return j.statement(f)
	})
	if err != nil {
		return n, err
	}
	j.endNode()
	j.endGraph()
	j.put("\n  ]\n}\n")
	return n, j.Flush()
}

func (j *jsonldWriter) statement(f [4]string) error {
	if !j.node || f[0] != j.last[0] || f[1] != j.last[1] {
		j.endNode()
		if f[0] != j.last[0] {
			j.endGraph()
			j.item("    ")
			j.put("{\"@id\": " + j.id(f[0]) + ", \"@graph\": [")
			j.graph, j.any = true, false
		}
		j.item(j.indent())
		j.put("{\n" + j.indent() + "  \"@id\": " + j.id(f[1]))
		j.node = true
	} else if f[2] != j.last[2] {
		j.endProperty()
	}
	j.last = f
	value, err := j.value(f[2], f[3])
	if err != nil {
		return err
	}
	j.values = append(j.values, value)
	return nil
}

func (j *jsonldWriter) indent() string {
	if j.graph {
		return "      "
	}
	return "    "
}

// item begins an item of the open array.
func (j *jsonldWriter) item(indent string) {
	if j.any {
		j.put(",")
	}
	j.any = true
	j.put("\n" + indent)
}

func (j *jsonldWriter) endProperty() {
	if len(j.values) == 0 {
		return
	}
	key := `"@type"`
	if p := j.last[2]; p != typeMark {
		iri := p[1 : len(p)-1]
		if t, ok := j.terms[iri]; ok {
			iri = t.Name
		}
		key = string(appendJSON(nil, iri))
	}
	value := j.values[0]
	if len(j.values) > 1 {
		value = "[" + strings.Join(j.values, ", ") + "]"
	}
	j.put(",\n" + j.indent() + "  " + key + ": " + value)
	j.values = j.values[:0]
}

func (j *jsonldWriter) endNode() {
	if j.node {
		j.endProperty()
		j.put("\n" + j.indent() + "}")
	}
	j.node = false
}

func (j *jsonldWriter) endGraph() {
	if j.graph {
		j.put("\n    ]}")
	}
	j.graph, j.any = false, j.any || j.graph
}

// id is the JSON string of a node in its N-Quads form.
func (j *jsonldWriter) id(s string) string {
	if s[0] == '<' {
		s = s[1 : len(s)-1]
	}
	return string(appendJSON(nil, s))
}

// value is the JSON of an object in its N-Quads form.
func (j *jsonldWriter) value(predicate, object string) (string, error) {
	t, known := j.terms[strings.Trim(predicate, "<>")]
	asID := known && t.Value == vocab.Node
	if object[0] != '"' {
		if asID || predicate == typeMark {
			return j.id(object), nil
		}
		return `{"@id": ` + j.id(object) + "}", nil
	}
	if predicate == typeMark {
		return "", fmt.Errorf("quadio: JSON-LD has no place for the class %.40s: %w", object, ErrValue)
	}
	p := lineParser{rest: object}
	v, err := p.literal()
	if err != nil {
		return "", err
	}
	text, datatype, lang, _ := Literal(v)
	quoted := string(appendJSON(nil, text))
	switch v := v.(type) {
	case quad.Bool:
		return text, nil
	case quad.Int:
		if -maxSafe <= v && v <= maxSafe {
			return text, nil
		}
	case quad.String:
		if asID {
			return `{"@value": ` + quoted + "}", nil
		}
		return quoted, nil
	}
	if lang != "" {
		return `{"@value": ` + quoted + `, "@language": ` + string(appendJSON(nil, lang)) + "}", nil
	}
	return `{"@value": ` + quoted + `, "@type": ` + string(appendJSON(nil, datatype)) + "}", nil
}
