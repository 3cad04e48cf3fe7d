package letters

import (
	"strings"
)

// lead is what the first sentences and the title of a document say its business is.
type lead struct {
	asks   bool // legislators urge, ask, press somebody
	other  bool // a bill, an announcement, praise, a statement, an event
	at     int  // the sentence in which they ask, -1 when only the title says so
	titled bool // the title speaks of a letter or of writing
	head   bool // the title asks
	piece  bool // an article of the member's is told of

	headOther bool // the title tells of another business before it tells of asking
}

// askVerbs are what writers of letters do, as releases and their titles tell it.
var askVerbs = []cue{
	"urge", "urges", "urged", "urging", "call on", "calls on", "called on", "calling on", "call for", "calls for", "called for", "calling for", "call upon", "calls upon", "called upon", "calling upon", "ask", "asks", "asked", "asking",
	"request", "requests", "requested", "requesting", "demand", "demands", "demanded", "demanding", "press", "presses", "pressed", "pressing", "push", "pushes", "pushed", "pushing", "seek", "seeks", "sought", "seeking",
	"question", "questions", "questioned", "questioning", "encourage", "encourages", "encouraged", "encouraging", "implore", "implores", "implored", "imploring", "petitioned", "petition", "appeal", "appeals", "appealed", "appealing", "pushed for",
	"warn", "warns", "warned", "expressed concern", "express concern", "expressing concern", "expressed", "raised concerns", "raise concerns", "raising concerns", "wrote", "write", "writes", "writing", "written",
	"sent", "send", "sends", "sending", "pressed for", "reiterated", "renewed", "emphasized", "stressed", "opposed", "oppose", "opposes", "opposing", "reached out", "contacted", "petitioning", "calls", "insisted", "recommended", "pressured", "probe", "probes", "probing", "inquire", "inquires", "inquired",
	"want", "wants", "wanted",
}

// carriers are verbs of company, whose business is told by the next verb: "led 21 members in introducing".
var carriers = []cue{"led", "lead", "leads", "leading", "joined", "join", "joins", "joining"}

// business is the first place of a verb of asking in low and that of another business, -1 for none; a verb of company counts
// as asking where nothing else does.
func business(low string) (asks, other int) {
	asks, other = askWord(low), firstWord(low, otherActs)
	if c := firstWord(low, carriers); c >= 0 && (asks < 0 || c < asks) && other < 0 && (asks >= 0 || letterWord(low) >= 0 || hasAny(low, []cue{"effort", "coalition", "push", "group of"})) {
		asks = c
	}
	return asks, other
}

// askWord is the first place of a verb of asking in low, -1 for none: nouns of the same form are passed over, "the request",
// "answered questions", "press release".
func askWord(low string) int {
	for from := 0; ; {
		k := firstWord(low[from:], askVerbs)
		if k < 0 {
			return -1
		}
		k += from
		from = k + 1
		for from < len(low) && isLetter(low[from]) {
			from++
		}
		f := strings.Fields(low[max(0, k-30):k])
		if len(f) == 0 || !beforeNouns[f[len(f)-1]] || strings.HasSuffix(low[:from], "ing") || strings.HasSuffix(low[:from], "ed") {
			return k
		}
	}
}

// beforeNouns are words behind which a word like "call" is a noun.
var beforeNouns = map[string]bool{
	"a": true, "an": true, "the": true, "this": true, "his": true, "her": true, "their": true, "its": true, "of": true, "in": true, "on": true, "for": true, "answer": true, "answers": true, "answered": true, "any": true, "some": true, "many": true,
}

// otherActs are the businesses of documents that speak of letters in passing.
var otherActs = []cue{
	"introduced", "introduces", "introduce", "introducing", "reintroduced", "reintroduces", "announce", "announced", "announces", "announcing", "finalized", "agreed to", "announcement", "applauded", "applauds", "applauding", "praised", "praises", "praising", "welcomed", "welcomes", "welcome the", "commended", "commends", "thanked",
	"voted", "today passed", "passed a ", "passed the ", "passage", "following statement", "a statement", "this statement", "these statements", "following statements", "statement on", "reacted", "reacts", "responded", "responds", "is responding to", "are responding to", "secured", "secures", "celebrated", "celebrates", "hosted", "hosts", "visited", "visits", "toured", "tours", "received", "testified",
	"spoke", "delivered remarks", "honored", "honors", "recognized", "congratulated", "congratulates", "unveiled", "offered an amendment", "convened", "launched", "awarded", "attended", "met with", "hailed", "hails", "lauded", "op-ed", "newsletter", "hearing", "town hall", "appreciation", "held a", "following comment", "comments on", "commented", "following comments",
}

// articles are what members write that is no letter.
var articles = []cue{"op-ed", "opinion piece", "guest column", "this piece", "following column", "editorial", "essay", "wrote about"}

// leadSentences is how many sentences of running text make the lead.
const leadSentences = 2

// leadOf reads the lead of the document once.
func (w *work) leadOf() lead {
	if w.lead != nil {
		return *w.lead
	}
	l := lead{at: -1}
	title := lower(w.title)
	k := letterWord(title)
	l.titled = k >= 0 && !received(title, k) || strings.Contains(title, "write") || strings.Contains(title, "wrote")
	asks, other := business(title)
	l.head = asks >= 0 && (other < 0 || asks < other)
	l.headOther = other >= 0 && !l.head
	l.asks = l.head
	l.piece = hasAny(title, articles)
	n := 0
	for i := range w.sentences {
		x := &w.sentences[i]
		if x.headline {
			l.titled = l.titled || n == 0 && letterWord(x.low) >= 0
			continue
		}
		if w.opensQuoted(x) || fragment(x.low) {
			continue
		}
		if n++; n > leadSentences {
			break
		}
		l.piece = l.piece || hasAny(x.low, articles)
		if n == 1 {
			main := mainClause(x.low)
			asks, other := business(main)
			l.other = other >= 0 && (asks < 0 || other < asks) && !ownAct(main[other:], asks-other)
		}
		asks, other := business(x.low)
		if _, passed := x.tells(); passed && !x.faint {
			continue
		}
		if asks >= 0 && (other < 0 || asks < other) && l.at < 0 && w.legislatorBefore(i, x.a+asks) {
			l.asks, l.at = true, i
		}
	}
	w.lead = &l
	return l
}

// occasions open what a sentence says of its occasion: "Responding to an article, Senator A sent".
var occasions = []cue{"responding to ", "in response to ", "reacting to ", "in light of ", "on the heels of ", "in the wake of ", "ahead of ", "in advance of ", "citing "}

// mainClause is a sentence without its dateline and its occasion.
func mainClause(low string) string {
	for _, dash := range []string{"– ", "— ", "-- ", " - "} {
		if k := strings.Index(low, dash); k >= 0 && k < 60 {
			low = low[k+len(dash):]
			break
		}
	}
	for _, o := range occasions {
		if !strings.HasPrefix(low, o) {
			continue
		}
		if c := strings.Index(low, ", "); c >= 0 {
			return low[c+len(", "):]
		}
	}
	return low
}

// ownAct tells whether a sentence announces what its legislators do themselves, tail starting with its verb and asks bytes
// before the next verb of asking: "announced that she opposes", "announced they have urged".
func ownAct(tail string, asks int) bool {
	rest, ok := strings.CutPrefix(tail, "announced ")
	if !ok {
		return false
	}
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "today "), "that ")
	for _, p := range []string{"he ", "she ", "they "} {
		if strings.HasPrefix(rest, p) && asks > 0 && asks < 80 {
			return true
		}
	}
	for _, p := range []string{"he fully support", "she fully support", "his ", "her ", "their ", ""} {
		if own, ok := strings.CutPrefix(rest, p); ok && (strings.HasPrefix(own, "opposition") || strings.HasPrefix(own, "support") || strings.HasSuffix(p, "support")) {
			return true
		}
	}
	return asks > 0 && asks < 40
}

// fragment tells whether a sentence is a heading, a place or a contact rather than running text: it has hardly a word in
// small letters.
func fragment(low string) bool { return len(low) < 40 || strings.Count(low, " ") < 6 }

// firstWord is the first place in low of one of the phrases as whole words, or -1.
func firstWord(low string, phrases []cue) int {
	best := -1
	for _, p := range phrases {
		for from := 0; from < len(low); {
			k := strings.Index(low[from:], p)
			if k < 0 {
				break
			}
			k += from
			from = k + len(p)
			if k > 0 && isLetter(low[k-1]) || from < len(low) && isLetter(low[from]) {
				continue
			}
			if best < 0 || k < best {
				best = k
			}
			break
		}
	}
	return best
}
