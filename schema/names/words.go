package names

// honorifics are the folded words that stand before a name and are no part of it. Office words are among them because
// lists print them so ("Senator Dianne Feinstein", "Ranking Member Eliot Engel").
var honorifics = set("the", "honorable", "honourable", "hon", "rep", "reps", "representative", "representatives", "sen", "sens", "senator",
	"senators", "us", "congressman", "congresswoman", "congressmen", "congressmember", "congressperson", "cong", "congresswomen", "member",
	"members", "delegate", "del", "commissioner", "assemblymember", "assemblyman", "assemblywoman", "assembly", "asm", "state", "dr", "doctor", "mr",
	"mrs", "ms", "miss", "mx", "prof", "professor", "rev", "reverend", "rabbi", "father", "chairman", "chairwoman", "chairperson", "chair", "cochair",
	"vice", "co", "ranking", "speaker", "leader", "majority", "minority", "whip", "president", "pro", "tempore", "col", "colonel", "lt", "capt",
	"captain", "maj", "gen", "sgt", "cmdr", "adm", "admiral", "governor", "gov", "lieutenant", "mayor", "ambassador", "amb", "secretary", "minister",
	"prime", "king", "queen", "prince", "princess", "sheikh", "attorney", "deputy", "assistant", "director", "administrator",
	"judge", "justice", "chief", "sheriff", "councilman", "councilwoman", "councilmember", "sir", "dame", "lord", "lady", "democratic",
	"republican", "former", "acting", "general", "major", "dean", "bishop", "former", "retired", "resident", "premier", "chancellor", "emeritus",
	"elect", "supervisor", "treasurer", "controller", "comptroller", "congressional", "house", "senate", "undersecretary", "under", "mp", "mep")

// nameable are the honorifics that are given names or surnames as well ("Major Owens", "Dean Heller", "King"): they are
// taken away only before at least two further words of which the first is no initial.
var nameable = set("major", "dean", "bishop", "king", "prince", "judge", "justice", "general", "father", "lord", "marshall", "miss", "chief",
	"lady", "dame", "sheriff", "mayor", "house", "co", "pro", "del", "price", "chancellor", "whip", "under", "vice", "col", "gen")

// offices are honorifics that say that the person holds an office outside a legislature, or works for a legislator.
var offices = set("governor", "gov", "mayor", "ambassador", "amb", "secretary", "minister", "prime", "king", "queen", "prince", "princess", "sheikh",
	"attorney", "director", "administrator", "judge", "justice", "sheriff", "councilman", "councilwoman", "councilmember", "rabbi",
	"undersecretary", "premier", "chancellor", "commissioner", "supervisor", "treasurer", "controller", "comptroller", "admiral",
	"adm", "mp", "mep", "lieutenant", "former")

// midTitles are legislators' titles that no name holds, so that a name starts after them or ends before them.
var midTitles = set("rep", "reps", "representative", "representatives", "sen", "sens", "senator", "senators", "congressman", "congresswoman",
	"congressmember", "congressmen", "congresswomen", "assemblymember", "assemblyman", "assemblywoman", "chairman", "chairwoman", "member")

// linkWords follow a title that stands after a name ("Member of Congress").
var linkWords = set("of", "for", "from", "to", "in", "on", "and")

// suffixes maps folded generation suffixes to their canonical form.
var suffixes = map[string]string{"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv", "2nd": "ii", "3rd": "iii", "lll": "iii", "ill": "iii"}

// degrees are folded degrees and service marks after a name, their full stops taken away.
var degrees = set("md", "phd", "dds", "dmd", "dvm", "do", "od", "esq", "esquire", "ret", "usn", "usa", "usaf", "usmc", "jd", "mph", "mba", "rn", "cpa", "facs", "edd", "pharmd", "msw",
	"ma", "ms", "bsn", "mc", "llm", "psyd")

// particles are folded words that belong to the surname that follows them.
var particles = set("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "los", "las", "st", "ste", "san", "santa", "ter", "bin", "ibn", "al", "el",
	"abu", "mac", "ben", "ap", "vander")

// IsParticle tells whether the folded word is a particle of surnames ("van", "de", "la").
func IsParticle(w string) bool { return particles[w] }

// patronymicWords follow the father's name in Azerbaijani and kindred patronymics.
var patronymicWords = set("oglu", "oghlu", "ogly", "ogli", "qizi", "gizi", "kizi", "kyzy", "gyzy", "uulu")

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
