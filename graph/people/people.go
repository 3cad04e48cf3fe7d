// Package people reads the persons of the registers back out of the graph as typed records: the inverse of what the
// loaders wrote, with the statements of all registers about one human put together. Start with [Read].
package people

import (
	"cmp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// Read lists the persons of the graph that registers know, by id; persons known from texts only are left out. A human
// whom several registers list comes once, under the id that the reader ranks first, with the tenures of all. Persons who
// never held a post are left out unless all is set. An error is the reader's.
func Read(r graph.Reader, all bool) ([]schema.Person, error) {
	x := newTerms(r)
	var out []schema.Person
	for node := range r.In(x.id(vocab.Person), x.id(vocab.Type)).Distinct() {
		id, ok := iri.PersonID(quad.IRI(r.Text(node)))
		if !ok || r.Out(node, x.id(vocab.Provisional)).Len() > 0 {
			continue
		}
		p := x.person(node, id)
		if all || len(p.Tenures) > 0 {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b schema.Person) int { return cmp.Compare(a.ID, b.ID) })
	return out, r.Err()
}

// terms looks predicates up once.
type terms struct {
	r   graph.Reader
	ids map[quad.IRI]graph.ID
}

func newTerms(r graph.Reader) *terms { return &terms{r: r, ids: make(map[quad.IRI]graph.ID)} }

func (x *terms) id(p quad.IRI) graph.ID {
	id, ok := x.ids[p]
	if !ok {
		id = x.r.ID(p)
		x.ids[p] = id
	}
	return id
}

// texts lists the values of a predicate, sorted.
func (x *terms) texts(node graph.ID, p quad.IRI) []string {
	var out []string
	for v := range x.r.Out(node, x.id(p)).Distinct() {
		out = append(out, x.r.Text(v))
	}
	slices.Sort(out)
	return out
}

// text is the first value of a predicate, empty when there is none.
func (x *terms) text(node graph.ID, p quad.IRI) string {
	if all := x.texts(node, p); len(all) > 0 {
		return all[0]
	}
	return ""
}

func (x *terms) date(node graph.ID, p quad.IRI) date.Date {
	d, err := date.Parse(x.text(node, p))
	if err != nil {
		return ""
	}
	return d
}

func (x *terms) person(node graph.ID, id string) schema.Person {
	p := schema.Person{
		ID: id, Name: x.text(node, vocab.Label), Given: x.text(node, vocab.GivenName), Middle: x.text(node, vocab.AdditionalName),
		Family: x.text(node, vocab.FamilyName), Suffix: x.text(node, vocab.NameSuffix), Nicknames: x.texts(node, vocab.Nickname),
		Birth: x.date(node, vocab.BirthDate), Gender: x.text(node, vocab.Gender), Identifiers: make(map[string]string),
	}
	p.OtherNames = slices.DeleteFunc(append(x.texts(node, vocab.Label), x.texts(node, vocab.AlternateName)...), func(n string) bool { return n == p.Name })
	for _, v := range x.texts(node, vocab.Identifier) {
		if scheme, value, ok := strings.Cut(v, ":"); ok && p.Identifiers[scheme] == "" {
			p.Identifiers[scheme] = value
		}
	}
	for t := range x.r.Out(node, x.id(vocab.Holds)).Distinct() {
		p.Tenures = append(p.Tenures, x.tenure(t))
	}
	slices.SortFunc(p.Tenures, func(a, b schema.Tenure) int {
		return cmp.Or(cmp.Compare(a.During.Start, b.During.Start), cmp.Compare(a.During.End, b.During.End), cmp.Compare(a.Locator, b.Locator))
	})
	return p
}

func (x *terms) tenure(node graph.ID) schema.Tenure {
	t := schema.Tenure{
		Party: x.text(node, vocab.Party), Locator: x.text(node, vocab.Locator),
		During: date.Interval{Start: x.date(node, vocab.StartDate), End: x.date(node, vocab.EndDate)},
	}
	post := x.r.Out(node, x.id(vocab.OnPost)).First()
	t.Post = schema.Post{Name: x.text(post, vocab.Label), Chamber: x.text(post, vocab.Chamber), State: x.text(post, vocab.State), District: x.text(post, vocab.District)}
	if org := x.r.Out(post, x.id(vocab.PostIn)).First(); org != 0 {
		t.Post.Organization = x.text(org, vocab.Label)
	}
	if country := x.r.Out(post, x.id(vocab.InCountry)).First(); country != 0 {
		t.Post.Country, _ = iri.CountryCode(quad.IRI(x.r.Text(country)))
	}
	return t
}
