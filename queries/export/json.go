package export

import (
	"encoding/json"
	"strconv"

	"demarche/queries/network"
)

// json is s as a JSON string; invalid bytes and forbidden controls are taken out as everywhere.
func (j *job) json(s string) string {
	b, err := json.Marshal(j.clean.text(s))
	if err != nil {
		return `""` // a string always has a JSON form
	}
	return string(b)
}

// value is column c's value i as JSON.
func (j *job) value(c *network.Column, i int) string {
	if c.Type == network.String || c.Type == network.Date {
		return j.json(c.Text(i))
	}
	return c.Text(i)
}

// fields writes ,"name":value for every value that is not missing.
func (j *job) fields(w *output, columns []*network.Column, i int) {
	for _, c := range columns {
		if c.Has(i) {
			w.put(`,"`, c.Name, `":`, j.value(c, i))
		}
	}
}

// list writes k elements, one a line, with commas between.
func (j *job) list(w *output, k int, element func(i int)) error {
	return j.every(k, func(i int) error {
		if i > 0 {
			w.put(",\n")
		}
		element(i)
		return nil
	})
}

// writeNodeLink writes the node-link JSON of d3 and networkx: ids are strings, edges stand under links.
func writeNodeLink(j *job) error {
	w, err := j.open("")
	if err != nil {
		return err
	}
	n := j.n
	w.put(`{"directed":`, strconv.FormatBool(n.Directed), `,"multigraph":`, strconv.FormatBool(hasParallel(n)),
		`,"graph":{"query":`, j.json(n.Query), `,"formula":`, j.json(n.Formula), "},\n\"nodes\":[\n")
	if err := j.list(w, n.Nodes(), func(i int) {
		w.put(`{"id":`, j.json(n.ID[i]), `,"label":`, j.json(n.Label[i]), `,"kind":"`, n.ModeOf(i), `"`)
		j.fields(w, n.NodeColumns, i)
		w.put("}")
	}); err != nil {
		return err
	}
	w.put("\n],\n\"links\":[\n")
	if err := j.list(w, n.Edges(), func(i int) {
		w.put(`{"source":`, j.json(n.ID[n.Source[i]]), `,"target":`, j.json(n.ID[n.Target[i]]), `,"key":`, j.json(n.EdgeID[i]), `,"weight":`, number(n.Weight[i]))
		j.fields(w, n.EdgeColumns, i)
		w.put("}")
	}); err != nil {
		return err
	}
	w.put("\n]}\n")
	return w.close()
}

// writeGraphology writes graphology's serialization (https://graphology.github.io/serialization.html).
func writeGraphology(j *job) error {
	w, err := j.open("")
	if err != nil {
		return err
	}
	n := j.n
	kind := "undirected"
	if n.Directed {
		kind = "directed"
	}
	w.put(`{"attributes":{"query":`, j.json(n.Query), `,"formula":`, j.json(n.Formula), `},"options":{"type":"`, kind,
		`","multi":`, strconv.FormatBool(hasParallel(n)), `,"allowSelfLoops":true},`, "\n\"nodes\":[\n")
	if err := j.list(w, n.Nodes(), func(i int) {
		w.put(`{"key":`, j.json(n.ID[i]), `,"attributes":{"label":`, j.json(n.Label[i]), `,"kind":"`, n.ModeOf(i), `"`)
		j.fields(w, n.NodeColumns, i)
		w.put("}}")
	}); err != nil {
		return err
	}
	w.put("\n],\n\"edges\":[\n")
	if err := j.list(w, n.Edges(), func(i int) {
		w.put(`{"key":`, j.json(n.EdgeID[i]), `,"source":`, j.json(n.ID[n.Source[i]]), `,"target":`, j.json(n.ID[n.Target[i]]), `,"attributes":{"weight":`, number(n.Weight[i]))
		j.fields(w, n.EdgeColumns, i)
		w.put("}")
		if !n.Directed {
			w.put(`,"undirected":true`)
		}
		w.put("}")
	}); err != nil {
		return err
	}
	w.put("\n]}\n")
	return w.close()
}

// writeCX2 writes Cytoscape's CX2 (https://cytoscape.org/cx/cx2/specification): ids are numbers there, ours stand in v.
func writeCX2(j *job) error {
	w, err := j.open("")
	if err != nil {
		return err
	}
	n := j.n
	declare := func(columns []*network.Column) {
		for _, c := range columns {
			kind := map[network.Type]string{network.Integer: "long", network.Real: "double", network.Boolean: "boolean"}[c.Type]
			w.put(`,"`, c.Name, `":{"d":"`, or(kind, "string"), `"}`)
		}
	}
	w.put(`[{"CXVersion":"2.0","hasFragments":false},`, "\n", `{"metaData":[{"name":"attributeDeclarations","elementCount":1},{"name":"networkAttributes","elementCount":1},{"name":"nodes","elementCount":`,
		strconv.Itoa(n.Nodes()), `},{"name":"edges","elementCount":`, strconv.Itoa(n.Edges()), "}]},\n",
		`{"attributeDeclarations":[{"networkAttributes":{"name":{"d":"string"},"description":{"d":"string"},"directed":{"d":"boolean"}},"nodes":{"name":{"d":"string"},"iri":{"d":"string"},"kind":{"d":"string"}`)
	declare(n.NodeColumns)
	w.put(`},"edges":{"id":{"d":"string"},"weight":{"d":"double"}`)
	declare(n.EdgeColumns)
	w.put("}}]},\n", `{"networkAttributes":[{"name":`, j.json(n.Query), `,"description":`, j.json(n.Formula), `,"directed":`, strconv.FormatBool(n.Directed), "}]},\n", "{\"nodes\":[\n")
	if err := j.list(w, n.Nodes(), func(i int) {
		w.put(`{"id":`, strconv.Itoa(i), `,"v":{"name":`, j.json(n.Label[i]), `,"iri":`, j.json(n.ID[i]), `,"kind":"`, n.ModeOf(i), `"`)
		j.fields(w, n.NodeColumns, i)
		w.put("}}")
	}); err != nil {
		return err
	}
	w.put("\n]},\n{\"edges\":[\n")
	if err := j.list(w, n.Edges(), func(i int) {
		w.put(`{"id":`, strconv.Itoa(i), `,"s":`, strconv.Itoa(int(n.Source[i])), `,"t":`, strconv.Itoa(int(n.Target[i])), `,"v":{"id":`, j.json(n.EdgeID[i]), `,"weight":`, number(n.Weight[i]))
		j.fields(w, n.EdgeColumns, i)
		w.put("}}")
	}); err != nil {
		return err
	}
	w.put("\n]},\n", `{"status":[{"success":true,"error":""}]}]`, "\n")
	return w.close()
}

// writeCYJS writes Cytoscape.js elements JSON.
func writeCYJS(j *job) error {
	w, err := j.open("")
	if err != nil {
		return err
	}
	n := j.n
	w.put(`{"data":{"name":`, j.json(n.Query), `,"formula":`, j.json(n.Formula), `},"directed":`, strconv.FormatBool(n.Directed), `,"multigraph":`, strconv.FormatBool(hasParallel(n)), ",\"elements\":{\"nodes\":[\n")
	if err := j.list(w, n.Nodes(), func(i int) {
		w.put(`{"data":{"id":`, j.json(n.ID[i]), `,"value":`, j.json(n.ID[i]), `,"name":`, j.json(n.Label[i]), `,"kind":"`, n.ModeOf(i), `"`)
		j.fields(w, n.NodeColumns, i)
		w.put("}}")
	}); err != nil {
		return err
	}
	w.put("\n],\"edges\":[\n")
	if err := j.list(w, n.Edges(), func(i int) {
		w.put(`{"data":{"id":`, j.json(n.EdgeID[i]), `,"source":`, j.json(n.ID[n.Source[i]]), `,"target":`, j.json(n.ID[n.Target[i]]), `,"key":`, strconv.Itoa(i), `,"weight":`, number(n.Weight[i]))
		j.fields(w, n.EdgeColumns, i)
		w.put("}}")
	}); err != nil {
		return err
	}
	w.put("\n]}}\n")
	return w.close()
}
