package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
	"demarche/schema"
	"demarche/schema/names"
)

// entity is a person, body or country named in the tokens [lo,hi); its title stands in [title,lo).
type entity struct {
	title, lo, hi int
	at            int    // the end of the name where the frame has it; the tokens may be of a fuller one elsewhere
	rulers        bool   // a country by the words for its rulers
	kind          string // person, organization, country
	country       int    // index of the country plus one
}

// The reach of a list of names, in tokens.
const (
	maxList  = 70 // of the whole list
	maxPlain = 9  // of words in a row that belong to no name
	maxChunk = 7  // of a name
)

// entities reads the names of the list that begins at token i: "senior officials of the junta, General Ono Tarik, the
// Red Lantern Brigade and its leaders, including Sef Arun". It ends with the noun phrase: at another preposition, a
// verb, a clause or a mark that divides.
func (d *text) entities(i, hi int) []entity {
	var out []entity
	plain, hi := 0, min(hi, i+maxList)
	for i < hi && plain <= maxPlain {
		t := &d.toks[i]
		if len(out)+plain > 0 && d.apart(i) {
			return out
		}
		switch {
		case t.Kind == lexicon.Mark:
			next, ok := d.overMark(i, hi, len(out) > 0)
			if !ok {
				return out
			}
			i = next
			continue
		case d.is(i, conj):
			if d.newClause(i+1, hi) {
				return out
			}
			i++
			continue
		case d.listing(i) > i:
			i = d.listing(i)
			continue
		case t.Cap && t.Kind == lexicon.Word || d.marks[i].Country != 0:
			e, next, ok := d.entityAt(i, hi)
			if ok && len(out) > 0 && e.kind == "person" && d.possessive(next) {
				return out // "Ono Tarik, Arman Vel's deputy"
			}
			if ok && e.kind == "country" && e.hi == int(d.marks[i].CountryE) && !e.rulers && d.ofMembers(i) {
				ok = false // "officials of Ruritania" are not Ruritania
			}
			ok = ok && !(d.is(i-1, conj) && i > 1 && d.toks[i-2].Cap && (len(out) == 0 || out[len(out)-1].at != i-1)) // "Harbours and River Protection"
			if ok {
				out = append(out, e)
				if e.kind == "country" && d.possessive(next) {
					return out // what follows is the country's
				}
				plain = 0
			}
			i = max(next, i+1)
			continue
		case d.word(i, d.w.of):
			switch n := len(out); {
			case n > 0 && out[n-1].at == i && out[n-1].kind == "person":
				i = d.overOffice(i+1, hi) // "President Ono Tarik of Ruritania"
			case !d.membership(i - 1):
				return out // whose it is, not who
			default:
				i++
			}
			continue
		case d.endsPhrase(i):
			if (d.word(i, d.w.on) || d.word(i, d.w.against)) && d.is(i-1, conj) {
				i++
				continue
			}
			return out
		}
		if d.governmentHead(i) {
			if e, ok := d.governmentOfCountry(i, hi); ok {
				out = append(out, e)
				i = e.hi
				plain = 0
				continue
			}
		}
		if e, ok := d.onlyRulers(i); ok {
			return append(out, e)
		}
		plain++
		i++
	}
	return out
}

// endsPhrase tells whether token i cannot belong to the noun phrase of a list of names.
func (d *text) endsPhrase(i int) bool {
	switch d.raw(i) {
	case "rather", "than", "instead", "after", "before":
		return true
	}
	return d.is(i, preposition|modal|need|wh|auxiliary|conditional|subordinate|you|first) || d.word(i, d.w.to) || d.word(i, d.w.that) ||
		d.is(i, pronoun) && !d.is(i, determiner)
}

// onlyRulers reads "the regime", "its government" where the letter is about one country alone.
func (d *text) onlyRulers(i int) (entity, bool) {
	if d.onlyCountry == 0 || d.toks[i].Cap || !d.is(i-1, determiner) || !d.governmentHead(i) || d.modifies(i+1, len(d.toks)) || d.word(i+1, d.w.of) || d.word(i+1, d.w.in) {
		return entity{}, false
	}
	switch d.raw(i) {
	case "government", "regime", "junta", "dictatorship", "military", "authorities", "rulers":
	default:
		return entity{}, false
	}
	if r := d.raw(i - 1); r != "the" && r != "this" && r != "its" && r != "their" && r != "that" {
		return entity{}, false
	}
	for j := i; j >= 0 && j > i-2*maxNear; j-- {
		if int(d.marks[j].Country) == d.onlyCountry && d.marks[j].Naming == lexicon.ByName {
			return entity{title: j, lo: j, hi: int(d.marks[j].CountryE), at: i + 1, rulers: true, kind: "country", country: d.onlyCountry}, true
		}
	}
	return entity{}, false
}

// overMark passes a comma that goes on with a list, brackets and quotation marks; ok is false where the list ends.
func (d *text) overMark(i, hi int, found bool) (int, bool) {
	switch {
	case d.mark(i, ','):
		j := i + 1
		if j < hi && d.is(j, conj) {
			return j, true
		}
		if j < hi && (d.toks[j].Cap || d.is(j, determiner) && !d.is(j, wh) || d.listing(j) > j || !found) {
			return j, true
		}
		return i, false
	case d.mark(i, '('):
		for j := i; j < min(hi, i+12); j++ {
			if d.mark(j, ')') {
				return j + 1, true
			}
		}
		return i, false
	case d.mark(i, '"'):
		return i + 1, true
	}
	return i, false
}

// listing is the token behind words that open a list of examples at i, else i.
func (d *text) listing(i int) int {
	if i >= len(d.toks) || d.toks[i].Cap {
		return i
	}
	switch d.raw(i) {
	case "including", "namely", "like", "both", "either", "include":
		return i + 1
	case "such", "well":
		if i+1 < len(d.toks) && d.raw(i+1) == "as" {
			return i + 2
		}
	case "as":
		if i+2 < len(d.toks) && d.raw(i+1) == "well" && d.raw(i+2) == "as" {
			return i + 3
		}
	}
	return i
}

// newClause tells whether a verb and not another item of the list stands behind a joining word.
func (d *text) newClause(i, hi int) bool {
	for i < hi && (d.toks[i].Adverb || d.is(i, filler|negation)) {
		i++
	}
	if i >= hi || d.toks[i].Cap || d.is(i, determiner) {
		return false
	}
	m := &d.marks[i]
	return m.Verbs != 0 && m.Form == lexicon.Base || m.Frames != 0 && m.FrameAs == lexicon.Base || m.Ask != 0 && m.AskForm == lexicon.Base ||
		m.Verbs != 0 && m.Form == lexicon.Third && m.Objects == 0 || d.word(i, d.w.to) || d.is(i, wh|auxiliary|modal|first|you)
}

// membership tells whether token i is a word behind which "of" names a body: members, elements, leaders.
func (d *text) membership(i int) bool {
	return i >= 0 && d.toks[i].Kind == lexicon.Word && d.lx.Heads(d.raw(i))&(lexicon.Member|lexicon.Government) != 0
}

// ofMembers tells whether the name at i stands behind "members of", "officials of the".
func (d *text) ofMembers(i int) bool {
	i--
	if d.is(i, determiner) {
		i--
	}
	return i > 0 && d.word(i, d.w.of) && d.lx.Heads(d.raw(i-1))&lexicon.Member != 0
}

// governmentHead tells whether token i is a word for the rulers or forces of a country.
func (d *text) governmentHead(i int) bool {
	return i >= 0 && i < len(d.toks) && d.toks[i].Kind == lexicon.Word && d.lx.Heads(d.raw(i))&lexicon.Government != 0
}

// overOffice passes the country or body behind "of" after a person's name.
func (d *text) overOffice(i, hi int) int {
	for i < hi && d.toks[i].Kind == lexicon.Word && (d.toks[i].Cap || d.is(i, determiner) || d.word(i, d.w.of)) {
		i++
	}
	return i
}

// governmentOfCountry reads "government of Ruritania", "military junta in the Republic of Ruritania" from its head
// word at i.
func (d *text) governmentOfCountry(i, hi int) (entity, bool) {
	j := i + 1
	if !d.word(j, d.w.of) && !d.word(j, d.w.in) {
		return entity{}, false
	}
	j++
	if d.is(j, determiner) {
		j++
	}
	if j >= hi || d.marks[j].Country == 0 || d.marks[j].Naming != lexicon.ByName || d.ownCountry(j) {
		return entity{}, false
	}
	lo := i
	if d.word(i+1, d.w.in) {
		lo = j
	}
	return entity{title: lo, lo: lo, hi: int(d.marks[j].CountryE), at: int(d.marks[j].CountryE), rulers: true, kind: "country", country: int(d.marks[j].Country)}, true
}

// ownCountry tells whether the country at i is the United States, or a contested territory, which nobody acts against.
func (d *text) ownCountry(i int) bool {
	c := &d.lx.Countries[d.marks[i].Country-1]
	return c.Code == "US" || c.Contested
}

// possessive tells whether token i is 's or a lone apostrophe.
func (d *text) possessive(i int) bool {
	if i >= len(d.toks) || i == 0 {
		return false
	}
	switch s := d.raw(i); {
	case s == "'s" || s == "’s" || s == "‘s":
		return true
	case (s == "'" || s == "’") && d.toks[i].Start == d.toks[i-1].End:
		return true
	}
	return false
}

// entityAt reads the name that begins at token i. next is the token behind it, whether a name was found or not.
func (d *text) entityAt(i, hi int) (e entity, next int, ok bool) {
	if end := d.listedBody(i, hi); end > i {
		return d.bodyAt(i, end, hi)
	}
	if d.governmentHead(i) {
		if e, ok := d.governmentOfCountry(i, hi); ok {
			return e, e.hi, true
		}
	}
	if m := &d.marks[i]; m.Country != 0 {
		if e, next, ok, done := d.countryAt(i, hi); done {
			return e, next, ok
		}
	}
	if d.marks[i].Country != 0 && d.marks[i].Naming == lexicon.ByPeople && i+1 < hi && names.IsGiven(strings.ToLower(d.raw(i+1))) {
		i++ // "Ruritanian Paul Fenwick"
	}
	title := i
	for i < hi && d.titleWord(i, title) {
		if d.mark(i, '(') {
			for i < hi && !d.mark(i, ')') {
				i++
			}
		}
		i++
	}
	if i == title && d.toks[i].Cap && (d.is(i, determiner|preposition|conj|wh|modal|pronoun|you|first) || d.word(i, d.w.to)) {
		return entity{}, i + 1, false
	}
	end := d.nameEnd(i, hi, i > title)
	if end == i {
		return entity{}, i + 1, false
	}
	if title == i && end < hi && d.strongTitle(end) && d.adjacent(end) {
		return entity{}, end, false // "Harbour Agency Director": whose title it is
	}
	e = entity{title: title, lo: i, hi: end}
	e.at = end
	e.kind = d.kindOf(&e, hi)
	return e, end, e.kind != ""
}

// listedBody is the end of the longest name of the list of bodies at i, else i.
func (d *text) listedBody(i, hi int) int {
	for j := min(hi, i+4); j > i; j-- {
		if d.toks[j-1].Kind == lexicon.Word && d.lx.Body(d.slice(i, j)) != "" {
			return j
		}
	}
	return i
}

// bodyAt is the listed name in [i,end), with more words of the name behind it.
func (d *text) bodyAt(i, end, hi int) (entity, int, bool) {
	e := entity{title: i, lo: i, hi: end, at: end, kind: d.lx.Body(d.slice(i, end))}
	return e, end, !d.modifies(end, hi)
}

// countryAt reads a country at i, as itself or by its rulers; done is false when its word opens another name.
func (d *text) countryAt(i, hi int) (e entity, next int, ok, done bool) {
	m := &d.marks[i]
	end := int(m.CountryE)
	e = entity{title: i, lo: i, hi: end, at: end, kind: "country", country: int(m.Country)}
	if d.ownCountry(i) || !d.trueCountry(i, d.sentenceOf(i)) {
		return e, end, false, true
	}
	after := end
	if d.possessive(after) {
		after++
	}
	for j := after; j < min(hi, after+3) && d.toks[j].Kind == lexicon.Word; j++ {
		if d.governmentHead(j) && !d.toks[j].Cap || d.governmentHead(j) && strings.EqualFold(d.raw(j), "government") {
			e.rulers = true
			if after > end {
				return e, end, true, true
			}
			e.hi = j + 1
			return e, j + 1, true, true
		}
		if d.toks[j].Cap || d.is(j, preposition|conj|modal|auxiliary|wh) {
			break
		}
	}
	capNext := after < hi && d.toks[after].Kind == lexicon.Word && d.toks[after].Cap && d.adjacent(after)
	switch {
	case capNext && d.titleWord(after, after):
		return e, after, false, true
	case capNext && after == end && !d.is(after, preposition|conj|modal):
		return e, after, false, false
	case capNext:
		return e, after, false, true
	case m.Naming == lexicon.ByPeople:
		return e, end, false, true
	case after > end:
		return e, end, true, true
	}
	return e, end, !d.modifies(end, hi), true
}

// sentenceOf is the sentence that token i stands in.
func (d *text) sentenceOf(i int) *sentence {
	lo, hi := 0, len(d.sents)
	for lo+1 < hi {
		if mid := (lo + hi) / 2; d.sents[mid].lo <= i {
			lo = mid
		} else {
			hi = mid
		}
	}
	return &d.sents[lo]
}

// modifies tells whether the word at i, before hi, makes the name before it a mere attribute: "Harbour Bank loans".
func (d *text) modifies(i, hi int) bool {
	if i >= hi || i >= len(d.toks) || i == 0 || d.toks[i].Kind != lexicon.Word || d.possessive(i) || !d.adjacent(i) {
		return false
	}
	if d.toks[i].Adverb || d.is(i, preposition|conj|modal|need|auxiliary|wh|conditional|subordinate|filler|negation|determiner|pronoun|you|first) || d.word(i, d.w.to) || d.word(i, d.w.that) || d.listing(i) > i {
		return false
	}
	m := &d.marks[i]
	return m.Verbs == 0 || m.Objects != 0 || m.Form != lexicon.Past && m.Form != lexicon.Participle
}

// adjacent tells whether token i follows the one before it in one line of running text, without a mark or gap.
func (d *text) adjacent(i int) bool {
	if i <= 0 || i >= len(d.toks) || d.toks[i].Start < d.toks[i-1].End {
		return false // sentences of a report stand before the letter's
	}
	switch between := d.s[d.toks[i-1].End:d.toks[i].Start]; between {
	case " ", "-", "", "\n", ". ":
		return between != ". " || d.toks[i-1].End-d.toks[i-1].Start <= 3 && d.toks[i-1].Kind == lexicon.Word
	}
	return false
}

// apart tells whether a gap of the layout stands before token i.
func (d *text) apart(i int) bool {
	if i <= 0 || d.toks[i].Start < d.toks[i-1].End {
		return true
	}
	between := d.s[d.toks[i-1].End:d.toks[i].Start]
	return len(between) >= 2 && d.toks[i-1].Kind == lexicon.Word && (strings.Contains(between, "  ") || strings.Contains(between, "\n\n"))
}

// entityTarget is the record of e.
func (d *text) entityTarget(e *entity, role, rule string) schema.Target {
	t := schema.Target{Kind: e.kind, Role: role, Rule: rule}
	if e.rulers {
		if lo, hi := d.rulersName(); hi > lo {
			e.title, e.lo, e.hi, t.Kind = lo, lo, hi, "organization"
		}
	}
	if e.kind == "country" && e.country > 0 {
		c := d.lx.Countries[e.country-1]
		t.Country = c.Code
	}
	if e.title < e.lo {
		t.Title = strings.TrimSpace(clean(d.slice(e.title, e.lo)))
	}
	t.Name, t.Span = clean(d.slice(e.lo, e.hi)), d.span(e.lo, e.hi)
	return t
}

// ownOfficial tells whether the title at t0 is qualified as one of the United States.
func (d *text) ownOfficial(t0 int) bool {
	if t0 > 0 {
		switch strings.ToLower(d.raw(t0 - 1)) {
		case "u.s", "states", "american", "us":
			return true
		}
	}
	return false
}

// abbreviation tells whether a word is three or more capitals.
func abbreviation(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return len(s) >= 3
}

// rulersName is where the text gives the rulers it speaks of by their own name: "the junta, the Council for Peace". The
// tokens are empty when it does not.
func (d *text) rulersName() (int, int) {
	for i := 1; i+4 < len(d.toks); i++ {
		if !d.mark(i, ',') || d.toks[i-1].Cap || !d.governmentHead(i-1) {
			continue
		}
		lo := i + 1
		if d.word(lo, d.w.the) {
			lo++
		}
		hi, caps := lo, 0
		for hi < len(d.toks) && d.adjacent(hi) && d.toks[hi].Kind == lexicon.Word && (d.toks[hi].Cap || hi > lo && d.is(hi, conj|preposition)) {
			if d.toks[hi].Cap {
				caps++
			}
			hi++
		}
		if caps >= 3 && d.toks[hi-1].Cap && d.marks[lo].Country == 0 && !d.titleWord(lo, lo) {
			return lo, hi
		}
	}
	return 0, 0
}
