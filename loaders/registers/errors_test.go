package registers

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/loaders/registers/tree"
)

func TestErrors(t *testing.T) {
	const person = "- id:\n    bioguide: X000001\n  name:\n    first: Ada\n    last: Example\n  terms:\n"
	cases := []struct {
		name, text string
		kind       Kind
		want       error
		place      string
	}{
		{"bad date", person + "  - type: sen\n    start: '2019-02-30'\n    state: CA\n", CongressYAML, ErrSyntax, "f:8: "},
		{"end before start", person + "  - type: sen\n    start: '2021-01-03'\n    end: '2019-01-03'\n", CongressYAML, ErrSyntax, "f:7: "},
		{"unknown type", person + "  - type: duke\n    start: '2019-01-03'\n", CongressYAML, ErrSyntax, `f:7: syntax error: term type "duke"`},
		{"broken yaml", person + "  - type: [sen\n- id:\n    bioguide: X000002\n", CongressYAML, tree.ErrSyntax, "f:"},
		{"a person twice", person + strings.Replace(person, "Ada", "Bea", 1), CongressYAML, ErrSyntax, "bioguide:X000001 stands twice"},
		{"not a mapping", "- id\n- name\n", CongressYAML, ErrSyntax, "f:1: "},
		{"a mapping instead of a list", "id: 1\nname: x\n", CongressYAML, ErrSyntax, "f:1: "},
		{"json cut", `[{"id":{"bioguide":"X000001"},"name":{"first":"A","la`, CongressJSON, tree.ErrSyntax, "f: record 1: "},
		{"json of another shape", `{"terms":1}`, CongressJSON, tree.ErrShape, "f: "},
		{"csv without columns", "last_name,bioguide_id\nA,B\n", CongressCSV, ErrSyntax, `f:1: syntax error: no column "first_name"`},
		{"csv of uneven rows", "last_name,first_name,type,state,bioguide_id\nA,B\n", CongressCSV, ErrSyntax, "f:2: "},
		{"csv of unknown type", "last_name,first_name,type,state,bioguide_id\nA,B,duke,CA,X1\n", CongressCSV, ErrSyntax, "f:2: "},
		{"openstates without id", "name: x\nid: somebody\n", OpenStatesPerson, ErrSyntax, "f:1: "},
		{"records of another version", "demarche-records: 2\nid: x\n", Records, ErrSyntax, "f:1: "},
		{"records without a slug", "demarche-records: 1\nid: Not A Slug\n", Records, ErrSyntax, "f:2: "},
		{"records without a name", "demarche-records: 1\nid: x\npersons:\n- id: y\n", Records, ErrSyntax, "f:4: "},
		{"sdn of eleven columns", `1,"A, B","individual","X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-` + "\n", OFACSDN, ErrSyntax, "f:1: syntax error: 11 columns, want 12"},
		{"sdn with a word as number", `x,"A, B","individual","X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-` + "\n", OFACSDN, ErrSyntax, "f:1: "},
		{"sdn with an open quote", `1,"A, B` + "\n", OFACSDN, ErrSyntax, "f:"},
		{"alt alone", `1,2,"aka","A",-0-` + "\n", OFACAlt, ErrCompanion, "f: "},
		{"ftm cut", `{"id":"x","schema":"Person"` + "\n", FollowTheMoney, tree.ErrSyntax, "f:1: "},
		{"ftm without schema", "{\"id\":\"x\",\"schema\":\"Person\"}\n{}\n", FollowTheMoney, ErrSyntax, "f:2: "},
		{"countries as a mapping of mappings", "AZ:\n  a: b\n", CountryNames, ErrSyntax, "f:2: "},
		{"alias bomb", "- id:\n    bioguide: &a [x,x,x,x,x,x,x,x,x,x]\n  b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n  c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n" +
			"  d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n  e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n  f: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n", CongressYAML, tree.ErrAlias, "f:"},
		{"nesting bomb", "- id: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "\n", CongressYAML, tree.ErrNesting, "f:1: "},
		{"deeper nesting bomb", "- id: " + strings.Repeat("[", 50_000), CongressYAML, tree.ErrNesting, "f:1: "},
		{"json nesting bomb", `[{"id":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "}]", CongressJSON, tree.ErrNesting, "f: record 1: "},
		{"huge record", "- id: " + strings.Repeat("x", tree.MaxRecord+1) + "\n", CongressYAML, tree.ErrRecord, "f:1: "},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := readSource(context.Background(), newSource("f", c.kind, []byte(c.text)))
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.place) {
				t.Errorf("error = %v, want %v at %q", err, c.want, c.place)
			}
			if err != nil && (strings.Contains(err.Error(), "\n") || len(err.Error()) > 300) {
				t.Errorf("error is no line: %q", err)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	empty := filepath.Join(dir, "folder")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	ftm := strings.Repeat(`{"id":"x","schema":"Address","properties":{}}`+"\n", 100)
	yaml := strings.Repeat(" ", 10) + "\n- id:\n    bioguide: X000001\n"
	cases := []struct {
		name, path string
		max        int64
		want       error
	}{
		{"missing", filepath.Join(dir, "none.yaml"), 0, os.ErrNotExist},
		{"letter", write("letter.txt", "Dear Secretary Pompeo:\n"), 0, ErrUnknown},
		{"empty file", write("empty", ""), 0, ErrUnknown},
		{"binary", write("binary", "\x7fELF\x00\x00"), 0, ErrUnknown},
		{"folder without registers", empty, 0, ErrUnknown},
		{"large yaml", write("large.yaml", yaml), 20, ErrTooLarge},
		{"large stream", write("large.json", ftm), 1000, ErrTooLarge},
		{"foreign companion", write("sdn.csv", `1,"A","individual","X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-`+"\n"), 0, nil},
	}
	write("alt.csv", "1,2\n")
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadWith(context.Background(), c.path, Options{MaxBytes: c.max})
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("error = %v, want %v", err, c.want)
			}
			if err != nil && !strings.Contains(err.Error(), dir) {
				t.Errorf("error %q does not name the file", err)
			}
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, f := range fixtures {
		if _, err := Read(ctx, filepath.Join("testdata", f.path)); err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want context.Canceled or a whole edition", f.path, err)
		}
	}
}
