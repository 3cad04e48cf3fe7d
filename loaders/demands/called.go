package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
	"demarche/schema/names"
)

// titleWord tells whether token i goes on with a title that began at lo.
func (d *text) titleWord(i, lo int) bool {
	if i > lo && !d.adjacent(i) && !d.mark(i, '.') {
		return false
	}
	switch {
	case d.mark(i, '('):
		return i > lo
	case d.mark(i, '.'):
		return i > lo && d.is(i-1, title|honorific)
	case d.toks[i].Kind != lexicon.Word:
		return false
	case d.toks[i].Cap && d.is(i, title|honorific):
		return true
	case d.is(i, capTitle) && d.is(i, preposition|determiner):
		return i > lo
	case d.toks[i].Cap && d.is(i, capTitle), d.strongTitle(i):
		return true
	}
	switch d.raw(i) {
	case "Pastor", "Professor", "Imam", "Bishop", "Ayatollah", "Sheikh", "Sheik", "Lieutenant", "Lt", "Gen", "Col", "Maj", "Sergeant", "Corporal", "Ali-Hajji", "Father", "Archbishop", "Cardinal", "Rabbi", "Commissioner", "Administrator", "Superintendent", "Sheriff", "Mayor", "Acting", "Assistant", "Under", "Associate", "Executive":
		return true
	}
	return false
}

// strongTitle tells whether token i is a title that is in no body's name.
func (d *text) strongTitle(i int) bool {
	if !d.toks[i].Cap {
		return false
	}
	switch d.raw(i) {
	case "President", "Minister", "Secretary", "Director", "Chairman", "Chairwoman", "Governor", "Ambassador", "Commissioner", "Administrator", "Prosecutor", "Attorney", "Mayor", "Chief", "CEO", "Chancellor", "Premier", "Agent", "Agents", "Officer", "Officers", "Officials", "Presidents", "Ministers", "Leader", "Commander", "Counsel", "Inspector":
		return true
	}
	return false
}

// nameEnd is the end of the capitalised name at i, or i.
func (d *text) nameEnd(i, hi int, titled bool) int {
	j := i
	for j < min(hi, i+maxChunk) {
		t := &d.toks[j]
		switch {
		case j > i && !d.adjacent(j) && !d.mark(j, '.'):
			return d.trimName(i, j)
		case d.mark(j, '.') && j > i && d.toks[j-1].End-d.toks[j-1].Start == 1 && t.Start == d.toks[j-1].End:
			j++
			continue
		case t.Kind != lexicon.Word:
			return d.trimName(i, j)
		case j > i && j+1 < hi && d.lx.Heads(d.raw(j))&lexicon.Particle != 0 && !t.Cap && d.toks[j+1].Cap:
			j += 2
			continue
		case d.word(j, d.w.of) && j > i && j+1 < hi && !titled && d.toks[j+1].Cap && d.lx.Heads(d.raw(j-1))&lexicon.Company != 0:
			if m := &d.marks[j+1]; m.Country != 0 {
				return int(m.CountryE)
			}
			j += 2
			continue
		case j > i && !titled && d.strongTitle(j):
			return d.trimName(i, j)
		case !t.Cap || d.is(j, conj|modal|wh) && d.raw(j) != "Do" || d.is(j, preposition|determiner) && j > i || d.is(j, preposition):
			return d.trimName(i, j)
		}
		j++
	}
	return d.trimName(i, j)
}

// trimName takes a lone stop and what is no name off the end of the name [i,j).
func (d *text) trimName(i, j int) int {
	for j > i && d.toks[j-1].Kind == lexicon.Mark && d.toks[j-2].End-d.toks[j-2].Start != 1 {
		j--
	}
	return j
}

// kindOf says what the name of e is: person, organization, or empty for what is neither, or whom nobody can act against.
func (d *text) kindOf(e *entity, hi int) string {
	words, given, own, thing, company := 0, false, false, false, false
	for i := e.lo; i < e.hi; i++ {
		if d.toks[i].Kind != lexicon.Word || len(d.raw(i)) < 2 {
			continue
		}
		h := d.lx.Heads(d.raw(i))
		if !d.acting && d.recipientWord(i) && h&lexicon.Company == 0 {
			return ""
		}
		if words == 0 {
			given = names.IsGiven(strings.ToLower(d.raw(i)))
			own = h&lexicon.Own != 0
		}
		words++
		company = company || h&lexicon.Company != 0
		thing = h&lexicon.Thing != 0
		own = own || h&(lexicon.Own|lexicon.Company) == lexicon.Own && i == e.hi-1
	}
	first := e.lo
	titled := e.title < first
	switch {
	case words == 0 || d.in.Signers[d.raw(e.hi-1)] || titled && d.ownOfficial(e.title):
		return ""
	case titled && (own || thing || company):
		return ""
	case titled && (words >= 2 || d.expand(e) || d.is(e.title, title|honorific) || d.toks[first].Word == 0):
		return "person"
	case titled:
		return ""
	case d.modifies(e.hi, hi) || own && !given || thing && !given:
		return ""
	case words == 1:
		if d.expand(e) {
			return "person"
		}
		if d.shouted(first) || first > 0 && d.toks[first-1].End == d.toks[first].Start-1 && d.s[d.toks[first-1].End] == '-' {
			return "" // "READ MORE", "anti-Ruritanism"
		}
		if company || given || d.word(e.hi, d.w.of) || d.is(e.hi, conj) && d.toks[min(e.hi+1, len(d.toks)-1)].Cap || d.toks[first].Word != 0 && !abbreviation(d.raw(first)) || len(d.raw(first)) < 3 {
			return ""
		}
		return "organization"
	case company:
		return "organization"
	case given || d.called(e) || d.lx.Body(d.raw(e.hi-1)) == "person":
		return "person"
	case d.foreignName(e) && !(e.title > 0 && d.word(e.title-1, d.w.the)):
		return "name"
	}
	return "organization"
}

// shouted tells whether the word at i is one of several in capitals.
func (d *text) shouted(i int) bool {
	if !abbreviation(d.raw(i)) {
		return false
	}
	return i+1 < len(d.toks) && abbreviation(d.raw(i+1)) && d.adjacent(i+1) || i > 0 && abbreviation(d.raw(i-1)) && d.adjacent(i)
}

// foreignName tells whether no word of the name is an English word that the lexicon knows.
func (d *text) foreignName(e *entity) bool {
	for i := e.lo; i < e.hi; i++ {
		if d.toks[i].Kind == lexicon.Word && d.toks[i].Word != 0 && d.lx.Heads(d.raw(i))&lexicon.Particle == 0 && len(d.raw(i)) > 1 {
			return false
		}
	}
	return true
}

// called tells whether the last word of the name follows Mr. and the like somewhere.
func (d *text) called(e *entity) bool {
	last := d.raw(e.hi - 1)
	for i := 2; i < len(d.toks); i++ {
		if d.toks[i].Cap && d.raw(i) == last && (d.is(i-1, honorific) || d.mark(i-1, '.') && d.is(i-2, honorific)) {
			return true
		}
	}
	return false
}

// expand moves a lone surname to the place where the text prints the whole name, the nearest before it, else the first
// behind; false when there is none.
func (d *text) expand(e *entity) bool {
	last := d.raw(e.hi - 1)
	if len(last) < 3 || e.hi-e.lo > 1 && d.toks[e.lo].End-d.toks[e.lo].Start > 1 {
		return false
	}
	for step := -1; step <= 1; step += 2 {
		for i := e.lo + step; i > max(0, e.lo-maxNear) && i < min(len(d.toks), e.lo+maxNear); i += step {
			if !d.toks[i].Cap || d.raw(i) != last {
				continue
			}
			lo := i
			for lo > 0 && i-lo < 4 && d.joinedName(lo) {
				lo--
			}
			for k := i - 1; k > lo; k-- {
				if d.titleWord(k, k) {
					lo = k // "Harbour County Sheriff Paul Fenwick"
					break
				}
			}
			for lo < i && (d.titleWord(lo, lo) || d.mark(lo, '.') || d.lx.Heads(d.raw(lo))&(lexicon.Own|lexicon.Particle) != 0 && !names.IsGiven(strings.ToLower(d.raw(lo)))) {
				lo++
			}
			given := names.IsGiven(strings.ToLower(d.raw(lo))) || lo > 0 && d.titleWord(lo-1, lo-1) || d.toks[lo].Word == 0 && d.sentenceOf(lo).start < lo && e.title < e.lo
			if lo < i && given && d.toks[lo].Kind == lexicon.Word && d.lx.Heads(d.raw(lo))&(lexicon.Company|lexicon.Thing) == 0 {
				e.title, e.lo, e.hi = lo, lo, i+1
				return true
			}
		}
	}
	return false
}

// joinedName tells whether the token before i belongs to one name with it.
func (d *text) joinedName(i int) bool {
	p := i - 1
	if d.mark(p, '.') {
		return p > 0 && d.toks[p-1].End-d.toks[p-1].Start == 1 && d.toks[p-1].Cap
	}
	if !d.adjacent(i) && !d.mark(i, '.') {
		return false
	}
	t := &d.toks[p]
	return t.Kind == lexicon.Word && (t.Cap && !d.is(p, determiner|preposition|conj|wh) && d.marks[p].Country == 0 || d.lx.Heads(d.raw(p))&lexicon.Particle != 0)
}
