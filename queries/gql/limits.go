package gql

import (
	"demarche/queries"

	"github.com/graphql-go/graphql/language/ast"
)

func tooMuch(doc string, at int, format string, args ...any) *Error {
	e := asError(queries.Errorf(queries.TooComplex, format, args...))
	if at >= 0 {
		e.Locations = []Location{locate(doc, at)}
	}
	return e
}

// limits counts what a parsed document holds: definitions, spreads, directives, variables, and selections with
// fragments expanded. Fragments must be free of cycles.
func limits(doc *ast.Document, lim queries.Limits) *Error {
	c := counter{fragments: map[string]*ast.FragmentDefinition{}, sizes: map[string]int{}, lim: lim}
	for _, d := range doc.Definitions {
		if f, ok := d.(*ast.FragmentDefinition); ok && f.Name != nil {
			c.fragments[f.Name.Value] = f
		}
	}
	for _, d := range doc.Definitions {
		if op, ok := d.(*ast.OperationDefinition); ok {
			if n := c.set(op.SelectionSet); n > lim.Selections {
				return tooMuch("", -1, "the operation selects more than %d fields with its fragments expanded", lim.Selections)
			}
		}
	}
	return nil
}

type counter struct {
	fragments map[string]*ast.FragmentDefinition
	sizes     map[string]int
	lim       queries.Limits
}

// set counts the selections of a set, stopping near the limit.
func (c *counter) set(s *ast.SelectionSet) int {
	if s == nil {
		return 0
	}
	n := 0
	for _, sel := range s.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			n += 1 + c.set(sel.SelectionSet)
		case *ast.InlineFragment:
			n += c.set(sel.SelectionSet)
		case *ast.FragmentSpread:
			n += c.fragment(sel)
		}
		if n > c.lim.Selections {
			return c.lim.Selections + 1
		}
	}
	return n
}

func (c *counter) fragment(s *ast.FragmentSpread) int {
	if s.Name == nil || c.fragments[s.Name.Value] == nil {
		return 0
	}
	if n, ok := c.sizes[s.Name.Value]; ok {
		return n
	}
	n := c.set(c.fragments[s.Name.Value].SelectionSet)
	c.sizes[s.Name.Value] = n
	return n
}

// census counts definitions, spreads, directives and variables without following fragments.
func census(doc *ast.Document, lim queries.Limits) *Error {
	var spreads, directives, variables int
	var walk func(s *ast.SelectionSet)
	walk = func(s *ast.SelectionSet) {
		if s == nil {
			return
		}
		for _, sel := range s.Selections {
			switch sel := sel.(type) {
			case *ast.Field:
				directives += len(sel.Directives)
				walk(sel.SelectionSet)
			case *ast.InlineFragment:
				directives += len(sel.Directives)
				walk(sel.SelectionSet)
			case *ast.FragmentSpread:
				spreads++
				directives += len(sel.Directives)
			}
		}
	}
	for _, d := range doc.Definitions {
		switch d := d.(type) {
		case *ast.OperationDefinition:
			directives += len(d.Directives)
			variables += len(d.VariableDefinitions)
			walk(d.SelectionSet)
		case *ast.FragmentDefinition:
			directives += len(d.Directives)
			walk(d.SelectionSet)
		}
	}
	for _, x := range []struct {
		n, max int
		what   string
	}{
		{len(doc.Definitions), lim.Definitions, "definitions"},
		{spreads, lim.Spreads, "fragment spreads"},
		{directives, lim.Directives, "directives"},
		{variables, lim.Variables, "variables"},
	} {
		if x.n > x.max {
			return tooMuch("", -1, "the document has %d %s; at most %d are allowed", x.n, x.what, x.max)
		}
	}
	return nil
}
