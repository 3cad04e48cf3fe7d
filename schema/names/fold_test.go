package names

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"plain", "Nita M. Lowey", "nita m lowey"},
		{"apostrophe", "Beto O’Rourke", "beto orourke"},
		{"hyphen", "Roybal-Allard", "roybal allard"},
		{"accents", "Nydia M. Velázquez", "nydia m velazquez"},
		{"decomposed accents", "Linda Sa\u0301nchez", "linda sanchez"},
		{"Azerbaijani", "Həsənov", "hasanov"},
		{"Azerbaijani letters", "Əliyev Cəfər Qasımoğlu Xəlil", "aliyev jafar gasimoghlu khalil"},
		{"Turkish is not Azerbaijani", "Recep Tayyip Erdoğan", "recep tayyip erdogan"},
		{"Turkish c", "Ahmet Davutoğlu, Mevlüt Çavuşoğlu", "ahmet davutoglu mevlut cavusoglu"},
		{"Russian", "Владимир Зеленский", "vladimir zelenskiy"},
		{"soft sign", "Татьяна", "tatyana"},
		{"Armenian", "Նիկոլ Փաշինյան", "nikol pashinyan"},
		{"Azerbaijani Cyrillic", "Әлијев", "aliyev"},
		{"ligatures", "Æthelstan Łukasz Þór Straße", "aethelstan lukasz thor strasse"},
		{"full width", "Ｌｅｅ", "lee"},
		{"signs only", "…—**", ""},
		{"invisible signs", "Bar\u00adbara\u200b Lee", "barbara lee"},
		{"replacement character", "Linda S\ufffdnchez", "linda snchez"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Fold(c.in); got != c.want {
				t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestSkeleton(t *testing.T) {
	same := [][2]string{
		{"aghayev", "agayev"},
		{"sadigov", "sadiqov"},
		{"khalilov", "halilov"},
		{"zakharova", "zaharova"},
		{"mammadyarov", "mamadiarov"},
		{"jafarov", "chafarov"},
		{"yeltsin", "eltsin"},
	}
	for _, p := range same {
		if a, b := Skeleton(p[0]), Skeleton(p[1]); a != b {
			t.Errorf("Skeleton(%q) = %q, Skeleton(%q) = %q; want them equal", p[0], a, p[1], b)
		}
	}
	if Skeleton("aliyev") == Skeleton("alizade") {
		t.Error("aliyev and alizade have one skeleton")
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"SÃ¡nchez":                       "Sánchez",
		"SÃƒÂ¡nchez":                     "Sánchez", // twice misread
		"Oâ€™Rourke":                     "O’Rourke",
		"**Linda _Sánchez_**":            "Linda Sánchez",
		"[Barbara Lee](https://x.gov/a)": "Barbara Lee",
		"Vel&aacute;zquez &amp; Co":      "Velázquez & Co",
		"Jos\\*\\* <b>Serrano</b>":       "Jos Serrano",
		"Ângela É":                       "Ângela É", // real letters stay
		"Tom\u00a0 Lantos":               "Tom Lantos",
		"Françoise Ã":                    "Françoise Ã",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSound(t *testing.T) {
	for _, p := range [][2]string{
		{"corey", "cory"},
		{"chris", "cris"},
		{"lindsay", "lindsey"},
		{"artur", "arthur"},
		{"ric", "rick"},
		{"denis", "dennis"},
		{"emmanuel", "emanuel"},
		{"marc", "mark"},
		{"jon", "john"},
		{"darel", "darrell"},
		{"sara", "sarah"},
	} {
		if Sound(p[0]) != Sound(p[1]) {
			t.Errorf("Sound(%q) = %q, Sound(%q) = %q; want them equal", p[0], Sound(p[0]), p[1], Sound(p[1]))
		}
	}
	for _, p := range [][2]string{{"dan", "don"}, {"laura", "lester"}, {"maria", "marie"}, {"mark", "mary"}, {"jean", "jan"}, {"carl", "carol"}, {"paul", "paula"}} {
		if Sound(p[0]) == Sound(p[1]) {
			t.Errorf("%q and %q sound alike", p[0], p[1])
		}
	}
}

func TestOSA(t *testing.T) {
	cases := []struct {
		a, b  string
		limit int
		want  int
	}{
		{"weiner", "wiener", 2, 1},
		{"guiterrez", "gutierrez", 2, 1},
		{"mccullum", "mccollum", 2, 1},
		{"snchez", "sanchez", 2, 1},
		{"", "ab", 3, 2},
		{"abc", "abc", 0, 0},
		{"abc", "xyz", 2, 3},
		{"ca", "abc", 5, 3}, // not 2: no substring is edited twice
		{"kitten", "sitting", 3, 3},
		{"kitten", "sitting", 2, 3},
	}
	for _, c := range cases {
		if got := OSA(c.a, c.b, c.limit); got != c.want {
			t.Errorf("OSA(%q, %q, %d) = %d, want %d", c.a, c.b, c.limit, got, c.want)
		}
		if got := OSA(c.b, c.a, c.limit); got != c.want {
			t.Errorf("OSA(%q, %q, %d) = %d, want %d", c.b, c.a, c.limit, got, c.want)
		}
	}
}

func TestNicknames(t *testing.T) {
	for _, p := range [][2]string{{"bob", "robert"}, {"bobby", "bob"}, {"jack", "john"}, {"jan", "janice"}, {"lou", "luis"}, {"dick", "richard"}, {"chuck", "charles"}} {
		if !SameGiven(p[0], p[1]) || !SameGiven(p[1], p[0]) {
			t.Errorf("SameGiven(%q, %q) = false", p[0], p[1])
		}
	}
	for _, p := range [][2]string{{"laura", "lester"}, {"steve", "peter"}, {"susan", "blanca"}, {"tom", "tim"}, {"dan", "don"}} {
		if SameGiven(p[0], p[1]) {
			t.Errorf("SameGiven(%q, %q) = true", p[0], p[1])
		}
	}
}

// TestNicknameTable lints the table: folded words, one row a name, nobody short for himself.
func TestNicknameTable(t *testing.T) {
	seen := map[string]bool{}
	for line := range strings.Lines(nicknameTable) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, list, ok := strings.Cut(line, "\t")
		if !ok || Fold(name) != name || seen[name] {
			t.Errorf("row %q is malformed or twice there", line)
		}
		seen[name] = true
		short := map[string]bool{}
		for _, s := range strings.Fields(list) {
			if s == name || Fold(s) != s || short[s] {
				t.Errorf("%s: short form %q is the name itself, not folded, or twice there", name, s)
			}
			short[s] = true
		}
	}
}

// FuzzFold: the folded form is plain, and folding it again changes nothing.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"Nydia M. Velázquez", "Həsənov Zakir Əsgər oğlu", "Նիկոլ", "SÃ¡nchez", "ß\u0301ﬁ", "O'Neill-Smith"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Fold(s)
		if again := Fold(got); again != got {
			t.Errorf("Fold(%q) = %q, folded again %q", s, got, again)
		}
		for i := range len(got) {
			if c := got[i]; c >= utf8.RuneSelf || c != ' ' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
				t.Errorf("Fold(%q) = %q has a sign", s, got)
			}
		}
		if strings.Contains(got, "  ") || strings.TrimSpace(got) != got {
			t.Errorf("Fold(%q) = %q has idle spaces", s, got)
		}
	})
}
