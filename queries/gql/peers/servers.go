package main

import (
	_ "embed" // the schema
	"io"
	"log/slog"
	"net/http"

	"demarche/queries/corpus"
	"demarche/queries/gql"
	"demarche/queries/gql/peers/gqlgen"
	"demarche/queries/httpapi"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/graph-gophers/graphql-go"
	"github.com/graph-gophers/graphql-go/relay"
	"github.com/vektah/gqlparser/v2/ast"
)

//go:embed peers.graphql
var peersSchema string

// server is one of the servers compared. Each answers POST at /graphql.
type server struct {
	name string
	http.Handler
}

// servers are the three servers over one corpus: demarche's whole server with its limits, request ids and headers, and
// the bare handlers of the other two, gqlgen with its cache of documents.
func servers(c *corpus.Corpus) ([]server, error) {
	src := gql.Fixed{C: c}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	engine, err := gql.New(src, gql.Options{Log: quiet})
	if err != nil {
		return nil, err
	}
	holders := c.Legislators("")
	schema, err := graphql.ParseSchema(peersSchema, &root{c, holders}, graphql.UseFieldResolvers())
	if err != nil {
		return nil, err
	}
	generated := handler.New(gqlgen.NewExecutableSchema(gqlgen.Config{Resolvers: &gqlgen.Resolver{Corpus: c, Holders: holders}}))
	generated.AddTransport(transport.POST{})
	generated.SetQueryCache(lru.New[*ast.QueryDocument](1000))
	return []server{
		{"demarche", httpapi.New(httpapi.Options{Engine: engine, Source: src, Log: quiet})},
		{"graph-gophers", &relay.Handler{Schema: schema}},
		{"gqlgen", generated},
	}, nil
}
