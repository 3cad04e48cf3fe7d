package corpus

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/schema/date"
)

// Dimension is what letters are grouped by.
type Dimension uint8

// The dimensions. Signatory, party, state and chamber are taken together from each signature, on the letter's date;
// demand type, target and actor together from each demand.
const (
	ByYear Dimension = iota
	ByMonth
	ByCountry
	ByEvent
	ByRecipient
	BySender
	ByDateBasis
	ByDocumentKind
	BySignatory
	ByParty
	ByState
	ByChamber
	ByDemandType
	ByTarget
	ByActor
)

// GroupKey is a group's value in one dimension: Value is "" where the graph does not tell; Node is 0 for plain values.
type GroupKey struct {
	Value string
	Node  graph.ID
}

// Group is the letters that share a value in every dimension.
type Group struct {
	Keys        []GroupKey
	Letters     []graph.ID // by date
	Signatures  int        // distinct pairs of letter and signatory within the group
	Signatories int        // distinct signatories within the group
	First, Last date.Date  // of the dated letters
}

// maxGroupCells bounds the work of one grouping.
const maxGroupCells = 2_000_000

// GroupLetters sorts letters into groups by the dimensions, as a cross table: a letter counts once in every group that
// it belongs to. Groups are ordered by the number of letters, most first, then by their values. It fails when the letters fall into
// more than two million cells, and with the context's error when ctx ends.
func (c *Corpus) GroupLetters(ctx context.Context, letters []graph.ID, by []Dimension) ([]Group, error) {
	g := &grouper{c: c, by: by, cells: map[string]*groupCell{}}
	for i, l := range letters {
		if i&63 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err := g.add(l); err != nil {
			return nil, err
		}
	}
	out := make([]Group, 0, len(g.cells))
	for _, cell := range g.cells {
		cell.Signatories = len(cell.people)
		out = append(out, cell.Group)
	}
	slices.SortFunc(out, func(a, b Group) int {
		if d := cmp.Compare(len(b.Letters), len(a.Letters)); d != 0 {
			return d
		}
		for i := range a.Keys {
			if d := cmp.Or(strings.Compare(a.Keys[i].Value, b.Keys[i].Value), cmp.Compare(a.Keys[i].Node, b.Keys[i].Node)); d != 0 {
				return d
			}
		}
		return 0
	})
	return out, nil
}

type groupCell struct {
	Group
	people map[graph.ID]bool
	last   [2]graph.ID // the letter and person counted last, when people are a dimension
}

type grouper struct {
	c     *Corpus
	by    []Dimension
	cells map[string]*groupCell
	work  int
	key   []byte
}

func family(d Dimension) int {
	switch {
	case d >= ByDemandType:
		return 2
	case d >= BySignatory:
		return 1
	}
	return 0
}

// add files one letter: the product of its values in the letter's own dimensions, its signatures and its demands.
func (g *grouper) add(letter graph.ID) error {
	on := g.c.LetterDate(letter)
	byPerson := slices.ContainsFunc(g.by, func(d Dimension) bool { return family(d) == 1 })
	byDemand := slices.ContainsFunc(g.by, func(d Dimension) bool { return family(d) == 2 })
	signers := distinct(g.c.r.In(letter, g.c.T.Signed))
	people, demands := []graph.ID{0}, []graph.ID{0}
	if byPerson && len(signers) > 0 {
		people = signers
	}
	if all := distinct(g.c.r.Out(letter, g.c.T.Makes)); byDemand && len(all) > 0 {
		demands = all
	}
	own := make([][]GroupKey, len(g.by))
	for i, d := range g.by {
		if family(d) == 0 {
			own[i] = g.letterKeys(d, letter, on)
		}
	}
	keys := make([]GroupKey, len(g.by))
	for _, p := range people {
		for i, d := range g.by {
			if family(d) == 1 {
				own[i] = []GroupKey{g.personKey(d, p, on)}
			}
		}
		for _, dm := range demands {
			for i, d := range g.by {
				if family(d) == 2 {
					own[i] = g.demandKeys(d, dm)
				}
			}
			if err := g.product(0, own, keys, letter, p, signers, on); err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *grouper) product(i int, own [][]GroupKey, keys []GroupKey, letter, person graph.ID, signers []graph.ID, on date.Date) error { //nolint:revive // a recursion carries its state
	if i < len(own) {
		for _, k := range own[i] {
			keys[i] = k
			if err := g.product(i+1, own, keys, letter, person, signers, on); err != nil {
				return err
			}
		}
		return nil
	}
	if g.work++; g.work > maxGroupCells {
		return fmt.Errorf("the letters fall into more than %d cells; narrow the filter or take fewer dimensions", maxGroupCells)
	}
	g.key = g.key[:0]
	for _, k := range keys {
		g.key = binary.LittleEndian.AppendUint32(g.key, uint32(k.Node))
		g.key = append(binary.AppendUvarint(g.key, uint64(len(k.Value))), k.Value...)
	}
	cell := g.cells[string(g.key)]
	if cell == nil {
		cell = &groupCell{Group: Group{Keys: slices.Clone(keys)}, people: map[graph.ID]bool{}}
		g.cells[string(g.key)] = cell
	}
	if n := len(cell.Letters); n == 0 || cell.Letters[n-1] != letter {
		cell.Letters = append(cell.Letters, letter)
		if on != "" {
			if cell.First == "" || on < cell.First {
				cell.First = on
			}
			cell.Last = max(cell.Last, on)
		}
		if person == 0 {
			cell.Signatures += len(signers)
			for _, s := range signers {
				cell.people[s] = true
			}
		}
	}
	// A person comes once for each demand of the letter, one after the other, and is counted once.
	if pair := [2]graph.ID{letter, person}; person != 0 && cell.last != pair {
		cell.last = pair
		cell.people[person] = true
		cell.Signatures++
	}
	return nil
}

func (g *grouper) nodeKeys(ids []graph.ID) []GroupKey {
	if len(ids) == 0 {
		return []GroupKey{{}}
	}
	out := make([]GroupKey, len(ids))
	for i, id := range ids {
		out[i] = GroupKey{g.c.Label(id), id}
	}
	return out
}

func (g *grouper) letterKeys(d Dimension, letter graph.ID, on date.Date) []GroupKey {
	c := g.c
	switch d {
	case ByYear:
		return []GroupKey{{Value: string(on[:min(4, len(on))])}}
	case ByMonth:
		if len(on) < 7 {
			return []GroupKey{{}}
		}
		return []GroupKey{{Value: string(on[:7])}}
	case ByCountry:
		return g.nodeKeys(distinct(c.r.Out(letter, c.T.Concerns)))
	case ByEvent:
		return g.nodeKeys(distinct(c.r.Out(letter, c.T.Mentions)))
	case ByRecipient:
		return g.nodeKeys(distinct(c.r.Out(letter, c.T.AddressedTo)))
	case BySender:
		return g.nodeKeys(distinct(c.r.Out(letter, c.T.SentBy)))
	case ByDateBasis:
		return []GroupKey{{Value: c.Text(letter, c.T.DateBasis)}}
	}
	var kinds []string
	for _, doc := range c.Documents(letter) {
		kinds = append(kinds, c.Text(doc.Document, c.T.Kind))
	}
	out := []GroupKey{}
	for _, k := range sortedUnique(kinds) {
		out = append(out, GroupKey{Value: k})
	}
	if len(out) == 0 {
		return []GroupKey{{}}
	}
	return out
}

func (g *grouper) personKey(d Dimension, person graph.ID, on date.Date) GroupKey {
	c := g.c
	if person == 0 {
		return GroupKey{}
	}
	switch d {
	case ByParty:
		return GroupKey{Value: c.PartyOn(person, on)}
	case ByState:
		t, _ := c.TenureOn(person, on)
		return GroupKey{Value: t.State}
	case ByChamber:
		t, _ := c.TenureOn(person, on)
		return GroupKey{Value: t.Chamber}
	}
	return GroupKey{c.Label(person), person}
}

func (g *grouper) demandKeys(d Dimension, demand graph.ID) []GroupKey {
	c := g.c
	if demand == 0 {
		return []GroupKey{{}}
	}
	switch d {
	case ByTarget:
		return g.nodeKeys(distinct(c.r.Out(demand, c.T.Targets)))
	case ByActor:
		return []GroupKey{{Value: c.Text(demand, c.T.Actor)}}
	}
	concept := c.One(demand, c.T.DemandedAct)
	return []GroupKey{{c.DemandTypeName(concept), concept}}
}
