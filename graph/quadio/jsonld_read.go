package quadio

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// jsonld reads JSON-LD one node object after the other: the objects of top-level arrays and of @graph are never held
// together.
type jsonld struct {
	in      *json.Decoder
	lines   *lineCounter
	name    string
	out     *output
	scope   string
	initial *ldContext
	anon    int
	depth   int
}

func readJSONLD(r io.Reader, opts ReadOptions, out *output) error {
	lines := &lineCounter{r: r}
	j := &jsonld{in: json.NewDecoder(lines), lines: lines, name: opts.Name, out: out, scope: opts.Scope, initial: &ldContext{base: opts.Base}}
	j.in.UseNumber()
	err := j.document()
	if err == nil || errors.Is(err, errStop) {
		return err
	}
	var syntax *json.SyntaxError
	at := j.in.InputOffset()
	if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: %w", ErrSyntax, err)
		if syntax != nil {
			at = syntax.Offset
		}
	}
	return fmt.Errorf("%s:%d: %w", j.name, j.lines.line(at), err)
}

func (j *jsonld) document() error {
	if err := j.items(j.initial, nil, true); err != nil {
		return err
	}
	if _, err := j.in.Token(); err != io.EOF {
		return invalid("text after the document")
	}
	return nil
}

// items reads an object or an array of objects from the stream.
func (j *jsonld) items(ctx *ldContext, graph quad.Value, top bool) error {
	token, err := j.in.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('{'):
		return j.object(ctx, graph, top)
	case json.Delim('['):
		if err := j.enter(); err != nil {
			return err
		}
		defer func() { j.depth-- }()
		for j.in.More() {
			if err := j.items(ctx, graph, top); err != nil {
				return err
			}
		}
		_, err = j.in.Token()
		return err
	case nil:
		return nil
	}
	return invalid("want an object, got %v", token)
}

// object reads the rest of an object: @context, @id and @graph as they come, the other keys together at its end.
func (j *jsonld) object(ctx *ldContext, graph quad.Value, top bool) error {
	if err := j.enter(); err != nil {
		return err
	}
	defer func() { j.depth-- }()
	rest := map[string]any{}
	var id quad.Value
	streamed := false
	for j.in.More() {
		token, err := j.in.Token()
		if err != nil {
			return err
		}
		key, ok := token.(string)
		if !ok {
			return invalid("want a key, got %v", token)
		}
		keyword := ctx.expand(key, true)
		if keyword == "@graph" {
			label := graph
			if id == nil && len(rest) > 0 {
				id = j.fresh()
			}
			if id != nil || !top {
				if id == nil {
					id = j.fresh()
				}
				label = id
			}
			streamed = true
			if err := j.items(ctx, label, false); err != nil {
				return err
			}
			continue
		}
		var v any
		if err := j.in.Decode(&v); err != nil {
			return err
		}
		if streamed && (keyword == "@context" || keyword == "@id" || id == nil) {
			return unsupported("%s after @graph", key)
		}
		switch keyword {
		case "@context":
			if len(rest) > 0 || id != nil {
				return unsupported("@context after %s", slices.Sorted(maps.Keys(rest)))
			}
			if ctx, err = ctx.extend(v, j.initial); err != nil {
				return err
			}
		case "@id":
			s, ok := v.(string)
			if !ok {
				return invalid("@id is no string")
			}
			if id != nil {
				return invalid("a node has @id twice")
			}
			if id, err = j.node(ctx.expand(s, false), s); err != nil {
				return err
			}
		default:
			rest[key] = v
		}
	}
	if _, err := j.in.Token(); err != nil {
		return err
	}
	if len(rest) == 0 {
		return nil
	}
	_, err := j.properties(ctx, rest, id, graph)
	return err
}

func (j *jsonld) enter() error {
	if j.depth++; j.depth > maxDepth {
		return invalid("more than %d nodes nest", maxDepth)
	}
	return nil
}

// nested reads a node object that is in memory and returns its node.
func (j *jsonld) nested(ctx *ldContext, obj map[string]any, graph quad.Value) (id quad.Value, err error) {
	if err := j.enter(); err != nil {
		return nil, err
	}
	defer func() { j.depth-- }()
	if local, ok := obj["@context"]; ok {
		if ctx, err = ctx.extend(local, j.initial); err != nil {
			return nil, err
		}
	}
	rest := map[string]any{}
	for key, v := range obj {
		switch ctx.expand(key, true) {
		case "@context":
		case "@id":
			s, ok := v.(string)
			if !ok {
				return nil, invalid("@id is no string")
			}
			if id != nil {
				return nil, invalid("a node has @id twice")
			}
			if id, err = j.node(ctx.expand(s, false), s); err != nil {
				return nil, err
			}
		default:
			rest[key] = v
		}
	}
	return j.properties(ctx, rest, id, graph)
}

// properties emits what the keys of a node object say, all but @context and @id.
func (j *jsonld) properties(ctx *ldContext, obj map[string]any, id, graph quad.Value) (quad.Value, error) {
	if id == nil {
		id = j.fresh()
	}
	for _, key := range slices.Sorted(maps.Keys(obj)) {
		v := obj[key]
		var err error
		switch property := ctx.expand(key, true); property {
		case "@type":
			err = j.types(ctx, v, id, graph)
		case "@graph":
			err = j.each(ctx, v, id)
		case "@nest":
			err = j.nest(ctx, v, id, graph)
		case "@included":
			err = j.each(ctx, v, graph)
		case "@reverse":
			reversed, ok := v.(map[string]any)
			if !ok {
				return nil, invalid("@reverse is no object")
			}
			for _, p := range slices.Sorted(maps.Keys(reversed)) {
				t := ctx.terms[p]
				t.reverse = !t.reverse
				if strings.HasPrefix(ctx.expand(p, true), "@") {
					return nil, invalid("@reverse has the keyword %s", p)
				}
				if err = j.property(ctx, t, ctx.expand(p, true), reversed[p], [2]quad.Value{id, graph}); err != nil {
					return nil, err
				}
			}
		case "@index":
			if _, ok := v.(string); !ok {
				return nil, invalid("@index is no string")
			}
		case "":
		default:
			if strings.HasPrefix(property, "@") {
				return nil, unsupported("%s in a node object", key)
			}
			err = j.property(ctx, ctx.terms[key], property, v, [2]quad.Value{id, graph})
		}
		if err != nil {
			return nil, err
		}
	}
	return id, nil
}

// nest emits properties that stand in an object of their own without meaning.
func (j *jsonld) nest(ctx *ldContext, v any, id, graph quad.Value) error {
	if err := j.enter(); err != nil {
		return err
	}
	defer func() { j.depth-- }()
	for _, item := range listOf(v) {
		obj, ok := item.(map[string]any)
		if !ok {
			return invalid("@nest holds %v, which is no object", item)
		}
		for key := range obj {
			if k := ctx.expand(key, true); k == "@value" || k == "@id" || k == "@context" {
				return invalid("@nest holds %s", key)
			}
		}
		if _, err := j.properties(ctx, obj, id, graph); err != nil {
			return err
		}
	}
	return nil
}

// each reads the node objects of a list in memory.
func (j *jsonld) each(ctx *ldContext, v any, graph quad.Value) error {
	for _, item := range listOf(v) {
		obj, ok := item.(map[string]any)
		if !ok {
			return invalid("want a node object, got %v", item)
		}
		if _, err := j.nested(ctx, obj, graph); err != nil {
			return err
		}
	}
	return nil
}

func listOf(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

func (j *jsonld) types(ctx *ldContext, v any, id, graph quad.Value) error {
	for _, t := range listOf(v) {
		s, ok := t.(string)
		if !ok {
			return invalid("@type is no string")
		}
		iri := ctx.expand(s, true)
		if iri == "" && ctx.base != "" {
			iri = ctx.expand(s, false)
		}
		class, err := j.node(iri, s)
		if err != nil {
			return err
		}
		if err := j.out.emit(quad.Quad{Subject: id, Predicate: quad.IRI(rdfType), Object: class, Label: graph}); err != nil {
			return err
		}
	}
	return nil
}

// property emits the values of one property; at is the node and the graph.
func (j *jsonld) property(ctx *ldContext, t ldTerm, property string, v any, at [2]quad.Value) error {
	if property == "" || !isAbsolute(property) {
		return nil // as JSON-LD wants it: a key that is no IRI says nothing
	}
	if err := checkIRI(property); err != nil {
		return err
	}
	if obj, ok := v.(map[string]any); ok && t.reverse {
		if _, isList := obj["@list"]; isList {
			return invalid("a reverse property has a list")
		}
	}
	values, err := j.values(ctx, t, v, at[1])
	if err != nil {
		return err
	}
	for _, object := range values {
		q := quad.Quad{Subject: at[0], Predicate: quad.IRI(property), Object: object, Label: at[1]}
		if t.reverse {
			if _, ok := object.(quad.Identifier); !ok {
				return invalid("a reverse property has the literal %v", object)
			}
			q.Subject, q.Object = q.Object, q.Subject
		}
		if err := j.out.emit(q); err != nil {
			return err
		}
	}
	return nil
}

// node is the IRI or blank node of an expanded @id.
func (j *jsonld) node(iri, printed string) (quad.Value, error) {
	if name, ok := strings.CutPrefix(iri, "_:"); ok {
		if !validBNode(name) {
			return nil, invalid("%q is no blank node", printed)
		}
		return scoped(j.scope, name), nil
	}
	if iri == "" || !isAbsolute(iri) {
		return nil, invalid("IRI %q is relative and there is no base", printed)
	}
	return quad.IRI(iri), checkIRI(iri)
}

func checkIRI(iri string) error {
	for i := range len(iri) {
		if iriForbids(iri[i]) {
			return invalid("IRI %q has a character that no IRI may have", iri)
		}
	}
	if strings.Count(iri, "#") > 1 {
		return invalid("IRI %q has two fragments", iri)
	}
	return nil
}

// fresh is a blank node that has no name in the file.
func (j *jsonld) fresh() quad.Value {
	j.anon++
	scope := j.scope
	if scope == "" {
		scope = "anon"
	}
	return quad.BNode(scope + "--" + strconv.Itoa(j.anon))
}

// lineCounter tells in which line an offset of the stream lies.
type lineCounter struct {
	r      io.Reader
	offset int64
	ends   []int64 // offsets of line ends not yet passed
	passed int
}

func (c *lineCounter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b == '\n' {
			c.ends = append(c.ends, c.offset+int64(i))
		}
	}
	c.offset += int64(n)
	if len(c.ends) > 1<<20 { // keep the last million: far more than the decoder reads ahead
		c.passed += len(c.ends) - 1<<19
		c.ends = append(c.ends[:0], c.ends[len(c.ends)-1<<19:]...)
	}
	return n, err
}

func (c *lineCounter) line(offset int64) int {
	i, _ := slices.BinarySearch(c.ends, offset)
	return c.passed + i + 1
}
