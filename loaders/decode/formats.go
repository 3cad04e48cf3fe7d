package decode

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"
)

// formats is the table of formats, most particular first.
func formats() []Format {
	return []Format{
		{Name: "releases", Doc: "JSON Lines of releases (url, title, date, member, text)", sniff: isReleases, read: readReleases},
		{Name: "pdf", Doc: "PDF with a text layer", sniff: isPDF, read: readPDF},
		{Name: "docx", Doc: "word processor documents (Office Open XML)", sniff: isDOCX, read: one(readDOCX)},
		{Name: "html", Doc: "web pages: the main text, without menus and page furniture", sniff: isHTML, read: one(readHTML)},
		{Name: "mail", Doc: "e-mail (.eml) with its attachments", sniff: isMail, read: readMail},
		{Name: "markdown", Doc: "Markdown", sniff: isMarkdown, read: one(readMarkdown)},
		{Name: "text", Doc: "plain text in UTF-8, UTF-16 or a Windows or ISO code page", sniff: isText, read: one(readText)},
	}
}

func isText(_ string, head []byte) bool {
	if hasUTF16Mark(head) {
		return true
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return false
	}
	// Bytes that no text has, in any of the code pages we know: C0 controls but for white space, escape and the DOS end mark.
	odd := 0
	for _, b := range head {
		if b < 0x20 && !strings.ContainsRune("\t\n\r\f\v\x1a\x1b", rune(b)) {
			odd++
		}
	}
	return odd*100 <= len(head)
}

// isMarkdown looks for marks that plain prose does not have: emphasis around a line, headings, superscripts.
func isMarkdown(name string, head []byte) bool {
	if !isText(name, head) || hasUTF16Mark(head) {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return true
	}
	if !utf8.Valid(trimPartialRune(head)) {
		return false
	}
	for line := range bytes.Lines(head) {
		line = bytes.TrimSpace(line)
		if bytes.HasPrefix(line, []byte("**")) && bytes.HasSuffix(line, []byte("**")) && len(line) > 4 ||
			bytes.HasPrefix(line, []byte("# ")) || bytes.HasPrefix(line, []byte("## ")) || bytes.Contains(line, []byte("<sup>")) {
			return true
		}
	}
	return false
}

func isReleases(_ string, head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, "\ufeff \t\r\n"), []byte("\n"))
	return bytes.HasPrefix(line, []byte("{")) && bytes.Contains(line, []byte(`"text"`)) &&
		(bytes.Contains(line, []byte(`"url"`)) || bytes.Contains(line, []byte(`"title"`)))
}

func hasUTF16Mark(b []byte) bool {
	return len(b) >= 2 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff)
}

// trimPartialRune cuts a rune that the end of a buffer tore apart.
func trimPartialRune(b []byte) []byte {
	for i := 1; i <= utf8.UTFMax && i <= len(b); i++ {
		c := b[len(b)-i]
		if utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}
