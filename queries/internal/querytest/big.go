package querytest

import (
	"fmt"
	"iter"
	"math/rand/v2"

	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// BigLetter is the title of the letter of [Big] that has signature nodes.
const BigLetter = "Letter 00000"

// Big is a graph for benchmarks: 20,000 people, of whom 12,000 held seats, and 20,000 letters with 50 signers each, a
// million signatures, as plain edges. [BigLetter] has 100 signers with signature nodes.
func Big() iter.Seq2[quad.Quad, error] {
	r := rand.New(rand.NewPCG(1, 2))
	g := &Graph{}
	g.Register("bench", "Bench", "CC0-1.0")
	var posts []quad.IRI
	for i := range 100 {
		posts = append(posts, g.Post(fmt.Sprintf("us-senate-%02d", i), fmt.Sprintf("Senator %d", i), []string{"sen", "rep"}[i%2], fmt.Sprintf("S%d", i%50)))
	}
	people := make([]quad.IRI, 20_000)
	for i := range people {
		people[i] = g.Person(fmt.Sprintf("bioguide:B%06d", i), fmt.Sprintf("Given%d", i%300), fmt.Sprintf("Family%05d", i))
		if i%5 < 3 {
			g.Tenure(people[i], posts[i%100], []string{"Democrat", "Republican"}[i%2], "2001-01-03", "")
		}
	}
	g.Document("bench.txt", "letter", "2020-01-01")
	for i := range 20_000 {
		l := g.Letter(fmt.Sprintf("Letter %05d", i), fmt.Sprintf("20%02d-%02d-%02d", 1+i%25, 1+i%12, 1+i%28))
		n := 50
		if i == 0 {
			n = 100
		}
		for k := range n {
			// Cubing draws some people far more often than others.
			f := r.Float64()
			p := people[int(f*f*f*20_000)]
			if i == 0 {
				g.Sign(p, l, k+1, "Name")
			} else {
				g.Add(p, vocab.Signed, l)
			}
		}
	}
	return func(yield func(quad.Quad, error) bool) {
		seen := make(map[quad.Quad]bool, len(g.Quads))
		for _, q := range g.Quads {
			if !seen[q] {
				seen[q] = true
				if !yield(q, nil) {
					return
				}
			}
		}
	}
}
