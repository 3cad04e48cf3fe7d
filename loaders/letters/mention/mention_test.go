package mention

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTokensDivideGluedWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"LeeMember", "Lee|Member"},
		{"SerranoHenry WaxmanBarbara", "Serrano|Henry Waxman|Barbara"},
		{"McGovern DeFazio LaMalfa DesJarlais O'Brien FitzGerald", "McGovern DeFazio LaMalfa DesJarlais O'Brien FitzGerald"},
		{"KennedyIIIMember", "Kennedy|III|Member"},
		{"Jr.Member", "Jr.|Member"},
		{"Wasserman-Schultz Ros-Lehtinen", "Wasserman-Schultz Ros-Lehtinen"},
		{"G.K. Butterfield", "G.K. Butterfield"},
	} {
		var b strings.Builder
		for i, tok := range Tokens(c.in, 0, len(c.in)) {
			if i > 0 {
				b.WriteString(map[bool]string{true: "|", false: " "}[tok.Glued])
			}
			b.WriteString(tok.Text(c.in))
		}
		// KennedyIII: a capital behind a small letter divides there too.
		if diff := cmp.Diff(c.want, b.String()); diff != "" {
			t.Errorf("Tokens(%q) (-want +got):\n%s", c.in, diff)
		}
	}
}

func TestParseTag(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Tag
		ok   bool
	}{
		{"D-CA", Tag{"D", "CA", ""}, true},
		{"D-Calif.", Tag{"D", "CA", ""}, true},
		{"R-TX-23", Tag{"R", "TX", "23"}, true},
		{"CA-05", Tag{"", "CA", "5"}, true},
		{"NY 17", Tag{"", "NY", "17"}, true},
		{"D-N.Y.", Tag{"D", "NY", ""}, true},
		{"D-Hawai‘i", Tag{"D", "HI", ""}, true},
		{"R–Fla", Tag{"R", "FL", ""}, true},
		{"I-Vt.", Tag{"I", "VT", ""}, true},
		{"D-Waukegan", Tag{"D", "", ""}, true},
		{"D", Tag{"D", "", ""}, true},
		{"IL", Tag{"", "IL", ""}, true},
		{"Danny", Tag{}, false},
		{"PNSY", Tag{}, false},
		{"", Tag{}, false},
	} {
		if got, ok := ParseTag(c.in); got != c.want || ok != c.ok {
			t.Errorf("ParseTag(%q) = %v, %v, want %v, %v", c.in, got, ok, c.want, c.ok)
		}
	}
}

// sketch prints mentions as "[office chamber] name (party-state-district)".
func sketch(s string, ms []Mention) string {
	var out []string
	for _, m := range ms {
		x := m.Name(s)
		if m.Office != NoOffice {
			x = []string{"", "L", "O", "H"}[m.Office] + m.Chamber + " " + x
		}
		if m.HasTag {
			x += " (" + m.Tag.Party + "-" + m.Tag.State + "-" + m.Tag.District + ")"
		}
		out = append(out, x)
	}
	return strings.Join(out, "; ")
}

func TestScan(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Today, Senators Ana Bell (D-ME), Joe Hall and Kim Lo sent a letter.", "Lsen Ana Bell (D-ME-); Lsen Joe Hall; Lsen Kim Lo"},
		{"Reps. Frank Pallone, Jr. (NJ-06) and G.K. Butterfield (D-NC-1)", "Lrep Frank Pallone, Jr. (-NJ-6); Lrep G.K. Butterfield (D-NC-1)"},
		{"Illinois State Senator Ana Bell", "Lupper Ana Bell"},
		{"Assemblymember Ana de la Cruz spoke", "Llower Ana de la Cruz"},
		{"to Secretary of State Mike Pompeo and President Joe Biden", "Mike Pompeo; Oexec Joe Biden"},
		{"Robert C. “Bobby” Scott and Cory A. Booker", "Robert C. “Bobby” Scott; Cory A. Booker"},
		{"Bill Foster and Ed Pastor", "Bill Foster; Ed Pastor"},
		{"The House Committee on Foreign Affairs met in Washington, D.C.", ""},
	} {
		if diff := cmp.Diff(c.want, sketch(c.in, Scan(c.in, 0, len(c.in)))); diff != "" {
			t.Errorf("Scan(%q) (-want +got):\n%s", c.in, diff)
		}
	}
}

func TestParseBlockWithoutRegisters(t *testing.T) {
	for _, c := range []struct{ in, want, chamber string }{
		{"Ana Bell\nMember of Congress\nJoe Hall\nMember of Congress", "Ana Bell; Joe Hall", "rep"},
		{"Ana Bell          Joe Hall\nUnited States Senator     United States Senator", "Ana Bell; Joe Hall", "sen"},
		{"Ana BellMember of CongressJoe HallMember of Congress", "Ana Bell; Joe Hall", "rep"},
		{"ANA M. BELL JOE HALL KIM P. LO", "ANA M. BELL; JOE HALL; KIM P. LO", ""},
		{"Ana Bell, Chairman, Committee on Ways and Means\nJoe Hall", "Ana Bell; Joe Hall", ""},
		{"Ana Bell, Joe Hall, Jr., Kim Lo and Max Roe", "Ana Bell; Joe Hall, Jr.; Kim Lo; Max Roe", ""},
		{"______________\nAna Bell\n/s/\nJoe Hall", "Ana Bell; Joe Hall", ""},
	} {
		b := ParseBlock(c.in, 0, len(c.in), nil)
		var got []string
		for _, e := range b.Entries {
			got = append(got, e.Name(c.in))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" || b.Chamber != c.chamber {
			t.Errorf("ParseBlock(%q) chamber %q, want %q (-want +got):\n%s", c.in, b.Chamber, c.chamber, diff)
		}
	}
}

func FuzzParseBlock(f *testing.F) {
	f.Add("Ana Bell\nMember of Congress\n/s/ Joe Hall (D-ME)\nDavis (Danny)")
	f.Add("ANA M. BELL JOE HALL Co-Signers (90): Lee, Hall")
	f.Fuzz(func(t *testing.T, s string) {
		for _, known := range []Known{nil, func(n string) bool { return len(n)%2 == 0 }} {
			end := 0
			for _, e := range ParseBlock(s, 0, len(s), known).Entries {
				if e.Start < end || e.End <= e.Start || e.End > len(s) {
					t.Fatalf("entry [%d,%d) behind %d in %d bytes", e.Start, e.End, end, len(s))
				}
				end = e.End
			}
		}
		for _, m := range Scan(s, 0, len(s)) {
			if m.TitleStart > m.Start || m.Start >= m.End || m.TagEnd < m.End || m.TagEnd > len(s) {
				t.Fatalf("mention %+v", m)
			}
		}
	})
}
