package cayleystore

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// join groups the nodes that owl:sameAs connects, by the rules of graph.Reader.
func (r *Reader) join(same []statement) error {
	var refs []ref
	for _, s := range same {
		refs = append(refs, s.subject, s.object)
	}
	names := make(map[ref]quad.Value, len(refs))
	for chunk := range slices.Chunk(refs, nameBatch) {
		values, err := r.src.names(chunk)
		if err != nil {
			return err
		}
		for i, v := range values {
			names[chunk[i]] = v
		}
	}
	r.canon = components(same, names)
	r.groups = map[ref][]ref{}
	for member, rep := range r.canon {
		r.groups[rep] = append(r.groups[rep], member)
	}
	for rep := range r.groups {
		r.groups[rep] = append(r.groups[rep], rep)
		slices.SortFunc(r.groups[rep], func(a, b ref) int { return cmp.Compare(names[a].String(), names[b].String()) })
	}
	r.same = [2]map[ref][]link{{}, {}}
	for _, s := range same {
		node, other := r.stands(s.subject), s.object
		if other == node {
			other = s.subject
		}
		r.same[0][node] = append(r.same[0][node], link{r.sameAs, other, s.label})
		r.same[1][other] = append(r.same[1][other], link{r.sameAs, node, s.label})
	}
	return nil
}

// components maps every joined node that does not stand for its group to the one that does: the IRI of least rank, then
// of least bytes. Literals join nothing.
func components(same []statement, names map[ref]quad.Value) map[ref]ref {
	parent := map[ref]ref{}
	find := func(x ref) ref {
		for {
			p, ok := parent[x]
			if !ok {
				return x
			}
			if pp, ok := parent[p]; ok {
				parent[x] = pp
			}
			x = p
		}
	}
	for _, s := range same {
		if !joinable(names[s.subject]) || !joinable(names[s.object]) {
			continue
		}
		a, b := find(s.subject), find(s.object)
		if a == b {
			continue
		}
		if compareNames(names[a], names[b]) > 0 {
			a, b = b, a
		}
		parent[b] = a
	}
	out := make(map[ref]ref, len(parent))
	for x := range parent {
		out[x] = find(x)
	}
	return out
}

func joinable(v quad.Value) bool {
	switch v.(type) {
	case quad.IRI, quad.BNode:
		return true
	}
	return false
}

func compareNames(a, b quad.Value) int {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(text(a), text(b)))
}

// rank orders the names of a joined node; the least stands for it.
func rank(v quad.Value) int {
	iri, ok := v.(quad.IRI)
	switch s := string(iri); {
	case !ok:
		return 4
	case strings.HasPrefix(s, "urn:demarche:person:bioguide:"):
		return 0
	case strings.HasPrefix(s, "urn:demarche:person:ocd:"):
		return 1
	case strings.HasPrefix(s, "urn:demarche:"):
		return 2
	}
	return 3
}

// text is an IRI without brackets, a blank node's name or a literal's lexical form; "" for nil.
func text(v quad.Value) string {
	switch v := v.(type) {
	case nil:
		return ""
	case quad.IRI:
		return string(v)
	case quad.BNode:
		return string(v)
	case quad.String:
		return string(v)
	case quad.TypedString:
		return string(v.Value)
	case quad.LangString:
		return string(v.Value)
	case quad.Int:
		return strconv.FormatInt(int64(v), 10)
	case quad.Float:
		return strconv.FormatFloat(float64(v), 'g', -1, 64)
	case quad.Bool:
		return strconv.FormatBool(bool(v))
	}
	return v.String()
}
