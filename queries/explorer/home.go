package explorer

import (
	"net/http"
	"slices"
	"strings"
)

// home is the front page: what is in the graph, and ways in.
func (e *Explorer) home(r *http.Request) (*view, error) {
	v, err := e.ask(r.Context(), "home", nil)
	if err != nil {
		return nil, err
	}
	v.Page, v.Title = "home", "demarche"
	v.More = map[string]any{"years": yearBars(listAt(v.Data, "years"))}
	return v, nil
}

// search is the page of everything with a fitting name.
func (e *Explorer) search(r *http.Request) (*view, error) {
	q := r.URL.Query()
	words := strings.TrimSpace(q.Get("q"))
	if words == "" {
		return &view{Page: "search", Title: "Search"}, nil
	}
	vars := map[string]any{"query": words}
	set(vars, "after", q.Get("after"))
	if k := q.Get("kind"); k != "" {
		vars["kinds"] = []any{strings.ToUpper(k)}
	}
	v, err := e.ask(r.Context(), "search", vars)
	if err != nil {
		return nil, err
	}
	v.Page, v.Title = "search", "Search: "+words
	return v, nil
}

// set puts a value that is not empty.
func set(vars map[string]any, name, value string) {
	if value != "" {
		vars[name] = value
	}
}

// bar is one bar of a chart: its place and height in a picture of chartHeight.
type bar struct {
	X, Y, Width, Height int
	Label               string // of the axis, "" for none
	Value               string // what it stands for
	Count               string
}

type chart struct {
	Width, Height, Base int
	Bars                []bar
}

const (
	chartHeight = 90
	axisHeight  = 18
	barStep     = 22
	barWidth    = 17
)

// yearBars draws groups by year as bars in the order of years, years without letters too; nil for fewer than two years.
func yearBars(groups []any) *chart {
	counts := map[int]any{}
	var years []int
	for _, g := range groups {
		keys := listAt(g, "keys")
		if len(keys) == 0 {
			continue
		}
		y := 0
		for _, c := range textAt(keys[0], "value") {
			if c < '0' || c > '9' {
				y = 0
				break
			}
			y = y*10 + int(c-'0')
		}
		if y >= 1000 && y <= 9999 {
			counts[y] = at(g, "letterCount")
			years = append(years, y)
		}
	}
	if len(years) < 2 {
		return nil
	}
	first, last := slices.Min(years), slices.Max(years)
	if last-first > 60 {
		first = last - 60
	}
	most := 0.0
	for _, c := range counts {
		most = max(most, number(c))
	}
	c := &chart{Height: chartHeight + axisHeight, Base: chartHeight}
	every := 1 + (last-first)/12
	for y := first; y <= last; y++ {
		h := percent(counts[y], most) * chartHeight / 100
		b := bar{X: (y - first) * barStep, Y: chartHeight - h, Width: barWidth, Height: h, Value: itoa(y), Count: count(orZero(counts[y]), "letter", "letters")}
		if (y-first)%every == 0 {
			b.Label = "’" + itoa(y)[2:]
		}
		c.Bars = append(c.Bars, b)
	}
	c.Width = len(c.Bars) * barStep
	return c
}

func orZero(v any) any {
	if v == nil {
		return "0"
	}
	return v
}
