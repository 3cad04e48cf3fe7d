package snapshot

import (
	"cmp"
	"slices"

	"demarche/graph"
)

// components groups the terms that joins connect. It returns, for every term that is joined and does not represent its
// group, the representative: the IRI of least rank, then of least bytes.
func components(joins []join, rankOf func(graph.ID) int, less func(a, b graph.ID) bool) map[graph.ID]graph.ID {
	parent := map[graph.ID]graph.ID{}
	find := func(x graph.ID) graph.ID {
		root := x
		for p, ok := parent[root]; ok && p != root; p, ok = parent[root] {
			root = p
		}
		for x != root {
			next, ok := parent[x]
			parent[x] = root
			if !ok {
				break
			}
			x = next
		}
		return root
	}
	for _, j := range joins {
		a, b := find(j.subject), find(j.object)
		if a == b {
			continue
		}
		if ra, rb := rankOf(a), rankOf(b); ra > rb || ra == rb && less(b, a) {
			a, b = b, a
		}
		parent[b] = a
	}
	out := make(map[graph.ID]graph.ID, len(parent))
	for x := range parent {
		if root := find(x); root != x {
			out[x] = root
		}
	}
	return out
}

// setJoins keeps the joins and the aliases that follow from them.
func (f *flat) setJoins(joins []join) {
	slices.SortFunc(joins, compareJoins)
	f.joins = slices.Compact(joins)
	canon := components(f.joins, func(id graph.ID) int {
		if f.classOf(id).kind == kindBNode {
			return 4
		}
		return rank(f.view(id))
	}, func(a, b graph.ID) bool { return a < b }) // terms of a base are numbered by bytes
	f.alias = make([]graph.ID, 0, len(canon))
	for a := range canon {
		f.alias = append(f.alias, a)
	}
	slices.Sort(f.alias)
	f.canon = make([]graph.ID, len(f.alias))
	for i, a := range f.alias {
		f.canon[i] = canon[a]
	}
	f.invertAliases()
}

// invertAliases fills byCanon and itsAlias from alias and canon.
func (f *flat) invertAliases() {
	f.itsAlias = slices.Clone(f.alias)
	slices.SortFunc(f.itsAlias, func(a, b graph.ID) int {
		return cmp.Or(cmp.Compare(f.resolve(a), f.resolve(b)), cmp.Compare(a, b))
	})
	f.byCanon = make([]graph.ID, len(f.itsAlias))
	for i, a := range f.itsAlias {
		f.byCanon[i] = f.resolve(a)
	}
}

func compareEdges(a, b edge) int {
	return cmp.Or(cmp.Compare(a.predicate, b.predicate), cmp.Compare(a.subject, b.subject), cmp.Compare(a.object, b.object))
}

func compareJoins(a, b join) int {
	return cmp.Or(cmp.Compare(a.subject, b.subject), cmp.Compare(a.object, b.object), cmp.Compare(a.label, b.label))
}

// joinEdge is the owl:sameAs edge that stands in the arrays for a join: from the node to the other name.
func joinEdge(j join, resolve func(graph.ID) graph.ID) (subject, object graph.ID) {
	subject = resolve(j.subject)
	if j.object == subject {
		return subject, j.subject
	}
	return subject, j.object
}
