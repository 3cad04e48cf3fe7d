package corpus

import (
	"slices"
	"sync/atomic"

	"demarche/graph"
)

// signings is who signed what as flat arrays over ranks: the letters of each person in the order of letters, and the
// signers of each letter in the order of people. It costs 8 bytes for each signature.
type signings struct {
	letterOff, letters []uint32 // by person's rank; letter ranks, ascending
	signerOff, signers []uint32 // by letter's rank; person ranks, ascending
	letterIDs          []graph.ID
	signerIDs          []graph.ID
}

// manyReads is after how many reads of single lists the flat arrays pay: a one-shot question never makes them.
const manyReads = 100

// flatSignings gives the flat arrays once enough lists were read, nil before.
func (c *Corpus) flatSignings() *signings {
	if s := c.signings.Load(); s != nil {
		return s
	}
	if c.reads.Add(1) < manyReads {
		return nil
	}
	c.signingsMu.Lock()
	defer c.signingsMu.Unlock()
	if s := c.signings.Load(); s != nil {
		return s
	}
	s := c.buildSignings()
	c.signings.Store(s)
	return s
}

func (c *Corpus) buildSignings() *signings {
	people, letters := c.List(KindPerson), c.List(KindLetter)
	s := &signings{letterOff: make([]uint32, len(people.IDs)+1), signerOff: make([]uint32, len(letters.IDs)+1)}
	// Walking the letters in order files each under its signers in order, and the other way round.
	for i, l := range letters.IDs {
		for p := range c.r.In(l, c.T.Signed).Distinct() {
			if r := people.rank.at(p); r != 0 {
				s.letterOff[r]++
				s.signerOff[i+1]++
			}
		}
	}
	for i := range people.IDs {
		s.letterOff[i+1] += s.letterOff[i]
	}
	for i := range letters.IDs {
		s.signerOff[i+1] += s.signerOff[i]
	}
	total := s.letterOff[len(people.IDs)]
	s.letters, s.signers = make([]uint32, total), make([]uint32, total)
	next := slices.Clone(s.letterOff)
	for i, l := range letters.IDs {
		for p := range c.r.In(l, c.T.Signed).Distinct() {
			if r := people.rank.at(p); r != 0 {
				s.letters[next[r-1]] = uint32(i)
				next[r-1]++
			}
		}
	}
	next = append(next[:0], s.signerOff...)
	for p := range people.IDs {
		for _, l := range s.letters[s.letterOff[p]:s.letterOff[p+1]] {
			s.signers[next[l]] = uint32(p)
			next[l]++
		}
	}
	s.letterIDs, s.signerIDs = make([]graph.ID, total), make([]graph.ID, total)
	for i, r := range s.letters {
		s.letterIDs[i] = letters.IDs[r]
	}
	for i, r := range s.signers {
		s.signerIDs[i] = people.IDs[r]
	}
	return s
}

// signingsState is the part of a Corpus that flatSignings needs.
type signingsState struct {
	reads    atomic.Int64
	signings atomic.Pointer[signings]
}
