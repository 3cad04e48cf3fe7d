package literal

import (
	"testing"
	"unicode/utf8"

	"demarche/schema/date"
	"demarche/schema/vocab"
)

func TestClean(t *testing.T) {
	cases := []struct{ in, want string }{
		{"plain", "plain"},
		{"a\x00b\x1ac", "a b c"},
		{"tab\tline\n", "tab\tline\n"},
		{"bad \xff byte", "bad \ufffd byte"},
		{"c1 \u0085", "c1  "},
	}
	for _, c := range cases {
		if got := Clean(c.in); got != c.want || !utf8.ValidString(got) {
			t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestDate(t *testing.T) {
	cases := []struct {
		in   date.Date
		want string
		ok   bool
	}{
		{"2020", string(vocab.Year), true},
		{"2020-10", string(vocab.Month), true},
		{"2020-10-23", string(vocab.Date), true},
		{"", "", false},
	}
	for _, c := range cases {
		got, ok := Date(c.in)
		if ok != c.ok || string(got.Type) != c.want || ok && string(got.Value) != string(c.in) {
			t.Errorf("Date(%q) = %v, %v, want type %s", c.in, got, ok, c.want)
		}
	}
}
