package registers

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"demarche/loaders/registers/tree"
	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/iri"
)

// bodies are the FollowTheMoney schemata that are read as organizations, with their classification.
var bodies = map[string]string{
	"Organization": "organization", "Company": "company", "PublicBody": "government", "LegalEntity": "legal entity",
}

// ftmReader collects what stands in a file before what points to it is known.
type ftmReader struct {
	edition     *Edition
	posts       map[string]schema.Post // by entity id
	occupancies []*tree.Node
	sanctions   []*tree.Node
	datasets    map[string]bool
	newest      string
}

// readFollowTheMoney reads entities in FollowTheMoney's JSON lines: Person, Position, Occupancy, Sanction and bodies.
func readFollowTheMoney(ctx context.Context, s source) (*Edition, error) {
	return streamFollowTheMoney(ctx, s.name, bytes.NewReader(s.data))
}

// streamFollowTheMoney reads line by line; of the file only the people, posts and listings are held in memory.
func streamFollowTheMoney(ctx context.Context, name string, r io.Reader) (*Edition, error) {
	f := ftmReader{edition: &Edition{}, posts: map[string]schema.Post{}, datasets: map[string]bool{}}
	sum := sha256.New()
	in := bufio.NewReaderSize(io.TeeReader(r, sum), tree.MaxRecord)
	for line := 1; ; line++ {
		text, err := in.ReadSlice('\n')
		end := errors.Is(err, io.EOF)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			return nil, fmt.Errorf("%s:%d: %w: over %d bytes", name, line, tree.ErrRecord, tree.MaxRecord)
		case err != nil && !end:
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		case ctx.Err() != nil:
			return nil, fmt.Errorf("%s: %w", name, ctx.Err())
		}
		if text = bytes.TrimSpace(text); len(text) > 0 {
			n, err := tree.Value(text)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, line, err)
			}
			n.Line = line
			if err := f.entity(name, n); err != nil {
				return nil, err
			}
		}
		if end {
			break
		}
	}
	if err := f.resolve(name); err != nil {
		return nil, err
	}
	f.register(name, hex.EncodeToString(sum.Sum(nil)))
	return f.edition, nil
}

func (f *ftmReader) register(name, sum string) {
	sets := slices.Sorted(maps.Keys(f.datasets))
	r := schema.Register{
		ID: "followthemoney", Title: "FollowTheMoney entities", Edition: cmp.Or(fileDate(name), f.newest), SHA256: sum,
		URL: "https://followthemoney.tech",
	}
	if len(sets) == 1 {
		r.ID, r.Title = "followthemoney-"+iri.Slug(sets[0]), "FollowTheMoney entities of "+sets[0]
	}
	f.edition.Register = r
}

// entity takes one entity over, or keeps it for resolve.
func (f *ftmReader) entity(name string, n *tree.Node) error {
	e, id, kind := f.edition, n.Text("id"), n.Text("schema")
	if n.Kind != tree.Map || kind == "" {
		return n.At(name, fmt.Errorf("%w: an entity without a schema", ErrSyntax))
	}
	for _, d := range n.Texts("datasets") {
		f.datasets[d] = true
	}
	if seen := n.Text("last_seen"); len(seen) >= 10 {
		if _, err := date.Parse(seen[:10]); err == nil {
			f.newest = max(f.newest, seen[:10])
		}
	}
	props := n.Get("properties")
	caption := cmp.Or(first(props, "name"), n.Text("caption"))
	if c := n.Text("caption"); c != "" {
		caption = c
	}
	switch class, body := bodies[kind]; {
	case id == "":
		e.Report.DropAt("entity without an id", n.Place(name))
	case kind == "Occupancy":
		f.occupancies = append(f.occupancies, n)
	case kind == "Sanction":
		f.sanctions = append(f.sanctions, n)
	case caption == "" && (kind == "Person" || kind == "Position" || body):
		e.Report.DropAt(strings.ToLower(kind)+" without a name", n.Place(name))
	case kind == "Person":
		e.Report.Keep()
		e.Persons = append(e.Persons, ftmPerson(id, caption, props))
	case kind == "Position":
		e.Report.Keep()
		f.posts[id] = schema.Post{
			Name: caption, Organization: first(props, "organizationName"), Country: strings.ToUpper(first(props, "country")),
		}
	case body:
		e.Report.Keep()
		e.Organizations = append(e.Organizations, schema.Organization{
			ID: "ftm:" + id, Name: caption, Aliases: distinct(slices.Concat(props.Texts("name"), props.Texts("alias")), caption),
			Classification: class, Country: strings.ToUpper(cmp.Or(first(props, "jurisdiction"), first(props, "country"))),
			Identifiers: map[string]string{"ftm": id}, Locator: id,
		})
	default:
		e.Report.DropAt("schema "+kind, n.Place(name))
	}
	return nil
}

// first is the first value of a property.
func first(props *tree.Node, key string) string {
	if v := props.Texts(key); len(v) > 0 {
		return v[0]
	}
	return ""
}

func ftmPerson(id, caption string, props *tree.Node) schema.Person {
	p := schema.Person{
		ID: "ftm:" + id, Name: caption, Gender: first(props, "gender"), Locator: id, Identifiers: map[string]string{"ftm": id},
		OtherNames: slices.Concat(props.Texts("name"), props.Texts("alias")),
		Given:      within(caption, props.Texts("firstName")), Middle: within(caption, props.Texts("middleName")),
		Family: within(caption, props.Texts("lastName")), Birth: agreed(props.Texts("birthDate")),
	}
	if q := first(props, "wikidataId"); q != "" {
		p.Identifiers["wikidata"] = q
	} else if iri.Wikidata(id) != "" {
		p.Identifiers["wikidata"] = id
	}
	return p
}

// within is the first of the forms that the preferred name has, as the name spells it.
func within(name string, forms []string) string {
	for _, form := range forms {
		low := strings.ToLower(name)
		if i := strings.Index(low, strings.ToLower(form)); i >= 0 && form != "" && len(low) == len(name) {
			return name[i:][:len(strings.ToLower(form))]
		}
	}
	return ""
}

// agreed is the most precise of several dates when the others only say less; dates that differ give none.
func agreed(texts []string) date.Date {
	best := date.Date("")
	for _, text := range texts {
		d, err := date.Parse(text[:min(len(text), len("2006-01-02"))])
		if err != nil {
			continue
		}
		if len(d) < len(best) {
			d, best = best, d
		}
		if !strings.HasPrefix(string(d), string(best)) {
			return ""
		}
		best = d
	}
	return best
}

// resolve joins occupancies to persons and posts, and sanctions to what they list.
func (f *ftmReader) resolve(name string) error {
	e := f.edition
	persons, subjects := map[string]int{}, map[string]bool{}
	for i, p := range e.Persons {
		persons[p.Locator] = i
		subjects[p.ID] = true
	}
	for _, o := range e.Organizations {
		subjects[o.ID] = true
	}
	for _, n := range f.occupancies {
		props := n.Get("properties")
		holder, known := persons[pointed(props, "holder")]
		post, filled := f.posts[pointed(props, "post")]
		if !known || !filled {
			e.Report.DropAt("occupancy of an unknown holder or post", n.Place(name))
			continue
		}
		during := date.Interval{Start: agreed(props.Texts("startDate")), End: agreed(props.Texts("endDate"))}
		e.Report.Keep()
		e.Persons[holder].Tenures = append(e.Persons[holder].Tenures, schema.Tenure{Post: post, During: during, Locator: n.Text("id")})
	}
	for _, n := range f.sanctions {
		props := n.Get("properties")
		subject := "ftm:" + pointed(props, "entity")
		if !subjects[subject] {
			e.Report.DropAt("sanction of an unknown subject", n.Place(name))
			continue
		}
		e.Report.Keep()
		e.Sanctions = append(e.Sanctions, schema.Sanction{
			Subject: subject, Authority: first(props, "authority"), Program: cmp.Or(first(props, "program"), first(props, "programId")),
			Listed: cmp.Or(agreed(props.Texts("listingDate")), agreed(props.Texts("startDate"))), Ended: agreed(props.Texts("endDate")),
			Locator: n.Text("id"),
		})
	}
	seen := map[string]bool{}
	for _, p := range e.Persons {
		if seen[p.ID] {
			return fmt.Errorf("%s: %w: entity %s stands twice", name, ErrSyntax, p.Locator)
		}
		seen[p.ID] = true
	}
	return nil
}

// pointed is the id that a property points to: the id itself, or an entity put in its place.
func pointed(props *tree.Node, key string) string {
	for _, v := range props.List(key) {
		if id := cmp.Or(v.Text("id"), v.Text()); id != "" {
			return id
		}
	}
	return ""
}
