package matching

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"demarche/graph/match/identity"
	"demarche/loaders/registers"
	"demarche/schema"
)

// reference is the folder of real registers beside the repository.
const reference = "../../../../shared/reference"

var load = sync.OnceValues(func() ([]schema.Person, error) {
	var editions []*registers.Edition
	for _, name := range []string{"legislators-current.yaml", "legislators-historical.yaml", "executive.yaml", "openstates-ca", "openstates-il"} {
		path := filepath.Join(reference, name)
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		read := registers.Read
		if info.IsDir() {
			read = registers.ReadFolder
		}
		e, err := read(context.Background(), path)
		if err != nil {
			return nil, err
		}
		editions = append(editions, e)
	}
	return registers.Persons(editions...), nil
})

func realPersons(t testing.TB) []schema.Person {
	t.Helper()
	if _, err := os.Stat(reference); err != nil {
		t.Skipf("the real registers are missing: %v", err)
	}
	persons, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return persons
}

// TestFindReal holds the pairs of the real registers against what is known of the people: the pairs named here are one human
// by the members' own biographies, the never pairs are two.
func TestFindReal(t *testing.T) {
	persons := realPersons(t)
	same, open := identity.Find(persons)
	groups := identity.Groups(same)
	one := [][2]string{
		{"bioguide:F000483", "ocd-person/e4fdea57-14a2-4fa7-a40c-92cf06c07edd"}, // Laura Friedman
		{"bioguide:R000620", "ocd-person/db75b62c-0713-4075-89cb-1437a9648b00"}, // Luz Rivas
		{"bioguide:O000167", "ocd-person/04036545-167b-4eb9-8b12-a57825a3277c"}, // Barack Obama
		{"bioguide:L000582", "ocd-person/6de0b4f8-661e-4c6a-81a5-46f574d6e228"}, // Ted Lieu
	}
	for _, p := range one {
		if groups[p[0]] == "" || groups[p[0]] != groups[p[1]] {
			t.Errorf("Find: %s and %s are not one", p[0], p[1])
		}
	}
	never := [][2]string{
		{"bioguide:R000572", "bioguide:R000575"},                                                               // two Mike Rogers
		{"bioguide:J000177", "bioguide:J000285"},                                                               // two Tim Johnsons
		{"bioguide:M000639", "bioguide:M001226"},                                                               // Menendez father and son
		{"bioguide:P000149", "bioguide:P000604"},                                                               // Payne father and son
		{"bioguide:G000598", "ocd-person/8b2f37bc-65b7-40ed-af14-5d93cb765a5d"},                                // Robert Garcia in Congress and in the Assembly
		{"ocd-person/cb0f6477-568f-49db-aba3-f88e7bccbefc", "ocd-person/82cbb6e9-8486-44ec-8450-86d1e700f828"}, // Susan and Blanca Rubio
	}
	for _, p := range never {
		if groups[p[0]] != "" && groups[p[0]] == groups[p[1]] {
			t.Errorf("Find: %s and %s are taken for one", p[0], p[1])
		}
	}
	byID := map[string]string{}
	for _, p := range persons {
		byID[p.ID] = p.Name
	}
	for _, s := range append(same, open...) {
		t.Logf("%.2f %s / %s: %s", s.Score, byID[s.A], byID[s.B], s.Reason)
	}
	t.Logf("%d persons, %d sure pairs, %d open questions", len(persons), len(same), len(open))
	if len(same) < 30 || len(same) > 60 {
		t.Errorf("Find: %d sure pairs, want 30 to 60 as on the editions of 2026", len(same))
	}
}
