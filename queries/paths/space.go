package paths

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/schema/date"
)

// space is the graph as one query sees it: what may be walked, where paths may pass, what each edge costs. It memoizes
// per query and is for one goroutine. Its memory is kept between searches.
type space struct {
	c    *corpus.Corpus
	r    graph.Reader
	q    Query
	auto *automaton
	free bool // no pattern was given: hubs by class are no transit

	plain    bool     // no tests: closure depends on the set alone
	choosy   bool     // some nodes may not be met at all, or have a time
	limited  bool     // some nodes may not be passed through
	summed   bool     // a node with more edges in all rows than TransitMax is no transit
	hubs     int      // nodes that were met and not passed through because of TransitMax
	barred   int      // and because of what they are, avoided ones included
	sets     []uint64 // interned sets of states
	moveOf   [2][][]move
	from, to graph.ID // the only end on a side, else 0
	avoid    map[graph.ID]bool
	noClass  map[graph.ID]bool
	met      table // numbers infos by node
	infos    []nodeInfo
	at       table // numbers places by node or statement
	places   []int32
	sure     map[edgeKey]float64
	weights  []int64 // by degree, -1 when not known yet
	weighted float64 // the damping of weights

	short, full search // with prune and without
}

type nodeInfo struct {
	admitted, transit bool
	first, last       int32 // days on which the node may lie, yyyymmdd; 0 and endOfTime when it has no date
	size              int32 // edges along the alphabet, -1 when not counted
}

// edgeKey is a statement.
type edgeKey struct{ s, p, o graph.ID }

const endOfTime = int32(99999999)

// spaces keeps the memory of searches. What a search allocates beyond its answer is what it needs more than the one
// before it.
var spaces = sync.Pool{New: func() any { return new(space) }}

// keptEdges is the size of a search, in edges, whose memory is given back.
const keptEdges = 1 << 20

func newSpace(c *corpus.Corpus, q Query, auto *automaton, free bool) *space {
	s := spaces.Get().(*space)
	s.c, s.r, s.q, s.auto, s.free, s.hubs, s.barred = c, c.Reader(), q, auto, free, 0, 0
	s.plain = len(auto.tests) == 0
	s.choosy = len(q.Avoid)+len(q.AvoidClasses) > 0 || q.Window != (date.Interval{}) || q.NonDecreasing
	s.limited = s.choosy || free || q.TransitMax > 0
	s.summed = free && q.TransitMax > 0
	s.sets, s.moveOf = s.sets[:0], [2][][]move{s.moveOf[0][:0], s.moveOf[1][:0]}
	s.from, s.to, s.avoid, s.noClass, s.sure = 0, 0, nil, nil, nil
	s.met.reset()
	s.infos = s.infos[:0]
	if s.weights == nil || s.weighted != q.Damping {
		s.weights, s.weighted = make([]int64, 1024), q.Damping
		for i := range s.weights {
			s.weights[i] = s.logarithm(i)
		}
	}
	if len(q.From) == 1 {
		s.from = q.From[0]
	}
	if len(q.To) == 1 {
		s.to = q.To[0]
	}
	if len(q.Avoid) > 0 {
		s.avoid = map[graph.ID]bool{}
		for _, id := range q.Avoid {
			s.avoid[id] = true
		}
	}
	for _, class := range q.AvoidClasses {
		if id := s.r.ID(class); id != 0 {
			if s.noClass == nil {
				s.noClass = map[graph.ID]bool{}
			}
			s.noClass[id] = true
		}
	}
	return s
}

// release gives the memory back. Nothing of the answer lies in it.
func (s *space) release() {
	if s.short.edges > keptEdges || s.full.edges > keptEdges {
		return
	}
	s.c, s.r, s.auto, s.q = nil, nil, nil, Query{}
	for _, x := range []*search{&s.short, &s.full} {
		x.ctx, x.f.ctx, x.b.ctx = nil, nil, nil
		clear(x.f.rows[:cap(x.f.rows)])
		clear(x.b.rows[:cap(x.b.rows)])
	}
	spaces.Put(s)
}

func (s *space) intern(set uint64) uint32 {
	if i := slices.Index(s.sets, set); i >= 0 {
		return uint32(i)
	}
	id := uint32(len(s.sets))
	s.sets = append(s.sets, set)
	s.moveOf[0], s.moveOf[1] = append(s.moveOf[0], nil), append(s.moveOf[1], nil)
	return id
}

// moves lists what may be read from an interned set.
func (s *space) moves(set uint32, backward bool) []move {
	side := 0
	if backward {
		side = 1
	}
	if s.moveOf[side][set] == nil {
		ms := s.auto.moves(s.sets[set], backward)
		for i := range ms {
			if s.plain {
				ms[i].closed = s.intern(s.closure(ms[i].to, backward, 0))
			}
		}
		s.moveOf[side][set] = ms
	}
	return s.moveOf[side][set]
}

func (s *space) closure(set uint64, backward bool, node graph.ID) uint64 {
	return s.auto.closure(set, backward, func(t *autoTest) bool { return s.passes(t, node) })
}

func (s *space) passes(t *autoTest, node graph.ID) bool {
	for class := range s.r.Out(node, s.c.T.Type).Distinct() {
		if slices.Contains(t.classes, class) {
			return !t.not
		}
	}
	return t.not
}

// along lists the far ends of a move from u.
func (s *space) along(u graph.ID, predicate graph.ID, inverse bool) graph.Edges {
	if inverse {
		return s.r.In(u, predicate)
	}
	return s.r.Out(u, predicate)
}

// transit tells whether a path may pass through a node.
func (s *space) transit(v graph.ID) bool { return !s.limited || s.info(v).transit }

// info says whether a node may be met, be passed through, and when it lies.
func (s *space) info(v graph.ID) *nodeInfo {
	n, fresh := s.met.put(state{node: v})
	if !fresh {
		return &s.infos[n]
	}
	i := nodeInfo{admitted: true, transit: true, last: endOfTime, size: -1}
	if s.avoid[v] || len(s.noClass) > 0 && s.hasClass(v) {
		i.transit = false
		i.admitted = s.isEnd(v)
	}
	if s.free && i.transit {
		i.transit = s.connects(v)
	}
	if !i.transit && !s.isEnd(v) {
		s.barred++
	}
	if i.transit && s.q.TransitMax > 0 && !s.summed {
		if i.transit = s.size(v) <= s.q.TransitMax; !i.transit {
			s.hubs++
		}
	}
	if s.q.Window != (date.Interval{}) || s.q.NonDecreasing {
		s.date(v, &i)
	}
	s.infos = append(s.infos, i)
	return &s.infos[n]
}

func (s *space) isEnd(v graph.ID) bool {
	_, from := slices.BinarySearch(s.q.From, v)
	_, to := slices.BinarySearch(s.q.To, v)
	return from || to
}

// connects tells whether a node may stand inside a path that no pattern describes. What two things share through a
// country, a kind of demand, a law or a whole chamber says nothing of them.
func (s *space) connects(v graph.ID) bool {
	switch k := s.c.KindOf(v); k {
	case corpus.KindCountry, corpus.KindDemandType, corpus.KindLegalBasis, corpus.KindDocument, corpus.KindRegister,
		corpus.KindEvidence, corpus.KindSignature, corpus.KindRecipient:
		return false
	case corpus.KindOrganization:
		switch s.c.Text(v, s.c.T.Classification) {
		case "chamber", "government", "party":
			return false
		}
	case corpus.KindNone:
		return s.r.Out(v, s.c.T.Type).Len() == 0 && !s.isClass(v)
	}
	return true
}

// hub notes that a node has too many edges to be passed through.
func (s *space) hub(v graph.ID) {
	if i := s.info(v); i.transit {
		i.transit = false
		s.hubs++
	}
}

// crowded tells whether a node that a path would pass through has too many edges for that; where rows are gathered that
// is seen there.
func (s *space) crowded(v graph.ID) bool {
	if !s.summed {
		return false
	}
	if i := s.info(v); i.size < 0 {
		i.size = int32(s.size(v))
		if int(i.size) > s.q.TransitMax {
			s.hub(v)
		}
	}
	return int(s.info(v).size) > s.q.TransitMax
}

func (s *space) isClass(v graph.ID) bool { return s.r.In(v, s.c.T.Type).Len() > 0 }

func (s *space) hasClass(v graph.ID) bool {
	for class := range s.r.Out(v, s.c.T.Type).Distinct() {
		if s.noClass[class] {
			return true
		}
	}
	return false
}

// size is the number of edges at v along the pattern's predicates, both ways, asserted twice counting twice.
func (s *space) size(v graph.ID) int {
	n := 0
	for _, p := range s.auto.alphabet {
		n += s.r.Out(v, p).Len() + s.r.In(v, p).Len()
	}
	return n
}

// date finds when a node lies and takes it out when that is outside the window.
func (s *space) date(v graph.ID, i *nodeInfo) {
	var when date.Interval
	switch s.c.KindOf(v) {
	case corpus.KindLetter:
		d := s.c.LetterDate(v)
		if d == "" && s.q.Window != (date.Interval{}) {
			i.admitted, i.transit = false, false
			return
		}
		when = date.Interval{Start: d, End: d}
	case corpus.KindEvent:
		d := s.c.Date(v, s.c.T.StartDate)
		when = date.Interval{Start: d, End: d}
	case corpus.KindTenure:
		if !s.q.Window.Overlaps(s.c.During(v)) {
			i.admitted, i.transit = false, false
		}
		return
	}
	if when.Start == "" {
		return
	}
	if !s.q.Window.Overlaps(when) {
		i.admitted, i.transit = false, false
		return
	}
	if s.q.NonDecreasing {
		i.first, i.last = day(when.Start.First()), day(when.End.Last())
	}
}

// day is an ISO day as the number yyyymmdd.
func day(d date.Date) int32 {
	n, _ := strconv.Atoi(strings.ReplaceAll(string(d), "-", ""))
	return int32(n)
}

// statement is the edge behind a hop from u to v.
func statement(u, v, p graph.ID, inverse bool) edgeKey {
	if inverse {
		u, v = v, u
	}
	return edgeKey{u, p, v}
}

// confidence is how sure an edge is, for MinConfidence.
func (s *space) confidence(e edgeKey) float64 {
	if x, ok := s.sure[e]; ok {
		return x
	}
	x := 0.0
	for _, id := range s.c.EvidenceOfEdge(e.s, e.p, e.o) {
		x = max(x, orOne(s.c.Evidence(id).Confidence))
	}
	if x == 0 {
		x = 1 // a register's statement, or one whose confidence nobody gives
	}
	if e.p == s.c.T.Signed {
		for _, sig := range s.c.Signatures(e.o) {
			if s.c.One(sig, s.c.T.Signatory) == e.s {
				if y, ok := s.c.Float(sig, s.c.T.Confidence); ok {
					x = min(x, y)
				}
			}
		}
	}
	if s.sure == nil {
		s.sure = map[edgeKey]float64{}
	}
	s.sure[e] = x
	return x
}

func orOne(x float64) float64 {
	if x == 0 {
		return 1
	}
	return x
}
