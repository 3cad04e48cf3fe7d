// Package lexicon holds the word lists by which demands, countries, events and laws are recognised, and the matcher
// that finds them in one pass over a text. The lists are TSV files with a header that gives origin, licence, date and
// columns; they are embedded and read by [Load]. Start with [Load], [Lexicon.Tokenize] and [Lexicon.Mark]. The package
// judges nothing: it only says which entries stand where.
package lexicon
