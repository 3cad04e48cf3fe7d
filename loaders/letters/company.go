package letters

import (
	"slices"
	"sort"

	"demarche/graph/match"
	"demarche/schema"
)

// neighbourhood is how many settled signers on either side of an open name are asked what they have in common.
const neighbourhood = 5

// Neighbours must be this many to speak for a chamber or a state, and for a party, which letters mix oftener.
const (
	fewestNeighbours = 3
	fewestOfParty    = 8
)

// company settles open names by the signers printed around them: when those all sit in one chamber, for one state or in one
// party, a name that fits several persons means the one who does so too. A title or tag of its own goes before.
func (w *work) company(list []signer) {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return list[order[i]].a < list[order[j]].a })
	for k, i := range order {
		x := &list[i]
		if x.result.Decision != schema.Ambiguous {
			continue
		}
		open := slices.Clone(x.result.Candidates)
		open = keep(open, func(c *match.Candidate) bool {
			return c.Person != nil && c.Tenure != nil && (x.tag.State == "" || c.Tenure.Post.State == x.tag.State) && (x.tag.Party == "" || partyLetter(c.Tenure.Party) == x.tag.Party)
		})
		n := near(list, order, k)
		if chamber := n.chamber(); chamber != "" && x.chamber == "" {
			open = keep(open, func(c *match.Candidate) bool { return c.Tenure.Post.Chamber == chamber })
		}
		if state := n.state(); state != "" && len(open) > 1 {
			open = keep(open, func(c *match.Candidate) bool { return c.Tenure.Post.State == state })
		}
		if party := n.party(); party != "" && len(open) > 1 {
			open = keep(open, func(c *match.Candidate) bool { return c.Tenure.Party == party })
		}
		if len(open) != 1 || !spelt(&open[0]) {
			continue
		}
		x.result.Decision, x.result.Person, x.result.Tenure, x.result.Score = schema.Accepted, open[0].Person, open[0].Tenure, open[0].Score
	}
}

func keep(cs []match.Candidate, ok func(*match.Candidate) bool) []match.Candidate {
	n := 0
	for i := range cs {
		if ok(&cs[i]) {
			cs[n] = cs[i]
			n++
		}
	}
	return cs[:n]
}

// spelt tells whether a candidate bears the name as it is printed: no misprint, no name that another one runs into.
func spelt(c *match.Candidate) bool {
	for _, f := range c.Features {
		switch f.Name {
		case "surname", "given", "nickname", "initial":
			if f.Score < wellSpelt {
				return false
			}
		}
	}
	return true
}

// wellSpelt is the score of names that the registers bear in that or a usual short form.
const wellSpelt = 0.9

// posts are those of settled signers.
type posts []*schema.Tenure

// near are the posts of the settled signers before and behind the one at order[k].
func near(list []signer, order []int, k int) posts {
	var out posts
	for _, step := range []int{-1, 1} {
		for j, n := k+step, 0; j >= 0 && j < len(order) && n < neighbourhood; j += step {
			if r := &list[order[j]].result; r.Decision == schema.Accepted && r.Tenure != nil {
				out = append(out, r.Tenure)
				n++
			}
		}
	}
	return out
}

func (p posts) chamber() string {
	return p.common(fewestNeighbours, func(t *schema.Tenure) string { return t.Post.Chamber })
}

func (p posts) state() string {
	return p.common(fewestNeighbours, func(t *schema.Tenure) string { return t.Post.State })
}

func (p posts) party() string {
	return p.common(fewestOfParty, func(t *schema.Tenure) string { return t.Party })
}

// common is what all posts share, empty when they differ or are fewer than fewest.
func (p posts) common(fewest int, of func(*schema.Tenure) string) string {
	if len(p) < fewest {
		return ""
	}
	v := of(p[0])
	for _, t := range p[1:] {
		if of(t) != v {
			return ""
		}
	}
	return v
}
