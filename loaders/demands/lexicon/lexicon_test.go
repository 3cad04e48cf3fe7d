package lexicon

import (
	"regexp"
	"strings"
	"testing"
)

// TestHeaders holds every list to its header: what it is, where it comes from, licence, date and columns.
func TestHeaders(t *testing.T) {
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	want := []*regexp.Regexp{
		regexp.MustCompile(`^# [A-Z].*\.$`), regexp.MustCompile(`^# Origin: .+`), regexp.MustCompile(`^# Licence: .+`),
		regexp.MustCompile(`^# Date: \d{4}-\d{2}-\d{2}$`), regexp.MustCompile(`^# Columns: .+`),
	}
	for _, e := range entries {
		data, err := files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(data), "\n")
		for i, re := range want {
			if i >= len(lines) || !re.MatchString(lines[i]) {
				t.Errorf("%s:%d: want a header line %s", e.Name(), i+1, re)
			}
		}
		for i, l := range lines {
			if strings.TrimRight(l, " \t\r") != l {
				t.Errorf("%s:%d: space at the end of the line", e.Name(), i+1)
			}
		}
	}
}

// TestEntries holds that no entry stands twice in a class, that class lists are lower case, and that codes are well
// formed and unique.
func TestEntries(t *testing.T) {
	for _, name := range []string{"verbs.tsv", "objects.tsv", "events.tsv"} {
		rows, err := readTSV(name, 2)
		if err != nil {
			t.Fatal(err)
		}
		if limit := map[string]int{"verbs.tsv": 32, "objects.tsv": 64, "events.tsv": 64}[name]; len(rows) > limit {
			t.Errorf("%s: %d classes do not fit a set of %d", name, len(rows), limit)
		}
		for _, r := range rows {
			seen := map[string]bool{}
			for _, it := range items(r.cols[1]) {
				if seen[it] || it != strings.ToLower(it) {
					t.Errorf("%s:%d: %q stands twice or has capitals", name, r.line, it)
				}
				seen[it] = true
			}
		}
	}
	rows, err := readTSV("countries.tsv", 5)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	names := map[string]int{}
	code := regexp.MustCompile(`^[A-Z]{2}(-[A-Z]{2,5})?$`)
	for _, r := range rows {
		if codes[r.cols[0]] || !code.MatchString(r.cols[0]) {
			t.Errorf("countries.tsv:%d: code %q is malformed or stands twice", r.line, r.cols[0])
		}
		codes[r.cols[0]] = true
		for _, c := range r.cols[1:] {
			for _, n := range items(c) {
				if other, ok := names[n]; ok {
					t.Errorf("countries.tsv:%d: %q stands on line %d too", r.line, n, other)
				}
				names[n] = r.line
			}
		}
	}
}

// TestActs holds that every type of the acts is one of the fourteen and no act stands twice.
func TestActs(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]bool{}
	for _, s := range strings.Fields("ceasefire_or_negotiate sanction suspend_aid_or_sales release_detainees provide_aid investigate " +
		"disclose_information condemn recognize legislate_or_fund rulemake_or_regulate appoint_or_remove protect other") {
		types[s] = true
	}
	seen := map[Act]bool{}
	for _, a := range l.Acts {
		if !types[a.Type] || a.Weight <= 0 || a.Weight > 12 {
			t.Errorf("acts.tsv: %+v has an unknown type or weight", a)
		}
		a.Weight = 0
		if seen[a] {
			t.Errorf("acts.tsv: %+v stands twice", a)
		}
		seen[a] = true
	}
}

// TestForms holds the inflection against forms that English has.
func TestForms(t *testing.T) {
	inf, err := newInflector()
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]map[string]Form{
		"urge":          {"urge": Base, "urges": Third, "urging": Participle, "urged": Past},
		"deny":          {"deny": Base, "denies": Third, "denying": Participle, "denied": Past},
		"call on":       {"call on": Base, "calls on": Third, "calling on": Participle, "called on": Past},
		"cut off":       {"cut off": Base, "cuts off": Third, "cutting off": Participle},
		"withdraw":      {"withdraw": Base, "withdraws": Third, "withdrawing": Participle, "withdrew": Past, "withdrawn": Past},
		"pass":          {"pass": Base, "passes": Third, "passing": Participle, "passed": Past},
		"guarantee":     {"guarantee": Base, "guarantees": Third, "guaranteeing": Participle, "guaranteed": Past},
		"be forthright": {"be forthright": Base, "is forthright": Third, "being forthright": Participle, "was forthright": Past, "been forthright": Past},
	}
	for verb, want := range tests {
		got := inf.forms(verb)
		if len(got) != len(want) {
			t.Errorf("forms(%q) = %v, want %v", verb, got, want)
		}
		for s, f := range want {
			if got[s] != f {
				t.Errorf("forms(%q)[%q] = %v, want %v", verb, s, got[s], f)
			}
		}
	}
}

func TestTokenize(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, text string
		want       []string
	}{
		{"possessive", "Iran’s army", []string{"Iran", "’s", "army"}},
		{"abbreviation", "the U.S. and H.R. 12", []string{"the", "U.S", "and", "H.R", "12"}},
		{"hyphen", "cease-fire — now", []string{"cease", "fire", "—", "now"}},
		{"tag", "27<sup>th</sup> day", []string{"27", "th", "day"}},
		{"number", "$1,500.50 in 2020.", []string{"$", "1,500.50", "in", "2020", "."}},
		{"mojibake", "Iranâ€™s", []string{"Iran", "â€™", "s"}},
		{"letters beyond ASCII", "Həsənov, Cárdenas", []string{"Həsənov", ",", "Cárdenas"}},
		{"less than", "a < b", []string{"a", "<", "b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, tok := range l.Tokenize(tt.text, 0, len(tt.text), nil) {
				got = append(got, tt.text[tok.Start:tok.End])
			}
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("Tokenize(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func FuzzTokenize(f *testing.F) {
	l, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"Iran’s U.S. 27<sup>th</sup> â€™ â€", "'s", "\xff\xfe", strings.Repeat("a", 60)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := int32(0)
		toks := l.Tokenize(s, 0, len(s), nil)
		for _, tok := range toks {
			if tok.Start < end || tok.End <= tok.Start || int(tok.End) > len(s) {
				t.Fatalf("Tokenize(%q): token [%d,%d) after %d", s, tok.Start, tok.End, end)
			}
			end = tok.End
		}
		l.Mark(toks, nil)
	})
}
