package mention

import "strings"

// A list may print surnames first: "Allred, Colin; Dean, Madeleine", even run together: "Barton, Joe Bass, Charles". Its
// commas stand inside the names, not between them.

// inverted are the names of a block of surnames first, nil when it is none: most of its commas stand between a surname and
// the given name of somebody whom the registers know. A name of one person that has no comma is left to [ParseBlock].
func (p *blockParser) inverted() []Entry {
	if p.known == nil {
		return nil
	}
	var out []Entry
	commas := 0
	for i := 1; i+1 < len(p.toks); i++ {
		if p.toks[i].Text(p.s) != "," || !p.nameWord(i-1) {
			continue
		}
		next := i + 1
		if !p.nameWord(next) || IsSuffix(p.toks[next].Text(p.s)) {
			continue
		}
		commas++
		if p.usual(i) {
			continue
		}
		if e, ok := p.turned(i); ok && (len(out) == 0 || e.Start >= out[len(out)-1].End) {
			out = append(out, e)
		}
	}
	if len(out) < fewestInverted || len(out)*10 < commas*6 {
		return nil
	}
	return out
}

// fewestInverted is how many names with the surname first make a list of such names.
const fewestInverted = 3

// nameWord tells whether token i may be a word of a name: no title, no word of a body or place.
func (p *blockParser) nameWord(i int) bool {
	f := foldTitle(p.toks[i].Text(p.s))
	if _, title := titles[f]; title && !surnameLike[f] || notName[f] && !surnameLike[f] && !givenLike[f] && p.toks[i].Class != Initial {
		return false
	}
	return p.toks[i].Class == Cap || p.toks[i].Class == Initial
}

// usual tells whether a known name in its usual order ends before the comma at token c.
func (p *blockParser) usual(c int) bool {
	for n := 2; n <= 4 && c-n >= 0 && p.nameWord(c-n); n++ {
		if p.known(p.text(c-n, c)) {
			return true
		}
	}
	return false
}

// turned reads the name with the surname before the comma at token c: one or two words before it, up to three behind it.
func (p *blockParser) turned(c int) (Entry, bool) {
	s, toks := p.s, p.toks
	for before := 1; before <= 2 && c-before >= 0 && p.nameWord(c-before); before++ {
		family := s[toks[c-before].Start:toks[c-1].End]
		best := 0
		var name string
		for behind := 1; behind <= 3 && c+behind < len(toks) && p.nameWord(c+behind); behind++ {
			given := s[toks[c+1].Start:toks[c+behind].End]
			if strings.Contains(given, "\n") || best > 0 && toks[c+behind].Class != Initial {
				break // the next surname follows
			}
			if n := given + " " + family; best > 0 || p.known(n) {
				best, name = behind, n
			}
		}
		if best == 0 {
			continue
		}
		e := Entry{Canonical: name, Known: true}
		e.Start, e.End, e.Words = toks[c-before].Start, toks[c+best].End, before+best
		e.TitleStart, e.TagEnd = e.Start, e.End
		if t, ok := readTitle(s, toks, c-before); ok {
			e.Title, e.Office, e.Chamber, e.State, e.TitleStart = s[t.Start:t.End], t.Office, t.Chamber, t.State, t.Start
		}
		if tag, end, _, ok := readTag(s, toks, c+best+1); ok {
			e.HasTag, e.Tag, e.TagEnd = true, tag, end
		}
		return e, true
	}
	return Entry{}, false
}

// withInverted puts the names of a list of surnames first in the place of what was read where they stand.
func withInverted(entries, turned []Entry) []Entry {
	var out []Entry
	k := 0
	for _, t := range turned {
		for k < len(entries) && entries[k].End <= t.Start {
			out = append(out, entries[k])
			k++
		}
		for k < len(entries) && entries[k].Start < t.End {
			k++
		}
		out = append(out, t)
	}
	return append(out, entries[k:]...)
}
