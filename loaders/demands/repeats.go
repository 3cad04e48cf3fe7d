package demands

import (
	"demarche/loaders/demands/lexicon"
	"demarche/schema"
)

// furthers tells whether a sentence opens by saying that it adds to what was asked before.
func (d *text) furthers(s *sentence) bool {
	if s.start >= s.hi {
		return false
	}
	switch d.raw(s.start) {
	case "Further", "Furthermore", "Additionally", "Moreover", "Also", "Finally", "Lastly":
		return true
	case "In":
		return s.start+1 < s.hi && d.raw(s.start+1) == "addition"
	}
	return false
}

// additional tells whether c says of itself that it asks for something more: "I further request".
func (d *text) additional(c *demand) bool {
	for i := max(d.sents[c.sent].lo, c.cue-straySpan); i < c.cue; i++ {
		switch d.raw(i) {
		case "also", "further", "furthermore", "additionally":
			return true
		}
	}
	return d.furthers(&d.sents[c.sent])
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
		case c.typ == "disclose_information" && c.cueRule != "question heading" && (o >= someOverlap || d.backReference(c.vp, c.hi) || c.rule == "question" || k.rule == "question"):
			if o >= sameTold || d.backReference(c.vp, c.hi) || !d.additional(c) {
				return !(d.sents[c.sent].enum == 3 && d.sents[k.sent].enum == 3) // one inquiry
			}
		case c.zone == zoneReport && c.group == 0 && (c.typ == "disclose_information" || c.typ == "investigate" || c.typ != other && c.sent != k.sent && !d.additional(c) && !d.otherCountry(k, c) && !d.is(d.back(c.cue, d.sents[c.sent].lo), first)):
			return true // told twice
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
		case c.strength == weak && d.furthers(&d.sents[c.sent]) && o < sameAdded:
			// "Furthermore, the agency must ..."
		case c.strength == weak:
			if o >= sameWeak || len(c.words) < 3 || c.passive || c.score < sureScore || k.strength >= listed {
				return true
			}
		case (k.strength == express || k.purpose || c.purpose) && k.zone == c.zone && c.typ != other && o >= someOverlap && !d.additional(c):
			return true // what is supported is then asked for
		case c.typ == "investigate" && c.cueRule == "please":
			return true
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
	if c.typ != "legislate_or_fund" && c.typ != "provide_aid" || d.sumsUp(&d.sents[c.sent]) {
		return false
	}
	found := false
	for i := c.vp; i+1 < min(c.hi, c.vp+maxAct); i++ {
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

// sumsUp tells whether a sentence opens by saying that it adds up what was asked before.
func (d *text) sumsUp(s *sentence) bool {
	if s.start+1 >= s.hi {
		return false
	}
	switch d.raw(s.start) {
	case "In":
		switch d.raw(s.start + 1) {
		case "total", "all", "sum", "short", "conclusion":
			return true
		}
	case "Altogether", "Overall":
		return true
	}
	return false
}

// hasSum tells whether k names the number at token i after a sign of money.
func (d *text) hasSum(k *demand, i int) bool {
	for j := k.vp; j+1 < min(k.hi, k.vp+maxAct); j++ {
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
		more = more || d.raw(i) == "other" || d.raw(i) == "additional" || i > 0 && d.raw(i) == "well" && d.raw(i-1) == "as"
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
	if s.start >= s.hi {
		return false
	}
	switch d.raw(s.start) {
	case "Specifically", "Again":
		return true
	case "In":
		if s.start+1 < s.hi && d.raw(s.start+1) == "particular" {
			return true
		}
	}
	return d.sumsUp(s)
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
