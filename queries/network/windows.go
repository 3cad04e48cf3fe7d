package network

import (
	"context"
	"fmt"

	"demarche/queries/corpus"
	"demarche/schema/date"
)

// Window is the network of one span of days.
type Window struct {
	date.Interval
	Summary
	Kept      int     // nodes with an edge here and in the window before
	Agreement float64 // of the communities of those with the window before (normalized mutual information); NaN without any
}

// OverTime cuts the letters of a request into windows of so many months that start every step months, and measures the
// network of each. The span is the request's, else from the first dated letter to the last; letters without a date are
// in no window.
func OverTime(ctx context.Context, c *corpus.Corpus, q Request, months, step int, o MeasureOptions) ([]Window, error) {
	from, to, err := span(ctx, c, q)
	if err != nil {
		return nil, err
	}
	spans, err := Windows(from, to, months, step)
	if err != nil {
		return nil, err
	}
	var out []Window
	var before map[string]int32
	for _, days := range spans {
		at := q
		at.Filter.From, at.Filter.To = days.Start, days.End
		n, err := Build(ctx, c, at)
		if err != nil {
			return nil, err
		}
		w := Window{Interval: days, Agreement: nan}
		if w.Summary, err = Summarize(ctx, n, o); err != nil {
			return nil, err
		}
		found, _, err := n.Graph().Leiden(ctx, o.resolution(), o.Seed)
		if err != nil {
			return nil, err
		}
		w.Kept, w.Agreement, before = n.follow(found, before)
		out = append(out, w)
	}
	return out, nil
}

// follow compares the communities of the nodes that have edges with those of the window before, and returns them for the
// next one.
func (n *Network) follow(found []int32, before map[string]int32) (kept int, agreement float64, now map[string]int32) {
	now = map[string]int32{}
	for i := range n.Source {
		for _, v := range []int32{n.Source[i], n.Target[i]} {
			now[n.ID[v]] = found[v]
		}
	}
	var a, b []int32
	for _, id := range n.ID {
		was, old := before[id]
		if is, here := now[id]; old && here {
			a, b = append(a, was), append(b, is)
		}
	}
	if len(a) == 0 {
		return 0, nan, now
	}
	return len(a), Agreement(a, b), now
}

// span is the first and last day of a request's letters, or its own bounds.
func span(ctx context.Context, c *corpus.Corpus, q Request) (from, to date.Date, err error) {
	q.Kind, q.Isolates = Signatures, false
	n, err := Build(ctx, c, q)
	if err != nil {
		return "", "", err
	}
	from, to = q.Filter.From.First(), q.Filter.To.Last()
	on := n.EdgeColumn("date")
	for i := range on.Len() {
		if !on.Has(i) {
			continue
		}
		d := date.Date(on.Text(i))
		if q.Filter.From == "" && (from == "" || d.First() < from) {
			from = d.First()
		}
		if q.Filter.To == "" {
			to = max(to, d.Last())
		}
	}
	if from == "" || to == "" {
		return "", "", fmt.Errorf("network: no dated letter to cut into windows")
	}
	return from, to, nil
}
