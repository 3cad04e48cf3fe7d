package letters_test

import (
	"strings"
	"testing"

	"demarche/loaders/letters"
	"demarche/schema"
)

// TestMatter tells documents whose matter is a letter of legislators from those that speak of one in passing, of one to
// come, or of one that somebody else wrote. The reason of each stands in its name.
func TestMatter(t *testing.T) {
	const pad = "\n\nThe boats of four islands have nowhere to land. The winter stores are low and the shops of the villages are empty. The ferry runs twice a week when the wind allows it.\n\n"
	for _, c := range []struct {
		name, title, text string
		letter            bool
	}{
		{"asks and tells of it late", "Port Ellis", "Senator Ann Lee (D-VT) today urged the harbor office to open Port Ellis to the boats of the islands." + pad + "In a personal letter to Commissioner Joe Hall, Lee wrote that the port must open before the winter.", true},
		{"last year belongs to what is asked", "Port Ellis", "Senator Ann Lee (D-VT) sent a letter to Commissioner Joe Hall expressing concern over plans to cut the harbor money by a third of last year’s sum.", true},
		{"a time of its own", "Port Ellis", "Senator Ann Lee (D-VT) today welcomed the new harbor money that the office gave to Port Ellis." + pad + "Last year, Lee sent a letter to Commissioner Joe Hall urging him to give it.", false},
		{"background of a grant", "Lee Announces Money for Port Ellis", "Senator Ann Lee (D-VT) announced today that the harbor office has given two million dollars to Port Ellis." + pad + "On Monday, Lee sent a letter to Commissioner Joe Hall urging him to give the money.", false},
		{"background of a praise", "Port Ellis", "Senator Ann Lee (D-VT) today applauded the decision of the harbor office to open Port Ellis." + pad + "Yesterday, Lee joined 52 colleagues in signing a letter to Commissioner Joe Hall asking him for it.", false},
		{"still to be sent", "Port Ellis", "Senator Ann Lee (D-VT) said today that the fares of the ferry are too high for the people of the islands." + pad + "Lee will send a letter to Commissioner Joe Hall tomorrow urging him to look at the fares.", false},
		{"an older day", "Lee Speaks on Ferries", "WASHINGTON (May 5, 2021) – Senator Ann Lee (D-VT) spoke today about the fares of the ferry with people of the islands." + pad + "On January 12, Lee sent a letter to Commissioner Joe Hall urging him to look at the fares.", false},
		{"received from a company", "Port Ellis", "In a letter to Senator Ann Lee, the president of the ferry company promised new boats for the islands. The letter says that they will come in the spring.", false},
		{"an official promised", "Port Ellis", "Senators Ann Lee (D-VT) and Bob Roy (R-ME) today voiced their anger about the delay of the boats." + pad + "In a letter dated July 13, Commissioner Joe Hall promised Chairman Kim Day that they would come by September.", false},
		{"an office wrote to the member", "Port Ellis", "Rep. Bob Roy (R-ME) released the following statement after the harbor office sent a letter to Rep. Roy saying that the port would stay open: \"I thank them.\"", false},
		{"activists wrote to Congress", "Port Ellis", "Rep. Bob Roy (R-ME) released the following statement after a group of ferry activists wrote a letter to the U.S. Congress: \"They are brave.\"", false},
		{"the agency's letter", "Port Ellis", "Senator Ann Lee (D-VT) today called on the harbor office to explain its plans for Port Ellis. Following the agency’s letter, a newspaper report said that the port would close for a year.", false},
		{"letters of constituents", "Port Ellis", "Senator Ann Lee (D-VT) is seeking interns for her offices." + pad + "Interns answer the phone, do research and help with writing letters to people of the state.", false},
		{"another member's letter", "Port Ellis", "Rep. Bob Roy (R-ME) strongly condemned the plan of the harbor office to close Port Ellis for a year." + pad + "It came to light this spring. In a letter to Commissioner Joe Hall, Ranking Member Kim Day (D-OH) said that a worker had given her the plan.", false},
		{"a statement told as asking to follow", "Port Ellis", "Rep. Bob Roy (R-ME) released the following statement after sending a letter to Commissioner Joe Hall: \"The port must open.\" Read the letter here.", true},
		{"Democrats of a committee", "Port Ellis", "Democrats on the House Appropriations Committee today called on Commissioner Joe Hall to open Port Ellis. \"The port must open before the winter,\" the members wrote. Read the full letter here.", true},
		{"a speech is no letter", "Port Ellis", "Prepared Statement of Senator Ann Lee at the Harbor Committee\n\nMr. Chairman,\n\nI thank you for holding this hearing. The boats of four islands have nowhere to land, and the winter stores are low. I urge all members to vote for the bill.\n\nThe port was built a hundred years ago, and it has served us well.", false},
		{"fellow commissioners are no readers", "Port Ellis", "Senator Ann Lee (D-VT) sent a letter to the harbor office today.\n\nDear Chairman Hall and Fellow Commissioners:\n\n" + body + "\n\nSincerely,\n\nAnn Lee\nUnited States Senator", true},
		{"colleagues are asked to join", "Lee Calls for an Open Harbor", "Senator Ann Lee (D-VT) today said that the harbor must open before the winter. At a hearing on the boats she urged members of the committee to join her in sending a letter to Commissioner Joe Hall.", false},
		{"letters of investigators", "Lee Calls for New Rules", "Senator Ann Lee (D-VT) today called on the bureau to follow its rules." + pad + "She led a group of senators in writing the Security Letter Reform Act.", false},
		{"letters of understanding", "Lee Urges Captains to Slow Down", "Senator Ann Lee (D-VT) today urged captains to slow down in the harbor." + pad + "Accidents have fallen since the owners signed letters of understanding with the harbor office.", false},
		{"an appeal above a bare letter", "Lee Calls for an Open Harbor", "Dear Commissioner Hall:\n\n" + body + "\n\nSincerely,", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec := letters.NewReader(nil, nil).Read(letters.Document{Text: c.text, Title: c.title, Published: "2021-05-05"})
			if got := rec.Kind != schema.KindOther; got != c.letter {
				t.Errorf("kind = %s, want a letter: %v", rec.Kind, c.letter)
			}
			if !c.letter && len(rec.Letters) > 0 && len(rec.Letters[0].Signatures) > 0 {
				t.Errorf("signers of a document without a letter: %v", rec.Letters[0].Signatures)
			}
			if strings.Contains(c.text, "\t") {
				t.Error("the text of a case has a tab")
			}
		})
	}
}
