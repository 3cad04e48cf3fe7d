package network

import (
	"context"
	"fmt"
	"slices"

	"demarche/queries/corpus"
)

// Model names a way of telling significant edges from chance.
type Model string

// The models of backbones.
const (
	SDSM      Model = "sdsm"      // fixed degrees on average
	FDSM      Model = "fdsm"      // fixed degrees in every draw
	Disparity Model = "disparity" // weights of the projection itself
)

// Models lists every model in the order of the documentation.
func Models() []Model { return []Model{SDSM, FDSM, Disparity} }

// BuildBackbone reads a cosign network and keeps the significant edges. SDSM and FDSM give signed edges: Weight is the
// number of shared letters, and the columns sign (1 more than chance, -1 fewer), expected and p say how it was judged;
// pairs that share nothing can be edges of sign -1. Who was not in office could not sign ([Network.Eligible]) unless the
// options say otherwise. Disparity keeps edges of the weight asked for, with column alpha.
// Everybody stays as a node. The request's Kind and Directed are ignored.
func BuildBackbone(ctx context.Context, c *corpus.Corpus, q Request, model Model, o BackboneOptions) (*Network, error) {
	q.Kind, q.Directed = Cosign, false
	n, err := Build(ctx, c, q)
	if err != nil {
		return nil, err
	}
	if model == Disparity {
		alpha, kept := n.Disparity(o.level())
		b := n.only(kept)
		col := NewColumn("alpha", Real, len(kept), "probability of so large a share of an end's strength by chance")
		for i, e := range kept {
			col.SetNumber(i, alpha[e])
		}
		b.EdgeColumns = append(b.EdgeColumns, col)
		b.Formula += fmt.Sprintf("; disparity filter, level %g (Serrano, Boguna and Vespignani 2009)", o.level())
		return b, nil
	}
	two, eligible, err := cosignMatrix(ctx, c, q, n)
	if err != nil {
		return nil, err
	}
	if o.Eligible == nil {
		o.Eligible = eligible
	}
	var bb Backbone
	switch model {
	case SDSM:
		bb, err = two.SDSM(ctx, o)
	case FDSM:
		bb, err = two.FDSM(ctx, o)
	default:
		err = fmt.Errorf("network: unknown backbone %q (know %v)", model, Models())
	}
	if err != nil {
		return nil, err
	}
	return n.signed(bb), nil
}

// cosignMatrix is the two-mode network behind a cosign network, rows numbered as its nodes, and who could sign what.
func cosignMatrix(ctx context.Context, c *corpus.Corpus, q Request, n *Network) (two *TwoMode, eligible func(row, col int) bool, err error) {
	q.Kind = Signatures
	s, err := Build(ctx, c, q)
	if err != nil {
		return nil, nil, err
	}
	at := map[string]int32{}
	for i, id := range n.ID {
		at[id] = int32(i)
	}
	first := int32(slices.Index(append(s.Mode, 1), 1))
	row, col := make([]int32, s.Edges()), make([]int32, s.Edges())
	for i := range s.Source {
		row[i], col[i] = at[s.ID[s.Source[i]]], s.Target[i]-first
	}
	person := make([]int, n.Nodes()) // rows as nodes of the network of signatures
	for i, id := range s.ID[:first] {
		person[at[id]] = i
	}
	eligible = func(row, col int) bool { return s.Eligible(person[row], int(first)+col) }
	return NewTwoMode(n.Nodes(), s.Nodes()-int(first), row, col, nil), eligible, nil
}

// only is the network with some of its edges.
func (n *Network) only(kept []int) *Network {
	m := *n
	m.Source, m.Target, m.Weight, m.EdgeID, m.EdgeColumns = nil, nil, nil, nil, nil
	for _, e := range kept {
		m.Source, m.Target = append(m.Source, n.Source[e]), append(m.Target, n.Target[e])
		m.Weight, m.EdgeID = append(m.Weight, n.Weight[e]), append(m.EdgeID, n.EdgeID[e])
	}
	for _, c := range n.EdgeColumns {
		m.EdgeColumns = append(m.EdgeColumns, c.pick(kept))
	}
	return &m
}

// pick is the column with the values of some places; -1 is a missing value.
func (c *Column) pick(at []int) *Column {
	d := NewColumn(c.Name, c.Type, len(at), c.About)
	for i, k := range at {
		switch {
		case k < 0 || !c.Has(k):
		case c.text != nil:
			d.SetText(i, c.text[k])
		default:
			d.number[i] = c.number[k]
			d.set(i)
		}
	}
	return d
}

// signed is the network with the edges of a backbone; evidence columns come along where the pair shares letters.
func (n *Network) signed(b Backbone) *Network {
	m := *n
	k := len(b.Source)
	old := map[[2]int32]int{}
	for i := range n.Source {
		old[[2]int32{n.Source[i], n.Target[i]}] = i
	}
	from := make([]int, k)
	sign := NewColumn("sign", Integer, k, "1 more shared letters than chance, -1 fewer")
	expected := NewColumn("expected", Real, k, "shared letters that chance gives")
	p := NewColumn("p", Real, k, "two-sided probability of a number at least as far out by chance, before correction")
	m.Source, m.Target, m.Weight, m.EdgeID, m.EdgeColumns = b.Source, b.Target, make([]float64, k), make([]string, k), nil
	for i := range k {
		at, ok := old[[2]int32{b.Source[i], b.Target[i]}]
		if from[i] = at; !ok {
			from[i] = -1
		}
		m.Weight[i], m.EdgeID[i] = float64(b.Shared[i]), fmt.Sprintf("e%d", i+1)
		sign.SetNumber(i, float64(b.Sign[i]))
		expected.SetNumber(i, b.Expected[i])
		p.SetNumber(i, b.P[i])
	}
	for _, c := range n.EdgeColumns {
		m.EdgeColumns = append(m.EdgeColumns, c.pick(from))
	}
	m.EdgeColumns = append(m.EdgeColumns, sign, expected, p)
	m.Formula = fmt.Sprintf("letters both signed; backbone %s, %d pairs tested", b.Model, b.Tested)
	return &m
}
