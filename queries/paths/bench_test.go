package paths_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"demarche/graph"
	"demarche/graph/snapshot"
	"demarche/queries/corpus"
	"demarche/queries/paths"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// congress is a graph of the size of the 114th Congress: 546 people, 10,223 bills as letters, 140,200 signatures, 953
// subjects as events, 91,839 mentions. With DEMARCHE_LEGIS naming a folder that shared/peers/network/prep.py wrote it is
// that Congress itself; else it is made up.
func congress(tb testing.TB) (*corpus.Corpus, []graph.ID) {
	tb.Helper()
	label := quad.IRI("urn:demarche:document:congress")
	person := func(i int) quad.IRI { return quad.IRI(fmt.Sprintf("urn:demarche:person:own:m%03d", i)) }
	bill := func(i int) quad.IRI { return quad.IRI(fmt.Sprintf("urn:demarche:letter:b%05d", i)) }
	subject := func(i int) quad.IRI { return quad.IRI(fmt.Sprintf("urn:demarche:event:s%05d", i)) }
	signed, about := edges(tb)
	var quads []quad.Quad
	put := func(s, p quad.IRI, o quad.Value) {
		quads = append(quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
	}
	people, bills, subjects := map[int]bool{}, map[int]bool{}, map[int]bool{}
	for _, e := range signed {
		put(person(e[0]), vocab.Signed, bill(e[1]))
		people[e[0]], bills[e[1]] = true, true
	}
	for _, e := range about {
		put(bill(e[0]), vocab.Mentions, subject(e[1]))
		bills[e[0]], subjects[e[1]] = true, true
	}
	for i := range people {
		put(person(i), vocab.Type, vocab.Person)
	}
	for i := range bills {
		put(bill(i), vocab.Type, vocab.Letter)
	}
	for i := range subjects {
		put(subject(i), vocab.Type, vocab.Event)
	}
	snap, err := snapshot.Build(context.Background(), 1, func(yield func(quad.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	})
	if err != nil {
		tb.Fatal(err)
	}
	var ids []graph.ID
	for i := range 546 {
		if id := snap.ID(person(i)); id != 0 {
			ids = append(ids, id)
		}
	}
	return corpus.New(snap), ids
}

func edges(tb testing.TB) (signed, about [][2]int) {
	tb.Helper()
	if dir := os.Getenv("DEMARCHE_LEGIS"); dir != "" {
		read := func(name string) (out [][2]int) {
			f, err := os.Open(filepath.Join(dir, name))
			if err != nil {
				tb.Fatal(err)
			}
			defer f.Close()
			lines, err := csv.NewReader(f).ReadAll()
			if err != nil {
				tb.Fatal(err)
			}
			for _, l := range lines[1:] {
				a, _ := strconv.Atoi(l[0])
				b, _ := strconv.Atoi(l[1])
				out = append(out, [2]int{a, b})
			}
			return out
		}
		return read("signed.csv"), read("about.csv")
	}
	r := rand.New(rand.NewPCG(114, 1))
	for b := range 10_223 {
		lo, hi := 0, 442
		if b%3 == 0 {
			lo, hi = 442, 546
		}
		for range 1 + min(int(12.7*r.ExpFloat64()), 80) {
			signed = append(signed, [2]int{lo + r.IntN(hi-lo), 546 + b})
		}
		for range 1 + int(8*r.ExpFloat64()) {
			about = append(about, [2]int{546 + b, 20_000 + int(float64(953)*r.Float64()*r.Float64())})
		}
	}
	return signed, about
}

func BenchmarkFind(b *testing.B) {
	c, ids := congress(b)
	r := rand.New(rand.NewPCG(1, 1))
	type pair [2]graph.ID
	var pairs []pair
	for range 64 {
		a := r.IntN(len(ids))
		pairs = append(pairs, pair{ids[a], ids[(a+1+r.IntN(len(ids)-1))%len(ids)]})
	}
	for _, bc := range []struct {
		name string
		q    paths.Query
	}{
		{"shortest", paths.Query{Select: paths.Shortest}},
		{"shortest/signatures", paths.Query{Pattern: "(signed|^signed)*", Select: paths.Shortest}},
		{"all-shortest", paths.Query{Select: paths.AllShortest}},
		{"k-shortest/k=10", paths.Query{Select: paths.KShortest}},
		{"cosigners", paths.Query{Pattern: "cosigners", Select: paths.Shortest}},
		{"specific/signed,mentions", paths.Query{Pattern: "signed/mentions/^mentions/^signed"}},
		{"specific/4 hops", paths.Query{MaxHops: 4}},
		{"trap/acyclic 1..4 over signatures", paths.Query{Pattern: "(signed|^signed)+", MaxHops: 4}},
	} {
		b.Run(bc.name, func(b *testing.B) {
			pairs := pairs
			if bc.name == "shortest/signatures" { // inside one chamber, as the peers were measured
				pairs = nil
				for len(pairs) < 64 {
					p := pair{ids[r.IntN(len(ids))], ids[r.IntN(len(ids))]}
					res, err := paths.Find(context.Background(), c, paths.Query{From: p[:1], To: p[1:], Pattern: bc.q.Pattern, Select: paths.Shortest})
					if err != nil {
						b.Fatal(err)
					}
					if res.Distance > 0 {
						pairs = append(pairs, p)
					}
				}
			}
			b.ReportAllocs()
			found := 0.0
			for i := 0; b.Loop(); i++ {
				q := bc.q
				p := pairs[i%len(pairs)]
				q.From, q.To = p[:1], p[1:]
				res, err := paths.Find(context.Background(), c, q)
				if err != nil {
					b.Fatal(err)
				}
				f, _ := res.Count.Float64()
				found = max(found, f)
			}
			b.ReportMetric(found, "most-paths")
		})
	}
}
