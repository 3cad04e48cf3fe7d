package decode

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// slow is the longest that reading one pathological input may take. Each takes well under a second on an idle core; what
// is quadratic takes minutes.
const slow = 20 * time.Second

// Inputs made to hurt are read, or refused by name, in linear time.
func TestPathological(t *testing.T) {
	many := func(s string, size int) string { return strings.Repeat(s, size/len(s)) }
	mail := "From: a@example.org\r\nTo: b@example.org\r\nSubject: c\r\nMIME-Version: 1.0\r\n"
	nested := mail
	for i := range 50 {
		nested += fmt.Sprintf("Content-Type: multipart/mixed; boundary=B%d\r\n\r\n--B%d\r\n", i, i)
	}
	var emphasis strings.Builder
	for i := range 1900 {
		fmt.Fprintf(&emphasis, "<b id=%d>", i)
	}
	attrs := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " a%d=1", i)
		}
		return b.String()
	}
	tests := []struct {
		name, as, in string
		want         error
	}{
		{"a line of 10 MiB", "text", many("Dear all, we urge you to act. ", 10<<20), nil},
		{"a word of 10 MiB", "text", many("a", 10<<20), nil},
		{"1 MiB of salutations", "text", many("Dear ", 1<<20), nil},
		{"10 MiB of empty lines", "text", "Dear" + many("\r\n", 10<<20) + "all", nil},
		{"10 MiB of spaces", "text", "Dear" + many(" ", 10<<20) + "all", nil},
		{"10 MiB of accents on one letter", "text", "e" + many("\u0301\u0323", 10<<20), nil},
		{"broken bytes", "text", "Dear all, C" + many("\xe1rdenas said: ", 4<<20), nil},
		{"brackets in Markdown", "markdown", "Dear " + many("[", 4<<20), nil},
		{"half links in Markdown", "markdown", "Dear " + many("[a](", 4<<20), nil},
		{"images in images in Markdown", "markdown", "Dear " + many("[![", 2<<20) + many("](b)", 2<<20), nil},
		{"stars in Markdown", "markdown", "Dear " + many("*_`", 4<<20), nil},
		{"unclosed paragraphs", "html", "<html>Dear" + strings.Repeat("<p>", 100_000), nil},
		{"unclosed divisions", "html", "<html>Dear" + strings.Repeat("<div>", 100_000), ErrFormat},
		{"unclosed tables", "html", "<html>Dear" + strings.Repeat("<table>", 100_000), ErrFormat},
		{"tables in tables", "html", "<html>Dear" + strings.Repeat("<table><tr><td>x", 100), nil},
		{"cells without a table", "html", "<html>Dear" + strings.Repeat("<td>x<tr>", 100_000), nil},
		{"emphasis left open", "html", "<html>Dear" + emphasis.String() + strings.Repeat("<p>x", 100_000), ErrFormat},
		{"crossed emphasis", "html", "<html>Dear" + strings.Repeat("<b><p></b></p>", 50_000), nil},
		{"an element with 100,000 attributes", "html", "<html>Dear<b" + attrs(100_000) + "><b" + attrs(100_000) + ">", ErrFormat},
		{"two million elements", "html", "<html>Dear" + strings.Repeat("<br>", 2_000_000), ErrTooLarge},
		{"10 MiB of code", "html", "<html><body><pre>Dear\n" + many("We urge you.\n", 10<<20) + "</pre>", nil},
		{"a list of 100,000 items", "html", "<html>Dear<ol>" + strings.Repeat("<li>x", 100_000), nil},
		{"menus in menus", "html", "<html>Dear " + many("all ", 1<<20) + strings.Repeat("<div class=menu>", 500) + many("all ", 4<<20), nil},
		{"headers by the thousand", "html", "<html>Dear" + strings.Repeat("<div>", 500) + strings.Repeat("<header></header>", 100_000), nil},
		{"empty headings in headings", "html", "<html>" + strings.Repeat("<h1><div>", 240) + many(" ", 4<<20) + "Dear", nil},
		{"entities", "html", "<html>Dear" + many("&amp", 4<<20), nil},
		{"comments", "html", "<html>Dear" + many("<!--", 4<<20), nil},
		{"deep JSON", "releases", `{"title":"Dear","text":"Dear","member":` + strings.Repeat("[", 1_000_000) + "\n", ErrFormat},
		{"deep data in a page", "html", `<html><script type="application/ld+json">` + strings.Repeat("[", 1_000_000) + "</script>Dear", nil},
		{"parts in parts of a mail", "mail", nested, ErrFormat},
		{"empty parts by the thousand", "mail", mail + "Content-Type: multipart/mixed; boundary=B\r\n\r\n" + strings.Repeat("--B\r\n\r\n\r\n", 100_000), ErrTooLarge},
		{"half of a base64 text", "mail", mail + "Content-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte("Dear all, we urge you.")) + "\r\n!!!!", nil},
		{"a broken quoted-printable text", "mail", mail + "Content-Transfer-Encoding: quoted-printable\r\n\r\nDear all=ZZ=\r\n" + many("=", 1<<20), nil},
		{"a mailbox of empty messages", "mail", "From a\nSubject: b\n\nDear\n\n" + many("From a\n\n", 8<<20) + "From a\nSubject: b\n\nDear", nil},
		{"a mailbox of empty messages, DOS lines", "mail", "From a\nSubject: b\n\nDear\n\n" + many("From a\r\n\r\n", 8<<20) + "From a\r\nSubject: b\r\n\r\nDear", nil},
		{"a mailbox of one line", "mail", "From a\nSubject: b\n\nDear " + many("From ", 8<<20), nil},
		{"a header of 4 MiB", "mail", mail + "X: " + many("y", 4<<20) + "\r\n\r\nDear", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			began := time.Now()
			docs, errs := read("f", []byte(tt.in), tt.as)
			if len(docs) == 0 || !errors.Is(errs[0], tt.want) || tt.want == nil && !strings.Contains(docs[0].Text, "Dear") && !strings.HasPrefix(tt.in, "e") && !strings.HasPrefix(tt.in, "a") {
				t.Errorf("%d documents, %v, want %v", len(docs), errs, tt.want)
			}
			if d := time.Since(began); d > slow {
				t.Errorf("took %v, over %v", d, slow)
			}
		})
	}
}

// repeated yields a text again and again without holding it.
type repeated struct {
	head, body, tail string
	times            int
	now              string
	state            int
}

func (r *repeated) Read(p []byte) (int, error) {
	for r.now == "" {
		switch {
		case r.state == 0:
			r.now, r.state = r.head, 1
		case r.times > 0:
			r.now = r.body
			r.times--
		case r.state == 1:
			r.now, r.state = r.tail, 2
		default:
			return 0, io.EOF
		}
	}
	n := copy(p, r.now)
	r.now = r.now[n:]
	return n, nil
}

// A line of 40 MiB among others is lost alone, and nothing of it is kept in memory.
func TestHugeLine(t *testing.T) {
	ok := `{"url":"https://a.example/1","title":"A","text":"Dear all"}` + "\n"
	in := &repeated{head: ok + `{"url":"x","title":"`, body: strings.Repeat("a", 1<<20), times: 40, tail: "\"}\n" + ok}
	var got []string
	for d, err := range Documents(context.Background(), "r.jsonl", in, "releases") {
		switch {
		case err == nil:
			got = append(got, d.Source)
		case errors.Is(err, ErrTooLarge):
			got = append(got, "too large")
		default:
			got = append(got, err.Error())
		}
	}
	if s := strings.Join(got, " "); s != "r.jsonl#1 too large r.jsonl#3" {
		t.Errorf("lines = %s, want the first, an error, and the third", s)
	}
}

// The memory that a file of releases takes does not grow with its length.
func TestReleasesMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 100 MiB")
	}
	line := `{"url":"https://a.example/1","title":"A","text":"` + strings.Repeat("We urge you to act. ", 200) + "\"}\n"
	in := &repeated{body: line, times: 100 << 20 / len(line)}
	n := 0
	var most uint64
	for _, err := range Documents(context.Background(), "r.jsonl", in, "releases") {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%2000 == 0 {
			var m runtime.MemStats
			runtime.GC() // what is held, not what a busy machine has not swept yet
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	if most > 32<<20 {
		t.Errorf("%d documents took up to %d MiB, want under 32", n, most>>20)
	}
}

func TestWideTextWithoutMark(t *testing.T) {
	text := "Dear Secretary,\n\nWe urge you to act.\n\nTony Cárdenas"
	for _, high := range []bool{false, true} {
		var b bytes.Buffer
		for _, r := range text {
			pair := []byte{byte(r), byte(r >> 8)}
			if high {
				pair[0], pair[1] = pair[1], pair[0]
			}
			b.Write(pair)
		}
		if d := single(t, "a.txt", b.Bytes()); d.Text != text || d.Format != "text" {
			t.Errorf("high byte first %v: %s %q", high, d.Format, d.Text)
		}
	}
}

// Code pages of Windows and ISO are told apart well enough for names.
func TestCodePages(t *testing.T) {
	tests := []struct {
		name, in, want string
	}{
		{"windows-1252 quotes", "The \x93letter\x94 of Nydia Vel\xe1zquez\x92s office \x96 in full", "The “letter” of Nydia Velázquez’s office – in full"},
		{"ISO 8859-1", "Se\xf1or N\xfa\xf1ez y la se\xf1ora Garc\xeda", "Señor Núñez y la señora García"},
		{"old Macintosh", "\xd2We urge you,\xd3 they wrote, \xd2to free Mar\x92a N\x9c\x96ez.\xd3 It\xd5s the Senator\xd5s letter \xd0 the first", "“We urge you,” they wrote, “to free María Núñez.” It’s the Senator’s letter – the first"},
		{"UTF-8 with one torn byte", strings.Repeat("Cárdenas “and” Velázquez ", 2) + "\xe1 end", strings.Repeat("Cárdenas “and” Velázquez ", 2) + "\ufffd end"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := single(t, "a.txt", []byte(tt.in)).Text; got != tt.want {
				t.Errorf("text = %q, want %q", got, tt.want)
			}
		})
	}
}

// A list of as many levels as items is read in linear time.
func TestListLevels(t *testing.T) {
	l := newWordLists()
	began := time.Now()
	for i := range 200_000 {
		l.mark("1", listLevel(fmt.Sprint(i)))
	}
	if took := time.Since(began); took > slow || len(l.counts["1"]) > maxListLevel+1 {
		t.Errorf("%d levels after %v, want %d", len(l.counts["1"]), took, maxListLevel+1)
	}
}
