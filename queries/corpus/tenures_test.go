package corpus

import (
	"testing"

	"demarche/schema/date"

	"github.com/google/go-cmp/cmp"
)

// The flat array answers as the graph does, for every person of the sample, on dates before, in, between and after
// tenures, partial ones too.
func TestFlatCareers(t *testing.T) {
	for name, r := range readers(t) {
		flat := New(r)
		for range manyReads {
			flat.flatCareers()
		}
		if flat.careersFlat.Load() == nil {
			t.Fatalf("%s: no flat array after %d reads", name, manyReads)
		}
		for _, person := range flat.List(KindPerson).IDs {
			for _, on := range []date.Date{"", "1999", "2013-01-02", "2013-01-03", "2013-01", "2018", "2019-04", "2020-10-23", "2021", "2021-01", "2021-01-02", "2021-01-03", "2030"} {
				read := New(r) // reads once, so from the graph
				type answer struct {
					Tenure   Tenure
					OK       bool
					Party    string
					Official bool
				}
				var got, want answer
				got.Tenure, got.OK = flat.TenureOn(person, on)
				want.Tenure, want.OK = read.TenureOn(person, on)
				got.Party, want.Party = flat.PartyOn(person, on), read.PartyOn(person, on)
				got.Official, want.Official = flat.IsOfficial(person, on), read.IsOfficial(person, on)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: %s on %q (-graph +flat):\n%s", name, flat.Label(person), on, diff)
				}
			}
			if diff := cmp.Diff(New(r).Tenures(person), flat.Tenures(person)); diff != "" {
				t.Errorf("%s: %s: tenures (-graph +flat):\n%s", name, flat.Label(person), diff)
			}
		}
	}
}
