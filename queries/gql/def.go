package gql

import (
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
)

// kind is the kind of a type definition, spelled as introspection spells it.
type kind string

const (
	kindObject    kind = "OBJECT"
	kindInterface kind = "INTERFACE"
	kindScalar    kind = "SCALAR"
	kindEnum      kind = "ENUM"
	kindInput     kind = "INPUT_OBJECT"
)

// typeDef is one type of the schema.
type typeDef struct {
	kind     kind
	name     string
	doc      string
	url      string      // of a scalar
	fields   []*fieldDef // of an object or interface
	inputs   []*argDef   // of an input object
	values   []*valueDef // of an enum
	ifaces   []*typeDef  // of an object
	possible []*typeDef  // of an interface
	meta     bool        // part of introspection: not printed, not given to the library
	byName   map[string]*fieldDef
	parse    func(v any) (any, error) // of a scalar: checks an input value
}

// fieldDef is a field with what answers it: exactly one of leaf, one and many is set.
type fieldDef struct {
	name, doc  string
	typ        typeRef
	args       []*argDef
	deprecated string

	// prep reads the arguments once for each place in the document and each request; its result is handed to the
	// resolver as a. Nil for fields whose arguments need no reading.
	prep func(x *exec, args map[string]any) (any, error)
	// size tells how many objects the field may answer with, from what prep returned; nil adds nothing of its own.
	size func(x *exec, a any) int
	// work is what the field costs beside its objects, nil for nothing.
	work func(a any) int
	// leaf writes a JSON value. A field of non-null type must write one that is not null.
	leaf func(x *exec, o obj, a any) error
	// one returns an object; the zero obj is null.
	one func(x *exec, o obj, a any) (obj, error)
	// many returns a list of objects; nil is an empty list.
	many func(x *exec, o obj, a any) ([]obj, error)
}

// argDef is an argument or a field of an input object.
type argDef struct {
	name, doc string
	typ       typeRef
	def       any    // default value, already coerced; nil is none
	defText   string // the default as GraphQL spells it
}

// valueDef is an enum value; value is what Go code sees.
type valueDef struct{ name, doc, value string }

// typeRef is a type as a field or argument uses it.
type typeRef struct {
	def     *typeDef
	text    string // "[Letter!]!"
	nonNull bool
	list    *typeRef // the element type of a list
}

// obj is a value of an object type during execution: a node of the graph, or whatever ref holds. def is its concrete
// type; it may be nil where the field's type is concrete.
type obj struct {
	def *typeDef
	id  graph.ID
	n   int32
	ref any
}

func (o obj) isNull() bool { return o.id == 0 && o.ref == nil }

// registry collects the type definitions by name, in order.
type registry struct {
	types  []*typeDef
	named  map[string]*typeDef
	frozen bool // after finish, names that are not defined are not added
}

func newRegistry() *registry { return &registry{named: map[string]*typeDef{}} }

// use returns the type of a name, defined or still to be defined.
func (r *registry) use(name string) *typeDef {
	t := r.named[name]
	if t == nil {
		t = &typeDef{name: name}
		if !r.frozen {
			r.named[name] = t
		}
	}
	return t
}

// add defines a type.
func (r *registry) add(k kind, name, doc string) *typeDef {
	t := r.use(name)
	t.kind, t.doc = k, doc
	r.types = append(r.types, t)
	return t
}

// ref parses a type as SDL spells it.
func (r *registry) ref(text string) typeRef {
	t := typeRef{text: text}
	if s, ok := strings.CutSuffix(text, "!"); ok {
		t.nonNull, text = true, s
	}
	if strings.HasPrefix(text, "[") {
		inner := r.ref(text[1 : len(text)-1])
		t.list, t.def = &inner, inner.def
		return t
	}
	t.def = r.use(text)
	return t
}

func (r *registry) object(name, doc string, fields ...*fieldDef) *typeDef {
	t := r.add(kindObject, name, doc)
	t.fields = slices.DeleteFunc(fields, func(f *fieldDef) bool { return f == nil })
	return t
}

func (r *registry) iface(name, doc string, fields ...*fieldDef) {
	r.add(kindInterface, name, doc).fields = fields
}

// enum defines an enum from triples of name, Go value and description.
func (r *registry) enum(name, doc string, triples ...string) *typeDef {
	t := r.add(kindEnum, name, doc)
	for i := 0; i+2 < len(triples); i += 3 {
		t.values = append(t.values, &valueDef{name: triples[i], value: triples[i+1], doc: triples[i+2]})
	}
	return t
}

func (r *registry) input(name, doc string, fields ...*argDef) {
	r.add(kindInput, name, doc).inputs = fields
}

// arg defines an argument or input field.
func (r *registry) arg(name, typ, doc string) *argDef {
	return &argDef{name: name, doc: doc, typ: r.ref(typ)}
}

// withDefault gives an argument a default value.
func (a *argDef) withDefault(text string, value any) *argDef {
	a.defText, a.def = text, value
	return a
}

func (r *registry) field(name, typ, doc string, args ...*argDef) *fieldDef {
	return &fieldDef{name: name, doc: doc, typ: r.ref(typ), args: args}
}

// leaf defines a field of scalars or enums.
func (r *registry) leaf(name, typ, doc string, f func(x *exec, o obj, a any) error, args ...*argDef) *fieldDef {
	d := r.field(name, typ, doc, args...)
	d.leaf = f
	return d
}

// one defines a field of one object.
func (r *registry) one(name, typ, doc string, f func(x *exec, o obj, a any) (obj, error), args ...*argDef) *fieldDef {
	d := r.field(name, typ, doc, args...)
	d.one = f
	return d
}

// many defines a field of a plain list of objects; size is the length that the cost counts with, 0 for a list whose
// length its parent already counts.
func (r *registry) many(name, typ, doc string, size int, f func(x *exec, o obj, a any) ([]obj, error), args ...*argDef) *fieldDef {
	d := r.field(name, typ, doc, args...)
	d.many = f
	if size > 0 {
		d.size = func(*exec, any) int { return size }
	}
	return d
}

// implements declares that an object type implements interfaces.
func (r *registry) implements(t *typeDef, ifaces ...string) {
	for _, name := range ifaces {
		i := r.use(name)
		t.ifaces = append(t.ifaces, i)
		i.possible = append(i.possible, t)
	}
}

// finish checks the definitions and builds the look-ups. An error is a mistake in this package.
func (r *registry) finish() error {
	for name, t := range r.named {
		if t.kind == "" {
			return fmt.Errorf("gql: type %s is used and not defined", name)
		}
	}
	for _, t := range r.types {
		t.byName = map[string]*fieldDef{}
		for _, f := range t.fields {
			if t.byName[f.name] != nil {
				return fmt.Errorf("gql: field %s.%s is defined twice", t.name, f.name)
			}
			t.byName[f.name] = f
			if t.kind == kindObject && (f.leaf == nil) == (f.one == nil && f.many == nil) {
				return fmt.Errorf("gql: field %s.%s has no resolver or several", t.name, f.name)
			}
		}
	}
	r.frozen = true
	slices.SortFunc(r.types, func(a, b *typeDef) int { return strings.Compare(a.name, b.name) })
	return nil
}

// isLeaf tells whether values of the type have no fields.
func (t *typeDef) isLeaf() bool { return t.kind == kindScalar || t.kind == kindEnum }

// is tells whether an object of concrete type c is a t.
func (t *typeDef) is(c *typeDef) bool {
	return t == c || t.kind == kindInterface && slices.Contains(c.ifaces, t)
}
