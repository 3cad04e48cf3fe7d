package lexicon

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed *.tsv
var files embed.FS

// row is one line of a lexicon file.
type row struct {
	line int
	cols []string
}

// readTSV returns the rows of an embedded file, which must have columns columns each. Errors name file and line.
func readTSV(name string, columns int) ([]row, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %s: %w", name, err)
	}
	var rows []row
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != columns {
			return nil, fmt.Errorf("lexicon: %s:%d: %d columns, want %d", name, i+1, len(cols), columns)
		}
		rows = append(rows, row{line: i + 1, cols: cols})
	}
	return rows, nil
}

// items are the entries of a comma-separated cell; "-" is none.
func items(cell string) []string {
	if cell == "-" {
		return nil
	}
	var out []string
	for _, it := range strings.Split(cell, ",") {
		if it = strings.TrimSpace(it); it != "" {
			out = append(out, it)
		}
	}
	return out
}
