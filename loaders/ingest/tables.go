package ingest

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"

	"demarche/graph"
	"demarche/loaders"
	"demarche/loaders/emit"
	"demarche/loaders/tables"
)

// LoadTables loads tables of two-mode data with the map that says which column is what. A table replaces what an
// earlier one under the same id of the map said, Errors name file and row.
func (p *Pipeline) LoadTables(ctx context.Context, mapFile string, args []string) (Report, error) {
	report := Report{Registers: []RegisterReport{}, Warnings: []string{}}
	m, err := tables.ReadMap(mapFile)
	if err != nil {
		return report, err
	}
	inputs, err := Inputs(args)
	if err != nil {
		return report, err
	}
	known, err := p.known(ctx)
	if err != nil {
		return report, err
	}
	r, err := tables.NewReader(m, known)
	if err != nil {
		return report, err
	}
	for _, in := range inputs {
		if err := readTable(r, in.Path); err != nil {
			return report, err
		}
	}
	t, err := r.Table()
	if err != nil {
		return report, fmt.Errorf("%s: %w", mapFile, err)
	}
	applied, err := p.applyChecked(ctx, []graph.Change{emit.Table(t)})
	if err != nil {
		return report, fmt.Errorf("%s: %w", mapFile, err)
	}
	report.count(applied)
	report.Letters = len(t.Items)
	report.Warnings = append(firstPlaces(t.Edition.Report), t.Notes...)
	if n := t.Names; n != (tables.Names{}) {
		report.Warnings = append(report.Warnings, fmt.Sprintf("%s: of the names, with their dates and states, %d are people of the registers, %d may be several and %d are nobody's; the last two are kept as provisional people",
			mapFile, n.Accepted, n.Ambiguous, n.None))
	}
	report.Registers = append(report.Registers, RegisterReport{
		ID: t.Edition.Register.ID, Edition: t.Edition.Register.Edition,
		Records: t.Edition.Report, Added: applied.Added, Removed: applied.Removed,
	})
	return report, nil
}

// firstPlaces is a line for each reason for which rows were dropped: whoever loads a table wants to see one of them.
func firstPlaces(r loaders.Report) []string {
	out := []string{}
	for _, reason := range slices.Sorted(maps.Keys(r.Places)) {
		line := fmt.Sprintf("dropped: %s: %s", r.Places[reason][0], reason)
		if n := r.Dropped[reason]; n > 1 {
			line += fmt.Sprintf(" (and %d more)", n-1)
		}
		out = append(out, line)
	}
	return out
}

// readTable reads one table; "-" is standard input.
func readTable(r *tables.Reader, path string) error {
	if path == "-" {
		return r.Read(path, os.Stdin)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	return r.Read(path, f)
}

// known is what the registers of the store know.
func (p *Pipeline) known(ctx context.Context) (tables.Known, error) {
	st, err := readState(ctx, p.store)
	if err != nil {
		return tables.Known{}, err
	}
	known := tables.Known{Persons: map[string]bool{}}
	for _, person := range st.allPersons() {
		known.Persons[person.ID] = true
	}
	if x := p.index(st); x != nil {
		known.Resolver = x
	}
	return known, nil
}
