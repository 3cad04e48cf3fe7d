// Package emit writes typed records as quads in the shape of the vocabulary: [Document] for what was read out of one
// document, RegisterQuads for one edition of a register. The result is a [graph.Change] for one label: the same record
// gives the same quads in the same order. It reads no files and decides nothing about identity: which letters are one
// is told to it.
package emit
