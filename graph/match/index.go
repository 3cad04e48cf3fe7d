package match

import (
	"slices"
	"strings"
	"unicode"

	"demarche/schema"
	"demarche/schema/names"
)

// Options sets what an [Index] knows beside the persons. The zero value is ready for use.
type Options struct {
	// Same maps a person id to the canonical id of the human; persons with one canonical id never make a name ambiguous.
	// Persons that carry each other's bioguide or Wikidata number are grouped without it.
	Same map[string]string
	// Threshold is the least score that is accepted, 0 for the default of 0.80.
	Threshold float64
	// Margin is the lead that the best person needs over the next, 0 for the default of 0.06.
	Margin float64
}

// Index answers who a printed name is. It does not change after [NewIndex] and is safe for concurrent use.
type Index struct {
	persons   []schema.Person
	entries   []entry
	surnames  map[string][]posting // joined surname -> who bears it
	doubled   map[string][]posting // middle name and surname as one double surname, in either order
	ocr       map[string][]posting // surname as scanners confuse it -> who bears it
	foreign   map[string][]posting // skeleton of the surname -> who bears it and never was a legislator
	glued     map[string][]int32   // given name and surname without a space -> entries
	fuzzy     fuzzyKeys
	given     map[string]int // first names and nicknames of the registers -> how many bear them
	threshold float64
	margin    float64
}

// posting says that an entry can be printed with a surname.
type posting struct {
	entry   int32
	quality float32 // 1 for the surname itself, less for a part of a double one
	note    string
}

// entry is a person prepared for comparing.
type entry struct {
	person  *schema.Person
	group   int32
	firsts  []string // folded first names of the register
	nicks   []string // its nicknames, and first names of the person's other forms
	middles []string // middle names and initials
	suffix  string
	family  string // joined surname
	tenures []tenure
}

// NewIndex prepares persons for matching. The slice is copied, the persons' own slices and maps are shared and must
// not change. Equal input gives equal answers, whatever the order of persons.
func NewIndex(persons []schema.Person, opts Options) *Index {
	x := &Index{
		persons:   slices.Clone(persons),
		surnames:  make(map[string][]posting, 2*len(persons)),
		doubled:   make(map[string][]posting, 2*len(persons)),
		ocr:       make(map[string][]posting),
		foreign:   make(map[string][]posting),
		glued:     make(map[string][]int32, 2*len(persons)),
		given:     make(map[string]int, len(persons)),
		threshold: opts.Threshold,
		margin:    opts.Margin,
	}
	if x.threshold == 0 {
		x.threshold = 0.80
	}
	if x.margin == 0 {
		x.margin = 0.06
	}
	slices.SortStableFunc(x.persons, func(a, b schema.Person) int { return strings.Compare(a.ID, b.ID) })
	groups := group(x.persons, opts.Same)
	x.entries = make([]entry, len(x.persons))
	for i := range x.persons {
		x.add(int32(i), groups[i])
	}
	for k, ps := range x.surnames {
		if o := ocrKey(k); o != k {
			x.ocr[o] = append(x.ocr[o], ps...)
		}
	}
	for _, ps := range x.ocr {
		slices.SortFunc(ps, func(a, b posting) int { return int(a.entry - b.entry) })
	}
	x.fuzzy = newFuzzyKeys(x.surnames)
	return x
}

// Len is the number of persons.
func (x *Index) Len() int { return len(x.persons) }

// Persons lists the persons by id. The caller must not change them.
func (x *Index) Persons() []schema.Person { return x.persons }

// Person is the person with the id, nil when there is none. Of several with one id it is the first.
func (x *Index) Person(id string) *schema.Person {
	i, ok := slices.BinarySearchFunc(x.persons, id, func(p schema.Person, id string) int { return strings.Compare(p.ID, id) })
	if !ok {
		return nil
	}
	return &x.persons[i]
}

// add prepares one person.
func (x *Index) add(i, group int32) {
	p := &x.persons[i]
	e := entry{person: p, group: group, suffix: names.Parse("x y " + p.Suffix).Suffix, tenures: prepare(p)}
	full := names.Parse(p.Name)
	family := names.Words(p.Family)
	if len(family) == 0 {
		family = full.Surname
	}
	if e.suffix == "" {
		e.suffix = full.Suffix
	}
	e.family = strings.Join(family, "")
	e.firsts = appendNew(e.firsts, names.Words(p.Given)...)
	if len(e.firsts) > 1 {
		e.middles = appendNew(e.middles, e.firsts[1:]...)
		e.firsts = append(e.firsts[:1:1], strings.Join(e.firsts, ""))
	}
	e.middles = appendNew(e.middles, middleWords(p.Middle, &e)...)
	for _, n := range p.Nicknames {
		w := names.Words(n)
		if len(w) > 0 {
			e.nicks = appendNew(e.nicks, w[0])
			if len(w) > 1 {
				e.nicks = appendNew(e.nicks, strings.Join(w, ""))
			}
		}
	}
	x.surname(i, e.family, 1, "")
	x.parts(i, family)
	x.form(i, &e, full, family)
	for _, o := range p.OtherNames {
		x.form(i, &e, names.Parse(o), family)
	}
	// The title of an encyclopedia's article is the name that a person goes by: "Sonny Callahan", "Tom Coleman (Missouri
	// politician)".
	for _, scheme := range [...]string{"wikipedia", "ballotpedia"} {
		title, _, _ := strings.Cut(p.Identifiers[scheme], " (")
		if n := names.Parse(title); endsWith(append(slices.Clone(n.Given), n.Surname...), family) {
			x.form(i, &e, n, family)
		}
	}
	x.accentless(i, &e)
	for _, m := range e.middles {
		if len(m) > 2 && e.family != "" {
			x.doubled[m+e.family] = append(x.doubled[m+e.family], posting{i, 0.97, "middle name in the surname"})
			x.doubled[e.family+m] = append(x.doubled[e.family+m], posting{i, 0.93, "middle name after the surname"})
		}
	}
	for _, g := range append(slices.Clone(e.firsts), e.nicks...) {
		x.given[g]++
		if len(g) > 1 && e.family != "" {
			x.glued[g+e.family] = append(x.glued[g+e.family], i)
		}
	}
	if k := names.Skeleton(e.family); len(k) > 3 && !legislator(e.tenures) {
		x.foreign[k] = append(x.foreign[k], posting{i, 0.93, ""})
	}
	x.entries[i] = e
}

// legislator tells whether some tenure is a seat of a chamber.
func legislator(ts []tenure) bool {
	return slices.ContainsFunc(ts, func(t tenure) bool { return t.chamber != "" && t.chamber != "exec" })
}

// accentless adds the forms that names take in texts that lost their accented letters: "Jos" for José, "Snchez".
func (x *Index) accentless(i int32, e *entry) {
	p := e.person
	for _, g := range append([]string{p.Given}, p.Nicknames...) {
		if w := names.Words(withoutAccented(g)); len(w) > 0 && len(w[0]) > 1 && isAccented(g) {
			e.nicks = appendNew(e.nicks, w[0])
		}
	}
	family := p.Family
	for _, full := range append([]string{p.Name}, p.OtherNames...) {
		if !isAccented(family) && strings.Join(names.Words(full[strings.LastIndexByte(full, ' ')+1:]), "") == e.family {
			family = full[strings.LastIndexByte(full, ' ')+1:]
		}
	}
	if isAccented(family) {
		if k := strings.Join(names.Words(withoutAccented(family)), ""); len(k) > 2 {
			x.surname(i, k, 0.97, "accents lost")
		}
	}
}

func isAccented(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) })
}

func withoutAccented(s string) string {
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII {
			return -1
		}
		return r
	}, s)
}

// middleWords are the words of a middle name; a generation suffix that a register keeps there goes to the entry.
func middleWords(middle string, e *entry) []string {
	var out []string
	for _, w := range names.Words(middle) {
		switch w {
		case "ii", "iii", "iv", "jr", "sr":
			if e.suffix == "" {
				e.suffix = w
			}
			continue
		}
		out = append(out, w)
	}
	return out
}

// form adds what another full form of the name teaches: given names, and a surname that the family name does not tell.
func (x *Index) form(i int32, e *entry, n names.Name, family []string) {
	all := append(slices.Clone(n.Given), n.Surname...)
	if n.Order == names.Comma {
		all = append(slices.Clone(n.Given), n.Surname...)
	}
	given := n.Given
	switch {
	case endsWith(all, family):
		given = all[:len(all)-len(family)]
	case len(n.Given) == 0 || len(n.Surname) == 0:
		return
	case strings.Join(n.Surname, "") != e.family && !endsWith(family, n.Surname):
		x.surname(i, n.Family(), 0.98, "other surname")
	}
	first := true
	for _, g := range given {
		if len(g) == 1 {
			e.middles = appendNew(e.middles, g)
			if first && len(e.firsts) == 0 {
				e.firsts = append(e.firsts, g)
			}
			continue
		}
		if first {
			if !slices.Contains(e.firsts, g) {
				if len(e.firsts) == 0 {
					e.firsts = append(e.firsts, g)
				} else {
					e.nicks = appendNew(e.nicks, g)
				}
			}
			first = false
			continue
		}
		if !slices.Contains(e.nicks, g) {
			e.middles = appendNew(e.middles, g)
		}
	}
	for _, g := range n.Nick {
		e.nicks = appendNew(e.nicks, strings.ReplaceAll(g, " ", ""))
	}
}

// parts adds the single words of a double surname.
func (x *Index) parts(i int32, family []string) {
	if len(family) < 2 {
		return
	}
	x.surname(i, family[len(family)-1], 0.90, "last part of "+strings.Join(family, " "))
	if len(family[0]) > 3 {
		x.surname(i, family[0], 0.89, "first part of "+strings.Join(family, " "))
	}
}

func (x *Index) surname(i int32, key string, quality float32, note string) {
	if key == "" {
		return
	}
	for k, p := range x.surnames[key] {
		if p.entry == i {
			if quality > p.quality {
				x.surnames[key][k].quality, x.surnames[key][k].note = quality, note
			}
			return
		}
	}
	x.surnames[key] = append(x.surnames[key], posting{i, quality, note})
}

func endsWith(all, tail []string) bool {
	return len(tail) > 0 && len(all) >= len(tail) && slices.Equal(all[len(all)-len(tail):], tail)
}

func appendNew(list []string, words ...string) []string {
	for _, w := range words {
		if w != "" && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}
