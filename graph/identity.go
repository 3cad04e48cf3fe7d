package graph

import "context"

// Identified is implemented by stores that can be told from others: what was derived from one store at some version must
// never be taken for what belongs to another one at that version.
type Identified interface {
	// Identity is a number that no other store has, for as long as the store lasts; 0 when it is not known. Copies of a
	// store share it.
	Identity(ctx context.Context) (uint64, error)
}
