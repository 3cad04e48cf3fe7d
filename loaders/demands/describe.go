package demands

import (
	"fmt"
	"slices"
	"strings"

	"demarche/loaders/demands/lexicon"
	"demarche/schema"
)

// describe fills the record of every kept demand.
func (d *text) describe(ds []demand, laws []schema.LegalMention) {
	to := d.addressee()
	for i := range ds {
		c := &ds[i]
		s := d.sents[c.sent]
		lo, hi := c.textLo, c.textHi
		for hi > lo+1 && hi <= c.hi && (d.mark(hi-1, ';') || d.mark(hi-1, ',') || d.is(hi-1, conj)) {
			hi--
		}
		c.out = schema.Demand{
			Type: c.typ, Text: d.slice(lo, hi), Span: d.span(lo, hi),
			Addressee: to, Actor: d.actor(c), Target: d.target(c),
			Polarity: "for", Force: c.force, Condition: d.condition(s),
			Demander: "letter", Order: i + 1, Rule: c.cueRule + "/" + c.rule,
		}
		if c.out.Rule == c.cueRule+"/" {
			c.out.Rule = c.cueRule + "/untyped"
		}
		if c.against {
			c.out.Polarity = "against"
		}
		d.basis(c, laws)
	}
}

// actor is who is to act: the subject between the asking and the verb, "you" being the addressees.
func (d *text) actor(c *demand) string {
	if c.noun || c.vp <= c.lo {
		return d.addressee()
	}
	lo, hi := c.lo, c.vp
	for lo < hi && (d.word(lo, d.w.that) || d.word(lo, d.w.on) || d.word(lo, d.w.upon) || d.toks[lo].Kind == lexicon.Mark) {
		lo++
	}
	for hi > lo && (d.word(hi-1, d.w.to) || d.is(hi-1, modal|need|negation|filler) || d.toks[hi-1].Adverb || d.toks[hi-1].Kind == lexicon.Mark) {
		hi--
	}
	if lo >= hi || hi-lo == 1 && d.is(lo, you|pronoun) {
		return d.addressee()
	}
	if hi-lo > 14 {
		return ""
	}
	if d.is(lo, you) && strings.EqualFold(d.raw(lo), "you") {
		return d.addressee()
	}
	return d.slice(lo, hi)
}

// target is against or for whom or what the act goes: what stands after "against", "on", "to", "from" behind the head
// verb, else the country named in the act.
func (d *text) target(c *demand) string {
	from := c.vp
	if c.head >= 0 {
		from = int(d.marks[c.head].VerbEnd)
	}
	for i := from; i < min(c.hi, from+20); i++ {
		p := d.word(i, d.w.against) || (c.typ == "sanction" && d.word(i, d.w.on)) ||
			c.typ == "suspend_aid_or_sales" && (d.word(i, d.w.to) || d.word(i, d.w.forWord) || d.word(i, d.w.in))
		if !p {
			continue
		}
		if end := d.phraseEnd(i+1, c.hi); end > i+1 {
			return d.slice(i+1, end)
		}
	}
	for i := c.lo; i < c.hi; i++ {
		if m := &d.marks[i]; m.Country != 0 {
			return d.lx.Countries[m.Country-1].Name
		}
	}
	return ""
}

// mostNamed is how many of those whom a demand aims at its target names.
const mostNamed = 3

// nameTargets gives the demands whose clause has no words for a target the names of those they aim at.
func (d *text) nameTargets(ds []demand, ts []schema.Target) {
	for i := range ds {
		out := &ds[i].out
		if out.Target != "" && !d.isCountryName(out.Target) {
			continue
		}
		var list []string
		for k := range ts {
			if slices.Contains(ts[k].Demands, out.Order) {
				list = append(list, ts[k].Name)
			}
		}
		if len(list) == 0 || slices.Contains(list, out.Target) {
			continue
		}
		if n := len(list) - mostNamed; n > 0 {
			list = append(list[:mostNamed], fmt.Sprintf("%d more", n))
		}
		out.Target = strings.Join(list, "; ")
	}
}

func (d *text) isCountryName(s string) bool {
	return slices.ContainsFunc(d.lx.Countries, func(c lexicon.Country) bool { return c.Name == s })
}

// phraseEnd is the end of the noun phrase at lo: before a mark, a joining clause or the fifteenth token.
func (d *text) phraseEnd(lo, hi int) int {
	i := lo
	for ; i < min(hi, lo+15); i++ {
		if d.toks[i].Kind == lexicon.Mark && !d.mark(i, '"') || d.word(i, d.w.that) || d.is(i, conditional|wh) && i > lo {
			break
		}
		if i > lo && (d.word(i, d.w.in) || d.word(i, d.w.to) || d.word(i, d.w.under) || d.word(i, d.w.by) || d.is(i, modal)) {
			break
		}
	}
	for i > lo && (d.is(i-1, conj|preposition) || d.mark(i-1, '"')) {
		i--
	}
	return i
}

// condition is the clause under which the sentence asks: "if Turkey is unwilling ...".
func (d *text) condition(s sentence) string {
	for i := s.start; i < s.hi; i++ {
		if !d.is(i, conditional) || d.word(i, d.w.until) || d.word(i+1, d.w.and) {
			continue
		}
		if n := d.raw(i + 1); n == "possible" || n == "necessary" || n == "any" || n == "not" || n == "needed" {
			continue
		}
		j := i + 1
		for j < s.hi && !d.mark(j, ',') && !d.word(j, d.w.then) && !d.mark(j, '.') && !d.mark(j, ';') {
			j++
		}
		if j-i >= 3 {
			return d.slice(i, j)
		}
	}
	return ""
}

// basis names the law that the demand rests on: one invoked in its own sentence, else, for sanctions, a sanctions law
// that the letter mentions elsewhere.
func (d *text) basis(c *demand, laws []schema.LegalMention) {
	for _, l := range laws {
		if l.Span[0] >= c.out.Span[0] && l.Span[1] <= c.out.Span[1] {
			c.out.LegalBasis, c.out.BasisMode = l.Name, l.Mode
			return
		}
	}
	if c.typ != "sanction" {
		return
	}
	for _, l := range laws {
		if strings.Contains(l.Name, "Magnitsky") || strings.Contains(l.Name, "Sanctions") {
			c.out.LegalBasis, c.out.BasisMode = l.Name, "mentioned"
			return
		}
	}
}
