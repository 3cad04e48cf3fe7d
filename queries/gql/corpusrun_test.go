package gql

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"demarche/queries"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/parser"
	"github.com/graphql-go/graphql/language/source"
)

// TestValidationCorpus runs the validation cases of graphql-js through the guards and rules of this package. The file
// named by DEMARCHE_VALIDATION_CORPUS holds them, recorded in expectValidationErrorsWithSchema of the harness of
// graphql-js 16.9.0 (src/validation/__tests__/harness.ts), the two optional rules left out: {"schemas": [introspection
// result], "cases": [{"rule", "schema", "query", "valid"}]}. A case is right when the same rule gives the same verdict.
// The six wrong ones need what the served schema has not: a repeatable directive, @oneOf (three), a required input field
// with a default, a scalar whose parser throws.
func TestValidationCorpus(t *testing.T) {
	file := os.Getenv("DEMARCHE_VALIDATION_CORPUS")
	if file == "" {
		t.Skip("DEMARCHE_VALIDATION_CORPUS is not set")
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var corpus struct {
		Schemas []json.RawMessage
		Cases   []struct {
			Rule, Query string
			Schema      int
			Valid       bool
		}
	}
	if err := json.Unmarshal(raw, &corpus); err != nil {
		t.Fatal(err)
	}
	schemas := make([]*graphql.Schema, len(corpus.Schemas))
	for i, s := range corpus.Schemas {
		if schemas[i], err = schemaOf(s); err != nil {
			t.Logf("schema %d: %v", i, err)
		}
	}
	right, wrong := 0, map[string]int{}
	for i, c := range corpus.Cases {
		if schemas[c.Schema] == nil {
			wrong["schema"]++
			continue
		}
		err := verdict(schemas[c.Schema], c.Rule, c.Query)
		// A document with a fragment cycle is refused as a whole, by graphql-js too, before other rules see it.
		cyclic := err != nil && strings.Contains(err.Error(), "Cannot spread fragment")
		if (err == nil) == c.Valid || cyclic {
			right++
			continue
		}
		wrong[c.Rule]++
		if testing.Verbose() {
			t.Logf("case %d %s: valid %v, ours %v\n%s", i, c.Rule, c.Valid, err, c.Query)
		}
	}
	t.Logf("%d of %d right; wrong by rule: %v", right, len(corpus.Cases), wrong)
	if right < 399 {
		t.Errorf("%d of %d right, want at least 399", right, len(corpus.Cases))
	}
}

// rulesNamed are our rules by the names that graphql-js gives them.
func rulesNamed(name string) []graphql.ValidationRuleFn {
	switch name {
	case "ValuesOfCorrectTypeRule":
		return []graphql.ValidationRuleFn{graphql.ArgumentsOfCorrectTypeRule, intRange}
	case "ProvidedRequiredArgumentsRule":
		return []graphql.ValidationRuleFn{graphql.ProvidedNonNullArgumentsRule}
	case "MaxIntrospectionDepthRule":
		return []graphql.ValidationRuleFn{introspectionDepth}
	case "UniqueDirectivesPerLocationRule":
		return []graphql.ValidationRuleFn{uniqueDirectives}
	case "ExecutableDefinitionsRule":
		return []graphql.ValidationRuleFn{executableDefinitions}
	case "PossibleFragmentSpreadsRule":
		return []graphql.ValidationRuleFn{possibleSpreads}
	case "FieldsOnCorrectTypeRule":
		return []graphql.ValidationRuleFn{graphql.FieldsOnCorrectTypeRule}
	case "FragmentsOnCompositeTypesRule":
		return []graphql.ValidationRuleFn{graphql.FragmentsOnCompositeTypesRule}
	case "KnownArgumentNamesRule":
		return []graphql.ValidationRuleFn{graphql.KnownArgumentNamesRule}
	case "KnownDirectivesRule":
		return []graphql.ValidationRuleFn{graphql.KnownDirectivesRule}
	case "KnownFragmentNamesRule":
		return []graphql.ValidationRuleFn{graphql.KnownFragmentNamesRule}
	case "KnownTypeNamesRule":
		return []graphql.ValidationRuleFn{graphql.KnownTypeNamesRule}
	case "LoneAnonymousOperationRule":
		return []graphql.ValidationRuleFn{graphql.LoneAnonymousOperationRule}
	case "NoUndefinedVariablesRule":
		return []graphql.ValidationRuleFn{graphql.NoUndefinedVariablesRule}
	case "NoUnusedFragmentsRule":
		return []graphql.ValidationRuleFn{graphql.NoUnusedFragmentsRule}
	case "NoUnusedVariablesRule":
		return []graphql.ValidationRuleFn{graphql.NoUnusedVariablesRule}
	case "OverlappingFieldsCanBeMergedRule":
		return []graphql.ValidationRuleFn{graphql.OverlappingFieldsCanBeMergedRule}
	case "ScalarLeafsRule":
		return []graphql.ValidationRuleFn{graphql.ScalarLeafsRule}
	case "UniqueArgumentNamesRule":
		return []graphql.ValidationRuleFn{graphql.UniqueArgumentNamesRule}
	case "UniqueFragmentNamesRule":
		return []graphql.ValidationRuleFn{graphql.UniqueFragmentNamesRule}
	case "UniqueInputFieldNamesRule":
		return []graphql.ValidationRuleFn{uniqueInputFields}
	case "SingleFieldSubscriptionsRule":
		return []graphql.ValidationRuleFn{singleSubscriptions}
	case "UniqueOperationNamesRule":
		return []graphql.ValidationRuleFn{graphql.UniqueOperationNamesRule}
	case "UniqueVariableNamesRule":
		return []graphql.ValidationRuleFn{graphql.UniqueVariableNamesRule}
	case "VariablesAreInputTypesRule":
		return []graphql.ValidationRuleFn{inputVariables}
	case "VariablesInAllowedPositionRule":
		return []graphql.ValidationRuleFn{graphql.VariablesInAllowedPositionRule}
	}
	return nil
}

// verdict runs one rule behind the guards; an error is a refusal.
func verdict(schema *graphql.Schema, rule, query string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	v, bad := scan(query, queries.DefaultLimits())
	if bad != nil {
		return bad
	}
	tree, err := parser.Parse(parser.ParseParams{Source: source.NewSource(&source.Source{Body: []byte(v.text)})})
	if err != nil {
		return err
	}
	d := &document{text: query, view: v, ast: tree}
	if bad := d.complete(); bad != nil {
		return bad
	}
	cycles := graphql.ValidateDocument(schema, tree, []graphql.ValidationRuleFn{graphql.NoFragmentCyclesRule})
	if rule == "NoFragmentCyclesRule" || !cycles.IsValid {
		if !cycles.IsValid {
			return cycles.Errors[0]
		}
		return nil
	}
	named := rulesNamed(rule)
	if named == nil {
		return nil
	}
	if bad := d.variableDirectives(schema); rule == "KnownDirectivesRule" && bad != nil {
		return bad[0]
	}
	if rule == "ValuesOfCorrectTypeRule" {
		named = append(named, nullItems(v))
		// A null is an argument that is not given here, so the rule on missing arguments answers for it.
		if v.nulls {
			named = append(named, graphql.ProvidedNonNullArgumentsRule)
		}
		if res := graphql.ValidateDocument(schema, defaultsFit(tree), []graphql.ValidationRuleFn{graphql.DefaultValuesOfCorrectTypeRule}); !res.IsValid {
			return res.Errors[0]
		}
	}
	if res := graphql.ValidateDocument(schema, tree, named); !res.IsValid {
		return res.Errors[0]
	}
	return nil
}

// The parts of an introspection result that a schema is made of.
type introspected struct {
	Schema struct {
		QueryType, MutationType, SubscriptionType *struct{ Name string }
		Types                                     []introspectedType
		Directives                                []struct {
			Name      string
			Locations []string
			Args      []introspectedArg
		}
	} `json:"__schema"`
}

type introspectedType struct {
	Kind, Name    string
	Fields        []introspectedField
	InputFields   []introspectedArg
	Interfaces    []introspectedRef
	EnumValues    []struct{ Name string }
	PossibleTypes []introspectedRef
}

type introspectedField struct {
	Name string
	Args []introspectedArg
	Type introspectedRef
}

type introspectedArg struct {
	Name         string
	Type         introspectedRef
	DefaultValue *string
}

type introspectedRef struct {
	Kind, Name string
	OfType     *introspectedRef
}

// schemaOf makes a library schema of an introspection result.
func schemaOf(raw json.RawMessage) (*graphql.Schema, error) {
	var in introspected
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	types := map[string]graphql.Type{"Int": graphql.Int, "Float": graphql.Float, "String": graphql.String, "Boolean": graphql.Boolean, "ID": graphql.ID}
	var ref func(r introspectedRef) graphql.Type
	ref = func(r introspectedRef) graphql.Type {
		switch r.Kind {
		case "NON_NULL":
			return graphql.NewNonNull(ref(*r.OfType))
		case "LIST":
			return graphql.NewList(ref(*r.OfType))
		}
		return types[r.Name]
	}
	args := func(list []introspectedArg) graphql.FieldConfigArgument {
		out := graphql.FieldConfigArgument{}
		for _, a := range list {
			typ := ref(a.Type)
			var def any
			if a.DefaultValue != nil && *a.DefaultValue != "null" {
				def = *a.DefaultValue
				if nn, ok := typ.(*graphql.NonNull); ok {
					typ = nn.OfType // as our own schema declares it
				}
			}
			out[a.Name] = &graphql.ArgumentConfig{Type: typ, DefaultValue: def}
		}
		return out
	}
	fields := func(t introspectedType) graphql.FieldsThunk {
		return func() graphql.Fields {
			out := graphql.Fields{}
			for _, f := range t.Fields {
				out[f.Name] = &graphql.Field{Type: ref(f.Type), Args: args(f.Args)}
			}
			return out
		}
	}
	var all []graphql.Type
	for _, pass := range []string{"SCALAR", "ENUM", "INPUT_OBJECT", "INTERFACE", "OBJECT", "UNION"} {
		for _, t := range in.Schema.Types {
			if t.Kind != pass || strings.HasPrefix(t.Name, "__") || types[t.Name] != nil {
				continue
			}
			types[t.Name] = libraryType(t, types, fields(t), ref)
			all = append(all, types[t.Name])
		}
	}
	modernIntrospection.Do(extendIntrospection)
	cfg := graphql.SchemaConfig{Types: all}
	root := func(n *struct{ Name string }) *graphql.Object {
		if n == nil {
			return nil
		}
		o, _ := types[n.Name].(*graphql.Object)
		return o
	}
	cfg.Query, cfg.Mutation, cfg.Subscription = root(in.Schema.QueryType), root(in.Schema.MutationType), root(in.Schema.SubscriptionType)
	for _, d := range in.Schema.Directives {
		if d.Name == "oneOf" {
			continue
		}
		cfg.Directives = append(cfg.Directives, graphql.NewDirective(graphql.DirectiveConfig{Name: d.Name, Locations: d.Locations, Args: args(d.Args)}))
	}
	if cfg.Query == nil {
		cfg.Query = graphql.NewObject(graphql.ObjectConfig{Name: "NoQuery", Fields: graphql.Fields{"a": &graphql.Field{Type: graphql.Int}}})
	}
	s, err := graphql.NewSchema(cfg)
	return &s, err
}

func libraryType(t introspectedType, types map[string]graphql.Type, fields graphql.FieldsThunk, ref func(introspectedRef) graphql.Type) graphql.Type {
	switch t.Kind {
	case "SCALAR":
		same := func(v any) any { return v }
		return graphql.NewScalar(graphql.ScalarConfig{Name: t.Name, Serialize: same, ParseValue: same, ParseLiteral: func(v ast.Value) any { return "x" }})
	case "ENUM":
		values := graphql.EnumValueConfigMap{}
		for _, v := range t.EnumValues {
			values[v.Name] = &graphql.EnumValueConfig{Value: v.Name}
		}
		return graphql.NewEnum(graphql.EnumConfig{Name: t.Name, Values: values})
	case "INPUT_OBJECT":
		return graphql.NewInputObject(graphql.InputObjectConfig{Name: t.Name, Fields: graphql.InputObjectConfigFieldMapThunk(func() graphql.InputObjectConfigFieldMap {
			out := graphql.InputObjectConfigFieldMap{}
			for _, f := range t.InputFields {
				typ := ref(f.Type)
				if nn, ok := typ.(*graphql.NonNull); ok && f.DefaultValue != nil {
					typ = nn.OfType
				}
				out[f.Name] = &graphql.InputObjectFieldConfig{Type: typ}
			}
			return out
		})})
	case "INTERFACE":
		return graphql.NewInterface(graphql.InterfaceConfig{Name: t.Name, Fields: fields, ResolveType: func(graphql.ResolveTypeParams) *graphql.Object { return nil }})
	case "UNION":
		var members []*graphql.Object
		for _, p := range t.PossibleTypes {
			members = append(members, types[p.Name].(*graphql.Object))
		}
		return graphql.NewUnion(graphql.UnionConfig{Name: t.Name, Types: members, ResolveType: func(graphql.ResolveTypeParams) *graphql.Object { return nil }})
	}
	return graphql.NewObject(graphql.ObjectConfig{Name: t.Name, Fields: fields, Interfaces: graphql.InterfacesThunk(func() []*graphql.Interface {
		var out []*graphql.Interface
		for _, i := range t.Interfaces {
			out = append(out, types[i.Name].(*graphql.Interface))
		}
		return out
	})})
}
