package tables

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche/graph/match"
	"demarche/schema"

	"github.com/google/go-cmp/cmp"
)

// signers shows what was read as "item: people", those who lead with a star.
func signers(t *Table) string {
	of := map[string][]string{}
	for _, p := range t.Places {
		id := p.Person[strings.LastIndexAny(p.Person, ":-")+1:]
		if p.Role == schema.RoleLead {
			id += "*"
		}
		of[p.Item] = append(of[p.Item], id)
	}
	var out []string
	for _, it := range t.Items {
		slices.Sort(of[it.ID])
		out = append(out, fmt.Sprintf("%s: %s", it.ID, strings.Join(of[it.ID], " ")))
	}
	return strings.Join(out, "; ")
}

// TestShapes reads tables as the world writes them. What is read is worked out by hand.
func TestShapes(t *testing.T) {
	const long = "person: {id: who}\nitem: {id: what}\n"
	for _, tt := range []struct {
		name, keys, in, want string
	}{
		{"semicolons", long, "who;what\na;x\nb;x\n", "x: a b"},
		{"tabs", long, "who\twhat\na\tx\nb \"B\" c\tx\n", `x: a b "B" c`},
		{"bars", long, "who|what\na|x\nb|y\n", "x: a; y: b"},
		{"a comma in a heading of semicolons", long, "who;what;when, where\na;x;1,2\n", "x: a"},
		{"mark of byte order", long, "\ufeffwho,what\na,x\n", "x: a"},
		{"UTF-16", long, "\xff\xfew\x00h\x00o\x00,\x00w\x00h\x00a\x00t\x00\n\x00\xe9\x00,\x00x\x00\n\x00", "x: é"},
		{"Latin-1", long, "who,what\nJos\xe9,x\n", "x: José"},
		{"Macintosh lines", long, "who,what\ra,x\rb,x\r", "x: a b"},
		{"Windows lines and blanks", long, "who , what\r\n a , x \r\n\r\nb,x\r\n", "x: a b"},
		{"quoted line ends", long, "who,what\n\"a\nb\",x\nc,x\n", "x: a\nb c"},
		{"heading in other case", long, "WHO, What \na,x\n", "x: a"},
		{"columns by number", "person: {id: '#1'}\nitem: {id: '#2'}\n", "id,id\na,x\n", "x: a"},
		{"no heading, comments, blanks between", "delimiter: blanks\ncomment: '%'\nheader: false\nperson: {id: 1}\nitem: {id: 2}\n", "% bip unweighted\n1 1\n2  1\n\n1 2\n", "1: 1 2; 2: 1"},
		{"lines before the heading", "skip: 2\n" + long, "A title\n\nwho,what\na,x\n", "x: a"},
		{"ids of two columns", "person: {id: who}\nitem: {id: [congress, bill]}\n", "who,congress,bill\na,113,hr1\na,114,hr1\n", "113-hr1: a; 114-hr1: a"},
		{"items by name", "person: {id: who}\nitem: {name: title}\n", "who,title\na,A bill\n", "A bill: a"},
		{"roles; the lead wins over a repetition", long + "role: {column: r, lead: [s, p]}\n", "who,what,r\na,x,c\nb,x,c\na,x,s\n", "x: a* b"},
		{"lead in a column of its own", long + "lead: {id: boss}\n", "what,boss,who\nx,a,b\nx,a,c\ny,c,\n", "x: a* b c; y: c*"},
		{"people in one cell", "lead: {id: boss}\nperson: {id: who, separator: ';'}\nitem: {id: what}\n", "what,boss,who\nx,a,b; c ;\ny,b,\n", "x: a* b c; y: b*"},
		{"conditions", long + "where: {vote: [\"yes\", y]}\nexcept: {withdrawn: [\"1\"]}\n", "who,what,vote,withdrawn\na,x,yes,0\nb,x,no,0\nc,x,y,1\n", "x: a"},
		{"missing values", long, "who,what\nNA,x\na,NULL\nb,x\n", "x: b"},
		{"missing values of one's own", long + "missing: []\n", "who,what\nNA,x\nb,x\n", "x: NA b"},
		{"matrix", "person: {id: who}\nmatrix: {}\n", "who,x,y,z\na,1,0,\nb,1,yes,NA\nc,0,0,0\n", "x: a b; y: b; z: "},
		{"matrix of words", "person: {id: who}\nmatrix: {lead: [S], signed: [C]}\n", "who,x,y\na,S,C\nb,C,\n", "x: a* b; y: a"},
		{"matrix of items by people", "item: {id: bill, name: title}\nmatrix: {rows: item}\n", "bill,title,a,b\nx,The X,1,\ny,The Y,1,x\n", "x: a; y: a b"},
		{"matrix with a range of columns", "item: {id: bill}\nmatrix: {rows: item, columns: a..}\n", "bill,committee,a,b\nx,7,1,1\n", "x: a b"},
		{"matrix of dates", "person: {id: who}\nitem: {dateFormat: D-Mon-YY}\nmatrix: {}\n", "who,x,y\na,9-Feb-05,-1\nb,2005-02-09,\n", "x: a b; y: "},
		{"a row too long is dropped", long, "who,what\na,x,1\nb,x,\n", "x: b"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := ReadMap(writeMap(t, "demarche-map: 1\nid: t\n"+tt.keys))
			if err != nil {
				t.Fatal(err)
			}
			table, err := Read("t", strings.NewReader(tt.in), m)
			if err != nil {
				t.Fatal(err)
			}
			if got := signers(table); got != tt.want {
				t.Errorf("got %q, want %q; %v", got, tt.want, table.Notes)
			}
			if table.Edition.Report.Kept != len(table.Places) {
				t.Errorf("kept %d, %d places", table.Edition.Report.Kept, len(table.Places))
			}
		})
	}
}

func TestMatrixKeepsIsolates(t *testing.T) {
	for name, keys := range map[string]string{"people": "person: {id: who}\nmatrix: {}\n", "items": "item: {id: who}\nmatrix: {rows: item}\n"} {
		m, err := ReadMap(writeMap(t, "demarche-map: 1\nid: t\n"+keys))
		if err != nil {
			t.Fatal(err)
		}
		table, err := Read("t", strings.NewReader("who,x,y\na,1,0\nb,0,0\n"), m)
		if err != nil || len(table.Edition.Persons) != 2 || len(table.Items) != 2 {
			t.Errorf("%s: %d people and %d items, want 2 and 2; %v", name, len(table.Edition.Persons), len(table.Items), err)
		}
	}
}

func TestDates(t *testing.T) {
	for _, tt := range []struct{ in, format, want string }{
		{"2015", "", "2015"},
		{"2015-01", "", "2015-01"},
		{"2015-01-06", "", "2015-01-06"},
		{"2015-01-06T00:00:00Z", "", "2015-01-06"},
		{"2015-01-06 12:30", "", "2015-01-06"},
		{"January 6, 2015", "", "2015-01-06"},
		{"6 Jan 2015", "", "2015-01-06"},
		{"2015.1.6", "YYYY.M.D", "2015-01-06"},
		{"1/6/2015", "M/D/YYYY", "2015-01-06"},
		{"06.01.2015", "DD.MM.YYYY", "2015-01-06"},
		{"6-Jan-15", "D-Mon-YY", "2015-01-06"},
		{"1/2015", "M/YYYY", "2015-01"},
		{"2015.0", "", "2015"},
		{"1/6/2015", "", "?"},
		{"2015-02-30", "", "?"},
		{"soon", "M/D/YYYY", "?"},
	} {
		var formats []string
		if tt.format != "" {
			formats = append(formats, tt.format)
		}
		d, ok := readDate(tt.in, formats)
		if got := string(d); ok && got != tt.want || !ok && tt.want != "?" {
			t.Errorf("readDate(%q, %q) = %q, %v; want %q", tt.in, tt.format, got, ok, tt.want)
		}
	}
}

// onlyAnn knows Ann Example while she sits.
type onlyAnn struct{}

func (onlyAnn) Resolve(m match.Mention) match.Result {
	switch {
	case m.Name == "Ann Example" && m.Date > "2010":
		return match.Result{Decision: schema.Accepted, Person: &schema.Person{ID: "bioguide:E000001"}}
	case m.Name == "Bob":
		return match.Result{Decision: schema.Ambiguous}
	}
	return match.Result{Decision: schema.None}
}

// TestNames looks people up by name on the item's date; whom nobody knows is provisional, one person for each name.
func TestNames(t *testing.T) {
	m, err := ReadMap(writeMap(t, "demarche-map: 1\nid: t\nperson: {name: [first, last]}\nitem: {id: bill, date: day}\n"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewReader(m, Known{Resolver: onlyAnn{}})
	if err != nil {
		t.Fatal(err)
	}
	in := "first,last,bill,day\nAnn,Example,x,2015\nAnn,Example,y,2001\nBob,,x,2015\nCy,Third,x,2015\ncy,third,y,2001\n"
	if err := r.Read("t", strings.NewReader(in)); err != nil {
		t.Fatal(err)
	}
	table, err := r.Table()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Names{Accepted: 1, Ambiguous: 1, None: 3}, table.Names); diff != "" {
		t.Error(diff)
	}
	if len(table.Known) != 1 || table.Known[0].ID != "bioguide:E000001" || len(table.Edition.Persons) != 3 || len(table.Places) != 5 {
		t.Errorf("known %v, others %v, %d places; want Ann, three others, 5", table.Known, table.Edition.Persons, len(table.Places))
	}
}

// TestBeside reads names and titles from tables beside the map. People of the store's registers keep what these say.
func TestBeside(t *testing.T) {
	path := writeMap(t, `{
	"demarche-map": 1, "id": "t", "title": "T",
	"person": {"id": "member", "scheme": "bioguide", "table": {"file": ["old.csv", "new.csv"], "id": "bioguide", "name": ["first", "last"], "party": "party"}},
	"item": {"id": "bill", "table": {"file": "bills.tsv", "id": "bill", "name": "title", "date": "introduced"}}
}`)
	for name, text := range map[string]string{
		"old.csv": "bioguide,first,last,party\nA000001,Ann,Old,R\n", "new.csv": "bioguide,first,last,party\nB000001,Bob,New,D\n",
		"bills.tsv": "bill\ttitle\tintroduced\nx\tThe \"X\" act\t2015-01-06\n",
	} {
		if err := os.WriteFile(filepath.Join(filepath.Dir(path), name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m, err := ReadMap(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewReader(m, Known{Persons: map[string]bool{"bioguide:C000001": true}})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Read("t", strings.NewReader("member,bill\nA000001,x\nb000001,x\nC000001,x\nnobody,x\n")); err != nil {
		t.Fatal(err)
	}
	table, err := r.Table()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Item{{ID: "x", Name: `The "X" act`, Date: "2015-01-06"}}, table.Items); diff != "" {
		t.Error(diff)
	}
	var got []string
	for _, p := range slices.Concat(table.Edition.Persons, table.Known) {
		got = append(got, fmt.Sprint(p.ID, " ", p.Name, " ", len(p.Tenures)))
	}
	if diff := cmp.Diff([]string{"bioguide:A000001 Ann Old 1", "bioguide:B000001 Bob New 1", "bioguide:C000001  0"}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string][]string{"no Bioguide id (a letter and six digits)": {`t:5:1 "nobody"`}}, table.Edition.Report.Places); diff != "" {
		t.Error(diff)
	}
}

func TestPlacesOfErrors(t *testing.T) {
	for _, tt := range []struct{ name, keys, in, want string }{
		{"torn quotes", "", "who,what\na,x\n\"b\"c,x\n", `t.csv:3:3: not a table: extraneous or missing " in quoted-field`},
		{"wrong column", "", "name,what\na,x\n", `t.csv: the table has no such column: "who"; it has name, what`},
		{"twice", "", "who,what,who\na,x,b\n", `t.csv: the table has no such column of one meaning: "who" stands there several times; name it by number, #1`},
		{"empty", "", "", "t.csv: not a table: it is empty"},
		{"heading only", "", "who,what\n", "t.csv: not a table: no row could be kept: it has no rows"},
		{"binary", "", "who,\x00\x00", "t.csv: not a table: it has a zero byte at 4: no text"},
		{"spreadsheet", "", "PK\x03\x04\x00\x00", "t.csv: not a table: it is a spreadsheet or an archive; save the sheet as CSV"},
		{"nothing kept", "where: {what: [z]}\n", "who,what\na,x\n", "t.csv: not a table: no row could be kept: where and except leave out every row"},
		{"not UTF-8", "encoding: utf-8\n", "who,what\n\xe9,x\n", "t.csv: not a table: byte 9 is no UTF-8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := ReadMap(writeMap(t, "demarche-map: 1\nid: t\nperson: {id: who}\nitem: {id: what}\n"+tt.keys))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Read("t.csv", strings.NewReader(tt.in), m); err == nil || err.Error() != tt.want {
				t.Errorf("Read = %v, want %s", err, tt.want)
			}
		})
	}
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", "demarche-map: 1\nid: t\nperson: {idd: who}\n", `:3: not a map of a table: unknown key "idd"`},
		{"list of lists", "demarche-map: 1\nid: t\nperson: {id: [[a]]}\n", `:3: not a map of a table: want a text or a list of texts`},
		{"no YAML", "demarche-map: 1\n\tid: t\n", `:2: not a map of a table: found a tab character that violates indentation`},
		{"delimiter", "demarche-map: 1\nid: t\ndelimiter: ab\nperson: {id: a}\nitem: {id: b}\n", `: not a map of a table: delimiter "ab" is not one character, nor comma, semicolon, tab, pipe, blanks`},
		{"encoding", "demarche-map: 1\nid: t\nencoding: klingon\nperson: {id: a}\nitem: {id: b}\n", `encoding "klingon" is unknown`},
		{"date format", "demarche-map: 1\nid: t\nperson: {id: a}\nitem: {id: b, dateFormat: dd/mm/yy}\n", `dateFormat "dd/mm/yy" is not made of`},
		{"nobody", "demarche-map: 1\nid: t\nitem: {id: b}\n", "person has no id and no name column"},
	} {
		if _, err := ReadMap(writeMap(t, tt.text)); !errors.Is(err, ErrMap) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: ReadMap = %v, want %s", tt.name, err, tt.want)
		}
	}
}
