package tables

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"demarche/schema/iri"

	"go.yaml.in/yaml/v3"
)

// The errors of this package, wrapped with file and row.
var (
	ErrMap    = errors.New("not a map of a table")
	ErrColumn = errors.New("the table has no such column")
	ErrTable  = errors.New("not a table")
)

// Map says which column of a table is what. Its file is YAML:
//
//	demarche-map: 1            # version of the format
//	id: senate-93              # slug of the data, the name it is replaced under
//	title: Cosponsorship in the 93rd Senate
//	publisher, edition, licence, url: text
//	delimiter: ","             # or ";" or "\t"; the comma when left out
//	person:
//	  id: bioguide             # column; required
//	  scheme: bioguide         # bioguide, ocd-person, or own (numbers of the data's own; the default)
//	  name, party, state, chamber, district: columns
//	item:
//	  id: bill                 # column; required
//	  name, date: columns      # dates as YYYY, YYYY-MM or YYYY-MM-DD
//	role:
//	  column: role
//	  lead: [sponsor]          # values that make a lead; every other value is a cosigner
//	weight: strength           # column of a number; rows of 0 or less are left out
type Map struct {
	Version   int    `yaml:"demarche-map"`
	ID        string `yaml:"id"`
	Title     string `yaml:"title"`
	Publisher string `yaml:"publisher"`
	Edition   string `yaml:"edition"`
	Licence   string `yaml:"licence"`
	URL       string `yaml:"url"`
	Delimiter string `yaml:"delimiter"`
	Person    struct {
		ID       string `yaml:"id"`
		Scheme   string `yaml:"scheme"`
		Name     string `yaml:"name"`
		Party    string `yaml:"party"`
		State    string `yaml:"state"`
		Chamber  string `yaml:"chamber"`
		District string `yaml:"district"`
	} `yaml:"person"`
	Item struct {
		ID   string `yaml:"id"`
		Name string `yaml:"name"`
		Date string `yaml:"date"`
	} `yaml:"item"`
	Role struct {
		Column string   `yaml:"column"`
		Lead   []string `yaml:"lead"`
	} `yaml:"role"`
	Weight string `yaml:"weight"`
}

// maxMap is the largest map file.
const maxMap = 64 << 10

// ReadMap reads a map. The error wraps [ErrMap] and names the file and what is wrong in it.
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
	m := new(Map)
	dec := yaml.NewDecoder(bytes.NewReader(b))
	dec.KnownFields(true)
	if err := dec.Decode(m); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", path, ErrMap, err)
	}
	if why := m.fault(); why != "" {
		return nil, fmt.Errorf("%s: %w: %s", path, ErrMap, why)
	}
	return m, nil
}

func (m *Map) fault() string {
	switch {
	case m.Version != 1:
		return fmt.Sprintf("demarche-map is %d, want 1", m.Version)
	case m.ID == "" || iri.Slug(m.ID) != m.ID:
		return fmt.Sprintf("id %q is no slug (lower case letters, digits, hyphens)", m.ID)
	case m.Person.ID == "":
		return "person has no id column"
	case m.Item.ID == "":
		return "item has no id column"
	case m.Person.Scheme != "" && !slices.Contains([]string{"own", "bioguide", "ocd-person"}, m.Person.Scheme):
		return fmt.Sprintf("scheme %q is none of bioguide, ocd-person, own", m.Person.Scheme)
	case len(m.Role.Lead) > 0 && m.Role.Column == "":
		return "role has values of leads and no column"
	case m.Delimiter != "" && len([]rune(m.Delimiter)) != 1:
		return fmt.Sprintf("delimiter %q is not one character", m.Delimiter)
	}
	return ""
}
