package letters

import (
	"testing"

	"demarche/schema"
)

// TestSalutationsWithoutDear reads printed letters that greet by title and surname alone, in texts that run on, and speeches
// that do so too and are no letters.
func TestSalutationsWithoutDear(t *testing.T) {
	const body = "We write to ask you to release the flood money to the farms along the river. They have waited for it since the autumn, and many of them will not see another spring without it."
	for _, c := range []struct {
		name, text string
		full       bool
	}{
		{"behind a code that lost its space", "Senator Ann Lee (D-VT) today sent a letter to Secretary Tom Fox about the flood money. The full text follows:May 3, 2007The Honorable Tom FoxSecretaryDepartment of Agriculture12 River Ave., N.W.Washington, D.C. 20250Secretary Fox," + body + "Sincerely,Ann Lee", true},
		{"behind an announcement", "Senator Ann Lee (D-VT) today sent a letter to the head of a mill about its dam. Text of the letter: Mr. Fox: " + body, true},
		{"behind an announcement and a copy", "Senator Ann Lee (D-VT) today sent a letter to the head of a mill about its dam. The full text of the letter is below and a copy is available here. Mr. Fox, " + body, true},
		{"an address before, no close", "Senator Ann Lee (D-VT) today wrote to Chairman Bob Roy.\n\nMay 3, 2007\n\nChairman Bob Roy\nCommittee on Rivers\n12 Long Hall\nWashington, DC 20510\n\nChairman Roy:\n\n" + body, true},
		{"a speech", "Senator Ann Lee (D-VT) wrote today to Secretary Tom Fox and spoke of it in the Senate.\n\nBelow is the text of her remarks:\n\nMr. President,\n\n" + body, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec := NewReader(nil, nil).Read(Document{Source: "t", Text: c.text, Published: "2007-05-03"})
			if len(rec.Letters) != 1 {
				t.Fatalf("letters = %d, want 1", len(rec.Letters))
			}
			if full := rec.Letters[0].Mode == schema.ModeFull; full != c.full {
				t.Errorf("mode = %q, want full text %v", rec.Letters[0].Mode, c.full)
			}
		})
	}
}
