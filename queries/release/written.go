package release

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"demarche/graph/judgements"
)

// written is a release read back from its folder: the tables that Diff needs, each row by key and column.
type written struct {
	edition Edition
	tables  map[string]map[string]map[string]string
	columns map[string][]string
	docs    map[string][]string // "table row" -> ids of documents, sorted
}

// readBack are the tables that Diff needs, with the columns of the key.
var readBack = map[string][]string{
	"letter": {"id"}, "signature": {"id"}, "recipient": {"id"}, "demand": {"id"}, "person": {"id"}, "document": {"id"},
	"register": {"id"}, "evidence": {"id"}, "letter_document": {"letter", "document", "mode"}, "judgement": {"left", "right"},
}

// read reads a release.
func read(folder string) (*written, error) {
	raw, err := os.ReadFile(filepath.Join(folder, packageFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("release: %s: %w: no %s", folder, ErrFolder, packageFile)
	}
	if err != nil {
		return nil, fmt.Errorf("release: %w", err)
	}
	w := &written{tables: map[string]map[string]map[string]string{}, columns: map[string][]string{}, docs: map[string][]string{}}
	if err := json.Unmarshal(raw, &w.edition); err != nil {
		return nil, fmt.Errorf("release: %s: %w: %w", filepath.Join(folder, packageFile), ErrFolder, err)
	}
	for name, key := range readBack {
		path := filepath.Join(folder, name+".csv")
		f, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("release: %s: %w: no %s.csv", folder, ErrFolder, name)
		}
		if err != nil {
			return nil, fmt.Errorf("release: %w", err)
		}
		w.columns[name], w.tables[name], err = readTable(f, key)
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("release: %s: %w", path, err)
		}
	}
	w.index()
	return w, nil
}

// readTable reads a CSV file with a header into rows by key. Rows of one key are an error, as are missing key columns.
func readTable(r io.Reader, key []string) (columns []string, rows map[string]map[string]string, err error) {
	in := csv.NewReader(r)
	columns, err = in.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("header: %w", err)
	}
	for _, k := range key {
		if !slices.Contains(columns, k) {
			return nil, nil, fmt.Errorf("no column %s", k)
		}
	}
	rows = map[string]map[string]string{}
	for {
		cells, err := in.Read()
		if err == io.EOF {
			return columns, rows, nil
		}
		if err != nil {
			return nil, nil, err
		}
		row := make(map[string]string, len(cells))
		for i, c := range columns {
			row[c] = cells[i]
		}
		parts := make([]string, len(key))
		for i, k := range key {
			parts[i] = row[k]
		}
		id := strings.Join(parts, " ")
		if _, twice := rows[id]; twice {
			line, _ := in.FieldPos(0)
			return nil, nil, fmt.Errorf("line %d: %s stands twice", line, id)
		}
		rows[id] = row
	}
}

// index notes the documents of every row.
func (w *written) index() {
	for _, e := range w.tables["evidence"] {
		key := e["table"] + " " + e["row"]
		w.docs[key] = append(w.docs[key], e["document"])
	}
	for _, l := range w.tables["letter_document"] {
		key := "letter " + l["letter"]
		w.docs[key] = append(w.docs[key], l["document"])
	}
	for key, docs := range w.docs {
		slices.Sort(docs)
		w.docs[key] = slices.Compact(docs)
	}
}

// documents are the documents that a row rests on, sorted.
func (w *written) documents(table, id string) []string { return w.docs[table+" "+id] }

// file is the document of a file name, empty when there is none.
func (w *written) file(name string) string {
	best := ""
	for id, d := range w.tables["document"] {
		if name != "" && d["file"] == name && (best == "" || id < best) {
			best = id
		}
	}
	return best
}

// mentionKey is the key by which judgements speak of a printed name in a document.
func mentionKey(document, name string) string {
	return judgements.MentionKey(strings.TrimPrefix(document, "document:"), name)
}

// judgedID is a person's id as judgements spell it.
func judgedID(person string) string {
	id := strings.TrimPrefix(person, "person:")
	if rest, ok := strings.CutPrefix(id, "ocd:"); ok {
		return "ocd-person/" + rest
	}
	return id
}
