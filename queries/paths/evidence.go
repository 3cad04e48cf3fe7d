package paths

import (
	"cmp"
	"slices"

	"demarche/graph"
	"demarche/queries/corpus"
)

// explain fills in the statements of every hop and the least confidence along the path.
func (s *space) explain(p *Path) {
	p.Confidence = 1
	for i := range p.Hops {
		h := &p.Hops[i]
		e := statement(p.Nodes[i], p.Nodes[i+1], h.Predicate, h.Inverse)
		h.Statements = s.statements(e)
		p.Confidence = min(p.Confidence, s.confidence(e))
	}
}

// statements lists who says so: the sentences of documents first, by document and place, then registers. A document
// that asserts the edge without evidence of its own lends that of the n-ary node behind the edge.
func (s *space) statements(e edgeKey) []Statement {
	var out []Statement
	quoted := map[graph.ID]bool{}
	add := func(ids []graph.ID) {
		for _, id := range ids {
			ev := s.c.Evidence(id)
			if quoted[ev.Document] && ev.Quote == "" {
				continue
			}
			quoted[ev.Document] = true
			out = append(out, Statement{
				Label: ev.Document, Source: s.title(ev.Document), Quote: ev.Quote, Start: ev.Start,
				End: ev.End, Page: ev.Page, Rule: ev.Rule, Confidence: orOne(ev.Confidence),
			})
		}
	}
	add(s.c.EvidenceOfEdge(e.s, e.p, e.o))
	if len(out) == 0 {
		add(s.behind(e))
	}
	for _, label := range s.c.Asserters(e.s, e.p, e.o) {
		if quoted[label] {
			continue
		}
		st := Statement{Label: label, Source: s.title(label), Start: -1, End: -1, Confidence: 1}
		if st.Register = s.c.KindOf(label) == corpus.KindRegister; st.Register {
			st.Quote = st.Source
			if at := cmp.Or(s.row(e), s.c.Text(e.s, s.c.T.Locator), s.c.Text(e.o, s.c.T.Locator)); at != "" {
				st.Quote += ", " + at
			}
		}
		out = append(out, st)
	}
	return out
}

// row is where in a table of two-mode data a signature stands.
func (s *space) row(e edgeKey) string {
	if e.p == s.c.T.Signed {
		for _, sig := range s.c.Signatures(e.o) {
			if s.c.One(sig, s.c.T.Signatory) == e.s {
				return s.c.Text(sig, s.c.T.Locator)
			}
		}
	}
	return ""
}

// behind finds the evidence that n-ary nodes hold: the signature of a signed edge, the recipient of an addressedTo
// edge, the demand of makes and targets edges.
func (s *space) behind(e edgeKey) []graph.ID {
	t := s.c.T
	of := func(node graph.ID) []graph.ID { return slices.Collect(s.r.Out(node, t.HasEvidence).Distinct()) }
	switch e.p {
	case t.Signed:
		for _, sig := range s.c.Signatures(e.o) {
			if s.c.One(sig, t.Signatory) == e.s {
				return of(sig)
			}
		}
	case t.AddressedTo:
		for n := range s.r.In(e.o, t.Addressee).Distinct() {
			if s.c.One(n, t.OnLetter) == e.s {
				return of(n)
			}
		}
	case t.Makes:
		return of(e.o)
	case t.Targets:
		return of(e.s)
	}
	return nil
}

// title is a document's file name or title, or a register's title.
func (s *space) title(label graph.ID) string {
	return cmp.Or(s.c.Text(label, s.c.T.FileName), s.c.Text(label, s.c.T.Title), s.c.Text(label, s.c.T.Label), s.c.IRI(label))
}
