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
	"four-letter", "letter of credit", "letters of credit", "letter writing", "scam", "letterhead", "letter bomb", "letter opener", "a letter from", "the letter from", "received a letter", "letters patent",
	"letter jacket", "dead letter", "letter of inquiry from", "letter carriers", "offer letter", "offer letters", "support letter", "decision letter", "letters of appointment", "condolence letter", "letter of appointment", "letter of map", "cover letter", "write a letter to my", "letter of resignation",
}

// past are phrases that put a letter into the past of the document: it is only mentioned.
var past = []cue{
	"last week", "last month", "last year", "last fall", "last spring", "last summer", "last winter", "last november", "last december", "last january", "last congress",
	"earlier this year", "earlier this month", "earlier this spring", "earlier this summer", "weeks ago", "months ago", "years ago", "week ago", "month ago", "year ago", "previously", "had sent", "had written",
	"a similar letter", "similar letters", "a previous letter", "previous letter", "an earlier letter", "earlier letter", "prior letter", "also wrote to", "also sent a letter", "also wrote a letter", "follows a letter", "follows the letter",
	"following a letter", "following his letter", "following her letter", "following their letter", "after receiving a letter", "responding to a letter", "in reply to", "comes after", "wrote a letter last", "in response to a letter", "in response to the letter", "responded to a letter", "response to a letter", "call of a letter", "in the past", "recently sent", "recently wrote", "that letter led",
	"has sent letters", "had led", "had joined", "comes in response", "in 19", "first letter",
}

var monthWords = []cue{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// letterEvent tells whether a sentence tells of a letter, and whether it puts it into the past. wrote covers letters that
// are told without the word: "twenty-nine Members today wrote to President Bush".
func letterEvent(low string) (event, passed bool) {
	k := letterWord(low)
	switch {
	case k >= 0:
		event = hasAny(low, letterVerbs)
	case strings.Contains(low, "wrote to ") || strings.Contains(low, "wrote president") || strings.Contains(low, "writing to ") && strings.Contains(low, "today") ||
		strings.Contains(low, "written to ") || strings.Contains(low, " write to ") || strings.Contains(low, "writes to ") || strings.Contains(low, " writes ") && strings.Contains(low, "urging") || strings.Contains(low, "wrote ") && strings.Contains(low, " urging "):
		event = true
	}
	if !event {
		event = wroteToOffice(low)
	}
	if !event || statementOnly(low) || othersLetter(low) {
		return false, false
	}
	if hasAny(low, past) {
		return true, true
	}
	if !strings.Contains(low, "today") && !strings.Contains(low, "yesterday") {
		for _, m := range monthWords {
			if strings.HasPrefix(low, "in "+m) || strings.Contains(low, " in "+m) && !strings.Contains(low, "letter in "+m) || strings.HasPrefix(low, "last "+m) {
				return true, true
			}
		}
	}
	return true, false
}

// strangers write letters too; legislatorWords show that a sentence speaks of legislators.
var (
	strangers = []cue{
		" groups", "organizations", "professors", "scholars", "attorneys general", "governors", "mayors", "advocates", "business leaders", "economists", "associations", "experts", "physicians", "scientists",
		"coalition of", "companies sent", "bishops", "retired generals", "former officials", "prosecutors", "students", "residents",
	}
	legislatorWords = []cue{"senator", "sens.", "sen. ", "rep. ", "reps.", "representative", "congress", "members", "lawmakers", "legislators", "colleagues", "caucus", "delegation", "chairm", "chairwom", "assemblym"}
)

// othersLetter tells whether a sentence tells of a letter of groups or officials and names no legislator.
func othersLetter(low string) bool {
	k := letterWord(low)
	if k < 0 {
		return false
	}
	return hasAny(low[:k], strangers) && !hasAny(low, legislatorWords)
}

// officeWords are the words that show an addressee in office behind "wrote ... to".
var officeWords = []cue{"secretary", "president", "administrator", "director", "attorney general", "chairman", "chairwoman", "commissioner", "speaker", "leader", "ceo", "minister", "ambassador", "governor", "general"}

// wroteToOffice tells whether a sentence says that somebody wrote to an office holder, the word letter not used: "wrote
// today to Acting Secretary X", "joined Senators A and B in writing to".
func wroteToOffice(low string) bool {
	for _, v := range []string{"wrote ", "in writing ", "written ", "writing "} {
		k := strings.Index(low, v)
		if k < 0 || k > 0 && isLetter(low[k-1]) {
			continue
		}
		tail := low[k+len(v) : min(len(low), k+120)]
		if j := strings.Index(" "+tail, " to "); (j >= 0 && j < 40 || v == "wrote ") && hasAny(tail, officeWords) && !strings.Contains(tail[:min(len(tail), 20)], "legislation") {
			return j >= 0 && j < 40 || strings.Contains(tail, "urging") || strings.Contains(tail, "asking") || strings.Contains(tail, "calling")
		}
	}
	return false
}

// statementOnly tells whether a sentence announces a statement on somebody's letter and no letter.
func statementOnly(low string) bool {
	if !strings.Contains(low, "statement") {
		return false
	}
	return hasAny(low, []cue{"following statement", "released a statement", "issued a statement", "issued this statement", "made the following"}) &&
		!hasAny(low, []cue{"sent a ", "sending a ", "sent letters", "led a ", "wrote ", "signing a", "signing the", "joining", "send a ", "penned"})
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
		if !hasAny(around, notLetters) {
			return i
		}
	}
}

func hasAny(s string, words []cue) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
