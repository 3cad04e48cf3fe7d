package reconcile

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"demarche/graph/match"
	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/names"
)

// PersonTypes are the types of a service that offers people only.
var PersonTypes = []Type{{"Person", "Person"}}

// PersonProperties are what registers tell about people, and what helps to find them.
var PersonProperties = []Property{
	{ID: "date", Name: "Date of the document", Description: "ISO date; the person held a post on it", Type: "Person", Query: true},
	{ID: "title", Name: "Title", Description: "what is printed beside the name", Type: "Person", Query: true},
	{ID: "chamber", Name: "Chamber", Description: "sen, rep, upper, lower or exec", Type: "Person"},
	{ID: "state", Name: "State", Description: "two-letter code", Type: "Person"},
	{ID: "party", Name: "Party", Description: "party on the date", Type: "Person"},
	{ID: "district", Name: "District", Type: "Person"},
	{ID: "post", Name: "Post", Description: "post on the date", Type: "Person"},
	{ID: "bioguide", Name: "Bioguide number", Type: "Person"},
	{ID: "wikidata", Name: "Wikidata item", Type: "Person"},
	{ID: "icpsr", Name: "ICPSR number", Type: "Person"},
	{ID: "govtrack", Name: "GovTrack number", Type: "Person"},
	{ID: "given", Name: "Given name", Type: "Person"},
	{ID: "family", Name: "Surname", Type: "Person"},
	{ID: "birth", Name: "Birth date", Type: "Person"},
	{ID: "gender", Name: "Gender", Type: "Person"},
}

// Persons is a [Source] of the people of an index. It is safe for concurrent use.
type Persons struct {
	index *match.Index
	words []nameWord // sorted by word
}

// nameWord says that a person's name has a word.
type nameWord struct {
	word   string
	person int32
}

// NewPersons prepares the people of an index, which may be nil for none.
func NewPersons(x *match.Index) *Persons {
	p := &Persons{index: x}
	if x == nil {
		return p
	}
	for i, who := range x.Persons() {
		var seen []string
		for _, form := range append([]string{who.Name, who.Given + " " + who.Family}, who.Nicknames...) {
			for _, w := range names.Words(form) {
				if !slices.Contains(seen, w) {
					seen = append(seen, w)
					p.words = append(p.words, nameWord{w, int32(i)})
				}
			}
		}
	}
	slices.SortFunc(p.words, func(a, b nameWord) int {
		return cmp.Or(strings.Compare(a.word, b.word), cmp.Compare(a.person, b.person))
	})
	return p
}

// Get is the person with the register id, or with the bare bioguide number.
func (p *Persons) Get(_ context.Context, id string) (*Entity, error) {
	who := p.person(id)
	if who == nil {
		return nil, nil
	}
	e := entity(who)
	return &e, nil
}

func (p *Persons) person(id string) *schema.Person {
	if p.index == nil || id == "" {
		return nil
	}
	if who := p.index.Person(id); who != nil {
		return who
	}
	return p.index.Person("bioguide:" + id)
}

// Find lists people with every word of prefix at the beginning of some word of their names.
func (p *Persons) Find(ctx context.Context, prefix, typ string, limit, offset int) ([]Entity, error) {
	words := names.Words(prefix)
	if len(words) == 0 || typ != "" && typ != "Person" || p.index == nil {
		return nil, nil
	}
	counts := map[int32]int{}
	for k, w := range words {
		i, _ := slices.BinarySearchFunc(p.words, w, func(n nameWord, w string) int { return strings.Compare(n.word, w) })
		for ; i < len(p.words) && strings.HasPrefix(p.words[i].word, w); i++ {
			if counts[p.words[i].person] == k {
				counts[p.words[i].person]++
			}
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	var hits []*schema.Person
	for i, n := range counts {
		if n == len(words) {
			hits = append(hits, &p.index.Persons()[i])
		}
	}
	last := words[len(words)-1]
	slices.SortFunc(hits, func(a, b *schema.Person) int {
		// Surnames that begin as asked first, then those who held a post last.
		return cmp.Or(cmp.Compare(surnameRank(a, last), surnameRank(b, last)), strings.Compare(lastDay(b), lastDay(a)), strings.Compare(a.ID, b.ID))
	})
	hits = hits[min(offset, len(hits)):]
	out := make([]Entity, 0, min(limit, len(hits)))
	for _, who := range hits[:min(limit, len(hits))] {
		out = append(out, entity(who))
	}
	return out, nil
}

func surnameRank(p *schema.Person, prefix string) int {
	if strings.HasPrefix(names.Fold(p.Family), prefix) {
		return 0
	}
	return 1
}

// lastDay is the last known day of a person's last post; open ends sort last of all.
func lastDay(p *schema.Person) string {
	last := ""
	for _, t := range p.Tenures {
		if t.During.End == "" {
			return "9999"
		}
		last = max(last, string(t.During.End.Last()))
	}
	return last
}

// Values tells a property of a person.
func (p *Persons) Values(_ context.Context, id, property, on string) ([]Value, error) {
	who := p.person(id)
	if who == nil {
		return nil, nil
	}
	text := func(ss ...string) []Value {
		var vs []Value
		for _, s := range ss {
			if s != "" {
				vs = append(vs, Value{Text: s})
			}
		}
		return vs
	}
	t := tenureOn(who, date.Date(on))
	switch property {
	case "given":
		return text(who.Given), nil
	case "family":
		return text(who.Family), nil
	case "birth":
		return text(string(who.Birth)), nil
	case "gender":
		return text(who.Gender), nil
	case "bioguide":
		if b, ok := strings.CutPrefix(who.ID, "bioguide:"); ok {
			return text(b), nil
		}
		return text(who.Identifiers["bioguide"]), nil
	case "wikidata", "icpsr", "govtrack":
		return text(who.Identifiers[property]), nil
	}
	if t == nil {
		return nil, nil
	}
	switch property {
	case "chamber":
		return text(t.Post.Chamber), nil
	case "state":
		return text(t.Post.State), nil
	case "district":
		if n, err := strconv.Atoi(t.Post.District); err == nil {
			return []Value{{Int: n, Number: true}}, nil
		}
		return text(t.Post.District), nil
	case "party":
		return text(t.Party), nil
	case "post":
		return text(t.Post.Name), nil
	}
	return nil, nil
}

// tenureOn is the tenure that holds on the date, the last one for an unknown date; nil when there is none.
func tenureOn(p *schema.Person, on date.Date) *schema.Tenure {
	var best *schema.Tenure
	for i := range p.Tenures {
		t := &p.Tenures[i]
		if t.During.Contains(on) && (best == nil || t.During.Start >= best.During.Start) {
			best = t
		}
	}
	return best
}

func entity(p *schema.Person) Entity {
	return Entity{p.ID, p.Name, describe(p, tenureOn(p, "")), "Person"}
}

// describe tells a person from namesakes: "Representative for California, Democrat, 2013-01-03 to 2027-01-03; born 1966".
func describe(p *schema.Person, t *schema.Tenure) string {
	var parts []string
	if t != nil {
		post := t.Post.Name
		if post == "" {
			post = strings.TrimSpace(t.Post.Chamber + " " + t.Post.State + " " + t.Post.District)
		}
		parts = append(parts, post)
		if t.Party != "" {
			parts = append(parts, t.Party)
		}
		if t.During.Start != "" || t.During.End != "" {
			parts = append(parts, strings.TrimSpace(string(t.During.Start)+" to "+string(t.During.End)))
		}
	}
	s := strings.Join(parts, ", ")
	if len(p.Birth) >= 4 {
		if s != "" {
			s += "; "
		}
		s += "born " + string(p.Birth[:4])
	}
	return s
}

// text is a value as a reader sees it.
func (v Value) text() string {
	switch {
	case v.ID != "":
		return v.Name
	case v.Number:
		return strconv.Itoa(v.Int)
	}
	return v.Text
}
