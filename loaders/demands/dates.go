package demands

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"demarche/loaders/demands/lexicon"
	"demarche/schema/date"
)

// when is a date as the text gives it, over the tokens [lo,hi).
type when struct {
	lo, hi int
	date   date.Date // resolved, maybe partial
	md     [2]int    // month and day of a date without a year that could not be resolved, zero otherwise
	rule   string
}

var monthNames = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var dayNames = map[string]time.Weekday{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
}

var smallNumbers = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "a": 1,
}

// dates finds the dates of sentence s in order. before is the last full date of the text before it, for "ten days
// earlier".
func (d *text) dates(s *sentence, before date.Date) []when {
	var out []when
	for i := s.start; i < s.hi; i++ {
		w, ok := d.dateAt(i, s.hi, before)
		if !ok {
			continue
		}
		if len(w.date) == 10 {
			before = w.date
		}
		out = append(out, w)
		i = w.hi - 1
	}
	return out
}

// dateAt reads the date that begins at token i.
func (d *text) dateAt(i, hi int, before date.Date) (when, bool) {
	t := &d.toks[i]
	switch {
	case t.Kind == lexicon.Number:
		if w, ok := d.dayFirst(i, hi); ok {
			return w, true
		}
		if w, ok := d.slashed(i, hi); ok {
			return w, true
		}
		if w, ok := d.daysFrom(i, hi, before); ok {
			return w, true
		}
		if y := year(d.raw(i)); y != 0 && i > 0 && (d.word(i-1, d.w.in) || d.word(i-1, d.w.since)) {
			return when{lo: i, hi: i + 1, date: date.Date(strconv.Itoa(y)), rule: "year"}, true
		}
	case t.Kind == lexicon.Word && t.Cap:
		if m := monthNames[lowerASCII(d.raw(i))]; m != 0 {
			return d.monthFirst(i, hi, m)
		}
		if wd, ok := dayNames[lowerASCII(d.raw(i))]; ok {
			return d.weekday(i, hi, wd)
		}
		fallthrough
	case t.Kind == lexicon.Word:
		if w, ok := d.daysFrom(i, hi, before); ok {
			return w, true
		}
		return d.relative(i)
	}
	return when{}, false
}

func lowerASCII(s string) string {
	if len(s) > 12 {
		return ""
	}
	return strings.ToLower(s)
}

// year is the number when it is a year letters speak of, else 0.
func year(s string) int {
	if len(s) != 4 {
		return 0
	}
	y, err := strconv.Atoi(s)
	if err != nil || y < 1900 || y > 2100 {
		return 0
	}
	return y
}

func dayOfMonth(s string) int {
	if len(s) > 2 {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n > 31 {
		return 0
	}
	return n
}

// monthFirst reads "September 27th, 2020", "September 27", "September 2020", "September of 2020".
func (d *text) monthFirst(i, hi, m int) (when, bool) {
	j := i + 1
	if d.mark(j, '.') {
		j++
	}
	if j >= hi || d.toks[j].Kind != lexicon.Number {
		if d.word(j, d.w.of) && j+1 < hi && year(d.raw(j+1)) != 0 {
			return when{lo: i, hi: j + 2, date: ymd(year(d.raw(j+1)), m, 0), rule: "month and year"}, true
		}
		return when{}, false
	}
	if y := year(d.raw(j)); y != 0 {
		return when{lo: i, hi: j + 1, date: ymd(y, m, 0), rule: "month and year"}, true
	}
	day := dayOfMonth(d.raw(j))
	if day == 0 {
		return when{}, false
	}
	j = d.ordinalEnd(j+1, hi)
	k := j
	if d.mark(k, ',') || d.word(k, d.w.of) {
		k++
	}
	if k < hi && d.toks[k].Kind == lexicon.Number {
		if y := year(d.raw(k)); y != 0 {
			return full(i, k+1, y, m, day, "date")
		}
	}
	return d.yearless(i, j, m, day)
}

// ordinalEnd skips "th" after a number.
func (d *text) ordinalEnd(j, hi int) int {
	if j < hi && d.toks[j].Kind == lexicon.Word {
		switch d.raw(j) {
		case "st", "nd", "rd", "th":
			return j + 1
		}
	}
	return j
}

// dayFirst reads "27 September 2020" and "the 27th of September".
func (d *text) dayFirst(i, hi int) (when, bool) {
	day := dayOfMonth(d.raw(i))
	j := d.ordinalEnd(i+1, hi)
	if d.word(j, d.w.of) {
		j++
	}
	if day == 0 || j >= hi || !d.toks[j].Cap {
		return when{}, false
	}
	m := monthNames[lowerASCII(d.raw(j))]
	if m == 0 {
		return when{}, false
	}
	k := j + 1
	if d.mark(k, ',') {
		k++
	}
	if k < hi && d.toks[k].Kind == lexicon.Number {
		if y := year(d.raw(k)); y != 0 {
			return full(i, k+1, y, m, day, "date")
		}
		return when{}, false
	}
	if j == i+1 {
		return when{}, false // "page 3 May"
	}
	return d.yearless(i, j+1, m, day)
}

// slashed reads "9/27/2020".
func (d *text) slashed(i, hi int) (when, bool) {
	if i+4 >= hi || !d.mark(i+1, '/') || !d.mark(i+3, '/') {
		return when{}, false
	}
	m, day, y := dayOfMonth(d.raw(i)), dayOfMonth(d.raw(i+2)), year(d.raw(i+4))
	if m == 0 || m > 12 || day == 0 || y == 0 {
		return when{}, false
	}
	return full(i, i+5, y, m, day, "date")
}

func ymd(y, m, day int) date.Date {
	if day == 0 {
		return date.Date(fmt.Sprintf("%04d-%02d", y, m))
	}
	return date.Date(fmt.Sprintf("%04d-%02d-%02d", y, m, day))
}

// full is a date with a year, when the calendar has it.
func full(lo, hi, y, m, day int, rule string) (when, bool) {
	p, err := date.Parse(string(ymd(y, m, day)))
	return when{lo: lo, hi: hi, date: p, rule: rule}, err == nil
}

// How many days ahead a day without a year may lie: where nothing tells, and where the words tell that it is to come.
const (
	daysAhead   = 30
	daysToCome  = 90
	comingReach = 6 // tokens around the day
)

// ahead is how many days after the reference date the day in [lo,hi) may lie.
func (d *text) ahead(lo, hi int) int {
	for i := max(0, lo-comingReach); i < min(len(d.toks), hi+comingReach); i++ {
		switch d.raw(i) {
		case "upcoming", "scheduled", "forthcoming", "expire", "expires", "elections", "summit", "referendum":
			return daysToCome
		}
	}
	return daysAhead
}

// yearless resolves a day of the year to the last one before the reference date, or to one soon after it.
func (d *text) yearless(lo, hi, m, day int) (when, bool) {
	ref, ok := d.reference()
	if !ok {
		return when{lo: lo, hi: hi, md: [2]int{m, day}, rule: "day without year"}, true
	}
	best := when{}
	for y := ref.Year() - 1; y <= ref.Year()+1; y++ {
		w, ok := full(lo, hi, y, m, day, "day without year")
		if !ok {
			continue
		}
		t, err := time.Parse(time.DateOnly, string(w.date))
		if err == nil && !t.After(ref.AddDate(0, 0, d.ahead(lo, hi))) {
			best = w
		}
	}
	best.md = [2]int{m, day}
	return best, best.date != ""
}

// reference is the day from which relative dates are counted.
func (d *text) reference() (time.Time, bool) {
	return d.ref, !d.ref.IsZero()
}

// weekday reads "on Friday", "last Friday", and skips "Friday, October 9" for the date behind it.
func (d *text) weekday(i, hi int, wd time.Weekday) (when, bool) {
	j := i + 1
	if d.mark(j, ',') {
		j++
	}
	if j < hi && d.toks[j].Cap && monthNames[lowerASCII(d.raw(j))] != 0 {
		if w, ok := d.monthFirst(j, hi, monthNames[lowerASCII(d.raw(j))]); ok {
			w.lo = i
			return w, true
		}
	}
	ref, ok := d.reference()
	if !ok || !d.word(i-1, d.w.on) && !d.word(i-1, d.w.last) && !d.word(i-1, d.w.this) && !d.word(i-1, d.w.past) {
		return when{}, false
	}
	back := (int(ref.Weekday()) - int(wd) + 7) % 7
	if d.word(i-1, d.w.this) {
		return d.days(i, i+1, ref, (7-back)%7, "weekday"), true
	}
	if back == 0 && d.word(i-1, d.w.last) {
		back = 7
	}
	return d.days(i, i+1, ref, -back, "weekday"), true
}

func (d *text) days(lo, hi int, ref time.Time, n int, rule string) when {
	return when{lo: lo, hi: hi, date: date.Date(ref.AddDate(0, 0, n).Format(time.DateOnly)), rule: rule}
}

// relative reads "yesterday", "over the weekend", "last month", "last year".
func (d *text) relative(i int) (when, bool) {
	ref, ok := d.reference()
	if !ok {
		return when{}, false
	}
	switch {
	case d.word(i, d.w.yesterday):
		return d.days(i, i+1, ref, -1, "yesterday"), true
	case d.word(i, d.w.weekend) && i > 0 && (d.word(i-1, d.w.the) || d.word(i-1, d.w.last) || d.word(i-1, d.w.past) || d.word(i-1, d.w.this)):
		back := int(ref.Weekday())
		if back == 0 {
			back = 7
		}
		return d.days(i, i+1, ref, -back, "weekend"), true
	case (d.word(i, d.w.month) || d.word(i, d.w.year)) && d.word(i-1, d.w.last):
		if d.word(i, d.w.year) {
			return when{lo: i - 1, hi: i + 1, date: date.Date(strconv.Itoa(ref.Year() - 1)), rule: "last year"}, true
		}
		first := time.Date(ref.Year(), ref.Month()-1, 1, 0, 0, 0, 0, time.UTC)
		return when{lo: i - 1, hi: i + 1, date: ymd(first.Year(), int(first.Month()), 0), rule: "last month"}, true
	}
	return when{}, false
}

// daysFrom reads "ten days earlier" and "three days later" counted from the date before, "five days ago" from the
// reference date.
func (d *text) daysFrom(i, hi int, before date.Date) (when, bool) {
	if i+2 >= hi || d.toks[i+1].Kind != lexicon.Word {
		return when{}, false
	}
	n := smallNumbers[lowerASCII(d.raw(i))]
	if d.toks[i].Kind == lexicon.Number {
		n = dayOfMonth(d.raw(i))
	}
	if n == 0 {
		return when{}, false
	}
	switch d.raw(i + 1) {
	case "day", "days":
	case "week", "weeks":
		if d.raw(i+2) == "ago" {
			return when{}, false // not exact
		}
		n *= 7
	default:
		return when{}, false
	}
	var base date.Date
	switch d.raw(i + 2) {
	case "earlier":
		base, n = before, -n
	case "later":
		base = before
	case "ago":
		base, n = d.in.Date, -n
	}
	if len(base) != 10 {
		return when{}, false
	}
	return when{lo: i, hi: i + 3, date: base.AddDays(n), rule: "days from a date"}, true
}
