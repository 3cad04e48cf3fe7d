package querytest

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

// Graph builds quads in the shape that the loaders write. Every method returns the IRI of what it made.
type Graph struct {
	Quads []quad.Quad
	label quad.IRI
}

const ns = "urn:demarche:"

// Label sets the document or register under which the following quads stand.
func (g *Graph) Label(iri quad.IRI) { g.label = iri }

// Add adds a statement.
func (g *Graph) Add(s, p quad.IRI, o quad.Value) {
	g.Quads = append(g.Quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: g.label})
}

func (g *Graph) str(s, p quad.IRI, v string) {
	if v != "" {
		g.Add(s, p, quad.String(v))
	}
}

func (g *Graph) date(s, p quad.IRI, v string) {
	types := map[int]quad.IRI{4: vocab.Year, 7: vocab.Month, 10: vocab.Date}
	if t, ok := types[len(v)]; ok {
		g.Add(s, p, quad.TypedString{Value: quad.String(v), Type: t})
	}
}

func hash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])[:16]
}

// Register makes a register and sets it as label.
func (g *Graph) Register(slug, title, licence string) quad.IRI {
	id := quad.IRI(ns + "register:" + slug)
	g.label = id
	g.Add(id, vocab.Type, vocab.Register)
	g.str(id, vocab.Label, title)
	g.str(id, vocab.Licence, licence)
	return id
}

// Document makes a document and sets it as label.
func (g *Graph) Document(file, kind, issued string) quad.IRI {
	id := quad.IRI(ns + "document:" + hash(file) + hash(file, "2"))
	g.label = id
	g.Add(id, vocab.Type, vocab.Document)
	g.str(id, vocab.FileName, file)
	g.str(id, vocab.Kind, kind)
	g.str(id, vocab.SHA256, hash(file))
	g.date(id, vocab.Issued, issued)
	return id
}

// Person makes a person; id is what follows urn:demarche:person:.
func (g *Graph) Person(id, given, family string, otherNames ...string) quad.IRI {
	p := quad.IRI(ns + "person:" + id)
	g.Add(p, vocab.Type, vocab.Person)
	g.str(p, vocab.Label, strings.TrimSpace(given+" "+family))
	g.str(p, vocab.GivenName, given)
	g.str(p, vocab.FamilyName, family)
	for _, n := range otherNames {
		g.str(p, vocab.AlternateName, n)
	}
	if strings.HasPrefix(id, "bioguide:") {
		g.str(p, vocab.Identifier, id)
	}
	return p
}

// Country makes a country.
func (g *Graph) Country(code, name string) quad.IRI {
	c := quad.IRI(ns + "country:" + code)
	g.Add(c, vocab.Type, vocab.Country)
	g.str(c, vocab.Label, name)
	g.str(c, vocab.Identifier, "iso3166:"+code)
	return c
}

// Organization makes a body.
func (g *Graph) Organization(slug, name, classification string) quad.IRI {
	o := quad.IRI(ns + "organization:" + slug)
	g.Add(o, vocab.Type, vocab.Organization)
	g.str(o, vocab.Label, name)
	g.str(o, vocab.Classification, classification)
	return o
}

// Post makes a post; chamber and state may be empty.
func (g *Graph) Post(slug, name, chamber, state string) quad.IRI {
	p := quad.IRI(ns + "post:" + slug)
	g.Add(p, vocab.Type, vocab.Post)
	g.str(p, vocab.Label, name)
	g.str(p, vocab.Chamber, chamber)
	g.str(p, vocab.State, state)
	return p
}

// Tenure makes a person hold a post.
func (g *Graph) Tenure(person, post quad.IRI, party, start, end string) quad.IRI {
	t := quad.IRI(ns + "tenure:" + hash(string(person), string(post), start))
	g.Add(t, vocab.Type, vocab.Tenure)
	g.Add(person, vocab.Holds, t)
	g.Add(t, vocab.OnPost, post)
	g.str(t, vocab.Party, party)
	g.date(t, vocab.StartDate, start)
	g.date(t, vocab.EndDate, end)
	return t
}

// Letter makes a letter that the current document (the label) carries in full.
func (g *Graph) Letter(title, date string) quad.IRI {
	l := quad.IRI(ns + "letter:" + hash(title))
	g.Add(l, vocab.Type, vocab.Letter)
	g.str(l, vocab.Label, title)
	g.str(l, vocab.Title, title)
	g.date(l, vocab.LetterDate, date)
	g.str(l, vocab.DateBasis, "printed")
	g.Add(l, vocab.FullTextIn, g.label)
	return l
}

// Sign makes a person sign a letter, with evidence for the edge and the signature.
func (g *Graph) Sign(person, letter quad.IRI, order int, name string) quad.IRI {
	s := quad.IRI(ns + "signature:" + hash(string(person), string(letter)))
	g.Add(s, vocab.Type, vocab.Signature)
	g.Add(s, vocab.OnLetter, letter)
	g.Add(s, vocab.Signatory, person)
	g.Add(person, vocab.Signed, letter)
	g.str(s, vocab.AsName, name)
	g.Add(s, vocab.Order, quad.Int(order))
	g.str(s, vocab.SignRole, "signer")
	g.str(s, vocab.Mode, "listed")
	g.str(s, vocab.Decision, "accepted")
	g.Add(s, vocab.Confidence, quad.TypedString{Value: "0.99", Type: vocab.Decimal})
	g.Add(s, vocab.HasEvidence, g.Evidence(person, vocab.Signed, letter, order*10, name))
	return s
}

// Evidence makes the evidence of a statement in the current document.
func (g *Graph) Evidence(s, p, o quad.IRI, start int, quote string) quad.IRI {
	e := quad.IRI(ns + "evidence:" + hash(string(g.label), string(s), string(p), string(o)))
	g.Add(e, vocab.Type, vocab.Evidence)
	g.Add(e, vocab.InDocument, g.label)
	g.Add(e, vocab.SpanStart, quad.Int(start))
	g.Add(e, vocab.SpanEnd, quad.Int(start+len(quote)))
	g.str(e, vocab.Quote, quote)
	g.str(e, vocab.Rule, "test")
	g.Add(e, vocab.Subject, s)
	g.Add(e, vocab.Predicate, p)
	g.Add(e, vocab.Object, o)
	return e
}

// Edge adds a plain edge with evidence.
func (g *Graph) Edge(s, p, o quad.IRI, quote string) {
	g.Add(s, p, o)
	g.Evidence(s, p, o, 5, quote)
}

// Recipient makes an addressee of a letter.
func (g *Graph) Recipient(letter, who quad.IRI, order int, name string) quad.IRI {
	r := quad.IRI(ns + "recipient:" + hash(string(letter), string(who)))
	g.Add(r, vocab.Type, vocab.Recipient)
	g.Add(r, vocab.OnLetter, letter)
	g.Add(r, vocab.Addressee, who)
	g.str(r, vocab.AsName, name)
	g.str(r, vocab.Kind, "to")
	g.Add(r, vocab.Order, quad.Int(order))
	g.str(r, vocab.Decision, "accepted")
	g.Edge(letter, vocab.AddressedTo, who, "Dear "+name)
	return r
}

// Demand makes a letter ask for an act against targets.
func (g *Graph) Demand(letter quad.IRI, kind, text string, order int, targets ...quad.IRI) quad.IRI {
	d := quad.IRI(ns + "demand:" + hash(string(letter), text))
	concept := iri.DemandType(kind)
	g.Add(concept, vocab.Type, vocab.DemandType)
	g.str(concept, vocab.Label, strings.ReplaceAll(kind, "_", " "))
	g.Add(d, vocab.Type, vocab.Demand)
	g.str(d, vocab.Label, text)
	g.Add(d, vocab.DemandedAct, concept)
	g.str(d, vocab.Text, text)
	g.str(d, vocab.Polarity, "for")
	g.str(d, vocab.Force, "urge")
	g.Add(d, vocab.Order, quad.Int(order))
	g.Add(d, vocab.DemandedBy, letter)
	g.Edge(letter, vocab.Makes, d, text)
	for _, t := range targets {
		g.Edge(d, vocab.Targets, t, text)
	}
	return d
}

// Event makes a letter mention an event.
func (g *Graph) Event(letter quad.IRI, name, date string) quad.IRI {
	e := quad.IRI(ns + "event:" + hash(name, date))
	g.Add(e, vocab.Type, vocab.Event)
	g.str(e, vocab.Label, name)
	g.date(e, vocab.StartDate, date)
	g.Edge(letter, vocab.Mentions, e, name)
	return e
}
