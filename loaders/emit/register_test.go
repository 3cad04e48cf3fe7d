package emit

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"demarche/loaders/registers"
	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/vocab"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// lines are the quads of an edition as sorted text, without the label.
func lines(t *testing.T, e *registers.Edition) []string {
	t.Helper()
	var out []string
	change := RegisterQuads(e)
	for _, q := range change.Quads {
		if err := vocab.Check(q); err != nil {
			t.Error(err)
		}
		if q.Label != change.Label {
			t.Errorf("%v has label %v, want %v", q, q.Label, change.Label)
		}
		out = append(out, fmt.Sprintf("%s %s %s", q.Subject, q.Predicate, q.Object))
	}
	slices.Sort(out)
	if n := len(slices.Compact(slices.Clone(out))); n != len(out) {
		t.Errorf("%d of %d quads are repeated", len(out)-n, len(out))
	}
	return out
}

func TestRegisterQuads(t *testing.T) {
	e := &registers.Edition{
		Register: schema.Register{ID: "sample", Title: "Sample", Edition: "2020-10-05", Records: 1},
		Persons: []schema.Person{{
			ID: "bioguide:X000001", Name: "Ada B. Example", Given: "Ada", Middle: "B.", Family: "Example", Birth: "1970-02", Gender: "Female",
			OtherNames: []string{"Ada\x00 Example"}, Nicknames: []string{"Addie"}, Identifiers: map[string]string{"wikidata": "Q1", "icpsr": "7"},
			Tenures: []schema.Tenure{{
				Post: schema.Post{
					Name: "Senator for California", Chamber: "sen", State: "CA", Organization: "United States Senate", Country: "US",
				},
				Party: "Democrat", During: date.Interval{Start: "2017-01-03", End: "2023"}, Locator: "X000001/terms/0",
			}},
			Affiliations: []schema.Affiliation{{Party: "Democrat", During: date.Interval{Start: "2017-01-03"}}},
		}},
		Organizations: []schema.Organization{{ID: "ofac:36", Name: "ACME", Country: "CU"}},
		Sanctions:     []schema.Sanction{{Subject: "ofac:36", Authority: "OFAC", Program: "CUBA", Listed: "2001", Locator: "ent_num 36"}},
	}
	// The hashed identifiers are long: their kinds are enough here.
	var got []string
	for _, l := range lines(t, e) {
		for _, kind := range []string{"tenure", "affiliation", "sanction"} {
			if i := strings.Index(l, "urn:demarche:"+kind+":"); i >= 0 {
				end := i + len("urn:demarche:"+kind+":")
				l = l[:end] + l[end+16:]
			}
		}
		l = strings.NewReplacer("urn:demarche:", "", "http://www.w3.org/2001/XMLSchema#", "xsd:", "http://schema.org/", "schema:",
			"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:", "http://www.w3.org/2000/01/rdf-schema#", "rdfs:",
			"http://www.w3.org/ns/org#", "org:", "http://purl.org/dc/terms/", "dcterms:", "http://xmlns.com/foaf/0.1/", "foaf:",
			"http://www.w3.org/2002/07/owl#", "owl:").Replace(l)
		got = append(got, l)
	}
	slices.Sort(got)
	golden := filepath.Join("testdata", "register.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(strings.Join(got, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(string(want)), "\n"), got); diff != "" {
		t.Errorf("quads of the sample (-want +got):\n%s", diff)
	}
}

func TestRegisterQuadsOfReference(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "reference")
	names := []string{
		"legislators-current.yaml", "legislators-historical.yaml", "executive.yaml", "committees-current.yaml", "openstates-ca",
		"openstates-il", "countries/countrynames.yaml", "sanctions/ofac-sdn-2021-07-07.csv", "sanctions/ftm-sample.ijson",
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, name)
			if _, err := os.Stat(path); err != nil {
				t.Skipf("%s is missing: real registers are not part of the repository", path)
			}
			e, err := registers.Read(context.Background(), path)
			if err != nil {
				t.Fatal(err)
			}
			first := lines(t, e)
			one := map[string]int{}
			for _, q := range RegisterQuads(e).Quads {
				if term, ok := vocab.Lookup(q.Predicate.(quad.IRI)); ok && !term.Many && term.IRI != vocab.Type {
					one[fmt.Sprint(q.Subject, q.Predicate)]++
				}
			}
			for key, n := range one {
				if n > 1 {
					t.Errorf("%s has %d values", key, n)
				}
			}
			t.Logf("%d quads", len(first))
		})
	}
}

// FuzzRegisterQuads reads hand-coded records, which may hold any text anywhere: the vocabulary has room for every quad.
func FuzzRegisterQuads(f *testing.F) {
	f.Add([]byte("demarche-records: 1\nid: x\npersons:\n- id: 'a b'\n  name: \"N\\x00\"\n  birth: 1970\n  identifiers: {wikidata: Q1, 'b c': d}\n" +
		"  posts:\n  - name: Chair\n    organization: \"<o>\"\n    country: '{'\n    state: '%'\n    start: 2010\n  - name: chair\n    organization: o\n    start: 2010\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := registers.ReadBytes(context.Background(), "f", data)
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, q := range RegisterQuads(e).Quads {
			if err := vocab.Check(q); err != nil {
				t.Fatal(err)
			}
			key := fmt.Sprint(q.Subject, q.Predicate)
			if term, _ := vocab.Lookup(q.Predicate.(quad.IRI)); !term.Many && term.IRI != vocab.Type && seen[key] {
				t.Fatalf("%s has two values", key)
			}
			seen[key] = true
		}
	})
}

// BenchmarkRegisterQuads writes the largest real register, 8,293 entries of the SDN list.
func BenchmarkRegisterQuads(b *testing.B) {
	path := filepath.Join("..", "..", "..", "shared", "reference", "sanctions", "ofac-sdn-2021-07-07.csv")
	if _, err := os.Stat(path); err != nil {
		b.Skipf("%s is missing: real registers are not part of the repository", path)
	}
	e, err := registers.Read(context.Background(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n = len(RegisterQuads(e).Quads)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
}
