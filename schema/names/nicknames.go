package names

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed nicknames.tsv
var nicknameTable string

// formal maps a short or variant given name to the names it may stand for.
var formal, shorts = readNicknames(nicknameTable)

// Nicknames lists the given names that the folded given name may be short for, itself left out, in the order of the table;
// nil when it has no entry.
func Nicknames(given string) []string { return formal[given] }

// ShortForms lists the short forms and variants of the folded given name, in the order of the table; nil when it has no
// entry.
func ShortForms(given string) []string { return shorts[given] }

// ShortOf tells whether one of two folded given names is short for the other, or both are equal.
func ShortOf(a, b string) bool {
	return a == b || slices.Contains(formal[a], b) || slices.Contains(formal[b], a)
}

// SameGiven tells whether two folded given names may be one: equal, one is short for the other, or both are short for
// one name.
func SameGiven(a, b string) bool {
	if a == b {
		return true
	}
	fa, fb := formal[a], formal[b]
	for _, x := range fa {
		if x == b {
			return true
		}
		for _, y := range fb {
			if x == y {
				return true
			}
		}
	}
	for _, y := range fb {
		if y == a {
			return true
		}
	}
	return false
}

// IsGiven tells whether the folded word is in the table of given names, as a name or as a short form.
func IsGiven(w string) bool { return known[w] }

var known = func() map[string]bool {
	m := make(map[string]bool, 2*len(formal))
	for k, vs := range formal {
		m[k] = true
		for _, v := range vs {
			m[v] = true
		}
	}
	return m
}()

func readNicknames(table string) (formal, shorts map[string][]string) {
	formal, shorts = map[string][]string{}, map[string][]string{}
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, list, ok := strings.Cut(line, "\t")
		if !ok {
			continue
		}
		for _, s := range strings.Fields(list) {
			formal[s] = append(formal[s], name)
			shorts[name] = append(shorts[name], s)
		}
	}
	return formal, shorts
}
