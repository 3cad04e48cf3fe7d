package graphtest

import (
	"fmt"
	"iter"
	"math/rand/v2"

	"github.com/cayleygraph/quad"

	"demarche/graph"
)

// LetterQuads is the number of quads of each change of [Letters].
const LetterQuads = 33

// Letters makes letters-shaped changes, one document each, for measurements: 25 of 5,000 people sign a letter (some far
// more often than others), which has a type, a title, a date, a recipient, two countries and two demands. It is
// deterministic in its seed.
func Letters(seed uint64, n int) iter.Seq[graph.Change] {
	return func(yield func(graph.Change) bool) {
		r := rand.New(rand.NewPCG(seed, 1))
		dm := func(name string) quad.IRI { return quad.IRI("urn:demarche:ns#" + name) }
		for i := range n {
			c := graph.Change{Label: quad.IRI(fmt.Sprintf("urn:demarche:document:%032x", r.Uint64()))}
			letter := quad.IRI(fmt.Sprintf("urn:demarche:letter:%016x", r.Uint64()))
			add := func(s quad.Value, p quad.IRI, o quad.Value) {
				c.Quads = append(c.Quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: c.Label})
			}
			add(letter, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", quad.IRI("http://purl.org/ontology/bibo/Letter"))
			add(letter, "http://purl.org/dc/terms/title", quad.String(fmt.Sprintf("Letter %d on the ceasefire", i)))
			date := fmt.Sprintf("%d-%02d-%02d", 2001+r.IntN(24), 1+r.IntN(12), 1+r.IntN(28))
			add(letter, "http://purl.org/dc/terms/date", quad.TypedString{Value: quad.String(date), Type: "http://www.w3.org/2001/XMLSchema#date"})
			add(letter, dm("addressedTo"), quad.IRI(fmt.Sprintf("urn:demarche:person:own:official-%d", r.IntN(40))))
			first, second := r.IntN(200), r.IntN(199)
			add(letter, dm("concerns"), quad.IRI(fmt.Sprintf("urn:demarche:country:%d", first)))
			add(letter, dm("concerns"), quad.IRI(fmt.Sprintf("urn:demarche:country:%d", (first+1+second)%200)))
			for k := range 2 {
				add(letter, dm("makes"), quad.IRI(fmt.Sprintf("urn:demarche:demand:%016x", r.Uint64()&^1|uint64(k))))
			}
			signers := map[int]bool{}
			for len(signers) < LetterQuads-8 {
				x := r.Float64()
				who := int(x * x * 5000)
				if signers[who] {
					continue
				}
				signers[who] = true
				add(quad.IRI(fmt.Sprintf("urn:demarche:person:bioguide:P%06d", who)), dm("signed"), letter)
			}
			if !yield(c) {
				return
			}
		}
	}
}
