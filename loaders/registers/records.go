package registers

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"strings"

	"demarche/loaders/registers/tree"
	"demarche/schema"
	"demarche/schema/iri"
)

// officials is demarche's own list of office holders: facts compiled by hand, each with where it can be checked.
//
//go:embed data/officials.yaml
var officials []byte

// Default is the list of office holders that demarche brings along: heads of United States departments and agencies
// since 2001 and others to whom letters are sent or of whom they speak. It is a fresh copy on every call.
func Default(ctx context.Context) (*Edition, error) {
	return readSource(ctx, newSource("officials.yaml", Records, officials))
}

// DefaultYAML is the file of [Default], an example of the format.
func DefaultYAML() []byte { return []byte(strings.Clone(string(officials))) }

// readRecords reads demarche's own hand-coded records, a YAML mapping:
//
//	demarche-records: 1          # the version of the format
//	id: my-officials             # the register's slug
//	title: Office holders I need
//	publisher, edition, licence, url, source: text
//	organizations:
//	- name: OSCE Minsk Group
//	  classification: commission
//	  country, parent: text
//	  aliases: [text]
//	persons:
//	- id: igor-popov             # own:igor-popov; a full id such as bioguide:P000602 names a person of another register
//	  name: Igor Popov
//	  given, middle, family, suffix, birth, gender: text
//	  aliases, nicknames: [text]
//	  identifiers: {wikidata: Q1}
//	  posts:
//	  - name: Co-Chair of the OSCE Minsk Group
//	    organization, country, chamber, state, district, party: text
//	    start: 2010-01-01        # dates may be partial or absent
//	    end: 2011
//	    source: where the fact can be checked
//	  source: for all facts of the person
func readRecords(ctx context.Context, s source) (*Edition, error) {
	root, err := tree.Whole(ctx, s.name, s.data)
	if err != nil {
		return nil, err
	}
	if v := root.Text("demarche-records"); v != "1" {
		return nil, root.Get("demarche-records").At(s.name, fmt.Errorf("%w: version %q of demarche-records, want 1", ErrSyntax, v))
	}
	e := &Edition{Register: schema.Register{
		ID: root.Text("id"), Title: root.Text("title"), Publisher: root.Text("publisher"), Edition: root.Text("edition"),
		Licence: root.Text("licence"), URL: root.Text("url"), SHA256: s.sha256,
	}}
	if e.Register.ID == "" || iri.Slug(e.Register.ID) != e.Register.ID {
		return nil, root.Get("id").At(s.name, fmt.Errorf("%w: id %q of the register is not a slug", ErrSyntax, e.Register.ID))
	}
	for _, n := range root.List("organizations") {
		o := schema.Organization{
			Name: n.Text("name"), Aliases: n.Texts("aliases"), Classification: n.Text("classification"),
			Country: n.Text("country"), Parent: n.Text("parent"), Identifiers: identifiers(n), Locator: iri.Slug(n.Text("name")),
		}
		if o.Name == "" {
			return nil, n.At(s.name, fmt.Errorf("%w: organization without a name", ErrSyntax))
		}
		e.Report.Keep()
		e.Organizations = append(e.Organizations, o)
	}
	var persons []schema.Person
	for _, n := range root.List("persons") {
		p, err := recordedPerson(s.name, n)
		if err != nil {
			return nil, err
		}
		persons = append(persons, p)
	}
	return e, e.addPersons(s.name, persons)
}

func identifiers(n *tree.Node) map[string]string {
	out := map[string]string{}
	if ids := n.Get("identifiers"); ids != nil && ids.Kind == tree.Map {
		for i, scheme := range ids.Keys {
			if v := ids.Items[i].Text(); v != "" {
				out[scheme] = v
			}
		}
	}
	return out
}

func recordedPerson(file string, n *tree.Node) (schema.Person, error) {
	p := schema.Person{
		Name: n.Text("name"), Given: n.Text("given"), Middle: n.Text("middle"), Family: n.Text("family"), Suffix: n.Text("suffix"),
		Nicknames: n.Texts("nicknames"), OtherNames: n.Texts("aliases"), Gender: n.Text("gender"), Identifiers: identifiers(n),
	}
	id := n.Text("id")
	switch {
	case p.Name == "":
		return p, n.At(file, fmt.Errorf("%w: person without a name", ErrSyntax))
	case id == "":
		p.ID = "own:" + iri.Slug(p.Name)
	case strings.ContainsAny(id, ":/"):
		p.ID = id
	default:
		p.ID = "own:" + iri.Slug(id)
	}
	p.Locator = strings.TrimPrefix(p.ID, "own:")
	if scheme, value, ok := strings.Cut(p.ID, ":"); ok && scheme != "own" {
		p.Identifiers[scheme] = value
	}
	var err error
	if p.Birth, err = textDate(file, n, "birth"); err != nil {
		return p, err
	}
	for i, post := range n.List("posts") {
		where := locator(p.Locator, "posts", i)
		if source := cmp.Or(post.Text("source"), n.Text("source")); source != "" {
			where += " (" + source + ")"
		}
		t := schema.Tenure{Party: post.Text("party"), Locator: where, Post: schema.Post{
			Name: post.Text("name"), Chamber: cmp.Or(post.Text("chamber"), "exec"), State: strings.ToUpper(post.Text("state")),
			District: post.Text("district"), Organization: post.Text("organization"), Country: strings.ToUpper(post.Text("country")),
		}}
		if t.Post.Name == "" {
			return p, post.At(file, fmt.Errorf("%w: post without a name", ErrSyntax))
		}
		if t.During, err = interval(file, post); err != nil {
			return p, err
		}
		p.Tenures = append(p.Tenures, t)
	}
	return p, nil
}
