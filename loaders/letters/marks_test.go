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
		{"greeting before a wide gap", "DC 20510  Dear Mr  President        We ask", "DC 20510. Dear Mr. President:     \n\nWe ask"},
		{"greeting under an addressee", "below  The Honorable Ann Lee  DC 20510  Dear Ms  Lee  We ask", "below \nThe Honorable Ann Lee, DC 20510 \nDear Ms. Lee: We ask"},
		{"greeting of many", "Dear Chairmen Lee and Roy and Ranking Members Day and Kim  We ask", "Dear Chairmen Lee and Roy and Ranking Members Day and Kim: We ask"},
		{"greeting of a list", "Dear Secretary Lee  Secretary Roy  and Ms  Day  We ask", "Dear Secretary Lee, Secretary Roy, and Ms. Day: We ask"},
		{"date over an addressee", "letter follows  July 25  2005   The Honorable Ann Lee", "letter follows \nJuly 25, 2005  \nThe Honorable Ann Lee"},
		{"closing that ends a sentence", "thank you  and so I am Sincerely Ann Lee", "thank you, and so I am\nSincerely\nAnn Lee"},
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

// A release without marks that prints its letter keeps the letter, its date, its addressee and all who signed it.
func TestRestoredLetter(t *testing.T) {
	body := "We urge you to keep the ferry to the islands running through the winter  The people who live there have no other way to a doctor  and the mail  the food and the fuel all come by boat  " +
		"The cost is small and the need is great        Please let us know by the end of the month what the Department means to do about it"
	for _, gap := range []string{"        ", "  "} {
		text := "Lee  Roy and Day Ask Secretary to Keep Ferry        Senators Ann Lee  D ME   Bob Roy  R ME  and Kim Day  D NH  sent a letter today  The text follows        July 25  2005       The Honorable Tom Fox  Secretary of Transportation  400 Seventh Street  Washington  D C  20590        " +
			"Dear Mr  Secretary" + gap + body + "        Sincerely        Ann Lee        Bob Roy        Kim Day"
		rec := NewReader(nil, nil).Read(Document{Source: "t", Text: text})
		if len(rec.Letters) != 1 {
			t.Fatalf("Read() = %d letters, want one", len(rec.Letters))
		}
		l := rec.Letters[0]
		if l.Mode != schema.ModeFull || l.Date != "2005-07-25" || l.DateBasis != schema.DatePrinted || len(l.Signatures) != 3 {
			t.Errorf("letter = %s, %s (%s), %d signers, want full of the printed 2005-07-25 and three signers", l.Mode, l.Date, l.DateBasis, len(l.Signatures))
		}
		if len(l.Recipients) != 1 || l.Recipients[0].Name != "Tom Fox" {
			t.Errorf("recipients = %+v, want Tom Fox", l.Recipients)
		}
	}
}

func TestBetter(t *testing.T) {
	full := func(n int, mode schema.SignatureMode) schema.Record {
		l := schema.Letter{Mode: schema.ModeFull}
		for range n {
			l.Signatures = append(l.Signatures, schema.Signature{Decision: schema.Accepted, Mode: mode})
		}
		return schema.Record{Letters: []schema.Letter{l}}
	}
	none, told, one, two := schema.Record{}, full(2, schema.SignatureReported), full(1, schema.SignatureTyped), full(2, schema.SignatureTyped)
	if !better(&two, &one) || better(&one, &two) || better(&one, &one) {
		t.Error("better() does not go by the number of signers")
	}
	if better(&told, &one) || !better(&told, &none) {
		t.Error("better() takes names that sentences tell for those of a block")
	}
}
