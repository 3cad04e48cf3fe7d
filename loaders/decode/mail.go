package decode

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/encoding/htmlindex"
)

// mailHeader is a line that opens an e-mail.
var mailHeader = regexp.MustCompile(`(?mi)^(?:from|to|subject|date|message-id|mime-version|received|return-path|delivered-to): ?\S`)

// mailOpening is how the first line of a mail begins; "From " opens a message in a mailbox file.
var mailOpening = regexp.MustCompile(`^(?:From |[A-Za-z-]+:)`)

// maxMailDepth is the deepest nesting of parts of a mail that is read.
const maxMailDepth = 8

// maxMailParts is the largest number of parts of one message.
const maxMailParts = 10_000

func isMail(name string, head []byte) bool {
	if !isText("", head) {
		return false
	}
	top, _, _ := bytes.Cut(bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	if !mailOpening.Match(top) {
		return false
	}
	n := len(mailHeader.FindAll(top, 6))
	return n >= 4 || n >= 2 && strings.HasSuffix(strings.ToLower(name), ".eml")
}

// readMail yields the message, then what is attached to it as documents of their own, addressed as file#2 and so on. The
// messages of a mailbox file ("From " lines, RFC 4155) are numbered through in the same way.
func readMail(ctx context.Context, f file) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		b, err := readAll(f)
		if err != nil {
			yield(Document{}, err)
			return
		}
		number := 0 // of the documents so far
		for part := range messages(b) {
			if err := ctx.Err(); err != nil {
				yield(Document{}, fmt.Errorf("%s: %w", f.source, err))
				return
			}
			m, d, err := readMessage(f, part)
			if err == nil && strings.TrimSpace(d.Text) == "" && len(m.attached) == 0 {
				err = fmt.Errorf("%s: %w", f.source, ErrNoText)
			}
			if number++; number > 1 {
				d.Source, d.FileName = fmt.Sprintf("%s#%d", f.source, number), fmt.Sprintf("%s#%d", f.name, number)
			}
			if (err != nil || d.Text != "") && !yield(d, err) {
				return
			}
			for _, a := range m.attached {
				number++
				for d, err := range attached(ctx, f, number, a) {
					if !yield(d, err) {
						return
					}
				}
			}
		}
	}
}

// messages yields the messages of a mailbox file, or the one message of any other.
func messages(b []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		if !bytes.HasPrefix(b, []byte("From ")) {
			yield(b)
			return
		}
		for len(b) > 0 {
			_, rest, _ := bytes.Cut(b, []byte("\n")) // the "From " line itself
			end := bytes.Index(rest, []byte("\n\nFrom "))
			if crlf := bytes.Index(rest[:max(end, 0)], []byte("\r\n\r\nFrom ")); end < 0 || crlf >= 0 {
				if end = bytes.Index(rest, []byte("\r\n\r\nFrom ")); end >= 0 {
					end += 2
				}
			}
			if end < 0 {
				yield(rest)
				return
			}
			if !yield(rest[:end]) {
				return
			}
			b = bytes.TrimLeft(rest[end:], "\r\n")
		}
	}
}

func readMessage(f file, b []byte) (*mailReader, Document, error) {
	d := Document{Source: f.source, FileName: f.name, Format: f.format, SHA256: hash(b)}
	m := &mailReader{}
	msg, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		return m, d, fmt.Errorf("%s: %w: %w", f.source, ErrFormat, err)
	}
	if err := m.part(msg.Header.Get, msg.Body, 0); err != nil {
		return m, d, fmt.Errorf("%s: %w", f.source, err)
	}
	d.Title = decodeWords(msg.Header.Get("Subject"))
	if day, err := msg.Header.Date(); err == nil {
		d.Published = day.Format(time.DateOnly)
	}
	d.Text = m.text()
	return m, d, nil
}

// attached reads an attachment in a format that is a document; pictures and the like are passed over.
func attached(ctx context.Context, f file, number int, a attachment) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		format, err := Sniff(a.name, a.data[:min(len(a.data), SniffBytes)])
		if err != nil || format.Name == "mail" {
			return
		}
		place := fmt.Sprintf("%s#%d", f.source, number)
		inner := file{source: place, name: fmt.Sprintf("%s#%d", f.name, number), format: format.Name, r: bytes.NewReader(a.data)}
		for d, err := range format.read(ctx, inner) {
			if !yield(d, err) {
				return
			}
		}
	}
}

type attachment struct {
	name string
	data []byte
}

// mailReader collects the parts of a message.
type mailReader struct {
	plain, html []string
	attached    []attachment
	parts       int
}

func (m *mailReader) any() bool { return len(m.plain)+len(m.html)+len(m.attached) > 0 }

// text is the message as its writer meant it: the plain form, else the HTML one.
func (m *mailReader) text() string {
	if len(m.plain) > 0 {
		return Normalize(strings.Join(m.plain, "\n\n"))
	}
	return Normalize(strings.Join(m.html, "\n\n"))
}

func (m *mailReader) part(header func(string) string, body io.Reader, depth int) error {
	if depth > maxMailDepth {
		return fmt.Errorf("%w: parts nested over %d deep", ErrFormat, maxMailDepth)
	}
	kind, params, err := mime.ParseMediaType(header("Content-Type"))
	if err != nil {
		kind, params = "text/plain", nil
	}
	if strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err != nil && !errors.Is(err, io.EOF) && !m.any() {
				return fmt.Errorf("%w: %w", ErrFormat, err)
			}
			if err != nil { // the end, or where the message is cut off
				return nil
			}
			if m.parts++; m.parts > maxMailParts {
				return fmt.Errorf("%w: over %d parts", ErrTooLarge, maxMailParts)
			}
			if err := m.part(p.Header.Get, p, depth+1); err != nil {
				return err
			}
		}
	}
	switch strings.ToLower(strings.TrimSpace(header("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	if kind == "message/rfc822" {
		if inner, err := mail.ReadMessage(io.LimitReader(body, MaxBytes)); err == nil {
			return m.part(inner.Header.Get, inner.Body, depth+1)
		}
		return nil
	}
	// What a damaged part gives up to the damage is kept.
	b, err := io.ReadAll(io.LimitReader(body, MaxBytes+1))
	if err != nil && len(b) == 0 {
		return nil
	}
	disposition, _, _ := mime.ParseMediaType(header("Content-Disposition"))
	return m.leaf(kind, params, disposition == "attachment", b)
}

func (m *mailReader) leaf(kind string, params map[string]string, isAttached bool, b []byte) error {
	switch {
	case isAttached:
		m.attached = append(m.attached, attachment{params["name"], b})
	case kind == "text/plain":
		s, err := mailText(b, params["charset"])
		if err != nil {
			return err
		}
		m.plain = append(m.plain, s)
	case kind == "text/html":
		d, err := htmlDocument(b, "text/html; charset="+params["charset"])
		if err != nil {
			return err
		}
		m.html = append(m.html, d.Text)
	default:
		m.attached = append(m.attached, attachment{params["name"], b})
	}
	return nil
}

func mailText(b []byte, charset string) (string, error) {
	if enc, err := htmlindex.Get(charset); err == nil && charset != "" {
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
