package letters

import (
	"strings"
	"testing"
)

// TestReferredEvent reads texts of our own that never say that a letter was sent but speak of one as known, and their
// counterparts whose known letter is another's, an answer or long past: those have no signers.
func TestReferredEvent(t *testing.T) {
	const asks = "Senators Ann Lee (D-VT) and Bob Roy (R-ME) today urged Agriculture Secretary Tom Fox to release the flood money. "
	const pad = "The money was voted in the autumn. The farms along the river have waited for it since. "
	for _, c := range []struct{ name, text, signers string }{
		{"its cosigners", asks + "The Senators' bipartisan letter was cosigned by Senators Kim Day (D-OH) and Joe Poe (R-CA). " + pad, "Lee Roy Day Poe"},
		{"what it supplements", asks + "The letter from the Senators supplements the request of the Governor. " + pad, "Lee Roy"},
		{"said in it", asks + pad + "\"The farms cannot wait,\" said the Senators in their letter to Fox.", "Lee Roy"},
		{"a mere mention, then its words", asks + "This letter coincides with a bill of theirs. " + pad + "\"The farms cannot wait,\" wrote the lawmakers.", "Lee Roy"},
		{"a copy of it with a stop that lost its space", asks + "It was voted in 2006.The letter was sent to the Secretary and his deputy.", "Lee Roy"},
		{"out of a letter, the title asking too", "Lee, Roy Urge Release of Flood Money\n\n" + asks + pad + "\n\nIn letters to Fox and his deputy, Lee and Roy ask for a date.", "Lee Roy"},
		{"a day that is not the letter's", "Senator Ann Lee (D-VT) today sent a letter to Secretary Tom Fox about the bridge that fell on August 30, 2005.", "Lee"},
		{"an earlier letter of others, then their own", asks + pad + "The damage was described in a letter of two professors to the press. A copy of the senators' letter is here.", "Lee Roy"},

		{"the letter of former presidents", asks + pad + "They also showed a letter from three former presidents. The letter states that the farms cannot wait.", ""},
		{"an owner who is no legislator", asks + pad + "The Department's letter to the state says that the money is not there.", ""},
		{"long past", asks + pad + "On March 2, 2005, Lee sent a letter to Fox. The letter had no answer.", ""},
		{"the lead tells an earlier one", "Senators Ann Lee (D-VT) and Bob Roy (R-ME), who led a letter last year, today urged the flood money's release. The letter is here.", ""},
		{"long past, its signers named", "Senator Ann Lee (D-VT) applauded the release of the flood money. On March 2, 2006, she sent a letter to Fox. The letter was signed by Senators Kim Day (D-OH) and Joe Poe (R-CA).", ""},
		{"citizens asked", "Senator Ann Lee (D-VT) today encouraged all Americans to get to know the river. " + pad + "The senators' letter to Fox is still open.", ""},
		{"a hearing", "During a committee hearing, Senator Ann Lee (D-VT) today questioned Secretary Tom Fox about the flood money. The letter that you sent us, she said, is late. The letter was short.", ""},
		{"a press conference", "Senator Ann Lee (D-VT) will hold a press conference to press for the flood money. The letter highlights the need of the farms.", ""},
		{"statements", "Senators Ann Lee (D-VT) and Bob Roy (R-ME) released these statements on the flood money after asking for it. The letter was good.", ""},
		{"words of four letters", asks + pad + "Tax is for them a four letter word.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if s := surnames(c.text); s != c.signers {
				t.Errorf("signers = %q, want %q", s, c.signers)
			}
		})
	}
}

// surnames are those of the signers that are read out of a text of January 14, 2007, in order, without registers.
func surnames(text string) string {
	rec := NewReader(nil, nil).Read(Document{Source: "t", Text: text, Published: "2007-01-14"})
	var got []string
	for _, l := range rec.Letters {
		for _, g := range l.Signatures {
			got = append(got, g.Name[strings.LastIndex(g.Name, " ")+1:])
		}
	}
	return strings.Join(got, " ")
}
