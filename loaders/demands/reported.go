package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
)

// maxSigners is how many tokens before an asking verb are searched for one who signed.
const maxSigners = 40

// reported tells whether the asking verb at i of a report is what the letter asks.
func (d *text) reported(s sentence, i, p int, form lexicon.Form, before []cand) bool {
	if d.is(p, first) && form == lexicon.Base {
		return true
	}
	if d.othersAsk(s, i, p, form) {
		return false
	}
	if form == lexicon.Base && d.word(p, d.w.to) && len(before) > 0 && !d.is(p-1, conj) && !d.mark(p-1, ',') {
		return false // what the act is to bring about: "to zone the land to encourage building"
	}
	if ask := &d.lx.Asks[d.marks[i].Ask-1]; ask.Force == "express" && !d.letterBefore(s, i) {
		return false
	}
	if d.headline(s, i) {
		return true
	}
	if strings.HasPrefix(d.lx.Asks[d.marks[i].Ask-1].Verb, "in ") {
		return true // "a letter in support of"
	}
	told := s.told || d.signerAsks(s, i) || form == lexicon.Participle && s.goesOn && d.is(int(d.marks[i].AskEnd), pronoun) || d.is(p, group) && (form == lexicon.Base || form == lexicon.Past) // "The lawmakers request ..."
	switch form {
	case lexicon.Participle:
		return told || d.is(p, auxiliary) && d.near(max(s.lo, p-lookback), p, group)
	case lexicon.Third:
		return told || d.near(max(s.lo, i-8), i, group)
	case lexicon.Past:
		if d.raw(max(i-1, 0)) == "has" || d.raw(max(i-1, 0)) == "have" {
			return d.signerAsks(s, i-1) && len(before) == 0 // "has called on the bureau to"
		}
		return told && !d.is(p, auxiliary)
	case lexicon.Base:
		return told && (d.word(p, d.w.to) || d.is(p, conj|group))
	}
	return false
}

// othersAsk tells whether the asking verb at i of a report is not the letter's: a relative clause about something else
// ("a strategy that calls for"), a passive ("reports, requested by the members"), a promise ("willing to support").
func (d *text) othersAsk(s sentence, i, p int, form lexicon.Form) bool {
	switch form {
	case lexicon.Third:
		if r := d.raw(max(p, 0)); r == "that" || r == "which" || r == "who" {
			for j := p - 1; j >= max(s.lo, p-4); j-- {
				if d.word(j, d.w.letter) {
					return false
				}
			}
			return true
		}
	case lexicon.Past:
		for j := i - 1; j >= max(s.lo, i-2); j-- {
			if d.raw(j) == "who" {
				return true // "constituents who have asked him"
			}
		}
		return d.word(int(d.marks[i].AskEnd), d.w.by)
	case lexicon.Participle:
		return p >= s.lo && (d.raw(p) == "than" || d.raw(p) == "instead" || d.word(p, d.w.of) && d.raw(max(p-1, 0)) == "instead")
	case lexicon.Base:
		if !d.word(p, d.w.to) || p-1 < s.lo {
			return false
		}
		switch strings.ToLower(d.raw(p - 1)) {
		case "willing", "able", "unable", "ready", "promising", "promised", "promises", "pledged", "pledging", "pledges", "vowed", "vows", "continue", "continues", "continued", "trying", "plans", "planned", "refused", "proud", "happy":
			return true
		}
	}
	return false
}

// signerAsks tells whether the subject before the verb at i of a report is one who signed, and no time long past is
// told of: "Senator Vale called on the bureau to".
func (d *text) signerAsks(s sentence, i int) bool {
	if d.full || len(d.in.Signers) == 0 || d.toks[i].Cap && i > s.lo || d.quotedAt(s, i) {
		return false
	}
	found := false
	for j := max(s.lo, i-maxSigners); j < i; j++ {
		switch raw := d.raw(j); {
		case raw == "last" || raw == "Last" || raw == "previously" || raw == "Previously" || raw == "earlier" || raw == "Earlier" || raw == "since" || raw == "ago" || raw == "had":
			return false
		case d.toks[j].Cap && d.in.Signers[raw]:
			found = true
		}
	}
	return found
}

// quotedAt tells whether a quotation opens before token i and does not close before it.
func (d *text) quotedAt(s sentence, i int) bool {
	open := false
	for j := max(s.lo, i-2*lookback); j < i; j++ {
		if d.mark(j, '"') {
			open = !open
		}
	}
	return open
}

// letterBefore tells whether the word "letter" stands in the dozen tokens before i.
func (d *text) letterBefore(s sentence, i int) bool {
	for j := max(s.lo, i-12); j < i; j++ {
		if d.word(j, d.w.letter) {
			return true
		}
	}
	return false
}

// headline tells whether the asking verb at i is one of a headline: "Members Urge ...".
func (d *text) headline(s sentence, i int) bool {
	form := d.marks[i].AskForm
	return s.zone == zoneReport && d.toks[i].Cap && i > s.lo && d.toks[i-1].Cap && (form == lexicon.Base || form == lexicon.Third)
}
