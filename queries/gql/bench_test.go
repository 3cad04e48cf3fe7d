package gql

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche/graph/snapshot"
	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/queries/internal/querytest"
)

// big is querytest.Big, made once.
var big = sync.OnceValues(func() (*corpus.Corpus, error) {
	s, err := snapshot.Build(context.Background(), 1, querytest.Big())
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
			text := strings.Replace(q.query, `"LETTER"`, `"`+letterID("Letter 00000")+`"`, 1)
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

// TestDeadlineOfFilters holds that a filter that would walk for long stops at the deadline. The graph is large enough
// only in benchmarks' size, so it is left out of short runs.
func TestDeadlineOfFilters(t *testing.T) {
	if testing.Short() {
		t.Skip("needs the big graph")
	}
	c, err := big()
	if err != nil {
		t.Fatal(err)
	}
	const limit = 200 * time.Millisecond
	e, err := New(Fixed{c}, Options{Limits: queries.Limits{Time: limit}})
	if err != nil {
		t.Fatal(err)
	}
	c.TestPeople(context.Background(), &corpus.PersonFilter{}, "") // makes the columns
	q := `{people(where:{coSigners:{every:{coSigners:{every:{coSigners:{every:{or:[{name:{contains:"a"}},{name:{contains:"b"}},{name:{contains:"e"}}]}}}}}}}){totalCount}}`
	start := time.Now()
	resp := e.Execute(context.Background(), Request{Query: q})
	if took := time.Since(start); took > 20*limit {
		t.Errorf("took %v, the deadline is %v", took, limit)
	}
	if len(resp.Errors) != 1 || resp.Errors[0].Code != queries.Timeout {
		t.Errorf("errors = %v, want a timeout", resp.Errors)
	}
}
