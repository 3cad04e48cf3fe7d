package corpus

import (
	"slices"
	"strings"

	"demarche/graph"
	"demarche/schema/date"
)

// IntFilter holds for numbers that meet every set bound.
type IntFilter struct {
	Eq, Ne, Gt, Gte, Lt, Lte *int
	In                       []int
}

// DateFilter holds for dates that meet every set bound; partial dates count by the days they cover, so Eq "2020" holds
// for every date in 2020. Unknown dates meet no bound. Known asks for a known or an unknown date.
type DateFilter struct {
	Eq, Gt, Gte, Lt, Lte date.Date
	Known                *bool
}

// TextFilter compares after folding: case, accents and punctuation do not count. Words asks for every word, in any
// order, each as a whole word or the beginning of one.
type TextFilter struct {
	Eq, Contains, StartsWith, Words *string
	In                              []string
}

// LetterFilter holds for letters that meet every set condition; the zero filter holds for all.
type LetterFilter struct {
	And, Or           []LetterFilter
	Not               *LetterFilter
	IDs               []string    // global ids or IRIs
	Text              *string     // words of the title, label and demands
	Title             *TextFilter // title or label
	Date              *DateFilter
	DateBasis         []string // printed, reported, release_date, inferred
	Countries         []string // any of these codes
	DemandTypes       []string // any of these types
	SignatureCount    *IntFilter
	ClaimedSignatures *IntFilter
	RecipientCount    *IntFilter
	DemandCount       *IntFilter
	DocumentCount     *IntFilter
	Signatories       *PersonRelation
	Recipients        *EntityRelation
	Senders           *EntityRelation
	Targets           *EntityRelation
	Demands           *DemandRelation
	Events            *EventRelation
	Documents         *DocumentRelation
}

// PersonFilter holds for people who meet every set condition. Party, state, chamber and post are asked on AsOf, else on
// the date of the letter through which the filter is reached, else on the query's date, else of the latest tenure.
type PersonFilter struct {
	And, Or         []PersonFilter
	Not             *PersonFilter
	IDs             []string
	Bioguide        []string
	Name            *TextFilter // any form of the name
	Party           []string    // any of these; D, Democrat and Democratic are one
	State           []string
	Chamber         []string
	Post            *TextFilter
	Gender          []string
	Provisional     *bool
	Legislator      *bool
	Official        *bool
	AsOf            date.Date
	LettersSigned   *IntFilter
	LettersReceived *IntFilter
	Letters         *LetterRelation // letters signed
	Received        *LetterRelation
	CoSigners       *PersonRelation
	TargetedBy      *DemandRelation
}

// EntityFilter holds for people, posts, organizations, countries and events by what they have in common.
type EntityFilter struct {
	And, Or        []EntityFilter
	Not            *EntityFilter
	IDs            []string
	Kinds          []Kind
	Name           *TextFilter
	Classification []string
	Country        []string
	Letters        *LetterRelation // letters addressed to it, sent by it, about it or mentioning it
	LetterCount    *IntFilter
}

// DemandFilter holds for demands that meet every set condition.
type DemandFilter struct {
	And, Or    []DemandFilter
	Not        *DemandFilter
	IDs        []string
	Types      []string
	Text       *TextFilter
	Addressee  *TextFilter
	Actor      *TextFilter
	LegalBasis *TextFilter
	Polarity   []string
	Force      []string
	Quoted     *bool // made by a quoted person and not by the letter
	Targets    *EntityRelation
	Letters    *LetterRelation
}

// EventFilter holds for events that meet every set condition.
type EventFilter struct {
	And, Or     []EventFilter
	Not         *EventFilter
	IDs         []string
	Name        *TextFilter
	Types       []string
	Date        *DateFilter
	Letters     *LetterRelation
	LetterCount *IntFilter
}

// DocumentFilter holds for documents that meet every set condition.
type DocumentFilter struct {
	And, Or     []DocumentFilter
	Not         *DocumentFilter
	IDs         []string
	Title       *TextFilter // title or file name
	Kinds       []string    // letter, press_release, news_report, other
	Issued      *DateFilter
	SHA256      []string
	Letters     *LetterRelation
	LetterCount *IntFilter
}

// LetterRelation holds when some, none or every related letter meets a filter. Every holds where there is none.
type LetterRelation struct{ Some, None, Every *LetterFilter }

// PersonRelation is like [LetterRelation] for people.
type PersonRelation struct{ Some, None, Every *PersonFilter }

// EntityRelation is like [LetterRelation] for entities.
type EntityRelation struct{ Some, None, Every *EntityFilter }

// DemandRelation is like [LetterRelation] for demands.
type DemandRelation struct{ Some, None, Every *DemandFilter }

// EventRelation is like [LetterRelation] for events.
type EventRelation struct{ Some, None, Every *EventFilter }

// DocumentRelation is like [LetterRelation] for documents.
type DocumentRelation struct{ Some, None, Every *DocumentFilter }

// Match tells whether n meets every bound.
func (f *IntFilter) Match(n int) bool {
	return f == nil || (f.Eq == nil || n == *f.Eq) && (f.Ne == nil || n != *f.Ne) && (f.Gt == nil || n > *f.Gt) &&
		(f.Gte == nil || n >= *f.Gte) && (f.Lt == nil || n < *f.Lt) && (f.Lte == nil || n <= *f.Lte) &&
		(f.In == nil || slices.Contains(f.In, n))
}

// Match tells whether d meets every bound.
func (f *DateFilter) Match(d date.Date) bool {
	if f == nil {
		return true
	}
	first, last := packDate(d)
	return f.pack().match(first, last)
}

type packedDates struct {
	loFirst, hiLast int32 // bounds on the first and last day
	known           int8
}

func (f *DateFilter) pack() packedDates {
	p := packedDates{0, 1 << 30, 0}
	lo := func(d date.Date, pick func(date.Date) date.Date, add int32) {
		if d != "" {
			p.loFirst, p.known = max(p.loFirst, packDay(pick(d))+add), 1
		}
	}
	hi := func(d date.Date, pick func(date.Date) date.Date, add int32) {
		if d != "" {
			p.hiLast, p.known = min(p.hiLast, packDay(pick(d))+add), 1
		}
	}
	lo(f.Eq, date.Date.First, 0)
	hi(f.Eq, date.Date.Last, 0)
	lo(f.Gte, date.Date.First, 0)
	lo(f.Gt, date.Date.Last, 1)
	hi(f.Lte, date.Date.Last, 0)
	hi(f.Lt, date.Date.First, -1)
	if f.Known != nil {
		switch {
		case *f.Known:
			p.known = 1
		case p.known == 1:
			p.loFirst, p.hiLast = 1<<30, 0
		default:
			p.known = -1
		}
	}
	return p
}

func (p packedDates) match(first, last int32) bool {
	switch p.known {
	case 0:
		return true
	case -1:
		return first == 0
	}
	return first != 0 && first >= p.loFirst && last <= p.hiLast
}

// textTest compiles a TextFilter into a test of folded text; nil for the nil filter.
func textTest(f *TextFilter) func(folded string) bool {
	if f == nil {
		return nil
	}
	var tests []func(string) bool
	if f.Eq != nil {
		want := Fold(*f.Eq)
		tests = append(tests, func(s string) bool { return s == want })
	}
	if f.Contains != nil {
		want := Fold(*f.Contains)
		tests = append(tests, func(s string) bool { return strings.Contains(s, want) })
	}
	if f.StartsWith != nil {
		want := Fold(*f.StartsWith)
		tests = append(tests, func(s string) bool { return strings.HasPrefix(s, want) })
	}
	if f.Words != nil {
		tests = append(tests, wordsTest(*f.Words))
	}
	if f.In != nil {
		want := make([]string, len(f.In))
		for i, s := range f.In {
			want[i] = Fold(s)
		}
		tests = append(tests, func(s string) bool { return slices.Contains(want, s) })
	}
	return func(s string) bool {
		for _, t := range tests {
			if !t(s) {
				return false
			}
		}
		return true
	}
}

// wordsTest holds for folded text in which every word of q begins a word.
func wordsTest(q string) func(string) bool {
	words := strings.Fields(Fold(q))
	return func(s string) bool {
		for _, w := range words {
			if !hasWordPrefix(s, w) {
				return false
			}
		}
		return true
	}
}

func hasWordPrefix(s, w string) bool {
	for at := 0; ; {
		i := strings.Index(s[at:], w)
		if i < 0 {
			return false
		}
		if at+i == 0 || s[at+i-1] == ' ' {
			return true
		}
		at += i + 1
	}
}

// PartyKey makes spellings of a party comparable: "D", "Democrat" and "Democratic Party" are "democrat".
func PartyKey(s string) string {
	f := strings.TrimSuffix(Fold(s), " party")
	switch f {
	case "d", "democrat", "democratic", "dem":
		return "democrat"
	case "r", "republican", "rep", "gop":
		return "republican"
	case "i", "independent", "ind":
		return "independent"
	}
	return f
}

// PartyName gives a party one spelling, for one register says "Democrat" and another "Democratic": the large parties by
// their members' name, every other as it stands.
func PartyName(s string) string {
	switch PartyKey(s) {
	case "democrat":
		return "Democrat"
	case "republican":
		return "Republican"
	case "independent":
		return "Independent"
	}
	return s
}

// memo remembers yes and no of nodes in pages, so that a test reached along many edges runs once for each node.
type memo struct{ pages []*[1024]uint8 }

func (m *memo) cell(id graph.ID) *uint8 {
	at := int(id >> 10)
	if at >= len(m.pages) {
		m.pages = append(m.pages, make([]*[1024]uint8, at+1-len(m.pages))...)
	}
	p := m.pages[at]
	if p == nil {
		p = new([1024]uint8)
		m.pages[at] = p
	}
	return &p[id&1023]
}

func memoize(test func(graph.ID) bool) func(graph.ID) bool {
	m := &memo{}
	return func(id graph.ID) bool {
		cell := m.cell(id)
		if *cell == 0 {
			*cell = 1
			if test(id) {
				*cell = 2
			}
		}
		return *cell == 2
	}
}
