package gql

import (
	"cmp"
	"errors"
	"math"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/queries/paths"
	"demarche/schema/date"
)

// pathCost is what a search for paths counts for in the cost of a query; it looks at up to millions of edges.
const pathCost = 1000

// maxEnds is the largest number of ends on a side.
const maxEnds = 100

// maxPaths is the largest number of paths in one answer.
const maxPaths = 200

func defineEnumsOfPaths(r *registry) {
	r.enum("PathMode", "What a path may repeat.", "ACYCLIC", "acyclic", "No node twice.", "TRAIL", "trail", "No statement twice.", "WALK", "walk", "Anything.")
	r.enum("PathSelection", "Which paths come back.", "SPECIFIC", "specific", "The best by score: paths through rare things before paths through hubs.", "SHORTEST", "shortest", "The best of the shortest.",
		"ALL_SHORTEST", "all-shortest", "Every shortest one.", "K_SHORTEST", "k-shortest", "By length, then score.")
}

// definePaths defines PathResult, Path, PathStep and the statements of steps.
func definePaths(e *Engine) {
	r := e.reg
	defineEnumsOfPaths(r)
	res := func(o obj) *paths.Result { return &o.ref.(*pathAnswer).res }
	r.object("PathResult", "How two things hang together.",
		r.leaf("found", "Boolean!", "Whether there is any path.", func(x *exec, o obj, _ any) error { x.bool(res(o).Found); return nil }),
		r.leaf("distance", "Int", "The number of steps of the shortest path; null when none was found.", func(x *exec, o obj, _ any) error {
			if res(o).Distance < 0 {
				x.null()
			} else {
				x.int(res(o).Distance)
			}
			return nil
		}),
		r.leaf("totalCount", "String!", "The number of paths of the lengths looked at, a whole number of any size in decimal.", func(x *exec, o obj, _ any) error {
			if res(o).Count == nil {
				x.str("0")
			} else {
				x.str(res(o).Count.String())
			}
			return nil
		}),
		r.leaf("isCountExact", "Boolean!", "Whether the count is exact; else there are at least so many.", func(x *exec, o obj, _ any) error { x.bool(res(o).CountExact); return nil }),
		r.leaf("hasMore", "Boolean!", "Whether further paths follow those listed.", func(x *exec, o obj, _ any) error { x.bool(res(o).More); return nil }),
		r.leaf("truncatedBy", "String", "The limit that cut the search short: budget or maxHops.", func(x *exec, o obj, _ any) error { x.opt(res(o).TruncatedBy); return nil }),
		r.leaf("why", "String", "A sentence on what was looked at, when nothing was found.", func(x *exec, o obj, _ any) error { x.opt(res(o).Why); return nil }),
		r.one("searched", "PathSearchInfo!", "How much of the graph was looked at.", func(_ *exec, o obj, _ any) (obj, error) { return obj{ref: &res(o).Searched}, nil }),
		significanceField(r),
		r.many("paths", "[Path!]!", "The paths, best first.", 10, func(_ *exec, o obj, _ any) ([]obj, error) {
			out := make([]obj, len(res(o).Paths))
			for i := range out {
				out[i] = obj{ref: &res(o).Paths[i]}
			}
			return out, nil
		}))
	path := func(o obj) *paths.Path { return o.ref.(*paths.Path) }
	r.object("Path", "A chain of statements between two things.",
		r.leaf("score", "Float!", "How telling the path is, above 0 and at most 1: the product over its steps of the degrees at both ends to the power -1/2 (Himmelstein and Baranzini 2015).",
			func(x *exec, o obj, _ any) error { x.float(path(o).Score); return nil }),
		r.leaf("confidence", "Float!", "The least confidence along the path.", func(x *exec, o obj, _ any) error { x.float(path(o).Confidence); return nil }),
		r.leaf("length", "Int!", "The number of steps.", func(x *exec, o obj, _ any) error { x.int(len(path(o).Hops)); return nil }),
		nodes(r, "nodes", "Entity", "The things along the path, both ends included.", 5, func(_ *exec, o obj) []graph.ID { return path(o).Nodes }),
		r.many("steps", "[PathStep!]!", "The statements along the path, one fewer than the things.", 4, func(_ *exec, o obj, _ any) ([]obj, error) {
			out := make([]obj, len(path(o).Hops))
			for i := range out {
				out[i] = obj{ref: &pathStep{path(o), i}}
			}
			return out, nil
		}))
	definePathSearchInfo(r)
	definePathStep(r)
}

// pathAnswer is an answer with its question, which significance asks again of random graphs.
type pathAnswer struct {
	res paths.Result
	q   *paths.Query
}

// maxDraws is the largest number of random graphs in one question.
const maxDraws = 1000

// significanceField compares the number of paths with random graphs.
func significanceField(r *registry) *fieldDef {
	f := r.one("significance", "PathSignificanceInfo!", "The number of paths compared with random graphs in which everything keeps its number of statements of each kind.", nil,
		r.arg("draws", "Int", "How many random graphs; 99 when not given, at most 1000."), r.arg("seed", "Int", "The seed; 1 when not given. The same seed gives the same answer."))
	f.prep = func(_ *exec, args map[string]any) (any, error) {
		want := [2]int{99, 1}
		for i, name := range []string{"draws", "seed"} {
			if n, ok := args[name].(int); ok {
				want[i] = n
			}
		}
		if want[0] < 1 || want[0] > maxDraws {
			return nil, queries.Errorf(queries.BadInput, "draws: want 1 to %d", maxDraws)
		}
		return want, nil
	}
	f.work = func(a any) int { return 10 * a.([2]int)[0] }
	f.one = func(x *exec, o obj, a any) (obj, error) {
		want := a.([2]int)
		s, err := paths.Significant(x.ctx, x.c, *o.ref.(*pathAnswer).q, want[0], uint64(want[1]))
		if err != nil && x.ctx.Err() != nil {
			return obj{}, x.check()
		}
		return obj{ref: &s}, err
	}
	sig := func(o obj) *paths.Significance { return o.ref.(*paths.Significance) }
	float := func(name, doc string, get func(*paths.Significance) float64) *fieldDef {
		return r.leaf(name, "Float!", doc, func(x *exec, o obj, _ any) error { x.float(get(sig(o))); return nil })
	}
	r.object("PathSignificanceInfo", "How the number of paths compares with chance.",
		r.leaf("draws", "Int!", "The number of random graphs.", func(x *exec, o obj, _ any) error { x.int(sig(o).Draws); return nil }),
		r.leaf("edges", "Int!", "The number of statements that were shuffled.", func(x *exec, o obj, _ any) error { x.int(sig(o).Edges); return nil }),
		float("observed", "The number of paths.", func(s *paths.Significance) float64 { return s.Observed }),
		float("mean", "Its mean over the random graphs.", func(s *paths.Significance) float64 { return s.Mean }),
		float("deviation", "Its standard deviation over them.", func(s *paths.Significance) float64 { return s.Deviation }),
		float("p", "The share of random graphs with as many paths or more, the observed one counted among them.", func(s *paths.Significance) float64 { return s.P }),
		float("bestScore", "The score of the best path, 0 when there is none.", func(s *paths.Significance) float64 { return s.BestScore }),
		float("bestP", "The share of random graphs whose best path scores as much or more.", func(s *paths.Significance) float64 { return s.BestP }))
	return f
}

func definePathSearchInfo(r *registry) {
	of := func(o obj) *paths.Searched { return o.ref.(*paths.Searched) }
	count := func(name, doc string, get func(*paths.Searched) int) *fieldDef {
		return r.leaf(name, "Int!", doc, func(x *exec, o obj, _ any) error { x.int(get(of(o))); return nil })
	}
	r.object("PathSearchInfo", "How much of the graph a search for paths looked at.",
		count("nodes", "Nodes met, each once for every length and place in the pattern.", func(s *paths.Searched) int { return s.Nodes }),
		count("edges", "Statements looked at.", func(s *paths.Searched) int { return s.Edges }),
		count("length", "The longest paths that were all looked at.", func(s *paths.Searched) int { return s.Hops }),
		r.leaf("isExhausted", "Boolean!", "Whether everything in reach was looked at, so that longer searches are useless.", func(x *exec, o obj, _ any) error { x.bool(of(o).Exhausted); return nil }),
		count("hubs", "Nodes not passed through because of transitMax.", func(s *paths.Searched) int { return s.Hubs }),
		count("barred", "Nodes not passed through because of what they are: without a pattern countries, laws and so on, and what is avoided.", func(s *paths.Searched) int { return s.Barred }))
}

type pathStep struct {
	path *paths.Path
	n    int
}

func (s *pathStep) hop() *paths.Hop { return &s.path.Hops[s.n] }

func definePathStep(r *registry) {
	at := func(o obj) *pathStep { return o.ref.(*pathStep) }
	r.object("PathStep", "One statement along a path.",
		node(r, "from", "Entity", "The thing before the step.", func(_ *exec, o obj) graph.ID { return at(o).path.Nodes[at(o).n] }),
		node(r, "to", "Entity", "The thing behind the step.", func(_ *exec, o obj) graph.ID { return at(o).path.Nodes[at(o).n+1] }),
		r.leaf("predicate", "IRI!", "What the statement says.", func(x *exec, o obj, _ any) error { x.str(x.c.IRI(at(o).hop().Predicate)); return nil }),
		r.leaf("isInverse", "Boolean!", "Whether the statement leads from the thing behind the step to the one before.", func(x *exec, o obj, _ any) error { x.bool(at(o).hop().Inverse); return nil }),
		r.many("sources", "[PathSourceInfo!]!", "Who says so, with the sentences.", 2, func(_ *exec, o obj, _ any) ([]obj, error) {
			hop := at(o).hop()
			out := make([]obj, len(hop.Statements))
			for i := range out {
				out[i] = obj{ref: &hop.Statements[i]}
			}
			return out, nil
		}))
	st := func(o obj) *paths.Statement { return o.ref.(*paths.Statement) }
	offset := func(name, doc string, f func(s *paths.Statement) int) *fieldDef {
		return r.leaf(name, "Int", doc, func(x *exec, o obj, _ any) error {
			if n := f(st(o)); n >= 0 {
				x.int(n)
			} else {
				x.null()
			}
			return nil
		})
	}
	r.object("PathSourceInfo", "A document with the sentence, or a register with the row, that states a step.",
		node(r, "entity", "Entity", "The document or register.", func(_ *exec, o obj) graph.ID { return st(o).Label }),
		r.leaf("name", "String!", "Its file name or title.", func(x *exec, o obj, _ any) error { x.str(st(o).Source); return nil }),
		r.leaf("isRegister", "Boolean!", "Whether it is a register.", func(x *exec, o obj, _ any) error { x.bool(st(o).Register); return nil }),
		r.leaf("quote", "String!", "The sentence; of a register its title and row.", func(x *exec, o obj, _ any) error { x.str(st(o).Quote); return nil }),
		offset("start", "Where the place begins, in code points of the document's normalized text.", func(s *paths.Statement) int { return s.Start }),
		offset("end", "Where it ends.", func(s *paths.Statement) int { return s.End }),
		offset("page", "The page on which it begins, of a PDF of several pages, from 1.", func(s *paths.Statement) int { return cmp.Or(s.Page, -1) }),
		r.leaf("rule", "String", "The rule that read it.", func(x *exec, o obj, _ any) error { x.opt(st(o).Rule); return nil }),
		r.leaf("confidence", "Float!", "How sure the reading is; 1 for a register.", func(x *exec, o obj, _ any) error { x.float(st(o).Confidence); return nil }))
}

// pathsField is the root field paths.
func (e *Engine) pathsField() *fieldDef {
	r := e.reg
	f := r.one("paths", "PathResult!", "How two things hang together: ranked chains of statements, each step with its sentence.", nil,
		r.arg("from", "ID!", "One end."), r.arg("to", "ID!", "The other end."),
		r.arg("via", "String", "A pattern of predicates as in SPARQL property paths, such as \"signed/^signed\", or the name of a metapath such as \"cosigners\"; anything when not given."),
		r.arg("select", "PathSelection", "Which paths come back; SPECIFIC when not given."), r.arg("mode", "PathMode", "What a path may repeat; ACYCLIC when not given."),
		r.arg("first", "Int", "How many paths to list; 10 when not given, at most 200."), r.arg("skip", "Int", "How many paths to pass over."),
		r.arg("maxLength", "Int", "The largest number of steps, 1 to 8."), r.arg("since", "Date", "Letters, events and tenures from this date on."), r.arg("until", "Date", "Letters, events and tenures up to this date."),
		r.arg("inOrder", "Boolean", "Whether dates may never go back along the path."), r.arg("minConfidence", "Float", "The least confidence of every statement, 0 to 1."),
		r.arg("avoid", "[ID!]", "Things that no path goes through."), r.arg("avoidClasses", "[String!]", "Classes of such things, Event and others of the vocabulary."),
		r.arg("alsoFrom", "[ID!]", "Further ends to start at."), r.arg("alsoTo", "[ID!]", "Further ends to end at."),
		r.arg("transitMax", "Int", "No way through things of more statements; 1000 without a pattern and no limit with one when not given, -1 is no limit."),
		r.arg("damping", "Float", "The exponent of degrees in the score; 0.5 when not given."))
	f.prep = func(x *exec, args map[string]any) (any, error) { return readPathQuery(x.c, args) }
	f.work = func(a any) int { return pathCost + 20*a.(*paths.Query).K }
	f.one = func(x *exec, _ obj, a any) (obj, error) {
		res, err := paths.Find(x.ctx, x.c, *a.(*paths.Query))
		switch {
		case err == nil:
			return obj{ref: &pathAnswer{res, a.(*paths.Query)}}, nil
		case errors.Is(err, paths.ErrPattern), errors.Is(err, paths.ErrQuery):
			return obj{}, queries.Errorf(queries.BadInput, "%v", err)
		case x.ctx.Err() != nil:
			return obj{}, x.check()
		}
		return obj{}, err
	}
	return f
}

func readPathQuery(c *corpus.Corpus, args map[string]any) (*paths.Query, error) {
	q := &paths.Query{K: 10}
	for _, end := range []struct {
		name, also string
		to         *[]graph.ID
	}{{"from", "alsoFrom", &q.From}, {"to", "alsoTo", &q.To}} {
		ids := append([]any{args[end.name]}, asList(args[end.also])...)
		if len(ids) > maxEnds {
			return nil, queries.Errorf(queries.BadInput, "%s: more than %d ends", end.also, maxEnds)
		}
		for _, v := range ids {
			s, _ := v.(string)
			id := c.Node(s)
			if id == 0 {
				return nil, queries.Errorf(queries.BadInput, "%s: the data has nothing of the id %q; find ids with search", end.name, clip(s))
			}
			*end.to = append(*end.to, id)
		}
	}
	q.Pattern, _ = args["via"].(string)
	if len(q.Pattern) > 500 {
		return nil, queries.Errorf(queries.BadInput, "via: longer than 500 bytes")
	}
	mode, _ := args["mode"].(string)
	sel, _ := args["select"].(string)
	q.Mode, q.Select = paths.Mode(mode), paths.Select(sel)
	if n, ok := args["first"].(int); ok {
		if n < 1 || n > maxPaths {
			return nil, queries.Errorf(queries.BadInput, "first: want 1 to %d", maxPaths)
		}
		q.K = n
	}
	q.Skip, _ = args["skip"].(int)
	q.MaxHops, _ = args["maxLength"].(int)
	since, _ := args["since"].(string)
	until, _ := args["until"].(string)
	q.Window = date.Interval{Start: date.Date(since), End: date.Date(until)}
	q.NonDecreasing, _ = args["inOrder"].(bool)
	q.MinConfidence, _ = args["minConfidence"].(float64)
	if math.IsNaN(q.MinConfidence) {
		return nil, queries.Errorf(queries.BadInput, "minConfidence: want 0 to 1")
	}
	q.TransitMax, _ = args["transitMax"].(int)
	if d, ok := args["damping"].(float64); ok {
		if math.IsNaN(d) || d < 0 || d > 10 {
			return nil, queries.Errorf(queries.BadInput, "damping: want 0 to 10")
		}
		if q.Damping = d; d == 0 {
			q.Damping = -1 // none; 0 would be the default
		}
	}
	for _, v := range asList(args["avoidClasses"]) {
		s, _ := v.(string)
		class, ok := paths.Class(s)
		if !ok {
			return nil, queries.Errorf(queries.BadInput, "avoidClasses: %q is no class of the vocabulary", clip(s))
		}
		q.AvoidClasses = append(q.AvoidClasses, class)
	}
	for _, v := range asList(args["avoid"]) {
		if s, ok := v.(string); ok {
			if id := c.Node(s); id != 0 {
				q.Avoid = append(q.Avoid, id)
			}
		}
	}
	return q, nil
}

func asList(v any) []any { l, _ := v.([]any); return l }
