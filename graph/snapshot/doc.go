// Package snapshot is the view that every query runs on: one version of the graph, dictionary-encoded, in flat arrays
// of 32-bit numbers. [Build] makes a [Snapshot] from a stream of quads; it implements graph.Reader. Terms are numbered
// in sorted order, so equal graphs give equal numbers and equal arrays, and every answer comes in the same order.
//
// Nodes that owl:sameAs joins are one node here (see [Snapshot.Aliases]). A Snapshot never changes and is safe for
// concurrent use. The package holds no query and knows no store.
package snapshot
