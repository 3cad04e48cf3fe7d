package gql

import (
	"container/list"
	"context"
	"encoding/json"
	"strconv"
	"sync"

	"demarche/queries"
	"demarche/queries/corpus"
	"demarche/queries/network"
	"demarche/schema/date"

	"github.com/cayleygraph/quad"
)

// networkCost is what making a network counts for in the cost of a query.
const networkCost = 1000

// maxNetworkRows is the largest number of nodes or edges of a network in one answer; exports have no such limit.
const maxNetworkRows = 5000

// networkView is a network with what its fields need: degrees and the request behind it.
type networkView struct {
	*network.Network
	degree   []int
	strength []float64
	where    string // the filter as JSON, "" without
	req      network.Request
	byID     map[string]int
	measured measured
}

// networkCache keeps the last networks of one corpus. It is safe for concurrent use.
type networkCache struct {
	mu    sync.Mutex
	of    *corpus.Corpus
	order *list.List
	byKey map[string]*list.Element
}

type cachedNetwork struct {
	key  string
	view *networkView
}

// maxNetworks bounds the networks kept.
const maxNetworks = 8

func (nc *networkCache) get(ctx context.Context, c *corpus.Corpus, key string, q network.Request, where string) (*networkView, error) {
	nc.mu.Lock()
	if nc.of != c {
		nc.of, nc.order, nc.byKey = c, list.New(), map[string]*list.Element{}
	}
	if el := nc.byKey[key]; el != nil {
		nc.order.MoveToFront(el)
		nc.mu.Unlock()
		return el.Value.(*cachedNetwork).view, nil
	}
	nc.mu.Unlock()
	n, err := network.Build(ctx, c, q)
	if err != nil {
		return nil, err
	}
	v := newNetworkView(n, q, where)
	nc.mu.Lock()
	defer nc.mu.Unlock()
	if nc.of == c && nc.byKey[key] == nil {
		nc.byKey[key] = nc.order.PushFront(&cachedNetwork{key, v})
		if nc.order.Len() > maxNetworks {
			last := nc.order.Back()
			delete(nc.byKey, last.Value.(*cachedNetwork).key)
			nc.order.Remove(last)
		}
	}
	return v, nil
}

func newNetworkView(n *network.Network, req network.Request, where string) *networkView {
	v := &networkView{Network: n, degree: make([]int, n.Nodes()), strength: make([]float64, n.Nodes()), where: where, req: req, byID: make(map[string]int, n.Nodes())}
	for i := range n.Source {
		for _, end := range [...]int32{n.Source[i], n.Target[i]} {
			v.degree[end]++
			v.strength[end] += n.Weight[i]
		}
	}
	for i, id := range n.ID {
		v.byID[id] = i
	}
	return v
}

// networkRead is a network asked for.
type networkRead struct {
	key, where string
	req        network.Request
	filter     *corpus.LetterFilter
}

// build makes the network, or takes it from the cache.
func (n *networkRead) build(x *exec) (*networkView, error) {
	if n.filter != nil {
		test, err := x.c.TestLetters(x.ctx, n.filter)
		if err != nil {
			return nil, queries.Errorf(queries.TooComplex, "%v", err)
		}
		n.req.Filter.Letters = test
	}
	v, err := x.e.networks.get(x.ctx, x.c, n.key, n.req, n.where)
	if err != nil && x.ctx.Err() != nil {
		return nil, x.check()
	}
	return v, err
}

func readNetwork(args map[string]any) (*networkRead, error) {
	str := func(name string) string { s, _ := args[name].(string); return s }
	n := &networkRead{req: network.Request{Kind: network.Kind(str("kind")), Weight: network.Weight(str("weight"))}}
	n.req.Directed, _ = args["directed"].(bool)
	n.req.Isolates, _ = args["isolates"].(bool)
	n.req.MinWeight, _ = args["minWeight"].(float64)
	n.req.Filter = network.Filter{From: date.Date(str("since")), To: date.Date(str("until")), Chamber: str("chamber"), Party: str("party"), State: str("state")}
	f, err := readWhere[corpus.LetterFilter](args)
	if err != nil {
		return nil, err
	}
	n.filter = f
	if f != nil {
		raw, err := json.Marshal(args["where"])
		if err != nil {
			return nil, err
		}
		n.where = string(raw)
	}
	n.key = n.req.String() + " where=" + n.where
	return n, nil
}

func (e *Engine) networkArgs() []*argDef {
	r := e.reg
	return []*argDef{
		r.arg("kind", "NetworkKind!", "Which network."), r.arg("where", "LetterFilter", "Only from letters that meet this."),
		r.arg("since", "Date", "Only letters from this date on."), r.arg("until", "Date", "Only letters up to this date."), r.arg("chamber", "Chamber", "Only signers of this chamber on the letter's date."),
		r.arg("party", "String", "Only signers of this party on the letter's date."), r.arg("state", "String", "Only signers of this state on the letter's date."),
		r.arg("weight", "EdgeWeight", "How edges of COSIGN are weighted; COUNT when not given."), r.arg("minWeight", "Float", "Edges below this are left out."),
		r.arg("directed", "Boolean", "Whether edges of COSIGN lead from cosigner to lead."), r.arg("isolates", "Boolean", "Whether people in office without an edge are kept."),
	}
}

func (e *Engine) networkField() *fieldDef {
	f := e.reg.one("network", "Network!", "A network made of letters, with its measures and exports of the very same selection.", nil, e.networkArgs()...)
	f.prep = func(_ *exec, args map[string]any) (any, error) { return readNetwork(args) }
	f.work = func(any) int { return networkCost }
	f.one = func(x *exec, _ obj, a any) (obj, error) {
		v, err := a.(*networkRead).build(x)
		if err != nil {
			return obj{}, err
		}
		return obj{ref: v}, nil
	}
	return f
}

// networkNode is one node of a network.
type networkNode struct {
	view *networkView
	n    int
}

func defineNetworks(e *Engine) {
	r := e.reg
	r.enum("NetworkKind", "The networks that letters make.", "COSIGN", "cosign", "People joined by the letters that both signed.", "SIGNATURES", "signatures", "People and letters, one edge for each signature.",
		"DEMANDS", "demands", "People and those against whom their letters ask acts.", "RECIPIENTS", "recipients", "People and those to whom they wrote.", "FULL", "full", "The graph itself, as it can be walked.")
	weights := []string{}
	for _, w := range network.Weights() {
		weights = append(weights, upper(string(w)), string(w), "As "+w.Formula(false)+".")
	}
	r.enum("EdgeWeight", "How edges between co-signers are weighted.", weights...)
	view := func(o obj) *networkView { return o.ref.(*networkView) }
	defineMeasures(r)
	r.object("Network", "A network with attributes.",
		r.leaf("id", "ID!", "Names the request and the data version.", func(x *exec, o obj, _ any) error {
			x.str("network:" + strconv.FormatUint(uint64(x.c.Version()), 10) + ":" + view(o).Query + view(o).where)
			return nil
		}),
		enumField(r, "kind", "NetworkKind!", "Which network it is.", func(_ *exec, o obj) string { return string(view(o).Kind) }),
		r.leaf("formula", "String!", "How edges and weights were made.", func(x *exec, o obj, _ any) error { x.str(view(o).Formula); return nil }),
		r.leaf("isDirected", "Boolean!", "Whether edges have a direction.", func(x *exec, o obj, _ any) error { x.bool(view(o).Directed); return nil }),
		r.leaf("nodeCount", "Int!", "The number of nodes.", func(x *exec, o obj, _ any) error { x.int(view(o).Nodes()); return nil }),
		r.leaf("edgeCount", "Int!", "The number of edges.", func(x *exec, o obj, _ any) error { x.int(view(o).Edges()); return nil }),
		r.leaf("density", "Float", "Edges over possible edges; null for fewer than two nodes.", func(x *exec, o obj, _ any) error { density(x, view(o)); return nil }),
		nodeRows(r, view), edgeRows(r, view), summaryField(r, view),
		e.exportsField(view))
	defineNetworkParts(e)
}

func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		switch {
		case c >= 'a' && c <= 'z':
			b[i] = c - 'a' + 'A'
		case c == '-':
			b[i] = '_'
		}
	}
	return string(b)
}

func density(x *exec, v *networkView) {
	n := float64(v.Nodes())
	pairs := n * (n - 1)
	if v.TwoMode() {
		first := 0.0
		for _, m := range v.Mode {
			if m == 0 {
				first++
			}
		}
		pairs = first * (n - first)
	} else if !v.Directed {
		pairs /= 2
	}
	if pairs <= 0 {
		x.null()
		return
	}
	x.float(float64(v.Edges()) / pairs)
}

// nodeOf finds the graph's node behind a network's.
func (x *exec) nodeOf(id string) obj {
	n := x.c.Node(id)
	if n == 0 {
		n = x.c.Reader().ID(quad.IRI(id))
	}
	if n == 0 || x.e.typeOf(x.c, n) == nil {
		return obj{}
	}
	return obj{id: n}
}
