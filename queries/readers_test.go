package queries_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/graph/cayleystore"
	"demarche/graph/generate"
	"demarche/graph/snapshot"
	"demarche/queries"
	"demarche/queries/api"
	"demarche/queries/corpus"
	"demarche/queries/export"
	"demarche/queries/gql"
	"demarche/queries/internal/querytest"
	"demarche/queries/network"
	"demarche/queries/paths"

	"github.com/cayleygraph/quad"
	gocmp "github.com/google/go-cmp/cmp"
)

// twoReaders are the two ways of reading one store: the snapshot and, straight on Cayley, the reader for graphs beyond
// memory. They number nodes differently and give edges in other orders.
func twoReaders(t *testing.T, changes []graph.Change) (snap, direct *corpus.Corpus) {
	t.Helper()
	store, err := cayleystore.OpenMemory()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Apply(t.Context(), changes); err != nil {
		t.Fatal(err)
	}
	r, err := store.Reader(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s, err := snapshot.Build(t.Context(), r.Version(), store.Quads(t.Context(), ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Err(); err != nil {
			t.Errorf("the reader on Cayley: %v", err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return corpus.New(s), corpus.New(r)
}

// sampleChanges is querytest.Sample, which has every kind of node, a change a label.
func sampleChanges() []graph.Change {
	byLabel := map[quad.Value][]quad.Quad{}
	for _, q := range querytest.Sample() {
		byLabel[q.Label] = append(byLabel[q.Label], q)
	}
	var out []graph.Change
	for l, quads := range byLabel {
		out = append(out, graph.Change{Label: l.(quad.IRI), Quads: quads})
	}
	slices.SortFunc(out, func(a, b graph.Change) int { return cmp.Compare(a.Label, b.Label) })
	return out
}

// generatedChanges is a graph of some thousand people with joined nodes, a few hundred edges at the largest letter.
func generatedChanges() []graph.Change {
	return slices.Collect(generate.Changes(generate.Options{Seed: 5, Quads: 35_000}))
}

// TestReadersGiveTheSameGraphQL asks every field of every type that the schema leads to in three steps, and the saved
// queries, of both readers.
func TestReadersGiveTheSameGraphQL(t *testing.T) {
	snap, direct := twoReaders(t, sampleChanges())
	limits := queries.Limits{Tokens: 200_000, Selections: 100_000, Cost: 100_000_000, Depth: 50}
	engines := make([]*gql.Engine, 2)
	for i, c := range []*corpus.Corpus{snap, direct} {
		var err error
		if engines[i], err = gql.New(gql.Fixed{C: c}, gql.Options{Limits: limits}); err != nil {
			t.Fatal(err)
		}
	}
	asked, failed := 0, 0
	ask := func(name string, req gql.Request) {
		var bodies [2]string
		for i, e := range engines {
			resp := e.Execute(t.Context(), req)
			bodies[i] = string(resp.Body)
			if i == 0 {
				asked++
				if len(resp.Errors) > 0 {
					failed++
					t.Logf("%s: %v", name, resp.Errors[0])
				}
			}
		}
		if d := gocmp.Diff(indented(bodies[0]), indented(bodies[1])); d != "" {
			t.Errorf("%s (-snapshot +Cayley):\n%s\n%s", name, d, req.Query)
		}
	}
	schema := introspect(t, engines[0])
	var ids []any // as JSON gives a list
	for _, k := range []corpus.Kind{corpus.KindPerson, corpus.KindLetter, corpus.KindDemand, corpus.KindOrganization, corpus.KindCountry, corpus.KindEvent, corpus.KindDocument, corpus.KindSignature, corpus.KindRecipient, corpus.KindPost, corpus.KindTenure, corpus.KindEvidence, corpus.KindRegister} {
		for _, id := range snap.List(k).IDs[:min(3, snap.Count(k))] {
			ids = append(ids, snap.GlobalID(id))
		}
	}
	for _, f := range schema.fields("Query") {
		if selection, ok := schema.selection(f, 3); ok {
			ask(f.Name, gql.Request{Query: "{" + f.Name + selection + "}"})
		}
	}
	for _, typ := range slices.Sorted(maps.Keys(schema.types)) {
		if schema.implements(typ, "Node") {
			for _, f := range schema.fields(typ) {
				if selection, ok := schema.selection(f, 2); ok {
					ask(typ+"."+f.Name, gql.Request{Query: fmt.Sprintf("query($ids:[ID!]!){nodes(ids:$ids){...on %s{%s%s}}}", typ, f.Name, selection), Variables: map[string]any{"ids": ids}})
				}
			}
		}
	}
	saved, err := api.Persisted()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(saved)) {
		vars := map[string]any{
			"country": "AM", "name": "bob", "letter": snap.GlobalID(snap.List(corpus.KindLetter).IDs[1]),
			"person": snap.GlobalID(snap.List(corpus.KindPerson).IDs[0]),
		}
		maps.DeleteFunc(vars, func(v string, _ any) bool { return !strings.Contains(saved[name], "$"+v) })
		ask("saved query", gql.Request{Query: saved[name], Variables: vars})
	}
	for _, q := range []string{
		`{search(query:"an", first:20){edges{score matchedOn node{__typename}}}}`, `{search(query:"belll bob"){edges{score node{__typename}}}}`,
		`{legislators(where:{lettersSigned:{gte:2}}, orderBy:[{field:LETTERS_SIGNED,direction:DESC}]){totalCount nodes{name letters{totalCount}}}}`,
		`{groupLetters(by:[YEAR,PARTY]){letterCount}}`,
		`{people(where:{letters:{some:{countries:["AM"]}}, coSigners:{some:{party:["R"]}}}, last:2){totalCount nodes{name}}}`,
	} {
		ask(q, gql.Request{Query: q})
	}
	t.Logf("%d queries asked, %d of them answered with errors", asked, failed)
	if asked < 150 || failed > asked/4 {
		t.Errorf("%d queries, %d errors: the test asks too little", asked, failed)
	}
}

func indented(body string) string {
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(body), "", " "); err != nil {
		return body
	}
	return b.String()
}

// introspected is as much of a schema as writing queries takes.
type introspected struct{ types map[string]typeInfo }

type typeInfo struct {
	Name, Kind string
	Fields     []fieldInfo
	Interfaces []struct{ Name string }
}

type fieldInfo struct {
	Name string
	Type typeRef
	Args []struct {
		Name         string
		Type         typeRef
		DefaultValue *string
	}
}

type typeRef struct {
	Kind, Name string
	OfType     *typeRef
}

func (r typeRef) name() string {
	for r.OfType != nil {
		r = *r.OfType
	}
	return r.Name
}

func introspect(t *testing.T, e *gql.Engine) introspected {
	t.Helper()
	const ref = `kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name}}}}`
	resp := e.Execute(context.Background(), gql.Request{Query: `{__schema{types{name kind interfaces{name} fields{name type{` + ref + `} args{name defaultValue type{` + ref + `}}}}}}`})
	var out struct {
		Data struct {
			Schema struct{ Types []typeInfo } `json:"__schema"`
		}
	}
	if err := json.Unmarshal(resp.Body, &out); err != nil || len(resp.Errors) > 0 {
		t.Fatal(err, resp.Errors)
	}
	s := introspected{map[string]typeInfo{}}
	for _, typ := range out.Data.Schema.Types {
		s.types[typ.Name] = typ
	}
	return s
}

func (s introspected) fields(typ string) []fieldInfo { return s.types[typ].Fields }

func (s introspected) implements(typ, face string) bool {
	for _, i := range s.types[typ].Interfaces {
		if i.Name == face && s.types[typ].Kind == "OBJECT" {
			return true
		}
	}
	return false
}

// selection is the selection set of a field so many steps deep; false when the field needs arguments or when nothing is to
// be selected.
func (s introspected) selection(f fieldInfo, depth int) (string, bool) {
	for _, a := range f.Args {
		if a.Type.Kind == "NON_NULL" && a.DefaultValue == nil {
			return "", false
		}
	}
	typ := s.types[f.Type.name()]
	switch typ.Kind {
	case "SCALAR", "ENUM":
		return "", true
	case "UNION":
		return "{__typename}", true
	}
	if depth == 0 {
		return "", false
	}
	var parts []string
	for _, g := range typ.Fields {
		step := depth - 1
		if g.Name == "nodes" || g.Name == "edges" || g.Name == "node" {
			step = depth // a page is no step of its own
		}
		if g.Name == "edges" && slices.ContainsFunc(typ.Fields, func(x fieldInfo) bool { return x.Name == "nodes" }) && depth < 3 {
			continue
		}
		if sub, ok := s.selection(g, step); ok {
			parts = append(parts, g.Name+sub)
		}
	}
	if len(parts) == 0 {
		return "{__typename}", true
	}
	return "{" + strings.Join(parts, " ") + "}", true
}

// TestReadersGiveTheSamePaths asks both readers for paths between many pairs, in every mode and selection and by every
// named pattern.
func TestReadersGiveTheSamePaths(t *testing.T) {
	for name, changes := range map[string][]graph.Change{"sample": sampleChanges(), "generated": generatedChanges()} {
		t.Run(name, func(t *testing.T) {
			snap, direct := twoReaders(t, changes)
			var ends []string
			for _, k := range []corpus.Kind{corpus.KindPerson, corpus.KindCountry, corpus.KindPerson, corpus.KindOrganization} {
				ids := slices.Clone(snap.List(k).IDs)
				if k == corpus.KindPerson {
					ids = slices.DeleteFunc(ids, func(id graph.ID) bool { return snap.CountSigned(id) == 0 })
				}
				ends = append(ends, snap.IRI(ids[(len(ends)*7)%len(ids)]), snap.IRI(ids[(len(ends)*11+1)%len(ids)]))
			}
			patterns := []string{".*", "(signed|^signed)+"}
			for _, m := range paths.Metapaths() {
				patterns = append(patterns, m.Name)
			}
			found := 0
			for i, pattern := range patterns {
				for n, pair := range [][2]string{{ends[0], ends[1]}, {ends[0], ends[2]}, {ends[4], ends[7]}} {
					q := paths.Query{
						Pattern: pattern, K: 5, MaxHops: 4,
						Mode:   []paths.Mode{paths.Acyclic, paths.Trail, paths.Walk}[(i+n)%3],
						Select: []paths.Select{paths.Specific, paths.Shortest, paths.AllShortest, paths.KShortest}[(i+2*n)%4],
					}
					a, na := pathsText(t, snap, q, pair)
					b, _ := pathsText(t, direct, q, pair)
					if d := gocmp.Diff(a, b); d != "" {
						t.Errorf("%s from %s to %s, %s, %s (-snapshot +Cayley):\n%s", pattern, pair[0], pair[1], q.Mode, q.Select, d)
					}
					found += na
				}
			}
			if found == 0 {
				t.Error("no path was found at all")
			}
		})
	}
}

func pathsText(t *testing.T, c *corpus.Corpus, q paths.Query, pair [2]string) (lines []string, found int) {
	t.Helper()
	q.From, q.To = []graph.ID{c.Node(pair[0])}, []graph.ID{c.Node(pair[1])}
	res, err := paths.Find(t.Context(), c, q)
	if err != nil {
		return []string{err.Error()}, 0
	}
	lines = append(lines, fmt.Sprint(res.Found, res.Distance, res.Count, res.CountExact, res.More, res.TruncatedBy, res.Why))
	for _, l := range res.Lengths {
		lines = append(lines, fmt.Sprint(l.Hops, l.Count, l.Exact))
	}
	for _, p := range res.Paths {
		line := fmt.Sprintf("%.9f %.9f %s", p.Score, p.Confidence, c.IRI(p.Nodes[0]))
		for i, h := range p.Hops {
			line += fmt.Sprint(" ", c.IRI(h.Predicate), h.Inverse, " ", c.IRI(p.Nodes[i+1]))
			for _, s := range h.Statements {
				line += fmt.Sprint(" [", c.IRI(s.Label), s.Source, s.Register, s.Quote, s.Start, s.End, s.Rule, s.Confidence, "]")
			}
		}
		lines = append(lines, line)
	}
	return lines, len(res.Paths)
}

// TestReadersGiveTheSameNetworks builds every network with every weight and measure and writes it in every format.
func TestReadersGiveTheSameNetworks(t *testing.T) {
	for name, changes := range map[string][]graph.Change{"sample": sampleChanges(), "generated": generatedChanges()} {
		t.Run(name, func(t *testing.T) {
			snap, direct := twoReaders(t, changes)
			var requests []network.Request
			for _, k := range network.Kinds() {
				requests = append(requests, network.Request{Kind: k}, network.Request{Kind: k, Filter: network.Filter{From: "2000", Party: "D"}})
			}
			for _, w := range network.Weights() {
				requests = append(requests, network.Request{Kind: network.Cosign, Weight: w})
			}
			for _, q := range requests {
				if q.Kind == network.Full && name == "generated" {
					continue // it is the whole graph once more
				}
				a, b := networkBytes(t, snap, q, name == "sample"), networkBytes(t, direct, q, name == "sample")
				for _, format := range slices.Sorted(maps.Keys(a)) {
					if a[format] != b[format] {
						t.Errorf("%s as %s (-snapshot +Cayley):\n%.3000s", q, format, gocmp.Diff(a[format], b[format]))
					}
				}
			}
		})
	}
}

func networkBytes(t *testing.T, c *corpus.Corpus, q network.Request, all bool) map[string]string {
	t.Helper()
	n, err := network.Build(t.Context(), c, q)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	if all {
		for _, m := range network.Measures() {
			columns, err := network.MeasureColumns(t.Context(), n, network.MeasureOptions{Seed: 1}, m.Name)
			if err != nil { // one that this network is too small for: on both sides
				out["measure "+m.Name] = err.Error()
				continue
			}
			n.NodeColumns = append(n.NodeColumns, columns...)
		}
	}
	for _, f := range export.Formats() {
		if f.Folder || !all && f.Name != "graphml" {
			continue
		}
		var b bytes.Buffer
		if _, err := export.Write(t.Context(), &b, n, f, export.Options{}); err != nil {
			out[f.Name] = err.Error()
			continue
		}
		out[f.Name] = b.String()
	}
	return out
}
