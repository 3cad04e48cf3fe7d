package decode

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestMail(t *testing.T) {
	attachment := base64.StdEncoding.EncodeToString([]byte("Dear Secretary,\n\nWe urge you.\n"))
	in := "From: Ann <ann@example.org>\r\nTo: Bob <bob@example.org>\r\nDate: Thu, 04 Mar 2021 10:00:00 +0000\r\nSubject: =?utf-8?q?The_letter_to_C=C3=A1rdenas?=\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nSee=20below, C=E1rdenas.\r\n" +
		"--B\r\nContent-Type: text/plain; name=letter.txt\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n" + attachment + "\r\n--B--\r\n"
	docs, errs := read("m.eml", []byte(in), "")
	if len(docs) != 2 || errs[0] != nil || errs[1] != nil {
		t.Fatalf("%d documents, %v, want the message and its attachment", len(docs), errs)
	}
	if docs[0].Text != "See below, Cárdenas." || docs[0].Title != "The letter to Cárdenas" || docs[0].Published != "2021-03-04" {
		t.Errorf("message = %+v", docs[0])
	}
	if docs[1].Source != "m.eml#2" || docs[1].Text != "Dear Secretary,\n\nWe urge you." {
		t.Errorf("attachment = %+v", docs[1])
	}
}

func TestMailbox(t *testing.T) {
	message := func(n int) string {
		return fmt.Sprintf("From ann@example.org Thu Mar  4 10:00:00 2021\nFrom: ann@example.org\nTo: bob@example.org\nSubject: Letter %d\nDate: Thu, 04 Mar 2021 10:00:00 +0000\n\nDear Secretary %d,\n\n", n, n)
	}
	for _, ends := range []string{"\n", "\r\n"} {
		docs, errs := read("box.mbox", []byte(strings.ReplaceAll(message(1)+message(2)+message(3), "\n", ends)), "")
		if len(docs) != 3 || errors.Join(errs...) != nil {
			t.Fatalf("%d messages, %v, want three", len(docs), errs)
		}
		if docs[2].Source != "box.mbox#3" || docs[2].Title != "Letter 3" || docs[2].Text != "Dear Secretary 3," {
			t.Errorf("the third message = %+v", docs[2])
		}
	}
}

// A mailbox may be longer than any one document; a message that is too long is lost alone.
func TestLongMailbox(t *testing.T) {
	in := &repeated{head: "From a\nSubject: 1\n\nDear all\n\nFrom a\nSubject: 2\n\n", body: strings.Repeat("all\n", 1<<18), times: 40, tail: "\n\nFrom a\nSubject: 3\n\n>From all\n"}
	var got []string
	for d, err := range Documents(context.Background(), "b", in, "mail") {
		switch {
		case err == nil:
			got = append(got, d.Source+" "+d.Text)
		case errors.Is(err, ErrTooLarge):
			got = append(got, "too large")
		default:
			got = append(got, err.Error())
		}
	}
	if s := strings.Join(got, "; "); s != "b Dear all; too large; b#3 From all" {
		t.Errorf("messages = %s, want the first, an error, and the third", s)
	}
}

// mailOf is a message with one header more and parts between the marks --B.
func mailOf(header string, parts ...string) []byte {
	s := "From: a@example.org\r\nTo: b@example.org\r\nSubject: A letter\r\nMIME-Version: 1.0\r\n" + header + "\r\n\r\n"
	for i, p := range parts {
		if len(parts) > 1 || strings.Contains(header, "boundary") {
			s += "--B\r\n" + p + "\r\n"
			if i == len(parts)-1 {
				s += "--B--\r\n"
			}
			continue
		}
		s += p
	}
	return []byte(s)
}

// The forms in which programs send one text.
func TestMailForms(t *testing.T) {
	const mixed, alternative = "Content-Type: multipart/mixed; boundary=B", "Content-Type: multipart/alternative; boundary=B"
	page := "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Dear Secretary,</p><p>We urge you to act, C\u00e1rdenas.</p>"
	encoded := base64.StdEncoding.EncodeToString([]byte("Dear Secretary, we urge you to act."))
	tests := []struct {
		name string
		in   []byte
		want string // documents, parted by |
	}{
		{"a hint and a page", mailOf(alternative, "\r\nOpen in a browser.", page), "Dear Secretary,\n\nWe urge you to act, Cárdenas."},
		{"two forms of one text", mailOf(alternative, "\r\nDear Secretary, we urge you to act, now.", page), "Dear Secretary, we urge you to act, now."},
		{"a line and a page", mailOf(mixed, "\r\nSee below.", page), "See below.\n\nDear Secretary,\n\nWe urge you to act, Cárdenas."},
		{"a page that nobody reads", mailOf(alternative, "\r\nDear all.", "Content-Type: text/html\r\n\r\n"+strings.Repeat("<div>", 1000)), "Dear all."},
		{"base64 with dirt and no end", mailOf("Content-Transfer-Encoding: base64", encoded[:20]+" !\r\n\r\n"+encoded[20:44]+"Q"), "Dear Secretary, we urge you to ac"},
		{"quoted-printable with a stray sign", mailOf("Content-Transfer-Encoding: quoted-printable", "1+1=2 for C=C3=A1r= \r\ndenas ==\r\n=4"), "1+1=2 for Cárdenas ==4"},
		{"lines that flow", mailOf("Content-Type: text/plain; format=flowed", "We urge you \r\nto act.\r\nAna Bell\r\n"), "We urge you to act.\nAna Bell"},
		{"an earlier message with bars", mailOf("X: y", "See.\r\n\r\n> Dear all\r\n>\r\n>> We urge you.\r\n"), "See.\n\nDear all\n\nWe urge you."},
		{"a code page called UTF-8", mailOf("Content-Type: text/plain; charset=utf-8", "Tony C\xe1rdenas and others"), "Tony Cárdenas and others"},
		{"a name with a code page", mailOf(mixed, "\r\nSee.", "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''l%C3%A9.md\r\n\r\n_Dear_ all"), "See.|Dear all"},
		{"a message attached as a file", mailOf(mixed, "\r\nSee.", "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=f.eml\r\n\r\n"+string(mailOf("X: y", "Dear all"))), "See.|Dear all"},
		{"a forwarded message", mailOf(mixed, "\r\nSee.", "Content-Type: message/rfc822\r\n\r\nFrom: c@example.org\r\nTo: d@example.org\r\nSubject: e\r\nDate: Thu, 04 Mar 2021 10:00:00 +0000\r\n\r\nDear all"), "See.|Dear all"},
		{"a forwarded message with few headers", mailOf(mixed, "\r\nSee.", "Content-Type: message/rfc822\r\n\r\nSubject: e\r\n\r\nDear all"), "See.|Dear all"},
		{"a picture", mailOf(mixed, "\r\nSee.", "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgoAAA=="), "See."},
		{"an archive", mailOf(mixed, "\r\nSee.", "Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAwQ="), `See.|m.eml#2: attachment "a.zip": not a text document`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			docs, errs := read("m.eml", tt.in, "")
			var got []string
			for i, d := range docs {
				if errs[i] != nil {
					d.Text = errs[i].Error()
				}
				got = append(got, d.Text)
			}
			if s := strings.Join(got, "|"); s != tt.want {
				t.Errorf("documents = %q, want %q", s, tt.want)
			}
		})
	}
}

// Messages that hold messages end somewhere.
func TestMailDepth(t *testing.T) {
	in := mailOf("X: y", "Dear all")
	for range 2 * maxMailDepth {
		in = mailOf("Content-Type: multipart/mixed; boundary=B", "\r\nSee.", "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"+base64.StdEncoding.EncodeToString(in))
	}
	docs, errs := read("m.eml", in, "")
	if len(docs) != maxMailDepth+2 || !errors.Is(errs[len(errs)-1], ErrFormat) {
		t.Errorf("%d documents, %v, want %d and the error of the last", len(docs), errs, maxMailDepth+2)
	}
}
