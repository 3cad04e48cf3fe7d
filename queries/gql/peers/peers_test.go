// Package peers compares demarche's own execution with two other GraphQL servers in Go on the same snapshot and the
// same questions. It is a module of its own, so that their code is no dependency of demarche.
//
//	cd queries/gql/peers && go test -bench . -benchtime 2s
package peers

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"demarche/graph"
	"demarche/graph/snapshot"
	"demarche/queries/corpus"
	"demarche/queries/gql"
	"demarche/queries/internal/querytest"

	graphql "github.com/graph-gophers/graphql-go"
)

var big = sync.OnceValues(func() (*corpus.Corpus, error) {
	s, err := snapshot.Build(context.Background(), 1, querytest.Big())
	if err != nil {
		return nil, err
	}
	c := corpus.New(s)
	for _, id := range c.List(corpus.KindPerson).IDs { // so that all read from the flat arrays
		c.LettersSigned(id)
	}
	return c, nil
})

const gophersSchema = `
schema { query: Query }
interface Node { id: ID! }
type Query {
  node(id: ID!): Node
  legislators(first: Int): PersonConnection!
}
type PersonConnection { totalCount: Int! edges: [PersonEdge!]! nodes: [Person!]! }
type PersonEdge { cursor: String! node: Person! }
type Person implements Node { id: ID! name: String! party: String state: String chamber: String bioguide: String letters(first: Int): LetterConnection! }
type LetterConnection { totalCount: Int! nodes: [Letter!]! }
type Letter implements Node { id: ID! name: String! date: String signatures(first: Int): SignatureConnection! }
type SignatureConnection { totalCount: Int! nodes: [Signature!]! }
type Signature { order: Int asName: String role: String person: Person }
`

type root struct {
	c           *corpus.Corpus
	legislators []graph.ID
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
	return &people{r.c, r.legislators, a.cut(r.legislators)}
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

func (e *personEdge) Cursor() string { return e.c.GlobalID(e.id) }
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
func (p *person) Chamber() *string  { t, _ := p.c.TenureOn(p.id, ""); return opt(t.Chamber) }

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
func (l *letter) Date() *string  { return opt(string(l.c.LetterDate(l.id))) }

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
func (s *signature) Role() *string   { return opt(s.c.Text(s.id, s.c.T.SignRole)) }
func (s *signature) Person() *person {
	id := s.c.One(s.id, s.c.T.Signatory)
	if id == 0 {
		return nil
	}
	return &person{s.c, id}
}

// questions are asked of every server. LETTER is the id of the letter of a hundred signers.
var questions = []struct{ name, query string }{
	{"person", `{node(id:"bioguide:B000010"){...on Person{id name party state chamber bioguide letters(first:5){totalCount}}}}`},
	{"legislators50", `{legislators(first:50){totalCount edges{cursor node{id name party state letters(first:0){totalCount}}}}}`},
	{"letter100", `{node(id:"LETTER"){...on Letter{name date signatures(first:100){totalCount nodes{order asName role person{id name}}}}}}`},
}

func texts(c *corpus.Corpus) map[string]string {
	ids, err := c.FindLetters(context.Background(), &corpus.LetterFilter{Title: &corpus.TextFilter{In: []string{querytest.BigLetter}}})
	if err != nil || len(ids) != 1 {
		return nil
	}
	out := map[string]string{}
	for _, q := range questions {
		out[q.name] = strings.Replace(q.query, "LETTER", c.GlobalID(ids[0]), 1)
	}
	return out
}

// servers are the servers under test by name: each answers a query with the bytes of its answer.
func servers(tb testing.TB) (names []string, ask map[string]func(q string) []byte, asked map[string]string) {
	tb.Helper()
	c, err := big()
	if err != nil {
		tb.Fatal(err)
	}
	own, err := gql.New(gql.Fixed{C: c}, gql.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	gophers, err := graphql.ParseSchema(gophersSchema, &root{c, c.Legislators("")}, graphql.UseFieldResolvers())
	if err != nil {
		tb.Fatal(err)
	}
	ask = map[string]func(q string) []byte{
		"demarche": func(q string) []byte { return own.Execute(context.Background(), gql.Request{Query: q}).Body },
		"graph-gophers": func(q string) []byte {
			out, err := json.Marshal(gophers.Exec(context.Background(), q, "", nil))
			if err != nil {
				tb.Fatal(err)
			}
			return out
		},
	}
	for n := range ask {
		names = append(names, n)
	}
	slices.Sort(names)
	return names, ask, texts(c)
}

// TestSameAnswers holds that the servers answer alike: the same number of signers and legislators.
func TestSameAnswers(t *testing.T) {
	names, ask, asked := servers(t)
	for _, q := range questions {
		for _, n := range names {
			out := string(ask[n](asked[q.name]))
			if strings.Contains(out, `"errors"`) || len(out) < 100 {
				t.Errorf("%s %s: %.300s", n, q.name, out)
			}
			t.Logf("%s %s: %d bytes", n, q.name, len(out))
		}
	}
}

func BenchmarkServers(b *testing.B) {
	names, ask, asked := servers(b)
	for _, q := range questions {
		for _, n := range names {
			b.Run(q.name+"/"+n, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					ask[n](asked[q.name])
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "queries/s")
			})
		}
	}
}
