package export

import (
	"strconv"
	"strings"

	"demarche/queries/network"
	"demarche/schema/date"
)

// writeNeo4j writes nodes.csv and relationships.csv with the headers of neo4j-admin database import: ids, labels and
// types are named, columns typed. Texts stand on one line, since the importer reads one record per line. A date column
// is typed date when all its values are full dates, else string.
func writeNeo4j(j *job) error {
	n := j.n
	header := []string{"id:ID", "label", ":LABEL"}
	for _, c := range n.NodeColumns {
		header = append(header, c.Name+":"+neo4jType(c))
	}
	t, err := j.newTable("nodes.csv", false, header)
	if err != nil {
		return err
	}
	if err := j.every(n.Nodes(), func(i int) error {
		t.raw(j.clean.line(n.ID[i]))
		t.raw(j.clean.line(n.Label[i]))
		t.raw(strings.ToUpper(n.ModeOf(i)[:1]) + n.ModeOf(i)[1:])
		for _, c := range n.NodeColumns {
			t.raw(j.clean.line(c.Text(i)))
		}
		return t.end()
	}); err != nil {
		return err
	}
	if err := t.close(); err != nil {
		return err
	}
	header = []string{":START_ID", ":END_ID", ":TYPE", "id", "weight:double"}
	for _, c := range n.EdgeColumns {
		header = append(header, c.Name+":"+neo4jType(c))
	}
	if t, err = j.newTable("relationships.csv", false, header); err != nil {
		return err
	}
	predicate := n.EdgeColumn("predicate")
	if err := j.every(n.Edges(), func(i int) error {
		t.raw(j.clean.line(n.ID[n.Source[i]]))
		t.raw(j.clean.line(n.ID[n.Target[i]]))
		t.raw(relation(n, predicate, i))
		t.raw(j.clean.line(n.EdgeID[i]))
		t.raw(number(n.Weight[i]))
		for _, c := range n.EdgeColumns {
			t.raw(j.clean.line(c.Text(i)))
		}
		return t.end()
	}); err != nil {
		return err
	}
	return t.close()
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// relation is the type of an edge in Neo4j's manner: ADDRESSED_TO.
func relation(n *network.Network, predicate *network.Column, i int) string {
	word := map[network.Kind]string{
		network.Cosign: "cosignedWith", network.Signatures: "signed", network.Demands: "demandsOf",
		network.Recipients: "wroteTo",
	}[n.Kind]
	if predicate != nil && predicate.Has(i) {
		word = predicate.Text(i)
	}
	var b strings.Builder
	for k, r := range word {
		if r >= 'A' && r <= 'Z' && k > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return strings.ToUpper(b.String())
}

func neo4jType(c *network.Column) string {
	switch c.Type {
	case network.Integer:
		return "long"
	case network.Real:
		return "double"
	case network.Boolean:
		return "boolean"
	case network.Date:
		for i := range c.Len() {
			if c.Has(i) && len(c.Text(i)) != len("2006-01-02") {
				return "string"
			}
		}
		return "date"
	}
	return "string"
}

// epochDay is a day as the number of days since 1970-01-01, as R counts dates.
func epochDay(d date.Date) int64 {
	t, err := parseDay(string(d))
	if err != nil {
		return 0
	}
	return t.Unix() / 86400
}
