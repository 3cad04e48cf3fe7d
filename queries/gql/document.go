package gql

import (
	"container/list"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"demarche/queries"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/parser"
	"github.com/graphql-go/graphql/language/source"
)

// document is a parsed and validated document with the plans made from it. It is safe for concurrent use.
type document struct {
	text      string // as the user sent it
	view      *view  // as the library read it
	ast       *ast.Document
	fragments map[string]*ast.FragmentDefinition

	mu    sync.Mutex
	plans map[string]*plan
}

// maxPlans bounds the plans of one document: one for each operation and each set of values of the variables that stand
// in @skip and @include.
const maxPlans = 64

// parse scans, parses and validates a document, in the order that keeps each step safe for the next one.
func (e *Engine) parse(text string) (*document, []*Error) {
	v, err := scan(text, e.limits)
	if err != nil {
		return nil, []*Error{err}
	}
	tree, perr := parser.Parse(parser.ParseParams{Source: source.NewSource(&source.Source{Body: []byte(v.text), Name: "GraphQL request"})})
	if perr != nil {
		return nil, []*Error{syntaxError(text, v, perr)}
	}
	if err := census(tree, e.limits); err != nil {
		return nil, []*Error{err}
	}
	d := &document{text: text, view: v, ast: tree, fragments: map[string]*ast.FragmentDefinition{}, plans: map[string]*plan{}}
	if err := d.complete(); err != nil {
		return nil, []*Error{err}
	}
	for _, def := range tree.Definitions {
		if f, ok := def.(*ast.FragmentDefinition); ok && f.Name != nil {
			d.fragments[f.Name.Value] = f
		}
	}
	// Other rules of the library recurse without end on a cycle, so this one runs alone first.
	if errs := d.validate(e, tree, []graphql.ValidationRuleFn{graphql.NoFragmentCyclesRule}); errs != nil {
		return nil, errs
	}
	if err := limits(tree, e.limits); err != nil {
		return nil, []*Error{err}
	}
	if errs := d.unknownNames(e); errs != nil {
		return nil, errs
	}
	if errs := d.variableDirectives(&e.schema); errs != nil {
		return nil, errs[:min(len(errs), e.limits.Errors)]
	}
	rules := e.rules
	if v.listNulls != nil {
		rules = append(slices.Clip(rules), nullItems(v))
	}
	if errs := d.validate(e, tree, rules); errs != nil {
		return nil, errs
	}
	if errs := d.validate(e, defaultsFit(tree), []graphql.ValidationRuleFn{graphql.DefaultValuesOfCorrectTypeRule}); errs != nil {
		return nil, errs
	}
	return d, nil
}

func (d *document) validate(e *Engine, tree *ast.Document, rules []graphql.ValidationRuleFn) []*Error {
	res := graphql.ValidateDocument(&e.schema, tree, rules)
	var out []*Error
	for _, f := range res.Errors {
		if len(out) == e.limits.Errors {
			break
		}
		out = append(out, d.libraryError(f))
	}
	return out
}

// libraryError makes an error of the library's: its columns count bytes, ours characters.
func (d *document) libraryError(f gqlerrors.FormattedError) *Error {
	e := &Error{Message: strings.ToValidUTF8(f.Message, "�"), Code: queries.ValidationFailed}
	var g *gqlerrors.Error
	if errors.As(f.OriginalError(), &g) {
		for _, p := range g.Positions {
			e.Locations = append(e.Locations, locate(d.text, d.view.origin(p)))
		}
	}
	return e
}

// place is where a node of the tree stands in the document.
func (d *document) place(loc *ast.Location) []Location {
	if loc == nil {
		return nil
	}
	return []Location{locate(d.text, d.view.origin(loc.Start))}
}

// operation picks the operation to run.
func (d *document) operation(name string) (*ast.OperationDefinition, *Error) {
	var found *ast.OperationDefinition
	n := 0
	for _, def := range d.ast.Definitions {
		op, ok := def.(*ast.OperationDefinition)
		if !ok {
			continue
		}
		n++
		if name == "" || op.Name != nil && op.Name.Value == name {
			found = op
		}
	}
	switch {
	case n == 0:
		return nil, &Error{Message: "the document holds no operation", Code: queries.BadRequest}
	case found == nil:
		return nil, &Error{Message: fmt.Sprintf("the document holds no operation named %q", clip(name)), Code: queries.BadRequest}
	case name == "" && n > 1:
		return nil, &Error{Message: "the document holds several operations; say which by operationName", Code: queries.BadRequest}
	case found.Operation != ast.OperationTypeQuery:
		return nil, &Error{Message: "the server only answers queries; it cannot be written to", Code: queries.ValidationFailed}
	}
	return found, nil
}

// documentCache keeps the most recently used documents by hash. It is safe for concurrent use.
type documentCache struct {
	mu    sync.Mutex
	size  int
	order *list.List // of *cached, most recent first
	byKey map[[32]byte]*list.Element
}

type cached struct {
	key [32]byte
	doc *document
}

func newDocumentCache(size int) *documentCache {
	return &documentCache{size: size, order: list.New(), byKey: map[[32]byte]*list.Element{}}
}

func (c *documentCache) get(text string) (*document, [32]byte) {
	key := sha256.Sum256([]byte(text))
	c.mu.Lock()
	defer c.mu.Unlock()
	if el := c.byKey[key]; el != nil {
		c.order.MoveToFront(el)
		return el.Value.(*cached).doc, key
	}
	return nil, key
}

func (c *documentCache) put(key [32]byte, doc *document) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byKey[key] != nil {
		return
	}
	c.byKey[key] = c.order.PushFront(&cached{key, doc})
	for c.order.Len() > c.size {
		last := c.order.Back()
		delete(c.byKey, last.Value.(*cached).key)
		c.order.Remove(last)
	}
}
