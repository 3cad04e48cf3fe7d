// Package merge says which letters of different documents are one letter. Describe each letter with [Describe], put the
// descriptions into a [Set], ask [Set.Clusters]. Two letters are one when nothing about them disagrees (dates, recipients,
// signers) and something that only one letter would have agrees: shared running text, or the same full list of signers to
// the same recipient about the same thing. Two letters of one document are never one. The outcome depends on the letters
// alone, not on the order in which they came.
package merge
