package mention

import "strings"

// Office says what a printed title makes of its bearer.
type Office uint8

// The offices that titles tell.
const (
	NoOffice   Office = iota
	Legislator        // Senator, Rep., Assemblymember, Chairman
	Official          // President, Secretary, Governor, General
	Honorific         // Mr., Dr., The Honorable
)

// Title is a title as printed, with what it tells. Chamber is sen, rep, upper, lower or empty.
type Title struct {
	Start, End int
	Office     Office
	Chamber    string
	State      string
	Plural     bool
}

type titleWord struct {
	office  Office
	chamber string
	plural  bool
}

// titles are single words, folded by [foldTitle].
var titles = map[string]titleWord{
	"rep": {Legislator, "rep", false}, "reps": {Legislator, "rep", true}, "representative": {Legislator, "rep", false},
	"representatives": {Legislator, "rep", true}, "congressman": {Legislator, "rep", false}, "congresswoman": {Legislator, "rep", false},
	"congressmen": {Legislator, "rep", true}, "congresswomen": {Legislator, "rep", true}, "congressmember": {Legislator, "rep", false},
	"congressmembers": {Legislator, "rep", true}, "congressperson": {Legislator, "rep", false}, "congresspersons": {Legislator, "rep", true},
	"sen": {Legislator, "sen", false}, "sens": {Legislator, "sen", true}, "senator": {Legislator, "sen", false}, "senators": {Legislator, "sen", true},
	"delegate": {Legislator, "rep", false}, "delegates": {Legislator, "rep", true}, "del": {Legislator, "rep", false},
	"assemblymember": {Legislator, "lower", false}, "assemblymembers": {Legislator, "lower", true}, "assemblyman": {Legislator, "lower", false},
	"assemblywoman": {Legislator, "lower", false}, "assemblymen": {Legislator, "lower", true}, "assemblywomen": {Legislator, "lower", true},
	"speaker": {Legislator, "rep", false}, "whip": {Legislator, "", false}, "leader": {Legislator, "", false}, "leaders": {Legislator, "", true},
	"chairman": {Legislator, "", false}, "chairwoman": {Legislator, "", false}, "chair": {Legislator, "", false}, "chairs": {Legislator, "", true},
	"chairmen": {Legislator, "", true}, "chairwomen": {Legislator, "", true}, "co-chair": {Legislator, "", false}, "co-chairs": {Legislator, "", true},
	"co-chairman": {Legislator, "", false}, "co-chairwoman": {Legislator, "", false}, "co-chairmen": {Legislator, "", true}, "cochair": {Legislator, "", false},
	"chairperson": {Legislator, "", false}, "cochairs": {Legislator, "", true},
	"president": {Official, "exec", false}, "presidents": {Official, "exec", true}, "secretary": {Official, "exec", false}, "secretaries": {Official, "exec", true},
	"leader-elect": {Legislator, "", false}, "speaker-elect": {Legislator, "rep", false}, "governor-elect": {Official, "exec", false},
	"president-elect": {Official, "exec", false}, "governor": {Official, "exec", false}, "gov": {Official, "exec", false}, "governors": {Official, "exec", true},
	"administrator": {Official, "exec", false}, "director": {Official, "exec", false}, "commissioner": {Official, "exec", false}, "commissioners": {Official, "exec", true},
	"ambassador": {Official, "exec", false}, "amb": {Official, "exec", false}, "minister": {Official, "exec", false}, "general": {Official, "exec", false},
	"gen": {Official, "exec", false}, "mayor": {Official, "exec", false}, "chancellor": {Official, "exec", false}, "premier": {Official, "exec", false},
	"king": {Official, "exec", false}, "prince": {Official, "exec", false}, "pope": {Official, "exec", false}, "admiral": {Official, "exec", false}, "adm": {Official, "exec", false},
	"lieutenant": {Official, "exec", false}, "colonel": {Official, "exec", false}, "col": {Official, "exec", false}, "judge": {Official, "exec", false},
	"justice": {Official, "exec", false}, "attorney": {NoOffice, "", false}, "ceo": {Official, "", false}, "comptroller": {Official, "exec", false},
	"sheriff": {Official, "exec", false}, "superintendent": {Official, "exec", false}, "warden": {Official, "exec", false},
	"ag": {Official, "exec", false}, "provost": {Official, "exec", false}, "commandant": {Official, "exec", false},
	"mr": {Honorific, "", false}, "mrs": {Honorific, "", false}, "ms": {Honorific, "", false}, "dr": {Honorific, "", false}, "madam": {Honorific, "", false},
	"hon": {Honorific, "", false}, "honorable": {Honorific, "", false}, "honourable": {Honorific, "", false}, "messrs": {Honorific, "", true}, "miss": {Honorific, "", false},
	"rev": {Honorific, "", false}, "reverend": {Honorific, "", false}, "pastor": {Honorific, "", false}, "professor": {Honorific, "", false}, "prof": {Honorific, "", false},
}

// foldTitle lowers a word and takes its stop away.
func foldTitle(w string) string { return strings.TrimSuffix(strings.ToLower(w), ".") }

// IsTitleWord tells whether w is a title such as Rep., Senator, Secretary, Mr.
func IsTitleWord(w string) bool { _, ok := titles[foldTitle(w)]; return ok }

// modifiers stand between or before title words: "U.S. Senator", "State Senator", "Senate Majority Leader", "Ranking Member".
var modifiers = wordSet(`u.s us united states state federal house senate majority minority ranking deputy vice assistant acting
	democratic republican former fellow illinois attorney prime foreign defense subcommittee committee full caucus the
	general under interim associate lead co conference policy foundation founding independent assembly then-president then-secretary national security advisor adviser`)

// readTitle reads the title that ends right before token i, going back over title words and their modifiers, and "and",
// "the" between title words. It returns false when the word before i is no title.
func readTitle(s string, toks []Token, i int) (Title, bool) {
	var t Title
	k := i - 1
	if k < 0 || toks[i].Glued {
		return t, false
	}
	found := -1
	for k >= 0 && i-k <= 7 {
		tok := toks[k]
		if tok.Class != Cap && tok.Class != Lower && tok.Class != Initial {
			break
		}
		w := foldTitle(tok.Text(s))
		if tw, ok := titles[w]; ok {
			t = mergeTitle(t, tw, found < 0)
			found = k
		} else if w == "member" || w == "members" {
			if k == 0 || foldTitle(toks[k-1].Text(s)) != "ranking" {
				break
			}
			t = mergeTitle(t, titleWord{Legislator, "", w == "members"}, found < 0)
			found = k
		} else if found >= 0 && (modifiers[w] || tok.Class == Cap && len(w) > 3 && StateCode(tok.Text(s)) != "") {
			if c := StateCode(tok.Text(s)); c != "" && tok.Class == Cap {
				t.State = c
			}
			if w == "state" && (t.Chamber == "sen" || t.Chamber == "rep") {
				t.Chamber = map[string]string{"sen": "upper", "rep": "lower"}[t.Chamber]
			}
			if (w == "house" || w == "senate") && t.Office == Legislator && t.Chamber == "" {
				t.Chamber = map[string]string{"house": "rep", "senate": "sen"}[w]
			}
			found = k
		} else {
			break
		}
		k--
	}
	if found < 0 {
		return t, false
	}
	t.Start, t.End = toks[found].Start, toks[i-1].End
	return t, true
}

func mergeTitle(t Title, w titleWord, nearest bool) Title {
	if nearest {
		t.Office, t.Chamber, t.Plural = w.office, w.chamber, w.plural
		return t
	}
	if t.Office == Honorific && w.office != Honorific {
		t.Office, t.Chamber = w.office, w.chamber
	}
	if t.Chamber == "" {
		t.Chamber = w.chamber
	}
	t.Plural = t.Plural || w.plural
	return t
}
