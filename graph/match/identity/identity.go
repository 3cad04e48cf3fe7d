// Package identity finds persons of several registers who are one human: a state legislator who later sat in Congress, two
// numbers for one person in one register. Start with [Find]; [Groups] turns its sure pairs into the map that match.Options
// takes. It is conservative: whatever is not sure is an open question for a human, and two numbers of one carefully
// kept register (bioguide) are never one person.
package identity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/names"
)

// SameAs is a pair of person ids that are, or may be, one human. A sorts before B. Score in [0,1]; Reason is readable:
// "same name and birth date 1966-12-03".
type SameAs struct {
	A, B   string
	Reason string
	Score  float64
}

// Scores of the grounds. Pairs below sure are open questions.
const (
	sure           = 0.90
	scoreNumber    = 1.00
	scoreBirth     = 0.99
	scoreBirthFar  = 0.80 // same name and birth date, no state in common
	scoreCareer    = 0.92
	scoreOpen      = 0.70
	scoreBirthNear = 0.75 // birth dates of one month
)

// Years that may lie between two posts of one career before it is no longer taken for granted.
const careerGap = 12

// person is a schema.Person prepared for comparing.
type person struct {
	p        *schema.Person
	family   string
	givens   []string
	middles  []string
	suffix   string
	states   map[string]bool
	parties  map[string]bool
	scheme   string
	number   string
	from, to date.Date // of all tenures; empty when unknown
	seats    []date.Interval
}

// Find compares persons and returns the sure pairs and the open questions, each sorted by A and B. A pair of equal ids is not
// reported. Persons are compared only with bearers of one surname, so the work is near linear.
func Find(persons []schema.Person) (same, open []SameAs) {
	ps := make([]person, len(persons))
	byNumber := map[string][]int{}
	byFamily := map[string][]int{}
	for i := range persons {
		ps[i] = prepare(&persons[i])
		for _, n := range numbers(&persons[i]) {
			byNumber[n] = append(byNumber[n], i)
		}
		if ps[i].family != "" {
			byFamily[ps[i].family] = append(byFamily[ps[i].family], i)
		}
	}
	found := map[[2]string]SameAs{}
	add := func(s SameAs) {
		if s.B < s.A {
			s.A, s.B = s.B, s.A
		}
		k := [2]string{s.A, s.B}
		// The order in which pairs are met does not matter: of equal grounds the first by its words stands.
		if old := found[k]; s.A != s.B && (old.Score < s.Score || old.Score == s.Score && s.Reason < old.Reason) {
			found[k] = s
		}
	}
	for n, list := range byNumber {
		for _, j := range list[1:] {
			if a, b := &ps[list[0]], &ps[j]; !a.distinct(b) {
				add(SameAs{a.p.ID, b.p.ID, "same number " + n, scoreNumber})
			}
		}
	}
	for _, list := range byFamily {
		for x, i := range list {
			for _, j := range list[x+1:] {
				if s, ok := compare(&ps[i], &ps[j], ps, list); ok {
					add(s)
				}
			}
		}
	}
	for _, s := range found {
		if s.Score >= sure {
			same = append(same, s)
		} else {
			open = append(open, s)
		}
	}
	same, refused := consistent(same)
	open = append(open, refused...)
	byPair := func(a, b SameAs) int { return cmp.Or(strings.Compare(a.A, b.A), strings.Compare(a.B, b.B)) }
	slices.SortFunc(same, byPair)
	slices.SortFunc(open, byPair)
	return same, open
}

// Groups maps every id of the pairs to the canonical id of its human: a bioguide number before others, then the smallest
// id.
func Groups(same []SameAs) map[string]string {
	parent := map[string]string{}
	var find func(string) string
	find = func(id string) string {
		p, ok := parent[id]
		if !ok || p == id {
			parent[id] = id
			return id
		}
		r := find(p)
		parent[id] = r
		return r
	}
	for _, s := range same {
		a, b := find(s.A), find(s.B)
		if before(b, a) {
			a, b = b, a
		}
		parent[b] = a
	}
	out := make(map[string]string, len(parent))
	for id := range parent {
		out[id] = find(id)
	}
	return out
}

// before orders ids by their fitness to stand for a human.
func before(a, b string) bool {
	ra, rb := strings.HasPrefix(a, "bioguide:"), strings.HasPrefix(b, "bioguide:")
	if ra != rb {
		return ra
	}
	return a < b
}

// consistent takes sure pairs, best first, as long as no group gets two numbers of one register of single humans; the
// refused pairs come back as open questions.
func consistent(pairs []SameAs) (kept, refused []SameAs) {
	slices.SortFunc(pairs, func(a, b SameAs) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.A, b.A), strings.Compare(a.B, b.B))
	})
	group := map[string]int{}
	members := [][]string{}
	of := func(id string) int {
		g, ok := group[id]
		if !ok {
			g = len(members)
			group[id] = g
			members = append(members, []string{id})
		}
		return g
	}
	for _, s := range pairs {
		a, b := of(s.A), of(s.B)
		if a == b {
			kept = append(kept, s)
			continue
		}
		if clash := clashing(members[a], members[b]); clash != "" {
			s.Reason, s.Score = s.Reason+"; but "+clash, scoreOpen
			refused = append(refused, s)
			continue
		}
		for _, id := range members[b] {
			group[id] = a
		}
		members[a] = append(members[a], members[b]...)
		members[b] = nil
		kept = append(kept, s)
	}
	return kept, refused
}

// clashing tells which two ids of the groups cannot be one human, empty when none.
func clashing(a, b []string) string {
	for _, x := range a {
		for _, y := range b {
			if strings.HasPrefix(x, "bioguide:") && strings.HasPrefix(y, "bioguide:") && x != y {
				return x + " is not " + y
			}
		}
	}
	return ""
}

// numbers are the identifiers that stand for one human across registers.
func numbers(p *schema.Person) []string {
	var out []string
	if strings.HasPrefix(p.ID, "bioguide:") {
		out = append(out, p.ID)
	}
	for _, scheme := range []string{"bioguide", "wikidata"} {
		if v := p.Identifiers[scheme]; v != "" && !slices.Contains(out, scheme+":"+v) {
			out = append(out, scheme+":"+v)
		}
	}
	return out
}

func prepare(p *schema.Person) person {
	n := names.Parse(p.Name)
	q := person{p: p, states: map[string]bool{}, parties: map[string]bool{}, suffix: names.Parse("x y " + p.Suffix).Suffix}
	q.scheme, q.number, _ = strings.Cut(p.ID, ":")
	q.suffix = cmp.Or(q.suffix, n.Suffix)
	q.family = strings.Join(names.Words(p.Family), "")
	given := names.Words(p.Given)
	if q.family == "" {
		q.family, given = n.Family(), n.Given
	}
	for i, g := range given {
		q.given(g, i > 0)
	}
	for _, m := range names.Words(p.Middle) {
		q.given(m, true)
	}
	for i, g := range n.Given {
		q.given(g, i > 0)
	}
	for _, k := range p.Nicknames {
		q.given(strings.ReplaceAll(names.Fold(k), " ", ""), false)
	}
	for _, t := range p.Tenures {
		if t.Post.State != "" {
			q.states[strings.ToUpper(t.Post.State)] = true
		}
		if t.Party != "" {
			q.parties[names.Party(t.Party)] = true
		}
		if t.During.Start != "" || t.During.End != "" {
			q.seats = append(q.seats, t.During)
		}
		if s := t.During.Start.First(); s != "" && (q.from == "" || s < q.from) {
			q.from = s
		}
		if e := t.During.End.Last(); e > q.to {
			q.to = e
		}
	}
	for _, a := range p.Affiliations {
		if a.Party != "" {
			q.parties[names.Party(a.Party)] = true
		}
	}
	return q
}

func (q *person) given(g string, middle bool) {
	list := &q.givens
	if middle {
		list = &q.middles
	}
	if g != "" && !slices.Contains(*list, g) {
		*list = append(*list, g)
	}
}

// distinct tells whether two persons are surely two humans: two numbers of one register of single humans, contradicting
// suffixes or genders, birth dates of different months.
func (q *person) distinct(o *person) bool {
	if q.scheme == "bioguide" && o.scheme == "bioguide" && q.number != o.number {
		return true
	}
	if q.suffix != o.suffix && !(q.suffix == "" || o.suffix == "") {
		return true
	}
	if g, h := gender(q.p.Gender), gender(o.p.Gender); g != h && g != "" && h != "" {
		return true
	}
	a, b := q.p.Birth, o.p.Birth
	return len(a) == 10 && len(b) == 10 && a[:7] != b[:7]
}

func gender(s string) string {
	f := names.Fold(s)
	if f == "" {
		return ""
	}
	return f[:1]
}

// compare weighs two bearers of one surname; list holds all of them.
func compare(a, b *person, all []person, list []int) (SameAs, bool) {
	s := SameAs{A: a.p.ID, B: b.p.ID}
	if a.p.ID == b.p.ID || a.distinct(b) || a.generation(b) || !a.sameGiven(b) || a.middleConflict(b) {
		return s, false
	}
	state := shared(a.states, b.states)
	full := len(a.p.Birth) == 10 && len(b.p.Birth) == 10
	switch {
	case full && a.p.Birth == b.p.Birth && state != "":
		s.Score, s.Reason = scoreBirth, fmt.Sprintf("same name, state %s and birth date %s", state, a.p.Birth)
	case full && a.p.Birth == b.p.Birth:
		s.Score, s.Reason = scoreBirthFar, fmt.Sprintf("same name and birth date %s", a.p.Birth)
	case state == "":
		return s, false
	case full:
		s.Score, s.Reason = scoreBirthNear, fmt.Sprintf("same name and state %s, birth dates %s and %s", state, a.p.Birth, b.p.Birth)
	default:
		s.Score, s.Reason = career(a, b, all, list, state)
	}
	return s, s.Score > 0
}

// career weighs two persons of one name and state when a birth date is missing: surely one human when nobody else bears the
// name, the party is one, and one post follows the other.
func career(a, b *person, all []person, list []int, state string) (float64, string) {
	bearers := 0
	for _, i := range list {
		if c := &all[i]; c.sameGiven(a) || c.sameGiven(b) {
			bearers++
		}
	}
	party := shared(a.parties, b.parties)
	why := fmt.Sprintf("same name and state %s", state)
	switch {
	case bearers > 2:
		return scoreOpen, why + ", but the name is not rare"
	case party == "":
		return scoreOpen, why + ", no party in common"
	case !a.follows(b) && !b.follows(a):
		return scoreOpen, why + ", but the posts overlap, lie far apart or lack dates"
	}
	return scoreCareer, fmt.Sprintf("%s, rare name, same party %s, one post after the other", why, party)
}

// follows tells whether all posts of o end before or just when q's begin, and not too long before. Registers end a
// seat at the change of the year or on the day of the next.
func (q *person) follows(o *person) bool {
	if q.from == "" || o.to == "" || len(q.seats) < len(q.p.Tenures) {
		return false
	}
	for _, t := range o.p.Tenures {
		if t.During.End == "" {
			return false
		}
	}
	for _, t := range q.p.Tenures {
		if t.During.Start == "" {
			return false
		}
	}
	end, err := time.Parse(time.DateOnly, string(o.to))
	if err != nil {
		return false
	}
	start, err := time.Parse(time.DateOnly, string(q.from))
	if err != nil {
		return false
	}
	return !start.Before(end.AddDate(0, 0, -31)) && start.Before(end.AddDate(careerGap, 0, 0))
}

// generation tells whether one has a generation suffix that the other lacks, with nothing else to show that they are one.
func (q *person) generation(o *person) bool {
	return q.suffix != o.suffix && !(len(q.p.Birth) == 10 && q.p.Birth == o.p.Birth)
}

// sameGiven tells whether the first names or nicknames can be one.
func (q *person) sameGiven(o *person) bool {
	for _, g := range q.givens {
		for _, h := range o.givens {
			if len(g) > 1 && len(h) > 1 && (names.SameGiven(g, h) || names.Sound(g) == names.Sound(h)) {
				return true
			}
		}
	}
	return false
}

// middleConflict tells whether both have middle names and none agrees.
func (q *person) middleConflict(o *person) bool {
	if len(q.middles) == 0 || len(o.middles) == 0 {
		return false
	}
	for _, m := range q.middles {
		for _, n := range append(slices.Clone(o.middles), o.givens...) {
			if m == n || (len(m) == 1 || len(n) == 1) && m[0] == n[0] {
				return false
			}
		}
	}
	return true
}

// shared is the smallest common word, empty when there is none.
func shared(a, b map[string]bool) string {
	best := ""
	for w := range a {
		if b[w] && (best == "" || w < best) {
			best = w
		}
	}
	return best
}
