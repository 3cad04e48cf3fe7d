package network

import (
	"slices"

	"demarche/graph"
)

// Kind names a network.
type Kind string

// The kinds of networks.
const (
	Cosign     Kind = "cosign"
	Signatures Kind = "signatures"
	Demands    Kind = "demands"
	Recipients Kind = "recipients"
	Full       Kind = "full"
)

// Kinds lists every kind in the order of the documentation.
func Kinds() []Kind { return []Kind{Cosign, Signatures, Demands, Recipients, Full} }

// Network is a graph with attributes. Nodes are numbered from 0, those of the first mode first, inside a mode by IRI.
// Edges are ordered by source, target, then id; in an undirected network Source is the lower number, and in a two-mode
// network Source is of the first mode. It is immutable once built and then safe for concurrent use.
type Network struct {
	Kind     Kind
	Directed bool
	Modes    []string // "person", "letter"; a one-mode network has one
	Formula  string   // how edges and weights were made
	Query    string   // the request in one line, stable
	Version  graph.Version

	ID    []string // node identifiers, ASCII, unique
	Label []string // readable names
	Mode  []uint8  // index into Modes

	Source, Target []int32
	EdgeID         []string  // unique
	Weight         []float64 // never nil; 1 where edges have no weight

	NodeColumns, EdgeColumns []*Column
	Dropped                  map[string]int // what the filters and rules left out, by reason

	eligible *eligibility
}

// TwoMode tells whether edges join two different kinds of nodes, the first mode to the second.
func (n *Network) TwoMode() bool { return len(n.Modes) == 2 && n.Kind == Signatures }

// Nodes is the number of nodes.
func (n *Network) Nodes() int { return len(n.ID) }

// Edges is the number of edges.
func (n *Network) Edges() int { return len(n.Source) }

// ModeOf is the mode of node i by name.
func (n *Network) ModeOf(i int) string { return n.Modes[n.Mode[i]] }

// Column finds a node column by name, nil when there is none.
func (n *Network) Column(name string) *Column { return find(n.NodeColumns, name) }

// EdgeColumn finds an edge column by name, nil when there is none.
func (n *Network) EdgeColumn(name string) *Column { return find(n.EdgeColumns, name) }

func find(cs []*Column, name string) *Column {
	if i := slices.IndexFunc(cs, func(c *Column) bool { return c.Name == name }); i >= 0 {
		return cs[i]
	}
	return nil
}

// Groups numbers the distinct values of a node column in the order of their bytes: group[i] is the number of node i's
// value, -1 when it is missing. An unknown column gives -1 everywhere and no names.
func (n *Network) Groups(column string) (group []int32, names []string) {
	group = make([]int32, n.Nodes())
	c := n.Column(column)
	for i := range group {
		group[i] = -1
		if c != nil && c.Has(i) {
			names = append(names, c.Text(i))
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for i := range group {
		if c != nil && c.Has(i) {
			at, _ := slices.BinarySearch(names, c.Text(i))
			group[i] = int32(at)
		}
	}
	return group, names
}

// Graph lays the edges out as flat arrays for measuring.
func (n *Network) Graph() *Graph {
	return NewGraph(n.Nodes(), n.Source, n.Target, n.Weight, n.Directed)
}
