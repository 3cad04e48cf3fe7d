package match

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/names"
)

// Candidates below listed are not worth a reader's time; between listed and the threshold a lone candidate is an open question.
const listed = 0.70

// maxCandidates bounds the candidates of one answer.
const maxCandidates = 10

// tiny is the rounding error that sums of weights may have.
const tiny = 1e-9

// query is a mention prepared for comparing.
type query struct {
	mention     Mention
	name        names.Name
	tokens      []string // given and surname in natural order
	first, last date.Date
	chambers    []string
	state       string
	party       string
	district    string
	office      string // an office outside legislatures that the text gives
}

// hit is a candidate in the making.
type hit struct {
	entry    int32
	name     float64 // surname times given name
	surname  float64
	note     string // on the surname
	given    givenFit
	misprint bool // the surname is a misprint
	weak     bool // acceptable only where nobody else of the pool bears the surname
	bare     bool
	tenure   *tenure
	fits     bool
	score    float64 // with the context; may exceed 1, so that agreement still tells namesakes apart
}

// Match answers who the mention's name is. It never fails: a name without letters gives schema.None. The work grows with
// the number of bearers of the surname, not with the index.
func (x *Index) Match(m Mention) Result {
	q := prepareQuery(m)
	if len(q.tokens) == 0 {
		return Result{Decision: schema.None}
	}
	r := x.answer(&q, x.hits(&q))
	if all := Chambers(m.Chamber); r.Decision == schema.None && len(all) != len(q.chambers) {
		// The title names another chamber than the person's: an old title, a slip, or another person.
		q.chambers = all
		r = x.answer(&q, x.hits(&q))
		if r.Decision == schema.Accepted {
			r.Decision, r.Person, r.Tenure = schema.Ambiguous, nil, nil
		}
	}
	return r
}

// Resolve is [Index.Match].
func (x *Index) Resolve(m Mention) Result { return x.Match(m) }

// hits collects candidates, widening the search only while no name fits in the pool.
func (x *Index) hits(q *query) []hit {
	var hs []hit
	hs = x.exact(q, hs)
	if x.found(q, hs) {
		return hs
	}
	hs = x.misprinted(q, hs)
	if x.found(q, hs) {
		return hs
	}
	return x.unglued(q, hs)
}

// found tells whether some hit fits the pool with an acceptable name.
func (x *Index) found(q *query, hs []hit) bool {
	ok := false
	for i := range hs {
		x.weigh(q, &hs[i])
		ok = ok || hs[i].fits && !hs[i].bare && hs[i].score >= x.threshold-tiny
	}
	return ok
}

func prepareQuery(m Mention) query {
	n := names.Parse(m.Name)
	q := query{
		mention: m, name: n, first: m.Date.First(), last: m.Date.Last(), chambers: Chambers(m.Chamber),
		state: names.State(m.State), party: m.Party, district: m.District,
	}
	if len(n.Given) > 0 || len(n.Surname) > 0 {
		q.tokens = append(append(make([]string, 0, 6), n.Given...), n.Surname...)
	}
	if q.state == "" {
		q.state = cmp.Or(strings.ToUpper(strings.TrimSpace(m.State)), n.Tag.State)
	}
	if q.party == "" {
		q.party = n.Tag.Party
	} else {
		q.party = names.Party(q.party)
	}
	q.district = strings.TrimLeft(strings.ToLower(cmp.Or(q.district, n.Tag.District)), "0")
	q.office = foreignOffice(n, m.Title)
	q.chambers = narrow(q.chambers, n)
	return q
}

// exact collects the bearers of the surname as printed, under every split of the words that the name allows.
func (x *Index) exact(q *query, hs []hit) []hit {
	n := &q.name
	if n.Order != names.Natural {
		hs = x.split(hs, strings.Join(n.Surname, ""), n.Given, n.Nick, 1)
		if n.Order == names.Comma {
			if len(n.Surname) > 1 {
				hs = x.split(hs, n.Surname[len(n.Surname)-1], append(slices.Clone(n.Given), n.Surname[:len(n.Surname)-1]...), n.Nick, 0.98)
			}
			return hs
		}
	}
	for k := min(3, len(q.tokens)); k >= 1; k-- {
		i := len(q.tokens) - k
		hs = x.split(hs, strings.Join(q.tokens[i:], ""), q.tokens[:i], n.Nick, 1)
	}
	if k := len(q.tokens) - 1; k >= 1 && k <= 2 && n.Order == names.Natural && len(q.tokens[k]) > 1 {
		// "Cantwell Maria": without a comma or capitals the surname may stand first only if it is nobody's given name.
		factor := 0.85
		if x.isGiven(q.tokens[0]) {
			factor = 0.74
		}
		hs = x.split(hs, strings.Join(q.tokens[:k], ""), q.tokens[k:], nil, factor)
	}
	return hs
}

// split adds the bearers of one surname whose given names fit.
func (x *Index) split(hs []hit, surname string, given, nicks []string, factor float64) []hit {
	for _, p := range x.surnames[surname] {
		hs = x.compare(hs, hit{entry: p.entry, surname: float64(p.quality) * factor, note: p.note}, given, nicks)
	}
	for _, p := range x.doubled[surname] {
		hs = x.compare(hs, hit{entry: p.entry, surname: float64(p.quality) * factor, note: p.note}, given, nicks)
	}
	return hs
}

// compare scores the given names of a hit and keeps the better one of each entry.
func (x *Index) compare(hs []hit, h hit, given, nicks []string) []hit {
	e := &x.entries[h.entry]
	if len(given) == 0 && len(nicks) == 0 {
		h.bare = true
		h.name = 0.75 * h.surname
	} else {
		h.given = x.givenName(e, given, nicks)
		h.name = h.surname * h.given.score
	}
	if h.name < 0.5 {
		return hs
	}
	for i := range hs {
		if hs[i].entry == h.entry {
			if h.name > hs[i].name {
				hs[i] = h
			}
			return hs
		}
	}
	return append(hs, h)
}

// misprinted collects the bearers of surnames that differ from the printed one by a slip. A bare surname is never
// corrected.
func (x *Index) misprinted(q *query, hs []hit) []hit {
	n := &q.name
	try := func(surname string, given []string) {
		if len(given) == 0 && len(n.Nick) == 0 {
			return
		}
		known := len(x.surnames[surname]) > 0
		sitting := known && x.sitting(q, surname) // Wexler is no misprint of Weller while both sit
		x.fuzzy.find(surname, func(key string, d int) {
			quality, weak := 0.92, false
			switch {
			case len(key) < 4:
				quality = 0.78
			case len(key) < 6:
				quality = 0.90
			}
			switch {
			case d > 1 && len(key) < 8:
				quality = 0.78
				if !known && surname[0] == key[0] {
					quality, weak = 0.82, true
				}
			case d > 1:
				quality = 0.87
			}
			if known {
				quality -= 0.04
			}
			if sitting && names.Sound(surname) != names.Sound(key) {
				quality -= 0.10
			}
			if surname[0] != key[0] && !swapped(surname, key) {
				// Typists and scanners rarely miss the first letter: Tiller is not Miller, but Tnhofe is Inhofe.
				quality -= 0.03
				if known || !x.rareKey(key) {
					quality -= 0.10
				}
			}
			for _, p := range x.surnames[key] {
				h := hit{entry: p.entry, surname: quality * float64(p.quality), note: "misprint: " + surname + "/" + key, misprint: true, weak: weak}
				hs = x.compare(hs, h, given, n.Nick)
			}
		})
		for _, p := range x.foreign[names.Skeleton(surname)] {
			h := hit{entry: p.entry, surname: float64(p.quality), note: "transliteration: " + surname + "/" + x.entries[p.entry].family, misprint: true}
			hs = x.compare(hs, h, given, n.Nick)
		}
		o := ocrKey(surname)
		for _, list := range [2][]posting{x.ocr[o], x.surnames[o]} {
			for _, p := range list {
				h := hit{entry: p.entry, surname: 0.91 * float64(p.quality), note: "misread: " + surname, misprint: true}
				hs = x.compare(hs, h, given, n.Nick)
			}
		}
	}
	if n.Order != names.Natural {
		try(strings.Join(n.Surname, ""), n.Given)
		return hs
	}
	for k := min(3, len(q.tokens)); k >= 1; k-- {
		i := len(q.tokens) - k
		try(strings.Join(q.tokens[i:], ""), q.tokens[:i])
	}
	return hs
}

// swapped tells whether two words begin with the same two letters in opposite order, or with letters that writers take for
// each other.
func swapped(a, b string) bool {
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		return true
	}
	switch string([]byte{min(a[0], b[0]), max(a[0], b[0])}) {
	case "vw", "ck", "iy", "sz", "gj":
		return true
	}
	return false
}

// unglued reads names whose words ran together ("BarbaraLee") and names with digits for letters ("Me1ancon").
func (x *Index) unglued(q *query, hs []hit) []hit {
	for _, i := range x.glued[strings.Join(q.tokens, "")] {
		h := hit{entry: i, surname: 0.95, note: "words ran together", given: givenFit{score: 1, feature: "given"}, name: 0.95}
		hs = append(hs, h)
	}
	repaired := letters(spaced(q.mention.Name))
	if len(hs) > 0 || repaired == q.mention.Name {
		return hs
	}
	m := q.mention
	m.Name = repaired
	r := prepareQuery(m)
	q.tokens, q.name = r.tokens, r.name
	hs = x.exact(&r, nil)
	if repaired != spaced(q.mention.Name) {
		hs = x.misprinted(&r, hs)
	}
	for i := range hs {
		hs[i].misprint = true
	}
	return hs
}

// letters puts letters for the digits inside the words of a name; what stands in parentheses is no name.
func letters(s string) string {
	if strings.ContainsAny(s, "(") {
		return s
	}
	return digits.Replace(s)
}

var digits = strings.NewReplacer("0", "o", "1", "l", "5", "s", "8", "B")

// spaced puts a space before every capital that follows at least four letters of a word, which spares McCollum and LaMalfa.
func spaced(s string) string {
	var b strings.Builder
	run, small := 0, false
	for _, r := range s {
		if run >= 4 && small && unicode.IsUpper(r) {
			b.WriteByte(' ')
			run = 0
		}
		if unicode.IsLetter(r) {
			run++
		} else {
			run = 0
		}
		small = unicode.IsLower(r)
		b.WriteRune(r)
	}
	return b.String()
}

// answer weighs the hits and decides.
func (x *Index) answer(q *query, hs []hit) Result {
	if len(hs) == 0 {
		return Result{Decision: schema.None}
	}
	for i := range hs {
		x.weigh(q, &hs[i])
	}
	x.weighSuffixes(q, hs)
	elsewhere := false // somebody out of the pool bears exactly this name
	pool := make([]hit, 0, len(hs))
	for _, h := range hs {
		if h.fits {
			pool = append(pool, h)
		} else if h.name >= givenOtherNick && !h.misprint && !h.given.misprint && !h.given.conflict {
			elsewhere = true
		}
	}
	for i := range pool {
		if pool[i].given.doubt && pool[i].surname == 1 && x.rare(&pool[i]) && x.lone(q, &pool[i]) {
			pool[i].score += rareGain
		}
	}
	pool = x.collapse(pool)
	r := Result{Decision: schema.None}
	if len(pool) == 0 || pool[0].score < listed {
		return r
	}
	best := &pool[0]
	rivals := 1
	for rivals < len(pool) && pool[rivals].score > best.score-x.margin && pool[rivals].score >= listed {
		rivals++
	}
	r.Score = min(1, best.score)
	switch {
	case best.bare, rivals > 1, best.score < x.threshold-tiny, (best.misprint || best.given.misprint || best.given.conflict) && elsewhere, q.officeConflict(best),
		(best.weak || best.given.weak) && !x.lone(q, best),
		x.unplaced(q, best),
		best.misprint && best.given.misprint && (q.first == "" || len(q.chambers) == 0):
		r.Decision = schema.Ambiguous
	default:
		r.Decision = schema.Accepted
		r.Person = x.entries[best.entry].person
		if best.tenure != nil {
			r.Tenure = best.tenure.source
		}
	}
	for i := 0; i < len(pool) && i < maxCandidates && pool[i].score >= listed; i++ {
		r.Candidates = append(r.Candidates, x.candidate(q, &pool[i]))
	}
	return r
}

// unplaced tells whether the hit is a person without posts, as lists of sanctions hold them, on too thin a name: two words are
// many people's, and no date or chamber speaks for one of them.
func (x *Index) unplaced(q *query, h *hit) bool {
	return len(x.entries[h.entry].tenures) == 0 && (h.name < givenCalledMid || len(q.tokens) < 3 && q.name.Patronymic == "")
}

// rareGain lifts a doubtful given name ("Roy" for Ron) over the threshold where the surname leaves no other reading.
const rareGain = 0.06

// rare tells whether nobody else in the registers ever bore the hit's surname.
func (x *Index) rare(h *hit) bool {
	return x.rareKey(x.entries[h.entry].family)
}

// rareKey tells whether one human alone bears a surname.
func (x *Index) rareKey(key string) bool {
	ps := x.surnames[key]
	for i := range ps {
		if x.entries[ps[i].entry].group != x.entries[ps[0].entry].group {
			return false
		}
	}
	return len(ps) > 0
}

// sitting tells whether somebody of the pool bears the surname.
func (x *Index) sitting(q *query, surname string) bool {
	for _, p := range x.surnames[surname] {
		o := hit{entry: p.entry}
		if x.weigh(q, &o); o.fits && p.quality == 1 {
			return true
		}
	}
	return false
}

// lone tells whether the printed date and chamber leave no second bearer of the hit's surname.
func (x *Index) lone(q *query, h *hit) bool {
	if q.first == "" || len(q.chambers) == 0 {
		return false
	}
	e := &x.entries[h.entry]
	for _, p := range x.surnames[e.family] {
		o := hit{entry: p.entry}
		if x.weigh(q, &o); o.fits && x.entries[p.entry].group != e.group {
			return false
		}
	}
	return true
}

// collapse keeps the best hit of each human and sorts by score, then id.
func (x *Index) collapse(pool []hit) []hit {
	slices.SortFunc(pool, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.tenured(), a.tenured()), cmp.Compare(a.entry, b.entry))
	})
	out := pool[:0]
	for _, h := range pool {
		dup := false
		for i := range out {
			dup = dup || x.entries[out[i].entry].group == x.entries[h.entry].group
		}
		if !dup {
			out = append(out, h)
		}
	}
	return out
}

// tenured ranks hits of one score: a post of known dates before one of unknown start before none.
func (h *hit) tenured() int {
	switch {
	case h.tenure == nil:
		return 0
	case h.tenure.from == "":
		return 1
	}
	return 2
}
