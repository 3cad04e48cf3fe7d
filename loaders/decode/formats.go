package decode

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"

	utf "golang.org/x/text/encoding/unicode"
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
	if _, ok := utf16Order(head); ok {
		return true
	}
	if foreignName(head) != "" {
		return false
	}
	// Bytes that no text has, but for damaged ones, in any of the code pages we know: C0 controls but for white space, escape and the DOS end mark.
	odd := 0
	for _, b := range head {
		if b < 0x20 && !strings.ContainsRune("\t\n\r\f\v\x1a\x1b", rune(b)) {
			odd++
		}
	}
	return odd*100 <= len(head)
}

// foreign are formats that are not read, by how their files begin, and what to do with them.
var foreign = []struct{ head, name string }{
	{"{\\rtf", "rich text (RTF): save it as .docx or as text"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an old word processor: save it as .docx or as text"},
	{"\xffWPC", "a WordPerfect file: save it as .docx or as text"},
	{"PK\x03\x04", "an archive: unpack it; an OpenDocument: save it as .docx"},
	{"\x1f\x8b", "a compressed file: unpack it"},
	{"\x89PNG", "a picture: read it with OCR first"},
	{"\xff\xd8\xff", "a picture: read it with OCR first"},
	{"II*\x00", "a picture: read it with OCR first"},
	{"MM\x00*", "a picture: read it with OCR first"},
	{"GIF8", "a picture: read it with OCR first"},
}

// foreignName names a format that is not read, empty for others.
func foreignName(head []byte) string {
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.head)) {
			return f.name
		}
	}
	return ""
}

// isMarkdown looks for marks that plain prose does not have: emphasis around a line, headings, superscripts.
func isMarkdown(name string, head []byte) bool {
	if _, wide := utf16Order(head); wide || !isText(name, head) {
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

// utf16Order tells whether text is UTF-16, and in which order of bytes: by its mark, or by the zero bytes that Latin text
// has in every second place and no other text has.
func utf16Order(b []byte) (utf.Endianness, bool) {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return utf.LittleEndian, true
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return utf.BigEndian, true
	}
	var zeros [2]int
	b = b[:min(len(b), 4096)&^1]
	for i, c := range b {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(b) / 2
	switch {
	case half < 4:
		return utf.LittleEndian, false
	case zeros[1]*10 > half*7 && zeros[0] == 0:
		return utf.LittleEndian, true
	case zeros[0]*10 > half*7 && zeros[1] == 0:
		return utf.BigEndian, true
	}
	return utf.LittleEndian, false
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
