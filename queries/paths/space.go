package paths

import (
	"slices"
	"strconv"
	"strings"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/schema/date"
)

// space is the graph as one query sees it: what may be walked, where paths may pass, what each edge costs. It memoizes
// per query and is for one goroutine.
type space struct {
	c    *corpus.Corpus
	r    graph.Reader
	q    Query
	auto *automaton
	free bool // no pattern was given: hubs by class are no transit

	plain    bool // no tests: closure depends on the set alone
	choosy   bool // some nodes may not be met at all, or have a time
	limited  bool // some nodes may not be passed through
	alphabet []graph.ID
	sets     []uint64 // interned sets of states
	setIDs   map[uint64]uint32
	moveOf   [2][][]move
	ends     map[graph.ID]bool
	from, to graph.ID // the only end on a side, else 0
	avoid    map[graph.ID]bool
	noClass  map[graph.ID]bool
	nodes    map[graph.ID]nodeInfo
	damps    map[degreeKey]int64
	sure     map[edgeKey]float64
}

type nodeInfo struct {
	admitted, transit bool
	first, last       int32 // days on which the node may lie, yyyymmdd; 0 and endOfTime when it has no date
}

type degreeKey struct {
	node, predicate graph.ID
	inverse         bool
}

// edgeKey is a statement.
type edgeKey struct{ s, p, o graph.ID }

const endOfTime = int32(99999999)

func newSpace(c *corpus.Corpus, q Query, auto *automaton, free bool) *space {
	s := &space{
		c: c, r: c.Reader(), q: q, auto: auto, free: free, setIDs: map[uint64]uint32{}, ends: map[graph.ID]bool{},
		avoid: map[graph.ID]bool{}, noClass: map[graph.ID]bool{}, nodes: map[graph.ID]nodeInfo{},
		damps: map[degreeKey]int64{}, sure: map[edgeKey]float64{},
	}
	s.plain = len(auto.tests) == 0
	s.choosy = len(q.Avoid)+len(q.AvoidClasses) > 0 || q.Window != (date.Interval{}) || q.NonDecreasing
	s.limited = s.choosy || free || q.TransitMax > 0
	s.alphabet = auto.alphabet()
	for _, id := range slices.Concat(q.From, q.To) {
		s.ends[id] = true
	}
	if len(q.From) == 1 {
		s.from = q.From[0]
	}
	if len(q.To) == 1 {
		s.to = q.To[0]
	}
	for _, id := range q.Avoid {
		s.avoid[id] = true
	}
	for _, class := range q.AvoidClasses {
		if id := s.r.ID(class); id != 0 {
			s.noClass[id] = true
		}
	}
	return s
}

func (s *space) intern(set uint64) uint32 {
	if id, ok := s.setIDs[set]; ok {
		return id
	}
	id := uint32(len(s.sets))
	s.setIDs[set] = id
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
func (s *space) info(v graph.ID) nodeInfo {
	if i, ok := s.nodes[v]; ok {
		return i
	}
	i := nodeInfo{admitted: true, transit: true, last: endOfTime}
	if s.avoid[v] || len(s.noClass) > 0 && s.hasClass(v) {
		i.transit = false
		i.admitted = s.ends[v]
	}
	if s.free && i.transit {
		switch s.c.KindOf(v) {
		case corpus.KindCountry, corpus.KindDemandType, corpus.KindDocument, corpus.KindRegister, corpus.KindEvidence,
			corpus.KindSignature, corpus.KindRecipient, corpus.KindNone:
			i.transit = s.c.KindOf(v) == corpus.KindNone && s.r.Out(v, s.c.T.Type).Len() == 0 && !s.isClass(v)
		}
	}
	if i.transit && s.q.TransitMax > 0 {
		i.transit = s.size(v) <= s.q.TransitMax
	}
	if s.q.Window != (date.Interval{}) || s.q.NonDecreasing {
		s.date(v, &i)
	}
	s.nodes[v] = i
	return i
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
	for _, p := range s.alphabet {
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
	s.sure[e] = x
	return x
}

func orOne(x float64) float64 {
	if x == 0 {
		return 1
	}
	return x
}
