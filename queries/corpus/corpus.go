// Package corpus answers the domain's questions on one version of the graph: who the people, letters, demands and
// documents are, who signed what with whom, which post somebody held on a date, and where every statement stands. Make
// a [Corpus] with [New] once for each graph.Reader and share it; commands, the GraphQL server, networks and exports
// all read through it. Filters on letters and people are plain structs ([LetterFilter], [PersonFilter]) compiled by
// [Corpus.Letters] and [Corpus.People] users into tests on nodes. The package writes nothing and knows no output format.
package corpus

import (
	"strconv"
	"strings"
	"sync"

	"demarche/graph"
	"demarche/schema/date"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// The namespaces of instances.
const (
	instanceNS = "urn:demarche:"
	countryNS  = instanceNS + "country:"
	demandNS   = instanceNS + "demandtype:"
)

// Terms holds the node ids that the reader gives to the words of the vocabulary; a word that the graph does not use is
// 0, which has no edges.
type Terms struct {
	Type, Label, SameAs                                                          graph.ID
	AlternateName, GivenName, AdditionalName, FamilyName, NameSuffix, Nickname   graph.ID
	BirthDate, Gender, Identifier, Holds, Affiliated, Provisional                graph.ID
	OnPost, StartDate, EndDate, Party, Locator, PostIn, Chamber, State, District graph.ID
	Classification, InCountry                                                    graph.ID
	Signed, AddressedTo, Makes, Targets, Concerns, Mentions, SentBy              graph.ID
	Title, LetterDate, DateBasis, ClaimedSignatures, ClaimedText                 graph.ID
	FullTextIn, ExcerptIn, ReportedIn                                            graph.ID
	OnLetter, Signatory, Candidate, AsName, AsTitle, AsOffice, AsOrganization    graph.ID
	AsTenure, Order, SignRole, Mode, Decision, Confidence, Addressee, Kind       graph.ID
	SeparateCopy, HasEvidence                                                    graph.ID
	DemandedAct, Text, AskedOf, Actor, TargetText, Polarity, Force, Condition    graph.ID
	BasedOn, BasisMode, DemandedBy, Speaker, StatedIn, EventType                 graph.ID
	FileName, SHA256, TextSHA256, Issued, Source, PublishedBy, Edition, Licence  graph.ID
	RecordCount, Rule, Subject, Predicate, Object, InDocument, SpanStart         graph.ID
	SpanEnd, Quote, Page, Sanctioned, Authority, Program, ListingDate            graph.ID
}

// Corpus is typed reads over one reader. It never changes and is safe for concurrent use; columns and indexes that
// cover the whole graph are built at their first use and kept.
type Corpus struct {
	r       graph.Reader
	T       Terms
	kindOf  map[graph.ID]Kind
	classes [kindCount]graph.ID
	lists   [kindCount]listCache

	letterCols onceValue[*letterColumns]
	personCols onceValue[*personColumns]
	search     onceValue[*searchIndex]
	scratch    sync.Pool
	signingsMu sync.Mutex
	signingsState
	careersState
}

// onceValue is a value made at its first use.
type onceValue[T any] struct {
	once sync.Once
	v    T
}

func (o *onceValue[T]) get(make func() T) T {
	o.once.Do(func() { o.v = make() })
	return o.v
}

// New returns the corpus of a reader. It costs a few dozen look-ups.
func New(r graph.Reader) *Corpus {
	c := &Corpus{r: r, kindOf: map[graph.ID]Kind{}}
	for dst, iri := range c.T.table() {
		*dst = r.ID(iri)
	}
	for k, iri := range classIRI {
		if id := r.ID(iri); id != 0 {
			c.classes[k] = id
			c.kindOf[id] = Kind(k)
		}
	}
	return c
}

// Reader is the reader below.
func (c *Corpus) Reader() graph.Reader { return c.r }

// Version is the version of the graph.
func (c *Corpus) Version() graph.Version { return c.r.Version() }

func (t *Terms) table() map[*graph.ID]quad.IRI {
	return map[*graph.ID]quad.IRI{
		&t.Type: vocab.Type, &t.Label: vocab.Label, &t.SameAs: vocab.SameAs,
		&t.AlternateName: vocab.AlternateName, &t.GivenName: vocab.GivenName, &t.AdditionalName: vocab.AdditionalName,
		&t.FamilyName: vocab.FamilyName, &t.NameSuffix: vocab.NameSuffix, &t.Nickname: vocab.Nickname,
		&t.BirthDate: vocab.BirthDate, &t.Gender: vocab.Gender, &t.Identifier: vocab.Identifier, &t.Holds: vocab.Holds,
		&t.Affiliated: vocab.Affiliated, &t.Provisional: vocab.Provisional, &t.OnPost: vocab.OnPost,
		&t.StartDate: vocab.StartDate, &t.EndDate: vocab.EndDate, &t.Party: vocab.Party, &t.Locator: vocab.Locator,
		&t.PostIn: vocab.PostIn, &t.Chamber: vocab.Chamber, &t.State: vocab.State, &t.District: vocab.District,
		&t.Classification: vocab.Classification, &t.InCountry: vocab.InCountry, &t.Signed: vocab.Signed,
		&t.AddressedTo: vocab.AddressedTo, &t.Makes: vocab.Makes, &t.Targets: vocab.Targets, &t.Concerns: vocab.Concerns,
		&t.Mentions: vocab.Mentions, &t.SentBy: vocab.SentBy, &t.Title: vocab.Title, &t.LetterDate: vocab.LetterDate,
		&t.DateBasis: vocab.DateBasis, &t.ClaimedSignatures: vocab.ClaimedSignatures, &t.ClaimedText: vocab.ClaimedText,
		&t.FullTextIn: vocab.FullTextIn, &t.ExcerptIn: vocab.ExcerptIn, &t.ReportedIn: vocab.ReportedIn,
		&t.OnLetter: vocab.OnLetter, &t.Signatory: vocab.Signatory, &t.Candidate: vocab.Candidate, &t.AsName: vocab.AsName,
		&t.AsTitle: vocab.AsTitle, &t.AsOffice: vocab.AsOffice, &t.AsOrganization: vocab.AsOrganization,
		&t.AsTenure: vocab.AsTenure, &t.Order: vocab.Order, &t.SignRole: vocab.SignRole, &t.Mode: vocab.Mode,
		&t.Decision: vocab.Decision, &t.Confidence: vocab.Confidence, &t.Addressee: vocab.Addressee, &t.Kind: vocab.Kind,
		&t.SeparateCopy: vocab.SeparateCopy, &t.HasEvidence: vocab.HasEvidence, &t.DemandedAct: vocab.DemandedAct,
		&t.Text: vocab.Text, &t.AskedOf: vocab.AskedOf, &t.Actor: vocab.Actor, &t.TargetText: vocab.TargetText,
		&t.Polarity: vocab.Polarity, &t.Force: vocab.Force, &t.Condition: vocab.Condition, &t.BasedOn: vocab.BasedOn,
		&t.BasisMode: vocab.BasisMode, &t.DemandedBy: vocab.DemandedBy, &t.Speaker: vocab.Speaker,
		&t.StatedIn: vocab.StatedIn, &t.EventType: vocab.EventType, &t.FileName: vocab.FileName, &t.SHA256: vocab.SHA256,
		&t.TextSHA256: vocab.TextSHA256, &t.Issued: vocab.Issued, &t.Source: vocab.Source,
		&t.PublishedBy: vocab.PublishedBy, &t.Edition: vocab.Edition, &t.Licence: vocab.Licence,
		&t.RecordCount: vocab.RecordCount, &t.Rule: vocab.Rule, &t.Subject: vocab.Subject, &t.Predicate: vocab.Predicate,
		&t.Object: vocab.Object, &t.InDocument: vocab.InDocument, &t.SpanStart: vocab.SpanStart, &t.SpanEnd: vocab.SpanEnd,
		&t.Quote: vocab.Quote, &t.Page: vocab.Page, &t.Sanctioned: vocab.Sanctioned, &t.Authority: vocab.Authority, &t.Program: vocab.Program,
		&t.ListingDate: vocab.ListingDate,
	}
}

// IRI is the IRI of a node without brackets.
func (c *Corpus) IRI(id graph.ID) string { return c.r.Text(id) }

// Text is the first value of a literal property, "" when there is none. Of several values the one that sorts first by
// the label that asserts it is taken.
func (c *Corpus) Text(id, predicate graph.ID) string { return c.r.Text(c.pick(c.r.Out(id, predicate))) }

// pick chooses one node among several assertions: the one whose label, then text, sorts first.
func (c *Corpus) pick(e graph.Edges) graph.ID {
	if len(e.Nodes) <= 1 {
		return e.First()
	}
	best := 0
	for i := 1; i < len(e.Nodes); i++ {
		if e.Nodes[i] == e.Nodes[best] {
			continue
		}
		a, b := c.r.Text(e.Labels[i]), c.r.Text(e.Labels[best])
		if a < b || (a == b && c.r.Text(e.Nodes[i]) < c.r.Text(e.Nodes[best])) {
			best = i
		}
	}
	return e.Nodes[best]
}

// Texts are the distinct values of a literal property, sorted.
func (c *Corpus) Texts(id, predicate graph.ID) []string {
	var out []string
	for n := range c.r.Out(id, predicate).Distinct() {
		out = append(out, c.r.Text(n))
	}
	return sortedUnique(out)
}

// Int is the first value of a whole-number property; ok is false when there is none.
func (c *Corpus) Int(id, predicate graph.ID) (n int, ok bool) {
	s := c.Text(id, predicate)
	if s == "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// Bool is the first value of a truth-value property, false when there is none.
func (c *Corpus) Bool(id, predicate graph.ID) bool { return c.Text(id, predicate) == "true" }

// Float is the first value of a decimal property.
func (c *Corpus) Float(id, predicate graph.ID) (f float64, ok bool) {
	s := c.Text(id, predicate)
	if s == "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// Date is the first value of a date property, unknown when there is none or it is no date.
func (c *Corpus) Date(id, predicate graph.ID) date.Date {
	d, err := date.Parse(c.Text(id, predicate))
	if err != nil {
		return ""
	}
	return d
}

// One is the first node along a predicate, chosen as in [Corpus.Text].
func (c *Corpus) One(id, predicate graph.ID) graph.ID { return c.pick(c.r.Out(id, predicate)) }

// GlobalID is the public id of a node: its IRI without "urn:demarche:", or the whole IRI of anything else.
func (c *Corpus) GlobalID(id graph.ID) string {
	return strings.TrimPrefix(c.r.Text(id), instanceNS)
}

// Node finds a node by global id, IRI, or (for people) bare register id such as "bioguide:B000944"; 0 when the graph
// has none.
func (c *Corpus) Node(s string) graph.ID {
	if s == "" {
		return 0
	}
	for _, iri := range []string{s, instanceNS + s, instanceNS + "person:" + s} {
		if id := c.r.ID(quad.IRI(iri)); id != 0 {
			return id
		}
	}
	if rest, ok := strings.CutPrefix(s, "ocd-person/"); ok {
		return c.r.ID(quad.IRI(instanceNS + "person:ocd:" + rest))
	}
	return 0
}
