package gql

import (
	"slices"
	"strings"
	"sync"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// buildLibrarySchema gives the definitions to the library, which validates documents against them. It executes nothing,
// so the types carry no resolvers.
func buildLibrarySchema(r *registry) (graphql.Schema, error) {
	modernIntrospection.Do(extendIntrospection)
	b := &libraryBuilder{types: map[string]graphql.Type{
		"Int": graphql.Int, "Float": graphql.Float, "String": graphql.String,
		"Boolean": graphql.Boolean, "ID": graphql.ID,
	}}
	var all []graphql.Type
	for _, k := range []kind{kindScalar, kindEnum, kindInput, kindInterface, kindObject} {
		for _, t := range r.types {
			if t.kind == k && !t.meta && b.types[t.name] == nil {
				b.types[t.name] = b.build(t)
			}
		}
	}
	for _, t := range r.types {
		if !t.meta {
			all = append(all, b.types[t.name])
		}
	}
	return graphql.NewSchema(graphql.SchemaConfig{Query: b.types["Query"].(*graphql.Object), Types: all})
}

type libraryBuilder struct{ types map[string]graphql.Type }

func (b *libraryBuilder) build(t *typeDef) graphql.Type {
	switch t.kind {
	case kindScalar:
		same := func(v any) any { return v }
		return graphql.NewScalar(graphql.ScalarConfig{
			Name: t.name, Description: t.doc, Serialize: same, ParseValue: same,
			ParseLiteral: func(v ast.Value) any { return parseLiteral(t, v) },
		})
	case kindEnum:
		values := graphql.EnumValueConfigMap{}
		for _, v := range t.values {
			values[v.name] = &graphql.EnumValueConfig{Value: v.name, Description: v.doc}
		}
		return graphql.NewEnum(graphql.EnumConfig{Name: t.name, Description: t.doc, Values: values})
	case kindInput:
		return graphql.NewInputObject(graphql.InputObjectConfig{
			Name: t.name, Description: t.doc,
			Fields: graphql.InputObjectConfigFieldMapThunk(func() graphql.InputObjectConfigFieldMap {
				fields := graphql.InputObjectConfigFieldMap{}
				for _, f := range t.inputs {
					fields[f.name] = &graphql.InputObjectFieldConfig{Type: b.ref(f.typ), Description: f.doc}
				}
				return fields
			}),
		})
	case kindInterface:
		return graphql.NewInterface(graphql.InterfaceConfig{
			Name: t.name, Description: t.doc,
			Fields:      graphql.FieldsThunk(func() graphql.Fields { return b.fields(t) }),
			ResolveType: func(graphql.ResolveTypeParams) *graphql.Object { return nil },
		})
	}
	return graphql.NewObject(graphql.ObjectConfig{
		Name: t.name, Description: t.doc,
		Fields: graphql.FieldsThunk(func() graphql.Fields { return b.fields(t) }),
		Interfaces: graphql.InterfacesThunk(func() []*graphql.Interface {
			var out []*graphql.Interface
			for _, i := range t.ifaces {
				out = append(out, b.types[i.name].(*graphql.Interface))
			}
			return out
		}),
	})
}

// parseLiteral checks a scalar literal for the library: nil refuses it.
func parseLiteral(t *typeDef, v ast.Value) any {
	s, ok := v.(*ast.StringValue)
	if !ok {
		return nil
	}
	if t.parse != nil {
		if _, err := t.parse(s.Value); err != nil {
			return nil
		}
	}
	return s.Value
}

func (b *libraryBuilder) fields(t *typeDef) graphql.Fields {
	out := graphql.Fields{}
	for _, f := range t.fields {
		args := graphql.FieldConfigArgument{}
		for _, a := range f.args {
			args[a.name] = &graphql.ArgumentConfig{Type: b.ref(a.typ), Description: a.doc, DefaultValue: a.def}
		}
		out[f.name] = &graphql.Field{Name: f.name, Type: b.ref(f.typ), Description: f.doc, Args: args, DeprecationReason: f.deprecated}
	}
	return out
}

func (b *libraryBuilder) ref(t typeRef) graphql.Type {
	var out graphql.Type
	if t.list != nil {
		out = graphql.NewList(b.ref(*t.list))
	} else {
		out = b.types[t.def.name]
	}
	if t.nonNull {
		out = graphql.NewNonNull(out)
	}
	return out
}

// modernIntrospection guards the library's own introspection types, which it shares between all schemas.
var modernIntrospection sync.Once

// extendIntrospection adds to the library's introspection types the fields of later specifications, so that queries of
// current tools validate. Their answers come from our own introspection.
func extendIntrospection() {
	text := &graphql.Field{Type: graphql.String}
	truth := &graphql.Field{Type: graphql.NewNonNull(graphql.Boolean)}
	graphql.TypeType.AddFieldConfig("specifiedByURL", text)
	graphql.TypeType.AddFieldConfig("isOneOf", &graphql.Field{Type: graphql.Boolean})
	graphql.SchemaType.AddFieldConfig("description", text)
	graphql.DirectiveType.AddFieldConfig("isRepeatable", truth)
	graphql.InputValueType.AddFieldConfig("isDeprecated", truth)
	graphql.InputValueType.AddFieldConfig("deprecationReason", text)
	withDeprecated := graphql.FieldConfigArgument{"includeDeprecated": &graphql.ArgumentConfig{Type: graphql.Boolean, DefaultValue: false}}
	values := graphql.NewNonNull(graphql.NewList(graphql.NewNonNull(graphql.InputValueType)))
	graphql.FieldType.AddFieldConfig("args", &graphql.Field{Type: values, Args: withDeprecated})
	graphql.DirectiveType.AddFieldConfig("args", &graphql.Field{Type: values, Args: withDeprecated})
	graphql.TypeType.AddFieldConfig("inputFields", &graphql.Field{
		Args: withDeprecated,
		Type: graphql.NewList(graphql.NewNonNull(graphql.InputValueType)),
	})
}

// directives are the directives that documents may use, as introspection and the SDL show them.
type directiveDef struct {
	name, doc string
	locations []string
	args      []*argDef
}

func directiveDefs(r *registry) []directiveDef {
	executable := []string{"FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"}
	return []directiveDef{
		{
			"deprecated", "Marks an element of the schema as no longer supported.",
			[]string{"FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INPUT_FIELD_DEFINITION", "ENUM_VALUE"},
			[]*argDef{r.arg("reason", "String", "Why, and what to use instead.").withDefault(`"No longer supported"`, "No longer supported")},
		},
		{
			"include", "Includes the field or fragment only when the argument is true.", executable,
			[]*argDef{r.arg("if", "Boolean!", "Included when true.")},
		},
		{
			"skip", "Leaves the field or fragment out when the argument is true.", executable,
			[]*argDef{r.arg("if", "Boolean!", "Left out when true.")},
		},
		{
			"specifiedBy", "Tells where the behaviour of a custom scalar is specified.",
			[]string{"SCALAR"},
			[]*argDef{r.arg("url", "String!", "The address of the specification.")},
		},
	}
}

// printSDL prints the schema in the schema definition language, types by name.
func printSDL(r *registry) string {
	var b strings.Builder
	b.WriteString("# Written by `go test ./queries/gql -update`; do not edit.\n\n")
	sdlDoc(&b, "", schemaDoc)
	b.WriteString("schema {\n  query: Query\n}\n")
	for _, t := range r.types {
		if t.meta || slices.Contains(builtinScalars, t.name) {
			continue
		}
		b.WriteByte('\n')
		sdlType(&b, t)
	}
	return b.String()
}

var builtinScalars = []string{"Int", "Float", "String", "Boolean", "ID"}

func sdlType(b *strings.Builder, t *typeDef) {
	sdlDoc(b, "", t.doc)
	switch t.kind {
	case kindScalar:
		// The directive stands in an extension: tools that compare schemas take a directive on the definition for a
		// difference from the served schema, whose introspection shows no directives.
		b.WriteString("scalar " + t.name + "\n\nextend scalar " + t.name + " @specifiedBy(url: \"" + t.url + "\")\n")
		return
	case kindEnum:
		b.WriteString("enum " + t.name + " {\n")
		for _, v := range t.values {
			sdlDoc(b, "  ", v.doc)
			b.WriteString("  " + v.name + "\n")
		}
	case kindInput:
		b.WriteString("input " + t.name + " {\n")
		for _, f := range t.inputs {
			sdlDoc(b, "  ", f.doc)
			b.WriteString("  " + sdlArg(f) + "\n")
		}
	case kindInterface, kindObject:
		word := "type "
		if t.kind == kindInterface {
			word = "interface "
		}
		b.WriteString(word + t.name)
		for i, x := range t.ifaces {
			b.WriteString([]string{" implements ", " & "}[min(i, 1)] + x.name)
		}
		b.WriteString(" {\n")
		for _, f := range t.fields {
			sdlField(b, f)
		}
	}
	b.WriteString("}\n")
}

func sdlField(b *strings.Builder, f *fieldDef) {
	sdlDoc(b, "  ", f.doc)
	b.WriteString("  " + f.name)
	if len(f.args) > 0 {
		b.WriteString("(\n")
		for _, a := range f.args {
			sdlDoc(b, "    ", a.doc)
			b.WriteString("    " + sdlArg(a) + "\n")
		}
		b.WriteString("  )")
	}
	b.WriteString(": " + f.typ.text)
	if f.deprecated != "" {
		b.WriteString(" @deprecated(reason: " + string(appendString(nil, f.deprecated)) + ")")
	}
	b.WriteByte('\n')
}

func sdlArg(a *argDef) string {
	s := a.name + ": " + a.typ.text
	if a.defText != "" {
		s += " = " + a.defText
	}
	return s
}

func sdlDoc(b *strings.Builder, indent, doc string) {
	if doc == "" {
		return
	}
	b.WriteString(indent + `"""` + "\n")
	for line := range strings.Lines(doc) {
		b.WriteString(indent + strings.TrimRight(line, "\n") + "\n")
	}
	b.WriteString(indent + `"""` + "\n")
}

// warm fills the tables that the library makes on first use without a lock: the names of enums and the possible types of
// interfaces. Afterwards any number of goroutines may validate against the schema.
func warm(schema *graphql.Schema) {
	for _, t := range schema.TypeMap() {
		switch x := t.(type) {
		case *graphql.Enum:
			x.ParseValue("")
			x.Serialize("")
		case *graphql.Interface:
			schema.IsPossibleType(x, schema.QueryType())
		case *graphql.Union:
			schema.IsPossibleType(x, schema.QueryType())
		case *graphql.Object:
			x.Fields()
			x.Interfaces()
		case *graphql.InputObject:
			x.Fields()
		}
	}
}
