package tree

import (
	"bytes"
	"fmt"
)

// chunk is one top-level record of a YAML file as bytes: an item of a list at the left margin, or a key with its value.
type chunk struct {
	line int // in the file, from 1
	key  string
	item bool // an item of the list under key, or of the list that the file is
	text []byte
}

// split cuts a YAML file in block style at the lines that begin at the left margin. Inside a record every line is
// indented or empty, or a comment, by the rules of block style (YAML 1.2, section 8), so that no record is cut.
func split(file string, data []byte) ([]chunk, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	var out []chunk
	key, line, start := "", 0, -1
	flush := func(end int) error {
		if start < 0 {
			return nil
		}
		c := &out[len(out)-1]
		if c.text = data[start:end]; len(c.text) > MaxRecord {
			return fmt.Errorf("%s:%d: %w: over %d bytes", file, c.line, ErrRecord, MaxRecord)
		}
		start = -1
		return nil
	}
	for pos := 0; pos < len(data); {
		line++
		end := len(data)
		if i := bytes.IndexByte(data[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		text := bytes.TrimRight(data[pos:end], "\r\n")
		blank := bytes.TrimLeft(text, " \t")
		switch {
		case start < 0 && len(blank) > 0 && len(blank) < len(text) && blank[0] != '#':
			return nil, fmt.Errorf("%s:%d: %w: records must begin at the left margin", file, line, ErrShape)
		case len(text) == 0 || text[0] == ' ' || text[0] == '\t' || text[0] == '#':
		case bytes.Equal(text, []byte("---")) || bytes.HasPrefix(text, []byte("--- #")) || text[0] == '%' && start < 0:
			if err := flush(pos); err != nil {
				return nil, err
			}
			key = ""
		case bytes.Equal(text, []byte("...")):
			if err := flush(pos); err != nil {
				return nil, err
			}
		default:
			if err := flush(pos); err != nil {
				return nil, err
			}
			item := text[0] == '-' && (len(text) == 1 || text[1] == ' ' || text[1] == '\t')
			if !item {
				key = leftKey(text)
			}
			out, start = append(out, chunk{line: line, key: key, item: item}), pos
		}
		pos = end
	}
	return out, flush(len(data))
}

// leftKey is the key that a line at the left margin begins with; it only groups the items below it.
func leftKey(text []byte) string {
	if i := bytes.IndexByte(text, ':'); i > 0 {
		return string(bytes.Trim(text[:i], `"' `))
	}
	return ""
}
