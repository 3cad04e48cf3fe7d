package release

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"demarche/graph"
	"demarche/graph/judgements"
	"demarche/queries/corpus"
	"demarche/schema/vocab"

	"github.com/cayleygraph/quad"
)

func text(name, about string) Column   { return Column{Name: name, Type: typeString, About: about} }
func whole(name, about string) Column  { return Column{Name: name, Type: typeInteger, About: about} }
func number(name, about string) Column { return Column{Name: name, Type: typeNumber, About: about} }
func truth(name, about string) Column  { return Column{Name: name, Type: typeBoolean, About: about} }
func day(name, about string) Column    { return Column{Name: name, Type: typeDate, About: about} }
func partial(name, about string) Column {
	return Column{Name: name, Type: typePartial, About: about + "; a day, a month or a year"}
}
func list(name, about string) Column { return Column{Name: name, Type: typeList, About: about} }
func ref(name, table, about string) Column {
	return Column{Name: name, Type: typeString, Ref: table, About: about}
}

func must(c Column) Column {
	c.Required = true
	return c
}

var (
	idColumn       = text("id", "stable id")
	evidenceColumn = must(ref("evidence", "evidence", "the sentence that says so; of several the first by document and place"))
	sourcesColumn  = list("sources", "ids of the registers and documents that speak of it")
)

// build makes every table, in the order of the documentation. The evidence comes last: it knows what rests on it.
func (b *builder) build(judged *judgements.Set) {
	b.people()
	b.tenures()
	b.letters()
	b.signatures()
	b.recipients()
	b.demands()
	evidence := b.add("evidence", "The sentences that facts rest on", 1, idColumn, must(ref("document", "document", "where it stands")), must(whole("start", "first code point of the normalized text, from 0")),
		must(whole("end", "behind the last code point")), whole("page", "of a PDF of several pages, from 1"), must(text("quote", "the sentence")), text("rule", "the rule that found it"), number("confidence", "0 to 1; empty when not stated"),
		text("subject", "of the statement that it supports"), text("predicate", "of the statement"), text("object", "of the statement"),
		text("table", "the table of the first row that rests on it"), text("row", "that row: its key, with spaces between the parts"))
	b.documents()
	b.events()
	b.bodies()
	b.letterLinks()
	b.laws()
	b.statements()
	b.sanctions()
	b.registers()
	b.judgements(judged)
	b.evidenceRows(evidence)
}

func (b *builder) people() {
	c, T := b.c, b.c.T
	t := b.add("person", "People of registers, and provisional ones known from a text only", 1, idColumn,
		text("name", "what to call the person"), text("given", "given name"), text("additional", "middle names"), text("family", "family name"),
		text("suffix", "Jr., III"), list("names", "every form of the name"), partial("birth", "date of birth"), text("gender", "as the register has it"),
		truth("provisional", "known from a text only"), text("bioguide", "Biographical Directory of Congress"), text("icpsr", "Voteview"),
		text("govtrack", "GovTrack"), text("wikidata", "Wikidata"), text("ocd", "Open Civic Data"), text("party", "latest known party"), sourcesColumn)
	person := b.r.ID(vocab.Person)
	b.every(t, corpus.KindPerson, func(p graph.ID) {
		b.row(t, b.id(p), c.Label(p), c.Text(p, T.GivenName), c.Text(p, T.AdditionalName), c.Text(p, T.FamilyName), c.Text(p, T.NameSuffix),
			b.list(c.Names(p)), string(c.Date(p, T.BirthDate)), c.Text(p, T.Gender), strconv.FormatBool(c.Provisional(p)), c.IdentifierIn(p, "bioguide"),
			c.IdentifierIn(p, "icpsr"), c.IdentifierIn(p, "govtrack"), b.wikidata(p), c.IdentifierIn(p, "ocd"), c.PartyOn(p, ""),
			b.asserters(p, person))
	})
}

// wikidata is the Q-number of a node.
func (b *builder) wikidata(n graph.ID) string {
	for o := range b.r.Out(n, b.c.T.SameAs).Distinct() {
		if q, ok := strings.CutPrefix(b.r.Text(o), "http://www.wikidata.org/entity/"); ok {
			return q
		}
	}
	return b.c.IdentifierIn(n, "wikidata")
}

// predicate is the short form of a predicate, dm:signed.
func (b *builder) predicate(n graph.ID) string {
	if n == 0 {
		return ""
	}
	return vocab.Compact(quad.IRI(b.r.Text(n)))
}

func (b *builder) tenures() {
	c, T := b.c, b.c.T
	t := b.add("tenure", "Who held which office when", 1, idColumn, must(ref("person", "person", "the holder")), ref("post", "post", "the office"),
		text("chamber", "sen, rep, upper, lower or exec"), text("state", "two letters"), text("district", "as the register has it"),
		text("party", "during the tenure, as the register spells it"), partial("start", "first day"), partial("end", "last day; empty while it lasts or when unknown"),
		ref("register", "register", "who says so"), text("locator", "where in the register the row stands"))
	b.every(t, corpus.KindTenure, func(n graph.ID) {
		x, person := c.Tenure(n), b.r.In(n, T.Holds).First()
		if person == 0 {
			return
		}
		b.row(t, b.id(n), b.id(person), b.idIf(x.Post, corpus.KindPost), x.Chamber, x.State, x.District, x.Party, string(x.During.Start), string(x.During.End),
			b.register(b.asserter(person, T.Holds, n)), c.Text(n, T.Locator))
	})
	a := b.add("affiliation", "Who belonged to which party when", 1, idColumn, must(ref("person", "person", "who")), text("party", "as the register spells it"),
		partial("start", "first day"), partial("end", "last day"), ref("register", "register", "who says so"))
	b.every(a, corpus.KindAffiliation, func(n graph.ID) {
		if person := b.r.In(n, T.Affiliated).First(); person != 0 {
			d := c.During(n)
			b.row(a, b.id(n), b.id(person), c.Text(n, T.Party), string(d.Start), string(d.End), b.register(b.asserter(person, T.Affiliated, n)))
		}
	})
}

// register keeps the id of a register and drops that of a document.
func (b *builder) register(id string) string {
	if strings.HasPrefix(id, "register:") {
		return id
	}
	return ""
}

func (b *builder) documents() {
	c, T := b.c, b.c.T
	t := b.add("document", "Letters, releases and reports that were read", 1, idColumn, text("file", "name of the file"), text("title", "title"),
		text("kind", "letter, press_release, news_report or other"), partial("issued", "date of issue"), text("url", "where it came from"),
		text("publisher", "who published it"), text("sha256", "of the file"), text("text_sha256", "of the normalized text that spans count in"),
		text("licence", "as stated; empty is not stated"))
	b.every(t, corpus.KindDocument, func(n graph.ID) {
		b.row(t, b.id(n), c.Text(n, T.FileName), cmp.Or(c.Text(n, T.Title), c.Text(n, T.Label)), c.Text(n, T.Kind), string(c.Date(n, T.Issued)),
			c.Text(n, T.Source), c.Text(n, T.PublishedBy), c.Text(n, T.SHA256), c.Text(n, T.TextSHA256), c.Text(n, T.Licence))
	})
}

func (b *builder) events() {
	c, T := b.c, b.c.T
	t := b.add("event", "What happened, or will, as letters tell it", 1, idColumn, text("name", "as the letter tells it"), text("type", "kind of event"),
		partial("date", "when"))
	b.every(t, corpus.KindEvent, func(n graph.ID) {
		b.row(t, b.id(n), c.Label(n), c.Text(n, T.EventType), string(c.Date(n, T.StartDate)))
	})
}

// bodies makes the tables of countries, organizations and posts.
func (b *builder) bodies() {
	c, T := b.c, b.c.T
	t := b.add("country", "Countries and contested territories", 1, idColumn, text("code", "ISO 3166-1 alpha-2, or a register's code such as AZ-NK"),
		text("name", "name"), list("names", "every form of the name"))
	b.every(t, corpus.KindCountry, func(n graph.ID) { b.row(t, b.id(n), c.CountryCode(n), c.Label(n), b.list(c.Names(n))) })
	o := b.add("organization", "Chambers, agencies, caucuses and others", 1, idColumn, text("name", "name"), text("classification", "kind of body"),
		ref("country", "country", "where"))
	b.every(o, corpus.KindOrganization, func(n graph.ID) {
		b.row(o, b.id(n), c.Label(n), c.Text(n, T.Classification), b.idIf(c.One(n, T.InCountry), corpus.KindCountry))
	})
	p := b.add("post", "Offices that people hold one after the other", 1, idColumn, text("name", "name"), ref("organization", "organization", "of which body"),
		text("chamber", "sen, rep, upper, lower or exec"), text("state", "two letters"), text("district", "as the register has it"), ref("country", "country", "where"))
	b.every(p, corpus.KindPost, func(n graph.ID) {
		b.row(p, b.id(n), c.Label(n), b.idIf(c.One(n, T.PostIn), corpus.KindOrganization), c.Text(n, T.Chamber), c.Text(n, T.State), c.Text(n, T.District),
			b.idIf(c.One(n, T.InCountry), corpus.KindCountry))
	})
}

func (b *builder) registers() {
	t := b.add("register", "The editions of the registers drawn on", 1, idColumn, text("title", "title"), text("publisher", "publisher"), text("edition", "date or version"),
		text("licence", "as the publisher states it"), text("url", "where it came from"), text("sha256", "of the file"), whole("records", "rows read"))
	for _, g := range b.c.Registers() {
		b.row(t, b.id(g.Node), g.Title, g.Publisher, g.Edition, g.Licence, g.Source, g.SHA256, strconv.Itoa(g.Records))
	}
	t.sort()
}

// judgements lists what people decided on who is who, so that a comparison of releases can name it.
func (b *builder) judgements(set *judgements.Set) {
	t := b.add("judgement", "What people decided on who is who", 2, text("left", "a mention's key or a person"), text("right", "a person"), text("verdict", "positive, negative or unsure"),
		text("who", "who decided"), text("when", "when"), text("note", "why"))
	if set == nil {
		return
	}
	for _, j := range set.All() {
		b.row(t, j.Left, j.Right, string(j.Verdict), j.Who, j.When, j.Note)
	}
	t.sort()
}

func (b *builder) evidenceRows(t *Table) {
	c := b.c
	b.every(t, corpus.KindEvidence, func(n graph.ID) {
		e, s := c.Evidence(n), c.StatementOfEvidence(n)
		if e.Document == 0 || e.Start < 0 || e.Quote == "" {
			return
		}
		confidence := ""
		if e.Confidence > 0 {
			confidence = strconv.FormatFloat(e.Confidence, 'g', -1, 64)
		}
		page := ""
		if e.Page > 0 {
			page = strconv.Itoa(e.Page)
		}
		at := b.supports[b.id(n)]
		b.row(t, b.id(n), b.id(e.Document), strconv.Itoa(e.Start), strconv.Itoa(e.End), page, e.Quote, e.Rule, confidence, b.id(s.Subject), b.predicate(s.Predicate), b.id(s.Object), at[0], at[1])
	})
}

// link adds a table of plain edges between a node and others.
func (b *builder) link(t *Table, s, p graph.ID, k corpus.Kind) {
	var out []graph.ID
	for o := range b.r.Out(s, p).Distinct() {
		if b.c.KindOf(o) == k {
			out = append(out, o)
		}
	}
	slices.Sort(out)
	for _, o := range out {
		b.row(t, b.id(s), b.id(o), b.evidence(t, b.id(s)+" "+b.id(o), b.c.EvidenceOfEdge(s, p, o)))
	}
}
