package decode

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"demarche/loaders/decode/pdf"
)

// isPDF finds the mark at the start, or after other bytes where these are no text: a text may speak of PDFs.
func isPDF(name string, head []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(head, "\ufeff \t\r\n"), []byte("%PDF-")) || pdf.Sniff(head) && !isText(name, head)
}

// readPDF yields the text of a PDF's text layer. The limits of the PDF reader bound the work; no clock does, so that the
// same file is read, or refused, on any machine.
func readPDF(ctx context.Context, f file) iter.Seq2[Document, error] {
	return one(func(f file, b []byte) (Document, error) {
		c, err := pdf.Text(ctx, b, columnGap, pdf.DefaultLimits())
		if err != nil {
			return Document{}, pdfError(f.source, err)
		}
		d := Document{
			Title: strings.Join(strings.Fields(Normalize(c.Title)), " "), Text: Normalize(c.Text),
			Pages: c.Pages, BlankPages: c.Blank, IsCut: c.Cut,
		}
		if c.Pages > 1 {
			d.Runs = pageRuns(c, d.Text)
		}
		return d, nil
	})(ctx, f)
}

// pdfError gives the errors of the PDF reader the kinds of this package; their own words stand in their messages once.
func pdfError(source string, err error) error {
	for _, k := range []struct{ from, to error }{
		{pdf.ErrNoText, ErrNoText}, {pdf.ErrLimit, ErrTooLarge}, {pdf.ErrEncrypted, ErrEncrypted}, {pdf.ErrDamaged, ErrFormat},
	} {
		if errors.Is(err, k.from) {
			return fmt.Errorf("%s: %w: %s", source, k.to, strings.Replace(err.Error(), k.from.Error()+": ", "", 1))
		}
	}
	return fmt.Errorf("%s: %w", source, err)
}
