// Package network makes networks out of the graph of letters and measures them. Start with [Build], which reads one of
// the kinds of [Kinds] through a graph.Reader into a [Network] (nodes and edges in columns), then [Network.Graph] for
// the flat arrays that every measure runs on, and [Measures] for the table of measures by name.
//
// The kinds: cosign (people joined by letters they both signed, weighted), signatures (people and letters, one edge per
// signature), demands (people and whom their letters ask an act against), recipients (people and whom they wrote to)
// and full (the walkable graph itself). Isolates are kept when asked for: who was in office and signed nothing is a
// finding, not a gap.
//
// Every algorithm works on 32-bit compressed adjacency arrays ([Graph]), checks its context, and gives the same answer
// for any number of workers: sums over sources are added in the order of sources' blocks. Random ones take a seed.
// Definitions that differ between tools (closeness in several components, both directions counted in betweenness) are
// stated where the measure is defined. Longest lists of numbers are float64; -1 or NaN never stand for "missing".
package network
