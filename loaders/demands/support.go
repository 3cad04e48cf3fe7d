package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
)

// maxPraise is how many words may stand before "support" in "express our strong and continued support for".
const maxPraise = 5

// markSupport makes asks of support or opposition out of phrases with any adjectives: "voice our deep and abiding
// opposition to". The list of asks has them without adjectives, and these are taken from there.
func (d *text) markSupport() {
	support, opposition := int16(0), int16(0)
	for n := range d.lx.Asks {
		switch d.lx.Asks[n].Verb {
		case "express our support for":
			support = int16(n) + 1
		case "express our opposition to":
			opposition = int16(n) + 1
		}
	}
	for i := range d.toks {
		form := expresses(d.raw(i))
		if form == 0 || d.marks[i].Ask != 0 {
			continue
		}
		for j := i + 1; j+1 < min(len(d.toks), i+2+maxPraise) && d.toks[j].Kind == lexicon.Word && !d.is(j, preposition); j++ {
			m := &d.marks[i]
			switch w := d.raw(j); {
			case w == "support" && d.word(j+1, d.w.forWord):
				m.Ask, m.AskEnd, m.AskForm = support, int32(j+2), form
			case (w == "opposition" || w == "objection" || w == "objections") && d.word(j+1, d.w.to):
				m.Ask, m.AskEnd, m.AskForm = opposition, int32(j+2), form
			}
		}
	}
}

// expresses is the form of a verb by which writers give their support, 0 for other words.
func expresses(word string) lexicon.Form {
	for _, verb := range []string{"express", "voice", "offer", "reiterate", "reaffirm", "convey", "restate", "register", "lend", "add", "state", "renew"} {
		stem := strings.TrimSuffix(verb, "e")
		switch word {
		case verb:
			return lexicon.Base
		case stem + "ing":
			return lexicon.Participle
		case stem + "ed":
			return lexicon.Past
		case verb + "s", verb + "es":
			return lexicon.Third
		}
	}
	return 0
}
