package schema

import "demarche/schema/date"

// Person is what one register says of one human. IDs of other registers stand in Identifiers; whether two Persons are
// one human is decided elsewhere and never by rewriting either.
type Person struct {
	ID           string            // register id: bioguide:X, ocd-person/UUID, ofac:N, ftm:ID, or own:SLUG from a hand-coded file
	Name         string            // preferred full name, "Given Middle Surname Suffix"
	Given        string            // parts as the register gives them, empty when it does not
	Middle       string            //
	Family       string            //
	Suffix       string            //
	Nicknames    []string          //
	OtherNames   []string          // every further full form, as the register spells it
	Birth        date.Date         //
	Gender       string            //
	Identifiers  map[string]string // scheme -> id in other registers: wikidata, icpsr, govtrack, bioguide, ...
	Tenures      []Tenure          // by start date; unknown starts first
	Affiliations []Affiliation     // party by time, same order
	Locator      string            // where in the register file the person stands
}

// Tenure is a person's holding of a post over dates.
type Tenure struct {
	Post    Post
	Party   string        // party during the tenure as the register spells it, empty when unknown
	During  date.Interval // start and end inclusive; the zero Date is unknown
	Locator string        // where in the register file the row stands, "S000344/terms/12"
}

// Affiliation is a person's belonging to a party over dates.
type Affiliation struct {
	Party  string
	During date.Interval
}

// Post is an office that persons hold one after the other. Two Posts with equal Key are one.
type Post struct {
	Name         string // "Senator for California", "Secretary of State"
	Chamber      string // sen, rep (Congress), upper, lower (a state's legislature), exec (an executive), empty otherwise
	State        string // two-letter code for a seat of a state, empty otherwise
	District     string // as the register gives it, empty for seats at large
	Organization string // "United States Senate", "California State Assembly", "U.S. Department of State"
	Country      string // ISO 3166-1 alpha-2
}

// Register describes one edition of one register: the label under which its statements stand.
type Register struct {
	ID        string // slug that stays from edition to edition: "congress-legislators-current", "openstates-ca"
	Title     string
	Publisher string
	Edition   string // the publisher's date or version; empty when the file does not tell
	Licence   string
	URL       string
	SHA256    string // of the file, or of the sorted file hashes of a folder
	Records   int
}
