package letters

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"demarche/loaders/letters/mention"
	"demarche/schema"
)

// matter weighs whether the letter that sentence at tells of is what its document is about.
type matter struct {
	at      int
	weight  int
	grounds []schema.Ground
}

func (m *matter) add(weight int, why string) {
	m.weight += weight
	m.grounds = append(m.grounds, schema.Ground{Weight: weight, Why: why})
}

// weighed weighs the letter of sentence i and keeps what is found when nothing heavier was.
func (w *work) weighed(i int, l lead) matter {
	m := w.weigh(i, l)
	if w.matter.grounds == nil || m.weight > w.matter.weight {
		w.matter = m
	}
	return m
}

// told is what the document was weighed by, for the record; nil when no sentence was.
func (w *work) told() *schema.Told {
	m := w.matter
	if m.grounds == nil {
		return nil
	}
	x := &w.sentences[m.at]
	return &schema.Told{Span: w.span(x.a, x.b), Weight: m.weight, Enough: enough, Grounds: m.grounds}
}

// business weighs what the title and the first sentences say of the document's business.
func (m *matter) business(l lead) {
	if l.titled {
		m.add(3, "the title speaks of a letter")
	}
	if l.head {
		m.add(2, "the title tells of asking")
	}
	if l.at >= 0 {
		m.add(2, "the first sentences tell of asking")
	}
}

// survey is what weighing needs of all sentences, read once.
type survey struct {
	order []int  // the number of the sentence in the running text, from 1
	own   []bool // the sentence speaks of a letter that is not one of others
	owns  int    // how many do
	copy  bool   // a copy of such a letter is offered
	wrote bool   // words of a letter are quoted
}

// survey reads who the letters are of that the sentences speak of. A sentence that takes a letter for known, "the letter
// says", speaks of the one told of before it.
func (w *work) survey() *survey {
	if w.surveyed != nil {
		return w.surveyed
	}
	s := &survey{order: make([]int, len(w.sentences)), own: make([]bool, len(w.sentences)), wrote: w.quotesLetter()}
	n, others := 0, false
	for i := range w.sentences {
		x := &w.sentences[i]
		if !x.headline && !w.opensQuoted(x) && (!fragment(x.low) || n > 0) {
			n++
		}
		s.order[i] = n
		tells, _ := x.tells()
		from := w.fromOthers(i)
		if x.headline || !tells && !from && letterWord(x.own) < 0 {
			continue
		}
		if from || tells && !known(x.own) {
			others = from || w.foreign(i)
		}
		if others || w.foreign(i) {
			continue
		}
		s.own[i] = true
		s.owns++
		s.copy = s.copy || copyOffered(x.own)
	}
	w.surveyed = s
	return s
}

// known tells whether a sentence takes its letter for known: "the letter says", "a copy of the letter".
func known(low string) bool {
	return copyOffered(low) || backward(low) && !opensWithLetter(low)
}

// foreign tells whether the letter that sentence i speaks of is none of the legislators whose document it is.
func (w *work) foreign(i int) bool {
	x := &w.sentences[i]
	k := letterWord(x.own)
	return othersLetter(x.own) || w.possessed(i, k) || ofPress(x.own) || w.otherBusiness(x.own) || k >= 0 && received(x.own, k) || w.toMember(i) || w.strangerWrites(i) || w.officialWrites(i) || w.toLegislator(i)
}

// possessed tells whether the letter whose word stands at k of sentence i is somebody's who is no legislator: "the agency's
// letter".
func (w *work) possessed(i, k int) bool {
	x := &w.sentences[i]
	if k < 4 {
		return false
	}
	if strings.HasSuffix(x.own[:k], " its ") && !hasAny(x.own, legislatorWords) && !strings.Contains(x.own, "committee") {
		return true
	}
	head := strings.TrimSuffix(x.own[:k], " ")
	for _, end := range []string{"’s", "'s"} {
		of, ok := strings.CutSuffix(head, end)
		if !ok {
			continue
		}
		f := strings.Fields(of)
		if len(f) < 2 || f[len(f)-2] != "the" && !hasAny(of[max(0, len(of)-30):], []cue{"secretary ", "director ", "department", "agency", "commissioner ", "president "}) {
			return false
		}
		last := f[len(f)-1]
		return !hasAny(last+" ", legislatorWords) && last != "group" && last != "today" && last != "week" && last != "year"
	}
	return false
}

// officialWrites tells whether an official governs a sentence that is told out of a letter: "In a letter to Senator A, the
// Secretary B promised", "In a letter dated June 3, Commissioner C said".
func (w *work) officialWrites(i int) bool {
	x := &w.sentences[i]
	if !strings.HasPrefix(x.own, "in a letter") && !strings.Contains(x.own, ", in a letter") {
		return false
	}
	verb := w.letterVerb(x)
	if verb < 0 {
		return false
	}
	act := w.acting(w.mentions(i), x.a+verb)
	if len(act) == 0 {
		return false
	}
	for _, m := range w.mentions(i) {
		if act[m.Start] && (w.signerLike(&m) || m.Office != mention.Official) {
			return false
		}
	}
	return true
}

// toLegislator tells whether sentence i is told out of a letter to a legislator whom nobody else of them wrote: "In a letter to
// Senator A, the president of the company wrote".
func (w *work) toLegislator(i int) bool {
	x := &w.sentences[i]
	k := strings.Index(x.own, "letter to ")
	if k < 0 || !opensWithLetter(x.own) || !strings.Contains(x.own[max(0, k-12):k], "in a ") {
		return false
	}
	c := strings.Index(x.own[k:], ",")
	if c < 0 {
		return false
	}
	verb := w.verbFrom(x, k+c)
	if verb < 0 {
		verb = len(x.own)
	}
	to := false
	for _, m := range w.mentions(i) {
		if m.TitleStart < x.a+k || m.TitleStart >= x.a+verb || w.quoted(m.Start) || !w.signerLike(&m) {
			continue
		}
		switch before := w.s[max(x.a, m.TitleStart-60):m.TitleStart]; {
		case m.TitleStart < x.a+k+len("letter to ")+3:
			to = true
		case !to || !behindTo(before) && !strings.HasSuffix(strings.TrimSpace(before), " and"):
			return false
		}
	}
	return to && !hasAny(x.own[k+c:verb], legislatorWords) && !hasAny(x.own[k+c:verb]+" ", []cue{" he ", " she ", " they "}) && !w.legislatorBefore(i, x.a+k)
}

// leadReach is how many sentences of a document introduce whose document it is.
const leadReach = 12

// strangersLetter tells whether legislators write in sentence i who were not spoken of before, while others were: a letter
// of somebody else is told of as background.
func (w *work) strangersLetter(i int) bool {
	x := &w.sentences[i]
	verb := w.letterVerb(x)
	if verb < 0 || fresh(x.own) || hasAny(x.own[:verb], []cue{" he ", " she ", " they ", "joined"}) {
		return false
	}
	found := false
	act := w.acting(w.mentions(i), x.a+verb)
	for _, m := range w.mentions(i) {
		if !act[m.Start] || !w.signerLike(&m) {
			continue
		}
		found = true
		name := lower(surname(m.Name(w.s)))
		if firstWord(lower(w.title), []cue{name}) >= 0 {
			return false
		}
		for k := range w.sentences[:min(i, leadReach)] {
			if firstWord(w.sentences[k].low, []cue{name}) >= 0 {
				return false
			}
		}
	}
	if !found {
		return false
	}
	for k := range w.sentences[:min(i, leadReach)] {
		if y := &w.sentences[k]; !y.headline && w.namesLegislator(k, y.a, y.b) {
			return true
		}
	}
	return false
}

// byLegislators tells whether sentence i names legislators as those whose letter it is, or speaks of a known one.
func (w *work) byLegislators(i int) bool {
	x := &w.sentences[i]
	if known(x.own) || theirs(x.own) || letterWord(x.own) < 0 || hasAny(x.own, legislatorWords) || hasAny(" "+x.own, []cue{" he ", " she ", " they ", " his ", " her ", " their "}) {
		return true
	}
	for _, m := range w.mentions(i) {
		if w.signerLike(&m) && !behindTo(w.s[max(x.a, m.TitleStart-60):m.TitleStart]) {
			return true
		}
	}
	verb := w.letterVerb(x)
	return verb >= 0 && len(w.acting(w.mentions(i), x.a+verb)) > 0
}

// What the pieces of evidence weigh; a letter whose weights come to enough is the document's matter.
const (
	enough     = 4
	enoughLate = 6 // of a letter that nothing but its weight speaks for
	mostMore   = 3 // more sentences than these add nothing

	fewDays     = 7  // days after which a letter is no news of its own
	longestNews = 30 // days after which it is history
)

// speaksAlone tells whether letter m, for which nothing but its weight speaks, is the document's matter.
func (w *work) speaksAlone(m matter) bool {
	return m.weight >= enoughLate || m.weight >= enoughLate-1 && fresh(w.sentences[m.at].own)
}

// weigh weighs the letter of sentence i.
func (w *work) weigh(i int, l lead) matter {
	m := matter{at: i}
	s := w.survey()
	x := &w.sentences[i]
	tells, passed := x.tells()
	m.business(l)
	switch {
	case l.other && s.order[i] <= 1 && hasAny(x.own, []cue{" by sending", " by writing", " in sending", " after sending", " after signing", " after leading", " after joining", ", and sent a letter", " in writing", " with a letter", " in a letter to"}):
		m.add(-2, "another matter is done by it")
	case l.other:
		m.add(-3, "the document opens with another matter")
	}
	if l.headOther {
		m.add(-2, "the title tells of another matter")
	}
	if l.piece && s.order[i] > 1 {
		m.add(-2, "the document tells of an article")
	}
	if tells && !w.byLegislators(i) {
		m.add(-2, "the sentence names no legislator who writes")
	}
	age := w.age(i)
	switch {
	case !tells:
	case planned(x.own):
		m.add(-1, "the letter is still to be sent")
	case w.longBefore(i):
		m.add(-2, "the letter is long before")
	case age > longestNews:
		m.add(-2, fmt.Sprintf("the letter is %d days older", age))
	case age > fewDays, passed && x.faint && s.order[i] <= 1:
		m.add(1, "the letter is some days older")
	case passed && x.faint:
	case passed:
		m.add(-2, "the letter is an earlier one")
	case fresh(x.own):
		m.add(3, "the letter is of the document's days")
	default:
		m.add(2, "a letter is told of")
	}
	switch n := s.order[i]; {
	case n <= 1:
		m.add(3, "the document opens with it")
	case n == 2:
		m.add(2, "it is told in the second sentence")
	case n <= 5:
		m.add(1, "it is told early")
	}
	if opensWithLetter(x.own) {
		m.add(2, "the sentence is told out of the letter")
	}
	more := s.owns
	if s.own[i] {
		more--
	}
	if more = min(more, mostMore); more > 0 {
		m.add(more, fmt.Sprintf("%d more sentences speak of it", more))
	}
	if s.copy {
		m.add(1, "a copy is offered")
	}
	if s.wrote {
		m.add(1, "words of it are quoted")
	}
	if len(w.lay.Letters) > 0 {
		m.add(2, "its text follows")
	}
	if s.order[i] > 2 && w.strangersLetter(i) {
		m.add(-3, "its writers are not those of the document")
	}
	if strings.Contains(x.own, " also ") || strings.HasPrefix(x.own, "in addition") {
		m.add(-1, "it is told beside another act")
	}
	return m
}

// age is how many days before the document the letter of sentence i was sent, as far as the sentence gives a day, -1 when it
// gives none: "On July 26, Senator A sent a letter", "in their April 24 letter".
func (w *work) age(i int) int {
	x := &w.sentences[i]
	pub, err := time.Parse(time.DateOnly, w.published)
	if err != nil {
		return -1
	}
	for n, name := range monthWords {
		for _, form := range []string{name, name[:3] + ".", name[:min(4, len(name))] + "."} {
			k := strings.Index(x.own, form+" ")
			if k < 0 || k > 0 && isLetter(x.own[k-1]) {
				continue
			}
			p := k + len(form) + 1
			e := p
			for e < len(x.own) && e < p+2 && x.own[e] >= '0' && x.own[e] <= '9' {
				e++
			}
			day, err := strconv.Atoi(x.own[p:e])
			if err != nil || !ownTime(x.own, k) || e < len(x.own) && x.own[e] >= '0' && x.own[e] <= '9' {
				continue
			}
			at, err := time.Parse(time.DateOnly, dayBefore(w.published, time.Month(n+1), day))
			if err != nil {
				continue
			}
			if y := strings.TrimLeft(strings.TrimLeft(x.own[e:], "stndrh"), ", "); len(y) >= 4 && (strings.HasPrefix(y, "20") || strings.HasPrefix(y, "19")) {
				if year, err := strconv.Atoi(y[:4]); err == nil {
					at = time.Date(year, at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
				}
			}
			return int(pub.Sub(at).Hours() / 24)
		}
	}
	return -1
}

// firstPerson tells whether a sentence is told by the one who acts in it, as speeches and columns are: "I wrote a letter".
func firstPerson(low string) bool {
	return hasAny(" "+low, []cue{" i ", " we ", " my ", " our ", " i've ", " we've ", " i’ve ", " we’ve ", " me "})
}

// planned tells whether a sentence tells of a letter that is still to be sent.
func planned(low string) bool {
	return hasAny(low, []cue{
		"will send", "will write", "will be sending", "will be writing", "will deliver", "will sign", "will lead a", "will circulate", "plans to send", "plan to send", "planning to send", "intends to send", "going to send", "is leading", "are leading", "is circulating", "are circulating",
		"to join him in s", "to join her in s", "to join them in s", "to join me in s", "is drafting", "are drafting", "is working on a letter", "are working on a letter", "preparing a letter", "is preparing", "would send",
	})
}

// heaviest is the told letter for which most speaks, at sentence -1 when none of the document's own time is told.
func (w *work) heaviest(l lead) matter {
	s := w.survey()
	best := matter{at: -1}
	if l.other && len(w.lay.Letters) == 0 {
		return best
	}
	for i := range w.sentences {
		tells, passed := w.sentences[i].tells()
		if !tells || passed || !s.own[i] || w.inQuote(i) || firstPerson(w.sentences[i].own) || strings.ContainsRune("\"“", firstRune(w.s[w.sentences[i].a:])) {
			continue
		}
		if m := w.weighed(i, l); best.at < 0 || m.weight > best.weight {
			best = m
		}
	}
	return best
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
