package lexicon

import "strings"

// Form is the inflection of a verb as it stands. Several forms may share one spelling; the smallest is kept.
type Form uint8

// The forms of verbs.
const (
	Base       Form = iota + 1 // urge
	Third                      // urges
	Participle                 // urging
	Past                       // urged
)

// inflector makes the forms of verbs, irregular ones by table.
type inflector map[string][3]string // base -> past, past participle, present participle ("-" regular)

func newInflector() (inflector, error) {
	rows, err := readTSV("irregular.tsv", 4)
	if err != nil {
		return nil, err
	}
	f := inflector{}
	for _, r := range rows {
		f[r.cols[0]] = [3]string{r.cols[1], r.cols[2], r.cols[3]}
	}
	return f, nil
}

// forms returns every spelling of a verb phrase with its form; the first word is inflected.
func (f inflector) forms(phrase string) map[string]Form {
	verb, rest, _ := strings.Cut(phrase, " ")
	if rest != "" {
		rest = " " + rest
	}
	out := map[string]Form{}
	put := func(w string, form Form) {
		if old, ok := out[w+rest]; !ok || form < old {
			out[w+rest] = form
		}
	}
	put(verb, Base)
	put(third(verb), Third)
	irregular, ok := f[verb]
	past, ing := regularPast(verb), regularIng(verb)
	if ok {
		past = irregular[0]
		put(irregular[1], Past)
		if irregular[2] != "-" {
			ing = irregular[2]
		}
	}
	put(past, Past)
	put(ing, Participle)
	return out
}

func third(v string) string {
	switch {
	case v == "be":
		return "is"
	case v == "have":
		return "has"
	case strings.HasSuffix(v, "s"), strings.HasSuffix(v, "sh"), strings.HasSuffix(v, "ch"), strings.HasSuffix(v, "x"), strings.HasSuffix(v, "o"):
		return v + "es"
	case consonantY(v):
		return v[:len(v)-1] + "ies"
	}
	return v + "s"
}

func regularPast(v string) string {
	switch {
	case strings.HasSuffix(v, "e"):
		return v + "d"
	case consonantY(v):
		return v[:len(v)-1] + "ied"
	}
	return v + "ed"
}

func regularIng(v string) string {
	if strings.HasSuffix(v, "e") && !strings.HasSuffix(v, "ee") {
		return v[:len(v)-1] + "ing"
	}
	return v + "ing"
}

func consonantY(v string) bool {
	n := len(v)
	return n > 1 && v[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(v[n-2]))
}
