package corpus

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"demarche/graph"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// Kind is a class of nodes.
type Kind uint8

// The kinds of nodes. KindNone is a node without a known class.
const (
	KindNone Kind = iota
	KindPerson
	KindOrganization
	KindPost
	KindTenure
	KindAffiliation
	KindLetter
	KindSignature
	KindRecipient
	KindDemand
	KindDemandType
	KindLegalBasis
	KindStatement
	KindEvent
	KindCountry
	KindDocument
	KindRegister
	KindEvidence
	KindSanction
	kindCount
)

var classIRI = [kindCount]quad.IRI{
	KindPerson: vocab.Person, KindOrganization: vocab.Organization, KindPost: vocab.Post, KindTenure: vocab.Tenure,
	KindAffiliation: vocab.Affiliation, KindLetter: vocab.Letter, KindSignature: vocab.Signature,
	KindRecipient: vocab.Recipient, KindDemand: vocab.Demand, KindDemandType: vocab.DemandType,
	KindLegalBasis: vocab.LegalBasis, KindStatement: vocab.Statement, KindEvent: vocab.Event,
	KindCountry: vocab.Country, KindDocument: vocab.Document, KindRegister: vocab.Register,
	KindEvidence: vocab.Evidence, KindSanction: vocab.Sanction,
}

var kindNames = [kindCount]string{
	"", "person", "organization", "post", "tenure", "affiliation", "letter", "signature",
	"recipient", "demand", "demandtype", "legal", "statement", "event", "country", "document", "register", "evidence",
	"sanction",
}

// String is the word of the kind that stands in IRIs.
func (k Kind) String() string { return kindNames[k] }

// KindOf is the class of a node. A node of several classes has the first one in the order of the constants.
func (c *Corpus) KindOf(id graph.ID) Kind {
	best := KindNone
	for _, n := range c.r.Out(id, c.T.Type).Nodes {
		if k := c.kindOf[n]; k != KindNone && (best == KindNone || k < best) {
			best = k
		}
	}
	return best
}

// List is every node of one kind in the kind's natural order: letters by date, people by family name, events by date,
// the others by label; equal ones by IRI. It never changes.
type List struct {
	IDs  []graph.ID
	rank column
}

type listCache struct {
	once sync.Once
	made atomic.Bool
	list *List
}

// Rank is the place of a node in the list from 0; ok is false for a node of another kind.
func (l *List) Rank(id graph.ID) (rank int, ok bool) {
	r := l.rank.at(id)
	return int(r) - 1, r != 0
}

// List returns the nodes of a kind.
func (c *Corpus) List(k Kind) *List {
	cache := &c.lists[k]
	cache.once.Do(func() {
		cache.list = c.buildList(k)
		cache.made.Store(true)
	})
	return cache.list
}

func (c *Corpus) buildList(k Kind) *List {
	edges := c.r.In(c.classes[k], c.T.Type)
	rows := c.keyed(k, edges.Distinct(), edges.Len())
	l := &List{IDs: make([]graph.ID, len(rows))}
	for i, r := range rows {
		l.IDs[i] = r.id
	}
	l.rank = newColumn(l.IDs)
	for i, id := range l.IDs {
		l.rank.set(id, uint32(i)+1)
	}
	return l
}

// keyedNode is a node with what it is sorted by.
type keyedNode struct {
	id       graph.ID
	key, iri string
}

// keyed sorts nodes by their keys.
func (c *Corpus) keyed(k Kind, ids iter.Seq[graph.ID], n int) []keyedNode {
	rows := make([]keyedNode, 0, n)
	for id := range ids {
		rows = append(rows, keyedNode{id, c.sortKey(k, id), c.r.Text(id)})
	}
	slices.SortFunc(rows, func(a, b keyedNode) int {
		return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.iri, b.iri))
	})
	return rows
}

func (c *Corpus) sortKey(k Kind, id graph.ID) string {
	switch k {
	case KindPerson:
		return c.sortName(id)
	case KindLetter:
		return string(c.LetterDate(id))
	case KindEvent:
		return string(c.Date(id, c.T.StartDate)) + "\x00" + c.Label(id)
	case KindDocument:
		return string(c.Date(id, c.T.Issued)) + "\x00" + c.Label(id)
	case KindSignature, KindRecipient, KindEvidence, KindTenure:
		return ""
	}
	return Fold(c.Label(id))
}

// fewNodes is how many nodes are sorted by their own keys, without the list of the whole kind.
const fewNodes = 300

// Sort puts nodes of one kind into the kind's natural order, in place. A few nodes of a kind whose list nobody needed
// yet cost no more than themselves.
func (c *Corpus) Sort(k Kind, ids []graph.ID) {
	if len(ids) < 2 {
		return
	}
	cache := &c.lists[k]
	if !cache.made.Load() && len(ids) <= fewNodes {
		rows := c.keyed(k, slices.Values(ids), len(ids))
		for i, r := range rows {
			ids[i] = r.id
		}
		return
	}
	l := c.List(k)
	slices.SortFunc(ids, func(a, b graph.ID) int {
		return cmp.Or(cmp.Compare(l.rank.at(a), l.rank.at(b)), cmp.Compare(a, b))
	})
}

// Count is the number of nodes of a kind.
func (c *Corpus) Count(k Kind) int { return len(c.List(k).IDs) }

// column is a number for each of a set of nodes, 0 for all others: a flat array over the range of their ids.
type column struct {
	base graph.ID
	v    []uint32
}

func newColumn(ids []graph.ID) column {
	if len(ids) == 0 {
		return column{}
	}
	lo, hi := slices.Min(ids), slices.Max(ids)
	return column{base: lo, v: make([]uint32, int(hi-lo)+1)}
}

func (c *column) at(id graph.ID) uint32 {
	if i := int(id) - int(c.base); i >= 0 && i < len(c.v) {
		return c.v[i]
	}
	return 0
}

func (c *column) set(id graph.ID, v uint32) { c.v[id-c.base] = v }

func sortedUnique(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}
