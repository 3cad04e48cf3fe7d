package gql

import (
	"slices"
	"strconv"
	"strings"

	"demarche/queries"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/kinds"
	"github.com/graphql-go/graphql/language/visitor"
)

// rules are the library's validation rules and those that it lacks. Left out are PossibleFragmentSpreadsRule, which
// refuses "... @include(if: $x)" without a type condition under a field of non-null type, UniqueInputFieldNamesRule,
// which forgets about inner objects, VariablesAreInputTypesRule, which takes unknown types for wrong ones, and
// DefaultValuesOfCorrectTypeRule, which refuses defaults of required variables: see [defaultsFit].
func rules() []graphql.ValidationRuleFn {
	return []graphql.ValidationRuleFn{
		graphql.ArgumentsOfCorrectTypeRule, graphql.FieldsOnCorrectTypeRule,
		graphql.FragmentsOnCompositeTypesRule, graphql.KnownArgumentNamesRule, graphql.KnownDirectivesRule,
		graphql.KnownFragmentNamesRule, graphql.KnownTypeNamesRule, graphql.LoneAnonymousOperationRule,
		graphql.NoFragmentCyclesRule, graphql.NoUndefinedVariablesRule, graphql.NoUnusedFragmentsRule,
		graphql.NoUnusedVariablesRule, graphql.OverlappingFieldsCanBeMergedRule, graphql.ProvidedNonNullArgumentsRule,
		graphql.ScalarLeafsRule, graphql.UniqueArgumentNamesRule, graphql.UniqueFragmentNamesRule,
		graphql.UniqueOperationNamesRule, graphql.UniqueVariableNamesRule,
		graphql.VariablesInAllowedPositionRule,
		inputVariables, possibleSpreads, executableDefinitions, uniqueDirectives, uniqueInputFields, singleSubscriptions, intRange, introspectionDepth,
	}
}

// defaultsFit gives the document on which DefaultValuesOfCorrectTypeRule may run: in it, variables with a default are
// not required, as every specification since 2018 reads them.
func defaultsFit(doc *ast.Document) *ast.Document {
	out := *doc
	out.Definitions = slices.Clone(doc.Definitions)
	for i, def := range out.Definitions {
		op, ok := def.(*ast.OperationDefinition)
		if !ok {
			continue
		}
		c := *op
		c.VariableDefinitions = slices.Clone(op.VariableDefinitions)
		for j, v := range c.VariableDefinitions {
			if required, ok := v.Type.(*ast.NonNull); ok && v.DefaultValue != nil {
				w := *v
				w.Type = required.Type
				c.VariableDefinitions[j] = &w
			}
		}
		out.Definitions[i] = &c
	}
	return &out
}

// inputVariables refuses variables of types that no input can have; unknown types are another rule's.
func inputVariables(ctx *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	return rule(map[string]visitor.NamedVisitFuncs{kinds.VariableDefinition: {Enter: func(p visitor.VisitFuncParams) (string, any) {
		if v, ok := p.Node.(*ast.VariableDefinition); ok {
			text := typeText(v.Type)
			if t := ctx.Schema().Type(strings.Trim(text, "[]!")); t != nil && !graphql.IsInputType(t) {
				report(ctx, `Variable "$`+v.Variable.Name.Value+`" cannot be non-input type "`+text+`".`, v.Type)
			}
		}
		return visitor.ActionNoChange, nil
	}}})
}

// nullItems refuses nulls in lists whose items must not be null.
func nullItems(v *view) graphql.ValidationRuleFn {
	return func(ctx *graphql.ValidationContext) *graphql.ValidationRuleInstance {
		return rule(map[string]visitor.NamedVisitFuncs{kinds.ListValue: {Enter: func(p visitor.VisitFuncParams) (string, any) {
			if l, ok := p.Node.(*ast.ListValue); ok && l.Loc != nil {
				_, held := v.listNulls[v.origin(l.Loc.Start)]
				if item, required := ctx.InputType().(*graphql.NonNull); held && required {
					report(ctx, `Expected value of type "`+item.String()+`", found null.`, l)
				}
			}
			return visitor.ActionNoChange, nil
		}}})
	}
}

// variableDirectives refuses directives of variables that the schema does not know there.
func (d *document) variableDirectives(schema *graphql.Schema) []*Error {
	var out []*Error
	for _, m := range d.view.varMarks {
		known := slices.ContainsFunc(schema.Directives(), func(x *graphql.Directive) bool {
			return x.Name == m.name && slices.Contains(x.Locations, "VARIABLE_DEFINITION")
		})
		if !known {
			out = append(out, &Error{
				Message: `Directive "@` + m.name + `" may not be used on a variable.`, Code: queries.ValidationFailed,
				Locations: []Location{locate(d.text, m.at)},
			})
		}
	}
	return out
}

// uniqueInputFields refuses an input object with the same field twice.
func uniqueInputFields(ctx *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	return rule(map[string]visitor.NamedVisitFuncs{kinds.ObjectValue: {Enter: func(p visitor.VisitFuncParams) (string, any) {
		if v, ok := p.Node.(*ast.ObjectValue); ok {
			seen := map[string]bool{}
			for _, f := range v.Fields {
				if seen[f.Name.Value] {
					report(ctx, `There can be only one input field named "`+f.Name.Value+`".`, f)
				}
				seen[f.Name.Value] = true
			}
		}
		return visitor.ActionNoChange, nil
	}}})
}

// singleSubscriptions refuses subscriptions with several root fields or an introspection field. The schema has no
// subscriptions; the rule says so in the specification's words.
func singleSubscriptions(ctx *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	return rule(map[string]visitor.NamedVisitFuncs{kinds.OperationDefinition: {Enter: func(p visitor.VisitFuncParams) (string, any) {
		op, ok := p.Node.(*ast.OperationDefinition)
		if !ok || op.Operation != ast.OperationTypeSubscription || ctx.Schema().SubscriptionType() == nil {
			return visitor.ActionNoChange, nil
		}
		keys := map[string]bool{}
		introspects := rootKeys(ctx, op.SelectionSet, keys, map[string]bool{})
		if len(keys) > 1 || introspects {
			report(ctx, "Subscription must select only one top level field, and no introspection field.", op)
		}
		return visitor.ActionNoChange, nil
	}}})
}

// rootKeys collects the response keys of a selection set with its fragments, and tells whether one is introspection.
func rootKeys(ctx *graphql.ValidationContext, set *ast.SelectionSet, keys, open map[string]bool) (introspects bool) {
	if set == nil {
		return false
	}
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			key := sel.Name.Value
			introspects = introspects || strings.HasPrefix(key, "__")
			if sel.Alias != nil {
				key = sel.Alias.Value
			}
			keys[key] = true
		case *ast.InlineFragment:
			introspects = rootKeys(ctx, sel.SelectionSet, keys, open) || introspects
		case *ast.FragmentSpread:
			if f := ctx.Fragment(sel.Name.Value); f != nil && !open[sel.Name.Value] {
				open[sel.Name.Value] = true
				introspects = rootKeys(ctx, f.SelectionSet, keys, open) || introspects
			}
		}
	}
	return introspects
}

// possibleSpreads refuses fragments whose type condition no object of the parent type can meet.
func possibleSpreads(ctx *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	check := func(node ast.Node, condition string) {
		parent, ok := ctx.ParentType().(graphql.Type)
		if !ok || parent == nil {
			return
		}
		if t := ctx.Schema().Type(condition); t != nil && !overlap(ctx.Schema(), t, parent) {
			report(ctx, "Fragment cannot be spread here as objects of type \""+parent.Name()+"\" can never be of type \""+condition+"\".", node)
		}
	}
	return rule(map[string]visitor.NamedVisitFuncs{
		kinds.InlineFragment: {Enter: func(p visitor.VisitFuncParams) (string, any) {
			if f, ok := p.Node.(*ast.InlineFragment); ok && f.TypeCondition != nil {
				check(f, f.TypeCondition.Name.Value)
			}
			return visitor.ActionNoChange, nil
		}},
		kinds.FragmentSpread: {Enter: func(p visitor.VisitFuncParams) (string, any) {
			if s, ok := p.Node.(*ast.FragmentSpread); ok && s.Name != nil {
				if f := ctx.Fragment(s.Name.Value); f != nil && f.TypeCondition != nil {
					check(s, f.TypeCondition.Name.Value)
				}
			}
			return visitor.ActionNoChange, nil
		}},
	})
}

// overlap tells whether an object can be of both types.
func overlap(schema *graphql.Schema, a, b graphql.Type) bool {
	names := func(t graphql.Type) []string {
		var possible []*graphql.Object
		switch t := t.(type) {
		case *graphql.Interface:
			possible = schema.PossibleTypes(t)
		case *graphql.Union:
			possible = schema.PossibleTypes(t)
		default:
			return []string{t.Name()}
		}
		var out []string
		for _, o := range possible {
			out = append(out, o.Name())
		}
		return out
	}
	if graphql.GetNamed(a) == nil || !graphql.IsCompositeType(a) {
		return true
	}
	of := names(b)
	return slices.ContainsFunc(names(a), func(n string) bool { return slices.Contains(of, n) })
}

func rule(on map[string]visitor.NamedVisitFuncs) *graphql.ValidationRuleInstance {
	return &graphql.ValidationRuleInstance{VisitorOpts: &visitor.VisitorOptions{KindFuncMap: on}}
}

func report(ctx *graphql.ValidationContext, message string, nodes ...ast.Node) {
	ctx.ReportError(gqlerrors.NewError(message, nodes, "", nil, nil, nil))
}

// executableDefinitions refuses type definitions in a document that is to be executed.
func executableDefinitions(ctx *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	return rule(map[string]visitor.NamedVisitFuncs{kinds.Document: {Enter: func(p visitor.VisitFuncParams) (string, any) {
		if doc, ok := p.Node.(*ast.Document); ok {
			for _, d := range doc.Definitions {
				switch d.(type) {
				case *ast.OperationDefinition, *ast.FragmentDefinition:
				default:
					report(ctx, "The document holds a definition that is neither an operation nor a fragment.", d)
				}
			}
		}
		return visitor.ActionNoChange, nil
	}}})
}

// uniqueDirectives refuses the same directive twice at one place; none of ours is repeatable.
func uniqueDirectives(ctx *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	check := visitor.NamedVisitFuncs{Enter: func(p visitor.VisitFuncParams) (string, any) {
		seen := map[string]bool{}
		for _, d := range directivesOf(p.Node) {
			if d.Name == nil {
				continue
			}
			if seen[d.Name.Value] {
				report(ctx, `The directive "@`+d.Name.Value+`" can only be used once at this location.`, d)
			}
			seen[d.Name.Value] = true
		}
		return visitor.ActionNoChange, nil
	}}
	return rule(map[string]visitor.NamedVisitFuncs{
		kinds.Field: check, kinds.FragmentSpread: check, kinds.InlineFragment: check,
		kinds.OperationDefinition: check, kinds.FragmentDefinition: check,
	})
}

func directivesOf(node any) []*ast.Directive {
	switch n := node.(type) {
	case *ast.Field:
		return n.Directives
	case *ast.FragmentSpread:
		return n.Directives
	case *ast.InlineFragment:
		return n.Directives
	case *ast.OperationDefinition:
		return n.Directives
	case *ast.FragmentDefinition:
		return n.Directives
	}
	return nil
}

// intRange refuses whole-number literals outside 32 bits.
func intRange(ctx *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	return rule(map[string]visitor.NamedVisitFuncs{kinds.IntValue: {Enter: func(p visitor.VisitFuncParams) (string, any) {
		if v, ok := p.Node.(*ast.IntValue); ok {
			if _, err := strconv.ParseInt(v.Value, 10, 32); err != nil {
				report(ctx, "Int cannot represent the value "+clip(v.Value)+": it does not fit 32 bits.", v)
			}
		}
		return visitor.ActionNoChange, nil
	}}})
}

// maxIntrospectionLists is how often lists of fields, types or arguments may nest in an introspection query, as in
// graphql-js's MaxIntrospectionDepthRule.
const maxIntrospectionLists = 3

// introspectionDepth refuses introspection queries that nest lists to blow up the answer.
func introspectionDepth(ctx *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	return rule(map[string]visitor.NamedVisitFuncs{kinds.Field: {Enter: func(p visitor.VisitFuncParams) (string, any) {
		f, ok := p.Node.(*ast.Field)
		if ok && f.Name != nil && (f.Name.Value == "__schema" || f.Name.Value == "__type") && nestedLists(ctx, f.SelectionSet, 0, map[string]bool{}) {
			report(ctx, "Maximum introspection depth exceeded", f)
			return visitor.ActionSkip, nil
		}
		return visitor.ActionNoChange, nil
	}}})
}

func nestedLists(ctx *graphql.ValidationContext, set *ast.SelectionSet, depth int, open map[string]bool) bool {
	if set == nil {
		return false
	}
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			d := depth
			switch {
			case sel.Name == nil:
			case sel.Name.Value == "fields", sel.Name.Value == "interfaces", sel.Name.Value == "possibleTypes", sel.Name.Value == "inputFields":
				d++
			}
			if d >= maxIntrospectionLists || nestedLists(ctx, sel.SelectionSet, d, open) {
				return true
			}
		case *ast.InlineFragment:
			if nestedLists(ctx, sel.SelectionSet, depth, open) {
				return true
			}
		case *ast.FragmentSpread:
			if sel.Name == nil || open[sel.Name.Value] {
				continue
			}
			f := ctx.Fragment(sel.Name.Value)
			if f == nil {
				continue
			}
			open[sel.Name.Value] = true
			deep := nestedLists(ctx, f.SelectionSet, depth, open)
			delete(open, sel.Name.Value)
			if deep {
				return true
			}
		}
	}
	return false
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
