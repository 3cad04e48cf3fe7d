package letters

import (
	"strconv"
	"strings"
	"time"

	"demarche/loaders/letters/segment"
	"demarche/schema"
	"demarche/schema/date"
)

// weekdays by [time.Weekday].
var weekdays = [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// dateLetter sets the date of a letter with its ground: printed in the letter, told by the report, or that of the release.
func (w *work) dateLetter(d *draft, l *schema.Letter) {
	if d.embedded >= 0 {
		sp := w.lay.Letters[d.embedded].Date
		if sp[1] > 0 {
			a, b := w.lay.Text.Bytes(sp)
			if ds := segment.Dates(w.s, a, b); len(ds) > 0 {
				l.Date, l.DateBasis, l.DateSpan = w.rightYear(ds[0].ISO), schema.DatePrinted, &schema.Span{sp[0], sp[1]}
				return
			}
		}
	}
	if w.reportedDate(d, l) {
		return
	}
	if d.embedded >= 0 && w.plainLetter() {
		if w.published != "" {
			l.Date, l.DateBasis = w.published, schema.DateRelease
		}
		return
	}
	low := ""
	if d.event >= 0 {
		low = w.sentences[d.event].low
	}
	if hasAny(low, someTime) && !strings.Contains(low, "today") || w.published == "" ||
		!strings.Contains(low, "today") && w.secondHand() {
		return
	}
	l.Date, l.DateBasis = w.published, schema.DateRelease
}

// someTime are words that put a letter at a day that the document does not tell.
var someTime = []cue{
	"this week", "last week", "this month", "last month", "earlier this", "recently sent", "recently wrote", "recently led", "recently joined", "recently signed", "recently penned", "recently released a letter", "recently submitted",
}

// rightYear is a printed day in the right year: letters of the first weeks of a year bear the year before by mistake, and no
// letter is much younger than the document that prints it.
func (w *work) rightYear(iso string) string {
	pub, err := time.Parse(time.DateOnly, w.published)
	t, err2 := time.Parse(time.DateOnly, iso)
	if err != nil || err2 != nil {
		return iso
	}
	days := int(pub.Sub(t).Hours() / 24)
	right := t.AddDate(pub.Year()-t.Year(), 0, 0)
	if d := int(pub.Sub(right).Hours() / 24); d < 0 || d > 15 || right.Day() != t.Day() {
		return iso
	}
	if days < -longestDelay || t.Month() <= time.February && days >= 360 && days < 380 {
		return right.Format(time.DateOnly)
	}
	return iso
}

// secondHand tells whether somebody else's report is read, which may come days after the letter.
func (w *work) secondHand() bool {
	for _, x := range w.sentences {
		if strings.HasSuffix(x.low, " reports.") || strings.HasSuffix(x.low, " reported.") {
			return true
		}
	}
	return false
}

// plainLetter tells whether the document is the letter itself, without a story around it.
func (w *work) plainLetter() bool {
	return len(w.lay.Letters) > 0 && !w.storyBefore(w.lay.Letters[0].Span[0])
}

// reportedDate reads "in a letter dated June 3, 2010", "in an October 16, 2008 letter", "on Friday", "yesterday".
func (w *work) reportedDate(d *draft, l *schema.Letter) bool {
	if d.event < 0 {
		return false
	}
	today := hasAny(w.sentences[d.event].low, []cue{"today sent", "today wrote", "sent a letter today", "today, "})
	for i := d.event; i < len(w.sentences) && i < d.event+4; i++ {
		x := &w.sentences[i]
		if letterWord(x.low) < 0 {
			continue
		}
		for _, at := range segment.Dates(w.s, x.a, x.b) {
			if at.Numeric || at.Start == x.a {
				continue
			}
			before, after := x.low[max(0, at.Start-x.a-40):at.Start-x.a], x.low[min(len(x.low), at.End-x.a):min(len(x.low), at.End-x.a+24)]
			own := i == d.event && (strings.HasPrefix(x.low, "on ") && at.Start-x.a < 16 || (strings.HasSuffix(before, " on ") || hasWeekday(before)) && ownTime(x.low, at.Start-x.a))
			dated := strings.Contains(before, " dated") || strings.HasPrefix(before, "dated")
			own = own || dated || strings.Contains(before, "letter on") || strings.Contains(before, "sent on") || strings.HasPrefix(strings.TrimLeft(after, " ,"), "letter")
			if own && (dated && (!today || i == d.event) || w.plausibleDate(at.ISO)) {
				sp := w.span(at.Start, at.End)
				l.Date, l.DateBasis, l.DateSpan = at.ISO, schema.DateReported, &sp
				return true
			}
		}
	}
	x := &w.sentences[d.event]
	for i := d.event; i < len(w.sentences) && i < d.event+4; i++ {
		if w.yearless(i, l) {
			return true
		}
	}
	for i := range w.sentences {
		if y := &w.sentences[i]; !today && len(y.low) < 200 && hasAny(y.low, []cue{"text of", "copy of"}) && w.yearless(i, l) {
			return true
		}
	}
	if w.published == "" {
		return false
	}
	if w.relativeDate(x, l, false) {
		return true
	}
	if hasAny(x.low, []cue{"today", "this morning", "this afternoon"}) {
		return false
	}
	for i := max(0, d.event-2); i < min(len(w.sentences), d.event+2); i++ {
		if y := &w.sentences[i]; i != d.event && !y.headline && !w.quoted(y.a) && w.legislatorBefore(i, y.b) && w.relativeDate(y, l, true) {
			return true
		}
	}
	return false
}

// relativeDate reads "on Friday" and "yesterday" out of a sentence; before tells that they count only before the sentence's verb.
func (w *work) relativeDate(x *sentence, l *schema.Letter, before bool) bool {
	verb := w.firstVerb(x)
	for day, name := range weekdays {
		k := strings.Index(x.low, "on "+name)
		for _, form := range []string{" " + name + " sent", "letter " + name, "letter sent " + name, "sent " + name + " ", " " + name + " urged", " " + name + " called", " " + name + " asked"} {
			if j := strings.Index(x.low, form); k < 0 && j >= 0 {
				k = j
			}
		}
		if k < 0 || strings.Contains(x.low[max(0, k-30):k], "ruling") || w.quoted(x.a+k) || before && (verb < 0 || k > verb) || !ownTime(x.low, k) {
			continue
		}
		if iso := lastWeekday(w.published, time.Weekday(day)); iso != "" {
			sp := w.span(x.a+k, x.a+k+len("on ")+len(name))
			l.Date, l.DateBasis, l.DateSpan = iso, schema.DateReported, &sp
			return true
		}
	}
	for _, word := range []string{"yesterday", "last night"} {
		if k := strings.Index(x.low, word); k >= 0 && !possessive(x.low, k+len(word)) && !w.quoted(x.a+k) && !(before && (verb < 0 || k > verb)) && ownTime(x.low, k) {
			sp := w.span(x.a+k, x.a+k+len(word))
			l.Date, l.DateBasis, l.DateSpan = string(date.Date(w.published).AddDays(-1)), schema.DateReported, &sp
			return true
		}
	}
	return false
}

// otherTimes are the words behind which a date belongs to something else than the sending of the letter.
var otherTimes = []cue{
	"regarding", "about", "concerning", "demanding", "requesting", "asking", "urging", "calling", "over", "after", "following", "that", "in support", "expressing", "opposing", "pressing", "seeking", "since", "before",
	"until", "in response", "which", "who", "where", "when", "for", "because", "as", "ahead of",
}

// ownTime tells whether the time at offset p of a sentence is that of the letter: it stands before the verb, or nothing that
// could have a time of its own stands between the verb and it.
func ownTime(low string, p int) bool {
	from := -1
	for _, v := range []cue{"letter", "sent", "wrote", "writing", "written", "signed", " led "} {
		from = max(from, strings.LastIndex(low[:p], v))
	}
	if from < 0 {
		return firstWord(low[:p], []cue{"regarding", "about", "after", "following"}) < 0
	}
	return firstWord(low[from:p], otherTimes) < 0
}

// longestDelay is the most days between a letter and the document that tells of it as news.
const longestDelay = 75

// plausibleDate tells whether a told day can be that of the letter: not after the document and not long before it.
func (w *work) plausibleDate(iso string) bool {
	pub, err := time.Parse(time.DateOnly, w.published)
	if err != nil {
		return true
	}
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return true
	}
	days := pub.Sub(t).Hours() / 24
	return days >= -2 && days <= longestDelay
}

// yearless reads the day of a letter printed without its year, "the letter sent on October 16", "in their March 20 letter":
// the year is that of the document, or the one before when the day would lie after it.
func (w *work) yearless(i int, l *schema.Letter) bool {
	x := &w.sentences[i]
	letter := letterWord(x.low)
	if letter < 0 {
		return false
	}
	for n, name := range monthWords {
		for _, before := range []string{" on ", " dated ", " "} {
			if before == " " && i != w.event() && !hasAny(x.low, []cue{"text of", "copy of"}) {
				continue
			}
			k := strings.Index(x.low, before+name+" ")
			if k < 0 || before != " " && (k < letter || k-letter > 160 || !hasAny(x.low[max(0, letter-30):k], []cue{"sent", "letter on", "letter dated", "signed"}) || firstWord(x.low[letter:k], otherTimes) >= 0) {
				continue
			}
			p := k + len(before) + len(name) + 1
			e := p
			for e < len(x.low) && e < p+2 && x.low[e] >= '0' && x.low[e] <= '9' {
				e++
			}
			tail := x.low[e:]
			for _, o := range []string{"th", "st", "nd", "rd"} {
				tail = strings.TrimPrefix(tail, o)
			}
			if before == " " && (!strings.HasPrefix(tail, " letter") || len(tail) > len(" letter") && isLetter(tail[len(" letter")]) || w.quoted(x.a+k)) {
				continue
			}
			day, err := strconv.Atoi(x.low[p:e])
			if err != nil || day < 1 || day > 31 || e < len(x.low) && x.low[e] >= '0' && x.low[e] <= '9' || strings.HasPrefix(strings.TrimLeft(x.low[e:], ", "), "20") {
				continue
			}
			iso := dayBefore(w.reference(), time.Month(n+1), day)
			if iso == "" || before == " " && !w.plausibleDate(iso) {
				continue
			}
			sp := w.span(x.a+k+len(before), x.a+e)
			l.Date, l.DateBasis, l.DateSpan = iso, schema.DateReported, &sp
			return true
		}
	}
	return false
}

// reference is the day by which a day without its year is told: that of publication, else some weeks after the latest day that
// the document prints.
func (w *work) reference() string {
	if w.published != "" {
		return w.published
	}
	latest := ""
	for _, at := range segment.Dates(w.s, 0, min(len(w.s), wholeNames)) {
		latest = max(latest, at.ISO)
	}
	if latest == "" {
		return ""
	}
	return string(date.Date(latest).AddDays(60))
}

// dayBefore is the last such day of a year on or before the ISO day pub, empty when pub is none or the year lacks the day.
func dayBefore(pub string, month time.Month, day int) string {
	p, err := time.Parse(time.DateOnly, pub)
	if err != nil {
		return ""
	}
	t := time.Date(p.Year(), month, day, 0, 0, 0, 0, time.UTC)
	if t.After(p) {
		t = time.Date(p.Year()-1, month, day, 0, 0, 0, 0, time.UTC)
	}
	if t.Day() != day {
		return ""
	}
	return t.Format(time.DateOnly)
}

// hasWeekday tells whether words end in "on Tuesday, ".
func hasWeekday(before string) bool {
	for _, d := range weekdays {
		if strings.HasSuffix(before, "on "+d+", ") {
			return true
		}
	}
	return false
}

// lastWeekday is the day of the week on or next before the ISO day.
func lastWeekday(iso string, day time.Weekday) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	for t.Weekday() != day {
		t = t.AddDate(0, 0, -1)
	}
	return t.Format(time.DateOnly)
}

// headWords is how many bytes of words, blanks left out, are the head of a text whose lines ran together.
const headWords = 500

// gapDate is the date of publication of a text whose lines ran together: the first day in its head that stands by itself
// between gaps, "  March 3  2006   WASHINGTON", "  02 28 2006   ", but for one that a letter begins with.
func gapDate(text string) string {
	n, words := 0, 0
	for n < len(text) && words < headWords {
		if text[n] != ' ' && text[n] != '\n' {
			words++
		}
		n++
	}
	for _, at := range segment.Dates(text, 0, n) {
		if !at.Numeric && standsAlone(text[:at.Start], text[at.End:]) {
			return at.ISO
		}
	}
	for i := 0; i+8 <= n; i++ {
		if text[i] < '0' || text[i] > '9' || i > 0 && text[i-1] != ' ' {
			continue
		}
		e := i
		for e < n && (text[e] >= '0' && text[e] <= '9' || text[e] == ' ' && e+1 < n && text[e+1] >= '0' && text[e+1] <= '9') {
			e++
		}
		if t, err := time.Parse("1 2 2006", text[i:e]); err == nil && standsAlone(text[:i], text[e:]) {
			return t.Format(time.DateOnly)
		}
		i = e
	}
	return ""
}

// standsAlone tells whether gaps of blanks part a day from the words before and behind it; a weekday may stand before it,
// the place of a release behind it.
func standsAlone(before, after string) bool {
	rest := strings.TrimLeft(after, " \n")
	for _, opens := range []string{"The Honorable", "Honorable", "Hon ", "Dear", "President ", "Secretary ", "His Excellency", "Mr ", "Ms ", "Dr "} {
		if strings.HasPrefix(rest, opens) {
			return false
		}
	}
	trimmed := strings.TrimRight(before, " \n")
	for _, d := range weekdays {
		if k := len(trimmed) - len(d); k >= 0 && strings.EqualFold(trimmed[k:], d) {
			before, trimmed = before[:k], strings.TrimRight(before[:k], " \n")
			break
		}
	}
	if trimmed != "" && len(before)-len(trimmed) < 2 && !strings.HasSuffix(before, "\n") && !releaseHead(trimmed[max(0, len(trimmed)-24):]) {
		return false
	}
	return len(after)-len(rest) >= 2 || strings.HasPrefix(rest, "WASHINGTON") || strings.HasPrefix(rest, "Washington") || len(rest) < len(after) && trimmed == ""
}
