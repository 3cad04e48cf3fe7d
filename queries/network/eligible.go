package network

import (
	"demarche/queries/corpus"
	"demarche/schema/date"
)

// eligibility is who could have signed what: seats held over dates, and for every letter its date and the chambers
// that its signers sat in.
type eligibility struct {
	seats    [][]seat // by person node
	first    int      // number of the first letter node
	date     []date.Date
	chambers [][]string
}

type seat struct {
	chamber string // chamber, and state where the legislature is a state's
	during  date.Interval
}

// Eligible tells whether person node i could have signed letter node j of a network of signatures: on the letter's
// date they held a seat in a chamber that some signer sat in. A person without any tenure in the registers, and a letter
// whose signers have none, are never ruled out. In other networks everybody is eligible.
func (n *Network) Eligible(i, j int) bool {
	e := n.eligible
	if e == nil || i >= len(e.seats) || j < e.first || len(e.seats[i]) == 0 || len(e.chambers[j-e.first]) == 0 {
		return true
	}
	for _, s := range e.seats[i] {
		if !s.during.Contains(e.date[j-e.first]) {
			continue
		}
		for _, c := range e.chambers[j-e.first] {
			if c == s.chamber {
				return true
			}
		}
	}
	return false
}

func seatIn(t corpus.Tenure) string {
	if t.Chamber == "upper" || t.Chamber == "lower" {
		return t.Chamber + " " + t.State
	}
	return t.Chamber
}

func (r *reader) eligibility(s *nodeSet) *eligibility {
	e := &eligibility{first: len(s.ids)}
	for i, id := range s.ids {
		if s.mode[i] == 1 {
			e.first = min(e.first, i)
			continue
		}
		var seats []seat
		for _, t := range r.c.Tenures(id) {
			if t.Post != 0 {
				seats = append(seats, seat{seatIn(t), t.During})
			}
		}
		e.seats = append(e.seats, seats)
	}
	by := map[int32]letter{}
	for _, l := range r.letters {
		by[s.at[l.id]] = l
	}
	for j := e.first; j < len(s.ids); j++ {
		l := by[int32(j)]
		var chambers []string
		seen := map[string]bool{}
		for _, x := range l.by {
			for _, held := range e.seats[s.at[x.person]] {
				if held.during.Contains(l.date) && !seen[held.chamber] {
					seen[held.chamber] = true
					chambers = append(chambers, held.chamber)
				}
			}
		}
		e.date, e.chambers = append(e.date, l.date), append(e.chambers, chambers)
	}
	return e
}
