package gql

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"demarche/graph/snapshot"
	"demarche/queries/corpus"
	"demarche/queries/internal/querytest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// big is a graph of 20,000 people, of whom 12,000 held seats, and 20,000 letters with 50 signers each: a million
// signatures, as plain edges. Letter 0 has 100 signers with signature nodes. It is made once.
var big = sync.OnceValues(func() (*corpus.Corpus, error) {
	r := rand.New(rand.NewPCG(1, 2))
	g := &querytest.Graph{}
	g.Register("bench", "Bench", "CC0-1.0")
	var posts []quad.IRI
	for i := range 100 {
		posts = append(posts, g.Post(fmt.Sprintf("us-senate-%02d", i), fmt.Sprintf("Senator %d", i), []string{"sen", "rep"}[i%2], fmt.Sprintf("S%d", i%50)))
	}
	people := make([]quad.IRI, 20_000)
	for i := range people {
		people[i] = g.Person(fmt.Sprintf("bioguide:B%06d", i), fmt.Sprintf("Given%d", i%300), fmt.Sprintf("Family%05d", i))
		if i%5 < 3 {
			g.Tenure(people[i], posts[i%100], []string{"Democrat", "Republican"}[i%2], "2001-01-03", "")
		}
	}
	doc := g.Document("bench.txt", "letter", "2020-01-01")
	for i := range 20_000 {
		l := g.Letter(fmt.Sprintf("Letter %05d", i), fmt.Sprintf("20%02d-%02d-%02d", 1+i%25, 1+i%12, 1+i%28))
		n := 50
		if i == 0 {
			n = 100
		}
		for k := range n {
			// Cubing draws some people far more often than others.
			f := r.Float64()
			p := people[int(f*f*f*20_000)]
			if i == 0 {
				g.Sign(p, l, k+1, "Name")
			} else {
				g.Add(p, vocab.Signed, l)
			}
		}
	}
	_ = doc
	seen := map[quad.Quad]bool{}
	var seq iter.Seq2[quad.Quad, error] = func(yield func(quad.Quad, error) bool) {
		for _, q := range g.Quads {
			if !seen[q] {
				seen[q] = true
				if !yield(q, nil) {
					return
				}
			}
		}
	}
	s, err := snapshot.Build(context.Background(), 1, seq)
	if err != nil {
		return nil, err
	}
	return corpus.New(s), nil
})

var benchQueries = []struct{ name, query string }{
	{"person", `{node(id:"bioguide:B000010"){...on Person{id name party state chamber bioguide letters(first:5){totalCount}}}}`},
	{"legislators50", `{legislators(first:50,orderBy:[{field:LETTERS_SIGNED,direction:DESC}]){totalCount edges{cursor node{id name party state letters(first:0){totalCount}}}}}`},
	{"letter100", `{letters(where:{title:{eq:"letter 00000"}},first:1){nodes{name date signatures(first:100){totalCount nodes{order asName role person{id name}}}}}}`},
	{"letter100byID", `{node(id:"LETTER"){...on Letter{name date signatures(first:100){totalCount nodes{order asName role person{id name}}}}}}`},
	{"twoRelations", `{people(where:{letters:{some:{signatories:{some:{bioguide:["B000123"]}}}}},first:20){totalCount nodes{name}}}`},
	{"coSigners", `{node(id:"bioguide:B000010"){...on Person{coSigners(first:20){totalCount edges{sharedLetters node{name}}}}}}`},
	{"acceptance", `{legislators(where:{lettersSigned:{gte:2}}, first:10){totalCount edges{node{name letters{totalCount edges{node{date}}}}}}}`},
}

func BenchmarkExecute(b *testing.B) {
	c, err := big()
	if err != nil {
		b.Fatal(err)
	}
	e, err := New(Fixed{c}, Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, q := range benchQueries {
		b.Run(q.name, func(b *testing.B) {
			text := strings.Replace(q.query, "LETTER", letterID("Letter 00000"), 1)
			if strings.Contains(q.name, "100byID") {
				text = strings.Replace(q.query, `"LETTER"`, `"`+letterID("Letter 00000")+`"`, 1)
			} else {
				text = q.query
			}
			b.ReportAllocs()
			for b.Loop() {
				resp := e.Execute(context.Background(), Request{Query: text})
				if len(resp.Errors) > 0 {
					b.Fatalf("%s", resp.Body)
				}
				b.SetBytes(int64(len(resp.Body)))
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "queries/s")
		})
	}
}
