package gql

import (
	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/schema/date"
)

const asOfDoc = "The date in the world that is asked for; the latest known when it is not given."

func definePeople(e *Engine) {
	r := e.reg
	on := func() *argDef { return r.arg("asOf", "Date", asOfDoc) }
	fields := []*fieldDef{
		r.many("names", "[NameInfo!]!", "Every form of the name that registers and texts give.", 4, func(x *exec, o obj, _ any) ([]obj, error) {
			var out []obj
			for _, n := range x.c.Names(o.id) {
				out = append(out, obj{id: o.id, ref: n})
			}
			return out, nil
		}),
		text(r, "givenName", "String", "The given name.", func(t *corpus.Terms) graph.ID { return t.GivenName }),
		text(r, "familyName", "String", "The family name.", func(t *corpus.Terms) graph.ID { return t.FamilyName }),
		r.leaf("bioguide", "String", "The id in the Biographical Directory of the United States Congress.", func(x *exec, o obj, _ any) error {
			x.opt(x.c.IdentifierIn(o.id, "bioguide"))
			return nil
		}),
		r.leaf("identifiers", "[String!]!", "The ids in other registers as \"scheme:value\".", func(x *exec, o obj, _ any) error { x.strs(x.c.Identifiers(o.id)); return nil }),
		r.leaf("sameAs", "[IRI!]!", "The same person elsewhere, such as in Wikidata.", func(x *exec, o obj, _ any) error { x.strs(x.c.Texts(o.id, x.c.T.SameAs)); return nil }),
		text(r, "birthDate", "Date", "The date of birth.", func(t *corpus.Terms) graph.ID { return t.BirthDate }),
		text(r, "gender", "String", "The gender that a register states.", func(t *corpus.Terms) graph.ID { return t.Gender }),
		r.leaf("isProvisional", "Boolean!", "Whether the person is known from texts only; two such people may be one.", func(x *exec, o obj, _ any) error { x.bool(x.c.Provisional(o.id)); return nil }),
		r.leaf("isLegislator", "Boolean!", "Whether the person holds a seat of a legislature on a date, or ever did.", func(x *exec, o obj, a any) error {
			x.bool(x.c.IsLegislator(o.id, asOf(a)))
			return nil
		}, on()),
		r.leaf("party", "String", "The party on a date, one spelling for all registers.", func(x *exec, o obj, a any) error { x.opt(x.c.PartyOn(o.id, asOf(a))); return nil }, on()),
		r.leaf("state", "String", "The state of the post held on a date, as a two-letter code.", func(x *exec, o obj, a any) error {
			t, _ := x.c.TenureOn(o.id, asOf(a))
			x.opt(t.State)
			return nil
		}, on()),
		chamberOn(r, on()),
		partyStatus(r, on()),
		nodes2(r, "tenures", "Tenure", "The posts held, by start date; with asOf those held on the date.", 5, func(x *exec, o obj, a any) []graph.ID {
			var out []graph.ID
			for _, t := range x.c.Tenures(o.id) {
				if t.During.Contains(asOf(a)) {
					out = append(out, t.Node)
				}
			}
			return out
		}, on()),
	}
	t := e.entity("Person", corpus.KindPerson, "A human: legislator, official, signer, recipient or target.", append(fields, e.personLists()...)...)
	e.defineCoSigner(t)
	e.connectionType("Person", "people")
	r.object("NameInfo", "A form of a name.", r.leaf("value", "String!", "The form as it is spelt.", func(x *exec, o obj, _ any) error { x.str(o.ref.(string)); return nil }),
		nodes(r, "assertedBy", "Entity", "The documents and registers that use it.", 3, func(x *exec, o obj) []graph.ID {
			var out []graph.ID
			for _, p := range []graph.ID{x.c.T.Label, x.c.T.AlternateName, x.c.T.Nickname} {
				for _, n := range x.c.Reader().Out(o.id, p).Nodes {
					if x.c.Reader().Text(n) == o.ref.(string) {
						out = append(out, x.c.Asserters(o.id, p, n)...)
					}
				}
			}
			return unique(out)
		}))
}

// nodes2 is nodes with arguments.
func nodes2(r *registry, name, elem, doc string, size int, f func(x *exec, o obj, a any) []graph.ID, args ...*argDef) *fieldDef { //nolint:revive // a definition of the schema reads as one line
	d := r.many(name, "["+elem+"!]!", doc, size, nil, args...)
	d.many = func(x *exec, o obj, a any) ([]obj, error) { return x.objects(d.typ.def, f(x, o, a)), nil }
	return d
}

func chamberOn(r *registry, on *argDef) *fieldDef {
	d := r.leaf("chamber", "Chamber", "The chamber of the post held on a date.", nil, on)
	d.leaf = func(x *exec, o obj, a any) error {
		t, _ := x.c.TenureOn(o.id, asOf(a))
		for _, v := range d.typ.def.values {
			if v.value == t.Chamber && t.Chamber != "" {
				x.str(v.name)
				return nil
			}
		}
		x.null()
		return nil
	}
	return d
}

// partyStatus explains a null party, state or chamber.
func partyStatus(r *registry, on *argDef) *fieldDef {
	return r.leaf("officeStatus", "ValueStatus!", "Whether a post on the date is known; NOT_APPLICABLE when the registers know the person and no post on it, UNKNOWN for people known from texts only. It explains a null party, state or chamber.",
		func(x *exec, o obj, a any) error {
			_, ok := x.c.TenureOn(o.id, asOf(a))
			switch {
			case ok:
				x.str("KNOWN")
			case x.c.Provisional(o.id):
				x.str("UNKNOWN")
			default:
				x.str("NOT_APPLICABLE")
			}
			return nil
		}, on)
}

func (e *Engine) where(name string) *argDef {
	return e.reg.arg("where", name+"Filter", "Only those that meet this.")
}

func (e *Engine) orderBy(name string) *argDef {
	return e.reg.arg("orderBy", "["+name+"Order!]", "In what order; later keys decide among equals of the earlier ones.")
}

// letterTest prepares a where on letters: the result is a corpus.Test, nil without a filter.
func letterTest(x *exec, args map[string]any) (any, error) {
	f, err := readWhere[corpus.LetterFilter](args)
	if err != nil || f == nil {
		return corpus.Test(nil), err
	}
	t, err := x.c.TestLetters(x.ctx, f)
	if err != nil {
		return nil, queries.Errorf(queries.TooComplex, "%v", err)
	}
	return t, nil
}

func demandTest(x *exec, args map[string]any) (any, error) {
	f, err := readWhere[corpus.DemandFilter](args)
	if err != nil || f == nil {
		return corpus.Test(nil), err
	}
	t, err := x.c.TestDemands(x.ctx, f)
	if err != nil {
		return nil, queries.Errorf(queries.TooComplex, "%v", err)
	}
	return t, nil
}

// kept filters and orders the list of a field whose preparation made a corpus.Test.
func (a *connArgs) kept(x *exec, k corpus.Kind, ids []graph.ID) ([]graph.ID, error) {
	test, _ := a.read.(corpus.Test)
	out, err := x.c.Ordered(k, corpus.Keep(ids, test), readOrder(a.args))
	if err != nil {
		return nil, queries.Errorf(queries.BadInput, "%v", err)
	}
	return out, nil
}

// letterList is a connection of letters with where and orderBy.
func (e *Engine) letterList(name, doc string, list func(x *exec, o obj) (ids []graph.ID, predicate graph.ID, in bool)) *fieldDef {
	return e.conn(name, "Letter", doc, []*argDef{e.where("Letter"), e.orderBy("Letter")}, letterTest, func(x *exec, o obj, a *connArgs) (*connection, error) {
		ids, p, in := list(x, o)
		ids, err := a.kept(x, corpus.KindLetter, ids)
		if err != nil {
			return nil, err
		}
		if p == 0 { // one of three predicates leads to a document
			return e.proven("Letter", ids, func(c *corpus.Corpus, letter graph.ID) (out []graph.ID) {
				for _, p := range [...]graph.ID{c.T.FullTextIn, c.T.ExcerptIn, c.T.ReportedIn} {
					out = append(out, c.EvidenceOfEdge(letter, p, o.id)...)
				}
				return out
			}), nil
		}
		return e.related("Letter", ids, o.id, p, in), nil
	})
}

func (e *Engine) demandList(name, doc string, list func(x *exec, o obj) (ids []graph.ID, predicate graph.ID, in bool)) *fieldDef {
	return e.conn(name, "Demand", doc, []*argDef{e.where("Demand"), e.orderBy("Demand")}, demandTest, func(x *exec, o obj, a *connArgs) (*connection, error) {
		ids, p, in := list(x, o)
		ids, err := a.kept(x, corpus.KindDemand, ids)
		if err != nil {
			return nil, err
		}
		if p == 0 {
			return e.list("Demand", ids), nil
		}
		return e.related("Demand", ids, o.id, p, in), nil
	})
}

func received(x *exec, o obj) ([]graph.ID, graph.ID, bool) {
	return x.c.LettersReceived(o.id), x.c.T.AddressedTo, true
}

func targeted(x *exec, o obj) ([]graph.ID, graph.ID, bool) {
	return x.c.TargetedBy(o.id), x.c.T.Targets, true
}

// personLists are the connections of a person.
func (e *Engine) personLists() []*fieldDef {
	r := e.reg
	return []*fieldDef{
		e.letterList("letters", "The letters signed, by date.", func(x *exec, o obj) ([]graph.ID, graph.ID, bool) {
			return x.c.LettersSigned(o.id), x.c.T.Signed, false
		}),
		e.conn("signatures", "Signature", "The places on letters, as printed, by date of the letter.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			return e.proven("Signature", x.c.SignaturesOf(o.id), ownEvidence), nil
		}),
		e.letterList("receivedLetters", "The letters addressed to the person.", received),
		e.demandList("targetedBy", "The demands that aim at the person.", targeted),
		e.conn("statements", "Statement", "What documents quote the person with.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			return e.proven("Statement", x.c.StatementsBy(o.id), ownEvidence), nil
		}),
		nodes(r, "sanctions", "Sanction", "Actual listings in registers of sanctions; never what a letter merely asks for.", 2, sanctionsOf),
		e.coSigners(),
	}
}

func sanctionsOf(x *exec, o obj) []graph.ID {
	var out []graph.ID
	for n := range x.c.Reader().In(o.id, x.c.T.Sanctioned).Distinct() {
		out = append(out, n)
	}
	return out
}

type coSignerArgs struct {
	min  int
	test corpus.Test
}

func (e *Engine) coSigners() *fieldDef {
	r := e.reg
	args := []*argDef{r.arg("minShared", "Int", "At least so many shared letters; 1 when not given."), e.where("Letter")}
	f := e.conn("coSigners", "CoSigner", "The people who signed letters together with this one, most shared letters first.", args,
		func(x *exec, args map[string]any) (any, error) {
			t, err := letterTest(x, args)
			if err != nil {
				return nil, err
			}
			n, _ := args["minShared"].(int)
			return coSignerArgs{n, t.(corpus.Test)}, nil
		},
		func(x *exec, o obj, a *connArgs) (*connection, error) {
			ca := a.read.(coSignerArgs)
			list := x.c.CoSigners(o.id, ca.min, ca.test)
			c := e.list("Person", make([]graph.ID, len(list)))
			for i, s := range list {
				c.ids[i] = s.Person
			}
			c.extra = &coSignerList{o.id, list, ca.test}
			c.proof = func(c *corpus.Corpus, other graph.ID) []graph.ID {
				return tieEvidence(c, corpus.Keep(c.SharedLetters(o.id, other), ca.test), o.id, other)
			}
			return c, nil
		})
	return f
}

// coSignerList is what the edges of co-signers know.
type coSignerList struct {
	person graph.ID
	list   []corpus.CoSigner
	test   corpus.Test
}

func (e *Engine) defineCoSigner(*typeDef) {
	r := e.reg
	at := func(o obj) corpus.CoSigner { return o.ref.(*connection).extra.(*coSignerList).list[o.n] }
	e.connectionTypeOf("CoSigner", "Person", "co-signers",
		r.leaf("sharedLetters", "Int!", "The number of letters that both signed.", func(x *exec, o obj, _ any) error { x.int(at(o).Shared); return nil }),
		r.leaf("weight", "Float!", "The sum over shared letters of 1/(n-1), n the number of signers: many weak ties weigh less than few strong ones (Newman 2001).",
			func(x *exec, o obj, _ any) error { x.float(at(o).Weight); return nil }),
		e.conn("letters", "Letter", "The letters that both signed, by date.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			l := o.ref.(*connection).extra.(*coSignerList)
			return e.list("Letter", corpus.Keep(x.c.SharedLetters(l.person, o.id), l.test)), nil
		}))
}

// defineOffices defines Tenure, Post and Organization.
func defineOffices(e *Engine) {
	r := e.reg
	during := func(name, doc string, f func(i date.Interval) date.Date) *fieldDef {
		return r.leaf(name, "Date", doc, func(x *exec, o obj, _ any) error { x.opt(string(f(x.c.During(o.id)))); return nil })
	}
	e.entity("Tenure", corpus.KindTenure, "A person's holding of a post over dates.",
		node(r, "post", "Post", "The post.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.OnPost) }),
		node(r, "person", "Person", "The holder.", func(x *exec, o obj) graph.ID { return x.c.Reader().In(o.id, x.c.T.Holds).First() }),
		during("start", "The first day, null when unknown.", func(i date.Interval) date.Date { return i.Start }),
		during("end", "The last day; endStatus explains a null.", func(i date.Interval) date.Date { return i.End }),
		r.leaf("endStatus", "ValueStatus!", "Why the last day is null: NOT_APPLICABLE when the register has a first day and no last one, so that the tenure lasted at its edition; UNKNOWN when it has neither.",
			func(x *exec, o obj, _ any) error {
				switch i := x.c.During(o.id); {
				case i.End != "":
					x.str("KNOWN")
				case i.Start != "":
					x.str("NOT_APPLICABLE")
				default:
					x.str("UNKNOWN")
				}
				return nil
			}),
		text(r, "party", "String", "The party during the tenure, as the register spells it.", func(t *corpus.Terms) graph.ID { return t.Party }),
		text(r, "locator", "String", "Where in the register the row stands.", func(t *corpus.Terms) graph.ID { return t.Locator }))
	e.entity("Post", corpus.KindPost, "An office that persons hold one after the other.",
		node(r, "organization", "Organization", "The body that the post belongs to.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.PostIn) }),
		enumField(r, "chamber", "Chamber", "The chamber, for a seat.", func(x *exec, o obj) string { return x.c.Text(o.id, x.c.T.Chamber) }),
		text(r, "state", "String", "The state, for a seat of one.", func(t *corpus.Terms) graph.ID { return t.State }),
		text(r, "district", "String", "The district, as the register gives it.", func(t *corpus.Terms) graph.ID { return t.District }),
		node(r, "country", "Country", "The country.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.InCountry) }),
		e.conn("tenures", "Tenure", "Who held the post, by start date.", []*argDef{r.arg("asOf", "Date", asOfDoc)}, nil, func(x *exec, o obj, a *connArgs) (*connection, error) {
			var out []graph.ID
			for n := range x.c.Reader().In(o.id, x.c.T.OnPost).Distinct() {
				if x.c.During(n).Contains(asOf(a.args)) {
					out = append(out, n)
				}
			}
			sortByStart(x.c, out)
			return e.list("Tenure", out), nil
		}),
		e.letterList("receivedLetters", "The letters addressed to the post.", received))
	e.entity("Organization", corpus.KindOrganization, "A body: chamber, caucus, agency, commission, government, company.",
		text(r, "classification", "String", "What sort of body it is.", func(t *corpus.Terms) graph.ID { return t.Classification }),
		node(r, "country", "Country", "The country.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.InCountry) }),
		e.letterList("sentLetters", "The letters sent in its name.", func(x *exec, o obj) ([]graph.ID, graph.ID, bool) {
			return lettersIn(x, o, x.c.T.SentBy), x.c.T.SentBy, true
		}),
		e.letterList("receivedLetters", "The letters addressed to it.", received),
		e.demandList("targetedBy", "The demands that aim at it.", targeted),
		nodes(r, "sanctions", "Sanction", "Actual listings in registers of sanctions.", 2, sanctionsOf))
	e.connectionType("Tenure", "tenures")
	e.connectionType("Post", "posts")
	e.connectionType("Organization", "organizations")
	e.entity("Sanction", corpus.KindSanction, "An actual listing of a person or body, from a register of sanctions.",
		node(r, "entity", "Entity", "Who is listed.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.Sanctioned) }),
		text(r, "authority", "String", "Who listed it.", func(t *corpus.Terms) graph.ID { return t.Authority }),
		text(r, "program", "String", "Under what program.", func(t *corpus.Terms) graph.ID { return t.Program }),
		text(r, "listingDate", "Date", "When.", func(t *corpus.Terms) graph.ID { return t.ListingDate }),
		text(r, "locator", "String", "Where in the register the row stands.", func(t *corpus.Terms) graph.ID { return t.Locator }))
}

// lettersIn are the letters that a predicate leads from to the node, by date.
func lettersIn(x *exec, o obj, predicate graph.ID) []graph.ID {
	var out []graph.ID
	for n := range x.c.Reader().In(o.id, predicate).Distinct() {
		out = append(out, n)
	}
	x.c.Sort(corpus.KindLetter, out)
	return out
}
