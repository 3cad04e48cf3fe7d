package tables

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"demarche/graph/match"
	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/iri"
	"demarche/schema/names"
)

// person is what a row says of one person.
type person struct {
	id, name, party, state, chamber, district string
}

// peopleColumns are the places of a person's columns, -1 for those that are not mapped.
type peopleColumns struct {
	id, name                        []int
	party, state, chamber, district int
}

// first is the column to name when a person is missing.
func (c *peopleColumns) first() int {
	for _, i := range slices.Concat(c.id, c.name) {
		return i
	}
	return 0
}

func (s *sheet) people(p *People) (c peopleColumns, err error) {
	if c.id, err = s.findAll(p.ID); err != nil {
		return c, err
	}
	if c.name, err = s.findAll(p.Name); err != nil {
		return c, err
	}
	for _, f := range []struct {
		name string
		at   *int
	}{{p.Party, &c.party}, {p.State, &c.state}, {p.Chamber, &c.chamber}, {p.District, &c.district}} {
		if *f.at, err = s.find(f.name); err != nil {
			return c, err
		}
	}
	return c, nil
}

// person is what a row's cells say.
func (r *Reader) person(row []string, c peopleColumns) person {
	return person{
		id: joined(row, c.id, "-", r.missing), name: joined(row, c.name, " ", r.missing), party: cell(row, c.party, r.missing),
		state: cell(row, c.state, nil), chamber: cell(row, c.chamber, r.missing), district: cell(row, c.district, r.missing),
	}
}

// split is the people of a row: one, or several where a cell lists them.
func (r *Reader) split(row []string, of *People, c peopleColumns) []person {
	p := r.person(row, c)
	if of.Separator == "" {
		if p.id == "" && (len(c.id) > 0 || p.name == "") {
			return nil
		}
		return []person{p}
	}
	list := func(s string) (out []string) {
		for part := range strings.SplitSeq(s, of.Separator) {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
		return out
	}
	ids, called := list(p.id), list(p.name)
	if len(c.id) == 0 {
		ids = make([]string, len(called))
	}
	var out []person
	for i, id := range ids {
		one := p
		if one.id, one.name = id, ""; len(called) == len(ids) {
			one.name = called[i]
		}
		out = append(out, one)
	}
	return out
}

// id is the person id that an id of the table stands for.
func (p *People) id(table, who string) string {
	switch p.Scheme {
	case "bioguide":
		return "bioguide:" + strings.ToUpper(strings.TrimPrefix(who, "bioguide:"))
	case "ocd-person":
		return "ocd-person/" + strings.TrimPrefix(who, "ocd-person/")
	}
	return "own:" + table + "-" + who
}

var bioguide = regexp.MustCompile(`^bioguide:[A-Z][0-9]{6}$`)

// personID finds or makes the person of a row; why says what is wrong with the id.
func (r *Reader) personID(of *People, p person, day date.Date, line int) (id, why string) {
	p.chamber = of.chamber(p.chamber)
	switch {
	case of.Scheme == "name" || len(of.ID) == 0 && !r.m.byItem():
		return r.namedID(p, day, line), ""
	case p.id == "":
		return "", "no id of a person"
	}
	id = of.id(r.m.ID, p.id)
	if of.Scheme == "bioguide" && !bioguide.MatchString(id) {
		return "", "no Bioguide id (a letter and six digits)"
	}
	if more, ok := r.people[id]; ok {
		p = person{
			p.id, cmp.Or(p.name, more.name), cmp.Or(p.party, more.party), cmp.Or(p.state, more.state),
			cmp.Or(p.chamber, of.chamber(more.chamber)), cmp.Or(p.district, more.district),
		}
	}
	if r.known.Persons[id] {
		r.meet(id, p.name)
		return id, ""
	}
	name := p.name
	if name == "" && of.Scheme != "bioguide" && of.Scheme != "ocd-person" {
		name = p.id
	}
	r.describe(id, name, p, line)
	return id, ""
}

// namedID is the person of the registers that a name is on a day, or a provisional one: one for each name and state.
func (r *Reader) namedID(p person, day date.Date, line int) string {
	mention := match.Mention{Name: p.name, Date: day, Chamber: p.chamber, State: state(p.state), Party: p.party, District: p.district}
	if id, ok := r.named[mention]; ok {
		return id
	}
	id := iri.ProvisionalID("table", r.m.ID, names.Fold(p.name), state(p.state))
	decision := schema.None
	if r.known.Resolver != nil {
		res := r.known.Resolver.Resolve(mention)
		if decision = res.Decision; decision == schema.Accepted {
			id = res.Person.ID
			r.meet(id, p.name)
		}
	}
	switch decision {
	case schema.Accepted:
		r.names.Accepted++
	case schema.Ambiguous:
		r.names.Ambiguous++
	default:
		r.names.None++
	}
	if decision != schema.Accepted {
		r.describe(id, p.name, p, line)
	}
	r.named[mention] = id
	return id
}

// meet notes a person of the registers.
func (r *Reader) meet(id, name string) {
	if old := r.registered[id]; old == nil {
		r.registered[id] = &schema.Person{ID: id, Name: name}
	} else if name != "" && name != old.Name && !slices.Contains(old.OtherNames, name) {
		old.OtherNames = append(old.OtherNames, name)
	}
}

// describe notes a person whom no register of the store has, with the seat and the party that a row gives, once each.
func (r *Reader) describe(id, name string, p person, line int) {
	old := r.persons[id]
	if old == nil {
		old = &schema.Person{ID: id, Name: name, Locator: fmt.Sprintf("row %d", line)}
		r.persons[id] = old
	} else if name != "" && name != old.Name && !slices.Contains(old.OtherNames, name) {
		if old.Name == "" || old.Name == p.id {
			old.Name = name
		} else {
			old.OtherNames = append(old.OtherNames, name)
		}
	}
	t := schema.Tenure{Party: p.party, Post: schema.Post{
		Name: "Member", Chamber: p.chamber, State: state(p.state), District: p.district, Organization: r.m.Title,
	}}
	if c := t.Post.Chamber; c != "" && !isSeat(c) { // seats in two chambers of one state are two posts
		t.Post.Name += " of " + c
	}
	if t.Party == "" && t.Post.State == "" && t.Post.Chamber == "" {
		return
	}
	if !slices.ContainsFunc(old.Tenures, func(o schema.Tenure) bool { return o.Post == t.Post && o.Party == t.Party }) {
		t.Locator = fmt.Sprintf("%s/%d", old.Locator, len(old.Tenures))
		old.Tenures = append(old.Tenures, t)
	}
}

// state is a state as posts have it: a code in capitals.
func state(s string) string {
	if len(s) <= 3 {
		return strings.ToUpper(s)
	}
	return s
}

// chamber is the vocabulary's code for a chamber, however a table spells it whose people stand in registers of the United
// States; the data's own people keep the table's words.
func (p *People) chamber(word string) string {
	if p.Scheme == "own" || p.Scheme == "" && len(p.ID) > 0 {
		return word
	}
	if all := match.Chambers(word); len(all) == 1 && isSeat(all[0]) {
		return all[0]
	}
	return word
}

func isSeat(chamber string) bool {
	return slices.Contains([]string{"sen", "rep", "upper", "lower"}, chamber)
}
