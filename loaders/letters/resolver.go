package letters

import "demarche/graph/match"

// Resolver says who a printed name is. It must be safe for concurrent use and deterministic. A nil Resolver leaves
// all names unresolved.
type Resolver interface {
	Resolve(match.Mention) match.Result
}
