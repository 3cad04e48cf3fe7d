package registers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"demarche/loaders/registers/tree"
	"demarche/schema"
	"demarche/schema/date"
)

// congressIdentifiers are the ids of other registers that are kept, under the names that congress-legislators uses.
var congressIdentifiers = []string{
	"bioguide", "thomas", "lis", "govtrack", "opensecrets", "votesmart", "cspan", "wikipedia", "house_history",
	"ballotpedia", "maplight", "icpsr", "icpsr_prez", "wikidata", "google_entity_id", "fec",
}

// readCongress reads congress-legislators as YAML or JSON.
func readCongress(ctx context.Context, s source) (*Edition, error) {
	var persons []schema.Person
	var err error
	if s.kind == CongressJSON {
		n := 0
		persons, err = tree.JSON(ctx, s.name, s.data, func(node *tree.Node) (schema.Person, error) {
			n++
			return congressPerson(s.name, fmt.Sprintf("record %d", n), node)
		})
	} else {
		persons, err = tree.YAML(ctx, s.name, s.data, func(r tree.Record) (schema.Person, error) {
			if !r.Item || r.Key != "" {
				return schema.Person{}, r.At(s.name, fmt.Errorf("%w: %q is not a person", ErrSyntax, r.Key))
			}
			return congressPerson(s.name, "", r.Node)
		})
	}
	if err != nil {
		return nil, err
	}
	e := &Edition{Register: congressRegister(s, persons)}
	return e, e.addPersons(s.name, persons)
}

// addPersons takes persons over; a person without an id is dropped, an id that stands twice is an error.
func (e *Edition) addPersons(name string, persons []schema.Person) error {
	seen := make(map[string]string, len(persons))
	for i, p := range persons {
		switch first, twice := seen[p.ID]; {
		case p.ID == "":
			e.Report.DropAt("person without an id", fmt.Sprintf("%s: record %d (%s)", name, i+1, p.Name))
		case p.Name == "":
			e.Report.DropAt("person without a name", fmt.Sprintf("%s: record %d (%s)", name, i+1, p.ID))
		case twice:
			return fmt.Errorf("%s: %w: person %s stands twice, at %s and %s", name, ErrSyntax, p.ID, first, p.Locator)
		default:
			seen[p.ID] = p.Locator
			e.Report.Keep()
			e.Persons = append(e.Persons, p)
		}
	}
	return nil
}

// congressRegister tells the current file from the historical and the executive one: by name where the name says so,
// else by whether nearly everybody is in office at the newest start of a term.
func congressRegister(s source, persons []schema.Person) schema.Register {
	r := schema.Register{
		Publisher: "unitedstates/congress-legislators", Licence: "CC0-1.0",
		URL: "https://github.com/unitedstates/congress-legislators", Edition: fileDate(s.name), SHA256: s.sha256,
	}
	var newest date.Date
	exec, tenures := 0, 0
	for _, p := range persons {
		for _, t := range p.Tenures {
			tenures++
			newest = max(newest, t.During.Start)
			if t.Post.Chamber == "exec" {
				exec++
			}
		}
	}
	sitting := 0
	for _, p := range persons {
		if slices.ContainsFunc(p.Tenures, func(t schema.Tenure) bool { return t.During.End >= newest }) {
			sitting++
		}
	}
	switch {
	case tenures > 0 && exec == tenures:
		r.ID, r.Title = "congress-legislators-executive", "Presidents and vice presidents of the United States"
	case nameHas(s.name, "historical"), !nameHas(s.name, "current") && newest != "" && sitting*2 < len(persons):
		r.ID, r.Title = "congress-legislators-historical", "Former members of the United States Congress"
	case newest == "" && !nameHas(s.name, "current"): // a table without dates under a foreign name
		r.ID, r.Title = "congress-legislators", "Members of the United States Congress"
	default:
		r.ID, r.Title = "congress-legislators-current", "Members of the United States Congress in office"
	}
	return r
}

// congressPerson reads one record; place is used for the locator of formats without lines.
func congressPerson(file, place string, n *tree.Node) (schema.Person, error) {
	if n.Kind != tree.Map {
		return schema.Person{}, n.At(file, fmt.Errorf("%w: a person is not a mapping", ErrSyntax))
	}
	p := schema.Person{Identifiers: map[string]string{}, Gender: n.Text("bio", "gender")}
	id := n.Get("id")
	for _, scheme := range congressIdentifiers {
		if v := id.Text(scheme); v == "TODO" { // the publisher's mark of a number that is not known yet
			continue
		} else if v != "" {
			p.Identifiers[scheme] = v
		} else if all := id.Texts(scheme); len(all) > 0 {
			p.Identifiers[scheme] = strings.Join(all, " ")
		}
	}
	key := ""
	for _, scheme := range []string{"bioguide", "govtrack", "icpsr_prez"} {
		if v := p.Identifiers[scheme]; v != "" {
			p.ID, key = scheme+":"+v, v
			break
		}
	}
	p.Locator = cmp.Or(key, place)
	congressName(&p, n.Get("name"))
	for _, other := range n.List("other_names") {
		var form schema.Person
		congressName(&form, other)
		// The register repeats no part that stays; a surname alone would be no full form.
		full := words(cmp.Or(form.Given, p.Given), cmp.Or(form.Middle, p.Middle), cmp.Or(form.Family, p.Family), cmp.Or(form.Suffix, p.Suffix))
		p.OtherNames = append(append(p.OtherNames, full), form.OtherNames...)
		p.Nicknames = append(p.Nicknames, form.Nicknames...)
	}
	var err error
	if p.Birth, err = textDate(file, n.Get("bio"), "birthday"); err != nil {
		return p, err
	}
	if err := congressTerms(file, key, n, &p); err != nil {
		return p, err
	}
	return p, leadershipRoles(file, key, n, &p)
}

// congressName fills the parts of a name: first, middle, last, suffix, nickname, official_full. The Name is the official
// form, which the members chose themselves, and the parts in order where there is none; the parts in order stand among
// the other names where they differ.
func congressName(p *schema.Person, n *tree.Node) {
	first, middle, last, suffix := n.Text("first"), n.Text("middle"), n.Text("last"), n.Text("suffix")
	p.Given, p.Middle, p.Family, p.Suffix = first, middle, last, suffix
	p.Name = words(first, middle, last, suffix)
	if nick := n.Text("nickname"); nick != "" {
		p.Nicknames = append(p.Nicknames, nick)
	}
	if full := n.Text("official_full"); full != "" {
		p.OtherNames = append(p.OtherNames, p.Name)
		p.Name = full
	}
}

// words joins the parts that are not empty with a space.
func words(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}

// congressTerms reads the terms into tenures, and the parties over them into affiliations; a party that goes on from
// one term to the next is one affiliation.
func congressTerms(file, key string, n *tree.Node, p *schema.Person) error {
	var parties []schema.Affiliation
	for i, term := range n.List("terms") {
		during, err := interval(file, term)
		if err != nil {
			return err
		}
		post, err := congressPost(file, term)
		if err != nil {
			return err
		}
		t := schema.Tenure{Post: post, Party: term.Text("party"), During: during, Locator: locator(key, "terms", i)}
		p.Tenures = append(p.Tenures, t)
		changes := term.List("party_affiliations")
		for _, c := range changes {
			during, err := interval(file, c)
			if err != nil {
				return err
			}
			parties = append(parties, schema.Affiliation{Party: c.Text("party"), During: during})
		}
		if len(changes) == 0 {
			parties = append(parties, schema.Affiliation{Party: t.Party, During: during})
		}
	}
	p.Affiliations = mergeAffiliations(parties)
	return nil
}

// mergeAffiliations joins neighbours of one party, in the order of their starts.
func mergeAffiliations(parties []schema.Affiliation) []schema.Affiliation {
	slices.SortStableFunc(parties, func(a, b schema.Affiliation) int { return cmp.Compare(a.During.Start, b.During.Start) })
	var out []schema.Affiliation
	for _, a := range parties {
		last := len(out) - 1
		switch {
		case a.Party == "":
		case last >= 0 && out[last].Party == a.Party:
			if end := out[last].During.End; end != "" && (a.During.End == "" || a.During.End > end) {
				out[last].During.End = a.During.End
			}
		default:
			out = append(out, a)
		}
	}
	return out
}

// congressPost is the post of a term.
func congressPost(file string, term *tree.Node) (schema.Post, error) {
	state, district := strings.ToUpper(term.Text("state")), term.Text("district")
	switch kind := term.Text("type"); kind {
	case "sen":
		return senator(state), nil
	case "rep":
		return representative(state, district), nil
	case "prez":
		return executivePost("President of the United States"), nil
	case "viceprez":
		return executivePost("Vice President of the United States"), nil
	default:
		return schema.Post{}, term.At(file, fmt.Errorf("%w: term type %q", ErrSyntax, kind))
	}
}

func executivePost(name string) schema.Post {
	return schema.Post{Name: name, Chamber: "exec", Organization: "Executive Office of the President of the United States", Country: "US"}
}

func senator(state string) schema.Post {
	return schema.Post{
		Name: words("Senator for", stateName(state)), Chamber: "sen", State: state,
		Organization: "United States Senate", Country: "US",
	}
}

// representative is a seat of the House. The registers write a seat at large as district 0, and an unknown one as -1.
func representative(state, district string) schema.Post {
	unknown := district == "-1"
	if n, err := strconv.Atoi(district); err == nil {
		district = ""
		if n > 0 {
			district = strconv.Itoa(n)
		}
	}
	p := schema.Post{
		Chamber: "rep", State: state, District: district, Organization: "United States House of Representatives", Country: "US",
	}
	switch title := delegates[state]; {
	case title != "":
		p.Name = title + " for " + stateName(state)
	case unknown:
		p.Name = "Representative for " + stateName(state)
	case district == "":
		p.Name = "Representative for " + stateName(state) + " at large"
	default:
		p.Name = "Representative for " + possessive(stateName(state)) + " " + ordinal(district) + " district"
	}
	return p
}

// leadershipRoles reads the offices inside a chamber (Speaker, leaders, whips, chairs) as posts without a seat.
func leadershipRoles(file, key string, n *tree.Node, p *schema.Person) error {
	for i, role := range n.List("leadership_roles") {
		during, err := interval(file, role)
		if err != nil {
			return err
		}
		post := schema.Post{Name: role.Text("title"), Country: "US"}
		prefix := ""
		switch role.Text("chamber") {
		case "senate":
			post.Organization, prefix = "United States Senate", "Senate"
		case "house":
			post.Organization, prefix = "United States House of Representatives", "House"
		}
		if post.Name == "" {
			continue
		}
		// The register writes "Majority Leader" and "Senate Majority Leader", "Speaker" and "Speaker of the House".
		switch {
		case post.Name == "Speaker":
			post.Name = "Speaker of the House"
		case !strings.Contains(post.Name, "Senate") && !strings.Contains(post.Name, "House"):
			post.Name = words(prefix, post.Name)
		}
		p.Tenures = append(p.Tenures, schema.Tenure{Post: post, During: during, Locator: locator(key, "leadership_roles", i)})
	}
	return nil
}

func locator(key, list string, i int) string { return key + "/" + list + "/" + strconv.Itoa(i) }

// textDate is the date under a key.
func textDate(file string, n *tree.Node, key string) (date.Date, error) {
	text := n.Text(key)
	// YAML's own timestamps may carry a time of day.
	if len(text) > 10 && (text[10] == 'T' || text[10] == ' ') {
		text = text[:10]
	}
	d, err := date.Parse(text)
	if err != nil {
		return "", n.Get(key).At(file, fmt.Errorf("%w: %s: %w", ErrSyntax, key, err))
	}
	return d, nil
}

// interval is the dates under the keys start and end; a start after the end is refused.
func interval(file string, n *tree.Node) (date.Interval, error) {
	var i date.Interval
	var err error
	if i.Start, err = textDate(file, n, "start"); err != nil {
		return i, err
	}
	if i.End, err = textDate(file, n, "end"); err != nil {
		return i, err
	}
	if i.Start != "" && i.End != "" && i.Start.First() > i.End.Last() {
		return i, n.At(file, fmt.Errorf("%w: it starts on %s after its end on %s", ErrSyntax, i.Start, i.End))
	}
	return i, nil
}
