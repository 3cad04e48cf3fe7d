package registers

import (
	"context"
	"strings"
	"testing"

	"demarche/schema"
	"demarche/schema/date"
)

// holder is who held a post on a day according to the default list.
func holder(persons []schema.Person, post string, on date.Date) []string {
	var out []string
	for _, p := range persons {
		for _, t := range p.Tenures {
			if t.Post.Name == post && t.During.Start != "" && t.During.Contains(on) {
				out = append(out, p.Name)
			}
		}
	}
	return out
}

func TestDefault(t *testing.T) {
	e, err := Default(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	// Facts of the founding documents and of common knowledge, each on a day in the middle of a tenure.
	cases := []struct {
		post string
		on   date.Date
		want string
	}{
		{"Secretary of State", "2020-10-23", "Mike Pompeo"},
		{"Secretary of State", "2009-06-01", "Hillary Clinton"},
		{"Secretary of Defense", "2021-06-01", "Lloyd Austin"},
		{"Secretary of Health and Human Services", "2020-04-01", "Alex Azar"},
		{"Attorney General", "2018-01-15", "Jeff Sessions"},
		{"Director of the Central Intelligence Agency", "2017-06-01", "Mike Pompeo"},
		{"Russian Co-Chair of the OSCE Minsk Group", "2020-10-01", "Igor Popov"},
		{"French Co-Chair of the OSCE Minsk Group", "2021-02-16", "Stéphane Visconti"},
		{"United States Co-Chair of the OSCE Minsk Group", "2021-02-16", "Andrew Schofer"},
		{"President of the United Nations Human Rights Council", "2021-02-16", "Nazhat Shameem Khan"},
		{"Minister of Defense of Azerbaijan", "2020-10-23", "Zakir Hasanov"},
		{"Chief of the General Staff of the Azerbaijani Armed Forces", "2020-10-23", "Najmaddin Sadikov"},
		{"President of Azerbaijan", "2020-10-23", "Ilham Aliyev"},
	}
	for _, c := range cases {
		if got := strings.Join(holder(e.Persons, c.post, c.on), ", "); got != c.want {
			t.Errorf("%s on %s = %q, want %q", c.post, c.on, got, c.want)
		}
	}
	if e.Register.ID != "demarche-officials" || e.Register.Licence != "CC0-1.0" {
		t.Errorf("register = %+v", e.Register)
	}
}

// TestDefaultIsSound lints the curated list: one holder of a post at a time but for the day of the handover, every
// tenure with a source, every person with given and family name.
func TestDefaultIsSound(t *testing.T) {
	e, err := Default(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	type seat struct {
		name string
		schema.Tenure
	}
	posts := map[string][]seat{}
	for _, p := range e.Persons {
		if p.Family == "" || p.Given == "" || len(p.Tenures) == 0 {
			t.Errorf("%s: given %q, family %q, %d tenures", p.ID, p.Given, p.Family, len(p.Tenures))
		}
		for _, tn := range p.Tenures {
			if !strings.HasSuffix(tn.Locator, ")") {
				t.Errorf("%s: %s has no source", p.ID, tn.Post.Name)
			}
			posts[tn.Post.Name] = append(posts[tn.Post.Name], seat{p.Name, tn})
		}
	}
	for post, seats := range posts {
		for i, a := range seats {
			for _, b := range seats[i+1:] {
				if post == "Deputy Minister of Defense of Azerbaijan" {
					continue // several at a time
				}
				first, second := a, b
				if second.During.Start < first.During.Start {
					first, second = second, first
				}
				if first.During.End == "" || first.During.End.First() > second.During.Start.Last() {
					t.Errorf("%s: %s (%v) and %s (%v) at once", post, first.name, first.During, second.name, second.During)
				}
			}
		}
	}
}
