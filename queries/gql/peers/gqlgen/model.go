// Package gqlgen answers the questions of the comparison with gqlgen: generated.go is written by `go generate`, the
// rest reads demarche's corpus as its own server does.
package gqlgen

import (
	"context"
	"strings"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
)

// Resolver is the root.
type Resolver struct {
	Corpus  *corpus.Corpus
	Holders []graph.ID // the legislators
}

// Query is the root of queries.
func (r *Resolver) Query() QueryResolver { return query{r} }

type query struct{ *Resolver }

// Node finds a person or letter.
func (r query) Node(_ context.Context, id string) (Node, error) {
	n := r.Corpus.Node(id)
	switch r.Corpus.KindOf(n) {
	case corpus.KindPerson:
		return Person{r.Corpus, n}, nil
	case corpus.KindLetter:
		return Letter{r.Corpus, n}, nil
	}
	return nil, nil
}

// Legislators are the people who held a seat.
func (r query) Legislators(_ context.Context, first *int) (*PersonConnection, error) {
	return &PersonConnection{r.Corpus, r.Holders, cut(r.Holders, first)}, nil
}

// People are the people who meet a filter.
func (r query) People(ctx context.Context, where *corpus.PersonFilter, first *int) (*PersonConnection, error) {
	ids, err := r.Corpus.FindPeople(ctx, where, "")
	if err != nil {
		return nil, err
	}
	return &PersonConnection{r.Corpus, ids, cut(ids, first)}, nil
}

func cut(ids []graph.ID, first *int) []graph.ID {
	if first == nil {
		return ids[:min(20, len(ids))]
	}
	return ids[:min(*first, len(ids))]
}

func opt(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Chambers are the values of the enum Chamber by the graph's words.
var Chambers = map[string]string{"sen": "SENATE", "rep": "HOUSE", "upper": "UPPER", "lower": "LOWER", "exec": "EXECUTIVE"}

// Node is a person or letter.
type Node interface{ IsNode() }

// PersonConnection is a page of people.
type PersonConnection struct {
	c         *corpus.Corpus
	all, page []graph.ID
}

// TotalCount is the size of the whole list.
func (p PersonConnection) TotalCount() int { return len(p.all) }

// Edges are the entries with cursors.
func (p PersonConnection) Edges() []PersonEdge {
	out := make([]PersonEdge, len(p.page))
	for i, id := range p.page {
		out[i] = PersonEdge{p.c, id}
	}
	return out
}

// Nodes are the entries.
func (p PersonConnection) Nodes() []Person {
	out := make([]Person, len(p.page))
	for i, id := range p.page {
		out[i] = Person{p.c, id}
	}
	return out
}

// PersonEdge is an entry of a page of people.
type PersonEdge struct {
	c  *corpus.Corpus
	id graph.ID
}

// Cursor names the entry.
func (e PersonEdge) Cursor() string { return queries.Cursor(e.c.GlobalID(e.id)) }

// Node is the entry.
func (e PersonEdge) Node() Person { return Person(e) }

// Person is a person.
type Person struct {
	c  *corpus.Corpus
	id graph.ID
}

// IsNode marks a Node.
func (Person) IsNode() {}

// ID is the global id.
func (p Person) ID() string { return p.c.GlobalID(p.id) }

// Name is the label.
func (p Person) Name() string { return p.c.Label(p.id) }

// Party is that of the latest tenure.
func (p Person) Party() *string { return opt(p.c.PartyOn(p.id, "")) }

// State is that of the latest tenure.
func (p Person) State() *string { t, _ := p.c.TenureOn(p.id, ""); return opt(t.State) }

// Chamber is that of the latest tenure.
func (p Person) Chamber() *string { t, _ := p.c.TenureOn(p.id, ""); return opt(Chambers[t.Chamber]) }

// Bioguide is the Bioguide id.
func (p Person) Bioguide() *string { return opt(p.c.IdentifierIn(p.id, "bioguide")) }

// Letters are the letters signed.
func (p Person) Letters(first *int) LetterConnection {
	all := p.c.LettersSigned(p.id)
	return LetterConnection{p.c, all, cut(all, first)}
}

// LetterConnection is a page of letters.
type LetterConnection struct {
	c         *corpus.Corpus
	all, page []graph.ID
}

// TotalCount is the size of the whole list.
func (l LetterConnection) TotalCount() int { return len(l.all) }

// Nodes are the entries.
func (l LetterConnection) Nodes() []Letter {
	out := make([]Letter, len(l.page))
	for i, id := range l.page {
		out[i] = Letter{l.c, id}
	}
	return out
}

// Letter is a letter.
type Letter struct {
	c  *corpus.Corpus
	id graph.ID
}

// IsNode marks a Node.
func (Letter) IsNode() {}

// ID is the global id.
func (l Letter) ID() string { return l.c.GlobalID(l.id) }

// Name is the label.
func (l Letter) Name() string { return l.c.Label(l.id) }

// Date is the date.
func (l Letter) Date() *string { return opt(string(l.c.LetterDate(l.id))) }

// Signatures are the signatures in the order of the text.
func (l Letter) Signatures(first *int) SignatureConnection {
	all := l.c.Signatures(l.id)
	return SignatureConnection{l.c, all, cut(all, first)}
}

// SignatureConnection is a page of signatures.
type SignatureConnection struct {
	c         *corpus.Corpus
	all, page []graph.ID
}

// TotalCount is the size of the whole list.
func (s SignatureConnection) TotalCount() int { return len(s.all) }

// Nodes are the entries.
func (s SignatureConnection) Nodes() []Signature {
	out := make([]Signature, len(s.page))
	for i, id := range s.page {
		out[i] = Signature{s.c, id}
	}
	return out
}

// Signature is a person's place on a letter.
type Signature struct {
	c  *corpus.Corpus
	id graph.ID
}

// Order is the place in the text.
func (s Signature) Order() *int {
	n, ok := s.c.Int(s.id, s.c.T.Order)
	if !ok {
		return nil
	}
	return &n
}

// AsName is the name as printed.
func (s Signature) AsName() *string { return opt(s.c.Text(s.id, s.c.T.AsName)) }

// Role is the part in the letter.
func (s Signature) Role() *string { return opt(strings.ToUpper(s.c.Text(s.id, s.c.T.SignRole))) }

// Person is who signed.
func (s Signature) Person() *Person {
	id := s.c.One(s.id, s.c.T.Signatory)
	if id == 0 {
		return nil
	}
	return &Person{s.c, id}
}
