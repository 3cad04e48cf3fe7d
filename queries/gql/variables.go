package gql

import (
	"errors"

	"github.com/graphql-go/graphql/language/ast"
)

// Variable is a variable that a document takes.
type Variable struct {
	Name, Type string // "first", "Int!"
	HasDefault bool
}

// Variables are the variables of the only operation of a document, in order. The error is that of a document that does
// not parse or fit the schema.
func (e *Engine) Variables(query string) ([]Variable, error) {
	doc, key := e.docs.get(query)
	if doc == nil {
		var errs []*Error
		if doc, errs = e.parse(query); errs != nil {
			return nil, errors.New(errs[0].Message)
		}
		e.docs.put(key, doc)
	}
	op, opErr := doc.operation("")
	if opErr != nil {
		return nil, errors.New(opErr.Message)
	}
	var out []Variable
	for _, v := range op.VariableDefinitions {
		out = append(out, Variable{v.Variable.Name.Value, typeText(v.Type), v.DefaultValue != ast.Value(nil)})
	}
	return out, nil
}
