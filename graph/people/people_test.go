package people_test

import (
	"testing"

	"demarche/graph/people"
	"demarche/graph/snapshot/snapshottest"
	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	const (
		federal, state = quad.IRI("urn:demarche:person:bioguide:E000001"), quad.IRI("urn:demarche:person:ocd:1")
		unknown        = quad.IRI("urn:demarche:person:name:1")
		one, two       = quad.IRI("urn:demarche:register:one"), quad.IRI("urn:demarche:register:two")
		seat, assembly = quad.IRI("urn:demarche:post:us-house-ca-30"), quad.IRI("urn:demarche:post:ca-lower-43")
		ta, tb         = quad.IRI("urn:demarche:tenure:a"), quad.IRI("urn:demarche:tenure:b")
	)
	var quads []quad.Quad
	add := func(label, s, p quad.IRI, o quad.Value) {
		quads = append(quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
	}
	day := func(s string) quad.Value { return quad.TypedString{Value: quad.String(s), Type: vocab.Date} }
	add(one, federal, vocab.Type, vocab.Person)
	add(one, federal, vocab.Label, quad.String("Ann Example"))
	add(one, federal, vocab.FamilyName, quad.String("Example"))
	add(one, federal, vocab.Identifier, quad.String("govtrack:12"))
	add(one, federal, vocab.Holds, ta)
	add(one, ta, vocab.Type, vocab.Tenure)
	add(one, ta, vocab.OnPost, seat)
	add(one, ta, vocab.StartDate, day("2025-01-03"))
	add(one, ta, vocab.Party, quad.String("Democrat"))
	add(one, seat, vocab.Label, quad.String("Representative for California's 30th district"))
	add(one, seat, vocab.Chamber, quad.String("rep"))
	add(one, seat, vocab.State, quad.String("CA"))
	add(one, seat, vocab.District, quad.String("30"))
	add(two, state, vocab.Type, vocab.Person)
	add(two, state, vocab.Label, quad.String("Ann B. Example"))
	add(two, state, vocab.SameAs, federal)
	add(two, state, vocab.Holds, tb)
	add(two, tb, vocab.Type, vocab.Tenure)
	add(two, tb, vocab.OnPost, assembly)
	add(two, tb, vocab.EndDate, day("2024-12-01"))
	add(two, assembly, vocab.Chamber, quad.String("lower"))
	add(two, unknown, vocab.Type, vocab.Person)
	add(two, unknown, vocab.Label, quad.String("Somebody"))
	add(two, unknown, vocab.Provisional, quad.Bool(true))

	got, err := people.Read(snapshottest.FromQuads(t, quads), false)
	if err != nil {
		t.Fatal(err)
	}
	want := []schema.Person{{
		ID: "bioguide:E000001", Name: "Ann B. Example", Family: "Example", OtherNames: []string{"Ann Example"},
		Identifiers: map[string]string{"govtrack": "12"},
		Tenures: []schema.Tenure{
			{Post: schema.Post{Chamber: "lower"}, During: date.Interval{End: "2024-12-01"}},
			{Post: schema.Post{Name: "Representative for California's 30th district", Chamber: "rep", State: "CA", District: "30"}, Party: "Democrat", During: date.Interval{Start: "2025-01-03"}},
		},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Read (-want +got): %s", diff)
	}
}
