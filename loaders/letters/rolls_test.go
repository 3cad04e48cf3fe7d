package letters_test

import (
	"slices"
	"strings"
	"testing"

	"demarche/loaders/letters"
)

// signersOf are the register ids of the signers that are read out of a text, sorted.
func signersOf(t *testing.T, rd *letters.Reader, name, published, text string) []string {
	t.Helper()
	d := letters.Document{Source: name, Text: text, Published: published}
	rec := rd.Read(d)
	checkSpans(t, d, rec)
	var got []string
	for _, l := range rec.Letters {
		for _, s := range l.Signatures {
			if s.Person == "" {
				got = append(got, "?"+s.Name)
				continue
			}
			got = append(got, s.Person[strings.IndexByte(s.Person, ':')+1:])
		}
	}
	slices.Sort(got)
	return got
}

// TestRolls reads lists of signers that pages flattened: names without marks between them, cut by offices, behind closings
// of letters that have no salutation.
func TestRolls(t *testing.T) {
	const head = "Senator Cory Booker (D-NJ) today sent a letter to the Harbor Commission about the pier. "
	rd := letters.NewReader(rosterIndex(), nil)
	for _, c := range []struct{ name, text, want string }{
		{"a list run together behind an announcement", head + "The complete list of the senators who signed the letter is as follows: Senator Tom Cotton Senator Susan Collins Senator Brian Schatz Senator Lisa Murkowski ###", "B001288 C001095 C001035 S001194 M001153"},
		{"untitled names run together", head + "Other signers of the letter include: Tom Cotton Susan Collins Brian Schatz Lisa Murkowski", "B001288 C001095 C001035 S001194 M001153"},
		{"a closing without a salutation", head + "The text of the letter follows: We ask you to keep the pier open. Three towns need it. Sincerely, Cory Booker Tom Cotton Susan Collins Brian Schatz ###", "B001288 C001095 C001035 S001194"},
		{"offices between the names", head + "The text of the letter follows: We ask you to keep the pier open. Sincerely, Sen. Susan Collins, Chairman, Senate Harbor Subcommittee on Piers, Boats, and Related Agencies Sen. Brian Schatz, Ranking Member, Senate Harbor Subcommittee Sen. Tom Cotton, Chairman, Senate Committee on Winter", "B001288 C001035 S001194 C001095"},
		{"a stop for a comma", head + "The letter was signed by Senators Tom Cotton (R-Ark.), Brian Schatz (D-Hawaii). Susan Collins (R-Maine), Marco Rubio (R-Fla.), and Lisa Murkowski (R-Alaska).", "B001288 C001095 S001194 C001035 R000595 M001153"},
		{"copies are no signers", head + "The text of the letter follows: We ask you to keep the pier open. Sincerely, Cory Booker Tom Cotton Susan Collins cc: Brian Schatz Lisa Murkowski Marco Rubio", "B001288 C001095 C001035"},
		{"cosponsors are no signers", head + "His bill on piers has the following cosponsors: Tom Cotton Susan Collins Brian Schatz Lisa Murkowski", "B001288"},
		{"those present are no signers", head + "The pier opened in 1901. Present at the opening of the new hall were Tom Cotton, Susan Collins, Brian Schatz and Lisa Murkowski.", "B001288"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.Fields(c.want)
			slices.Sort(want)
			if got := signersOf(t, rd, c.name, "2021-05-04", c.text); !slices.Equal(got, want) {
				t.Errorf("signers of %q = %v, want %v", c.text, got, want)
			}
		})
	}
}

// TestCompany settles names that fit several persons by the signers printed around them. Bill Foster of the House shares
// his surname with nobody here; Davis is two members' name, of whom one sits for California.
func TestCompany(t *testing.T) {
	rd := letters.NewReader(rosterIndex(), nil)
	for _, c := range []struct{ name, text, want string }{
		{"surnames of a House list", "Rep. Adam Schiff (D-CA) sent a letter to the Harbor Commission today. It was signed by Reps. Sherman, Nadler, Pallone, Foster and Velázquez.", "S001150 S000344 N000002 P000034 F000454 V000081"},
		{"a state's list", "Rep. Adam Schiff (D-CA) sent a letter to the Harbor Commission today. It was signed by Reps. Barbara Lee, Brad Sherman, Tony Cárdenas, and Davis.", "S001150 L000551 S000344 C001097 D000598"},
		{"two states", "Rep. Adam Schiff (D-CA) sent a letter to the Harbor Commission today. It was signed by Reps. Barbara Lee, Jerrold Nadler, Frank Pallone, and Davis.", "S001150 L000551 N000002 P000034 ?Davis"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.Fields(c.want)
			slices.Sort(want)
			if got := signersOf(t, rd, c.name, "2018-05-04", c.text); !slices.Equal(got, want) {
				t.Errorf("signers of %q = %v, want %v", c.text, got, want)
			}
		})
	}
}

// TestRollsTold reads lists whose words of signing stand in other places than right before them.
func TestRollsTold(t *testing.T) {
	const head = "Senator Cory Booker (D-NJ) today sent a letter to the Harbor Commission about the pier. "
	rd := letters.NewReader(rosterIndex(), nil)
	for _, c := range []struct{ name, text, want string }{
		{"a heading before the list", head + "### Congressional Cosigners (4): Senators Tom Cotton, Susan Collins, Brian Schatz and Lisa Murkowski", "B001288 C001095 C001035 S001194 M001153"},
		{"a mark before the closing", head + "The text of the letter follows: We ask you to keep the pier open. >Sincerely, Cory Booker Tom Cotton Susan Collins", "B001288 C001095 C001035"},
		{"thanks for a closing", head + "The text of the letter follows: We ask you to keep the pier open. Thank you for your attention to this matter. Senator Cory Booker Senator Tom Cotton Senator Susan Collins", "B001288 C001095 C001035"},
		{"a name misprinted in the middle", head + "The letter was signed by Sen. Tom Cotton, Sen. Susan Collins, Sen. Brian Schatz, Sen. Mazi3 Hirxno, Sen. Lisa Murkowski, Sen. Marco Rubio and Sen. Elizabeth Warren.", "B001288 C001095 C001035 S001194 M001153 R000595 W000817"},
		{"the list governs the verb", "BOOKER LEADS LETTER ON PIER WASHINGTON, D.C. – U.S. Senators Cory Booker (D-NJ), Tom Cotton (R-AR), Susan Collins (R-ME) and Brian Schatz (D-HI) today sent a letter to the Harbor Commission asking it to keep the pier open.", "B001288 C001095 C001035 S001194"},
		{"signers and backers", head + "In addition to the letter's cosigners, his bill on piers is also cosponsored by Senators Susan Collins (R-ME), Lisa Murkowski (R-AK) and Marco Rubio (R-FL).", "B001288"},
		{"the street of a namesake", "Today, after news that the Collins Street office on the pier will be closed, Senators Cory Booker (D-NJ), Brian Schatz (D-HI) and Elizabeth Warren (D-MA) sent a letter to the Harbor Commission.", "B001288 S001194 W000817"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.Fields(c.want)
			slices.Sort(want)
			if got := signersOf(t, rd, c.name, "2021-05-04", c.text); !slices.Equal(got, want) {
				t.Errorf("signers of %q = %v, want %v", c.text, got, want)
			}
		})
	}
}

// TestSurnamesFirst reads lists that print the surname before the given name, and names that a line break cuts in two.
func TestSurnamesFirst(t *testing.T) {
	const head = "Rep. Adam Schiff (D-CA) sent a letter to the Harbor Commission today. "
	rd := letters.NewReader(rosterIndex(), nil)
	for _, c := range []struct{ name, text, want string }{
		{"semicolons between", head + "The letter was signed by the following members: Cárdenas, Tony; Davis, Danny; Davis, Susan; Foster, Bill; Nadler, Jerrold.", "S001150 C001097 D000096 D000598 F000454 N000002"},
		{"run together", head + "The letter was signed by the following members: Cárdenas, Tony Davis, Susan Foster, Bill Nadler, Jerrold", "S001150 C001097 D000598 F000454 N000002"},
		{"cut in two", "Dear Commissioner Holt:\n\n" + body + "\n\nSincerely,\n\nAdam\nSchiff\n\nBrad\nSherman\n\nBill Foster", "S001150 S000344 F000454"},
		{"titles behind commas", "Dear Commissioner Holt:\n\n" + body + "\n\nSincerely,\n\nAdam B. Schiff, Chairman Brad Sherman, Ranking Member Danny K. Davis, Member of Congress Bill Foster, Member of Congress", "S001150 S000344 D000096 F000454"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.Fields(c.want)
			slices.Sort(want)
			if got := signersOf(t, rd, c.name, "2018-05-04", c.text); !slices.Equal(got, want) {
				t.Errorf("signers of %q = %v, want %v", c.text, got, want)
			}
		})
	}
}
