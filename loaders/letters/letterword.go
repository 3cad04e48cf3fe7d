package letters

import (
	"strings"
)

// cue is a phrase in small letters whose place in a sentence is looked for.
type cue = string

// letterVerbs are the words that make a sentence with "letter" tell of one being written, sent or signed.
var letterVerbs = []cue{
	"sent", "send", "sending", "sends", "led ", "leads", "lead ", "leading", "wrote", "write", "writes", "writing", "written", "penned", "pens ", "pen ", "penning",
	"signed", "signs", "sign ", "signing", "joined", "joins", "join ", "joining", "issued", "submitted", "delivered", "authored", "author", "co-sign", "cosign", "circulat",
	"released", "releases", "release ", "directed", "spearhead", "organiz", "following", "text of", "in a", "in their", "in his", "in her", "in the letter", "this letter", "addressed",
	"urge", "urging", "asking", "asks", "calling", "calls", "request", "demand", "letter to", "letters to", "fired off", "forwarded", "initiat", "outlin", "express", "letter from congress", "letter from rep", "letter from sen",
}

// notLetters are phrases with the word letter that tell of no letter of this kind.
var notLetters = []cue{
	"letter of the law", "letter carrier", "letters of recommendation", "letter of recommendation", "letter of support", "letters of support", "countless letters",
	"newsletter", "letters from constituents", "letters and phone", "letters, phone", "letters and email", "letters and e-mail", "letter grade", "red letter", "red-letter",
	"thank you letter", "letter of intent", "letters of intent", "letter from a constituent", "letters from", "love letter", "letter to the editor", "letters to the editor",
	"four-letter", "four letter word", "letter of credit", "letters of credit", "letter writing", "scam", "letterhead", "letter bomb", "letter opener", "a letter from", "the letter from", "received a letter", "letters patent",
	"letter jacket", "dead letter", "letter of inquiry from", "letter carriers", "offer letter", "offer letters", "support letter", "decision letter", "letters of appointment", "condolence letter", "letter of appointment", "letter of map", "cover letter", "write a letter to my", "letter of resignation", "security letter", "letter of understanding", "letters of understanding", "trade letter",
}

// earlier are phrases that say that a letter is an older one, or one that is answered: it is only mentioned.
var earlier = []cue{
	"had sent", "had written", "had led", "had joined",
	"a similar letter", "similar letters", "a previous letter", "previous letter", "an earlier letter", "earlier letter", "prior letter", "also wrote to", "also sent a letter", "also wrote a letter", "follows a letter", "follows the letter",
	"following a letter", "following his letter", "following her letter", "following their letter", "after receiving a letter", "responding to a letter", "in reply to", "comes after", "in response to a letter", "in response to the letter", "responded to a letter", "response to a letter", "call of a letter", "that letter led",
	"comes in response", "first letter", "according to a letter", "since sending", "in their last letter", "response to their letter", "response to his letter", "response to her letter", "reply to a letter", "replied to a letter", "letter he received", "letter she received", "letter they received",
}

// past are times that put a letter into the past of the document.
var past = []cue{
	"last year", "last fall", "last spring", "last summer", "last winter", "last congress", "earlier this year", "earlier this spring", "earlier this summer", "months ago", "years ago", "month ago", "year ago", "previously", "wrote a letter last", "in the past", "in 19",
}

// lately are phrases that put a letter some days or weeks before the document: it is the document's own only when it is
// what the document opens with.
var lately = []cue{
	"last week", "last month", "last night", "earlier this week", "earlier this month", "weeks ago", "week ago", "recently", "has sent letters", "have sent letters", "days ago", "in recent weeks", "in recent months",
}

var monthWords = []cue{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// letterEvent tells whether a sentence tells of a letter, whether it puts it into the past, and whether that past is so
// near that the letter may be the document's own all the same. Writing is told without the word letter, too:
// "twenty-nine Members today wrote to President Bush".
func letterEvent(low string) (event, passed, faint bool) {
	k := letterWord(low)
	if k >= 0 {
		event = hasAny(low, letterVerbs)
	}
	if !event {
		event = wroteTo(low) >= 0
	}
	if !event || statementOnly(low) || othersLetter(low) || k >= 0 && toPress(low[k:]) {
		return false, false, false
	}
	if hasAny(low, earlier) || k >= 0 && (received(low, k) || onHeels(low[:k])) {
		return true, true, false
	}
	if k >= 0 {
		if near := low[max(0, k-40):min(len(low), k+60)]; strings.Contains(near, "today") && !hasAny(near, past) && !hasAny(near, lately) {
			return true, false, false
		}
	}
	if hasTime(low, past) {
		return true, true, false
	}
	if hasTime(low, lately) {
		return true, true, true
	}
	if !strings.Contains(low, "today") && !strings.Contains(low, "yesterday") && inMonth(low, k) {
		return true, true, true
	}
	return true, false, false
}

// hasTime tells whether one of the times stands in a sentence as that of its letter: not that of what the letter asks, and
// not "last year’s".
func hasTime(low string, times []cue) bool {
	for _, t := range times {
		for k := range places(low, t) {
			if !possessive(low, k+len(t)) && ownTime(low, k) {
				return true
			}
		}
	}
	return false
}

// onHeels tells whether words end in those behind which a letter is what the sentence's matter follows on: "Following her May 3 ".
func onHeels(head string) bool {
	k := strings.LastIndex(head, "following ")
	if k < 0 || len(head)-k > 60 {
		return false
	}
	f := strings.Fields(head[k+len("following "):])
	if len(f) == 0 {
		return false
	}
	switch f[0] {
	case "his", "her", "their", "a", "an", "its":
		return !strings.ContainsAny(head[k:], "”\"") && firstWord(head[k:], []cue{"sent", "wrote", "led", "signed", "in"}) < 0
	}
	return false
}

// received tells whether the letter whose word stands at k came to those whom the document is about: "the letter that she
// received from", "responded today to the letter".
func received(low string, k int) bool {
	tail := low[k:min(len(low), k+50)]
	if hasAny(tail, []cue{"was written in response", "was sent in response", "came in response", "responding to"}) && !hasAny(tail, []cue{"letter to"}) {
		return true
	}
	if j := strings.Index(tail, " received"); j >= 0 && !hasAny(tail[:j], []cue{"sent", "signed", ",", "was ", "were ", "to "}) {
		return true
	}
	head := low[max(0, k-70):k]
	if f := strings.Fields(head); len(f) > 1 && (f[len(f)-1] == "received" || f[len(f)-2] == "received") {
		return true
	}
	if r := strings.Index(head, "response"); r >= 0 && hasAny(head[r:], []cue{"received", " from "}) && strings.Contains(head[r:], " to ") {
		return true
	}
	if hasAny(low, []cue{" sent ", " sending ", " sends ", " wrote "}) || hasAny(head, []cue{"not yet ", " not "}) {
		return false
	}
	for _, v := range []cue{"responded", "responding", "responds", "respond", "response", "replied", "replies", "answered"} {
		j := strings.LastIndex(head, v)
		if j < 0 {
			continue
		}
		gap := head[j+len(v):]
		if t := strings.TrimSpace(gap); (strings.HasPrefix(t, "to ") || strings.HasPrefix(t, "today to ") || v == "answered" && strings.HasPrefix(t, "a ")) && !hasAny(gap, []cue{" sen", " writ", " wrote", " with ", " by ", " urg", " led", " in a ", ",", " his", " her", " their", " its", "'s", "’s"}) {
			return true
		}
	}
	return false
}

// inMonth tells whether a sentence dates its letter, the word at letter, by a month alone: "In March, Senator X sent".
func inMonth(low string, letter int) bool {
	for _, m := range monthWords {
		for _, p := range []string{"in ", "last ", "in early ", "in late ", "back in "} {
			k := strings.Index(low, p+m)
			if k < 0 || k > 0 && isLetter(low[k-1]) {
				continue
			}
			if k == 0 || letter >= 0 && k < letter && letter-k < 120 || letter < 0 || k > letter && k-letter < 90 && ownTime(low, k) {
				if !strings.HasSuffix(low[:k], "letter ") {
					return true
				}
			}
		}
	}
	return false
}

// strangers write letters too; legislatorWords show that a sentence speaks of legislators.
var (
	strangers = []cue{
		" groups", "organizations", "professors", "scholars", "attorneys general", "governors", "mayors", "advocates", "business leaders", "economists", "associations", "experts", "physicians", "scientists",
		"coalition of", "companies sent", "bishops", "retired generals", "former officials", "prosecutors", "students", "residents", "activists",
	}
	legislatorWords = []cue{"senator", "sens.", "sen. ", "rep. ", "reps.", "representative", "congress", "members", "lawmakers", "legislators", "colleagues", "caucus", "delegation", "democrats", "republicans", "chairm", "chairwom", "assemblym"}
)

// othersLetter tells whether a sentence tells of a letter of groups or officials and names no legislator.
func othersLetter(low string) bool {
	k := letterWord(low)
	if k < 0 {
		return false
	}
	head := low[:k]
	for j := strings.LastIndexByte(head, '.'); j >= 0; j = strings.LastIndexByte(head[:j], '.') {
		if j+1 < len(head) && isLetter(head[j+1]) && j > 3 && isLetter(head[j-3]) { // "the IRS.Following this"
			head = head[j:]
			break
		}
	}
	if !hasAny(head, strangers) || hasAny(head, legislatorWords) {
		return false
	}
	tail := low[k:]
	for _, to := range []cue{" to congress ", " to the congress ", " to the u.s. congress", " to members of congress", " to congressional leaders", " to lawmakers"} {
		if j := strings.Index(tail, to); j >= 0 && j < 24 {
			tail = tail[j+len(to):]
		}
	}
	return !hasAny(tail, legislatorWords)
}

// officeWords are the words that show an addressee in office behind "wrote ... to".
var officeWords = []cue{"secretary", "president", "administrator", "director", "attorney general", "chairman", "chairwoman", "commissioner", "speaker", "leader", "ceo", "minister", "ambassador", "governor", "general"}

// wroteTo is the place of a verb that says that somebody wrote to an office holder or body, the word letter not used, or
// -1: "wrote today to Acting Secretary X", "have written jointly to Governor X", "wrote the Department expressing", "joined
// Senators A and B in writing to".
func wroteTo(low string) int {
	for _, v := range []string{"wrote ", "written ", "writing ", "writes ", "write "} {
		for from := 0; from < len(low); {
			k := strings.Index(low[from:], v)
			if k < 0 {
				break
			}
			k += from
			from = k + len(v)
			if k > 0 && isLetter(low[k-1]) {
				continue
			}
			if writesTo(v, low[k+len(v):min(len(low), k+140)]) {
				return k
			}
		}
	}
	return -1
}

// notWritten are works that are written and are no letters.
var notWritten = []cue{"op-ed", "column", "tweet", "twitter", "facebook", "book ", "essay", "legislation", "the law", "the bill", "bill ", "opinion", "article", "blog", "amendment", "report", "dissent", "rules", "off "}

// writesTo tells whether the words behind a verb of writing name an addressee.
func writesTo(verb, tail string) bool {
	if hasAny(tail[:min(len(tail), 40)], notWritten) {
		return false
	}
	if j := strings.Index(" "+tail, " to "); j >= 0 && j < 40 {
		if !hasAny(tail[:max(0, j-1)], []cue{"that", "about", "how", "we ", "in "}) || strings.Contains(tail[:j], "today") || strings.Contains(tail[:j], "this week") {
			rest := strings.TrimPrefix(tail[j+len("to "):], "the ")
			if verb == "wrote " || verb == "written " || hasAny(rest[:min(len(rest), 70)], officeWords) || hasAny(rest[:min(len(rest), 70)], bodiesWritten) {
				return !strings.HasPrefix(rest, "him") && !strings.HasPrefix(rest, "me ") && !strings.HasPrefix(rest, "my ") && !strings.HasPrefix(rest, "express") && !strings.HasPrefix(rest, "request")
			}
		}
		return false
	}
	if verb == "writing " || verb == "written " || strings.HasPrefix(tail, "that") || strings.HasPrefix(tail, "in ") {
		return false
	}
	head := tail[:min(len(tail), 70)]
	return (hasAny(head, officeWords) || hasAny(head, bodiesWritten)) && hasAny(tail, []cue{"urging", "asking", "calling", "expressing", "requesting", "demanding", "seeking", "pressing", "to urge", "to ask", "to request", "to express", "requested", "today", "questioning", "opposing", "regarding", "about "})
}

// bodiesWritten are words of the names of bodies that letters go to.
var bodiesWritten = []cue{"department", "agency", "service", "commission", "administration", "bureau", "committee", "board", "authority", "council", "white house", "company", "corporation", "leadership", "congress", "senate", "house ", "irs", "fda", "epa", "fcc", "ftc", "usda", "office", "conferees", "appropriators", "sen.", "sens.", "senator", "rep.", "chair", "court", "officials", "government", "leaders", "university", "association"}

// statementOnly tells whether a sentence announces a statement on somebody's letter and no letter.
func statementOnly(low string) bool {
	if !strings.Contains(low, "statement") {
		return false
	}
	return hasAny(low, []cue{"following statement", "released a statement", "issued a statement", "issued this statement", "made the following"}) &&
		!hasAny(low, []cue{"sent a ", "sending a ", "sent letters", "led a ", "wrote ", "signing a", "signing the", "joining", "send a ", "penned", "after sending", "after signing", "after leading"})
}

// letterWord is the place of the word letter or letters in its proper sense, or -1.
func letterWord(low string) int {
	for from := 0; ; {
		i := strings.Index(low[from:], "letter")
		if i < 0 {
			return -1
		}
		i += from
		from = i + 6
		if i > 0 && low[i-1] >= 'a' && low[i-1] <= 'z' {
			continue
		}
		e := i + 6
		if e < len(low) && low[e] == 's' {
			e++
		}
		if e < len(low) && low[e] >= 'a' && low[e] <= 'z' {
			continue
		}
		around := low[max(0, i-20):min(len(low), i+26)]
		if !hasAny(around, notLetters) || ofLegislators(low[i:]) || inSupport(low, i) {
			return i
		}
	}
}

// ofLegislators tells whether the letter whose word starts tail comes from legislators: "letter from 36 members to".
func ofLegislators(tail string) bool {
	for _, p := range []string{"letter from ", "letters from "} {
		if rest, ok := strings.CutPrefix(tail, p); ok {
			return hasAny(rest[:min(len(rest), 60)], []cue{"members", "senators", "sens.", "reps.", "representatives", "lawmakers", "delegation", "caucus"})
		}
	}
	return false
}

// inSupport tells whether the letter of support whose word stands at i is one that is sent or signed: "sent a letter of
// support to", "members signing the letter of support".
func inSupport(low string, i int) bool {
	if strings.HasPrefix(low[i:], "letter of support") && strings.HasSuffix(low[:i], "signing the ") {
		return true
	}
	if !strings.HasPrefix(low[i:], "letter of support to ") && !strings.HasPrefix(low[i:], "letter of support for ") && !strings.HasPrefix(low[i:], "letters of support to ") {
		return false
	}
	return hasAny(low[max(0, i-28):i], []cue{"sent ", "led a", "signed a", "joined", "lead a", "leads a", "send a", "leading a"})
}

func hasAny(s string, words []cue) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
