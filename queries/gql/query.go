package gql

import (
	"context"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
)

// finder gives the nodes among which those that meet the arguments stand, in the kind's natural order, and the test.
type finder func(x *exec, args map[string]any) ([]graph.ID, corpus.Test, error)

// rootList is a root connection over all nodes of a kind, with filter, order and cache. check reads the filter early,
// so that a wrong one is told before anything runs.
func (e *Engine) rootList(name, elem, doc string, k corpus.Kind, args []*argDef, check func(args map[string]any) error, find finder) *fieldDef { //nolint:revive // a definition of the schema reads as one line
	return e.conn(name, elem, doc, args, func(_ *exec, args map[string]any) (any, error) { return nil, check(args) },
		func(x *exec, _ obj, a *connArgs) (*connection, error) {
			ids, err := e.results.get(x.c, name, a.args, func() ([]graph.ID, error) {
				ids, err := x.keep(find(x, a.args))
				if err != nil {
					return nil, err
				}
				ids, err = x.c.Ordered(k, ids, readOrder(a.args))
				if err != nil {
					return nil, queries.Errorf(queries.BadInput, "orderBy: %v", err)
				}
				return ids, nil
			})
			if err != nil {
				return nil, err
			}
			return e.list(elem, ids), nil
		})
}

// keep applies a test and minds the deadline.
func (x *exec) keep(ids []graph.ID, test corpus.Test, err error) ([]graph.ID, error) {
	if err != nil {
		if queries.CodeOf(err) != queries.Internal {
			return nil, err
		}
		return nil, queries.Errorf(queries.TooComplex, "%v", err)
	}
	ids, err = corpus.KeepContext(x.ctx, ids, test)
	if err != nil {
		return nil, x.check()
	}
	return ids, nil
}

// checkWhere reads a filter of type F.
func checkWhere[F any](args map[string]any) error {
	_, err := readWhere[F](args)
	return err
}

// people finds people: all, legislators only, or officials only.
func (e *Engine) people(name, doc string, base func(f *corpus.PersonFilter)) *fieldDef {
	args := []*argDef{e.where("Person"), e.orderBy("Person"), e.reg.arg("asOf", "Date", asOfDoc)}
	return e.rootList(name, "Person", doc, corpus.KindPerson, args, checkWhere[corpus.PersonFilter], func(x *exec, args map[string]any) ([]graph.ID, corpus.Test, error) {
		f, err := readWhere[corpus.PersonFilter](args)
		if err != nil {
			return nil, nil, err
		}
		if base != nil {
			both := &corpus.PersonFilter{}
			base(both)
			if f != nil {
				both.And = []corpus.PersonFilter{*f}
			}
			f = both
		}
		return x.c.CandidatePeople(x.ctx, f, asOf(args))
	})
}

func candidateLetters(x *exec, args map[string]any) ([]graph.ID, corpus.Test, error) {
	f, err := readWhere[corpus.LetterFilter](args)
	if err != nil {
		return nil, nil, err
	}
	return x.c.CandidateLetters(x.ctx, f)
}

// filtered makes the root list of a kind from its filter's compiler.
func filtered[F any](e *Engine, name, elem, filter, doc string, k corpus.Kind, compile func(c *corpus.Corpus, ctx context.Context, f *F) (corpus.Test, error)) *fieldDef { //nolint:revive // a definition of the schema reads as one line
	return e.rootList(name, elem, doc, k, []*argDef{e.where(filter), e.orderBy(filter)}, checkWhere[F], func(x *exec, args map[string]any) ([]graph.ID, corpus.Test, error) {
		f, err := readWhere[F](args)
		if err != nil {
			return nil, nil, err
		}
		test, err := compile(x.c, x.ctx, f)
		return x.c.List(k).IDs, test, err
	})
}

func defineQuery(e *Engine) {
	r := e.reg
	yes := true
	entities := func(name, elem, doc string, k corpus.Kind) *fieldDef {
		return filtered(e, name, elem, "Entity", doc, k, (*corpus.Corpus).TestEntities)
	}
	r.object("Query", "The questions that can be asked.",
		r.one("node", "Node", "The thing of a global id; null when the data has none.", func(x *exec, _ obj, a any) (obj, error) { return byID(x, a.(map[string]any)["id"]), nil },
			r.arg("id", "ID!", "A global id, or an IRI.")),
		e.nodesField(),
		r.one("entity", "Entity", "The thing of an IRI; null when the data has none.", func(x *exec, _ obj, a any) (obj, error) {
			o := byID(x, a.(map[string]any)["iri"])
			if o.def == nil || !r.use("Entity").is(o.def) {
				return obj{}, nil
			}
			return o, nil
		}, r.arg("iri", "IRI!", "The IRI; that of a register joined by sameAs finds it too.")),
		e.searchField(),
		e.people("people", "All people, by family name.", nil),
		e.people("legislators", "The people who hold a seat of a legislature on the date, or ever did when no date is given, by family name.", func(f *corpus.PersonFilter) { f.Legislator = &yes }),
		e.people("officials", "The people who hold a post outside legislatures on the date, or ever did when no date is given, by family name.", func(f *corpus.PersonFilter) { f.Official = &yes }),
		entities("organizations", "Organization", "All bodies, by name.", corpus.KindOrganization),
		entities("posts", "Post", "All posts, by name.", corpus.KindPost),
		e.rootList("letters", "Letter", "All letters, by date.", corpus.KindLetter, []*argDef{e.where("Letter"), e.orderBy("Letter")}, checkWhere[corpus.LetterFilter], candidateLetters),
		filtered(e, "demands", "Demand", "Demand", "All demands, by text.", corpus.KindDemand, (*corpus.Corpus).TestDemands),
		filtered(e, "events", "Event", "Event", "All events, by date.", corpus.KindEvent, (*corpus.Corpus).TestEvents),
		entities("countries", "Country", "All countries, by name.", corpus.KindCountry),
		filtered(e, "documents", "Document", "Document", "All documents, by date of issue.", corpus.KindDocument, (*corpus.Corpus).TestDocuments),
		entities("legalBases", "LegalBasis", "All laws, sections and resolutions, by name.", corpus.KindLegalBasis),
		e.evidenceFor(),
		e.groupLetters(),
		e.pathsField(),
		e.networkField(),
		r.one("dataset", "Dataset!", "The data that answers come from.", func(*exec, obj, any) (obj, error) { return obj{ref: e}, nil }))
}

// byID finds a node of a published type.
func byID(x *exec, id any) obj {
	s, _ := id.(string)
	n := x.c.Node(s)
	if n == 0 {
		return obj{}
	}
	def := x.e.typeOf(x.c, n)
	if def == nil {
		return obj{}
	}
	return obj{def: def, id: n}
}

func (e *Engine) nodesField() *fieldDef {
	r := e.reg
	f := r.many("nodes", "[Node]!", "The things of several global ids, in that order; null for each that the data does not have.", 0, func(x *exec, _ obj, a any) ([]obj, error) {
		var out []obj
		for _, id := range a.([]any) {
			out = append(out, byID(x, id))
		}
		return out, nil
	}, r.arg("ids", "[ID!]!", "Global ids, or IRIs."))
	f.prep = func(_ *exec, args map[string]any) (any, error) {
		ids, _ := args["ids"].([]any)
		if len(ids) > e.limits.Page {
			return nil, queries.Errorf(queries.TooComplex, "at most %d ids", e.limits.Page)
		}
		return ids, nil
	}
	f.size = func(_ *exec, a any) int { ids, _ := a.([]any); return len(ids) }
	return f
}

// evidenceFor is the root field that proves one statement.
func (e *Engine) evidenceFor() *fieldDef {
	r := e.reg
	args := []*argDef{r.arg("subject", "ID!", "Of whom or what it speaks."), r.arg("predicate", "IRI!", "A word of the vocabulary, whole or as dm:signed."), r.arg("object", "ID!", "The thing that it leads to.")}
	return e.conn("evidenceFor", "Evidence", "The evidence of one statement of the graph.", args, nil, func(x *exec, _ obj, a *connArgs) (*connection, error) {
		get := func(name string) string { s, _ := a.args[name].(string); return s }
		s, o := x.c.Node(get("subject")), x.c.Node(get("object"))
		p := x.c.Predicate(get("predicate"))
		if s == 0 || o == 0 || p == 0 {
			return e.list("Evidence", nil), nil
		}
		return e.list("Evidence", x.c.EvidenceOfEdge(s, p, o)), nil
	})
}
