// Package paths finds how people, letters, demands and the rest hang together. Start with [Find] and a [Query]; the
// answer is a [Result] with ranked [Path]s, exact counts, and for every hop the statements and sentences behind it.
//
// # Pattern
//
// A pattern is a SPARQL 1.1 property path over the vocabulary's predicates: signed, ^signed, a/b, a|b, a*, a+, a?,
// !(a|^b), parentheses, and the bounded {n}, {n,m}, {n,}, {,m}. Predicates are bare words of the vocabulary, prefix:name
// or <IRI>. Two things are added: [Letter] stays on a node and asks for its class ([Person|Organization], [!Country]),
// and . is any plain edge in either direction. [Metapaths] have names. Without a pattern it is .* without transit
// through what joins everything to everything: countries, kinds of demands, laws, chambers, governments, parties,
// documents and registers, and any node with more than TransitMax edges. Such nodes may be ends, and a pattern goes
// through whatever it names.
//
// # Paths
//
// A path is a sequence of statements, each walked along or against its direction; the same statement in several
// documents is one hop. Mode says what may repeat: walk anything, trail no statement, acyclic (the default) no node.
// Which paths come back is Select's choice: shortest the best of the shortest, all-shortest every one of those,
// k-shortest by length, specific by score over all lengths up to MaxHops.
//
// The score of a path is the product over its hops u-p-v of (d(u,p) d(v,p))^-Damping, d being the number of p-edges in
// the direction walked: the path-degree product of Himmelstein and Baranzini 2015, doi:10.1371/journal.pcbi.1004259,
// with their exponent of 0.5 by default. A path through a letter that two people signed is better than one through a
// letter that fifty signed, and one through a hub is worst. Equal scores go by length, then by the IRIs along the path.
//
// # Time and confidence
//
// With a Window, letters and events lie inside it (undated letters do not) and tenures overlap it. With NonDecreasing,
// dates of letters and events never go back along the path; a partial date fits when some day in it fits.
// MinConfidence is asked of every statement: the best confidence among its evidence, for a signature not above the
// confidence of the identity; what a register says has 1.
//
// # Counts
//
// Counts are exact or said not to be. Walks are counted by dynamic programming over the product of graph and pattern,
// never listed. Trails and acyclic paths are counted the same way when no walk of that length can repeat anything, else
// by meeting in the middle with inclusion and exclusion, else (in big cases) by listing until the budget ends.
// Everything is deterministic. TruncatedBy says which limit cut an answer short; a cancelled context is an error.
package paths

import (
	"errors"
	"fmt"
	"math/big"
	"slices"

	"demarche/graph"
	"demarche/schema/date"

	"github.com/cayleygraph/quad"
)

// The errors of this package.
var (
	ErrPattern = errors.New("paths: pattern") // a pattern that does not parse, with the column
	ErrQuery   = errors.New("paths: query")   // a query that contradicts itself or is out of range
)

// Mode says what a path may repeat.
type Mode string

// The modes of paths.
const (
	Acyclic Mode = "acyclic" // no node twice
	Trail   Mode = "trail"   // no statement twice
	Walk    Mode = "walk"    // anything
)

// Select says which paths come back.
type Select string

// The selections of paths.
const (
	Specific    Select = "specific"
	Shortest    Select = "shortest"
	AllShortest Select = "all-shortest"
	KShortest   Select = "k-shortest"
)

// Query is a question for paths. Only From and To are required; zero values mean the defaults in brackets.
type Query struct {
	From, To []graph.ID
	Pattern  string        // a pattern or the name of a metapath [.*]
	Mode     Mode          // [acyclic]
	Select   Select        // [specific]
	K        int           // how many paths to list [10], at most 1000
	Skip     int           // paths to pass over, for pages; stable for one version of the graph
	MaxHops  int           // 1 to 8 [6; for specific 4, or the distance when that is more]
	Window   date.Interval // dates that letters, events and tenures must touch
	// NonDecreasing asks that dates never go back along the path.
	NonDecreasing bool
	MinConfidence float64    // in [0,1]
	Avoid         []graph.ID // nodes that no path goes through; ends are exempt
	AvoidClasses  []quad.IRI // classes likewise
	// TransitMax bars the way through nodes with more edges of the pattern's predicates; negative is no limit [1000
	// without a pattern, else no limit].
	TransitMax int
	Damping    float64 // exponent of the score [0.5]; negative means 0
	Budget     int     // edges looked at before giving up [5,000,000]
}

// Result is the answer. Paths are ordered as Select says. When Found is false, Searched and Why say what was looked at.
type Result struct {
	Found       bool
	Distance    int      // hops of the shortest path that the mode allows, -1 when none was found
	Count       *big.Int // paths of the lengths in Lengths
	CountExact  bool     // false: Count is a lower bound
	Lengths     []Length
	Paths       []Path
	More        bool // there are further paths after these
	Searched    Searched
	TruncatedBy string // "", "budget" or "maxHops"
	Why         string // a sentence when nothing was found
}

// Length counts the paths of one length.
type Length struct {
	Hops  int
	Count *big.Int
	Exact bool
}

// Searched says how much of the graph was looked at; Nodes counts a node once for every hop count and way of being in the
// pattern at which it was met. Exhausted is true when everything that the pattern can reach from
// one end was seen, so that longer searches are useless.
type Searched struct {
	Nodes, Edges int
	Hops         int // longest length that was looked at in full
	Exhausted    bool
	Hubs         int // nodes that were met and not passed through because of TransitMax
	Barred       int // and because of what they are: without a pattern countries, laws and so on, and what is avoided
}

// Path is one path with its score in (0,1] and the least confidence along it.
type Path struct {
	Score      float64
	Confidence float64
	Nodes      []graph.ID // one more than Hops
	Hops       []Hop
}

// Hop is one statement walked along (subject to object) or against its direction.
type Hop struct {
	Predicate  graph.ID
	Inverse    bool
	Statements []Statement
}

// Statement is who says so: a document with the sentence, or a register with the row. Start and End are code points of
// the document's normalized text, -1 when the graph has no span.
type Statement struct {
	Label      graph.ID // the document or register
	Source     string   // its file name or title
	Register   bool
	Quote      string // the sentence; of a register its title and row
	Start, End int
	Page       int // of a PDF of several pages, from 1; 0 for other documents and registers
	Rule       string
	Confidence float64
}

const (
	defaultBudget  = 5_000_000
	defaultTransit = 1000 // more than any letter has signers, fewer than the recipients whom everybody writes to
	defaultHops    = 6
	maxHops        = 8
)

// withDefaults fills in what is not set and refuses what cannot be.
func (q Query) withDefaults() (Query, error) {
	set := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
	}
	if q.Mode == "" {
		q.Mode = Acyclic
	}
	if q.Select == "" {
		q.Select = Specific
	}
	set(&q.K, 10)
	set(&q.Budget, defaultBudget)
	if q.TransitMax == 0 && q.Pattern == "" {
		q.TransitMax = defaultTransit
	}
	q.TransitMax = max(0, q.TransitMax)
	if q.Damping == 0 {
		q.Damping = 0.5
	}
	q.Damping = max(0, q.Damping)
	q.From, q.To = slices.Clone(q.From), slices.Clone(q.To)
	slices.Sort(q.From)
	slices.Sort(q.To)
	q.From, q.To = slices.Compact(q.From), slices.Compact(q.To)
	switch {
	case len(q.From) == 0 || len(q.To) == 0 || q.From[0] == 0 || q.To[0] == 0:
		return q, fmt.Errorf("%w: needs nodes of the graph at both ends", ErrQuery)
	case !slices.Contains([]Mode{Acyclic, Trail, Walk}, q.Mode):
		return q, fmt.Errorf("%w: unknown mode %q", ErrQuery, q.Mode)
	case !slices.Contains([]Select{Specific, Shortest, AllShortest, KShortest}, q.Select):
		return q, fmt.Errorf("%w: unknown selection %q", ErrQuery, q.Select)
	case q.MaxHops < 0 || q.MaxHops > maxHops:
		return q, fmt.Errorf("%w: max hops %d is not in 1..%d", ErrQuery, q.MaxHops, maxHops)
	case q.K < 0 || q.K > 1000 || q.Skip < 0 || q.Skip > 100_000:
		return q, fmt.Errorf("%w: k must be in 1..1000 and skip in 0..100000", ErrQuery)
	case q.MinConfidence < 0 || q.MinConfidence > 1:
		return q, fmt.Errorf("%w: confidence %v is not in [0,1]", ErrQuery, q.MinConfidence)
	case q.Budget < 0:
		return q, fmt.Errorf("%w: the budget cannot be negative", ErrQuery)
	}
	for _, d := range []date.Date{q.Window.Start, q.Window.End} {
		if _, err := date.Parse(string(d)); err != nil {
			return q, fmt.Errorf("%w: %w", ErrQuery, err)
		}
	}
	return q, nil
}

// Metapath is a pattern with a name.
type Metapath struct{ Name, Pattern, About string }

// Metapaths lists the named patterns in the order of the documentation. No name is a predicate.
func Metapaths() []Metapath {
	return []Metapath{
		{"cosigners", "signed/^signed", "people who signed a letter of the person"},
		{"cosigners-of-cosigners", "(signed/^signed){1,2}", "and those who signed with these"},
		{"recipients", "signed/addressedTo", "whom the person's letters go to"},
		{"targeted", "signed/makes/targets", "whom the demands of the person's letters aim at"},
		{"countries", "signed/concerns", "countries that the person's letters are about"},
		{"events", "signed/mentions", "events that the person's letters tell of"},
		{"same-recipient", "signed/addressedTo/^addressedTo/^signed", "people who wrote to the same recipient"},
		{"same-target", "signed/makes/targets/^targets/^makes/^signed", "people whose letters aim at the same target"},
		{"same-country", "signed/concerns/^concerns/^signed", "people whose letters are about the same country"},
		{"same-seat", "holds/post/^post/^holds", "people who held the same seat"},
	}
}
