package gql

import (
	"strings"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/queries/network"

	"github.com/cayleygraph/quad"
)

// maxTieLetters is how many letters behind one edge of a network are named and cited; exports count them all.
const maxTieLetters = 10

// tieDate is a date of an edge, from a column of the network, or the date of the letter that the edge leads to.
func tieDate(r *registry, at func(o obj) *networkNode, name, column, doc string) *fieldDef {
	return r.leaf(name, "Date", doc, func(x *exec, o obj, _ any) error {
		for _, c := range [...]string{column, "date"} {
			if col := at(o).view.EdgeColumn(c); col != nil && col.Has(at(o).n) {
				x.str(col.Text(at(o).n))
				return nil
			}
		}
		x.null()
		return nil
	})
}

// ends are the nodes of the graph at both ends of an edge.
func (t *networkNode) ends(c *corpus.Corpus) (source, target graph.ID) {
	id := func(n int32) graph.ID {
		if g := c.Node(t.view.ID[n]); g != 0 {
			return g
		}
		return c.Reader().ID(quad.IRI(t.view.ID[n]))
	}
	return id(t.view.Source[t.n]), id(t.view.Target[t.n])
}

// letters are the letters behind an edge, oldest first, at most maxTieLetters.
func (t *networkNode) letters(c *corpus.Corpus) []graph.ID {
	var out []graph.ID
	if col := t.view.EdgeColumn("letters"); col != nil {
		for iri := range strings.FieldsSeq(col.Text(t.n)) {
			if id := c.Node(iri); id != 0 && len(out) < maxTieLetters {
				out = append(out, id)
			}
		}
		return out
	}
	source, target := t.ends(c)
	for _, id := range [...]graph.ID{source, target} {
		if c.KindOf(id) == corpus.KindLetter {
			return append(out, id)
		}
	}
	return nil
}

// evidence are the places that show an edge.
func (t *networkNode) evidence(c *corpus.Corpus) []graph.ID {
	source, target := t.ends(c)
	if t.view.Kind == network.Full {
		if col := t.view.EdgeColumn("predicate"); col != nil {
			return c.EvidenceOfEdge(source, c.Predicate(col.Text(t.n)), target)
		}
		return nil
	}
	return tieEvidence(c, t.letters(c), source, target)
}

// tieEvidence are the places that show what ties two things by some letters, the first of them: that they signed them,
// that the letters are addressed to them, or ask acts against them.
func tieEvidence(c *corpus.Corpus, letters []graph.ID, ends ...graph.ID) []graph.ID {
	var out []graph.ID
	for _, l := range letters[:min(maxTieLetters, len(letters))] {
		for _, end := range ends {
			if end == l {
				continue
			}
			out = append(out, c.EvidenceOfEdge(end, c.T.Signed, l)...)
			out = append(out, c.EvidenceOfEdge(l, c.T.AddressedTo, end)...)
			for _, d := range c.Demands(l) {
				out = append(out, c.EvidenceOfEdge(d, c.T.Targets, end)...)
			}
		}
	}
	return out
}
