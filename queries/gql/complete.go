package gql

import (
	"demarche/queries"

	"github.com/graphql-go/graphql/language/ast"
)

// complete refuses trees with holes: the library's parser lets a variable without a type pass, and its validation
// stumbles over the hole.
func (d *document) complete() *Error {
	c := &completeness{}
	for _, def := range d.ast.Definitions {
		switch def := def.(type) {
		case *ast.OperationDefinition:
			for _, v := range def.VariableDefinitions {
				if v == nil || v.Variable == nil || v.Variable.Name == nil || !wholeType(v.Type) || v.DefaultValue != nil && !wholeValue(v.DefaultValue) {
					c.fail(v)
				}
			}
			c.directives(def.Directives)
			c.set(def.SelectionSet)
		case *ast.FragmentDefinition:
			if def.Name == nil || def.TypeCondition == nil || def.TypeCondition.Name == nil {
				c.fail(def)
			}
			c.directives(def.Directives)
			c.set(def.SelectionSet)
		case nil:
			c.fail(nil)
		}
	}
	if !c.broken {
		return nil
	}
	e := &Error{Message: "syntax error: something is missing", Code: queries.ParseFailed}
	if c.at >= 0 {
		e.Locations = []Location{locate(d.text, d.view.origin(c.at))}
	}
	return e
}

// completeness notes the first hole.
type completeness struct {
	broken bool
	at     int
}

func (c *completeness) fail(n ast.Node) {
	if c.broken {
		return
	}
	c.broken, c.at = true, -1
	if n != nil && n.GetLoc() != nil {
		c.at = n.GetLoc().Start
	}
}

func (c *completeness) set(s *ast.SelectionSet) {
	if s == nil {
		return
	}
	for _, sel := range s.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			if sel.Name == nil || sel.Alias != nil && sel.Alias.Value == "" {
				c.fail(sel)
				return
			}
			c.arguments(sel.Arguments)
			c.directives(sel.Directives)
			c.set(sel.SelectionSet)
		case *ast.InlineFragment:
			if sel.SelectionSet == nil || sel.TypeCondition != nil && sel.TypeCondition.Name == nil {
				c.fail(sel)
			}
			c.directives(sel.Directives)
			c.set(sel.SelectionSet)
		case *ast.FragmentSpread:
			if sel.Name == nil {
				c.fail(sel)
			}
			c.directives(sel.Directives)
		default:
			c.fail(nil)
		}
	}
}

func (c *completeness) directives(ds []*ast.Directive) {
	for _, d := range ds {
		if d == nil || d.Name == nil {
			c.fail(nil)
			continue
		}
		c.arguments(d.Arguments)
	}
}

func (c *completeness) arguments(as []*ast.Argument) {
	for _, a := range as {
		if a == nil || a.Name == nil || !wholeValue(a.Value) {
			c.fail(nil)
		}
	}
}

func wholeType(t ast.Type) bool {
	switch t := t.(type) {
	case *ast.Named:
		return t != nil && t.Name != nil
	case *ast.List:
		return t != nil && wholeType(t.Type)
	case *ast.NonNull:
		return t != nil && wholeType(t.Type)
	}
	return false
}

func wholeValue(v ast.Value) bool {
	switch v := v.(type) {
	case *ast.Variable:
		return v.Name != nil
	case *ast.ListValue:
		for _, x := range v.Values {
			if !wholeValue(x) {
				return false
			}
		}
	case *ast.ObjectValue:
		for _, f := range v.Fields {
			if f == nil || f.Name == nil || !wholeValue(f.Value) {
				return false
			}
		}
	case nil:
		return false
	}
	return true
}
