package letters

import (
	"fmt"
	"strings"
	"testing"
)

// TestFamilies reads texts of our own for constructions that releases use again and again: the surnames of the signers, the
// claimed number (0 for none) and the date (empty when of no matter). A document without signers has no letter.
func TestFamilies(t *testing.T) {
	const head = "Senator Ann Lee (D-VT) today sent a letter to Agriculture Secretary Tom Fox asking him to release the flood money. "
	for _, c := range []struct {
		name, text string
		signers    string
		claimed    int
		date       string
	}{
		{"joined by a number, including", "Senators Ann Lee (D-VT) and Bob Roy (R-ME) today sent a letter to Secretary Tom Fox. Lee and Roy were joined by 45 additional co-signers from both parties, including Kim Day (R-OH), Joe Poe (D-CA), and May Orr (D-RI).", "Lee Roy Day Poe Orr", 47, ""},
		{"other members, among them", head + "She was joined by 31 other members of the Senate, among them Senators Kim Day, Joe Poe and May Orr.", "Lee Day Poe Orr", 32, ""},
		{"others signed, including", head + "Nine other senators signed, including Kim Day (R-OH) and Joe Poe (D-CA).", "Lee Day Poe", 10, ""},
		{"co-signed by, among them", head + "The letter was co-signed by 22 lawmakers on both sides of the aisle, among them Senators Kim Day and Joe Poe.", "Lee Day Poe", 0, ""},
		{"sent to a number, including", head + "The Secretary wrote to 14 senators, including Kim Day (R-OH) and Joe Poe (D-CA).", "Lee", 0, ""},
		{"two groups counted", "Senators Ann Lee (D-VT), Bob Roy (R-ME) and nine other senators and 38 members of the House sent a letter today to Secretary Tom Fox asking him for help.", "Lee Roy", 49, ""},
		{"a number that the list confirms as the total", "Senators Ann Lee (D-VT) and Bob Roy (R-ME) today led 4 senators in a letter to Secretary Tom Fox. It was also signed by Senators Kim Day (R-OH) and Joe Poe (D-CA).", "Lee Roy Day Poe", 4, ""},
		{"a number that the list confirms as the others", "Senators Ann Lee (D-VT) and Bob Roy (R-ME) today led a group of 3 senators in a letter to Secretary Tom Fox. It was also signed by Senators Kim Day (R-OH), Joe Poe (D-CA) and May Orr (D-RI).", "Lee Roy Day Poe Orr", 5, ""},
		{"the two of them", "Senators Ann Lee (D-VT) and Bob Roy (R-ME) today sent a letter to Secretary Tom Fox. The letter of the two lawmakers asks for flood money.", "Lee Roy", 0, ""},
		{"members of the cabinet", "Senator Ann Lee (D-VT) sent a letter today to the 16 members of the cabinet asking them for help.", "Lee", 0, ""},
		{"a day without its year", "Senators Ann Lee (D-VT) and Bob Roy (R-ME) wrote to Secretary Tom Fox in a December 20 letter, asking for money for the beach.", "Lee Roy", 0, "2006-12-20"},
		{"addressees with two offices", "In a letter to HELP Committee Chairman Joe Poe (D-IA) and Finance Committee Chairman Kim Day (D-MT), Ann Lee (D-VT) and Bob Roy (R-ME) wrote today that the bill must help fishermen.", "Lee Roy", 0, ""},
		{"a lost bracket", "Senators Ann Lee D-Vt.) and Bob Roy (R-Maine) today wrote to Agriculture Secretary Tom Fox, asking him for the report. They were joined by Kim Day, I-Vt.) and Joe Poe D-Minn.).", "Lee Roy Day Poe", 0, ""},
		{"a letter received", "Senators Ann Lee (D-VT) and Bob Roy (R-ME) today released a letter they received from Commissioner May Orr. In the letter, Orr wrote that the agency would act.", "", 0, ""},
		{"an answer to a letter", "Senator Ann Lee (D-VT) responded today to the letter from the governors of four states. \"I thank them for it,\" Lee said.", "", 0, ""},
		{"an answer by a letter", "Senators Ann Lee (D-VT) and Bob Roy (R-ME) today responded to the delay by sending a letter to Commissioner May Orr, urging her to act.", "Lee Roy", 0, ""},
		{"signed at the end", "Lee Calls for Answers on Mail\n\nSenator Ann Lee (D-VT) spoke today about the delays of the mail that many people in the state have seen. She said that they must stop.\n\n\"Our veterans wait for their medicine,\" said Lee.\n\nLast night, Senator Ann Lee signed a bipartisan letter to the Postmaster General asking him to take back the cuts.", "Lee", 0, ""},
		{"signed in passing", "Lee Visits Library\n\nSenator Ann Lee (D-VT) toured the new library of the town today and met its readers. She praised the work of its staff.\n\nLast year, Senator Ann Lee signed a letter to appropriators in support of library money.", "", 0, ""},
		{"copies without a closing", "Senators Ann Lee (D-VT) and Bob Roy (R-ME) today wrote to Secretary Tom Fox. The letter follows.\n\nDear Secretary Fox:\n\nWe write to ask you to release the report on milk. It has been due since April and the farmers of our states cannot wait for it any longer.\n\nAnn Lee\nUnited States Senator\n\nBob Roy\nUnited States Senator\n\ncc:\n\nSenator Kim Day\nVermont Milk Commission\n\nJoe Poe\n", "Lee Roy", 0, ""},
		{"two groups of leads", "Today 40 members of Congress sent a letter to President Max Orr urging him to name an envoy. The effort was led by Congressmen Ann Lee (D-MA) and Bob Roy (R-VA), co-chairs of the Rivers Caucus, and the four co-chairs of the Lakes Caucus: Representatives Kim Day (D-CA), Joe Poe (R-CA), and May Fox (D-NJ).", "Lee Roy Day Poe Fox", 40, ""},
		{"to the editor of a paper", "Congressman Bob Roy on the Harbor Tax\n\nIn a letter to the Morning Gazette's editor, Rep. Bob Roy (R-ME) responded to an op-ed by Senator Ann Lee (D-VT) and Senator Kim Day (D-OH). The letter asks readers to weigh the tax. In the letter, Roy writes that the tax would close the pier.", "", 0, ""},
		{"to a newspaper", "Rep. Bob Roy (R-ME) today sent a letter to the editors of the Morning Gazette about the harbor tax, urging them to print the facts.", "", 0, ""},
		{"to a body, of a report in a newspaper", "Rep. Bob Roy (R-ME) today sent a letter to Secretary Tom Fox about a newspaper report on the harbor tax.", "Roy", 0, ""},
		{"an article that is responded to", "In a letter to Secretary Tom Fox today, Rep. Bob Roy (R-ME) responded to a statement by Senator Ann Lee (D-VT) and Senator Kim Day (D-OH), urging him to keep the harbor tax.", "Roy", 0, ""},
		{"an article responded to before the writer", "Responding to an op-ed by Senators Ann Lee (D-VT) and Kim Day (D-OH), Rep. Bob Roy (R-ME) today sent a letter to Secretary Tom Fox urging him to keep the harbor tax.", "Roy", 0, ""},
		{"members signing, in addition", "Representative Bob Roy (R-ME) today sent a letter to Secretary Tom Fox asking for the harbor money. In addition to Rep. Roy, members signing the letter of support included Representatives Kim Day, Joe Poe, May Orr and Ann Lee.", "Roy Day Poe Orr Lee", 0, ""},
		{"members signing, listed", "Representative Bob Roy (R-ME) today sent a letter to Secretary Tom Fox asking for the harbor money. Members signing the letter of support are Representatives Kim Day, Joe Poe, and May Orr.", "Roy Day Poe Orr", 0, ""},
		{"in addition, with states", "Rep. Bob Roy (R-ME) led a letter today to Secretary Tom Fox in support of the harbor money. In addition to Rep. Bob Roy (R-ME), members signing the letter include Representatives Kim Day (R-OH), Joe Poe (D-CA) and May Orr (D-RI).", "Roy Day Poe Orr", 0, ""},
		{"other signers were", "Representative Bob Roy (R-ME) today sent a letter to Secretary Tom Fox asking for the harbor money. Other signers were Representatives Kim Day, Joe Poe, and May Orr.", "Roy Day Poe Orr", 0, ""},
		{"text of the letter offered", "Senators Press Fox on Files\n\nSenators Ann Lee (D-VT) and Bob Roy (R-ME) are pressing Attorney General Tom Fox to hand over the files of the inquiry to the committee.\n\n\"We have waited for two years,\" the senators said.\n\nRead the full letter here.", "Lee Roy", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec := NewReader(nil, nil).Read(Document{Source: "t", Text: c.text, Published: "2007-01-14"})
			got, claimed, date := []string{}, 0, ""
			for _, l := range rec.Letters {
				for _, g := range l.Signatures {
					got = append(got, g.Name[strings.LastIndex(g.Name, " ")+1:])
				}
				if l.ClaimedSignatures != nil {
					claimed = *l.ClaimedSignatures
				}
				date = l.Date
			}
			if s := strings.Join(got, " "); s != c.signers {
				t.Errorf("signers = %q, want %q", s, c.signers)
			}
			if c.claimed > 0 && claimed != c.claimed || c.name == "members of the cabinet" && claimed != 0 {
				t.Errorf("claimed = %d, want %d", claimed, c.claimed)
			}
			if c.date != "" && date != c.date {
				t.Errorf("date = %s, want %s", date, c.date)
			}
			if len(rec.Letters) == 0 != (c.signers == "") {
				t.Errorf("letters = %s", fmt.Sprint(len(rec.Letters)))
			}
		})
	}
}
