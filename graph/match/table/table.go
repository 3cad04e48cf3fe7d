// Package table answers who the names of a spreadsheet are. [Match] reads a CSV or TSV file row by row and writes the same
// rows with four columns more; memory does not grow with the file. Columns are found by their headings, in any order,
// and all other columns are kept as they are.
package table

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"demarche/graph/match"
	"demarche/schema"
	"demarche/schema/date"
)

// The errors of a table. They are wrapped with the file name and the line.
var (
	ErrNoName  = errors.New("no column named name")            // the heading has no name column
	ErrRagged  = errors.New("row has another number of cells") // a row is longer or shorter than the heading
	ErrDate    = errors.New("not a date")                      // a date cell is no date that Date reads
	ErrChamber = errors.New("not a chamber")                   // a chamber cell is none of sen, rep, upper, lower, exec
	ErrQuote   = errors.New("quotation mark is not closed")    // the file ends inside a quoted cell
	ErrTooLong = errors.New("row is longer than 1 MiB")        // a row, or a cell with an open quotation mark
	ErrText    = errors.New("not UTF-8 text")                  // bytes that are no UTF-8
)

// Added are the columns that [Match] puts after the others: the person's register id, the name in the register, the score in
// [0,1] with two decimals, and accepted, ambiguous or none. The first two are empty unless the decision is accepted.
var Added = []string{"person", "matched_name", "score", "decision"}

// Options sets how a table is read and written. The zero value finds the delimiter by itself and writes it again.
type Options struct {
	File  string // named in errors; "-" when empty
	Comma rune   // delimiter, 0 to detect comma, tab or semicolon from the heading
	JSON  bool   // write one JSON object a row instead, keys in the order of the columns
}

// Counts says how many rows were decided how. Western is the number of rows that are no UTF-8 and were read as
// Windows-1252, in which spreadsheets save accented letters; UTF-16 with a byte order mark is read as such. The output is
// UTF-8.
type Counts struct{ Rows, Accepted, Ambiguous, None, Western int }

// Legislators are the chambers that an empty chamber cell stands for: names of tables are legislators' names unless the cell
// says exec, or any for everybody in the registers.
const Legislators = "sen,rep,upper,lower"

// columns are the places of the known columns, -1 for a missing one.
type columns struct {
	name, date, chamber, state int
	party, district, title     int
}

// Match reads a table from r, asks x for every row and writes the answers to w. It stops at the first broken row; what was
// written before stays written. Cells are written as they were read; a cell that begins like a formula is not changed.
func Match(r io.Reader, w io.Writer, x *match.Index, opt Options) (Counts, error) {
	var n Counts
	if opt.File == "" {
		opt.File = "-"
	}
	in := newReader(r, opt.Comma)
	out := bufio.NewWriterSize(w, 1<<16)
	head, err := in.read()
	if errors.Is(err, io.EOF) {
		return n, fmt.Errorf("%s:1: %w", opt.File, ErrNoName)
	}
	if err != nil {
		return n, fmt.Errorf("%s:%d: %w", opt.File, in.start, err)
	}
	cols, err := findColumns(head)
	if err != nil {
		return n, fmt.Errorf("%s:%d: %w (heading is %q)", opt.File, in.start, err, strings.Join(head, string(in.comma)))
	}
	m := matcher{x: x, cols: cols, out: out, comma: in.comma, width: len(head)}
	if opt.JSON {
		m.keys = jsonKeys(head)
	} else {
		m.line(head, Added)
	}
	for {
		row, err := in.read()
		n.Western = in.western
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = m.row(row, &n)
		}
		if err != nil {
			_ = out.Flush() // the rows before this one; the error of this one is told
			return n, fmt.Errorf("%s:%d: %w", opt.File, in.start, err)
		}
	}
	return n, out.Flush()
}

// matcher answers rows.
type matcher struct {
	x     *match.Index
	cols  columns
	out   *bufio.Writer
	comma rune
	width int
	keys  []string // JSON keys with colon, nil for tables
	added [4]string
}

// row answers one row.
func (m *matcher) row(row []string, n *Counts) error {
	if len(row) == 1 && row[0] == "" && m.width > 1 {
		return nil // an empty line
	}
	if len(row) != m.width {
		return fmt.Errorf("%w: %d cells, the heading has %d", ErrRagged, len(row), m.width)
	}
	mention := match.Mention{
		Name: cell(row, m.cols.name), State: cell(row, m.cols.state), Party: cell(row, m.cols.party),
		District: cell(row, m.cols.district), Title: cell(row, m.cols.title),
	}
	d, err := Date(cell(row, m.cols.date))
	if err != nil {
		return err
	}
	mention.Date = d
	if mention.Chamber, err = chamber(cell(row, m.cols.chamber)); err != nil {
		return err
	}
	r := m.x.Match(mention)
	n.Rows++
	m.added = [4]string{"", "", strconv.FormatFloat(r.Score, 'f', 2, 64), string(r.Decision)}
	switch r.Decision {
	case schema.Accepted:
		n.Accepted++
		m.added[0], m.added[1] = r.Person.ID, r.Person.Name
	case schema.Ambiguous:
		n.Ambiguous++
	default:
		n.None++
	}
	if m.keys != nil {
		return m.object(row, r)
	}
	m.line(row, m.added[:])
	return nil
}

// line writes one row with its added cells.
func (m *matcher) line(row, added []string) {
	for i, c := range row {
		if i > 0 {
			m.out.WriteRune(m.comma)
		}
		m.cell(c)
	}
	for _, c := range added {
		m.out.WriteRune(m.comma)
		m.cell(c)
	}
	m.out.WriteByte('\n')
}

// cell writes one cell, quoted where it must be.
func (m *matcher) cell(c string) {
	if !strings.ContainsRune(c, m.comma) && !strings.ContainsAny(c, "\"\r\n") && (c == "" || c[0] != ' ') {
		m.out.WriteString(c)
		return
	}
	m.out.WriteByte('"')
	m.out.WriteString(strings.ReplaceAll(c, `"`, `""`))
	m.out.WriteByte('"')
}

// object writes one row as JSON, with the candidates of an open question.
func (m *matcher) object(row []string, r match.Result) error {
	m.out.WriteByte('{')
	for i, c := range row {
		m.out.WriteString(m.keys[i])
		if err := m.value(c); err != nil {
			return err
		}
		m.out.WriteByte(',')
	}
	m.out.WriteString(`"person":`)
	if err := m.value(m.added[0]); err != nil {
		return err
	}
	m.out.WriteString(`,"matched_name":`)
	if err := m.value(m.added[1]); err != nil {
		return err
	}
	m.out.WriteString(`,"score":` + m.added[2] + `,"decision":"` + m.added[3] + `","candidates":[`)
	for i, c := range r.Candidates {
		if i > 0 {
			m.out.WriteByte(',')
		}
		b, err := json.Marshal(candidate{c.Person.ID, c.Person.Name, round(c.Score), features(c.Features)})
		if err != nil {
			return err
		}
		m.out.Write(b)
	}
	m.out.WriteString("]}\n")
	return nil
}

// candidate is a person that a name may be, in the JSON output.
type candidate struct {
	Person   string    `json:"person"`
	Name     string    `json:"name"`
	Score    float64   `json:"score"`
	Features []feature `json:"features"`
}

type feature struct {
	Name  string  `json:"name"`
	Score float64 `json:"score"`
	Note  string  `json:"note,omitempty"`
}

func features(fs []match.Feature) []feature {
	out := make([]feature, len(fs))
	for i, f := range fs {
		out[i] = feature{f.Name, round(f.Score), f.Note}
	}
	return out
}

func round(f float64) float64 { return float64(int64(f*1000+copysign(0.5, f))) / 1000 }

func copysign(v, sign float64) float64 {
	if sign < 0 {
		return -v
	}
	return v
}

func (m *matcher) value(s string) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	m.out.Write(b)
	return nil
}

// cell is the trimmed cell of a column, empty when the column is missing.
func cell(row []string, i int) string {
	if i < 0 {
		return ""
	}
	return strings.TrimSpace(row[i])
}

// findColumns finds the known columns by their headings.
func findColumns(head []string) (columns, error) {
	c := columns{-1, -1, -1, -1, -1, -1, -1}
	for i, h := range head {
		at := map[string]*int{
			"name": &c.name, "date": &c.date, "chamber": &c.chamber, "state": &c.state, "party": &c.party, "district": &c.district,
			"title": &c.title,
		}[strings.ToLower(strings.TrimSpace(h))]
		if at != nil && *at < 0 {
			*at = i
		}
	}
	if c.name < 0 {
		return c, ErrNoName
	}
	return c, nil
}

// jsonKeys are the headings as JSON keys. An empty heading and one that is taken get the column's number, and a heading
// that an added column needs gets the prefix input_.
func jsonKeys(head []string) []string {
	taken := map[string]bool{"candidates": true}
	for _, a := range Added {
		taken[a] = true
	}
	keys := make([]string, len(head))
	for i, h := range head {
		if h == "" {
			h = "column_" + strconv.Itoa(i+1)
		}
		if taken[h] {
			h = "input_" + h
		}
		for taken[h] {
			h += "_" + strconv.Itoa(i+1)
		}
		taken[h] = true
		b, _ := json.Marshal(h) // a string always has a JSON form
		keys[i] = string(b) + ":"
	}
	return keys
}

// Date reads a date cell: ISO in any precision, an ISO time stamp, the American m/d/yyyy, or a day with the month's English
// name ("October 23, 2020", "23 Oct 2020"). The empty cell is the unknown date. The error wraps [ErrDate].
func Date(s string) (date.Date, error) {
	if s == "" {
		return "", nil
	}
	iso := s
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		iso = s[:10]
	}
	if c := s[0]; c < '0' || c > '9' || strings.ContainsAny(s, "/ ") {
		for _, layout := range dateLayouts {
			if t, err := time.Parse(layout, s); err == nil {
				return date.Date(t.Format(time.DateOnly)), nil
			}
		}
	}
	d, err := date.Parse(iso)
	if err != nil {
		return "", fmt.Errorf("%w: %q", ErrDate, s)
	}
	return d, nil
}

var dateLayouts = []string{"1/2/2006", "2006/1/2", "January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "2 January 2006", "2 Jan 2006"}

// chamber checks a chamber cell.
func chamber(s string) (string, error) {
	switch s {
	case "":
		return Legislators, nil
	case "any":
		return "", nil
	case "sen", "rep", "upper", "lower", "exec":
		return s, nil
	}
	for _, c := range match.Chambers(s) {
		switch c {
		case "sen", "rep", "upper", "lower", "exec":
		default:
			return "", fmt.Errorf("%w: %q", ErrChamber, s)
		}
	}
	return strings.Join(match.Chambers(s), ","), nil
}
