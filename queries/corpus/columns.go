package corpus

import (
	"slices"

	"demarche/graph"
	"demarche/schema/date"
)

// letterColumns are facts of every letter by its rank.
type letterColumns struct {
	first, last []int32 // days as yyyymmdd, 0 when unknown
	signers     []uint32
}

// personColumns are facts of every person by rank.
type personColumns struct {
	signed   []uint32
	received []uint32
	flags    []uint8
}

const (
	flagLegislator uint8 = 1 << iota
	flagOfficial
	flagProvisional
)

func (c *Corpus) letterFacts() *letterColumns {
	return c.letterCols.get(func() *letterColumns {
		ids := c.List(KindLetter).IDs
		cols := &letterColumns{make([]int32, len(ids)), make([]int32, len(ids)), make([]uint32, len(ids))}
		for i, id := range ids {
			cols.first[i], cols.last[i] = packDate(c.LetterDate(id))
			cols.signers[i] = uint32(c.CountSignatories(id))
		}
		return cols
	})
}

func (c *Corpus) personFacts() *personColumns {
	return c.personCols.get(func() *personColumns {
		ids := c.List(KindPerson).IDs
		cols := &personColumns{make([]uint32, len(ids)), make([]uint32, len(ids)), make([]uint8, len(ids))}
		for i, id := range ids {
			cols.signed[i] = uint32(c.CountSigned(id))
			cols.received[i] = uint32(countDistinct(c.r.In(id, c.T.AddressedTo)))
			if c.holds(id, "", true) {
				cols.flags[i] |= flagLegislator
			}
			if c.holds(id, "", false) {
				cols.flags[i] |= flagOfficial
			}
			if c.Provisional(id) {
				cols.flags[i] |= flagProvisional
			}
		}
		return cols
	})
}

// packDate is the first and last day of a date as yyyymmdd, 0 and 0 for the unknown date.
func packDate(d date.Date) (first, last int32) {
	if d == "" {
		return 0, 0
	}
	return packDay(d.First()), packDay(d.Last())
}

func packDay(d date.Date) int32 {
	n := int32(0)
	for i := 0; i < len(d); i++ {
		if d[i] >= '0' && d[i] <= '9' {
			n = n*10 + int32(d[i]-'0')
		}
	}
	return n
}

// Legislators are the people who hold a seat of a legislature on a date, or ever did for the unknown date, by name.
func (c *Corpus) Legislators(on date.Date) []graph.ID { return c.withPost(on, flagLegislator) }

// Officials are the people who hold a post outside legislatures on a date, or ever did for the unknown date, by name.
func (c *Corpus) Officials(on date.Date) []graph.ID { return c.withPost(on, flagOfficial) }

func (c *Corpus) withPost(on date.Date, flag uint8) []graph.ID {
	flags := c.personFacts().flags
	var out []graph.ID
	for i, id := range c.List(KindPerson).IDs {
		if flags[i]&flag != 0 && (on == "" || c.holds(id, on, flag == flagLegislator)) {
			out = append(out, id)
		}
	}
	return out
}

// CoSigner is a person who signed letters together with another one. Weight is Newman's: every shared letter of n
// signers counts 1/(n-1).
type CoSigner struct {
	Person graph.ID
	Shared int
	Weight float64
}

type coScratch struct {
	count   []uint32
	weight  []float64
	touched []uint32
}

// CoSigners are the people who signed at least minShared letters with a person, most shared letters first, then by
// name. A non-nil test limits the letters. Newman (2001), doi:10.1103/PhysRevE.64.016132, defines the weight.
func (c *Corpus) CoSigners(person graph.ID, minShared int, test func(letter graph.ID) bool) []CoSigner {
	people := c.List(KindPerson)
	s, _ := c.scratch.Get().(*coScratch)
	if s == nil {
		s = &coScratch{count: make([]uint32, len(people.IDs)), weight: make([]float64, len(people.IDs))}
	}
	defer c.scratch.Put(s)
	if flat := c.flatSignings(); flat != nil {
		s.countFlat(flat, c.List(KindLetter), people, person, test)
	} else {
		c.countTogether(s, people, person, test)
	}
	return s.coSigners(people, minShared)
}

// countTogether adds up the letters of a person from the graph.
func (c *Corpus) countTogether(s *coScratch, people *List, person graph.ID, test func(graph.ID) bool) {
	for letter := range c.r.Out(person, c.T.Signed).Distinct() {
		if test != nil && !test(letter) {
			continue
		}
		signers := c.r.In(letter, c.T.Signed)
		w := weightOf(countDistinct(signers))
		for p := range signers.Distinct() {
			if r := people.rank.at(p); r != 0 && p != person {
				s.add(r-1, w)
			}
		}
	}
}

// weightOf is Newman's weight of a letter of n signers.
func weightOf(n int) float64 {
	if n < 2 {
		return 0
	}
	return 1 / float64(n-1)
}

// countFlat is countTogether from the flat arrays.
func (s *coScratch) countFlat(flat *signings, letters, people *List, person graph.ID, test func(graph.ID) bool) {
	me, ok := people.Rank(person)
	if !ok {
		return
	}
	for _, l := range flat.letters[flat.letterOff[me]:flat.letterOff[me+1]] {
		if test != nil && !test(letters.IDs[l]) {
			continue
		}
		signers := flat.signers[flat.signerOff[l]:flat.signerOff[l+1]]
		w := weightOf(len(signers))
		for _, p := range signers {
			if int(p) != me {
				s.add(p, w)
			}
		}
	}
}

func (s *coScratch) add(rank uint32, w float64) {
	if s.count[rank] == 0 {
		s.touched = append(s.touched, rank)
	}
	s.count[rank]++
	s.weight[rank] += w
}

// coSigners gives what was added up, most shared letters first, and clears it: a counting sort over people in order.
func (s *coScratch) coSigners(people *List, minShared int) []CoSigner {
	if len(s.touched)*8 < len(s.count) {
		slices.Sort(s.touched)
	} else {
		s.touched = s.touched[:0]
		for r, n := range s.count {
			if n > 0 {
				s.touched = append(s.touched, uint32(r))
			}
		}
	}
	top := uint32(0)
	for _, r := range s.touched {
		top = max(top, s.count[r])
	}
	at := make([]int, top+2) // at[top-n] is where people with n shared letters go
	kept := 0
	for _, r := range s.touched {
		if int(s.count[r]) >= minShared {
			at[top-s.count[r]+1]++
			kept++
		}
	}
	for i := 1; i < len(at); i++ {
		at[i] += at[i-1]
	}
	out := make([]CoSigner, kept)
	for _, r := range s.touched {
		if n := s.count[r]; int(n) >= minShared {
			out[at[top-n]] = CoSigner{people.IDs[r], int(n), s.weight[r]}
			at[top-n]++
		}
		s.count[r], s.weight[r] = 0, 0
	}
	s.touched = s.touched[:0]
	return out
}

// SharedLetters are the letters that two people both signed, by date.
func (c *Corpus) SharedLetters(a, b graph.ID) []graph.ID {
	x, y := c.r.Out(a, c.T.Signed).Nodes, c.r.Out(b, c.T.Signed).Nodes
	var out []graph.ID
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] < y[j]:
			i++
		case x[i] > y[j]:
			j++
		default:
			if len(out) == 0 || out[len(out)-1] != x[i] {
				out = append(out, x[i])
			}
			i++
			j++
		}
	}
	if len(out) > 1 {
		c.Sort(KindLetter, out)
	}
	return out
}
