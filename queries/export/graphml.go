package export

import (
	"fmt"
	"strconv"

	"demarche/queries/network"
)

// writeGraphML writes GraphML 1.0 (http://graphml.graphdrawing.org/specification.html). Every key has a name, a type
// and for; edge ids are unique; two-mode networks carry igraph's boolean type beside the word in kind.
func writeGraphML(j *job) error {
	w, err := j.open("")
	if err != nil {
		return err
	}
	n := j.n
	w.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"`+
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">`, "\n")
	key := func(id, of, name, kind string) {
		w.put(`<key id="`, id, `" for="`, of, `" attr.name="`, name, `" attr.type="`, kind, `"/>`, "\n")
	}
	key("d0", "graph", "query", "string")
	key("d1", "graph", "formula", "string")
	key("n0", "node", "label", "string")
	key("n1", "node", "iri", "string")
	key("n2", "node", "kind", "string")
	if n.TwoMode() {
		key("n3", "node", "type", "boolean")
	}
	for i, c := range n.NodeColumns {
		key(fmt.Sprintf("n%d", i+4), "node", c.Name, xmlType(c))
	}
	key("e0", "edge", "weight", "double")
	for i, c := range n.EdgeColumns {
		key(fmt.Sprintf("e%d", i+1), "edge", c.Name, xmlType(c))
	}
	direction := "undirected"
	if n.Directed {
		direction = "directed"
	}
	w.put(`<graph id="`, string(n.Kind), `" edgedefault="`, direction, "\">\n")
	w.put(`<data key="d0">`, j.clean.xml(n.Query), "</data>\n", `<data key="d1">`, j.clean.xml(n.Formula), "</data>\n")
	ids := xmlIDs(n.ID, "n")
	if err := j.every(n.Nodes(), func(i int) error {
		w.put(`<node id="`, ids[i], `"><data key="n0">`, j.clean.xml(n.Label[i]), `</data><data key="n1">`, j.clean.xml(n.ID[i]),
			`</data><data key="n2">`, n.ModeOf(i), `</data>`)
		if n.TwoMode() {
			w.put(`<data key="n3">`, strconv.FormatBool(n.Mode[i] == 1), `</data>`)
		}
		j.graphMLData(w, "n", 4, n.NodeColumns, i)
		w.put("</node>\n")
		return nil
	}); err != nil {
		return err
	}
	edges := xmlIDs(n.EdgeID, "e")
	if err := j.every(n.Edges(), func(i int) error {
		w.put(`<edge id="`, edges[i], `" source="`, ids[n.Source[i]], `" target="`, ids[n.Target[i]], `"><data key="e0">`,
			strconv.FormatFloat(n.Weight[i], 'g', -1, 64), `</data>`)
		j.graphMLData(w, "e", 1, n.EdgeColumns, i)
		w.put("</edge>\n")
		return nil
	}); err != nil {
		return err
	}
	w.put("</graph>\n</graphml>\n")
	return w.close()
}

func (j *job) graphMLData(w *output, prefix string, from int, columns []*network.Column, i int) {
	for k, c := range columns {
		if c.Has(i) {
			w.put(`<data key="`, prefix, strconv.Itoa(k+from), `">`, j.clean.xml(c.Text(i)), `</data>`)
		}
	}
}

func xmlType(c *network.Column) string {
	switch c.Type {
	case network.Integer:
		return "long"
	case network.Real:
		return "double"
	case network.Boolean:
		return "boolean"
	}
	return "string"
}

// xmlIDs are the identifiers as XML name tokens: ours where they are one, else prefix and number.
func xmlIDs(ids []string, prefix string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id
		for k := 0; k < len(id); k++ {
			if b := id[k]; !(b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == ':' || b == '.' || b == '-' || b == '_') {
				out[i] = prefix + strconv.Itoa(i)
				break
			}
		}
		if id == "" {
			out[i] = prefix + strconv.Itoa(i)
		}
	}
	return out
}
