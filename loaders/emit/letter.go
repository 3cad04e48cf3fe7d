package emit

import (
	"strconv"

	"demarche/schema"
	"demarche/schema/iri"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

func (e *emitter) letter(l schema.Letter, id Identity) {
	letter := id.IRI
	e.node(letter, vocab.Letter, id.Name)
	e.builder.text(letter, vocab.Title, l.Title)
	if id.Date && l.Date != "" {
		e.date(letter, vocab.LetterDate, l.Date)
		e.builder.text(letter, vocab.DateBasis, string(l.DateBasis))
	}
	e.add(letter, documentedBy(l.Mode), e.doc)
	if l.ClaimedSignatures != nil {
		e.number(letter, vocab.ClaimedSignatures, *l.ClaimedSignatures)
	}
	e.builder.text(letter, vocab.ClaimedText, l.ClaimedText)
	for _, s := range l.Senders {
		body := iri.Organization(s.Name)
		e.node(body, vocab.Organization, s.Name)
		e.add(letter, vocab.SentBy, body)
		if s.Span != nil {
			e.evidence(letter, vocab.SentBy, body, *s.Span, "sender", 0)
		}
	}
	for _, s := range l.Signatures {
		e.signature(letter, s)
	}
	for _, r := range l.Recipients {
		e.recipient(letter, r)
	}
	for _, c := range l.CountryMentions {
		if c.Subject {
			country := e.country(c.Code)
			e.add(letter, vocab.Concerns, country)
			e.evidence(letter, vocab.Concerns, country, c.Span, "country", 0)
		}
	}
	for _, ev := range l.Events {
		e.event(letter, ev)
	}
	for _, m := range l.Legal {
		law := e.law(m.Name)
		e.add(letter, vocab.BasedOn, law)
		e.evidence(letter, vocab.BasedOn, law, m.Span, "legal-"+m.Mode, 0)
	}
	e.demands(letter, l)
	for _, s := range l.Statements {
		e.statement(s)
	}
}

func documentedBy(m schema.DocumentMode) quad.IRI {
	switch m {
	case schema.ModeFull:
		return vocab.FullTextIn
	case schema.ModeExcerpt:
		return vocab.ExcerptIn
	}
	return vocab.ReportedIn
}

// provisional declares a person known from a text only; parts identify the mention.
func (e *emitter) provisional(name string, parts ...string) quad.IRI {
	p := iri.Person(iri.ProvisionalID(parts...))
	e.node(p, vocab.Person, name)
	e.truth(p, vocab.Provisional, true)
	return p
}

// registered mentions a person of a register: the register declares it, the text adds the form it prints.
func (e *emitter) registered(id, printed string) quad.IRI {
	p := iri.Person(id)
	e.add(p, vocab.Type, vocab.Person)
	e.builder.text(p, vocab.AlternateName, printed)
	return p
}

func (e *emitter) signature(letter quad.IRI, s schema.Signature) {
	var person quad.IRI
	key := "name:" + iri.Slug(s.Name)
	switch s.Decision {
	case schema.Accepted:
		person, key = e.registered(s.Person, s.Name), s.Person
	case schema.Ambiguous:
	default:
		person = e.provisional(s.Name, string(letter), iri.Slug(s.Name))
	}
	sig := iri.Hash("signature", string(letter), key)
	e.add(sig, vocab.Type, vocab.Signature)
	e.add(sig, vocab.OnLetter, letter)
	e.builder.text(sig, vocab.AsName, s.Name)
	e.builder.text(sig, vocab.AsTitle, s.Title)
	e.number(sig, vocab.Order, s.Order)
	e.builder.text(sig, vocab.SignRole, string(s.Role))
	e.builder.text(sig, vocab.Mode, string(s.Mode))
	e.builder.text(sig, vocab.Decision, string(s.Decision))
	if s.Confidence > 0 {
		e.score(sig, vocab.Confidence, s.Confidence)
	}
	if person != "" {
		e.add(sig, vocab.Signatory, person)
		e.add(person, vocab.Signed, letter)
		e.add(sig, vocab.HasEvidence, e.evidence(person, vocab.Signed, letter, s.Span, s.Rule, s.Confidence))
		return
	}
	for _, c := range s.Candidates {
		e.add(sig, vocab.Candidate, e.registered(c, ""))
	}
	e.add(sig, vocab.HasEvidence, e.evidence(sig, vocab.OnLetter, letter, s.Span, s.Rule, s.Confidence))
}

func (e *emitter) recipient(letter quad.IRI, r schema.Recipient) {
	to := e.addressee(r)
	node := iri.Hash("recipient", string(letter), string(to), r.Kind)
	e.add(node, vocab.Type, vocab.Recipient)
	e.add(node, vocab.OnLetter, letter)
	e.add(node, vocab.Addressee, to)
	e.builder.text(node, vocab.AsName, r.Name)
	e.builder.text(node, vocab.AsOffice, r.Office)
	e.builder.text(node, vocab.AsOrganization, r.Organization)
	e.builder.text(node, vocab.Kind, r.Kind)
	e.builder.text(node, vocab.Decision, string(r.Decision))
	e.truth(node, vocab.SeparateCopy, r.SeparateCopy)
	e.number(node, vocab.Order, r.Order)
	if r.Kind == "to" {
		e.add(letter, vocab.AddressedTo, to)
		e.add(node, vocab.HasEvidence, e.evidence(letter, vocab.AddressedTo, to, r.Span, r.Rule, 0))
		return
	}
	e.add(node, vocab.HasEvidence, e.evidence(node, vocab.Addressee, to, r.Span, r.Rule, 0))
}

// addressee is the person of a register, a person known by name and office only, an office, or a body.
func (e *emitter) addressee(r schema.Recipient) quad.IRI {
	switch {
	case r.Person != "":
		return e.registered(r.Person, r.Name)
	case r.Name != "":
		return e.provisional(r.Name, "addressee", iri.Slug(r.Name), iri.Slug(r.Office+" "+r.Organization))
	case r.Office != "" && iri.Slug(r.Office) != iri.Slug(r.Organization):
		post := schema.Post{Name: r.Office, Organization: r.Organization}
		p := iri.Post(post)
		e.node(p, vocab.Post, r.Office)
		if r.Organization != "" {
			body := iri.Organization(r.Organization)
			e.node(body, vocab.Organization, r.Organization)
			e.add(p, vocab.PostIn, body)
			e.evidence(p, vocab.PostIn, body, r.Span, r.Rule, 0)
		}
		return p
	}
	body := iri.Organization(r.Organization)
	e.node(body, vocab.Organization, r.Organization)
	return body
}

func (e *emitter) country(code string) quad.IRI {
	c := iri.Country(code)
	e.node(c, vocab.Country, countryName(code))
	e.builder.text(c, vocab.Identifier, "iso3166:"+code)
	return c
}

func (e *emitter) event(letter quad.IRI, ev schema.EventMention) {
	node := iri.Hash("event", ev.Type, ev.Date, iri.Slug(ev.Name))
	e.node(node, vocab.Event, ev.Name)
	e.date(node, vocab.StartDate, ev.Date)
	e.builder.text(node, vocab.EventType, ev.Type)
	e.add(letter, vocab.Mentions, node)
	e.evidence(letter, vocab.Mentions, node, ev.Span, ev.Rule, 0)
}

func (e *emitter) law(name string) quad.IRI {
	law := iri.Legal(name)
	e.node(law, vocab.LegalBasis, name)
	return law
}

func (e *emitter) statement(s schema.Statement) {
	node := iri.Hash("statement", string(e.doc), strconv.Itoa(s.Span[0]), strconv.Itoa(s.Span[1]))
	e.add(node, vocab.Type, vocab.Statement)
	var speaker quad.IRI
	if s.Person != "" {
		speaker = e.registered(s.Person, "")
	} else if s.Speaker != "" {
		speaker = e.provisional(s.Speaker, string(e.doc), iri.Slug(s.Speaker))
	}
	e.add(node, vocab.Speaker, speaker)
	e.builder.text(node, vocab.Text, s.Text)
	e.add(node, vocab.StatedIn, e.doc)
	e.add(node, vocab.HasEvidence, e.evidence(node, vocab.StatedIn, e.doc, s.Span, "quotation", 0))
	for _, d := range s.Demands {
		e.demand(node, speaker, d)
	}
}
