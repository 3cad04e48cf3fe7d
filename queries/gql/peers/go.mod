module demarche/queries/gql/peers

go 1.26.0

require (
	demarche v0.0.0
	github.com/graph-gophers/graphql-go v1.11.0
)

require (
	github.com/cayleygraph/quad v1.2.5 // indirect
	github.com/graphql-go/graphql v0.8.1 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace demarche => ../../../
