package gql

import (
	"reflect"
	"slices"
	"testing"

	"demarche/queries"
	"demarche/queries/corpus"

	"github.com/google/go-cmp/cmp"
)

// TestFiltersFitTheCorpus holds that the input types of filters and the filter structs have the same fields.
func TestFiltersFitTheCorpus(t *testing.T) {
	e := newEngine(t, queries.Limits{})
	for name, typ := range map[string]reflect.Type{
		"LetterFilter": reflect.TypeFor[corpus.LetterFilter](), "PersonFilter": reflect.TypeFor[corpus.PersonFilter](), "EntityFilter": reflect.TypeFor[corpus.EntityFilter](),
		"DemandFilter": reflect.TypeFor[corpus.DemandFilter](), "EventFilter": reflect.TypeFor[corpus.EventFilter](), "DocumentFilter": reflect.TypeFor[corpus.DocumentFilter](),
		"IntFilter": reflect.TypeFor[corpus.IntFilter](), "DateFilter": reflect.TypeFor[corpus.DateFilter](), "TextFilter": reflect.TypeFor[corpus.TextFilter](),
		"LetterRelation": reflect.TypeFor[corpus.LetterRelation](), "PersonRelation": reflect.TypeFor[corpus.PersonRelation](),
	} {
		var inputs, fields []string
		for _, f := range e.reg.use(name).inputs {
			inputs = append(inputs, f.name)
		}
		for i := range typ.NumField() {
			fields = append(fields, corpus.Key(typ.Field(i).Name))
		}
		slices.Sort(inputs)
		slices.Sort(fields)
		if diff := cmp.Diff(fields, inputs); diff != "" {
			t.Errorf("%s: fields of the struct and of the input type differ:\n%s", name, diff)
		}
	}
}

// TestOrdersFitTheCorpus holds the same for orderings.
func TestOrdersFitTheCorpus(t *testing.T) {
	e := newEngine(t, queries.Limits{})
	for name, k := range map[string]corpus.Kind{
		"Person": corpus.KindPerson, "Letter": corpus.KindLetter, "Demand": corpus.KindDemand, "Event": corpus.KindEvent,
		"Document": corpus.KindDocument, "Entity": corpus.KindOrganization,
	} {
		var values []string
		for _, v := range e.reg.use(name + "OrderField").values {
			values = append(values, v.value)
		}
		if diff := cmp.Diff(corpus.OrderFields(k), values); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestEveryFieldAnswers asks for every field of every type that a small query can reach, so that no resolver panics or
// writes what is no JSON.
func TestEveryFieldAnswers(t *testing.T) {
	e := newEngine(t, queries.Limits{})
	for _, typ := range e.kindsInOrder() {
		for _, id := range e.src.Corpus().List(typ.kind).IDs {
			q := "query($id:ID!){node(id:$id){... on " + typ.def.name + "{" + leavesOf(typ.def, 2) + "}}}"
			ask(t, e, q, map[string]any{"id": e.src.Corpus().GlobalID(id)})
		}
	}
}

type kindAndType struct {
	kind corpus.Kind
	def  *typeDef
}

func (e *Engine) kindsInOrder() []kindAndType {
	var out []kindAndType
	for k, d := range e.kinds {
		out = append(out, kindAndType{k, d})
	}
	slices.SortFunc(out, func(a, b kindAndType) int { return int(a.kind) - int(b.kind) })
	return out
}

// leavesOf selects every field of a type that needs no argument, so many levels deep.
func leavesOf(t *typeDef, levels int) string {
	out := "__typename"
	for _, f := range t.fields {
		if slices.ContainsFunc(f.args, func(a *argDef) bool { return a.typ.nonNull && a.def == nil }) {
			continue
		}
		page := ""
		if slices.ContainsFunc(f.args, func(a *argDef) bool { return a.name == "first" }) {
			page = "(first:2)"
		}
		switch {
		case f.typ.def.isLeaf():
			out += " " + f.name
		case levels > 0:
			out += " " + f.name + page + "{" + leavesOf(f.typ.def, levels-1) + "}"
		}
	}
	return out
}
