// Package tree reads the records of YAML and JSON registers as plain trees of text: every scalar is a string as it is
// written, so that dates stay dates and '00172' keeps its zeros. Start with [YAML] and [JSON], which split a file into
// its top-level records and read them one by one, and [Node]. Bombs are refused by name: deep nesting, alias
// expansion, oversized records. It knows no register.
package tree

import (
	"errors"
	"fmt"
	"strings"
)

// The reasons why a file is refused, wrapped with its name and place.
var (
	ErrNesting = errors.New("nesting bomb")             // deeper than MaxDepth
	ErrAlias   = errors.New("yaml alias bomb")          // aliases stand for more than MaxExpanded nodes, or for themselves
	ErrRecord  = errors.New("record is too large")      // a record of more than MaxRecord bytes
	ErrSyntax  = errors.New("syntax error")             // not the format it should be
	ErrShape   = errors.New("not a list of records")    // well-formed, but something else
	errDup     = errors.New("key stands twice")         // inside one mapping
	errScalar  = errors.New("key is not a plain value") // a mapping or list as a key
)

// The limits of one record. Registers stay far below: the largest record of the known ones has 60 KB, depth 5 and no
// alias.
const (
	MaxRecord   = 1 << 20
	MaxDepth    = 32
	MaxExpanded = 100_000
)

// Kind says what a Node is.
type Kind uint8

// The kinds of nodes. A null is a Scalar without text.
const (
	Scalar Kind = iota
	List
	Map
)

// Node is a value of a record. Its methods may be called on nil, which stands for an absent value.
type Node struct {
	Kind  Kind
	Value string   // of a Scalar: its text, empty for null
	Line  int      // in the file, from 1; 0 when unknown
	Keys  []string // of a Map, in the order of the file
	Items []*Node  // of a List its items, of a Map its values by the index of Keys
}

// Get is the value of a key, nil when n is no Map or has no such key.
func (n *Node) Get(key string) *Node {
	if n == nil || n.Kind != Map {
		return nil
	}
	for i, k := range n.Keys {
		if k == key {
			return n.Items[i]
		}
	}
	return nil
}

// Text is the trimmed text of the scalar under a path of keys, empty when there is none.
func (n *Node) Text(path ...string) string {
	for _, key := range path {
		n = n.Get(key)
	}
	if n == nil || n.Kind != Scalar {
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// List is the items under a key: none when it is absent, null or a Map; a lone scalar is a list of one.
func (n *Node) List(key string) []*Node {
	switch v := n.Get(key); {
	case v == nil || v.Kind == Map || v.Kind == Scalar && v.Value == "":
		return nil
	case v.Kind == Scalar:
		return []*Node{v}
	default:
		return v.Items
	}
}

// Texts is the trimmed texts of the list under a key, empty ones left out.
func (n *Node) Texts(key string) []string {
	var out []string
	for _, item := range n.List(key) {
		if s := item.Text(); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// At is an error at n's line of the named file, wrapping err.
func (n *Node) At(file string, err error) error { return fmt.Errorf("%s: %w", n.Place(file), err) }

// Place is where the node stands: FILE:LINE, or FILE alone when the line is not known.
func (n *Node) Place(file string) string {
	if n == nil || n.Line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, n.Line)
}
