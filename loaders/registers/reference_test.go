package registers

import (
	"context"
	"os"
	"path/filepath"
	"strings"
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

// referenceCounts were counted independently of the readers, in the reference folder:
//
//	persons   grep -c '^- id:' FILE; grep -rl '^id: ocd-person/' FOLDER | wc -l
//	tenures   grep -c '^  - type:' FILE, plus grep -c '^  - title:' FILE for the offices inside a chamber;
//	          grep -rhE '^  jurisdiction:' FOLDER/legislature FOLDER/retired | wc -l
//	countries grep -c '^"\?[A-Z]' FILE gives 285, less FAIL, ZZ, UN, EU
//	SDN       Python's csv module: 4,620 rows of type individual, 3,673 without a type, and as many programs in them
//	          as the count of "] [" in column 4, plus one for each row
var referenceCounts = []struct {
	name, id               string
	persons, organizations int
	countries, sanctions   int
	tenures                int
}{
	{"legislators-current.yaml", "congress-legislators-current", 537, 0, 0, 0, 2919},
	{"legislators-historical.yaml", "congress-legislators-historical", 2049, 0, 0, 0, 11142},
	{"executive.yaml", "congress-legislators-executive", 80, 0, 0, 0, 131},
	{"committees-current.yaml", "congress-legislators-committees", 0, 230, 0, 0, 0},
	{"openstates-ca", "openstates-ca", 584, 116, 0, 0, 715},
	{"openstates-il", "openstates-il", 564, 0, 0, 0, 626},
	{"countries/countrynames.yaml", "countrynames", 0, 0, 281, 0, 0},
	{"sanctions/ofac-sdn-2021-07-07.csv", "ofac-sdn", 4620, 3673, 0, 9540, 0},
	{"sanctions/ftm-sample.ijson", "followthemoney-eu-fsf", 4, 2, 0, 0, 0},
}

func TestReference(t *testing.T) {
	for _, c := range referenceCounts {
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
			tenures := 0
			for _, p := range e.Persons {
				tenures += len(p.Tenures)
			}
			if tenures != c.tenures {
				t.Errorf("%s: %d tenures, want %d", e.Register.ID, tenures, c.tenures)
			}
			t.Log(e.Report)
		})
	}
}

// TestNobodyOfTheLettersIsSanctioned: the SDN list of 2021-07-07 has a SADIKOV and a HADZIHASANOVIC, but none of the five
// officials of Azerbaijan whom the founding documents name.
func TestNobodyOfTheLettersIsSanctioned(t *testing.T) {
	e, err := Read(context.Background(), reference(t, "sanctions/ofac-sdn-2021-07-07.csv"))
	if err != nil {
		t.Fatal(err)
	}
	sanctioned := map[string]bool{}
	for _, s := range e.Sanctions {
		sanctioned[s.Subject] = true
	}
	officials := map[string]string{"Aliyev": "Ilham", "Hasanov": "Zakir", "Sadikov": "Naj", "Mustafayev": "K", "Tahirov": "Ramiz", "Tairov": "Ramiz"}
	namesakes := 0
	for _, p := range e.Persons {
		given, ok := officials[p.Family]
		if !ok || !sanctioned[p.ID] {
			continue
		}
		namesakes++
		if strings.HasPrefix(p.Given, given) {
			t.Errorf("%s %s is on the list", p.ID, p.Name)
		}
	}
	if namesakes != 1 {
		t.Errorf("%d namesakes, want one: SADIKOV, Olimzhon Adkhamovich", namesakes)
	}
	if e.Register.Edition != "2021-07-07" {
		t.Errorf("edition = %q, want the date in the file's name", e.Register.Edition)
	}
}
