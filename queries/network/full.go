package network

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/schema/vocab"
)

// byKind numbers mixed nodes, one mode per kind in the order of the vocabulary.
func (r *reader) byKind(ids []graph.ID) (*nodeSet, []string) {
	of := map[corpus.Kind][]graph.ID{}
	var kinds []corpus.Kind
	for _, id := range ids {
		k := r.c.KindOf(id)
		if _, ok := of[k]; !ok {
			kinds = append(kinds, k)
		}
		of[k] = append(of[k], id)
	}
	// Nodes without a class come last.
	slices.SortFunc(kinds, func(a, b corpus.Kind) int { return cmp.Compare(a-1, b-1) })
	var lists [][]graph.ID
	var modes []string
	for _, k := range kinds {
		lists, modes = append(lists, of[k]), append(modes, cmp.Or(k.String(), "other"))
	}
	return r.newNodeSet(lists...), modes
}

// walkable lists the predicates of plain edges that the graph uses, by IRI.
func (r *reader) walkable() []graph.ID {
	var out []graph.ID
	for _, t := range vocab.Predicates() {
		if id := r.c.Reader().ID(t.IRI); t.Walk && id != 0 {
			out = append(out, id)
		}
	}
	slices.SortFunc(out, func(a, b graph.ID) int { return strings.Compare(r.c.IRI(a), r.c.IRI(b)) })
	return out
}

// filtered tells whether the request chooses letters or signers.
func (f Filter) filtered() bool {
	return f.From != "" || f.To != "" || f.Chamber != "" || f.Party != "" || f.State != "" || f.Country != "" ||
		f.Demand != "" || f.Recipient != "" || f.Letters != nil
}

// plainEdge is a statement along a walkable predicate.
type plainEdge struct{ s, p, o graph.ID }

// plainEdges lists the statements of the full network: all, or with a filter those at the chosen letters.
func (r *reader) plainEdges(ctx context.Context) ([]plainEdge, error) {
	var edges []plainEdge
	walk := r.walkable()
	from := func(s graph.ID, only graph.ID) {
		for _, p := range walk {
			if only == 0 || p == only {
				for o := range r.c.Reader().Out(s, p).Distinct() {
					edges = append(edges, plainEdge{s, p, o})
				}
			}
		}
	}
	if !r.q.Filter.filtered() {
		for _, k := range []corpus.Kind{corpus.KindPerson, corpus.KindTenure, corpus.KindPost, corpus.KindLetter, corpus.KindStatement, corpus.KindDemand, corpus.KindSanction} {
			for i, id := range r.c.List(k).IDs {
				if i%1024 == 0 && ctx.Err() != nil {
					return nil, ctx.Err()
				}
				from(id, 0)
			}
		}
		return edges, nil
	}
	for _, l := range r.letters {
		for _, s := range l.by {
			edges = append(edges, plainEdge{s.person, r.c.T.Signed, l.id})
		}
		from(l.id, 0)
		for d := range r.c.Reader().Out(l.id, r.c.T.Makes).Distinct() {
			from(d, 0)
		}
	}
	for _, p := range r.signers() {
		from(p, r.c.T.Holds)
		for t := range r.c.Reader().Out(p, r.c.T.Holds).Distinct() {
			from(t, 0)
			from(r.c.Reader().Out(t, r.c.T.OnPost).First(), r.c.T.PostIn)
		}
	}
	return edges, ctx.Err()
}

// full builds the walkable graph itself: every node at a plain edge, one edge per statement. With a filter it is the
// chosen letters, whoever signed them and what they lead to; offices then stand only with the people among these.
func (r *reader) full(ctx context.Context) (*Network, error) {
	edges, err := r.plainEdges(ctx)
	if err != nil {
		return nil, err
	}
	var ids []graph.ID
	seen := map[graph.ID]bool{}
	for _, e := range edges {
		for _, id := range []graph.ID{e.s, e.o} {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	s, modes := r.byKind(ids)
	n := r.start(s, modes...)
	n.Directed, n.Formula = true, "one edge per statement of the graph along its plain edges"
	slices.SortFunc(edges, func(a, b plainEdge) int {
		return cmp.Or(cmp.Compare(s.at[a.s], s.at[b.s]), cmp.Compare(s.at[a.o], s.at[b.o]), strings.Compare(r.c.IRI(a.p), r.c.IRI(b.p)))
	})
	edges = slices.Compact(edges)
	k := len(edges)
	predicate := NewColumn("predicate", String, k, "what source does to target")
	on := NewColumn("date", Date, k, "date of the letter at either end")
	document := NewColumn("document", String, k, "file that shows it; a register's title where a register says so")
	quote := NewColumn("quote", String, k, "the words that show it")
	for i, e := range edges {
		n.Source, n.Target, n.Weight = append(n.Source, s.at[e.s]), append(n.Target, s.at[e.o]), append(n.Weight, 1)
		n.EdgeID = append(n.EdgeID, fmt.Sprintf("e%d", i+1))
		iri := r.c.IRI(e.p)
		predicate.SetText(i, iri[max(strings.LastIndexByte(iri, '#'), strings.LastIndexByte(iri, '/'))+1:])
		on.SetText(i, string(cmp.Or(r.c.LetterDate(e.s), r.c.LetterDate(e.o))))
		cite := r.cite(e.s, e.p, e.o)
		if cite.document == "" {
			if who := r.c.Asserters(e.s, e.p, e.o); len(who) > 0 {
				cite.document = cmp.Or(r.c.Label(who[0]), r.c.IRI(who[0]))
			}
		}
		document.SetText(i, cite.document)
		quote.SetText(i, cite.quote)
	}
	n.NodeColumns = append(r.personColumns(s), r.letterColumns(s)...)
	n.EdgeColumns = []*Column{predicate, on, document, quote}
	return n, nil
}
