package demands

import (
	"time"

	"demarche/loaders/demands/lexicon"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// zone says whose words a sentence is.
type zone uint8

const (
	zoneBody   zone = iota // the letter's own
	zoneReport             // the document's, about the letter
	zoneQuote              // a quoted person's
)

// sentence is one sentence of the text, with its tokens [lo,hi).
type sentence struct {
	a, b     int // bytes
	lo, hi   int
	start    int // first token after an enumerator
	zone     zone
	para     int
	question bool
	told     bool // has a word of telling about a letter
	goesOn   bool // the sentence before it has one
	colon    bool // ends in a colon
	enum     int  // 0 none, 1 number or letter, 2 bullet, 3 ordinal word
}

// text is one letter made ready: tokens with what the lexicon says of them, and sentences.
type text struct {
	in    Input
	lx    *lexicon.Lexicon
	w     *words
	s     string
	toks  []lexicon.Token
	marks []lexicon.Marks
	sents []sentence
	full  bool
	ref   time.Time // the day of in.Date, zero when unknown
	congr bool      // a recipient is a legislator or a committee
	depth []float64 // of the act at hand, see depths
	heads []int     // its verbs
	joins []int     // where a verb is joined to another in it
	spare []cand    // what must be done, though of no type

	knownSeen    *lexicon.KnownEvent // a known event that dated a sentence
	personKnown  int                 // as georgiaKnown, for names of persons that are countries
	acting       bool                // addressees may be those acted on: they are to resign
	onlyCountry  int                 // index plus one of the one country that the letter is about, 0 when there are more or none
	framesSeen   int                 // frames looked at for targets
	georgiaKnown int                 // 0 not asked yet, 1 the country, -1 the state
}

func (a *Analyst) newText(in Input) *text {
	if in.Text == nil {
		in.Text = segment.NewText("")
	}
	d := &text{in: in, lx: a.lx, w: &a.w, s: in.Text.String(), full: in.Full && len(in.Body) > 0}
	para := 0
	add := func(spans []schema.Span, z zone) {
		for _, sp := range spans {
			para++
			x, y := in.Text.Bytes(sp)
			for _, r := range segment.SentenceBytes(d.s, x, y) {
				d.addSentence(r[0], r[1], z, para)
			}
		}
	}
	add(in.Body, zoneBody)
	add(in.Report, zoneReport)
	add(in.Quotes, zoneQuote)
	if t, err := time.Parse(time.DateOnly, string(in.Date)); err == nil {
		d.ref = t
	}
	d.marks = a.lx.Mark(d.toks, nil)
	d.maskLaws()
	d.markNames()
	d.markAvailable()
	d.markSupport()
	d.congr = toCongress(in.Recipients)
	return d
}

// markNames makes persons of two words that have capitals and are in no list, and of words behind Mr. and the like.
func (d *text) markNames() {
	for i := 1; i+1 < len(d.toks); i++ {
		t, next := &d.toks[i], &d.toks[i+1]
		if t.Kind != lexicon.Word || !t.Cap || d.marks[i].Objects != 0 {
			continue
		}
		if t.Word == 0 && next.Kind == lexicon.Word && next.Cap && next.Word == 0 && next.Start == t.End+1 && d.s[t.End] == ' ' || d.is(i, honorific) {
			d.marks[i].Objects |= d.lx.People
		}
	}
}

// maskLaws takes the objects out of the names of laws that something is done under: "under the Freedom of Information
// Act" is about no information.
func (d *text) maskLaws() {
	for i := 0; i < len(d.toks); i++ {
		if !d.word(i, d.w.under) && !d.word(i, d.w.pursuant) {
			continue
		}
		j := i + 1
		for j < len(d.toks) && (d.toks[j].Cap || d.is(j, determiner|preposition|conj) || d.word(j, d.w.to)) {
			if d.toks[j].Cap {
				d.marks[j].Objects = 0
			}
			j++
		}
		i = j - 1
	}
}

// addSentence cuts s[a:b] into tokens and files it. A bare enumerator is joined to the next sentence.
func (d *text) addSentence(a, b int, z zone, para int) {
	s := sentence{a: a, b: b, lo: len(d.toks), zone: z, para: para}
	if n := len(d.sents); n > 0 && d.sents[n-1].enum == 1 && d.sents[n-1].start >= d.sents[n-1].hi && d.sents[n-1].para == para {
		s.a, s.lo, s.para = d.sents[n-1].a, d.sents[n-1].lo, d.sents[n-1].para
		d.sents = d.sents[:n-1]
	}
	d.toks = d.lx.Tokenize(d.s, a, b, d.toks)
	s.hi = len(d.toks)
	if s.hi == s.lo {
		return
	}
	for i := s.hi - 1; i >= s.lo && d.toks[i].Kind == lexicon.Mark; i-- {
		switch d.toks[i].Mark {
		case '?':
			s.question = true
		case ':':
			s.colon = true
		}
	}
	s.start, s.enum = d.enumerator(s.lo, s.hi)
	s.told = z == zoneReport && d.near(s.lo, s.hi, letterish)
	if n := len(d.sents); n > 0 {
		s.goesOn = d.sents[n-1].told && d.sents[n-1].zone == z
	}
	d.sents = append(d.sents, s)
}

// enumerator skips "1.", "(2)", "c)", "•", "Third," at token i and says which kind it was.
func (d *text) enumerator(i, hi int) (int, int) {
	t := d.toks
	at := func(j int, c byte) bool { return j < hi && t[j].Mark == c }
	short := func(j int) bool { return j < hi && t[j].Kind != lexicon.Mark && t[j].End-t[j].Start <= 2 }
	switch {
	case at(i, '*') || (at(i, '-') && i+1 < hi):
		j := i + 1
		if k, e := d.enumerator(j, hi); e == 1 {
			return k, 1
		}
		return j, 2
	case at(i, '(') && (short(i+1) || i+1 < hi && roman(d.raw(i+1))) && at(i+2, ')'):
		return i + 3, 1
	case (short(i) || i < hi && roman(d.raw(i))) && at(i+1, ')'):
		return i + 2, 1
	case i < hi && (t[i].Kind == lexicon.Number && short(i) || i+2 < hi && len(d.raw(i)) == 1 && d.raw(i) >= "a" && d.raw(i) <= "j") && at(i+1, '.'):
		return i + 2, 1
	case d.is(i, ordinal) && i < hi && t[i].Cap && (at(i+1, ',') || at(i+1, ':')):
		return i + 2, 3
	}
	return i, 0
}

// roman tells whether a word is a small Roman number of three or more letters: "(iii)", "viii)".
func roman(s string) bool {
	switch s {
	case "iii", "vii", "viii", "xii", "xiii":
		return true
	}
	return false
}

// is tells whether token i is a word of one of the classes.
func (d *text) is(i int, c class) bool {
	if i < 0 || i >= len(d.toks) {
		return false
	}
	w := int(d.toks[i].Word)
	return w < len(d.w.class) && d.w.class[w]&c != 0
}

// word tells whether token i is the word id.
func (d *text) word(i int, id int32) bool { return i >= 0 && i < len(d.toks) && d.toks[i].Word == id }

// mark tells whether token i is the mark c.
func (d *text) mark(i int, c byte) bool { return i >= 0 && i < len(d.toks) && d.toks[i].Mark == c }

// span is the text span of the tokens [i,j), which must not be empty.
func (d *text) span(i, j int) schema.Span {
	return d.in.Text.Span(int(d.toks[i].Start), int(d.toks[j-1].End))
}

// slice is the text of the tokens [i,j).
func (d *text) slice(i, j int) string {
	if i >= j || i < 0 || j > len(d.toks) {
		return ""
	}
	return d.s[d.toks[i].Start:d.toks[j-1].End]
}

// raw is the text of one token, empty beyond the text.
func (d *text) raw(i int) string {
	if i < 0 || i >= len(d.toks) {
		return ""
	}
	return d.s[d.toks[i].Start:d.toks[i].End]
}

// skip moves over adverbs and fillers from i, not beyond hi.
func (d *text) skip(i, hi int) int {
	for i < hi && (d.toks[i].Adverb || d.is(i, filler) || d.mark(i, ',') && i+1 < hi && (d.toks[i+1].Adverb || d.is(i+1, filler))) {
		i++
	}
	return i
}

// back moves from i to the last token before it that is no adverb or filler, not below lo; lo-1 is nothing.
func (d *text) back(i, lo int) int {
	for i--; i >= lo; i-- {
		if d.toks[i].Adverb || d.is(i, filler) {
			continue
		}
		if d.mark(i, ',') && i > lo && (d.toks[i-1].Adverb || d.is(i-1, filler)) {
			continue
		}
		break
	}
	return i
}

// near tells whether a word of the classes stands in [lo,hi).
func (d *text) near(lo, hi int, c class) bool {
	for i := max(lo, 0); i < hi && i < len(d.toks); i++ {
		if d.is(i, c) {
			return true
		}
	}
	return false
}
