package snapshot

import (
	"cmp"
	"hash/maphash"
	"maps"
	"slices"
	"sync/atomic"

	"demarche/graph"
)

// overlay is what changed since the base was built: labels of the base that no longer hold, the quads of labels that
// came, and whole patched rows where either touches one. It is immutable; the next version shares most of it.
type overlay struct {
	version graph.Version
	quads   int // live edges in base and overlay together
	added   int // live edges of the overlay
	dropped int // edges of the base that no longer hold

	terms  *extraTerms
	dead   map[graph.ID]bool       // labels of the base that no longer hold
	rows   trie[*patch]            // by rowKey
	labels trie[[]edge]            // the quads of labels that came
	counts map[graph.ID]int        // live edges by predicate, for those that differ from the base
	inUse  []graph.ID              // the predicates, by IRI
	doubt  trie[struct{}]          // terms that lost an edge and may have none left
	canon  map[graph.ID]graph.ID   // representative by term when joins changed since the base, else nil
	joins  []join                  // all live joins, when they changed since the base
	group  map[graph.ID][]graph.ID // aliases by representative, when canon is set
}

// edge is a quad of one label.
type edge struct{ predicate, subject, object graph.ID }

// patch is a row that differs from the base: filtered by dead labels, with edges of the overlay. The whole row is put
// together when it is first read.
type patch struct {
	filter bool
	adds   []end // sorted
	whole  atomic.Pointer[graph.Edges]
}

// end is one edge seen from a row.
type end struct{ node, label graph.ID }

func compareEnds(a, b end) int {
	return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.label, b.label))
}

// rowKey is the key of a row; predicates are few enough that the highest bit is free for the direction.
func rowKey(predicate, node graph.ID, reverse bool) uint64 {
	k := uint64(predicate)<<32 | uint64(node)
	if reverse {
		k |= 1 << 63
	}
	return k
}

// extraTerms is the dictionary beyond the base. The list is only ever appended to, by whoever extends the newest
// version; older versions see its beginning.
type extraTerms struct {
	first    graph.ID // of list[0]
	list     []extraTerm
	byHash   trie[[]graph.ID]
	extended atomic.Bool // somebody has appended behind list
}

type extraTerm struct {
	class class
	text  string
}

var hashSeed = maphash.MakeSeed() // for a table in memory only: no result depends on it

func (c class) hash(text string) uint64 {
	var h maphash.Hash
	h.SetSeed(hashSeed)
	h.WriteByte(byte(c.kind))
	h.WriteString(c.qualifier)
	h.WriteByte(0)
	h.WriteString(text)
	return h.Sum64()
}

func (t *extraTerms) find(c class, text string) graph.ID {
	ids, _ := t.byHash.get(c.hash(text))
	for _, id := range ids {
		if e := t.list[id-t.first]; e.text == text && e.class == c {
			return id
		}
	}
	return 0
}

// extend is a copy to append to, sharing the list when nobody else appends to it.
func (t *extraTerms) extend() *extraTerms {
	n := &extraTerms{first: t.first, list: t.list, byHash: t.byHash}
	if t.extended.Swap(true) {
		n.list = slices.Clone(t.list)
	}
	return n
}

func (t *extraTerms) add(batch *edit, c class, text string) graph.ID {
	id := t.first + graph.ID(len(t.list))
	t.list = append(t.list, extraTerm{c, text})
	h := c.hash(text)
	ids, _ := t.byHash.get(h)
	t.byHash = t.byHash.set(batch, h, append(slices.Clip(ids), id))
	return id
}

// newOverlay is the overlay of a base that nothing has changed yet.
func newOverlay(f *flat) *overlay {
	return &overlay{version: f.version, quads: f.quads, terms: &extraTerms{first: graph.ID(f.terms()) + 1}}
}

// edges is a row as it is now. The caller has looked the base's row up, empty when it has none.
func (o *overlay) edges(predicate, node graph.ID, reverse bool, base graph.Edges) graph.Edges {
	p, ok := o.rows.get(rowKey(predicate, node, reverse))
	if !ok {
		return base
	}
	if whole := p.whole.Load(); whole != nil {
		return *whole
	}
	whole := p.merge(base, o.dead)
	p.whole.Store(&whole)
	return whole
}

// merge is the row of the base without dead labels, with the patch's edges sorted in.
func (p *patch) merge(base graph.Edges, dead map[graph.ID]bool) graph.Edges {
	n := base.Len() + len(p.adds)
	out := graph.Edges{Nodes: make([]graph.ID, 0, n), Labels: make([]graph.ID, 0, n)}
	adds := p.adds
	// Labels come in runs, so the last answer is the next one's most often.
	lastLabel, lastDead := graph.ID(0), p.filter && dead[0]
	for i, node := range base.Nodes {
		label := base.Labels[i]
		if p.filter && label != lastLabel {
			lastLabel, lastDead = label, dead[label]
		}
		if lastDead {
			continue
		}
		for len(adds) > 0 && compareEnds(adds[0], end{node, label}) < 0 {
			out.Nodes, out.Labels = append(out.Nodes, adds[0].node), append(out.Labels, adds[0].label)
			adds = adds[1:]
		}
		out.Nodes, out.Labels = append(out.Nodes, node), append(out.Labels, label)
	}
	for _, a := range adds {
		out.Nodes, out.Labels = append(out.Nodes, a.node), append(out.Labels, a.label)
	}
	return out
}

// predicates lists the predicates in use, by IRI.
func (s *Snapshot) predicates() []graph.ID {
	if s.over != nil && s.over.inUse != nil {
		return slices.Clip(s.over.inUse)
	}
	ids := make([]graph.ID, 0, len(s.base.predicates))
	for i := range s.base.predicates {
		ids = append(ids, s.base.predicates[i].id)
	}
	if s.over == nil {
		return ids
	}
	ids = slices.DeleteFunc(ids, func(id graph.ID) bool { n, ok := s.over.counts[id]; return ok && n == 0 })
	for id, n := range s.over.counts {
		if n > 0 && s.base.predicate(id) == nil {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b graph.ID) int { return cmp.Compare(s.view(a), s.view(b)) })
	return ids
}

// alive tells whether a term stands anywhere in the graph, for terms that may not.
func (s *Snapshot) alive(id graph.ID) bool {
	for _, p := range s.predicates() {
		if p == id || s.Out(id, p).Len() > 0 || s.In(id, p).Len() > 0 {
			return true
		}
	}
	if _, ok := slices.BinarySearch(s.base.labels, id); ok && !s.over.dead[id] {
		return true
	}
	quads, _ := s.over.labels.get(uint64(id))
	return len(quads) > 0
}

// labels lists the labels in use by IRI.
func (s *Snapshot) labels() []graph.ID {
	ids := slices.Clone(s.base.labels)
	if s.over == nil {
		return ids
	}
	ids = slices.DeleteFunc(ids, func(id graph.ID) bool { return s.over.dead[id] })
	s.over.labels.each(func(key uint64, quads []edge) bool {
		if len(quads) > 0 {
			ids = append(ids, graph.ID(key))
		}
		return true
	})
	slices.SortFunc(ids, func(a, b graph.ID) int { return cmp.Compare(s.view(a), s.view(b)) })
	return slices.Compact(ids)
}

// cloneCounts is a copy of the counts to change.
func (o *overlay) cloneCounts() map[graph.ID]int {
	if o.counts == nil {
		return map[graph.ID]int{}
	}
	return maps.Clone(o.counts)
}
