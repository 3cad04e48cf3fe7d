// Package pdf reads the text of PDF files that have a text layer, in reading order. Start with [Text].
//
// It is a reader of its own, in pure Go, for three reasons. The wrappers of big engines cost eleven seconds of
// compilation on first use or need cgo; the small Go readers loop, panic or unpack without bound on damaged files; and
// none of them tells a two-column block of signers from two columns of prose, which is what a reader of letters needs.
// It follows ISO 32000-1 as far as text goes: cross-reference tables and streams, object streams, files with broken
// tables, the filters that text streams use, simple and composite fonts with their encodings, and the standard
// encryption where the empty password opens the file. It draws nothing and reads no pictures: a scan has no text.
//
// Everything is bounded by [Limits]: unpacked bytes, operators, glyphs, pages and nesting.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
)

// The errors of this package.
var (
	ErrDamaged   = errors.New("the PDF is damaged")
	ErrEncrypted = errors.New("the PDF asks for a password")
	ErrLimit     = errors.New("the PDF is too large")
	ErrNoText    = errors.New("the PDF has no text")
)

// Limits bounds the work on one file.
type Limits struct {
	Unpacked  int // bytes that all streams together may unpack to
	Operators int // operators of all content streams together
	Glyphs    int // characters shown on all pages together
	Pages     int
}

// DefaultLimits lets through letters and reports of about a thousand pages, and ends every bomb within seconds and a gigabyte.
func DefaultLimits() Limits {
	return Limits{Unpacked: 128 << 20, Operators: 8 << 20, Glyphs: 2 << 20, Pages: 5000}
}

// Content is the text of a file.
type Content struct {
	Title string // of the document information, empty when it is none or the name of a file
	Text  string // paragraphs as one line each, an empty line between them; cells of a row are parted by the gap
	Runs  []Run  // the pages of Text, from its start to its end
	Pages int
	Blank int  // pages without any text, as scans are
	Cut   bool // the file lacks its end: what stood there is lost
}

// Run is a stretch of text that stands on one page: it goes on until the next one starts.
type Run struct {
	Start int // in bytes of the text
	Page  int // from 1
}

// Sniff tells whether the head of a file is a PDF's: its mark stands in the first 1024 bytes.
func Sniff(head []byte) bool {
	return bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-"))
}

// Text reads a file. Cells that stand side by side are parted by gap. The result depends on nothing but b and gap. Errors
// wrap [ErrDamaged], [ErrEncrypted], [ErrLimit], [ErrNoText] or the context's.
func Text(ctx context.Context, b []byte, gap string, limits Limits) (c Content, err error) {
	defer func() {
		// The last guard: a file must not end the program, whatever it holds.
		if r := recover(); r != nil {
			c, err = Content{}, fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	f, err := open(b, limits)
	if err != nil {
		return Content{}, err
	}
	tree := f.pages()
	if len(tree) == 0 && f.budget.err == nil {
		f.rebuild()
		tree = f.pages()
	}
	if f.budget.err != nil {
		return Content{}, f.budget.err
	}
	if len(tree) == 0 {
		return Content{}, fmt.Errorf("%w: no pages found", ErrDamaged)
	}
	c.Pages = len(tree)
	pages := make([]sheet, len(tree))
	glyphs, unknown := 0, 0
	for i, p := range tree {
		if err := ctx.Err(); err != nil {
			return Content{}, err
		}
		pages[i] = f.show(p)
		if f.budget.err != nil {
			return Content{}, fmt.Errorf("page %d: %w", i+1, f.budget.err)
		}
		shown := pages[i].shown()
		if shown == 0 {
			c.Blank++
		}
		glyphs += shown
		unknown += pages[i].unknown
	}
	switch {
	case glyphs == 0 && unknown > 0, unknown > 2*glyphs:
		return Content{}, fmt.Errorf("%w: %s, but the fonts do not tell their letters: scan it with OCR first", ErrNoText, count(c.Pages, "page"))
	case glyphs == 0:
		return Content{}, fmt.Errorf("%w: %s, none with text: scan it with OCR first", ErrNoText, count(c.Pages, "page"))
	}
	c.Text, c.Runs = layout(pages, gap)
	c.Cut = !bytes.Contains(b[max(0, len(b)-tail):], []byte("%%EOF"))
	if strings.TrimSpace(c.Text) == "" { // page numbers only
		return Content{}, fmt.Errorf("%w: %s, none with text: scan it with OCR first", ErrNoText, count(c.Pages, "page"))
	}
	c.Title = f.title()
	return c, nil
}

// tail is how far from its end, in bytes, a whole file has its last mark; some programs write more behind it.
const tail = 4096

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// title is the document information's, unless a program made it up from the name of a file.
func (f *file) title() string {
	info, _ := f.resolve(f.trailer["Info"]).(dict)
	s, _ := f.resolve(info["Title"]).(text)
	t := strings.TrimSpace(decodeText(string(s)))
	low := strings.ToLower(t)
	for _, made := range []string{"microsoft word", "microsoft powerpoint", "untitled", "document", "scan"} {
		if strings.HasPrefix(low, made) {
			return ""
		}
	}
	if !strings.Contains(t, " ") || len(t) > 300 {
		return ""
	}
	for _, ext := range []string{".doc", ".docx", ".pdf", ".indd", ".rtf", ".odt", ".wpd", ".tif", ".html"} {
		if strings.HasSuffix(low, ext) {
			return ""
		}
	}
	return t
}
