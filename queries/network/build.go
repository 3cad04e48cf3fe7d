package network

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
)

// signatures builds the two-mode network of people and letters.
func (r *reader) signatures(context.Context) (*Network, error) {
	var letters []graph.ID
	total := 0
	for _, l := range r.letters {
		letters = append(letters, l.id)
		total += len(l.by)
	}
	s := r.newNodeSet(r.signers(), letters)
	n := r.start(s, "person", "letter")
	n.Formula = "one edge per person and letter signed"
	role := NewColumn("role", String, total, "lead, cosigner, or signer where the text tells no lead")
	on := NewColumn("date", Date, total, "date of the letter")
	document := NewColumn("document", String, total, "file that shows the signature")
	quote := NewColumn("quote", String, total, "the words that show it")
	type edge struct {
		p, l int32
		s    signing
		in   letter
	}
	edges := make([]edge, 0, total)
	for _, l := range r.letters {
		for _, x := range l.by {
			edges = append(edges, edge{s.at[x.person], s.at[l.id], x, l})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.p, b.p), cmp.Compare(a.l, b.l)) })
	for i, e := range edges {
		n.Source, n.Target, n.Weight = append(n.Source, e.p), append(n.Target, e.l), append(n.Weight, 1)
		id := fmt.Sprintf("urn:demarche:signature:%d-%d", e.p, e.l)
		if e.s.node != 0 {
			id = r.c.IRI(e.s.node)
		}
		n.EdgeID = append(n.EdgeID, id)
		role.SetText(i, e.s.role)
		on.SetText(i, string(e.in.date))
		cite := r.citeSigning(e.s, e.in.id)
		document.SetText(i, cite.document)
		quote.SetText(i, cite.quote)
	}
	n.NodeColumns = append(r.personColumns(s), r.letterColumns(s)...)
	n.EdgeColumns = []*Column{role, on, document, quote}
	n.eligible = r.eligibility(s)
	return n, nil
}

// incidence lays the chosen letters, oldest first, out as a two-mode matrix over the nodes' numbers.
func (r *reader) incidence(s *nodeSet) (*TwoMode, []letter) {
	var row, col []int32
	var lead []bool
	dated := slices.Clone(r.letters)
	slices.SortStableFunc(dated, func(a, b letter) int { return cmp.Compare(a.date, b.date) })
	for j, l := range dated {
		for _, x := range l.by {
			row, col, lead = append(row, s.at[x.person]), append(col, int32(j)), append(lead, x.role == "lead")
		}
	}
	return NewTwoMode(len(s.ids), len(dated), row, col, lead), dated
}

// cosign builds the one-mode network of people who signed the same letters.
func (r *reader) cosign(ctx context.Context) (*Network, error) {
	s := r.newNodeSet(r.signers())
	n := r.start(s, "person")
	n.Directed, n.Formula = r.q.Directed, r.q.Weight.Formula(r.q.Directed)
	t, dated := r.incidence(s)
	all, err := t.Project(ctx, r.q.Weight, r.q.Directed)
	if err != nil {
		return nil, err
	}
	var kept []int
	for i, w := range all.Weight {
		if w < r.q.MinWeight {
			r.dropped["edges below the minimum weight"]++
			continue
		}
		kept = append(kept, i)
	}
	k := len(kept)
	shared := NewColumn("shared", Integer, k, "letters behind the edge")
	first := NewColumn("first", Date, k, "date of the first of them")
	last := NewColumn("last", Date, k, "date of the last of them")
	letters := NewColumn("letters", String, k, "their identifiers, oldest first, at most ten")
	document := NewColumn("document", String, k, "files that show the two signatures under the latest of them")
	quote := NewColumn("quote", String, k, "the words that show them")
	var both []int32
	var ids []string
	for i, e := range kept {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		u, v := all.Source[e], all.Target[e]
		n.Source, n.Target, n.Weight = append(n.Source, u), append(n.Target, v), append(n.Weight, all.Weight[e])
		n.EdgeID = append(n.EdgeID, fmt.Sprintf("e%d", i+1))
		shared.SetNumber(i, float64(all.Shared[e]))
		if both = r.ends(t, u, v, all.Shared[e], both[:0]); len(both) == 0 {
			continue
		}
		oldest, latest := dated[both[0]], dated[both[len(both)-1]]
		first.SetText(i, string(oldest.date))
		last.SetText(i, string(latest.date))
		ids = ids[:0]
		for _, l := range both[:min(10, len(both))] {
			ids = append(ids, dated[l].iri)
		}
		letters.SetText(i, strings.Join(ids, " "))
		a, b := r.citeBy(latest, s.ids[u]), r.citeBy(latest, s.ids[v])
		document.SetText(i, joinDistinct(a.document, b.document))
		quote.SetText(i, joinDistinct(a.quote, b.quote))
	}
	n.NodeColumns = r.personColumns(s)
	n.EdgeColumns = []*Column{shared, first, last, letters, document, quote}
	return n, nil
}

// ends appends the first columns behind an edge, at most ten, and the last one when there are more, in the directed form
// of those that v led and u cosigned; count is how many there are.
func (r *reader) ends(t *TwoMode, u, v, count int32, out []int32) []int32 {
	a, b := t.Row(u), t.Row(v)
	for i, j := 0, 0; i < len(a) && j < len(b) && len(out) < min(int(count), 10); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			if r.behind(t, u, v, i, j) {
				out = append(out, a[i])
			}
			i, j = i+1, j+1
		}
	}
	if count <= 10 {
		return out
	}
	for i, j := len(a)-1, len(b)-1; i >= 0 && j >= 0; {
		switch {
		case a[i] > b[j]:
			i--
		case a[i] < b[j]:
			j--
		default:
			if r.behind(t, u, v, i, j) {
				return append(out, a[i])
			}
			i, j = i-1, j-1
		}
	}
	return out
}

// behind tells whether the letter at places i of u's and j of v's makes an edge.
func (r *reader) behind(t *TwoMode, u, v int32, i, j int) bool {
	return !r.q.Directed || t.RowLead[int(t.RowOff[v])+j] && !t.RowLead[int(t.RowOff[u])+i]
}

func (r *reader) citeBy(l letter, person graph.ID) citation {
	for _, s := range l.by {
		if s.person == person {
			return r.citeSigning(s, l.id)
		}
	}
	return citation{}
}

func joinDistinct(a, b string) string {
	if a == "" || b == "" || a == b {
		return cmp.Or(a, b)
	}
	return a + " | " + b
}

// demands joins people to those whom the demands of their letters aim at.
func (r *reader) demands(ctx context.Context) (*Network, error) {
	t := r.c.T
	return r.toward(ctx, "letters signed by source with a demand that targets the target", func(l letter, yield func(to graph.ID, word string, cite citation)) {
		for _, d := range r.c.Demands(l.id) { // in their order: the last one's sentence is shown
			if r.q.Filter.Demand != "" && r.c.DemandTypeOf(d) != r.q.Filter.Demand {
				continue
			}
			for to := range r.c.Reader().Out(d, t.Targets).Distinct() {
				yield(to, r.c.DemandTypeOf(d), r.cite(d, t.Targets, to))
			}
		}
	})
}

// recipients joins people to those whom their letters are addressed to.
func (r *reader) recipients(ctx context.Context) (*Network, error) {
	t := r.c.T
	return r.toward(ctx, "letters signed by source and addressed to the target", func(l letter, yield func(to graph.ID, word string, cite citation)) {
		for to := range r.c.Reader().Out(l.id, t.AddressedTo).Distinct() {
			yield(to, "", r.cite(l.id, t.AddressedTo, to))
		}
	})
}

// toward builds a directed network from the signers of letters to what each letter reaches.
func (r *reader) toward(_ context.Context, formula string, reach func(l letter, yield func(to graph.ID, word string, cite citation))) (*Network, error) {
	type pair struct{ from, to graph.ID }
	type edge struct {
		letters []letter
		words   []string
		cite    citation
	}
	edges := map[pair]*edge{}
	var ends []graph.ID
	for _, l := range slices.SortedStableFunc(slices.Values(r.letters), func(a, b letter) int { return cmp.Compare(a.date, b.date) }) {
		reach(l, func(to graph.ID, word string, cite citation) {
			ends = append(ends, to)
			for _, s := range l.by {
				e := edges[pair{s.person, to}]
				if e == nil {
					e = &edge{}
					edges[pair{s.person, to}] = e
				}
				if len(e.letters) == 0 || e.letters[len(e.letters)-1].id != l.id {
					e.letters = append(e.letters, l)
				}
				if word != "" && !slices.Contains(e.words, word) {
					e.words = append(e.words, word)
				}
				e.cite = cite
			}
		})
	}
	s, modes := r.byKind(append(r.signers(), ends...))
	n := r.start(s, modes...)
	n.Directed, n.Formula = true, formula
	var keys []pair
	for k, e := range edges {
		if float64(len(e.letters)) < r.q.MinWeight {
			r.dropped["edges below the minimum weight"]++
			continue
		}
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b pair) int {
		return cmp.Or(cmp.Compare(s.at[a.from], s.at[b.from]), cmp.Compare(s.at[a.to], s.at[b.to]))
	})
	k := len(keys)
	types := NewColumn("demands", String, k, "types of the acts asked for, joined by semicolons")
	first := NewColumn("first", Date, k, "date of the first letter behind the edge")
	last := NewColumn("last", Date, k, "date of the last of them")
	letters := NewColumn("letters", String, k, "their identifiers, oldest first, at most ten")
	document := NewColumn("document", String, k, "file that shows the latest of them reaching the target")
	quote := NewColumn("quote", String, k, "the words that show it")
	for i, key := range keys {
		e := edges[key]
		n.Source, n.Target = append(n.Source, s.at[key.from]), append(n.Target, s.at[key.to])
		n.Weight, n.EdgeID = append(n.Weight, float64(len(e.letters))), append(n.EdgeID, fmt.Sprintf("e%d", i+1))
		slices.Sort(e.words)
		types.SetText(i, strings.Join(e.words, "; "))
		first.SetText(i, string(e.letters[0].date))
		last.SetText(i, string(e.letters[len(e.letters)-1].date))
		var ids []string
		for _, l := range e.letters[:min(10, len(e.letters))] {
			ids = append(ids, l.iri)
		}
		letters.SetText(i, strings.Join(ids, " "))
		document.SetText(i, e.cite.document)
		quote.SetText(i, e.cite.quote)
	}
	n.NodeColumns = r.personColumns(s)
	n.EdgeColumns = []*Column{types, first, last, letters, document, quote}
	if types.Count() == 0 {
		n.EdgeColumns = n.EdgeColumns[1:]
	}
	return n, nil
}
