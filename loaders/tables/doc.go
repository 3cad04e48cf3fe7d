// Package tables reads two-mode data that others have coded: who cosponsored which bill, who signed which petition, who
// sits on which board. A [Map] says which column is what: tables with one row for every person on every item, with
// several people in a cell, or matrices of people by items. Start with [ReadMap] and [NewReader]. People become persons,
// those of the store's registers where an id or a name on a date says so; items become letters with their signatures, so
// that all networks, paths and queries work on them. What a column does not tell is not invented, and what is left out
// is counted with its place.
package tables
