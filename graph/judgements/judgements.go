// Package judgements keeps what people decided about who is who: that a mention is, or is not, a person, and that two ids
// are one human or two. Start with [Load], [Set.Decide] and [Set.Save]; [Set.Verdict] answers for pairs that follow from
// others. The file is sorted text, one judgement a line, made to be shared and merged in git. The package proposes
// nothing and changes no graph.
package judgements

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche/schema/names"
)

// The errors of this package. ErrContradiction is wrapped with the judgements that stand against the new one,
// ErrUnknown by Undo for a pair without a judgement, ErrSyntax with file and line.
var (
	ErrContradiction = errors.New("contradicts an earlier judgement")
	ErrUnknown       = errors.New("no such judgement")
	ErrSyntax        = errors.New("not a file of judgements")
	ErrInvalid       = errors.New("not a judgement")
)

// Verdict is what was decided about a pair.
type Verdict string

// The verdicts. None is the answer for a pair that nothing was decided about; it is never stored.
const (
	Positive Verdict = "positive" // one and the same
	Negative Verdict = "negative" // two
	Unsure   Verdict = "unsure"   // looked at, and still open
	None     Verdict = ""
)

// Judgement is one decision about two ids: person ids ("bioguide:B000944", "ocd-person/…"), provisional persons, or mention
// keys ([MentionKey]). Left sorts before Right. When is an ISO date or time that the caller passes; who and note are free
// text.
type Judgement struct {
	Left    string  `json:"left"`
	Right   string  `json:"right"`
	Verdict Verdict `json:"verdict"`
	Who     string  `json:"who"`
	When    string  `json:"when"`
	Note    string  `json:"note,omitempty"`
}

// String names a judgement for a message.
func (j Judgement) String() string {
	s := fmt.Sprintf("%s and %s: %s", j.Left, j.Right, j.Verdict)
	if j.Who != "" || j.When != "" {
		s += " (" + strings.TrimSpace(j.Who+" "+j.When) + ")"
	}
	if j.Note != "" {
		s += ", " + j.Note
	}
	return s
}

// MentionKey is the id of a printed name in a letter or document: the same name in the same place gets the same key after every
// reload, whoever it is resolved to. Names that fold to the same words share a key.
func MentionKey(place, name string) string {
	return "mention:" + place + "#" + strings.ReplaceAll(names.Fold(name), " ", "-")
}

// Combine is the verdict on a and c when a is to b as p says, and b is to c as q says: positive and positive make positive,
// positive and negative make negative, everything else is unsure.
func Combine(p, q Verdict) Verdict {
	switch {
	case p == Positive && q == Positive:
		return Positive
	case p == Positive && q == Negative, p == Negative && q == Positive:
		return Negative
	}
	return Unsure
}

// Set is a consistent set of judgements. The zero value is empty and ready; it is not safe for concurrent use.
type Set struct {
	rows   map[pair]Judgement
	parent map[string]string // of positives, to the canonical id
	linked map[string][]pair // positives and negatives by id
}

type pair struct{ left, right string }

func (p pair) other(id string) string {
	if p.left == id {
		return p.right
	}
	return p.left
}

func pairOf(a, b string) pair {
	if b < a {
		a, b = b, a
	}
	return pair{a, b}
}

// Len is the number of judgements.
func (s *Set) Len() int { return len(s.rows) }

// All lists the judgements by Left, then Right.
func (s *Set) All() []Judgement {
	return slices.SortedFunc(maps.Values(s.rows), func(a, b Judgement) int {
		return cmp.Or(strings.Compare(a.Left, b.Left), strings.Compare(a.Right, b.Right))
	})
}

// Get is the judgement that was made on the pair itself, in either order.
func (s *Set) Get(a, b string) (Judgement, bool) {
	j, ok := s.rows[pairOf(a, b)]
	return j, ok
}

// Check tells whether j can be decided: the error is that of [Set.Decide], and nothing changes.
func (s *Set) Check(j Judgement) error {
	if err := valid(j); err != nil {
		return err
	}
	if old, ok := s.Get(j.Left, j.Right); ok && old.Verdict != Unsure && old.Verdict != j.Verdict {
		return fmt.Errorf("judgements: %s: %w: %s; undo it first", j, ErrContradiction, old)
	}
	switch j.Verdict {
	case Positive:
		if n, ok := s.apart(j.Left, j.Right); ok {
			return fmt.Errorf("judgements: %s: %w: %s", j, ErrContradiction, s.because(j.Left, j.Right, n))
		}
	case Negative:
		if s.Canonical(j.Left) == s.Canonical(j.Right) {
			return fmt.Errorf("judgements: %s: %w: %s", j, ErrContradiction, join(s.path(j.Left, j.Right)))
		}
	}
	return nil
}

// Decide adds j, its ids in either order, or replaces the pair's own unsure judgement or one of the same verdict. It refuses
// with [ErrContradiction] what contradicts the judgements made so far, directly or over others, and names them.
func (s *Set) Decide(j Judgement) error {
	if err := s.Check(j); err != nil {
		return err
	}
	p := pairOf(j.Left, j.Right)
	j.Left, j.Right = p.left, p.right
	if s.rows == nil {
		s.rows, s.parent, s.linked = map[pair]Judgement{}, map[string]string{}, map[string][]pair{}
	}
	old := s.rows[p].Verdict
	s.rows[p] = j
	if old != j.Verdict {
		s.link(p, j.Verdict)
	}
	return nil
}

// link enters a new judgement into the derived maps.
func (s *Set) link(p pair, v Verdict) {
	if v == Unsure {
		return
	}
	s.linked[p.left] = append(s.linked[p.left], p)
	s.linked[p.right] = append(s.linked[p.right], p)
	if v == Positive {
		a, b := s.Canonical(p.left), s.Canonical(p.right)
		if before(b, a) {
			a, b = b, a
		}
		if a != b {
			s.parent[b] = a
		}
	}
}

// Undo takes back the judgement on the pair itself and returns it, or wraps [ErrUnknown].
func (s *Set) Undo(a, b string) (Judgement, error) {
	p := pairOf(a, b)
	j, ok := s.rows[p]
	if !ok {
		return Judgement{}, fmt.Errorf("judgements: %s and %s: %w", a, b, ErrUnknown)
	}
	delete(s.rows, p)
	s.parent, s.linked = map[string]string{}, map[string][]pair{}
	for _, k := range s.All() {
		s.link(pair{k.Left, k.Right}, k.Verdict)
	}
	return j, nil
}

// Verdict is what is known about a pair: positive when positives connect the ids, negative when some judgement tells their
// groups apart, unsure when the pair itself was left open, else None.
func (s *Set) Verdict(a, b string) Verdict {
	if s.Canonical(a) == s.Canonical(b) {
		return Positive
	}
	if _, ok := s.apart(a, b); ok {
		return Negative
	}
	if j, ok := s.Get(a, b); ok {
		return j.Verdict
	}
	return None
}

// Canonical is the id that stands for the human behind id: of the ids that positives connect the best one ([before]), else id
// itself.
func (s *Set) Canonical(id string) string {
	for {
		p, ok := s.parent[id]
		if !ok {
			return id
		}
		id = p
	}
}

// Group lists the ids that positives connect with id, itself included, sorted.
func (s *Set) Group(id string) []string {
	seen := map[string]bool{id: true}
	for todo := []string{id}; len(todo) > 0; todo = todo[1:] {
		for _, p := range s.linked[todo[0]] {
			if o := p.other(todo[0]); s.rows[p].Verdict == Positive && !seen[o] {
				seen[o] = true
				todo = append(todo, o)
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Groups maps every id of a positive judgement to its canonical id.
func (s *Set) Groups() map[string]string {
	out := map[string]string{}
	for p, j := range s.rows {
		if j.Verdict == Positive {
			out[p.left], out[p.right] = s.Canonical(p.left), s.Canonical(p.right)
		}
	}
	return out
}

// With is a copy of the set with the pairs as positives, in their order, as far as they contradict nothing: what registers
// and rules hold for one human gives way to what people decided.
func (s *Set) With(pairs [][2]string, who string) *Set {
	c := &Set{rows: maps.Clone(s.rows), parent: maps.Clone(s.parent), linked: make(map[string][]pair, len(s.linked))}
	for id, ps := range s.linked {
		c.linked[id] = slices.Clone(ps)
	}
	if c.rows == nil {
		c.rows, c.parent = map[pair]Judgement{}, map[string]string{}
	}
	for _, p := range pairs {
		if _, judged := c.Get(p[0], p[1]); !judged {
			_ = c.Decide(Judgement{Left: p[0], Right: p[1], Verdict: Positive, Who: who}) // a contradiction means that the pair is left out
		}
	}
	return c
}

// Entity is the person that a mention was judged to be: the canonical id of its group, empty when that is no person.
func (s *Set) Entity(mention string) string {
	if c := s.Canonical(mention); !strings.HasPrefix(c, "mention:") {
		return c
	}
	return ""
}

// apart finds a negative judgement between the groups of a and b.
func (s *Set) apart(a, b string) (Judgement, bool) {
	group := map[string]bool{}
	for _, id := range s.Group(b) {
		group[id] = true
	}
	for _, id := range s.Group(a) {
		for _, p := range s.linked[id] {
			if j := s.rows[p]; j.Verdict == Negative && group[p.other(id)] {
				return j, true
			}
		}
	}
	return Judgement{}, false
}

// because names the negative between two groups and the positives that lead to it.
func (s *Set) because(a, b string, n Judgement) string {
	from, to := n.Left, n.Right
	if s.Canonical(from) != s.Canonical(a) {
		from, to = to, from
	}
	all := append(s.path(a, from), n)
	return join(append(all, s.path(to, b)...))
}

// path lists the positives on a shortest way from a to b.
func (s *Set) path(a, b string) []Judgement {
	via := map[string]pair{a: {}}
	for todo := []string{a}; len(todo) > 0 && a != b; todo = todo[1:] {
		for _, p := range s.linked[todo[0]] {
			o := p.other(todo[0])
			if _, seen := via[o]; !seen && s.rows[p].Verdict == Positive {
				via[o] = p
				todo = append(todo, o)
			}
		}
	}
	var out []Judgement
	for id := b; id != a; {
		p, ok := via[id]
		if !ok {
			return nil
		}
		out = append(out, s.rows[p])
		id = p.other(id)
	}
	slices.Reverse(out)
	return out
}

func join(js []Judgement) string {
	var parts []string
	for _, j := range js {
		parts = append(parts, j.String())
	}
	return strings.Join(parts, "; ")
}

// before orders ids by their fitness to stand for a human: bioguide numbers, other registers, provisional persons, mentions.
func before(a, b string) bool {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b)) < 0
}

func rank(id string) int {
	switch {
	case strings.HasPrefix(id, "bioguide:"):
		return 0
	case strings.HasPrefix(id, "mention:"):
		return 3
	case strings.HasPrefix(id, "name:"):
		return 2
	}
	return 1
}

// valid checks the fields of a judgement.
func valid(j Judgement) error {
	switch {
	case j.Left == "" || j.Right == "":
		return fmt.Errorf("judgements: %w: an id is empty", ErrInvalid)
	case j.Left == j.Right:
		return fmt.Errorf("judgements: %w: %s is compared with itself", ErrInvalid, j.Left)
	case j.Verdict != Positive && j.Verdict != Negative && j.Verdict != Unsure:
		return fmt.Errorf("judgements: %w: verdict %q is none of positive, negative, unsure", ErrInvalid, j.Verdict)
	}
	for _, f := range []string{j.Left, j.Right} {
		if strings.ContainsFunc(f, func(r rune) bool { return r < ' ' }) || strings.HasPrefix(f, "#") {
			return fmt.Errorf("judgements: %w: id %q", ErrInvalid, f)
		}
	}
	return nil
}
