package letters

import (
	"strings"
	"testing"

	"demarche/schema"
)

// The texts are ours: sentences whose every mark was replaced by a space, as one archive stores its releases.
func TestRestoreMarks(t *testing.T) {
	pad := strings.Repeat(" and nobody said more about it than that", 8)
	for _, c := range []struct{ name, in, want string }{
		{"tags", "Senators Ann Lee  D CT   Bob Roy  R N C   and Kim Day  ID Conn  today", "Senators Ann Lee (D-CT), Bob Roy (R-N.C), and Kim Day (ID-Conn) today"},
		{"districts", "Representatives Ann Lee  AR 01   and Bob Roy  D CA 12  wrote", "Representatives Ann Lee (AR-01), and Bob Roy (D-CA-12) wrote"},
		{"initials and abbreviations", "U S  Senator Ann J  Lee and Mr  Roy of Washington  D C", "U.S. Senator Ann J. Lee and Mr. Roy of Washington, D.C"},
		{"dates and genitives", "On May 3  2006  the nation s guard", "On May 3, 2006  the nation's guard"},
		{"sentences", "they asked for more  The letter went out", "they asked for more. The letter went out"},
		{"acronyms", "the Federal Trade Commission  FTC  answered", "the Federal Trade Commission (FTC) answered"},
		{"greeting", "Dear Mr  President  As you know", "Dear Mr. President: As you know"},
		{"closing", "to your reply           Sincerely           Ann Lee", "to your reply         \n\nSincerely,        \n\nAnn Lee"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !lostMarks(c.in + pad) {
				t.Fatalf("lostMarks(%q) = false, want true", c.in)
			}
			got := restoreMarks(c.in + pad)
			if len(got) != len(c.in+pad) || !strings.HasPrefix(got, c.want) {
				t.Errorf("restoreMarks(%q) = %q, want %q", c.in, got[:min(len(got), len(c.in))], c.want)
			}
		})
	}
}

func TestRestoredQuotes(t *testing.T) {
	text := "WASHINGTON  D C       Senators Ann J  Lee  D CT  and Bob Roy  R ME  today sent a letter to President George W  Bush urging him to act  " +
		"The letter says that the stocks run low and that families will have to choose between heat and food  We ask that you use every means you have  the Senators wrote " +
		"in their letter  which eight of their colleagues have signed as well  A copy of the letter is on their pages"
	rec := NewReader(nil, nil).Read(Document{Source: "t", Text: text})
	if len(rec.Letters) != 1 || len(rec.Letters[0].Signatures) != 2 {
		t.Fatalf("Read() = %+v, want one letter of two signers", rec.Letters)
	}
	for _, g := range rec.Letters[0].Signatures {
		if got := text[g.Span[0]:g.Span[1]]; got != g.Name {
			t.Errorf("text at %v = %q, want %q", g.Span, got, g.Name)
		}
	}
	if got := rec.Letters[0].Signatures[0]; got.Name != "Ann J  Lee" || got.State != "CT" || got.Role != schema.RoleLead {
		t.Errorf("first signer = %+v, want Ann J  Lee of CT, lead", got)
	}
}
