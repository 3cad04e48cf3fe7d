// Package ingest is the pipeline from files to the store: it recognises each input, reads registers and documents,
// resolves names, decides which letters are one, and hands the store one [graph.Change] a document or register. Start
// with [New] and [Pipeline.Load]. The outcome depends on what was loaded, never on the order: when registers change,
// every stored document is read again from its stored text; when letters of two documents turn out to be one, both are
// written anew in the same atomic step.
package ingest
