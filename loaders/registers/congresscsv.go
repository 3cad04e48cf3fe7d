package registers

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"demarche/loaders/registers/tree"
	"demarche/schema"
)

// csvIdentifiers maps columns of the table to the schemes of the YAML files.
var csvIdentifiers = map[string]string{
	"bioguide_id": "bioguide", "thomas_id": "thomas", "opensecrets_id": "opensecrets", "lis_id": "lis", "fec_ids": "fec",
	"cspan_id": "cspan", "govtrack_id": "govtrack", "votesmart_id": "votesmart", "ballotpedia_id": "ballotpedia",
	"icpsr_id": "icpsr", "wikipedia_id": "wikipedia", "wikidata_id": "wikidata",
}

// readCongressCSV reads legislators-current.csv and legislators-historical.csv. The table has each person's last seat
// without dates, so that every tenure is undated.
func readCongressCSV(ctx context.Context, s source) (*Edition, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(s.data, []byte("\xef\xbb\xbf"))))
	header, err := r.Read()
	if err != nil {
		return nil, csvError(s.name, err)
	}
	column := make(map[string]int, len(header))
	for i, h := range header {
		column[strings.TrimSpace(h)] = i
	}
	for _, need := range []string{"last_name", "first_name", "type", "state", "bioguide_id"} {
		if _, ok := column[need]; !ok {
			return nil, fmt.Errorf("%s:1: %w: no column %q", s.name, ErrSyntax, need)
		}
	}
	var persons []schema.Person
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, csvError(s.name, err)
		}
		if ctx.Err() != nil {
			return nil, fmt.Errorf("%s: %w", s.name, ctx.Err())
		}
		line, _ := r.FieldPos(0)
		p, err := csvPerson(s.name, line, func(name string) string {
			if i, ok := column[name]; ok {
				return strings.TrimSpace(row[i])
			}
			return ""
		})
		if err != nil {
			return nil, err
		}
		persons = append(persons, p)
	}
	e := &Edition{Register: congressRegister(s, persons)}
	return e, e.addPersons(s.name, persons)
}

// csvPerson reads one row, whose cells get gives by column.
func csvPerson(file string, line int, get func(string) string) (schema.Person, error) {
	p := schema.Person{Identifiers: map[string]string{}, Gender: get("gender"), Locator: get("bioguide_id")}
	for column, scheme := range csvIdentifiers {
		if v := get(column); v != "" {
			p.Identifiers[scheme] = v
		}
	}
	if b := get("bioguide_id"); b != "" {
		p.ID = "bioguide:" + b
	}
	row := &tree.Node{Kind: tree.Map, Line: line}
	for key, column := range map[string]string{
		"first": "first_name", "middle": "middle_name", "last": "last_name", "suffix": "suffix", "nickname": "nickname",
		"official_full": "full_name", "birthday": "birthday", "type": "type", "state": "state", "district": "district",
	} {
		row.Keys, row.Items = append(row.Keys, key), append(row.Items, &tree.Node{Value: get(column), Line: line})
	}
	congressName(&p, row)
	var err error
	if p.Birth, err = textDate(file, row, "birthday"); err != nil {
		return p, err
	}
	post, err := congressPost(file, row)
	if err != nil {
		return p, err
	}
	party := get("party")
	p.Tenures = []schema.Tenure{{Post: post, Party: party, Locator: p.Locator + "/last"}}
	if party != "" {
		p.Affiliations = []schema.Affiliation{{Party: party}}
	}
	return p, nil
}
