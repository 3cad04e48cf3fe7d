package decode

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"
)

// Limits on packed documents: how large the unpacked parts may be, and how many times larger than the file, so that a
// small file cannot become a huge one.
const (
	maxUnpacked = 2 * MaxBytes
	maxRatio    = 100
	maxXMLDepth = 256
)

func isDOCX(_ string, head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) &&
		(bytes.Contains(head, []byte("word/")) || bytes.Contains(head, []byte("[Content_Types].xml")))
}

func readDOCX(f file, b []byte) (Document, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w: %w", f.source, ErrFormat, err)
	}
	text, err := docxText(z, len(b))
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w", f.source, err)
	}
	return Document{Text: Normalize(text)}, nil
}

// docxText is the text of a word processor's document: the letterheads of its headers first, then the body, then the
// notes.
func docxText(z *zip.Reader, packed int) (string, error) {
	parts := map[string]*zip.File{}
	var headers []string
	for _, f := range z.File {
		name := path.Clean(f.Name)
		parts[name] = f
		if strings.HasPrefix(name, "word/header") && strings.HasSuffix(name, ".xml") {
			headers = append(headers, name)
		}
	}
	if parts["word/document.xml"] == nil {
		return "", fmt.Errorf("%w: no word/document.xml inside", ErrFormat)
	}
	sort.Strings(headers)
	room := min(maxUnpacked, maxRatio*max(packed, 4096))
	var b strings.Builder
	seen := map[string]bool{}
	for _, name := range append(headers, "word/document.xml", "word/footnotes.xml", "word/endnotes.xml") {
		if parts[name] == nil {
			continue
		}
		text, n, err := wordText(parts[name], room)
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		room -= n
		if key := strings.TrimSpace(text); key != "" && !seen[key] { // headers repeat for first, odd and even pages
			seen[key] = true
			b.WriteString(text)
			b.WriteString("\n\n")
		}
	}
	return b.String(), nil
}

// wordText reads one part; n is its unpacked size. An unpacked size over room is refused.
func wordText(f *zip.File, room int) (text string, n int, err error) {
	r, err := f.Open()
	if err != nil {
		return "", 0, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: int64(room) + 1}
	dec := xml.NewDecoder(limited)
	dec.Strict = true
	w := new(wordReader)
	for {
		tok, err := dec.Token()
		if limited.N <= 0 {
			return "", 0, fmt.Errorf("%w: unpacks to over %d MiB", ErrTooLarge, room>>20)
		}
		if errors.Is(err, io.EOF) {
			return w.b.String(), room + 1 - int(limited.N), nil
		}
		if err != nil {
			return "", 0, fmt.Errorf("%w: %w", ErrFormat, err)
		}
		if err := w.token(tok); err != nil {
			return "", 0, err
		}
	}
}

// wordReader follows the elements of WordprocessingML (ECMA-376, part 1) that carry text.
type wordReader struct {
	b     strings.Builder
	depth int
	text  int // inside w:t
	skip  int // inside deleted text
	row   int // inside a table row: paragraphs of a cell go on one line
	cells int
}

func (w *wordReader) token(tok xml.Token) error {
	switch t := tok.(type) {
	case xml.Directive:
		return fmt.Errorf("%w: the XML has a document type", ErrFormat)
	case xml.StartElement:
		if w.depth++; w.depth > maxXMLDepth {
			return fmt.Errorf("%w: elements nested over %d deep", ErrFormat, maxXMLDepth)
		}
		w.start(t.Name.Local)
	case xml.EndElement:
		w.depth--
		w.end(t.Name.Local)
	case xml.CharData:
		if w.text > 0 && w.skip == 0 {
			w.b.Write(t)
		}
	}
	return nil
}

func (w *wordReader) start(name string) {
	switch name {
	case "t":
		w.text++
	case "del", "moveFrom":
		w.skip++
	case "tab":
		w.b.WriteString("    ")
	case "br", "cr":
		w.b.WriteByte('\n')
	case "noBreakHyphen":
		w.b.WriteByte('-')
	case "tr":
		w.row++
		w.cells = 0
	case "tc":
		if w.cells++; w.cells > 1 {
			w.b.WriteString(columnGap)
		}
	}
}

func (w *wordReader) end(name string) {
	switch name {
	case "t":
		w.text--
	case "del", "moveFrom":
		w.skip--
	case "p":
		if w.row > 0 {
			w.b.WriteByte(' ')
		} else {
			w.b.WriteByte('\n')
		}
	case "tr":
		w.row--
		w.b.WriteByte('\n')
	}
}
