package gql

import (
	"cmp"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/schema/date"
)

// schemaDoc describes the schema as a whole.
const schemaDoc = "Who asked whom for what: advocacy letters, their signers, recipients and demands, each fact with the sentence it rests on. Read only."

// The addresses where the custom scalars are specified.
const (
	dateURL     = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"
	dateTimeURL = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"
	iriURL      = "https://www.rfc-editor.org/rfc/rfc3987"
)

// defineSchema defines every type of the published schema.
func defineSchema(e *Engine) {
	r := e.reg
	defineScalars(r)
	defineEnums(r)
	defineFilters(r)
	definePageInfo(r)
	defineInterfaces(e)
	defineEvidence(e)
	definePeople(e)
	defineOffices(e)
	defineLetters(e)
	definePlaces(e)
	defineDemands(e)
	defineDocuments(e)
	defineGroups(e)
	defineSearch(e)
	defineDataset(e)
	defineNetworks(e)
	definePaths(e)
	defineQuery(e)
}

func defineScalars(r *registry) {
	t := r.add(kindScalar, "Date", "A date in ISO 8601 form that may be partial: \"2020\", \"2020-10\" or \"2020-10-23\". As a filter a partial date stands for all its days.")
	t.url = dateURL
	t.parse = func(v any) (any, error) {
		s, _ := v.(string)
		d, err := date.Parse(s)
		if err != nil || d == "" {
			return nil, wrong("Date cannot represent %s: want YYYY, YYYY-MM or YYYY-MM-DD", show(v))
		}
		return s, nil
	}
	r.add(kindScalar, "DateTime", "A moment as RFC 3339 writes it: \"2026-11-22T01:02:03Z\".").url = dateTimeURL
	r.add(kindScalar, "IRI", "An internationalized resource identifier, absolute and without brackets.").url = iriURL
}

// text defines a field of a literal property, null when the graph has none.
func text(r *registry, name, typ, doc string, predicate func(t *corpus.Terms) graph.ID) *fieldDef {
	return r.leaf(name, typ, doc, func(x *exec, o obj, _ any) error {
		x.opt(x.c.Text(o.id, predicate(&x.c.T)))
		return nil
	})
}

// number defines a field of a whole-number property, null when the graph has none.
func numberField(r *registry, name, doc string, predicate func(t *corpus.Terms) graph.ID) *fieldDef {
	return r.leaf(name, "Int", doc, func(x *exec, o obj, _ any) error {
		if n, ok := x.c.Int(o.id, predicate(&x.c.T)); ok {
			x.int(n)
		} else {
			x.null()
		}
		return nil
	})
}

// enumField defines a field of an enum whose Go value f gives; an unknown value is null.
func enumField(r *registry, name, typ, doc string, f func(x *exec, o obj) string) *fieldDef {
	d := r.leaf(name, typ, doc, nil)
	d.leaf = func(x *exec, o obj, a any) error {
		value := f(x, o)
		for _, v := range d.typ.def.values {
			if v.value == value {
				x.str(v.name)
				return nil
			}
		}
		if d.typ.nonNull {
			return errNullValue
		}
		x.null()
		return nil
	}
	return d
}

var errNullValue = queries.Errorf(queries.Internal, "the graph has no value that the type allows")

// node defines a field of one node of a known type, null when f gives 0.
func node(r *registry, name, typ, doc string, f func(x *exec, o obj) graph.ID) *fieldDef {
	d := r.one(name, typ, doc, nil)
	d.one = func(x *exec, o obj, _ any) (obj, error) {
		id := f(x, o)
		if id == 0 {
			return obj{}, nil
		}
		if d.typ.def.kind == kindInterface {
			return obj{id: id}, nil
		}
		return obj{def: d.typ.def, id: id}, nil
	}
	return d
}

// nodes defines a field of a plain list of nodes.
func nodes(r *registry, name, elem, doc string, size int, f func(x *exec, o obj) []graph.ID) *fieldDef {
	d := r.many(name, "["+elem+"!]!", doc, size, nil)
	d.many = func(x *exec, o obj, _ any) ([]obj, error) {
		if d.typ.def.kind == kindInterface {
			return x.objects(nil, f(x, o)), nil
		}
		return x.objects(d.typ.def, f(x, o)), nil
	}
	return d
}

// defineInterfaces defines Node and Entity.
func defineInterfaces(e *Engine) {
	r := e.reg
	r.iface("Node", "Anything that can be fetched again by its global id.", r.field("id", "ID!", idDoc))
	r.iface("Entity", "Anything that the graph names by an IRI and knows evidence of.", e.entityFields()...)
}

const idDoc = "The global id: the IRI without \"urn:demarche:\". It is the same in every data version."

// entityFields are the fields of Entity, with resolvers that fit every node.
func (e *Engine) entityFields() []*fieldDef {
	r := e.reg
	return []*fieldDef{
		r.leaf("id", "ID!", idDoc, func(x *exec, o obj, _ any) error { x.str(x.c.GlobalID(o.id)); return nil }),
		r.leaf("iri", "IRI!", "The IRI in the graph.", func(x *exec, o obj, _ any) error { x.str(x.c.IRI(o.id)); return nil }),
		r.leaf("name", "String!", "What to call it.", func(x *exec, o obj, _ any) error { x.str(x.c.Label(o.id)); return nil }),
		enumField(r, "kind", "EntityKind!", "What kind of thing it is.", func(x *exec, o obj) string { return x.c.KindOf(o.id).String() }),
		e.conn("evidence", "Evidence", "The places in documents that speak of it: of the thing itself and of every statement it takes part in.", nil, nil,
			func(x *exec, o obj, _ *connArgs) (*connection, error) {
				return e.list("Evidence", x.c.EvidenceOf(o.id)), nil
			}),
		nodes(r, "assertedBy", "Entity", "The documents and registers that say what kind of thing this is.", 3, func(x *exec, o obj) []graph.ID {
			var out []graph.ID
			for _, t := range x.c.Reader().Out(o.id, x.c.T.Type).Nodes {
				out = append(out, x.c.Asserters(o.id, x.c.T.Type, t)...)
			}
			return unique(out)
		}),
	}
}

// entity defines an object type of nodes: the fields of Entity and its own.
func (e *Engine) entity(name string, k corpus.Kind, doc string, fields ...*fieldDef) *typeDef {
	t := e.reg.object(name, doc, append(e.entityFields(), fields...)...)
	e.reg.implements(t, "Node", "Entity")
	e.kinds[k] = t
	return t
}

func unique(ids []graph.ID) []graph.ID {
	var out []graph.ID
	for _, id := range ids {
		seen := false
		for _, o := range out {
			seen = seen || o == id
		}
		if !seen {
			out = append(out, id)
		}
	}
	return out
}

func defineEvidence(e *Engine) {
	r := e.reg
	offset := func(name, doc string, f func(ev corpus.Evidence) int) *fieldDef {
		return r.leaf(name, "Int", doc, func(x *exec, o obj, _ any) error {
			if n := f(x.c.Evidence(o.id)); n >= 0 {
				x.int(n)
			} else {
				x.null()
			}
			return nil
		})
	}
	t := r.object("Evidence", "A place in a document that supports a statement.",
		r.leaf("id", "ID!", idDoc, func(x *exec, o obj, _ any) error { x.str(x.c.GlobalID(o.id)); return nil }),
		r.leaf("iri", "IRI!", "The IRI in the graph.", func(x *exec, o obj, _ any) error { x.str(x.c.IRI(o.id)); return nil }),
		node(r, "document", "Document", "The document in which it stands.", func(x *exec, o obj) graph.ID { return x.c.One(o.id, x.c.T.InDocument) }),
		text(r, "quote", "String", "The sentence as it stands in the document.", func(t *corpus.Terms) graph.ID { return t.Quote }),
		offset("start", "Where the place begins, in code points of the document's normalized text from 0.", func(ev corpus.Evidence) int { return ev.Start }),
		offset("end", "Where the place ends, the first code point behind it.", func(ev corpus.Evidence) int { return ev.End }),
		offset("page", "The page on which it begins, of a PDF of several pages, from 1; null for other documents.", func(ev corpus.Evidence) int { return cmp.Or(ev.Page, -1) }),
		text(r, "rule", "String", "The rule, register row or coder that read the statement out of the place.", func(t *corpus.Terms) graph.ID { return t.Rule }),
		confidence(r),
		r.one("supports", "StatementInfo", "The one statement that it supports; null when it supports a thing of its own, such as a signature.",
			func(x *exec, o obj, _ any) (obj, error) {
				t := x.c.StatementOfEvidence(o.id)
				if t.Subject == 0 {
					return obj{}, nil
				}
				return obj{ref: &t}, nil
			}))
	r.implements(t, "Node")
	e.kinds[corpus.KindEvidence] = t
	triple := func(o obj) *corpus.Triple { return o.ref.(*corpus.Triple) }
	r.object("StatementInfo", "One statement of the graph.",
		node(r, "subject", "Entity", "Of whom or what it speaks.", func(_ *exec, o obj) graph.ID { return triple(o).Subject }),
		r.leaf("predicate", "IRI!", "What it says, a word of the vocabulary.", func(x *exec, o obj, _ any) error { x.str(x.c.IRI(triple(o).Predicate)); return nil }),
		node(r, "object", "Entity", "The thing it leads to; null when that is a plain value.", func(x *exec, o obj) graph.ID {
			if x.c.KindOf(triple(o).Object) == corpus.KindNone {
				return 0
			}
			return triple(o).Object
		}),
		r.leaf("value", "String!", "The object as text: an IRI or a plain value.", func(x *exec, o obj, _ any) error {
			x.str(x.c.Reader().Text(triple(o).Object))
			return nil
		}),
		nodes(r, "assertedBy", "Entity", "The documents and registers that say so.", 3, func(x *exec, o obj) []graph.ID {
			t := triple(o)
			return x.c.Asserters(t.Subject, t.Predicate, t.Object)
		}))
	e.connectionType("Evidence", "evidence")
}

func confidence(r *registry) *fieldDef {
	return r.leaf("confidence", "Float", "How sure the reading is, from 0 to 1.", func(x *exec, o obj, _ any) error {
		if f, ok := x.c.Float(o.id, x.c.T.Confidence); ok {
			x.float(f)
		} else {
			x.null()
		}
		return nil
	})
}
