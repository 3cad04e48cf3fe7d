// Package release writes the whole graph as a data package: CSV tables with stable ids, a Frictionless Data Package
// (datapackage.json, version 2) that types every column and ties the tables together by keys, the same for machine
// learning as Croissant 1.0 (croissant.json), and a README. Start with [Build] and [Release.Write]; [Diff] compares two
// written releases and says why they differ. [ClassOf] judges licences. The same graph gives the same bytes: the package
// knows no clock. It holds all tables in memory.
package release

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"demarche/graph/judgements"
	"demarche/queries/corpus"
)

// The errors of this package.
var (
	// ErrLicence is returned by Build for an open release of data that may not be passed on; the text names the sources.
	ErrLicence = errors.New("a source's licence forbids an open release")
	// ErrBroken is returned by Build when a row leads nowhere or rests on no sentence.
	ErrBroken = errors.New("the tables do not hold together")
	// ErrVersion is returned by Build for a version that is no semantic version, or a name that no package may have.
	ErrVersion = errors.New("not a semantic version")
	// ErrFolder is returned by Diff for a folder that holds no release.
	ErrFolder = errors.New("no release in this folder")
)

// Options are what a caller may choose. Judgements may be nil.
type Options struct {
	Name       string // of the package, [a-z0-9._/-]; "demarche" when empty
	Title      string // for people
	Version    string // semantic; 0.VERSION-OF-THE-STORE.0 when empty
	Date       string // of the release, YYYY-MM-DD; empty leaves it out
	Creator    string // the program and its version
	Open       bool   // refuse sources that may not be passed on
	Judgements *judgements.Set
}

// Release is a data package in memory.
type Release struct {
	Name, Title, Version, Date, Creator string
	Tables                              []*Table // in the order of the documentation
	Sources                             []Source // registers by title
	Stripped                            int      // control characters taken out of texts
	Repaired                            int      // bytes that were no UTF-8
	// Unlicensed counts the documents that state no licence. Only facts and quoted sentences of them are released.
	Unlicensed int
}

// Source is a register, or a document that states a licence.
type Source struct {
	ID, Title, Publisher, Edition, URL string
	Licence                            string
}

// semver is the grammar of semantic versions, https://semver.org section "Is there a suggested regular expression".
var semver = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$`)

var packageName = regexp.MustCompile(`^[-a-z0-9._/]+$`)

// Build reads the graph into tables. The error wraps ErrLicence, ErrBroken or ErrVersion, or is the reader's.
func Build(ctx context.Context, c *corpus.Corpus, o Options) (*Release, error) {
	rel := &Release{
		Name: cmp.Or(o.Name, "demarche"), Title: cmp.Or(o.Title, "Advocacy letters: who asked whom for what"),
		Version: cmp.Or(o.Version, fmt.Sprintf("0.%d.0", c.Version())), Date: o.Date, Creator: o.Creator,
	}
	if !semver.MatchString(rel.Version) {
		return nil, fmt.Errorf("release: version %q: %w, such as 1.0.0", rel.Version, ErrVersion)
	}
	if !packageName.MatchString(rel.Name) {
		return nil, fmt.Errorf("release: name %q: %w: want small letters, digits, and . _ - /", rel.Name, ErrVersion)
	}
	rel.sources(c)
	if o.Open {
		if err := rel.checkOpen(); err != nil {
			return nil, err
		}
	}
	b := &builder{ctx: ctx, c: c, r: c.Reader(), supports: map[string][2]string{}}
	b.build(o.Judgements)
	if err := cmp.Or(ctx.Err(), c.Reader().Err()); err != nil {
		return nil, err
	}
	rel.Tables, rel.Stripped, rel.Repaired = b.tables, b.clean.stripped, b.clean.repaired
	if err := errors.Join(b.broken(), rel.check()); err != nil {
		return nil, err
	}
	return rel, nil
}

// sources lists the registers, and the documents that state a licence.
func (rel *Release) sources(c *corpus.Corpus) {
	for _, g := range c.Registers() {
		rel.Sources = append(rel.Sources, Source{c.GlobalID(g.Node), g.Title, g.Publisher, g.Edition, g.Source, g.Licence})
	}
	for _, d := range c.List(corpus.KindDocument).IDs {
		licence := c.Text(d, c.T.Licence)
		if licence == "" {
			rel.Unlicensed++
			continue
		}
		rel.Sources = append(rel.Sources, Source{c.GlobalID(d), c.Label(d), c.Text(d, c.T.PublishedBy), string(c.Date(d, c.T.Issued)), c.Text(d, c.T.Source), licence})
	}
}

// checkOpen refuses sources that an open release must not hold.
func (rel *Release) checkOpen() error {
	var bad []string
	for _, s := range rel.Sources {
		switch ClassOf(s.Licence) {
		case Open:
		case Restricted:
			bad = append(bad, fmt.Sprintf("%s (%s) is under %s", s.Title, s.ID, s.Licence))
		default:
			bad = append(bad, fmt.Sprintf("%s (%s) has %s", s.Title, s.ID, cmp.Or(s.Licence, "no licence")))
		}
	}
	if len(bad) == 0 {
		return nil
	}
	return fmt.Errorf("release: %w: %s", ErrLicence, strings.Join(bad, "; "))
}

// check tests what the package promises: keys are unique, and every reference leads to a row.
func (rel *Release) check() error {
	ids := map[string]map[string]bool{}
	for _, t := range rel.Tables {
		seen := make(map[string]bool, len(t.Rows))
		for _, row := range t.Rows {
			key := t.key(row)
			if seen[key] {
				return fmt.Errorf("release: %s.csv: %s: %w: two rows of one key", t.Name, strings.ReplaceAll(key, "\x00", " "), ErrBroken)
			}
			seen[key] = true
		}
		ids[t.Name] = seen
	}
	for _, t := range rel.Tables {
		for i, col := range t.Columns {
			for _, row := range t.Rows {
				switch {
				case row[i] == "" && col.Required:
					return fmt.Errorf("release: %s.csv: %s: %w: no %s", t.Name, row[0], ErrBroken, col.Name)
				case row[i] != "" && col.Ref != "" && !ids[col.Ref][row[i]]:
					return fmt.Errorf("release: %s.csv: %s: %w: %s %s is in no row of %s.csv", t.Name, row[0], ErrBroken, col.Name, row[i], col.Ref)
				}
			}
		}
	}
	return nil
}

// file is one file of a release.
type file struct {
	name, sum string
	data      []byte
}

// Write writes the release into a folder, which is made when it does not exist. Each file appears whole; files of the
// same names are replaced, others left alone.
func (rel *Release) Write(dir string) error {
	var files []file
	for _, t := range rel.Tables {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := errors.Join(w.Write(t.header()), w.WriteAll(t.Rows)); err != nil {
			return fmt.Errorf("release: %s.csv: %w", t.Name, err)
		}
		sum := sha256.Sum256(b.Bytes())
		files = append(files, file{t.Name + ".csv", hex.EncodeToString(sum[:]), b.Bytes()})
	}
	tables := slices.Clip(files)
	for _, doc := range []struct {
		name string
		v    any
	}{{"croissant.json", rel.croissant(tables)}, {packageFile, rel.dataPackage(tables)}} {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(doc.v); err != nil {
			return fmt.Errorf("release: %s: %w", doc.name, err)
		}
		files = append(files, file{name: doc.name, data: b.Bytes()})
	}
	files = append(files, file{name: "README.md", data: rel.readme()})
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	for _, f := range files {
		if err := put(dir, f); err != nil {
			return fmt.Errorf("release: %w", err)
		}
	}
	return nil
}

// put writes a file that appears under its name only when it is whole.
func put(dir string, f file) error {
	part := filepath.Join(dir, "."+f.name+".part")
	if err := os.WriteFile(part, f.data, 0o644); err != nil {
		return errors.Join(err, os.RemoveAll(part))
	}
	return os.Rename(part, filepath.Join(dir, f.name))
}

// readme tells people what the tables are.
func (rel *Release) readme() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\nVersion %s of `%s`", rel.Title, rel.Version, rel.Name)
	if rel.Date != "" {
		fmt.Fprintf(&b, ", %s", rel.Date)
	}
	b.WriteString(". CSV in UTF-8; an empty cell is a missing value. Every row that says who did what leads by `evidence` to the\n" +
		"document, span (code points of the normalized text) and sentence that says so; rows about offices lead to the register.\n" +
		"`datapackage.json` (Frictionless) and `croissant.json` describe the same tables for programs.\n")
	for _, t := range rel.Tables {
		fmt.Fprintf(&b, "\n## %s.csv\n\n%s, %d rows.\n\n| column | type | meaning |\n|---|---|---|\n", t.Name, t.About, len(t.Rows))
		for _, c := range t.Columns {
			about := c.About
			if c.Ref != "" {
				about += " (id in " + c.Ref + ".csv)"
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", c.Name, c.Type, about)
		}
	}
	b.WriteString("\n## Sources and licences\n\n| source | publisher | edition | licence |\n|---|---|---|---|\n")
	for _, s := range rel.Sources {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", cell(s.Title), cell(s.Publisher), cell(s.Edition), cell(cmp.Or(s.Licence, "not stated")))
	}
	if rel.Unlicensed > 0 {
		fmt.Fprintf(&b, "\n%d documents state no licence: of them only facts and quoted sentences are here, never the whole text.\n", rel.Unlicensed)
	}
	if rel.Stripped+rel.Repaired > 0 {
		fmt.Fprintf(&b, "\n%d control characters were taken out of texts, %d bytes that were no UTF-8 replaced.\n", rel.Stripped, rel.Repaired)
	}
	return b.Bytes()
}

// cell is a text inside a Markdown table.
func cell(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", `\|`)
}

// TableNames are the tables of a release, in the order of the documentation.
func TableNames() []string {
	return []string{
		"person", "tenure", "affiliation", "letter", "signature", "recipient", "demand", "demand_target", "evidence", "document", "event",
		"country", "organization", "post", "letter_document", "letter_country", "letter_event", "letter_sender", "legal_basis", "citation", "statement",
		"sanction", "register", "judgement",
	}
}
