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

// readMail yields the message, then what is attached to it as documents of their own, addressed as file#2 and so on.
func readMail(ctx context.Context, f file) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		b, err := readAll(f)
		if err != nil {
			yield(Document{}, err)
			return
		}
		d := Document{Source: f.source, FileName: f.name, Format: f.format, SHA256: hash(b)}
		msg, err := mail.ReadMessage(bytes.NewReader(b))
		if err != nil {
			yield(d, fmt.Errorf("%s: %w: %w", f.source, ErrFormat, err))
			return
		}
		m := &mailReader{}
		if err := m.part(msg.Header.Get, msg.Body, 0); err != nil {
			yield(d, fmt.Errorf("%s: %w", f.source, err))
			return
		}
		d.Title = decodeWords(msg.Header.Get("Subject"))
		if day, err := msg.Header.Date(); err == nil {
			d.Published = day.Format(time.DateOnly)
		}
		d.Text = m.text()
		err = nil
		if strings.TrimSpace(d.Text) == "" {
			err = fmt.Errorf("%s: %w", f.source, ErrNoText)
		}
		if !(err != nil && len(m.attached) > 0) && !yield(d, err) {
			return
		}
		for i, a := range m.attached {
			for d, err := range attached(ctx, f, i+2, a) {
				if !yield(d, err) {
					return
				}
			}
		}
	}
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
}

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
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return fmt.Errorf("%w: %w", ErrFormat, err)
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
	b, err := io.ReadAll(io.LimitReader(body, MaxBytes+1))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFormat, err)
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
