package network

import (
	"cmp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/queries/corpus"
	"demarche/schema/date"
)

// nodeSet numbers the nodes of a network under construction.
type nodeSet struct {
	ids  []graph.ID
	mode []uint8
	at   map[graph.ID]int32
}

// newNodeSet numbers nodes by mode, inside a mode by IRI.
func (r *reader) newNodeSet(byMode ...[]graph.ID) *nodeSet {
	s := &nodeSet{at: map[graph.ID]int32{}}
	for m, ids := range byMode {
		ids = slices.Clone(ids)
		slices.SortFunc(ids, func(a, b graph.ID) int { return strings.Compare(r.c.IRI(a), r.c.IRI(b)) })
		for _, id := range ids {
			if _, ok := s.at[id]; !ok {
				s.at[id] = int32(len(s.ids))
				s.ids, s.mode = append(s.ids, id), append(s.mode, uint8(m))
			}
		}
	}
	return s
}

// start makes a network with the nodes and no edges.
func (r *reader) start(s *nodeSet, modes ...string) *Network {
	n := &Network{Modes: modes, Mode: s.mode}
	for _, id := range s.ids {
		n.ID = append(n.ID, r.c.IRI(id))
		n.Label = append(n.Label, cmp.Or(r.c.Label(id), r.c.IRI(id)))
	}
	return n
}

// signerStats is what the chosen letters say of one person.
type signerStats struct {
	letters, led int
	first, last  date.Date
}

func (r *reader) stats() map[graph.ID]signerStats {
	all := map[graph.ID]signerStats{}
	for _, l := range r.letters {
		for _, s := range l.by {
			st := all[s.person]
			st.letters++
			if s.role == "lead" {
				st.led++
			}
			if l.date != "" && (st.first == "" || l.date.First() < st.first.First()) {
				st.first = l.date
			}
			if l.date != "" && (st.last == "" || l.date.Last() > st.last.Last()) {
				st.last = l.date
			}
			all[s.person] = st
		}
	}
	return all
}

// signers lists everybody who signed a chosen letter, and with Isolates everybody who could have.
func (r *reader) signers() []graph.ID {
	seen := map[graph.ID]bool{}
	var out []graph.ID
	for _, l := range r.letters {
		for _, s := range l.by {
			if !seen[s.person] {
				seen[s.person] = true
				out = append(out, s.person)
			}
		}
	}
	if r.q.Isolates {
		w := r.window()
		for _, id := range r.c.List(corpus.KindPerson).IDs {
			if !seen[id] && r.inOffice(id, w) {
				out = append(out, id)
			}
		}
	}
	return out
}

// window is the filter's dates, open ends filled by the first and last chosen letter.
func (r *reader) window() date.Interval {
	w := date.Interval{Start: r.q.Filter.From, End: r.q.Filter.To}
	var first, last date.Date
	for _, l := range r.letters {
		if l.date != "" && (first == "" || l.date.First() < first) {
			first = l.date.First()
		}
		if l.date != "" && l.date.Last() > last {
			last = l.date.Last()
		}
	}
	return date.Interval{Start: cmp.Or(w.Start, first), End: cmp.Or(w.End, last)}
}

// inOffice tells whether a person held a fitting seat of a legislature inside the window: the filter's chamber, else
// any.
func (r *reader) inOffice(person graph.ID, w date.Interval) bool {
	f := r.q.Filter
	for _, t := range r.c.Tenures(person) {
		if t.During.Overlaps(w) && (f.Chamber == "" && t.Legislative() || strings.EqualFold(f.Chamber, t.Chamber)) &&
			(f.State == "" || strings.EqualFold(f.State, t.State)) && (f.Party == "" || corpus.PartyKey(t.Party) == corpus.PartyKey(f.Party)) {
			return true
		}
	}
	return false
}

// personColumns describes the people among the nodes. Party, state, chamber and district are those on the date of the
// person's last chosen letter.
func (r *reader) personColumns(s *nodeSet) []*Column {
	k := len(s.ids)
	party := NewColumn("party", String, k, "party on the date of the person's last letter here, in one spelling for all registers")
	state := NewColumn("state", String, k, "state of the seat held on that date, two letters")
	chamber := NewColumn("chamber", String, k, "sen, rep, upper, lower or exec on that date")
	district := NewColumn("district", String, k, "district of the seat held on that date")
	bioguide := NewColumn("bioguide", String, k, "identifier in the Biographical Directory of Congress")
	wikidata := NewColumn("wikidata", String, k, "identifier in Wikidata")
	provisional := NewColumn("provisional", Boolean, k, "true for a person known from a text only, found in no register")
	letters := NewColumn("letters", Integer, k, "letters of this network that the person signed")
	led := NewColumn("led", Integer, k, "letters of this network that the person led")
	first := NewColumn("first", Date, k, "date of the first of them")
	last := NewColumn("last", Date, k, "date of the last of them")
	stats, open := r.stats(), r.window()
	for i, id := range s.ids {
		if r.c.KindOf(id) != corpus.KindPerson {
			continue
		}
		st, signed := stats[id]
		on := st.last
		if !signed {
			on = open.End
		}
		t, ok := r.c.TenureOn(id, on)
		if ok {
			state.SetText(i, t.State)
			chamber.SetText(i, t.Chamber)
			district.SetText(i, t.District)
		}
		party.SetText(i, r.c.PartyOn(id, on))
		bioguide.SetText(i, r.c.IdentifierIn(id, "bioguide"))
		wikidata.SetText(i, r.c.IdentifierIn(id, "wikidata"))
		provisional.SetBool(i, r.c.Provisional(id))
		letters.SetNumber(i, float64(st.letters))
		led.SetNumber(i, float64(st.led))
		first.SetText(i, string(st.first))
		last.SetText(i, string(st.last))
	}
	return []*Column{party, state, chamber, district, bioguide, wikidata, provisional, letters, led, first, last}
}

// letterColumns describes the letters among the nodes.
func (r *reader) letterColumns(s *nodeSet) []*Column {
	k := len(s.ids)
	on := NewColumn("date", Date, k, "date of the letter, partial when only the month or year is known")
	signed := NewColumn("signers", Integer, k, "people of this network who signed the letter")
	claimed := NewColumn("claimed", Integer, k, "signatures that the text itself claims")
	to := NewColumn("recipients", String, k, "whom the letter is addressed to, joined by semicolons")
	about := NewColumn("countries", String, k, "countries the letter is about, as codes joined by semicolons")
	asks := NewColumn("demands", String, k, "types of the acts the letter asks for, joined by semicolons")
	docs := NewColumn("documents", String, k, "files that carry or report the letter, joined by semicolons")
	by := map[graph.ID]letter{}
	for _, l := range r.letters {
		by[l.id] = l
	}
	for i, id := range s.ids {
		l, ok := by[id]
		if !ok {
			continue
		}
		on.SetText(i, string(l.date))
		signed.SetNumber(i, float64(len(l.by)))
		if n, ok := r.c.Int(id, r.c.T.ClaimedSignatures); ok {
			claimed.SetNumber(i, float64(n))
		}
		to.SetText(i, r.join(r.c.Reader().Out(id, r.c.T.AddressedTo), r.c.Label))
		about.SetText(i, r.join(r.c.Reader().Out(id, r.c.T.Concerns), r.c.CountryCode))
		asks.SetText(i, r.join(r.c.Reader().Out(id, r.c.T.Makes), r.c.DemandTypeOf))
		var names []string
		for _, d := range r.c.Documents(id) {
			names = append(names, r.documentName(d.Document))
		}
		docs.SetText(i, strings.Join(names, "; "))
	}
	return []*Column{on, signed, claimed, to, about, asks, docs}
}

// join writes the distinct words of the nodes, sorted.
func (r *reader) join(e graph.Edges, word func(graph.ID) string) string {
	var out []string
	for id := range e.Distinct() {
		if w := word(id); w != "" {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), "; ")
}
