package decode

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// maxMailParts is the largest number of parts of one message.
const maxMailParts = 10_000

// mailReader reads the parts of one message (RFC 2045 to 2049) and collects what is attached.
type mailReader struct {
	attached []attachment
	parts    int
}

// part is the text of a part and of the parts in it, in their order.
func (m *mailReader) part(header func(string) string, body io.Reader, depth int) (string, error) {
	if depth > maxMailDepth {
		return "", fmt.Errorf("%w: parts nested over %d deep", ErrFormat, maxMailDepth)
	}
	kind, params, err := mime.ParseMediaType(header("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" {
		return m.several(kind, multipart.NewReader(body, params["boundary"]), depth)
	}
	// What a damaged part gives up to the damage is kept.
	b, err := io.ReadAll(io.LimitReader(body, MaxBytes+1))
	if err != nil && len(b) == 0 {
		return "", nil
	}
	switch strings.ToLower(strings.TrimSpace(header("Content-Transfer-Encoding"))) {
	case "base64":
		b = decodeBase64(b)
	case "quoted-printable":
		b = decodeQuoted(b)
	}
	disposition, named, _ := mime.ParseMediaType(header("Content-Disposition"))
	name := named["filename"]
	if name == "" {
		name = params["name"]
	}
	switch {
	case disposition == "attachment" || kind != "text/plain" && kind != "text/html":
		m.attached = append(m.attached, attachment{decodeWords(name), kind, b})
		return "", nil
	case kind == "text/html":
		d, err := htmlDocument(b, "text/html; charset="+params["charset"])
		return d.Text, err
	}
	s, err := mailText(b, params["charset"])
	s = unquote(s)
	if strings.EqualFold(params["format"], "flowed") {
		s = unflow(s, strings.EqualFold(params["delsp"], "yes"))
	}
	return s, err
}

// several is the text of a part that holds others: of the alternatives the best, of all else everything. A part that
// cannot be read is an error only where nothing beside it can.
func (m *mailReader) several(kind string, parts *multipart.Reader, depth int) (string, error) {
	var texts []string
	var bad error
	for first := true; ; first = false {
		p, err := parts.NextRawPart()
		switch {
		case err == nil:
		case first && !errors.Is(err, io.EOF):
			return "", fmt.Errorf("%w: %w", ErrFormat, err)
		case len(texts) == 0 && len(m.attached) == 0: // the end, or where the message is cut off
			return "", bad
		case kind == "multipart/alternative":
			return bestOf(texts), nil
		default:
			return strings.Join(texts, "\n\n"), nil
		}
		if m.parts++; m.parts > maxMailParts {
			return "", fmt.Errorf("%w: over %d parts", ErrTooLarge, maxMailParts)
		}
		text, err := m.part(p.Header.Get, p, depth+1)
		if err != nil && m.parts > maxMailParts {
			return "", err
		}
		if bad == nil {
			bad = err
		}
		if strings.TrimSpace(text) != "" {
			texts = append(texts, text)
		}
	}
}

// bestOf is the first of the alternatives, which is the plain text, unless a later one says more than twice as much: a
// plain text may be no more than the hint that the message is a page.
func bestOf(texts []string) string {
	best, size := "", 0
	for _, s := range texts {
		if n := visible(s); n > 2*size {
			best, size = s, n
		}
	}
	return best
}

// decodeBase64 passes over what is not in the alphabet, as RFC 2045 (6.8) asks, and keeps what stands before a cut.
func decodeBase64(b []byte) []byte {
	kept := make([]byte, 0, len(b))
	for _, c := range b {
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' {
			kept = append(kept, c)
		} else if c == '=' {
			break
		}
	}
	if len(kept)%4 == 1 {
		kept = kept[:len(kept)-1]
	}
	n, _ := base64.RawStdEncoding.Decode(kept, kept) // the alphabet and the length are right
	return kept[:n]
}

// decodeQuoted reads quoted-printable text; a "=" that opens neither a byte nor a soft line break stays as it stands, so
// that nothing behind it is lost.
func decodeQuoted(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '=' {
			out = append(out, b[i])
			continue
		}
		if i+2 < len(b) {
			if high, low := hexDigit(b[i+1]), hexDigit(b[i+2]); high >= 0 && low >= 0 {
				out = append(out, byte(high<<4|low))
				i += 2
				continue
			}
		}
		end := i + 1
		for end < len(b) && (b[end] == ' ' || b[end] == '\t' || b[end] == '\r') {
			end++
		}
		switch {
		case end == len(b):
			i = end
		case b[end] == '\n':
			i = end
		default:
			out = append(out, '=')
		}
	}
	return out
}

// hexDigit is the value of a digit, -1 for other bytes.
func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// unquote takes the bars away with which mail programs mark the text of an earlier message.
func unquote(s string) string {
	if !strings.Contains(s, "\n>") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for line := range strings.Lines(s) {
		for strings.HasPrefix(line, ">") {
			line = strings.TrimPrefix(line[1:], " ")
		}
		b.WriteString(line)
	}
	return b.String()
}

// unflow joins the lines that a mail program broke (RFC 3676): those that end with a space go on in the next.
func unflow(s string, deleteSpace bool) string {
	var b strings.Builder
	b.Grow(len(s))
	for line := range strings.Lines(s) {
		text := strings.TrimRight(line, "\r\n")
		if text == "-- " || !strings.HasSuffix(text, " ") {
			b.WriteString(line)
			continue
		}
		if deleteSpace {
			text = text[:len(text)-1]
		}
		b.WriteString(text)
	}
	return b.String()
}

// mailText decodes the text of a part. The names of ASCII and UTF-8 stand before texts in any encoding, so those texts
// tell it themselves.
func mailText(b []byte, charset string) (string, error) {
	switch strings.ToLower(charset) {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		return toUTF8(b)
	}
	if enc, err := htmlindex.Get(charset); err == nil {
		return decodeWith(enc, b)
	}
	return toUTF8(b)
}

func decodeWords(s string) string {
	dec := mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
		enc, err := htmlindex.Get(charset)
		if err != nil {
			return nil, err
		}
		return enc.NewDecoder().Reader(r), nil
	}}
	if out, err := dec.DecodeHeader(s); err == nil {
		s = out
	}
	return strings.Join(strings.Fields(Normalize(s)), " ")
}
