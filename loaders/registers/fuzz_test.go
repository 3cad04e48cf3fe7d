package registers

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"demarche/schema"
)

// fuzzReader runs one reader: it must not panic, an error must be one line that names the file, and what it reads must
// be in order, counted, and the same when read again.
func fuzzReader(f *testing.F, kind Kind, seeds ...string) {
	f.Helper()
	for _, fx := range fixtures {
		if fx.kind == kind {
			text, err := os.ReadFile(filepath.Join("testdata", fx.path))
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		Sniff("f", data)
		e, err := readSource(context.Background(), newSource("f", kind, data))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f:") || e != nil {
				t.Fatalf("error %q, edition %v", err, e)
			}
			return
		}
		dropped := 0
		for _, n := range e.Report.Dropped {
			dropped += n
		}
		if e.Report.Read != e.Report.Kept+dropped {
			t.Fatalf("report does not add up: %v", e.Report)
		}
		for i, p := range e.Persons {
			if p.ID == "" || p.Name == "" || i > 0 && e.Persons[i-1].ID >= p.ID {
				t.Fatalf("person %d is %q %q after %q", i, p.ID, p.Name, e.Persons[max(i-1, 0)].ID)
			}
			for _, tn := range p.Tenures {
				if d := tn.During; d.Start != "" && d.End != "" && d.Start.First() > d.End.Last() && kind != FollowTheMoney {
					t.Fatalf("%s: tenure %v", p.ID, d)
				}
			}
			if utf8.Valid(data) && !validPerson(p) {
				t.Fatalf("%q is not UTF-8", p.ID)
			}
		}
		again, err := readSource(context.Background(), newSource("f", kind, slices.Clone(data)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(e, again); diff != "" {
			t.Fatalf("two readings differ:\n%s", diff)
		}
		if changes := Diff(e, again); len(changes) > 0 {
			t.Fatalf("two readings differ: %v", changes)
		}
	})
}

func validPerson(p schema.Person) bool {
	for _, s := range append([]string{p.ID, p.Name, p.Given, p.Middle, p.Family, p.Suffix, p.Gender}, p.OtherNames...) {
		if !utf8.ValidString(s) {
			return false
		}
	}
	return true
}

func FuzzCongressYAML(f *testing.F) {
	fuzzReader(f, CongressYAML, older, newer, "- id: {bioguide: &a X}\n  name: {last: *a}\n", "---\n- id:\n...\n")
}

func FuzzCongressJSON(f *testing.F) {
	fuzzReader(f, CongressJSON, "[]", `[{}]`, `[{"id":{"bioguide":[1]}}]`)
}

func FuzzCongressCSV(f *testing.F) {
	fuzzReader(f, CongressCSV, "last_name,first_name,type,state,bioguide_id\n")
}
func FuzzCommittees(f *testing.F)     { fuzzReader(f, CommitteesYAML) }
func FuzzRecords(f *testing.F)        { fuzzReader(f, Records) }
func FuzzFollowTheMoney(f *testing.F) { fuzzReader(f, FollowTheMoney) }
func FuzzCountryNames(f *testing.F)   { fuzzReader(f, CountryNames) }

func FuzzOpenStates(f *testing.F) {
	for _, name := range []string{"legislature/Ada-Example.yml", "retired/Ben-Example.yml", "committees/lower-Examples.yml"} {
		text, err := os.ReadFile(filepath.Join("testdata", "openstates", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	fuzzReader(f, OpenStatesPerson)
}

func FuzzOFAC(f *testing.F) {
	fuzzReader(f, OFACSDN, "1,\"A, B\",\"individual\",\"X] [Y\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 31 Feb 1960.\"\n")
}
