package gql

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"demarche/queries"

	"github.com/graphql-go/graphql/language/ast"
)

// coerceVariables checks the variables of a request strictly against the operation's definitions and returns their Go
// values: int, float64, string, bool, the Go value of an enum, []any, map[string]any. A variable that is not given and has no
// default is absent; one that is null is present and nil.
func (d *document) coerceVariables(r *registry, op *ast.OperationDefinition, given map[string]any) (map[string]any, []*Error) {
	out := map[string]any{}
	var errs []*Error
	if n := countValues(given, 0); n > maxValues {
		return nil, []*Error{tooMuch("", -1, "the variables hold more than %d values, or nest deeper than %d", maxValues, maxValueDepth)}
	}
	for _, def := range op.VariableDefinitions {
		name := def.Variable.Name.Value
		fail := func(format string, args ...any) {
			errs = append(errs, &Error{
				Message: "variable $" + name + fmt.Sprintf(format, args...), Code: queries.BadInput,
				Locations: d.place(def.Loc),
			})
		}
		typ := r.ref(typeText(def.Type))
		v, ok := given[name]
		switch {
		case !ok && def.DefaultValue != nil:
			value, err := d.literal(typ, def.DefaultValue, nil)
			if err != nil {
				fail("'s default: %v", err)
				continue
			}
			out[name] = value
		case !ok && typ.nonNull:
			fail(" of type %s is required", typ.text)
		case !ok:
		case v == nil && typ.nonNull:
			fail(" of type %s must not be null", typ.text)
		default:
			value, err := coerceJSON(typ, v)
			if err != nil {
				fail("%v", err)
				continue
			}
			out[name] = value
		}
	}
	return out, errs
}

// The most values that the variables of a request may hold, and how deep they may nest.
const (
	maxValues     = 10_000
	maxValueDepth = 60
)

// countValues counts the values in a JSON tree, at most a little over maxValues; too deep ones count as too many.
func countValues(v any, depth int) int {
	if depth > maxValueDepth {
		return maxValues + 1
	}
	n := 1
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			if n += countValues(x, depth+1); n > maxValues {
				return n
			}
		}
	case map[string]any:
		for _, x := range v {
			if n += countValues(x, depth+1); n > maxValues {
				return n
			}
		}
	}
	return n
}

func typeText(t ast.Type) string {
	switch t := t.(type) {
	case *ast.NonNull:
		return typeText(t.Type) + "!"
	case *ast.List:
		return "[" + typeText(t.Type) + "]"
	case *ast.Named:
		return t.Name.Value
	}
	return ""
}

// coerceError is a wrong value with the path to it inside a variable.
type coerceError struct{ path, message string }

func (e *coerceError) Error() string { return e.path + ": " + e.message }

func within(path string, err error) error {
	var c *coerceError
	if errors.As(err, &c) {
		return &coerceError{path + c.path, c.message}
	}
	return err
}

func wrong(format string, args ...any) error { return &coerceError{"", fmt.Sprintf(format, args...)} }

// coerceJSON checks a JSON value (numbers as json.Number) against an input type.
func coerceJSON(t typeRef, v any) (any, error) {
	if v == nil {
		if t.nonNull {
			return nil, wrong("must not be null")
		}
		return nil, nil
	}
	if t.list != nil {
		list, ok := v.([]any)
		if !ok {
			one, err := coerceJSON(*t.list, v)
			return []any{one}, err
		}
		out := make([]any, len(list))
		for i, x := range list {
			c, err := coerceJSON(*t.list, x)
			if err != nil {
				return nil, within("["+strconv.Itoa(i)+"]", err)
			}
			out[i] = c
		}
		return out, nil
	}
	switch t.def.kind {
	case kindEnum:
		s, ok := v.(string)
		for _, e := range t.def.values {
			if ok && e.name == s {
				return e.value, nil
			}
		}
		return nil, wrong("%s has no value %s", t.def.name, show(v))
	case kindInput:
		return coerceObject(t.def, v)
	}
	return coerceScalar(t.def, v)
}

func coerceObject(t *typeDef, v any) (any, error) {
	m, ok := v.(map[string]any)
	if !ok {
		return nil, wrong("%s wants an object, not %s", t.name, show(v))
	}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out := map[string]any{}
	for _, k := range keys {
		def := t.input(k)
		if def == nil {
			return nil, within("."+k, wrong("%s has no such field", t.name))
		}
		c, err := coerceJSON(def.typ, m[k])
		if err != nil {
			return nil, within("."+k, err)
		}
		out[k] = c
	}
	return out, fillDefaults(t.inputs, out, t.name)
}

// fillDefaults sets absent entries to their defaults and refuses absent ones that are required.
func fillDefaults(defs []*argDef, values map[string]any, where string) error {
	for _, d := range defs {
		if _, ok := values[d.name]; ok {
			continue
		}
		if d.def != nil {
			values[d.name] = d.def
		} else if d.typ.nonNull {
			return wrong("%s.%s of type %s is required", where, d.name, d.typ.text)
		}
	}
	return nil
}

func (t *typeDef) input(name string) *argDef {
	for _, d := range t.inputs {
		if d.name == name {
			return d
		}
	}
	return nil
}

func coerceScalar(t *typeDef, v any) (any, error) {
	switch t.name {
	case "Int":
		if n, ok := number(v); ok && n == math.Trunc(n) && n >= math.MinInt32 && n <= math.MaxInt32 {
			return int(n), nil
		}
		return nil, wrong("Int cannot represent %s", show(v))
	case "Float":
		if n, ok := number(v); ok {
			return n, nil
		}
		return nil, wrong("Float cannot represent %s", show(v))
	case "Boolean":
		if b, ok := v.(bool); ok {
			return b, nil
		}
		return nil, wrong("Boolean cannot represent %s", show(v))
	case "ID":
		if n, ok := number(v); ok && n == math.Trunc(n) && math.Abs(n) < 1<<53 {
			return strconv.FormatInt(int64(n), 10), nil
		}
	}
	s, ok := v.(string)
	if !ok {
		return nil, wrong("%s cannot represent %s", t.name, show(v))
	}
	if t.parse != nil {
		return t.parse(s)
	}
	return s, nil
}

func number(v any) (float64, bool) {
	switch n := v.(type) {
	case json.Number:
		f, err := n.Float64()
		return f, err == nil && !math.IsInf(f, 0)
	case float64:
		return n, true
	case int:
		return float64(n), true
	}
	return 0, false
}

// show prints a wrong value, shortened.
func show(v any) string {
	switch v := v.(type) {
	case string:
		return strconv.Quote(strings.ToValidUTF8(clip(v), ""))
	case json.Number:
		return clip(v.String())
	case bool:
		return strconv.FormatBool(v)
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	case nil:
		return "null"
	}
	return "this value"
}

// literal reads a literal of the document as a value of a type. Variables stand for their values; where vars is nil the
// literal is only checked, and a variable fits everywhere.
func (d *document) literal(t typeRef, v ast.Value, vars map[string]any) (any, error) {
	if x, ok := v.(*ast.Variable); ok {
		value := vars[x.Name.Value]
		if value == nil && t.nonNull && vars != nil {
			return nil, wrong("must not be null")
		}
		return value, nil
	}
	if t.list != nil {
		list, ok := v.(*ast.ListValue)
		if !ok {
			one, err := d.literal(*t.list, v, vars)
			return []any{one}, err
		}
		out := make([]any, 0, len(list.Values))
		for _, x := range list.Values {
			c, err := d.literal(*t.list, x, vars)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
		return out, nil
	}
	switch t.def.kind {
	case kindEnum:
		e, ok := v.(*ast.EnumValue)
		if !ok {
			return nil, wrong("%s cannot represent %s", t.def.name, d.source(v))
		}
		return coerceJSON(t, e.Value)
	case kindInput:
		return d.literalObject(t.def, v, vars)
	}
	return d.literalScalar(t.def, v)
}

func (d *document) literalObject(t *typeDef, v ast.Value, vars map[string]any) (any, error) {
	obj, ok := v.(*ast.ObjectValue)
	if !ok {
		return nil, wrong("%s wants an object, not %s", t.name, d.source(v))
	}
	out := map[string]any{}
	for _, f := range obj.Fields {
		def := t.input(f.Name.Value)
		if def == nil {
			return nil, wrong("%s has no field %s", t.name, f.Name.Value)
		}
		if x, isVar := f.Value.(*ast.Variable); isVar && vars != nil {
			if _, given := vars[x.Name.Value]; !given {
				continue
			}
		}
		c, err := d.literal(def.typ, f.Value, vars)
		if err != nil {
			return nil, within("."+def.name, err)
		}
		out[def.name] = c
	}
	return out, fillDefaults(t.inputs, out, t.name)
}

func (d *document) literalScalar(t *typeDef, v ast.Value) (any, error) {
	switch v := v.(type) {
	case *ast.IntValue:
		if t.name == "Int" || t.name == "Float" || t.name == "ID" {
			return coerceScalar(t, json.Number(v.Value))
		}
	case *ast.FloatValue:
		if t.name == "Float" {
			return coerceScalar(t, json.Number(v.Value))
		}
	case *ast.BooleanValue:
		if t.name == "Boolean" {
			return v.Value, nil
		}
	case *ast.StringValue:
		if t.name == "Int" || t.name == "Float" || t.name == "Boolean" {
			break
		}
		s := v.Value
		if v.Loc != nil {
			if exact, ok := unquote(d.view.literal(d.text, v.Loc.Start)); ok {
				s = exact
			}
		}
		return coerceScalar(t, s)
	}
	return nil, wrong("%s cannot represent %s", t.name, d.source(v))
}

// source is a literal as the document spells it, shortened.
func (d *document) source(v ast.Value) string {
	loc := v.GetLoc()
	if loc == nil {
		return "this value"
	}
	from, to := d.view.origin(loc.Start), d.view.origin(loc.End)
	if from > to || to > len(d.text) {
		return "this value"
	}
	return strings.ToValidUTF8(clip(d.text[from:to]), "")
}

// arguments reads the arguments of a field or directive.
func (d *document) arguments(defs []*argDef, given []*ast.Argument, vars map[string]any, where string) (map[string]any, error) {
	if len(defs) == 0 {
		return nil, nil
	}
	out := map[string]any{}
	for _, a := range given {
		i := slices.IndexFunc(defs, func(d *argDef) bool { return d.name == a.Name.Value })
		if i < 0 {
			continue
		}
		if x, isVar := a.Value.(*ast.Variable); isVar {
			if _, ok := vars[x.Name.Value]; !ok {
				continue
			}
		}
		v, err := d.literal(defs[i].typ, a.Value, vars)
		if err != nil {
			return nil, within(defs[i].name, err)
		}
		out[defs[i].name] = v
	}
	return out, fillDefaults(defs, out, where)
}
