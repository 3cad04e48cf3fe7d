package iri

import (
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"demarche/schema"
)

func TestPerson(t *testing.T) {
	cases := []struct{ name, id, want string }{
		{"member of Congress", "bioguide:B000944", "urn:demarche:person:bioguide:B000944"},
		{"state legislator", "ocd-person/68f5ee30-aa70-489b-84b7-6501e6188751", "urn:demarche:person:ocd:68f5ee30-aa70-489b-84b7-6501e6188751"},
		{"listed person", "ofac:32277", "urn:demarche:person:ofac:32277"},
		{"own record", "own:mike-pompeo", "urn:demarche:person:own:mike-pompeo"},
		{"provisional", "name:0123456789abcdef", "urn:demarche:person:name:0123456789abcdef"},
		{"space and percent", "ftm:a b%c", "urn:demarche:person:ftm:a%20b%25c"},
		{"control and angle", "ftm:\x00<\xff>", "urn:demarche:person:ftm:%00%3C%FF%3E"},
		{"other script", "own:həsənov", "urn:demarche:person:own:həsənov"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Person(c.id)
			if string(got) != c.want {
				t.Errorf("Person(%q) = %s, want %s", c.id, got, c.want)
			}
			if err := Valid(got); err != nil {
				t.Errorf("Person(%q): %v", c.id, err)
			}
			if back, ok := PersonID(got); !ok || back != c.id {
				t.Errorf("PersonID(%s) = %q, %v, want %q", got, back, ok, c.id)
			}
		})
	}
	for _, v := range []quad.IRI{"", "urn:demarche:person:", "urn:demarche:letter:0123"} {
		if id, ok := PersonID(v); ok {
			t.Errorf("PersonID(%q) = %q, want none", v, id)
		}
	}
	if got := Person(""); got != "" {
		t.Errorf("Person of no id = %q, want none", got)
	}
}

func TestSum(t *testing.T) {
	if Sum("ab", "c") == Sum("a", "bc") || Sum("a") == Sum("a", "") || Sum() == Sum("") {
		t.Error("Sum runs different lists of parts together")
	}
	// printf '5:hello' | sha256sum | cut -c1-16
	if got, want := Sum("hello"), "a3a285698dc7dbfe"; got != want {
		t.Errorf("Sum(hello) = %s, want %s", got, want)
	}
	if got := Hash("letter", "a"); !strings.HasPrefix(string(got), "urn:demarche:letter:") || Valid(got) != nil {
		t.Errorf("Hash = %q", got)
	}
}

func TestPost(t *testing.T) {
	cases := []struct {
		name string
		post schema.Post
		want string
	}{
		{"senator", schema.Post{Chamber: "sen", State: "CA", Country: "US", Name: "Senator for California"}, "us-senate-ca"},
		{"representative", schema.Post{Chamber: "rep", State: "CA", District: "30", Country: "US"}, "us-house-ca-30"},
		{"at large", schema.Post{Chamber: "rep", State: "VT", Country: "US"}, "us-house-vt"},
		{"state senator", schema.Post{Chamber: "upper", State: "CA", District: "26", Country: "US"}, "ca-upper-26"},
		{"secretary", schema.Post{Chamber: "exec", Name: "Secretary of State", Country: "US"}, "us-secretary-of-state"},
		{"governor", schema.Post{Chamber: "exec", Name: "Governor", State: "CA", Country: "US"}, "us-ca-governor"},
		{"bare title", schema.Post{Name: "Chairman", Organization: "Acme, Inc.", Country: "US"}, "us-chairman-acme-inc"},
		{"international", schema.Post{Chamber: "exec", Name: "Secretary-General of the United Nations"}, "secretary-general-of-the-united-nations"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, want := Post(c.post), quad.IRI("urn:demarche:post:"+c.want); got != want {
				t.Errorf("Post(%+v) = %s, want %s", c.post, got, want)
			}
		})
	}
}

func TestSlug(t *testing.T) {
	long := strings.Repeat("very ", 40)
	cases := []struct{ in, want string }{
		{"U.S. Department of State", "us-department-of-state"},
		{"Həsənov Zakir Əsgər oğlu", "hesenov-zakir-esger-oglu"},
		{"Людмила  Іванова", "людмила-іванова"},
		{"People's “Council”", "peoples-council"},
		{"", "x-" + Sum("")[:8]},
		{"!!", "x-" + Sum("!!")[:8]},
	}
	for _, c := range cases {
		if got := Slug(c.in); got != c.want {
			t.Errorf("Slug(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got := Slug(long); len(got) > slugRunes || got == Slug(long+"x") {
		t.Errorf("Slug of a long name = %q", got)
	}
}

func TestValid(t *testing.T) {
	for _, v := range []quad.IRI{"", "nocolon", ":x", "urn:a b", "urn:a\n", "urn:<x>", "urn:\xff", "urn:a\u0085"} {
		if Valid(v) == nil {
			t.Errorf("Valid(%q) = nil, want an error", v)
		}
	}
	if err := Valid("http://www.wikidata.org/entity/Q1"); err != nil {
		t.Error(err)
	}
	if Wikidata("Q22250") != "http://www.wikidata.org/entity/Q22250" || Wikidata("Q1 2") != "" || Wikidata("P31") != "" {
		t.Error("Wikidata accepts the wrong ids")
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "a b", "%", "%zz", "%41", "həsənov", "\xff\x00", "\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := Unescape(Escape(s)); got != s {
			t.Errorf("Unescape(Escape(%q)) = %q", s, got)
		}
		for _, v := range []quad.IRI{Hash("x", s), Organization(s), Country(s), Register(s), DemandType(s), Post(schema.Post{Name: s})} {
			if err := Valid(v); err != nil {
				t.Error(err)
			}
		}
		if once := Slug(s); s != "" && Slug(once) != once {
			t.Errorf("Slug(%q) = %q, and of that %q", s, once, Slug(once))
		}
	})
}

func TestDemandType(t *testing.T) {
	for _, d := range schema.DemandTypes() {
		if got, want := DemandType(string(d.Type)), "urn:demarche:demandtype:"+string(d.Type); string(got) != want || Valid(got) != nil {
			t.Errorf("DemandType(%s) = %s, want %s", d.Type, got, want)
		}
	}
}
