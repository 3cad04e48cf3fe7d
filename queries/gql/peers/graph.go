package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"demarche/graph"
	"demarche/graph/generate"
	"demarche/graph/snapshot"
	"demarche/queries/corpus"
)

// quadsPerSignature is what a signature costs in a generated graph, with its evidence and its share of the letter.
const quadsPerSignature = 34

// open is the corpus of a generated graph of at least so many signatures, from the file when it is there and can be read,
// which it else writes.
func open(ctx context.Context, file string, signatures int) (*corpus.Corpus, error) {
	s, err := snapshot.Open(file)
	if errors.Is(err, graph.ErrNotFound) || errors.Is(err, graph.ErrCorrupt) || errors.Is(err, graph.ErrVersion) {
		slog.Info("generating", "signatures", signatures, "to", file)
		s, err = build(ctx, signatures)
		if err == nil {
			err = s.Save(file)
		}
	}
	if err != nil {
		return nil, err
	}
	return corpus.New(s), nil
}

func build(ctx context.Context, signatures int) (*snapshot.Snapshot, error) {
	return snapshot.Build(ctx, 1, generate.Quads(generate.Options{Seed: 1, Quads: signatures * quadsPerSignature}))
}

// question is one request of the comparison, in many variants that are asked in turn.
type question struct {
	name, query string
	variables   []map[string]any
}

// maxVariants bounds the variants of a question.
const maxVariants = 20_000

// questions are the four of the comparison. Every server could answer a repeated filter from memory; demarche does, so
// no two variants of the filter are alike.
func questions(c *corpus.Corpus) ([]question, error) {
	var members []string
	for _, id := range c.Legislators("") {
		members = append(members, c.IdentifierIn(id, "bioguide"))
	}
	var large []string
	for _, id := range c.List(corpus.KindLetter).IDs {
		if c.CountSignatories(id) >= 100 && len(large) < maxVariants {
			large = append(large, c.GlobalID(id))
		}
	}
	if len(large) == 0 || len(members) < 2 {
		return nil, fmt.Errorf("the graph is too small: %d members, %d letters of 100 signers", len(members), len(large))
	}
	person := question{name: "one person", query: `query($id: ID!) { node(id: $id) { ... on Person { id name party state chamber bioguide letters(first: 5) { totalCount } } } }`}
	filter := question{
		name: "filter through two relations",
		query: `query($who: [String!]) { people(where: {letters: {some: {signatories: {some: {bioguide: $who}}}}}, first: 20) ` +
			`{ totalCount nodes { id name } } }`,
	}
	for i := range maxVariants {
		a, b := i%len(members), (i+1+i/len(members))%len(members)
		person.variables = append(person.variables, map[string]any{"id": "person:bioguide:" + members[a]})
		filter.variables = append(filter.variables, map[string]any{"who": []string{members[a], members[b]}})
	}
	letter := question{
		name: "letter with 100 signers",
		query: `query($id: ID!) { node(id: $id) { ... on Letter { name date signatures(first: 100) ` +
			`{ totalCount nodes { order asName role person { id name } } } } } }`,
	}
	for _, id := range large {
		letter.variables = append(letter.variables, map[string]any{"id": id})
	}
	return []question{
		person,
		{
			name:      "page of 50 legislators with counts",
			query:     `{ legislators(first: 50) { totalCount edges { cursor node { id name party state letters(first: 0) { totalCount } } } } }`,
			variables: []map[string]any{nil},
		},
		letter, filter,
	}, nil
}
