package fetch

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// DefaultMaxBytes is the largest download of a register that sets no limit of its own.
const DefaultMaxBytes = 32 << 20

// Register is a register that can be fetched.
type Register struct {
	Name     string // "congress-legislators-current"
	Title    string
	Licence  string
	Files    []File
	MaxBytes int64 // of one file; DefaultMaxBytes when 0
}

// File is one file of a register at its publisher.
type File struct {
	Name      string // on disk
	URL       string
	SHA256    string // hex; empty when the publisher changes the file under one address
	Companion bool   // read together with another file, never by itself
	Folder    string // for a .tar.gz: the folder inside it that is unpacked
}

const (
	congress  = "https://unitedstates.github.io/congress-legislators/"
	ofac      = "https://www.treasury.gov/ofac/downloads/"
	people    = "https://github.com/openstates/people/archive/refs/heads/main.tar.gz"
	countries = "https://raw.githubusercontent.com/opensanctions/countrynames/main/countrynames/data.yaml"
)

// Known lists the registers with a fixed name, by name. Beside them [Lookup] knows openstates-XX for every state.
func Known() []Register {
	out := []Register{
		{Name: "countrynames", Title: "Country names in many languages", Licence: "MIT", Files: []File{{Name: "countrynames.yaml", URL: countries}}},
		{Name: "ofac-sdn", Title: "OFAC Specially Designated Nationals, with aliases and addresses", Licence: "US government work", Files: []File{
			{Name: "sdn.csv", URL: ofac + "sdn.csv"},
			{Name: "alt.csv", URL: ofac + "alt.csv", Companion: true},
			{Name: "add.csv", URL: ofac + "add.csv", Companion: true},
		}},
	}
	for _, f := range []struct{ name, file, title string }{
		{"congress-legislators-current", "legislators-current.yaml", "Members of the United States Congress in office"},
		{"congress-legislators-historical", "legislators-historical.yaml", "Former members of the United States Congress since 1789"},
		{"congress-legislators-executive", "executive.yaml", "Presidents and vice presidents of the United States"},
		{"congress-legislators-committees", "committees-current.yaml", "Committees of the United States Congress"},
	} {
		out = append(out, Register{Name: f.name, Title: f.title, Licence: "CC0-1.0", Files: []File{{Name: f.file, URL: congress + f.file}}})
	}
	slices.SortFunc(out, func(a, b Register) int { return strings.Compare(a.Name, b.Name) })
	return out
}

var stateRegister = regexp.MustCompile(`^openstates-([a-z]{2})$`)

// Lookup finds a register by name. The error wraps [ErrUnknown] and names the registers there are.
func Lookup(name string) (Register, error) {
	var names []string
	for _, r := range Known() {
		if r.Name == name {
			return r, nil
		}
		names = append(names, r.Name)
	}
	if m := stateRegister.FindStringSubmatch(name); m != nil {
		return Register{
			Name: name, Title: "State legislators: " + strings.ToUpper(m[1]), Licence: "CC0-1.0", MaxBytes: 256 << 20,
			Files: []File{{Name: "people.tar.gz", URL: people, Folder: "data/" + m[1]}},
		}, nil
	}
	return Register{}, fmt.Errorf("%q: %w; there are %s, and openstates-XX for the state XX", name, ErrUnknown, strings.Join(names, ", "))
}
