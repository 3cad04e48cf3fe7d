package decode

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"iter"
	"strings"

	"demarche/schema/date"
)

// release is one line of a file of releases. Fields that it does not name are ignored.
type release struct {
	URL    string          `json:"url"`
	Title  string          `json:"title"`
	Date   string          `json:"date"`
	Text   *string         `json:"text"`
	Member json.RawMessage `json:"member"`
}

// readReleases yields a document for each line; the memory it takes does not grow with the file.
func readReleases(ctx context.Context, f file) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		lines := bufio.NewReaderSize(f.r, 1<<20)
		for n := 1; ; n++ {
			if err := ctx.Err(); err != nil {
				yield(Document{}, fmt.Errorf("%s:%d: %w", f.source, n, err))
				return
			}
			line, err := readLine(lines)
			if err != nil && !errors.Is(err, io.EOF) {
				if !yield(Document{Source: fmt.Sprintf("%s#%d", f.source, n)}, fmt.Errorf("%s:%d: %w", f.source, n, err)) || !errors.Is(err, ErrTooLarge) {
					return
				}
				continue
			}
			if s := bytes.TrimSpace(line); len(s) > 0 {
				if n == 1 {
					s = bytes.TrimPrefix(s, []byte("\ufeff"))
				}
				d, derr := decodeRelease(f, n, s)
				if !yield(d, derr) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
		}
	}
}

func decodeRelease(f file, n int, line []byte) (Document, error) {
	d := Document{Source: fmt.Sprintf("%s#%d", f.source, n), FileName: fmt.Sprintf("%s#%d", f.name, n), Format: f.format, SHA256: hash(line)}
	var r release
	if err := json.Unmarshal(line, &r); err != nil {
		var other *json.UnmarshalTypeError
		switch {
		case errors.As(err, &other) && other.Field == "":
			err = fmt.Errorf("the line is no JSON object but has the type %s", other.Value)
		case errors.As(err, &other):
			err = fmt.Errorf("the field %s is no text but has the type %s", other.Field, other.Value)
		}
		return d, fmt.Errorf("%s:%d: %w: %w", f.source, n, ErrFormat, err)
	}
	if r.Text == nil || strings.TrimSpace(*r.Text) == "" { // a release of which only the headline was kept
		if strings.TrimSpace(r.Title) == "" {
			return d, fmt.Errorf("%s:%d: %w", f.source, n, ErrNoText)
		}
		r.Text = &r.Title
	}
	if len(r.Date) >= 10 {
		if day, err := date.Parse(r.Date[:10]); err == nil {
			d.Published = string(day)
		}
	}
	d.URL = strings.TrimSpace(r.URL)
	d.Title = strings.ReplaceAll(Normalize(html.UnescapeString(r.Title)), "\n", " ")
	d.Member = memberID(r.Member)
	d.Text = textOfLines(html.UnescapeString(*r.Text))
	return d, nil
}

// memberID reads the member as an object with a bioguide_id; anything else tells nothing.
func memberID(raw json.RawMessage) string {
	var m struct {
		Bioguide string `json:"bioguide_id"`
	}
	if len(raw) == 0 || json.Unmarshal(raw, &m) != nil || m.Bioguide == "" || strings.ContainsAny(m.Bioguide, " \t\n") {
		return ""
	}
	return "bioguide:" + m.Bioguide
}

// readLine returns the next line of at most [MaxBytes]; a longer one is skipped whole and its error wraps [ErrTooLarge].
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > MaxBytes {
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = r.ReadSlice('\n')
			}
			return nil, fmt.Errorf("%w: over %d MiB", ErrTooLarge, MaxBytes>>20)
		}
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}
