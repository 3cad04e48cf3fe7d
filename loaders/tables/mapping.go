package tables

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"demarche/schema/iri"

	"go.yaml.in/yaml/v3"
)

// The errors of this package, wrapped with file and place.
var (
	ErrMap    = errors.New("not a map of a table")
	ErrColumn = errors.New("the table has no such column")
	ErrTable  = errors.New("not a table")
)

// Map says which column of a table is what. Its file is YAML or JSON; docs/networks.md explains every key by examples.
// Columns are named as in the heading, case and blanks aside, or counted, "#3"; without a heading they are numbers.
type Map struct {
	Version   int    `yaml:"demarche-map"` // 1
	ID        string `yaml:"id"`           // slug of the data, the name it is replaced under
	Title     string `yaml:"title"`
	Publisher string `yaml:"publisher"`
	Edition   string `yaml:"edition"`
	Licence   string `yaml:"licence"`
	URL       string `yaml:"url"`

	Layout  `yaml:",inline"`
	Person  People             `yaml:"person"`
	Lead    People             `yaml:"lead"` // columns of those who lead, beside those of the others
	Item    Items              `yaml:"item"`
	Date    string             `yaml:"date"` // column: when the person signed
	Role    Role               `yaml:"role"`
	Weight  string             `yaml:"weight"` // column of a number; rows of 0 or less are left out
	Where   map[string]Columns `yaml:"where"`  // column -> values: only rows with one of them
	Except  map[string]Columns `yaml:"except"` // column -> values: no row with one of them
	Matrix  *Matrix            `yaml:"matrix"`
	Missing Columns            `yaml:"missing"` // what empty cells say; NA, N/A, NULL, NaN when left out

	dir string // of the map's file
}

// Layout is how a file of a table is written. What is left out is recognised.
type Layout struct {
	Delimiter string `yaml:"delimiter"` // a character, or comma, semicolon, tab, pipe, blanks
	Encoding  string `yaml:"encoding"`  // utf-8, utf-16, latin-1, windows-1252 and others of the web's names
	Header    *bool  `yaml:"header"`    // false: the first row is data, and columns are numbers from 1
	Skip      int    `yaml:"skip"`      // lines before the heading
	Comment   string `yaml:"comment"`   // rows that begin with it are no data
}

// People says which columns tell who a person is. Without an id people are known by their names: those that the
// registers of the store know on the date are these people, the others are provisional.
type People struct {
	ID        Columns `yaml:"id"`
	Scheme    string  `yaml:"scheme"` // bioguide, ocd-person, own (the data's own ids, the default), name
	Name      Columns `yaml:"name"`   // several columns are joined by blanks
	Party     string  `yaml:"party"`
	State     string  `yaml:"state"`
	Chamber   string  `yaml:"chamber"`
	District  string  `yaml:"district"`
	Separator string  `yaml:"separator"` // between several people in one cell
	Table     *Lookup `yaml:"table"`     // where names and the rest stand when they are in a table of their own
}

// Items says which columns tell what was signed.
type Items struct {
	ID         Columns `yaml:"id"` // several columns are joined by hyphens; the name when left out
	Name       Columns `yaml:"name"`
	Date       string  `yaml:"date"`
	DateFormat Columns `yaml:"dateFormat"` // such as M/D/YYYY or DD.MM.YYYY; ISO dates and written months need none
	Table      *Lookup `yaml:"table"`
}

// Lookup is a second table, beside the map's file, with one row for each person or item.
type Lookup struct {
	File     Columns `yaml:"file"`
	Layout   `yaml:",inline"`
	ID       Columns `yaml:"id"`
	Name     Columns `yaml:"name"`
	Party    string  `yaml:"party"`
	State    string  `yaml:"state"`
	Chamber  string  `yaml:"chamber"`
	District string  `yaml:"district"`
	Date     string  `yaml:"date"`
}

// Role says who leads.
type Role struct {
	Column string  `yaml:"column"`
	Lead   Columns `yaml:"lead"` // values that make a lead; every other value is a cosigner
}

// Matrix is a table with a row for each person and a column for each item, or the other way round.
type Matrix struct {
	Rows    string  `yaml:"rows"`    // person (the default) or item: what a row is
	Columns Columns `yaml:"columns"` // of the other side, "first..last" for many; every column that nothing else names when left out
	Signed  Columns `yaml:"signed"`  // cells that say yes: numbers above 0, x, y, yes, true when left out
	Lead    Columns `yaml:"lead"`    // cells that say lead
	Not     Columns `yaml:"not"`     // cells that say no: 0, n, no, false and empty ones when signed is left out
}

// Columns is one or several names; its YAML is a text, a number or a list of these.
type Columns []string

// UnmarshalYAML takes a scalar for a list of one.
func (c *Columns) UnmarshalYAML(n *yaml.Node) error {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	*c = Columns{}
	for _, v := range nodes {
		if v.Kind != yaml.ScalarNode {
			return fmt.Errorf("line %d: want a text or a list of texts", v.Line)
		}
		*c = append(*c, v.Value)
	}
	return nil
}

// maxMap is the largest map file.
const maxMap = 64 << 10

// ReadMap reads a map. The error wraps [ErrMap] and names the file, the line where it can, and what is wrong.
func ReadMap(path string) (*Map, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	b, err := io.ReadAll(io.LimitReader(f, maxMap+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(b) > maxMap {
		return nil, fmt.Errorf("%s: %w: over %d KiB", path, ErrMap, maxMap>>10)
	}
	m := &Map{dir: filepath.Dir(path)}
	if place, err := m.decode(b); err != nil {
		return nil, fmt.Errorf("%s%s: %w: %w", path, place, ErrMap, err)
	}
	if why := m.fault(); why != "" {
		return nil, fmt.Errorf("%s: %w: %s", path, ErrMap, why)
	}
	return m, nil
}

var yamlPlace = regexp.MustCompile(`(?:yaml: )?line (\d+): (.*)`)

// decode reads YAML, and JSON by way of it. Place is ":LINE" when the error has one.
func (m *Map) decode(b []byte) (place string, err error) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if t := bytes.TrimSpace(b); len(t) > 0 && t[0] == '{' {
		// JSON is YAML but for tabs between its tokens.
		var v any
		if json.Unmarshal(b, &v) == nil {
			if b, err = yaml.Marshal(v); err != nil {
				return "", err
			}
		}
	}
	dec := yaml.NewDecoder(bytes.NewReader(b))
	dec.KnownFields(true)
	if err = dec.Decode(m); err == nil {
		return "", nil
	}
	text := err.Error()
	var typed *yaml.TypeError
	if errors.As(err, &typed) && len(typed.Errors) > 0 {
		text = typed.Errors[0]
	}
	if at := yamlPlace.FindStringSubmatch(text); at != nil {
		place, text = ":"+at[1], at[2]
	}
	if key, rest, ok := strings.Cut(strings.TrimPrefix(text, "field "), " not found in type "); ok && rest != "" {
		text = fmt.Sprintf("unknown key %q", key)
	}
	return place, errors.New(strings.ReplaceAll(text, "\n", " "))
}

// fault tells what the map lacks, or says twice.
func (m *Map) fault() string {
	switch {
	case m.Version != 1:
		return fmt.Sprintf("demarche-map is %d, want 1", m.Version)
	case m.ID == "" || iri.Slug(m.ID) != m.ID:
		return fmt.Sprintf("id %q is no slug (lower case letters, digits, hyphens)", m.ID)
	case len(m.Role.Lead) > 0 && m.Role.Column == "":
		return "role has values of leads and no column"
	case m.Skip < 0:
		return "skip is negative"
	}
	if why := m.Layout.fault(); why != "" {
		return why
	}
	for name, p := range map[string]*People{"person": &m.Person, "lead": &m.Lead} {
		if why := p.fault(name); why != "" {
			return why
		}
	}
	for name, l := range map[string]*Lookup{"person": m.Person.Table, "item": m.Item.Table} {
		switch {
		case l == nil:
		case len(l.File) == 0 || len(l.ID) == 0:
			return name + ".table wants file and id"
		case l.fault() != "":
			return name + ".table: " + l.fault()
		}
	}
	for _, format := range m.Item.DateFormat {
		if _, ok := dateLayout(format); !ok {
			return fmt.Sprintf("dateFormat %q is not made of YYYY, YY, MM, M, DD, D, Mon, Month", format)
		}
	}
	if m.Matrix != nil {
		return m.matrixFault()
	}
	switch {
	case m.Person.empty() && m.Lead.empty():
		return "person has no id and no name column"
	case len(m.Item.ID) == 0 && len(m.Item.Name) == 0:
		return "item has no id and no name column"
	}
	return ""
}

func (m *Map) matrixFault() string {
	switch rows := m.Matrix.Rows; {
	case rows != "" && rows != "person" && rows != "item":
		return fmt.Sprintf("matrix.rows is %q, want person or item", rows)
	case rows == "item" && len(m.Item.ID) == 0 && len(m.Item.Name) == 0:
		return "item has no id and no name column"
	case rows != "item" && m.Person.empty():
		return "person has no id and no name column"
	case !m.Lead.empty() || m.Role.Column != "" || m.Weight != "":
		return "a matrix has no lead, role and weight columns: its cells tell"
	}
	return ""
}

// byItem tells whether the map is of a matrix whose columns are people.
func (m *Map) byItem() bool { return m.Matrix != nil && m.Matrix.Rows == "item" }

func (p *People) empty() bool { return len(p.ID) == 0 && len(p.Name) == 0 }

var schemes = []string{"", "own", "bioguide", "ocd-person", "name"}

func (p *People) fault(where string) string {
	switch {
	case !slices.Contains(schemes, p.Scheme):
		return fmt.Sprintf("%s.scheme %q is none of bioguide, ocd-person, own, name", where, p.Scheme)
	case p.Scheme == "name" && len(p.Name) == 0 && !p.empty():
		return where + " has no name column"
	}
	return ""
}

func (l *Layout) fault() string {
	if _, err := l.comma(); err != nil {
		return err.Error()
	}
	if _, err := codePage(l.Encoding); err != nil {
		return err.Error()
	}
	return ""
}

var delimiters = map[string]rune{"comma": ',', "semicolon": ';', "tab": '\t', `\t`: '\t', "pipe": '|', "blanks": ' ', "space": ' '}

// comma is the delimiter, 0 when it is to be recognised.
func (l *Layout) comma() (rune, error) {
	if l.Delimiter == "" {
		return 0, nil
	}
	if r, ok := delimiters[strings.ToLower(l.Delimiter)]; ok {
		return r, nil
	}
	r := []rune(l.Delimiter)
	if len(r) != 1 || r[0] == '"' || r[0] == '\r' || r[0] == '\n' || r[0] == '\ufffd' {
		return 0, fmt.Errorf("delimiter %s is not one character, nor comma, semicolon, tab, pipe, blanks", strconv.Quote(l.Delimiter))
	}
	return r[0], nil
}
