package corpus

import (
	"slices"
	"sync"
	"sync/atomic"

	"demarche/graph"
	"demarche/schema/date"
)

// careers are the tenures of everybody as one flat array, for questions that ask many people for their party, state or
// chamber on many dates. It costs some hundred bytes for each tenure.
type careers struct {
	off     []uint32 // by person's rank
	tenures []Tenure // of each person in the order of [Corpus.Tenures]
	spans   []span   // of each tenure
	parties []string // of each tenure, under its [PartyName]
}

// span is a closed interval of days as yyyymmdd; 0 and a last day behind every other stand for unknown ends.
type span struct{ first, last int32 }

const openEnd = 1 << 30

// contains tells whether any day from first to last lies in the span. 0 and 0 is the unknown date, which lies in all.
func (s span) contains(first, last int32) bool {
	return last == 0 || s.first <= last && first <= s.last
}

// spanOf packs an interval.
func spanOf(i date.Interval) span {
	s := span{0, openEnd}
	if i.Start != "" {
		s.first, _ = packDate(i.Start)
	}
	if i.End != "" {
		_, s.last = packDate(i.End)
	}
	return s
}

// careersState is the part of a Corpus that flatCareers needs.
type careersState struct {
	careersMu    sync.Mutex
	careersReads atomic.Int64
	careersFlat  atomic.Pointer[careers]
}

// flatCareers gives the flat array once enough people were asked for, nil before: a one-shot question never makes it.
func (c *Corpus) flatCareers() *careers {
	if s := c.careersFlat.Load(); s != nil {
		return s
	}
	if c.careersReads.Add(1) < manyReads {
		return nil
	}
	c.careersMu.Lock()
	defer c.careersMu.Unlock()
	if s := c.careersFlat.Load(); s != nil {
		return s
	}
	people := c.List(KindPerson).IDs
	s := &careers{off: make([]uint32, len(people)+1)}
	for i, id := range people {
		s.tenures = c.readTenures(s.tenures, id)
		s.off[i+1] = uint32(len(s.tenures))
	}
	s.tenures = slices.Clip(s.tenures)
	s.spans, s.parties = make([]span, len(s.tenures)), make([]string, len(s.tenures))
	for i, t := range s.tenures {
		s.spans[i], s.parties[i] = spanOf(t.During), PartyName(t.Party)
	}
	c.careersFlat.Store(s)
	return s
}

// of is where the tenures of a person stand; ok is false for what is no person.
func (s *careers) of(c *Corpus, person graph.ID) (from, to int, ok bool) {
	r, ok := c.List(KindPerson).Rank(person)
	if !ok {
		return 0, 0, false
	}
	return int(s.off[r]), int(s.off[r+1]), true
}

// on is the place of the tenure that [Corpus.TenureOn] wants, -1 when there is none.
func (s *careers) on(from, to int, on date.Date) int {
	first, last := packDate(on)
	best := -1
	for i := from; i < to; i++ {
		if s.spans[i].contains(first, last) && (best < 0 || s.tenures[i].Legislative() || !s.tenures[best].Legislative()) {
			best = i
		}
	}
	return best
}

// party is the party of the last tenure on a date that names one.
func (s *careers) party(from, to int, on date.Date) string {
	first, last := packDate(on)
	for i := to - 1; i >= from; i-- {
		if s.parties[i] != "" && s.spans[i].contains(first, last) {
			return s.parties[i]
		}
	}
	return ""
}
