package paths

import (
	"errors"
	"strings"
	"testing"
)

func TestMetapathsParse(t *testing.T) {
	for _, m := range Metapaths() {
		if _, ok := predicateIRI(m.Name); ok {
			t.Errorf("metapath %s is also a predicate", m.Name)
		}
		if _, err := parse(m.Pattern); err != nil {
			t.Errorf("%s: %v", m.Name, err)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "column 1: the pattern ends where a predicate is expected",
		"signed/":                        "column 8: the pattern ends",
		"sined":                          `column 1: unknown predicate "sined"`,
		"signed/[Lettr]":                 `column 9: unknown class "Lettr"`,
		"(signed":                        "column 8: expected )",
		"signed{3,1}":                    "{3,1} is empty",
		"signed{99}":                     "more than 16 repetitions",
		"signed{,}":                      "{,} has no bound",
		"signed)":                        `column 7: unexpected ")"`,
		"<urn:x":                         "expected >",
		strings.Repeat("a|", 3000) + "a": "longer than 4096 bytes",
		"signed & x":                     `column 8: unexpected "&"`,
		strings.Repeat("(", 40) + "a":    "nested parentheses",
	} {
		_, err := parse(text)
		if !errors.Is(err, ErrPattern) || !strings.Contains(err.Error(), want) {
			t.Errorf("parse(%q) = %v, want an error with %q", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"signed/^signed", "(signed|makes)*/[Letter]", "!(a|^dm:signed){1,3}", ".?/<urn:x>+", "[!Country|Person]", "{}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := parse(s)
		if (e == nil) == (err == nil) && err == nil {
			t.Errorf("parse(%q) gives neither an expression nor an error", s)
		}
		if err == nil {
			invert(invert(e))
		}
	})
}
