package corpus

import (
	"cmp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/schema/date"
)

// Label is what to call a node: its rdfs:label, else its title, file name or printed name, else its global id.
func (c *Corpus) Label(id graph.ID) string {
	for _, p := range [...]graph.ID{c.T.Label, c.T.Title, c.T.FileName, c.T.AsName} {
		if s := c.Text(id, p); s != "" {
			return s
		}
	}
	return c.GlobalID(id)
}

// Names are all forms of a person's, organization's or country's name, sorted, the label included.
func (c *Corpus) Names(id graph.ID) []string {
	var out []string
	for _, p := range [...]graph.ID{c.T.Label, c.T.AlternateName, c.T.Nickname} {
		for n := range c.r.Out(id, p).Distinct() {
			out = append(out, c.r.Text(n))
		}
	}
	return sortedUnique(out)
}

// sortName is the folded "family given" of a person, for ordering.
func (c *Corpus) sortName(id graph.ID) string {
	family, given := c.Text(id, c.T.FamilyName), c.Text(id, c.T.GivenName)
	if family == "" {
		label := c.Label(id)
		if i := strings.LastIndexByte(label, ' '); i > 0 {
			family, given = label[i+1:], label[:i]
		} else {
			family = label
		}
	}
	return Fold(family) + " " + Fold(given)
}

// Identifiers are the ids of a node in registers as "scheme:value", sorted.
func (c *Corpus) Identifiers(id graph.ID) []string { return c.Texts(id, c.T.Identifier) }

// IdentifierIn is the id of a node in one scheme without the scheme, "" when there is none.
func (c *Corpus) IdentifierIn(id graph.ID, scheme string) string {
	best := ""
	for _, n := range c.r.Out(id, c.T.Identifier).Nodes {
		if v, ok := cutScheme(c.r.Text(n), scheme); ok && (best == "" || v < best) {
			best = v
		}
	}
	if best == "" {
		if v, ok := cutScheme(strings.TrimPrefix(c.r.Text(id), instanceNS+"person:"), scheme); ok {
			return v
		}
	}
	return best
}

func cutScheme(s, scheme string) (string, bool) {
	if len(s) > len(scheme) && s[len(scheme)] == ':' && s[:len(scheme)] == scheme {
		return s[len(scheme)+1:], true
	}
	return "", false
}

// Provisional tells whether a person is known from texts only.
func (c *Corpus) Provisional(id graph.ID) bool { return c.Bool(id, c.T.Provisional) }

// Tenure is a person's holding of a post, or a party affiliation when Post is 0.
type Tenure struct {
	Node     graph.ID
	Post     graph.ID
	Label    graph.ID // the register that says so
	Party    string
	Chamber  string // sen, rep, upper, lower, exec or ""
	State    string
	District string
	During   date.Interval
}

// Legislative tells whether the post is a seat of a legislature.
func (t Tenure) Legislative() bool {
	return t.Chamber == "sen" || t.Chamber == "rep" || t.Chamber == "upper" || t.Chamber == "lower"
}

// Tenures are a person's holdings of posts by start date, unknown starts first, then by IRI.
func (c *Corpus) Tenures(person graph.ID) []Tenure {
	return c.AppendTenures(nil, person)
}

// AppendTenures appends what [Corpus.Tenures] returns.
func (c *Corpus) AppendTenures(out []Tenure, person graph.ID) []Tenure {
	if s := c.flatCareers(); s != nil {
		if from, to, ok := s.of(c, person); ok {
			return append(out, s.tenures[from:to]...)
		}
	}
	return c.readTenures(out, person)
}

func (c *Corpus) readTenures(out []Tenure, person graph.ID) []Tenure {
	e := c.r.Out(person, c.T.Holds)
	from := len(out)
	for i, n := range e.Nodes {
		if i > 0 && e.Nodes[i-1] == n {
			continue
		}
		out = append(out, c.Tenure(n))
		out[len(out)-1].Label = e.Labels[i]
	}
	slices.SortStableFunc(out[from:], func(a, b Tenure) int {
		return cmp.Or(cmp.Compare(a.During.Start, b.During.Start), cmp.Compare(a.During.End, b.During.End),
			strings.Compare(c.r.Text(a.Node), c.r.Text(b.Node)))
	})
	return out
}

// Tenure reads one tenure node.
func (c *Corpus) Tenure(node graph.ID) Tenure {
	post := c.r.Out(node, c.T.OnPost).First()
	return Tenure{
		Node: node, Post: post, Party: c.Text(node, c.T.Party), Chamber: c.Text(post, c.T.Chamber),
		State: c.Text(post, c.T.State), District: c.Text(post, c.T.District), During: c.During(node),
	}
}

// During is the interval between a node's start and end dates.
func (c *Corpus) During(node graph.ID) date.Interval {
	return date.Interval{Start: c.Date(node, c.T.StartDate), End: c.Date(node, c.T.EndDate)}
}

// TenureOn is the tenure a person held on a date: of several the latest begun, a seat of a legislature before another
// post. On the unknown date it is the latest tenure. ok is false when there is none.
func (c *Corpus) TenureOn(person graph.ID, on date.Date) (t Tenure, ok bool) {
	if s := c.flatCareers(); s != nil {
		if from, to, found := s.of(c, person); found {
			if i := s.on(from, to, on); i >= 0 {
				return s.tenures[i], true
			}
			return t, false
		}
	}
	var buf [16]Tenure
	for _, x := range c.readTenures(buf[:0], person) {
		if on != "" && !x.During.Contains(on) {
			continue
		}
		if !ok || x.Legislative() || !t.Legislative() {
			t, ok = x, true
		}
	}
	return t, ok
}

// SigningTenure is the tenure that a signatory held on the letter's date: the one the graph names, else as
// [Corpus.TenureOn] tells. It is 0 while the signatory or the date is unknown.
func (c *Corpus) SigningTenure(signature graph.ID) graph.ID {
	if t := c.One(signature, c.T.AsTenure); t != 0 {
		return t
	}
	person, on := c.One(signature, c.T.Signatory), c.LetterDate(c.One(signature, c.T.OnLetter))
	if person == 0 || on == "" {
		return 0
	}
	t, _ := c.TenureOn(person, on)
	return t.Node
}

// PartyOn is a person's party on a date under its [PartyName]; on the unknown date the latest. "" is unknown.
func (c *Corpus) PartyOn(person graph.ID, on date.Date) string {
	if s := c.flatCareers(); s != nil {
		if from, to, ok := s.of(c, person); ok {
			if p := s.party(from, to, on); p != "" {
				return p
			}
			return PartyName(c.affiliationOn(person, on))
		}
	}
	party := ""
	var buf [16]Tenure
	for _, t := range c.readTenures(buf[:0], person) {
		if t.Party != "" && (on == "" || t.During.Contains(on)) {
			party = t.Party
		}
	}
	if party == "" {
		party = c.affiliationOn(person, on)
	}
	return PartyName(party)
}

// affiliationOn is the party that a person belongs to on a date by an affiliation, "" when none says so.
func (c *Corpus) affiliationOn(person graph.ID, on date.Date) string {
	party := ""
	var start date.Date
	for n := range c.r.Out(person, c.T.Affiliated).Distinct() {
		d := c.During(n)
		if p := c.Text(n, c.T.Party); p != "" && (on == "" || d.Contains(on)) && (party == "" || d.Start >= start) {
			party, start = p, d.Start
		}
	}
	return party
}

// IsLegislator tells whether a person holds a seat of a legislature on a date, or ever did for the unknown date.
func (c *Corpus) IsLegislator(person graph.ID, on date.Date) bool {
	return c.holds(person, on, true)
}

// IsOfficial tells whether a person holds a post outside legislatures on a date, or ever did for the unknown date.
func (c *Corpus) IsOfficial(person graph.ID, on date.Date) bool {
	return c.holds(person, on, false)
}

func (c *Corpus) holds(person graph.ID, on date.Date, legislative bool) bool {
	for n := range c.r.Out(person, c.T.Holds).Distinct() {
		post := c.r.Out(n, c.T.OnPost).First()
		t := Tenure{Chamber: c.Text(post, c.T.Chamber)}
		if post != 0 && t.Legislative() == legislative && (on == "" || c.During(n).Contains(on)) {
			return true
		}
	}
	return false
}

// LettersSigned are the distinct letters a person signed, by date. The slice may be shared: do not write to it.
func (c *Corpus) LettersSigned(person graph.ID) []graph.ID {
	if s := c.flatSignings(); s != nil {
		if r, ok := c.List(KindPerson).Rank(person); ok {
			from, to := s.letterOff[r], s.letterOff[r+1]
			return s.letterIDs[from:to:to]
		}
	}
	return c.related(KindLetter, c.r.Out(person, c.T.Signed))
}

// LettersReceived are the distinct letters addressed to a person, post or organization, by date.
func (c *Corpus) LettersReceived(who graph.ID) []graph.ID {
	return c.related(KindLetter, c.r.In(who, c.T.AddressedTo))
}

// TargetedBy are the demands that aim at a person, organization or country, in the order of demands.
func (c *Corpus) TargetedBy(who graph.ID) []graph.ID {
	return c.related(KindDemand, c.r.In(who, c.T.Targets))
}

// SignaturesOf are the signature nodes of a person by the date of their letters; ambiguous ones are left out.
func (c *Corpus) SignaturesOf(person graph.ID) []graph.ID {
	out := distinct(c.r.In(person, c.T.Signatory))
	l := c.List(KindLetter)
	slices.SortFunc(out, func(a, b graph.ID) int {
		return cmp.Or(cmp.Compare(l.rank.at(c.r.Out(a, c.T.OnLetter).First()), l.rank.at(c.r.Out(b, c.T.OnLetter).First())),
			strings.Compare(c.r.Text(a), c.r.Text(b)))
	})
	return out
}

// CountSigned is the number of distinct letters a person signed.
func (c *Corpus) CountSigned(person graph.ID) int { return countDistinct(c.r.Out(person, c.T.Signed)) }

func (c *Corpus) related(k Kind, e graph.Edges) []graph.ID {
	out := distinct(e)
	if len(out) > 1 {
		c.Sort(k, out)
	}
	return out
}

func distinct(e graph.Edges) []graph.ID {
	if len(e.Nodes) == 0 {
		return nil
	}
	out := make([]graph.ID, 0, len(e.Nodes))
	for n := range e.Distinct() {
		out = append(out, n)
	}
	return out
}

func countDistinct(e graph.Edges) int {
	n, last := 0, graph.ID(0)
	for _, x := range e.Nodes {
		if x != last {
			n, last = n+1, x
		}
	}
	return n
}
