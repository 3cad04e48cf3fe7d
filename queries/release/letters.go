package release

import (
	"strconv"

	"demarche/graph"
	"demarche/queries/corpus"
)

func (b *builder) letters() {
	c, T := b.c, b.c.T
	t := b.add("letter", "Letters: one row for each act of writing, in however many documents", 1, idColumn, text("name", "what to call it"), text("title", "the title that a document gives it"),
		partial("date", "date"), day("date_from", "first day that the date covers"), day("date_to", "last day that it covers"),
		text("date_basis", "printed, reported, release_date or inferred"), whole("signatures", "people who signed"),
		whole("claimed_signatures", "signatures that the text claims"), text("claimed_text", "where it claims them"))
	b.every(t, corpus.KindLetter, func(n graph.ID) {
		d := c.LetterDate(n)
		b.row(t, b.id(n), c.Label(n), c.Text(n, T.Title), string(d), string(d.First()), string(d.Last()), c.Text(n, T.DateBasis),
			strconv.Itoa(c.CountSignatories(n)), b.int(n, T.ClaimedSignatures), c.Text(n, T.ClaimedText))
	})
}

func (b *builder) signatures() {
	c, T := b.c, b.c.T
	t := b.add("signature", "Who signed which letter, as printed and as known", 1, idColumn, must(ref("letter", "letter", "the letter")),
		ref("person", "person", "who; empty while several people fit"), text("as_name", "printed name"), text("as_title", "printed title"),
		whole("position", "place in the list, from 1"), text("role", "lead, cosigner or signer"), text("mode", "listed, typed, slash_s or reported"),
		text("decision", "accepted, ambiguous or none"), number("confidence", "0 to 1"), list("candidates", "who it might be"),
		ref("tenure", "tenure", "the office held when signing"), evidenceColumn)
	b.every(t, corpus.KindSignature, func(n graph.ID) {
		letter, person := c.One(n, T.OnLetter), c.One(n, T.Signatory)
		b.row(t, b.id(n), b.id(letter), b.idIf(person, corpus.KindPerson), c.Text(n, T.AsName), c.Text(n, T.AsTitle), b.int(n, T.Order), c.Text(n, T.SignRole),
			c.Text(n, T.Mode), c.Text(n, T.Decision), c.Text(n, T.Confidence), b.ids(b.r.Out(n, T.Candidate)), b.idIf(c.SigningTenure(n), corpus.KindTenure),
			b.evidence(t, b.id(n), b.places(n, person, T.Signed, letter)))
	})
}

func (b *builder) recipients() {
	c, T := b.c, b.c.T
	t := b.add("recipient", "To whom letters go", 1, idColumn, must(ref("letter", "letter", "the letter")), ref("person", "person", "who, when it is a person"),
		ref("post", "post", "which office, when no holder is known"), ref("organization", "organization", "which body"), text("as_name", "printed name"),
		text("as_office", "printed office"), text("as_organization", "printed body"), text("kind", "to or cc"), whole("position", "place in the list, from 1"),
		truth("separate_copy", "each got a letter of their own"), text("decision", "accepted, ambiguous or none"), evidenceColumn)
	b.every(t, corpus.KindRecipient, func(n graph.ID) {
		letter, who := c.One(n, T.OnLetter), c.One(n, T.Addressee)
		b.row(t, b.id(n), b.id(letter), b.idIf(who, corpus.KindPerson), b.idIf(who, corpus.KindPost), b.idIf(who, corpus.KindOrganization), c.Text(n, T.AsName),
			c.Text(n, T.AsOffice), c.Text(n, T.AsOrganization), c.Text(n, T.Kind), b.int(n, T.Order), strconv.FormatBool(c.Bool(n, T.SeparateCopy)),
			c.Text(n, T.Decision), b.evidence(t, b.id(n), b.places(n, letter, T.AddressedTo, who)))
	})
}

func (b *builder) demands() {
	c, T := b.c, b.c.T
	t := b.add("demand", "Acts asked for, by a letter or by a person quoted about it", 1, idColumn, ref("letter", "letter", "the letter that asks"),
		ref("statement", "statement", "the quoted statement that asks, when no letter does"), text("type", "kind of act"), text("name", "what to call it"),
		text("text", "the sentence or clause"), text("addressee", "of whom it is asked, as printed"), text("actor", "who is to act, as printed"),
		text("target_text", "against whom, as printed"), text("polarity", "for or against the act"), text("force", "must, urge, request or express"),
		text("condition", "on what condition"), text("basis_mode", "the law is invoked or mentioned"), whole("position", "place in the text, from 1"), evidenceColumn)
	aims := b.add("demand_target", "Against whom demands aim", 2, must(ref("demand", "demand", "the demand")), text("target", "id of the target"),
		text("kind", "person, organization or country"), ref("person", "person", "when it is a person"), ref("organization", "organization", "when it is a body"),
		ref("country", "country", "when it is a country"), evidenceColumn)
	b.every(t, corpus.KindDemand, func(n graph.ID) {
		letter, maker := c.LetterOfDemand(n), graph.ID(0)
		statement := ""
		if letter == 0 {
			for _, s := range c.StatementsOfDemand(n) {
				maker, statement = s, b.id(s)
				break
			}
		}
		if letter != 0 {
			maker = letter
		}
		b.row(t, b.id(n), b.id(letter), statement, c.DemandTypeOf(n), c.Label(n), c.Text(n, T.Text), c.Text(n, T.AskedOf), c.Text(n, T.Actor), c.Text(n, T.TargetText),
			c.Text(n, T.Polarity), c.Text(n, T.Force), c.Text(n, T.Condition), c.Text(n, T.BasisMode), b.int(n, T.Order),
			b.evidence(t, b.id(n), b.places(n, maker, T.Makes, n)))
		for o := range b.r.Out(n, T.Targets).Distinct() {
			b.row(aims, b.id(n), b.id(o), c.KindOf(o).String(), b.idIf(o, corpus.KindPerson), b.idIf(o, corpus.KindOrganization), b.idIf(o, corpus.KindCountry),
				b.evidence(aims, b.id(n)+" "+b.id(o), c.EvidenceOfEdge(n, T.Targets, o)))
		}
	})
	aims.sort()
}

// letterLinks makes the tables of what letters are tied to by plain edges.
func (b *builder) letterLinks() {
	c, T := b.c, b.c.T
	in := b.add("letter_document", "The documents that carry or report a letter", 3, must(ref("letter", "letter", "the letter")),
		must(ref("document", "document", "the document")), text("mode", "full, excerpt or report"))
	b.every(in, corpus.KindLetter, func(n graph.ID) {
		for _, d := range c.Documents(n) {
			b.row(in, b.id(n), b.id(d.Document), d.Mode)
		}
	})
	for _, x := range []struct {
		name, about string
		p           graph.ID
		other       string
		k           corpus.Kind
	}{
		{"letter_country", "The countries that letters are about", T.Concerns, "country", corpus.KindCountry},
		{"letter_event", "The events that letters mention", T.Mentions, "event", corpus.KindEvent},
		{"letter_sender", "The bodies in whose name letters go out", T.SentBy, "organization", corpus.KindOrganization},
	} {
		t := b.add(x.name, x.about, 2, must(ref("letter", "letter", "the letter")), must(ref(x.other, x.other, "the "+x.other)), evidenceColumn)
		b.every(t, corpus.KindLetter, func(n graph.ID) { b.link(t, n, x.p, x.k) })
	}
}

func (b *builder) laws() {
	c, T := b.c, b.c.T
	t := b.add("legal_basis", "Laws and resolutions", 1, idColumn, text("name", "name"))
	b.every(t, corpus.KindLegalBasis, func(n graph.ID) { b.row(t, b.id(n), c.Label(n)) })
	cites := b.add("citation", "The laws that demands and letters cite", 2, text("by", "id of the demand or letter"), must(ref("legal_basis", "legal_basis", "the law")),
		ref("letter", "letter", "when a letter cites it"), ref("demand", "demand", "when a demand does"), evidenceColumn)
	for _, k := range []corpus.Kind{corpus.KindDemand, corpus.KindLetter} {
		b.every(cites, k, func(n graph.ID) {
			for o := range b.r.Out(n, T.BasedOn).Distinct() {
				b.row(cites, b.id(n), b.id(o), b.idIf(n, corpus.KindLetter), b.idIf(n, corpus.KindDemand),
					b.evidence(cites, b.id(n)+" "+b.id(o), c.EvidenceOfEdge(n, T.BasedOn, o)))
			}
		})
	}
}

func (b *builder) statements() {
	c, T := b.c, b.c.T
	t := b.add("statement", "What people quoted in a document say; it is never the letter's text", 1, idColumn, ref("person", "person", "who speaks"),
		text("text", "the words"), ref("document", "document", "the document that quotes them"), evidenceColumn)
	b.every(t, corpus.KindStatement, func(n graph.ID) {
		b.row(t, b.id(n), b.idIf(c.One(n, T.Speaker), corpus.KindPerson), c.Text(n, T.Text), b.idIf(c.One(n, T.StatedIn), corpus.KindDocument),
			b.evidence(t, b.id(n), b.places(n, 0, 0, 0)))
	})
}

func (b *builder) sanctions() {
	c, T := b.c, b.c.T
	t := b.add("sanction", "Sanctions that a register lists; what letters ask for is in demand.csv", 1, idColumn, ref("person", "person", "when it is a person"),
		ref("organization", "organization", "when it is a body"), text("authority", "who sanctions"), text("program", "program"), partial("date", "listed"),
		ref("register", "register", "who says so"), text("locator", "where in the register the row stands"))
	b.every(t, corpus.KindSanction, func(n graph.ID) {
		who := c.One(n, T.Sanctioned)
		b.row(t, b.id(n), b.idIf(who, corpus.KindPerson), b.idIf(who, corpus.KindOrganization), c.Text(n, T.Authority), c.Text(n, T.Program),
			string(c.Date(n, T.ListingDate)), b.register(b.asserter(n, T.Sanctioned, who)), c.Text(n, T.Locator))
	})
}
