package decode

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"demarche/schema"

	"github.com/google/go-cmp/cmp"
)

// read decodes one file and returns its documents and the errors in their places.
func read(name string, b []byte, as string) (docs []Document, errs []error) {
	for d, err := range Documents(context.Background(), name, bytes.NewReader(b), as) {
		docs = append(docs, d)
		errs = append(errs, err)
	}
	return docs, errs
}

func single(t *testing.T, name string, b []byte) Document {
	t.Helper()
	docs, errs := read(name, b, "")
	if len(docs) != 1 || errs[0] != nil {
		t.Fatalf("Documents(%s) = %d documents, %v, want one", name, len(docs), errs)
	}
	return docs[0]
}

func TestNormalize(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"line ends", "a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"spaces of all kinds are plain", "a\u00a0b\tc\u2003d", "a b c d"},
		{"columns keep their gaps", "Ann   Bob", "Ann   Bob"},
		{"no spaces at line ends", "a  \nb ", "a\nb"},
		{"two empty lines at most", "a\n\n\n\n\nb", "a\n\n\nb"},
		{"zero-width, soft hyphen and controls go", "a\u200bb\u00adc\x00\x1bd\ufeff", "abcd"},
		{"composed form", "Ca\u0301rdenas", "Cárdenas"},
		{"broken bytes show", "a\xffb", "a\ufffdb"},
		{"nothing before or after", "\n\n a\n\n", " a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Normalize(tt.in)
			if got != tt.want {
				t.Errorf("Normalize(%q) = %q, want %q", tt.in, got, tt.want)
			}
			if again := Normalize(got); again != got {
				t.Errorf("Normalize is not idempotent: %q, then %q", got, again)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	tests := []struct {
		name string
		in   []byte
		want string
	}{
		{"UTF-8 with a mark", []byte("\xef\xbb\xbfCárdenas"), "Cárdenas"},
		{"windows-1252", []byte("Tony C\xe1rdenas said \x93no\x94 \x96 twice"), "Tony Cárdenas said “no” – twice"},
		{"UTF-16, little end first", []byte("\xff\xfeD\x00e\x00a\x00r\x00"), "Dear"},
		{"UTF-16, big end first", []byte("\xfe\xff\x00D\x00e\x00a\x00r"), "Dear"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := single(t, "a.txt", tt.in).Text; got != tt.want {
				t.Errorf("text = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestMarkdown(t *testing.T) {
	in := "# United States Senate\n\n**Co-Signers:**\n\nSince the 27<sup>th</sup>, see [the text](https://example.org/a).  \nOne\\\nTwo\n\n---\n\n* one\n* two\n\nA_B and _stress_ and 2 * 3\n"
	want := "United States Senate\n\nCo-Signers:\n\nSince the 27th, see the text.\nOne\nTwo\n\n\n* one\n* two\n\nA_B and stress and 2 * 3"
	got := single(t, "a.md", []byte(in))
	if diff := cmp.Diff(want, got.Text); diff != "" || got.Format != "markdown" {
		t.Errorf("text (-want +got): %s", diff)
	}
}

func TestReleases(t *testing.T) {
	in := `{"url":"https://a.example/1","title":"A &amp; B","date":"2020-10-09T00:00:00","text":"Dear&nbsp;all","member":{"bioguide_id":"E000001"}}
{"title":"Headline only","text":null}
{"title":"","text":""}
{"title":"torn
`
	docs, errs := read("x/r.jsonl", []byte(in), "")
	if len(docs) != 4 {
		t.Fatalf("%d documents, want 4 lines", len(docs))
	}
	first := docs[0]
	if first.Text != "Dear all" || first.Title != "A & B" || first.Published != "2020-10-09" || first.Member != "bioguide:E000001" ||
		first.Source != "x/r.jsonl#1" || first.FileName != "r.jsonl#1" || errs[0] != nil {
		t.Errorf("first line = %+v, %v", first, errs[0])
	}
	if docs[1].Text != "Headline only" || errs[1] != nil {
		t.Errorf("a release without text = %q, %v, want its headline", docs[1].Text, errs[1])
	}
	if !errors.Is(errs[2], ErrNoText) || !strings.Contains(errs[2].Error(), "x/r.jsonl:3") {
		t.Errorf("an empty release: %v, want ErrNoText at line 3", errs[2])
	}
	if !errors.Is(errs[3], ErrFormat) || !strings.Contains(errs[3].Error(), "x/r.jsonl:4") {
		t.Errorf("a torn line: %v, want ErrFormat at line 4", errs[3])
	}
}

const webPage = `<!DOCTYPE html><html><head><title>Site | A letter</title><meta property="og:title" content="A letter to the Secretary">
<meta property="article:published_time" content="2021-03-04T10:00:00Z"><link rel="canonical" href="https://a.example/letter">
<style>p{color:red}</style></head><body>
<header><a href="/">Home</a></header><nav><ul><li>News</li><li>About</li></ul></nav>
<div class="cookie-banner">We use cookies</div>
<main><article><h1>A letter to the Secretary</h1>
<p>The letter of the 4<sup>th</sup> of March
reads:</p><blockquote><p>Dear Secretary,</p><p>We urge you<br>to act.</p></blockquote>
<table><tr><td>Ann Example</td><td>Bob Sample</td></tr><tr><td>Member of Congress</td><td>Member of Congress</td></tr></table>
<ol><li>First</li><li>Second</li></ol>
<div class="social share">Share on everything</div></article></main>
<footer>All rights reserved</footer><script>alert(1)</script></body></html>`

func TestHTML(t *testing.T) {
	d := single(t, "page", []byte(webPage))
	want := "A letter to the Secretary\n\nThe letter of the 4th of March reads:\n\nDear Secretary,\n\nWe urge you\nto act.\n\n" +
		"Ann Example     Bob Sample\nMember of Congress     Member of Congress\n\n1. First\n2. Second"
	if diff := cmp.Diff(want, d.Text); diff != "" {
		t.Errorf("text (-want +got): %s", diff)
	}
	if d.Title != "A letter to the Secretary" || d.Published != "2021-03-04" || d.URL != "https://a.example/letter" || d.Format != "html" {
		t.Errorf("document = %+v", d)
	}
}

var update = flag.Bool("update", false, "write the texts of testdata anew")

// The pages of testdata are our own, in the styles of sites of the House, of the Senate and of newspapers, and of pages
// made by hand long ago. Their texts were read and checked line by line.
func TestPages(t *testing.T) {
	tests := []struct{ name, title, published, url string }{
		{"house", "Fieldstone, Fairweather Lead Letter on Detained Sailors", "2021-05-14", "https://fieldstone.example/media/press-releases/detained-sailors"},
		{"senate", "Field Calls for Answers on Pier Collapse", "2019-03-21", ""},
		{"paper", "Lawmakers urge visa bans over detained crew", "2021-05-15", "https://courier.example/2021/05/15/visa-bans"},
		{"flat", "Letter to Secretary Roe", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join("testdata", "pages", tt.name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			d := single(t, tt.name+".html", b)
			golden := filepath.Join("testdata", "pages", tt.name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(d.Text+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), d.Text+"\n"); diff != "" {
				t.Errorf("text (-want +got): %s", diff)
			}
			if d.Title != tt.title || d.Published != tt.published || d.URL != tt.url {
				t.Errorf("title %q, published %q, address %q", d.Title, d.Published, d.URL)
			}
		})
	}
}

func TestPDF(t *testing.T) {
	b, err := os.ReadFile("pdf/testdata/two-columns.pdf")
	if err != nil {
		t.Fatal(err)
	}
	d := single(t, "letter", b)
	if d.Format != "pdf" || d.Title != "Letter on the Morning Star" || !strings.Contains(d.Text, "Ann Example     Bob Q. Sample, Jr.\nMember of Congress     Member of Congress") {
		t.Errorf("document = %+v", d)
	}
	if len(d.Runs) < 2 || d.Runs[0] != (schema.PageRun{Start: 0, Page: 1}) || d.Runs[1].Page != 2 {
		t.Errorf("pages = %v, want the first from the start and the second behind it", d.Runs)
	}
	for name, tt := range map[string]struct {
		err error
		say string
	}{
		"scan":     {ErrNoText, "scan.pdf: the document has no text: 3 pages, none with text: scan it with OCR first"},
		"password": {ErrEncrypted, "password.pdf: the document asks for a password: the empty one does not open it"},
	} {
		b, err := os.ReadFile("pdf/testdata/" + name + ".pdf")
		if err != nil {
			t.Fatal(err)
		}
		if _, errs := read(name+".pdf", b, ""); len(errs) != 1 || !errors.Is(errs[0], tt.err) || errs[0].Error() != tt.say {
			t.Errorf("%s: %v, want %q", name, errs, tt.say)
		}
	}
}

func TestHTMLTooDeep(t *testing.T) {
	page := "<html><body>" + strings.Repeat("<div>", 10_000) + "Dear" + strings.Repeat("</div>", 10_000)
	_, errs := read("deep.html", []byte(page), "")
	if len(errs) != 1 || !errors.Is(errs[0], ErrFormat) {
		t.Errorf("10,000 nested elements: %v, want ErrFormat", errs)
	}
}

func docx(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "word/header1.xml", "word/numbering.xml", "word/document.xml"} {
		if parts[name] == "" {
			continue
		}
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const wordOpen = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`

func TestDOCX(t *testing.T) {
	p := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	b := docx(t, map[string]string{
		"[Content_Types].xml": "<Types/>",
		"word/header1.xml":    `<w:hdr xmlns:w="x">` + p("Congress of the United States") + "</w:hdr>",
		"word/document.xml": wordOpen + p("Dear Secretary,") + "<w:p><w:r><w:t>We urge</w:t></w:r><w:del><w:r><w:t> not</w:t></w:r></w:del><w:r><w:t xml:space=\"preserve\"> you.</w:t></w:r></w:p>" +
			"<w:tbl><w:tr><w:tc>" + p("Ann Example") + "</w:tc><w:tc>" + p("Bob Sample") + "</w:tc></w:tr></w:tbl></w:body></w:document>",
	})
	d := single(t, "letter.docx", b)
	want := "Congress of the United States\n\n\nDear Secretary,\nWe urge you.\nAnn Example     Bob Sample"
	if diff := cmp.Diff(want, d.Text); diff != "" || d.Format != "docx" {
		t.Errorf("text (-want +got): %s", diff)
	}
}

func TestDOCXLayout(t *testing.T) {
	run := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + "</w:t></w:r>" }
	p := func(props, s string) string { return "<w:p><w:pPr>" + props + "</w:pPr>" + s + "</w:p>" }
	item := func(list, s string) string {
		return p(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="`+list+`"/></w:numPr>`, run(s))
	}
	long := strings.Repeat("We urge you to act now. ", 5)
	b := docx(t, map[string]string{
		"word/numbering.xml": `<w:numbering xmlns:w="x"><w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>` +
			`<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>` +
			`<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num></w:numbering>`,
		"word/document.xml": wordOpen + p("", run("Secretary Roe")) + p(`<w:spacing w:after="160"/>`, run("Washington")) + p("", run("Dear Secretary:")) +
			p("", run(long)+`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>12</w:t></w:r>`) +
			p("", run("the 3")+`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>rd</w:t></w:r>`+run(" of May")) +
			item("1", "Release them") + item("1", "Report") + item("2", "Reopen") +
			"<w:tbl><w:tr><w:tc>" + p("", run("Ann Example")) + p("", run("Senator")) + "</w:tc><w:tc>" + p("", run("Bob Sample")) + p("", run("Senator")) + "</w:tc></w:tr></w:tbl></w:body></w:document>",
	})
	want := "Secretary Roe\nWashington\n\nDear Secretary:\n\n" + long + "¹²\n\nthe 3rd of May\n1. Release them\n2. Report\n- Reopen\n" +
		"Ann Example\nSenator\n\nBob Sample\nSenator"
	if diff := cmp.Diff(want, single(t, "letter.docx", b).Text); diff != "" {
		t.Errorf("text (-want +got): %s", diff)
	}
}

func TestDOCXBomb(t *testing.T) {
	b := docx(t, map[string]string{"word/document.xml": wordOpen + strings.Repeat("<w:p/>", 20<<20/6)})
	_, errs := read("bomb.docx", b, "")
	if len(errs) != 1 || !errors.Is(errs[0], ErrTooLarge) {
		t.Errorf("20 MiB in %d bytes: %v, want ErrTooLarge", len(b), errs)
	}
}

func TestSniff(t *testing.T) {
	tests := []struct {
		name, head, want string
		err              error
	}{
		{"a.txt", "Dear Secretary", "text", nil},
		{"a.txt", "**Congress**\n\nDear", "markdown", nil},
		{"a.md", "Dear", "markdown", nil},
		{"a", "<!-- x --><!doctype html><p>", "html", nil},
		{"a", "<P CLASS=x>Dear", "html", nil},
		{"a", "<span style=x>Dear</span>", "html", nil},
		{"a", "Dear all\n<p>One</p>\n<p>Two</p>\n<p>Three</p>", "html", nil},
		{"a", "<ann@example.org> wrote: Dear", "text", nil},
		{"a.md", "<b>Congress</b>\n\nDear", "markdown", nil},
		{"a.jsonl", `{"url":"x","title":"y","text":"z"}`, "releases", nil},
		{"a.eml", "Subject: x\nFrom: y\n\nz", "mail", nil},
		{"memo.txt", "TO: Ann\nFROM: Bob\n\nDear", "text", nil},
		{"a.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "", ErrBinary},
		{"a", "%PDF-1.7\n", "pdf", nil},
		{"a.txt", "Dear Ann, the header is %PDF-1.4 in all", "text", nil},
		{"a.rtf", "{\\rtf1\\ansi Dear}", "", ErrBinary},
		{"a.odt", "PK\x03\x04\x14\x00mimetype", "", ErrBinary},
		{"a.txt", "Dear all," + strings.Repeat(" we urge you", 20) + "\x00", "text", nil},
		{"a", "", "", ErrEmpty},
	}
	for _, tt := range tests {
		f, err := Sniff(tt.name, []byte(tt.head))
		if f.Name != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("Sniff(%s, %q) = %s, %v, want %s, %v", tt.name, tt.head, f.Name, err, tt.want, tt.err)
		}
	}
}

// No bytes make a reader panic, and every text that comes out is normalized.
func FuzzDocuments(f *testing.F) {
	f.Add([]byte("Dear Secretary"), "")
	f.Add([]byte(webPage), "html")
	f.Add([]byte("# A\n\n**b** [c](d)"), "markdown")
	f.Add([]byte(`{"url":"x","title":"y","text":"z"}`), "releases")
	f.Add([]byte("From: a\nTo: b\nSubject: c\nDate: d\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nx\n--B--"), "mail")
	f.Add([]byte("PK\x03\x04"), "docx")
	f.Add([]byte("From a Thu\nFrom: a\nTo: b\nSubject: c\nDate: d\n\nx\n\nFrom b Thu\nFrom: b\n\ny"), "mail")
	f.Add([]byte("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\ntrailer <</Root 1 0 R>>"), "pdf")
	f.Fuzz(func(t *testing.T, b []byte, as string) {
		docs, errs := read("f", b, as)
		for i, d := range docs {
			if errs[i] == nil && Normalize(d.Text) != d.Text {
				t.Errorf("text is not normalized: %q", d.Text)
			}
		}
	})
}

// Any text comes out normalized, and normalizing it again changes nothing.
func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"a\r\nb", "Ca\u0301rdenas", "e\u200b\u0301", " \u0301", "\xff\xfe\xff", "a\n\n\n\n\nb", "\u1100\u1161\u11a8", "\u2126\u212b", "a\u0323\u0307"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Normalize(s)
		if again := Normalize(got); again != got {
			t.Errorf("Normalize(%q) = %q, then %q", s, got, again)
		}
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\r\t\u00a0\u200b\x00") || strings.Contains(got, " \n") || strings.Contains(got, "\n\n\n\n") {
			t.Errorf("Normalize(%q) = %q", s, got)
		}
	})
}
