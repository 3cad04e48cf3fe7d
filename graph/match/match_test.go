package match

import (
	"testing"

	"demarche/schema"
	"demarche/schema/date"
)

// TestMatchReal asks for names as real documents print them. Persons are those whom congress-legislators and OpenStates list.
func TestMatchReal(t *testing.T) {
	x := referenceIndex(t)
	cases := []struct {
		name, date, chamber, state, want string
	}{
		{"Luis Gutirrez", "2011-11-15", "rep", "", "bioguide:G000535"},
		{"Luis Guiterrez", "2011-11-15", "rep", "", "bioguide:G000535"},
		{"Linda Snchez", "2011-11-15", "rep", "", "bioguide:S001156"},
		{"Linda SÃ¡nchez", "2011-11-15", "rep", "", "bioguide:S001156"},
		{"Betty McCullum", "2011-11-15", "rep", "", "bioguide:M001143"},
		{"Scott Weiner", "2020-10-09", "upper", "CA", "ocd-person/de84277e-1c23-4036-bd64-b27c310a1c0e"},
		{"J. Luis Correa", "2020-10-23", "rep", "", "bioguide:C001110"},
		{"G.K. Butterfield", "2011-11-15", "rep", "", "bioguide:B001251"},
		{"GK Butterfield", "2011-11-15", "rep", "", "bioguide:B001251"},
		{"Wm. Lacy Clay", "2011-11-15", "rep", "", "bioguide:C001049"},
		{"BarbaraLee", "2011-11-15", "rep", "", "bioguide:L000551"},
		{"Blanche Lambert Lincoln", "2007-10-24", "sen", "", "bioguide:L000035"},
		{"Hillary Rodham Clinton", "2007-10-24", "sen", "", "bioguide:C001041"},
		{"Mike Rogers", "2011-11-15", "rep", "", ""},
		{"Mike Rogers", "2011-11-15", "rep", "AL", "bioguide:R000575"},
		{"Mike Rogers", "2011-11-15", "rep", "MI", "bioguide:R000572"},
		{"Mike D. Rogers", "2011-11-15", "rep", "", ""}, // neither register entry has a middle name
		{"Tim Johnson", "2011-11-15", "sen", "", "bioguide:J000177"},
		{"Tim Johnson", "2011-11-15", "rep", "", "bioguide:J000285"},
		{"Tim Johnson", "2011-11-15", "", "", ""},
		{"Robert Menendez", "2023-06-01", "sen", "", "bioguide:M000639"},
		{"Robert Menendez", "2023-06-01", "", "", ""},
		{"Rob Menendez", "2023-06-01", "rep", "", "bioguide:M001226"},
		{"Robert Menendez", "2025-06-01", "sen", "", ""},
		{"Susan Rubio", "2020-10-09", "upper", "CA", "ocd-person/cb0f6477-568f-49db-aba3-f88e7bccbefc"},
		{"Blanca Rubio", "2020-10-09", "lower", "CA", "ocd-person/82cbb6e9-8486-44ec-8450-86d1e700f828"},
		{"Rubio", "2020-10-09", "lower", "CA", ""},
		{"Feinstein", "2007-10-24", "sen", "CA", ""},
		{"Donald Payne", "2011-11-15", "rep", "", "bioguide:P000149"},
		{"Donald Payne, Jr.", "2011-11-15", "rep", "", ""},
		{"Donald M. Payne, Jr.", "2015-11-15", "rep", "", "bioguide:P000604"},
		{"Robert P. Casey, Jr.", "2015-11-15", "sen", "", "bioguide:C001070"},
		{"Laura Friedman", "2020-10-09", "", "", "ocd-person/e4fdea57-14a2-4fa7-a40c-92cf06c07edd"},
		{"Lester Friedman", "2020-10-09", "lower", "CA", ""}, // a mayor of Beverly Hills
		{"Steve King", "2020-10-09", "rep", "", "bioguide:K000362"},
		{"Peter King", "2020-10-09", "rep", "", "bioguide:K000210"},
		{"Ilham Aliyev", "2020-10-09", "", "", ""},
		{"Governor Gavin Newsom", "2020-10-09", "", "", ""},
		{"Mike Pence", "2015-10-09", "", "", ""},
		{"Debbie Wasserman-Schultz", "2015-11-15", "rep", "", "bioguide:W000797"},
		{"NITA M. LOWEY", "2015-11-15", "rep", "", "bioguide:L000480"},
		{"Lowey, Nita", "2015-11-15", "rep", "", "bioguide:L000480"},
		{"LOWEY Nita", "2015-11-15", "rep", "", "bioguide:L000480"},
		{"The Honorable Jan Schakowsky (D-IL-09)", "2015-11-15", "rep", "", "bioguide:S001145"},
		{"William “Bill” Pascrell, Jr.", "2015-11-15", "rep", "", "bioguide:P000096"},
		{"Michael Bennett", "2009-06-21", "sen", "", "bioguide:B001267"}, // while Robert Bennett sits
		{"Shelly Berkley", "1999-06-05", "rep", "", "bioguide:B001231"},
		{"Steven Kirk", "2007-03-16", "rep", "", ""}, // nobody calls Mark Steven Kirk so
		{"Jack Reed", "2015-11-15", "sen", "", "bioguide:R000122"},
		{"Suzan Delbene", "2015-11-15", "rep", "", "bioguide:D000617"},
		{"Major Owens", "2005-11-15", "rep", "", "bioguide:O000159"},
	}
	for _, c := range cases {
		t.Run(c.name+" "+c.date+" "+c.chamber, func(t *testing.T) {
			r := x.Match(Mention{Name: c.name, Date: date.Date(c.date), Chamber: c.chamber, State: c.state})
			got := ""
			if r.Decision == schema.Accepted {
				got = r.Person.ID
			}
			if got != c.want {
				t.Errorf("Match(%q, %s, %s) = %s %q, want %q", c.name, c.date, c.chamber, r.Decision, got, c.want)
				for _, k := range r.Candidates {
					t.Logf("%s %s %.3f %+v", k.Person.ID, k.Person.Name, k.Score, k.Features)
				}
			}
		})
	}
}

func BenchmarkNewIndex(b *testing.B) {
	persons, err := loadReference()
	if err != nil {
		b.Skip(err)
	}
	for b.Loop() {
		NewIndex(persons, Options{})
	}
	b.ReportMetric(float64(len(persons)), "persons")
}
