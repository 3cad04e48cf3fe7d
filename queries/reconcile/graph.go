package reconcile

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/match"
	"demarche/queries/corpus"
	"demarche/schema/iri"
	"demarche/schema/names"

	"github.com/cayleygraph/quad"
)

// GraphTypes are the types of a service over a graph. Ids of people are register ids, those of other things IRIs.
var GraphTypes = []Type{
	{"Person", "Person"},
	{"Organization", "Organization"},
	{"Post", "Post"},
	{"Letter", "Letter"},
	{"Event", "Event"},
	{"Country", "Country or territory"},
	{"LegalBasis", "Law or resolution"},
	{"DemandType", "Kind of demand"},
}

// GraphProperties are [PersonProperties] and what a graph of letters adds to them.
var GraphProperties = append(slices.Clone(PersonProperties),
	Property{ID: "iri", Name: "IRI", Description: "of the node in the graph"},
	Property{ID: "letters_signed", Name: "Letters signed", Description: "number of letters in the graph", Type: "Person"},
	Property{ID: "letters_received", Name: "Letters received", Description: "number of letters in the graph", Type: "Person"},
	Property{ID: "letter_date", Name: "Date of the letter", Type: "Letter"},
	Property{ID: "signatories", Name: "Signatories", Description: "number of people", Type: "Letter"},
	Property{ID: "letters_about", Name: "Letters", Description: "number of letters about it"},
	Property{ID: "names", Name: "Other names", Description: "every form of the name in the graph"})

var kindOfType = map[string]corpus.Kind{
	"Person": corpus.KindPerson, "Organization": corpus.KindOrganization, "Post": corpus.KindPost,
	"Letter": corpus.KindLetter, "Event": corpus.KindEvent, "Country": corpus.KindCountry, "LegalBasis": corpus.KindLegalBasis, "DemandType": corpus.KindDemandType,
}

// Graph is a [Source] of everything that one version of a graph names; people of the registers are answered as by
// [Persons]. It is safe for concurrent use.
type Graph struct {
	persons *Persons
	c       *corpus.Corpus
}

// NewGraph is the source over a graph and the index of its people.
func NewGraph(c *corpus.Corpus, x *match.Index) *Graph { return &Graph{NewPersons(x), c} }

// Get is the person with the register id, or what the graph knows by the IRI or global id.
func (g *Graph) Get(ctx context.Context, id string) (*Entity, error) {
	if e, err := g.persons.Get(ctx, personID(id)); e != nil || err != nil {
		return e, err
	}
	node := g.c.Node(id)
	if node == 0 {
		return nil, nil
	}
	typ := typeOf(g.c.KindOf(node))
	if typ == "" {
		return nil, nil
	}
	e := g.entity(node, typ)
	return &e, nil
}

// personID turns a person's IRI into a register id and leaves other ids as they are.
func personID(id string) string {
	if p, ok := iri.PersonID(quad.IRI(id)); ok {
		return p
	}
	return id
}

func typeOf(k corpus.Kind) string {
	for t, kind := range kindOfType {
		if kind == k {
			return t
		}
	}
	return ""
}

// entity describes a node.
func (g *Graph) entity(node graph.ID, typ string) Entity {
	e := Entity{ID: g.c.IRI(node), Name: g.c.Label(node), Type: typ}
	switch typ {
	case "Person":
		if id, ok := iri.PersonID(quad.IRI(e.ID)); ok {
			e.ID = id
		}
		if g.c.Provisional(node) {
			e.Description = "known from texts only"
		}
	case "Letter":
		e.Description = string(g.c.LetterDate(node))
	}
	return e
}

// Find lists people as [Persons.Find] does, and other things by the search of the graph; without a type, people first.
func (g *Graph) Find(ctx context.Context, prefix, typ string, limit, offset int) ([]Entity, error) {
	if limit <= 0 || len(names.Words(prefix)) == 0 {
		return nil, nil
	}
	var people []Entity
	if typ == "" || typ == "Person" {
		var err error
		if people, err = g.persons.Find(ctx, prefix, "Person", offset+limit, 0); err != nil || typ == "Person" {
			return people[min(offset, len(people)):], err
		}
	}
	others := g.others(prefix, typ)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	all := append(people, others...)
	all = all[min(offset, len(all)):]
	return all[:min(limit, len(all))], nil
}

// others lists what is no person and has the words of prefix in its names.
func (g *Graph) others(prefix, typ string) []Entity {
	if typ == "DemandType" {
		var out []Entity
		for _, id := range g.c.List(corpus.KindDemandType).IDs {
			if begins(g.c.Label(id), prefix) {
				out = append(out, g.entity(id, typ))
			}
		}
		return out
	}
	var kinds []corpus.Kind
	for t, k := range kindOfType {
		if k != corpus.KindPerson && k != corpus.KindDemandType && (typ == "" || typ == t) {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 {
		return nil
	}
	hits := g.c.Search(prefix, kinds)
	out := make([]Entity, 0, min(len(hits), maxSuggested))
	for _, h := range hits {
		out = append(out, g.entity(h.Node, typeOf(h.Kind)))
	}
	return out
}

// Values tells a property of a person of the registers or of a node of the graph.
func (g *Graph) Values(ctx context.Context, id, property, on string) ([]Value, error) {
	register := personID(id)
	if vs, err := g.persons.Values(ctx, register, property, on); len(vs) > 0 || err != nil {
		return vs, err
	}
	node := g.c.Node(string(iri.Person(register)))
	if node == 0 {
		node = g.c.Node(id)
	}
	if node == 0 {
		return nil, nil
	}
	number := func(n int) []Value { return []Value{{Int: n, Number: true}} }
	kind := g.c.KindOf(node)
	switch property {
	case "iri":
		return []Value{{Text: g.c.IRI(node)}}, nil
	case "names":
		var vs []Value
		for _, n := range g.c.Names(node) {
			vs = append(vs, Value{Text: n})
		}
		return vs, nil
	case "letters_signed":
		if kind == corpus.KindPerson {
			return number(g.c.CountSigned(node)), nil
		}
	case "letters_received":
		if kind == corpus.KindPerson {
			return number(len(g.c.LettersReceived(node))), nil
		}
	case "letters_about":
		if kind != corpus.KindLetter && kind != corpus.KindPerson {
			return number(len(g.c.LettersAbout(node))), nil
		}
	case "letter_date":
		if d := g.c.LetterDate(node); kind == corpus.KindLetter && d != "" {
			return []Value{{Text: string(d)}}, nil
		}
	case "signatories":
		if kind == corpus.KindLetter {
			return number(g.c.CountSignatories(node)), nil
		}
	}
	return nil, nil
}

// OverGraph fills what a service over a graph needs in opt: source, types and properties.
func OverGraph(opt Options, c *corpus.Corpus, x *match.Index) Options {
	opt.Index, opt.Source, opt.Types, opt.Properties = x, NewGraph(c, x), GraphTypes, GraphProperties
	opt.Name = cmp.Or(opt.Name, "demarche")
	opt.Name = strings.TrimSpace(opt.Name)
	return opt
}
