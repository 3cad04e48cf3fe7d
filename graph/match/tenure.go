package match

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"demarche/schema"
	"demarche/schema/date"
	"demarche/schema/names"
)

// Days that a mention may lie before or after a tenure and still fit it with a lower score: letters are dated, released and
// published on different days.
const graceDays = 10

// Registers that take the end of a session for the end of a term leave gaps; terms of one seat that are less than
// this many days apart count as one.
const gapDays = 200

// A tenure of unknown start is doubtful more than longYears before its end.
const longYears = 6

// tenure is a schema.Tenure prepared for comparing: full dates as strings, empty for open.
type tenure struct {
	source   *schema.Tenure
	from, to date.Date
	early    date.Date // from less the grace, empty for open
	late     date.Date // to with the grace, empty for open
	doubt    date.Date // the day before which a tenure of unknown start is doubtful, empty for none
	chamber  string
	state    string
	district string
	party    string
}

// prepare lists the tenures of p by start.
func prepare(p *schema.Person) []tenure {
	ts := make([]tenure, 0, len(p.Tenures))
	for i := range p.Tenures {
		s := &p.Tenures[i]
		ts = append(ts, tenure{
			source: s, from: s.During.Start.First(), to: s.During.End.Last(), chamber: s.Post.Chamber, state: strings.ToUpper(s.Post.State),
			district: strings.TrimLeft(strings.ToLower(s.Post.District), "0"), party: names.Party(s.Party),
		})
	}
	slices.SortStableFunc(ts, func(a, b tenure) int { return cmp.Compare(a.from, b.from) })
	for i := range ts {
		t := &ts[i]
		for j := i + 1; j < len(ts); j++ {
			u := &ts[j]
			if u.chamber == t.chamber && u.state == t.state && t.to != "" && u.from > t.to {
				if u.from <= t.to.AddDays(gapDays) {
					t.to = u.from.AddDays(-1)
				}
				break
			}
		}
		t.cutAtOffice(ts)
		t.early, t.late = t.from, t.to
		if t.from != "" {
			t.early = t.from.AddDays(-graceDays)
		}
		if t.to != "" {
			t.late = t.to.AddDays(graceDays)
			if t.from == "" {
				t.doubt = t.to.AddDays(-longYears * 365)
			}
			if tail := sessionEnd(t); tail > t.late {
				t.late = tail
			}
		}
	}
	return ts
}

// cutAtOffice ends a seat in Congress where the same person takes a federal executive office, because nobody may hold both
// (Constitution of the United States, article I, section 6): some registers let the seat run on to the end of the
// Congress.
func (t *tenure) cutAtOffice(ts []tenure) {
	if t.chamber != "sen" && t.chamber != "rep" {
		return
	}
	for i := range ts {
		e := &ts[i]
		if e.chamber == "exec" && e.state == "" && e.source.Post.Country == "US" && len(e.source.During.Start) == 10 &&
			e.from > t.from && (t.to == "" || e.from <= t.to) {
			t.to = e.from.AddDays(-1)
		}
	}
}

// sessionEnd is the third of January after a congressional tenure that ends late in an even year: registers that end
// terms with the last roll call leave out the weeks in which members still write letters. It is empty for other tenures.
func sessionEnd(t *tenure) date.Date {
	if t.chamber != "sen" && t.chamber != "rep" || len(t.to) != 10 {
		return ""
	}
	day, err := time.Parse(time.DateOnly, string(t.to))
	if err != nil || day.Year()%2 != 0 || day.Month() < time.September {
		return ""
	}
	return date.Date(time.Date(day.Year()+1, time.January, 3, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
}

// covers scores how a tenure fits the days [first, last]: 1 within, 0.5 in the grace, 0 outside. Unknown days fit always.
func (t *tenure) covers(first, last date.Date) float64 {
	if first == "" {
		return 1
	}
	if (t.from == "" || t.from <= last) && (t.to == "" || first <= t.to) {
		return 1
	}
	if (t.early == "" || t.early <= last) && (t.late == "" || first <= t.late) {
		return 0.5
	}
	return 0
}
