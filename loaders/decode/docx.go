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
	lists := newWordLists()
	if numbering := parts["word/numbering.xml"]; numbering != nil {
		n, err := readPart(numbering, room, lists.token)
		if err != nil {
			return "", fmt.Errorf("word/numbering.xml: %w", err)
		}
		room -= n
	}
	var b strings.Builder
	seen := map[string]bool{}
	for _, name := range append(headers, "word/document.xml", "word/footnotes.xml", "word/endnotes.xml") {
		if parts[name] == nil {
			continue
		}
		text, n, err := wordText(parts[name], room, lists)
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
func wordText(f *zip.File, room int, lists *wordLists) (text string, n int, err error) {
	w := newWordReader(lists)
	n, err = readPart(f, room, w.token)
	return w.out[0].String(), n, err
}

// readPart calls token for everything in the XML of a part and returns the part's unpacked size.
func readPart(f *zip.File, room int, token func(xml.Token) error) (int, error) {
	r, err := f.Open()
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	defer func() { _ = r.Close() }() // only read
	limited := &io.LimitedReader{R: r, N: int64(room) + 1}
	dec := xml.NewDecoder(limited)
	dec.Strict = true
	for {
		tok, err := dec.Token()
		if limited.N <= 0 {
			return 0, fmt.Errorf("%w: unpacks to over %d KiB", ErrTooLarge, room>>10)
		}
		if errors.Is(err, io.EOF) {
			return room + 1 - int(limited.N), nil
		}
		if err != nil {
			return 0, fmt.Errorf("%w: %w", ErrFormat, err)
		}
		if err := token(tok); err != nil {
			return 0, err
		}
	}
}
