package registers

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche/schema"
	"demarche/schema/date"
)

// ChangeKind says what happened to an entry between two editions.
type ChangeKind string

// The kinds of changes, in the order in which they are listed for one entry.
const (
	Added           ChangeKind = "added"
	Removed         ChangeKind = "removed"
	NameChanged     ChangeKind = "name"       // preferred name, its parts, nicknames or other names
	DetailChanged   ChangeKind = "detail"     // birth, gender, classification, parent, country
	IDChanged       ChangeKind = "identifier" // an id in another register
	PartyChanged    ChangeKind = "party"      // an affiliation
	TenureAdded     ChangeKind = "tenure-added"
	TenureRemoved   ChangeKind = "tenure-removed"
	TenureChanged   ChangeKind = "tenure" // another end, party or wording of the same holding
	SanctionAdded   ChangeKind = "sanction-added"
	SanctionRemoved ChangeKind = "sanction-removed"
)

// Change is one difference between two editions of a register. Its JSON form is
// {"kind":"tenure","entry":"person","id":"bioguide:X","name":"...","what":"end","old":"2021-01-03","new":"2023-01-03"};
// old is absent for what came, new for what went.
type Change struct {
	Kind  ChangeKind `json:"kind"`
	Entry string     `json:"entry"` // person, organization, country, sanction
	ID    string     `json:"id"`    // the person's id, the organization's id or name, the country's code
	Name  string     `json:"name"`
	What  string     `json:"what,omitempty"` // which field or holding
	Old   string     `json:"old,omitempty"`
	New   string     `json:"new,omitempty"`
}

// String is one line: "bioguide:X Ada Example: tenure end of Senator for California: 2021-01-03 -> 2023-01-03".
func (c Change) String() string {
	head := c.ID
	if c.Name != c.ID {
		head += " " + c.Name
	}
	switch {
	case c.Kind == Added || c.Kind == Removed:
		return head + ": " + string(c.Kind)
	case c.Old == "":
		return fmt.Sprintf("%s: %s: + %s", head, c.label(), c.New)
	case c.New == "":
		return fmt.Sprintf("%s: %s: - %s", head, c.label(), c.Old)
	}
	return fmt.Sprintf("%s: %s: %s -> %s", head, c.label(), c.Old, c.New)
}

func (c Change) label() string {
	kind := strings.TrimSuffix(strings.TrimSuffix(string(c.Kind), "-added"), "-removed")
	return words(kind, c.What)
}

// entryOrder is the order of the sorts of entries in a list of changes.
var entryOrder = []string{"person", "organization", "country", "sanction"}

// kindOrder is the order of the kinds.
var kindOrder = []ChangeKind{
	Added, Removed, NameChanged, DetailChanged, IDChanged, PartyChanged, TenureAdded, TenureRemoved, TenureChanged,
	SanctionAdded, SanctionRemoved,
}

// Diff lists what differs between two editions of one register, sorted by entry, id, kind and field. Two readings of
// one file have no difference; the order of records in the files and places in them do not count. A nil edition stands
// for none.
func Diff(old, new *Edition) []Change {
	if old == nil {
		old = &Edition{}
	}
	if new == nil {
		new = &Edition{}
	}
	d := differ{}
	pair(old.Persons, new.Persons, func(p schema.Person) string { return p.ID }, func(id string, a, b *schema.Person) {
		d.entry = Change{Entry: "person", ID: id}
		d.person(a, b)
	})
	pair(old.Organizations, new.Organizations, organizationKey, func(id string, a, b *schema.Organization) {
		d.entry = Change{Entry: "organization", ID: id}
		d.organization(a, b)
	})
	pair(old.Countries, new.Countries, func(c schema.Country) string { return c.Code }, func(id string, a, b *schema.Country) {
		d.entry = Change{Entry: "country", ID: id}
		d.country(a, b)
	})
	d.sanctions(old, new)
	slices.SortStableFunc(d.changes, func(a, b Change) int {
		return cmp.Or(
			cmp.Compare(slices.Index(entryOrder, a.Entry), slices.Index(entryOrder, b.Entry)), cmp.Compare(a.ID, b.ID),
			cmp.Compare(slices.Index(kindOrder, a.Kind), slices.Index(kindOrder, b.Kind)), cmp.Compare(a.What, b.What),
			cmp.Compare(a.Old, b.Old), cmp.Compare(a.New, b.New),
		)
	})
	return d.changes
}

func organizationKey(o schema.Organization) string {
	return cmp.Or(o.ID, o.Identifiers["thomas"], o.Name)
}

// pair calls fn for every key of two lists with the first entry of each that has it; nil where there is none.
func pair[T any](old, new []T, key func(T) string, fn func(id string, a, b *T)) {
	index := func(list []T) map[string]*T {
		m := make(map[string]*T, len(list))
		for i := range list {
			if k := key(list[i]); m[k] == nil {
				m[k] = &list[i]
			}
		}
		return m
	}
	a, b := index(old), index(new)
	ids := slices.Collect(maps.Keys(a))
	for id := range b {
		if a[id] == nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		fn(id, a[id], b[id])
	}
}

// differ collects the changes of one entry after the other.
type differ struct {
	entry   Change // what the changes at hand have in common
	changes []Change
}

func (d *differ) add(kind ChangeKind, what, old, new string) {
	c := d.entry
	c.Kind, c.What, c.Old, c.New = kind, what, old, new
	d.changes = append(d.changes, c)
}

// field compares one value.
func (d *differ) field(kind ChangeKind, what, old, new string) {
	if old != new {
		d.add(kind, what, old, new)
	}
}

// set compares two sets of values.
func (d *differ) set(kind ChangeKind, what string, old, new []string) {
	for _, v := range old {
		if !slices.Contains(new, v) {
			d.add(kind, what, v, "")
		}
	}
	for _, v := range new {
		if !slices.Contains(old, v) {
			d.add(kind, what, "", v)
		}
	}
}

func (d *differ) person(a, b *schema.Person) {
	switch {
	case a == nil:
		d.entry.Name = b.Name
		d.add(Added, "", "", b.Name)
		return
	case b == nil:
		d.entry.Name = a.Name
		d.add(Removed, "", a.Name, "")
		return
	}
	d.entry.Name = b.Name
	d.field(NameChanged, "preferred", a.Name, b.Name)
	d.field(NameChanged, "given", a.Given, b.Given)
	d.field(NameChanged, "middle", a.Middle, b.Middle)
	d.field(NameChanged, "family", a.Family, b.Family)
	d.field(NameChanged, "suffix", a.Suffix, b.Suffix)
	d.set(NameChanged, "nickname", a.Nicknames, b.Nicknames)
	d.set(NameChanged, "other", a.OtherNames, b.OtherNames)
	d.field(DetailChanged, "birth", string(a.Birth), string(b.Birth))
	d.field(DetailChanged, "gender", a.Gender, b.Gender)
	d.identifiers(a.Identifiers, b.Identifiers)
	d.set(PartyChanged, "", parties(a.Affiliations), parties(b.Affiliations))
	d.tenures(a.Tenures, b.Tenures)
}

func (d *differ) identifiers(a, b map[string]string) {
	for _, scheme := range slices.Sorted(maps.Keys(a)) {
		d.field(IDChanged, scheme, a[scheme], b[scheme])
	}
	for _, scheme := range slices.Sorted(maps.Keys(b)) {
		if _, ok := a[scheme]; !ok {
			d.field(IDChanged, scheme, "", b[scheme])
		}
	}
}

// parties are affiliations as text, "Democrat 2019-01-03..2019-12-18"; the end of the last one is left out, for it moves
// with every new term.
func parties(list []schema.Affiliation) []string {
	var out []string
	for i, a := range list {
		if i == len(list)-1 {
			a.During.End = ""
		}
		out = append(out, words(a.Party, span(a.During)))
	}
	return out
}

// span is an interval as "2019-01-03..2021-01-03", with nothing for an unknown date.
func span(i date.Interval) string {
	if i == (date.Interval{}) {
		return ""
	}
	return string(i.Start) + ".." + string(i.End)
}

// tenures pairs holdings of one post from one day; what is left over came or went.
func (d *differ) tenures(a, b []schema.Tenure) {
	used := make([]bool, len(b))
	match := func(t schema.Tenure, same func(u schema.Tenure) bool) int {
		for i, u := range b {
			if !used[i] && u.Post == t.Post && same(u) {
				used[i] = true
				return i
			}
		}
		return -1
	}
	var left []schema.Tenure
	for _, t := range a {
		if i := match(t, func(u schema.Tenure) bool { return u.During.Start == t.During.Start }); i >= 0 {
			d.tenure(t, b[i])
		} else {
			left = append(left, t)
		}
	}
	for _, t := range left { // a start that became known, or was corrected, with the same end
		if i := match(t, func(u schema.Tenure) bool { return u.During.End == t.During.End }); i >= 0 {
			d.tenure(t, b[i])
			continue
		}
		d.add(TenureRemoved, "", words(t.Post.Name, span(t.During)), "")
	}
	for i, t := range b {
		if !used[i] {
			d.add(TenureAdded, "", "", words(t.Post.Name, span(t.During)))
		}
	}
}

func (d *differ) tenure(a, b schema.Tenure) {
	d.field(TenureChanged, "start of "+b.Post.Name, string(a.During.Start), string(b.During.Start))
	d.field(TenureChanged, "end of "+b.Post.Name, string(a.During.End), string(b.During.End))
	d.field(TenureChanged, "party of "+b.Post.Name, a.Party, b.Party)
}

func (d *differ) organization(a, b *schema.Organization) {
	switch {
	case a == nil:
		d.entry.Name = b.Name
		d.add(Added, "", "", b.Name)
		return
	case b == nil:
		d.entry.Name = a.Name
		d.add(Removed, "", a.Name, "")
		return
	}
	d.entry.Name = b.Name
	d.field(NameChanged, "preferred", a.Name, b.Name)
	d.set(NameChanged, "other", a.Aliases, b.Aliases)
	d.field(DetailChanged, "classification", a.Classification, b.Classification)
	d.field(DetailChanged, "country", a.Country, b.Country)
	d.field(DetailChanged, "parent", a.Parent, b.Parent)
	d.identifiers(a.Identifiers, b.Identifiers)
}

func (d *differ) country(a, b *schema.Country) {
	switch {
	case a == nil:
		d.entry.Name = b.Name
		d.add(Added, "", "", b.Name)
		return
	case b == nil:
		d.entry.Name = a.Name
		d.add(Removed, "", a.Name, "")
		return
	}
	d.entry.Name = b.Name
	d.field(NameChanged, "preferred", a.Name, b.Name)
	d.set(NameChanged, "other", a.Aliases, b.Aliases)
}

// sanctions compares the listings of each subject.
func (d *differ) sanctions(old, new *Edition) {
	names := map[string]string{}
	for _, e := range []*Edition{old, new} {
		for _, p := range e.Persons {
			names[p.ID] = p.Name
		}
		for _, o := range e.Organizations {
			names[o.ID] = o.Name
		}
	}
	list := func(e *Edition) map[string][]string {
		out := map[string][]string{}
		for _, s := range e.Sanctions {
			during := span(date.Interval{Start: s.Listed, End: s.Ended})
			out[s.Subject] = append(out[s.Subject], words(s.Program, during, "("+s.Authority+")"))
		}
		return out
	}
	a, b := list(old), list(new)
	subjects := slices.Collect(maps.Keys(a))
	for id := range b {
		if _, ok := a[id]; !ok {
			subjects = append(subjects, id)
		}
	}
	for _, id := range subjects {
		d.entry = Change{Entry: "sanction", ID: id, Name: cmp.Or(names[id], id)}
		for _, s := range a[id] {
			if !slices.Contains(b[id], s) {
				d.add(SanctionRemoved, "", s, "")
			}
		}
		for _, s := range b[id] {
			if !slices.Contains(a[id], s) {
				d.add(SanctionAdded, "", "", s)
			}
		}
	}
}
