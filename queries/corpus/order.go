package corpus

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"demarche/graph"
)

// Order is one key of an ordering. Field is one of the words of [OrderFields] for the kind.
type Order struct {
	Field string
	Desc  bool
}

// OrderFields are the words by which lists of a kind can be ordered, the natural order first.
func OrderFields(k Kind) []string {
	switch k {
	case KindPerson:
		return []string{"name", "lettersSigned", "lettersReceived", "birthDate"}
	case KindLetter:
		return []string{"date", "title", "signatures", "claimedSignatures", "demands"}
	case KindEvent:
		return []string{"date", "name", "letters"}
	case KindDocument:
		return []string{"issued", "title"}
	case KindDemand:
		return []string{"text", "type"}
	}
	return []string{"name", "letters"}
}

// Ordered returns nodes of one kind in the order of the keys, ties in the kind's natural order. The nodes must come in
// the natural order; they are not written to.
func (c *Corpus) Ordered(k Kind, ids []graph.ID, by []Order) ([]graph.ID, error) {
	fields := OrderFields(k)
	for _, o := range by {
		if !slices.Contains(fields, o.Field) {
			return nil, fmt.Errorf("a list of this kind cannot be ordered by %q; it can by %s", o.Field, strings.Join(fields, ", "))
		}
	}
	if len(by) == 0 || len(by) == 1 && by[0].Field == fields[0] && !by[0].Desc {
		return ids, nil
	}
	if len(by) > 8 {
		return nil, fmt.Errorf("at most 8 order keys")
	}
	if len(by) == 1 {
		if num, text := c.orderKey(k, by[0].Field); text == nil {
			if out, ok := byNumber(ids, num, by[0].Desc); ok {
				return out, nil
			}
		}
	}
	type row struct {
		id   graph.ID
		nums [8]int64
		text [2]string
	}
	rows := make([]row, len(ids))
	texts := 0
	for n, o := range by {
		num, text := c.orderKey(k, o.Field)
		if text != nil && texts == 2 {
			return nil, fmt.Errorf("at most two order keys of text")
		}
		for i, id := range ids {
			rows[i].id = id
			if text != nil {
				rows[i].text[texts] = text(id)
			} else {
				rows[i].nums[n] = num(id, i)
			}
		}
		if text != nil {
			texts++
		}
	}
	isText := make([]bool, len(by))
	for n, o := range by {
		_, text := c.orderKey(k, o.Field)
		isText[n] = text != nil
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		t := 0
		for n, o := range by {
			d := 0
			if isText[n] {
				d = strings.Compare(a.text[t], b.text[t])
				t++
			} else {
				d = cmp.Compare(a.nums[n], b.nums[n])
			}
			if d != 0 {
				if o.Desc {
					return -d
				}
				return d
			}
		}
		return 0
	})
	out := make([]graph.ID, len(rows))
	for i, r := range rows {
		out[i] = r.id
	}
	return out, nil
}

// byNumber orders nodes by one number, ties as they come; false where a number does not fit into 31 bits.
func byNumber(ids []graph.ID, num func(graph.ID, int) int64, desc bool) ([]graph.ID, bool) {
	rows := make([]uint64, len(ids)) // the number, then the place in ids
	for i, id := range ids {
		n := num(id, i)
		if n < 0 || n > math.MaxInt32 {
			return nil, false
		}
		if desc {
			n = math.MaxInt32 - n
		}
		rows[i] = uint64(n)<<32 | uint64(uint32(i))
	}
	slices.Sort(rows)
	out := make([]graph.ID, len(ids))
	for i, r := range rows {
		out[i] = ids[uint32(r)]
	}
	return out, true
}

// orderKey gives the number or text of a field; the natural field of dated kinds counts by date alone, so that equal
// dates fall to the next key.
func (c *Corpus) orderKey(k Kind, field string) (num func(graph.ID, int) int64, text func(graph.ID) string) {
	day := func(p graph.ID) func(graph.ID, int) int64 {
		return func(id graph.ID, _ int) int64 { first, _ := packDate(c.Date(id, p)); return int64(first) }
	}
	switch k {
	case KindPerson:
		l, cols := c.List(KindPerson), c.personFacts()
		switch field {
		case "lettersSigned", "lettersReceived":
			col := cols.signed
			if field == "lettersReceived" {
				col = cols.received
			}
			return func(id graph.ID, _ int) int64 { r, _ := l.Rank(id); return int64(col[max(r, 0)]) }, nil
		case "birthDate":
			return day(c.T.BirthDate), nil
		}
	case KindLetter:
		switch field {
		case "date":
			l, cols := c.List(KindLetter), c.letterFacts()
			return func(id graph.ID, _ int) int64 { r, _ := l.Rank(id); return int64(cols.first[max(r, 0)]) }, nil
		case "signatures":
			return func(id graph.ID, _ int) int64 { return int64(c.CountSignatories(id)) }, nil
		case "claimedSignatures":
			return func(id graph.ID, _ int) int64 { n, _ := c.Int(id, c.T.ClaimedSignatures); return int64(n) }, nil
		case "demands":
			return func(id graph.ID, _ int) int64 { return int64(countDistinct(c.r.Out(id, c.T.Makes))) }, nil
		}
		return nil, func(id graph.ID) string { return Fold(c.Label(id)) }
	case KindEvent:
		switch field {
		case "date":
			return day(c.T.StartDate), nil
		case "letters":
			return func(id graph.ID, _ int) int64 { return int64(countDistinct(c.r.In(id, c.T.Mentions))) }, nil
		}
		return nil, func(id graph.ID) string { return Fold(c.Label(id)) }
	case KindDocument:
		if field == "issued" {
			return day(c.T.Issued), nil
		}
		return nil, func(id graph.ID) string { return Fold(c.Label(id)) }
	case KindDemand:
		if field == "type" {
			return nil, c.DemandTypeOf
		}
	}
	if field == "letters" {
		return func(id graph.ID, _ int) int64 { return int64(len(c.LettersAbout(id))) }, nil
	}
	// The natural order, in which the nodes come.
	return func(_ graph.ID, i int) int64 { return int64(i) }, nil
}
