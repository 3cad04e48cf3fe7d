package paths_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/queries/network/networktest"
	"demarche/queries/paths"
	"demarche/schema/date"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

type world struct {
	c *corpus.Corpus
	r graph.Reader
}

func small() world {
	r := networktest.New(networktest.Small())
	return world{corpus.New(r), r}
}

func (w world) id(slug string) graph.ID { return w.r.ID(networktest.IRI("person", "own:"+slug)) }

// show writes paths as "node -signed-> node", inverse hops as "<-signed-".
func (w world) show(ps []paths.Path) []string {
	var out []string
	last := func(id graph.ID) string {
		s := w.r.Text(id)
		return s[strings.LastIndexAny(s, ":#/")+1:]
	}
	for _, p := range ps {
		s := last(p.Nodes[0])
		for i, h := range p.Hops {
			if h.Inverse {
				s += " <-" + last(h.Predicate) + "- " + last(p.Nodes[i+1])
			} else {
				s += " -" + last(h.Predicate) + "-> " + last(p.Nodes[i+1])
			}
		}
		out = append(out, s)
	}
	return out
}

func TestFind(t *testing.T) {
	w := small()
	for _, tc := range []struct {
		name     string
		from, to string
		q        paths.Query
		count    int64
		want     []string
	}{
		{"signer to target", "ann", "tom", paths.Query{Select: paths.AllShortest}, 1, []string{"ann -signed-> l1 -makes-> l1 -targets-> tom"}},
		{"default looks up to four hops", "ann", "tom", paths.Query{}, 1, []string{"ann -signed-> l1 -makes-> l1 -targets-> tom"}},
		{"cosigners", "ann", "bob", paths.Query{Pattern: "cosigners"}, 2, []string{"ann -signed-> l2 <-signed- bob", "ann -signed-> l1 <-signed- bob"}},
		{"window", "ann", "bob", paths.Query{Pattern: "cosigners", Window: date.Interval{End: "2019-12"}}, 1, []string{"ann -signed-> l1 <-signed- bob"}},
		{"forward in time", "ann", "cyd", paths.Query{Pattern: "(signed/^signed){2}", NonDecreasing: true}, 0, nil},
		{"any order", "ann", "cyd", paths.Query{Pattern: "(signed/^signed){2}"}, 1, []string{"ann -signed-> l2 <-signed- bob -signed-> l1 <-signed- cyd"}},
		{
			"node test", "ann", "dee",
			paths.Query{Pattern: "signed/[Letter]/addressedTo/[Person]/^addressedTo/^signed"},
			2,
			[]string{"ann -signed-> l2 -addressedTo-> eve <-addressedTo- l3 <-signed- dee", "ann -signed-> l1 -addressedTo-> eve <-addressedTo- l3 <-signed- dee"},
		},
		{
			"avoid", "ann", "dee",
			paths.Query{Pattern: "signed/addressedTo/^addressedTo/^signed", Avoid: []graph.ID{w.r.ID(networktest.IRI("letter", "l1"))}},
			1,
			[]string{"ann -signed-> l2 -addressedTo-> eve <-addressedTo- l3 <-signed- dee"},
		},
		{"countries are no transit by default", "ann", "dee", paths.Query{AvoidClasses: []quad.IRI{vocab.Person, vocab.Demand}, MaxHops: 4}, 0, nil},
		{"but are when asked for", "ann", "dee", paths.Query{Pattern: "same-country"}, 1, []string{"ann -signed-> l1 -concerns-> AZ <-concerns- l3 <-signed- dee"}},
		{"hubs are no transit", "ann", "dee", paths.Query{TransitMax: 3}, 0, nil},
		{"transit limit", "ann", "dee", paths.Query{Pattern: "same-recipient", TransitMax: 2}, 0, nil},
		{"surest identities only", "ann", "bob", paths.Query{Pattern: "cosigners", MinConfidence: 0.96}, 0, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.q.From, tc.q.To = []graph.ID{w.id(tc.from)}, []graph.ID{w.id(tc.to)}
			got, err := paths.Find(context.Background(), w.c, tc.q)
			if err != nil {
				t.Fatal(err)
			}
			if got.Count.Int64() != tc.count || !got.CountExact || got.Found != (tc.count > 0) {
				t.Errorf("count %v exact %v found %v, want %d", got.Count, got.CountExact, got.Found, tc.count)
			}
			if d := cmp.Diff(tc.want, w.show(got.Paths)); d != "" {
				t.Error(d)
			}
			if !got.Found && (got.Why == "" || got.Searched.Edges == 0) {
				t.Errorf("nothing found and no word of what was searched: %+v", got)
			}
		})
	}
}

// TestEveryHopIsQuoted holds the main promise: each hop has a document with its sentence, or a register with its row.
func TestEveryHopIsQuoted(t *testing.T) {
	w := small()
	got, err := paths.Find(context.Background(), w.c, paths.Query{From: []graph.ID{w.id("ann")}, To: []graph.ID{w.id("tom")}})
	if err != nil || !got.Found {
		t.Fatal(got, err)
	}
	var quotes []string
	for _, h := range got.Paths[0].Hops {
		quotes = append(quotes, h.Statements[0].Source+": "+h.Statements[0].Quote)
	}
	if d := cmp.Diff([]string{"l1.txt: Sincerely, ann", "l1.txt: We urge you to sanction.", "l1.txt: We urge you to sanction tom."}, quotes); d != "" {
		t.Error(d)
	}
	if got.Paths[0].Confidence != 0.95 {
		t.Errorf("confidence %v, want that of the identity, 0.95", got.Paths[0].Confidence)
	}
	got, err = paths.Find(context.Background(), w.c, paths.Query{From: []graph.ID{w.id("ann")}, To: []graph.ID{w.r.ID(networktest.IRI("organization", "us-rep"))}, Pattern: "holds/post/postIn"})
	if err != nil || !got.Found {
		t.Fatal(got, err)
	}
	if s := got.Paths[0].Hops[0].Statements[0]; !s.Register || s.Quote != "Made-up register, ann/terms/0" {
		t.Errorf("statement of a register: %+v", s)
	}
}

func TestQueryErrors(t *testing.T) {
	w := small()
	a, b := []graph.ID{w.id("ann")}, []graph.ID{w.id("bob")}
	for name, q := range map[string]paths.Query{
		"no ends":       {},
		"unknown end":   {From: a, To: []graph.ID{0}},
		"unknown mode":  {From: a, To: b, Mode: "simple"},
		"unknown pick":  {From: a, To: b, Select: "best"},
		"too many hops": {From: a, To: b, MaxHops: 9},
		"bad date":      {From: a, To: b, Window: date.Interval{Start: "2020-13"}},
		"confidence":    {From: a, To: b, MinConfidence: 2},
	} {
		if _, err := paths.Find(context.Background(), w.c, q); !errors.Is(err, paths.ErrQuery) {
			t.Errorf("%s: %v, want ErrQuery", name, err)
		}
	}
	if _, err := paths.Find(context.Background(), w.c, paths.Query{From: a, To: b, Pattern: "nosuch"}); !errors.Is(err, paths.ErrPattern) {
		t.Errorf("unknown predicate: %v, want ErrPattern", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := paths.Find(ctx, w.c, paths.Query{From: a, To: b}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
