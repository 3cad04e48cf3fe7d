package judgements

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func decide(t *testing.T, s *Set, a, b string, v Verdict) {
	t.Helper()
	if err := s.Decide(Judgement{Left: a, Right: b, Verdict: v, Who: "ann", When: "2026-01-02"}); err != nil {
		t.Fatal(err)
	}
}

func TestVerdict(t *testing.T) {
	var s Set
	decide(t, &s, "mention:l1#scott-weiner", "ocd-person/1", Positive)
	decide(t, &s, "bioguide:W1", "ocd-person/1", Positive)
	decide(t, &s, "bioguide:W1", "bioguide:W2", Negative)
	decide(t, &s, "ocd-person/9", "bioguide:W2", Unsure)
	cases := []struct {
		a, b string
		want Verdict
	}{
		{"mention:l1#scott-weiner", "bioguide:W1", Positive}, // positive and positive
		{"mention:l1#scott-weiner", "bioguide:W2", Negative}, // positive and negative
		{"bioguide:W2", "ocd-person/1", Negative},
		{"bioguide:W2", "ocd-person/9", Unsure},
		{"bioguide:W1", "ocd-person/9", None},
		{"x", "x", Positive},
	}
	for _, c := range cases {
		if got := s.Verdict(c.a, c.b); got != c.want {
			t.Errorf("Verdict(%s, %s) = %q, want %q", c.a, c.b, got, c.want)
		}
	}
	if got := s.Entity("mention:l1#scott-weiner"); got != "bioguide:W1" {
		t.Errorf("Entity = %q, want bioguide:W1", got)
	}
	if got := s.Entity("mention:other"); got != "" {
		t.Errorf("Entity of an unjudged mention = %q, want none", got)
	}
	if d := cmp.Diff([]string{"bioguide:W1", "mention:l1#scott-weiner", "ocd-person/1"}, s.Group("ocd-person/1")); d != "" {
		t.Error(d)
	}
}

func TestContradictions(t *testing.T) {
	var s Set
	decide(t, &s, "a", "b", Positive)
	decide(t, &s, "b", "c", Positive)
	decide(t, &s, "c", "d", Negative)
	cases := []struct {
		name string
		j    Judgement
		text string
	}{
		{
			"over a chain",
			Judgement{Left: "a", Right: "d", Verdict: Positive, Who: "bob"},
			"judgements: a and d: positive (bob): contradicts an earlier judgement: a and b: positive (ann 2026-01-02); b and c: positive (ann 2026-01-02); c and d: negative (ann 2026-01-02)",
		},
		{
			"inside a group",
			Judgement{Left: "a", Right: "c", Verdict: Negative},
			"judgements: a and c: negative: contradicts an earlier judgement: a and b: positive (ann 2026-01-02); b and c: positive (ann 2026-01-02)",
		},
		{
			"the same pair",
			Judgement{Left: "b", Right: "a", Verdict: Negative},
			"judgements: b and a: negative: contradicts an earlier judgement: a and b: positive (ann 2026-01-02); undo it first",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := s.Decide(c.j)
			if !errors.Is(err, ErrContradiction) || err.Error() != c.text {
				t.Errorf("Decide = %v, want %s", err, c.text)
			}
		})
	}
	if s.Len() != 3 {
		t.Errorf("a refused judgement was kept: %v", s.All())
	}
	if _, err := s.Undo("c", "b"); err != nil {
		t.Fatal(err)
	}
	decide(t, &s, "a", "d", Positive)
	if got := s.Verdict("b", "c"); got != Negative {
		t.Errorf("Verdict(b, c) = %q, want negative over d", got)
	}
	if _, err := s.Undo("b", "c"); !errors.Is(err, ErrUnknown) {
		t.Errorf("Undo twice = %v, want ErrUnknown", err)
	}
}

func TestUnsureGivesWay(t *testing.T) {
	var s Set
	decide(t, &s, "a", "b", Unsure)
	decide(t, &s, "a", "b", Negative)
	if got := s.Verdict("a", "b"); got != Negative {
		t.Errorf("Verdict = %q, want negative", got)
	}
}

func TestWith(t *testing.T) {
	var s Set
	decide(t, &s, "a", "c", Negative)
	got := s.With([][2]string{{"a", "b"}, {"b", "c"}, {"c", "d"}}, "rule")
	want := map[string]string{"a": "a", "b": "a", "c": "c", "d": "c"}
	if d := cmp.Diff(want, got.Groups()); d != "" {
		t.Error(d)
	}
	if s.Len() != 1 {
		t.Errorf("With changed the set: %v", s.All())
	}
}

func TestCombine(t *testing.T) {
	want := map[[2]Verdict]Verdict{
		{Positive, Positive}: Positive, {Positive, Negative}: Negative, {Negative, Positive}: Negative,
		{Negative, Negative}: Unsure, {Unsure, Positive}: Unsure, {Positive, Unsure}: Unsure, {Unsure, Negative}: Unsure,
	}
	for p, w := range want {
		if got := Combine(p[0], p[1]); got != w {
			t.Errorf("Combine(%s, %s) = %s, want %s", p[0], p[1], got, w)
		}
	}
}

func TestSaveLoad(t *testing.T) {
	var s Set
	decide(t, &s, "ocd-person/1", "bioguide:W1", Positive)
	if err := s.Decide(Judgement{"z", "y", Negative, "ann", "2026-01-02", "tab\there\nand \\t a line"}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "judgements.tsv")
	if err := s.Save(path); err != nil {
		t.Fatal(err)
	}
	got, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(s.All(), got.All()); d != "" {
		t.Error(d)
	}
	b, _ := os.ReadFile(path)
	want := headLine + "\n" + heading + "\nbioguide:W1\tocd-person/1\tpositive\tann\t2026-01-02\t\ny\tz\tnegative\tann\t2026-01-02\ttab\\there\\nand \\\\t a line\n"
	if d := cmp.Diff(want, string(b)); d != "" {
		t.Error(d)
	}
	empty, err := Load(filepath.Join(t.TempDir(), "missing"))
	if err != nil || empty.Len() != 0 {
		t.Errorf("Load of a missing file = %v, %v; want an empty set", empty.All(), err)
	}
}

func TestReadErrors(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want error
	}{
		"cells":         {"a\tb\tpositive\n", ErrSyntax},
		"verdict":       {"a\tb\tperhaps\t\t\t\n", ErrInvalid},
		"itself":        {"a\ta\tpositive\t\t\t\n", ErrInvalid},
		"merge":         {"<<<<<<< HEAD\na\tb\tpositive\t\t\t\n", ErrSyntax},
		"contradiction": {"a\tb\tpositive\t\t\t\na\tc\tpositive\t\t\t\nb\tc\tnegative\tbob\t\t\n", ErrContradiction},
	} {
		if _, err := Read(strings.NewReader(c.in), "j.tsv"); !errors.Is(err, c.want) || !strings.HasPrefix(err.Error(), "j.tsv:") {
			t.Errorf("%s: Read = %v, want j.tsv:LINE: %v", name, err, c.want)
		}
	}
}

// FuzzRead: no panic, and what is read is written and read again as it was.
func FuzzRead(f *testing.F) {
	f.Add(headLine + "\n" + heading + "\na\tb\tpositive\tann\t2026-01-02\t\n")
	f.Add("a\tb\tnegative\t\\\\t\t\\n\tx\n")
	f.Fuzz(func(t *testing.T, in string) {
		s, err := Read(strings.NewReader(in), "in")
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := s.Write(&b); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&b, "again")
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(s.All(), again.All()); d != "" {
			t.Error(d)
		}
	})
}
