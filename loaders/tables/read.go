package tables

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"demarche/graph/match"
	"demarche/loaders/registers"
	"demarche/schema"
	"demarche/schema/date"
)

// Table is what tables say. Persons of Edition, whom no register of the store has, and Known are by id, Items by id,
// Places by item, then person.
type Table struct {
	Edition *registers.Edition // the people, and the account of rows
	Known   []schema.Person    // people of the store's registers: id, and name as the table has it
	Items   []Item
	Places  []Place
	Notes   []string // what was kept but not understood, one line for each kind, with the first places
	Names   Names
}

// Names counts the people who were looked up by name.
type Names struct{ Accepted, Ambiguous, None int }

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

// Resolver says who a printed name is. [match.Index] is one.
type Resolver interface {
	Resolve(match.Mention) match.Result
}

// Known is what the store's registers know. The zero value knows nobody.
type Known struct {
	Resolver Resolver        // nil knows no names
	Persons  map[string]bool // register ids
}

// Reader reads the tables that one map describes.
type Reader struct {
	m       *Map
	known   Known
	missing []string
	people  map[string]person // of the map's own table of people
	titles  map[string]Item   // and of items

	edition    registers.Edition
	persons    map[string]*schema.Person
	registered map[string]*schema.Person
	named      map[match.Mention]string // ids by what names were looked up with
	names      Names
	items      map[string]*Item
	places     []Place
	at         map[[2]string]int // places by item and person
	faults     map[string]*fault
	hashes     []string
}

// fault is one kind of thing that was not understood.
type fault struct {
	count  int
	places []string
}

// Read reads one table. Source is named in errors. See [Reader.Read].
func Read(source string, r io.Reader, m *Map) (*Table, error) {
	in, err := NewReader(m, Known{})
	if err != nil {
		return nil, err
	}
	if err := in.Read(source, r); err != nil {
		return nil, err
	}
	t, err := in.Table()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	return t, nil
}

// NewReader makes a reader and reads the tables that the map names beside the main one. Errors wrap [ErrTable] or
// [ErrColumn] and name file, line and column, or are those of opening a file.
func NewReader(m *Map, known Known) (*Reader, error) {
	r := &Reader{
		m: m, known: known, missing: m.Missing, persons: map[string]*schema.Person{}, registered: map[string]*schema.Person{},
		named: map[match.Mention]string{}, items: map[string]*Item{}, at: map[[2]string]int{}, faults: map[string]*fault{},
	}
	if m.Missing == nil {
		r.missing = []string{"NA", "N/A", "NULL", "NaN"}
	}
	if l := m.Person.Table; l != nil {
		r.people = map[string]person{}
		if err := r.lookup(l, func(id string, p person, _ Item) { r.people[r.m.Person.id(r.m.ID, id)] = p }); err != nil {
			return nil, err
		}
	}
	if l := m.Item.Table; l != nil {
		r.titles = map[string]Item{}
		if err := r.lookup(l, func(id string, p person, it Item) {
			it.ID, it.Name = id, p.name
			r.titles[id] = it
		}); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// lookup reads the rows of a second table.
func (r *Reader) lookup(l *Lookup, put func(id string, p person, it Item)) error {
	for _, name := range l.File {
		path := name
		if !filepath.IsAbs(path) {
			path = filepath.Join(r.m.dir, name)
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		s, err := l.open(path, f)
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
		id, err := s.findAll(l.ID)
		if err != nil {
			return err
		}
		c, err := s.people(&People{Name: l.Name, Party: l.Party, State: l.State, Chamber: l.Chamber, District: l.District})
		if err != nil {
			return err
		}
		day, err := s.find(l.Date)
		if err != nil {
			return err
		}
		for {
			row, err := s.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
			key := joined(row, id, "-", r.missing)
			if key == "" {
				continue
			}
			var it Item
			if day >= 0 {
				it.Date = r.date(s, row, day)
			}
			put(key, r.person(row, c), it)
		}
		r.hashes = append(r.hashes, hashOf(s.raw))
	}
	return nil
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Read reads a table with all its rows. Rows without a person or an item, or that repeat an earlier one, are dropped
// and counted; so are rows that the map leaves out. A date that cannot be read is left out and told of. The error wraps
// [ErrTable] or [ErrColumn] and names file, line and column.
func (r *Reader) Read(source string, in io.Reader) error {
	s, err := r.m.open(source, in)
	if err != nil {
		return err
	}
	c, err := r.columns(s)
	if err != nil {
		return err
	}
	for {
		row, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		r.row(s, c, row)
	}
	r.rest(s, c)
	r.hashes = append(r.hashes, hashOf(s.raw))
	return nil
}

// row reads one row.
func (r *Reader) row(s *sheet, c *columns, row []string) {
	if !slices.ContainsFunc(row, func(v string) bool { return strings.TrimSpace(v) != "" }) {
		return
	}
	if s.wide && len(row) > len(s.names) && slices.ContainsFunc(row[len(s.names):], func(v string) bool { return strings.TrimSpace(v) != "" }) {
		r.drop(s, len(s.names), row, "more cells than the heading")
		return
	}
	if !c.keeps(row) {
		r.edition.Report.Drop("left out by the map")
		return
	}
	if r.m.Matrix != nil {
		r.matrix(s, c, row)
		return
	}
	if c.weight >= 0 {
		switch v, err := strconv.ParseFloat(cell(row, c.weight, r.missing), 64); {
		case err != nil:
			r.drop(s, c.weight, row, "weight is no number")
			return
		case v <= 0:
			r.drop(s, c.weight, row, "weight is not above 0")
			return
		}
	}
	item, ok := r.item(s, c, row)
	if !ok {
		r.drop(s, c.itemColumn(), row, r.absent(row, c.itemColumn(), "an item"))
		return
	}
	day := cmp.Or(r.date(s, row, c.date), item.Date)
	if item.Date == "" || c.date >= 0 && c.itemDate < 0 && r.titles == nil && day != "" && day < item.Date {
		item.Date = day
	}
	for _, who := range []group{{&r.m.Lead, c.lead, schema.RoleLead}, {&r.m.Person, c.person, r.role(cell(row, c.role, nil))}} {
		if !who.of.empty() {
			r.signers(s, row, item, day, who)
		}
	}
}

// group is the people of a row who sign in one role.
type group struct {
	of      *People
	columns peopleColumns
	role    schema.Role
}

// signers reads the people of one row.
func (r *Reader) signers(s *sheet, row []string, item *Item, day date.Date, who group) {
	of, c, role := who.of, who.columns, who.role
	all := r.split(row, of, c)
	if len(all) == 0 {
		if of == &r.m.Person {
			r.drop(s, c.first(), row, r.absent(row, c.first(), "a person"))
		}
		return
	}
	line, _ := s.place(0)
	for _, p := range all {
		id, why := r.personID(of, p, day, line)
		if why != "" {
			r.drop(s, c.first(), row, why)
			continue
		}
		key := [2]string{item.ID, id}
		if i, ok := r.at[key]; ok {
			if role == schema.RoleLead {
				r.places[i].Role = role
			}
			if of == &r.m.Person {
				r.drop(s, c.first(), row, "repeats an earlier row")
			}
			continue
		}
		r.edition.Report.Keep()
		r.at[key] = len(r.places)
		r.places = append(r.places, Place{Item: item.ID, Person: id, Name: cmp.Or(p.name, p.id), Role: role, Row: line})
	}
}

// item is the item of a row, made at its first row.
func (r *Reader) item(s *sheet, c *columns, row []string) (*Item, bool) {
	name := joined(row, c.itemName, " ", r.missing)
	id := joined(row, c.item, "-", r.missing)
	if len(c.item) == 0 {
		id = name
	}
	if id == "" {
		return nil, false
	}
	day := r.date(s, row, c.itemDate)
	it := r.itemOf(id, name)
	switch {
	case it.Date == "":
		it.Date = day
	case day != "" && day != it.Date && r.titles[id].Date == "":
		r.note(s, c.itemDate, row, "date of the item differs from an earlier row's")
	}
	return it, true
}

// itemOf is the item of an id.
func (r *Reader) itemOf(id, name string) *Item {
	it := r.items[id]
	if it == nil {
		known := r.titles[id]
		it = &Item{ID: id, Name: cmp.Or(name, known.Name, id), Date: known.Date}
		r.items[id] = it
	}
	return it
}

// date is a cell's date, unknown when it has none. What cannot be read is told of.
func (r *Reader) date(s *sheet, row []string, column int) date.Date {
	v := cell(row, column, r.missing)
	if v == "" || strings.HasPrefix(v, "0000-00") {
		return ""
	}
	d, ok := readDate(v, r.m.Item.DateFormat)
	if !ok {
		r.note(s, column, row, "date not understood and left out (item.dateFormat tells the form)")
	}
	return d
}

func (r *Reader) role(value string) schema.Role {
	switch {
	case r.m.Role.Column == "" && !r.m.Lead.empty():
		return schema.RoleCosigner
	case r.m.Role.Column == "":
		return schema.RoleSigner
	case slices.Contains(r.m.Role.Lead, value):
		return schema.RoleLead
	}
	return schema.RoleCosigner
}

// absent says why a row has no id.
func (r *Reader) absent(row []string, column int, of string) string {
	switch {
	case column >= len(row):
		return "no id of " + of + ": the row ends before it"
	case cell(row, column, nil) != "":
		return "the id of " + of + " is a word for missing values (missing in the map tells these words; missing: [] is none)"
	}
	return "no id of " + of
}

// drop counts a row that is left out, with its place.
func (r *Reader) drop(s *sheet, column int, row []string, reason string) {
	r.edition.Report.DropAt(reason, where(s, column, row))
}

// note remembers the first places of what was kept but not understood.
func (r *Reader) note(s *sheet, column int, row []string, what string) {
	f := r.faults[what]
	if f == nil {
		f = &fault{}
		r.faults[what] = f
	}
	const most = 3
	if f.count++; f.count <= most {
		f.places = append(f.places, where(s, column, row))
	}
}

// where is FILE:LINE:COLUMN of a cell, with what it says.
func where(s *sheet, column int, row []string) string {
	column = max(0, column)
	line, at := s.place(min(column, len(row)-1))
	place := fmt.Sprintf("%s:%d:%d", s.source, line, at)
	if v := cell(row, column, nil); v != "" {
		if len(v) > 60 {
			v = strings.ToValidUTF8(v[:60], "") + "…"
		}
		place += " " + strconv.Quote(v)
	}
	return place
}

// Table is what was read. It is an error, wrapping [ErrTable], when no row was kept.
func (r *Reader) Table() (*Table, error) {
	t := &Table{Edition: &r.edition, Places: r.places, Names: r.names}
	for _, what := range slices.Sorted(maps.Keys(r.faults)) {
		f := r.faults[what]
		note := fmt.Sprintf("%s: %s", f.places[0], what)
		if f.count > 1 {
			note = fmt.Sprintf("%s: %s; %d in all, also %s", f.places[0], what, f.count, strings.Join(f.places[1:], ", "))
		}
		t.Notes = append(t.Notes, note)
	}
	if len(r.places) == 0 && len(r.persons)+len(r.registered) > 0 {
		t.Notes = append(t.Notes, "nobody signed anything in this table: see matrix.signed in the map")
	}
	if len(r.places) == 0 && len(r.persons)+len(r.registered) == 0 {
		why := "it has no rows"
		if reasons := slices.Sorted(maps.Keys(r.edition.Report.Places)); len(reasons) > 0 {
			why = r.edition.Report.Places[reasons[0]][0] + ": " + reasons[0]
		} else if r.edition.Report.Read > 0 {
			why = "where and except leave out every row"
		}
		return nil, fmt.Errorf("%w: no row could be kept: %s", ErrTable, why)
	}
	m := r.m
	hash := strings.Join(r.hashes, "")
	if len(r.hashes) == 1 {
		hash = r.hashes[0]
	} else {
		hash = hashOf([]byte(hash))
	}
	r.edition.Register = schema.Register{
		ID: m.ID, Title: cmp.Or(m.Title, m.ID), Publisher: m.Publisher, Edition: m.Edition,
		Licence: m.Licence, URL: m.URL, SHA256: hash, Records: r.edition.Report.Kept,
	}
	for _, id := range slices.Sorted(maps.Keys(r.persons)) {
		r.edition.Persons = append(r.edition.Persons, *r.persons[id])
	}
	for _, id := range slices.Sorted(maps.Keys(r.registered)) {
		t.Known = append(t.Known, *r.registered[id])
	}
	for _, id := range slices.Sorted(maps.Keys(r.items)) {
		t.Items = append(t.Items, *r.items[id])
	}
	slices.SortFunc(t.Places, func(x, y Place) int {
		return cmp.Or(cmp.Compare(x.Item, y.Item), cmp.Compare(x.Person, y.Person))
	})
	return t, nil
}
