package match

import "demarche/schema"

// group numbers the humans behind persons: one number for persons with one id, one canonical id, or one bioguide or
// Wikidata number.
func group(persons []schema.Person, same map[string]string) []int32 {
	parent := make([]int32, len(persons))
	for i := range parent {
		parent[i] = int32(i)
	}
	find := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	seen := make(map[string]int32, 2*len(persons))
	link := func(i int32, key string) {
		if j, ok := seen[key]; ok {
			a, b := find(i), find(j)
			parent[max(a, b)] = min(a, b)
			return
		}
		seen[key] = i
	}
	for i := range persons {
		p := &persons[i]
		link(int32(i), p.ID)
		if c := same[p.ID]; c != "" {
			link(int32(i), c)
		}
		if b := p.Identifiers["bioguide"]; b != "" {
			link(int32(i), "bioguide:"+b)
		}
		if w := p.Identifiers["wikidata"]; w != "" {
			link(int32(i), "wikidata:"+w)
		}
	}
	for i := range parent {
		parent[i] = find(int32(i))
	}
	return parent
}
