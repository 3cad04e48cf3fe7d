package registers

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// fixtures are the synthetic files of every format.
var fixtures = []struct {
	path string
	kind Kind
}{
	{"legislators-current.yaml", CongressYAML},
	{"legislators-historical.json", CongressJSON},
	{"legislators.csv", CongressCSV},
	{"executive.yaml", CongressYAML},
	{"committees-current.yaml", CommitteesYAML},
	{"openstates", ""},
	{"federal.yml", OpenStatesPerson},
	{"records.yaml", Records},
	{"ofac/sdn.csv", OFACSDN},
	{"entities.ftm.json", FollowTheMoney},
	{"countrynames.yaml", CountryNames},
}

func TestGolden(t *testing.T) {
	for _, f := range fixtures {
		t.Run(f.path, func(t *testing.T) {
			e, err := Read(context.Background(), filepath.Join("testdata", f.path))
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(e, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "golden", strings.ReplaceAll(f.path, "/", "-")+".json")
			if *update {
				if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
				t.Errorf("Read(%s) (-want +got):\n%s", f.path, diff)
			}
		})
	}
}

func TestSniff(t *testing.T) {
	for _, f := range fixtures {
		if f.kind == "" {
			continue
		}
		head, err := os.ReadFile(filepath.Join("testdata", f.path))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{f.path, "upload"} {
			if kind, ok := Sniff(name, head); !ok || kind != f.kind {
				t.Errorf("Sniff(%s) as %s = %q, %v, want %q", f.path, name, kind, ok, f.kind)
			}
		}
		crlf := []byte(strings.ReplaceAll(string(head), "\n", "\r\n"))
		if kind, _ := Sniff("upload", crlf); kind != f.kind {
			t.Errorf("Sniff(%s) with CRLF = %q, want %q", f.path, kind, f.kind)
		}
	}
	for name, text := range map[string]string{
		"letter":        "October 1, 2020\n\nThe Honorable Mike Pompeo\nSecretary of State\n\nDear Secretary Pompeo:\n",
		"memo":          "TO: The Secretary\nCC: The Chairman\n",
		"memo of heads": "TO:\n  The Secretary\nCC:\n  The Chairman\n",
		"empty":         "",
		"binary":        "\x00\x01\x02",
		"other yaml":    "name: x\nid: y\n",
		"other list":    "- id: 1\n  title: x\n- id: 2\n  title: y\n",
		"other csv":     "name,date,chamber,state\nAda,2020-01-01,sen,CA\n",
		"other json":    `[{"terms":1}]`,
		"release":       `{"url":"https://a.example","title":"T","date":"2020-01-01","text":"x"}`,
		"quads":         "<urn:a> <urn:b> \"c\" .\n",
	} {
		if kind, ok := Sniff(name, []byte(text)); ok {
			t.Errorf("Sniff of a %s = %q, want none", name, kind)
		}
	}
}

func TestEdition(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "executive.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	sum := newSource("", "", text).sha256
	note := `{"url":"https://a.example/x","lastModified":"Mon, 15 Jun 2026 23:10:00 GMT","sha256":"` + sum + `","bytes":1}`
	for _, c := range []struct{ name, file, note, want string }{
		{"nothing tells", "executive.yaml", "", ""},
		{"in the name", "executive-2020-10-05.yaml", note, "2020-10-05"},
		{"no date in the name", "executive-2020-13-05.yaml", "", ""},
		{"from the download", "executive.yaml", note, "2026-06-15"},
		{"of another download", "executive.yaml", strings.Replace(note, sum, "00", 1), ""},
		{"damaged note", "executive.yaml", note[:20], ""},
	} {
		path := filepath.Join(t.TempDir(), c.file)
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
		if c.note != "" {
			if err := os.WriteFile(filepath.Join(filepath.Dir(path), "."+c.file+".fetch"), []byte(c.note), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		e, err := Read(context.Background(), path)
		if err != nil || e.Register.Edition != c.want || e.Register.SHA256 != sum {
			t.Errorf("%s: edition %q, %v, want %q", c.name, e.Register.Edition, err, c.want)
		}
	}
}
