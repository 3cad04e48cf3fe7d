package gql

import (
	"strings"

	"demarche/graph"
	"demarche/queries/corpus"
)

// definePlaces defines Country, Event and LegalBasis.
func definePlaces(e *Engine) {
	r := e.reg
	about := func(name, doc string, p func(t *corpus.Terms) graph.ID) *fieldDef {
		return e.letterList(name, doc, func(x *exec, o obj) ([]graph.ID, graph.ID, bool) {
			return lettersIn(x, o, p(&x.c.T)), p(&x.c.T), true
		})
	}
	e.entity("Country", corpus.KindCountry, "A country or contested territory.",
		r.leaf("code", "String!", "The ISO 3166-1 alpha-2 code, or a contested territory's register code such as AZ-NK.", func(x *exec, o obj, _ any) error {
			x.str(x.c.CountryCode(o.id))
			return nil
		}),
		r.leaf("names", "[String!]!", "Every form of the name.", func(x *exec, o obj, _ any) error { x.strs(x.c.Names(o.id)); return nil }),
		about("letters", "The letters about it.", func(t *corpus.Terms) graph.ID { return t.Concerns }),
		e.demandList("targetedBy", "The demands that aim at it.", targeted))
	e.connectionType("Country", "countries")
	e.entity("Event", corpus.KindEvent, "Something that happened, or will, as letters tell it.",
		text(r, "date", "Date", "When it begins.", func(t *corpus.Terms) graph.ID { return t.StartDate }),
		text(r, "type", "String", "What sort of event it is.", func(t *corpus.Terms) graph.ID { return t.EventType }),
		about("letters", "The letters that mention it.", func(t *corpus.Terms) graph.ID { return t.Mentions }))
	e.connectionType("Event", "events")
	e.entity("LegalBasis", corpus.KindLegalBasis, "A law, section or resolution.",
		about("letters", "The letters that name it.", func(t *corpus.Terms) graph.ID { return t.BasedOn }),
		e.conn("demands", "Demand", "The demands that rest on it.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			var out []graph.ID
			for n := range x.c.Reader().In(o.id, x.c.T.BasedOn).Distinct() {
				if x.c.KindOf(n) == corpus.KindDemand {
					out = append(out, n)
				}
			}
			x.c.Sort(corpus.KindDemand, out)
			return e.related("Demand", out, o.id, x.c.T.BasedOn, true), nil
		}))
	e.connectionType("LegalBasis", "laws, sections and resolutions")
}

// defineDemands defines Demand, DemandConcept and Statement.
func defineDemands(e *Engine) {
	r := e.reg
	lit := func(name, doc string, p func(t *corpus.Terms) graph.ID) *fieldDef {
		return text(r, name, "String", doc, p)
	}
	choice := func(name, typ, doc string, p func(t *corpus.Terms) graph.ID) *fieldDef {
		return enumField(r, name, typ, doc, func(x *exec, o obj) string { return x.c.Text(o.id, p(&x.c.T)) })
	}
	e.entity("Demand", corpus.KindDemand, "An act that a letter, or a person quoted about it, asks for. That it is asked for says nothing on whether it was done.",
		enumField(r, "type", "DemandType", "The kind of act.", func(x *exec, o obj) string { return x.c.DemandTypeOf(o.id) }),
		node(r, "concept", "DemandConcept", "The kind of act as a concept.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.DemandedAct) }),
		lit("text", "The sentence or clause as it stands.", func(t *corpus.Terms) graph.ID { return t.Text }),
		lit("addressee", "Of whom it is asked, as printed.", func(t *corpus.Terms) graph.ID { return t.AskedOf }),
		lit("actor", "Who is to act, as printed.", func(t *corpus.Terms) graph.ID { return t.Actor }),
		lit("targetText", "Against whom, as printed.", func(t *corpus.Terms) graph.ID { return t.TargetText }),
		lit("condition", "On what condition.", func(t *corpus.Terms) graph.ID { return t.Condition }),
		choice("polarity", "Polarity", "For or against the act.", func(t *corpus.Terms) graph.ID { return t.Polarity }),
		choice("force", "Force", "How strongly it is asked.", func(t *corpus.Terms) graph.ID { return t.Force }),
		choice("basisMode", "BasisMode", "How the law stands with it.", func(t *corpus.Terms) graph.ID { return t.BasisMode }),
		nodes(r, "legalBases", "LegalBasis", "The laws it rests on.", 2, func(x *exec, o obj) []graph.ID { return distinctOut(x, o, x.c.T.BasedOn) }),
		numberField(r, "order", "The place in the order of the text, from 1.", func(t *corpus.Terms) graph.ID { return t.Order }),
		e.conn("targets", "Entity", "Against whom or what it is asked.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			return &connection{ids: distinctOut(x, o, x.c.T.Targets), rel: &relation{o.id, x.c.T.Targets, false}}, nil
		}),
		node(r, "madeBy", "Entity", "Who asks: the letter, or the person quoted.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.DemandedBy) }),
		e.letterList("letters", "The letters that make it; none when a quoted person does.", func(x *exec, o obj) ([]graph.ID, graph.ID, bool) {
			return x.c.LettersOfDemand(o.id), x.c.T.Makes, true
		}),
		nodes(r, "statements", "Statement", "The quoted statements that make it.", 2, func(x *exec, o obj) []graph.ID { return x.c.StatementsOfDemand(o.id) }))
	e.connectionType("Demand", "demands")
	e.entity("DemandConcept", corpus.KindDemandType, "A kind of act asked for, as a concept of the vocabulary.",
		enumField(r, "type", "DemandType", "The kind.", func(x *exec, o obj) string { return x.c.DemandTypeName(o.id) }),
		e.conn("demands", "Demand", "The demands of this kind.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			ids := lettersOf(x, o.id, x.c.T.DemandedAct)
			x.c.Sort(corpus.KindDemand, ids)
			return e.list("Demand", ids), nil
		}))
	e.entity("Statement", corpus.KindStatement, "What a person quoted in a document says; it is not the letter's text.",
		node(r, "speaker", "Person", "Who says it.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.Speaker) }),
		lit("text", "The words.", func(t *corpus.Terms) graph.ID { return t.Text }),
		node(r, "document", "Document", "The document that quotes it.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.StatedIn) }),
		e.demandList("demands", "What it asks for.", func(x *exec, o obj) ([]graph.ID, graph.ID, bool) { return x.c.Demands(o.id), x.c.T.Makes, false }))
	e.connectionType("Statement", "statements")
}

func lettersOf(x *exec, object, predicate graph.ID) []graph.ID {
	var out []graph.ID
	for n := range x.c.Reader().In(object, predicate).Distinct() {
		out = append(out, n)
	}
	return out
}

// defineDocuments defines Document and Register.
func defineDocuments(e *Engine) {
	r := e.reg
	lit := func(name, typ, doc string, p func(t *corpus.Terms) graph.ID) *fieldDef {
		return text(r, name, typ, doc, p)
	}
	e.entity("Document", corpus.KindDocument, "A file that carries or reports letters.",
		lit("title", "String", "The title.", func(t *corpus.Terms) graph.ID { return t.Title }),
		lit("fileName", "String", "The name of the file.", func(t *corpus.Terms) graph.ID { return t.FileName }),
		enumField(r, "sort", "DocumentKind", "What it is.", func(x *exec, o obj) string { return x.c.Text(o.id, x.c.T.Kind) }),
		lit("issued", "Date", "When it was issued, where it says so.", func(t *corpus.Terms) graph.ID { return t.Issued }),
		r.leaf("url", "IRI", "Where it was published.", func(x *exec, o obj, _ any) error { x.opt(iriOnly(x.c.Text(o.id, x.c.T.Source))); return nil }),
		lit("sha256", "String", "The SHA-256 of the file, in hexadecimal.", func(t *corpus.Terms) graph.ID { return t.SHA256 }),
		lit("textSha256", "String", "The SHA-256 of its normalized text, which places of evidence count in.", func(t *corpus.Terms) graph.ID { return t.TextSHA256 }),
		e.letterList("letters", "The letters that it carries or reports.", func(x *exec, o obj) ([]graph.ID, graph.ID, bool) { return x.c.LettersIn(o.id), 0, false }),
		e.conn("statements", "Statement", "What it quotes people with.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			return e.proven("Statement", x.c.StatementsIn(o.id), ownEvidence), nil
		}))
	e.connectionType("Document", "documents")
	reg := func(name, typ, doc string, f func(g corpus.Register) string) *fieldDef {
		return r.leaf(name, typ, doc, func(x *exec, o obj, _ any) error { x.opt(f(x.c.Register(o.id))); return nil })
	}
	e.entity("Register", corpus.KindRegister, "One edition of an official list that the graph draws on.",
		reg("publisher", "String", "Who publishes it.", func(g corpus.Register) string { return g.Publisher }),
		reg("edition", "String", "The publisher's date or version.", func(g corpus.Register) string { return g.Edition }),
		reg("licence", "String", "Under what licence.", func(g corpus.Register) string { return g.Licence }),
		reg("url", "IRI", "Where it comes from.", func(g corpus.Register) string { return iriOnly(g.Source) }),
		reg("sha256", "String", "The SHA-256 of the edition, in hexadecimal.", func(g corpus.Register) string { return g.SHA256 }),
		numberField(r, "records", "The number of its records.", func(t *corpus.Terms) graph.ID { return t.RecordCount }))
	e.connectionType("Register", "registers")
}

// iriOnly gives s when it is an absolute IRI, else "".
func iriOnly(s string) string {
	if i := strings.IndexByte(s, ':'); i > 0 && !strings.ContainsAny(s, " <>\"{}|\\^`\t\r\n") {
		return s
	}
	return ""
}
