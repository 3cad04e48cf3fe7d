package registers

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"demarche/loaders"
	"demarche/loaders/registers/tree"
	"demarche/schema"
	"demarche/schema/date"
)

// openEndYear: OpenStates writes an open end as 2030-01-01; no later end is known before it comes.
const openEndYear = "2030"

// dropped is the error of a record that is left out with a reason; the rest of the folder is read.
type dropped struct{ reason string }

func (d dropped) Error() string { return d.reason }

// openStatesEdition puts the files of a folder together. Files of people who sit in one state make the register
// openstates-ca; a lone file is a register of its own, so that it never replaces a state's.
func openStatesEdition(ctx context.Context, name string, files []source) (*Edition, error) {
	e := &Edition{Register: schema.Register{
		Publisher: "openstates/people", Licence: "CC0-1.0", URL: "https://github.com/openstates/people", Edition: fileDate(name),
	}}
	sum := sha256.New()
	states := map[string]int{}
	var persons []schema.Person
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(sum, "%s\n", f.sha256)
		root, err := tree.Whole(ctx, f.name, f.data)
		if err != nil {
			return nil, err
		}
		if f.kind == OpenStatesCommittee {
			e.openStatesCommittee(f.name, root)
			continue
		}
		p, err := openStatesPerson(f.name, root, &e.Report)
		var drop dropped
		switch {
		case errors.As(err, &drop):
			e.Report.DropAt(drop.reason, f.name)
			continue
		case err != nil:
			return nil, err
		}
		for _, t := range p.Tenures {
			if t.Post.State != "" && (t.Post.Chamber == "upper" || t.Post.Chamber == "lower") {
				states[strings.ToLower(t.Post.State)]++
			} else if t.Post.Chamber == "sen" || t.Post.Chamber == "rep" {
				states["us"]++
			}
		}
		persons = append(persons, p)
	}
	if err := e.addPersons(name, persons); err != nil {
		return nil, err
	}
	e.Register.SHA256 = hex.EncodeToString(sum.Sum(nil))
	e.nameOpenStates(files, states)
	return e, nil
}

// nameOpenStates gives the register its slug and title.
func (e *Edition) nameOpenStates(files []source, states map[string]int) {
	r := &e.Register
	r.ID, r.Title = "openstates", "State legislators of the United States"
	switch {
	case len(files) == 1 && len(e.Persons) == 1:
		_, uuid, _ := strings.Cut(e.Persons[0].ID, "/")
		r.ID, r.Title, r.SHA256 = "openstates-person-"+uuid, e.Persons[0].Name, files[0].sha256
	case len(states) == 1:
		for code := range states {
			r.ID, r.Title = "openstates-"+code, "Legislators of "+stateName(strings.ToUpper(code))
			if code == "us" {
				r.Title = "Members of the United States Congress"
			}
		}
	}
}

// openStatesPerson reads one person's file. These files are written by many hands: a role of unknown type or
// jurisdiction, with a date that is none, or with an end before its start is counted in the report and left out; the
// person stays, and so does the rest of the state.
func openStatesPerson(file string, n *tree.Node, report *loaders.Report) (schema.Person, error) {
	p := schema.Person{
		ID: n.Text("id"), Name: n.Text("name"), Given: n.Text("given_name"), Middle: n.Text("middle_name"),
		Family: n.Text("family_name"), Suffix: n.Text("suffix"), Gender: n.Text("gender"), Identifiers: map[string]string{},
	}
	if uuid, ok := strings.CutPrefix(p.ID, "ocd-person/"); !ok || uuid == "" {
		return p, n.At(file, fmt.Errorf("%w: id %q is no ocd-person id", ErrSyntax, p.ID))
	}
	if p.Name == "" {
		return p, dropped{"person without a name"}
	}
	p.Locator = p.ID
	if nick := n.Text("nickname"); nick != "" {
		p.Nicknames = append(p.Nicknames, nick)
	}
	for _, other := range n.List("other_names") {
		p.OtherNames = append(p.OtherNames, other.Text("name"))
	}
	for _, id := range n.List("other_identifiers") {
		scheme, value := id.Text("scheme"), id.Text("identifier")
		switch have := p.Identifiers[scheme]; {
		case scheme == "" || value == "" || slices.Contains(strings.Fields(have), value):
		case have != "":
			p.Identifiers[scheme] = have + " " + value
		default:
			p.Identifiers[scheme] = value
		}
	}
	for scheme, key := range map[string]string{"twitter": "twitter", "facebook": "facebook", "wikidata": "wikidata"} {
		if v := n.Get("ids").Text(key); v != "" {
			p.Identifiers[scheme] = v
		}
	}
	var err error
	if p.Birth, err = textDate(file, n, "birth_date"); err != nil {
		report.DropAt("birth date that is none", n.Place(file))
	}
	openStatesParties(file, n, &p, report)
	openStatesRoles(file, n, &p, report)
	return p, nil
}

func openStatesParties(file string, n *tree.Node, p *schema.Person, report *loaders.Report) {
	for _, party := range n.List("party") {
		a := schema.Affiliation{Party: party.Text("name")}
		if party.Kind == tree.Scalar {
			a.Party = party.Text()
		}
		var starts, ends error
		a.During.Start, starts = textDate(file, party, "start_date")
		a.During.End, ends = textDate(file, party, "end_date")
		switch {
		case starts != nil || ends != nil:
			report.DropAt("party with a date that is none", party.Place(file))
		case a.Party != "":
			p.Affiliations = append(p.Affiliations, a)
		}
	}
}

func openStatesRoles(file string, n *tree.Node, p *schema.Person, report *loaders.Report) {
	key := strings.TrimPrefix(p.ID, "ocd-person/")
	for i, role := range n.List("roles") {
		t := schema.Tenure{Locator: locator(key, "roles", i)}
		var starts, ends error
		t.During.Start, starts = textDate(file, role, "start_date")
		t.During.End, ends = textDate(file, role, "end_date")
		if t.During.End >= openEndYear {
			t.During.End = ""
		}
		var ok bool
		t.Post, ok = openStatesPost(role)
		switch {
		case !ok:
			report.DropAt("role of unknown type or jurisdiction", role.Place(file))
			continue
		case starts != nil || ends != nil:
			report.DropAt("role with a date that is none", role.Place(file))
			continue
		case t.During.Start != "" && t.During.End != "" && t.During.Start.First() > t.During.End.Last():
			report.DropAt("role that ends before it starts", role.Place(file))
			continue
		}
		t.Party = partyOver(p.Affiliations, t.During)
		p.Tenures = append(p.Tenures, t)
	}
}

// partyOver is the only party over an interval, or the last of several; an undated end of the role is its last day.
func partyOver(parties []schema.Affiliation, during date.Interval) string {
	party := ""
	for _, a := range parties {
		if a.During.Overlaps(during) {
			party = a.Party
		}
	}
	return party
}

// openStatesPost is the post of a role. Jurisdictions read ocd-jurisdiction/country:us/state:ca/place:albany/government.
func openStatesPost(role *tree.Node) (schema.Post, bool) {
	parts := map[string]string{}
	for part := range strings.SplitSeq(role.Text("jurisdiction"), "/") {
		if kind, id, ok := strings.Cut(part, ":"); ok {
			parts[kind] = id
		}
	}
	if parts["country"] != "us" {
		return schema.Post{}, false
	}
	state := strings.ToUpper(cmp.Or(parts["state"], parts["district"], parts["territory"]))
	kind, district := role.Text("type"), role.Text("district")
	place := cmp.Or(parts["place"], parts["county"])
	if state == "" {
		return federalPost(kind, district)
	}
	post := schema.Post{State: state, District: district, Country: "US"}
	switch kind {
	case "upper", "lower", "legislature":
		if place != "" {
			return post, false
		}
		statePost(&post, kind)
		return post, true
	case "":
		return post, false
	}
	post.Chamber, post.Organization = "exec", "State of "+stateName(state)
	of := stateName(state)
	if place != "" {
		of = placeName(place)
		post.Organization = of + ", " + stateName(state)
	}
	post.Name = title(kind) + " of " + of
	return post, true
}

// federalPost is the post of a role in Congress: "CA-28", "VT-AL" or a state's name as the district.
func federalPost(kind, district string) (schema.Post, bool) {
	code, number, _ := strings.Cut(district, "-")
	if len(code) != 2 {
		code, number = stateCode(district), ""
	}
	switch {
	case code == "":
		return schema.Post{}, false
	case kind == "upper":
		return senator(code), true
	case kind == "lower":
		if number == "AL" || number == "At-Large" {
			number = ""
		}
		return representative(code, number), true
	}
	return schema.Post{}, false
}

// statePost names a seat of a state's legislature.
func statePost(p *schema.Post, kind string) {
	name := stateName(p.State)
	if kind == "lower" {
		h, ok := lowerHouses[p.State]
		if !ok {
			h = house{name + " House of Representatives", "Representative"}
		}
		p.Chamber, p.Organization, p.Name = "lower", h.body, name+" State "+h.member
		if h.member == "Assembly Member" || h.member == "Assembly Representative" {
			p.Name = name + " " + h.member
		}
	} else {
		p.Chamber, p.Organization, p.Name = "upper", cmp.Or(upperHouses[p.State], name+" Senate"), name+" State Senator"
		if p.State == "DC" {
			p.Organization, p.Name = "Council of the District of Columbia", "Member of the Council of the District of Columbia"
		}
	}
	if p.District != "" {
		p.Name += ", district " + p.District
	}
}

// titles are the roles that do not read as titles by capitalising their words.
var titles = map[string]string{"lt_governor": "Lieutenant Governor", "lt. governor": "Lieutenant Governor", "secretary of state": "Secretary of State"}

// title is a role's type as a title: "chief election officer" is Chief Election Officer.
func title(kind string) string {
	if t, ok := titles[kind]; ok {
		return t
	}
	return placeName(kind)
}

// placeName is an id of a place as a name: "los_angeles" is Los Angeles.
func placeName(id string) string {
	parts := strings.FieldsFunc(id, func(r rune) bool { return r == '_' || r == ' ' })
	for i, w := range parts {
		if w != "of" && w != "the" {
			parts[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(parts, " ")
}

// openStatesCommittee reads one committee's file into an organization.
func (e *Edition) openStatesCommittee(file string, n *tree.Node) {
	o := schema.Organization{
		ID: n.Text("id"), Name: n.Text("name"), Classification: cmp.Or(n.Text("classification"), "committee"), Country: "US",
		Locator: n.Text("id"),
	}
	if o.Name == "" {
		e.Report.DropAt("committee without a name", n.Place(file))
		return
	}
	post, _ := openStatesPost(n)
	if chamber := n.Text("chamber"); chamber == "upper" || chamber == "lower" {
		seat := schema.Post{State: post.State}
		statePost(&seat, chamber)
		o.Parent = seat.Organization
	}
	for _, other := range n.List("other_names") {
		o.Aliases = append(o.Aliases, other.Text("name"))
	}
	o.Aliases = distinct(o.Aliases, o.Name)
	e.Report.Keep()
	e.Organizations = append(e.Organizations, o)
}
