package demands

import (
	"strings"

	"demarche/loaders/demands/lexicon"
)

// class is a set of the closed word classes that the rules ask for.
type class uint32

const (
	first       class = 1 << iota // we, I
	you                           // you, your
	filler                        // words that may stand between the parts of a construction
	determiner                    // the, a, all, ...
	preposition                   //
	conj                          // and, or, but
	modal                         // must, should
	need                          // needs to, ought to, has to
	auxiliary                     // be, been, is, are, have, has
	important                     // imperative, critical, ...
	writing                       // write, writing, letter: the letter speaks of itself
	letterish                     // words of a report that tell of a letter
	body                          // words for a body that may be asked to act
	ordinal                       // first, second, ...
	wh                            // what, how, why, ...
	stopper                       // begins a sentence that ends a list
	reply                         // words of procedural closings
	negation                      // not, never
	stopword                      // carries no content
	ambiguous                     // noun as well as verb
	title                         // title before a personal name
	courtesy                      // begins a courtesy: thank, look forward
	conditional                   // if, unless
	group                         // members, caucus, delegation: writes letters
	capTitle                      // words of official titles
	honorific                     // Mr., Ms.
	pronoun                       // him, her, them
	so                            // so, order: opens a purpose
	subordinate                   // opens a side clause
	progressive                   // am, are: we are asking
	have                          // has, had: we have asked
)

var classWords = map[class]string{
	first:       "we i we're we've i'm",
	you:         "you your yourself",
	filler:      "also therefore again hereby further now jointly once more thus do would will must can may respectfully strongly formally specifically urgently today both please accordingly furthermore moreover hence likewise both instead likewise finally lastly additionally always still then however once even just together all herein writing-to",
	determiner:  "following the a an all any this these those that our your its their his her some each every such no additional further more full new both which several other",
	preposition: "of in on at by for with from into about against over under between among through during to regarding concerning within without as upon towards toward via across",
	conj:        "and or but nor",
	modal:       "must should shall ought",
	need:        "needs need ought",
	auxiliary:   "be been being is are was were am has have had",
	important:   "imperative critical essential vital crucial important necessary incumbent urgent paramount time appropriate unacceptable",
	writing:     "write writing written wrote like wish want join joining joined letter compelled opportunity today",
	letterish:   "letter letters wrote writing sent send sends joined led leading signed signing penned lawmakers colleagues today wrote co-signed signatories bipartisan",
	body:        "administration department government congress president secretary agency commission committee board office bureau house senate nations authority court director administrator commissioner chairman chairwoman chair speaker governor service corporation company states u.s america fda epa usda hud fema cdc fcc fcc sec va dod doe dhs doj usaid usps irs faa fbi cia cftc ferc nrc hhs cms treasury pentagon navy army minister council union ministry companies leaders leadership conferees appropriators nato israel turkey china iran russia state forces corps regulators agencies officials conference subcommittee force panel institute division embassy committees departments",
	ordinal:     "first second third fourth fifth sixth seventh eighth firstly secondly thirdly lastly finally",
	wh:          "what how why when where who which whether does do did is are has have will can could would should if please under provide describe explain",
	stopper:     "we i thank thanks sincerely as in our this these given while although because",
	reply:       "response reply respond attention consideration leadership prompt timely thoughtful soon possible swift immediate immediately careful serious full favorable hesitate contact questions matter issue request requests letter concern concerns important critical urgent consider this these your you us our to the a and of for on in by as at with regarding no later than give any all such very most please would be",
	negation:    "not never don't neither nor cannot",
	stopword:    "the a an all any this these those that our your its their his her some of in on at by for with from into about against to as and or but be is are was were been it you we i us they them he she will would should must can could may do does has have had not no so if then than also immediately urge ask request please who which what how u.s united states such other more most there take steps step action actions ensure make including include continue work further full support provide call administration",
	ambiguous:   "appropriate support review report study aid fund release brief plan work increase limit cut ban sanction address estimate review change request demand free list detail state account waiver benefit permit track bar pledge award surge grant supply respect fight focus lead help approach post order direct issue license exempt define design audit probe brief answer register risk restore return share honor appoint level contract process pressure project program use need effort sanction transfer guard update document record question detail press task advance charge approve schedule ship label support vote bill finance finance monitor import budget result invite access average leverage complete close secure cost visit benefit present parole pardon fire delay block drop target purchase lease vote halt end",
	title:       "rep reps representative congressman congresswoman senator sen sens mr mrs ms dr gov governor judge justice chairman chairwoman",
	courtesy:    "thank thanks sincerely",
	conditional: "if unless until",
	group:       "caucus delegation members undersigned coalition letter lawmakers group signatories senators representatives legislators",
	honorific:   "mr mrs ms dr sgt capt rev",
	pronoun:     "him her them it",
	so:          "so order",
	subordinate: "as while when if because although though since where until",
	progressive: "am are i'm we're",
	have:        "have had",
	capTitle:    "president minister secretary chief general deputy defense foreign prime king prince crown colonel major vice director chairman commander governor judge prosecutor attorney speaker ambassador premier chancellor staff air force army navy interior justice the of",
}

// words is the closed word classes by word number, and single words that rules name.
type words struct {
	class                                                                                   []class
	to, that, and, it, is, not, on, upon, of, against, forWord, please, following, longWord int32
	questions, then, from, by, us, letter, under, pursuant, last, this, next, ago, th       int32
	past, since, weekend, week, month, year, yesterday, today, earlier, later, section      int32
	support, tomorrow, the, whether, held, accountable, responsible, was, in, between       int32
	before, after, through, until, act, refrain, avoid, oppose, without, or                 int32
	months, weekdays                                                                        [13]int32
}

func newWords(lx *lexicon.Lexicon) words {
	var w words
	set := func(id int32, c class) {
		for int(id) >= len(w.class) {
			w.class = append(w.class, make([]class, 256)...)
		}
		w.class[id] |= c
	}
	for c := first; c <= have; c <<= 1 {
		for _, s := range strings.Fields(classWords[c]) {
			set(lx.ID(s), c)
			if c == ambiguous {
				set(lx.ID(s+"s"), c)
			}
		}
	}
	for s, p := range map[string]*int32{
		"to": &w.to, "that": &w.that, "and": &w.and, "it": &w.it, "is": &w.is, "not": &w.not, "on": &w.on, "upon": &w.upon,
		"of": &w.of, "against": &w.against, "for": &w.forWord, "please": &w.please, "following": &w.following, "long": &w.longWord,
		"questions": &w.questions, "then": &w.then, "from": &w.from, "by": &w.by, "us": &w.us, "letter": &w.letter,
		"under": &w.under, "pursuant": &w.pursuant, "last": &w.last, "this": &w.this, "next": &w.next, "ago": &w.ago,
		"past": &w.past, "since": &w.since, "weekend": &w.weekend, "week": &w.week, "month": &w.month, "year": &w.year,
		"yesterday": &w.yesterday, "today": &w.today, "earlier": &w.earlier, "later": &w.later, "section": &w.section,
		"support": &w.support, "tomorrow": &w.tomorrow, "the": &w.the, "whether": &w.whether, "held": &w.held,
		"accountable": &w.accountable, "responsible": &w.responsible, "was": &w.was, "in": &w.in, "between": &w.between,
		"before": &w.before, "after": &w.after, "through": &w.through, "until": &w.until, "act": &w.act,
		"refrain": &w.refrain, "avoid": &w.avoid, "oppose": &w.oppose, "without": &w.without, "or": &w.or, "th": &w.th,
	} {
		*p = lx.ID(s)
	}
	for i, m := range strings.Fields("january february march april may june july august september october november december") {
		w.months[i+1] = lx.ID(m)
	}
	for i, d := range strings.Fields("sunday monday tuesday wednesday thursday friday saturday") {
		w.weekdays[i] = lx.ID(d)
	}
	return w
}
