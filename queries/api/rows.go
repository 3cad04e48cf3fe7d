package api

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// rows writes rows of values in one of the formats of lists. Values are string, int, float64, bool, []string, nil.
type rows struct {
	format string
	names  [][]byte // JSON keys
	w      *bufio.Writer
	csv    *csv.Writer
	cells  []string
	n      int
	buf    []byte
}

func newRows(w io.Writer, format string, names []string, version uint64, total int) *rows {
	r := &rows{format: format, w: bufio.NewWriterSize(w, 32<<10)}
	for _, n := range names {
		r.names = append(r.names, append(jsonString(nil, n), ':'))
	}
	switch format {
	case formatCSV:
		r.csv = csv.NewWriter(r.w)
		r.cells = make([]string, len(names))
		_ = r.csv.Write(names) // the error comes again at the end
	case formatJSON:
		r.buf = strconv.AppendUint(append(r.buf, `{"version":`...), version, 10)
		r.buf = strconv.AppendInt(append(r.buf, `,"total":`...), int64(total), 10)
		r.buf = append(r.buf, `,"rows":[`...)
		_, _ = r.w.Write(r.buf) // the error comes again at the end
	}
	return r
}

func (r *rows) row(values []any) error {
	if r.format == formatCSV {
		for i, v := range values {
			r.cells[i] = cell(v)
		}
		return r.csv.Write(r.cells)
	}
	b := r.buf[:0]
	if r.format == formatJSON && r.n > 0 {
		b = append(b, ",\n"...)
	}
	r.n++
	b = append(b, '{')
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = jsonValue(append(b, r.names[i]...), v)
	}
	b = append(b, '}')
	if r.format == formatNDJSON {
		b = append(b, '\n')
	}
	r.buf = b
	_, err := r.w.Write(b)
	return err
}

func (r *rows) end() error {
	switch r.format {
	case formatCSV:
		r.csv.Flush()
		if err := r.csv.Error(); err != nil {
			return err
		}
	case formatJSON:
		if _, err := r.w.WriteString("]}\n"); err != nil {
			return err
		}
	}
	return r.w.Flush()
}

// cell is a value as CSV text, lists joined by "; ". Control characters are left out, and a cell that a spreadsheet
// would run as a formula gets an apostrophe before it.
func cell(v any) string {
	s := ""
	switch v := v.(type) {
	case string:
		s = v
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case []string:
		s = strings.Join(v, "; ")
	}
	s = clean(s)
	if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
		return "'" + s
	}
	return s
}

// clean leaves out control characters other than line feed and tab, and mends what is no UTF-8.
func clean(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 && c != '\n' && c != '\t' || c >= utf8.RuneSelf || c == 0x7f {
			return strings.Map(func(r rune) rune {
				if r < 0x20 && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == 0xfffe || r == 0xffff {
					return -1
				}
				return r
			}, strings.ToValidUTF8(s, "�"))
		}
	}
	return s
}

// jsonValue appends a value as JSON; the empty string is null.
func jsonValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		if v != "" {
			return jsonString(b, v)
		}
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case bool:
		return strconv.AppendBool(b, v)
	case []string:
		b = append(b, '[')
		for i, s := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = jsonString(b, s)
		}
		return append(b, ']')
	case float64:
		raw, err := json.Marshal(v)
		if err == nil {
			return append(b, raw...)
		}
	}
	return append(b, "null"...)
}

func jsonString(b []byte, s string) []byte {
	raw, err := json.Marshal(clean(s))
	if err != nil {
		return append(b, `""`...)
	}
	return append(b, raw...)
}
