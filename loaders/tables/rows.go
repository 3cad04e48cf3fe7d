package tables

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	utf "golang.org/x/text/encoding/unicode"
)

// maxTable is the largest file of a table.
const maxTable = 1 << 30

// sheet is the rows of one file.
type sheet struct {
	source string
	names  []string // of the columns
	wide   bool     // the heading counts: rows have as many cells
	next   func() (cells []string, err error)
	place  func(i int) (line, column int) // of a cell of the last row
	raw    []byte
}

// open reads a file's bytes and finds encoding, delimiter and heading.
func (l *Layout) open(source string, r io.Reader) (*sheet, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxTable+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	if len(b) > maxTable {
		return nil, fmt.Errorf("%s: %w: over %d MiB", source, ErrTable, maxTable>>20)
	}
	text, err := decoded(b, l.Encoding)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", source, ErrTable, err)
	}
	first := 1
	for range l.Skip {
		_, rest, ok := bytes.Cut(text, []byte("\n"))
		if !ok {
			return nil, fmt.Errorf("%s: %w: fewer than %d lines", source, ErrTable, l.Skip+1)
		}
		text, first = rest, first+1
	}
	comma, err := l.comma()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	if comma == 0 {
		comma = guessed(text)
	}
	s := &sheet{source: source, raw: b, wide: true}
	if comma == ' ' {
		s.blanks(text, first, l.Comment)
	} else {
		s.separated(text, first, comma, l.Comment)
	}
	head, err := s.next()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = fmt.Errorf("%s: %w: it is empty", source, ErrTable)
		}
		return nil, err
	}
	if l.Header == nil || *l.Header {
		for _, name := range head {
			s.names = append(s.names, strings.TrimSpace(name))
		}
		return s, nil
	}
	for i := range head {
		s.names = append(s.names, strconv.Itoa(i+1))
	}
	s.wide = false
	rows, waiting := s.next, slices.Clone(head)
	s.next = func() ([]string, error) {
		if waiting != nil {
			row := waiting
			waiting = nil
			return row, nil
		}
		return rows()
	}
	return s, nil
}

// separated reads cells between delimiters, quoted as in RFC 4180. A quotation mark inside a cell that is not quoted is
// taken for itself.
func (s *sheet) separated(text []byte, first int, comma rune, comment string) {
	reader := func(lazy bool) *csv.Reader {
		in := csv.NewReader(bytes.NewReader(text))
		in.Comma, in.FieldsPerRecord, in.ReuseRecord, in.LazyQuotes = comma, -1, true, lazy
		if r, n := utf8.DecodeRuneInString(comment); n > 0 && n == len(comment) && r != comma && r != '"' {
			in.Comment = r
		}
		return in
	}
	in := reader(bareQuotes(reader(false)))
	s.place = func(i int) (int, int) {
		line, column := in.FieldPos(i)
		return line + first - 1, column
	}
	s.next = func() ([]string, error) {
		row, err := in.Read()
		var at *csv.ParseError
		if errors.As(err, &at) {
			return nil, fmt.Errorf("%s:%d:%d: %w: %w", s.source, at.Line+first-1, at.Column, ErrTable, at.Err)
		}
		return row, err
	}
}

// bareQuotes tells whether a table has a quotation mark inside a cell that is not quoted, before anything worse.
func bareQuotes(in *csv.Reader) bool {
	for {
		if _, err := in.Read(); err != nil {
			return errors.Is(err, csv.ErrBareQuote)
		}
	}
}

// blanks reads words between blanks, as network files have them.
func (s *sheet) blanks(text []byte, first int, comment string) {
	line := first - 1
	var cells []string
	s.place = func(i int) (int, int) { return line, i + 1 }
	s.next = func() ([]string, error) {
		for len(text) > 0 {
			row, rest, _ := bytes.Cut(text, []byte("\n"))
			text, line = rest, line+1
			if comment != "" && bytes.HasPrefix(row, []byte(comment)) {
				continue
			}
			if cells = strings.Fields(string(row)); len(cells) > 0 {
				return cells, nil
			}
		}
		return nil, io.EOF
	}
}

// guessed is the delimiter that stands most evenly in the first lines: the comma, the semicolon, the tab or the bar.
func guessed(text []byte) rune {
	lines := bytes.SplitN(text, []byte("\n"), 12)
	best, most := ',', 0
	for _, comma := range []rune{',', ';', '\t', '|'} {
		in := csv.NewReader(bytes.NewReader(bytes.Join(lines[:min(len(lines), 11)], []byte("\n"))))
		in.Comma, in.FieldsPerRecord, in.LazyQuotes = comma, -1, true
		least := 0
		for {
			row, err := in.Read()
			if err != nil {
				break
			}
			if n := len(row) - 1; least == 0 || n < least {
				least = n
			}
			if len(row) == 1 {
				least = 0
				break
			}
		}
		if least > most {
			best, most = comma, least
		}
	}
	return best
}

func codePage(name string) (encoding.Encoding, error) {
	switch n := strings.ToLower(name); n {
	case "", "utf-8", "utf8":
		return nil, nil
	case "utf-16", "utf16":
		return utf.UTF16(utf.LittleEndian, utf.UseBOM), nil
	case "latin-1", "latin1", "iso-8859-1":
		return charmap.ISO8859_1, nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, fmt.Errorf("encoding %q is unknown; utf-8, utf-16, latin-1 and windows-1252 are known", name)
	}
	return enc, nil
}

// decoded is the text as UTF-8 without a mark of byte order. Without a name UTF-16 is known by its mark, and what is no
// UTF-8 is taken for windows-1252, of which ISO 8859-1 is a part.
func decoded(b []byte, name string) ([]byte, error) {
	enc, err := codePage(name)
	if err != nil {
		return nil, err
	}
	switch {
	case enc != nil:
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		enc = utf.UTF16(utf.LittleEndian, utf.UseBOM)
	case !utf8.Valid(b) && name != "":
		return nil, fmt.Errorf("byte %d is no UTF-8", len(b)-len(bytes.TrimLeftFunc(b, func(r rune) bool { return r != utf8.RuneError })))
	case !utf8.Valid(b):
		enc = charmap.Windows1252
	}
	if enc != nil {
		if b, err = enc.NewDecoder().Bytes(b); err != nil {
			return nil, err
		}
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if bytes.HasPrefix(b, []byte("PK\x03\x04")) || bytes.HasPrefix(b, []byte{0xd0, 0xcf, 0x11, 0xe0}) {
		return nil, errors.New("it is a spreadsheet or an archive; save the sheet as CSV")
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return nil, fmt.Errorf("it has a zero byte at %d: no text", i)
	}
	if !bytes.Contains(b, []byte("\n")) { // old Macintosh line ends
		b = bytes.ReplaceAll(b, []byte("\r"), []byte("\n"))
	}
	return b, nil
}

// find is the place of a column, -1 for no name. A name is as in the heading, or so but for case and blanks when that
// is one column, or a number, "#3".
func (s *sheet) find(name string) (int, error) {
	if name == "" {
		return -1, nil
	}
	if i := slices.Index(s.names, name); i >= 0 {
		if slices.Contains(s.names[i+1:], name) {
			return 0, fmt.Errorf("%s: %w of one meaning: %q stands there several times; name it by number, #%d", s.source, ErrColumn, name, i+1)
		}
		return i, nil
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "#")); err == nil && strings.HasPrefix(name, "#") && n >= 1 && n <= len(s.names) {
		return n - 1, nil
	}
	found := -1
	for i, have := range s.names {
		if plainName(have) == plainName(name) {
			if found >= 0 {
				found = -2
				break
			}
			found = i
		}
	}
	if found >= 0 {
		return found, nil
	}
	return 0, fmt.Errorf("%s: %w: %q; it has %s", s.source, ErrColumn, name, s.listed())
}

// listed is the names of the columns, not more than fit a message.
func (s *sheet) listed() string {
	const most = 30
	if len(s.names) <= most {
		return strings.Join(s.names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(s.names[:most], ", "), len(s.names)-most)
}

func plainName(s string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '_' || r == '\u00a0' || r == '\t' || r == '\n' }), " "))
}

func (s *sheet) findAll(names Columns) ([]int, error) {
	var out []int
	for _, name := range names {
		i, err := s.find(name)
		if err != nil {
			return nil, err
		}
		out = append(out, i)
	}
	return out, nil
}

// joined is the cells of some columns that are not empty, trimmed, with glue between them.
func joined(row []string, columns []int, glue string, missing []string) string {
	var parts []string
	for _, i := range columns {
		if v := cell(row, i, missing); v != "" {
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, glue)
}

// cell is a cell without blanks around it, empty when it is missing. It keeps nothing of the row's memory.
func cell(row []string, i int, missing []string) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	v := strings.Trim(row[i], " \t\r\n\u00a0")
	if v == "" || slices.Contains(missing, v) {
		return ""
	}
	return strings.Clone(v)
}
