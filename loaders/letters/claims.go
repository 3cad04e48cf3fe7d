package letters

import (
	"strings"

	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// numberWords up to twenty; tens are joined with a hyphen or a space.
var numberWords = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}

// groupNouns are the people whom a claim counts.
var groupNouns = map[string]bool{
	"members": true, "colleagues": true, "senators": true, "representatives": true, "lawmakers": true, "legislators": true, "congressmen": true,
	"cosigners": true, "co-signers": true, "signers": true, "signatories": true, "others": true, "democrats": true, "republicans": true, "cosponsors": false, "congressmembers": true,
	"reps": true, "signatures": true, "congresswomen": true,
}

// inexact words make a count a bound.
var inexact = []cue{"over ", "more than ", "nearly ", "almost ", "about ", "at least ", "some ", "approximately ", "roughly ", "close to ", "around ", "upwards of ", "dozen", "scores of"}

// claim is a number of signers that a sentence claims.
type claim struct {
	n      int
	others bool // the named leads come on top
	exact  bool
	open   bool // whether the named leads come on top can be told by the list alone
	a, b   int
}

// claims sets how many signers the document says there are.
func (w *work) claims(d *draft, l *schema.Letter) {
	leads := 0
	for _, g := range l.Signatures {
		if g.Role == schema.RoleLead {
			leads++
		}
	}
	for k := range 2 * len(w.sentences) { // the text first, then the headlines
		i := k % len(w.sentences)
		x := &w.sentences[i]
		if x.headline != (k >= len(w.sentences)) {
			continue
		}
		letter := letterWord(x.low) >= 0
		if !letter && i != d.event && !w.follows(i, d) && !w.claimsOn(i, d) || w.inQuote(i) {
			continue
		}
		if ok, passed := x.tells(); ok && passed && i != d.event {
			continue
		}
		c, ok := w.claimIn(x)
		if !ok {
			continue
		}
		sp := w.span(c.a, c.b)
		if !c.exact {
			if l.ClaimedText == "" {
				l.ClaimedText, l.ClaimedSpan = w.s[c.a:c.b], &sp
			}
			continue
		}
		n := c.n
		if x.headline && strings.HasSuffix(x.low[:c.a-x.a], ", ") && w.namedBefore(x, c.a, l) > 0 {
			c.others = true // "Lee, 92 Members of Congress Call for"
		}
		if c.others || c.open {
			named := w.namedBefore(x, c.a, l)
			if named == 0 {
				named = w.surnamesBefore(x, c.a, l)
			}
			if named == 0 {
				named = leads
			}
			if named == 0 && len(l.Signatures) > 0 {
				named = 1
			}
			// "led 20 members" may count the leads or not: the list that is printed tells.
			if found := len(l.Signatures); c.others && !(c.open && found == n) || c.open && found == n+named {
				n += named
			}
		}
		if n < len(l.Signatures) && c.others && n+2 < len(l.Signatures) && d.embedded < 0 {
			continue
		}
		l.ClaimedSignatures, l.ClaimedText, l.ClaimedSpan = &n, w.s[c.a:c.b], &sp
		return
	}
}

// namedBefore counts the signers of the letter who are named in the sentence before byte p.
func (w *work) namedBefore(x *sentence, p int, l *schema.Letter) int {
	n := 0
	low := x.low[:p-x.a]
	seen := map[string]bool{}
	for _, g := range l.Signatures {
		a, _ := w.lay.Text.Bytes(g.Span)
		if a >= x.a && a < p {
			n++
			seen[lower(surname(g.Name))] = true
		}
	}
	for _, g := range l.Signatures {
		s := lower(surname(g.Name))
		if len(s) < 2 || seen[s] {
			continue
		}
		if g.Mode != schema.SignatureReported && strings.Contains(low, s) || w.titledBefore(x, p, s) {
			n++
			seen[s] = true
		}
	}
	return n
}

// surnamesBefore counts the signers whose surname alone the sentence prints before byte p: "Rounds Joins 69 Colleagues".
func (w *work) surnamesBefore(x *sentence, p int, l *schema.Letter) int {
	n := 0
	low := x.low[max(0, p-x.a-300) : p-x.a]
	for _, g := range l.Signatures[:min(len(l.Signatures), 200)] {
		if s := lower(surname(g.Name)); len(s) > 2 && firstWord(low, []cue{s}) >= 0 {
			n++
		}
	}
	return n
}

// titledBefore tells whether a sentence names the folded surname with or in a list under a legislator's title before byte p.
func (w *work) titledBefore(x *sentence, p int, name string) bool {
	for i := range w.sentences {
		if &w.sentences[i] != x {
			continue
		}
		for _, m := range w.mentions(i) {
			if m.Start < p && m.Office == mention.Legislator && lower(surname(m.Name(w.s))) == name && !possessive(w.s, m.TagEnd) {
				return true
			}
		}
	}
	return false
}

// word is one word of a sentence with its place.
type word struct {
	a, b int // bytes in the sentence
	w    string
}

func words(low string) []word {
	var out []word
	for i := 0; i < len(low); {
		if !wordByte(low[i]) {
			i++
			continue
		}
		j := i
		for j < len(low) && (wordByte(low[j]) || low[j] == '-' || low[j] == '+') {
			j++
		}
		out = append(out, word{i, j, low[i:j]})
		i = j
	}
	return out
}

func wordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// claimIn reads the claim of a sentence: a number of up to three digits, or its words, before a noun of persons.
func (w *work) claimIn(x *sentence) (claim, bool) {
	ws := words(x.low)
	bound, found := claim{}, false // the first inexact claim, kept while an exact one is looked for
	for i := range ws {
		n, plus, ok := numeral(ws[i].w)
		if !ok {
			if strings.HasPrefix(ws[i].w, "dozen") && i+3 < len(ws) && groupWithin(ws, i+1, 5) >= 0 {
				g := groupWithin(ws, i+1, 5)
				if !found {
					bound, found = claim{a: x.a + ws[i].a, b: x.a + ws[g].b}, true
				}
			}
			continue
		}
		from := i
		if i+1 < len(ws) && n >= 20 && n%10 == 0 {
			if m, _, ok2 := numeral(ws[i+1].w); ok2 && m < 10 && ws[i+1].a-ws[i].b == 1 {
				n += m
				i++
			}
		}
		if i+1 < len(ws) && ws[i+1].w == "hundred" {
			n *= 100
			i++
			if i+2 < len(ws) && ws[i+1].w == "and" {
				i++
			}
			if i+1 < len(ws) {
				if m, _, ok2 := numeral(ws[i+1].w); ok2 && m < 100 {
					n += m
					i++
				}
			}
		}
		g := groupWithin(ws, i+1, 8)
		if k := partySplit(ws, i+1); k > 0 { // "ten Republican and ten Democratic senators"
			if m, _, ok2 := numeral(ws[k].w); ok2 {
				if h := groupWithin(ws, k+1, 8); h >= 0 {
					n, i, g = n+m, k, h
				}
			}
		}
		if g < 0 || n > 535 || n < 2 && ws[from].w != "one" || w.quoted(x.a+ws[from].a) {
			continue
		}
		if strings.ContainsAny(x.low[ws[i].b:ws[g].a], ".;:(") || possessive(w.s, x.a+ws[g].b) && ws[g].w != "others" {
			continue
		}
		if ws[from].a > 0 && (x.low[ws[from].a-1] == '-' || x.low[ws[from].a-1] == '.' || x.low[ws[from].a-1] == '$') {
			continue
		}
		if g+3 < len(ws) && ws[g+1].w == "and" && (ws[g].w == "democrats" || ws[g].w == "republicans") { // "88 Democrats and 4 Republicans"
			if m, _, ok2 := numeral(ws[g+2].w); ok2 && groupNouns[ws[g+3].w] {
				n += m
				g += 3
			}
		}
		if officers(x.low[ws[g].b:]) {
			continue
		}
		m, h := secondGroup(x.low, ws, g)
		if h > 0 {
			n, g = n+m, h
		} else if n <= mostNamed && from > 0 && ws[from-1].w == "the" {
			continue // "the two lawmakers" are those named
		}
		before := x.low[max(0, ws[from].a-24):ws[from].a]
		between := x.low[ws[from].a:ws[g].b]
		c := claim{n: n, exact: !plus && !hasInexact(before), a: x.a + ws[from].a, b: x.a + ws[g].b}
		if !c.exact {
			for _, q := range inexact {
				if strings.HasSuffix(before, q) {
					c.a -= len(q)
				}
			}
			if !found {
				bound, found = c, true
			}
			continue
		}
		c.others = othersIn(before, between, x.low, ws[from].a) || joinsNamed(x.low[ws[g].b:])
		c.open = openCount(before) && !explicitOthers(between)
		return c, true
	}
	return bound, found
}

// mostNamed is how many people "the three senators" speaks of who have been named before.
const mostNamed = 5

// partySplit is the index of the second number of "ten Republican and ten Democratic senators" whose first number stands
// before word i, 0 when the words are others.
func partySplit(ws []word, i int) int {
	if i+3 >= len(ws) || ws[i+1].w != "and" {
		return 0
	}
	switch ws[i].w {
	case "republican", "democratic", "democrat", "house", "senate":
		return i + 2
	}
	return 0
}

// secondGroup is the number and the noun of a second group right behind the noun at word g, 0 for none: "nine other senators
// and 38 members of the House".
func secondGroup(low string, ws []word, g int) (n, noun int) {
	if g+3 >= len(ws) || ws[g+1].w != "and" || strings.TrimSpace(low[ws[g].b:ws[g+1].a]) != "" {
		return 0, 0
	}
	n, _, ok := numeral(ws[g+2].w)
	h := groupWithin(ws, g+3, 8)
	if !ok || h < 0 || officers(low[ws[h].b:]) {
		return 0, 0
	}
	return n, h
}

// officers tells whether the members counted before tail are those of a cabinet, court or board, who sign nothing here.
func officers(tail string) bool {
	f := strings.Fields(tail[:min(len(tail), 60)])
	if len(f) == 0 || f[0] != "of" {
		return false
	}
	for _, w := range f[1:min(len(f), 6)] {
		switch strings.Trim(w, ".,;") {
		case "congress", "house", "senate", "both", "their", "his", "her":
			return false
		case "cabinet", "court", "board", "commission", "military", "army", "guard", "family", "union", "tribe", "public", "council", "team", "reserve", "parliament", "tribes":
			return true
		}
	}
	return false
}

// joinsNamed tells whether the counted people join somebody named: "Forty-one Members of Congress joined Congresswoman X".
func joinsNamed(tail string) bool {
	k := strings.Index(tail, " join")
	if k < 0 || k > 70 || strings.ContainsAny(tail[:k], ",.;:") {
		return false
	}
	rest := tail[k+1:]
	if j := strings.IndexByte(rest, ' '); j > 0 {
		rest = rest[j+1:]
	}
	return !strings.HasPrefix(rest, "the letter") && !strings.HasPrefix(rest, "in ") && !strings.HasPrefix(rest, "together")
}

// claimsOn tells whether sentence i, which does not speak of the letter, may claim its signers: the headlines, the lead that asks
// what the letter asks, and the sentences behind the one that tells of it, where people sign or join.
func (w *work) claimsOn(i int, d *draft) bool {
	x := &w.sentences[i]
	switch {
	case x.headline:
		return i < 4
	case i < 4 && (d.embedded >= 0 || i < d.event):
		return firstWord(x.low, askVerbs) >= 0 || firstWord(x.low, carriers) >= 0
	case d.event < 0 || i <= d.event || w.ofOthers(x):
		return false
	}
	return i <= d.event+reach && hasAny(x.low, []cue{" signed", "co-signed"}) || i <= d.event+3 && strings.Contains(x.low, " joined")
}

// explicitOthers tells whether the words between a number and what it counts set those counted apart from those named.
func explicitOthers(between string) bool {
	return hasAny(between, []cue{"other", "colleague", "additional", "fellow", " of his", " of her", " of their"})
}

// openCount tells whether words before a number leave open whether it counts those who are named too.
func openCount(before string) bool {
	return hasAny(before, []cue{"group of", "led ", "leads ", "leading ", "lead ", "signed by", "coalition of"})
}

// othersIn tells whether the counted people come on top of those named.
func othersIn(before, between, low string, at int) bool {
	if explicitOthers(between) {
		return true
	}
	if strings.Contains(before, "group of") || strings.Contains(before, "coalition of") || strings.Contains(before, "total of") || strings.Contains(before, "signed by ") {
		return false
	}
	head := low[:at]
	return strings.HasSuffix(head, "joined by ") || strings.HasSuffix(head, "along with ") || strings.HasSuffix(head, "and ") && len(head) > 8 || strings.HasSuffix(head, "led ") || strings.HasSuffix(head, "leads ") || strings.HasSuffix(head, "with ") || strings.HasSuffix(head, "and by ") || strings.HasSuffix(head, "joined ") || strings.HasSuffix(head, "leading ")
}

func hasInexact(before string) bool {
	for _, q := range inexact {
		if strings.HasSuffix(before, q) {
			return true
		}
	}
	return false
}

// numeral reads a number of signers; plus tells of "100+".
func numeral(w string) (n int, plus, ok bool) {
	if strings.HasSuffix(w, "+") {
		plus = true
		w = strings.TrimRight(w, "+")
	}
	if w == "" {
		return 0, false, false
	}
	if w[0] >= '0' && w[0] <= '9' {
		if len(w) > 3 {
			return 0, false, false
		}
		for i := 0; i < len(w); i++ {
			if w[i] < '0' || w[i] > '9' {
				return 0, false, false
			}
			n = n*10 + int(w[i]-'0')
		}
		return n, plus, true
	}
	if v, found := numberWords[w]; found {
		return v, plus, true
	}
	if a, b, cut := strings.Cut(w, "-"); cut {
		x, y := numberWords[a], numberWords[b]
		if x >= 20 && x < 100 && y > 0 && y < 10 {
			return x + y, plus, true
		}
	}
	return 0, false, false
}

// groupWithin is the index of the first noun of persons among the next n words, or -1. Words that cannot stand between a
// number and what it counts end the search.
func groupWithin(ws []word, i, n int) int {
	for k := i; k < len(ws) && k < i+n; k++ {
		if groupNouns[ws[k].w] {
			return k
		}
		switch ws[k].w {
		case "of", "other", "his", "her", "their", "house", "senate", "bipartisan", "additional", "fellow", "democratic", "republican", "democrat", "members", "congressional", "u", "s", "us", "more", "bicameral", "the", "and", "state", "female", "women", "federal", "current", "california", "ohio", "texas":
		default:
			return -1
		}
	}
	return -1
}
