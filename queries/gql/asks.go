package gql

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
)

// groupRead is a grouping made ready.
type groupRead struct {
	by    []corpus.Dimension
	names []string
	first int
	skip  int
	args  map[string]any
}

// groupAt is one group of a grouping.
type groupAt struct {
	read  *groupRead
	group *corpus.Group
}

func defineGroups(e *Engine) {
	r := e.reg
	group := func(o obj) (corpus.Group, *groupRead) {
		g := o.ref.(*groupAt)
		return *g.group, g.read
	}
	count := func(name, doc string, f func(g corpus.Group) int) *fieldDef {
		return r.leaf(name, "Int!", doc, func(x *exec, o obj, _ any) error { g, _ := group(o); x.int(f(g)); return nil })
	}
	r.object("LetterGroup", "The letters that share a value in every dimension of a grouping.",
		r.many("keys", "[GroupKeyInfo!]!", "The values, one for each dimension asked for, in that order.", 2, func(x *exec, o obj, _ any) ([]obj, error) {
			g, read := group(o)
			var out []obj
			for i, k := range g.Keys {
				out = append(out, obj{ref: groupKey{read.names[i], k}})
			}
			return out, nil
		}),
		count("letterCount", "The number of letters.", func(g corpus.Group) int { return len(g.Letters) }),
		count("signatureCount", "The number of signatures that belong to the group.", func(g corpus.Group) int { return g.Signatures }),
		count("signatoryCount", "The number of different people among them.", func(g corpus.Group) int { return g.Signatories }),
		r.leaf("from", "Date", "The earliest date.", func(x *exec, o obj, _ any) error { g, _ := group(o); x.opt(string(g.First)); return nil }),
		r.leaf("to", "Date", "The latest date.", func(x *exec, o obj, _ any) error { g, _ := group(o); x.opt(string(g.Last)); return nil }),
		e.conn("letters", "Letter", "The letters.", nil, nil, func(x *exec, o obj, _ *connArgs) (*connection, error) {
			g, _ := group(o)
			return e.list("Letter", g.Letters), nil
		}))
	r.object("GroupKeyInfo", "The value of a group in one dimension.",
		r.leaf("dimension", "LetterDimension!", "The dimension.", func(x *exec, o obj, _ any) error { x.str(o.ref.(groupKey).name); return nil }),
		r.leaf("value", "String", "The value; null where the graph does not tell.", func(x *exec, o obj, _ any) error { x.opt(o.ref.(groupKey).Value); return nil }),
		node(r, "entity", "Entity", "The thing that the value names; null for plain values.", func(_ *exec, o obj) graph.ID { return o.ref.(groupKey).Node }))
}

type groupKey struct {
	name string
	corpus.GroupKey
}

// maxDimensions bounds a grouping: who asks for what about which country when, by party and chamber.
const maxDimensions = 6

// groupLetters is the root field.
func (e *Engine) groupLetters() *fieldDef {
	r := e.reg
	f := r.many("groupLetters", "[LetterGroup!]!", "Letters counted by one or several dimensions as a cross table, groups with most letters first.", 0, nil,
		r.arg("by", "[LetterDimension!]!", "The dimensions, one to six."), e.where("Letter"), r.arg("first", "Int", "At most so many groups; 100 when not given, at most 2000."),
		r.arg("skip", "Int", "How many groups to pass over."))
	f.prep = func(x *exec, args map[string]any) (any, error) {
		list, _ := args["by"].([]any)
		if len(list) == 0 || len(list) > maxDimensions {
			return nil, queries.Errorf(queries.BadInput, "by: want one to six dimensions")
		}
		g := &groupRead{}
		for _, v := range list {
			n, _ := strconv.Atoi(v.(string))
			if slices.Contains(g.by, corpus.Dimension(n)) {
				return nil, queries.Errorf(queries.BadInput, "by: a dimension stands twice")
			}
			g.by = append(g.by, corpus.Dimension(n))
			for _, d := range r.use("LetterDimension").values {
				if d.value == v {
					g.names = append(g.names, d.name)
				}
			}
		}
		first, ok := args["first"].(int)
		if !ok {
			first = 100
		}
		if first < 0 || first > 2000 {
			return nil, queries.Errorf(queries.BadInput, "first: want 0 to 2000")
		}
		skip, _ := args["skip"].(int)
		if skip < 0 {
			return nil, queries.Errorf(queries.BadInput, "skip: must not be negative")
		}
		g.first, g.skip, g.args = first, skip, args
		return g, checkWhere[corpus.LetterFilter](args)
	}
	f.size = func(_ *exec, a any) int { return a.(*groupRead).first }
	f.many = func(x *exec, _ obj, a any) ([]obj, error) {
		g := a.(*groupRead)
		letters, err := x.keep(candidateLetters(x, g.args))
		if err != nil {
			return nil, err
		}
		found, err := x.c.GroupLetters(x.ctx, letters, g.by)
		if x.ctx.Err() != nil {
			return nil, x.check()
		}
		if err != nil {
			return nil, queries.Errorf(queries.TooComplex, "%v", err)
		}
		found = found[min(g.skip, len(found)):]
		found = found[:min(g.first, len(found))]
		out := make([]obj, len(found))
		for i := range out {
			out[i] = obj{ref: &groupAt{g, &found[i]}}
		}
		return out, nil
	}
	return f
}

// searchHits is what the edges of a search know.
type searchHits []corpus.Hit

func defineSearch(e *Engine) {
	r := e.reg
	at := func(o obj) corpus.Hit { return o.ref.(*connection).extra.(searchHits)[o.n] }
	how := enumField(r, "matchKind", "MatchKind!", "In what way the form fits.", func(_ *exec, o obj) string {
		return [...]string{"exact", "prefix", "nickname", "script", "spelling"}[at(o).How]
	})
	e.connectionTypeOf("SearchResult", "Entity", "search results",
		r.leaf("score", "Float!", "How well it fits, above 0; 1 for the very form asked for.", func(x *exec, o obj, _ any) error { x.float(at(o).Score); return nil }),
		r.leaf("matchedOn", "String!", "The form that matched, as the graph spells it.", func(x *exec, o obj, _ any) error { x.str(at(o).Form); return nil }), how)
	e.connectionType("Entity", "things of several kinds")
}

type searchRead struct {
	words string
	kinds []corpus.Kind
}

// searchField is the root field search.
func (e *Engine) searchField() *fieldDef {
	r := e.reg
	args := []*argDef{r.arg("query", "String!", "Words of a name or title. Case, accents, script, unfinished words, nicknames and slips are forgiven."), r.arg("kinds", "[EntityKind!]", "Only these kinds.")}
	return e.conn("search", "SearchResult", "Everything with a name that fits, best first.", args,
		func(_ *exec, args map[string]any) (any, error) {
			q, _ := args["query"].(string)
			if len(q) > 1000 {
				return nil, queries.Errorf(queries.BadInput, "query: longer than 1000 bytes")
			}
			var kinds []corpus.Kind
			list, given := args["kinds"].([]any)
			for _, v := range list {
				for _, k := range corpus.SearchKinds() {
					if k.String() == v {
						kinds = append(kinds, k)
					}
				}
			}
			if given && kinds == nil {
				kinds = []corpus.Kind{corpus.KindNone}
			}
			return searchRead{q, kinds}, nil
		},
		func(x *exec, _ obj, a *connArgs) (*connection, error) {
			q := a.read.(searchRead)
			hits := searchHits(x.c.Search(q.words, q.kinds))
			c := &connection{ids: make([]graph.ID, len(hits)), extra: hits}
			for i, h := range hits {
				c.ids[i] = h.Node
			}
			return c, nil
		})
}

func defineDataset(e *Engine) {
	r := e.reg
	var counts []*fieldDef
	for _, k := range []struct {
		name string
		kind corpus.Kind
	}{
		{"people", corpus.KindPerson},
		{"letters", corpus.KindLetter},
		{"signatures", corpus.KindSignature},
		{"recipients", corpus.KindRecipient},
		{"demands", corpus.KindDemand},
		{"documents", corpus.KindDocument},
		{"events", corpus.KindEvent},
		{"countries", corpus.KindCountry},
		{"organizations", corpus.KindOrganization},
		{"posts", corpus.KindPost},
		{"registers", corpus.KindRegister},
		{"evidence", corpus.KindEvidence},
		{"sanctions", corpus.KindSanction},
	} {
		counts = append(counts, r.leaf(k.name, "Int!", "The number of "+k.name+".", func(x *exec, _ obj, _ any) error { x.int(x.c.Count(k.kind)); return nil }))
	}
	r.object("DatasetStats", "How much the data holds.", counts...)
	self := func(_ *exec, o obj, _ any) (obj, error) { return o, nil }
	version := func(x *exec) string { return strconv.FormatUint(uint64(x.c.Version()), 10) }
	r.object("Dataset", "The data that answers come from.",
		r.leaf("id", "ID!", "Names the data version.", func(x *exec, _ obj, _ any) error { x.str("dataset:" + version(x)); return nil }),
		r.leaf("version", "String!", "The version: the number of changes that the store has taken.", func(x *exec, _ obj, _ any) error { x.str(version(x)); return nil }),
		r.leaf("loaded", "DateTime", "When this version came to where it is asked; null where nobody notes it: a graph in memory or in a database. It is no part of the data: a copy of the same version may tell another time.", func(x *exec, _ obj, _ any) error {
			if e.loaded == nil {
				x.null()
			} else {
				x.opt(e.loaded(x.c.Version()))
			}
			return nil
		}),
		r.one("counts", "DatasetStats!", "How much it holds.", self),
		e.conn("registers", "Register", "The registers that it draws on, with their licences.", nil, nil, func(x *exec, _ obj, _ *connArgs) (*connection, error) {
			return e.list("Register", x.c.List(corpus.KindRegister).IDs), nil
		}),
		r.leaf("licences", "[String!]!", "The licences of the registers.", func(x *exec, _ obj, _ any) error {
			var out []string
			for _, g := range x.c.Registers() {
				if g.Licence != "" {
					out = append(out, g.Licence)
				}
			}
			slices.Sort(out)
			x.strs(slices.Compact(out))
			return nil
		}),
		r.leaf("citation", "String!", "How to cite an answer from this version.", func(x *exec, _ obj, _ any) error { x.str(Citation(x.c)); return nil }))
}

// Citation is how to cite an answer from a corpus.
func Citation(c *corpus.Corpus) string {
	s := fmt.Sprintf("demarche, data version %d: %d letters, %d people, %d documents", c.Version(), c.Count(corpus.KindLetter), c.Count(corpus.KindPerson), c.Count(corpus.KindDocument))
	var titles []string
	for _, g := range c.Registers() {
		t := g.Title
		if g.Edition != "" {
			t += " (" + g.Edition + ")"
		}
		titles = append(titles, t)
	}
	if len(titles) > 0 {
		s += "; registers: " + strings.Join(titles, ", ")
	}
	return s + "."
}
