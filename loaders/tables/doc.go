// Package tables reads two-mode data that others have coded: a table with one row for every person on every item (who
// cosponsored which bill, who signed which petition), with a map that says which column is what. Start with [ReadMap] and
// [Read]. People become persons, items letters with their signatures, so that all networks, paths and queries work on
// them; what a column does not tell is not invented.
package tables
