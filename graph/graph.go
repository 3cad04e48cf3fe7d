// Package graph is the contract between demarche's loaders, its queries and the engines that hold the quads: [Store]
// is the record that one writer changes a label at a time, [Reader] the immutable view that every query runs on. The
// engines live below: graph/cayleystore (store of record), graph/snapshot (flat arrays). It holds no code of its own
// beyond small types.
package graph

import (
	"context"
	"errors"
	"iter"

	"github.com/cayleygraph/quad"
)

// The errors of stores and readers. Engines wrap them with the place.
var (
	ErrNotFound = errors.New("not found")
	ErrLocked   = errors.New("the store is in use by another process")
	ErrVersion  = errors.New("the store was written by a newer version of demarche")
	ErrCorrupt  = errors.New("the store is damaged")
	ErrClosed   = errors.New("the store is closed")
)

// Version counts the changes that a store has taken; 0 is the empty store. A change that changes nothing leaves it.
type Version uint64

// Change replaces everything that one document or register asserts. Quads carry Label as their label, in any order,
// without repetition; nil retracts the label. Texts are normalized texts to keep, found again by the SHA-256 of their
// UTF-8 bytes. Note is the loader's own memory of the label (how to read it again, what to merge it by); it is no part
// of the graph, and nil removes it.
type Change struct {
	Label quad.IRI
	Quads []quad.Quad
	Texts []string
	Note  []byte
}

// Applied tells what one Apply did: quads that came and went over all changes, and the version after it.
type Applied struct {
	Added, Removed int
	Version        Version
}

// Store is the store of record. One goroutine writes at a time; reading methods may run beside the writer and see the
// last committed version. Apply is atomic over all its changes, also across a kill of the process: either every change
// holds or none. After an error the store is as before the call and stays usable.
type Store interface {
	Apply(ctx context.Context, changes []Change) (Applied, error)
	Version(ctx context.Context) (Version, error)
	Labels(ctx context.Context) ([]quad.IRI, error)                        // sorted
	Quads(ctx context.Context, label quad.IRI) iter.Seq2[quad.Quad, error] // of one label; all labels when empty; any order
	Note(ctx context.Context, label quad.IRI) ([]byte, error)              // ErrNotFound when there is none
	Notes(ctx context.Context) iter.Seq2[LabelNote, error]                 // by label
	Text(ctx context.Context, sha256 string) (string, error)               // hex; ErrNotFound when not kept
	Close() error
}

// LabelNote is a label with its note.
type LabelNote struct {
	Label quad.IRI
	Note  []byte
}

// ID is a node's number inside one Reader; it means nothing in another one. 0 is no node.
type ID uint32

// Edges are the neighbours along one predicate: Nodes[i] is the other end as asserted by the document or register
// Labels[i]. Both have equal length and are sorted by (node, label); a node stands once per label. They belong to the
// reader: never write to them, do not keep them past [Reader] use.
type Edges struct{ Nodes, Labels []ID }

// Len is the number of edges, a node asserted by two labels counting twice.
func (e Edges) Len() int { return len(e.Nodes) }

// Reader is an immutable view of one version of the graph. Nodes that owl:sameAs joins are one node here, under the
// IRI that ranks first (bioguide, then ocd-person, then the others by bytes). All methods are safe for concurrent use;
// a reader that must go to the store keeps its first error for Err and answers empty from then on.
type Reader interface {
	Version() Version
	ID(v quad.Value) ID              // 0 when the graph has no such node; any of a joined node's IRIs finds it
	Value(id ID) quad.Value          // nil for 0
	Text(id ID) string               // IRI without brackets, or a literal's lexical form; "" for 0
	Out(subject, predicate ID) Edges // objects
	In(object, predicate ID) Edges   // subjects
	Predicates() []ID                // every predicate in use, by IRI
	Err() error
}

// Distinct yields each node of e once, in order.
func (e Edges) Distinct() iter.Seq[ID] {
	return func(yield func(ID) bool) {
		var last ID
		for _, n := range e.Nodes {
			if n != last {
				if !yield(n) {
					return
				}
				last = n
			}
		}
	}
}

// First is the first node of e, 0 when there is none.
func (e Edges) First() ID {
	if len(e.Nodes) == 0 {
		return 0
	}
	return e.Nodes[0]
}

// ChangeLog is implemented by stores that remember which labels changed, so that a follower at one version can catch up
// without reading everything. Every store of graph/cayleystore is one.
type ChangeLog interface {
	// Changes lists, sorted, the labels whose quads or note changed after since, retracted ones too. All labels that the
	// store ever had come for 0.
	Changes(ctx context.Context, since Version) ([]quad.IRI, error)
}

// Verifier is implemented by stores that can check what lies below the contract: indexes, counts, names, checksums.
type Verifier interface {
	// Verify reads everything that the store holds of one version. Its error wraps ErrCorrupt and names what is wrong,
	// up to twenty things of it.
	Verify(ctx context.Context) error
}

// TextCollector is implemented by stores that can give up the texts of documents that were retracted or replaced. A text
// is in use as long as a quad has its SHA-256 in hexadecimal as its object.
type TextCollector interface {
	// UnusedTexts counts the texts that are not in use.
	UnusedTexts(ctx context.Context) (int, error)
	// CollectTexts removes them, all or, after an error, none, and returns how many there were. Quads, notes and the
	// version stay. Whoever still reads the quads of an earlier version may miss their texts afterwards.
	CollectTexts(ctx context.Context) (int, error)
}
