package export

import (
	"strconv"

	"demarche/queries/network"
	"demarche/schema/date"
)

// writeGEXF writes GEXF 1.2draft, which every reader knows, networkx before 3.5 included; writeGEXF13 writes GEXF 1.3
// (https://gexf.net/schema.html), which adds timerepresentation and the kind of parallel edges. A network whose letters have dates is dynamic
// and says its timeformat: a signature lasts its letter's day (or month or year, when no more is known), an
// edge of a projection from its first shared letter to its last, a person likewise. What has no date is always there.
// Labels are tokens in this format: runs of white space are one space. No viz elements are written.
func writeGEXF(j *job) error { return j.gexf("http://www.gexf.net/1.2draft", "1.2") }

func writeGEXF13(j *job) error { return j.gexf("http://gexf.net/1.3", "1.3") }

func (j *job) gexf(space, version string) error {
	w, err := j.open("")
	if err != nil {
		return err
	}
	n := j.n
	nodeSpan, edgeSpan := spans(n.NodeColumns), spans(n.EdgeColumns)
	w.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<gexf xmlns="`, space, `" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`,
		` xsi:schemaLocation="`, space, ` `, space, `/gexf.xsd" version="`, version, `">`, "\n")
	w.put("<meta>\n<creator>", j.clean.xml(or(j.o.Creator, "demarche")), "</creator>\n<description>", j.clean.xml(n.Query+"; "+n.Formula), "</description>\n</meta>\n")
	direction := "undirected"
	if n.Directed {
		direction = "directed"
	}
	w.put(`<graph defaultedgetype="`, direction, `"`)
	if nodeSpan.any || edgeSpan.any {
		w.put(` mode="dynamic" timeformat="date"`)
		if version == "1.3" {
			w.put(` timerepresentation="interval"`)
		}
	} else {
		w.put(` mode="static"`)
	}
	w.put(">\n")
	declare := func(class, prefix string, first [][2]string, columns []*network.Column) {
		w.put(`<attributes class="`, class, `" mode="static">`, "\n")
		for i, f := range first {
			w.put(`<attribute id="`, prefix, strconv.Itoa(i), `" title="`, f[0], `" type="`, f[1], `"/>`, "\n")
		}
		for i, c := range columns {
			w.put(`<attribute id="`, prefix, strconv.Itoa(i+len(first)), `" title="`, c.Name, `" type="`, xmlType(c), `"/>`, "\n")
		}
		w.put("</attributes>\n")
	}
	declare("node", "n", [][2]string{{"mode", "string"}}, n.NodeColumns)
	declare("edge", "e", nil, n.EdgeColumns)
	w.put(`<nodes>`, "\n")
	ids := xmlIDs(n.ID, "n")
	if err := j.every(n.Nodes(), func(i int) error {
		w.put(`<node id="`, ids[i], `" label="`, j.clean.attr(j.clean.line(n.Label[i])), `"`)
		nodeSpan.put(w, i)
		w.put(`><attvalues><attvalue for="n0" value="`, n.ModeOf(i), `"/>`)
		j.attValues(w, "n", 1, n.NodeColumns, i)
		w.put("</attvalues></node>\n")
		return nil
	}); err != nil {
		return err
	}
	w.put("</nodes>\n<edges>\n")
	edges, kind := xmlIDs(n.EdgeID, "e"), n.EdgeColumn("predicate")
	if version != "1.3" {
		kind = nil
	}
	if err := j.every(n.Edges(), func(i int) error {
		w.put(`<edge id="`, edges[i], `" source="`, ids[n.Source[i]], `" target="`, ids[n.Target[i]], `" weight="`,
			strconv.FormatFloat(n.Weight[i], 'g', -1, 64), `"`)
		if kind != nil {
			w.put(` kind="`, j.clean.attr(kind.Text(i)), `"`)
		}
		edgeSpan.put(w, i)
		w.put(`><attvalues>`)
		j.attValues(w, "e", 0, n.EdgeColumns, i)
		w.put("</attvalues></edge>\n")
		return nil
	}); err != nil {
		return err
	}
	w.put("</edges>\n</graph>\n</gexf>\n")
	return w.close()
}

func (j *job) attValues(w *output, prefix string, from int, columns []*network.Column, i int) {
	for k, c := range columns {
		if c.Has(i) {
			w.put(`<attvalue for="`, prefix, strconv.Itoa(k+from), `" value="`, j.clean.attr(c.Text(i)), `"/>`)
		}
	}
}

// span finds when each node or edge is there: from first to last, or on its date.
type span struct {
	first, last, on *network.Column
	any             bool
}

func spans(columns []*network.Column) span {
	var s span
	for _, c := range columns {
		if c.Type != network.Date || c.Count() == 0 {
			continue
		}
		switch c.Name {
		case "first":
			s.first = c
		case "last":
			s.last = c
		case "date":
			s.on = c
		default:
			continue
		}
		s.any = true
	}
	return s
}

// of is the days from which and to which i is there, both inclusive; ok is false when no date is known.
func (s span) of(i int) (from, to date.Date, ok bool) {
	if s.first != nil && s.first.Has(i) {
		from = date.Date(s.first.Text(i)).First()
		to = from
		if s.last != nil && s.last.Has(i) {
			to = date.Date(s.last.Text(i)).Last()
		}
		return from, to, true
	}
	if s.on != nil && s.on.Has(i) {
		d := date.Date(s.on.Text(i))
		return d.First(), d.Last(), true
	}
	return "", "", false
}

func (s span) put(w *output, i int) {
	if from, to, ok := s.of(i); ok {
		w.put(` start="`, string(from), `" end="`, string(to), `"`)
	}
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
