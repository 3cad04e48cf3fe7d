package network_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"demarche/queries/corpus"
	"demarche/queries/network"
	"demarche/queries/network/networktest"

	"github.com/google/go-cmp/cmp"
)

// lines writes a network's edges as "source > target weight" with the last part of identifiers.
func lines(n *network.Network) []string {
	var out []string
	for i := range n.Source {
		out = append(out, fmt.Sprintf("%s > %s %.4g", n.Label[n.Source[i]], n.Label[n.Target[i]], n.Weight[i]))
	}
	return out
}

func TestBuild(t *testing.T) {
	c := corpus.New(networktest.New(networktest.Quads([]networktest.Person{
		{Slug: "ann", Name: "Ann", Party: "Democrat", State: "CA", Chamber: "rep"},
		{Slug: "bob", Name: "Bob", Party: "Republican", State: "NJ", Chamber: "rep"},
		{Slug: "cyd", Name: "Cyd", Party: "Democrat", State: "CA", Chamber: "sen"},
		{Slug: "dee", Name: "Dee", Party: "Independent", State: "VT", Chamber: "sen"},
		{Slug: "eve", Name: "Eve"},
		{Slug: "tom", Name: "Tom"},
	}, []networktest.Letter{
		{ID: "l1", Date: "2019-03-04", Title: "One", Signers: []networktest.Signer{{Person: "ann", Role: "lead"}, {Person: "bob", Role: "cosigner"}, {Person: "cyd", Role: "cosigner"}}, To: "eve", Country: "AZ", Demand: "sanction", Target: "tom"},
		{ID: "l2", Date: "2020-10-05", Title: "Two", Signers: []networktest.Signer{{Person: "ann", Role: "cosigner"}, {Person: "bob", Role: "lead"}}, To: "eve", Country: "AM", Demand: "provide_aid"},
	})))
	// Expected values are worked by hand from the two letters above: ann and bob share both, 1/(3-1) + 1/(2-1) = 1.5.
	for _, tc := range []struct {
		name string
		q    network.Request
		want []string
	}{
		{"cosign counts", network.Request{Kind: network.Cosign}, []string{"Ann > Bob 2", "Ann > Cyd 1", "Bob > Cyd 1"}},
		{"cosign newman", network.Request{Kind: network.Cosign, Weight: network.Newman}, []string{"Ann > Bob 1.5", "Ann > Cyd 0.5", "Bob > Cyd 0.5"}},
		{"cosign jaccard", network.Request{Kind: network.Cosign, Weight: network.Jaccard}, []string{"Ann > Bob 1", "Ann > Cyd 0.5", "Bob > Cyd 0.5"}},
		{"cosign cosine", network.Request{Kind: network.Cosign, Weight: network.Cosine}, []string{"Ann > Bob 1", "Ann > Cyd 0.7071", "Bob > Cyd 0.7071"}},
		{"cosign gross", network.Request{Kind: network.Cosign, Weight: network.Gross}, []string{"Ann > Bob 1", "Ann > Cyd 1", "Bob > Cyd 1"}},
		{"cosigner to lead", network.Request{Kind: network.Cosign, Weight: network.Newman, Directed: true}, []string{"Ann > Bob 1", "Bob > Ann 0.5", "Cyd > Ann 0.5"}},
		{"minimum weight", network.Request{Kind: network.Cosign, MinWeight: 2}, []string{"Ann > Bob 2"}},
		{"from", network.Request{Kind: network.Cosign, Filter: network.Filter{From: "2020"}}, []string{"Ann > Bob 1"}},
		{"chamber", network.Request{Kind: network.Cosign, Filter: network.Filter{Chamber: "rep"}}, []string{"Ann > Bob 2"}},
		{"party", network.Request{Kind: network.Cosign, Filter: network.Filter{Party: "D"}}, []string{"Ann > Cyd 1"}},
		{"country", network.Request{Kind: network.Cosign, Filter: network.Filter{Country: "am"}}, []string{"Ann > Bob 1"}},
		{"recipient", network.Request{Kind: network.Signatures, Filter: network.Filter{Recipient: "Eve", To: "2019"}}, []string{"Ann > Letter of 2019-03-04: One 1", "Bob > Letter of 2019-03-04: One 1", "Cyd > Letter of 2019-03-04: One 1"}},
		{"demands", network.Request{Kind: network.Demands}, []string{"Ann > Tom 1", "Bob > Tom 1", "Cyd > Tom 1"}},
		{"recipients", network.Request{Kind: network.Recipients}, []string{"Ann > Eve 2", "Bob > Eve 2", "Cyd > Eve 1"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			n, err := network.Build(context.Background(), c, tc.q)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tc.want, lines(n)); d != "" {
				t.Error(d)
			}
			for _, col := range append(n.NodeColumns, n.EdgeColumns...) {
				if want := n.Nodes(); col.Len() != want && col.Len() != n.Edges() {
					t.Errorf("column %s has %d values", col.Name, col.Len())
				}
			}
		})
	}
	iso, err := network.Build(context.Background(), c, network.Request{Kind: network.Cosign, Isolates: true})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"Ann", "Bob", "Cyd", "Dee"}, iso.Label); d != "" {
		t.Errorf("isolates: %s", d)
	}
	full, err := network.Build(context.Background(), c, network.Request{Kind: network.Full})
	if err != nil {
		t.Fatal(err)
	}
	// 5 signed, 2 addressedTo, 2 concerns, 2 makes, 1 targets, and 4 each of holds, post and postIn.
	if full.Edges() != 5+2+2+2+1+4+4+4 {
		t.Errorf("full has %d edges", full.Edges())
	}
	if q := full.EdgeColumn("quote"); q.Count() != 12 {
		t.Errorf("%d edges of full have a quote, want 12", q.Count())
	}
}

func TestBuildBackbone(t *testing.T) {
	// Two camps of four people; everybody signs eight of the camp's ten letters.
	var people []networktest.Person
	var letters []networktest.Letter
	for i := range 8 {
		people = append(people, networktest.Person{Slug: fmt.Sprint("p", i), Name: fmt.Sprint("P", i)})
	}
	for j := range 20 {
		l := networktest.Letter{ID: fmt.Sprintf("l%02d", j), Date: "2020-01-01", Title: "T"}
		for i := range 4 {
			if (i+j)%5 > 0 {
				l.Signers = append(l.Signers, networktest.Signer{Person: fmt.Sprint("p", j%2*4+i), Role: "signer"})
			}
		}
		letters = append(letters, l)
	}
	c := corpus.New(networktest.New(networktest.Quads(people, letters)))
	for _, model := range network.Models() {
		b, err := network.BuildBackbone(context.Background(), c, network.Request{}, model, network.BackboneOptions{Draws: 200, Seed: 1, Level: 0.1})
		if err != nil {
			t.Fatalf("%s: %v", model, err)
		}
		if b.Nodes() != 8 {
			t.Errorf("%s: %d nodes, want all 8", model, b.Nodes())
		}
		for i := range b.Source {
			sign := b.EdgeColumn("sign")
			if sign == nil {
				continue
			}
			if same := b.Source[i]/4 == b.Target[i]/4; same != (sign.Number(i) == 1) {
				t.Errorf("%s: %s and %s have sign %v", model, b.Label[b.Source[i]], b.Label[b.Target[i]], sign.Number(i))
			}
		}
		if model == network.FDSM && b.Edges() == 0 {
			t.Errorf("%s finds nothing", model)
		}
	}
	if _, err := network.BuildBackbone(context.Background(), c, network.Request{}, "nosuch", network.BackboneOptions{}); err == nil {
		t.Error("an unknown model is no error")
	}
}

func TestOverTime(t *testing.T) {
	c := corpus.New(networktest.New(networktest.Small()))
	got, err := network.OverTime(context.Background(), c, network.Request{Kind: network.Cosign}, 12, 12, network.MeasureOptions{})
	if err != nil {
		t.Fatal(err)
	}
	edges := 0
	for _, w := range got {
		edges += w.Edges
	}
	if len(got) == 0 || edges == 0 || !math.IsNaN(got[0].Agreement) || got[0].Kept != 0 {
		t.Errorf("windows = %+v, want edges, and no agreement of the first", got)
	}
	none := network.Request{Kind: network.Cosign, Filter: network.Filter{Country: "ZZ"}}
	if _, err := network.OverTime(context.Background(), c, none, 12, 12, network.MeasureOptions{}); err == nil {
		t.Error("windows of no letters are no error")
	}
}
