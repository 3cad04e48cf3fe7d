package letters

import (
	"cmp"
	"strings"

	"demarche/graph/match"
	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// signerLike tells whether a mention can be a legislator who signs: a legislator's title or tag, or a name that the
// registers know.
func (w *work) signerLike(m *mention.Mention) bool {
	name := m.Name(w.s)
	if m.Office == mention.Official && !m.HasTag {
		return false
	}
	if m.HasTag && (m.Words >= 2 || m.Office == mention.Legislator) {
		return true
	}
	if m.Words < 2 {
		return (m.Office == mention.Legislator || m.Office == mention.NoOffice) && (w.full(m) != nil || w.member(m) != nil || w.tagged(m) != nil)
	}
	if w.isLegislator(name) {
		return true
	}
	if m.Office != mention.Legislator {
		return false
	}
	return w.r.resolver == nil || w.state != "" || m.Chamber == "upper" || m.Chamber == "lower" || w.misprinted(name)
}

// misprinted tells whether the registers know a person whom the name means although it is not spelt so.
func (w *work) misprinted(name string) bool {
	res := w.r.resolver.Resolve(match.Mention{Name: name, Date: w.asOf, Chamber: legislators})
	return res.Decision != schema.None
}

// member is the person whom a surname alone means: the member who released the document, or the only legislator of that
// name whom the title names too; nil when that is not certain.
func (w *work) member(m *mention.Mention) *match.Result {
	if w.r.resolver == nil || m.Words > 2 || m.Words == 2 && m.Office != mention.Legislator {
		return nil
	}
	name := m.Name(w.s)
	if len(name) < 3 {
		return nil
	}
	if r, ok := w.members[name]; ok {
		return r
	}
	if w.members == nil {
		w.members = map[string]*match.Result{}
	}
	w.members[name] = nil
	res := w.r.resolver.Resolve(match.Mention{Name: name, Date: w.asOf, Chamber: cmp.Or(m.Chamber, "sen,rep")})
	sole := len(res.Candidates) == 1 && (w.asOf != "" || m.Office == mention.Legislator) && (m.Office == mention.Legislator || strings.Contains(lower(w.title), lower(name)))
	for i, c := range res.Candidates {
		if c.Person == nil || c.Person.ID != w.doc.Member && !sole {
			continue
		}
		res.Decision, res.Person, res.Tenure, res.Score = schema.Accepted, c.Person, c.Tenure, res.Candidates[i].Score
		w.members[name] = &res
		return &res
	}
	return nil
}

// tagged is the only person in office whom a surname with its state and party can mean, "Akaka (D-HI)"; nil when several
// can or none.
func (w *work) tagged(m *mention.Mention) *match.Result {
	if w.r.resolver == nil || m.Tag.State == "" || len(m.Name(w.s)) < 3 {
		return nil
	}
	chamber := cmp.Or(m.Chamber, w.chamber, "sen,rep")
	if m.Tag.District != "" {
		chamber = "rep"
	}
	key := match.Mention{Name: m.Name(w.s), Date: w.asOf, Chamber: chamber, State: m.Tag.State, Party: m.Tag.Party, District: m.Tag.District}
	if r, ok := w.tags[key]; ok {
		return r
	}
	if w.tags == nil {
		w.tags = map[match.Mention]*match.Result{}
	}
	w.tags[key] = w.soleTagged(key)
	return w.tags[key]
}

// soleTagged asks the registers for [work.tagged].
func (w *work) soleTagged(key match.Mention) *match.Result {
	res := w.r.resolver.Resolve(key)
	found := -1
	for i, c := range res.Candidates {
		if c.Person == nil || c.Tenure == nil || c.Tenure.Post.State != key.State || key.Party != "" && partyLetter(c.Tenure.Party) != key.Party {
			continue
		}
		if found >= 0 {
			return nil
		}
		found = i
	}
	if found < 0 {
		return nil
	}
	c := res.Candidates[found]
	res.Decision, res.Person, res.Tenure, res.Score = schema.Accepted, c.Person, c.Tenure, c.Score
	return &res
}

// partyLetter is the letter that tags print for a party.
func partyLetter(party string) string {
	if party == "" {
		return ""
	}
	return strings.ToUpper(party[:1])
}

// wholeNames is how far into the text whole names are collected for later surnames alone.
const wholeNames = 30000

// full is the mention with the whole name of somebody whom m names by surname alone, nil when the text has none.
func (w *work) full(m *mention.Mention) *mention.Mention {
	if w.whole == nil {
		w.whole = map[string]*mention.Mention{}
		for i := range w.sentences {
			if w.sentences[i].a > wholeNames {
				break
			}
			ms := w.mentions(i)
			for k := range ms {
				f := &ms[k]
				if f.Words < 2 || f.Office != mention.Legislator && !f.HasTag && !w.isLegislator(f.Name(w.s)) {
					continue
				}
				if s := surname(f.Name(w.s)); w.whole[s] == nil {
					w.whole[s] = f
				}
			}
		}
	}
	return w.whole[surname(m.Name(w.s))]
}

// signer makes a signer of a mention; a surname alone is replaced by the whole name where the text has it.
func (w *work) signer(m *mention.Mention, role schema.Role, rule string) signer {
	var sure *match.Result
	if m.Words == 2 && !m.HasTag {
		if f := w.full(m); f != nil && f.Words > 2 && strings.HasSuffix(f.Name(w.s), " "+m.Name(w.s)) {
			m = f // "McMorris Rodgers" of Cathy McMorris Rodgers
		} else {
			sure = w.member(m)
		}
	}
	if m.Words < 2 {
		if f := w.full(m); f != nil {
			g := *f
			if g.Chamber == "" {
				g.Chamber = m.Chamber
			}
			m = &g
		} else if sure = w.tagged(m); sure == nil {
			sure = w.member(m)
		}
	}
	x := signer{a: m.Start, b: m.End, name: m.Name(w.s), title: m.Title, chamber: m.Chamber, state: m.State, tag: m.Tag, role: role, mode: schema.SignatureReported, rule: rule}
	if sure != nil {
		x.result, x.settled = *sure, true
	}
	if w.state != "" && x.state == "" && x.tag.State == "" {
		x.state = w.state
		switch x.chamber {
		case "sen":
			x.chamber = "upper"
		case "rep":
			x.chamber = "lower,rep"
		}
	}
	if x.chamber == "" && x.tag.District != "" {
		x.chamber = "rep"
	}
	return x
}
