package schema

import "demarche/schema/date"

// Sanction is an actual listing of a person or body, as a register of sanctions says it. A letter that asks for
// sanctions never makes one.
type Sanction struct {
	Subject   string    // ID of the [Person] or [Organization] of the same edition: "ofac:32277", "ftm:NK-..."
	Authority string    // who lists: "U.S. Department of the Treasury, Office of Foreign Assets Control"
	Program   string    // as the register spells it: "GLOMAG"
	Listed    date.Date // since when; unknown where the register does not tell
	Ended     date.Date // until when; unknown or in force when empty
	Locator   string    // where in the register the listing stands: "ent_num 32277"
}
