package table

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxRow bounds a row, so that an open quotation mark cannot take the whole file into memory.
const maxRow = 1 << 20

// reader reads delimited rows. encoding/csv is not used because it cannot bound a row, and because a quotation mark inside an
// unquoted cell (William "Bill" Pascrell) must be read as it stands.
type reader struct {
	in      *bufio.Reader
	comma   rune
	line    int // lines read
	start   int // line on which the row last read began
	row     []byte
	long    []byte // a line longer than the buffer
	cells   []string
	western int // rows read as Windows-1252
	ends    []int
}

func newReader(r io.Reader, comma rune) *reader {
	in := bufio.NewReaderSize(r, 1<<16)
	if b, _ := in.Peek(3); bytes.Equal(b, []byte("\xef\xbb\xbf")) {
		_, _ = in.Discard(3) // has just been peeked at
	} else if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		utf16 := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
		in = bufio.NewReaderSize(transform.NewReader(in, utf16.NewDecoder()), 1<<16)
	}
	if comma == 0 {
		head, _ := in.Peek(1 << 14)
		if i := bytes.IndexByte(head, '\n'); i >= 0 {
			head = head[:i]
		}
		comma = detect(head)
	}
	return &reader{in: in, comma: comma}
}

// detect is the delimiter that a heading uses most; the comma when none is there.
func detect(head []byte) rune {
	best, most := ',', bytes.Count(head, []byte{','})
	for _, c := range []rune{'\t', ';'} {
		if n := bytes.Count(head, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// read returns the cells of the next row; they are valid until the next call. io.EOF tells the end.
func (r *reader) read() ([]string, error) {
	r.row, r.ends = r.row[:0], r.ends[:0]
	r.start = r.line + 1
	quoted, fresh := false, true
	for {
		line, err := r.readLine(maxRow - len(r.row))
		if errors.Is(err, io.EOF) && len(line) == 0 {
			if quoted {
				return nil, ErrQuote
			}
			return nil, io.EOF
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		r.line++
		if len(r.row)+len(line) > maxRow {
			return nil, ErrTooLong
		}
		quoted, fresh = r.scan(line, quoted, fresh)
		if !quoted {
			return r.finish()
		}
	}
}

// readLine reads one line with its end, at most limit bytes.
func (r *reader) readLine(limit int) ([]byte, error) {
	line, err := r.in.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, err
	}
	r.long = append(r.long[:0], line...)
	for errors.Is(err, bufio.ErrBufferFull) {
		if len(r.long) > limit {
			return nil, ErrTooLong
		}
		line, err = r.in.ReadSlice('\n')
		r.long = append(r.long, line...)
	}
	return r.long, err
}

// scan adds the bytes of a line to the row and tells whether it ends inside quotation marks, or at the beginning of a
// cell.
func (r *reader) scan(line []byte, quoted, fresh bool) (bool, bool) {
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quoted && c == '"':
			if i+1 < len(line) && line[i+1] == '"' {
				r.row = append(r.row, '"')
				i++
				continue
			}
			quoted = false
		case quoted:
			r.row = append(r.row, c)
		case c == '"' && fresh:
			quoted = true
			fresh = false
		case c == byte(r.comma):
			r.ends = append(r.ends, len(r.row))
			fresh = true
		case c == '\n':
		case c == '\r' && (i+1 == len(line) || line[i+1] == '\n'):
		default:
			r.row = append(r.row, c)
			fresh = false
		}
	}
	return quoted, fresh
}

// finish cuts the row into cells.
func (r *reader) finish() ([]string, error) {
	r.ends = append(r.ends, len(r.row))
	r.cells = r.cells[:0]
	all := string(r.row)
	western := !utf8.ValidString(all)
	if western {
		r.western++
	}
	from := 0
	for _, end := range r.ends {
		c := all[from:end]
		if western {
			// Every byte has a meaning in Windows-1252, so decoding cannot fail.
			c, _ = charmap.Windows1252.NewDecoder().String(c)
		}
		r.cells = append(r.cells, c)
		from = end
	}
	return r.cells, nil
}
