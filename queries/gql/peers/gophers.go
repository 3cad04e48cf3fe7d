package main

import (
	"context"
	"fmt"
	"strings"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/queries/gql/peers/gqlgen"
	"demarche/schema/date"

	"github.com/graph-gophers/graphql-go"
)

// root is the root of queries.
type root struct {
	c       *corpus.Corpus
	holders []graph.ID // the legislators
}

type firstArg struct{ First *int32 }

func (f firstArg) cut(ids []graph.ID) []graph.ID {
	if f.First == nil {
		return ids[:min(20, len(ids))]
	}
	return ids[:min(int(*f.First), len(ids))]
}

type node struct {
	c  *corpus.Corpus
	id graph.ID
}

func (n *node) ID() graphql.ID { return graphql.ID(n.c.GlobalID(n.id)) }

func (n *node) ToPerson() (*person, bool) {
	return &person{n.c, n.id}, n.c.KindOf(n.id) == corpus.KindPerson
}

func (n *node) ToLetter() (*letter, bool) {
	return &letter{n.c, n.id}, n.c.KindOf(n.id) == corpus.KindLetter
}

func (r *root) Node(a struct{ ID graphql.ID }) *node {
	id := r.c.Node(string(a.ID))
	if id == 0 {
		return nil
	}
	return &node{r.c, id}
}

func (r *root) Legislators(a firstArg) *people {
	return &people{r.c, r.holders, a.cut(r.holders)}
}

// The filters are those of the corpus in the shapes that the library reads.
type (
	personFilter struct {
		Bioguide *[]string
		Letters  *letterRelation
	}
	letterRelation struct{ Some *letterFilter }
	letterFilter   struct{ Signatories *personRelation }
	personRelation struct{ Some *personFilter }
)

func (f *personFilter) corpus() *corpus.PersonFilter {
	if f == nil {
		return nil
	}
	out := &corpus.PersonFilter{}
	if f.Bioguide != nil {
		out.Bioguide = *f.Bioguide
	}
	if f.Letters != nil && f.Letters.Some != nil {
		some := &corpus.LetterFilter{}
		if s := f.Letters.Some.Signatories; s != nil && s.Some != nil {
			some.Signatories = &corpus.PersonRelation{Some: s.Some.corpus()}
		}
		out.Letters = &corpus.LetterRelation{Some: some}
	}
	return out
}

func (r *root) People(ctx context.Context, a struct {
	Where *personFilter
	First *int32
},
) (*people, error) {
	ids, err := r.c.FindPeople(ctx, a.Where.corpus(), "")
	if err != nil {
		return nil, err
	}
	return &people{r.c, ids, firstArg{a.First}.cut(ids)}, nil
}

type people struct {
	c         *corpus.Corpus
	all, page []graph.ID
}

func (p *people) TotalCount() int32 { return int32(len(p.all)) }

func (p *people) Edges() []*personEdge {
	out := make([]*personEdge, len(p.page))
	for i, id := range p.page {
		out[i] = &personEdge{p.c, id}
	}
	return out
}

func (p *people) Nodes() []*person {
	out := make([]*person, len(p.page))
	for i, id := range p.page {
		out[i] = &person{p.c, id}
	}
	return out
}

type personEdge struct {
	c  *corpus.Corpus
	id graph.ID
}

func (e *personEdge) Cursor() string { return queries.Cursor(e.c.GlobalID(e.id)) }
func (e *personEdge) Node() *person  { return &person{e.c, e.id} }

type person struct {
	c  *corpus.Corpus
	id graph.ID
}

func opt(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (p *person) ID() graphql.ID    { return graphql.ID(p.c.GlobalID(p.id)) }
func (p *person) Name() string      { return p.c.Label(p.id) }
func (p *person) Party() *string    { return opt(p.c.PartyOn(p.id, "")) }
func (p *person) Bioguide() *string { return opt(p.c.IdentifierIn(p.id, "bioguide")) }
func (p *person) State() *string    { t, _ := p.c.TenureOn(p.id, ""); return opt(t.State) }
func (p *person) Chamber() *string {
	t, _ := p.c.TenureOn(p.id, "")
	return opt(gqlgen.Chambers[t.Chamber])
}

func (p *person) Letters(a firstArg) *letters {
	all := p.c.LettersSigned(p.id)
	return &letters{p.c, all, a.cut(all)}
}

type letters struct {
	c         *corpus.Corpus
	all, page []graph.ID
}

func (l *letters) TotalCount() int32 { return int32(len(l.all)) }

func (l *letters) Nodes() []*letter {
	out := make([]*letter, len(l.page))
	for i, id := range l.page {
		out[i] = &letter{l.c, id}
	}
	return out
}

type letter struct {
	c  *corpus.Corpus
	id graph.ID
}

func (l *letter) ID() graphql.ID { return graphql.ID(l.c.GlobalID(l.id)) }
func (l *letter) Name() string   { return l.c.Label(l.id) }

func (l *letter) Date() *day {
	d := l.c.LetterDate(l.id)
	if d == "" {
		return nil
	}
	return (*day)(&d)
}

// day is the scalar Date.
type day date.Date

// ImplementsGraphQLType names the scalar.
func (day) ImplementsGraphQLType(name string) bool { return name == "Date" }

// UnmarshalGraphQL reads an argument; no question has one.
func (d *day) UnmarshalGraphQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("%v is no date", v)
	}
	*d = day(s)
	return nil
}

func (l *letter) Signatures(a firstArg) *signatures {
	all := l.c.Signatures(l.id)
	return &signatures{l.c, all, a.cut(all)}
}

type signatures struct {
	c         *corpus.Corpus
	all, page []graph.ID
}

func (s *signatures) TotalCount() int32 { return int32(len(s.all)) }

func (s *signatures) Nodes() []*signature {
	out := make([]*signature, len(s.page))
	for i, id := range s.page {
		out[i] = &signature{s.c, id}
	}
	return out
}

type signature struct {
	c  *corpus.Corpus
	id graph.ID
}

func (s *signature) Order() *int32 {
	n, ok := s.c.Int(s.id, s.c.T.Order)
	if !ok {
		return nil
	}
	i := int32(n)
	return &i
}
func (s *signature) AsName() *string { return opt(s.c.Text(s.id, s.c.T.AsName)) }
func (s *signature) Role() *string   { return opt(strings.ToUpper(s.c.Text(s.id, s.c.T.SignRole))) }
func (s *signature) Person() *person {
	id := s.c.One(s.id, s.c.T.Signatory)
	if id == 0 {
		return nil
	}
	return &person{s.c, id}
}
