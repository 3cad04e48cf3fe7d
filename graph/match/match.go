// Package match says which person of the registers a printed name is, and says honestly when it does not know. Build an
// [Index] from persons, then ask [Index.Match] with a [Mention]: the candidates are the holders of a fitting post on the
// mention's date, compared by name with explained features: surname times given name, then what is printed around them. The
// weights stand as constants beside the code; loaders/registers/matching measures them. For lists of names there are
// [Index.Segment] and [Index.IsName], for spreadsheets package table, for persons of several registers package identity. It
// reads no text and changes no graph.
//
// A name is accepted only when one human of the pool is ahead of all others. A bare surname, a middle name alone, a title of
// another chamber, an office outside legislatures, and a misprint of a name that somebody out of office bears exactly are
// open questions at best.
package match

import (
	"demarche/schema"
	"demarche/schema/date"
)

// Mention is a printed name with what stands around it. Name is as printed, honorifics allowed. The printed party, state
// and district help but do not veto a unique name. Chamber is sen, rep, upper, lower, exec or empty when the text does
// not tell; several may be given, separated by commas. An unknown Date matches every date.
type Mention struct {
	Name     string
	Title    string
	Date     date.Date
	Chamber  string
	State    string
	Party    string
	District string
}

// Result is the answer to a Mention. Person is set exactly when Decision is schema.Accepted; Candidates are ordered by
// score, best first, ties by id. Score in [0,1] is the best candidate's.
type Result struct {
	Decision   schema.Decision
	Person     *schema.Person
	Tenure     *schema.Tenure // the post held on the date, nil when unknown
	Score      float64
	Candidates []Candidate
}

// Candidate is one person that a name might be, with the features that made the score.
type Candidate struct {
	Person   *schema.Person
	Tenure   *schema.Tenure
	Score    float64
	Features []Feature
}

// Feature is one explained part of a score: Name is a word such as surname, given, nickname, initial, suffix, chamber,
// state, party, district, date; Score in [-1,1].
type Feature struct {
	Name  string
	Score float64
	Note  string // "Bob = Robert", "misprint: Weiner/Wiener"
}
