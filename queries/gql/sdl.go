package gql

import _ "embed" // for the published schema

//go:embed schema.graphql
var sdl string

// SDL is the published schema in the schema definition language. A test holds it against the schema that is served.
func SDL() string { return sdl }
