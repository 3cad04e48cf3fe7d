// Package registers reads official lists of people, bodies, countries and sanctions into typed records. Start with
// [Sniff], [Read] and [Edition]; [Default] is the list of office holders that demarche brings along, [Persons] puts the
// people of several editions together, [Diff] compares two editions of one register. It decides nothing about who is
// who across registers except what shared ids say, and it writes no graph.
package registers

import (
	"cmp"
	"errors"
	"slices"

	"demarche/loaders"
	"demarche/schema"
)

// The errors of this package, wrapped with file and place.
var (
	ErrUnknown   = errors.New("not a register that demarche knows")
	ErrTooLarge  = errors.New("file is too large")
	ErrSyntax    = errors.New("syntax error")
	ErrCompanion = errors.New("not a register of its own") // a file that is read together with another one
)

// Edition is what one edition of one register says. Persons are sorted by ID, Organizations by ID, name and locator,
// Countries by code, Sanctions by subject, program and locator; so the same file always gives the same Edition.
type Edition struct {
	Register      schema.Register
	Persons       []schema.Person
	Organizations []schema.Organization
	Countries     []schema.Country
	Sanctions     []schema.Sanction
	Report        loaders.Report
}

// finish sorts everything and fills what follows from the rest.
func (e *Edition) finish() {
	for i := range e.Persons {
		p := &e.Persons[i]
		slices.SortStableFunc(p.Tenures, func(a, b schema.Tenure) int {
			return cmp.Or(cmp.Compare(a.During.Start, b.During.Start), cmp.Compare(a.During.End, b.During.End))
		})
		slices.SortStableFunc(p.Affiliations, func(a, b schema.Affiliation) int {
			return cmp.Or(cmp.Compare(a.During.Start, b.During.Start), cmp.Compare(a.During.End, b.During.End))
		})
		p.OtherNames = distinct(p.OtherNames, p.Name)
		p.Nicknames = distinct(p.Nicknames, "")
	}
	slices.SortStableFunc(e.Persons, func(a, b schema.Person) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(e.Organizations, func(a, b schema.Organization) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Locator, b.Locator))
	})
	slices.SortStableFunc(e.Countries, func(a, b schema.Country) int { return cmp.Compare(a.Code, b.Code) })
	slices.SortStableFunc(e.Sanctions, func(a, b schema.Sanction) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Program, b.Program), cmp.Compare(a.Locator, b.Locator))
	})
	e.Register.Records = e.Report.Kept
}

// distinct keeps the first of equal names and leaves out empty ones and except.
func distinct(names []string, except string) []string {
	var out []string
	for _, n := range names {
		if n != "" && n != except && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}
