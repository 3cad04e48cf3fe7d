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
	asks, other = firstWord(low, askVerbs), firstWord(low, otherActs)
	if c := firstWord(low, carriers); c >= 0 && (asks < 0 || c < asks) && other < 0 {
		asks = c
	}
	return asks, other
}

// otherActs are the businesses of documents that speak of letters in passing.
var otherActs = []cue{
	"introduced", "introduces", "introduce", "introducing", "reintroduced", "reintroduces", "announce", "announced", "announces", "announcing", "finalized", "agreed to", "announcement", "applauded", "applauds", "applauding", "praised", "praises", "praising", "welcomed", "welcomes", "welcome the", "commended", "commends", "thanked",
	"voted", "today passed", "passed a ", "passed the ", "passage", "following statement", "a statement", "this statement", "these statements", "following statements", "statement on", "reacted", "reacts", "responded", "responds", "secured", "secures", "celebrated", "celebrates", "hosted", "hosts", "visited", "visits", "toured", "tours", "received", "testified",
	"spoke", "delivered remarks", "honored", "honors", "recognized", "congratulated", "congratulates", "unveiled", "offered an amendment", "convened", "launched", "awarded", "attended", "met with", "hailed", "hails", "lauded", "op-ed", "newsletter", "hearing", "town hall", "appreciation", "held a",
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
	l.titled = letterWord(title) >= 0 || strings.Contains(title, "write") || strings.Contains(title, "wrote")
	asks, other := business(title)
	l.head = asks >= 0 && (other < 0 || asks < other)
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
		asks, other := business(x.low)
		if n == 1 {
			l.other = other >= 0 && (asks < 0 || other < asks) && !ownAct(x.low[other:], asks-other)
		}
		if asks >= 0 && (other < 0 || asks < other) && l.at < 0 && w.legislatorBefore(i, x.a+asks) {
			l.asks, l.at = true, i
		}
	}
	w.lead = &l
	return l
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
