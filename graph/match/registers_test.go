package match

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"

	"demarche/schema"
	"demarche/schema/date"
)

// reference is the folder of real registers beside the repository; the tests that need it are skipped without it.
const reference = "../../../shared/reference"

type yamlMember struct {
	ID struct {
		Bioguide  string `yaml:"bioguide"`
		Wikidata  string `yaml:"wikidata"`
		Wikipedia string `yaml:"wikipedia"`
	} `yaml:"id"`
	Name struct {
		First    string `yaml:"first"`
		Middle   string `yaml:"middle"`
		Last     string `yaml:"last"`
		Suffix   string `yaml:"suffix"`
		Nickname string `yaml:"nickname"`
		Full     string `yaml:"official_full"`
	} `yaml:"name"`
	Other []struct {
		First string `yaml:"first"`
		Last  string `yaml:"last"`
	} `yaml:"other_names"`
	Bio struct {
		Birthday string `yaml:"birthday"`
		Gender   string `yaml:"gender"`
	} `yaml:"bio"`
	Terms []struct {
		Type     string `yaml:"type"`
		Start    string `yaml:"start"`
		End      string `yaml:"end"`
		State    string `yaml:"state"`
		District string `yaml:"district"`
		Party    string `yaml:"party"`
	} `yaml:"terms"`
}

type yamlState struct {
	ID     string `yaml:"id"`
	Name   string `yaml:"name"`
	Given  string `yaml:"given_name"`
	Family string `yaml:"family_name"`
	Birth  string `yaml:"birth_date"`
	Party  []struct {
		Name string `yaml:"name"`
	} `yaml:"party"`
	Roles []struct {
		Type     string `yaml:"type"`
		Start    string `yaml:"start_date"`
		End      string `yaml:"end_date"`
		District string `yaml:"district"`
	} `yaml:"roles"`
	Other []struct {
		Name string `yaml:"name"`
	} `yaml:"other_names"`
}

var loadReference = sync.OnceValues(func() ([]schema.Person, error) {
	var out []schema.Person
	for _, f := range []string{"legislators-current.yaml", "legislators-historical.yaml", "executive.yaml"} {
		b, err := os.ReadFile(filepath.Join(reference, f))
		if err != nil {
			return nil, err
		}
		var ms []yamlMember
		if err := yaml.Unmarshal(b, &ms); err != nil {
			return nil, err
		}
		for _, m := range ms {
			out = append(out, m.person())
		}
	}
	for _, st := range []string{"CA", "IL"} {
		files, err := filepath.Glob(filepath.Join(reference, "openstates-"+map[string]string{"CA": "ca", "IL": "il"}[st], "*", "*.yml"))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if filepath.Base(filepath.Dir(f)) == "committees" {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				return nil, err
			}
			var s yamlState
			if err := yaml.Unmarshal(b, &s); err != nil {
				return nil, err
			}
			out = append(out, s.person(st))
		}
	}
	return out, nil
})

func (m yamlMember) person() schema.Person {
	p := schema.Person{
		ID: "bioguide:" + m.ID.Bioguide, Given: m.Name.First, Middle: m.Name.Middle, Family: m.Name.Last, Suffix: m.Name.Suffix,
		Name: m.Name.First + " " + m.Name.Last, Birth: date.Date(m.Bio.Birthday), Gender: m.Bio.Gender,
		Identifiers: map[string]string{"bioguide": m.ID.Bioguide, "wikidata": m.ID.Wikidata, "wikipedia": m.ID.Wikipedia},
	}
	if m.Name.Nickname != "" {
		p.Nicknames = []string{m.Name.Nickname}
	}
	if m.Name.Full != "" {
		p.Name = m.Name.Full
	}
	for _, o := range m.Other {
		first := o.First
		if first == "" {
			first = m.Name.First
		}
		p.OtherNames = append(p.OtherNames, first+" "+o.Last)
	}
	for _, t := range m.Terms {
		c := t.Type
		if c == "prez" || c == "viceprez" {
			c = "exec"
		}
		p.Tenures = append(p.Tenures, schema.Tenure{
			Party: t.Party, Post: schema.Post{Chamber: c, State: t.State, District: t.District, Country: "US"},
			During: date.Interval{Start: date.Date(t.Start), End: date.Date(t.End)},
		})
	}
	return p
}

func (s yamlState) person(state string) schema.Person {
	p := schema.Person{ID: s.ID, Name: s.Name, Given: s.Given, Family: s.Family, Birth: date.Date(s.Birth)}
	for _, o := range s.Other {
		p.OtherNames = append(p.OtherNames, o.Name)
	}
	party := ""
	if len(s.Party) > 0 {
		party = s.Party[0].Name
	}
	for _, r := range s.Roles {
		p.Tenures = append(p.Tenures, schema.Tenure{
			Party: party, Post: schema.Post{Chamber: r.Type, State: state, District: r.District, Country: "US"},
			During: date.Interval{Start: date.Date(r.Start), End: date.Date(r.End)},
		})
	}
	return p
}

// referenceIndex is the index over the real registers; it skips the test when they are not there.
func referenceIndex(t testing.TB) *Index {
	t.Helper()
	persons, err := loadReference()
	if err != nil {
		t.Skipf("real registers missing: %v", err)
	}
	return NewIndex(persons, Options{})
}
