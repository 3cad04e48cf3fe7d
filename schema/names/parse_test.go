package names

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	w := func(s ...string) []string { return s }
	cases := []struct {
		in   string
		want Name
	}{
		{"Nita M. Lowey", Name{Given: w("nita", "m"), Surname: w("lowey")}},
		{"The Honorable Jan Schakowsky (D-IL-09)", Name{Given: w("jan"), Surname: w("schakowsky"), Honorifics: w("the", "honorable"), Tag: Tag{"d", "IL", "9"}}},
		{"Rep. J. Luis Correa", Name{Given: w("j", "luis"), Surname: w("correa"), Honorifics: w("rep")}},
		{"G.K. Butterfield", Name{Given: w("g", "k"), Surname: w("butterfield")}},
		{"J.R. Carter", Name{Given: w("j", "r"), Surname: w("carter")}},
		{"D.R. Obey", Name{Given: w("d", "r"), Surname: w("obey")}},
		{"U.S. Senator M.S. Kirk", Name{Given: w("m", "s"), Surname: w("kirk"), Honorifics: w("senator")}},
		{"TJ Cox", Name{Given: w("tj"), Surname: w("cox")}},
		{"Robert P. Casey, Jr.", Name{Given: w("robert", "p"), Surname: w("casey"), Suffix: "jr"}},
		{"Joseph P. Kennedy III", Name{Given: w("joseph", "p"), Surname: w("kennedy"), Suffix: "iii"}},
		{"Ami Bera, M.D.", Name{Given: w("ami"), Surname: w("bera"), Degrees: w("md")}},
		{"Col. Jack Bergman, USMC (Ret.)", Name{Given: w("jack"), Surname: w("bergman"), Degrees: w("usmc"), Honorifics: w("col")}},
		{"Henry C. “Hank” Johnson, Jr.", Name{Given: w("henry", "c"), Surname: w("johnson"), Nick: w("hank"), Suffix: "jr"}},
		{"Robert C. 'Bobby' Scott", Name{Given: w("robert", "c"), Surname: w("scott"), Nick: w("bobby")}},
		{"Charles (Chuck) Schumer", Name{Given: w("charles"), Surname: w("schumer"), Nick: w("chuck")}},
		{"Chris Van Hollen", Name{Given: w("chris"), Surname: w("van", "hollen")}},
		{"Van Taylor", Name{Given: w("van"), Surname: w("taylor")}},
		{"Lucille Roybal-Allard", Name{Given: w("lucille"), Surname: w("roybal", "allard")}},
		{"Correa, J. Luis", Name{Given: w("j", "luis"), Surname: w("correa"), Order: Comma}},
		{"Van Hollen, Chris", Name{Given: w("chris"), Surname: w("van", "hollen"), Order: Comma}},
		{"Casey, Robert P., Jr.", Name{Given: w("robert", "p"), Surname: w("casey"), Suffix: "jr", Order: Comma}},
		{"Dianne Feinstein, United States Senator", Name{Given: w("dianne"), Surname: w("feinstein")}},
		{"Eric Swalwell Member of Congress", Name{Given: w("eric"), Surname: w("swalwell")}},
		{"Oakland Congresswoman Barbara Lee's", Name{Given: w("barbara"), Surname: w("lee"), Honorifics: w("congresswoman")}},
		{"ALIYEV Ilham Heydar oglu", Name{Given: w("ilham"), Surname: w("aliyev"), Patronymic: "heydar", Order: SurnameFirst}},
		{"Zakir Əsgər oğlu Həsənov", Name{Given: w("zakir"), Surname: w("hasanov"), Patronymic: "asgar"}},
		{"Mehriban Arif qızı Əliyeva", Name{Given: w("mehriban"), Surname: w("aliyeva"), Patronymic: "arif"}},
		{"Vladimir Vladimirovich Putin", Name{Given: w("vladimir"), Surname: w("putin"), Patronymic: "vladimirovich"}},
		{"Major Owens", Name{Given: w("major"), Surname: w("owens")}},
		{"Dean Heller", Name{Given: w("dean"), Surname: w("heller")}},
		{"Ranking Member Eliot L. Engel", Name{Given: w("eliot", "l"), Surname: w("engel"), Honorifics: w("member")}},
		{"Sen. Feinstein", Name{Surname: w("feinstein"), Honorifics: w("sen")}},
		{"BarbaraLee", Name{Surname: w("barbaralee")}},
		{"Ben Luj.n", Name{Given: w("ben"), Surname: w("lujn")}},
		{"**Linda SÃ¡nchez**", Name{Given: w("linda"), Surname: w("sanchez")}},
		{"MYERS Richard P.", Name{Given: w("richard", "p"), Surname: w("myers"), Order: SurnameFirst}},
		{"", Name{}},
		{"— , ()", Name{}},
	}
	for _, c := range cases {
		t.Run(c.in, func(t *testing.T) {
			if d := cmp.Diff(c.want, Parse(c.in)); d != "" {
				t.Errorf("Parse(%q): %s", c.in, d)
			}
		})
	}
}

func TestParseTag(t *testing.T) {
	for in, want := range map[string]Tag{
		"D-CA": {"d", "CA", ""}, "R-TX-23": {"r", "TX", "23"}, "CA-30": {"", "CA", "30"}, "D-Calif.": {"d", "CA", ""},
		"D, NY": {"d", "NY", ""}, "I–VT": {"i", "VT", ""}, "R-AK-AL": {"r", "AK", ""}, "D-N.Y.": {"d", "NY", ""}, "D": {"d", "", ""}, "D-New York": {"d", "NY", ""},
		"D-IL-05": {"d", "IL", "5"},
	} {
		if got, ok := ParseTag(in); !ok || got != want {
			t.Errorf("ParseTag(%q) = %+v, %v; want %+v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "Chuck", "ret.", "202", "D-Oakland", "D-CA-300", "a very long parenthesis here"} {
		if got, ok := ParseTag(in); ok {
			t.Errorf("ParseTag(%q) = %+v, want none", in, got)
		}
	}
}

func TestParty(t *testing.T) {
	for in, want := range map[string]string{"Democrat": "d", "Democratic": "d", "D": "d", "Democratic-Farmer-Labor": "d", "Republican": "r", "Independent": "i", "Green": "g", "": ""} {
		if got := Party(in); got != want {
			t.Errorf("Party(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzParse: no panic; every word is folded, and the full name of a natural name parses to the same words.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"The Honorable Jan Schakowsky (D-IL-09)", "Casey, Robert P., Jr.", "ALIYEV Ilham Heydar oglu", "Henry C. “Hank” Johnson, Jr.",
		"Oakland Congresswoman Barbara Lee's", "(((", "\"\"", "Dr. Dr. Dr.", "A.B.C.D., E",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := Parse(s)
		for _, list := range [][]string{n.Given, n.Surname, n.Nick, n.Honorifics, n.Degrees} {
			for _, word := range list {
				if word == "" || Fold(word) != word {
					t.Errorf("Parse(%q) has the word %q", s, word)
				}
			}
		}
		if len(n.Surname) == 0 && len(n.Given) > 0 {
			t.Errorf("Parse(%q) = %+v has given names only", s, n)
		}
	})
}
