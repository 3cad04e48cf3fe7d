package letters

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/loaders/letters/mention"
)

// A told addressee without a name is a noun phrase: determiners, modifiers, a head, and what the head is of: "the leaders of
// the House Budget Committee", "state health officials", "the Harbour Employees' Retirement System (HERS)". This file reads such
// phrases by their structure where no list of known bodies decides.

// determiners open a phrase and say nothing about who it is.
var determiners = map[string]bool{
	"the": true, "both": true, "all": true, "each": true, "every": true, "of": true, "several": true, "two": true, "three": true, "four": true, "five": true, "six": true, "seven": true, "eight": true,
	"nine": true, "ten": true, "dozens": true, "a": true, "an": true, "his": true, "her": true, "their": true, "our": true, "my": true, "other": true, "remaining": true, "various": true, "many": true, "some": true,
	"newly": true, "confirmed": true, "appointed": true, "elected": true, "new": true, "incoming": true, "outgoing": true,
}

// phraseModifiers may stand in small letters before a head.
var phraseModifiers = map[string]bool{
	"state": true, "federal": true, "local": true, "county": true, "city": true, "school": true, "college": true, "university": true, "community": true, "congressional": true, "party": true, "committee": true,
	"subcommittee": true, "conference": true, "health": true, "top": true, "senior": true, "corporate": true, "airline": true, "company": true, "industry": true, "defense": true, "mortgage": true, "insurance": true,
	"fellow": true, "key": true, "acting": true, "ranking": true, "vice": true, "deputy": true, "assistant": true, "chief": true, "major": true, "largest": true, "nation's": true, "nation’s": true, "tech": true, "bank": true,
	"drug": true, "oil": true, "tribal": true, "foreign": true, "military": true, "government": true, "legislative": true, "bipartisan": true, "majority": true, "minority": true, "democratic": true, "republican": true,
	"administration": true, "budget": true, "tax": true, "credit": true, "student": true, "loan": true, "social": true, "media": true, "national": true, "regional": true, "general": true, "executive": true, "attorney": true,
	"agency": true, "prime": true, "interim": true, "public": true, "private": true, "cable": true, "wireless": true, "pharmaceutical": true, "and": true, "power": true, "energy": true, "postal": true, "appropriations": true,
}

// phraseHeads are words in small letters for people and bodies that letters go to, beside the plurals of [agentPlural].
var phraseHeads = map[string]bool{
	"leadership": true, "staff": true, "chairman": true, "chairwoman": true, "chair": true, "chairs": true, "chairmen": true, "president": true, "director": true, "secretary": true, "secretaries": true, "administrator": true,
	"commissioner": true, "commander": true, "governor": true, "mayor": true, "minister": true, "ambassador": true, "head": true, "heads": true, "chief": true, "chiefs": true, "ceo": true, "ceos": true, "ceo's": true, "ceo’s": true,
	"member": true, "members": true, "leader": true, "colleagues": true, "officials": true, "executives": true, "superintendent": true, "principals": true, "conferees": true, "judge": true, "board": true, "banks": true, "airlines": true,
	"publisher": true, "editor": true, "speaker": true, "general": true, "counsel": true, "manager": true, "officer": true, "firms": true, "carriers": true, "facilities": true, "schools": true, "departments": true, "governments": true,
	"cabinet": true, "principal": true, "chancellor": true, "utilities": true, "operator": true, "candidates": true, "presidents": true, "ministers": true, "committees": true, "committee": true, "agency": true, "administration": true, "department": true,
}

// agentPlural tells whether a word in small letters is the plural of one who acts: "appropriators", "companies", "residents".
func agentPlural(word string) bool {
	for _, tail := range []string{"ers", "ors", "ians", "ents", "ants", "ists", "anies", "encies", "ities", "ives", "ees"} {
		if len(word) > len(tail)+2 && strings.HasSuffix(word, tail) {
			return !notAgents[word]
		}
	}
	return false
}

// notAgents are plurals that end as those of agents do.
var notAgents = map[string]bool{
	"letters": true, "papers": true, "powers": true, "orders": true, "numbers": true, "offers": true, "matters": true, "errors": true, "factors": true, "incidents": true, "events": true, "payments": true, "patents": true,
	"grants": true, "initiatives": true, "investments": true, "comments": true, "communities": true, "opportunities": true, "activities": true, "priorities": true, "fees": true, "efforts": true, "requirements": true,
	"amendments": true, "documents": true, "others": true, "dollars": true, "servers": true, "disasters": true, "borders": true, "answers": true, "barriers": true, "alternatives": true, "objectives": true, "statements": true,
}

// phraseWord is one word of a phrase at bytes [a, b), without the marks around it.
type phraseWord struct {
	a, b  int
	text  string
	upper bool
	stop  bool // a mark behind it ends the phrase
}

// phraseWords cuts s[p:limit] into words up to the first mark that ends a phrase. What stands in round brackets is left out.
func (w *work) phraseWords(p, limit int) []phraseWord {
	var out []phraseWord
	for i := p; i < limit && len(out) < 24; {
		if w.s[i] == ' ' || w.s[i] == '\n' {
			i++
			continue
		}
		if w.s[i] == '(' {
			k := strings.IndexByte(w.s[i:limit], ')')
			if k < 0 || k > 60 {
				break
			}
			i += k + 1
			if i < limit && strings.IndexByte(",.;:", w.s[i]) >= 0 {
				break
			}
			continue
		}
		j := i
		for j < limit && w.s[j] != ' ' && w.s[j] != '\n' && w.s[j] != '(' {
			j++
		}
		text := w.s[i:j]
		bare := strings.TrimRight(text, ",;:\"”!?")
		if t := strings.TrimRight(bare, "."); t != bare && !strings.Contains(t, ".") {
			bare = t // "U.S." keeps its stops
		}
		r, _ := utf8.DecodeRuneInString(bare)
		if bare == "" || r == '“' || r == '"' || r == '–' || r == '—' || bare == "-" || bare == "--" {
			break
		}
		x := phraseWord{a: i, b: i + len(bare), text: bare, upper: unicode.IsUpper(r), stop: len(bare) < len(text)}
		out = append(out, x)
		if x.stop {
			break
		}
		i = j
	}
	return out
}

// phrase reads the addressee without a name that starts at byte p; nil when no noun phrase of people or a body stands there.
func (w *work) phrase(p, limit int) []recipient {
	words := w.phraseWords(p, limit)
	i := 0
	the, counted := false, false
	for i < len(words) && (determiners[words[i].text] || words[i].text[0] >= '0' && words[i].text[0] <= '9') {
		the = the || words[i].text == "the"
		counted = true
		i++
	}
	if i >= len(words) {
		return nil
	}
	first, last, capitals, head := i, -1, 0, false
	joined := false // the word before joins what follows to the phrase
read:
	for ; i < len(words); i++ {
		x := &words[i]
		low := lower(x.text)
		switch {
		case x.upper && head && !joined && !words[i-1].upper:
			break read // "the president Monday"
		case x.upper:
			last, joined = i, false
			capitals++
			head = head || the && phraseHeads[low]
		case phraseHeads[low] || agentPlural(low):
			head, joined = true, false
			last = i
		case (!head || joined) && (phraseModifiers[low] || i+1 < len(words) && !joiners[low] && capitals > 0 && (phraseHeads[words[i+1].text] || agentPlural(words[i+1].text)) && !recipientStops[low]):
		case last >= first && last == i-1 && (joiners[low] || low == "at" || low == "from" || low == "in" && head || low == "to" && strings.EqualFold(words[i-1].text, "ambassador")):
			joined = true
		case joined && determiners[low]:
		default:
			break read
		}
	}
	if last < 0 || !head && !(the && capitals >= 2) || !counted && !head {
		return nil
	}
	if first == last && head {
		return w.holder(words[first])
	}
	a, b := words[first].a, words[last].b
	if b-a > 160 || w.namesPerson(a, b) && !head && !the {
		return nil
	}
	return w.apart(w.cut(recipient{kind: "to", rule: "letter-to-phrase"}, a, b))
}

// holder reads an office of one word, "the president": its holder where the document names one; else the office, when it is
// one that there is only one of, or people who are many.
func (w *work) holder(x phraseWord) []recipient {
	for i := range w.sentences {
		if w.sentences[i].a > wholeNames {
			break
		}
		for _, f := range w.mentions(i) {
			if !w.sentences[i].headline && f.Office == mention.Official && strings.EqualFold(f.Title, x.text) {
				return []recipient{{a: f.TitleStart, b: f.End, name: f.Name(w.s), office: f.Title, kind: "to", rule: "letter-to+holder", title: f.Title}}
			}
		}
	}
	if low := lower(x.text); low == "president" || low == "speaker" || low == "leadership" || strings.HasSuffix(low, "s") && low != "members" {
		return []recipient{{a: x.a, b: x.b, office: x.text, kind: "to", rule: "letter-to-phrase"}}
	}
	return nil
}

// letterTo are the words right behind which a letter's addressees stand, whatever else their sentence tells.
var letterTo = []string{
	"letter to ", "letters to ", "letter today to ", "letter yesterday to ", "letter was sent to ", "letter sent to ", "letters sent to ", "letter sent today to ", "letter addressed to ", "letter this week to ", "letter last week to ",
	"letter this month to ", "wrote to ", "has written to ", "have written to ", "letter delivered to ", "letter delivered today to ", "letter directed to ", "addressed to ", "wrote today to ", "following letter ",
}

// toldAnywhere reads the addressees of the letter behind the words "letter to" and the like in any sentence of the document,
// the first that name anybody, then in its headlines; named tells that only names of persons with their offices count.
func (w *work) toldAnywhere(named bool) []recipient {
	for _, headline := range []bool{false, true} {
		for i := range w.sentences {
			x := &w.sentences[i]
			if x.headline != headline || w.inQuote(i) {
				continue
			}
			if _, passed := x.tells(); passed && i != w.event() && (named || hasAny(x.low, []cue{" response", "responded", " reply", "replied"})) {
				continue // an earlier letter
			}
			for _, c := range letterTo {
				k := strings.Index(x.low, c)
				if k < 0 || k > 0 && isLetter(x.low[k-1]) || w.quoted(x.a+k) {
					continue
				}
				if list := w.toldAt(i, x.a+k+len(c), named); len(list) > 0 {
					return list
				}
			}
			if k, l := strings.Index(x.low, "sent to "), letterWord(x.low); l >= 0 && k > l && !w.quoted(x.a+k) {
				if list := w.toldAt(i, x.a+k+len("sent to "), named); len(list) > 0 {
					return list
				}
			}
		}
	}
	return nil
}

// toldAt reads the addressees who start at byte p of sentence i, by names or else by phrases.
func (w *work) toldAt(i, p int, named bool) []recipient {
	limit := w.sentences[i].b
	if named {
		if list := w.recipientList(i, p); len(list) > 0 && countNamed(list) == len(list) && inOffice(list) {
			return list
		}
		return w.surnames(p, limit)
	}
	if list := w.recipientList(i, p); len(list) > 0 && inOffice(list) {
		return list
	}
	if list := w.surnames(p, limit); len(list) > 0 {
		return list
	}
	if list := w.phrase(p, limit); len(list) > 0 {
		return list
	}
	return w.oneWordBody(p, limit)
}

// surnames reads addressees who are named by surname alone where the text gives their offices elsewhere: "Costa and Prado".
func (w *work) surnames(p, limit int) []recipient {
	var out []recipient
	for _, x := range w.phraseWords(p, limit) {
		if x.text == "and" {
			continue
		}
		if !x.upper {
			break
		}
		r, ok := w.titledElsewhere(strings.TrimSuffix(strings.TrimSuffix(x.text, "’s"), "'s"))
		if !ok {
			return out
		}
		out = append(out, r)
	}
	return out
}

// titledElsewhere is the official whom the document names with an office and the surname last.
func (w *work) titledElsewhere(last string) (recipient, bool) {
	for i := range w.sentences {
		if w.sentences[i].a > wholeNames {
			break
		}
		if w.sentences[i].headline {
			continue
		}
		for k, f := range w.mentions(i) {
			if surname(f.Name(w.s)) != foldName(last) || f.HasTag || f.Office == mention.Legislator && f.Chamber != "" {
				continue
			}
			if x, ok := w.officeHolder(i, k); ok {
				return x, true
			}
		}
	}
	return recipient{}, false
}

// oneWordBody reads an addressee of one capitalised word: a body, "DoD", or one who may be a body or a person, whom nothing else
// in the text tells apart; a surname that the text gives whole is that person.
func (w *work) oneWordBody(p, limit int) []recipient {
	words := w.phraseWords(p, limit)
	i := 0
	for i < len(words) && words[i].text == "the" {
		i++
	}
	if i >= len(words) || !words[i].upper || i+1 < len(words) && words[i+1].upper {
		return nil
	}
	x := words[i]
	if x.stop && x.b+1 < len(w.s) && w.s[x.b] == '.' && x.b+2 < limit || mention.IsTitleWord(x.text) || mention.StateCode(x.text) != "" || len(x.text) < 3 || linkWords[x.text] {
		return nil
	}
	for i := range w.sentences {
		if w.sentences[i].a > wholeNames {
			break
		}
		for _, f := range w.mentions(i) {
			if (f.Words >= 2 || f.Title != "" || f.HasTag) && surname(f.Name(w.s)) == foldName(x.text) {
				if f.Words < 2 || f.Office == mention.Legislator || f.HasTag || w.isLegislator(f.Name(w.s)) {
					return nil
				}
				return []recipient{{a: f.Start, b: f.End, name: f.Name(w.s), kind: "to", rule: "letter-to+whole-name", title: f.Title}}
			}
		}
	}
	r := recipient{a: x.a, b: x.b, name: x.text, kind: "to", rule: "letter-to-body"}
	if bodyWords(x.text) || camel(x.text) {
		r.name, r.office, r.body = "", x.text, x.text
	}
	return []recipient{r}
}

// byPhrase tells whether addressees are known by a phrase alone, which says no more than a salutation does.
func byPhrase(list []recipient) bool {
	return list[0].rule == "letter-to-phrase" || list[0].rule == "letter-to-body"
}
