// Package schema holds demarche's typed records: what was read out of one document ([Record], the contract of
// `demarche extract`) and what a register says of one person ([Person]). It knows no store, no file format and no
// query; every other folder speaks in its types. The graph's words are in schema/vocab, identifiers in schema/iri,
// partial dates in schema/date, the folding and parsing of personal names in schema/names.
package schema
