package export

import (
	"fmt"
	"strconv"
	"time"
)

func parseDay(s string) (time.Time, error) { return time.Parse(time.DateOnly, s) }

// writeSpells writes the edge spells of R's networkDynamic: onset, terminus, tail, head first, then the columns. Nodes
// are numbered from 1 in the order of the other formats; times are days since 1970-01-01 and half-open, so a letter's
// spell is its day and the next. Edges without a date are censored on both sides.
func writeSpells(j *job) error {
	n := j.n
	header := []string{"onset", "terminus", "tail", "head", "onset.censored", "terminus.censored", "edge.id", "tail.id", "head.id", "tail.label", "head.label", "weight"}
	for _, c := range n.EdgeColumns {
		header = append(header, c.Name)
	}
	t, err := j.newTable("", j.o.Spreadsheet, header)
	if err != nil {
		return err
	}
	when := spans(n.EdgeColumns)
	if err := j.every(n.Edges(), func(i int) error {
		s, d := n.Source[i], n.Target[i]
		from, to, ok := when.of(i)
		if ok {
			t.raw(strconv.FormatInt(epochDay(from), 10))
			t.raw(strconv.FormatInt(epochDay(to)+1, 10))
		} else {
			t.raw("-Inf")
			t.raw("Inf")
		}
		t.raw(strconv.Itoa(int(s) + 1))
		t.raw(strconv.Itoa(int(d) + 1))
		t.raw(map[bool]string{true: "FALSE", false: "TRUE"}[ok])
		t.raw(map[bool]string{true: "FALSE", false: "TRUE"}[ok])
		t.raw(strconv.Itoa(i + 1))
		t.text(n.ID[s])
		t.text(n.ID[d])
		t.text(n.Label[s])
		t.text(n.Label[d])
		t.raw(number(n.Weight[i]))
		for _, c := range n.EdgeColumns {
			t.column(c, i)
		}
		return t.end()
	}); err != nil {
		return err
	}
	return t.close()
}

// writeIncidence writes a two-mode network as a matrix: people in rows, letters in columns, 1 signed, 0 could have
// signed and did not, blank could not have signed (a structural zero: no seat in a fitting chamber on the letter's date).
func writeIncidence(j *job) error {
	n := j.n
	if !n.TwoMode() {
		return fmt.Errorf("%w: an incidence matrix needs two modes, use the network of signatures", ErrKind)
	}
	rows := firstMode(n.Mode)
	header := append([]string{"id", "label"}, n.ID[rows:]...)
	t, err := j.newTable("", j.o.Spreadsheet, header)
	if err != nil {
		return err
	}
	e := 0
	if err := j.every(rows, func(i int) error {
		t.text(n.ID[i])
		t.text(n.Label[i])
		for c := rows; c < n.Nodes(); c++ {
			for e < n.Edges() && (int(n.Source[e]) < i || int(n.Source[e]) == i && int(n.Target[e]) < c) {
				e++
			}
			switch {
			case e < n.Edges() && int(n.Source[e]) == i && int(n.Target[e]) == c:
				t.raw("1")
			case n.Eligible(i, c):
				t.raw("0")
			default:
				t.raw("")
			}
		}
		return t.end()
	}); err != nil {
		return err
	}
	return t.close()
}
