// Package generate makes letters-shaped graphs of any size out of a seed, so that everyone measures the same thing:
// registers of members, officials and countries, then documents that carry or report letters, each one graph.Change with
// its text and with evidence for every edge, in the shape that the loaders write. Activity is skewed as in life: most
// letters have a handful of signers and a few have two hundred, some members sign ten times as often as others, and
// most letters go to a few offices. The graphs pass graph/check. Nobody in them is a real person.
package generate

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"

	"demarche/graph"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// Options say what to make. Equal options make equal graphs.
type Options struct {
	Seed  uint64
	Quads int // at least so many; the last document is whole
}

// The world that letters are drawn from.
const (
	seats         = 535 // of both chambers
	firstCongress = 101 // sits from 1989; small graphs begin later
	lastCongress  = 119 //
	perCongress   = 50_000
	turnover      = 0.15 // of the seats at each election
	officials     = 60
	countries     = 190
	events        = 400
	mostSigners   = 220
)

// Changes yields the registers, then documents until the graph has the wanted number of quads.
func Changes(opts Options) iter.Seq[graph.Change] {
	return func(yield func(graph.Change) bool) {
		w := newWorld(opts)
		n := 0
		for _, c := range []graph.Change{w.congress(), w.offices(), w.countryNames()} {
			if n += len(c.Quads); !yield(c) {
				return
			}
		}
		for i := 0; n < opts.Quads; i++ {
			for _, c := range w.letter(i) {
				if n += len(c.Quads); !yield(c) {
					return
				}
			}
		}
	}
}

// Quads yields the quads of Changes one after the other, and never an error.
func Quads(opts Options) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for c := range Changes(opts) {
			for _, q := range c.Quads {
				if !yield(q, nil) {
					return
				}
			}
		}
	}
}

// Member is the IRI of the n-th member of a generated graph, from 0; Country of the n-th country, by how often letters
// are about it.
func Member(n int) quad.IRI { return iri.Person(fmt.Sprintf("bioguide:X%06d", n)) }

// Country is the IRI of the n-th country, the ones most often written about first.
func Country(n int) quad.IRI { return iri.Country(countryCode(n)) }

func countryCode(n int) string { return string([]byte{'A' + byte(n/26), 'A' + byte(n%26)}) }

// world is who there is.
type world struct {
	r       *rand.Rand
	members []member
	first   int                     // the first Congress
	sitting [lastCongress + 1][]int // members by Congress
}

// member is one generated member of Congress.
type member struct {
	given, family string
	activity      float64 // how often they sign, relative to the median member
	seat          int
	terms         []int // Congresses
}

// newWorld elects the members: two Congresses at least, and one more for every perCongress quads, so that registers stay a
// small part of the graph.
func newWorld(opts Options) *world {
	w := &world{r: rand.New(rand.NewPCG(opts.Seed, 0x64656d61726368))}
	w.first = max(firstCongress, lastCongress-1-opts.Quads/perCongress)
	var holder [seats]int
	for c := w.first; c <= lastCongress; c++ {
		for seat := range seats {
			if c == w.first || w.r.Float64() < turnover {
				holder[seat] = len(w.members)
				w.members = append(w.members, member{
					given: given[w.r.IntN(len(given))], family: family(len(w.members)), seat: seat,
					activity: math.Exp(w.r.NormFloat64()), // most within a factor of three, some ten times the median
				})
			}
			m := &w.members[holder[seat]]
			m.terms = append(m.terms, c)
			w.sitting[c] = append(w.sitting[c], holder[seat])
		}
	}
	return w
}

// firstYear is the year in which a Congress begins.
func firstYear(congress int) int { return 1989 + 2*(congress-firstCongress) }

// skewed draws from n things, the first far more often than the last: the cube of a uniform number.
func (w *world) skewed(n int) int {
	x := w.r.Float64()
	return int(x * x * x * float64(n))
}

var given = []string{
	"Alba", "Bruno", "Célia", "Darius", "Elin", "Farid", "Greta", "Hugo", "Inés", "Jonas", "Katja", "Liam", "Mara", "Nils",
	"Olga", "Pavel", "Quentin", "Rosa", "Sören", "Tilda", "Umberto", "Vera", "Wim", "Xenia", "Yara", "Zeno",
}

var syllables = []string{"ba", "dor", "fin", "gal", "ha", "kel", "lin", "mor", "nes", "pra", "ros", "sen", "tar", "vin", "wal", "zim"}

// family is a made-up family name that no other number has.
func family(n int) string {
	s := syllables[n%16] + syllables[n/16%16] + syllables[n/256%16]
	return string(s[0]-'a'+'A') + s[1:]
}

// builder gathers the quads of one label.
type builder struct{ graph.Change }

func newBuilder(label quad.IRI) *builder { return &builder{graph.Change{Label: label}} }

func (b *builder) add(s, p quad.IRI, o quad.Value) {
	b.Quads = append(b.Quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: b.Label})
}

func (b *builder) typed(s, class quad.IRI, label string) {
	b.add(s, vocab.Type, class)
	if label != "" {
		b.add(s, vocab.Label, quad.String(label))
	}
}

func day(year, n int) quad.TypedString {
	return quad.TypedString{Value: quad.String(fmt.Sprintf("%d-%02d-%02d", year, n/28%12+1, n%28+1)), Type: vocab.Date}
}
