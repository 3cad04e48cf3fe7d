package tables

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/schema"
	"demarche/schema/iri"

	"github.com/google/go-cmp/cmp"
)

const mapText = `demarche-map: 1
id: bills
title: Bills
person: {id: member, scheme: bioguide, name: name, party: party, state: state}
item: {id: bill, name: title, date: introduced}
role: {column: role, lead: [sponsor]}
weight: strength
`

func writeMap(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "map.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRead(t *testing.T) {
	m, err := ReadMap(writeMap(t, mapText))
	if err != nil {
		t.Fatal(err)
	}
	in := "\ufeffmember,name,party,state,bill,title,introduced,role,strength\n" +
		"E000001,Ann Example,D,ca,hr1,A bill,2001-02-03,sponsor,1\n" +
		"S000001,Bob Sample,R,TX,hr1,A bill,2001-02-03,,1\n" +
		"S000001,Bob Sample,R,TX,hr1,A bill,2001-02-03,,1\n" +
		",Nobody,R,TX,hr1,A bill,2001-02-03,,1\n" +
		"S000001,Bob Sample,R,TX,hr2,B bill,2001-02-30,,1\n" +
		"S000001,Bob Sample,R,TX,hr3,\"C, bill\",2001,,0\n"
	table, err := Read("t.csv", strings.NewReader(in), m)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"repeats an earlier row": 1, "no id of a person": 1, "weight is not above 0": 1}
	if diff := cmp.Diff(want, table.Edition.Report.Dropped); diff != "" || table.Edition.Report.Kept != 3 {
		t.Errorf("report = %+v (-want +got %s)", table.Edition.Report, diff)
	}
	signed := []Place{
		{Item: "hr1", Person: "bioguide:E000001", Name: "Ann Example", Role: schema.RoleLead, Row: 2},
		{Item: "hr1", Person: "bioguide:S000001", Name: "Bob Sample", Role: schema.RoleCosigner, Row: 3},
		{Item: "hr2", Person: "bioguide:S000001", Name: "Bob Sample", Role: schema.RoleCosigner, Row: 6},
	}
	if diff := cmp.Diff(signed, table.Places); diff != "" {
		t.Errorf("places (-want +got): %s", diff)
	}
	if diff := cmp.Diff([]Item{{ID: "hr1", Name: "A bill", Date: "2001-02-03"}, {ID: "hr2", Name: "B bill"}}, table.Items); diff != "" {
		t.Errorf("items (-want +got): %s", diff)
	}
	notes := []string{`t.csv:6:36 "2001-02-30": date not understood and left out (item.dateFormat tells the form)`}
	if diff := cmp.Diff(notes, table.Notes); diff != "" {
		t.Errorf("notes (-want +got): %s", diff)
	}
	places := map[string][]string{
		"no id of a person":      {"t.csv:5:1"},
		"repeats an earlier row": {`t.csv:4:1 "S000001"`},
		"weight is not above 0":  {`t.csv:7:45 "0"`},
	}
	if diff := cmp.Diff(places, table.Edition.Report.Places); diff != "" {
		t.Errorf("places of dropped rows (-want +got): %s", diff)
	}
	if p := table.Edition.Persons[0]; p.Tenures[0].Party != "D" || p.Tenures[0].Post.State != "CA" {
		t.Errorf("first person = %+v, want party D and state CA", p)
	}
}

// TestChambers keeps the seats of one state in two chambers apart: one post for both would give each the other's chamber.
func TestChambers(t *testing.T) {
	for _, tt := range []struct{ scheme, house, senate, wantHouse, wantSenate string }{
		{"bioguide", "House", "Senate", "rep", "sen"},
		{"own", "House", "Senate", "House", "Senate"},
		{"own", "lower", "upper", "lower", "upper"},
	} {
		m, err := ReadMap(writeMap(t, "demarche-map: 1\nid: x\nperson: {id: p, scheme: "+tt.scheme+", state: s, chamber: c}\nitem: {id: i}\n"))
		if err != nil {
			t.Fatal(err)
		}
		table, err := Read("t.csv", strings.NewReader("p,s,c,i\nE000001,TN,"+tt.house+",b\nE000002,TN,"+tt.senate+",b\n"), m)
		if err != nil {
			t.Fatal(err)
		}
		house, senate := table.Edition.Persons[0].Tenures[0].Post, table.Edition.Persons[1].Tenures[0].Post
		if house.Chamber != tt.wantHouse || senate.Chamber != tt.wantSenate || iri.Post(house) == iri.Post(senate) {
			t.Errorf("%s: posts %+v and %+v, want chambers %s and %s of two identifiers", tt.scheme, house, senate, tt.wantHouse, tt.wantSenate)
		}
	}
}

func TestReadErrors(t *testing.T) {
	m, err := ReadMap(writeMap(t, mapText))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, in string
		want     error
	}{
		{"empty", "", ErrTable},
		{"missing column", "member,bill\n", ErrColumn},
		{"ragged", "member,name,party,state,bill,title,introduced,role,strength\na,b\n", ErrTable},
	} {
		if _, err := Read("t.csv", strings.NewReader(tt.in), m); !errors.Is(err, tt.want) || !strings.HasPrefix(err.Error(), "t.csv: ") {
			t.Errorf("%s: Read = %v, want %v naming the file", tt.name, err, tt.want)
		}
	}
	for name, text := range map[string]string{
		"unknown key": mapText + "colour: red\n", "version": strings.Replace(mapText, "map: 1", "map: 2", 1),
		"no slug": strings.Replace(mapText, "id: bills", "id: My Bills", 1), "no item": "demarche-map: 1\nid: a\nperson: {id: b}\n",
		"aliases": "demarche-map: 1\nid: &a [*a]\n",
	} {
		if _, err := ReadMap(writeMap(t, text)); !errors.Is(err, ErrMap) {
			t.Errorf("%s: ReadMap = %v, want ErrMap", name, err)
		}
	}
}

// No table makes the reader panic, and every row is counted once.
func FuzzRead(f *testing.F) {
	f.Add("member,name,party,state,bill,title,introduced,role,strength\nE000001,A,D,CA,hr1,T,2001,sponsor,1\n")
	m := &Map{Version: 1, ID: "x"}
	m.Person.ID, m.Item.ID, m.Item.Date, m.Weight = Columns{"member"}, Columns{"bill"}, "introduced", "strength"
	f.Fuzz(func(t *testing.T, in string) {
		table, err := Read("f", strings.NewReader(in), m)
		if err == nil && table.Edition.Report.Kept != len(table.Places) {
			t.Errorf("kept %d rows and made %d places", table.Edition.Report.Kept, len(table.Places))
		}
	})
}
