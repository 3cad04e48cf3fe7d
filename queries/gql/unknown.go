package gql

import (
	"slices"
	"strings"

	"demarche/queries"
	"demarche/schema/names"

	"github.com/graphql-go/graphql/language/ast"
)

// maxSuggestions is for how many unknown names of a document a known one is looked for.
const maxSuggestions = 5

// unknownNames finds the fields, arguments and types that the schema does not have, and values of arguments that do not
// fit, up to the limit of errors. The library finds them too, but compares each one with every known name and prints
// whole values, however many and large there are: 300 unknown enum values take it four seconds.
func (d *document) unknownNames(e *Engine) []*Error {
	u := &unknowns{d: d, e: e}
	for _, def := range d.ast.Definitions {
		switch def := def.(type) {
		case *ast.OperationDefinition:
			u.directives(def.Directives)
			for _, v := range def.VariableDefinitions {
				if u.typeName(baseName(v.Type)) != nil && v.DefaultValue != nil {
					u.value("Variable \"$"+v.Variable.Name.Value+"\"", u.e.reg.ref(typeText(v.Type)), v.DefaultValue, v.Loc)
				}
			}
			if def.Operation == ast.OperationTypeQuery {
				u.set(e.query, def.SelectionSet)
			}
		case *ast.FragmentDefinition:
			u.directives(def.Directives)
			u.set(u.typeName(def.TypeCondition), def.SelectionSet)
		}
	}
	return u.errs
}

func baseName(t ast.Type) *ast.Named {
	switch t := t.(type) {
	case *ast.Named:
		return t
	case *ast.List:
		return baseName(t.Type)
	case *ast.NonNull:
		return baseName(t.Type)
	}
	return nil
}

type unknowns struct {
	d    *document
	e    *Engine
	errs []*Error
}

func (u *unknowns) add(loc *ast.Location, message, name string, known func(yield func(string))) {
	if len(u.errs) >= u.e.limits.Errors {
		return
	}
	if len(u.errs) < maxSuggestions {
		best, least := "", 3
		known(func(k string) {
			if n := names.OSA(name, k, 2); n < least {
				best, least = k, n
			}
		})
		if best != "" {
			message += ` Did you mean "` + best + `"?`
		}
	}
	u.errs = append(u.errs, &Error{Message: message, Code: queries.ValidationFailed, Locations: u.d.place(loc)})
}

// typeName finds a type by name, nil for none.
func (u *unknowns) typeName(n *ast.Named) *typeDef {
	if n == nil {
		return nil
	}
	if t := u.e.reg.named[n.Name.Value]; t != nil {
		return t
	}
	u.add(n.Loc, `Unknown type "`+n.Name.Value+`".`, n.Name.Value, func(yield func(string)) {
		for _, t := range u.e.reg.types {
			yield(t.name)
		}
	})
	return nil
}

func (u *unknowns) set(t *typeDef, s *ast.SelectionSet) {
	if t == nil || s == nil || len(u.errs) >= u.e.limits.Errors {
		return
	}
	for _, sel := range s.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			u.directives(sel.Directives)
			u.field(t, sel)
		case *ast.FragmentSpread:
			u.directives(sel.Directives)
		case *ast.InlineFragment:
			u.directives(sel.Directives)
			inner := t
			if sel.TypeCondition != nil {
				inner = u.typeName(sel.TypeCondition)
			}
			u.set(inner, sel.SelectionSet)
		}
	}
}

// directives checks the names and arguments of directives. Where they may stand is a rule of the library.
func (u *unknowns) directives(ds []*ast.Directive) {
	for _, d := range ds {
		i := slices.IndexFunc(u.e.directives, func(x directiveDef) bool { return x.name == d.Name.Value })
		if i < 0 {
			u.add(d.Loc, `Unknown directive "@`+d.Name.Value+`".`, d.Name.Value, func(yield func(string)) {
				for _, x := range u.e.directives {
					yield(x.name)
				}
			})
			continue
		}
		for _, a := range d.Arguments {
			for _, arg := range u.e.directives[i].args {
				if arg.name == a.Name.Value {
					u.value(`Argument "`+arg.name+`"`, arg.typ, a.Value, a.Loc)
				}
			}
		}
	}
}

func (u *unknowns) field(t *typeDef, f *ast.Field) {
	name := f.Name.Value
	if name == "__typename" || t.kind != kindObject && t.kind != kindInterface {
		return
	}
	def := t.byName[name]
	if def == nil && t == u.e.query {
		def = u.e.metaFields[name]
	}
	if def == nil {
		u.add(f.Loc, `Cannot query field "`+name+`" on type "`+t.name+`".`, name, func(yield func(string)) {
			for _, x := range t.fields {
				yield(x.name)
			}
		})
		return
	}
	for _, a := range f.Arguments {
		if arg := def.takes(a.Name.Value); arg != nil {
			u.value("Argument \""+arg.name+"\"", arg.typ, a.Value, a.Loc)
		} else {
			u.add(a.Loc, `Unknown argument "`+a.Name.Value+`" on field "`+t.name+`.`+name+`".`, a.Name.Value, func(yield func(string)) {
				for _, x := range def.args {
					yield(x.name)
				}
			})
		}
	}
	if def.leaf == nil {
		u.set(def.typ.def, f.SelectionSet)
	}
}

// takes is the argument of a name, nil for none.
func (f *fieldDef) takes(arg string) *argDef {
	for _, a := range f.args {
		if a.name == arg {
			return a
		}
	}
	return nil
}

// value checks a literal against a type, variables aside.
func (u *unknowns) value(what string, t typeRef, v ast.Value, loc *ast.Location) {
	if len(u.errs) >= u.e.limits.Errors || t.def.kind == "" {
		return
	}
	if _, err := u.d.literal(t, v, nil); err != nil {
		u.errs = append(u.errs, &Error{Message: what + " has a wrong value: " + strings.TrimPrefix(err.Error(), ": ") + ".", Code: queries.ValidationFailed, Locations: u.d.place(loc)})
	}
}
