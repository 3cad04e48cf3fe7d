package lexicon

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

type (
	// VerbClass numbers the classes of verbs.tsv; a set of them is a bit mask.
	VerbClass uint8
	// ObjectClass numbers the classes of objects.tsv; a set of them is a bit mask.
	ObjectClass uint8
)

// Ask is a verb of asking.
type Ask struct {
	Verb    string
	Force   string // must, urge, request, express
	Against bool   // it asks that something not be done
	To      bool   // may take "X to do"
	That    bool   // may take "that X do"
	Noun    bool   // may take a noun: "urge support"
	Ing     bool   // may take "doing"
}

// Act says how strongly a verb class with an object class speaks for a type of demand. Verb or Object is -1 for any.
type Act struct {
	Type   string
	Verb   int
	Object int
	Weight float64
}

// Country is a country or contested territory.
type Country struct {
	Code      string
	Name      string
	Contested bool
}

// KnownEvent is an event whose date is public knowledge.
type KnownEvent struct {
	Date  string
	Name  string
	Words [][]int32 // one word of each group must occur
	Days  int
}

// Lexicon is all word lists, ready for matching. It is immutable after [Load] and safe for concurrent use.
type Lexicon struct {
	Asks      []Ask
	Acts      []Act
	Countries []Country
	Events    []string // the event types
	Known     []KnownEvent
	Frames    []Frame
	Verbs     []string // names of the verb classes by number
	Objects   []string // names of the object classes by number
	Carriers  uint32   // the verb classes that carry another verb ("work to") or hand an act on ("press them to")

	People  uint64 // the object class of persons, which names of persons belong to as well
	noVerb  uint32 // the verb class of words that look like verbs
	none    uint64 // the object class of phrases that are no object
	words   map[string]int32
	heads   map[string]Head
	bodies  map[string]string
	trie    *trie
	entries []entry
}

// entry is what a phrase of the trie means.
type entry struct {
	kind  entryKind
	form  Form
	value int32 // class number, or index into the list of the kind
	caps  bool  // the first word must have a capital
}

type entryKind uint8

const (
	verbEntry entryKind = iota
	objectEntry
	askEntry
	countryEntry
	notCountryEntry
	eventEntry
	frameEntry
)

// Load reads the embedded lists. It fails only when a list breaks its own rules, which a test checks.
func Load() (*Lexicon, error) {
	l := &Lexicon{words: map[string]int32{}, trie: newTrie()}
	inf, err := newInflector()
	if err != nil {
		return nil, err
	}
	for _, w := range []string{"'s", ",", ".", ":", ";", "?", "!", "(", ")", "*", "-", "\"", "$", "%", "#"} {
		l.ID(w)
	}
	steps := []func(inflector) error{l.loadVerbs, l.loadObjects, l.loadAsks, l.loadActs, l.loadCountries, l.loadEvents, l.loadKnown, l.loadFrames}
	for _, step := range steps {
		if err := step(inf); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// ID is the number of a word in the vocabulary, which is extended when the word is new. Call it only while setting
// up, before the first text is read.
func (l *Lexicon) ID(word string) int32 {
	if n, ok := l.words[word]; ok {
		return n
	}
	n := int32(len(l.words) + 1)
	l.words[word] = n
	return n
}

// phrase files e under the words of s.
func (l *Lexicon) phrase(s string, e entry) {
	var ids []int32
	t := tokenizer{s: s}
	t.run(0)
	for _, tok := range t.out {
		w := strings.ToLower(strings.ReplaceAll(s[tok.Start:tok.End], "’", "'"))
		ids = append(ids, l.ID(w))
	}
	if len(ids) == 0 {
		return
	}
	l.entries = append(l.entries, e)
	l.trie.add(ids, int32(len(l.entries)-1))
}

func (l *Lexicon) loadVerbs(inf inflector) error {
	rows, err := readTSV("verbs.tsv", 2)
	if err != nil {
		return err
	}
	for n, r := range rows {
		l.Verbs = append(l.Verbs, r.cols[0])
		switch r.cols[0] {
		case "none":
			l.noVerb = 1 << n
		case "light", "chain":
			l.Carriers |= 1 << n
		}
		for _, v := range items(r.cols[1]) {
			l.inflected(inf, v, entry{kind: verbEntry, value: int32(n)})
		}
	}
	return nil
}

// inflected files e under every form of the verb phrase.
func (l *Lexicon) inflected(inf inflector, verb string, e entry) {
	forms := inf.forms(verb)
	spellings := make([]string, 0, len(forms))
	for s := range forms {
		spellings = append(spellings, s)
	}
	sort.Strings(spellings)
	for _, s := range spellings {
		e.form = forms[s]
		l.phrase(s, e)
	}
}

func (l *Lexicon) loadObjects(inflector) error {
	rows, err := readTSV("objects.tsv", 2)
	if err != nil {
		return err
	}
	for n, r := range rows {
		l.Objects = append(l.Objects, r.cols[0])
		switch r.cols[0] {
		case "none":
			l.none = 1 << n
		case "people":
			l.People = 1 << n
		}
		for _, o := range items(r.cols[1]) {
			l.phrase(o, entry{kind: objectEntry, value: int32(n)})
			if !strings.HasSuffix(o, "s") && !strings.ContainsAny(o, ".0123456789") {
				l.phrase(third(o), entry{kind: objectEntry, value: int32(n)})
			}
		}
	}
	return nil
}

func (l *Lexicon) loadAsks(inf inflector) error {
	rows, err := readTSV("asks.tsv", 4)
	if err != nil {
		return err
	}
	for n, r := range rows {
		a := Ask{Verb: r.cols[0], Force: r.cols[1], Against: r.cols[2] == "against"}
		for _, f := range items(r.cols[3]) {
			switch f {
			case "to":
				a.To = true
			case "that":
				a.That = true
			case "np":
				a.Noun = true
			case "ing":
				a.Ing = true
			default:
				return fmt.Errorf("lexicon: asks.tsv:%d: unknown frame %q", r.line, f)
			}
		}
		l.Asks = append(l.Asks, a)
		l.inflected(inf, a.Verb, entry{kind: askEntry, value: int32(n)})
	}
	return nil
}

func (l *Lexicon) loadActs(inflector) error {
	rows, err := readTSV("acts.tsv", 4)
	if err != nil {
		return err
	}
	for _, r := range rows {
		w, err := strconv.ParseFloat(r.cols[3], 64)
		if err != nil {
			return fmt.Errorf("lexicon: acts.tsv:%d: weight %q", r.line, r.cols[3])
		}
		for _, v := range items(r.cols[1]) {
			for _, o := range items(r.cols[2]) {
				vn, on := index(l.Verbs, v), index(l.Objects, o)
				if (vn < 0 && v != "*") || (on < 0 && o != "*") {
					return fmt.Errorf("lexicon: acts.tsv:%d: unknown class in %s, %s", r.line, v, o)
				}
				l.Acts = append(l.Acts, Act{Type: r.cols[0], Verb: vn, Object: on, Weight: w})
			}
		}
	}
	return nil
}

func index(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return -1
}

func (l *Lexicon) loadCountries(inflector) error {
	rows, err := readTSV("countries.tsv", 5)
	if err != nil {
		return err
	}
	for n, r := range rows {
		l.Countries = append(l.Countries, Country{Code: r.cols[0], Name: r.cols[1], Contested: strings.Contains(r.cols[0], "-")})
		for how, names := range [][]string{append([]string{r.cols[1]}, items(r.cols[2])...), items(r.cols[3]), items(r.cols[4])} {
			for _, name := range names {
				l.phrase(strings.TrimPrefix(name, "the "), entry{kind: countryEntry, value: int32(n), form: Form(how), caps: true})
			}
		}
	}
	if rows, err = readTSV("notcountries.tsv", 1); err != nil {
		return err
	}
	for _, r := range rows {
		for _, p := range items(r.cols[0]) {
			l.phrase(p, entry{kind: notCountryEntry, caps: true})
		}
	}
	return nil
}

func (l *Lexicon) loadEvents(inflector) error {
	rows, err := readTSV("events.tsv", 2)
	if err != nil {
		return err
	}
	for n, r := range rows {
		l.Events = append(l.Events, r.cols[0])
		for _, p := range items(r.cols[1]) {
			l.phrase(p, entry{kind: eventEntry, value: int32(n)})
		}
	}
	return nil
}

func (l *Lexicon) loadKnown(inflector) error {
	rows, err := readTSV("knownevents.tsv", 4)
	if err != nil {
		return err
	}
	for _, r := range rows {
		days, err := strconv.Atoi(r.cols[3])
		if err != nil {
			return fmt.Errorf("lexicon: knownevents.tsv:%d: days %q", r.line, r.cols[3])
		}
		k := KnownEvent{Date: r.cols[0], Name: r.cols[1], Days: days}
		for _, group := range items(r.cols[2]) {
			var ids []int32
			for _, w := range strings.Split(group, "|") {
				ids = append(ids, l.ID(strings.ToLower(w)))
			}
			k.Words = append(k.Words, ids)
		}
		l.Known = append(l.Known, k)
	}
	return nil
}
