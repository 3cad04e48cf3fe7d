package match

import (
	"strings"

	"demarche/schema/names"
)

// Scores of the ways in which a printed given name can fit a registered one. They are ordered by how often each way is
// wrong on the names of one Congress; the distances are tuned on the evaluation set of this package.
const (
	givenExact      = 1.00
	givenCalledMid  = 0.94 // the middle name after an initial: Luis for J. Luis
	givenMiddle     = 0.77 // the middle name of somebody who goes by the first: a question unless the state agrees
	givenNickname   = 0.96 // nickname of the table
	givenOtherNick  = 0.93 // nickname of the table where the register has another
	givenDiminutive = 0.93 // one short form out of another: Bobby, Bob
	givenSibling    = 0.78 // both are short for one name: Betsy, Liz
	givenMidNick    = 0.76 // nickname of a middle name: Rob for Samuel Robert
	givenCalled     = 0.88 // nickname of the middle name after an initial: Jim for F. James
	givenInitials   = 0.95 // two or more initials fit
	givenInitial    = 0.85
	givenMidInit    = 0.76
	givenMisprint   = 0.88
	givenPrefix     = 0.87 // cut short: "Benj", "Christo"
	givenGlued      = 0.98
	givenSpelling   = 0.94 // another spelling of one sound: Corey, Cory
	givenSlip       = 0.84 // two letters change places in an established name: Kristen, Kirsten
	givenWeak       = 0.82 // one letter of a short name: Bin for Ben
	givenDoubt      = 0.75 // one letter, but an established name: Dan, Don
)

// givenFit is how well given names fit, and why.
type givenFit struct {
	score    float64
	feature  string // given, nickname, initial
	note     string
	misprint bool
	conflict bool // a middle name or initial is another one
	doubt    bool // another established name, one letter away
	weak     bool // acceptable only where nobody else of the pool bears the surname
}

// givenName compares printed given names and nicknames with those of e. Without any the score is 0.
func (x *Index) givenName(e *entry, given, nicks []string) givenFit {
	var best givenFit
	used := 1
	if len(given) > 0 {
		best = x.givenWord(e, given[0])
		if len(given) > 1 {
			// "Jo Ann" for Joann, "Barbara Jean" glued in the register.
			if joined := given[0] + given[1]; containsWord(e.firsts, joined) || containsWord(e.nicks, joined) {
				best, used = givenFit{score: givenExact, feature: "given"}, 2
			}
		}
	}
	for _, n := range nicks {
		f := x.givenWord(e, strings.ReplaceAll(n, " ", ""))
		if f.score > best.score && f.score >= givenOtherNick && !f.misprint {
			best = givenFit{score: f.score, feature: "nickname", note: n}
		}
	}
	if len(given) > used {
		best = x.furtherGiven(e, best, given, used)
	}
	return best
}

// furtherGiven weighs the given words after the first used ones: middle names and initials.
func (x *Index) furtherGiven(e *entry, best givenFit, given []string, used int) givenFit {
	adjust := 0.0
	for _, g := range given[used:] {
		if len(g) == 1 {
			switch {
			case startsAny(e.middles, g), startsAny(e.nicks, g), startsAny(e.firsts, g):
				if best.feature == "initial" && len(given[0]) == 1 && best.score < givenInitials {
					best.score, best.note = givenInitials, "initials "+strings.Join(given, " ")
				}
				adjust += 0.01
			case len(e.middles) > 0:
				adjust -= 0.10
				best.conflict = true
				best.note = joinNote(best.note, "middle initial "+g)
			default:
				adjust -= 0.01
			}
			continue
		}
		switch {
		case containsWord(e.firsts, g), containsWord(e.nicks, g), containsWord(e.middles, g):
			if best.score < 0.97 && best.score >= givenMidInit {
				best = givenFit{score: 0.97, feature: "given", note: given[0] + " " + g}
			} else if best.score == 0 && !containsWord(e.middles, g) {
				best = givenFit{score: 0.82, feature: "given", note: given[0] + " before " + g}
			}
			adjust += 0.01
		case shortWord(e.nicks, g) != "", shortWord(e.firsts, g) != "":
			if best.score >= givenMidInit && best.score < givenNickname {
				best = givenFit{score: givenNickname, feature: "nickname", note: g}
			}
		case startsAnyInitial(e.middles, g):
			// The register has only the initial.
		case len(e.middles) > 0:
			adjust -= 0.05
			best.conflict = true
			best.note = joinNote(best.note, "middle name "+g)
		default:
			adjust -= 0.02
		}
	}
	if best.score > 0 {
		best.score = min(1, best.score+adjust)
	}
	return best
}

// givenWord compares one printed given word with the names of e.
func (x *Index) givenWord(e *entry, g string) givenFit {
	if len(g) == 1 {
		switch {
		case startsAny(e.firsts, g) || startsAny(e.nicks, g):
			return givenFit{score: givenInitial, feature: "initial", note: g}
		case startsAny(e.middles, g):
			return givenFit{score: givenMidInit, feature: "initial", note: g + " of a middle name"}
		}
		return givenFit{}
	}
	if containsWord(e.firsts, g) || containsWord(e.nicks, g) {
		return givenFit{score: givenExact, feature: "given"}
	}
	if containsWord(e.middles, g) {
		fit := givenFit{score: givenMiddle, feature: "given", note: g + " is a middle name"}
		if len(e.firsts) > 0 && len(e.firsts[0]) == 1 {
			fit.score = givenCalledMid
		} else if alt := x.givenOther(e, g); alt.score > fit.score {
			return alt
		}
		return fit
	}
	return x.givenOther(e, g)
}

// givenOther compares a printed word that is no name of e letter for letter: nicknames of the table, cut and misprinted
// forms.
func (x *Index) givenOther(e *entry, g string) givenFit {
	if w := shortWord(e.firsts, g); w != "" {
		if len(e.nicks) > 0 && shortWord(e.nicks, g) == "" {
			return givenFit{score: givenOtherNick, feature: "nickname", note: g + " = " + w}
		}
		return givenFit{score: givenNickname, feature: "nickname", note: g + " = " + w}
	}
	if w := shortWord(e.nicks, g); w != "" {
		return givenFit{score: givenNickname, feature: "nickname", note: g + " = " + w}
	}
	if w := sameWord(e.firsts, g); w != "" {
		fit := givenFit{score: givenSibling, feature: "nickname", note: g + " = " + w}
		switch {
		case names.Sound(g) == names.Sound(w):
			fit.score, fit.feature = givenSpelling, "given"
		case strings.HasPrefix(g, w) || strings.HasPrefix(w, g):
			fit.score = givenDiminutive
		}
		return fit
	}
	if w := shortWord(e.middles, g); w != "" {
		fit := givenFit{score: givenMidNick, feature: "nickname", note: g + " = " + w + ", a middle name"}
		if len(e.firsts) > 0 && len(e.firsts[0]) == 1 {
			fit.score = givenCalled
		}
		return fit
	}
	// An initial in the register: "G." Butterfield printed as "George".
	for _, f := range e.firsts {
		if len(f) == 1 && f[0] == g[0] {
			return givenFit{score: givenInitial, feature: "initial", note: f + ". of the register"}
		}
	}
	return x.givenMisprint(e, g)
}

// givenMisprint compares a word that fits no name of e as another spelling, a misprint or a cut form. A word that is somebody
// else's given name is no misprint, at best a question.
func (x *Index) givenMisprint(e *entry, g string) givenFit {
	var best givenFit
	if len(g) < 2 {
		return best
	}
	established := x.isGiven(g)
	for _, list := range [2][]string{e.firsts, e.nicks} {
		for _, f := range list {
			if fit := spelling(g, f, e.middles, established); fit.score > best.score {
				best = fit
			}
			for _, long := range names.Nicknames(f) {
				if len(g) > 3 && names.Sound(g) == names.Sound(long) && best.score < givenSpelling-0.01 {
					best = givenFit{score: givenSpelling - 0.01, feature: "nickname", note: "spelling: " + g + "/" + long + " = " + f}
				}
			}
			for _, short := range names.ShortForms(f) {
				if len(g) > 2 && names.Sound(g) == names.Sound(short) && best.score < givenSpelling-0.01 {
					best = givenFit{score: givenSpelling - 0.01, feature: "nickname", note: "spelling: " + g + "/" + short}
				}
			}
		}
	}
	return best
}

// spelling compares a printed given name with one name of the register.
func spelling(g, f string, middles []string, established bool) givenFit {
	if len(f) < 2 {
		return givenFit{}
	}
	if joinedWith(f, middles, g) {
		return givenFit{score: givenGlued, feature: "given", note: "glued: " + g}
	}
	if len(g) >= 3 && names.Sound(g) == names.Sound(f) {
		return givenFit{score: givenSpelling, feature: "given", note: "spelling: " + g + "/" + f}
	}
	if len(g) >= 4 && !established && names.Skeleton(g) == names.Skeleton(f) {
		return givenFit{score: givenSpelling, feature: "given", note: "transliteration: " + g + "/" + f}
	}
	if len(g) >= 3 && len(f) > len(g)+1 && strings.HasPrefix(f, g) && !established {
		return givenFit{score: givenPrefix, feature: "given", note: g + " cut from " + f}
	}
	limit := 1
	if len(f) >= 7 {
		limit = 2
	}
	d := names.OSA(g, f, limit)
	fit := givenFit{feature: "given", note: "misprint: " + g + "/" + f, misprint: true}
	switch {
	case len(f) < 3:
	case d > limit:
		switch {
		case established:
		case ocrKey(g) == ocrKey(f):
			fit.score = givenMisprint - 0.02
		case len(f) >= 5 && g[0] == f[0] && names.OSA(g, f, 2) == 2:
			fit.score, fit.doubt = givenDoubt, true
		}
	case established && d == 1 && len(f) >= 6 && len(g) == len(f) && anagram(g, f):
		fit.score = givenSlip
	case established && d == 1:
		fit.score, fit.doubt = givenDoubt, g[0] == f[0]
	case established:
	case len(f) == 3:
		fit.score, fit.weak = givenWeak, true
	default:
		fit.score = givenMisprint - 0.03*float64(d-1)
		if g[0] != f[0] {
			fit.score -= 0.03
		}
	}
	return fit
}

// anagram tells whether two words of one length hold the same letters.
func anagram(a, b string) bool {
	var n [256]int
	for i := range len(a) {
		n[a[i]]++
		n[b[i]]--
	}
	return n == [256]int{}
}

// isGiven tells whether a word is an established given name of somebody.
func (x *Index) isGiven(w string) bool { return names.IsGiven(w) || x.given[w] > 0 }

func containsWord(list []string, w string) bool {
	for _, l := range list {
		if l == w {
			return true
		}
	}
	return false
}

func startsAny(list []string, initial string) bool {
	for _, l := range list {
		if l[0] == initial[0] {
			return true
		}
	}
	return false
}

// startsAnyInitial tells whether the list holds the word's initial as an initial.
func startsAnyInitial(list []string, w string) bool {
	for _, l := range list {
		if len(l) == 1 && l[0] == w[0] {
			return true
		}
	}
	return false
}

// shortWord is the first name of the list that w is short for, or that is short for w.
func shortWord(list []string, w string) string {
	for _, l := range list {
		if names.ShortOf(l, w) {
			return l
		}
	}
	return ""
}

// sameWord is the first name of the list that may be the same as w over a third name.
func sameWord(list []string, w string) string {
	for _, l := range list {
		if names.SameGiven(l, w) {
			return l
		}
	}
	return ""
}

// joinedWith tells whether g is first and a middle name written as one word.
func joinedWith(first string, middles []string, g string) bool {
	if !strings.HasPrefix(g, first) {
		return false
	}
	rest := g[len(first):]
	return len(rest) > 0 && containsWord(middles, rest)
}

func joinNote(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}
