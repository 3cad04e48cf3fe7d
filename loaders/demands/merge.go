package demands

import (
	"sort"
	"strings"

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
	sameAdded   = 0.6 // of what a sentence that adds to an ask says must be
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
	kept = d.dropQuoted(kept)
	if kept = fewWeak(d.dropVague(kept)); len(kept) == 0 {
		kept = d.lastResort(cs)
	}
	sort.SliceStable(kept, func(x, y int) bool { return kept[x].lo < kept[y].lo })
	return kept
}

// dropQuoted leaves out asks without a type that a report quotes from the letter where the report tells what is asked.
func (d *text) dropQuoted(kept []demand) []demand {
	told := false
	for i := range kept {
		k := &kept[i]
		told = told || k.zone == zoneReport && k.strength >= listed && !k.headline && !vagueType(k)
	}
	if d.full || !told {
		return kept
	}
	out := kept[:0]
	for i := range kept {
		if k := &kept[i]; k.zone != zoneBody || k.typ != other || k.group > 0 || d.sents[k.sent].enum != 0 || d.additional(k) {
			out = append(out, *k)
		}
	}
	return out
}

// lastResort is what a letter that asks nothing outright is written for: the first support or opposition that it
// expresses, else what it says that those who can act must do.
func (d *text) lastResort(cs []cand) []demand {
	for i := range cs {
		if c := &cs[i]; c.strength == express && c.purpose && !c.headline {
			return []demand{{cand: *c, words: d.content(c.lo, min(c.hi, c.lo+maxReach))}}
		}
	}
	for i := range d.spare {
		c := &d.spare[i]
		return []demand{{cand: *c, words: d.content(c.lo, min(c.hi, c.lo+maxReach))}}
	}
	return nil
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
