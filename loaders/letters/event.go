package letters

import (
	"strings"

	"demarche/loaders/letters/mention"
	"demarche/loaders/letters/segment"
	"demarche/schema"
)

// cue is a phrase in small letters whose place in a sentence is looked for.
type cue = string

// letterVerbs are the words that make a sentence with "letter" tell of one being written, sent or signed.
var letterVerbs = []cue{
	"sent", "send", "sending", "sends", "led ", "leads", "lead ", "leading", "wrote", "write", "writes", "writing", "written", "penned", "pens ", "pen ", "penning",
	"signed", "signs", "sign ", "signing", "joined", "joins", "join ", "joining", "issued", "submitted", "delivered", "authored", "author", "co-sign", "cosign", "circulat",
	"released", "releases", "release ", "directed", "spearhead", "organiz", "following", "text of", "in a", "in their", "in his", "in her", "in the letter", "this letter", "addressed",
	"urge", "urging", "asking", "asks", "calling", "calls", "request", "demand", "letter to", "letters to", "fired off", "forwarded", "initiat", "outlin", "express", "letter from congress", "letter from rep", "letter from sen",
}

// notLetters are phrases with the word letter that tell of no letter of this kind.
var notLetters = []cue{
	"letter of the law", "letter carrier", "letters of recommendation", "letter of recommendation", "letter of support", "letters of support", "countless letters",
	"newsletter", "letters from constituents", "letters and phone", "letters, phone", "letters and email", "letters and e-mail", "letter grade", "red letter", "red-letter",
	"thank you letter", "letter of intent", "letters of intent", "letter from a constituent", "letters from", "love letter", "letter to the editor", "letters to the editor",
	"four-letter", "letter of credit", "letters of credit", "letter writing", "scam", "letterhead", "letter bomb", "letter opener", "a letter from", "the letter from", "received a letter", "letters patent",
	"letter jacket", "dead letter", "letter of inquiry from", "letter carriers", "offer letter", "offer letters", "support letter", "decision letter", "letters of appointment", "condolence letter", "letter of appointment", "letter of map", "cover letter", "write a letter to my", "letter of resignation",
}

// past are phrases that put a letter into the past of the document: it is only mentioned.
var past = []cue{
	"last week", "last month", "last year", "last fall", "last spring", "last summer", "last winter", "last november", "last december", "last january", "last congress",
	"earlier this year", "earlier this month", "earlier this spring", "earlier this summer", "weeks ago", "months ago", "years ago", "week ago", "month ago", "year ago", "previously", "had sent", "had written",
	"a similar letter", "similar letters", "a previous letter", "previous letter", "an earlier letter", "earlier letter", "prior letter", "also wrote to", "also sent a letter", "also wrote a letter", "follows a letter", "follows the letter",
	"following a letter", "following his letter", "following her letter", "following their letter", "after receiving a letter", "responding to a letter", "in reply to", "comes after", "wrote a letter last", "in response to a letter", "in response to the letter", "responded to a letter", "response to a letter", "call of a letter", "in the past", "recently sent", "recently wrote", "that letter led",
	"has sent letters", "had led", "had joined", "comes in response", "in 19", "first letter",
}

var monthWords = []cue{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// letterEvent tells whether a sentence tells of a letter, and whether it puts it into the past. wrote covers letters that
// are told without the word: "twenty-nine Members today wrote to President Bush".
func letterEvent(low string) (event, passed bool) {
	k := letterWord(low)
	switch {
	case k >= 0:
		event = hasAny(low, letterVerbs)
	case strings.Contains(low, "wrote to ") || strings.Contains(low, "wrote president") || strings.Contains(low, "writing to ") && strings.Contains(low, "today") ||
		strings.Contains(low, "written to ") || strings.Contains(low, " write to ") || strings.Contains(low, "writes to ") || strings.Contains(low, " writes ") && strings.Contains(low, "urging") || strings.Contains(low, "wrote ") && strings.Contains(low, " urging "):
		event = true
	}
	if !event {
		event = wroteToOffice(low)
	}
	if !event || statementOnly(low) || othersLetter(low) {
		return false, false
	}
	if hasAny(low, past) {
		return true, true
	}
	if !strings.Contains(low, "today") && !strings.Contains(low, "yesterday") {
		for _, m := range monthWords {
			if strings.HasPrefix(low, "in "+m) || strings.Contains(low, " in "+m) && !strings.Contains(low, "letter in "+m) || strings.HasPrefix(low, "last "+m) {
				return true, true
			}
		}
	}
	return true, false
}

// strangers write letters too; legislatorWords show that a sentence speaks of legislators.
var (
	strangers = []cue{
		" groups", "organizations", "professors", "scholars", "attorneys general", "governors", "mayors", "advocates", "business leaders", "economists", "associations", "experts", "physicians", "scientists",
		"coalition of", "companies sent", "bishops", "retired generals", "former officials", "prosecutors", "students", "residents",
	}
	legislatorWords = []cue{"senator", "sens.", "sen. ", "rep. ", "reps.", "representative", "congress", "members", "lawmakers", "legislators", "colleagues", "caucus", "delegation", "chairm", "chairwom", "assemblym"}
)

// othersLetter tells whether a sentence tells of a letter of groups or officials and names no legislator.
func othersLetter(low string) bool {
	k := letterWord(low)
	if k < 0 {
		return false
	}
	return hasAny(low[:k], strangers) && !hasAny(low, legislatorWords)
}

// officeWords are the words that show an addressee in office behind "wrote ... to".
var officeWords = []cue{"secretary", "president", "administrator", "director", "attorney general", "chairman", "chairwoman", "commissioner", "speaker", "leader", "ceo", "minister", "ambassador", "governor", "general"}

// wroteToOffice tells whether a sentence says that somebody wrote to an office holder, the word letter not used: "wrote
// today to Acting Secretary X", "joined Senators A and B in writing to".
func wroteToOffice(low string) bool {
	for _, v := range []string{"wrote ", "in writing ", "written ", "writing "} {
		k := strings.Index(low, v)
		if k < 0 || k > 0 && isLetter(low[k-1]) {
			continue
		}
		tail := low[k+len(v) : min(len(low), k+120)]
		if j := strings.Index(" "+tail, " to "); (j >= 0 && j < 40 || v == "wrote ") && hasAny(tail, officeWords) && !strings.Contains(tail[:min(len(tail), 20)], "legislation") {
			return j >= 0 && j < 40 || strings.Contains(tail, "urging") || strings.Contains(tail, "asking") || strings.Contains(tail, "calling")
		}
	}
	return false
}

// statementOnly tells whether a sentence announces a statement on somebody's letter and no letter.
func statementOnly(low string) bool {
	if !strings.Contains(low, "statement") {
		return false
	}
	return hasAny(low, []cue{"following statement", "released a statement", "issued a statement", "issued this statement", "made the following"}) &&
		!hasAny(low, []cue{"sent a ", "sending a ", "sent letters", "led a ", "wrote ", "signing a", "signing the", "joining", "send a ", "penned"})
}

// letterWord is the place of the word letter or letters in its proper sense, or -1.
func letterWord(low string) int {
	for from := 0; ; {
		i := strings.Index(low[from:], "letter")
		if i < 0 {
			return -1
		}
		i += from
		from = i + 6
		if i > 0 && low[i-1] >= 'a' && low[i-1] <= 'z' {
			continue
		}
		e := i + 6
		if e < len(low) && low[e] == 's' {
			e++
		}
		if e < len(low) && low[e] >= 'a' && low[e] <= 'z' {
			continue
		}
		around := low[max(0, i-20):min(len(low), i+26)]
		if !hasAny(around, notLetters) {
			return i
		}
	}
}

func hasAny(s string, words []cue) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// leadBytes is how far the lead of a report reaches: what a document is about stands in its title and first paragraphs.
const leadBytes = 1500

// drafts finds the letters of the document: the embedded ones that advocate something, or one that is reported.
func (w *work) drafts() []draft {
	event := w.event()
	var out []draft
	for i := range w.lay.Letters {
		if w.advocates(i, event) {
			out = append(out, draft{embedded: i, event: event})
		}
	}
	if len(out) > 0 {
		return out
	}
	if len(w.lay.Letters) > 0 && w.lay.Letters[0].Salutation[1] > 0 && w.toReaders(0) {
		return nil // a newsletter that tells of letters among other things
	}
	if event >= 0 {
		out = append(out, draft{embedded: -1, event: event})
	}
	return out
}

// event is the index of the sentence that tells of the document's letter, -1 when none does or it is told in passing.
func (w *work) event() int {
	title := lower(w.title)
	titled := letterWord(title) >= 0 || strings.Contains(title, "write")
	start := 0
	if len(w.sentences) > 0 {
		start = w.sentences[0].a
	}
	mentions, best, n, before := 0, -1, 0, false
	for i := range w.sentences {
		x := &w.sentences[i]
		if x.headline {
			if letterWord(x.low) >= 0 && n == 0 {
				titled = true
			}
			continue
		}
		if w.opensQuoted(x) && !strings.Contains(x.low, "letter") {
			continue
		}
		n++
		ok, passed := x.tells()
		if letterWord(x.low) >= 0 {
			mentions++
		}
		before = before || passed || othersLetter(x.low)
		if !ok || passed || best >= 0 || w.inQuote(i) || i > 0 && w.otherBusiness(x.low) || before && backward(x.low) || w.toMember(i) {
			continue
		}
		if n <= 2 || n <= 5 && theirs(x.low) || x.a-start < leadBytes && (titled || opensWithLetter(x.low)) || x.a-start < 3000 && fresh(x.low) || w.excerpted(i) {
			best = i
		}
	}
	if best < 0 {
		if i := w.signedOn(); i >= 0 {
			return i
		}
	}
	if best < 0 && titled {
		for i := range w.sentences {
			if ok, passed := w.sentences[i].tells(); ok && !passed && !w.inQuote(i) {
				return i
			}
		}
	}
	if best >= 0 && !titled && mentions < 2 && !strong(w.sentences[best].low) && !theirs(w.sentences[best].low) {
		return -1
	}
	return best
}

// signedOn is the index of the sentence that names those who signed the letter of the acts told before it, -1 when there is
// none: "Senators A, B and C signed on to this letter." below "Senator D led 20 members in pressing X to act".
func (w *work) signedOn() int {
	for i := range w.sentences {
		x := &w.sentences[i]
		if x.headline || letterWord(x.low) < 0 || !hasAny(x.low, []cue{
			"signed on to the", "signed on to this", "signed onto the", "signed onto this", "also signed the", "also signed this", "cosigned the", "co-signed the",
			"letter was also signed by", "letter was signed by", "letter is signed by", "letter is also signed by", "joined the letter", "joined in signing the",
		}) || w.inQuote(i) {
			continue
		}
		if _, passed := x.tells(); passed || othersLetter(x.low) {
			continue
		}
		n := 0
		for _, m := range w.mentions(i) {
			if w.signerLike(&m) {
				n++
			}
		}
		if n >= 2 {
			return i
		}
	}
	return -1
}

// backward tells whether a sentence speaks of a letter as already told: "in the letter".
func backward(low string) bool {
	return !strings.Contains(low, "a letter") && !strings.Contains(low, "today") && (strings.Contains(low, "the letter") || strings.Contains(low, "their letter") || strings.Contains(low, "his letter") || strings.Contains(low, "her letter"))
}

// theirs tells whether a sentence opens with the letter of those just named: "Their letter, co-signed by 50 colleagues, urged".
func theirs(low string) bool {
	for _, p := range []string{"their letter", "his letter", "her letter", "in their letter", "in his letter", "in her letter", "the letter, ", "the letter was signed", "the letter is signed", "the bipartisan letter"} {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	return false
}

// opensWithLetter tells whether a sentence is told out of a letter: "In a letter to X, Y asked", "…, said Y in a letter to X".
func opensWithLetter(low string) bool {
	for _, c := range []cue{"in a letter", "in a bipartisan letter", "in a joint letter", "in the letter to"} {
		k := strings.Index(low, c)
		if k == 0 || k > 0 && strings.ContainsAny(low[k-1:k], "”\"") {
			return true
		}
		if k > 0 && hasAny(low[max(0, k-50):k], []cue{"said", "wrote", "stated", "writes", "says", "wrote,"}) {
			return true
		}
	}
	return false
}

// excerpted tells whether sentence i or the next says that words of the letter follow.
func (w *work) excerpted(i int) bool {
	for k := i; k < len(w.sentences) && k < i+2; k++ {
		low := w.sentences[k].low
		if letterWord(low) >= 0 && (strings.Contains(low, "below") || strings.Contains(low, "follows") || strings.Contains(low, "excerpt")) {
			return true
		}
	}
	return false
}

// toMember tells whether a sentence tells of a letter that a legislator received: somebody "wrote to Congressman Jordan".
func (w *work) toMember(i int) bool {
	x := &w.sentences[i]
	for _, v := range []cue{"wrote to ", "writes to ", "letter to "} {
		k := strings.Index(x.low, v)
		if k < 0 {
			continue
		}
		tail := x.low[k+len(v):]
		for _, t := range []cue{"congressman ", "congresswoman ", "rep. ", "representative ", "senator ", "sen. "} {
			if strings.HasPrefix(tail, t) && !w.legislatorBefore(i, x.a+k) {
				return true
			}
		}
	}
	return false
}

// legislatorBefore tells whether sentence i names a legislator, or speaks of several, before byte p.
func (w *work) legislatorBefore(i, p int) bool {
	x := &w.sentences[i]
	for _, m := range w.mentions(i) {
		if m.Start < p && w.signerLike(&m) {
			return true
		}
	}
	return hasAny(x.low[:p-x.a], legislatorWords)
}

// inQuote tells whether the word letter in sentence i stands inside a person's quotation.
func (w *work) inQuote(i int) bool {
	x := &w.sentences[i]
	k := letterWord(x.low)
	if k < 0 {
		k = 0
	}
	if !w.quoted(x.a + k) {
		return false
	}
	return true
}

// opensQuoted tells whether a sentence starts with a quotation.
func (w *work) opensQuoted(x *sentence) bool {
	if w.quoted(x.a) {
		return true
	}
	for _, q := range []string{"“", "\""} {
		if strings.HasPrefix(w.s[x.a:x.b], q) && w.quoted(x.a+len(q)) {
			return true
		}
	}
	return false
}

// otherBusiness tells whether a sentence is about a bill, a vote or an event rather than a letter alone.
func (w *work) otherBusiness(low string) bool {
	return strings.Contains(low, "response to") && strings.Contains(low, "letter from")
}

// fresh tells whether a sentence gives the letter the document's own time.
func fresh(low string) bool {
	return hasAny(low, []cue{
		"today", "yesterday", "this week", "following letter", " on monday", " on tuesday", " on wednesday", " on thursday", " on friday", " on saturday", " on sunday", "has sent a", "have sent a",
		"this morning", "this afternoon",
	})
}

// strong tells whether a single sentence suffices to say that the document is about a letter.
func strong(low string) bool {
	return hasAny(low, []cue{
		"text of", "letter below", "sent a", "sent letters", "send a letter", "sent the following", "led a", "led the", "in a letter", "wrote", "a letter to", "letters to", "letter today", "letter urging", "letter calling",
		"letter asking", "letter requesting", "signed a", "signed on", "penned", "sending a", "in a bipartisan letter", "writing to", "letter expressing", "lead a", "leads a", "signed letters", "joined",
	})
}

// constituents are the readers of newsletters.
var constituents = []cue{
	"friend", "neighbor", "constituent", "supporter", "fellow", "resident", "voter", "newsletter", "veteran,", "patriot", "subscriber", "families", "editor", "parents", "students", "visitor",
	"californian", "new yorker", "texan", "floridian", "ohioan", "hoosier", "marylander", "virginian", "iowan", "kansan", "oregonian", "nevadan", "georgian", "michigander", "pennsylvanian", "tennessean",
	"alabamian", "arkansan", "arizonan", "coloradan", "hawaii", "idahoan", "illinoisan", "kentuckian", "louisianan", "mainer", "minnesotan", "mississippian", "missourian", "montanan", "nebraskan",
	"utahn", "vermonter", "washingtonian", "wisconsinite", "west virginian", "south carolinian", "north carolinian", "oklahoman", "santa", "reader", "everyone", "folks", "all,", "citizen", "taxpayer", "small business owner",
}

// toReaders tells whether the salutation of embedded letter i speaks to constituents or readers.
func (w *work) toReaders(i int) bool {
	low := lower(w.lay.Text.Slice(w.lay.Letters[i].Salutation))
	for _, c := range constituents {
		if k := strings.Index(low, c); k > 0 && !isLetter(low[k-1]) {
			return true
		}
	}
	return false
}

// advocates tells whether embedded letter i is a letter of legislators to somebody in office or business, and no newsletter,
// answer to a legislator or op-ed.
func (w *work) advocates(i int, event int) bool {
	e := w.lay.Letters[i]
	if e.Salutation[1] > 0 && w.toReaders(i) {
		return false
	}
	n := 0
	for _, b := range e.Body {
		n += b.Len()
	}
	formal := e.Address[1] > 0 && e.Salutation[1] > 0 && e.Closing[1] > 0 && e.Signatures[1] > 0
	if n < 80 && !formal || n == 0 {
		return false
	}
	if e.Salutation[1] == 0 && w.statementFollows(i) {
		return false
	}
	if w.toLegislatorAlone(i) {
		return false
	}
	if event >= 0 || w.announced(i) {
		return true
	}
	if e.Salutation[1] == 0 {
		return false
	}
	titled := letterWord(lower(w.title)) >= 0
	return titled || e.Address[1] > 0 || e.Signatures[1] > 0 && e.Closing[1] > 0
}

// statementFollows tells whether the words before embedded letter i announce a statement rather than a letter's text.
func (w *work) statementFollows(i int) bool {
	start := w.lay.Letters[i].Span[0]
	for _, g := range w.lay.Segments {
		if g.Span[1] > start || start-g.Span[1] > 200 || g.Kind != segment.Intro && g.Kind != segment.Release {
			continue
		}
		low := lower(w.lay.Text.Slice(g.Span))
		if hasAny(low, []cue{"following statement", "this statement", "following joint statement", "statement below"}) && !hasAny(low, []cue{"following letter", "letter below", "text of the letter", "text of his letter", "text of her letter", "text of their letter"}) {
			return true
		}
	}
	return false
}

// announced tells whether an Intro stands before embedded letter i.
func (w *work) announced(i int) bool {
	start := w.lay.Letters[i].Span[0]
	for _, g := range w.lay.Segments {
		if g.Span[1] > start || start-g.Span[1] > 400 {
			continue
		}
		if g.Kind == segment.Intro {
			return true
		}
		if t := lower(w.lay.Text.Slice(schema.Span{max(g.Span[0], g.Span[1]-120), g.Span[1]})); g.Kind == segment.Release && strings.HasSuffix(t, ":") && letterWord(t) >= 0 {
			return true
		}
	}
	return false
}

// toLegislatorAlone tells whether embedded letter i is one that the releasing member received: addressed to the member
// and signed by nobody the registers know as a legislator.
func (w *work) toLegislatorAlone(i int) bool {
	e := w.lay.Letters[i]
	if w.r.resolver == nil || e.Signatures[1] == 0 {
		return false
	}
	sal := lower(w.lay.Text.Slice(e.Salutation))
	if !hasAny(sal, []cue{"congressman", "congresswoman", "representative", "senator", "rep.", "chairman", "sen."}) {
		return false
	}
	for _, s := range w.blockSigners(i) {
		if w.isLegislator(s.name) || s.canonical != "" {
			return false
		}
		w.resolve(&s)
		if s.result.Decision != schema.None {
			return false
		}
	}
	return true
}

// kind says what the document is, given that it has letters.
func (w *work) kind(ds []draft) schema.Kind {
	if ds[0].embedded >= 0 && !w.storyBefore(w.lay.Letters[ds[0].embedded].Span[0]) {
		return schema.KindLetter
	}
	if w.doc.Member != "" {
		return schema.KindPressRelease
	}
	release, news := 0, 0
	head := lower(w.s[:min(len(w.s), 3000)])
	for _, c := range []cue{"for immediate release", "contact:", "press release", "media contact", "press office", "source: united states", "source: congress", "source: u.s.", "source: office of", "source: sen", "source: rep"} {
		if strings.Contains(head, c) {
			release += 2
		}
	}
	if strings.Contains(head, "today") {
		release++
	}
	if strings.Contains(lower(w.s[max(0, len(w.s)-300):]), "###") || strings.Contains(w.s[max(0, len(w.s)-300):], "# # #") {
		release += 2
	}
	for _, x := range w.sentences {
		if strings.Contains(x.low, " reports.") || strings.Contains(x.low, " reports ") && strings.Contains(x.low, ", ") && !strings.Contains(x.low, "reports of") && !strings.Contains(x.low, "reports that") || strings.Contains(x.low, " reported.") {
			news++
		}
		if strings.Contains(x.low, "told the ") || strings.Contains(x.low, "told reporters") || strings.Contains(x.low, "said in a statement") || strings.Contains(x.low, "according to a copy of the letter") {
			news++
		}
	}
	if strings.HasPrefix(strings.TrimSpace(head), "date ") || strings.HasPrefix(head, "by ") {
		news++
	}
	if w.namesReleaser() {
		release += 2
	} else {
		for _, d := range []cue{" on monday", " on tuesday", " on wednesday", " on thursday", " on friday", " on saturday", " on sunday"} {
			if len(w.sentences) > 0 && strings.Contains(w.sentences[0].low, d) {
				news++
			}
		}
	}
	if news > release {
		return schema.KindNewsReport
	}
	return schema.KindPressRelease
}

// namesReleaser tells whether the first sentence names a legislator in the way of an office's own release.
func (w *work) namesReleaser() bool {
	for i := range w.sentences {
		if w.sentences[i].headline {
			continue
		}
		for _, m := range w.mentions(i) {
			if m.HasTag || m.Office == mention.Legislator {
				return true
			}
		}
		return false
	}
	return false
}

// storyBefore tells whether running text of the document stands before code point p.
func (w *work) storyBefore(p int) bool {
	for _, g := range w.lay.Segments {
		if g.Span[0] >= p {
			return false
		}
		switch g.Kind {
		case segment.Release, segment.Intro, segment.Contact:
			if g.Kind != segment.Release || g.Span.Len() > 90 || g.Span.Len() > 30 && strings.ContainsAny(w.lay.Text.Slice(schema.Span{g.Span[1] - 1, g.Span[1]}), ".:”\"") {
				return true
			}
		case segment.Boilerplate:
			if g.Span.Len() > 200 {
				return true
			}
		}
	}
	return false
}
