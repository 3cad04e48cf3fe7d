package quadio_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"demarche/graph/quadio"

	"github.com/cayleygraph/quad"
)

// compareInRDFLib prints the statements that only one of two files has, labels left out when told so.
const compareInRDFLib = `
import sys, rdflib
def load(path, format):
    g = rdflib.ConjunctiveGraph()
    g.parse(path, format=format, publicID="urn:default")
    out = set()
    for s, p, o, c in g.quads((None, None, None, None)):
        name = lambda x: "_" if isinstance(x, rdflib.BNode) else x.n3()
        label = c.identifier if hasattr(c, "identifier") else c
        out.add((name(s), name(p), name(o), "" if sys.argv[4] == "triples" else name(label)))
    return out
a, b = load(sys.argv[1], "nquads"), load(sys.argv[2], sys.argv[3])
for x in sorted(a - b): print("only in the N-Quads:", x)
for x in sorted(b - a): print("only in the other:", x)
print("statements", len(a))
`

// TestOtherReaders reads what is written here with raptor and RDFLib.
func TestOtherReaders(t *testing.T) {
	quads := awkward()
	for i, q := range quads {
		if s, ok := q.Object.(quad.String); ok {
			quads[i].Object = quad.String(strings.ReplaceAll(string(s), "\x00", "")) // C strings end there
		}
	}
	dir := t.TempDir()
	save := func(name string, f quadio.Format) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(write(t, f, quads)), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	nq := save("x.nq", quadio.NQuads)
	for _, c := range []struct {
		format        quadio.Format
		path, raptor  string
		rdflib, terms string
	}{
		{quadio.NQuads, nq, "nquads", "nquads", "quads"},
		{quadio.Turtle, save("x.ttl", quadio.Turtle), "turtle", "turtle", "triples"},
		{quadio.TriG, save("x.trig", quadio.TriG), "trig", "trig", "quads"},
		{quadio.JSONLD, save("x.jsonld", quadio.JSONLD), "", "json-ld", "quads"},
	} {
		t.Run(string(c.format), func(t *testing.T) {
			if _, err := exec.LookPath("rapper"); err != nil {
				t.Log("rapper (raptor2-utils) is missing")
			} else if c.raptor != "" {
				out, err := exec.Command("rapper", "-q", "-c", "-i", c.raptor, c.path).CombinedOutput()
				if err != nil || len(out) > 0 {
					t.Errorf("rapper: %v\n%s", err, out)
				}
			}
			python := pythonWithRDFLib()
			if python == "" {
				t.Skip("python3-rdflib is missing")
			}
			out, err := exec.Command(python, "-W", "ignore", "-c", compareInRDFLib, nq, c.path, c.rdflib, c.terms).Output()
			if lines := strings.Split(strings.TrimSpace(string(out)), "\n"); err != nil || len(lines) != 1 {
				t.Errorf("rdflib: %v\n%s", err, out)
			}
		})
	}
}

// pythonWithRDFLib is a Python that has RDFLib, empty when there is none.
func pythonWithRDFLib() string {
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import rdflib").Run() == nil {
			return python
		}
	}
	return ""
}
