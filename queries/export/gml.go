package export

import (
	"fmt"
	"strconv"
	"strings"

	"demarche/queries/network"
)

// writeGML writes GML in 7-bit ASCII: other characters as numeric references, no truth values (0 and 1 instead), real
// numbers with a point. Lines of GML end at 254 characters, so texts are cut at 200 bytes of their escaped form, which
// the manifest counts.
func writeGML(j *job) error {
	w, err := j.open("")
	if err != nil {
		return err
	}
	n := j.n
	parallel := hasParallel(n)
	w.put("graph [\n  directed ", bit(n.Directed), "\n")
	if parallel {
		w.put("  multigraph 1\n")
	}
	w.put("  comment \"", j.gmlText(n.Query), "\"\n")
	if err := j.every(n.Nodes(), func(i int) error {
		w.put("  node [\n    id ", strconv.Itoa(i), "\n    label \"", j.gmlText(n.Label[i]), "\"\n    iri \"", j.gmlText(n.ID[i]), "\"\n    kind \"", n.ModeOf(i), "\"\n")
		j.gmlColumns(w, n.NodeColumns, i)
		w.put("  ]\n")
		return nil
	}); err != nil {
		return err
	}
	if err := j.every(n.Edges(), func(i int) error {
		w.put("  edge [\n    source ", strconv.Itoa(int(n.Source[i])), "\n    target ", strconv.Itoa(int(n.Target[i])), "\n")
		if parallel {
			w.put("    key ", strconv.Itoa(i), "\n")
		}
		w.put("    name \"", j.gmlText(n.EdgeID[i]), "\"\n    weight ", gmlReal(n.Weight[i]), "\n")
		j.gmlColumns(w, n.EdgeColumns, i)
		w.put("  ]\n")
		return nil
	}); err != nil {
		return err
	}
	w.put("]\n")
	return w.close()
}

func (j *job) gmlColumns(w *output, columns []*network.Column, i int) {
	for _, c := range columns {
		if !c.Has(i) {
			continue
		}
		w.put("    ", gmlKey(c.Name), " ")
		switch c.Type {
		case network.Integer:
			w.put(c.Text(i))
		case network.Boolean:
			w.put(bit(c.Bool(i)))
		case network.Real:
			w.put(gmlReal(c.Number(i)))
		default:
			w.put(`"`, j.gmlText(c.Text(i)), `"`)
		}
		w.put("\n")
	}
}

// gmlKey is a column's name as a key, which has letters and digits only.
func gmlKey(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
}

func bit(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// gmlReal writes a number with a point, as the grammar wants: 2.0, 1.0e-05.
func gmlReal(x float64) string {
	s := number(x)
	if strings.Contains(s, ".") {
		return s
	}
	if i := strings.IndexByte(s, 'e'); i >= 0 {
		return s[:i] + ".0" + s[i:]
	}
	return s + ".0"
}

// gmlText escapes a text onto one line of at most 200 bytes.
func (j *job) gmlText(s string) string {
	var b strings.Builder
	for _, r := range j.clean.text(s) {
		part := string(r)
		switch {
		case r == '&':
			part = "&amp;"
		case r == '"':
			part = "&quot;"
		case r < 0x20 || r > 0x7e || r == '\\': // graph-tool takes a backslash for the start of an escape
			part = fmt.Sprintf("&#%d;", r)
		}
		if b.Len()+len(part) > 200 {
			j.short++
			break
		}
		b.WriteString(part)
	}
	return b.String()
}

// hasParallel tells whether two edges join the same nodes.
func hasParallel(n *network.Network) bool {
	for i := 1; i < n.Edges(); i++ {
		if n.Source[i] == n.Source[i-1] && n.Target[i] == n.Target[i-1] {
			return true
		}
	}
	seen := make(map[[2]int32]bool, n.Edges())
	for i := range n.Source {
		e := [2]int32{n.Source[i], n.Target[i]}
		if !n.Directed && e[0] > e[1] {
			e[0], e[1] = e[1], e[0]
		}
		if seen[e] {
			return true
		}
		seen[e] = true
	}
	return false
}

// writeDOT writes Graphviz DOT. Every identifier and value is quoted; backslashes are doubled, line ends written \n.
// Statements end with the line, without semicolons, which one common reader takes for nodes.
func writeDOT(j *job) error {
	w, err := j.open("")
	if err != nil {
		return err
	}
	n := j.n
	kind, arrow := "graph", " -- "
	if n.Directed {
		kind, arrow = "digraph", " -> "
	}
	w.put(kind, " ", j.dot(string(n.Kind)), " {\n")
	if err := j.every(n.Nodes(), func(i int) error {
		w.put("  ", j.dot(n.ID[i]), " [label=", j.dot(n.Label[i]), ", kind=", j.dot(n.ModeOf(i)))
		for _, c := range n.NodeColumns {
			if c.Has(i) {
				w.put(", ", c.Name, "=", j.dot(c.Text(i)))
			}
		}
		w.put("]\n")
		return nil
	}); err != nil {
		return err
	}
	if err := j.every(n.Edges(), func(i int) error {
		w.put("  ", j.dot(n.ID[n.Source[i]]), arrow, j.dot(n.ID[n.Target[i]]), " [id=", j.dot(n.EdgeID[i]), ", strength=", j.dot(number(n.Weight[i])))
		for _, c := range n.EdgeColumns {
			if c.Has(i) {
				w.put(", ", c.Name, "=", j.dot(c.Text(i)))
			}
		}
		w.put("]\n")
		return nil
	}); err != nil {
		return err
	}
	w.put("}\n")
	return w.close()
}

var dotEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func (j *job) dot(s string) string { return `"` + dotEscaper.Replace(j.clean.text(s)) + `"` }
