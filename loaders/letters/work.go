package letters

import (
	"sort"
	"strings"

	"demarche/graph/match"
	"demarche/loaders/letters/mention"
	"demarche/loaders/letters/segment"
	"demarche/schema"
	"demarche/schema/date"
)

// sentence is one sentence of the document's own words, outside embedded letters.
type sentence struct {
	a, b     int    // bytes
	low      string // the sentence in small letters, byte for byte
	own      string // low with the words of quotations blanked, byte for byte
	headline bool
	para     int // number of its paragraph among those outside letters
	mentions []mention.Mention
	scanned  bool
	asked    bool // event, passed and faint are known
	event    bool
	passed   bool
	faint    bool
}

// tells is [letterEvent] of the sentence, asked once.
func (x *sentence) tells() (event, passed bool) {
	if !x.asked {
		x.event, x.passed, x.faint = letterEvent(x.own)
		x.asked = true
	}
	return x.event, x.passed
}

// work is the state of reading one document.
type work struct {
	r         *Reader
	doc       Document
	lay       *segment.Layout
	s         string
	title     string
	published string
	asOf      date.Date // the date at which names are resolved
	sentences []sentence
	known     map[string]bool
	members   map[string]*match.Result // answers of member
	tags      map[match.Mention]*match.Result
	whole     map[string]*mention.Mention // by surname, nil before it is asked for
	chamber   string                      // told by letterheads and sentences: sen, rep or both
	state     string                      // of a state's legislature that sends the letter
	lead      *lead                       // nil before it is read
	surveyed  *survey                     // nil before it is asked for
	matter    matter                      // the heaviest that was weighed, without grounds before any was
	to        [][2]int                    // where the addressees of the letter that is being read stand, in bytes
	eventAt   int                         // answer of event, once eventKnown

	eventKnown bool
	rollsKnown bool
	rollsFound []mention.Roll // answer of rolls, once rollsKnown
}

func newWork(r *Reader, d Document, lay *segment.Layout) *work {
	w := &work{r: r, doc: d, lay: lay, s: lay.Text.String(), known: map[string]bool{}}
	w.title, w.published = headOf(d)
	w.asOf = date.Date(w.published)
	para := 0
	for _, g := range lay.Segments {
		switch g.Kind {
		case segment.Release, segment.Headline, segment.Intro:
			a, b := lay.Text.Bytes(g.Span)
			for _, x := range segment.SentenceBytes(w.s, a, b) {
				w.sentences = append(w.sentences, sentence{
					a: x[0], b: x[1], low: lower(w.s[x[0]:x[1]]),
					headline: g.Kind == segment.Headline && !strings.HasSuffix(w.s[a:b], ":"), para: para,
				})
			}
			para++
		}
	}
	w.blankQuotes()
	for _, x := range w.sentences {
		if !x.headline {
			return w
		}
	}
	for i := range w.sentences { // headlines alone are all the text there is
		w.sentences[i].headline = false
	}
	return w
}

// blankQuotes gives every sentence its own words: what stands in quotation marks is somebody's saying.
func (w *work) blankQuotes() {
	k := 0
	qs := w.lay.Quotations
	for i := range w.sentences {
		x := &w.sentences[i]
		x.own = x.low
		var b []byte
		for k > 0 && w.byteOf(qs[k-1].Span[1]) > x.a {
			k--
		}
		for k < len(qs) && w.byteOf(qs[k].Span[1]) <= x.a {
			k++
		}
		for m := k; m < len(qs); m++ {
			from, to := w.lay.Text.Bytes(qs[m].Span)
			if from >= x.b {
				break
			}
			if b == nil {
				b = []byte(x.low)
			}
			for p := max(from, x.a); p < min(to, x.b); p++ {
				b[p-x.a] = ' '
			}
		}
		if b != nil {
			x.own = string(b)
		}
	}
}

// byteOf is the byte of code point r.
func (w *work) byteOf(r int) int {
	a, _ := w.lay.Text.Bytes(schema.Span{r, r})
	return a
}

// lower is s with the capitals of ASCII made small, byte for byte, so that offsets stay true; curly apostrophes and
// quotation marks stay as they are.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] |= 0x20
				}
			}
			return string(b)
		}
	}
	return s
}

// mentions are the names of sentence i.
func (w *work) mentions(i int) []mention.Mention {
	x := &w.sentences[i]
	if !x.scanned {
		x.mentions, x.scanned = mention.Scan(w.s, x.a, x.b), true
	}
	return x.mentions
}

// headOf is the title and date of publication of a document: what its feed gives, else what its first lines print.
func headOf(d Document) (title, published string) {
	title, published = d.Title, d.Published
	if title != "" && published != "" {
		return title, published
	}
	rest := d.Text
	for n := 0; n < 12 && rest != ""; {
		line := rest
		if k := strings.IndexByte(rest, '\n'); k >= 0 {
			line, rest = rest[:k], rest[k+1:]
		} else {
			rest = ""
		}
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		n++
		head := line
		if len(head) > 400 {
			head = strings.ToValidUTF8(head[:400], "")
		}
		ds := segment.Dates(head, 0, len(head))
		if len(ds) > 0 && strings.HasSuffix(lower(strings.TrimSpace(head[:ds[0].Start])), "today:") {
			continue // the day on which a page was stored
		}
		if published == "" && len(ds) > 0 && (len(head) < 60 || releaseHead(head[ds[0].End:min(len(head), ds[0].End+40)]) || ds[0].Start < 8 && ds[0].Numeric || releaseHead(head[:ds[0].Start])) {
			published = ds[0].ISO
		}
		if title == "" && n == 1 && len(line) < 300 && len(ds) == 0 && !(strings.HasSuffix(line, ".") && strings.Count(line, " ") > 11) {
			title = strings.Trim(line, "*#_ ")
		}
		if strings.HasPrefix(line, "The Honorable") || strings.HasPrefix(line, "Dear ") {
			break
		}
	}
	if published == "" {
		published = datelineDate(d.Text)
	}
	if published == "" {
		published = gapDate(d.Text)
	}
	return title, published
}

// datelineDate is the date in the dateline of a release: "WASHINGTON (February 14, 2010) –", "Boston, May 2, 2021 -".
func datelineDate(text string) string {
	head := text[:min(len(text), 1200)]
	for _, d := range segment.Dates(head, 0, len(head)) {
		if d.Numeric {
			continue
		}
		before := strings.TrimRight(head[:d.Start], " ")
		after := strings.TrimLeft(head[d.End:], " .")
		if strings.HasPrefix(after, "WASHINGTON") || strings.HasPrefix(after, "Washington  D") || strings.HasPrefix(after, "Washington, D") {
			return d.ISO
		}
		if (strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")")) || strings.HasPrefix(after, "–") || strings.HasPrefix(after, "—") || strings.HasPrefix(after, "--") || strings.HasPrefix(after, "- ") {
			return d.ISO
		}
	}
	return ""
}

// releaseHead tells whether the words before a date are those of a press release's head.
func releaseHead(w string) bool {
	l := lower(w)
	return strings.Contains(l, "immediate release") || strings.Contains(l, "press release")
}

// span converts bytes to code points.
func (w *work) span(a, b int) schema.Span { return w.lay.Text.Span(a, b) }

// reportSpans are the document's own words about the letter, quotations of persons left out.
func (w *work) reportSpans() []schema.Span {
	var cut [][2]int
	for _, q := range w.lay.Quotations {
		if !q.OfLetter {
			a, b := w.lay.Text.Bytes(q.Span)
			cut = append(cut, [2]int{a, b})
		}
	}
	sort.Slice(cut, func(i, j int) bool { return cut[i][0] < cut[j][0] })
	var out []schema.Span
	k := 0
	for _, x := range w.sentences {
		a := x.a
		for k < len(cut) && cut[k][1] <= a {
			k++
		}
		for m := k; m < len(cut) && cut[m][0] < x.b; m++ {
			if cut[m][0] > a {
				out = append(out, w.span(a, cut[m][0]))
			}
			a = max(a, cut[m][1])
		}
		if a < x.b {
			out = append(out, w.span(a, x.b))
		}
	}
	return out
}

// quotesLetter tells whether the document quotes words of the letter.
func (w *work) quotesLetter() bool {
	for _, q := range w.lay.Quotations {
		if q.OfLetter {
			return true
		}
	}
	return false
}

// quoted tells whether byte p lies inside a quotation of a person.
func (w *work) quoted(p int) bool {
	r := w.lay.Text.Rune(p)
	i := sort.Search(len(w.lay.Quotations), func(i int) bool { return w.lay.Quotations[i].Span[1] > r })
	return i < len(w.lay.Quotations) && w.lay.Quotations[i].Span[0] <= r
}
