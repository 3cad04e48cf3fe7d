package schema

// Organization is a body as a register gives it: a chamber, committee, agency, commission, government, company, party.
type Organization struct {
	ID             string            // register id "ofac:36", "ftm:ID", "ocd-organization/UUID"; empty when the name identifies it
	Name           string            //
	Aliases        []string          // every further name, as the register spells it
	Classification string            // chamber, committee, caucus, agency, commission, government, company, party, ...
	Country        string            // ISO 3166-1 alpha-2, empty when unknown
	Parent         string            // name of the body it is part of
	Identifiers    map[string]string // scheme -> id
	Locator        string            // where in the register file it stands
}
