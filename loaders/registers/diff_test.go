package registers

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// older and newer are two editions of a synthetic register: Ada stays and changes party inside a term and goes on to a
// new one, Ben leaves, Cyd comes.
const older = `- id:
    bioguide: X000001
  name:
    first: Ada
    last: Example
  terms:
  - type: rep
    start: '2019-01-03'
    end: '2021-01-03'
    state: NJ
    district: 2
    party: Democrat
- id:
    bioguide: X000002
  name:
    first: Ben
    last: Example
  terms:
  - type: sen
    start: '2015-01-03'
    end: '2021-01-03'
    state: NJ
    party: Democrat
`

const newer = `- id:
    bioguide: X000003
  name:
    first: Cyd
    last: Example
  terms:
  - type: sen
    start: '2021-01-03'
    end: '2027-01-03'
    state: NJ
    party: Democrat
- id:
    bioguide: X000001
    wikidata: Q42
  name:
    first: Ada
    last: Example-Smith
    nickname: Addie
  terms:
  - type: rep
    start: '2019-01-03'
    end: '2021-01-05'
    state: NJ
    district: 2
    party: Republican
    party_affiliations:
    - start: '2019-01-03'
      end: '2019-12-18'
      party: Democrat
    - start: '2019-12-19'
      end: '2021-01-05'
      party: Republican
  - type: rep
    start: '2021-01-06'
    end: '2023-01-03'
    state: NJ
    district: 2
    party: Republican
`

func edition(t testing.TB, name, text string) *Edition {
	t.Helper()
	e, err := ReadBytes(context.Background(), name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestDiff(t *testing.T) {
	a, b := edition(t, "legislators-current.yaml", older), edition(t, "legislators-current.yaml", newer)
	var got []string
	for _, c := range Diff(a, b) {
		got = append(got, c.String())
	}
	want := []string{
		"bioguide:X000001 Ada Example-Smith: name family: Example -> Example-Smith",
		"bioguide:X000001 Ada Example-Smith: name nickname: + Addie",
		"bioguide:X000001 Ada Example-Smith: name preferred: Ada Example -> Ada Example-Smith",
		"bioguide:X000001 Ada Example-Smith: identifier wikidata: + Q42",
		"bioguide:X000001 Ada Example-Smith: party: + Democrat 2019-01-03..2019-12-18",
		"bioguide:X000001 Ada Example-Smith: party: + Republican 2019-12-19..",
		"bioguide:X000001 Ada Example-Smith: party: - Democrat 2019-01-03..",
		"bioguide:X000001 Ada Example-Smith: tenure: + Representative for New Jersey's 2nd district 2021-01-06..2023-01-03",
		"bioguide:X000001 Ada Example-Smith: tenure end of Representative for New Jersey's 2nd district: 2021-01-03 -> 2021-01-05",
		"bioguide:X000001 Ada Example-Smith: tenure party of Representative for New Jersey's 2nd district: Democrat -> Republican",
		"bioguide:X000002 Ben Example: removed",
		"bioguide:X000003 Cyd Example: added",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Diff (-want +got):\n%s", diff)
	}
	if same := Diff(b, b); len(same) != 0 {
		t.Errorf("Diff of an edition with itself = %v, want none", same)
	}
	if from := Diff(nil, a); len(from) != 2 || from[0].Kind != Added {
		t.Errorf("Diff from nothing = %v, want two added", from)
	}
}

func TestDiffOfSanctions(t *testing.T) {
	a := edition(t, "sdn.csv", "1,\"DOE, Jane\",\"individual\",\"GLOMAG\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n")
	b := edition(t, "sdn.csv", "1,\"DOE, Jane\",\"individual\",\"SDGT] [SYRIA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n")
	var got []string
	for _, c := range Diff(a, b) {
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(text))
	}
	const authority = "(U.S. Department of the Treasury, Office of Foreign Assets Control)"
	want := []string{
		`{"kind":"sanction-added","entry":"sanction","id":"ofac:1","name":"Jane Doe","new":"SDGT ` + authority + `"}`,
		`{"kind":"sanction-added","entry":"sanction","id":"ofac:1","name":"Jane Doe","new":"SYRIA ` + authority + `"}`,
		`{"kind":"sanction-removed","entry":"sanction","id":"ofac:1","name":"Jane Doe","old":"GLOMAG ` + authority + `"}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Diff (-want +got):\n%s", diff)
	}
}
