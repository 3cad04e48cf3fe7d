package network

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/schema/date"
)

// Request says which network to build. The zero Filter keeps every letter.
type Request struct {
	Kind      Kind
	Filter    Filter
	Weight    Weight  // of cosign; empty means Count
	Directed  bool    // cosign: from cosigner to lead
	MinWeight float64 // edges below are left out
	Isolates  bool    // keep people who were in office in the window and chamber but have no edge
}

// Filter chooses letters and signers. From and To bound the letter's date, both inclusive; a letter without a date is
// left out when either is set. Chamber (sen, rep, upper, lower, exec), Party and State are the signer's on the letter's
// date. Country is an ISO code or a name, Demand a demand type's name, Recipient a name or an IRI. Letters, when set,
// is asked about every letter that passes the rest.
type Filter struct {
	From, To              date.Date
	Chamber, Party, State string
	Country, Demand       string
	Recipient             string
	Letters               func(letter graph.ID) bool
}

// String is the request in one stable line, as files and reports name it.
func (q Request) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "network=%s", q.Kind)
	put := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, " %s=%q", name, value)
		}
	}
	f := q.Filter
	put("from", string(f.From))
	put("to", string(f.To))
	put("chamber", f.Chamber)
	put("party", f.Party)
	put("state", f.State)
	put("country", f.Country)
	put("demand", f.Demand)
	put("recipient", f.Recipient)
	if f.Letters != nil {
		b.WriteString(" letters=given")
	}
	if q.Kind == Cosign {
		put("weight", string(cmp.Or(q.Weight, Count)))
	}
	if q.Directed {
		b.WriteString(" directed")
	}
	if q.MinWeight > 0 {
		fmt.Fprintf(&b, " min-weight=%g", q.MinWeight)
	}
	if q.Isolates {
		b.WriteString(" isolates")
	}
	return b.String()
}

// letter is one letter that passed the filter, with the signings that passed.
type letter struct {
	id   graph.ID
	iri  string
	date date.Date
	by   []signing
}

// signing is one person on one letter. node is 0 when the graph has the plain edge only.
type signing struct {
	person graph.ID
	node   graph.ID
	role   string
}

type reader struct {
	c       *corpus.Corpus
	q       Request
	letters []letter
	dropped map[string]int
	cites   map[graph.ID]citation
	iris    map[graph.ID]string // of people
}

// Build reads a network. The corpus may be shared. Errors name what in the request is unknown; a request that matches
// nothing gives an empty network and no error.
func Build(ctx context.Context, c *corpus.Corpus, q Request) (*Network, error) {
	if !slices.Contains(Kinds(), q.Kind) {
		return nil, fmt.Errorf("network: unknown network %q (know %v)", q.Kind, Kinds())
	}
	if q.Weight == "" {
		q.Weight = Count
	}
	for _, d := range []date.Date{q.Filter.From, q.Filter.To} {
		if _, err := date.Parse(string(d)); err != nil {
			return nil, fmt.Errorf("network: %w", err)
		}
	}
	r := &reader{c: c, q: q, dropped: map[string]int{}, cites: map[graph.ID]citation{}, iris: map[graph.ID]string{}}
	if err := r.selectLetters(ctx); err != nil {
		return nil, err
	}
	build := map[Kind]func(context.Context) (*Network, error){
		Cosign: r.cosign, Signatures: r.signatures,
		Demands: r.demands, Recipients: r.recipients, Full: r.full,
	}[q.Kind]
	n, err := build(ctx)
	if err != nil {
		return nil, err
	}
	n.Kind, n.Query, n.Version, n.Dropped = q.Kind, q.String(), c.Version(), r.dropped
	return n, c.Reader().Err()
}

// selectLetters lists the letters that pass, by IRI, with their signings by person.
func (r *reader) selectLetters(ctx context.Context) error {
	for i, id := range r.c.List(corpus.KindLetter).IDs {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		l := letter{id: id, iri: r.c.IRI(id), date: r.c.LetterDate(id)}
		if why := r.leaves(l); why != "" {
			r.dropped[why]++
			continue
		}
		l.by = r.signings(l)
		r.letters = append(r.letters, l)
	}
	slices.SortFunc(r.letters, func(a, b letter) int { return strings.Compare(a.iri, b.iri) })
	return nil
}

// leaves names the filter that a letter fails, "" when it passes all.
func (r *reader) leaves(l letter) string {
	f := r.q.Filter
	if f.From != "" || f.To != "" {
		if l.date == "" {
			return "letters without a date"
		}
		if !(date.Interval{Start: f.From, End: f.To}).Contains(l.date) {
			return "letters outside the dates"
		}
	}
	if f.Country != "" && !slices.ContainsFunc(r.c.Countries(l.id), func(id graph.ID) bool { return r.named(id, f.Country) }) {
		return "letters not about the country"
	}
	if f.Demand != "" && !slices.ContainsFunc(r.c.Demands(l.id), func(id graph.ID) bool { return r.c.DemandTypeOf(id) == f.Demand }) {
		return "letters without the demand"
	}
	if f.Recipient != "" {
		found := false
		for id := range r.c.Reader().Out(l.id, r.c.T.AddressedTo).Distinct() {
			found = found || r.named(id, f.Recipient)
		}
		if !found {
			return "letters to other recipients"
		}
	}
	if f.Letters != nil && !f.Letters(l.id) {
		return "letters not chosen"
	}
	return ""
}

// named tells whether a word is a node's IRI, its last part, or one of its names.
func (r *reader) named(id graph.ID, word string) bool {
	iri := r.c.IRI(id)
	if iri == word || strings.EqualFold(iri[strings.LastIndexByte(iri, ':')+1:], word) {
		return true
	}
	folded := corpus.Fold(word)
	return slices.ContainsFunc(append(r.c.Names(id), r.c.Label(id)), func(n string) bool { return corpus.Fold(n) == folded })
}

// signings lists who signed a letter and passes the filter, by IRI: one per person, roles of several documents joined
// (lead before cosigner before signer).
func (r *reader) signings(l letter) []signing {
	by := map[graph.ID]signing{}
	for _, s := range r.c.Signatures(l.id) {
		person := r.c.One(s, r.c.T.Signatory)
		if person == 0 {
			r.dropped["signatures with an open question of identity"]++
			continue
		}
		role := "signer"
		for _, x := range r.c.Texts(s, r.c.T.SignRole) {
			if rank(x) < rank(role) {
				role = x
			}
		}
		if old, ok := by[person]; !ok || rank(role) < rank(old.role) {
			by[person] = signing{person, s, role}
		}
	}
	for _, p := range r.c.Signatories(l.id) {
		if _, ok := by[p]; !ok {
			by[p] = signing{p, 0, "signer"}
		}
	}
	var out []signing
	for _, s := range by {
		if !r.keepSigner(s.person, l.date) {
			r.dropped["signatures of other people"]++
			continue
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b signing) int { return strings.Compare(r.iri(a.person), r.iri(b.person)) })
	return out
}

// iri is a person's IRI, read once.
func (r *reader) iri(person graph.ID) string {
	iri, ok := r.iris[person]
	if !ok {
		iri = r.c.IRI(person)
		r.iris[person] = iri
	}
	return iri
}

func rank(role string) int {
	switch role {
	case "lead":
		return 0
	case "cosigner":
		return 1
	}
	return 2
}

func (r *reader) keepSigner(person graph.ID, on date.Date) bool {
	f := r.q.Filter
	if f.Chamber == "" && f.Party == "" && f.State == "" {
		return true
	}
	t, _ := r.c.TenureOn(person, on)
	if f.Chamber != "" && !strings.EqualFold(t.Chamber, f.Chamber) || f.State != "" && !strings.EqualFold(t.State, f.State) {
		return false
	}
	return f.Party == "" || corpus.PartyKey(r.c.PartyOn(person, on)) == corpus.PartyKey(f.Party)
}

// citation is the first sentence behind a node or a statement, by document and place.
type citation struct{ document, quote string }

func (r *reader) citeAll(evidence []graph.ID) citation {
	if len(evidence) == 0 {
		return citation{}
	}
	e := r.c.Evidence(evidence[0])
	return citation{r.documentName(e.Document), e.Quote}
}

func (r *reader) cite(s, p, o graph.ID) citation {
	return r.citeAll(r.c.EvidenceOfEdge(s, p, o))
}

// citeSigning is the place where a person signed.
func (r *reader) citeSigning(s signing, l graph.ID) citation {
	if s.node == 0 {
		return r.cite(s.person, r.c.T.Signed, l)
	}
	if c, ok := r.cites[s.node]; ok {
		return c
	}
	c := r.cite(s.person, r.c.T.Signed, l)
	if c.quote == "" {
		c = r.citeAll(slices.Collect(r.c.Reader().Out(s.node, r.c.T.HasEvidence).Distinct()))
	}
	r.cites[s.node] = c
	return c
}

// documentName is a document's file name, else its IRI.
func (r *reader) documentName(id graph.ID) string {
	return cmp.Or(r.c.Text(id, r.c.T.FileName), r.c.IRI(id))
}
