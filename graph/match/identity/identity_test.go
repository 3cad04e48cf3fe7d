package identity

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/schema"
	"demarche/schema/date"
)

func member(id, name, birth, party, state, chamber, from, to string) schema.Person {
	return schema.Person{ID: id, Name: name, Birth: date.Date(birth), Tenures: []schema.Tenure{{
		Party: party,
		Post:  schema.Post{Chamber: chamber, State: state}, During: date.Interval{Start: date.Date(from), End: date.Date(to)},
	}}}
}

func TestFind(t *testing.T) {
	cases := []struct {
		name string
		a, b schema.Person
		same bool
		open bool
	}{
		{
			"name, birth and state agree", member("ocd-person/1", "Laura Friedman", "1966-12-03", "Democratic", "CA", "lower", "2016-12-05", "2024-12-01"),
			member("bioguide:F000483", "Laura Friedman", "1966-12-03", "Democrat", "CA", "rep", "2025-01-03", "2027-01-03"), true, false,
		},
		{
			"one career without birth dates", member("ocd-person/1", "Ted Lieu", "", "Democratic", "CA", "upper", "2011-01-01", "2014-12-31"),
			member("bioguide:L000582", "Ted W. Lieu", "", "Democrat", "CA", "rep", "2015-01-06", "2027-01-03"), true, false,
		},
		{
			"another state", member("ocd-person/1", "Jim Cooper", "", "Democratic", "CA", "lower", "", "2022-12-05"),
			member("bioguide:C000754", "Jim Cooper", "", "Democrat", "TN", "rep", "1983-01-03", "2023-01-03"), false, false,
		},
		{
			"another party", member("ocd-person/1", "Anna Example", "", "Republican", "CA", "lower", "2010-12-01", "2012-12-05"),
			member("bioguide:E000001", "Anna Example", "", "Democrat", "CA", "rep", "2013-01-03", "2023-01-03"), false, true,
		},
		{
			"posts at one time", member("ocd-person/1", "Robert Garcia", "", "Democratic", "CA", "lower", "2024-12-02", ""),
			member("bioguide:G000598", "Robert Garcia", "", "Democrat", "CA", "rep", "2023-01-03", "2027-01-03"), false, true,
		},
		{
			"father and son by suffix", member("ocd-person/1", "Jerry F. Costello II", "", "Democratic", "IL", "lower", "2011-01-01", "2019-05-07"),
			member("bioguide:C000794", "Jerry F. Costello", "", "Democrat", "IL", "rep", "1987-01-06", "2010-12-31"), false, false,
		},
		{
			"two bioguide numbers", member("bioguide:R000572", "Mike Rogers", "1963-06-02", "Republican", "MI", "rep", "2001-01-03", "2015-01-03"),
			member("bioguide:R000575", "Mike Rogers", "1963-06-02", "Republican", "MI", "rep", "2016-01-03", "2027-01-03"), false, false,
		},
		{
			"birth dates of two years", member("ocd-person/1", "Laura Friedman", "1966-12-03", "Democratic", "CA", "lower", "2016-12-05", "2024-12-01"),
			member("bioguide:F1", "Laura Friedman", "1967-12-03", "Democrat", "CA", "rep", "2025-01-03", "2027-01-03"), false, false,
		},
		{
			"sisters", member("ocd-person/1", "Susan Rubio", "", "Democratic", "CA", "lower", "2018-12-05", "2020-12-01"),
			member("ocd-person/2", "Blanca Rubio", "", "Democratic", "CA", "lower", "2021-12-05", "2024-12-01"), false, false,
		},
		{
			"middle names differ", member("ocd-person/1", "Mark A. Walker", "", "Democratic", "IL", "lower", "2009-01-01", "2010-12-31"),
			member("ocd-person/2", "Mark B. Walker", "", "Democratic", "IL", "lower", "2011-01-01", "2012-12-31"), false, false,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			same, open := Find([]schema.Person{c.a, c.b})
			if (len(same) == 1) != c.same || (len(open) == 1) != c.open {
				t.Errorf("Find = %v, open %v; want same %v, open %v", same, open, c.same, c.open)
			}
		})
	}
}

func TestFindSharedNumber(t *testing.T) {
	a := schema.Person{ID: "ocd-person/1", Name: "Adam B. Schiff", Identifiers: map[string]string{"bioguide": "S001150"}}
	b := schema.Person{ID: "bioguide:S001150", Name: "Adam Schiff"}
	same, open := Find([]schema.Person{a, b})
	want := []SameAs{{"bioguide:S001150", "ocd-person/1", "same number bioguide:S001150", 1}}
	if d := cmp.Diff(want, same); d != "" || len(open) > 0 {
		t.Errorf("Find: %s open %v", d, open)
	}
}

func TestGroups(t *testing.T) {
	got := Groups([]SameAs{{A: "ocd-person/1", B: "ocd-person/2"}, {A: "bioguide:X", B: "ocd-person/2"}, {A: "ocd-person/8", B: "ocd-person/9"}})
	want := map[string]string{
		"bioguide:X": "bioguide:X", "ocd-person/1": "bioguide:X", "ocd-person/2": "bioguide:X", "ocd-person/8": "ocd-person/8",
		"ocd-person/9": "ocd-person/8",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestFindChain makes sure that a third person never joins two numbers of one register.
func TestFindChain(t *testing.T) {
	a := member("bioguide:A1", "Ann Rareton", "1960-01-02", "Democrat", "CA", "rep", "1990-01-03", "1994-01-03")
	b := member("ocd-person/1", "Ann Rareton", "1960-01-02", "Democrat", "CA", "lower", "1995-01-03", "1998-01-03")
	c := member("bioguide:B1", "Ann Rareton", "1960-01-02", "Democrat", "CA", "rep", "2000-01-03", "2004-01-03")
	same, open := Find([]schema.Person{a, b, c})
	if len(same) != 1 || len(open) != 1 {
		t.Errorf("Find = %v, open %v; want one sure pair and one open question", same, open)
	}
}
