package corpus

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/graph/snapshot"
	"demarche/queries/internal/querytest"
	"demarche/schema/date"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

func quads(yield func(quad.Quad, error) bool) {
	seen := map[quad.Quad]bool{}
	for _, q := range querytest.Sample() {
		if !seen[q] {
			seen[q] = true
			if !yield(q, nil) {
				return
			}
		}
	}
}

// readers are the sample on the plain reader and on the snapshot: every test runs on both.
func readers(t *testing.T) map[string]graph.Reader {
	t.Helper()
	s, err := snapshot.Build(context.Background(), 7, iter.Seq2[quad.Quad, error](quads))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]graph.Reader{"plain": querytest.NewReader(7, querytest.Sample()), "snapshot": s}
}

func labels(c *Corpus, ids []graph.ID) string {
	var out []string
	for _, id := range ids {
		out = append(out, c.Label(id))
	}
	return strings.Join(out, ", ")
}

// Every wanted value follows from the description of querytest.Sample.
func TestReads(t *testing.T) {
	for name, r := range readers(t) {
		t.Run(name, func(t *testing.T) {
			c := New(r)
			ann, bob, eve := c.Node("bioguide:A000001"), c.Node("bioguide:B000002"), c.Node("own:eve-ode")
			letters := c.List(KindLetter).IDs
			autumn := letters[2]
			tenure, _ := c.TenureOn(ann, "2019")
			none, ok := c.TenureOn(ann, "2001")
			for _, x := range []struct{ what, got, want string }{
				{"letters by date", labels(c, letters), "Letter to the agency, Letter on aid, Letter on the war"},
				{"people by name", labels(c, c.List(KindPerson).IDs), "Ann Ahn, Robert Bell, Cem Çelik, Dee Doe, Eve Ode, Zed Zimin"},
				{"legislators", labels(c, c.Legislators("")), "Ann Ahn, Robert Bell, Cem Çelik"},
				{"legislators in 2014", labels(c, c.Legislators("2014")), "Ann Ahn"},
				{"officials", labels(c, c.Officials("")), "Eve Ode"},
				{"letters signed", labels(c, c.LettersSigned(ann)), "Letter on aid, Letter on the war"},
				{"letters received", labels(c, c.LettersReceived(eve)), "Letter on aid, Letter on the war"},
				{"shared letters", labels(c, c.SharedLetters(ann, bob)), "Letter on aid, Letter on the war"},
				{"signatories", labels(c, c.Signatories(autumn)), "Ann Ahn, Robert Bell, Cem Çelik"},
				{"countries", labels(c, c.Countries(autumn)), "Armenia, Azerbaijan"},
				{"targets", labels(c, c.Targets(autumn)), "Zed Zimin"},
				{"names", strings.Join(c.Names(bob), ", "), "Bob Bell, Robert Bell"},
				{"chamber in 2019", tenure.Chamber, "rep"},
				{"chamber in 2001", none.Chamber, ""},
				{"party", c.PartyOn(bob, "2020-01-01"), "Republican"},
				{"bioguide", c.IdentifierIn(ann, "bioguide"), "A000001"},
				{"kind", c.KindOf(autumn).String(), "letter"},
				{"global id", c.GlobalID(ann), "person:bioguide:A000001"},
			} {
				if x.got != x.want {
					t.Errorf("%s = %q, want %q", x.what, x.got, x.want)
				}
			}
			if ok {
				t.Error("a tenure in 2001")
			}
			if n := len(c.EvidenceOfEdge(ann, c.T.Signed, autumn)); n != 2 {
				t.Errorf("%d places say that Ann Ahn signed the letter on the war, want 2", n)
			}
			if n := len(c.Asserters(ann, c.T.Signed, autumn)); n != 2 {
				t.Errorf("%d documents assert it, want 2", n)
			}
		})
	}
}

// TestFlatArraysAgree holds that the flat arrays answer as the graph does.
func TestFlatArraysAgree(t *testing.T) {
	for name, r := range readers(t) {
		t.Run(name, func(t *testing.T) {
			plain, flat := New(r), New(r)
			flat.reads.Store(manyReads)
			for _, p := range plain.List(KindPerson).IDs {
				if diff := cmp.Diff(labels(plain, plain.LettersSigned(p)), labels(flat, flat.LettersSigned(p))); diff != "" {
					t.Error(diff)
				}
				if diff := cmp.Diff(plain.CoSigners(p, 1, nil), flat.CoSigners(p, 1, nil)); diff != "" {
					t.Error(diff)
				}
			}
			for _, l := range plain.List(KindLetter).IDs {
				if diff := cmp.Diff(labels(plain, plain.Signatories(l)), labels(flat, flat.Signatories(l))); diff != "" {
					t.Error(diff)
				}
			}
			if flat.signings.Load() == nil {
				t.Error("the flat arrays were not made")
			}
		})
	}
}

func TestDateFilter(t *testing.T) {
	yes, no := true, false
	for _, tt := range []struct {
		name string
		f    DateFilter
		d    date.Date
		want bool
	}{
		{"a day in its year", DateFilter{Eq: "2020"}, "2020-10-23", true},
		{"a year is not within a day", DateFilter{Eq: "2020-10-23"}, "2020", false},
		{"from", DateFilter{Gte: "2020-10"}, "2020-10-01", true},
		{"after the whole month", DateFilter{Gt: "2020-10"}, "2020-10-31", false},
		{"after", DateFilter{Gt: "2020-10"}, "2020-11-01", true},
		{"before the whole month", DateFilter{Lt: "2020-10"}, "2020-10-01", false},
		{"until", DateFilter{Lte: "2020-10"}, "2020-10-31", true},
		{"a month reaches over its middle", DateFilter{Lte: "2020-10-15"}, "2020-10", false},
		{"unknown meets no bound", DateFilter{Lte: "2020"}, "", false},
		{"unknown without bound", DateFilter{}, "", true},
		{"asked for known", DateFilter{Known: &yes}, "", false},
		{"asked for unknown", DateFilter{Known: &no}, "", true},
		{"unknown and bounded", DateFilter{Known: &no, Gte: "2000"}, "2020", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.f.Match(tt.d); got != tt.want {
				t.Errorf("Match(%q) = %v, want %v", tt.d, got, tt.want)
			}
		})
	}
}

func TestFilters(t *testing.T) {
	str := func(s string) *string { return &s }
	num := func(n int) *int { return &n }
	yes := true
	c := New(readers(t)["snapshot"])
	for _, tt := range []struct {
		name string
		f    LetterFilter
		want string
	}{
		{"all", LetterFilter{}, "Letter to the agency, Letter on aid, Letter on the war"},
		{"text", LetterFilter{Text: str("zimin SANCT")}, "Letter on the war"},
		{"country", LetterFilter{Countries: []string{"am"}}, "Letter on aid, Letter on the war"},
		{"demand type", LetterFilter{DemandTypes: []string{"sanction"}}, "Letter on the war"},
		{"signers", LetterFilter{SignatureCount: &IntFilter{Gte: num(3)}}, "Letter on the war"},
		{"claimed", LetterFilter{ClaimedSignatures: &IntFilter{Eq: num(3)}}, "Letter on the war"},
		{"every signer democratic", LetterFilter{Signatories: &PersonRelation{Every: &PersonFilter{Party: []string{"D"}}}}, ""},
		{"no republican", LetterFilter{Signatories: &PersonRelation{None: &PersonFilter{Party: []string{"GOP"}}}}, "Letter to the agency"},
		{"a senator then", LetterFilter{Signatories: &PersonRelation{Some: &PersonFilter{Chamber: []string{"sen"}, State: []string{"CA"}}}}, ""},
		{"a senator today", LetterFilter{Signatories: &PersonRelation{Some: &PersonFilter{AsOf: "2022", Chamber: []string{"sen"}, State: []string{"CA"}}}}, "Letter on aid, Letter on the war"},
		{"provisional signer", LetterFilter{Signatories: &PersonRelation{Some: &PersonFilter{Provisional: &yes}}}, "Letter to the agency"},
		{"recipient", LetterFilter{Recipients: &EntityRelation{Some: &EntityFilter{Kinds: []Kind{KindOrganization}}}}, "Letter to the agency"},
		{"event", LetterFilter{Events: &EventRelation{Some: &EventFilter{Date: &DateFilter{Eq: "2020-09"}}}}, "Letter on the war"},
		{"document", LetterFilter{Documents: &DocumentRelation{Some: &DocumentFilter{Kinds: []string{"press_release"}}}}, "Letter on the war"},
		{"two documents", LetterFilter{DocumentCount: &IntFilter{Gt: num(1)}}, "Letter on the war"},
		{"not", LetterFilter{Not: &LetterFilter{Countries: []string{"AZ"}}}, "Letter to the agency, Letter on aid"},
		{"empty or", LetterFilter{Or: []LetterFilter{}}, ""},
		{"ids", LetterFilter{IDs: []string{"nope", c.GlobalID(c.List(KindLetter).IDs[1])}}, "Letter on aid"},
		{"by signer's id", LetterFilter{Signatories: &PersonRelation{Some: &PersonFilter{Bioguide: []string{"B000002"}}}}, "Letter on aid, Letter on the war"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ids, err := c.FindLetters(context.Background(), &tt.f)
			if err != nil {
				t.Fatal(err)
			}
			if got := labels(c, ids); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestFilterLimits(t *testing.T) {
	c := New(querytest.NewReader(1, querytest.Sample()))
	deep := &LetterFilter{}
	for range 30 {
		deep = &LetterFilter{Not: deep}
	}
	if _, err := c.TestLetters(context.Background(), deep); err == nil {
		t.Error("a filter 30 deep compiles")
	}
	if _, err := c.TestLetters(context.Background(), &LetterFilter{Or: make([]LetterFilter, 500)}); err == nil {
		t.Error("a filter of 500 parts compiles")
	}
}

func TestSearch(t *testing.T) {
	c := New(readers(t)["snapshot"])
	for _, tt := range []struct {
		query, first string
		how          MatchHow
	}{
		{"Çelik", "Cem Çelik", MatchExact},
		{"CELIK cem", "Cem Çelik", MatchExact},
		{"azerb", "Azerbaijan", MatchPrefix},
		{"azerbajan", "Azerbaijan", MatchSpelling},
		{"bob bell", "Robert Bell", MatchExact},
		{"rob bell", "Robert Bell", MatchNickname},
		{"departmnt of state", "Department of State", MatchSpelling},
		{"letter war", "Letter on the war", MatchExact},
		{"Rep. Ahn", "Ann Ahn", MatchExact},
		{"Senator Robert Bell", "Robert Bell", MatchExact},
		{"senator for california", "Senator for California", MatchExact}, // a title that stands in the name counts
		{"Джем Челик", "Cem Çelik", MatchScript},                         // dzhem, chelik
	} {
		t.Run(tt.query, func(t *testing.T) {
			hits := c.Search(tt.query, nil)
			if len(hits) == 0 {
				t.Fatal("nothing found")
			}
			if got := c.Label(hits[0].Node); got != tt.first || hits[0].How != tt.how {
				t.Errorf("first = %q by %d, want %q by %d", got, hits[0].How, tt.first, tt.how)
			}
			if !slices.IsSortedFunc(hits, func(a, b Hit) int { return cmpFloat(b.Score, a.Score) }) {
				t.Error("not by score")
			}
		})
	}
	if hits := c.Search("  ", nil); hits != nil {
		t.Errorf("nothing asked, %d found", len(hits))
	}
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// FuzzSearch holds that no query panics, and that scores lie in (0,1].
func FuzzSearch(f *testing.F) {
	c := New(querytest.NewReader(1, querytest.Sample()))
	f.Add("ann ahn")
	f.Add("é \x00 ʻ")
	f.Fuzz(func(t *testing.T, q string) {
		for _, h := range c.Search(q, nil) {
			if !(h.Score > 0 && h.Score <= 1) {
				t.Errorf("Search(%q): score %v of %q", q, h.Score, h.Form)
			}
		}
	})
}

func TestDecode(t *testing.T) {
	var f PersonFilter
	err := Decode(map[string]any{
		"lettersSigned": map[string]any{"gte": "2"}, "state": "CA", "provisional": "false", "asOf": "2020-10",
		"letters": map[string]any{"some": map[string]any{"date": map[string]any{"eq": "2020"}}},
	}, &f)
	if err != nil {
		t.Fatal(err)
	}
	two, no := 2, false
	want := PersonFilter{LettersSigned: &IntFilter{Gte: &two}, State: []string{"CA"}, Provisional: &no, AsOf: "2020-10", Letters: &LetterRelation{Some: &LetterFilter{Date: &DateFilter{Eq: "2020"}}}}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []map[string]any{{"nope": 1}, {"lettersSigned": "2"}, {"lettersSigned": map[string]any{"gte": "x"}}, {"asOf": "x"}, {"provisional": "maybe"}} {
		if err := Decode(bad, &PersonFilter{}); err == nil {
			t.Errorf("Decode(%v) has no error", bad)
		}
	}
}
