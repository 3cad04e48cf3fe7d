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
	if j.typ == "investigate" && strings.HasSuffix(j.rule, "inquiry") && (d.ofApplication(lo, hi) || j.head >= 0 && strings.HasPrefix(d.raw(j.head), "expedit")) {
		j.typ, j.rule = "rulemake_or_regulate", "review of an application"
	}
	if strings.HasPrefix(j.rule, "stop+") && j.typ == "suspend_aid_or_sales" && j.rule != "stop+arms" && j.rule != "stop+hardware" && !d.foreign(lo, hi) {
		j.typ, j.rule = "legislate_or_fund", j.rule+" at home"
	}
	if j.rule == "order+oversight" && strings.HasPrefix(strings.ToLower(d.raw(j.head)), "exercis") {
		j.typ, j.rule = "investigate", "exercise oversight"
	}
	if strings.HasSuffix(j.rule, "+decision") && d.policyToward(lo, hi) {
		return judged{typ: other, score: j.score, rule: "foreign policy", head: j.head}
	}
	if j.head >= 0 && d.tells(j.head) && d.counts(j.head+1, hi) {
		j.typ, j.rule = "disclose_information", "provide a number"
	}
	if j.rule == "fund+bill" && strings.HasPrefix(d.raw(j.head), "provid") {
		return judged{typ: "disclose_information", score: j.score, rule: "provide a text", head: j.head}
	}
	if j.rule == "lift+any" || j.rule == "order+any" && !decides(d.raw(j.head)) {
		return judged{typ: other, score: j.score, rule: "no rule", head: j.head}
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

// ofApplication tells whether the review that [lo,hi) asks for is of an application, which is decided and not looked into.
func (d *text) ofApplication(lo, hi int) bool {
	for i := lo; i+2 < min(hi, lo+maxReleased); i++ {
		if d.raw(i) != "review" && d.raw(i) != "consideration" && d.raw(i) != "evaluation" || !d.word(i+1, d.w.of) {
			continue
		}
		for j := i + 2; j < min(hi, i+straySpan+straySpan); j++ {
			switch d.raw(j) {
			case "application", "applications", "petition", "petitions", "permit", "permits", "request", "requests":
				return true
			}
			if d.is(j, preposition) {
				return false
			}
		}
	}
	return false
}

// decides tells whether a verb is of what an authority decides, whatever it decides on.
func decides(verb string) bool {
	switch strings.ToLower(verb) {
	case "approve", "approving", "change", "changing", "institute", "revise", "revising", "amend", "amending", "modify", "modifying", "adopt", "adopting", "deny", "denying",
		"reverse", "repeal", "implement", "implementing", "grant", "overturn", "delay", "withdraw", "appeal", "adjust", "apply", "exercise", "require", "requiring", "prohibit", "ban", "approval", "reversal", "renewal", "repealing", "adoption", "rejection":
		return true
	}
	return false
}

// foreign tells whether the act in [lo,hi) or the words before it name a country or those who rule one.
func (d *text) foreign(lo, hi int) bool {
	for i := max(0, lo-maxReach); i < min(hi, lo+maxAct); i++ {
		if d.marks[i].Country != 0 {
			return true
		}
		switch strings.ToLower(d.raw(i)) {
		case "regime", "junta", "government", "governments", "country", "countries", "nations", "kingdom", "military", "militias", "militia", "rebels", "authorities", "forces", "police", "army", "foreign":
			return true
		}
	}
	return false
}

// policyToward tells whether the act in [lo,hi) is about a policy toward somebody: no rule is made for it.
func (d *text) policyToward(lo, hi int) bool {
	for i := lo; i+1 < min(hi, lo+maxReach); i++ {
		switch d.raw(i) {
		case "policy", "policies", "approach", "strategy", "posture":
			if r := d.raw(i + 1); r == "toward" || r == "towards" {
				return true
			}
		}
	}
	return false
}

// counts tells whether the noun that a verb acts on, from its next token, is a number or a list.
func (d *text) counts(from, hi int) bool {
	for i := from; i < min(hi, from+straySpan); i++ {
		switch d.raw(i) {
		case "number", "numbers", "list", "lists", "breakdown", "tally":
			return true
		}
		if d.is(i, preposition|conj) {
			return false
		}
	}
	return false
}
