package letters

import (
	"iter"
	"strings"

	"demarche/schema"
)

// listCue is a phrase behind which a list of signers stands.
type listCue struct {
	phrase string
	role   schema.Role
	rule   string
	needs  bool // only in a sentence with the word letter
}

// listCues, longer phrases before the shorter ones that they hold.
var listCues = []listCue{
	{"letter was led by", schema.RoleLead, "led", false},
	{"co-led by", schema.RoleLead, "led", true},
	{"led by", schema.RoleLead, "led", false},
	{"spearheaded by", schema.RoleLead, "led", true},
	{"organized by", schema.RoleLead, "led", true},
	{"initiated by", schema.RoleLead, "led", true},
	{"authored by", schema.RoleLead, "led", true},
	{"co-authored by", schema.RoleLead, "led", true},
	{"written by", schema.RoleLead, "led", true},
	{"circulated by", schema.RoleLead, "led", false},
	{"drafted by", schema.RoleLead, "led", true},
	{"headed by", schema.RoleLead, "led", true},
	{"coordinated by", schema.RoleLead, "led", true},
	{"championed by", schema.RoleLead, "led", true},
	{"sent by", schema.RoleSigner, "signed-by", true},
	{"co-signed by", schema.RoleCosigner, "signed-by", false},
	{"cosigned by", schema.RoleCosigner, "signed-by", false},
	{"also signed by", schema.RoleCosigner, "signed-by", false},
	{"signed by", schema.RoleCosigner, "signed-by", false},
	{"led", schema.RoleCosigner, "led-others", true},
	{"joined by", schema.RoleCosigner, "joined-by", false},
	{"signers of the letter", schema.RoleCosigner, "signers-include", false},
	{"signatories of the letter", schema.RoleCosigner, "signers-include", false},
	{"signers on the letter", schema.RoleCosigner, "signers-include", false},
	{"signatories to the letter", schema.RoleCosigner, "signers-include", false},
	{"signatories on the letter", schema.RoleCosigner, "signers-include", false},
	{"signers to the letter", schema.RoleCosigner, "signers-include", false},
	{"co-signers", schema.RoleCosigner, "signers-include", false},
	{"cosigners", schema.RoleCosigner, "signers-include", false},
	{"signers", schema.RoleCosigner, "signers-include", false},
	{"signatories", schema.RoleCosigner, "signers-include", false},
	{"cosigning", schema.RoleCosigner, "joining", false},
	{"co-signing", schema.RoleCosigner, "joining", false},
	{"joining", schema.RoleCosigner, "joining", false},
	{"signing the letter", schema.RoleCosigner, "joining", false},
	{"signing on", schema.RoleCosigner, "joining", true},
	{"signing", schema.RoleCosigner, "joining", true},
	{"consigners", schema.RoleCosigner, "signers-include", true},
	{"on the letter", schema.RoleCosigner, "signers-include", false},
	{"on the bipartisan letter", schema.RoleCosigner, "signers-include", false},
	{"on this letter", schema.RoleCosigner, "signers-include", false},
	{"signed on to", schema.RoleCosigner, "joining", true},
	{"signed onto", schema.RoleCosigner, "joining", true},
	{"letter include", schema.RoleCosigner, "signers-include", true},
	{"letter includes", schema.RoleCosigner, "signers-include", true},
	{"letter are", schema.RoleCosigner, "signers-include", true},
	{"letter were", schema.RoleCosigner, "signers-include", true},
	{"with the support of", schema.RoleCosigner, "with", true},
	{"cosigned", schema.RoleCosigner, "joining", true},
	{"co-signed", schema.RoleCosigner, "joining", true},
	{"signed the letter", schema.RoleCosigner, "joining", false},
	{"signed on to the letter", schema.RoleCosigner, "joining", false},
	{"signed onto the letter", schema.RoleCosigner, "joining", false},
	{"joined the", schema.RoleCosigner, "joined-letter", true},
	{"joined", schema.RoleCosigner, "joined", true},
	{"joins", schema.RoleCosigner, "joined", true},
	{"join", schema.RoleCosigner, "joined", true},
	{"along with", schema.RoleCosigner, "with", true},
	{"together with", schema.RoleCosigner, "with", true},
	{"alongside", schema.RoleCosigner, "with", true},
	{"letter with", schema.RoleLead, "with", true},
	{"in addition to", schema.RoleLead, "in-addition", false},
	{"included", schema.RoleCosigner, "signers-include", true},
	{"letter from", schema.RoleSigner, "letter-from", true},
	{"supported by", schema.RoleCosigner, "joined-by", true},
	{"as well as", schema.RoleCosigner, "with", true},
}

// otherLists are words that make a list of names one of something else than signers.
var otherLists = []cue{
	"cosponsor", "co-sponsor", "introduced", "legislation", "bill", "amendment", "resolution", "press conference", "news conference", "event", "hearing", "roundtable", "voted", "tour", "toured", "town hall", "caucus includes",
	"amicus", "brief", "executive order", "staff", "endorsed",
}

// subjectVerbs are the finite verbs whose subjects write, send or sign letters.
var subjectVerbs = []string{
	"sent", "send", "sends", "led", "lead", "leads", "wrote", "write", "writes", "penned", "pen", "pens", "signed", "sign", "signs", "joined", "join", "joins", "issued", "submitted", "delivered", "authored",
	"co-authored", "released", "directed", "spearheaded", "organized", "urged", "urge", "urges", "asked", "called", "calls", "requested", "demanded", "are leading", "is leading", "are sending", "is sending", "cosigned", "co-signed", "were joined", "was joined",
	"addressed", "forwarded", "implored", "pressed", "expressed", "announced", "cites", "cited", "states", "stated", "initiated", "circulated", "reiterated", "renewed", "have written", "has written", "co-led", "fired off", "pressing", "urging", "unveiled", "sought", "are demanding", "is demanding", "are urging", "is urging", "are calling", "is calling", "are asking", "is asking", "are pressing", "is pressing", "questioned", "encouraged", "slammed", "blasted", "pushed", "are requesting", "is requesting", "are questioning", "is questioning", "said", "explained", "noted", "warned", "argued", "highlighted", "called for", "calling",
	"seeking", "seek", "seeks", "raised", "raise", "raises", "voiced", "appealed", "opposed", "oppose", "petitioned", "advocated", "advocate", "recommended", "pointed", "emphasized", "stressed", "insisted", "reached out", "contacted", "condemned", "criticized", "formally asked", "raising", "expressing", "weighed in", "inquired", "launched", "launch", "launches", "drew", "invited", "reminded", "alerted", "notified", "opened", "probed", "probe", "criticize", "criticizes",
}

// listWords may stand between the names of a list or before its first name.
var listWords = map[string]bool{
	"the": true, "a": true, "of": true, "and": true, "as": true, "well": true, "fellow": true, "chair": true, "chairs": true, "co-chair": true, "co-chairs": true, "chairman": true, "chairwoman": true,
	"ranking": true, "member": true, "members": true, "caucus": true, "committee": true, "subcommittee": true, "on": true, "for": true, "with": true, "along": true, "also": true, "both": true, "senators": true, "senator": true,
	"representatives": true, "representative": true, "congressman": true, "congresswoman": true, "congressmen": true, "his": true, "her": true, "their": true, "colleagues": true, "colleague": true, "house": true, "senate": true, "other": true,
	"lawmakers": true, "democratic": true, "republican": true, "democrats": true, "republicans": true, "vice": true, "founder": true, "leader": true, "leaders": true, "majority": true, "minority": true, "whip": true, "speaker": true, "including": true,
	"from": true, "u.s": true, "us": true, "reps": true, "rep": true, "sens": true, "sen": true, "include": true, "includes": true, "included": true, "are": true, "were": true, "is": true, "was": true, "in": true, "who": true,
	"congressional": true, "assemblymembers": true, "assemblymember": true, "state": true, "bipartisan": true, "group": true, "the-letter": true, "co-led": true, "letter": true, "following": true, "by": true, "additional": true, "at": true, "delegation": true,
	"dean": true, "two": true, "three": true, "four": true, "five": true, "six": true, "seven": true, "eight": true, "nine": true, "ten": true, "eleven": true, "twelve": true, "new": true, "york": true, "congress": true, "affairs": true, "to": false,
	"plus": true, "or": true, "former": true, "today": true, "co-founder": true, "gentleman": true, "gentlewoman": true, "women": true, "men": true, "legislators": true, "sending": true, "sent": false, "they": true, "then": true, "independent": true, "onto": true, "this": true, "effort": true, "signing": true,
	"all": true, "entire": true, "every": true, "many": true, "several": true, "some": true, "fifteen": true, "twenty": true, "dozen": true, "senior": true, "top": true, "bicameral": true, "original": true, "amp": true, "nbsp": true,
}

// mostVerbs is how many verbs of writing, and other phrases, of one sentence are looked at: no sentence that a person wrote
// has more.
const mostVerbs = 20

// places yields where a phrase stands in a sentence, the first [mostVerbs] of them.
func places(low string, phrase cue) iter.Seq[int] {
	return func(yield func(int) bool) {
		for from, n := 0, 0; n < mostVerbs; n++ {
			k := strings.Index(low[from:], phrase)
			if k < 0 || !yield(from+k) {
				return
			}
			from += k + len(phrase)
		}
	}
}
