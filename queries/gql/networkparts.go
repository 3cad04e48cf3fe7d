package gql

import (
	"cmp"
	"slices"

	"demarche/graph"
	"demarche/queries"
	"demarche/queries/network"
)

// byDegree orders the nodes by degree, most first, then by number.
func (v *networkView) byDegree() []int {
	out := make([]int, v.Nodes())
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Or(cmp.Compare(v.degree[b], v.degree[a]), cmp.Compare(a, b)) })
	return out
}

// exportFormats are the formats of the links of a network.
var exportFormats = []string{"gexf", "graphml", "csv", "json", "ndjson", "svg", "html"}

func (e *Engine) exportsField(view func(o obj) *networkView) *fieldDef {
	r := e.reg
	r.object("ExportInfo", "An export of the same selection.",
		r.leaf("format", "String!", "The format: gexf, graphml, csv, json or ndjson; svg is a picture, html a page about the network.", func(x *exec, o obj, _ any) error { x.str(o.ref.([2]string)[0]); return nil }),
		r.leaf("url", "String!", "Where to get it, relative to the server.", func(x *exec, o obj, _ any) error { x.str(o.ref.([2]string)[1]); return nil }))
	return r.many("exports", "[ExportInfo!]!", "Files of the whole network; empty where the server offers none.", len(exportFormats), func(_ *exec, o obj, _ any) ([]obj, error) {
		var out []obj
		for _, f := range exportFormats {
			if e.exportURL != nil {
				out = append(out, obj{ref: [2]string{f, e.exportURL(view(o).req, f, view(o).where)}})
			}
		}
		return out, nil
	})
}

func defineNetworkParts(e *Engine) {
	r := e.reg
	at := func(o obj) *networkNode { return o.ref.(*networkNode) }
	r.object("NetworkNodeInfo", "A node of a network with its measures.",
		r.leaf("key", "String!", "The node's identifier in exports.", func(x *exec, o obj, _ any) error { x.str(at(o).view.ID[at(o).n]); return nil }),
		r.leaf("label", "String!", "What to call it.", func(x *exec, o obj, _ any) error { x.str(at(o).view.Label[at(o).n]); return nil }),
		r.leaf("mode", "String!", "What kind of node it is: person, letter, or another mode of the network.", func(x *exec, o obj, _ any) error { x.str(at(o).view.ModeOf(at(o).n)); return nil }),
		r.one("entity", "Entity", "The thing in the graph.", func(x *exec, o obj, _ any) (obj, error) { return x.nodeOf(at(o).view.ID[at(o).n]), nil }),
		degreeField(r, at), strengthField(r, at), measureField(r, at))
	end := func(name, doc string, f func(t *networkNode) int32) *fieldDef {
		return r.one(name, "NetworkNodeInfo!", doc, func(_ *exec, o obj, _ any) (obj, error) {
			return obj{ref: &networkNode{at(o).view, int(f(at(o)))}}, nil
		})
	}
	r.object("NetworkTieInfo", "An edge of a network.",
		end("source", "Where it begins; in a network without direction the end that comes first.", func(t *networkNode) int32 { return t.view.Source[t.n] }),
		end("target", "Where it ends.", func(t *networkNode) int32 { return t.view.Target[t.n] }),
		r.leaf("weight", "Float!", "Its weight; 1 where edges have none.", func(x *exec, o obj, _ any) error { x.float(at(o).view.Weight[at(o).n]); return nil }),
		tieDate(r, at, "from", "first", "The date of the first letter behind it; null when that is unknown or no letter stands behind it."),
		tieDate(r, at, "to", "last", "The date of the last letter behind it; null when that is unknown or no letter stands behind it."),
		nodes(r, "letters", "Letter", "The letters behind it, oldest first, at most ten.", maxTieLetters, func(x *exec, o obj) []graph.ID { return at(o).letters(x.c) }),
		nodes(r, "evidence", "Evidence", "The places that show it, in the letters behind it.", maxTieLetters, func(x *exec, o obj) []graph.ID { return at(o).evidence(x.c) }))
	r.object("PersonMetricStats", "A person's measures in a network.", degreeField(r, at), strengthField(r, at), measureField(r, at),
		r.leaf("rank", "Int!", "The place by degree, 1 for the most edges; equal degrees share a place.", func(x *exec, o obj, _ any) error {
			above := 0
			for _, d := range at(o).view.degree {
				if d > at(o).view.degree[at(o).n] {
					above++
				}
			}
			x.int(above + 1)
			return nil
		}))
	addPersonMetrics(e)
}

func degreeField(r *registry, at func(o obj) *networkNode) *fieldDef {
	return r.leaf("degree", "Int!", "The number of its edges.", func(x *exec, o obj, _ any) error { x.int(at(o).view.degree[at(o).n]); return nil })
}

func strengthField(r *registry, at func(o obj) *networkNode) *fieldDef {
	return r.leaf("strength", "Float!", "The sum of the weights of its edges.", func(x *exec, o obj, _ any) error { x.float(at(o).view.strength[at(o).n]); return nil })
}

// addPersonMetrics adds Person.metrics, which needs the networks.
func addPersonMetrics(e *Engine) {
	r := e.reg
	f := r.one("metrics", "PersonMetricStats", "The person's measures in a network of all letters; null when the person is not in it.", nil, r.arg("network", "NetworkKind!", "Which network."))
	f.prep = func(_ *exec, args map[string]any) (any, error) {
		kind, _ := args["network"].(string)
		if kind == string(network.Full) {
			return nil, queries.Errorf(queries.BadInput, "network: FULL has no measures of people; take another")
		}
		return readNetwork(map[string]any{"kind": kind})
	}
	f.work = func(any) int { return 1 }
	f.one = func(x *exec, o obj, a any) (obj, error) {
		v, err := a.(*networkRead).build(x)
		if err != nil {
			return obj{}, err
		}
		if n, ok := v.byID[x.c.IRI(o.id)]; ok {
			return obj{ref: &networkNode{v, n}}, nil
		}
		return obj{}, nil
	}
	p := r.use("Person")
	p.fields = append(p.fields, f)
}
