package archtest

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "demarche"

// allowed says which top folders a top folder may import; every folder may import itself.
var allowed = map[string][]string{
	"cmd":     {"queries", "loaders", "graph", "schema"},
	"queries": {"graph", "schema"},
	"loaders": {"graph", "schema"},
	"graph":   {"schema"},
	"schema":  {},
}

// doors says which folder alone may import an engine.
var doors = map[string]string{
	"github.com/cayleygraph/cayley": "graph/cayleystore",
	"github.com/hidal-go/hidalgo":   "graph/cayleystore",
	"github.com/graphql-go/graphql": "queries/gql",
	"gonum.org/v1/gonum":            "queries/network",
	"github.com/spf13/cobra":        "cmd/internal/cli",
}

type pkg struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", module+"/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func within(path, folder string) bool { return path == folder || strings.HasPrefix(path, folder+"/") }

func TestImportsRunOneWay(t *testing.T) {
	seen := 0
	for _, p := range packages(t) {
		here := strings.TrimPrefix(p.ImportPath, module+"/")
		top, _, _ := strings.Cut(here, "/")
		if _, ok := allowed[top]; !ok {
			t.Errorf("%s: packages live under cmd, graph, schema, loaders and queries", p.ImportPath)
			continue
		}
		for _, imp := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			for engine, door := range doors {
				if within(imp, engine) && !within(here, door) {
					t.Errorf("%s imports %s: only %s may", here, imp, door)
				}
			}
			there, ok := strings.CutPrefix(imp, module+"/")
			if !ok {
				continue
			}
			seen++
			if to, _, _ := strings.Cut(there, "/"); to != top && !slices.Contains(allowed[top], to) {
				t.Errorf("%s imports %s: imports run cmd -> {queries, loaders} -> graph -> schema", here, there)
			}
		}
	}
	if seen == 0 {
		t.Error("saw no import at all: the test looks at nothing")
	}
}
