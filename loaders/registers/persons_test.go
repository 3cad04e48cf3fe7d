package registers

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/schema"
	"demarche/schema/date"
)

func TestPersons(t *testing.T) {
	senate := schema.Tenure{Post: senator("DE"), During: date.Interval{Start: "2003-01-07", End: "2009-01-15"}, Locator: "X1/terms/0"}
	vice := schema.Tenure{Post: executivePost("Vice President of the United States"), During: date.Interval{Start: "2009-01-20"}}
	a := &Edition{Register: schema.Register{ID: "a"}, Persons: []schema.Person{
		{ID: "bioguide:X1", Name: "Joe Example", Identifiers: map[string]string{"icpsr": "1"}, Tenures: []schema.Tenure{senate}},
		{ID: "bioguide:X2", Name: "Other Example"},
	}}
	b := &Edition{Register: schema.Register{ID: "b"}, Persons: []schema.Person{
		{
			ID: "bioguide:X1", Name: "Joseph R. Example", Family: "Example", Birth: "1942", Identifiers: map[string]string{"icpsr": "2", "wikidata": "Q1"},
			Tenures: []schema.Tenure{vice, {Post: senate.Post, During: senate.During, Locator: "elsewhere"}},
		},
	}}
	want := []schema.Person{
		{
			ID: "bioguide:X1", Name: "Joe Example", Family: "Example", Birth: "1942", OtherNames: []string{"Joseph R. Example"},
			Identifiers: map[string]string{"icpsr": "1", "wikidata": "Q1"}, Tenures: []schema.Tenure{senate, vice},
		},
		{ID: "bioguide:X2", Name: "Other Example"},
	}
	for _, got := range [][]schema.Person{Persons(a, b), Persons(b, a), Merge(a.Persons, b.Persons)} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Persons (-want +got):\n%s", diff)
		}
	}
	if a.Persons[0].OtherNames != nil || len(a.Persons[0].Identifiers) != 1 {
		t.Error("the edition was changed")
	}
}
