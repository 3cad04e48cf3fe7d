package decode

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/mail"
	"regexp"
	"strings"
	"time"
)

// mailHeader is a line that opens an e-mail.
var mailHeader = regexp.MustCompile(`(?mi)^(?:from|to|subject|date|message-id|mime-version|received|return-path|delivered-to): ?\S`)

// mailOpening is how the first line of a mail begins; "From " opens a message in a mailbox file.
var mailOpening = regexp.MustCompile(`^(?:From |[A-Za-z-]+:)`)

// maxMailDepth is the deepest nesting that is read: of parts in a message, and of messages that are attached to another.
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

// mailFile is the reading of one file of mail: its documents are numbered through, messages and what is attached to them.
type mailFile struct {
	file
	ctx    context.Context
	number int
	yield  func(Document, error) bool
}

// readMail yields the message, then what is attached to it as documents of their own, addressed as file#2 and so on; a
// message that is attached has a date and a subject of its own. The messages of a mailbox file ("From " lines, RFC 4155)
// are numbered through in the same way; they are read one after the other, so that the file may be of any length.
func readMail(ctx context.Context, f file) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		m := &mailFile{file: f, ctx: ctx, yield: yield}
		for b, err := range messages(f.r) {
			if err != nil {
				m.number++
				if !yield(Document{Source: m.place()}, fmt.Errorf("%s: %w", m.place(), err)) || !errors.Is(err, ErrTooLarge) {
					return
				}
				continue
			}
			if !m.message(b, 0) {
				return
			}
		}
	}
}

// place addresses the document at hand; the first is the file itself.
func (m *mailFile) place() string { return numbered(m.source, m.number) }

func numbered(s string, n int) string {
	if n <= 1 {
		return s
	}
	return fmt.Sprintf("%s#%d", s, n)
}

// boxLine opens a message in a mailbox file.
const boxLine = "From "

// IsMailbox tells whether a file of mail holds many messages, by its head; it may then be longer than [MaxBytes].
func IsMailbox(head []byte) bool { return bytes.HasPrefix(head, []byte(boxLine)) }

// messages yields the messages of a mailbox file, or the one message of any other. A message over [MaxBytes] is passed
// over and its error wraps [ErrTooLarge]; any other error is the last.
func messages(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		lines := bufio.NewReaderSize(r, 64<<10)
		first, _ := lines.Peek(len(boxLine))
		isBox := IsMailbox(first)
		var message []byte
		size, blank, fresh := 0, isBox, true // of the message so far; of the line before; whether a line begins
		for {
			part, err := lines.ReadSlice('\n')
			if isBox && blank && fresh && bytes.HasPrefix(part, []byte(boxLine)) {
				if size > 0 && !yieldMessage(yield, message, size) {
					return
				}
				message, size = nil, 0
				for errors.Is(err, bufio.ErrBufferFull) {
					_, err = lines.ReadSlice('\n')
				}
				part = nil
			} else if isBox && fresh && bytes.HasPrefix(part, []byte(">"+boxLine)) {
				part = part[1:] // as the program that wrote the box hid it
			}
			blank = fresh && len(bytes.TrimRight(part, "\r\n")) == 0
			switch {
			case size == 0 && blank: // an empty line opens no message
			case size+len(part) <= MaxBytes:
				message = append(message, part...)
				size += len(part)
			default:
				message = nil
				size += len(part)
			}
			fresh = !errors.Is(err, bufio.ErrBufferFull)
			if err == nil || !fresh {
				continue
			}
			if !errors.Is(err, io.EOF) {
				yield(nil, err)
			} else if size > 0 {
				yieldMessage(yield, message, size)
			}
			return
		}
	}
}

func yieldMessage(yield func([]byte, error) bool, message []byte, size int) bool {
	if size > MaxBytes {
		return yield(nil, fmt.Errorf("%w: over %d MiB", ErrTooLarge, MaxBytes>>20))
	}
	return yield(message, nil)
}

// message yields a message and what is attached to it. Depth is how many messages it is attached to, one in the other.
func (m *mailFile) message(b []byte, depth int) bool {
	m.number++
	place := m.place()
	if err := m.ctx.Err(); err != nil {
		m.yield(Document{Source: place}, fmt.Errorf("%s: %w", place, err))
		return false
	}
	d := Document{Source: place, FileName: numbered(m.name, m.number), Format: m.format, SHA256: hash(b)}
	r := &mailReader{}
	err := r.read(b, &d)
	if err == nil && d.Text == "" && len(r.attached) == 0 {
		err = ErrNoText
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", place, err)
	}
	if (err != nil || d.Text != "") && !m.yield(d, err) {
		return false
	}
	for _, a := range r.attached {
		if !m.attachment(a, depth) {
			return false
		}
	}
	return true
}

// attachment reads what is attached in whatever format it is. Pictures, sounds and signatures are passed over; of other
// files that cannot be read the error tells.
func (m *mailFile) attachment(a attachment, depth int) bool {
	format, err := Sniff(a.name, a.data[:min(len(a.data), SniffBytes)])
	isMessage := a.kind == "message/rfc822" || err == nil && format.Name == "mail"
	if isMessage && depth < maxMailDepth {
		return m.message(a.data, depth+1)
	}
	m.number++
	place := m.place()
	switch {
	case isMessage:
		err = fmt.Errorf("%w: messages attached to messages over %d deep", ErrFormat, maxMailDepth)
	case err == nil:
		inner := file{source: place, name: numbered(m.name, m.number), format: format.Name, r: bytes.NewReader(a.data)}
		for d, err := range format.read(m.ctx, inner) {
			if !m.yield(d, err) {
				return false
			}
		}
		return true
	case a.isDecoration():
		return true
	}
	return m.yield(Document{Source: place}, fmt.Errorf("%s: attachment %q: %w", place, a.name, err))
}

type attachment struct {
	name, kind string
	data       []byte
}

// isDecoration tells of attachments that hold no document: nothing at all, pictures, sounds, signatures, appointments.
func (a attachment) isDecoration() bool {
	for _, kind := range []string{a.kind, http.DetectContentType(a.data)} {
		top, sub, _ := strings.Cut(kind, "/")
		switch {
		case top == "image", top == "audio", top == "video", top == "font", sub == "calendar", sub == "ics", strings.HasSuffix(sub, "signature"):
			return true
		}
	}
	return len(a.data) == 0
}

// read fills d with the text, the subject and the date of a message.
func (m *mailReader) read(b []byte, d *Document) error {
	msg, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	text, err := m.part(msg.Header.Get, msg.Body, 0)
	if err != nil {
		return err
	}
	d.Title = decodeWords(msg.Header.Get("Subject"))
	if day, err := msg.Header.Date(); err == nil {
		d.Published = day.Format(time.DateOnly)
	}
	d.Text = textOfLines(text)
	return nil
}
