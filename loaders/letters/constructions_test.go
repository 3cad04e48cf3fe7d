package letters_test

import (
	"slices"
	"strings"
	"testing"

	"demarche/loaders/letters"
)

// constructions are forms in which releases tell of letters, each in a text of our own, with the signers that a reader
// would name; none for documents that are not about a letter of legislators.
var constructions = []struct{ name, published, text, want string }{
	{"writing without the word letter", "2021-05-04", "Senators Elizabeth Warren and Edward Markey have written jointly to the Harbor Commission, asking it to keep the pier open. “The pier must stay,” the senators wrote.", "W000817 M000133"},
	{"quoted before told", "2021-05-04", "Senator Cory Booker (D-NJ) today called on the Harbor Commission to keep the pier open. The pier is old. “It can be mended before the winter comes,” wrote Booker. “We ask you to try.”", "B001288"},
	{"a copy alone", "2021-05-04", "Senator Cory Booker (D-NJ) today urged the Harbor Commission to keep the pier open. The pier is old but sound, as two surveys found. Read the full letter here.", "B001288"},
	{"days ago, yet the news", "2021-05-04", "Senator Cory Booker (D-NJ) recently sent a letter to the Harbor Commission about the pier. The letter asks for a date.", "B001288"},
	{"the title alone says letter", "2021-05-04", "Booker, Warren Lead Letter on Harbor Pier\n\nToday, Senators Cory Booker (D-NJ) and Elizabeth Warren (D-MA) urged the Harbor Commission to keep the pier open for the fishing boats of three towns.\n\n“The pier is needed,” said the lawmakers.", "B001288 W000817"},
	{"addressees before writers", "2021-05-04", "In a letter to Senators Susan Collins and Lisa Murkowski, Senator Cory Booker asked for a hearing on the pier.", "B001288"},
	{"a body, then its writers", "2018-05-04", "In a letter to the House Harbor Committee, Reps. Adam Schiff (D-CA) and Brad Sherman (D-CA) asked for a hearing on the pier.", "S001150 S000344"},
	{"others on the letter", "2021-05-04", "Senator Cory Booker today sent a letter to the Harbor Commission about the pier. Others signing the letter include Senators Elizabeth Warren (D-MA) and Brian Schatz (D-HI).", "B001288 W000817 S001194"},
	{"members named on it", "2021-05-04", "Senator Cory Booker today sent a letter to the Harbor Commission about the pier. Senators on the letter include Elizabeth Warren (D-MA) and Brian Schatz (D-HI).", "B001288 W000817 S001194"},
	{"names before the verb of signing", "2021-05-04", "Senator Cory Booker today sent a letter to the Harbor Commission about the pier. Senators Elizabeth Warren (D-MA) and Brian Schatz (D-HI) also signed.", "B001288 W000817 S001194"},
	{"surnames with tags", "2021-05-04", "Senator Cory Booker today sent a letter to the Harbor Commission about the pier. Co-signers of the letter include: Warren (D-MA), Schatz (D-HI), and Collins (R-ME).", "B001288 W000817 S001194 C001035"},
	{"a person called Bill is no bill", "2018-05-04", "Rep. Adam Schiff sent a letter to the Harbor Commission today. It was circulated by Rep. Brad Sherman and signed by Reps. Bill Foster and Tony Cárdenas.", "S001150 S000344 F000454 C001097"},
	{"a title in capitals above", "2021-05-04", "SEN. BOOKER URGES COMMISSION TO KEEP PIER\nSens. Cory Booker (D-NJ) and Brian Schatz (D-HI) today asked the Harbor Commission in a letter to keep the pier open.", "B001288 S001194"},
	{"a tag that ends in a stop", "2021-05-04", "Senator Cory Booker today sent a letter to the Harbor Commission about the pier. The letter was signed by Senators Tom Cotton (R-Ark.) Natural Resources Committee Ranking Member Lisa Murkowski (R-Alaska) and Brian Schatz (D-Hawaii).", "B001288 C001095 M001153 S001194"},
	{"labelled lists", "2021-05-04", "Senator Cory Booker today sent a letter to the Harbor Commission about the pier.\n\nA complete list of the signers and full text of the letter is below:\n\nHouse:\n\nBrad Sherman (D-CA)\n\nBill Foster (D-IL)\n\nSenate:\n\nBrian Schatz (D-HI)\n\nElizabeth Warren (D-MA)", "B001288 S000344 F000454 S001194 W000817"},
	{"signed by in running text", "2021-05-04", "Today a letter went to the Harbor Commission. Below is the text of the letter: Dear Commissioner Holt, We ask you to keep the pier open, as the boats of three towns have no other place to land their catch in winter, and the road over the pass is closed. Signed by, Senator Cory Booker Senator Brian Schatz", "B001288 S001194"},

	{"an announcement and a letter of support", "2021-05-04", "Senator Cory Booker announced today that the pier will receive $2 million. Booker had sent a letter of support for the application.", ""},
	{"a bill and a letter of last year", "2021-05-04", "Senator Cory Booker introduced the Pier Act today, which would keep old piers open. Last year, Booker sent a letter to the Harbor Commission on the subject.", ""},
	{"a letter received", "2021-05-04", "Senator Cory Booker welcomed the answer of the Harbor Commission on the pier. In a letter to Booker, the commission said the pier would stay open.", ""},
	{"a letter of bodies", "2021-05-04", "Senator Cory Booker today praised a coalition letter led by the Pier Foundation that asks Congress for money. The letter has ninety signatures.", ""},
	{"a statement", "2021-05-04", "Senator Cory Booker issued the following statement on the pier: “The commission has failed us. I sent a letter months ago and had no answer.”", ""},
	{"an article", "2021-05-04", "Senator Cory Booker urged readers to think of the pier in an op-ed today. “The pier is ours,” Booker wrote.", ""},
	{"company in another business", "2021-05-04", "Senator Cory Booker led five senators in introducing a resolution on piers today. Earlier this spring he sent a letter to the commission.", ""},
}

func TestConstructions(t *testing.T) {
	rd := letters.NewReader(rosterIndex(), nil)
	for _, c := range constructions {
		t.Run(c.name, func(t *testing.T) {
			d := letters.Document{Source: c.name, Text: c.text, Published: c.published}
			rec := rd.Read(d)
			checkSpans(t, d, rec)
			var got []string
			for _, l := range rec.Letters {
				for _, s := range l.Signatures {
					got = append(got, s.Person[strings.IndexByte(s.Person, ':')+1:])
				}
			}
			want := strings.Fields(c.want)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("signers of %q = %v, want %v", c.text, got, want)
			}
		})
	}
}
