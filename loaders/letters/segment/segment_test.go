package segment

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"demarche/schema"
)

func TestTextOffsets(t *testing.T) {
	s := strings.Repeat("aé漢😀", 50)
	x := NewText(s)
	runes := []rune(s)
	if x.Len() != len(runes) {
		t.Fatalf("Len = %d, want %d", x.Len(), len(runes))
	}
	b := 0
	for r, c := range runes {
		if x.Byte(r) != b || x.Rune(b) != r {
			t.Fatalf("code point %d is byte %d, Byte gives %d, Rune gives %d", r, b, x.Byte(r), x.Rune(b))
		}
		b += utf8.RuneLen(c)
	}
	if got := x.Slice(schema.Span{1, 4}); got != "é漢😀" {
		t.Errorf("Slice = %q", got)
	}
	if got := x.Slice(schema.Span{9, 3}); got != "" {
		t.Errorf("Slice of a reversed span = %q, want nothing", got)
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"abbreviations", "Rep. J. Hall of the U.S. House met Mr. Bell. He left.", []string{"Rep. J. Hall of the U.S. House met Mr. Bell.", "He left."}},
		{"numbers", "It cost $1.5 million under H.R. 12. We paid.", []string{"It cost $1.5 million under H.R. 12.", "We paid."}},
		{"glued", "They end the aid.We urge you to act.", []string{"They end the aid.", "We urge you to act."}},
		{"quotes", "“We must act.” She left.", []string{"“We must act.”", "She left."}},
		{"a quotation of two sentences without its last stop", "“We must act. They wait for us” Doe and Roe were joined by two others.", []string{"“We must act.", "They wait for us”", "Doe and Roe were joined by two others."}},
		{"quoted words within a sentence", "She left. The “Open” Act of May. The “Shut” Plan.", []string{"She left.", "The “Open” Act of May.", "The “Shut” Plan."}},
		{"list", "We ask:\n1. Open it.\n2. Feed them.", []string{"We ask:", "1. Open it.", "2. Feed them."}},
		{"wrapped line", "The boats\nhave nowhere to land.", []string{"The boats\nhave nowhere to land."}},
		{"initial state", "Senator Ana Bell (D-Calif.) spoke. The end.", []string{"Senator Ana Bell (D-Calif.) spoke.", "The end."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := NewText(c.in)
			var got []string
			for _, sp := range Sentences(x, schema.Span{0, x.Len()}) {
				got = append(got, x.Slice(sp))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("Sentences (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"January 6, 2016", "2016-01-06"},
		{"Sept. 3rd, 2019", "2019-09-03"},
		{"6 January 2016", "2016-01-06"},
		{"October 10<sup>th</sup>, 2020", "2020-10-10"},
		{"10.18.2018", "2018-10-18"},
		{"12/04/12", "2012-12-04"},
		{"2020-10-09", "2020-10-09"},
		{"PELOSIFebruary 1, 2008", "2008-02-01"},
		{"February 30, 2008", ""},
		{"May we ask, 2012", ""},
		{"1.2.3", ""},
		{"13/13/2020", ""},
	} {
		got := ""
		for _, d := range Dates(c.in, 0, len(c.in)) {
			got += d.ISO
		}
		if got != c.want {
			t.Errorf("Dates(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// outline prints the kinds of segments and the beginnings of their texts.
func outline(s string) string {
	l := Split(s)
	var b strings.Builder
	for _, g := range l.Segments {
		w := strings.Join(strings.Fields(l.Text.Slice(g.Span)), " ")
		if len(w) > 30 {
			w = w[:30]
		}
		b.WriteString(string(g.Kind) + ": " + w + "\n")
	}
	return b.String()
}

func TestSplit(t *testing.T) {
	in := `Bell Writes on Port Ellis

2012-05-01

FOR IMMEDIATE RELEASE
Contact: Jo Roe (202) 225-0000

WASHINGTON – Senator Ana Bell wrote to the Secretary of Commerce on the closed harbour of Port Ellis.

“The islands cannot wait,” said Senator Bell.

The text of the letter is below:

May 1, 2012

The Honorable Joe Hall
Secretary of Commerce
Washington, DC 20230

Dear Secretary Hall:

We write about the harbour that was closed last week to all ships.

Sincerely,

Ana Bell
United States Senator

cc: Kim Lo

[1] A report of the harbour master.

###
Follow Senator Bell`
	want := `headline: Bell Writes on Port Ellis
date: 2012-05-01
contact: FOR IMMEDIATE RELEASE
contact: Contact: Jo Roe (202) 225-0000
release: WASHINGTON – Senator Ana Bel
release: “The islands cannot wait,”
intro: The text of the letter is belo
date: May 1, 2012
address: The Honorable Joe Hall Secreta
salutation: Dear Secretary Hall:
body: We write about the harbour tha
closing: Sincerely,
signatures: Ana Bell United States Senator
cc: cc: Kim Lo
footnotes: [1] A report of the harbour ma
boilerplate: ###
boilerplate: Follow Senator Bell
`
	if diff := cmp.Diff(want, outline(in)); diff != "" {
		t.Errorf("Split (-want +got):\n%s", diff)
	}
	q := Split(in).Quotations
	if len(q) != 1 || q[0].Speaker != "Senator Bell" || q[0].OfLetter {
		t.Errorf("quotations = %+v", q)
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Dear Mr. Bell:\nWe write.\nSincerely,\nAna Lee\ncc: X")
	f.Add("“We must act,” said Rep. Lee. The text of the letter follows: May 1, 2012 The Honorable X Dear Mr. X: We write. Sincerely, A B ###")
	f.Add("\x00\xff Dear \u00a0 :\n\n\n***")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		l := Split(s)
		end := 0
		for _, g := range l.Segments {
			if g.Span[0] < end || g.Span[1] <= g.Span[0] || g.Span[1] > l.Text.Len() {
				t.Fatalf("segment %+v behind %d of %d", g, end, l.Text.Len())
			}
			end = g.Span[1]
		}
		for _, q := range l.Quotations {
			if l.Text.Slice(q.SpeakerSpan) != q.Speaker {
				t.Fatalf("speaker %q, text %q", q.Speaker, l.Text.Slice(q.SpeakerSpan))
			}
		}
		for _, sp := range Sentences(l.Text, schema.Span{0, l.Text.Len()}) {
			if sp[0] >= sp[1] {
				t.Fatalf("sentence %v", sp)
			}
		}
	})
}
