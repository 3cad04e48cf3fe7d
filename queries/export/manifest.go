package export

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/queries/network"
)

// Manifest says what an export is and how it was made. Its JSON is a published format.
type Manifest struct {
	Title    string         `json:"title"`
	Format   string         `json:"format"`
	Network  network.Kind   `json:"network"`
	Query    string         `json:"query"`
	Version  graph.Version  `json:"version"` // of the store
	Formula  string         `json:"formula"`
	Directed bool           `json:"directed"`
	Modes    []string       `json:"modes"`
	Nodes    int            `json:"nodes"`
	Edges    int            `json:"edges"`
	Stripped int            `json:"strippedControlCharacters"`
	Repaired int            `json:"repairedCharacters"` // bytes that were no UTF-8, written as U+FFFD
	Short    int            `json:"shortenedTexts"`     // texts cut because the format has a limit
	Dropped  map[string]int `json:"dropped,omitempty"`  // what filters and rules left out, by reason
	Licence  string         `json:"licence,omitempty"`
	Creator  string         `json:"creator,omitempty"`
	Files    []File         `json:"files"`
	Columns  []ColumnNote   `json:"columns"`
}

// File is one written file; Name is empty for a stream.
type File struct {
	Name   string `json:"name,omitempty"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// ColumnNote describes one attribute. Of is node or edge; Missing counts nodes or edges without a value.
type ColumnNote struct {
	Of      string `json:"of"`
	Name    string `json:"name"`
	Type    string `json:"type"`
	About   string `json:"about"`
	Missing int    `json:"missing"`
}

func (j *job) manifest(f Format, files []File) Manifest {
	n := j.n
	m := Manifest{
		Title: cmp.Or(j.o.Title, n.Query), Format: f.Name, Network: n.Kind, Query: n.Query, Version: n.Version,
		Formula: n.Formula, Directed: n.Directed, Modes: n.Modes, Nodes: n.Nodes(), Edges: n.Edges(),
		Stripped: j.clean.stripped, Repaired: j.clean.repaired, Short: j.short, Dropped: n.Dropped, Licence: j.o.Licence,
		Creator: j.o.Creator, Files: files,
	}
	for _, side := range []struct {
		of      string
		columns []*network.Column
	}{{"node", n.NodeColumns}, {"edge", n.EdgeColumns}} {
		for _, c := range side.columns {
			m.Columns = append(m.Columns, ColumnNote{side.of, c.Name, c.Type.String(), c.About, c.Len() - c.Count()})
		}
	}
	return m
}

// WriteJSON writes the manifest as indented JSON with a line end.
func (m Manifest) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(m)
}

// WriteReadme writes the manifest for people: what the network is and one line per column.
func (m Manifest) WriteReadme(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", m.Title)
	direction := "undirected"
	if m.Directed {
		direction = "directed"
	}
	fmt.Fprintf(&b, "Network `%s`, %s, %d nodes (%s), %d edges, from version %d of the store.\n\n", m.Network, direction, m.Nodes,
		strings.Join(m.Modes, ", "), m.Edges, m.Version)
	fmt.Fprintf(&b, "Edges and weights: %s.\n\nRequest: `%s`\n\n", m.Formula, m.Query)
	if m.Licence != "" {
		fmt.Fprintf(&b, "Licence of the data: %s\n\n", m.Licence)
	}
	b.WriteString("| of | column | type | meaning | missing |\n|---|---|---|---|---|\n")
	for _, c := range m.Columns {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %d |\n", c.Of, c.Name, c.Type, c.About, c.Missing)
	}
	if len(m.Dropped) > 0 {
		b.WriteString("\nLeft out:\n\n")
		for _, why := range slices.Sorted(maps.Keys(m.Dropped)) {
			fmt.Fprintf(&b, "- %s: %d\n", why, m.Dropped[why])
		}
	}
	if m.Stripped > 0 {
		fmt.Fprintf(&b, "\n%d control characters were taken out of texts.\n", m.Stripped)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
