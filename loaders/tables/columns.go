package tables

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"demarche/schema"
)

// columns are the places of the mapped columns in a row, -1 for those that are not mapped.
type columns struct {
	person, lead                 peopleColumns
	item, itemName               []int
	itemDate, date, role, weight int
	where, except                []condition
	cells                        []int  // of a matrix
	signed                       []bool // by cell: anybody
}

// condition is the values that a column must, or must not, have.
type condition struct {
	column int
	values []string
}

// columns finds the mapped columns.
func (r *Reader) columns(s *sheet) (*columns, error) {
	m, c := r.m, &columns{}
	var err error
	for _, step := range []func(){
		func() { c.person, err = s.people(&m.Person) },
		func() { c.lead, err = s.people(&m.Lead) },
		func() { c.item, err = s.findAll(m.Item.ID) },
		func() { c.itemName, err = s.findAll(m.Item.Name) },
		func() { c.itemDate, err = s.find(m.Item.Date) },
		func() { c.date, err = s.find(m.Date) },
		func() { c.role, err = s.find(m.Role.Column) },
		func() { c.weight, err = s.find(m.Weight) },
		func() { c.where, err = s.conditions(m.Where) },
		func() { c.except, err = s.conditions(m.Except) },
	} {
		if step(); err != nil {
			return nil, err
		}
	}
	if m.Matrix != nil {
		c.cells, err = r.cells(s, c)
		c.signed = make([]bool, len(c.cells))
	}
	return c, err
}

// cells are the columns of a matrix that stand for the other side: those that are named, or every one that nothing else
// names.
func (r *Reader) cells(s *sheet, c *columns) (out []int, err error) {
	for _, name := range r.m.Matrix.Columns {
		first, last, isRange := strings.Cut(name, "..")
		if !isRange || slices.Contains(s.names, name) {
			first, last = name, name
		}
		a, err := s.find(cmp.Or(first, "#1"))
		if err != nil {
			return nil, err
		}
		b, err := s.find(cmp.Or(last, fmt.Sprint("#", len(s.names))))
		if err != nil {
			return nil, err
		}
		for i := a; i <= b; i++ {
			out = append(out, i)
		}
	}
	if len(r.m.Matrix.Columns) > 0 {
		return out, nil
	}
	used := map[int]bool{c.itemDate: true, c.date: true}
	for _, p := range []peopleColumns{c.person, c.lead} {
		for _, i := range append(slices.Concat(p.id, p.name), p.party, p.state, p.chamber, p.district) {
			used[i] = true
		}
	}
	for _, i := range slices.Concat(c.item, c.itemName) {
		used[i] = true
	}
	for _, cond := range slices.Concat(c.where, c.except) {
		used[cond.column] = true
	}
	for i := range s.names {
		if !used[i] && s.names[i] != "" {
			out = append(out, i)
		}
	}
	return out, nil
}

func (s *sheet) conditions(of map[string]Columns) (out []condition, err error) {
	for _, name := range slices.Sorted(maps.Keys(of)) {
		i, err := s.find(name)
		if err != nil {
			return nil, err
		}
		out = append(out, condition{i, of[name]})
	}
	return out, nil
}

// keeps tells whether the map's conditions let a row in.
func (c *columns) keeps(row []string) bool {
	for _, w := range c.where {
		if !slices.Contains(w.values, cell(row, w.column, nil)) {
			return false
		}
	}
	for _, e := range c.except {
		if slices.Contains(e.values, cell(row, e.column, nil)) {
			return false
		}
	}
	return true
}

// itemColumn is the column to name when an item is missing.
func (c *columns) itemColumn() int {
	for _, i := range slices.Concat(c.item, c.itemName) {
		return i
	}
	return 0
}

// matrix reads a row of a matrix: every cell is one person on one item, or not. People and items without any are kept.
func (r *Reader) matrix(s *sheet, c *columns, row []string) {
	line, _ := s.place(0)
	byItem := r.m.byItem()
	var item *Item
	var who person
	if byItem {
		var ok bool
		if item, ok = r.item(s, c, row); !ok {
			r.drop(s, c.itemColumn(), row, r.absent(row, c.itemColumn(), "an item"))
			return
		}
	} else {
		people := r.split(row, &r.m.Person, c.person)
		if len(people) != 1 {
			r.drop(s, c.person.first(), row, r.absent(row, c.person.first(), "a person"))
			return
		}
		who = people[0]
	}
	signed := false
	for k, i := range c.cells {
		if byItem {
			who = person{id: s.names[i], name: s.names[i]}
			if r.m.Person.Scheme != "name" {
				who.name = ""
			}
		} else {
			item = r.itemOf(s.names[i], s.names[i])
		}
		role, yes, ok := r.says(cell(row, i, r.missing))
		switch {
		case !ok:
			r.drop(s, i, row, "cell says neither yes nor no (matrix.signed and matrix.not tell)")
			continue
		case !yes:
			continue
		}
		id, why := r.personID(&r.m.Person, who, item.Date, line)
		key := [2]string{item.ID, id}
		_, twice := r.at[key]
		signed = true
		switch {
		case why != "":
			r.drop(s, i, row, why)
		case twice:
			r.drop(s, i, row, "repeats an earlier cell")
		default:
			c.signed[k] = true
			r.edition.Report.Keep()
			r.at[key] = len(r.places)
			r.places = append(r.places, Place{Item: item.ID, Person: id, Name: cmp.Or(who.name, who.id), Role: role, Row: line})
		}
	}
	if !byItem && !signed {
		if _, why := r.personID(&r.m.Person, who, "", line); why != "" {
			r.drop(s, c.person.first(), row, why)
		}
	}
}

// rest keeps the people of a matrix's columns who signed nothing.
func (r *Reader) rest(s *sheet, c *columns) {
	if r.m.Matrix == nil || !r.m.byItem() {
		return
	}
	for k, i := range c.cells {
		if !c.signed[k] {
			_, _ = r.personID(&r.m.Person, person{id: s.names[i], name: s.names[i]}, "", 1) // told of where one signed
		}
	}
}

// says reads a cell of a matrix; ok is false when it cannot be read.
func (r *Reader) says(v string) (role schema.Role, yes, ok bool) {
	m := r.m.Matrix
	switch role = schema.RoleSigner; {
	case slices.Contains(m.Lead, v):
		return schema.RoleLead, true, true
	case slices.Contains(m.Signed, v):
		if len(m.Lead) > 0 {
			role = schema.RoleCosigner
		}
		return role, true, true
	case slices.Contains(m.Not, v) || v == "":
		return role, false, true
	case m.Signed != nil:
		return role, false, m.Not == nil
	}
	if n, err := strconv.ParseFloat(v, 64); err == nil {
		return role, n > 0, true
	}
	if d, dated := readDate(v, r.m.Item.DateFormat); dated && d != "" { // when they signed
		return role, true, true
	}
	switch strings.ToLower(v) {
	case "x", "y", "yes", "true", "t", "✓", "✔":
		return role, true, true
	case "n", "no", "false", "f", "-", ".":
		return role, false, true
	}
	return role, false, false
}
