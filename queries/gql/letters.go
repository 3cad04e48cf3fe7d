package gql

import (
	"cmp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/schema/date"
)

func sortByStart(c *corpus.Corpus, ids []graph.ID) {
	slices.SortFunc(ids, func(a, b graph.ID) int {
		return cmp.Or(cmp.Compare(c.During(a).Start, c.During(b).Start), strings.Compare(c.IRI(a), c.IRI(b)))
	})
}

func defineLetters(e *Engine) {
	r := e.reg
	letterDate := func(x *exec, o obj) date.Date { return x.c.LetterDate(o.id) }
	status := func(name, doc string, known func(x *exec, o obj) bool, absent string) *fieldDef {
		return r.leaf(name, "ValueStatus!", doc, func(x *exec, o obj, _ any) error {
			if known(x, o) {
				x.str("KNOWN")
			} else {
				x.str(absent)
			}
			return nil
		})
	}
	e.entity("Letter", corpus.KindLetter, "One text signed by one list of people, sent to one or more recipients. Copies to several recipients are one letter.",
		text(r, "title", "String", "The title that a document gives it.", func(t *corpus.Terms) graph.ID { return t.Title }),
		r.leaf("date", "Date", "The date of the letter.", func(x *exec, o obj, _ any) error { x.opt(string(letterDate(x, o))); return nil }),
		status("dateStatus", "Whether the date is known.", func(x *exec, o obj) bool { return letterDate(x, o) != "" }, "UNKNOWN"),
		enumField(r, "dateBasis", "DateBasis", "Where the date comes from.", func(x *exec, o obj) string { return x.c.Text(o.id, x.c.T.DateBasis) }),
		nodes(r, "senders", "Organization", "The bodies in whose name it goes out; their members are no signers by that alone.", 2, func(x *exec, o obj) []graph.ID {
			return distinctOut(x, o, x.c.T.SentBy)
		}),
		numberField(r, "claimedSignatures", "The number of signatures that the text itself claims, leads included.", func(t *corpus.Terms) graph.ID { return t.ClaimedSignatures }),
		text(r, "claimedText", "String", "The words in which it claims an inexact number.", func(t *corpus.Terms) graph.ID { return t.ClaimedText }),
		status("claimedSignaturesStatus", "Whether the text claims an exact number; UNKNOWN when the words are inexact, NOT_APPLICABLE when it claims none.",
			func(x *exec, o obj) bool { _, ok := x.c.Int(o.id, x.c.T.ClaimedSignatures); return ok }, ""),
		e.conn("signatures", "Signature", "The places of signers on the letter in the order of the text, names that fit several people included.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			return e.proven("Signature", x.c.Signatures(o.id), ownEvidence), nil
		}),
		e.signatories(),
		nodes(r, "recipients", "Recipient", "To whom it is addressed and who gets copies, in the order of the text.", 4, func(x *exec, o obj) []graph.ID { return x.c.Recipients(o.id) }),
		e.demandList("demands", "What it asks for, in the order of the text.", func(x *exec, o obj) ([]graph.ID, graph.ID, bool) { return x.c.Demands(o.id), x.c.T.Makes, false }),
		e.conn("targets", "Entity", "The people, bodies and countries against whom it asks acts.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			return &connection{ids: x.c.Targets(o.id), proof: func(c *corpus.Corpus, node graph.ID) (out []graph.ID) {
				for _, d := range c.Demands(o.id) {
					out = append(out, c.EvidenceOfEdge(d, c.T.Targets, node)...)
				}
				return out
			}}, nil
		}),
		e.conn("countries", "Country", "The countries that it is about.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			return e.related("Country", x.c.Countries(o.id), o.id, x.c.T.Concerns, false), nil
		}),
		e.conn("events", "Event", "What it mentions.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			return e.related("Event", x.c.Events(o.id), o.id, x.c.T.Mentions, false), nil
		}),
		nodes(r, "legalBases", "LegalBasis", "The laws that it names.", 3, func(x *exec, o obj) []graph.ID { return distinctOut(x, o, x.c.T.BasedOn) }),
		r.many("documents", "[LetterDocumentInfo!]!", "The documents that carry or report it: full texts first, then excerpts and reports.", 3, func(x *exec, o obj, _ any) ([]obj, error) {
			var out []obj
			for _, d := range x.c.Documents(o.id) {
				out = append(out, obj{id: o.id, ref: d})
			}
			return out, nil
		}))
	fixStatus(r)
	r.object("LetterDocumentInfo", "A document that carries or reports a letter.",
		node(r, "document", "Document", "The document.", func(_ *exec, o obj) graph.ID { return o.ref.(corpus.LetterDocument).Document }),
		enumField(r, "mode", "DocumentMode!", "How it gives the letter.", func(_ *exec, o obj) string { return o.ref.(corpus.LetterDocument).Mode }),
		nodes(r, "evidence", "Evidence", "Where in the document.", 2, func(x *exec, o obj) []graph.ID {
			d := o.ref.(corpus.LetterDocument)
			return x.c.EvidenceOfEdge(o.id, d.Predicate, d.Document)
		}))
	e.connectionType("Letter", "letters")
	defineSignature(e)
	defineRecipient(e)
}

// fixStatus replaces the resolver of claimedSignaturesStatus, which has two ways of being absent.
func fixStatus(r *registry) {
	for _, f := range r.use("Letter").fields {
		if f.name == "claimedSignaturesStatus" {
			f.leaf = func(x *exec, o obj, _ any) error {
				switch _, ok := x.c.Int(o.id, x.c.T.ClaimedSignatures); {
				case ok:
					x.str("KNOWN")
				case x.c.Text(o.id, x.c.T.ClaimedText) != "":
					x.str("UNKNOWN")
				default:
					x.str("NOT_APPLICABLE")
				}
				return nil
			}
		}
	}
}

func distinctOut(x *exec, o obj, predicate graph.ID) []graph.ID {
	var out []graph.ID
	for n := range x.c.Reader().Out(o.id, predicate).Distinct() {
		out = append(out, n)
	}
	return out
}

// signatories is the connection of people who signed a letter; their filter is asked on the letter's date.
func (e *Engine) signatories() *fieldDef {
	return e.conn("signatories", "Person", "The people who signed, by name. A filter asks for posts and parties on the letter's date.", []*argDef{e.where("Person"), e.orderBy("Person")},
		func(x *exec, args map[string]any) (any, error) {
			f, err := readWhere[corpus.PersonFilter](args)
			if err != nil {
				return nil, err
			}
			if f != nil {
				_, err = x.c.TestPeople(x.ctx, f, "")
			}
			if err != nil {
				return nil, queries.Errorf(queries.TooComplex, "%v", err)
			}
			return f, nil
		},
		func(x *exec, o obj, a *connArgs) (*connection, error) {
			ids := x.c.Signatories(o.id)
			if f, _ := a.read.(*corpus.PersonFilter); f != nil {
				test, err := x.c.TestPeople(x.ctx, f, x.c.LetterDate(o.id))
				if err != nil {
					return nil, err
				}
				ids = corpus.Keep(ids, test)
			}
			ids, err := x.c.Ordered(corpus.KindPerson, ids, readOrder(a.args))
			if err != nil {
				return nil, queries.Errorf(queries.BadInput, "%v", err)
			}
			return e.related("Person", ids, o.id, x.c.T.Signed, true), nil
		})
}

func defineSignature(e *Engine) {
	r := e.reg
	lit := func(name, typ, doc string, p func(t *corpus.Terms) graph.ID) *fieldDef {
		return text(r, name, typ, doc, p)
	}
	e.entity("Signature", corpus.KindSignature, "One person's place on one letter, as printed.",
		node(r, "letter", "Letter", "The letter.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.OnLetter) }),
		node(r, "person", "Person", "Who signed; null when the name fits several people.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.Signatory) }),
		nodes(r, "candidates", "Person", "Whom an ambiguous name might be.", 3, func(x *exec, o obj) []graph.ID { return distinctOut(x, o, x.c.T.Candidate) }),
		enumField(r, "decision", "Decision", "The outcome of asking who the printed name is.", func(x *exec, o obj) string { return x.c.Text(o.id, x.c.T.Decision) }),
		lit("asName", "String", "The name as printed.", func(t *corpus.Terms) graph.ID { return t.AsName }),
		lit("asTitle", "String", "The title as printed.", func(t *corpus.Terms) graph.ID { return t.AsTitle }),
		node(r, "asTenure", "Tenure", "The tenure held on the letter's date; null while the signer or the date is unknown.", func(x *exec, o obj) graph.ID { return x.c.SigningTenure(o.id) }),
		numberField(r, "order", "The place in the order of the text, from 1.", func(t *corpus.Terms) graph.ID { return t.Order }),
		enumField(r, "role", "SignerRole", "The part in the letter.", func(x *exec, o obj) string { return x.c.Text(o.id, x.c.T.SignRole) }),
		enumField(r, "mode", "SignatureMode", "How the signature stands in the document.", func(x *exec, o obj) string { return x.c.Text(o.id, x.c.T.Mode) }),
		confidence(r))
	e.connectionType("Signature", "signatures")
}

func defineRecipient(e *Engine) {
	r := e.reg
	e.entity("Recipient", corpus.KindRecipient, "One addressee of one letter.",
		node(r, "letter", "Letter", "The letter.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.OnLetter) }),
		node(r, "entity", "Entity", "The person, post or body addressed; null when it is not resolved.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.Addressee) }),
		enumField(r, "addressed", "RecipientKind", "Whether it is addressed or gets a copy.", func(x *exec, o obj) string { return x.c.Text(o.id, x.c.T.Kind) }),
		text(r, "asName", "String", "The name as printed.", func(t *corpus.Terms) graph.ID { return t.AsName }),
		text(r, "asOffice", "String", "The office as printed.", func(t *corpus.Terms) graph.ID { return t.AsOffice }),
		text(r, "asOrganization", "String", "The body as printed.", func(t *corpus.Terms) graph.ID { return t.AsOrganization }),
		r.leaf("separateCopy", "Boolean!", "Whether it got a copy of its own of one text.", func(x *exec, o obj, _ any) error { x.bool(x.c.Bool(o.id, x.c.T.SeparateCopy)); return nil }),
		enumField(r, "decision", "Decision", "The outcome of asking who the printed name is.", func(x *exec, o obj) string { return x.c.Text(o.id, x.c.T.Decision) }),
		numberField(r, "order", "The place in the order of the text, from 1.", func(t *corpus.Terms) graph.ID { return t.Order }))
}
