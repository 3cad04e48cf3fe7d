package corpus

import (
	"cmp"
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
	for letter := range c.r.Out(person, c.T.Signed).Distinct() {
		if test != nil && !test(letter) {
			continue
		}
		signers := c.r.In(letter, c.T.Signed)
		w := 0.0
		if n := countDistinct(signers); n > 1 {
			w = 1 / float64(n-1)
		}
		last := graph.ID(0)
		for _, p := range signers.Nodes {
			r := people.rank.at(p)
			if p == last || p == person || r == 0 {
				continue
			}
			last = p
			if s.count[r-1] == 0 {
				s.touched = append(s.touched, r-1)
			}
			s.count[r-1]++
			s.weight[r-1] += w
		}
	}
	out := make([]CoSigner, 0, len(s.touched))
	for _, r := range s.touched {
		if int(s.count[r]) >= max(1, minShared) {
			out = append(out, CoSigner{people.IDs[r], int(s.count[r]), s.weight[r]})
		}
		s.count[r], s.weight[r] = 0, 0
	}
	s.touched = s.touched[:0]
	slices.SortFunc(out, func(a, b CoSigner) int {
		return cmp.Or(cmp.Compare(b.Shared, a.Shared), cmp.Compare(people.rank.at(a.Person), people.rank.at(b.Person)))
	})
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
