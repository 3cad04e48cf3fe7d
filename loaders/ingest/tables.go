package ingest

import (
	"context"
	"fmt"
	"os"

	"demarche/graph"
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
	if len(inputs) > 1 {
		return report, fmt.Errorf("%s: a map goes with one table; %d were given", mapFile, len(inputs))
	}
	in := os.Stdin
	if inputs[0].Path != "-" {
		if in, err = os.Open(inputs[0].Path); err != nil {
			return report, err
		}
		defer func() { _ = in.Close() }() // only read
	}
	t, err := tables.Read(inputs[0].Path, in, m)
	if err != nil {
		return report, err
	}
	applied, err := p.applyChecked(ctx, []graph.Change{emit.Table(t)})
	if err != nil {
		return report, fmt.Errorf("%s: %w", inputs[0].Path, err)
	}
	report.count(applied)
	report.Letters = len(t.Items)
	report.Registers = append(report.Registers, RegisterReport{
		ID: t.Edition.Register.ID, Edition: t.Edition.Register.Edition,
		Records: t.Edition.Report, Added: applied.Added, Removed: applied.Removed,
	})
	return report, nil
}
