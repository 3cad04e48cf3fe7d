// Package names folds and parses personal names as letters, releases and registers print them. Start with [Parse] for
// the parts of one printed name, [Fold] for the plain ASCII form that two spellings of one name share, [Nicknames] for
// the given names that stand for each other, and [OSA] for the distance of two spellings. It knows no person: who
// a name belongs to is decided in graph/match.
package names
