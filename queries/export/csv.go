package export

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"demarche/queries/network"
)

// table writes CSV as RFC 4180 has it, with line feeds. The spreadsheet flavour starts with a byte order mark and puts
// an apostrophe before text cells that a spreadsheet would take for a formula; numbers are left alone.
type table struct {
	*output
	csv  *csv.Writer
	j    *job
	tame bool
	row  []string
}

func (j *job) newTable(name string, tame bool, header []string) (*table, error) {
	out, err := j.open(name)
	if err != nil {
		return nil, err
	}
	if tame {
		out.put("\ufeff")
	}
	t := &table{output: out, csv: csv.NewWriter(out), j: j, tame: tame}
	return t, t.csv.Write(header)
}

func (t *table) text(s string) {
	s = t.j.clean.text(s)
	if t.tame && s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		s = "'" + s
	}
	t.row = append(t.row, s)
}

func (t *table) raw(s string) { t.row = append(t.row, s) }

func (t *table) column(c *network.Column, i int) {
	if c.Type == network.String {
		t.text(c.Text(i))
		return
	}
	t.raw(c.Text(i))
}

func (t *table) end() error {
	err := t.csv.Write(t.row)
	t.row = t.row[:0]
	return err
}

func (t *table) close() error {
	t.csv.Flush()
	if err := t.csv.Error(); err != nil {
		return err
	}
	return t.output.close()
}

// writeCSV writes nodes.csv and edges.csv in the column names that Gephi's importer knows; other columns follow. Every
// edge has an Id, without which Gephi merges parallel ones. Timeset is Gephi's interval of days.
func writeCSV(j *job) error {
	n := j.n
	header := []string{"Id", "Label", "Kind", "Timeset"}
	for _, c := range n.NodeColumns {
		header = append(header, c.Name)
	}
	t, err := j.newTable("nodes.csv", j.o.Spreadsheet, header)
	if err != nil {
		return err
	}
	when := spans(n.NodeColumns)
	if err := j.every(n.Nodes(), func(i int) error {
		t.text(n.ID[i])
		t.text(n.Label[i])
		t.raw(n.ModeOf(i))
		t.raw(when.timeset(i))
		for _, c := range n.NodeColumns {
			t.column(c, i)
		}
		return t.end()
	}); err != nil {
		return err
	}
	if err := t.close(); err != nil {
		return err
	}
	header = []string{"Id", "Source", "Target", "Type", "Weight", "Timeset"}
	for _, c := range n.EdgeColumns {
		header = append(header, c.Name)
	}
	if t, err = j.newTable("edges.csv", j.o.Spreadsheet, header); err != nil {
		return err
	}
	when = spans(n.EdgeColumns)
	direction := "Undirected"
	if n.Directed {
		direction = "Directed"
	}
	if err := j.every(n.Edges(), func(i int) error {
		t.text(n.EdgeID[i])
		t.text(n.ID[n.Source[i]])
		t.text(n.ID[n.Target[i]])
		t.raw(direction)
		t.raw(strconv.FormatFloat(n.Weight[i], 'g', -1, 64))
		t.raw(when.timeset(i))
		for _, c := range n.EdgeColumns {
			t.column(c, i)
		}
		return t.end()
	}); err != nil {
		return err
	}
	return t.close()
}

func (s span) timeset(i int) string {
	if from, to, ok := s.of(i); ok {
		return fmt.Sprintf("<[%s, %s]>", from, to)
	}
	return ""
}
