// Package export writes a network in the formats that other tools open. Start with [Formats], the table of formats, then
// [Write] for formats of one file and [WriteFolder] for those of several (both return the [Manifest] that belongs beside
// the files). The graph itself as RDF is written by graph/quadio, not here.
//
// All writers stream, keep the network's order, and give the same bytes for the same network. Identifiers are ours and
// opaque; labels stand apart from them. A missing value is left out, never written as 0 or as an empty word. Control
// characters that XML and CSV cannot hold are taken out everywhere, and the manifest counts them. Where a format cannot
// say something (a GML truth value, a Pajek label with a quote) the writer's comment says what it does instead.
package export

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"

	"demarche/queries/network"
)

// The errors of this package. They are returned wrapped with the format's name.
var (
	ErrFormat = errors.New("unknown export format")
	ErrFolder = errors.New("this format has several files and needs a folder")
	ErrKind   = errors.New("this format cannot hold this network")
)

// Format is one row of the table of formats. Extension has no dot. A Folder format writes several files.
type Format struct {
	Name, Extension string
	Folder          bool
	About           string
	write           func(*job) error
}

// Formats lists every format in the order of the documentation.
func Formats() []Format {
	return []Format{
		{"graphml", "graphml", false, "GraphML 1.0: igraph, networkx, Gephi, Cytoscape, visone, yEd", writeGraphML},
		{"gexf", "gexf", false, "GEXF 1.2 with dates: Gephi, networkx, sigma.js, graphology", writeGEXF},
		{"gexf-1.3", "gexf", false, "GEXF 1.3 with dates and kinds of edges: Gephi, graphology, networkx from 3.5", writeGEXF13},
		{"csv", "csv", true, "nodes.csv and edges.csv in Gephi's column names; spreadsheets with the spreadsheet option", writeCSV},
		{"csv-neo4j", "csv", true, "nodes.csv and relationships.csv for neo4j-admin database import", writeNeo4j},
		{"pajek", "net", false, "Pajek .net", writePajek},
		{"gml", "gml", false, "GML in ASCII: igraph, yEd, Gephi, networkx", writeGML},
		{"dl", "dl", false, "UCINET DL edge list", writeDL},
		{"dot", "dot", false, "Graphviz DOT", writeDOT},
		{"cytoscape", "cx2", false, "Cytoscape CX2", writeCX2},
		{"cytoscape-js", "cyjs", false, "Cytoscape.js elements", writeCYJS},
		{"node-link", "json", false, "node-link JSON of d3 and networkx", writeNodeLink},
		{"graphology", "json", false, "graphology's serialization", writeGraphology},
		{"parquet", "parquet", true, "nodes.parquet and edges.parquet: DuckDB, Arrow, Spark, pandas", writeParquet},
		{"spells", "csv", false, "edge spells of R's networkDynamic", writeSpells},
		{"incidence", "csv", false, "people by letters: 1 signed, 0 did not, blank could not", writeIncidence},
	}
}

// ByName finds a format; the error wraps ErrFormat and names the known ones.
func ByName(name string) (Format, error) {
	var known []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		known = append(known, f.Name)
	}
	return Format{}, fmt.Errorf("export: %q: %w (know %v)", name, ErrFormat, known)
}

// Options are what a caller may choose. The zero value is right for programs.
type Options struct {
	Spreadsheet bool   // csv: a byte order mark, and ' before cells that a spreadsheet would run
	TwoMode     bool   // pajek, dl: the two-mode header, which networkx and igraph cannot read
	Title       string // empty means the network's query
	Licence     string // of the data, empty when unknown
	Creator     string // the program and its version
}

// job is one export under way.
type job struct {
	ctx   context.Context
	n     *network.Network
	o     Options
	clean *cleaner
	open  func(name string) (*output, error)
	short int
}

// output is one file being written; its errors stick and come out of close.
type output struct {
	*bufio.Writer
	name string
	hash hash.Hash
	size *counter
	end  func() error
	done func(File)

	abort func() // throws an unfinished file away
	ended bool
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

func newOutput(name string, w io.Writer, end func() error, done func(File)) *output {
	o := &output{name: name, hash: sha256.New(), size: &counter{}, end: end, done: done}
	o.Writer = bufio.NewWriterSize(io.MultiWriter(w, o.hash, o.size), 1<<16)
	return o
}

func (o *output) close() error {
	err := o.Flush()
	if err != nil {
		return err
	}
	o.ended, err = true, o.end()
	if err == nil {
		o.done(File{Name: o.name, Bytes: o.size.n, SHA256: hex.EncodeToString(o.hash.Sum(nil))})
	}
	return err
}

// put writes strings one after the other.
func (o *output) put(parts ...string) {
	for _, p := range parts {
		o.WriteString(p) // the error sticks in the writer
	}
}

// every calls f for 0..k-1 and looks at the context now and then.
func (j *job) every(k int, f func(i int) error) error {
	for i := range k {
		if i%4096 == 0 && j.ctx.Err() != nil {
			return j.ctx.Err()
		}
		if err := f(i); err != nil {
			return err
		}
	}
	return nil
}

// Write writes a network to w in a format of one file. The error wraps ErrFolder for the others, and names the format.
func Write(ctx context.Context, w io.Writer, n *network.Network, f Format, o Options) (Manifest, error) {
	if f.Folder {
		return Manifest{}, fmt.Errorf("export: %s: %w", f.Name, ErrFolder)
	}
	var files []File
	j := &job{ctx: ctx, n: n, o: o, clean: &cleaner{}}
	j.open = func(string) (*output, error) {
		return newOutput("", w, func() error { return nil }, func(f File) { files = append(files, f) }), nil
	}
	if err := f.write(j); err != nil {
		return Manifest{}, fmt.Errorf("export: %s: %w", f.Name, err)
	}
	return j.manifest(f, files), nil
}

// WriteFolder writes a network into a folder, which is made when it does not exist: one file for formats of one file
// (network.EXTENSION), several for the others, and beside them manifest.json and README.md with a line per column. Files
// of the same names are replaced one by one, each at once; others are left alone.
func WriteFolder(ctx context.Context, dir string, n *network.Network, f Format, o Options) (Manifest, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return Manifest{}, fmt.Errorf("export: %w", err)
	}
	var files []File
	var opened []*output
	j := &job{ctx: ctx, n: n, o: o, clean: &cleaner{}}
	j.open = func(name string) (*output, error) {
		if name == "" {
			name = "network." + f.Extension
		}
		out, err := create(filepath.Join(dir, name), name, func(f File) { files = append(files, f) })
		if err == nil {
			opened = append(opened, out)
		}
		return out, err
	}
	defer func() {
		for _, out := range opened {
			if !out.ended {
				out.abort()
			}
		}
	}()
	if err := f.write(j); err != nil {
		return Manifest{}, fmt.Errorf("export: %s: %w", f.Name, err)
	}
	slices.SortFunc(files, func(a, b File) int { return compare(a.Name, b.Name) })
	m := j.manifest(f, files)
	for name, write := range map[string]func(io.Writer) error{"manifest.json": m.WriteJSON, "README.md": m.WriteReadme} {
		out, err := create(filepath.Join(dir, name), name, func(File) {})
		if err == nil {
			err = errors.Join(write(out), out.close())
		}
		if err != nil {
			return Manifest{}, fmt.Errorf("export: %w", err)
		}
	}
	return m, nil
}

// create opens a file that appears under its name only when it is closed.
func create(path, name string, done func(File)) (*output, error) {
	part := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".part")
	file, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return nil, err
	}
	o := newOutput(name, file, func() error { return errors.Join(file.Close(), os.Rename(part, path)) }, done)
	o.abort = func() {
		_ = file.Close() // the error that ended the writing is told
		_ = os.Remove(part)
	}
	return o, nil
}
