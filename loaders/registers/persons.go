package registers

import (
	"cmp"
	"maps"
	"slices"

	"demarche/schema"
)

// Persons is [Merge] of the people of several editions; the order in which they are given does not matter.
func Persons(editions ...*Edition) []schema.Person {
	ordered := slices.Clone(editions)
	slices.SortStableFunc(ordered, func(a, b *Edition) int { return cmp.Compare(a.Register.ID, b.Register.ID) })
	lists := make([][]schema.Person, len(ordered))
	for i, e := range ordered {
		lists[i] = e.Persons
	}
	return Merge(lists...)
}

// Merge puts lists of people together, one Person per ID, sorted by ID: what a later list knows more is added, names that
// differ stand among the other names, tenures that stand in both count once. The lists are left as they are.
func Merge(lists ...[]schema.Person) []schema.Person {
	at, out := map[string]int{}, []schema.Person(nil)
	for _, list := range lists {
		for _, p := range list {
			if i, ok := at[p.ID]; ok {
				out[i] = merge(out[i], p)
				continue
			}
			at[p.ID] = len(out)
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b schema.Person) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// merge is a with what b adds. Both have one ID.
func merge(a, b schema.Person) schema.Person {
	a.Given, a.Middle, a.Family = cmp.Or(a.Given, b.Given), cmp.Or(a.Middle, b.Middle), cmp.Or(a.Family, b.Family)
	a.Suffix, a.Birth, a.Gender = cmp.Or(a.Suffix, b.Suffix), cmp.Or(a.Birth, b.Birth), cmp.Or(a.Gender, b.Gender)
	a.Nicknames = distinct(slices.Concat(a.Nicknames, b.Nicknames), "")
	a.OtherNames = distinct(slices.Concat(a.OtherNames, []string{b.Name}, b.OtherNames), a.Name)
	ids := maps.Clone(b.Identifiers)
	if ids == nil {
		ids = map[string]string{}
	}
	maps.Copy(ids, a.Identifiers)
	a.Identifiers = ids
	a.Tenures = slices.Clone(a.Tenures)
	for _, t := range b.Tenures {
		same := func(u schema.Tenure) bool { return u.Post == t.Post && u.During == t.During }
		if !slices.ContainsFunc(a.Tenures, same) {
			a.Tenures = append(a.Tenures, t)
		}
	}
	slices.SortStableFunc(a.Tenures, func(x, y schema.Tenure) int {
		return cmp.Or(cmp.Compare(x.During.Start, y.During.Start), cmp.Compare(x.During.End, y.During.End))
	})
	a.Affiliations = mergeAffiliations(slices.Concat(a.Affiliations, b.Affiliations))
	return a
}
