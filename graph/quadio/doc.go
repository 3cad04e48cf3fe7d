// Package quadio reads and writes RDF: N-Quads, Turtle, TriG and JSON-LD. [Read] streams quads out of a file with errors
// that name file and line; [Write] takes quads in any order and writes them sorted, so that equal graphs give equal
// bytes. Memory stays bounded on both sides: Write sorts through temporary files when a graph is large.
//
// Values keep their exact form: a literal of a type with a native value (xsd:integer, xsd:boolean, xsd:double) becomes
// that value only when writing it again gives the same text, and stays a typed string otherwise ("007" keeps its
// zeros). Two spellings of one RDF term are one: xsd:string is a plain string.
//
// JSON-LD is read as a subset that needs no network: see [Read].
package quadio
