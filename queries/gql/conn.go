package gql

import (
	"fmt"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
)

// connection is one page of a list of nodes.
type connection struct {
	def   *typeDef // the type of all nodes, nil where it differs
	ids   []graph.ID
	w     queries.Window
	extra any       // what edges know beside their nodes
	rel   *relation // how the parent is related to the nodes, nil for a plain list
	proof proof     // the evidence of an entry where more than one statement makes the list, nil otherwise
}

// proof are the evidence nodes behind an entry of a connection.
type proof func(c *corpus.Corpus, node graph.ID) []graph.ID

// evidence are the evidence nodes behind one entry.
func (c *connection) evidence(x *exec, node graph.ID) []graph.ID {
	if c.proof != nil {
		return c.proof(x.c, node)
	}
	return c.rel.evidence(x.c, node)
}

// relation is the statement behind the entries of a connection: (from, predicate, node), or (node, predicate, from)
// when in is set.
type relation struct {
	from, predicate graph.ID
	in              bool
}

// evidence are the evidence nodes of the statement about one entry.
func (r *relation) evidence(c *corpus.Corpus, node graph.ID) []graph.ID {
	switch {
	case r == nil:
		return nil
	case r.in:
		return c.EvidenceOfEdge(node, r.predicate, r.from)
	}
	return c.EvidenceOfEdge(r.from, r.predicate, node)
}

// connArgs are the read arguments of a field that answers with a connection.
type connArgs struct {
	page queries.Page
	size int
	args map[string]any
	read any // what the field's own preparation made of the arguments
}

// pageArgs are the four arguments of every connection.
func pageArgs(r *registry, l queries.Limits) []*argDef {
	return []*argDef{
		r.arg("first", "Int", fmt.Sprintf("How many entries from the beginning; %d when neither first nor last is given, at most %d.", l.DefaultPage, l.Page)),
		r.arg("after", "String", "Only entries behind this cursor."),
		r.arg("last", "Int", fmt.Sprintf("How many entries from the end, at most %d.", l.Page)),
		r.arg("before", "String", "Only entries before this cursor."),
	}
}

func readPage(args map[string]any, l queries.Limits) (*connArgs, error) {
	c := &connArgs{page: queries.Page{First: -1, Last: -1}, args: args, size: l.DefaultPage}
	for _, x := range []struct {
		name string
		to   *int
	}{{"first", &c.page.First}, {"last", &c.page.Last}} {
		n, ok := args[x.name].(int)
		if !ok {
			continue
		}
		if n < 0 {
			return nil, queries.Errorf(queries.BadInput, "%s must not be negative", x.name)
		}
		if n > l.Page {
			return nil, queries.Errorf(queries.TooComplex, "%s: %d is more than a page may hold; at most %d", x.name, n, l.Page)
		}
		*x.to, c.size = n, n
	}
	if c.page.First >= 0 && c.page.Last >= 0 {
		c.size = min(c.page.First, c.page.Last)
	}
	c.page.After, _ = args["after"].(string)
	c.page.Before, _ = args["before"].(string)
	for _, cur := range []string{c.page.After, c.page.Before} {
		if cur != "" {
			if _, err := queries.CursorKey(cur); err != nil {
				return nil, err
			}
		}
	}
	return c, nil
}

// conn defines a field that answers with a connection of elem. prep reads the field's own arguments; list gives the
// whole list, of which the page is cut.
func (e *Engine) conn(name, elem, doc string, args []*argDef, prep func(x *exec, args map[string]any) (any, error),
	list func(x *exec, o obj, a *connArgs) (*connection, error),
) *fieldDef {
	r := e.reg
	f := r.field(name, elem+"Connection!", doc, append(args, pageArgs(r, e.limits)...)...)
	f.prep = func(x *exec, args map[string]any) (any, error) {
		c, err := readPage(args, e.limits)
		if err != nil {
			return nil, err
		}
		if prep != nil {
			c.read, err = prep(x, args)
		}
		return c, err
	}
	f.size = func(_ *exec, a any) int {
		if c, ok := a.(*connArgs); ok {
			return c.size
		}
		return e.limits.DefaultPage
	}
	f.one = func(x *exec, o obj, a any) (obj, error) {
		ca := a.(*connArgs)
		c, err := list(x, o, ca)
		if err != nil {
			return obj{}, err
		}
		if err := c.cut(x, ca); err != nil {
			return obj{}, err
		}
		return obj{ref: c}, nil
	}
	return f
}

// cut chooses the page.
func (c *connection) cut(x *exec, a *connArgs) error {
	w, err := a.page.Of(len(c.ids), x.e.limits.DefaultPage, func(key string) int {
		id := x.c.Node(key)
		if id == 0 {
			return -1
		}
		for i, n := range c.ids {
			if n == id {
				return i
			}
		}
		return -1
	})
	c.w = w
	return err
}

// list is a connection of nodes of one type.
func (e *Engine) list(elem string, ids []graph.ID) *connection {
	return &connection{def: e.reg.use(elem), ids: ids}
}

// related is a connection of nodes of one type that a statement joins to their parent.
func (e *Engine) related(elem string, ids []graph.ID, from, predicate graph.ID, in bool) *connection {
	return &connection{def: e.reg.use(elem), ids: ids, rel: &relation{from, predicate, in}}
}

// proven is a connection of nodes of one type whose entries are proven each in their own way.
func (e *Engine) proven(elem string, ids []graph.ID, p proof) *connection {
	return &connection{def: e.reg.use(elem), ids: ids, proof: p}
}

// ownEvidence proves an entry that is a statement of its own, such as a signature.
func ownEvidence(c *corpus.Corpus, node graph.ID) []graph.ID { return c.EvidenceOf(node) }

// connectionType defines the connection and edge types of elem.
func (e *Engine) connectionType(elem, what string) {
	e.connectionTypeOf(elem, elem, what)
}

func (e *Engine) connectionTypeOf(name, elem, what string, edge ...*fieldDef) {
	r := e.reg
	r.object(name+"Connection", "A page of "+what+".",
		r.many("edges", "["+name+"Edge!]!", "The entries of the page with their cursors.", 0, func(x *exec, o obj, _ any) ([]obj, error) {
			c := o.ref.(*connection)
			from := len(x.arena)
			for i := c.w.Lo; i < c.w.Hi; i++ {
				x.arena = append(x.arena, obj{id: c.ids[i], n: int32(i), ref: c})
			}
			return x.arena[from:len(x.arena):len(x.arena)], nil
		}),
		r.many("nodes", "["+elem+"!]!", "The entries of the page.", 0, func(x *exec, o obj, _ any) ([]obj, error) {
			c := o.ref.(*connection)
			return x.objects(c.def, c.ids[c.w.Lo:c.w.Hi]), nil
		}),
		r.one("pageInfo", "PageInfo!", "Where the page lies in the list.", func(_ *exec, o obj, _ any) (obj, error) { return obj{ref: o.ref}, nil }),
		r.leaf("totalCount", "Int!", "The number of entries in the whole list.", func(x *exec, o obj, _ any) error {
			x.int(o.ref.(*connection).w.Total)
			return nil
		}))
	fields := []*fieldDef{
		r.leaf("cursor", "String!", "An opaque cursor that names this entry. It stays good in later data versions for as long as the entry is in the list.",
			func(x *exec, o obj, _ any) error {
				x.cursor(o.id)
				return nil
			}),
		r.one("node", elem+"!", "The entry.", func(_ *exec, o obj, _ any) (obj, error) {
			return obj{def: o.ref.(*connection).def, id: o.id}, nil
		}),
	}
	if elem != "Evidence" && name != "SearchResult" {
		fields = append(fields, r.many("evidence", "[Evidence!]!", "The places that show why the entry stands in the list; empty in a list that states no relation to an owner.", 2,
			func(x *exec, o obj, _ any) ([]obj, error) {
				return x.objects(r.use("Evidence"), o.ref.(*connection).evidence(x, o.id)), nil
			}))
	}
	r.object(name+"Edge", "An entry in a page of "+what+".", append(fields, edge...)...)
}

func (x *exec) cursor(id graph.ID) {
	x.buf = append(x.buf, '"')
	x.buf = queries.AppendCursor(x.buf, x.c.GlobalID(id))
	x.buf = append(x.buf, '"')
}

func definePageInfo(r *registry) {
	end := func(name, doc string, at func(c *connection) int) *fieldDef {
		return r.leaf(name, "String", doc, func(x *exec, o obj, _ any) error {
			c := o.ref.(*connection)
			if c.w.Lo == c.w.Hi {
				x.null()
				return nil
			}
			x.cursor(c.ids[at(c)])
			return nil
		})
	}
	r.object("PageInfo", "Where a page lies in its list.",
		r.leaf("hasNextPage", "Boolean!", "Whether entries follow the page.", func(x *exec, o obj, _ any) error { x.bool(o.ref.(*connection).w.More); return nil }),
		r.leaf("hasPreviousPage", "Boolean!", "Whether entries precede the page.", func(x *exec, o obj, _ any) error { x.bool(o.ref.(*connection).w.Less); return nil }),
		end("startCursor", "The cursor of the page's first entry, null for an empty page.", func(c *connection) int { return c.w.Lo }),
		end("endCursor", "The cursor of the page's last entry, null for an empty page.", func(c *connection) int { return c.w.Hi - 1 }))
}

// readWhere decodes the argument where into a filter.
func readWhere[F any](args map[string]any) (*F, error) {
	m, ok := args["where"].(map[string]any)
	if !ok {
		return nil, nil
	}
	f := new(F)
	if err := corpus.Decode(m, f); err != nil {
		return nil, queries.Errorf(queries.BadInput, "where.%v", err)
	}
	return f, nil
}

// readOrder decodes the argument orderBy.
func readOrder(args map[string]any) []corpus.Order {
	list, _ := args["orderBy"].([]any)
	var out []corpus.Order
	for _, x := range list {
		m, _ := x.(map[string]any)
		field, _ := m["field"].(string)
		dir, _ := m["direction"].(string)
		out = append(out, corpus.Order{Field: field, Desc: dir == "desc"})
	}
	return out
}
