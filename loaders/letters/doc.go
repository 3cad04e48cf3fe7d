// Package letters reads advocacy letters and the releases and news that carry or report them: what kind of document it
// is, which letters it has, who signed, to whom they went and when. Start with [NewReader] and [Reader.Read]; the
// result is a [schema.Record]. Names are turned into persons by a [Resolver], demands, targets, countries, events and
// legal instruments are found by an [Analyst]; both may be nil. The package reads no files and knows no registers by
// itself. Rules only, no model: every signature and recipient names the rule that found it.
package letters
