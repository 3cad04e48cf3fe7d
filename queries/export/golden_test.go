package export_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/queries/corpus"
	"demarche/queries/export"
	"demarche/queries/network"
	"demarche/queries/network/networktest"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden holds the exact bytes of every format for the signatures of a graph small enough to read.
func TestGolden(t *testing.T) {
	c := corpus.New(networktest.New(networktest.Small()))
	n, err := network.Build(context.Background(), c, network.Request{Kind: network.Signatures})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		format, folder string
		o              export.Options
	}{
		{"graphml", "graphml", export.Options{}},
		{"gexf", "gexf", export.Options{}},
		{"gexf-1.3", "gexf-1.3", export.Options{}},
		{"csv", "csv", export.Options{Licence: "CC0-1.0"}},
		{"csv", "csv-spreadsheet", export.Options{Spreadsheet: true}},
		{"csv-neo4j", "csv-neo4j", export.Options{}},
		{"pajek", "pajek", export.Options{}},
		{"pajek", "pajek-two-mode", export.Options{TwoMode: true}},
		{"gml", "gml", export.Options{}},
		{"dl", "dl", export.Options{}},
		{"dl", "dl-two-mode", export.Options{TwoMode: true}},
		{"dot", "dot", export.Options{}},
		{"cytoscape", "cytoscape", export.Options{}},
		{"cytoscape-js", "cytoscape-js", export.Options{}},
		{"node-link", "node-link", export.Options{}},
		{"graphology", "graphology", export.Options{}},
		{"spells", "spells", export.Options{}},
		{"incidence", "incidence", export.Options{}},
	} {
		t.Run(tc.folder, func(t *testing.T) {
			f, err := export.ByName(tc.format)
			if err != nil {
				t.Fatal(err)
			}
			got, golden := t.TempDir(), filepath.Join("testdata", tc.folder)
			if _, err := export.WriteFolder(context.Background(), got, n, f, tc.o); err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.RemoveAll(golden); err != nil {
					t.Fatal(err)
				}
				if err := os.CopyFS(golden, os.DirFS(got)); err != nil {
					t.Fatal(err)
				}
			}
			if d := cmp.Diff(contents(t, golden), contents(t, got)); d != "" {
				t.Errorf("bytes differ (-want +got; rewrite with -update):\n%s", d)
			}
		})
	}
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name()] = string(b)
	}
	return out
}

func TestWrite(t *testing.T) {
	n := hostile(true, false)
	f, err := export.ByName("graphml")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	m, err := export.Write(context.Background(), &b, n, f, export.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// The labels have two control characters and one bad byte; notes and quotes repeat some of them.
	if m.Stripped < 2 || m.Repaired < 1 || m.Files[0].Bytes != int64(b.Len()) || len(m.Files[0].SHA256) != 64 {
		t.Errorf("manifest %+v for %d bytes", m, b.Len())
	}
	if _, err := export.ByName("xlsx"); err == nil || !strings.Contains(err.Error(), "graphml") {
		t.Errorf("an unknown format: %v, want an error that lists the known ones", err)
	}
	folder, _ := export.ByName("csv")
	if _, err := export.Write(context.Background(), &b, n, folder, export.Options{}); err == nil {
		t.Error("a format of several files is written to a stream")
	}
	var doc bytes.Buffer
	if err := m.WriteJSON(&doc); err != nil || !strings.Contains(doc.String(), `"strippedControlCharacters"`) {
		t.Errorf("manifest as JSON: %v\n%s", err, &doc)
	}
}

// broken takes some bytes and then fails, like a full disk.
type broken struct{ left int }

var errFull = errors.New("no space left")

func (b *broken) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriterErrorsComeOut(t *testing.T) {
	n := hostile(true, true)
	for _, f := range export.Formats() {
		if f.Folder {
			continue
		}
		for _, room := range []int{0, 100} {
			if _, err := export.Write(context.Background(), &broken{room}, n, f, export.Options{}); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d bytes: %v, want the writer's error", f.Name, room, err)
			}
		}
	}
}
