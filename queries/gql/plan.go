package gql

import (
	"fmt"
	"slices"
	"strings"

	"demarche/queries"

	"github.com/graphql-go/graphql/language/ast"
)

// plan is an operation made ready for execution: fragments expanded, equal response keys merged, @skip and @include
// decided, constant arguments read. It is never written to once made.
type plan struct {
	op    *ast.OperationDefinition
	root  *selection
	nodes []*planField // every field, by index
	sels  []*selection // every selection, by index
	vars  []*planField // fields whose arguments hold variables
}

// selection is what is asked of one concrete type.
type selection struct {
	index  int
	typ    *typeDef
	fields []*planField
}

// planField is one response key of a selection.
type planField struct {
	index int
	key   string
	text  []byte // `"key":`
	def   *fieldDef
	node  *ast.Field
	args  map[string]any // read arguments; nil when they hold variables
	subs  []subSelection // for a field of objects: one for each concrete type
}

type subSelection struct {
	typ *typeDef
	sel *selection
}

func (f *planField) sub(t *typeDef) *selection {
	for i := range f.subs {
		if f.subs[i].typ == t {
			return f.subs[i].sel
		}
	}
	return nil
}

// typenameField answers __typename.
var typenameField = &fieldDef{name: "__typename", leaf: func(x *exec, o obj, _ any) error {
	x.str(o.def.name)
	return nil
}}

type planner struct {
	e     *Engine
	d     *document
	vars  map[string]any
	plan  *plan
	memo  map[string]*selection
	steps int
}

// maxPlanFields bounds the fields of a plan after fragments are expanded for every concrete type.
const maxPlanFields = 20_000

// plan returns the plan of an operation for the values of its directives' variables.
func (d *document) plan(e *Engine, op *ast.OperationDefinition, vars map[string]any) (*plan, *Error) {
	key := planKey(op, vars)
	d.mu.Lock()
	p := d.plans[key]
	d.mu.Unlock()
	if p != nil {
		return p, nil
	}
	b := &planner{e: e, d: d, vars: vars, plan: &plan{op: op}, memo: map[string]*selection{}}
	root, err := b.selection(e.query, []*ast.SelectionSet{op.SelectionSet})
	if err != nil {
		return nil, err
	}
	b.plan.root = root
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.plans) < maxPlans {
		d.plans[key] = b.plan
	}
	return b.plan, nil
}

// planKey names an operation with the values of the boolean variables, which alone can stand in @skip and @include.
func planKey(op *ast.OperationDefinition, vars map[string]any) string {
	var b strings.Builder
	if op.Name != nil {
		b.WriteString(op.Name.Value)
	}
	for _, v := range op.VariableDefinitions {
		if strings.TrimSuffix(typeText(v.Type), "!") == "Boolean" {
			fmt.Fprintf(&b, ",%v", vars[v.Variable.Name.Value])
		}
	}
	return b.String()
}

// collected is a response key with all fields merged under it.
type collected struct {
	key   string
	nodes []*ast.Field
}

// selection plans the merged selection sets for one concrete type. Equal input gives the same selection, so that the
// plan stays small where abstract types nest.
func (b *planner) selection(t *typeDef, sets []*ast.SelectionSet) (*selection, *Error) {
	memoKey := t.name
	for _, s := range sets {
		memoKey += fmt.Sprintf(" %p", s)
	}
	if s := b.memo[memoKey]; s != nil {
		return s, nil
	}
	s := &selection{index: len(b.plan.sels), typ: t}
	b.plan.sels = append(b.plan.sels, s)
	b.memo[memoKey] = s
	var keys []*collected
	index := map[string]*collected{}
	seen := map[string]bool{}
	for _, set := range sets {
		if err := b.collect(t, set, &keys, index, seen); err != nil {
			return nil, err
		}
	}
	for _, k := range keys {
		f, err := b.field(t, k)
		if err != nil {
			return nil, err
		}
		s.fields = append(s.fields, f)
	}
	return s, nil
}

func (b *planner) collect(t *typeDef, set *ast.SelectionSet, keys *[]*collected, index map[string]*collected, seen map[string]bool) *Error {
	if set == nil {
		return nil
	}
	for _, sel := range set.Selections {
		if b.steps++; b.steps > maxPlanFields {
			return tooMuch("", -1, "the operation selects too many fields over its types")
		}
		switch sel := sel.(type) {
		case *ast.Field:
			if !b.included(sel.Directives) {
				continue
			}
			key := sel.Name.Value
			if sel.Alias != nil {
				key = sel.Alias.Value
			}
			c := index[key]
			if c == nil {
				c = &collected{key: key}
				index[key] = c
				*keys = append(*keys, c)
			}
			c.nodes = append(c.nodes, sel)
		case *ast.InlineFragment:
			if !b.included(sel.Directives) || sel.TypeCondition != nil && !b.e.reg.use(sel.TypeCondition.Name.Value).is(t) {
				continue
			}
			if err := b.collect(t, sel.SelectionSet, keys, index, seen); err != nil {
				return err
			}
		case *ast.FragmentSpread:
			f := b.d.fragments[sel.Name.Value]
			if f == nil || seen[sel.Name.Value] || !b.included(sel.Directives) {
				continue
			}
			seen[sel.Name.Value] = true
			if !b.e.reg.use(f.TypeCondition.Name.Value).is(t) {
				continue
			}
			if err := b.collect(t, f.SelectionSet, keys, index, seen); err != nil {
				return err
			}
		}
	}
	return nil
}

// included decides @skip and @include.
func (b *planner) included(ds []*ast.Directive) bool {
	for _, dir := range ds {
		if dir.Name == nil || dir.Name.Value != "skip" && dir.Name.Value != "include" {
			continue
		}
		for _, a := range dir.Arguments {
			on := false
			switch v := a.Value.(type) {
			case *ast.BooleanValue:
				on = v.Value
			case *ast.Variable:
				on, _ = b.vars[v.Name.Value].(bool)
			}
			if on == (dir.Name.Value == "skip") {
				return false
			}
		}
	}
	return true
}

func (b *planner) field(t *typeDef, c *collected) (*planField, *Error) {
	node := c.nodes[0]
	f := &planField{index: len(b.plan.nodes), key: c.key, node: node}
	b.plan.nodes = append(b.plan.nodes, f)
	f.text = append(appendString(nil, c.key), ':')
	name := node.Name.Value
	if name == "__typename" {
		f.def = typenameField
		return f, nil
	}
	f.def = t.byName[name]
	if f.def == nil && t == b.e.query {
		f.def = b.e.metaFields[name]
	}
	if f.def == nil {
		return nil, &Error{Message: fmt.Sprintf("type %s has no field %s", t.name, name), Code: queries.ValidationFailed}
	}
	if slices.ContainsFunc(node.Arguments, func(a *ast.Argument) bool { return holdsVariable(a.Value) }) {
		b.plan.vars = append(b.plan.vars, f)
	} else {
		args, err := b.d.arguments(f.def.args, node.Arguments, nil, name)
		if err != nil {
			return nil, &Error{Message: err.Error(), Code: queries.BadInput, Locations: b.d.place(node.Loc)}
		}
		f.args = args
	}
	if f.def.leaf != nil {
		return f, nil
	}
	var sets []*ast.SelectionSet
	for _, n := range c.nodes {
		if n.SelectionSet != nil {
			sets = append(sets, n.SelectionSet)
		}
	}
	concrete := []*typeDef{f.def.typ.def}
	if f.def.typ.def.kind == kindInterface {
		concrete = f.def.typ.def.possible
	}
	for _, ct := range concrete {
		s, err := b.selection(ct, sets)
		if err != nil {
			return nil, err
		}
		f.subs = append(f.subs, subSelection{ct, s})
	}
	return f, nil
}

func holdsVariable(v ast.Value) bool {
	switch v := v.(type) {
	case *ast.Variable:
		return true
	case *ast.ListValue:
		return slices.ContainsFunc(v.Values, holdsVariable)
	case *ast.ObjectValue:
		return slices.ContainsFunc(v.Fields, func(f *ast.ObjectField) bool { return holdsVariable(f.Value) })
	}
	return false
}

// cost counts the objects that an answer may hold: along every path the product of the page sizes, summed over the
// paths. It saturates far above every limit.
func (x *exec) cost() int {
	memo := make([]int, len(x.plan.sels))
	return x.selectionCost(x.plan.root, memo)
}

const costCeiling = 1 << 40

func (x *exec) selectionCost(s *selection, memo []int) int {
	if memo[s.index] != 0 {
		return memo[s.index] - 1
	}
	sum := 0
	for _, f := range s.fields {
		sum = min(sum+x.fieldCost(f, memo), costCeiling)
	}
	memo[s.index] = sum + 1
	return sum
}

func (x *exec) fieldCost(f *planField, memo []int) int {
	work := 0
	if f.def.work != nil {
		work = f.def.work(x.args[f.index])
	}
	most := 0
	for _, sub := range f.subs {
		most = max(most, x.selectionCost(sub.sel, memo))
	}
	if f.def.size == nil {
		return work + most
	}
	return min(work+f.def.size(x, x.args[f.index])*(1+most), costCeiling)
}
