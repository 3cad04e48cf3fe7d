package demands

import (
	"sort"
	"strings"

	"demarche/loaders/demands/lexicon"
	"demarche/schema"
)

// Thresholds of content overlap above which two asks of one type are one demand said twice. Chosen on the seeds and on
// letters that are not in the gold.
const (
	sameStrong = 0.26
	sameTold   = 0.45
	sameWeak   = 0.2
	vagueScore = 3   // below it a type is a guess
	sureScore  = 7   // from here on a type is beyond doubt
	maxDemands = 64  // of one letter; more are noise and would cost time
	sameOther  = 0.5 // across types: the same words asked again

	sameCounted = 0.8 // of asks that the text counts
	sureTold    = 6   // weight of the type of what is said to be imperative
	sureAdded   = 2.6 // and of what a sentence that adds to an ask says must be
	someOverlap = 0.1 // below it an ask need not name anything new

	closingWords = 7 // content words from which an ask near the end is more than a courtesy
	maxOthers    = 5 // asks without a type that a letter may have beside its lists
)

// demand is a kept candidate.
type demand struct {
	cand
	words map[uint32]bool
	out   schema.Demand
}

// demands chooses among the candidates: outright asks first, then what must be; repeated ones are merged; the report
// counts where the letter's own words are missing or only quoted in part.
func (d *text) demands(cs []cand) []demand {
	inBody, told, headlines := false, false, true
	for i := range cs {
		c := &cs[i]
		headlines = headlines && (c.headline || c.strength < listed)
		inBody = inBody || c.zone == zoneBody && c.cueRule != "questions" && (c.strength >= listed || c.strength == express && c.typ != other)
		told = told || c.zone == zoneReport && c.strength >= listed && c.typ != other
	}
	order := make([]int, 0, len(cs))
	for i := range cs {
		switch c := &cs[i]; {
		case c.zone == zoneReport && d.full && (inBody || !told):
		case c.headline && !headlines:
		case c.zone == zoneBody && c.strength == weak && !inBody && told:
		default:
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(x, y int) bool {
		a, b := &cs[order[x]], &cs[order[y]]
		if a.zone != b.zone {
			return a.zone < b.zone
		}
		return max(a.strength, listed-1) > max(b.strength, listed-1) && b.strength < listed || a.strength > b.strength && b.strength == weak
	})
	var kept []demand
	asked := false
	for _, i := range order {
		if len(kept) == maxDemands {
			break
		}
		if cs[i].strength == weak && cs[i].passive && cs[i].against {
			continue // "should not be prevented" asks nothing of anybody
		}
		asked = asked || cs[i].strength >= listed || cs[i].strength == express && cs[i].typ != other
		if asked && cs[i].strength == weak && !d.sure(&cs[i]) {
			continue
		}
		c := demand{cand: cs[i], words: d.content(cs[i].lo, min(cs[i].hi, cs[i].lo+30))}
		if !d.repeats(kept, &c) {
			kept = append(kept, c)
		}
	}
	kept = fewWeak(d.dropVague(kept))
	sort.SliceStable(kept, func(x, y int) bool { return kept[x].lo < kept[y].lo })
	return kept
}

// maxWeak is how many demands are taken from sentences that only say what must be, where nothing is asked outright.
const maxWeak = 2

// fewWeak keeps the best weak demands of a letter that has no other.
func fewWeak(kept []demand) []demand {
	for i := range kept {
		if kept[i].strength != weak {
			return kept
		}
	}
	for len(kept) > maxWeak {
		worst := 0
		for i := range kept {
			if kept[i].score < kept[worst].score {
				worst = i
			}
		}
		kept = append(kept[:worst], kept[worst+1:]...)
	}
	return kept
}

// sure tells whether what a sentence says must be is a demand even beside outright asks: the text counts it, or one who
// can act is told a definite act.
func (d *text) sure(c *cand) bool {
	s := &d.sents[c.sent]
	if c.typ == other || c.passive {
		return false
	}
	if c.cueRule == "must" && c.score >= 5 && (d.near(c.lo, c.vp, you) || d.recipientNear(c.lo, c.vp)) {
		return true
	}
	if c.cueRule == "it is imperative" && c.score >= sureTold || c.cueRule == "must" && c.score >= sureAdded && d.furthers(s) {
		return true
	}
	return s.enum == 3 && c.score >= minScore || c.cueRule == "must" && c.score >= sureScore && !strings.Contains(c.rule, "any")
}

// furthers tells whether a sentence opens by saying that it adds to what was asked before.
func (d *text) furthers(s *sentence) bool {
	switch d.raw(s.start) {
	case "Further", "Furthermore", "Additionally", "Moreover", "Also", "Finally", "Lastly":
		return true
	case "In":
		return s.start+1 < s.hi && d.raw(s.start+1) == "addition"
	}
	return false
}

// repeats tells whether c says again what a kept demand says.
func (d *text) repeats(kept []demand, c *demand) bool {
	for i := range kept {
		k := &kept[i]
		o := overlap(k.words, c.words)
		if k.typ != c.typ {
			if o >= sameOther && (c.typ == other || c.strength == weak) {
				return true
			}
			continue
		}
		switch {
		case c.zone != k.zone && !d.full && d.ownWords(c, o):
			// the report has other words of the letter
		case c.zone != k.zone:
			return true // the report retells the letter
		case d.newSum(kept, c):
			// another sum is another thing asked
		case c.typ == "disclose_information" && d.backReference(c.vp, c.hi):
			return true
		case c.zone == zoneReport && c.group == 0 && (c.typ == "disclose_information" || c.typ == "investigate"):
			return true // one inquiry told twice
		case d.sents[c.sent].enum == 3 && d.sents[k.sent].enum == 3 && c.sent != k.sent && o < sameCounted:
			// "Second, ... Third, ..."
		case c.typ == other && d.sents[c.sent].enum != 0 && d.sents[k.sent].enum != 0 && c.sent != k.sent && o < sameOther:
			// the letter counts them apart
		case c.part && c.group == k.group || d.adds(kept, c):
			// the text itself tells them apart
		case c.group != 0 && c.group == k.group:
			if c.cueRule != "question heading" && (c.typ == "disclose_information" || o >= sameOther) {
				return true
			}
		case c.cueRule == "question heading" || d.otherCountry(k, c) || c.against != k.against && c.strength > weak && o < sameStrong:
		case c.strength == weak:
			if o >= sameWeak || len(c.words) < 3 || c.passive || c.score < sureScore {
				return true
			}
		case c.strength == express && k.strength > express, d.elaborates(c), c.typ == "release_detainees" && c.group == 0:
			return true
		case o >= same(c.typ) || c.typ != other && (o >= someOverlap || d.closing(c)) && d.novelty(kept, c, d.closing(c)) < 2:
			return true
		case c.typ == "disclose_information" && (c.cueRule == "please" || k.cueRule == "please"):
			return true
		}
	}
	return false
}

// ownWords tells whether a report quotes the letter's own words for c, or lists it, and no excerpt of the letter says
// the same: o is the overlap with what was kept.
func (d *text) ownWords(c *demand, o float64) bool {
	if c.headline || c.zone != zoneReport {
		return false
	}
	if c.strength == listed && c.group != 0 {
		return o < sameOther || d.newSum(nil, c)
	}
	return (d.mark(c.vp-1, '"') || d.mark(c.vp-2, '"')) && o < sameTold
}

// newSum tells whether c names a sum of money that no kept demand of its type names.
func (d *text) newSum(kept []demand, c *demand) bool {
	if c.typ != "legislate_or_fund" && c.typ != "provide_aid" {
		return false
	}
	found := false
	for i := c.vp; i+1 < c.hi; i++ {
		if !d.mark(i, '$') {
			continue
		}
		found = true
		for k := range kept {
			if kept[k].typ == c.typ && d.hasSum(&kept[k], i+1) {
				return false
			}
		}
	}
	return found
}

// hasSum tells whether k names the number at token i after a sign of money.
func (d *text) hasSum(k *demand, i int) bool {
	for j := k.vp; j+1 < k.hi; j++ {
		if d.mark(j, '$') && d.raw(j+1) == d.raw(i) {
			return true
		}
	}
	return false
}

// adds tells whether c says of itself that it asks for more than a kept demand ("and other prisoners as well as the
// bodies of the dead") and names two things that none of its type names.
func (d *text) adds(kept []demand, c *demand) bool {
	more := false
	for i := c.vp; i < min(c.hi, c.vp+maxAct); i++ {
		more = more || d.raw(i) == "other" || d.raw(i) == "additional" || d.raw(i) == "well" && d.raw(i-1) == "as"
	}
	if !more || c.strength != strong {
		return false
	}
	fresh := 0
	for i := c.vp; i < min(c.hi, c.vp+maxAct); i++ {
		if d.marks[i].Objects == 0 {
			continue
		}
		known := false
		for k := range kept {
			known = known || kept[k].typ == c.typ && kept[k].words[d.toks[i].Hash]
		}
		if !known {
			fresh++
		}
	}
	return fresh >= 2
}

// otherCountry tells whether two demands aim at different countries.
func (d *text) otherCountry(a, b *demand) bool {
	x, y := d.countrySet(a), d.countrySet(b)
	return x != 0 && y != 0 && x&y == 0
}

// countrySet is the countries named in the act itself, as bits of a hash.
func (d *text) countrySet(c *demand) uint64 {
	var set uint64
	for i := max(c.vp, c.lo); i < c.hi; i++ {
		if n := d.marks[i].Country; n != 0 {
			set |= 1 << (n % 64)
		}
	}
	return set
}

// elaborates tells whether the sentence of c says of itself that it only details what was asked before.
func (d *text) elaborates(c *demand) bool {
	s := &d.sents[c.sent]
	for i := max(s.lo, c.cue-2); i < c.cue; i++ {
		if d.raw(i) == "again" {
			return true
		}
	}
	switch d.raw(s.start) {
	case "Specifically", "Again":
		return true
	case "In":
		return s.start+1 < s.hi && (d.raw(s.start+1) == "particular" || d.raw(s.start+1) == "short")
	}
	return false
}

// same is the overlap from which two outright asks of a type are one. Different things are told about
// one matter, and acts without a type differ more than those with one.
func same(typ schema.DemandType) float64 {
	if typ == "disclose_information" || typ == other {
		return sameTold
	}
	return sameStrong
}

// closing tells whether c stands in the last quarter of a letter of some length, where asks are said again.
func (d *text) closing(c *demand) bool {
	n := 0
	for n < len(d.sents) && d.sents[n].zone == zoneBody {
		n++
	}
	return n >= 8 && c.sent*4 >= n*3 && d.sents[c.sent].enum == 0 && c.group == 0
}

// novelty is how many names, numbers and, unless it is a closing, objects c has that no kept demand of its type has.
func (d *text) novelty(kept []demand, c *demand, closing bool) int {
	n := 0
	for i := c.lo; i < min(c.hi, c.lo+40); i++ {
		t := &d.toks[i]
		if t.Hash == 0 || !t.Cap && t.Kind != lexicon.Number && (closing || d.marks[i].Objects == 0) || d.is(i, stopword) {
			continue
		}
		fresh := true
		for k := range kept {
			fresh = fresh && !(kept[k].typ == c.typ && kept[k].words[t.Hash])
		}
		if fresh {
			n++
		}
	}
	return n
}

// vagueType tells whether nothing or next to nothing speaks for the type of k.
func vagueType(k *demand) bool { return k.typ == other || k.score < vagueScore }

// backed tells whether all outright asks are vague ("give careful consideration to the request") and what is asked
// stands in a sentence of support.
func (d *text) backed(kept []demand) bool {
	found := false
	for i := range kept {
		k := &kept[i]
		if k.strength >= listed && k.typ != other {
			return false
		}
		found = found || k.strength == express && k.typ != other && k.score >= 4
	}
	return found
}

// dropVague leaves out demands without a type where others have one, except one asked outright.
func (d *text) dropVague(kept []demand) []demand {
	typed, asked := 0, 0
	for i := range kept {
		if kept[i].strength >= listed {
			asked++
		}
		if !vagueType(&kept[i]) {
			typed++
		}
	}
	vague := d.backed(kept)
	out := kept[:0]
	others := 0
	for i := range kept {
		k := &kept[i]
		if vague && k.typ == other || k.strength == express && k.typ == other && !k.headline {
			continue
		}
		if !vague && k.strength == express && asked > 0 && (k.typ == other || k.score < 6) {
			continue
		}
		if vagueType(k) && (d.sents[k.sent].enum == 0 || k.strength != strong) { // "Second, we urge you to ..." is one of its own
			if k.group > 0 && k.strength == listed && len(k.words) >= 4 {
				out = append(out, *k)
				continue
			}
			if typed > 0 && (k.strength != strong || len(k.words) < 4 || d.closing(k) && len(k.words) < closingWords) || others >= maxOthers {
				continue
			}
			others++
		}
		out = append(out, *k)
	}
	return out
}
