package letters

import (
	"strings"

	"demarche/graph/match"
	"demarche/loaders/letters/mention"
	"demarche/schema"
	"demarche/schema/date"
)

// namer is what a resolver may offer beside Resolve: a quick answer whether a text is exactly the name of somebody who
// held a post of the chambers on the date. match.Index offers it.
type namer interface {
	IsNameOn(text string, d date.Date, chamber string) bool
}

const legislators = "sen,rep,upper,lower"

// isLegislator tells whether the registers know the name as a legislator's on the date; false without a resolver.
func (w *work) isLegislator(name string) bool {
	if w.r.resolver == nil || len(name) > 60 {
		return false
	}
	if v, ok := w.known[name]; ok {
		return v
	}
	v := w.ask(name)
	w.known[name] = v
	return v
}

func (w *work) ask(name string) bool {
	if n, ok := w.r.resolver.(namer); ok && strings.Contains(foldName(name), " ") {
		return n.IsNameOn(name, w.asOf, legislators)
	}
	res := w.r.resolver.Resolve(match.Mention{Name: name, Date: w.asOf, Chamber: w.pool()})
	return res.Decision == schema.Accepted || res.Decision == schema.Ambiguous
}

// knower is isLegislator for the parser of blocks, nil without a resolver.
func (w *work) knower() mention.Known {
	if w.r.resolver == nil {
		return nil
	}
	return w.isLegislator
}

// signer is a signature in the making.
type signer struct {
	a, b      int
	name      string // as printed
	canonical string // for resolving, empty when as printed
	title     string
	chamber   string
	state     string
	tag       mention.Tag
	role      schema.Role
	mode      schema.SignatureMode
	rule      string
	settled   bool // result is final
	bare      bool // a surname alone in a list of surnames
	acts      bool // governs the verb of its sentence
	result    match.Result
}

// resolve asks who the signer is: with all that is printed, then without what may be printed wrong.
func (w *work) resolve(x *signer) {
	if x.settled {
		return
	}
	if w.r.resolver == nil {
		x.result.Decision = schema.None
		return
	}
	m := match.Mention{Name: x.name, Title: x.title, Date: w.asOf, Chamber: x.chamber, State: x.tag.State, Party: x.tag.Party, District: x.tag.District}
	if x.canonical != "" {
		m.Name = x.canonical
	}
	if m.State == "" {
		m.State = x.state
	}
	if m.Chamber == "" {
		m.Chamber = w.pool()
	}
	x.result = w.r.resolver.Resolve(m)
	wide := legislators
	if x.chamber == "upper" || x.chamber == "lower" {
		wide = "upper,lower" // a state's legislator is nobody in the Congress
	}
	if x.result.Decision == schema.None && m.Chamber != wide {
		m.Chamber = wide
		if second := w.r.resolver.Resolve(m); second.Decision == schema.Accepted {
			x.result = second
		}
	}
	if x.bare && lone(x.result) != nil {
		c := x.result.Candidates[0]
		x.result.Decision, x.result.Person, x.result.Tenure = schema.Accepted, c.Person, c.Tenure
	}
	if x.result.Decision == schema.Ambiguous && x.chamber == "" && m.State == "" {
		for _, c := range w.likely() {
			m.Chamber = c
			if second := w.r.resolver.Resolve(m); second.Decision == schema.Accepted {
				x.result = second
				return
			}
		}
	}
}

// pool is the list of chambers in which signers without a printed title are looked for.
func (w *work) pool() string {
	if w.state != "" {
		return "upper,lower"
	}
	if w.chamber != "" {
		return w.chamber
	}
	return "sen,rep"
}

// likely are the chambers to try one after the other when a name is ambiguous.
func (w *work) likely() []string {
	if w.state != "" {
		return []string{"upper", "lower"}
	}
	return nil
}

// personOf is the register id of an accepted result, else empty.
func personOf(r match.Result) string {
	if r.Decision == schema.Accepted && r.Person != nil {
		return r.Person.ID
	}
	return ""
}

// signature turns a signer into the record's form.
func (w *work) signature(x *signer, order int) schema.Signature {
	g := schema.Signature{
		Name: x.name, Title: x.title, Party: x.tag.Party, State: x.tag.State, District: x.tag.District, Chamber: x.chamber,
		Order: order, Role: x.role, Mode: x.mode, Decision: x.result.Decision, Rule: x.rule, Span: w.span(x.a, x.b),
	}
	if g.State == "" {
		g.State = x.state
	}
	switch x.result.Decision {
	case schema.Accepted:
		g.Person, g.Confidence = personOf(x.result), round(x.result.Score)
	case schema.Ambiguous:
		for _, c := range x.result.Candidates {
			if c.Person != nil {
				g.Candidates = append(g.Candidates, c.Person.ID)
			}
		}
		g.Confidence = round(x.result.Score)
	default:
		g.Decision = schema.None
	}
	return g
}

// round keeps three decimals, so that records print alike everywhere.
func round(x float64) float64 { return float64(int(x*1000+0.5)) / 1000 }
