package gql

import "strings"

// typeWrap is a type with its wrappers during introspection: ref is nil for the bare definition.
type typeWrap struct {
	def  *typeDef
	ref  *typeRef
	bare bool // the non-null wrapper of ref is already taken off
}

func wrapOf(r *typeRef) *typeWrap {
	if r.list == nil && !r.nonNull {
		return &typeWrap{def: r.def}
	}
	return &typeWrap{def: r.def, ref: r}
}

// kindName is the kind as introspection names it.
func (w *typeWrap) kindName() string {
	switch {
	case w.ref == nil:
		return string(w.def.kind)
	case w.ref.nonNull && !w.bare:
		return "NON_NULL"
	}
	return "LIST"
}

// inner is the type without its outermost wrapper, nil for a bare definition.
func (w *typeWrap) inner() *typeWrap {
	switch {
	case w.ref == nil:
		return nil
	case w.ref.nonNull && !w.bare:
		if w.ref.list == nil {
			return &typeWrap{def: w.def}
		}
		return &typeWrap{def: w.def, ref: w.ref, bare: true}
	}
	return wrapOf(w.ref.list)
}

// named is the definition of an unwrapped type, nil for a wrapper.
func (w *typeWrap) named() *typeDef {
	if w.ref != nil {
		return nil
	}
	return w.def
}

func wrapObj(def *typeDef) obj { return obj{ref: &typeWrap{def: def}} }

func wrapObjs(ts []*typeDef) []obj {
	out := make([]obj, len(ts))
	for i, t := range ts {
		out[i] = wrapObj(t)
	}
	return out
}

// defineIntrospection defines __schema, __type and their types. The library has these types too; documents are
// validated against its own, answers come from here: complete, in the order of the schema, and without its executor.
func defineIntrospection(e *Engine) {
	r := e.reg
	meta := func(name string, fields ...*fieldDef) {
		t := r.object(name, "", fields...)
		t.meta = true
	}
	for _, n := range builtinScalars {
		if r.named[n] == nil || r.named[n].kind == "" {
			t := r.add(kindScalar, n, builtinDoc[n])
			t.meta = true
		}
	}
	for n, values := range metaEnums {
		t := r.enum(n, "")
		t.meta = true
		for _, v := range strings.Fields(values) {
			t.values = append(t.values, &valueDef{name: v, value: v})
		}
	}
	includeDeprecated := r.arg("includeDeprecated", "Boolean", "").withDefault("false", false)
	meta("__Schema",
		r.leaf("description", "String", "", func(x *exec, _ obj, _ any) error { x.str(schemaDoc); return nil }),
		r.many("types", "[__Type!]!", "", 0, func(x *exec, _ obj, _ any) ([]obj, error) { return e.allTypes(), nil }),
		r.one("queryType", "__Type!", "", func(*exec, obj, any) (obj, error) { return wrapObj(e.query), nil }),
		r.one("mutationType", "__Type", "", func(*exec, obj, any) (obj, error) { return obj{}, nil }),
		r.one("subscriptionType", "__Type", "", func(*exec, obj, any) (obj, error) { return obj{}, nil }),
		r.many("directives", "[__Directive!]!", "", 0, func(*exec, obj, any) ([]obj, error) {
			var out []obj
			for _, d := range e.directives {
				out = append(out, obj{ref: &d})
			}
			return out, nil
		}))
	meta("__Type", introspectType(e, includeDeprecated)...)
	meta("__Field",
		metaText(r, "name", "String!", func(o obj) string { return o.ref.(*fieldDef).name }),
		metaText(r, "description", "String", func(o obj) string { return o.ref.(*fieldDef).doc }),
		r.many("args", "[__InputValue!]!", "", 0, func(_ *exec, o obj, _ any) ([]obj, error) { return argObjs(o.ref.(*fieldDef).args), nil }, includeDeprecated),
		r.one("type", "__Type!", "", func(_ *exec, o obj, _ any) (obj, error) { return obj{ref: wrapOf(&o.ref.(*fieldDef).typ)}, nil }),
		r.leaf("isDeprecated", "Boolean!", "", func(x *exec, o obj, _ any) error { x.bool(o.ref.(*fieldDef).deprecated != ""); return nil }),
		metaText(r, "deprecationReason", "String", func(o obj) string { return o.ref.(*fieldDef).deprecated }))
	meta("__InputValue",
		metaText(r, "name", "String!", func(o obj) string { return o.ref.(*argDef).name }),
		metaText(r, "description", "String", func(o obj) string { return o.ref.(*argDef).doc }),
		r.one("type", "__Type!", "", func(_ *exec, o obj, _ any) (obj, error) { return obj{ref: wrapOf(&o.ref.(*argDef).typ)}, nil }),
		metaText(r, "defaultValue", "String", func(o obj) string { return o.ref.(*argDef).defText }),
		metaFalse(r, "isDeprecated"), metaText(r, "deprecationReason", "String", func(obj) string { return "" }))
	meta("__EnumValue",
		metaText(r, "name", "String!", func(o obj) string { return o.ref.(*valueDef).name }),
		metaText(r, "description", "String", func(o obj) string { return o.ref.(*valueDef).doc }),
		metaFalse(r, "isDeprecated"), metaText(r, "deprecationReason", "String", func(obj) string { return "" }))
	defineMetaDirective(r, meta, includeDeprecated)
	e.metaFields = map[string]*fieldDef{
		"__schema": r.one("__schema", "__Schema!", "", func(*exec, obj, any) (obj, error) { return obj{n: 1, ref: e}, nil }),
		"__type": r.one("__type", "__Type", "", func(_ *exec, _ obj, a any) (obj, error) {
			name, _ := a.(map[string]any)["name"].(string)
			if t := r.named[name]; t != nil {
				return wrapObj(t), nil
			}
			return obj{}, nil
		}, r.arg("name", "String!", "")),
	}
}

func defineMetaDirective(r *registry, meta func(string, ...*fieldDef), includeDeprecated *argDef) {
	meta("__Directive",
		metaText(r, "name", "String!", func(o obj) string { return o.ref.(*directiveDef).name }),
		metaText(r, "description", "String", func(o obj) string { return o.ref.(*directiveDef).doc }),
		metaFalse(r, "isRepeatable"), metaFalse(r, "onOperation"), metaFalse(r, "onFragment"), metaFalse(r, "onField"),
		r.leaf("locations", "[__DirectiveLocation!]!", "", func(x *exec, o obj, _ any) error {
			x.strs(o.ref.(*directiveDef).locations)
			return nil
		}),
		r.many("args", "[__InputValue!]!", "", 0, func(_ *exec, o obj, _ any) ([]obj, error) {
			return argObjs(o.ref.(*directiveDef).args), nil
		}, includeDeprecated))
}

// metaEnums are the enums of introspection with their values.
var metaEnums = map[string]string{
	"__TypeKind": "SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL",
	"__DirectiveLocation": "QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION SCHEMA SCALAR OBJECT " +
		"FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT INPUT_FIELD_DEFINITION",
}

var builtinDoc = map[string]string{
	"Int":     "A whole number of 32 bits.",
	"Float":   "A number of double precision as IEEE 754 defines it.",
	"String":  "Text in UTF-8.",
	"Boolean": "true or false.",
	"ID":      "A global id.",
}

func metaText(r *registry, name, typ string, f func(o obj) string) *fieldDef {
	return r.leaf(name, typ, "", func(x *exec, o obj, _ any) error {
		x.opt(f(o))
		return nil
	})
}

func metaFalse(r *registry, name string) *fieldDef {
	return r.leaf(name, "Boolean!", "", func(x *exec, _ obj, _ any) error { x.bool(false); return nil })
}

func argObjs(args []*argDef) []obj {
	out := make([]obj, len(args))
	for i, a := range args {
		out[i] = obj{ref: a}
	}
	return out
}

func (e *Engine) allTypes() []obj {
	var out []obj
	for _, t := range e.reg.types {
		out = append(out, wrapObj(t))
	}
	return out
}

// introspectType are the fields of __Type. Lists that do not apply to a kind of type are null.
func introspectType(e *Engine, includeDeprecated *argDef) []*fieldDef {
	r := e.reg
	list := func(name, typ string, f func(t *typeDef, a any) ([]obj, bool), args ...*argDef) *fieldDef {
		d := r.field(name, typ, "", args...)
		d.many = func(_ *exec, o obj, a any) ([]obj, error) {
			if t := o.ref.(*typeWrap).named(); t != nil {
				if items, ok := f(t, a); ok {
					return items, nil
				}
			}
			return nil, errAbsent
		}
		return d
	}
	return []*fieldDef{
		r.leaf("kind", "__TypeKind!", "", func(x *exec, o obj, _ any) error { x.str(o.ref.(*typeWrap).kindName()); return nil }),
		metaText(r, "name", "String", func(o obj) string {
			if t := o.ref.(*typeWrap).named(); t != nil {
				return t.name
			}
			return ""
		}),
		metaText(r, "description", "String", func(o obj) string {
			if t := o.ref.(*typeWrap).named(); t != nil {
				return t.doc
			}
			return ""
		}),
		metaText(r, "specifiedByURL", "String", func(o obj) string {
			if t := o.ref.(*typeWrap).named(); t != nil {
				return t.url
			}
			return ""
		}),
		r.leaf("isOneOf", "Boolean", "", func(x *exec, o obj, _ any) error {
			if t := o.ref.(*typeWrap).named(); t != nil && t.kind == kindInput {
				x.bool(false)
			} else {
				x.null()
			}
			return nil
		}),
		list("fields", "[__Field!]", func(t *typeDef, a any) ([]obj, bool) {
			if t.kind != kindObject && t.kind != kindInterface {
				return nil, false
			}
			all, _ := a.(map[string]any)["includeDeprecated"].(bool)
			var out []obj
			for _, f := range t.fields {
				if all || f.deprecated == "" {
					out = append(out, obj{ref: f})
				}
			}
			return out, true
		}, includeDeprecated),
		list("interfaces", "[__Type!]", func(t *typeDef, _ any) ([]obj, bool) {
			return wrapObjs(t.ifaces), t.kind == kindObject || t.kind == kindInterface
		}),
		list("possibleTypes", "[__Type!]", func(t *typeDef, _ any) ([]obj, bool) { return wrapObjs(t.possible), t.kind == kindInterface }),
		list("enumValues", "[__EnumValue!]", func(t *typeDef, _ any) ([]obj, bool) {
			out := make([]obj, len(t.values))
			for i, v := range t.values {
				out[i] = obj{ref: v}
			}
			return out, t.kind == kindEnum
		}, includeDeprecated),
		list("inputFields", "[__InputValue!]", func(t *typeDef, _ any) ([]obj, bool) { return argObjs(t.inputs), t.kind == kindInput }, includeDeprecated),
		r.one("ofType", "__Type", "", func(_ *exec, o obj, _ any) (obj, error) {
			if w := o.ref.(*typeWrap).inner(); w != nil {
				return obj{ref: w}, nil
			}
			return obj{}, nil
		}),
	}
}
