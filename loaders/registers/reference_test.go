package registers

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// reference is the folder of real registers beside the repository; the test is skipped where it is missing.
func reference(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "reference", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is missing: real registers are not part of the repository", path)
	}
	return path
}

func TestReference(t *testing.T) {
	// Counted independently of the readers, in the reference folder:
	//   persons   grep -c '^- id:' FILE; grep -rl '^id: ocd-person/' FOLDER | wc -l
	//   tenures   grep -c '^  - type:' FILE, plus grep -c '^  - title:' FILE
	cases := []struct {
		name, id               string
		persons, organizations int
	}{
		{"legislators-current.yaml", "congress-legislators-current", 537, 0},
		{"legislators-historical.yaml", "congress-legislators-historical", 2049, 0},
		{"executive.yaml", "congress-legislators-executive", 80, 0},
		{"committees-current.yaml", "congress-legislators-committees", 0, 230},
		{"openstates-ca", "openstates-ca", 584, 116},
		{"openstates-il", "openstates-il", 564, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			e, err := Read(context.Background(), reference(t, c.name))
			if err != nil {
				t.Fatal(err)
			}
			if len(e.Persons) != c.persons || len(e.Organizations) != c.organizations || e.Register.ID != c.id {
				t.Errorf("%s: %d persons, %d organizations, want %d, %d", e.Register.ID, len(e.Persons), len(e.Organizations), c.persons, c.organizations)
			}
			t.Log(e.Report)
		})
	}
}
