package merge

import (
	"cmp"
	"maps"
	"slices"
)

// Set holds the descriptions of all letters and finds the pairs that may be one. It is not safe for concurrent use.
type Set struct {
	letters  []Description
	dead     []bool
	at       map[string][]int // by document
	byText   map[uint32][]int
	edges    map[[2]int]int // pair -> strength
	examined int
}

// NewSet returns an empty set.
func NewSet() *Set {
	return &Set{at: make(map[string][]int), byText: make(map[uint32][]int), edges: make(map[[2]int]int)}
}

// common texts (mottos, boilerplate) would pair everything with everything: a run that stands in more letters than this
// says nothing about two of them.
const crowd = 200

// Put replaces the letters of one document by these.
func (s *Set) Put(document string, letters []Description) {
	s.Remove(document)
	for _, d := range letters {
		d.Document = document
		i := len(s.letters)
		s.letters = append(s.letters, d)
		s.dead = append(s.dead, false)
		s.at[document] = append(s.at[document], i)
		for _, t := range d.Shingles {
			s.byText[t] = append(s.byText[t], i)
		}
	}
}

// Remove takes the letters of a document out of the set.
func (s *Set) Remove(document string) {
	for _, i := range s.at[document] {
		s.dead[i] = true
		for _, t := range s.letters[i].Shingles {
			s.byText[t] = slices.DeleteFunc(s.byText[t], func(j int) bool { return j == i })
		}
	}
	for pair := range s.edges {
		if s.dead[pair[0]] || s.dead[pair[1]] {
			delete(s.edges, pair)
		}
	}
	delete(s.at, document)
}

// link examines the letters that came since the last call against all others.
func (s *Set) link() {
	for i := s.examined; i < len(s.letters); i++ {
		if s.dead[i] {
			continue
		}
		for j := range s.neighbours(i) {
			if strength := Same(s.letters[i], s.letters[j]); strength > 0 {
				s.edges[sortedPair(i, j)] = strength
			}
		}
	}
	s.examined = len(s.letters)
}

// neighbours is the letters that share a run of words with letter i.
func (s *Set) neighbours(i int) map[int]bool {
	out := make(map[int]bool)
	for _, t := range s.letters[i].Shingles {
		if list := s.byText[t]; len(list) <= crowd {
			for _, j := range list {
				if j != i && !s.dead[j] {
					out[j] = true
				}
			}
		}
	}
	return out
}

// Cluster is the letters that are one, best first: full texts before excerpts and reports, printed dates before others.
type Cluster []Description

// Clusters returns every letter of the set in exactly one cluster, ordered by the document and number of its first
// member. Pairs are joined strongest first, unless that would put two letters of one document, or two printed dates,
// into one cluster.
func (s *Set) Clusters() []Cluster {
	s.link()
	parent := make([]int, len(s.letters))
	members := make(map[int][]int, len(s.letters))
	for i := range s.letters {
		parent[i] = i
		members[i] = []int{i}
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for _, pair := range s.ordered() {
		a, b := find(pair[0]), find(pair[1])
		if a == b || s.clash(members[a], members[b]) {
			continue
		}
		parent[b] = a
		members[a] = append(members[a], members[b]...)
		delete(members, b)
	}
	var out []Cluster
	for _, root := range slices.Sorted(maps.Keys(members)) {
		if s.dead[root] {
			continue
		}
		var c Cluster
		for _, i := range members[root] {
			c = append(c, s.letters[i])
		}
		slices.SortFunc(c, better)
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Cluster) int {
		return cmp.Or(cmp.Compare(a[0].Document, b[0].Document), cmp.Compare(a[0].Letter, b[0].Letter))
	})
	return out
}

// ordered is the pairs by strength, then by what the letters are, never by when they came.
func (s *Set) ordered() [][2]int {
	pairs := slices.Collect(maps.Keys(s.edges))
	key := func(p [2]int) (Description, Description) {
		a, b := s.letters[p[0]], s.letters[p[1]]
		if identity(a, b) > 0 {
			a, b = b, a
		}
		return a, b
	}
	slices.SortFunc(pairs, func(p, q [2]int) int {
		pa, pb := key(p)
		qa, qb := key(q)
		return cmp.Or(-cmp.Compare(s.edges[p], s.edges[q]), identity(pa, qa), identity(pb, qb))
	})
	return pairs
}

func identity(a, b Description) int {
	return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Letter, b.Letter))
}

// clash tells whether two groups cannot be one letter: they share a document, or print different dates.
func (s *Set) clash(a, b []int) bool {
	for _, i := range a {
		for _, j := range b {
			x, y := s.letters[i], s.letters[j]
			if x.Document == y.Document || x.Basis == "printed" && y.Basis == "printed" && x.Date != y.Date {
				return true
			}
		}
	}
	return false
}
