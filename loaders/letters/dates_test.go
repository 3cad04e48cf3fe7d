package letters_test

import (
	"strings"
	"testing"

	"demarche/loaders/letters"
)

// TestLetterDates gives the day of a letter where it is not simply printed or that of the release. The texts are ours.
func TestLetterDates(t *testing.T) {
	cases := []struct{ name, published, text, want string }{
		{
			"mandated is not dated", "2018-03-16",
			"WASHINGTON – Today, Senators Tom Cotton and Brian Schatz sent a letter to Secretary of Labor Ana Costa to delay a court-mandated closure on April 3, 2018.\n\nMore follows.", "2018-03-16",
		},
		{
			"some time", "2021-05-04", // no day is told
			"WASHINGTON – Senators Tom Cotton and Brian Schatz recently sent a letter to Secretary of Labor Ana Costa about the lock.\n\nMore follows.", "",
		},
		{
			"day of a copy", "2021-05-04", // the sentence that offers the text tells the day
			"WASHINGTON – Senator Tom Cotton followed up on a letter that he sent last week to Secretary of Labor Ana Costa about the lock.\n\nThe lock is shut.\n\nThe town waits.\n\nMuch was said.\n\nNothing was done.\n\nFull text of the letter Senator Cotton sent on April 27th is below.\n\nDear Secretary Costa:\n\nBODY\n\nSincerely,\n\nTom Cotton", "2021-04-27",
		},
		{
			"year of the weeks before", "2022-01-13", // letters of January often bear the year that has just ended
			"WASHINGTON – Senator Tom Cotton sent a letter today to Secretary of Labor Ana Costa about the lock.\n\nJanuary 12, 2021\n\nDear Secretary Costa:\n\nBODY\n\nSincerely,\n\nTom Cotton", "2022-01-12",
		},
		{
			"day of another event", "2021-05-04", // the Senate convenes, the letter is of today
			"WASHINGTON – Senators Tom Cotton and Brian Schatz sent a letter to Secretary of Labor Ana Costa urging her to act when the Senate convenes on February 27 to hear of the lock.\n\nMore follows.", "2021-05-04",
		},
		{
			"day without a year in an undated text", "", // the letter itself names a day of the same spring
			"WASHINGTON – Senators Tom Cotton and Brian Schatz wrote about the lock. Here is a copy of the March 20 letter that they sent to Secretary of Labor Ana Costa.\n\nThe Honorable Ana Costa\nSecretary of Labor\nWashington, DC 20210\n\nDear Secretary Costa:\n\nThank you for your letter of March 2, 2006. BODY\n\nSincerely,\n\nTom Cotton", "2006-03-20",
		},
		{
			"day between gaps", "", // the lines of the head ran together
			"        July 12  2007   Senator Cotton Asks for a Lock                                  Washington  DC    Senators Tom Cotton and Brian Schatz today sent a letter to Secretary of Labor Ana Costa about the lock    ", "2007-07-12",
		},
		{
			"numbers between gaps", "",
			"       Releases                                   02 28 2006          Cotton Asks for a Lock                                  Washington  DC    Senators Tom Cotton and Brian Schatz today sent a letter to Secretary of Labor Ana Costa about the lock    ", "2006-02-28",
		},
		{
			"day within a sentence", "", // the day is no day of publication
			"Senators Tom Cotton and Brian Schatz sent a letter to Secretary of Labor Ana Costa about the lock. The lock is to open by March 1, 2010, as she said.", "",
		},
	}
	rd := letters.NewReader(rosterIndex(), nil)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rec := rd.Read(letters.Document{Source: c.name, Text: strings.ReplaceAll(c.text, "BODY", body), Published: c.published})
			if len(rec.Letters) != 1 {
				t.Fatalf("letters = %d, want 1", len(rec.Letters))
			}
			if got := rec.Letters[0].Date; got != c.want {
				t.Errorf("date = %q (%s), want %q", got, rec.Letters[0].DateBasis, c.want)
			}
		})
	}
}
