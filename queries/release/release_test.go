package release

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"demarche/queries/corpus"
	"demarche/queries/internal/querytest"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

// sample is querytest.Sample, with a sentence for the ambiguous signature as the loaders write it.
func sample(more ...func(g *querytest.Graph)) []quad.Quad {
	g := &querytest.Graph{Quads: querytest.Sample()}
	for _, q := range g.Quads {
		if q.Predicate == vocab.AsName && q.Object == quad.String("R. Roe") {
			roe := q.Subject.(quad.IRI)
			g.Label(q.Label.(quad.IRI))
			g.Add(roe, vocab.HasEvidence, g.Evidence(roe, vocab.AsName, roe, 70, "R. Roe"))
			break
		}
	}
	for _, f := range more {
		f(g)
	}
	return g.Quads
}

func build(t *testing.T, quads []quad.Quad, o Options) (*Release, error) {
	t.Helper()
	return Build(context.Background(), corpus.New(querytest.NewReader(7, quads)), o)
}

// written builds and writes a release into a new folder.
func write(t *testing.T, quads []quad.Quad, o Options) string {
	t.Helper()
	rel, err := build(t, quads, o)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := rel.Write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func object(t *testing.T, path string) map[string]any {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// rowsOf reads a table back by the columns that datapackage.json names.
func rowsOf(t *testing.T, dir string, schema map[string]any, path string) map[string]map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var key, fields []string
	for _, k := range schema["primaryKey"].([]any) {
		key = append(key, k.(string))
	}
	columns, rows, err := readTable(f, key)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, x := range schema["fields"].([]any) {
		fields = append(fields, x.(map[string]any)["name"].(string))
	}
	if diff := cmp.Diff(fields, columns); diff != "" {
		t.Errorf("%s: header differs from the schema:\n%s", path, diff)
	}
	return rows
}

// The package keeps what Data Package 2.0 and Table Schema 2.0 demand, and its own promises: unique primary keys,
// foreign keys that lead to rows, values of the stated types.
func TestDataPackage(t *testing.T) {
	dir := write(t, sample(), Options{Version: "1.2.3", Date: "2026-01-02", Creator: "demarche test"})
	p := object(t, filepath.Join(dir, packageFile))
	for _, x := range []struct {
		field, pattern string // of the profile
	}{
		{"$schema", `^https://datapackage\.org/profiles/2\.0/datapackage\.json$`},
		{"name", `^[-a-z0-9._/]+$`},
		{"version", `^1\.2\.3$`},
		{"created", `^2026-01-02T00:00:00Z$`},
		{"title", `.`},
	} {
		if s, _ := p[x.field].(string); !regexp.MustCompile(x.pattern).MatchString(s) {
			t.Errorf("%s = %q, want %s", x.field, s, x.pattern)
		}
	}
	for _, l := range p["licenses"].([]any) {
		if m := l.(map[string]any); m["name"] == nil && m["path"] == nil {
			t.Errorf("licence %v has neither name nor path", m)
		}
	}
	for _, c := range p["contributors"].([]any) {
		if m := c.(map[string]any); m["title"] == "" || len(m["roles"].([]any)) == 0 {
			t.Errorf("contributor %v has no title or no roles", m)
		}
	}
	tables, schemas := map[string]map[string]map[string]string{}, map[string]map[string]any{}
	var names []string
	for _, r := range p["resources"].([]any) {
		m := r.(map[string]any)
		name, schema := m["name"].(string), m["schema"].(map[string]any)
		names = append(names, name)
		tables[name], schemas[name] = rowsOf(t, dir, schema, m["path"].(string)), schema
		info, err := os.Stat(filepath.Join(dir, m["path"].(string)))
		if err != nil || float64(info.Size()) != m["bytes"] {
			t.Errorf("%s: bytes = %v, want %v (%v)", name, m["bytes"], info, err)
		}
	}
	if diff := cmp.Diff(TableNames(), names); diff != "" {
		t.Errorf("tables (-TableNames +written):\n%s", diff)
	}
	for _, want := range []string{"person", "tenure", "letter", "signature", "recipient", "demand", "evidence", "document", "event", "country"} {
		if !slices.Contains(names, want) || len(tables[want]) == 0 {
			t.Errorf("no table %s, or no rows in it", want)
		}
	}
	for name, schema := range schemas {
		checkTypes(t, name, schema, tables[name])
		keys, _ := schema["foreignKeys"].([]any)
		for _, k := range keys {
			fk := k.(map[string]any)
			ref := fk["reference"].(map[string]any)
			column := fk["fields"].([]any)[0].(string)
			for id, row := range tables[name] {
				if v := row[column]; v != "" && tables[ref["resource"].(string)][v] == nil {
					t.Errorf("%s %s: %s %s is no row of %v", name, id, column, v, ref["resource"])
				}
			}
		}
	}
	checkEvidence(t, tables)
}

func checkTypes(t *testing.T, name string, schema map[string]any, rows map[string]map[string]string) {
	t.Helper()
	for _, x := range schema["fields"].([]any) {
		f := x.(map[string]any)
		column := f["name"].(string)
		constraints, _ := f["constraints"].(map[string]any)
		for id, row := range rows {
			v := row[column]
			if v == "" {
				if constraints["required"] == true {
					t.Errorf("%s %s: no %s", name, id, column)
				}
				continue
			}
			var err error
			switch f["type"] {
			case "integer":
				_, err = strconv.Atoi(v)
			case "number":
				_, err = strconv.ParseFloat(v, 64)
			case "boolean":
				if v != "true" && v != "false" {
					err = errors.New("no truth value")
				}
			case "date":
				if len(v) != 10 {
					err = errors.New("no day")
				}
			case "string", "list":
				if p, ok := constraints["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
					err = errors.New("does not fit " + p)
				}
			default:
				err = errors.New("unknown type")
			}
			if err != nil {
				t.Errorf("%s %s: %s = %q of type %v: %v", name, id, column, v, f["type"], err)
			}
		}
	}
}

// Every row of an edge leads to a sentence with a document and a span as long as the sentence.
func checkEvidence(t *testing.T, tables map[string]map[string]map[string]string) {
	t.Helper()
	edges := 0
	for _, name := range []string{"signature", "recipient", "demand", "demand_target", "letter_country", "letter_event"} {
		for id, row := range tables[name] {
			edges++
			e := tables["evidence"][row["evidence"]]
			start, _ := strconv.Atoi(e["start"])
			end, _ := strconv.Atoi(e["end"])
			if e == nil || e["quote"] == "" || tables["document"][e["document"]] == nil || end-start != len(e["quote"]) {
				t.Errorf("%s %s rests on %v", name, id, e)
			}
		}
	}
	// 7 signatures, 2 of them on the undated letter; 3 recipients; 3 demands with one target; 3 countries; 1 event.
	if edges != 18 {
		t.Errorf("%d edges, want 18", edges)
	}
}

// The record sets of Croissant match the columns of the tables, and its references the foreign keys.
func TestCroissant(t *testing.T) {
	dir := write(t, sample(), Options{Date: "2026-01-02"})
	c, p := object(t, filepath.Join(dir, "croissant.json")), object(t, filepath.Join(dir, packageFile))
	for field, want := range map[string]any{"@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0", "version": "0.7.0", "datePublished": "2026-01-02"} {
		if c[field] != want {
			t.Errorf("%s = %v, want %v", field, c[field], want)
		}
	}
	files := map[string]string{}
	for _, d := range c["distribution"].([]any) {
		m := d.(map[string]any)
		files[m["@id"].(string)] = "sha256:" + m["sha256"].(string)
	}
	var got, want []string
	for _, s := range c["recordSet"].([]any) {
		set := s.(map[string]any)
		for _, x := range set["field"].([]any) {
			f := x.(map[string]any)
			source := f["source"].(map[string]any)
			file := source["fileObject"].(map[string]any)["@id"].(string)
			if files[file] == "" {
				t.Errorf("%v: no file %s", f["@id"], file)
			}
			line := file + " " + source["extract"].(map[string]any)["column"].(string)
			if r, ok := f["references"].(map[string]any); ok {
				line += " -> " + r["field"].(map[string]any)["@id"].(string)
			}
			got = append(got, line)
		}
	}
	for _, r := range p["resources"].([]any) {
		m := r.(map[string]any)
		if files[m["path"].(string)] != m["hash"] {
			t.Errorf("%v: hash %v differs from datapackage.json", m["path"], files[m["path"].(string)])
		}
		refs := map[string]string{}
		keys, _ := m["schema"].(map[string]any)["foreignKeys"].([]any)
		for _, k := range keys {
			fk := k.(map[string]any)
			refs[fk["fields"].([]any)[0].(string)] = " -> " + fk["reference"].(map[string]any)["resource"].(string) + "/id"
		}
		for _, x := range m["schema"].(map[string]any)["fields"].([]any) {
			n := x.(map[string]any)["name"].(string)
			want = append(want, m["path"].(string)+" "+n+refs[n])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("record sets differ from the tables:\n%s", diff)
	}
}

// Two runs, and the same quads in another order, give the same bytes.
func TestSameBytes(t *testing.T) {
	turned := sample()
	slices.Reverse(turned)
	a, b := write(t, sample(), Options{}), write(t, turned, Options{})
	names, err := filepath.Glob(filepath.Join(a, "*"))
	if err != nil || len(names) < 20 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, n := range names {
		x, errX := os.ReadFile(n)
		y, errY := os.ReadFile(filepath.Join(b, filepath.Base(n)))
		if err := errors.Join(errX, errY); err != nil || string(x) != string(y) {
			t.Errorf("%s differs (%v):\n%s", filepath.Base(n), err, cmp.Diff(string(x), string(y)))
		}
	}
}

func TestOpen(t *testing.T) {
	for _, x := range []struct {
		name, licence string
		class         Class
	}{
		{"public domain dedication", "CC0-1.0", Open},
		{"attribution", "CC BY 4.0", Open},
		{"share alike", "https://creativecommons.org/licenses/by-sa/4.0/", Open},
		{"government work", "US government work", Open},
		{"software licence", "MIT", Open},
		{"non-commercial", "CC BY-NC 4.0", Restricted},
		{"non-commercial by SPDX", "CC-BY-NC-SA-4.0", Restricted},
		{"non-commercial by address", "https://creativecommons.org/licenses/by-nc/4.0/", Restricted},
		{"non-commercial in words", "Free for non-commercial use", Restricted},
		{"no derivatives", "CC-BY-ND-4.0", Restricted},
		{"reserved", "All rights reserved", Restricted},
		{"not stated", "", Unknown},
		{"not known", "see the terms of use", Unknown},
		{"an institute is no licence", "MIT Election Lab", Unknown},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := ClassOf(x.licence); got != x.class {
				t.Errorf("ClassOf(%q) = %s, want %s", x.licence, got, x.class)
			}
			quads := sample(func(g *querytest.Graph) { g.Register("other", "Another register", x.licence) })
			_, err := build(t, quads, Options{Open: true})
			if got := errors.Is(err, ErrLicence); got != (x.class != Open) || got && !strings.Contains(err.Error(), "Another register (register:other)") {
				t.Errorf("an open release with %q: %v", x.licence, err)
			}
			if _, err := build(t, quads, Options{}); err != nil {
				t.Errorf("a release that is not open: %v", err)
			}
		})
	}
	// A document with a licence of its own counts as a source, too.
	quads := sample(func(g *querytest.Graph) {
		g.Add(g.Document("paper.html", "news_report", ""), vocab.Licence, quad.String("CC BY-NC 4.0"))
	})
	if _, err := build(t, quads, Options{Open: true}); !errors.Is(err, ErrLicence) {
		t.Errorf("an open release with a closed document: %v", err)
	}
}

func TestRefused(t *testing.T) {
	if _, err := build(t, querytest.Sample(), Options{}); !errors.Is(err, ErrBroken) || !strings.Contains(err.Error(), "1 rows rest on no sentence: signature") {
		t.Errorf("a signature without a sentence: %v", err)
	}
	for _, v := range []string{"1", "1.0", "v1.0.0", "01.0.0", "1.0.0-"} {
		if _, err := build(t, sample(), Options{Version: v}); !errors.Is(err, ErrVersion) {
			t.Errorf("version %q: %v, want ErrVersion", v, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Build(ctx, corpus.New(querytest.NewReader(7, sample())), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled build: %v", err)
	}
}

// Control characters go and are counted; tabs, line feeds and everything printable stay.
func TestCleaner(t *testing.T) {
	for _, x := range []struct {
		name, in, want     string
		stripped, repaired int
	}{
		{"plain", "Ann Ahn", "Ann Ahn", 0, 0},
		{"lines", "one\ttwo\nthree", "one\ttwo\nthree", 0, 0},
		{"accents", "Çelik ə", "Çelik ə", 0, 0},
		{"C0", "a\x00b\x1bc\rd", "abcd", 3, 0},
		{"delete and C1", "a\x7fb\u0085c", "abc", 2, 0},
		{"noncharacters", "a\uFFFEb", "ab", 1, 0},
		{"broken", "a\xffb", "a\uFFFDb", 0, 1},
	} {
		var c cleaner
		if got := c.text(x.in); got != x.want || c.stripped != x.stripped || c.repaired != x.repaired {
			t.Errorf("%s: text(%q) = %q, %+v", x.name, x.in, got, c)
		}
	}
	rel, err := build(t, sample(func(g *querytest.Graph) { g.Register("odd", "Odd\x07 register", "CC0-1.0") }), Options{})
	if err != nil || rel.Stripped != 1 {
		t.Errorf("stripped %d, %v, want 1", rel.Stripped, err)
	}
}
