package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph/match"
	"demarche/schema"
	"demarche/schema/date"
)

// index holds two Mike Rogers of one House, and one Barbara Lee.
func index() *match.Index {
	person := func(id, name, state string) schema.Person {
		return schema.Person{ID: id, Name: name, Tenures: []schema.Tenure{{
			Post: schema.Post{Chamber: "rep", State: state}, Party: "Democrat",
			During: date.Interval{Start: "2001-01-03", End: "2015-01-03"},
		}}}
	}
	ada := schema.Person{ID: "own:ada", Name: "Ada Minister", Tenures: []schema.Tenure{{Post: schema.Post{Chamber: "exec"}}}}
	return match.NewIndex([]schema.Person{
		ada, person("bioguide:R000572", "Mike Rogers", "MI"), person("bioguide:R000575", "Mike Rogers", "AL"),
		person("bioguide:L000551", "Barbara Lee", "CA"), person("bioguide:S001156", "Linda T. Sánchez", "CA"),
	}, match.Options{})
}

func TestMatch(t *testing.T) {
	cases := []struct {
		name, in, want string
		opt            Options
	}{
		{
			name: "comma", in: "name,date,chamber,state\nBarbara Lee,2011-01-20,rep,CA\nMike Rogers,2011-01-20,rep,\nMike Rogers,2011-01-20,rep,AL\nJane Doe,,,\n",
			want: "name,date,chamber,state,person,matched_name,score,decision\nBarbara Lee,2011-01-20,rep,CA,bioguide:L000551,Barbara Lee,1.00,accepted\n" +
				"Mike Rogers,2011-01-20,rep,,,,1.00,ambiguous\nMike Rogers,2011-01-20,rep,AL,bioguide:R000575,Mike Rogers,1.00,accepted\nJane Doe,,,,,,0.00,none\n",
		},
		{
			name: "other order and columns, byte order mark, line ends of Windows", in: "\xef\xbb\xbfid;State;NAME;note\r\n7;CA;\"Lee, Barbara\";\"a \"\"b\"\";c\"\r\n",
			want: "id;State;NAME;note;person;matched_name;score;decision\n7;CA;Lee, Barbara;\"a \"\"b\"\";c\";bioguide:L000551;Barbara Lee;1.00;accepted\n",
		},
		{
			name: "tab, no last line end, American date", in: "name\tdate\nLinda Snchez\t1/20/2011",
			want: "name\tdate\tperson\tmatched_name\tscore\tdecision\nLinda Snchez\t1/20/2011\tbioguide:S001156\tLinda T. Sánchez\t0.97\taccepted\n",
		},
		{
			name: "empty line and quotation marks inside a cell", in: "name,state\n\nBarbara \"Bobbie\" Lee,CA\n",
			want: "name,state,person,matched_name,score,decision\n\"Barbara \"\"Bobbie\"\" Lee\",CA,bioguide:L000551,Barbara Lee,1.00,accepted\n",
		},
		{
			name: "an empty chamber means legislators", in: "name,chamber\nAda Minister,\nAda Minister,any\nAda Minister,exec\n",
			want: "name,chamber,person,matched_name,score,decision\nAda Minister,,,,0.00,none\nAda Minister,any,own:ada,Ada Minister,1.00,accepted\n" +
				"Ada Minister,exec,own:ada,Ada Minister,1.00,accepted\n",
		},
		{
			name: "Windows-1252", in: "name,state\nLinda S\xe1nchez,CA\n",
			want: "name,state,person,matched_name,score,decision\nLinda Sánchez,CA,bioguide:S001156,Linda T. Sánchez,1.00,accepted\n",
		},
		{
			name: "UTF-16", in: "\xff\xfen\x00a\x00m\x00e\x00\n\x00L\x00e\x00e\x00,\x00 \x00B\x00.\x00\n\x00", opt: Options{Comma: ';'},
			want: "name;person;matched_name;score;decision\nLee, B.;bioguide:L000551;Barbara Lee;0.85;accepted\n",
		},
		{
			name: "line break in a cell", in: "note,name\n\"two\nlines\",Barbara Lee\n",
			want: "note,name,person,matched_name,score,decision\n\"two\nlines\",Barbara Lee,bioguide:L000551,Barbara Lee,1.00,accepted\n",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			if _, err := Match(strings.NewReader(c.in), &out, index(), c.opt); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, out.String()); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestMatchJSON(t *testing.T) {
	var out bytes.Buffer
	n, err := Match(strings.NewReader("name,score,score,\nMike Rogers,7,8,x\n"), &out, index(), Options{JSON: true})
	if err != nil {
		t.Fatal(err)
	}
	if want := (Counts{Rows: 1, Ambiguous: 1}); n != want {
		t.Errorf("Match = %+v, want %+v", n, want)
	}
	var got map[string]any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("%v in %s", err, out.String())
	}
	if got["decision"] != "ambiguous" || got["input_score"] != "7" || got["column_4"] != "x" || len(got["candidates"].([]any)) != 2 {
		t.Errorf("Match = %s", out.String())
	}
}

func TestMatchErrors(t *testing.T) {
	cases := []struct {
		name, in string
		want     error
		text     string
	}{
		{"empty", "", ErrNoName, "f.csv:1: no column named name"},
		{"no name", "who,when\n", ErrNoName, "f.csv:1: no column named name (heading is \"who,when\")"},
		{"short row", "name,date\nA B,2011\nC D\n", ErrRagged, "f.csv:3: row has another number of cells: 1 cells, the heading has 2"},
		{"date", "name,date\n\"A\nB\",2011\nC D,soon\n", ErrDate, "f.csv:4: not a date: \"soon\""},
		{"chamber", "name,chamber\nC D,lords\n", ErrChamber, "f.csv:2: not a chamber: \"lords\""},
		{"open quotation mark", "name,date\n\"A B,2011\nC D\n", ErrQuote, "f.csv:2: quotation mark is not closed"},
		{"endless row", "name,date\n\"" + strings.Repeat("x\n", maxRow), ErrTooLong, "f.csv:2: row is longer than 1 MiB"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Match(strings.NewReader(c.in), io.Discard, index(), Options{File: "f.csv"})
			if !errors.Is(err, c.want) || err.Error() != c.text {
				t.Errorf("Match = %v, want %s", err, c.text)
			}
		})
	}
}

func TestChamber(t *testing.T) {
	for in, want := range map[string]string{
		"": Legislators, "any": "", "sen": "sen", "Senate": "sen", "Rep.": "rep", "House": "rep", "sen, upper": "sen,upper",
		"Assembly": "lower",
	} {
		if got, err := chamber(in); err != nil || got != want {
			t.Errorf("chamber(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestDate(t *testing.T) {
	for in, want := range map[string]date.Date{
		"": "", "2020": "2020", "2020-10": "2020-10", "2020-10-23": "2020-10-23", "2020-10-23T10:00:00Z": "2020-10-23",
		"10/3/2020": "2020-10-03", "October 3, 2020": "2020-10-03", "3 Oct 2020": "2020-10-03",
	} {
		if got, err := Date(in); err != nil || got != want {
			t.Errorf("Date(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"23/10/2020", "2020-13-01", "10/3/20", "n/a", "-"} {
		if got, err := Date(in); !errors.Is(err, ErrDate) {
			t.Errorf("Date(%q) = %q, %v; want ErrDate", in, got, err)
		}
	}
}

// FuzzMatch: no panic, and what was written can be read again with as many rows.
func FuzzMatch(f *testing.F) {
	f.Add("name,date,chamber,state\nBarbara Lee,2011-01-20,rep,CA\n")
	f.Add("name\tnote\n\"a\"\"b\"\tx\r\n\n\"c\nd\"\ty")
	f.Add("\xef\xbb\xbfname;\"x")
	x := index()
	f.Fuzz(func(t *testing.T, in string) {
		var out bytes.Buffer
		n, err := Match(strings.NewReader(in), &out, x, Options{})
		if err != nil {
			return
		}
		again, err := Match(&out, io.Discard, x, Options{Comma: newReader(strings.NewReader(in), 0).comma})
		if err != nil || again.Rows != n.Rows {
			t.Errorf("read %d rows, then %d (%v) from %q", n.Rows, again.Rows, err, in)
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	var in bytes.Buffer
	in.WriteString("name,date,chamber,state\n")
	const rows = 10000
	for i := range rows {
		fmt.Fprintf(&in, "%s,2011-01-%02d,rep,\n", []string{"Barbara Lee", "Rep. Linda Snchez", "Mike Rogers", "Jane Doe"}[i%4], i%28+1)
	}
	x := index()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Match(bytes.NewReader(in.Bytes()), io.Discard, x, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
