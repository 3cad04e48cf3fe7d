package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the texts of testdata anew")

const gap = "     "

func read(b []byte) (Content, error) { return Text(context.Background(), b, gap, DefaultLimits()) }

// The letters of testdata are our own, set by a typesetter and by an editor of PDFs: see testdata/README.md.
func TestLetters(t *testing.T) {
	for _, name := range []string{"one-column", "two-columns", "three-columns", "news", "locked", "locked-rc4", "writer", "justified"} {
		t.Run(name, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join("testdata", name+".pdf"))
			if err != nil {
				t.Fatal(err)
			}
			c, err := read(b)
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(c.Text+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), c.Text+"\n"); diff != "" {
				t.Errorf("text (-want +got): %s", diff)
			}
			if c.Pages < 1 || c.Pages > 2 || c.Blank != 0 {
				t.Errorf("%d pages, %d without text, want one or two with text", c.Pages, c.Blank)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	tests := []struct {
		name, say string
		err       error
	}{
		{"scan", "3 pages, none with text: scan it with OCR first", ErrNoText},
		{"password", "the empty one does not open it", ErrEncrypted},
	}
	for _, tt := range tests {
		b, err := os.ReadFile(filepath.Join("testdata", tt.name+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := read(b); !errors.Is(err, tt.err) || !strings.Contains(err.Error(), tt.say) {
			t.Errorf("%s: %v, want %v with %q", tt.name, err, tt.err, tt.say)
		}
	}
	if _, err := read([]byte("%PDF-1.7\nnothing")); !errors.Is(err, ErrDamaged) {
		t.Errorf("a header alone: %v, want ErrDamaged", err)
	}
}

// simple makes a file of one page for each content, with more objects from number 100 on; it has no table of objects, so
// that the reader has to find them.
func simple(more string, contents ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[")
	for i := range contents {
		fmt.Fprintf(&b, "%d 0 R ", 10+2*i)
	}
	b.WriteString("]/MediaBox[0 0 9999999 792]/Resources<</Font<</F 3 0 R>>/XObject<</A 100 0 R>>>>>> endobj\n3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj\n")
	for i, c := range contents {
		fmt.Fprintf(&b, "%d 0 obj <</Type/Page/Contents %d 0 R>> endobj\n%d 0 obj <</Length %d>> stream\n%s\nendstream endobj\n", 10+2*i, 11+2*i, 11+2*i, len(c), c)
	}
	return []byte(b.String() + more + "\ntrailer <</Root 1 0 R>>\n%%EOF")
}

func TestLayout(t *testing.T) {
	at := func(x, y int, s string) string { return fmt.Sprintf("BT /F 12 Tf %d %d Td (%s) Tj ET\n", x, y, s) }
	tests := []struct {
		name, content, want string
	}{
		{"letters shown one by one", "BT /F 12 Tf 72 700 Td [(D) 20 (ear) -278 (Ann)] TJ ET", "Dear Ann"},
		{"order of the page, not of the file", at(72, 600, "second") + at(72, 700, "first"), "first\n\nsecond"},
		{"printed twice to look bold", at(72, 700, "Bold") + "BT /F 12 Tf 72.3 700 Td (Bold) Tj ET", "Bold"},
		{
			"names in two columns", at(72, 700, "Ann Example") + at(300, 700, "Bob Sample") + at(72, 686, "Senator") + at(300, 686, "Senator"),
			"Ann Example     Bob Sample\nSenator     Senator",
		},
		{"names one per line stay apart", at(72, 700, "Ann Example") + at(72, 686, "Bob Sample") + at(72, 672, "Cy Smith"), "Ann Example\nBob Sample\nCy Smith"},
		{
			"columns that are not quite level", at(72, 700, "Ann Example") + at(300, 695, "Bob Sample") + at(72, 686, "Senator") + at(300, 681, "Senator"),
			"Ann Example     Bob Sample\nSenator     Senator",
		},
		{
			"columns that share no lines are read one after the other", at(72, 700, "Ann Example") + at(300, 692, "Bob Sample") + at(72, 686, "Senator") + at(300, 678, "Senator"),
			"Ann Example\nSenator\n\nBob Sample\nSenator",
		},
		{"cc stays with the first copy", at(72, 700, "cc:") + at(108, 700, "Ann Example"), "cc: Ann Example"},
		{"a raised note is a superscript digit", at(72, 700, "Act") + "BT /F 7 Tf 90.5 705 Td (12) Tj ET " + at(102, 700, "and"), "Act¹² and"},
		{"a raised ending stays with its number", at(72, 700, "27") + "BT /F 7 Tf 85.5 705 Td (th) Tj ET " + at(95, 700, "day"), "27th day"},
		{"a bullet stays with its item", at(72, 700, "\\225") + at(108, 700, "Release them"), "• Release them"},
		{
			"a hyphen at the end of a line goes", at(72, 700, strings.Repeat("we urge you ", 6)+"to re-") + at(72, 686, "lease them at once"),
			strings.Repeat("we urge you ", 6) + "to release them at once",
		},
		{
			"a hyphen that the text has elsewhere stays", at(72, 714, "the well-known rule has it that") + at(72, 700, strings.Repeat("we urge you ", 6)+"by well-") + at(72, 686, "known rules"),
			"the well-known rule has it that\n" + strings.Repeat("we urge you ", 6) + "by well-known rules",
		},
		{"replacement text", "/Span <</ActualText (ffi)>> BDC " + at(72, 700, "x") + " EMC", "ffi"},
		{"a stamp across the page is left out", at(72, 700, "Dear Ann") + "BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET", "Dear Ann"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := read(simple("", tt.content))
			if err != nil {
				t.Fatal(err)
			}
			if c.Text != tt.want {
				t.Errorf("text = %q, want %q", c.Text, tt.want)
			}
		})
	}
}

func TestRunningHeads(t *testing.T) {
	page := func(n int) string {
		return fmt.Sprintf("BT /F 12 Tf 72 760 Td (Committee on Harbors) Tj ET BT /F 12 Tf 72 400 Td (Text %c of the letter) Tj ET BT /F 12 Tf 300 30 Td (Page %d) Tj ET", 'A'+n, n)
	}
	c, err := read(simple("", page(1), page(2), page(3)))
	want := "Committee on Harbors\n\nText B of the letter\n\nText C of the letter\n\nText D of the letter"
	if err != nil || c.Text != want {
		t.Errorf("text = %q, %v, want the head once and no page numbers: %q", c.Text, err, want)
	}
}

func TestPageBreak(t *testing.T) {
	line := func(y int, s string) string { return fmt.Sprintf("BT /F 12 Tf 72 %d Td (%s) Tj ET\n", y, s) }
	names := strings.Repeat("Representative Ann Example, ", 3)
	tests := []struct{ name, last, first, want string }{
		{"an initial ends nothing", names + "Paul D.", "Example and Bob Sample.", names + "Paul D. Example and Bob Sample."},
		{"a sentence that is open", names + "and", "Bob Sample signed.", names + "and Bob Sample signed."},
		{"a sentence that ended", names + "signed.", "We urge you.", names + "signed.\n\nWe urge you."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := read(simple("", line(60, tt.last), line(740, tt.first)))
			if err != nil || c.Text != tt.want {
				t.Errorf("text = %q, %v, want %q", c.Text, err, tt.want)
			}
		})
	}
}

func pack(s string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.String()
}

// Bombs end in an error, or in the text beside them, long before they hurt.
func TestBombs(t *testing.T) {
	show := "BT /F 12 Tf 72 700 Td (Dear) Tj ET "
	object := func(n int, d, data string) string {
		return fmt.Sprintf("%d 0 obj <<%s/Length %d>> stream\n%s\nendstream endobj\n", n, d, len(data), data)
	}
	huge := pack(strings.Repeat(" ", 250<<20))
	twice := pack(huge)
	var tree, chain strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&tree, "%d 0 obj <</Kids[%d 0 R]>> endobj\n", 200+i, 201+i)
		fmt.Fprintf(&chain, "%d 0 obj <</Length %d 0 R>> stream\nx\nendstream endobj\n", 10_000+i, 10_001+i)
	}
	tests := []struct {
		name string
		b    []byte
		want error // nil: the text is read
	}{
		{"a form that shows itself", simple(object(100, "/Subtype/Form", show+"/A Do /A Do /A Do /A Do"), "/A Do"), ErrLimit},
		{"packed twice", simple(object(100, "/Subtype/Form/Filter[/FlateDecode/FlateDecode]", twice), show+"/A Do"), ErrLimit},
		{"packed once", simple(object(100, "/Subtype/Form/Filter/FlateDecode", huge), show+"/A Do"), ErrLimit},
		{"an object stream", simple(object(100, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode", huge), show), ErrLimit},
		{"a page tree without end", []byte("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 200 0 R>> endobj\n" + tree.String() + "trailer <</Root 1 0 R>>"), ErrDamaged},
		{"a page tree in a ring", []byte("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Kids[2 0 R 2 0 R]>> endobj\ntrailer <</Root 1 0 R>>"), ErrDamaged},
		{"one page a million times", []byte("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Kids[" + strings.Repeat("<</Type/Page>>", 1_000_000) + "]>> endobj\ntrailer <</Root 1 0 R>>"), ErrLimit},
		{"arrays a million deep", simple("100 0 obj "+strings.Repeat("[", 1_000_000), show), nil},
		{"dictionaries a million deep", simple("100 0 obj "+strings.Repeat("<</A ", 1_000_000), show), nil},
		{"brackets in the content", simple("", show+strings.Repeat("[<<", 300_000)), nil},
		{"lengths that refer to lengths", simple(chain.String()+"100 0 obj <</Subtype/Form/Length 10000 0 R>> stream\n\nendstream endobj", show+"/A Do"), nil},
		{"references in a ring", simple("100 0 obj 101 0 R endobj 101 0 obj 100 0 R endobj", show+"/A Do"), nil},
		{"streams without end", simple(strings.Repeat("100 0 obj <<>> stream\n", 100_000), show), nil},
		{"a million saved states", simple("", show+strings.Repeat("q ", 1_000_000)), nil},
		{"an array without end", simple(object(100, "/Subtype/Form/Filter/FlateDecode", pack("["+strings.Repeat("0 ", 20<<20))), show+"/A Do"), nil},
		{"a million columns", simple(object(100, "/Subtype/Form/Filter/FlateDecode", pack("BT /F 1 Tf 0 500 Td "+strings.Repeat("3 0 Td (x) Tj ", 200_000)+strings.Repeat("0 -.01 Td (x) Tj ", 200_000)+"ET")), show+"/A Do"), nil},
		{"a size without bound", simple("", show+"BT /F 1e308 Tf 1e308 0 0 1e308 0 0 Tm (x) Tj ET"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := read(tt.b)
			if !errors.Is(err, tt.want) || tt.want == nil && !strings.HasPrefix(c.Text, "Dear") {
				t.Errorf("%q, %v, want %v", c.Text[:min(len(c.Text), 60)], err, tt.want)
			}
		})
	}
}

// Files cut short or with bytes changed give text or an error.
func TestDamage(t *testing.T) {
	for _, name := range []string{"two-columns", "three-columns", "locked"} {
		b, err := os.ReadFile(filepath.Join("testdata", name+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n < len(b); n += len(b)/60 + 1 {
			_, _ = read(b[:n])
			c := bytes.Clone(b)
			for k := n; k < len(c); k += 251 {
				c[k] ^= 0x55
			}
			_, _ = read(c)
		}
		// Without its table a file is read all the same.
		i := bytes.LastIndex(b, []byte("startxref"))
		if c, err := read(b[:i]); err != nil || !strings.Contains(c.Text, "Ann Example") {
			t.Errorf("%s without startxref: %v", name, err)
		}
	}
}

// What a file that is cut off still has is read, and the cut is told.
func TestCut(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "two-columns.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		size  int
		isCut bool
	}{{len(b), false}, {len(b) - 300, true}} {
		if c, err := read(b[:tt.size]); err != nil || c.Text == "" || c.Cut != tt.isCut {
			t.Errorf("%d of %d bytes: %d characters, cut %v, %v; want text, cut %v", tt.size, len(b), len(c.Text), c.Cut, err, tt.isCut)
		}
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Text(ctx, simple("", "BT ET"), gap, DefaultLimits()); !errors.Is(err, context.Canceled) {
		t.Errorf("a canceled reading: %v", err)
	}
}

// Each run begins where the text of its page does, in a sentence that goes on over the edge as much as in a new one; the
// notes at the feet of pages come behind all text and belong to their own pages.
func TestRuns(t *testing.T) {
	at := func(x, y int, s string) string { return fmt.Sprintf("BT /F 12 Tf %d %d Td (%s) Tj ET\n", x, y, s) }
	note := func(s string) string { return fmt.Sprintf("BT /F 8 Tf 72 60 Td (%s) Tj ET\n", s) }
	full := strings.Repeat("we urge you ", 6)
	c, err := read(simple("", at(72, 700, full+"to re-")+note("1 a first note"), at(72, 700, "lease them at once.")+note("2 a second note"), "", at(72, 700, "A last page.")))
	if err != nil {
		t.Fatal(err)
	}
	type stretch struct {
		page int
		text string
	}
	var got []stretch
	for i, r := range c.Runs {
		end := len(c.Text)
		if i+1 < len(c.Runs) {
			end = c.Runs[i+1].Start
		}
		got = append(got, stretch{r.Page, strings.TrimSpace(c.Text[r.Start:end])})
	}
	want := []stretch{{1, full + "to re"}, {2, "lease them at once."}, {4, "A last page."}, {1, "1 a first note"}, {2, "2 a second note"}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(stretch{})); diff != "" {
		t.Errorf("pages (-want +got): %s", diff)
	}
}

// No bytes make the reader panic, and the same bytes give the same text.
func FuzzText(f *testing.F) {
	files, err := filepath.Glob("testdata/*.pdf")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add(simple("", "BT /F 12 Tf 72 700 Td [(D) 20 (ear)] TJ ET"))
	limits := Limits{Unpacked: 1 << 20, Operators: 1 << 17, Glyphs: 1 << 16, Pages: 100}
	f.Fuzz(func(t *testing.T, b []byte) {
		one, err1 := Text(context.Background(), b, gap, limits)
		two, err2 := Text(context.Background(), b, gap, limits)
		if !cmp.Equal(one, two) || (err1 == nil) != (err2 == nil) {
			t.Errorf("two readings differ: %q, %v and %q, %v", one.Text, err1, two.Text, err2)
		}
		if err1 != nil && strings.Contains(err1.Error(), "runtime error") {
			t.Errorf("a panic was caught: %v", err1)
		}
	})
}

// BenchmarkText measures letters of two pages in pages/s.
func BenchmarkText(b *testing.B) {
	data, err := os.ReadFile("testdata/two-columns.pdf")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	pages := 0
	for b.Loop() {
		c, err := read(data)
		if err != nil {
			b.Fatal(err)
		}
		pages += c.Pages
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
}
