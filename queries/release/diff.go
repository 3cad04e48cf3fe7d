package release

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The kinds of changes.
const (
	Added        = "added"
	Removed      = "removed"
	Changed      = "changed"
	Reidentified = "re-identified" // the same printed name is another person now
)

// Change is one difference between two releases. ID is the row's in the new release, in the old one when it is gone.
type Change struct {
	Table   string   `json:"table"`
	Change  string   `json:"change"`
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Cells   []Cell   `json:"cells,omitempty"` // of what changed and of who was re-identified
	Reasons []string `json:"reasons"`
}

// Cell is a column whose value differs.
type Cell struct {
	Column string `json:"column"`
	Old    string `json:"old"`
	New    string `json:"new"`
}

// Difference is what changed between two releases. Its JSON is a published format.
type Difference struct {
	Old     Edition          `json:"old"`
	New     Edition          `json:"new"`
	Counts  map[string]Count `json:"counts"` // by table
	Changes []Change         `json:"changes"`
}

// Edition names a release.
type Edition struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	Software string `json:"software,omitempty"`
}

// Count is how many rows a table has, and had.
type Count struct {
	Old int `json:"old"`
	New int `json:"new"`
}

// compared are the tables whose rows are compared, in this order, with the column that names a row.
var compared = []struct{ table, name string }{{"letter", "name"}, {"signature", "as_name"}, {"recipient", "as_name"}, {"demand", "name"}}

// uncompared are columns that say nothing new: keys that follow from others.
var uncompared = map[string]bool{"evidence": true, "tenure": true, "candidates": true}

// comparison is a comparison under way.
type comparison struct {
	old, new *written
	letters  map[string]string // id of a letter in the old release -> in the new one, where it was renamed
	changes  []Change
}

// Diff compares two releases in folders. The error wraps ErrFolder for a folder without a release, and names the file
// and line of a table that cannot be read.
func Diff(oldFolder, newFolder string) (*Difference, error) {
	a, err := read(oldFolder)
	if err != nil {
		return nil, err
	}
	b, err := read(newFolder)
	if err != nil {
		return nil, err
	}
	c := &comparison{old: a, new: b, letters: map[string]string{}}
	d := &Difference{Old: a.edition, New: b.edition, Counts: map[string]Count{}, Changes: []Change{}}
	for _, x := range compared {
		d.Counts[x.table] = Count{len(a.tables[x.table]), len(b.tables[x.table])}
	}
	c.renamed()
	for _, x := range compared {
		c.table(x.table, x.name)
	}
	d.Changes = append(d.Changes, c.changes...)
	return d, nil
}

// renamed pairs letters that are gone with new ones of the same documents: an id changes when the date, the recipients or
// the signers of a letter are read differently.
func (c *comparison) renamed() {
	gone, come := map[string][]string{}, map[string][]string{}
	for _, x := range []struct {
		from, other *written
		into        map[string][]string
	}{{c.old, c.new, gone}, {c.new, c.old, come}} {
		for _, id := range slices.Sorted(maps.Keys(x.from.tables["letter"])) {
			if _, ok := x.other.tables["letter"][id]; !ok {
				key := strings.Join(x.from.documents("letter", id), " ")
				x.into[key] = append(x.into[key], id)
			}
		}
	}
	for key, ids := range gone {
		if other := come[key]; key != "" && len(ids) == 1 && len(other) == 1 {
			c.letters[ids[0]] = other[0]
		}
	}
}

// same is the name by which rows with different ids are one thing: a letter that was renamed, a printed name at its place
// on a letter, a demand's words.
func (c *comparison) same(w *written, table, id string) string {
	r := w.tables[table][id]
	letter := r["letter"]
	if w == c.old {
		letter = cmp.Or(c.letters[letter], letter)
	}
	switch table {
	case "letter":
		if w == c.old {
			return c.letters[id]
		}
		return id
	case "signature", "recipient":
		return strings.Join([]string{letter, fold(r["as_name"]), r["as_office"], r["kind"]}, "\x00")
	}
	return strings.Join([]string{letter, r["statement"], r["type"], r["polarity"], fold(r["text"])}, "\x00")
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// table compares the rows of a table, by name.
func (c *comparison) table(table, name string) {
	before, after := c.old.tables[table], c.new.tables[table]
	goneBy := map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		if _, ok := after[id]; !ok {
			if key := c.same(c.old, table, id); key != "" {
				goneBy[key] = append(goneBy[key], id)
			}
		}
	}
	var out []Change
	paired := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(after)) {
		oldID := id
		if _, ok := before[id]; !ok {
			key := c.same(c.new, table, id)
			if len(goneBy[key]) == 0 {
				out = append(out, Change{table, Added, id, after[id][name], nil, c.presence(c.new, c.old, table, id, "added")})
				continue
			}
			oldID, goneBy[key] = goneBy[key][0], goneBy[key][1:]
			paired[oldID] = true
		}
		if ch, differs := c.row(table, name, oldID, id); differs {
			out = append(out, ch)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		if _, ok := after[id]; !ok && !paired[id] {
			out = append(out, Change{table, Removed, id, before[id][name], nil, c.presence(c.old, c.new, table, id, "removed")})
		}
	}
	rank := map[string]int{Added: 0, Removed: 1, Changed: 2, Reidentified: 3}
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(rank[a.Change], rank[b.Change]), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	c.changes = append(c.changes, out...)
}

// row compares one row with what it was.
func (c *comparison) row(table, name, oldID, id string) (Change, bool) {
	was, is := c.old.tables[table][oldID], c.new.tables[table][id]
	ch := Change{Table: table, Change: Changed, ID: id, Name: cmp.Or(is[name], was[name])}
	for _, col := range c.new.columns[table] {
		if uncompared[col] || was[col] == is[col] || col == "letter" && c.letters[was[col]] == is[col] {
			continue
		}
		if col == "id" && table != "letter" { // follows from the letter and the person
			continue
		}
		ch.Cells = append(ch.Cells, Cell{col, was[col], is[col]})
		if col == "person" {
			ch.Change = Reidentified
		}
	}
	if len(ch.Cells) == 0 {
		return ch, false
	}
	ch.Reasons = c.reasons(table, oldID, id, was, is)
	return ch, true
}

// presence says why a row is in one release only.
func (c *comparison) presence(in, other *written, table, id, what string) []string {
	var out []string
	known := false
	for _, doc := range in.documents(table, id) {
		if _, ok := other.tables["document"][doc]; ok {
			known = true
			continue
		}
		file := in.tables["document"][doc]["file"]
		if other.file(file) != "" {
			out = append(out, "document changed: "+file)
		} else {
			out = append(out, "document "+what+": "+cmp.Or(file, doc))
		}
	}
	if len(out) > 0 && !known {
		return out
	}
	r := in.tables[table][id]
	return append(out, c.identification(in, table, id, r["person"], "")...)
}

// reasons says why a row changed.
func (c *comparison) reasons(table, oldID, id string, was, is map[string]string) []string {
	var out []string
	before, after := c.old.documents(table, oldID), c.new.documents(table, id)
	for _, doc := range after {
		if !slices.Contains(before, doc) {
			out = append(out, "document added: "+cmp.Or(c.new.tables["document"][doc]["file"], doc))
		}
	}
	for _, doc := range before {
		if !slices.Contains(after, doc) {
			out = append(out, "document removed: "+cmp.Or(c.old.tables["document"][doc]["file"], doc))
		}
	}
	if len(out) > 0 && was["person"] == is["person"] {
		return out
	}
	return append(out, c.identification(c.new, table, id, is["person"], was["person"])...)
}

// identification names the judgements and the editions of registers that changed and bear on a row, else the program.
func (c *comparison) identification(in *written, table, id string, people ...string) []string {
	var out []string
	if table == "signature" || table == "recipient" {
		out = c.judged(in, table, id, people)
		if len(out) > 0 {
			return out
		}
		if out = c.registers(people); len(out) > 0 {
			return out
		}
	}
	if c.old.edition.Software != c.new.edition.Software {
		return []string{fmt.Sprintf("read by another version of the program: %s, before %s", c.new.edition.Software, c.old.edition.Software)}
	}
	if out = c.registers(nil); len(out) > 0 {
		return out
	}
	return []string{"read differently"}
}

// judged lists judgements on the mentions of a row, or on its people, that only one release knows.
func (c *comparison) judged(in *written, table, id string, people []string) []string {
	keys := map[string]bool{}
	for _, doc := range in.documents(table, id) {
		keys[mentionKey(doc, in.tables[table][id]["as_name"])] = true
	}
	for _, p := range people {
		if p != "" {
			keys[judgedID(p)] = true
		}
	}
	var out []string
	for _, x := range []struct {
		in, other *written
		word      string
	}{{c.new, c.old, "judgement"}, {c.old, c.new, "judgement undone"}} {
		for _, k := range slices.Sorted(maps.Keys(x.in.tables["judgement"])) {
			j := x.in.tables["judgement"][k]
			if keys[j["left"]] || keys[j["right"]] && !strings.HasPrefix(j["left"], "mention:") {
				if o, ok := x.other.tables["judgement"][k]; !ok || o["verdict"] != j["verdict"] {
					out = append(out, strings.TrimSpace(fmt.Sprintf("%s: %s %s %s %s", x.word, j["left"], j["verdict"], j["right"], by(j))))
				}
			}
		}
	}
	return out
}

func by(j map[string]string) string {
	if j["who"] == "" {
		return ""
	}
	return "(" + j["who"] + ")"
}

// registers lists the registers whose edition changed; with people, only those that speak of them.
func (c *comparison) registers(people []string) []string {
	relevant := func(w *written, id string) bool {
		if people == nil {
			return true
		}
		for _, p := range people {
			if slices.Contains(strings.Split(w.tables["person"][p]["sources"], listMark), id) {
				return true
			}
		}
		return false
	}
	var out []string
	for _, id := range slices.Sorted(maps.Keys(c.new.tables["register"])) {
		is := c.new.tables["register"][id]
		was, ok := c.old.tables["register"][id]
		switch {
		case !relevant(c.new, id) && !relevant(c.old, id):
		case !ok:
			out = append(out, "register added: "+is["title"])
		case was["sha256"] != is["sha256"] || was["edition"] != is["edition"]:
			out = append(out, strings.TrimSpace(fmt.Sprintf("register edition changed: %s %s", is["title"], editions(was, is))))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.old.tables["register"])) {
		if _, ok := c.new.tables["register"][id]; !ok && relevant(c.old, id) {
			out = append(out, "register removed: "+c.old.tables["register"][id]["title"])
		}
	}
	return out
}

func editions(was, is map[string]string) string {
	if was["edition"] == is["edition"] {
		return ""
	}
	return fmt.Sprintf("(%s, before %s)", cmp.Or(is["edition"], "no date"), cmp.Or(was["edition"], "no date"))
}
