package tables

import (
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"demarche/loaders/registers"
	"demarche/schema"
	"demarche/schema/date"
)

// Table is what a table says. Persons of Edition are by id, Items by id, Places by item, then person.
type Table struct {
	Edition *registers.Edition // the people, and the account of rows
	Items   []Item
	Places  []Place
}

// Item is one thing that people signed.
type Item struct {
	ID, Name string
	Date     date.Date
}

// Place is one person on one item.
type Place struct {
	Item, Person string // ids
	Name         string // of the person, as the table has it
	Role         schema.Role
	Row          int // line of the table, from 2
}

// columns are the places of the mapped columns in a row, -1 for those that are not mapped.
type columns struct {
	person, name, party, state, chamber, district, item, itemName, date, role, weight int
}

// Read reads a table with a heading. Source is named in errors. Rows without a person or an item, with a date that is
// none, or that repeat an earlier one are dropped and counted. The error wraps [ErrTable] or [ErrColumn].
func Read(source string, r io.Reader, m *Map) (*Table, error) {
	h := sha256.New()
	in := csv.NewReader(io.TeeReader(r, h))
	in.ReuseRecord = true
	if m.Delimiter != "" {
		in.Comma = []rune(m.Delimiter)[0]
	}
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", source, ErrTable, err)
	}
	head = slices.Clone(head)
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	cols, err := m.columns(head)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	b := &tableBuilder{m: m, cols: cols, persons: map[string]*schema.Person{}, items: map[string]Item{}, seen: map[[2]string]bool{}}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %w", source, ErrTable, err)
		}
		line, _ := in.FieldPos(0)
		b.row(row, line)
	}
	return b.table(hex.EncodeToString(h.Sum(nil))), nil
}

func (m *Map) columns(head []string) (columns, error) {
	var c columns
	for _, f := range []struct {
		name string
		at   *int
	}{
		{m.Person.ID, &c.person},
		{m.Person.Name, &c.name},
		{m.Person.Party, &c.party},
		{m.Person.State, &c.state},
		{m.Person.Chamber, &c.chamber},
		{m.Person.District, &c.district},
		{m.Item.ID, &c.item},
		{m.Item.Name, &c.itemName},
		{m.Item.Date, &c.date},
		{m.Role.Column, &c.role},
		{m.Weight, &c.weight},
	} {
		*f.at = -1
		if f.name == "" {
			continue
		}
		if *f.at = slices.Index(head, f.name); *f.at < 0 {
			return c, fmt.Errorf("%w: %q; it has %s", ErrColumn, f.name, strings.Join(head, ", "))
		}
	}
	return c, nil
}

type tableBuilder struct {
	m       *Map
	cols    columns
	edition registers.Edition
	persons map[string]*schema.Person
	items   map[string]Item
	places  []Place
	seen    map[[2]string]bool
}

func (b *tableBuilder) row(row []string, line int) {
	cell := func(i int) string {
		if i < 0 {
			return ""
		}
		return strings.TrimSpace(strings.Clone(row[i]))
	}
	who, what := cell(b.cols.person), cell(b.cols.item)
	day, err := date.Parse(cell(b.cols.date))
	switch {
	case who == "" || strings.ContainsAny(who, " \t"):
		b.edition.Report.Drop("no id of a person")
		return
	case what == "":
		b.edition.Report.Drop("no id of an item")
		return
	case err != nil:
		b.edition.Report.Drop("date is none")
		return
	case b.cols.weight >= 0 && !positive(cell(b.cols.weight)):
		b.edition.Report.Drop("weight is not above 0")
		return
	}
	id := b.personID(who)
	if key := [2]string{what, id}; b.seen[key] {
		b.edition.Report.Drop("repeats an earlier row")
		return
	} else {
		b.seen[key] = true
	}
	b.edition.Report.Keep()
	name := cmp.Or(cell(b.cols.name), who)
	if b.persons[id] == nil {
		b.persons[id] = &schema.Person{ID: id, Name: name, Locator: fmt.Sprintf("row %d", line)}
	}
	b.tenure(b.persons[id], cell)
	if old, ok := b.items[what]; !ok || old.Date == "" && day != "" {
		b.items[what] = Item{ID: what, Name: cmp.Or(cell(b.cols.itemName), what), Date: day}
	}
	b.places = append(b.places, Place{Item: what, Person: id, Name: name, Role: b.role(cell(b.cols.role)), Row: line})
}

func positive(s string) bool {
	v, err := strconv.ParseFloat(s, 64)
	return err == nil && v > 0
}

func (b *tableBuilder) personID(who string) string {
	switch b.m.Person.Scheme {
	case "bioguide":
		return "bioguide:" + who
	case "ocd-person":
		return "ocd-person/" + strings.TrimPrefix(who, "ocd-person/")
	}
	return "own:" + b.m.ID + "-" + who
}

func (b *tableBuilder) role(value string) schema.Role {
	switch {
	case b.cols.role < 0:
		return schema.RoleSigner
	case slices.Contains(b.m.Role.Lead, value):
		return schema.RoleLead
	}
	return schema.RoleCosigner
}

// tenure notes the seat and the party that a row gives a person, once for each.
func (b *tableBuilder) tenure(p *schema.Person, cell func(int) string) {
	t := schema.Tenure{Party: cell(b.cols.party), Locator: p.Locator, Post: schema.Post{
		Name: "Member", Chamber: b.chamber(cell(b.cols.chamber)),
		State: strings.ToUpper(cell(b.cols.state)), District: cell(b.cols.district), Organization: b.m.Title,
	}}
	switch t.Post.Chamber {
	case "", "sen", "rep", "upper", "lower":
	default: // seats in two chambers of one state are two posts
		t.Post.Name += " of " + t.Post.Chamber
	}
	if t.Party == "" && t.Post.State == "" && t.Post.Chamber == "" {
		return
	}
	if !slices.ContainsFunc(p.Tenures, func(o schema.Tenure) bool { return o.Post == t.Post && o.Party == t.Party }) {
		t.Locator = fmt.Sprintf("%s/%d", p.Locator, len(p.Tenures))
		p.Tenures = append(p.Tenures, t)
	}
}

// chamber is the vocabulary's code for a chamber of Congress, however a table of its members spells it; other chambers
// keep their words.
func (b *tableBuilder) chamber(word string) string {
	if b.m.Person.Scheme != "bioguide" {
		return word
	}
	switch strings.ToLower(word) {
	case "s", "sen", "senate", "senator":
		return "sen"
	case "h", "rep", "house", "house of representatives", "representative":
		return "rep"
	}
	return word
}

func (b *tableBuilder) table(hash string) *Table {
	b.edition.Register = schema.Register{
		ID: b.m.ID, Title: cmp.Or(b.m.Title, b.m.ID), Publisher: b.m.Publisher, Edition: b.m.Edition,
		Licence: b.m.Licence, URL: b.m.URL, SHA256: hash, Records: b.edition.Report.Kept,
	}
	t := &Table{Edition: &b.edition, Places: b.places}
	for _, p := range b.persons {
		b.edition.Persons = append(b.edition.Persons, *p)
	}
	slices.SortFunc(b.edition.Persons, func(x, y schema.Person) int { return cmp.Compare(x.ID, y.ID) })
	for _, it := range b.items {
		t.Items = append(t.Items, it)
	}
	slices.SortFunc(t.Items, func(x, y Item) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(t.Places, func(x, y Place) int {
		return cmp.Or(cmp.Compare(x.Item, y.Item), cmp.Compare(x.Person, y.Person))
	})
	return t
}
