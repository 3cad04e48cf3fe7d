package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
)

// What the reading of a stray word looks at: tokens behind the verb or the article.
const (
	straySpan    = 4
	surveyScore  = 7
	maxAdjective = 3
)

// survey tells whether the noun phrase at lo asks to be told: "a short summary of the rules", "an overview of".
func (d *text) survey(lo, hi int) bool {
	for i := lo; i+1 < min(hi, lo+maxAdjective+1); i++ {
		switch d.raw(i) {
		case "summary", "overview", "description", "account", "update", "synopsis":
			return i > lo && d.is(lo, determiner) && (d.word(i+1, d.w.of) || d.raw(i+1) == "on")
		}
		if i > lo && d.is(i, preposition) {
			return false
		}
	}
	return false
}

// unstray is the act j in [lo,hi) with the type taken back that only a stray word gave it.
func (d *text) unstray(j judged, lo, hi int) judged {
	if j.head >= 0 {
		switch strings.ToLower(d.raw(j.head)) {
		case "impose", "imposing", "imposed":
			if j.rule == "punish+any" && d.oneOf(j.head+1, hi, "requirement", "requirements", "mandate", "mandates", "standard", "standards", "deadline", "deadlines", "no") {
				j.typ, j.rule = "rulemake_or_regulate", "impose a requirement"
			}
		case "rescind", "reconsider", "withdraw", "reverse", "revoke", "rescinding", "reconsidering", "withdrawing":
			if j.typ == "rulemake_or_regulate" && d.appoints(j.head+1, hi) {
				j.typ, j.rule = "appoint_or_remove", "undo an appointment"
			}
		case "remember", "recall":
			if strings.HasSuffix(j.rule, "+any") && d.oneOf(j.head+1, hi, "needs", "importance", "that", "how", "why") {
				return judged{typ: other, score: j.score, rule: "remember", head: j.head}
			}
		}
	}
	i := d.skip(lo, hi)
	if j.typ == "disclose_information" && i < hi && strings.EqualFold(d.raw(i), "exercise") && d.oneOf(i+1, hi, "discretion", "restraint", "caution") {
		return judged{typ: other, score: j.score, rule: "discretion", head: i}
	}
	return j
}

// appoints tells whether what a verb acts on, from its next token, is an appointment: "her appointment".
func (d *text) appoints(from, hi int) bool {
	for i := from; i < min(hi, from+2*straySpan); i++ {
		if d.is(i, conj) || d.toks[i].Kind == lexicon.Mark && !d.mark(i, ',') && d.raw(i) != "." {
			return false
		}
		switch d.raw(i) {
		case "appoint", "appointment", "nominate", "nomination":
			return true
		case "rule", "regulation", "on", "for", "in":
			return false // "the rule on the appointment of pilots"
		}
	}
	return false
}

// oneOf tells whether one of the words stands in the few tokens behind a verb, up to hi.
func (d *text) oneOf(from, hi int, words ...string) bool {
	for i := from; i < min(hi, from+straySpan); i++ {
		for _, w := range words {
			if d.raw(i) == w {
				return true
			}
		}
	}
	return false
}
