package registers

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"demarche/schema"
	"demarche/schema/date"
)

// ofacAuthority lists everybody on the SDN list.
const ofacAuthority = "U.S. Department of the Treasury, Office of Foreign Assets Control"

// The columns of the three files, which have no header.
// Source: OFAC, "Specification for the SDN list in delimited formats" (dat_spec).
const (
	sdnColumns = 12 // ent_num, name, type, program, title, call sign, vessel type, tonnage, GRT, flag, owner, remarks
	altColumns = 5  // ent_num, alt_num, type, name, remarks
	addColumns = 6  // ent_num, add_num, address, city, country, remarks
)

// readOFAC reads sdn.csv together with the alt and add files that lie beside it under the same name with "alt" and
// "add" in the place of "sdn". Vessels and aircraft are dropped: they are neither person nor body.
func readOFAC(ctx context.Context, s source) (*Edition, error) {
	e := &Edition{Register: schema.Register{
		ID: "ofac-sdn", Title: "Specially Designated Nationals and Blocked Persons List", Publisher: ofacAuthority,
		Licence: "US government work", URL: "https://www.treasury.gov/ofac/downloads/sdn.csv", Edition: fileDate(s.name), SHA256: s.sha256,
	}}
	alt, err := companion(s, "alt", OFACAlt)
	if err != nil {
		return nil, err
	}
	add, err := companion(s, "add", OFACAdd)
	if err != nil {
		return nil, err
	}
	e.Register.SHA256 = jointHash(s, alt, add)
	aliases, countries := map[string][]string{}, map[string]string{}
	if err := rows(ctx, alt, altColumns, func(_ int, row []string) error {
		aliases[row[0]] = append(aliases[row[0]], row[3])
		return nil
	}); err != nil {
		return nil, err
	}
	codes := countryCodes()
	if err := rows(ctx, add, addColumns, func(_ int, row []string) error {
		if code := codes[strings.ToLower(row[4])]; code != "" && countries[row[0]] == "" {
			countries[row[0]] = code
		}
		return nil
	}); err != nil {
		return nil, err
	}
	seen := map[string]int{}
	err = rows(ctx, s, sdnColumns, func(line int, row []string) error {
		num := row[0]
		if num == "" || strings.Trim(num, "0123456789") != "" {
			return fmt.Errorf("%s:%d: %w: ent_num %q is no number", s.name, line, ErrSyntax, num)
		}
		if first, twice := seen[num]; twice {
			return fmt.Errorf("%s:%d: %w: ent_num %s stands already on line %d", s.name, line, ErrSyntax, num, first)
		}
		seen[num] = line
		e.addListed(fmt.Sprintf("%s:%d", s.name, line), row, aliases[num], countries[num])
		return nil
	})
	return e, err
}

// addListed takes one row of the SDN list over; place is where it stands.
func (e *Edition) addListed(place string, row, aliases []string, country string) {
	id, locator := "ofac:"+row[0], "ent_num "+row[0]
	switch kind := row[2]; {
	case strings.Trim(row[1], ", ") == "":
		e.Report.DropAt("row without a name", place)
		return
	case kind == "individual":
		e.Persons = append(e.Persons, listedPerson(id, locator, row, aliases))
	case kind == "":
		e.Organizations = append(e.Organizations, schema.Organization{
			ID: id, Name: row[1], Aliases: distinct(aliases, row[1]), Country: country, Locator: locator,
			Identifiers: map[string]string{"ofac": row[0]},
		})
	default:
		e.Report.DropAt(kind, place)
		return
	}
	e.Report.Keep()
	// Several programs stand in one cell as `SDGT] [SYRIA`.
	for program := range strings.SplitSeq(row[3], "] [") {
		e.Sanctions = append(e.Sanctions, schema.Sanction{
			Subject: id, Authority: ofacAuthority, Program: strings.Trim(program, "[] "), Locator: locator,
		})
	}
}

func listedPerson(id, locator string, row, aliases []string) schema.Person {
	p := schema.Person{ID: id, Locator: locator, Identifiers: map[string]string{"ofac": row[0]}}
	p.Family, p.Given, p.Suffix = inverted(row[1])
	p.Name = words(p.Given, p.Family, p.Suffix)
	p.OtherNames = append(p.OtherNames, row[1])
	for _, a := range aliases {
		family, given, suffix := inverted(a)
		p.OtherNames = append(p.OtherNames, words(given, family, suffix))
	}
	for remark := range strings.SplitSeq(strings.TrimSuffix(row[11], "."), ";") {
		remark = strings.TrimSpace(remark)
		if text, ok := strings.CutPrefix(remark, "DOB "); ok && p.Birth == "" {
			p.Birth = remarkDate(text)
		}
		if text, ok := strings.CutPrefix(remark, "Gender "); ok && p.Gender == "" {
			p.Gender = strings.TrimSuffix(text, ".")
		}
	}
	return p
}

// inverted takes "SURNAME, Given, Jr." apart, with the surname in mixed case; a name without a comma is all surname.
func inverted(name string) (family, given, suffix string) {
	parts := strings.SplitN(name, ",", 3)
	family = mixedCase(strings.TrimSpace(parts[0]))
	if len(parts) > 1 {
		given = strings.TrimSpace(parts[1])
	}
	if len(parts) > 2 {
		suffix = strings.TrimSpace(parts[2])
	}
	return family, given, suffix
}

// mixedCase writes words in capitals with a capital at the start of each part: AL-ZAWAHIRI is Al-Zawahiri. Text that
// has a small letter stays.
func mixedCase(s string) string {
	if strings.ContainsFunc(s, unicode.IsLower) {
		return s
	}
	start := true
	return strings.Map(func(r rune) rune {
		out := r
		if !start {
			out = unicode.ToLower(r)
		}
		start = !unicode.IsLetter(r)
		return out
	}, s)
}

// remarkDate reads "12 Mar 1971", "Mar 1971" and "1971"; ranges and circa dates are unknown.
func remarkDate(text string) date.Date {
	months := "JanFebMarAprMayJunJulAugSepOctNovDec"
	f := strings.Fields(strings.TrimSuffix(text, "."))
	slices.Reverse(f)
	out := ""
	for i, part := range f {
		switch {
		case i == 0 && len(part) == 4:
			out = part
		case i == 1 && len(part) == 3 && strings.Contains(months, part) && strings.Index(months, part)%3 == 0:
			out += fmt.Sprintf("-%02d", strings.Index(months, part)/3+1)
		case i == 2 && len(part) == 2:
			out += "-" + part
		default:
			return ""
		}
	}
	d, err := date.Parse(out)
	if err != nil {
		return ""
	}
	return d
}

// companion is the file beside the SDN list that has word for "sdn" in its name, empty when there is none.
func companion(s source, word string, kind Kind) (source, error) {
	base := filepath.Base(s.path)
	if s.path == "" || !strings.Contains(base, "sdn") {
		return source{}, nil
	}
	path := filepath.Join(filepath.Dir(s.path), strings.Replace(base, "sdn", word, 1))
	c, err := readFile(path, Options{MaxBytes: s.limit})
	switch {
	case errors.Is(err, os.ErrNotExist):
		return source{}, nil
	case err != nil:
		return source{}, err
	case c.kind != kind:
		return source{}, fmt.Errorf("%s: %w: not the %s file of %s", path, ErrSyntax, word, base)
	}
	return c, nil
}

// jointHash is the hash of one file, or of the sorted hashes of several.
func jointHash(files ...source) string {
	var sums []string
	for _, f := range files {
		if f.sha256 != "" {
			sums = append(sums, f.sha256)
		}
	}
	if len(sums) == 1 {
		return sums[0]
	}
	slices.Sort(sums)
	h := sha256.New()
	for _, s := range sums {
		fmt.Fprintf(h, "%s\n", s)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// rows calls fn for each row of a table without a header, trimmed and with `-0- ` as empty text. A row with another
// number of columns is an error, but for the end-of-file mark of DOS on the last line. The row is reused.
func rows(ctx context.Context, s source, columns int, fn func(line int, row []string) error) error {
	data := s.data
	if !utf8.Valid(data) {
		var err error
		if data, err = charmap.Windows1252.NewDecoder().Bytes(data); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return csvError(s.name, err)
		}
		line, _ := r.FieldPos(0)
		if line%1024 == 0 && ctx.Err() != nil {
			return fmt.Errorf("%s: %w", s.name, ctx.Err())
		}
		if len(row) == 1 && strings.Trim(row[0], "\x1a \t") == "" {
			continue
		}
		if len(row) != columns {
			return fmt.Errorf("%s:%d: %w: %d columns, want %d", s.name, line, ErrSyntax, len(row), columns)
		}
		for i, cell := range row {
			if row[i] = strings.TrimSpace(cell); row[i] == "-0-" {
				row[i] = ""
			}
		}
		if err := fn(line, row); err != nil {
			return err
		}
	}
}

// csvError is an error of the csv reader with the file and the line.
func csvError(name string, err error) error {
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		return fmt.Errorf("%s:%d: %w: column %d: %w", name, cmp.Or(pe.Line, pe.StartLine), ErrSyntax, pe.Column, pe.Err)
	}
	return fmt.Errorf("%s: %w", name, err)
}
