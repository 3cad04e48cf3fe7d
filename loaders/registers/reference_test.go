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
	//   countries grep -c '^"\?[A-Z]' FILE gives 285, less FAIL, ZZ, UN, EU
	//   SDN       Python's csv module: 4,620 rows of type individual, 3,673 without a type, and as many programs in them
	//             as the count of "] [" in column 4, plus one for each row
	cases := []struct {
		name, id               string
		persons, organizations int
		countries, sanctions   int
	}{
		{"legislators-current.yaml", "congress-legislators-current", 537, 0, 0, 0},
		{"legislators-historical.yaml", "congress-legislators-historical", 2049, 0, 0, 0},
		{"executive.yaml", "congress-legislators-executive", 80, 0, 0, 0},
		{"committees-current.yaml", "congress-legislators-committees", 0, 230, 0, 0},
		{"openstates-ca", "openstates-ca", 584, 116, 0, 0},
		{"openstates-il", "openstates-il", 564, 0, 0, 0},
		{"countries/countrynames.yaml", "countrynames", 0, 0, 281, 0},
		{"sanctions/ofac-sdn-2021-07-07.csv", "ofac-sdn", 4620, 3673, 0, 9540},
		{"sanctions/ftm-sample.ijson", "followthemoney-eu-fsf", 4, 2, 0, 0},
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
			if len(e.Countries) != c.countries || len(e.Sanctions) != c.sanctions {
				t.Errorf("%s: %d countries, %d sanctions, want %d, %d", e.Register.ID, len(e.Countries), len(e.Sanctions), c.countries, c.sanctions)
			}
			t.Log(e.Report)
		})
	}
}
