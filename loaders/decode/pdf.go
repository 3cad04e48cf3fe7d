package decode

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"demarche/loaders/decode/pdf"
)

// maxPDFTime ends the reading of a file that stays within all limits and yet takes too long.
const maxPDFTime = 30 * time.Second

func isPDF(_ string, head []byte) bool { return pdf.Sniff(head) }

// readPDF yields the text of a PDF's text layer.
func readPDF(ctx context.Context, f file) iter.Seq2[Document, error] {
	ctx, cancel := context.WithTimeout(ctx, maxPDFTime)
	return func(yield func(Document, error) bool) {
		defer cancel()
		one(func(f file, b []byte) (Document, error) {
			c, err := pdf.Text(ctx, b, columnGap, pdf.DefaultLimits())
			if err != nil {
				return Document{}, pdfError(f.source, err)
			}
			return Document{Title: strings.Join(strings.Fields(Normalize(c.Title)), " "), Text: Normalize(c.Text)}, nil
		})(ctx, f)(yield)
	}
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
