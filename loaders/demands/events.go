package demands

import (
	"strings"
	"unicode/utf8"

	"demarche/loaders/demands/lexicon"
	"demarche/schema"
	"demarche/schema/date"
)

// The farthest an event's word may stand from its date, in tokens: for a whole day and for a month or year, which
// more often date something else.
const (
	reachDay     = 40
	reachPartial = 4
	maxName      = 140 // code points of an event's name
)

// events finds what the letter dates, one for each date, and well-known events that it names without a date.
func (d *text) events() []schema.EventMention {
	var out []schema.EventMention
	seen := map[string]bool{}
	add := func(e schema.EventMention) {
		if e.Date != "" && seen[e.Date] {
			return
		}
		seen[e.Date] = true
		out = append(out, e)
	}
	var before date.Date
	for n := range d.sents {
		s := &d.sents[n]
		if s.zone == zoneQuote || s.zone == zoneReport && d.full {
			continue
		}
		dated := false
		for _, w := range d.dates(s, before) {
			if len(w.date) == 10 {
				before = w.date
			}
			if w.md[0] != 0 {
				if known := d.yearOfKnown(s, w.md); known != "" {
					w.date = known
				}
			}
			if w.date == "" || d.noEvent(s, w) {
				continue
			}
			typ := d.eventNear(s, w)
			if typ == 0 {
				continue
			}
			dated = dated || len(w.date) == 10
			lo, hi := d.eventClause(s, w)
			add(schema.EventMention{
				Name: d.eventName(lo, hi), Type: d.lx.Events[typ-1], Date: string(w.date), Rule: "event/" + w.rule, Span: d.span(w.lo, w.hi),
			})
		}
		if !dated {
			if e, ok := d.known(s); ok {
				add(e)
			}
		}
	}
	return out
}

// eventNear is the type plus one of the event word nearest to the date, 0 for none within reach.
func (d *text) eventNear(s *sentence, w when) int {
	reach := reachDay
	if len(w.date) < 10 {
		reach = reachPartial
	}
	best, typ := reach+1, 0
	for i := max(s.lo, w.lo-reach); i < min(s.hi, w.hi+reach); i++ {
		e := int(d.marks[i].Event)
		if e == 0 || i >= w.lo && i < w.hi {
			continue
		}
		dist := i - w.hi
		if i < w.lo {
			dist = w.lo - i
		}
		if dist < best {
			best, typ = dist, e
		}
	}
	return typ
}

// noEvent tells whether the date is a deadline, the date of a letter, or part of a citation.
func (d *text) noEvent(s *sentence, w when) bool {
	if r, ok := d.reference(); ok && len(w.date) == 10 && string(w.date) > r.Format("2006-01-02") {
		for i := max(s.lo, w.lo-5); i < w.lo; i++ {
			if d.word(i, d.w.by) || d.word(i, d.w.before) || d.word(i, d.w.until) || strings.EqualFold(d.raw(i), "than") {
				return true
			}
		}
	}
	for i := max(s.lo, w.lo-6); i < min(s.hi, w.hi+6); i++ {
		if d.word(i, d.w.letter) || strings.EqualFold(d.raw(i), "wrote") || strings.EqualFold(d.raw(i), "letters") {
			return true
		}
	}
	if string(w.date) == string(d.in.Date) && (s.zone != zoneBody || !d.word(w.lo-1, d.w.on)) {
		return true // the day of the letter or release itself
	}
	if d.word(w.lo-1, d.w.of) && strings.EqualFold(d.raw(w.lo-2), "as") {
		return true // "as of May 1": a state of things
	}
	if len(w.date) == 10 && (d.word(w.lo-1, d.w.from) || d.word(w.lo-1, d.w.between) || d.word(w.lo-1, d.w.since) && (s.question || d.papers(s))) {
		return true // the bounds of a time
	}
	if d.word(w.lo-1, d.w.before) || len(w.date) < 10 && d.word(w.lo-1, d.w.since) {
		return true
	}
	if d.mark(w.lo-1, '(') && d.mark(w.hi, ')') && len(w.date) < 10 {
		return true
	}
	for i := max(s.lo, w.lo-2); i < w.lo; i++ {
		if d.raw(i) == "Act" || d.raw(i) == "fiscal" || d.raw(i) == "Fiscal" || d.raw(i) == "FY" {
			return true
		}
	}
	return false
}

// papers tells whether the sentence speaks of papers that are asked for.
func (d *text) papers(s *sentence) bool {
	for i := s.lo; i < s.hi; i++ {
		switch strings.ToLower(d.raw(i)) {
		case "records", "documents", "communications", "correspondence", "copies", "emails", "list", "number":
			return true
		}
	}
	return false
}

// eventClause is the clause that the date stands in.
func (d *text) eventClause(s *sentence, w when) (int, int) {
	lo, hi := max(s.start, w.lo-reachDay), min(s.hi, w.hi+reachDay)
	for i := w.lo - 1; i > lo; i-- {
		if d.mark(i, ';') || d.mark(i, ':') {
			lo = i + 1
			break
		}
	}
	for i := w.hi; i < hi; i++ {
		if d.mark(i, ';') || d.mark(i, '.') {
			hi = i
			break
		}
	}
	return lo, hi
}

// eventName is the clause cut to a readable length at a word.
func (d *text) eventName(lo, hi int) string {
	for hi > lo+1 && d.toks[hi-1].Kind == lexicon.Mark {
		hi--
	}
	name := clean(d.slice(lo, hi))
	if utf8.RuneCountInString(name) <= maxName {
		return name
	}
	n := 0
	for i := range name {
		if n++; n > maxName {
			if k := strings.LastIndexByte(name[:i], ' '); k > 0 {
				return name[:k] + " …"
			}
			return name[:i] + "…"
		}
	}
	return name
}

// yearOfKnown gives a day without a year the year of a well-known event that happened on it and that the text speaks
// of.
func (d *text) yearOfKnown(s *sentence, md [2]int) date.Date {
	for n := range d.lx.Known {
		k := &d.lx.Known[n]
		if md[0] == 0 || !strings.HasSuffix(k.Date, string(ymd(2000, md[0], md[1]))[4:]) {
			if y := d.sameSeason(k, md); y != "" {
				return y
			}
			continue
		}
		if d.hasWords(k, s.lo, s.hi) && (d.in.Date == "" || string(d.in.Date) >= k.Date) {
			d.knownSeen = k
			return date.Date(k.Date)
		}
	}
	return ""
}

// sameSeason dates a day that follows a known event of this text within ninety days.
func (d *text) sameSeason(k *lexicon.KnownEvent, md [2]int) date.Date {
	if d.knownSeen != k || md[0] == 0 {
		return ""
	}
	t := date.Date(k.Date)
	for _, y := range []string{k.Date[:4]} {
		c := date.Date(y + string(ymd(2000, md[0], md[1]))[4:])
		if c >= t && c <= t.AddDays(90) {
			return c
		}
	}
	return ""
}

// known finds a well-known event that the sentence names without a date, when the letter was written soon after it.
func (d *text) known(s *sentence) (schema.EventMention, bool) {
	if len(d.in.Date) != 10 {
		return schema.EventMention{}, false
	}
	for n := range d.lx.Known {
		k := &d.lx.Known[n]
		t := date.Date(k.Date)
		if k.Days == 0 || d.in.Date < t || d.in.Date > t.AddDays(k.Days) || !d.hasWords(k, s.lo, s.hi) {
			continue
		}
		return schema.EventMention{Name: k.Name, Type: "known", Date: k.Date, Rule: "event/known", Span: d.span(s.start, s.hi)}, true
	}
	return schema.EventMention{}, false
}

// hasWords tells whether every group of words of k has one in [lo,hi).
func (d *text) hasWords(k *lexicon.KnownEvent, lo, hi int) bool {
	for _, group := range k.Words {
		found := false
		for i := lo; i < hi && !found; i++ {
			for _, w := range group {
				found = found || d.toks[i].Word == w
			}
		}
		if !found {
			return false
		}
	}
	return true
}
