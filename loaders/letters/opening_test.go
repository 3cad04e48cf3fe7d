package letters_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/loaders/letters"
)

// openings are reports whose first sentence tells who writes, while the letter and its other signers come later.
var openings = []layout{
	{name: "leads urge, others sign on below", title: "Members Ask for an Open Harbour", published: "2021-03-05", text: `WASHINGTON – Representatives Barbara Lee (D-CA) and Brad Sherman (D-CA) pressed the harbour office to open Port Ellis.

The boats of four islands have nowhere to land.

Representatives Frank Pallone, Jr. (D-NJ) and Adam Schiff (D-CA) signed on to this letter.`, want: `press_release
letter report 2021-03-05
lead Barbara Lee L000551
lead Brad Sherman S000344
cosigner Frank Pallone, Jr. P000034
cosigner Adam Schiff S001150`},
	{name: "leads told above the text alone", published: "2021-03-05", text: `WASHINGTON – Congressman Brad Sherman (D-CA) led a group of lawmakers in urging the harbour office to open Port Ellis.

The full text of the letter is below.

Dear Commissioner Hall:

BODY

###`, want: `press_release
letter full 2021-03-05
lead Brad Sherman S000344
to Hall (Commissioner)`},
	{name: "a description between two leads", published: "2021-03-05", text: `WASHINGTON – A letter was sent to Secretary of Commerce Ana Bell today. The letter was led by Representatives Barbara Lee (D-CA), the longest-serving Democrat on the Committee on Harbours, and Brad Sherman (D-CA), a friend of sailors.`, want: `press_release
letter report 2021-03-05
lead Barbara Lee L000551
lead Brad Sherman S000344
to Ana Bell (Secretary of Commerce)`},
	{name: "a short formal letter", published: "2021-03-05", text: `May 3, 2021

The Honorable Joe Hall
Commissioner
Harbour Office
Washington, DC 20515

Dear Commissioner Hall:

Please open the harbour.

Sincerely,

Brad Sherman
Member of Congress`, want: `letter
letter full 2021-05-03
signer Brad Sherman S000344
to Joe Hall (Commissioner)`},
	{name: "a statement on a letter", title: "Statement on the Letter About the Harbour", published: "2021-03-05", text: `Today, Congressman Brad Sherman released the following statement after a letter regarding the harbour was sent and then withdrawn:

“I want the harbour of Port Ellis open. The letter I signed in the winter says no more than that, and I stand by every word of it.

“The boats that feed four islands have nowhere to land, and the winter stores are low. I urge all to be patient.”`, want: `other`},
	{name: "a day without its year", published: "2021-11-05", text: `WASHINGTON – Congressman Brad Sherman (D-CA) led a letter to Secretary of Commerce Ana Bell. The letter sent by Rep. Sherman and 21 other Members of Congress on October 16 urged her to open the harbour.`, want: `press_release
letter report 2021-10-16 claims 22
lead Brad Sherman S000344
to Ana Bell (Secretary of Commerce)`},
	{name: "a count by parties", published: "2021-03-05", text: `WASHINGTON – Congressman Brad Sherman (D-CA) led a letter to Secretary of Commerce Ana Bell. In the letter, ten Republican and ten Democratic members ask for an open harbour.`, want: `press_release
letter report 2021-03-05 claims 20
lead Brad Sherman S000344
to Ana Bell (Secretary of Commerce)`},
	{name: "a genitive behind a name", published: "2021-03-05", text: `WASHINGTON – Lee and Sherman’s letter to Secretary of Commerce Ana Bell was joined by Representative Adam Schiff (D-CA). Barbara Lee (D-CA) and Brad Sherman (D-CA) met sailors today.`, want: `press_release
letter report 2021-03-05
cosigner Adam Schiff S001150
lead Barbara Lee L000551
lead Brad Sherman S000344
to Ana Bell (Secretary of Commerce)`},
	{name: "one leads others by name", published: "2021-03-05", text: `WASHINGTON – Congressman Brad Sherman (D-CA) led Reps. Barbara Lee (D-CA) and Adam Schiff (D-CA) in sending a letter to Secretary of Commerce Ana Bell. Senator Jo Hall and nine others sent a similar letter.`, want: `press_release
letter report 2021-03-05
lead Brad Sherman S000344
cosigner Barbara Lee L000551
cosigner Adam Schiff S001150
to Ana Bell (Secretary of Commerce)`},
	{name: "words glued to and", published: "2021-03-05", text: `WASHINGTON – A letter was sent to Secretary of Commerce Ana Bell today. The letter was signed by Reps. Barbara Lee (D-CA), Brad Sherman (D-CA) andReps. Adam Schiff (D-CA) andFrank Pallone (D-NJ).`, want: `press_release
letter report 2021-03-05
cosigner Barbara Lee L000551
cosigner Brad Sherman S000344
cosigner Adam Schiff S001150
cosigner Frank Pallone P000034
to Ana Bell (Secretary of Commerce)`},
}

// TestReadOpenings reads signers, counts and days out of reports whose sentences share the work.
func TestReadOpenings(t *testing.T) {
	rd := letters.NewReader(rosterIndex(), nil)
	for _, c := range openings {
		t.Run(c.name, func(t *testing.T) {
			d := letters.Document{Source: c.name, Text: strings.ReplaceAll(c.text, "BODY", body), Title: c.title, Published: c.published}
			rec := rd.Read(d)
			checkSpans(t, d, rec)
			if diff := cmp.Diff(c.want, digest(rec)); diff != "" {
				t.Errorf("Read (-want +got):\n%s", diff)
			}
		})
	}
}
